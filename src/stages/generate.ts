/** The one way to make images: strategy + sampler + seeds → batches of images. */
import type {Sampler} from '../diffusion/samplers.js';
import {branchesFor} from '../engine/device.js';
import {inBranches} from '../engine/operations.js';
import {type Precision, type Program, type Programs, recordPrograms, type StateSpec} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, type TensorSpec, tf} from '../engine/tf.js';
import {type FlatLayout, flatLayout, sliceWeights, splitFlat} from '../models/flat.js';
import {parametersOf, type UNetConfig, unetShape} from '../models/shape.js';
import {unet} from '../models/unet.js';
import type {Width} from '../models/width.js';
import {fillNormals, STREAM} from '../random.js';

export interface SampleOptions {
  sampler: Sampler;
  /** Width of each sampling step, index 0 the cleanest. */
  strategy: readonly Width[];
  /** Number of the first image; the batch follows it. */
  first: number;
  seed: number;
  /** Another set of noise for the same images. */
  replica?: number;
}

export interface GeneratorOptions {
  config: UNetConfig;
  widths: readonly Width[];
  batch: number;
  precision?: Precision;
}

/**
 * A network ready to denoise at several widths: one recorded program per width, the weights sliced once per load.
 * Image i is the same whatever batch it is made in (up to rounding of the device).
 */
export class Generator {
  readonly config: UNetConfig;
  readonly widths: readonly Width[];
  readonly batch: number;
  /** Network evaluations of one image, counted as they happen. */
  evaluations = 0;
  private readonly programs: Programs;
  private readonly layout: FlatLayout;

  constructor({config, widths, batch, precision = 'float32'}: GeneratorOptions) {
    this.config = config;
    this.widths = widths;
    this.batch = batch;
    this.layout = flatLayout(config);
    const state: Record<string, StateSpec> = {};
    const programs: Record<string, Program> = {};
    const nameAt = (width: Width, name: string): string => `${width.replace('/', '_')}/${name}`;
    for (const width of widths) {
      const shape = unetShape(config, width);
      for (const {name, shape: dims} of parametersOf(shape)) {
        // Kernels are kept rounded; what float32 ops read stays exact.
        const rounded = precision === 'bfloat16' && dims.length > 1;
        state[nameAt(width, name)] = {shape: dims, dtype: rounded ? 'bfloat16' : 'float32'};
      }
      const inputs: Record<string, TensorSpec> = {x: {shape: this.shape}, t: {shape: [batch]}};
      if (config.classes > 0) inputs.labels = {shape: [batch], dtype: 'int32'};
      programs[width] = {
        inputs,
        run: ({x, t, labels}, access) => ({
          noise: inBranches(branchesFor(batch), {x, t, labels}, (part) =>
            unet(shape, (name) => access.read(nameAt(width, name)), {
              x: part.x as Tensor4D,
              t: part.t as Tensor1D,
              labels: part.labels as Tensor1D | undefined,
            }),
          ),
        }),
      };
    }
    programs.load = {
      inputs: {flat: {shape: [this.layout.size]}},
      run: ({flat}, access) => {
        const slices = sliceWeights(splitFlat(flat as Tensor1D, this.layout), this.layout);
        for (const width of widths) {
          for (const {name, shape} of parametersOf(unetShape(config, width)))
            access.assign(nameAt(width, name), slices(name, shape));
        }
        return {};
      },
    };
    this.programs = recordPrograms({state, programs, precision});
  }

  private get shape(): [number, number, number, number] {
    return [this.batch, this.config.resolution, this.config.resolution, this.config.imageChannels];
  }

  /** Takes new weights, without recording again. */
  load(flat: Float32Array): void {
    const tensor = tf.tensor1d(flat);
    tf.dispose(this.programs.call('load', {flat: tensor}));
    tensor.dispose();
  }

  /** x_T of images first … first + batch − 1. The caller disposes. */
  start({first, seed, replica = 0}: Pick<SampleOptions, 'first' | 'seed' | 'replica'>): Tensor4D {
    return this.normals(seed, STREAM.start, {first, step: 0, replica});
  }

  /** The noise predicted in x [batch, height, width, channels] at times t [batch]. The caller disposes. */
  predict(x: Tensor4D, t: Tensor1D, {width, labels}: {width: Width; labels?: Tensor | undefined}): Tensor4D {
    this.evaluations += 1;
    return this.programs.call(width, {x, t, ...(labels ? {labels} : {})}).noise as Tensor4D;
  }

  /** One sampling step on a batch. Disposes of nothing that it is given; the caller disposes of the result. */
  step(x: Tensor4D, index: number, {sampler, strategy, first, seed, replica = 0}: SampleOptions): Tensor4D {
    const t = tf.fill([this.batch], sampler.timesteps[index]!) as Tensor1D;
    const labels =
      this.config.classes > 0
        ? tf.tensor1d(
            Int32Array.from({length: this.batch}, (_, i) => (first + i) % this.config.classes),
            'int32',
          )
        : undefined;
    const predicted = this.predict(x, t, {width: strategy[index]!, labels});
    const noise = sampler.usesNoise(index)
      ? this.normals(seed, STREAM.samplingNoise, {first, step: index, replica})
      : undefined;
    const next = sampler.step(x, predicted, index, noise);
    tf.dispose([t, labels, predicted, noise].filter((tensor) => tensor !== undefined) as Tensor[]);
    return next;
  }

  /** Whole images [batch, height, width, channels], clipped to [−1, 1]. */
  async sample(options: SampleOptions, breathe?: () => Promise<void>): Promise<Float32Array> {
    let x = this.start(options);
    try {
      for (let index = options.sampler.timesteps.length - 1; index >= 0; index--) {
        const next = this.step(x, index, options);
        x.dispose();
        x = next;
        await breathe?.();
      }
      return tf.tidy(() => tf.clipByValue(x, -1, 1).dataSync() as Float32Array);
    } finally {
      x.dispose();
    }
  }

  dispose(): void {
    this.programs.dispose();
  }

  private normals(
    seed: number,
    stream: number,
    {first, step, replica}: {first: number; step: number; replica: number},
  ): Tensor4D {
    const size = this.config.resolution ** 2 * this.config.imageChannels;
    const values = new Float32Array(this.batch * size);
    for (let i = 0; i < this.batch; i++) {
      fillNormals(values.subarray(i * size, (i + 1) * size), {seed, stream, image: first + i, step, replica});
    }
    return tf.tensor4d(values, this.shape);
  }
}
