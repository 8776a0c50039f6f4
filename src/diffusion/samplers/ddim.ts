/** DDIM (Song et al. 2021, equation 12). */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {levelAt, quadraticTimesteps, type Schedule, trailingTimesteps, uniformTimesteps} from '../schedule.js';

export interface DdimOptions {
  steps: number;
  /** 0 = deterministic, 1 = as noisy as ancestral sampling. */
  eta?: number | undefined;
  clip?: boolean | undefined;
  spacing?: keyof typeof TIMESTEPS | undefined;
}

const TIMESTEPS = {uniform: uniformTimesteps, quadratic: quadraticTimesteps, trailing: trailingTimesteps};

export function ddim(schedule: Schedule, options: DdimOptions): Sampler {
  const {steps, eta = 0, clip = false, spacing = 'uniform'} = options;
  const timesteps = TIMESTEPS[spacing](schedule.steps, steps);
  const levels = timesteps.map((t) => levelAt(schedule, t));
  return {
    name: 'ddim',
    levels,
    usesNoise: (index) => eta > 0 && index > 0,
    step: tidyStep(([x], index, {predict, noise}) => {
      const bar = schedule.alphaBars[timesteps[index]!]!;
      const before = index === 0 ? 1 : schedule.alphaBars[timesteps[index - 1]!]!;
      const sigma = eta * Math.sqrt(((1 - before) / (1 - bar)) * (1 - bar / before));
      const predicted = denoise(x, levels[index]!, {predict, clip});
      const mean = combine(
        [Math.sqrt(before), predicted.clean],
        [Math.sqrt(Math.max(0, 1 - before - sigma ** 2)), predicted.noise],
      );
      return [noise && sigma > 0 ? combine([1, mean], [sigma, noise]) : mean];
    }),
  };
}
