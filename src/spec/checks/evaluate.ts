/** The section `evaluate`: that the rows can be measured as it says. */
import type {Problem} from '../../problem.js';
import {type Experiment, evaluationSampler} from '../experiment.js';
import type {Checked} from './check.js';

/** Parts of the images that the Inception score is the mean of. */
const INCEPTION_PARTS = 10;
/** Precision and recall look at the third nearest neighbour of an image. */
const NEIGHBOURS = 3;

/** Why so many images are too few for what is measured, and the key to change; undefined where they are enough. */
export function tooFewImages(
  images: number,
  {jackknife, repeats, scores}: Pick<Experiment['evaluate'], 'jackknife' | 'repeats' | 'scores'>,
): {key: 'images' | 'jackknife' | 'scores'; problem: Problem} | undefined {
  const fault = (key: 'images' | 'jackknife' | 'scores', message: string, suggestion: string) =>
    ({key, problem: {code: 'images', message, suggestion}}) as const;
  const raise = 'raise evaluate.images';
  if (images < 2) return fault('images', 'a covariance needs at least two images', raise);
  if (repeats === 1 && jackknife > 1) {
    const parts = `evaluate.jackknife leaves out each of ${jackknife} parts of ${images} images in turn`;
    const fewer = `${raise}, or set evaluate.jackknife: ${images > 3 ? `${images} or less, or ` : ''}0`;
    if (jackknife > images) return fault('jackknife', `${parts}: there are more parts than images`, fewer);
    if (images - Math.ceil(images / jackknife) < 2)
      return fault('jackknife', `${parts}: fewer than the two images that a covariance needs are left`, fewer);
  }
  for (const [score, least, why] of [
    ['is', INCEPTION_PARTS, `is the mean over ${INCEPTION_PARTS} parts of the images`],
    ['precision-recall', NEIGHBOURS + 1, `looks at ${NEIGHBOURS} neighbours of each image`],
  ] as const) {
    if (!scores.includes(score) || images >= least) continue;
    return fault('scores', `the score ${score} ${why}: ${images} images are too few`, `${raise} to ${least} or more`);
  }
  return undefined;
}

export function checkEvaluate({experiment, past, add}: Checked): void {
  const {dataset, search, evaluate} = experiment;
  const {steps} = evaluationSampler(experiment);
  if (evaluate.rows.includes('ddsm') && steps !== search.sampler.steps && !evaluate.resample) {
    add('/evaluate/sampler/steps', {
      code: 'strategy-steps',
      message: `a strategy of ${search.sampler.steps} steps does not fit ${steps} sampling steps`,
      suggestion: 'set evaluate.resample: true to stretch it, or search with as many steps',
    });
  }
  const few = past ? undefined : tooFewImages(evaluate.images, evaluate);
  if (few) add(`/evaluate/${few.key}`, few.problem);
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
