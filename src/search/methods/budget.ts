/** Strategies that are kept within the cost of a search's target. */
import type {Draws} from '../../random.js';
import type {Genes} from '../evolution.js';
import {gflopsOfGenes, type Space} from '../method.js';

/** Sums of costs in another order differ by this much. */
const ROUNDING = 1e-9;

/** The strategy with random steps made narrower until it costs no more than the target, where there is one. */
export function withinBudget(genes: Genes, space: Space, draws: Draws): Genes {
  if (!('gflops' in space.goal)) return genes;
  const most = space.goal.gflops * (1 + ROUNDING);
  const narrowed = [...genes];
  while (gflopsOfGenes(narrowed, space) > most) {
    const wide = narrowed.flatMap((choice, step) => (choice > 0 ? [step] : []));
    if (wide.length === 0) break;
    const step = wide[draws.below(wide.length)]!;
    narrowed[step] = narrowed[step]! - 1;
  }
  return narrowed;
}
