/** Images on request: weights, sampler, strategy and image numbers → files. */
import {join} from 'node:path';
import {makeFolder} from '../../commit.js';
import {makeSampler} from '../../diffusion/samplers/index.js';
import {type DiffusionSettings, scheduleOf} from '../../diffusion/schedule.js';
import type {SamplerSettings} from '../../diffusion/settings.js';
import type {Precision} from '../../engine/programs.js';
import {type Tensor4D, tf} from '../../engine/tf.js';
import type {AutoencoderConfig} from '../../models/autoencoderShape.js';
import {flatLayout} from '../../models/flatLayout.js';
import type {UNetConfig} from '../../models/shape.js';
import {sortWidths, type Width} from '../../models/width.js';
import {writeFileDurably} from '../../store/files.js';
import {encodeNpz} from '../../weights/npz.js';
import {encodeSafetensors, readSafetensors} from '../../weights/safetensors.js';
import type {Watch} from '../context.js';
import {latentDecoder} from '../decoder.js';
import {Generator, type SampleOptions} from '../generate.js';
import {animation, gridPng, type ImageShape, imagePng, toByte} from '../grid.js';
import {readFlat} from '../weights.js';

/** Where images go, and as what. */
export interface SampleOutput {
  kind: 'grid' | 'folder' | 'npz' | 'safetensors';
  path: string;
}

export interface SampleJob {
  /** A .safetensors file of weights. */
  weights: string;
  config: UNetConfig;
  /** The decoder, where latents are sampled. */
  latent?: {weights: string; config: AutoencoderConfig; scale: number} | undefined;
  diffusion: DiffusionSettings;
  sampler: SamplerSettings;
  strategy: Width[];
  /** Number of each image: with `seed`, it decides all its noise. */
  images: number[];
  seed: number;
  batch: number;
  precision: Precision;
  /** Class of each image, for a network that knows classes. */
  labels?: number[] | undefined;
  /** A .safetensors file with the noise to start from, and the tensor's name; [images, channels, height, width]. */
  start?: {path: string; name: string} | undefined;
  outputs: SampleOutput[];
  /** Where the way from noise to images goes, as an animation. */
  animation?: {path: string; format: 'webp' | 'gif'} | undefined;
}

const MOST_FRAMES = 100;
/** Images of a frame, of the first batch. */
const MOST_SHOWN = 64;
/** Images of a grid: more make a PNG that few programs open. */
const MOST_GRID = 4096;

export async function runSample(job: SampleJob, {report, warn, breathe}: Watch): Promise<void> {
  const {config, images: numbers, seed, sampler: settings, strategy, labels} = job;
  const total = numbers.length;
  warnOfLess(job, warn);
  report({done: 0, total, unit: 'images', detail: 'recording'});
  const sampler = makeSampler(scheduleOf(job.diffusion), settings);
  const widths = sortWidths([...new Set(strategy)]);
  const decoder = job.latent && latentDecoder(job.latent.config, {...job.latent, count: job.batch});
  const generator = new Generator({config, widths, batch: job.batch, precision: job.precision, decoder});
  const shape = generator.imageShape;
  const size = shape.resolution ** 2 * shape.imageChannels;
  const pixels = new Float32Array(total * size);
  const starts = job.start ? startNoise(job.start, config) : undefined;
  const frames: Buffer[] = [];
  try {
    generator.load(readFlat(flatLayout(config), job.weights));
    for (let first = 0; first < total; first += job.batch) {
      // The last batch is filled up with its own last image.
      const places = Array.from({length: job.batch}, (_, i) => Math.min(first + i, total - 1));
      const start = starts && gather(starts, places, config);
      const seen: Float32Array[] = [];
      const options: SampleOptions = {
        sampler,
        strategy,
        seed,
        images: places.map((place) => numbers[place]!),
        guidance: settings.guidance,
      };
      if (labels) options.labels = places.map((place) => labels[place]!);
      const chosen = await generator.sample(options, {
        breathe,
        start,
        watch: job.animation && first === 0 ? async (x) => void seen.push(await generator.imagesOf(x)) : undefined,
      });
      start?.dispose();
      for (const frame of evenly(seen, MOST_FRAMES)) frames.push(await gridPng(frame, shape, {most: MOST_SHOWN}));
      const count = Math.min(job.batch, total - first);
      pixels.set(chosen.subarray(0, count * size), first * size);
      for (const {kind, path} of job.outputs) {
        if (kind !== 'folder') continue;
        makeFolder(path);
        for (let place = first; place < first + count; place++) {
          const image = pixels.subarray(place * size, (place + 1) * size);
          writeFileDurably(join(path, `${String(numbers[place]).padStart(6, '0')}.png`), await imagePng(image, shape));
        }
      }
      report({done: first + count, total, unit: 'images'});
    }
  } finally {
    generator.dispose();
  }
  for (const {kind, path} of job.outputs) {
    if (kind === 'grid') writeFileDurably(path, await gridPng(pixels, shape, {most: MOST_GRID}));
    else if (kind === 'npz') writeFileDurably(path, toNpz(pixels, shape, job));
    else if (kind === 'safetensors') writeFileDurably(path, toTensors(pixels, shape, job));
  }
  if (job.animation) writeFileDurably(job.animation.path, await animation(frames, 80, job.animation.format));
}

/** Images that an output does not show. */
function warnOfLess({images: {length}, batch, outputs, animation}: SampleJob, warn: Watch['warn']): void {
  for (const {kind, path} of outputs)
    if (kind === 'grid' && length > MOST_GRID)
      warn(`${path} shows the first ${MOST_GRID} of ${length} images; an .npz, a .safetensors or a folder holds all`);
  const shown = Math.min(batch, MOST_SHOWN);
  if (animation && length > shown) warn(`${animation.path} shows the first ${shown} of ${length} images`);
}

/** At most `most` of the items, evenly chosen, the last among them. */
function evenly<Item>(items: readonly Item[], most: number): Item[] {
  const count = Math.min(most, items.length);
  return Array.from({length: count}, (_, index) => items[Math.ceil(((index + 1) * items.length) / count) - 1]!);
}

function startNoise({path, name}: {path: string; name: string}, config: UNetConfig): Float32Array {
  const {data} = readSafetensors(path).tensors.get(name)!;
  return toChannelsLast(Float32Array.from(data), config);
}

function gather(starts: Float32Array, places: readonly number[], {resolution, imageChannels}: UNetConfig): Tensor4D {
  const size = resolution ** 2 * imageChannels;
  const values = new Float32Array(places.length * size);
  for (const [i, place] of places.entries()) values.set(starts.subarray(place * size, (place + 1) * size), i * size);
  return tf.tensor4d(values, [places.length, resolution, resolution, imageChannels]);
}

/** [count, channels, height, width] → [count, height, width, channels], or back with `back`. */
function toChannelsLast(
  data: Float32Array,
  {resolution, imageChannels}: ImageShape,
  {back = false} = {},
): Float32Array {
  const pixels = resolution ** 2;
  const moved = new Float32Array(data.length);
  for (let image = 0; image * pixels * imageChannels < data.length; image++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let channel = 0; channel < imageChannels; channel++) {
        const last = (image * pixels + pixel) * imageChannels + channel;
        const first = (image * imageChannels + channel) * pixels + pixel;
        if (back) moved[first] = data[last]!;
        else moved[last] = data[first]!;
      }
    }
  }
  return moved;
}

/** Images as evaluation suites take them: `arr_0` uint8 [count, height, width, channels], `arr_1` the classes. */
function toNpz(pixels: Float32Array, {resolution, imageChannels}: ImageShape, {images, labels}: SampleJob): Uint8Array {
  const shape = [images.length, resolution, resolution, imageChannels];
  return encodeNpz({
    arr_0: {shape, data: Uint8Array.from(pixels, toByte)},
    ...(labels ? {arr_1: {shape: [labels.length], data: Int32Array.from(labels)}} : {}),
  });
}

/** As int32, or as int64 where one is too large for it. */
const integers = (values: readonly number[]): Int32Array | BigInt64Array =>
  values.some((value) => value > 2 ** 31 - 1) ? BigInt64Array.from(values, BigInt) : Int32Array.from(values);

/** `images` float32 [count, channels, height, width] in [−1, 1], and `numbers`. */
function toTensors(pixels: Float32Array, shape: ImageShape, {images, sampler, seed}: SampleJob): Buffer {
  const {resolution, imageChannels} = shape;
  return encodeSafetensors(
    new Map([
      [
        'images',
        {
          shape: [images.length, imageChannels, resolution, resolution],
          data: toChannelsLast(pixels, shape, {back: true}),
        },
      ],
      ['numbers', {shape: [images.length], data: integers(images)}],
    ]),
    {sampler: JSON.stringify(sampler), seed: String(seed)},
  );
}
