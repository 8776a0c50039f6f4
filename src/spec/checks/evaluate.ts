/** The section `evaluate`: that the rows can be measured as it says. */
import {evaluationSampler} from '../experiment.js';
import type {Checked} from './check.js';

export function checkEvaluate({experiment, add}: Checked): void {
  const {dataset, search, evaluate} = experiment;
  const {steps} = evaluationSampler(experiment);
  if (evaluate.rows.includes('ddsm') && steps !== search.sampler.steps && !evaluate.resample) {
    add('/evaluate/sampler/steps', {
      code: 'strategy-steps',
      message: `a strategy of ${search.sampler.steps} steps does not fit ${steps} sampling steps`,
      suggestion: 'set evaluate.resample: true to stretch it, or search with as many steps',
    });
  }
  if (evaluate.rows.includes('held-out') && (dataset.kind === 'digits' || dataset.split !== 'train')) {
    const message =
      dataset.kind === 'digits'
        ? 'the embedded digits have no images that are held out'
        : `the row held-out is of the split test; dataset.split: ${dataset.split} leaves nothing held out`;
    const place = evaluate.rows.indexOf('held-out');
    add(`/evaluate/rows/${place}`, {
      code: 'no-test-images',
      message,
      suggestion: 'leave held-out out of evaluate.rows',
    });
  }
  if (evaluate.metric !== 'fid' && evaluate.scores.length > 0) {
    add('/evaluate/scores', {
      code: 'scores',
      message: `${evaluate.scores.join(', ')} are made of Inception's features; evaluate.metric is ${evaluate.metric}`,
      suggestion: 'set evaluate.metric: fid, or leave scores out',
    });
  }
}
