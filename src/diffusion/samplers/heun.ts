/** Heun's method with optional churn (Karras et al. 2022, algorithm 2) on a network of discrete time steps. */
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {levelOf, type Schedule, signalOf} from '../schedule.js';
import {type SpacingOptions, solverLevels} from './levels.js';

export interface HeunOptions extends SpacingOptions {
  clip?: boolean | undefined;
  /** S_churn: noise added in all, spread over the steps; 0 is deterministic. */
  churn?: number | undefined;
  /** σ below and above which none is added. */
  churnMin?: number | undefined;
  churnMax?: number | undefined;
  /** S_noise: standard deviation of the added noise. */
  churnNoise?: number | undefined;
}

/** Two evaluations a step, both at the step's own width; one in the last, which ends at σ = 0. */
export function heun(schedule: Schedule, options: HeunOptions): Sampler {
  const {steps, clip = false, churn = 0, churnMin = 0, churnMax = Number.POSITIVE_INFINITY, churnNoise = 1} = options;
  const levels = solverLevels(schedule, options, {whole: false});
  const growth = Math.min(churn / steps, Math.SQRT2 - 1);
  const grows = (index: number): boolean => {
    const {sigma} = levels[index]!;
    return growth > 0 && sigma >= churnMin && sigma <= churnMax;
  };
  return {
    name: 'heun',
    levels,
    usesNoise: grows,
    step: tidyStep(([start], index, {predict, noise}) => {
      let level = levels[index]!;
      // In the space of σ, where x = image + σ · noise.
      let x = combine([1 / signalOf(level.sigma), start]);
      if (noise && grows(index)) {
        const sigma = level.sigma * (1 + growth);
        x = combine([1, x], [Math.sqrt(sigma ** 2 - level.sigma ** 2) * churnNoise, noise]);
        level = levelOf(schedule, sigma);
      }
      const next = levels[index - 1];
      const to = next?.sigma ?? 0;
      const first = denoise(combine([signalOf(level.sigma), x]), level, {
        predict,
        clip,
        prediction: schedule.prediction,
      }).noise;
      const euler = combine([1, x], [to - level.sigma, first]);
      if (!next) return [euler];
      const second = denoise(combine([signalOf(to), euler]), next, {
        predict,
        clip,
        prediction: schedule.prediction,
      }).noise;
      const half = (to - level.sigma) / 2;
      return [combine([signalOf(to), combine([1, x], [half, first], [half, second])])];
    }),
  };
}
