/** The validated spec, and the few things that everyone derives from it. */
import {dirname, resolve} from 'node:path';
import type {SamplerSettings} from '../diffusion/settings.js';
import {type AutoencoderConfig, latentFactor} from '../models/autoencoderShape.js';
import {PUBLISHED, type UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, sortWidths, type Width} from '../models/width.js';
import type {Experiment as Spec} from './experiment.generated.js';
import type {SweptValue} from './sweep.js';

export type {SamplerSettings};

/** A spec that passed validation: defaults filled in, named, frozen. */
export interface Experiment extends Spec {
  name: string;
  /** Where it was read from; relative paths in it start at this file's folder. */
  file: string;
  /** Name of the variant that this is; empty where the spec has none. */
  variant: string;
  /** Values of the keys that a sweep varies, and `variant` where it has variants, too; empty outside of one. */
  point: Readonly<Record<string, SweptValue>>;
  /** What is run: an experiment for each variant, or this one alone. Empty in a case itself. */
  cases: readonly Experiment[];
}

/** Where relative paths start. */
export const specFolder = ({file, folder = ''}: Pick<Experiment, 'file' | 'folder'>): string =>
  resolve(dirname(file), folder);

export const resolvePath = (experiment: Experiment, path: string): string => resolve(specFolder(experiment), path);

/**
 * The spec as it can be read again from anywhere: defaults filled in, paths absolute. Those of a sweep stay as they are, since
 * points are called after them; `folder` says where they start.
 */
export function settled(experiment: Experiment): Record<string, unknown> {
  const {
    file: _file,
    cases: _cases,
    variant: _variant,
    point: _point,
    dataset,
    train,
    baseline,
    search,
    evaluate,
    ...rest
  } = experiment;
  const absolute = (path: string): string => resolvePath(experiment, path);
  const folder = dataFolder(experiment);
  const {from, ...searched} = search;
  return {
    ...rest,
    folder: specFolder(experiment),
    dataset: {
      ...dataset,
      ...(folder === undefined ? {} : {path: folder}),
      ...(dataset.latent?.weights === undefined
        ? {}
        : {latent: {...dataset.latent, weights: absolute(dataset.latent.weights)}}),
    },
    train: {
      ...train,
      ...(train.weights === undefined ? {} : {weights: absolute(train.weights)}),
      ...(startsFromFile(train.from) ? {from: absolute(train.from)} : {}),
    },
    baseline: {...baseline, ...(baseline.weights === undefined ? {} : {weights: absolute(baseline.weights)})},
    search: {
      ...searched,
      seeds: search.seeds.map(absolute),
      // The strategy of another experiment is a file once it was found.
      ...(search.strategy !== undefined ? {strategy: absolute(search.strategy)} : from === undefined ? {} : {from}),
    },
    evaluate: {...evaluate, inception: absolute(evaluate.inception)},
    variants: experiment.variants.map((variant) => settledVariant(variant, absolute)),
  };
}

/** Whether a training starts from weights of a file. */
export const startsFromFile = (from: string | undefined): from is string => from !== undefined && from !== 'baseline';

/** Keys of a stage's settings that hold a path, or several. */
const PATHS = {
  train: ['weights', 'from'],
  baseline: ['weights'],
  search: ['strategy', 'seeds'],
  evaluate: ['inception'],
} as const;

function settledVariant(variant: Experiment['variants'][number], absolute: (path: string) => string): object {
  const copy = structuredClone(variant) as unknown as Record<string, Record<string, unknown> | undefined>;
  for (const [stage, keys] of Object.entries(PATHS)) {
    for (const key of keys) {
      const value = copy[stage]?.[key];
      if (key === 'from' && value === 'baseline') continue;
      if (typeof value === 'string') copy[stage]![key] = absolute(value);
      else if (Array.isArray(value)) copy[stage]![key] = value.map((path) => absolute(String(path)));
    }
  }
  return copy;
}

/** Folder of the images: `dataset.path`, or `../data/<name of the data>`; undefined for embedded data. */
export const dataFolder = (experiment: Experiment): string | undefined =>
  experiment.dataset.kind === 'digits'
    ? undefined
    : resolvePath(experiment, experiment.dataset.path ?? `../data/${experiment.dataset.name ?? experiment.name}`);

/** The network: the slimmable one, or with `plain` the baseline with its own groups. */
export function networkOf(experiment: Experiment, {plain = false} = {}): UNetConfig {
  const {dataset, model, baseline, widths} = experiment;
  return {
    resolution: dataset.latent ? dataset.resolution / latentFactor(dataset.latent) : dataset.resolution,
    imageChannels: dataset.latent ? dataset.latent.latentChannels : imageChannelsOf(experiment),
    channels: model.channels,
    multipliers: model.multipliers,
    attentionLevels: model.attentionLevels,
    blocks: model.blocks,
    groups: plain ? baseline.groups : model.groups,
    // The plain network runs at full width only, where both kinds are the same.
    ...(!plain && widths.slices === 'aligned' ? {slices: 'aligned' as const} : {}),
    ...(!plain && widths.norms === 'constant-size' ? {norms: 'constant-size' as const} : {}),
    // Left out where they are the published network's, whose stages keep their keys.
    ...unpublished(model),
    dropout: model.dropout,
    classes: model.classes,
    ...(model.labelDropout > 0 ? {unlabelled: true} : {}),
  };
}

/** The settings of a network that differ from the published one's. */
const unpublished = (model: Experiment['model']): Partial<UNetConfig> =>
  Object.fromEntries(
    Object.entries(PUBLISHED).flatMap(([name, published]) => {
      const value = model[name as keyof typeof PUBLISHED];
      return value === published ? [] : [[name, value]];
    }),
  );

/** The autoencoder whose latents are diffused; undefined for diffusion on pixels. */
export function autoencoderOf(experiment: Experiment): AutoencoderConfig | undefined {
  const {latent, resolution} = experiment.dataset;
  if (!latent) return undefined;
  const {channels, blocks, latentChannels, groups} = latent;
  return {resolution, imageChannels: imageChannelsOf(experiment), channels, blocks, latentChannels, groups};
}

/** Channels of the images: 1 or 3. */
export const imageChannelsOf = ({dataset}: Experiment): 1 | 3 =>
  dataset.channels ?? (dataset.kind === 'digits' || dataset.kind === 'idx' ? 1 : 3);

/** Widths that the search may use, narrowest first. */
export const allowedWidths = ({widths}: Experiment): Width[] =>
  sortWidths(widths.options).filter((width) => !widths.exclude.includes(width));

/** Widths that are trained, narrowest first. */
export const trainedWidths = ({widths}: Experiment): Width[] => sortWidths(widths.options);

/** The sampler of the result table. */
export const evaluationSampler = ({search, evaluate}: Experiment): SamplerSettings =>
  evaluate.sampler ?? search.sampler;

export {FULL_WIDTH};
