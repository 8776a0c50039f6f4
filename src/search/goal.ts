/** What a search is for: a trade of distance for cost, or a target for one of them. Pure arithmetic. */

/**
 * `flopsWeight`: least distance + weight · GFLOPs (the paper's fitness). `gflops`: least distance of what costs no more.
 * `distance: full`: least cost of what is no further than the full width, on the same noise and images.
 */
export type Goal = {flopsWeight: number} | {gflops: number} | {distance: 'full'};

/** Fitness of what has no distance: the largest number that there is. */
export const WORST = Number.MAX_VALUE;
/** Fitness of what misses a target begins here, and grows with how far it misses it. */
const MISSED = 1e9;
/** Sums of costs in another order differ by this much. */
const ROUNDING = 1e-9;

/** Lower is better. `distance` is not finite where there is none; `full` is the distance of the widest strategy. */
export function fitnessOf(goal: Goal, {distance, gflops}: {distance: number; gflops: number}, full: number): number {
  if (!Number.isFinite(distance) || ('distance' in goal && !Number.isFinite(full))) return WORST;
  if ('flopsWeight' in goal) return distance + goal.flopsWeight * gflops;
  if ('gflops' in goal) return gflops <= goal.gflops * (1 + ROUNDING) ? distance : (MISSED * gflops) / goal.gflops;
  return distance <= full ? gflops : (MISSED * distance) / full;
}

export const misses = (fitness: number): boolean => fitness >= MISSED;
