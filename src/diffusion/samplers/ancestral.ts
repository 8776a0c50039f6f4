/** Ancestral sampling (Ho et al. 2020) with the larger variance β_t. */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {levelAt, type Schedule} from '../schedule.js';

/** All T steps; no noise at step 0. */
export function ancestral(schedule: Schedule, {clip = false}: {clip?: boolean | undefined} = {}): Sampler {
  const levels = Array.from({length: schedule.steps}, (_, t) => levelAt(schedule, t));
  return {
    name: 'ddpm',
    levels,
    usesNoise: (index) => index > 0,
    step: tidyStep(([x], t, {predict, noise}) => {
      const beta = schedule.betas[t]!;
      const bar = schedule.alphaBars[t]!;
      const before = t === 0 ? 1 : schedule.alphaBars[t - 1]!;
      const {clean} = denoise(x, levels[t]!, {predict, clip});
      const mean = combine(
        [(Math.sqrt(before) * beta) / (1 - bar), clean],
        [(Math.sqrt(1 - beta) * (1 - before)) / (1 - bar), x],
      );
      return [noise && t > 0 ? combine([1, mean], [Math.sqrt(beta), noise]) : mean];
    }),
  };
}
