/**
 * Gradients for Diff-Pruning (Fang et al. 2023, algorithm 1): the loss of one batch and one noise, time step after time
 * step from the cleanest, until the loss has fallen below a share of its largest value.
 */
import type {PredictionType} from '../diffusion/schedule.js';
import {inBranches} from '../engine/operations.js';
import {type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../engine/tf.js';
import {fullWeights, splitFlat} from '../models/flat.js';
import type {FlatLayout} from '../models/flatLayout.js';
import {type UNetConfig, unetShape} from '../models/shape.js';
import {unet} from '../models/unet.js';
import {targetOf} from './step.js';

export interface GradientOptions {
  config: UNetConfig;
  layout: FlatLayout;
  /** Images of a part: a batch is computed in parts, one after the other. */
  batch: number;
  prediction?: PredictionType;
}

/** Sums gradients of the loss over time steps, at fixed weights. */
export class GradientSum {
  private readonly programs: Programs;
  private readonly options: GradientOptions;

  constructor(options: GradientOptions) {
    const {config, layout, batch, prediction = 'noise'} = options;
    this.options = options;
    const image = {shape: [batch, config.resolution, config.resolution, config.imageChannels]};
    const vector = {shape: [layout.size]};
    this.programs = recordPrograms({
      state: {weights: vector, pending: vector, sum: vector},
      programs: {
        part: {
          inputs: {
            x0: image,
            noise: image,
            t: {shape: [batch]},
            signal: {shape: []},
            spread: {shape: []},
            share: {shape: []},
            ...(config.classes > 0 ? {labels: {shape: [batch], dtype: 'int32' as const}} : {}),
          },
          run: ({x0, noise, t, signal, spread, share, labels}, state) => {
            const x = tf.add(tf.mul(x0!, signal!), tf.mul(noise!, spread!)) as Tensor4D;
            const lossOf = (flat: Tensor1D) => {
              const weights = fullWeights(splitFlat(flat, layout), layout);
              const inputs = {x, t: t as Tensor1D, labels: labels as Tensor1D | undefined};
              const predicted = inBranches(1, inputs, (given) => unet(unetShape(config), weights, given));
              const target = targetOf(prediction, {x0: x0!, noise: noise!, signal: signal!, spread: spread!});
              return tf.mean(tf.sum(tf.square(tf.sub(target, predicted)), [1, 2, 3]));
            };
            const {value, grad} = tf.valueAndGrad(lossOf as never)(state.read('weights'));
            state.assign('pending', tf.add(state.read('pending'), tf.mul(grad, share!)));
            return {loss: value};
          },
        },
        commit: {
          inputs: {},
          run: (_, state) => {
            const pending = state.read('pending');
            state.assign('sum', tf.add(state.read('sum'), pending));
            state.assign('pending', tf.zerosLike(pending));
            return {};
          },
        },
      },
    });
  }

  load(weights: Float32Array): void {
    const tensor = tf.tensor1d(weights);
    this.programs.write('weights', tensor);
    tensor.dispose();
  }

  /**
   * The loss of a batch at time `t`: the mean over images of Σ (ε − ε̂)². Its gradient waits until commit().
   * `x0` and `noise` [images, height, width, channels], a whole number of parts.
   */
  step(
    {x0, noise, labels}: {x0: Float32Array; noise: Float32Array; labels: Int32Array},
    {t, alphaBar}: {t: number; alphaBar: number},
  ): number {
    const {config, batch} = this.options;
    const shape = [batch, config.resolution, config.resolution, config.imageChannels];
    const size = shape.reduce((a, b) => a * b, 1);
    const parts = x0.length / size;
    let loss = 0;
    for (let part = 0; part < parts; part++) {
      const of = (values: Float32Array) => tf.tensor(values.subarray(part * size, (part + 1) * size), shape);
      const inputs = {
        x0: of(x0),
        noise: of(noise),
        t: tf.fill([batch], t),
        share: tf.scalar(1 / parts),
        signal: tf.scalar(Math.sqrt(alphaBar)),
        spread: tf.scalar(Math.sqrt(1 - alphaBar)),
        ...(config.classes > 0
          ? {labels: tf.tensor1d(labels.subarray(part * batch, (part + 1) * batch), 'int32')}
          : {}),
      };
      const outputs = this.programs.call('part', inputs);
      loss += outputs.loss!.dataSync()[0]! / parts;
      tf.dispose([inputs, outputs] as never);
    }
    return loss;
  }

  /** Adds the gradient of the last step to the sum. */
  commit(): void {
    tf.dispose(this.programs.call('commit', {}) as never);
  }

  /** The sum over all steps that were committed. */
  gradient(): Float32Array {
    const tensor = this.programs.read('sum');
    const values = tensor.dataSync() as Float32Array;
    tensor.dispose();
    return values;
  }

  dispose(): void {
    this.programs.dispose();
  }
}

/** Whether Diff-Pruning stops at the last of these losses: it is below `threshold` times the largest so far. */
export const stopsAt = (losses: readonly number[], threshold: number): boolean =>
  losses.at(-1)! < threshold * Math.max(...losses);
