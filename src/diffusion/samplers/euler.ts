/** Euler's method in the space of σ (Karras et al. 2022). */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {type Schedule, signalOf} from '../schedule.js';
import {type SpacingOptions, solverLevels} from './levels.js';

export interface EulerOptions extends SpacingOptions {
  clip?: boolean | undefined;
}

export function euler(schedule: Schedule, options: EulerOptions): Sampler {
  const {clip = false} = options;
  const levels = solverLevels(schedule, options, {whole: false});
  return {
    name: 'euler',
    levels,
    usesNoise: () => false,
    step: tidyStep(([x], index, {predict}) => {
      const {sigma} = levels[index]!;
      const to = levels[index - 1]?.sigma ?? 0;
      const {noise} = denoise(x, levels[index]!, {predict, clip, prediction: schedule.prediction});
      return [combine([signalOf(to) / signalOf(sigma), x], [signalOf(to) * (to - sigma), noise])];
    }),
  };
}
