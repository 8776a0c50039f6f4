/** The stage `search`: which width each sampling step deserves (supplement, section F); or a given strategy. */
import type {SamplerSettings} from '../../diffusion/settings.js';
import {evaluationsOf} from '../../diffusion/settings.js';
import {costAt} from '../../models/cost.js';
import {samplingMemory} from '../../models/memory.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import type {Goal} from '../../search/goal.js';
import {candidatesAsked, type MethodSettings} from '../../search/methods/index.js';
import {allowedWidths, type Experiment} from '../../spec/experiment.js';
import {goalOf, methodSettings} from '../../spec/searchMethod.js';
import {bytesOf} from '../../spec/size.js';
import {fittedStrategy} from '../../spec/strategy.js';
import {readLines} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import {
  type DecoderSettings,
  type DiffusionSettings,
  decoderSettings,
  type NumberSettings,
  numberSettings,
  samplingNetwork,
} from '../fragments.js';
import {measuringMacs, metricStage} from '../metrics/stage.js';
import {declareStage} from '../stage.js';

export interface SearchSettings extends NumberSettings {
  network: UNetConfig;
  decoder?: DecoderSettings;
  diffusion: DiffusionSettings;
  /** Widths that a step may have, narrowest first. */
  widths: Width[];
  sampler: SamplerSettings;
  /** The paper's search for the paper's fitness; a search of any other kind has `by` in its place. */
  evolution?: Pick<
    Experiment['search'],
    'population' | 'iterations' | 'mutation' | 'mutationMode' | 'crossover' | 'seed' | 'rescore' | 'flopsWeight'
  >;
  by?: SearchedBy;
  /** Images of a candidate. */
  images: number;
  /** Strategies that the first generation contains. */
  seeds: Width[][];
}

/** How it is searched. */
export interface SearchedBy {
  method: MethodSettings;
  goal: Goal;
  seed: number;
  /** Strategies that are scored again on fresh noise. */
  rescore: number;
}

/** The paper's search is written as it was before there were others, so that its keys are what they were. */
export function searchedBy({evolution, by}: SearchSettings): SearchedBy {
  if (by) return by;
  const {seed, rescore, flopsWeight, ...options} = evolution!;
  return {method: {name: 'evolution', ...options}, goal: {flopsWeight}, seed, rescore};
}

/** How many candidates it scores, nearly. */
export function candidatesTotal(settings: SearchSettings): number {
  const {method, rescore} = searchedBy(settings);
  return candidatesAsked(method, {choices: settings.widths.length}) + rescore;
}

/** A strategy that takes the place of a search. */
export interface GivenStrategy {
  sampler: SamplerSettings['kind'];
  /** Index 0 the cleanest; where it is still to be searched, the experiment that it comes from. */
  given: Width[] | {from: string};
}

export interface SearchMeans {
  /** Images at once. */
  batch: number;
  /** Bytes on disk for states that later candidates begin with. */
  keep: number;
  /** Whose strategy it is, as the file says. */
  experiment: string;
}

export const search = declareStage({
  name: 'search',
  title: 'Search a strategy',
  version: 2,
  readsData: () => false,
  settings(experiment, files): SearchSettings | GivenStrategy {
    const {sampler, strategy, images, seeds, from, seed, rescore, flopsWeight} = experiment.search;
    if (strategy !== undefined || from !== undefined) {
      const found = strategy === undefined ? undefined : files.strategy(strategy);
      const given = found
        ? fittedStrategy(found, experiment, {file: strategy!, seed: false})
        : {from: from ?? strategy!};
      return {sampler: sampler.kind, given};
    }
    const settings: SearchSettings = {
      ...numberSettings(experiment),
      network: samplingNetwork(experiment),
      diffusion: experiment.diffusion,
      widths: allowedWidths(experiment),
      sampler,
      images,
      seeds: seeds.flatMap((file) => {
        const found = files.strategy(file);
        return found ? [fittedStrategy(found, experiment, {file, seed: true})] : [];
      }),
    };
    const [method, goal] = [methodSettings(experiment), goalOf(experiment)];
    if (method.name === 'evolution' && 'flopsWeight' in goal) {
      const {name: _, ...options} = method;
      settings.evolution = {...options, seed, rescore, flopsWeight};
    } else settings.by = {method, goal, seed, rescore};
    const decoder = decoderSettings(experiment);
    if (decoder) settings.decoder = decoder;
    return settings;
  },
  means: ({search: {batch, keep}, name}): SearchMeans => ({batch, keep: bytesOf(keep), experiment: name}),
  inputs: ({search: {strategy, from}, dataset, evaluate}) =>
    strategy !== undefined || from !== undefined
      ? []
      : [...(dataset.latent ? ['latents'] : []), 'train', metricStage(evaluate.metric)],
  estimate(settings, {batch}, {experiment}) {
    if ('given' in settings) return {macs: 0, bytes: 0};
    const {network, widths, sampler, images} = settings;
    const {decoding, features} = measuringMacs(experiment);
    const macs = widths.map((width) => costAt(network, width).macs);
    const mean = macs.reduce((a, b) => a + b, 0) / macs.length;
    const evaluations = evaluationsOf(sampler).reduce((a, b) => a + b, 0);
    return {
      macs: candidatesTotal(settings) * images * (evaluations * mean + decoding + features),
      bytes: 4 * costAt(network, '8/8').parameters,
      memory: {...samplingMemory(network, widths), images: batch, lever: {key: 'search.batch'}},
    };
  },
  saved(settings, folder) {
    if ('given' in settings) return {done: 0, total: 0, unit: 'candidates'};
    const total = candidatesTotal(settings);
    const done = readLines(searchFiles(folder).candidates).length;
    return {done: Math.min(total, done), total, unit: 'candidates'};
  },
  load: async () => (await import('./run.js')).runSearch,
  loadUnits: async () => (await import('./units.js')).openSearchUnits,
});
