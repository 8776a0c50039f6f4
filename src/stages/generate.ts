/** The one way to make images: strategy + sampler + seeds → batches of images. */
import {type Sampler, type State, stepSoon} from '../diffusion/sampler.js';
import {clipUnit} from '../engine/operations.js';
import type {Precision, Programs} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../engine/tf.js';
import {type FlatLayout, flatLayout} from '../models/flatLayout.js';
import {type Cut, type NetworkMacs, networkMacs} from '../models/outer.js';
import {type Cached, isCached, isMixture, type Prediction} from '../models/prediction.js';
import type {UNetConfig} from '../models/shape.js';
import type {Width} from '../models/width.js';
import {fillNoise, NoiseAhead, type NoiseRequest} from '../noise.js';
import {ProblemError} from '../problem.js';
import {STREAM} from '../random.js';
import type {LatentDecoder} from './decoder.js';
import {mixNoise} from './mixing.js';
import {keepingProgram, outerProgram, samplingPrograms} from './samplingPrograms.js';

export interface SampleOptions {
  sampler: Sampler;
  /** The width of each sampling step, or what else predicts its noise; index 0 the cleanest. */
  strategy: readonly Prediction[];
  /** Numbers of the images, as many as the batch holds; with `seed`, they decide all noise. */
  images: readonly number[];
  seed: number;
  /** Another set of noise for the same images. */
  replica?: number;
  /** Class of each image; by default they take turns. Only for a network that knows classes. */
  labels?: readonly number[];
  /** Scale of classifier-free guidance; 1 where it is left out. */
  guidance?: number | undefined;
}

/** What may happen while images are made. */
export interface SampleHooks {
  /** Lets signals in between two steps. */
  breathe?: (() => Promise<void>) | undefined;
  /** Takes the place of the first noise. */
  start?: Tensor4D | undefined;
  /** Sees the state after each step, before it is freed. */
  watch?: ((x: Tensor4D) => Promise<void>) | undefined;
}

/** `count` image numbers from `first` on. */
export const imagesFrom = (first: number, count: number): number[] => Array.from({length: count}, (_, i) => first + i);

export interface GeneratorOptions {
  config: UNetConfig;
  widths: readonly Width[];
  /** Where networks of these widths are cut, for cached steps. */
  cuts?: readonly Cut[];
  batch: number;
  precision?: Precision;
  /** Makes images of what is sampled, where that is latents; disposed of with the generator. */
  decoder?: LatentDecoder | undefined;
}

/**
 * A network ready to denoise at several widths: one recorded program per width, the weights sliced once per load.
 * Image i is the same whatever batch it is made in (up to rounding of the device).
 */
export class Generator {
  readonly config: UNetConfig;
  readonly widths: readonly Width[];
  readonly batch: number;
  /** Predictions so far, and the MACs of one image through the networks asked for them: counted as they happen. */
  evaluations = 0;
  macs = 0;
  private readonly decoder: LatentDecoder | undefined;
  private readonly costs: NetworkMacs;
  private readonly programs: Programs;
  private readonly layout: FlatLayout;

  constructor({config, widths, cuts = [], batch, precision = 'float32', decoder}: GeneratorOptions) {
    this.decoder = decoder;
    this.config = config;
    this.widths = widths;
    this.batch = batch;
    this.layout = flatLayout(config);
    this.costs = networkMacs(config, widths);
    this.programs = samplingPrograms({config, widths, cuts, batch, precision}, this.layout);
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

  /** The state before the last sampling step: pure noise. The caller disposes. */
  start(options: NoiseOptions): State {
    return [this.ofBatch(this.noiseOf(startRequest(options)))];
  }

  /** The noise predicted in x [batch, height, width, channels] at times t [batch]. The caller disposes. */
  async predict(
    x: Tensor4D,
    t: Tensor1D,
    {width, labels}: {width: Width; labels?: Tensor | undefined},
  ): Promise<Tensor4D> {
    this.evaluations += 1;
    return this.ask({x, t, labels}, width);
  }

  private async ask({x, t, labels}: NetworkInputs, width: Width): Promise<Tensor4D> {
    this.macs += this.costs.macs.get(width)!;
    const {noise} = await this.programs.start(width, labels ? {x, t, labels} : {x, t});
    return noise as Tensor4D;
  }

  /** Cached: the whole network, which leaves in `deep` what it gives, or the outermost blocks on what is there. */
  private async cached(
    {x, t, labels}: NetworkInputs,
    cut: Cached,
    {deep, place}: {deep: Tensor4D[]; place: number},
  ): Promise<Tensor4D> {
    this.evaluations += 1;
    const inputs = labels ? {x, t, labels} : {x, t};
    if (!cut.fresh) {
      const kept = deep[place];
      if (!kept) throw new RangeError('a cached step needs what the step before it kept');
      this.macs += this.costs.outerMacs(cut);
      return (await this.programs.start(outerProgram(cut), {...inputs, deep: kept})).noise as Tensor4D;
    }
    this.macs += this.costs.macs.get(cut.width)!;
    const {noise, deep: kept} = await this.programs.start(keepingProgram(cut), inputs);
    deep[place]?.dispose();
    deep[place] = kept as Tensor4D;
    return noise as Tensor4D;
  }

  /** Classifier-free guidance: away from what the network would predict without the class. The caller disposes. */
  private async guided(
    predict: (labels: Tensor, place: number) => Promise<Tensor4D>,
    {labels, guidance}: {labels: Tensor; guidance: number},
  ): Promise<Tensor4D> {
    const none = tf.fill([this.batch], this.config.classes, 'int32');
    const without = await predict(none, 1);
    const withClass = await predict(labels, 0);
    none.dispose();
    const mixed = tf.tidy(() => tf.add(without, tf.mul(tf.sub(withClass, without), guidance)) as Tensor4D);
    tf.dispose([without, withClass]);
    return mixed;
  }

  /**
   * One sampling step on a batch. What a cached step keeps follows the sampler's own state. Disposes of nothing that it is
   * given; the caller disposes of the result. `noiseFor` gives the noise of a request, where somebody has it already.
   */
  async step(
    state: State,
    index: number,
    {
      noiseFor = async (request) => this.noiseOf(request),
      ...options
    }: SampleOptions & {noiseFor?: (request: NoiseRequest) => Promise<Float32Array>},
  ): Promise<State> {
    const {sampler, strategy, images, seed, replica = 0, guidance = 1} = options;
    const {classes} = this.config;
    const noise = sampler.usesNoise(index) ? this.ofBatch(await noiseFor(stepRequest(index, options))) : undefined;
    const labels =
      classes > 0
        ? tf.tensor1d(Int32Array.from(options.labels ?? images.map((image) => image % classes)), 'int32')
        : undefined;
    const prediction = strategy[index]!;
    const {own, kept} = splitState(state, {before: strategy[index + 1], guidance});
    /** What this step keeps for the next: with the class and without. */
    const deep = isCached(prediction) && !prediction.fresh ? kept.map((tensor) => tf.clone(tensor)) : [];
    try {
      const next = await stepSoon(sampler, {state: own, index, noise}, async (x, level) => {
        const t = tf.fill([this.batch], level.t) as Tensor1D;
        const predict = (known: Tensor | undefined, place: number): Promise<Tensor4D> => {
          const inputs = {x, t, labels: known};
          if (isCached(prediction)) return this.cached(inputs, prediction, {deep, place});
          if (!isMixture(prediction)) return this.predict(x, t, {width: prediction, labels: known});
          this.evaluations += 1;
          const ask = (width: Width) => this.ask(inputs, width);
          return mixNoise(prediction, {images, batch: this.batch, seed, step: index, replica, ask});
        };
        try {
          return await (guidance === 1 ? predict(labels, 0) : this.guided(predict, {labels: labels!, guidance}));
        } finally {
          t.dispose();
        }
      });
      return [...next, ...deep] as unknown as State;
    } catch (error) {
      tf.dispose(deep);
      throw error;
    } finally {
      tf.dispose([labels, noise].filter((tensor) => tensor !== undefined));
    }
  }

  /**
   * Whole images [batch, height, width, channels], clipped to [−1, 1]. The noise of later steps is made while the device
   * computes. Throws a ProblemError naming the first image that is not finite.
   */
  async sample(options: SampleOptions, {breathe, start, watch}: SampleHooks = {}): Promise<Float32Array> {
    const ahead = new NoiseAhead(requestsOf(options), {size: this.imageSize});
    const noiseFor = (request: NoiseRequest): Promise<Float32Array> => ahead.takeSoon(request);
    let state: State = start ? [start.clone()] : this.start(options);
    try {
      for (let index = options.sampler.levels.length - 1; index >= 0; index--) {
        const next = await this.step(state, index, {...options, noiseFor});
        tf.dispose(state as never);
        state = next;
        await watch?.(state[0]);
        await breathe?.();
      }
      return this.checked(await this.imagesOf(state[0]), options.images);
    } finally {
      tf.dispose(state as never);
    }
  }

  private checked(images: Float32Array, numbers: readonly number[]): Float32Array {
    const size = images.length / this.batch;
    const at = images.findIndex((value) => !Number.isFinite(value));
    if (at < 0 || at >= numbers.length * size) return images;
    throw new ProblemError({
      code: 'non-finite-images',
      message: `image ${numbers[Math.floor(at / size)]} is not finite: the weights or the sampler are broken`,
      suggestion: 'try another sampler, or other settings of it (rho, sigmaMin and sigmaMax, say)',
    });
  }

  /** What was sampled as images [batch, height, width, channels] in [−1, 1]; NaN where it is not finite. */
  async imagesOf(x: Tensor4D): Promise<Float32Array> {
    if (this.decoder) return this.decoder.images(x.dataSync() as Float32Array);
    return tf.tidy(() => clipUnit(x).dataSync() as Float32Array);
  }

  /** Size and channels of the images. */
  get imageShape(): {resolution: number; imageChannels: number} {
    return this.decoder?.config ?? this.config;
  }

  dispose(): void {
    this.programs.dispose();
    this.decoder?.dispose();
  }

  /** Numbers of what is sampled for one image. */
  get imageSize(): number {
    return this.config.resolution ** 2 * this.config.imageChannels;
  }

  private noiseOf(request: NoiseRequest): Float32Array {
    const values = new Float32Array(request.images.length * this.imageSize);
    fillNoise(values, request);
    return values;
  }

  /** Numbers of some images as a batch [batch, height, width, channels]; zeros for the images that lack. The caller disposes. */
  ofBatch(values: Float32Array): Tensor4D {
    const size = this.batch * this.imageSize;
    if (values.length === size) return tf.tensor4d(values, this.shape);
    const whole = new Float32Array(size);
    whole.set(values);
    return tf.tensor4d(whole, this.shape);
  }
}

interface NetworkInputs {
  x: Tensor4D;
  t: Tensor1D;
  labels: Tensor | undefined;
}

/** The sampler's own state, and what a cached step before left behind it. */
function splitState(
  state: State,
  {before, guidance}: {before: Prediction | undefined; guidance: number},
): {own: State; kept: Tensor4D[]} {
  if (before === undefined || !isCached(before)) return {own: state, kept: []};
  const own = state.length - (guidance === 1 ? 1 : 2);
  return {own: state.slice(0, own) as unknown as State, kept: state.slice(own) as Tensor4D[]};
}

type NoiseOptions = Pick<SampleOptions, 'images' | 'seed' | 'replica'>;

/** The noise that sampling begins with. */
export const startRequest = ({images, seed, replica = 0}: NoiseOptions): NoiseRequest => ({
  images,
  seed,
  stream: STREAM.start,
  step: 0,
  replica,
});

/** The noise that a step draws, if it draws any. */
export const stepRequest = (index: number, {images, seed, replica = 0}: NoiseOptions): NoiseRequest => ({
  images,
  seed,
  stream: STREAM.samplingNoise,
  step: index,
  replica,
});

/** The noise that steps draw, in the order in which they do. */
function* requestsOf(options: SampleOptions): Iterable<NoiseRequest> {
  const {sampler} = options;
  for (let index = sampler.levels.length - 1; index >= 0; index--)
    if (sampler.usesNoise(index)) yield stepRequest(index, options);
}
