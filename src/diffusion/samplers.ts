/**
 * Samplers as sequences of single steps, so that a search can share the steps that candidates have in common. Step
 * index 0 is the cleanest; sampling runs from the last index down to 0. Knows no networks and no strategies.
 */
import {type Tensor4D, tf} from '../engine/tf.js';
import {type Schedule, uniformTimesteps} from './schedule.js';

export interface Sampler {
  name: string;
  /** Training time step of each sampling step, ascending. */
  timesteps: number[];
  /** Whether step `index` draws noise. */
  usesNoise(index: number): boolean;
  /**
   * One step: from x_{index} and the noise predicted for it to x_{index − 1}. All [batch, height, width, channels].
   * The caller disposes of what comes back.
   */
  step(x: Tensor4D, predicted: Tensor4D, index: number, noise: Tensor4D | undefined): Tensor4D;
}

/** Ancestral sampling (Ho et al. 2020) with the larger variance β_t, without noise at step 0. */
export function ancestral(schedule: Schedule, {clip = false}: {clip?: boolean} = {}): Sampler {
  return {
    name: 'ddpm',
    timesteps: Array.from({length: schedule.steps}, (_, t) => t),
    usesNoise: (index) => index > 0,
    step: (x, predicted, t, noise) =>
      tf.tidy(() => {
        const beta = schedule.betas[t]!;
        const bar = schedule.alphaBars[t]!;
        const before = t === 0 ? 1 : schedule.alphaBars[t - 1]!;
        const x0 = predictClean(x, predicted, bar, clip);
        const mean = tf.add(
          tf.mul(x0, (Math.sqrt(before) * beta) / (1 - bar)),
          tf.mul(x, (Math.sqrt(1 - beta) * (1 - before)) / (1 - bar)),
        ) as Tensor4D;
        return noise && t > 0 ? (tf.add(mean, tf.mul(noise, Math.sqrt(beta))) as Tensor4D) : mean;
      }),
  };
}

export interface DdimOptions {
  steps: number;
  /** 0 = deterministic, 1 = as noisy as ancestral sampling. */
  eta?: number;
  clip?: boolean;
}

/** DDIM (Song et al. 2021, equation 12) over evenly spaced time steps. */
export function ddim(schedule: Schedule, {steps, eta = 0, clip = false}: DdimOptions): Sampler {
  const timesteps = uniformTimesteps(schedule.steps, steps);
  return {
    name: 'ddim',
    timesteps,
    usesNoise: (index) => eta > 0 && index > 0,
    step: (x, predicted, index, noise) =>
      tf.tidy(() => {
        const bar = schedule.alphaBars[timesteps[index]!]!;
        const before = index === 0 ? 1 : schedule.alphaBars[timesteps[index - 1]!]!;
        const sigma = eta * Math.sqrt(((1 - before) / (1 - bar)) * (1 - bar / before));
        const x0 = predictClean(x, predicted, bar, clip);
        const epsilon = clip ? tf.div(tf.sub(x, tf.mul(x0, Math.sqrt(bar))), Math.sqrt(1 - bar)) : predicted;
        const direction = tf.mul(epsilon, Math.sqrt(Math.max(0, 1 - before - sigma ** 2)));
        const mean = tf.add(tf.mul(x0, Math.sqrt(before)), direction) as Tensor4D;
        return noise && sigma > 0 ? (tf.add(mean, tf.mul(noise, sigma)) as Tensor4D) : mean;
      }),
  };
}

function predictClean(x: Tensor4D, predicted: Tensor4D, bar: number, clip: boolean): Tensor4D {
  const x0 = tf.div(tf.sub(x, tf.mul(predicted, Math.sqrt(1 - bar))), Math.sqrt(bar)) as Tensor4D;
  return clip ? (tf.clipByValue(x0, -1, 1) as Tensor4D) : x0;
}
