/** Runs the stage `latents`: the autoencoder's weights, and the Gaussian of every image's latent, encoded once. */
import {existsSync} from 'node:fs';
import {append, cutBack, move} from '../../commit.js';
import {importWeights} from '../../convert/import.js';
import {copyImage} from '../../data/dataset.js';
import type {LatentManifest} from '../../data/latents.js';
import {recordPrograms} from '../../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../../engine/tf.js';
import {decode, encode} from '../../models/autoencoder.js';
import {type AutoencoderConfig, autoencoderShape, latentFactor} from '../../models/autoencoderShape.js';
import {fullWeights, splitFlat} from '../../models/flat.js';
import {initialWeights} from '../../models/initialise.js';
import {Draws, fillNormals, STREAM} from '../../random.js';
import {sizeOf, writeFileDurably, writeJson} from '../../store/files.js';
import {latentFiles} from '../../store/runFolder.js';
import {adamUpdate, OPTIMIZER_INPUTS, trainingState} from '../../training/step.js';
import type {StageContext} from '../context.js';
import {Autoencoder, autoencoderLayout, codingBatch} from '../decoder.js';
import type {RunStage} from '../stage.js';
import {lastCheckpoint, learningRateAt, singleStep, trainingLoop, vectorOf} from '../training/loop.js';
import {encodeFlat} from '../weights.js';
import type {AutoencoderTraining, LatentMeans, LatentSettings} from './stage.js';

/** Steps between checkpoints of an autoencoder's training. */
const CHECKPOINT_EVERY = 250;
const AVERAGE_DECAY = 0.99;

export const runLatents: RunStage<LatentSettings, LatentMeans> = async (settings, _inputs, context) => {
  const {autoencoder} = latentFiles(context.folder);
  if (!existsSync(autoencoder)) {
    if ('trained' in settings.weights) await trainAutoencoder(context, settings.config, settings.weights.trained);
    else await importWeights(context.means.weights!, {out: autoencoder, weights: 'ema', only: 'autoencoder-kl'});
  }
  await encodeAll(context, settings);
};

/** Encodes every image, a batch at a time; what a kill leaves is continued. */
async function encodeAll(context: StageContext<LatentMeans>, {config, mirrored, scale}: LatentSettings): Promise<void> {
  const {autoencoder: weights, part, latents, manifest} = latentFiles(context.folder);
  const set = context.images();
  const batch = codingBatch(config, set.count);
  const side = config.resolution / latentFactor(config);
  const size = side ** 2 * config.latentChannels;
  const each = 2 * size * 4 * (mirrored ? 2 : 1);
  const autoencoder = new Autoencoder(config, {weights, batch, directions: ['encode']});
  const pixels = config.resolution ** 2 * config.imageChannels;
  let done = Math.floor(Math.floor(sizeOf(part) / each) / batch) * batch;
  try {
    cutBack(part, done * each);
    context.report({done, total: set.count, unit: 'images', detail: 'encoding'});
    for (; done < set.count; done += batch) {
      const count = Math.min(batch, set.count - done);
      const found: Awaited<ReturnType<Autoencoder['encode']>>[] = [];
      for (const mirror of mirrored ? [false, true] : [false]) {
        const images = new Float32Array(batch * pixels);
        for (let i = 0; i < count; i++) copyImage(set, done + i, {out: images, offset: i * pixels, mirror});
        found.push(await autoencoder.encode(images));
      }
      const out = new Float32Array((count * each) / 4);
      let at = 0;
      for (let i = 0; i < count; i++) {
        for (const {mean, deviation} of found) {
          for (const values of [mean, deviation]) {
            out.set(values.subarray(i * size, (i + 1) * size), at);
            at += size;
          }
        }
      }
      append(part, new Uint8Array(out.buffer));
      context.report({done: done + count, total: set.count, unit: 'images', detail: 'encoding'});
      await context.breathe();
    }
  } finally {
    autoencoder.dispose();
  }
  move(part, latents);
  const facts: LatentManifest = {
    count: set.count,
    resolution: side,
    channels: config.latentChannels,
    mirrored,
    scale,
  };
  writeJson(manifest, facts);
}

/** Trains a small autoencoder on the data: squared error of what comes back, and a little of the divergence from N(0, 1). */
async function trainAutoencoder(
  context: StageContext<LatentMeans>,
  config: AutoencoderConfig,
  {iterations, batch, learningRate, divergence, seed}: AutoencoderTraining,
): Promise<void> {
  const layout = autoencoderLayout(config);
  const shape = autoencoderShape(config);
  const side = config.resolution / latentFactor(config);
  const image = [batch, config.resolution, config.resolution, config.imageChannels];
  const noiseShape = [batch, side, side, config.latentChannels];
  const programs = recordPrograms({
    state: trainingState(layout),
    programs: {
      step: {
        inputs: {x: {shape: image}, noise: {shape: noiseShape}, ...OPTIMIZER_INPUTS},
        run: (feeds, state) => {
          const lossOf = (flat: Tensor): Tensor => {
            const weights = fullWeights(splitFlat(flat as Tensor1D, layout), layout);
            const {mean, deviation} = encode(shape, weights, feeds.x as Tensor4D);
            const latent = tf.add(mean, tf.mul(deviation, feeds.noise!)) as Tensor4D;
            const error = tf.mean(tf.square(tf.sub(decode(shape, weights, latent), feeds.x!)));
            // KL(N(μ, σ²) | N(0, 1)) = ½ (μ² + σ² − 1) − log σ
            const squares = tf.add(tf.square(mean), tf.square(deviation));
            const kl = tf.mean(tf.sub(tf.mul(tf.sub(squares, 1), 0.5), tf.log(deviation)));
            return tf.add(error, tf.mul(kl, divergence));
          };
          const {value, grad} = tf.valueAndGrad(lossOf as never)(state.read('weights'));
          return {loss: value, norm: adamUpdate(state, grad as Tensor1D, {feeds, clip: 1}).norm};
        },
      },
    },
  });
  const set = context.images();
  const pixels = config.resolution ** 2 * config.imageChannels;
  try {
    await trainingLoop(
      context,
      {
        programs,
        layout,
        initial: () => initialWeights(layout, seed),
        step(step, learningRate) {
          const draws = new Draws({seed, stream: STREAM.autoencoder, image: step});
          const x = new Float32Array(batch * pixels);
          for (let i = 0; i < batch; i++)
            copyImage(set, draws.below(set.count), {out: x, offset: i * pixels, mirror: false});
          const noise = new Float32Array(noiseShape.reduce((a, b) => a * b, 1));
          fillNormals(noise, {seed, stream: STREAM.autoencoder, image: step, step: 1});
          const feeds = {x: tf.tensor(x, image), noise: tf.tensor(noise, noiseShape)};
          return singleStep(programs, feeds, {step, learningRate, decay: AVERAGE_DECAY});
        },
      },
      {
        iterations,
        checkpointEvery: CHECKPOINT_EVERY,
        learningRate: (step) => learningRateAt(step, {learningRate, warmup: 0, decay: 'cosine', end: iterations + 1}),
        checkpoint: lastCheckpoint(context),
        remedy: 'lower dataset.latent.learningRate',
        label: 'autoencoder',
      },
    );
    const bytes = encodeFlat(layout, vectorOf(programs, 'average'), {family: 'autoencoder-kl'});
    writeFileDurably(latentFiles(context.folder).autoencoder, bytes);
  } finally {
    programs.dispose();
  }
}
