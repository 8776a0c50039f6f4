/** Runs the stage `classifier`: trains the feature network, and takes the moments of the training set's features. */
import {existsSync} from 'node:fs';
import {copyImage, type ImageSet} from '../../data/dataset.js';
import {recordPrograms} from '../../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../../engine/tf.js';
import {classify, initialClassifier} from '../../metrics/classifier.js';
import {type ClassifierConfig, classifierLayout} from '../../metrics/classifierShape.js';
import {Frechet} from '../../metrics/frechet.js';
import {layoutOf} from '../../models/flatLayout.js';
import {ProblemError} from '../../problem.js';
import {Draws, STREAM} from '../../random.js';
import {writeFileDurably, writeJson} from '../../store/files.js';
import {classifierFiles} from '../../store/runFolder.js';
import {adamUpdate, OPTIMIZER_INPUTS, trainingState} from '../../training/step.js';
import {encodeSafetensors} from '../../weights/safetensors.js';
import type {StageContext} from '../context.js';
import {CLASSIFIER_BATCH, type ClassifierReference, FeatureNetwork, readClassifier} from '../metrics/classifier.js';
import {requireTwo} from '../metrics/metric.js';
import type {RunStage} from '../stage.js';
import {lastCheckpoint, learningRateAt, singleStep, trainingLoop, vectorOf} from '../training/loop.js';
import type {ClassifierSettings} from './stage.js';

const LEARNING_RATE = 1e-3;
const CLIP = 5;
const AVERAGE_DECAY = 0.99;
/** Steps between checkpoints. */
const CHECKPOINT_EVERY = 500;
/** Every tenth image is held out while training, to say how good the classifier is. */
const isHeldOut = (image: number): boolean => image % 10 === 9;

export const runClassifier: RunStage<ClassifierSettings, object> = async ({classifier}, _inputs, context) => {
  const set = context.images();
  if (!set.labels) {
    throw new ProblemError({
      code: 'no-labels',
      message: 'evaluate.metric: frechet needs labelled data (for a folder: one folder inside it per class)',
      suggestion: 'sort the images into class folders, or use evaluate.metric: fid',
    });
  }
  requireTwo(set.count);
  const {resolution, channels, classes} = set;
  const config = {resolution, channels, classes: classes.length, features: classifier.features};
  const {weights, reference} = classifierFiles(context.folder);
  if (!existsSync(weights)) {
    const flat = await trainClassifier(context, config, {set, labels: set.labels, classifier});
    const stored = new Map([['classifier', {shape: [flat.length], data: flat}]]);
    writeFileDurably(weights, encodeSafetensors(stored, {architecture: JSON.stringify(config)}));
  }
  const facts = await measureSet(context, config, {set, labels: set.labels, flat: readClassifier(weights)});
  writeJson(reference, facts);
};

interface Training {
  set: ImageSet;
  labels: ArrayLike<number>;
  classifier: ClassifierSettings['classifier'];
}

/** Steps that do not earn the passes of TensorFlow's optimiser over this small graph. */
const FEW_STEPS = 200;

/** Trains on nine tenths of the images; returns the averaged weights. */
async function trainClassifier(
  context: StageContext,
  config: ClassifierConfig,
  {set, labels: classes, classifier: {batch, iterations, seed}}: Training,
): Promise<Float32Array> {
  const {size} = classifierLayout(config);
  const layout = layoutOf([{name: 'classifier', shape: [size]}]);
  const image = [batch, set.resolution, set.resolution, set.channels];
  const programs = recordPrograms({
    rewrite: iterations < FEW_STEPS ? 'none' : 'all',
    state: trainingState(layout),
    programs: {
      step: {
        inputs: {
          x: {shape: image},
          labels: {shape: [batch, config.classes]},
          ...OPTIMIZER_INPUTS,
        },
        run: (feeds, state) => {
          const loss = (weights: Tensor): Tensor => {
            const {logits} = classify(weights as Tensor1D, feeds.x as Tensor4D, config);
            return tf.neg(tf.mean(tf.sum(tf.mul(feeds.labels!, tf.logSoftmax(logits)), 1)));
          };
          const {value, grad} = tf.valueAndGrad(loss as never)(state.read('weights'));
          return {loss: value, norm: adamUpdate(state, grad as Tensor1D, {feeds, clip: CLIP}).norm};
        },
      },
    },
  });
  const training = Array.from({length: set.count}, (_, index) => index).filter((index) => !isHeldOut(index));
  const pixels = set.resolution ** 2 * set.channels;
  try {
    await trainingLoop(
      context,
      {
        programs,
        layout,
        initial: () => initialClassifier(config, seed),
        step(step, learningRate) {
          const order = new Draws({seed, stream: STREAM.classifierOrder, image: step});
          const x = new Float32Array(batch * pixels);
          const labels = new Float32Array(batch * config.classes);
          for (let i = 0; i < batch; i++) {
            const index = training[order.below(training.length)]!;
            copyImage(set, index, {out: x, offset: i * pixels, mirror: false});
            labels[i * config.classes + classes[index]!] = 1;
          }
          const feeds = {x: tf.tensor(x, image), labels: tf.tensor2d(labels, [batch, config.classes])};
          return singleStep(programs, feeds, {step, learningRate, decay: AVERAGE_DECAY});
        },
      },
      {
        iterations,
        checkpointEvery: CHECKPOINT_EVERY,
        learningRate: (step) =>
          learningRateAt(step, {learningRate: LEARNING_RATE, warmup: 0, decay: 'cosine', end: iterations + 1}),
        checkpoint: lastCheckpoint(context),
        remedy: 'change classifier.seed or classifier.batch',
      },
    );
    return vectorOf(programs, 'average');
  } finally {
    programs.dispose();
  }
}

/** Moments of the features of all images, and how well the held-out ones are recognised. */
async function measureSet(
  context: StageContext,
  config: ClassifierConfig,
  {set, labels, flat}: {set: ImageSet; labels: ArrayLike<number>; flat: Float32Array},
): Promise<ClassifierReference> {
  const network = new FeatureNetwork(config, flat);
  const features = new Float32Array(set.count * config.features);
  const pixels = set.resolution ** 2 * set.channels;
  const buffer = new Float32Array(CLASSIFIER_BATCH * pixels);
  let right = 0;
  let held = 0;
  try {
    for (let first = 0; first < set.count; first += CLASSIFIER_BATCH) {
      const count = Math.min(CLASSIFIER_BATCH, set.count - first);
      for (let i = 0; i < count; i++) copyImage(set, first + i, {out: buffer, offset: i * pixels, mirror: false});
      const result = await network.run(buffer, count);
      features.set(result.features, first * config.features);
      for (let i = 0; i < count; i++) {
        if (!isHeldOut(first + i)) continue;
        const scores = result.logits.subarray(i * config.classes, (i + 1) * config.classes);
        held += 1;
        if (scores.indexOf(Math.max(...scores)) === labels[first + i]) right += 1;
      }
      await context.breathe();
    }
  } finally {
    network.dispose();
  }
  const frechet = new Frechet(config.features);
  const {count, mean, covariance} = frechet.setReferenceFrom(features);
  frechet.dispose();
  return {
    config,
    accuracy: right / held,
    heldOut: held,
    count,
    mean: [...mean],
    covariance: [...covariance],
  };
}
