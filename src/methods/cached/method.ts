/**
 * The full width at every n-th step, and between these only its outermost block, on what the rest gave last: DeepCache (Ma
 * et al. 2024). At the cost of the searched strategy and without a search.
 */
import {strategyCost} from '../../models/cost.js';
import {type Cached, executedCost} from '../../models/prediction.js';
import type {Asked, Method} from '../method.js';

/** Blocks of the way up that every step runs: as few as can be, as in the paper. */
const OUTER = 1;

/**
 * Of the strategies with 1, 2 … fresh steps, as evenly as steps allow and the noisiest first, the one whose cost is nearest to
 * `target` MACs. The cheapest has one.
 */
export function cachedStrategy(
  target: number,
  {allowed, steps, ...costs}: Omit<Asked, 'trained' | 'searched'>,
): Cached[] {
  const [width, outer] = [allowed.at(-1)!, OUTER];
  const candidates = Array.from({length: steps}, (_, index) => {
    const count = index + 1;
    // In turn from the noisiest step on: every n-th, where n divides the steps.
    const freshAfter = (done: number): number => Math.ceil((done * count) / steps);
    return Array.from({length: steps}, (__, step): Cached => {
      const done = steps - 1 - step;
      return {width, outer, fresh: freshAfter(done + 1) > freshAfter(done)};
    });
  });
  const off = (one: readonly Cached[]): number =>
    Math.abs(executedCost(one, [0], {...costs, replica: 0}).totalMacs - target);
  return candidates.reduce((best, one) => (off(one) < off(best) ? one : best));
}

export const cached: Method = {
  stages: ['train', 'search'],
  rows: (asked) => {
    const {totalMacs} = strategyCost(asked.searched(), asked);
    return [{row: 'cached', width: 'steps', network: 'train', strategy: cachedStrategy(totalMacs, asked)}];
  },
};
