/** DDIM (Song et al. 2021, equation 12). */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import type {Schedule} from '../schedule.js';
import {ddimLevels} from './levels.js';

export interface DdimOptions {
  steps: number;
  /** 0 = deterministic, 1 = as noisy as ancestral sampling. */
  eta?: number | undefined;
  clip?: boolean | undefined;
  /** Whether the noise follows a clipped image (default). */
  clipNoise?: boolean | undefined;
  spacing?: 'uniform' | 'quadratic' | 'trailing' | undefined;
}

export function ddim(schedule: Schedule, options: DdimOptions): Sampler {
  const {eta = 0, clip = false, clipNoise = true} = options;
  const levels = ddimLevels(schedule, options);
  const timesteps = levels.map(({t}) => t);
  return {
    name: 'ddim',
    levels,
    usesNoise: (index) => eta > 0 && index > 0,
    step: tidyStep(([x], index, {predict, noise}) => {
      const bar = schedule.alphaBars[timesteps[index]!]!;
      const before = index === 0 ? 1 : schedule.alphaBars[timesteps[index - 1]!]!;
      const sigma = eta * Math.sqrt(((1 - before) / (1 - bar)) * (1 - bar / before));
      const predicted = denoise(x, levels[index]!, {predict, clip, clipNoise, prediction: schedule.prediction});
      const mean = combine(
        [Math.sqrt(before), predicted.clean],
        [Math.sqrt(Math.max(0, 1 - before - sigma ** 2)), predicted.noise],
      );
      return [noise && sigma > 0 ? combine([1, mean], [sigma, noise]) : mean];
    }),
  };
}
