/** The autoencoder as recorded programs, and the decoder that makes images of sampled latents. */
import {type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../engine/tf.js';
import {decode, encode} from '../models/autoencoder.js';
import {
  type AutoencoderConfig,
  autoencoderParameters,
  autoencoderShape,
  latentFactor,
} from '../models/autoencoderShape.js';
import {fullWeights, splitFlat} from '../models/flat.js';
import {type FlatLayout, layoutOf} from '../models/flatLayout.js';
import type {Weights} from '../models/layers.js';
import {latentFiles} from '../store/runFolder.js';
import {folderOf, type Inputs} from './context.js';
import type {DecoderSettings} from './fragments.js';
import {readFlat} from './weights.js';

/** Pixels that are encoded or decoded at once: more images at a time only where they are small. */
const MOST_PIXELS = 2 ** 18;

export const autoencoderLayout = (config: AutoencoderConfig): FlatLayout => layoutOf(autoencoderParameters(config));
/** Images at once, of `count`. */
export const codingBatch = ({resolution}: AutoencoderConfig, count: number): number =>
  Math.max(1, Math.min(count, 64, Math.floor(MOST_PIXELS / resolution ** 2)));

interface AutoencoderOptions {
  /** A .safetensors file. */
  weights: string;
  /** Images at once. */
  batch: number;
  directions: readonly ('encode' | 'decode')[];
}

/** The autoencoder as recorded programs, a batch at a time. */
export class Autoencoder {
  readonly config: AutoencoderConfig;
  private readonly batch: number;
  private readonly programs: Programs;

  constructor(config: AutoencoderConfig, {weights, batch, directions}: AutoencoderOptions) {
    this.config = config;
    this.batch = batch;
    const layout = autoencoderLayout(config);
    const shape = autoencoderShape(config);
    const side = config.resolution / latentFactor(config);
    const weightsOf = (flat: Tensor): Weights => fullWeights(splitFlat(flat as Tensor1D, layout), layout);
    const programs = {
      encode: {
        inputs: {x: {shape: [batch, config.resolution, config.resolution, config.imageChannels]}},
        run: ({x}: Record<string, Tensor>, state: {read(name: string): Tensor}) => ({
          ...encode(shape, weightsOf(state.read('weights')), x as Tensor4D),
        }),
      },
      decode: {
        inputs: {latent: {shape: [batch, side, side, config.latentChannels]}},
        run: ({latent}: Record<string, Tensor>, state: {read(name: string): Tensor}) => ({
          images: decode(shape, weightsOf(state.read('weights')), latent as Tensor4D),
        }),
      },
    };
    this.programs = recordPrograms({
      state: {weights: {shape: [layout.size]}},
      programs: Object.fromEntries(directions.map((direction) => [direction, programs[direction]])),
      rewrite: 'fold-and-fuse',
    });
    const flat = tf.tensor1d(readFlat(layout, weights));
    this.programs.write('weights', flat);
    flat.dispose();
  }

  /** Images [batch, height, width, channels] in [−1, 1] → mean and deviation of their latents. */
  async encode(images: Float32Array): Promise<{mean: Float32Array; deviation: Float32Array}> {
    const {resolution, imageChannels} = this.config;
    const x = tf.tensor4d(images, [this.batch, resolution, resolution, imageChannels]);
    const outputs = await this.programs.start('encode', {x});
    const [mean, deviation] = [outputs.mean!.dataSync(), outputs.deviation!.dataSync()] as [Float32Array, Float32Array];
    tf.dispose([x, outputs] as never);
    return {mean, deviation};
  }

  /** Latents, not scaled any more, of any number of images → images in [−1, 1], as many at once as memory is for; NaN where they are not finite. */
  async decode(latents: Float32Array): Promise<Float32Array> {
    const {resolution, imageChannels, latentChannels} = this.config;
    const side = resolution / latentFactor(this.config);
    const [size, pixels] = [side ** 2 * latentChannels, resolution ** 2 * imageChannels];
    const count = latents.length / size;
    const images = new Float32Array(count * pixels);
    for (let first = 0; first < count; first += this.batch) {
      const some = Math.min(this.batch, count - first);
      const padded = new Float32Array(this.batch * size);
      padded.set(latents.subarray(first * size, (first + some) * size));
      const latent = tf.tensor4d(padded, [this.batch, side, side, latentChannels]);
      const outputs = await this.programs.start('decode', {latent});
      images.set((outputs.images!.dataSync() as Float32Array).subarray(0, some * pixels), first * pixels);
      tf.dispose([latent, outputs] as never);
    }
    return images.map((value) => (Number.isFinite(value) ? Math.min(1, Math.max(-1, value)) : Number.NaN));
  }

  dispose(): void {
    this.programs.dispose();
  }
}

/** How sampled latents become images; undefined where images are sampled themselves. */
export interface LatentDecoder {
  config: AutoencoderConfig;
  /** Sampled latents [count, side, side, channels] → images in [−1, 1]. */
  images(latents: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** The decoder for `count` images at a time. `weights` as the stage leaves them. */
export function latentDecoder(
  config: AutoencoderConfig,
  {weights, scale, count}: {weights: string; scale: number; count: number},
): LatentDecoder {
  const autoencoder = new Autoencoder(config, {weights, batch: codingBatch(config, count), directions: ['decode']});
  return {
    config,
    images: (latents) => autoencoder.decode(latents.map((value) => value / scale)),
    dispose: () => autoencoder.dispose(),
  };
}

/** The decoder of a stage with latents among its inputs, for `count` images at a time; undefined where there is none. */
export const decoderFor = (
  settings: DecoderSettings | undefined,
  inputs: Inputs,
  count: number,
): LatentDecoder | undefined =>
  settings &&
  latentDecoder(settings.config, {
    weights: latentFiles(folderOf(inputs, 'latents')).autoencoder,
    scale: settings.scale,
    count,
  });
