/**
 * Widths mixed inside each step, at the cost of the searched strategy and without a search: ML-EM (Jacot 2026,
 * arXiv 2603.24594), which takes networks of several sizes, on the widths of the supernet. Which widths, and how often each,
 * follows from what they cost.
 */
import {strategyCost} from '../../models/cost.js';
import {expectedMacs, type Mixture} from '../../models/prediction.js';
import type {Width} from '../../models/width.js';
import type {Method} from '../method.js';

/** How a network's error falls with its cost, error² ~ macs^(−2/γ): γ as the paper measured it on U-Nets of several sizes, and the same at every step. */
const GAMMA = 2.5;
/** Images that share their draws: the usual batch, so that a batch asks no network that it does not need. */
const TOGETHER = 256;
const HALVINGS = 200;

/**
 * The mixture of some widths that is to be expected to cost `target` MACs an evaluation with the least variance around
 * the widest. `widths` narrowest first.
 */
export function mixtureAt(widths: readonly Width[], target: number, macs: ReadonlyMap<Width, number>): Mixture {
  const reached = Math.max(target, macs.get(widths[0]!)!);
  const mixtures = levelsOf(widths)
    .filter((levels) => macs.get(levels[0]!)! <= reached)
    .map((levels) => costing(levels, reached, macs));
  const variances = mixtures.map((mixture) => varianceOf(mixture, macs));
  return mixtures[variances.indexOf(Math.min(...variances))]!;
}

/** Every choice of widths that ends with the widest, so that all of them have the same mean. */
function levelsOf(widths: readonly Width[]): Width[][] {
  const [wide, others] = [widths.at(-1)!, widths.slice(0, -1)];
  return Array.from({length: 2 ** others.length}, (_, bits) => [
    ...others.filter((__, index) => (bits >> index) % 2 === 1),
    wide,
  ]);
}

/** E‖fₖ − fₖ₋₁‖² of each level but the first, up to a factor that is common to all. */
const differencesOf = (levels: readonly Width[], macs: ReadonlyMap<Width, number>): number[] => {
  const errors = levels.map((width) => macs.get(width)! ** (-2 / GAMMA));
  return errors.slice(1).map((error, index) => errors[index]! - error);
};

/** Σ (1/pₖ − 1) E‖fₖ − fₖ₋₁‖². */
const varianceOf = ({levels, chances}: Mixture, macs: ReadonlyMap<Width, number>): number =>
  differencesOf(levels, macs).reduce((sum, one, index) => sum + (1 / chances[index + 1]! - 1) * one, 0);

/**
 * The chances of levels for a cost: as multilevel Monte Carlo takes them, pₖ ~ √(variance / cost) of a difference, which needs
 * both its networks, but no more than 1.
 */
function costing(levels: readonly Width[], target: number, macs: ReadonlyMap<Width, number>): Mixture {
  const weights = differencesOf(levels, macs).map((variance, index) =>
    Math.sqrt(variance / (macs.get(levels[index]!)! + macs.get(levels[index + 1]!)!)),
  );
  const at = (scale: number): Mixture => ({
    levels,
    chances: [1, ...weights.map((weight) => Math.min(1, scale * weight))],
    together: TOGETHER,
  });
  // Where every chance is 1, only the widest is asked, and between chances of 1 the cost drops: the last scale that costs
  // no more is one that costs the target.
  let [low, high] = [0, (1 + 1e-9) / Math.min(...weights)];
  if (expectedMacs(at(high), macs) <= target) return at(high);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (expectedMacs(at(middle), macs) <= target) low = middle;
    else high = middle;
  }
  return at(low);
}

export const multilevel: Method = {
  stages: ['train', 'search'],
  rows: ({allowed, macs, steps, searched, evaluations}) => {
    const {macs: target} = strategyCost(searched(), {macs, evaluations});
    const strategy = Array<Mixture>(steps).fill(mixtureAt(allowed, target, macs));
    return [{row: 'multilevel', width: 'steps', network: 'train', strategy}];
  },
};
