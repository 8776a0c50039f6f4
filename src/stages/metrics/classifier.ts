/** Features of the classifier that was trained on the data's labels, and the Fréchet distance in them. */
import {recordPrograms} from '../../engine/programs.js';
import {type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../../engine/tf.js';
import {classify} from '../../metrics/classifier.js';
import type {ClassifierConfig} from '../../metrics/classifierShape.js';
import {Frechet} from '../../metrics/frechet.js';
import {readJson} from '../../store/files.js';
import {classifierFiles} from '../../store/runFolder.js';
import {readSafetensors} from '../../weights/safetensors.js';
import {checkFinite} from '../weights.js';
import {type Metric, spoilFeatures} from './metric.js';

/** Images that go through the classifier at once. */
export const CLASSIFIER_BATCH = 256;

/** What the stage `classifier` says of the training set. */
export interface ClassifierReference {
  config: ClassifierConfig;
  /** Share of the held-out images whose class was recognised, and how many they are. */
  accuracy: number;
  heldOut: number;
  count: number;
  mean: number[];
  covariance: number[];
}

/** The trained classifier as a recorded program. */
export class FeatureNetwork {
  private readonly config: ClassifierConfig;
  private readonly programs;

  constructor(config: ClassifierConfig, flat: Float32Array) {
    this.config = config;
    this.programs = recordPrograms({
      state: {weights: {shape: [flat.length]}},
      programs: {
        classify: {
          inputs: {x: {shape: [CLASSIFIER_BATCH, config.resolution, config.resolution, config.channels]}},
          run: ({x}, state) => ({...classify(state.read('weights') as Tensor1D, x as Tensor4D, config)}),
        },
      },
      rewrite: 'fold-and-fuse',
    });
    const tensor = tf.tensor1d(flat);
    this.programs.write('weights', tensor);
    tensor.dispose();
  }

  /** Features and logits of the first `count` (at most CLASSIFIER_BATCH) images in `pixels`. */
  async run(pixels: Float32Array, count: number): Promise<{features: Float32Array; logits: Float32Array}> {
    const {resolution, channels, classes, features} = this.config;
    const padded = new Float32Array(CLASSIFIER_BATCH * resolution ** 2 * channels);
    padded.set(pixels.subarray(0, count * resolution ** 2 * channels));
    const x = tf.tensor4d(padded, [CLASSIFIER_BATCH, resolution, resolution, channels]);
    const outputs = (await this.programs.start('classify', {x})) as {features: Tensor2D; logits: Tensor2D};
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

/** The weights of the stage `classifier`. Throws a ProblemError where they are not all finite. */
export function readClassifier(path: string): Float32Array {
  const flat = readSafetensors(path).tensors.get('classifier')!.data as Float32Array;
  checkFinite(path, 'classifier', flat);
  return flat;
}

/** The metric that a finished stage `classifier` in `folder` defines. */
export function classifierMetric(folder: string): Metric {
  const {weights, reference: path} = classifierFiles(folder);
  const reference = readJson<ClassifierReference>(path);
  if (!reference) throw new Error(`${path} cannot be read`);
  const network = new FeatureNetwork(reference.config, readClassifier(weights));
  const {features: dimensions, resolution, channels} = reference.config;
  const frechet = new Frechet(dimensions);
  frechet.setReference({
    count: reference.count,
    mean: Float64Array.from(reference.mean),
    covariance: Float64Array.from(reference.covariance),
  });
  const size = resolution ** 2 * channels;
  return {
    name: `classifier-${dimensions}`,
    dimensions,
    fewest: dimensions,
    needed: (features) => features,
    async features(images, count) {
      const all = new Float32Array(count * dimensions);
      for (let first = 0; first < count; first += CLASSIFIER_BATCH) {
        const some = Math.min(CLASSIFIER_BATCH, count - first);
        const found = await network.run(images.subarray(first * size, (first + some) * size), some);
        all.set(found.features, first * dimensions);
      }
      return spoilFeatures(all, {images, count, size});
    },
    distance: (features) => frechet.distance(features),
    measure: (features, blocks) => ({...frechet.distanceWithDeviation(features, blocks), scores: {}}),
    dispose() {
      network.dispose();
      frechet.dispose();
    },
  };
}
