/** Parts of settings that several stages receive. Each is all that its readers see of that part of a spec. */

import {type SamplerSettings, stateTensors} from '../diffusion/settings.js';
import type {AutoencoderConfig} from '../models/autoencoderShape.js';
import {costAt} from '../models/cost.js';
import {trainingMemory} from '../models/memory.js';
import type {UNetConfig} from '../models/shape.js';
import type {Width} from '../models/width.js';
import type {Saved, SpecFiles, StageMemory} from '../plan/declaration.js';
import {autoencoderOf, type Experiment, imageChannelsOf, networkOf} from '../spec/experiment.js';
import {savedStep} from '../store/checkpoints.js';
import {trainingFiles} from '../store/runFolder.js';

/** The training set as the model sees it. */
export interface DataSettings {
  kind: Experiment['dataset']['kind'];
  resolution: number;
  channels: 1 | 3;
  resize: Experiment['dataset']['resize'];
  crop?: number;
  split: Experiment['dataset']['split'];
  limit: number;
  /** Only where there is a limit: how its images are chosen. */
  limited?: 'evenly';
  /** Hash of the files; absent for embedded data. */
  files?: string;
}

export function dataSettings(experiment: Experiment, {data}: SpecFiles): DataSettings {
  const {kind, resolution, resize, crop, split, limit} = experiment.dataset;
  const channels = imageChannelsOf(experiment);
  const settings: DataSettings = {kind, resolution, channels, resize, split, limit};
  if (limit > 0) settings.limited = 'evenly';
  if (crop !== undefined) settings.crop = crop;
  if (data !== undefined) settings.files = data;
  return settings;
}

/** What float32 means: on GPUs that have it, TF32 has 10 bits of mantissa. */
export interface FloatSettings {
  tf32: boolean;
}

/** What the network is computed in. */
export interface NumberSettings extends FloatSettings {
  precision: Experiment['precision'];
}

export const numberSettings = ({precision, tf32}: Experiment): NumberSettings => ({precision, tf32});

/** The noising process. */
export type DiffusionSettings = Experiment['diffusion'];

/** How sampled latents become images. */
export interface DecoderSettings {
  config: AutoencoderConfig;
  /** What latents are divided by before they are decoded. */
  scale: number;
}

export function decoderSettings(experiment: Experiment): DecoderSettings | undefined {
  const config = autoencoderOf(experiment);
  return config && {config, scale: experiment.dataset.latent!.scale};
}

/** A network as it samples: dropout is of training alone. */
export const samplingNetwork = (experiment: Experiment, {plain = false} = {}): UNetConfig => ({
  ...networkOf(experiment, {plain}),
  dropout: 0,
});

/** One way to train a network: all that its numbers depend on, but the network. */
export interface TrainingSettings extends NumberSettings {
  data: DataSettings;
  diffusion: DiffusionSettings;
  /** Optimizer steps. */
  iterations: number;
  /** Images of a step. */
  batch: number;
  /** Parts that a batch is computed in. */
  accumulate: number;
  learningRate: number;
  warmup: number;
  decay: 'none' | 'cosine';
  /** Largest norm of the gradient. */
  clip: number;
  ema: number;
  emaWarmup: boolean;
  flips: boolean;
  /** Share of images whose class is withheld. */
  labelDropout: number;
  /** Steps t and T − 1 − t in pairs. */
  pairs: boolean;
  seed: number;
}

/** The supernet's training, which the others start from. */
export function trainingSettings(experiment: Experiment, files: SpecFiles): TrainingSettings {
  const {dataset, model, diffusion, train} = experiment;
  const {iterations, batch, accumulate, learningRate, warmup, decay, clip, ema, emaWarmup, seed} = train;
  return {
    ...numberSettings(experiment),
    data: dataSettings(experiment, files),
    diffusion,
    iterations,
    batch,
    accumulate,
    learningRate,
    warmup,
    decay,
    clip,
    ema,
    emaWarmup,
    flips: dataset.flips,
    labelDropout: model.labelDropout,
    pairs: false,
    seed,
  };
}

/** Weights that are used instead of training. Only their content counts: how they came about is not ours to know. */
export interface GivenWeights {
  network: UNetConfig;
  diffusion: DiffusionSettings;
  /** Widths that the weights are for, narrowest first. */
  widths: Width[];
  /** What tells the file from others. */
  weights: string;
}

/** How a network is trained: nothing in here changes a number of it. */
export interface TrainingMeans {
  /** Steps between checkpoints. */
  checkpointEvery: number;
  /** Steps between grids of samples; 0 for none. */
  sampleEvery: number;
  /** File of given weights: used instead of training, or where it starts. */
  weights?: string;
  /** How samples are decoded, where latents are trained on. */
  decoder?: DecoderSettings;
  /** Devices that a step is spread over; `auto`: every GPU, as far as they divide the batch, or the CPU. */
  devices: 'auto' | number;
  /** What to lower when the loss is not finite: a key of the spec. */
  section: string;
}

/** Bytes of weights, average and two moments. */
export const trainingBytes = (network: UNetConfig): number => 16 * costAt(network, '8/8').parameters;

/** What training a network at all of these widths together takes of each device. */
export const trainingPeak = (
  network: UNetConfig,
  widths: readonly Width[],
  {batch, accumulate, devices}: Pick<TrainingSettings, 'batch' | 'accumulate'> & Pick<TrainingMeans, 'devices'>,
): StageMemory => ({
  ...trainingMemory(network, widths),
  images: batch / Math.max(accumulate, devices === 'auto' ? 1 : devices),
  lever: {key: 'train.accumulate', batch},
});

/** Steps of a training that are saved in its folder; given weights are no work. */
export const savedSteps = (settings: Pick<TrainingSettings, 'iterations'> | GivenWeights, folder: string): Saved => {
  const total = 'weights' in settings ? 0 : settings.iterations;
  return {done: Math.min(total, savedStep(trainingFiles(folder).checkpoints)), total, unit: 'steps'};
};

/** Bytes of one image's state between two sampling steps. */
export const stateBytes = (
  {resolution, imageChannels}: Pick<UNetConfig, 'resolution' | 'imageChannels'>,
  sampler: SamplerSettings,
): number => 4 * resolution ** 2 * imageChannels * stateTensors(sampler);
