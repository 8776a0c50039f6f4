/**
 * The stage `latents`: the autoencoder's weights, given or trained here on the data, and the Gaussian of every image's
 * latent, encoded once. And the decoder, which makes images of sampled latents.
 */
import {closeSync, existsSync, fsyncSync, openSync, renameSync, truncateSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {importWeights} from '../convert/import.js';
import {copyImage} from '../data/dataset.js';
import type {LatentManifest} from '../data/latents.js';
import {type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../engine/tf.js';
import {decode, encode} from '../models/autoencoder.js';
import {
  type AutoencoderConfig,
  autoencoderParameters,
  autoencoderShape,
  latentFactor,
} from '../models/autoencoderShape.js';
import {type FlatLayout, layoutOf, sliceWeights, splitFlat} from '../models/flat.js';
import {initialWeights} from '../models/initialise.js';
import type {Weights} from '../models/layers.js';
import {ProblemError} from '../problem.js';
import {Draws, fillNormals, STREAM} from '../random.js';
import {autoencoderOf, resolvePath} from '../spec/experiment.js';
import {newestCheckpoint, writeCheckpoint} from '../store/checkpoints.js';
import {sizeOf, writeFileDurably} from '../store/files.js';
import {adamFactors, adamUpdate} from '../training/step.js';
import {folderOf, type StageContext} from './context.js';
import {encodeFlat, readFlat} from './weights.js';

/** Pixels that are encoded or decoded at once: more images at a time only where they are small. */
const MOST_PIXELS = 2 ** 18;
/** Steps between checkpoints of an autoencoder's training. */
const CHECKPOINT_EVERY = 250;
/** The autoencoder's weights in the stage's folder. */
const WEIGHTS = 'autoencoder.safetensors';

const layoutFor = (config: AutoencoderConfig): FlatLayout => layoutOf(autoencoderParameters(config));
const batchFor = ({resolution}: AutoencoderConfig, count: number): number =>
  Math.max(1, Math.min(count, 64, Math.floor(MOST_PIXELS / resolution ** 2)));

export async function runLatents(context: StageContext): Promise<void> {
  const {latent, flips} = context.experiment.dataset;
  const config = autoencoderOf(context.experiment)!;
  const folder = folderOf(context, 'latents');
  const weights = join(folder, WEIGHTS);
  if (!existsSync(weights)) {
    if (latent!.weights === undefined) await trainAutoencoder(context, config, weights);
    else await importWeights(resolvePath(context.experiment, latent!.weights), {out: weights, weights: 'ema'});
  }
  await encodeAll(context, config, {weights, mirrored: flips});
}

/** Encodes every image, a batch at a time; what a kill leaves is continued. */
async function encodeAll(
  context: StageContext,
  config: AutoencoderConfig,
  {weights, mirrored}: {weights: string; mirrored: boolean},
): Promise<void> {
  const folder = folderOf(context, 'latents');
  const set = context.images();
  const batch = batchFor(config, set.count);
  const side = config.resolution / latentFactor(config);
  const size = side ** 2 * config.latentChannels;
  const each = 2 * size * 4 * (mirrored ? 2 : 1);
  const path = join(folder, 'latents.part');
  const autoencoder = new Autoencoder(config, {weights, batch, parts: ['encode']});
  const pixels = config.resolution ** 2 * config.imageChannels;
  let done = Math.floor(Math.floor(sizeOf(path) / each) / batch) * batch;
  const file = openSync(path, 'a');
  try {
    truncateSync(path, done * each);
    context.report({done, total: set.count, unit: 'images', detail: 'encoding'});
    for (; done < set.count; done += batch) {
      const count = Math.min(batch, set.count - done);
      const found = [false, ...(mirrored ? [true] : [])].map((mirror) => {
        const images = new Float32Array(batch * pixels);
        for (let i = 0; i < count; i++) copyImage(set, done + i, {out: images, offset: i * pixels, mirror});
        return autoencoder.encode(images);
      });
      const out = new Float32Array((count * each) / 4);
      let at = 0;
      for (let i = 0; i < count; i++) {
        for (const {mean, deviation} of found) {
          for (const part of [mean, deviation]) {
            out.set(part.subarray(i * size, (i + 1) * size), at);
            at += size;
          }
        }
      }
      const data = new Uint8Array(out.buffer);
      for (let written = 0; written < data.length; ) written += writeSync(file, data, written);
      fsyncSync(file);
      context.report({done: done + count, total: set.count, unit: 'images', detail: 'encoding'});
      await context.breathe();
    }
  } finally {
    closeSync(file);
    autoencoder.dispose();
  }
  renameSync(path, join(folder, 'latents.bin'));
  const {scale} = context.experiment.dataset.latent!;
  const manifest: LatentManifest = {
    ...{count: set.count, resolution: side, channels: config.latentChannels},
    ...{mirrored, scale},
  };
  writeFileDurably(join(folder, 'latents.json'), `${JSON.stringify(manifest, undefined, 1)}\n`);
}

/** Trains a small autoencoder on the data: squared error of what comes back, and a little of the divergence from N(0, 1). */
async function trainAutoencoder(context: StageContext, config: AutoencoderConfig, out: string): Promise<void> {
  const {iterations, batch, learningRate, divergence, seed} = context.experiment.dataset.latent!;
  const layout = layoutFor(config);
  const shape = autoencoderShape(config);
  const side = config.resolution / latentFactor(config);
  const image = [batch, config.resolution, config.resolution, config.imageChannels];
  const noiseShape = [batch, side, side, config.latentChannels];
  const vectors = ['weights', 'first', 'second', 'average'];
  const programs = recordPrograms({
    state: Object.fromEntries(vectors.map((name) => [name, {shape: [layout.size]}])),
    programs: {
      step: {
        inputs: {
          ...{x: {shape: image}, noise: {shape: noiseShape}},
          ...{rate: {shape: []}, correction: {shape: []}, decay: {shape: []}},
        },
        run: (feeds, state) => {
          const lossOf = (flat: Tensor): Tensor => {
            const weights = sliceWeights(splitFlat(flat as Tensor1D, layout), layout);
            const {mean, deviation} = encode(shape, weights, feeds.x as Tensor4D);
            const latent = tf.add(mean, tf.mul(deviation, feeds.noise!)) as Tensor4D;
            const error = tf.mean(tf.square(tf.sub(decode(shape, weights, latent), feeds.x!)));
            // KL(N(μ, σ²) | N(0, 1)) = ½ (μ² + σ² − 1) − log σ
            const squares = tf.add(tf.square(mean), tf.square(deviation));
            const kl = tf.mean(tf.sub(tf.mul(tf.sub(squares, 1), 0.5), tf.log(deviation)));
            return tf.add(error, tf.mul(kl, divergence));
          };
          const {value, grad} = tf.valueAndGrad(lossOf as never)(state.read('weights'));
          adamUpdate(state, grad as Tensor1D, {feeds, clip: 1});
          return {loss: value};
        },
      },
    },
  });
  const checkpoints = join(folderOf(context, 'latents'), 'checkpoints');
  const write = (name: string, values: Float32Array): void => {
    const tensor = tf.tensor1d(values);
    programs.write(name, tensor);
    tensor.dispose();
  };
  const read = (name: string): Float32Array => {
    const tensor = programs.read(name);
    const values = tensor.dataSync() as Float32Array;
    tensor.dispose();
    return values;
  };
  try {
    const checkpoint = newestCheckpoint(checkpoints, context.warn);
    if (checkpoint)
      for (const name of vectors) write(name, readFlat(layout, join(checkpoint.folder, `${name}.safetensors`)));
    else for (const name of ['weights', 'average']) write(name, initialWeights(layout, seed));
    const set = context.images();
    const pixels = config.resolution ** 2 * config.imageChannels;
    for (let step = (checkpoint?.step ?? 0) + 1; step <= iterations; step++) {
      const draws = new Draws({seed, stream: STREAM.autoencoder, image: step});
      const x = new Float32Array(batch * pixels);
      for (let i = 0; i < batch; i++)
        copyImage(set, draws.below(set.count), {out: x, offset: i * pixels, mirror: false});
      const noise = new Float32Array(noiseShape.reduce((a, b) => a * b, 1));
      fillNormals(noise, {seed, stream: STREAM.autoencoder, image: step, step: 1});
      const cool = 0.5 * (1 + Math.cos((Math.PI * step) / (iterations + 1)));
      const {rate, correction} = adamFactors(learningRate * cool, step);
      const inputs = {
        ...{x: tf.tensor(x, image), noise: tf.tensor(noise, noiseShape)},
        ...{rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(0.99)},
      };
      const outputs = programs.call('step', inputs);
      const loss = outputs.loss!.dataSync()[0]!;
      tf.dispose([inputs, outputs] as never);
      if (!Number.isFinite(loss))
        throw new ProblemError({
          code: 'non-finite-loss',
          message: `the autoencoder's loss of step ${step} is not finite`,
          suggestion: 'lower dataset.latent.learningRate, then run again',
        });
      if (step % 10 === 0)
        context.report({done: step, total: iterations, unit: 'steps', detail: `autoencoder, loss ${loss.toFixed(4)}`});
      const stopping = await context.stopping();
      if (stopping || step % CHECKPOINT_EVERY === 0 || step === iterations) {
        const files = Object.fromEntries(
          vectors.map((name) => [`${name}.safetensors`, encodeFlat(layout, read(name))]),
        );
        writeCheckpoint(checkpoints, step, {files, facts: {loss}});
      }
      if (stopping) await context.breathe();
    }
    writeFileDurably(out, encodeFlat(layout, read('average'), {family: 'autoencoder-kl'}));
  } finally {
    programs.dispose();
  }
}

interface AutoencoderOptions {
  /** A .safetensors file. */
  weights: string;
  /** Images at once. */
  batch: number;
  parts: readonly ('encode' | 'decode')[];
}

/** The autoencoder as recorded programs, a batch at a time. */
export class Autoencoder {
  readonly config: AutoencoderConfig;
  private readonly batch: number;
  private readonly programs: Programs;

  constructor(config: AutoencoderConfig, {weights, batch, parts}: AutoencoderOptions) {
    this.config = config;
    this.batch = batch;
    const layout = layoutFor(config);
    const shape = autoencoderShape(config);
    const side = config.resolution / latentFactor(config);
    const weightsOf = (flat: Tensor): Weights => sliceWeights(splitFlat(flat as Tensor1D, layout), layout);
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
      programs: Object.fromEntries(parts.map((part) => [part, programs[part]])),
    });
    const flat = tf.tensor1d(readFlat(layout, weights));
    this.programs.write('weights', flat);
    flat.dispose();
  }

  /** Images [batch, height, width, channels] in [−1, 1] → mean and deviation of their latents. */
  encode(images: Float32Array): {mean: Float32Array; deviation: Float32Array} {
    const {resolution, imageChannels} = this.config;
    const x = tf.tensor4d(images, [this.batch, resolution, resolution, imageChannels]);
    const outputs = this.programs.call('encode', {x});
    const [mean, deviation] = [outputs.mean!.dataSync(), outputs.deviation!.dataSync()] as [Float32Array, Float32Array];
    tf.dispose([x, outputs] as never);
    return {mean, deviation};
  }

  /** Latents, not scaled any more, of any number of images → images in [−1, 1]; as many at once as memory is for. */
  decode(latents: Float32Array): Float32Array {
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
      const outputs = this.programs.call('decode', {latent});
      images.set((outputs.images!.dataSync() as Float32Array).subarray(0, some * pixels), first * pixels);
      tf.dispose([latent, outputs] as never);
    }
    return images.map((value) => Math.min(1, Math.max(-1, value)));
  }

  dispose(): void {
    this.programs.dispose();
  }
}

/** How sampled latents become images; undefined where images are sampled themselves. */
export interface LatentDecoder {
  config: AutoencoderConfig;
  /** Sampled latents [count, side, side, channels] → images in [−1, 1]. */
  images(latents: Float32Array): Float32Array;
  dispose(): void;
}

/** The decoder for `count` images at a time. `weights` as the stage leaves them. */
export function latentDecoder(
  config: AutoencoderConfig,
  {weights, scale, count}: {weights: string; scale: number; count: number},
): LatentDecoder {
  const autoencoder = new Autoencoder(config, {weights, batch: batchFor(config, count), parts: ['decode']});
  return {
    config,
    images: (latents) => autoencoder.decode(latents.map((value) => value / scale)),
    dispose: () => autoencoder.dispose(),
  };
}

/** The experiment's decoder, or undefined where it has no latents. */
export function decoderOf(context: StageContext, count: number): LatentDecoder | undefined {
  const config = autoencoderOf(context.experiment);
  if (!config) return undefined;
  const weights = join(folderOf(context, 'latents'), WEIGHTS);
  return latentDecoder(config, {weights, scale: context.experiment.dataset.latent!.scale, count});
}
