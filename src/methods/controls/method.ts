/**
 * Controls that the paper lacks: strategies that cost what the searched one costs and were not searched. What the search
 * is worth is what DDSM is better by than these.
 */
import {strategyCost} from '../../models/cost.js';
import type {Width} from '../../models/width.js';
import {Draws, STREAM} from '../../random.js';
import type {Asked, Method, RowName} from '../method.js';

/** Random strategies that are measured. */
const DRAWS = 3;
/** Changes that are tried in vain before a random strategy counts as being at its cost. */
const PATIENCE = 200;

export interface Costs {
  evaluations: readonly number[];
  macs: ReadonlyMap<Width, number>;
}

const totalMacs = (strategy: readonly Width[], costs: Costs): number => strategyCost(strategy, costs).totalMacs;

/** Of strategies, the one whose cost is nearest to `target`; of equals the first. */
const nearest = (strategies: readonly Width[][], target: number, costs: Costs): Width[] =>
  strategies.reduce((best, one) =>
    Math.abs(totalMacs(one, costs) - target) < Math.abs(totalMacs(best, costs) - target) ? one : best,
  );

/** The two neighbouring widths between which the cost lies, in turn, as evenly as steps allow. `widths` narrowest first. */
export function mixedStrategy(widths: readonly Width[], target: number, costs: Costs): Width[] {
  const steps = costs.evaluations.length;
  const candidates = widths.flatMap((narrow, index) => {
    const wide = widths[index + 1] ?? narrow;
    return Array.from({length: steps + 1}, (_, count) =>
      Array.from({length: steps}, (__, step) =>
        Math.floor(((step + 1) * count) / steps) > Math.floor((step * count) / steps) ? wide : narrow,
      ),
    );
  });
  return nearest(candidates, target, costs);
}

/**
 * The narrowest width while the image is noisy, the widest from one step on (T-Stitch, Pan et al. 2024); the step between
 * has the width with which the cost fits best.
 */
export function cutStrategy(widths: readonly Width[], target: number, costs: Costs): Width[] {
  const steps = costs.evaluations.length;
  const [narrow, wide] = [widths[0]!, widths.at(-1)!];
  const candidates = Array.from({length: steps}, (_, cut) =>
    widths.map((between) =>
      Array.from({length: steps}, (__, step) => (step < cut ? wide : step === cut ? between : narrow)),
    ),
  );
  return nearest(candidates.flat(), target, costs);
}

/** Widths drawn at random, then moved at random until no move brings the cost nearer. */
export function randomStrategy(
  widths: readonly Width[],
  target: number,
  {draws, ...costs}: Costs & {draws: Draws},
): Width[] {
  let strategy = costs.evaluations.map(() => widths[draws.below(widths.length)]!);
  for (let failures = 0; failures < PATIENCE; ) {
    const step = draws.below(strategy.length);
    const changed = strategy.with(step, widths[draws.below(widths.length)]!);
    const better = Math.abs(totalMacs(changed, costs) - target) < Math.abs(totalMacs(strategy, costs) - target);
    if (better) strategy = changed;
    failures = better ? 0 : failures + 1;
  }
  return strategy;
}

const targetOf = (asked: Asked): number => totalMacs(asked.searched(), asked);

/** The method of one strategy at the cost of the searched one. */
const atCost = (row: RowName, strategyOf: typeof mixedStrategy): Method => ({
  stages: ['train', 'search'],
  rows: (asked) => [
    {row, width: 'steps', network: 'train', strategy: strategyOf(asked.allowed, targetOf(asked), asked)},
  ],
});

export const uniformMix = atCost('uniform-mix', mixedStrategy);

export const earlyLate = atCost('early-late', cutStrategy);

export const random: Method = {
  stages: ['train', 'search'],
  namedByWidth: true,
  rows: (asked) =>
    Array.from({length: DRAWS}, (_, index) => {
      const draws = new Draws({seed: asked.seed, stream: STREAM.control, image: index});
      const strategy = randomStrategy(asked.allowed, targetOf(asked), {...asked, draws});
      return {row: 'random', width: String(index + 1), network: 'train', strategy};
    }),
};
