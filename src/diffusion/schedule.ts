/** The noise schedule's mathematics, in float64, in one place. Arithmetic only. */

export interface Schedule {
  /** Training time steps T. */
  steps: number;
  /** β_t, variance added at step t. */
  betas: Float64Array;
  /** ᾱ_t = Π (1 − β_s) for s ≤ t. */
  alphaBars: Float64Array;
}

/** β rises linearly from `first` to `last` over T steps (Ho et al. 2020). */
export function linearSchedule(steps: number, [first, last]: readonly [number, number]): Schedule {
  const betas = new Float64Array(steps);
  const alphaBars = new Float64Array(steps);
  let product = 1;
  for (let t = 0; t < steps; t++) {
    betas[t] = steps === 1 ? first : first + ((last - first) * t) / (steps - 1);
    product *= 1 - betas[t]!;
    alphaBars[t] = product;
  }
  return {steps, betas, alphaBars};
}

/** Evenly spaced time steps 0, T/n, 2T/n, … in ascending order: index 0 is the cleanest. */
export function uniformTimesteps(trainSteps: number, count: number): number[] {
  const stride = Math.floor(trainSteps / count);
  return Array.from({length: count}, (_, index) => index * stride);
}
