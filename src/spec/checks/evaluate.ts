/** The section `evaluate`: that the rows can be measured as it says. */
import {evaluationSampler} from '../experiment.js';
import type {Checked} from './check.js';

export function checkEvaluate({experiment, add}: Checked): void {
  const {search, evaluate} = experiment;
  const {steps} = evaluationSampler(experiment);
  if (evaluate.rows.includes('ddsm') && steps !== search.sampler.steps && !evaluate.resample) {
    add('/evaluate/sampler/steps', {
      code: 'strategy-steps',
      message: `a strategy of ${search.sampler.steps} steps does not fit ${steps} sampling steps`,
      suggestion: 'set evaluate.resample: true to stretch it, or search with as many steps',
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
