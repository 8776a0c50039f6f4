/** The stage `baseline`: a plain network, trained at full width only; or given weights in its place. */
import {costAt, TRAINING_FACTOR} from '../../models/cost.js';
import type {UNetConfig} from '../../models/shape.js';
import {FULL_WIDTH} from '../../models/width.js';
import {networkOf, resolvePath} from '../../spec/experiment.js';
import {
  type GivenWeights,
  savedSteps,
  type TrainingMeans,
  type TrainingSettings,
  trainingBytes,
  trainingPeak,
  trainingSettings,
} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface PlainSettings extends TrainingSettings {
  network: UNetConfig;
}

export const baseline = declareStage({
  name: 'baseline',
  title: 'Train the plain baseline',
  version: 1,
  readsData: (settings: PlainSettings | GivenWeights) => !('weights' in settings),
  settings(experiment, files): PlainSettings | GivenWeights {
    const network = networkOf(experiment, {plain: true});
    const {iterations, batch, learningRate, weights, warmup = experiment.train.warmup} = experiment.baseline;
    if (weights !== undefined)
      return {
        network,
        widths: [FULL_WIDTH],
        diffusion: experiment.diffusion,
        weights: files.fingerprint(weights),
      };
    return {...trainingSettings(experiment, files), network, iterations, batch, learningRate, warmup};
  },
  means(experiment): TrainingMeans {
    const {weights} = experiment.baseline;
    const {checkpointEvery, devices} = experiment.train;
    const means: TrainingMeans = {checkpointEvery, sampleEvery: 0, devices, section: 'baseline'};
    if (weights !== undefined) means.weights = resolvePath(experiment, weights);
    return means;
  },
  inputs: ({dataset, baseline: {weights}}) => (dataset.latent && weights === undefined ? ['latents'] : []),
  estimate(settings, {devices}) {
    const bytes = trainingBytes(settings.network);
    if ('weights' in settings) return {macs: 0, bytes};
    const {macs} = costAt(settings.network, FULL_WIDTH);
    const memory = trainingPeak(settings.network, [FULL_WIDTH], {...settings, devices});
    return {macs: TRAINING_FACTOR * settings.iterations * settings.batch * macs, bytes, memory};
  },
  saved: savedSteps,
  load: async () => (await import('../train/run.js')).runBaseline,
});
