/** Ancestral sampling (Ho et al. 2020). */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {levelAt, type Schedule} from '../schedule.js';

export interface AncestralOptions {
  clip?: boolean | undefined;
  /** Variance of the noise: β_t, or β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t). */
  variance?: 'large' | 'small' | undefined;
}

/** All T steps; no noise at step 0. */
export function ancestral(schedule: Schedule, {clip = false, variance = 'large'}: AncestralOptions = {}): Sampler {
  const levels = Array.from({length: schedule.steps}, (_, t) => levelAt(schedule, t));
  return {
    name: 'ddpm',
    levels,
    usesNoise: (index) => index > 0,
    step: tidyStep(([x], t, {predict, noise}) => {
      const beta = schedule.betas[t]!;
      const bar = schedule.alphaBars[t]!;
      const before = t === 0 ? 1 : schedule.alphaBars[t - 1]!;
      const {clean} = denoise(x, levels[t]!, {predict, clip, prediction: schedule.prediction});
      const mean = combine(
        [(Math.sqrt(before) * beta) / (1 - bar), clean],
        [(Math.sqrt(1 - beta) * (1 - before)) / (1 - bar), x],
      );
      const added = variance === 'large' ? beta : (beta * (1 - before)) / (1 - bar);
      return [noise && t > 0 ? combine([1, mean], [Math.sqrt(added), noise]) : mean];
    }),
  };
}
