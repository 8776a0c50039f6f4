/**
 * Samplers as sequences of single steps, so that a search can share the steps that candidates have in common. Step
 * index 0 is the cleanest; sampling runs from the last index down to 0. Knows no networks and no strategies.
 */
import {clipUnit} from '../engine/operations.js';
import {type Tensor4D, tf} from '../engine/tf.js';
import {type Level, type PredictionType, signalOf, spreadOf} from './schedule.js';

/** The network's output for x [batch, height, width, channels], which has variance 1 or less, at a level. */
export type Predict = (x: Tensor4D, level: Level) => Tensor4D;

/**
 * Where sampling stands: x, scaled as the network sees it (√ᾱ·image + √(1 − ᾱ)·noise), and what a sampler remembers of
 * earlier steps. All [batch, height, width, channels].
 */
export type State = readonly [x: Tensor4D, ...memory: Tensor4D[]];

export interface StepInputs {
  predict: Predict;
  /** Standard normal noise, for steps that draw some. */
  noise?: Tensor4D | undefined;
}

export interface Sampler {
  name: string;
  /** Where each sampling step asks the network first. */
  levels: readonly Level[];
  /** Whether step `index` draws noise. */
  usesNoise(index: number): boolean;
  /** One step: the state before step index − 1. The caller disposes of every tensor that comes back, and of the old. */
  step(state: State, index: number, inputs: StepInputs): State;
}

/** What a step has asked for while it is not known yet. */
interface Question {
  x: Tensor4D;
  level: Level;
}

/**
 * A sampler's step whose predictions come later. Steps are plain functions: this one runs up to the prediction that is
 * missing, and from its start again when it is there. What is computed twice are sums of images, never a network.
 * Disposes of the predictions; of the rest as `Sampler.step`.
 */
export async function stepSoon(
  sampler: Sampler,
  {state, index, noise}: {state: State; index: number; noise: Tensor4D | undefined},
  predict: (x: Tensor4D, level: Level) => Promise<Tensor4D>,
): Promise<State> {
  const known: Tensor4D[] = [];
  try {
    for (;;) {
      const answers = [...known];
      const asked: Question[] = [];
      const answer = (x: Tensor4D, level: Level): Tensor4D => {
        const prediction = answers.shift();
        if (prediction) return tf.clone(prediction);
        asked.push({x: tf.keep(tf.clone(x)), level});
        throw new Error('the prediction is not there yet');
      };
      try {
        return sampler.step(state, index, {noise, predict: answer});
      } catch (error) {
        const [question] = asked;
        if (!question) throw error;
        try {
          known.push(await predict(question.x, question.level));
        } finally {
          question.x.dispose();
        }
      }
    }
  } finally {
    tf.dispose(known);
  }
}

/** Σ coefficient · tensor, terms with coefficient 0 left out. */
export function combine(...terms: readonly (readonly [coefficient: number, tensor: Tensor4D])[]): Tensor4D {
  const parts = terms.filter(([coefficient]) => coefficient !== 0);
  const [first, ...rest] = parts.map(([coefficient, tensor]) => tf.mul(tensor, coefficient) as Tensor4D);
  if (!first) return tf.zerosLike(terms[0]![1]);
  return rest.reduce((sum, part) => tf.add(sum, part) as Tensor4D, first);
}

export interface Denoised {
  /** The image that the prediction implies. */
  clean: Tensor4D;
  /** The noise that belongs to that image. */
  noise: Tensor4D;
}

export interface DenoiseOptions {
  predict: Predict;
  clip: boolean;
  clipNoise?: boolean;
  prediction: PredictionType;
}

/** Splits x at a level into image and noise; `clip` cuts the image to [−1, 1], and with `clipNoise` the noise follows it. */
export function denoise(
  x: Tensor4D,
  level: Level,
  {predict, clip, clipNoise = true, prediction}: DenoiseOptions,
): Denoised {
  const output = predict(x, level);
  const [signal, spread] = [signalOf(level.sigma), spreadOf(level.sigma)];
  const noiseOf = (clean: Tensor4D): Tensor4D => combine([1 / spread, x], [-signal / spread, clean]);
  const cleans = {
    noise: () => combine([1 / signal, x], [-spread / signal, output]),
    v: () => combine([signal, x], [-spread, output]),
    image: () => output,
  };
  const clean = cleans[prediction]();
  const noises = {
    noise: () => output,
    v: () => combine([spread, x], [signal, output]),
    image: () => noiseOf(clean),
  };
  if (!clip) return {clean, noise: noises[prediction]()};
  const clipped = clipUnit(clean);
  return {clean: clipped, noise: clipNoise ? noiseOf(clipped) : noises[prediction]()};
}

/** A step whose intermediate tensors are freed. */
export const tidyStep =
  (step: Sampler['step']): Sampler['step'] =>
  (state, index, inputs) =>
    tf.tidy(() => step(state, index, inputs).map((tensor) => tf.clone(tensor)) as unknown as State & Tensor4D[]);
