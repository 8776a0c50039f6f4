/**
 * One training step of the supernet as one program: the sandwich of widths, summed gradients, clip by global norm,
 * Adam, moving average (supplement, section F). State lives in flat vectors.
 */

import type {PredictionType} from '../diffusion/schedule.js';
import {halfSquaredNorm, inBranches} from '../engine/operations.js';
import type {Program, StateAccess} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, type TensorSpec, tf} from '../engine/tf.js';
import {joinFlat, padGradient, sliceWeights, splitFlat} from '../models/flat.js';
import type {FlatLayout} from '../models/flatLayout.js';
import type {Weights} from '../models/layers.js';
import {type Parameter, parametersOf, type UNetConfig, unetShape} from '../models/shape.js';
import {unet} from '../models/unet.js';
import {sortWidths, type Width} from '../models/width.js';

export const BETA1 = 0.9;
export const BETA2 = 0.999;
const ADAM_EPSILON = 1e-8;

export interface StepOptions {
  config: UNetConfig;
  layout: FlatLayout;
  batch: number;
  /** Largest norm of the summed gradient. */
  clip: number;
  /** Whether time embeddings come from a table [steps, channels] instead of the sinusoid. */
  timeTableSteps?: number;
  /** Parts that the batch is computed in at the same time (default 1). */
  branches?: number;
  /** Output that the network is trained for (default: the noise). */
  prediction?: PredictionType | undefined;
}

/** The vectors that a training session holds; `gradient` where batches are accumulated. */
export const trainingState = (
  layout: Pick<FlatLayout, 'size'>,
  {accumulated = false}: {accumulated?: boolean} = {},
): Record<string, TensorSpec> =>
  Object.fromEntries(
    ['weights', 'first', 'second', 'average', ...(accumulated ? ['gradient'] : [])].map((name) => [
      name,
      {shape: [layout.size]},
    ]),
  );

/** What `adamUpdate` takes beside the gradient, all scalars. */
export const OPTIMIZER_INPUTS: Record<string, TensorSpec> = {
  rate: {shape: []},
  correction: {shape: []},
  decay: {shape: []},
};

/**
 * The step for one choice of widths. Inputs: `x0` [batch, height, width, channels]; per place in the sandwich `noise{i}`
 * and `t{i}` with `signal{i}` = √ᾱ_t, `spread{i}` = √(1 − ᾱ_t), both [batch]; `rate` the learning rate with Adam's bias
 * corrections folded in, `correction` = √(1 − β₂ⁿ), `decay` of the average; `labels`, `dropout` where the model has them.
 * Outputs: `losses` [widths], `norm` of the gradient before clipping.
 */
export function trainingStep(widths: readonly Width[], options: StepOptions): Program {
  return {
    inputs: {...batchInputs(widths, options), ...OPTIMIZER_INPUTS},
    run: (feeds, state) => {
      const {losses, gradient} = sandwichGradient(widths, options, {feeds, state});
      const {norm, clipped} = adamUpdate(state, gradient, {feeds, clip: options.clip});
      return {losses, norm, ...(options.timeTableSteps ? {clipped} : {})};
    },
  };
}

/** Part of a step for batches that do not fit: adds `share` times its gradient to `gradient`. Output: `losses` [widths]. */
export function accumulateStep(widths: readonly Width[], options: StepOptions): Program {
  return {
    inputs: {...batchInputs(widths, options), share: {shape: []}},
    run: (feeds, state) => {
      const {losses, gradient} = sandwichGradient(widths, options, {feeds, state});
      state.assign('gradient', tf.add(state.read('gradient'), tf.mul(gradient, feeds.share!)));
      return {losses};
    },
  };
}

/** The end of a step whose parts were accumulated: clip, Adam, average; `gradient` starts again at zero. Output: `norm`. */
export function applyStep(clip: number): Program {
  return {
    inputs: OPTIMIZER_INPUTS,
    run: (feeds, state) => {
      const gradient = state.read('gradient') as Tensor1D;
      const {norm} = adamUpdate(state, gradient, {feeds, clip});
      state.assign('gradient', tf.zerosLike(gradient));
      return {norm};
    },
  };
}

/** What one part of a batch is fed. */
export function batchInputs(
  widths: readonly Width[],
  {config, batch, timeTableSteps}: StepOptions,
): Record<string, TensorSpec> {
  const image = [batch, config.resolution, config.resolution, config.imageChannels];
  const inputs: Record<string, TensorSpec> = {x0: {shape: image}};
  for (const index of widths.keys()) {
    inputs[`noise${index}`] = {shape: image};
    for (const name of ['t', 'signal', 'spread']) inputs[`${name}${index}`] = {shape: [batch]};
  }
  if (config.classes > 0) inputs.labels = {shape: [batch], dtype: 'int32'};
  if (config.dropout > 0) inputs.dropout = {shape: [2], dtype: 'int32'};
  if (timeTableSteps) inputs.timeTable = {shape: [timeTableSteps, config.channels]};
  return inputs;
}

/** The output that the network should have for √ᾱ·x0 + √(1 − ᾱ)·noise; `signal` = √ᾱ and `spread` = √(1 − ᾱ) broadcast. */
export function targetOf(
  prediction: PredictionType,
  {x0, noise, signal, spread}: Record<'x0' | 'noise' | 'signal' | 'spread', Tensor>,
): Tensor {
  if (prediction === 'noise') return noise;
  return prediction === 'image' ? x0 : tf.sub(tf.mul(noise, signal), tf.mul(x0, spread));
}

/** The loss of each place of the sandwich, and the sum of all places' gradients as one vector. */
export function sandwichGradient(
  widths: readonly Width[],
  {config, layout, batch, branches = 1, prediction = 'noise'}: StepOptions,
  {feeds, state}: {feeds: Record<string, Tensor>; state: StateAccess},
): {losses: Tensor; gradient: Tensor1D} {
  const full = splitFlat(state.read('weights') as Tensor1D, layout);
  const lossOf = (place: number, width: Width, weights: Weights): Tensor => {
    const column = (name: string): Tensor => tf.reshape(feeds[`${name}${place}`]!, [batch, 1, 1, 1]);
    const noise = feeds[`noise${place}`] as Tensor4D;
    const x = tf.add(tf.mul(feeds.x0!, column('signal')), tf.mul(noise, column('spread'))) as Tensor4D;
    const dropoutSeed = feeds.dropout ? tf.add(feeds.dropout, tf.tensor1d([place, 0], 'int32')) : undefined;
    const ofBatch = {x, t: feeds[`t${place}`] as Tensor1D, labels: feeds.labels as Tensor1D | undefined};
    const predicted = inBranches(branches, ofBatch, (part, branch) =>
      unet(unetShape(config, width), weights, {
        ...part,
        timeTable: feeds.timeTable as Tensor2D | undefined,
        dropoutSeed: dropoutSeed && tf.add(dropoutSeed, tf.tensor1d([branch << 8, 0], 'int32')),
      }),
    );
    const [signal, spread] = [column('signal'), column('spread')];
    const target = targetOf(prediction, {x0: feeds.x0!, noise, signal, spread});
    return tf.mean(tf.square(tf.sub(predicted, target)));
  };
  const losses: Tensor[] = [];
  /** Gradients of the weights of each width, by name. */
  const gradients = new Map<Width, Map<string, {parameter: Parameter; gradient: Tensor}>>();
  for (const [place, width] of widths.entries()) {
    const shape = unetShape(config, width);
    const slices = sliceWeights(full, layout, shape);
    const parameters = parametersOf(shape);
    const index = new Map(parameters.map(({name}, at) => [name, at]));
    const {value, grads} = tf.valueAndGrads(
      (...tensors: Tensor[]) => lossOf(place, width, (name) => tensors[index.get(name)!]!) as never,
    )(parameters.map(({name, shape: dims}) => slices(name, dims)));
    losses.push(value);
    const before = gradients.get(width);
    gradients.set(
      width,
      new Map(
        parameters.map((parameter, at) => {
          const sum = before?.get(parameter.name);
          return [parameter.name, {parameter, gradient: sum ? tf.add(sum.gradient, grads[at]!) : grads[at]!}];
        }),
      ),
    );
  }
  // A narrow width's weights are among a wider one's: each sum grows to the next width, not to the full one.
  const narrowFirst = sortWidths(widths).map((width) => gradients.get(width)!);
  const sums = layout.parameters.map((whole) => {
    const [first, ...wider] = narrowFirst.map((found) => found.get(whole.name)!);
    const total = wider.reduce(
      (sum, {parameter, gradient}) => ({
        parameter,
        gradient: tf.add(padGradient(sum.gradient, sum.parameter, parameter), gradient),
      }),
      first!,
    );
    return padGradient(total.gradient, total.parameter, whole);
  });
  return {losses: tf.stack(losses), gradient: joinFlat(sums)};
}

/** Clips the gradient by its norm, takes one Adam step on `weights` and updates `average`, unless that is held elsewhere. */
export function adamUpdate(
  state: StateAccess,
  gradient: Tensor1D,
  {feeds, clip, average = true}: {feeds: Record<string, Tensor>; clip: number; average?: boolean},
): {norm: Tensor; clipped: Tensor} {
  const norm = tf.sqrt(tf.mul(halfSquaredNorm(gradient), 2));
  const clipped = tf.mul(gradient, tf.minimum(1, tf.div(clip, tf.add(norm, 1e-6))));
  const correction = feeds.correction!;
  const updated = state.applyAdam({
    weights: 'weights',
    first: 'first',
    second: 'second',
    gradient: clipped,
    beta1: BETA1,
    beta2: BETA2,
    // PyTorch's √second / correction + ε, times correction.
    rate: tf.mul(feeds.rate!, correction),
    epsilon: tf.mul(correction, ADAM_EPSILON),
  });
  if (average) state.moveTowards('average', updated, tf.sub(1, feeds.decay!));
  return {norm, clipped};
}

/** Adam's step n = 1, 2, … as the two numbers that the program takes. */
export const adamFactors = (learningRate: number, n: number): {rate: number; correction: number} => ({
  rate: learningRate / (1 - BETA1 ** n),
  correction: Math.sqrt(1 - BETA2 ** n),
});

/** Decay of the average at step n; with warm-up min(decay, (1 + n) / (10 + n)), so that short runs forget their start. */
export const averageDecay = (decay: number, n: number, warmup: boolean): number =>
  warmup ? Math.min(decay, (1 + n) / (10 + n)) : decay;
