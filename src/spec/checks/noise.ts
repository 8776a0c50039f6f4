/** Whether a strategy would be measured on the noise that it was selected on. */
import type {Problem} from '../../problem.js';
import {type Experiment, networkOf} from '../experiment.js';

/**
 * All noise of an image is a function of the seed, the image's number, the step and the replica (src/random.ts), in the
 * search and in the evaluation alike. The search scores its candidates on images 0 … `search.images` − 1 of replica 0,
 * and the finalists on replica 1; repeat r of the evaluation takes images 0 … `evaluate.images` − 1 of replica r. With
 * one seed for both, the images that they have in common start from the same noise, and a strategy that was lucky on it
 * is measured as if it were good. The row `ddsm` is the only one that was selected.
 *
 * `searched` is the experiment whose search found the strategy: `experiment` itself, or another.
 */
export function sharedNoise(experiment: Experiment, searched: Experiment): Problem | undefined {
  const {evaluate} = experiment;
  const {search} = searched;
  if (!evaluate.rows.includes('ddsm') || evaluate.seed !== search.seed) return undefined;
  // How a strategy from a file was selected is not known.
  if (search.strategy !== undefined || (search.from !== undefined && searched === experiment)) return undefined;
  // Noise of another size is other noise.
  const [own, other] = [networkOf(experiment), networkOf(searched)];
  if (own.resolution !== other.resolution || own.imageChannels !== other.imageChannels) return undefined;
  const images = Math.min(search.images, evaluate.images);
  const repeats = Math.min(evaluate.repeats, search.rescore > 0 ? 2 : 1);
  const times = evaluate.repeats > 1 ? ` in ${repeats} of ${evaluate.repeats} repeats` : '';
  const whose = searched === experiment ? 'search.seed' : `the search.seed of ${experiment.search.from}`;
  return {
    code: 'seed',
    severity: 'warning',
    message: `evaluate.seed is ${evaluate.seed}, as is ${whose}: ${images} of the ${evaluate.images} images of row ddsm${times} come from the noise that its strategy was selected on, and its distance looks better than it is`,
    suggestion: 'give evaluate.seed another number',
  };
}
