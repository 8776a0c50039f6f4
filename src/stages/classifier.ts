/**
 * The stage `classifier`: trains the feature network on the data's own labels, and takes the moments of the whole
 * training set's features, the reference of every distance.
 */
import {join} from 'node:path';
import {copyImage, type ImageSet} from '../data/dataset.js';
import {recordPrograms} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import {type ClassifierConfig, classifierLayout, classify, initialClassifier} from '../metrics/classifier.js';
import {Frechet} from '../metrics/frechet.js';
import {ProblemError} from '../problem.js';
import {Draws, STREAM} from '../random.js';
import {readJson, writeFileDurably} from '../store/files.js';
import {adamFactors, adamUpdate} from '../training/step.js';
import {encodeSafetensors, readSafetensors} from '../weights/safetensors.js';
import {folderOf, type StageContext} from './context.js';
import type {Metric} from './metric.js';

const BATCH = 256;
/** Every tenth image is held out while training, to say how good the classifier is. */
const isHeldOut = (image: number): boolean => image % 10 === 9;

const configFor = (context: StageContext, set: ImageSet): ClassifierConfig => ({
  resolution: set.resolution,
  channels: set.channels,
  classes: set.classes.length,
  features: context.experiment.classifier.features,
});

export async function runClassifier(context: StageContext): Promise<void> {
  const {classifier} = context.experiment;
  const set = context.images();
  if (!set.labels) {
    throw new ProblemError({
      code: 'no-labels',
      message: 'evaluate.metric: frechet needs labelled data (for a folder: one folder inside it per class)',
      suggestion: 'sort the images into class folders, or use evaluate.metric: fid',
    });
  }
  const config = configFor(context, set);
  const {size} = classifierLayout(config);
  const {batch, iterations, seed} = classifier;
  const image = [batch, set.resolution, set.resolution, set.channels];
  const programs = recordPrograms({
    state: Object.fromEntries(['weights', 'first', 'second', 'average'].map((name) => [name, {shape: [size]}])),
    programs: {
      step: {
        inputs: {
          x: {shape: image},
          labels: {shape: [batch, config.classes]},
          rate: {shape: []},
          correction: {shape: []},
          decay: {shape: []},
        },
        run: (feeds, state) => {
          const loss = (weights: Tensor): Tensor => {
            const {logits} = classify(weights as Tensor1D, feeds.x as Tensor4D, config);
            return tf.neg(tf.mean(tf.sum(tf.mul(feeds.labels!, tf.logSoftmax(logits)), 1)));
          };
          const {value, grad} = tf.valueAndGrad(loss as never)(state.read('weights'));
          adamUpdate(state, grad as Tensor1D, {feeds, clip: 5});
          return {loss: value};
        },
      },
    },
  });
  const start = tf.tensor1d(initialClassifier(config, seed));
  programs.write('weights', start);
  programs.write('average', start);
  start.dispose();
  const training = Array.from({length: set.count}, (_, index) => index).filter((index) => !isHeldOut(index));
  const pixels = set.resolution ** 2 * set.channels;
  for (let step = 1; step <= iterations; step++) {
    const order = new Draws({seed, stream: STREAM.classifierOrder, image: step});
    const x = new Float32Array(batch * pixels);
    const labels = new Float32Array(batch * config.classes);
    for (let i = 0; i < batch; i++) {
      const index = training[order.below(training.length)]!;
      copyImage(set, index, {out: x, offset: i * pixels, mirror: false});
      labels[i * config.classes + set.labels[index]!] = 1;
    }
    const {rate, correction} = adamFactors(1e-3 * 0.5 * (1 + Math.cos((Math.PI * step) / (iterations + 1))), step);
    const inputs = {
      x: tf.tensor(x, image),
      labels: tf.tensor2d(labels, [batch, config.classes]),
      rate: tf.scalar(rate),
      correction: tf.scalar(correction),
      decay: tf.scalar(0.99),
    };
    const outputs = programs.call('step', inputs);
    tf.dispose([inputs, outputs] as never);
    if (step % 20 === 0) context.report({done: step, total: iterations, unit: 'steps'});
    await context.breathe();
  }
  const average = programs.read('average');
  const flat = average.dataSync() as Float32Array;
  average.dispose();
  programs.dispose();
  const folder = folderOf(context, 'classifier');
  const stored = new Map([['classifier', {shape: [size], data: flat}]]);
  writeFileDurably(
    join(folder, 'classifier.safetensors'),
    encodeSafetensors(stored, {architecture: JSON.stringify(config)}),
  );

  const network = new FeatureNetwork(config, flat);
  const features = new Float32Array(set.count * config.features);
  let right = 0;
  let held = 0;
  const buffer = new Float32Array(BATCH * pixels);
  for (let first = 0; first < set.count; first += BATCH) {
    const count = Math.min(BATCH, set.count - first);
    for (let i = 0; i < count; i++) copyImage(set, first + i, {out: buffer, offset: i * pixels, mirror: false});
    const result = network.run(buffer, count);
    features.set(result.features, first * config.features);
    for (let i = 0; i < count; i++) {
      if (!isHeldOut(first + i)) continue;
      const scores = result.logits.subarray(i * config.classes, (i + 1) * config.classes);
      held += 1;
      if (scores.indexOf(Math.max(...scores)) === set.labels[first + i]) right += 1;
    }
  }
  network.dispose();
  const frechet = new Frechet(config.features);
  const {count, mean, covariance} = frechet.setReferenceFrom(features);
  frechet.dispose();
  writeFileDurably(
    join(folder, 'reference.json'),
    `${JSON.stringify({config, accuracy: right / held, heldOut: held, count, mean: [...mean], covariance: [...covariance]})}\n`,
  );
}

/** The trained classifier as a recorded program. */
class FeatureNetwork {
  private readonly config: ClassifierConfig;
  private readonly programs;

  constructor(config: ClassifierConfig, flat: Float32Array) {
    this.config = config;
    this.programs = recordPrograms({
      state: {weights: {shape: [flat.length]}},
      programs: {
        classify: {
          inputs: {x: {shape: [BATCH, config.resolution, config.resolution, config.channels]}},
          run: ({x}, state) => ({...classify(state.read('weights') as Tensor1D, x as Tensor4D, config)}),
        },
      },
    });
    const tensor = tf.tensor1d(flat);
    this.programs.write('weights', tensor);
    tensor.dispose();
  }

  /** Features and logits of the first `count` (at most BATCH) images in `pixels`. */
  run(pixels: Float32Array, count: number): {features: Float32Array; logits: Float32Array} {
    const {resolution, channels, classes, features} = this.config;
    const padded = new Float32Array(BATCH * resolution ** 2 * channels);
    padded.set(pixels.subarray(0, count * resolution ** 2 * channels));
    const x = tf.tensor4d(padded, [BATCH, resolution, resolution, channels]);
    const outputs = this.programs.call('classify', {x}) as {features: Tensor2D; logits: Tensor2D};
    const result = {
      features: (outputs.features.dataSync() as Float32Array).slice(0, count * features),
      logits: (outputs.logits.dataSync() as Float32Array).slice(0, count * classes),
    };
    tf.dispose([x, outputs] as never);
    return result;
  }

  dispose(): void {
    this.programs.dispose();
  }
}

/** The metric that the finished stage `classifier` defines. */
export function classifierMetric(context: StageContext): Metric {
  const folder = folderOf(context, 'classifier');
  const reference = readJson<{config: ClassifierConfig; count: number; mean: number[]; covariance: number[]}>(
    join(folder, 'reference.json'),
  );
  if (!reference) throw new Error(`${folder}/reference.json cannot be read`);
  const flat = readSafetensors(join(folder, 'classifier.safetensors')).tensors.get('classifier')!.data as Float32Array;
  const network = new FeatureNetwork(reference.config, flat);
  const frechet = new Frechet(reference.config.features);
  frechet.setReference({
    count: reference.count,
    mean: Float64Array.from(reference.mean),
    covariance: Float64Array.from(reference.covariance),
  });
  const {features: dimensions, resolution, channels} = reference.config;
  const size = resolution ** 2 * channels;
  return {
    name: `classifier-${dimensions}`,
    dimensions,
    features(images, count) {
      const all = new Float32Array(count * dimensions);
      for (let first = 0; first < count; first += BATCH) {
        const some = Math.min(BATCH, count - first);
        all.set(network.run(images.subarray(first * size, (first + some) * size), some).features, first * dimensions);
      }
      return all;
    },
    distance: (features) => frechet.distance(features),
    measure: (features, blocks) => ({
      ...frechet.distanceWithDeviation(features, blocks),
      scores: {},
    }),
    dispose: () => {
      network.dispose();
      frechet.dispose();
    },
  };
}
