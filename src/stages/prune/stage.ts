/** The stage `prune`: the plain network without its least important channels, fine-tuned (Diff-Pruning, Table B). */
import {costAt, TRAINING_FACTOR} from '../../models/cost.js';
import type {UNetConfig} from '../../models/shape.js';
import {FULL_WIDTH} from '../../models/width.js';
import {type Experiment, networkOf} from '../../spec/experiment.js';
import {
  savedSteps,
  type TrainingMeans,
  type TrainingSettings,
  trainingBytes,
  trainingPeak,
  trainingSettings,
} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface PruneSettings {
  network: UNetConfig;
  /** What makes a channel important, and how many go. */
  choice: Pick<Experiment['pruning'], 'method' | 'ratio' | 'threshold' | 'batch' | 'seed'>;
  /** The fine-tuning. */
  training: TrainingSettings;
}

/** MACs of a network of which 30 % of the channels are gone, as a share of the whole. */
const REMAINING = 0.57;

export const prune = declareStage({
  name: 'prune',
  title: 'Prune the plain network and fine-tune it',
  version: 1,
  readsData: () => true,
  settings(experiment, files): PruneSettings {
    const {method, ratio, threshold, batch, seed, iterations, learningRate} = experiment.pruning;
    return {
      network: networkOf(experiment, {plain: true}),
      choice: {method, ratio, threshold, batch, seed},
      training: {
        ...trainingSettings(experiment, files),
        iterations,
        batch: experiment.baseline.batch,
        learningRate,
        seed,
        warmup: 0,
        decay: 'none',
        // Steps t and T − 1 − t in pairs, as pytorch-ddpm's descendants train.
        pairs: true,
      },
    };
  },
  means: ({train: {checkpointEvery, devices}}): TrainingMeans => ({
    checkpointEvery,
    sampleEvery: 0,
    devices,
    section: 'pruning',
  }),
  inputs: ({dataset}) => [...(dataset.latent ? ['latents'] : []), 'baseline'],
  estimate({network, training}, {devices}) {
    const {iterations, batch} = training;
    const {macs} = costAt(network, FULL_WIDTH);
    return {
      macs: TRAINING_FACTOR * iterations * batch * macs * REMAINING,
      bytes: trainingBytes(network),
      memory: trainingPeak(network, [FULL_WIDTH], {...training, devices}),
    };
  },
  saved: ({training}, folder) => savedSteps(training, folder),
  load: async () => (await import('./run.js')).runPrune,
});
