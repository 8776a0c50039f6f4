/** The stage `train`: the supernet, by the sandwich rule (supplement, section F); or given weights in its place. */
import {costAt, TRAINING_FACTOR} from '../../models/cost.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import {networkOf, resolvePath, startsFromFile, trainedWidths} from '../../spec/experiment.js';
import {
  decoderSettings,
  type GivenWeights,
  savedSteps,
  type TrainingMeans,
  type TrainingSettings,
  trainingBytes,
  trainingPeak,
  trainingSettings,
} from '../fragments.js';
import {declareStage} from '../stage.js';

export interface SupernetSettings extends TrainingSettings {
  network: UNetConfig;
  /** Narrowest first. */
  widths: Width[];
  /** Widths of a step. */
  sandwich: number;
  /** Times and noises that a step draws for each image at a width, where it is more than one. */
  draws?: Partial<Record<Width, number>>;
  /** Weights that it starts from: the stage `baseline`'s, or what tells a file from others. Random ones where it is left out. */
  from?: string;
}

const drawsOf = (width: Width, draws: SupernetSettings['draws']): number => draws?.[width] ?? 1;

/** Each width once for each of its draws. */
export const withDraws = (widths: readonly Width[], draws: SupernetSettings['draws']): Width[] =>
  widths.flatMap((width) => Array<Width>(drawsOf(width, draws)).fill(width));

export const train = declareStage({
  name: 'train',
  title: 'Train the supernet',
  version: 1,
  readsData: (settings: SupernetSettings | GivenWeights) => !('weights' in settings),
  settings(experiment, files): SupernetSettings | GivenWeights {
    const network = networkOf(experiment);
    const widths = trainedWidths(experiment);
    const {weights, sandwich, from, draws} = experiment.train;
    if (weights !== undefined)
      return {network, widths, diffusion: experiment.diffusion, weights: files.fingerprint(weights)};
    return {
      ...trainingSettings(experiment, files),
      network,
      widths,
      sandwich,
      ...(draws && Object.values(draws).some((count) => count > 1) ? {draws} : {}),
      ...(from === undefined ? {} : {from: startsFromFile(from) ? files.fingerprint(from) : from}),
    };
  },
  means(experiment): TrainingMeans {
    const {checkpointEvery, sampleEvery, devices, weights, from} = experiment.train;
    const means: TrainingMeans = {checkpointEvery, sampleEvery, devices, section: 'train'};
    const file = weights ?? (startsFromFile(from) ? from : undefined);
    if (file !== undefined) means.weights = resolvePath(experiment, file);
    const decoder = decoderSettings(experiment);
    if (decoder) means.decoder = decoder;
    return means;
  },
  // What trains takes its examples from the latents.
  inputs: ({dataset, train: {weights, from}}) =>
    weights === undefined ? [...(dataset.latent ? ['latents'] : []), ...(from === 'baseline' ? ['baseline'] : [])] : [],
  estimate(settings, {devices}) {
    const {network, widths} = settings;
    const bytes = trainingBytes(network);
    if ('weights' in settings) return {macs: 0, bytes};
    const {sandwich, draws} = settings;
    const macs = widths.map((width) => drawsOf(width, draws) * costAt(network, width).macs);
    const mean = macs.reduce((a, b) => a + b, 0) / macs.length;
    const step = macs.at(-1)! + macs[0]! + Math.max(0, sandwich - 2) * mean;
    // The most that a step can take: the widest, the narrowest, and the widest of the others.
    const taken = [...new Set([widths.at(-1)!, widths[0]!, ...widths.slice(0, -1).reverse()])].slice(0, sandwich);
    const memory = trainingPeak(network, withDraws(taken, draws), {...settings, devices});
    return {macs: TRAINING_FACTOR * settings.iterations * settings.batch * step, bytes, memory};
  },
  saved: savedSteps,
  load: async () => (await import('./run.js')).runTrain,
});
