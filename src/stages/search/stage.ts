/** The stage `search`: which width each sampling step deserves (supplement, section F); or a given strategy. */
import type {SamplerSettings} from '../../diffusion/settings.js';
import {evaluationsOf} from '../../diffusion/settings.js';
import {costAt} from '../../models/cost.js';
import {samplingMemory} from '../../models/memory.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import {allowedWidths, type Experiment} from '../../spec/experiment.js';
import {fittedStrategy} from '../../spec/strategy.js';
import {
  type DecoderSettings,
  type DiffusionSettings,
  decoderSettings,
  type NumberSettings,
  numberSettings,
  samplingNetwork,
} from '../fragments.js';
import {metricStage} from '../metrics/stage.js';
import {declareStage} from '../stage.js';

export interface SearchSettings extends NumberSettings {
  network: UNetConfig;
  decoder?: DecoderSettings;
  diffusion: DiffusionSettings;
  /** Widths that a step may have, narrowest first. */
  widths: Width[];
  sampler: SamplerSettings;
  evolution: Pick<
    Experiment['search'],
    'population' | 'iterations' | 'mutation' | 'mutationMode' | 'crossover' | 'seed' | 'rescore' | 'flopsWeight'
  >;
  /** Images of a candidate. */
  images: number;
  /** Strategies that the first generation contains. */
  seeds: Width[][];
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
  /** Whose strategy it is, as the file says. */
  experiment: string;
}

export const search = declareStage({
  name: 'search',
  title: 'Search a strategy',
  version: 2,
  readsData: () => false,
  settings(experiment, files): SearchSettings | GivenStrategy {
    const {sampler, strategy, images, seeds, from, ...rest} = experiment.search;
    if (strategy !== undefined || from !== undefined) {
      const found = strategy === undefined ? undefined : files.strategy(strategy);
      const given = found
        ? fittedStrategy(found, experiment, {file: strategy!, seed: false})
        : {from: from ?? strategy!};
      return {sampler: sampler.kind, given};
    }
    const {population, iterations, mutation, mutationMode, crossover, seed, rescore, flopsWeight} = rest;
    const settings: SearchSettings = {
      ...numberSettings(experiment),
      network: samplingNetwork(experiment),
      diffusion: experiment.diffusion,
      widths: allowedWidths(experiment),
      sampler,
      evolution: {population, iterations, mutation, mutationMode, crossover, seed, rescore, flopsWeight},
      images,
      seeds: seeds.flatMap((file) => {
        const found = files.strategy(file);
        return found ? [fittedStrategy(found, experiment, {file, seed: true})] : [];
      }),
    };
    const decoder = decoderSettings(experiment);
    if (decoder) settings.decoder = decoder;
    return settings;
  },
  means: ({search: {batch}, name}): SearchMeans => ({batch, experiment: name}),
  inputs: ({search: {strategy, from}, dataset, evaluate}) =>
    strategy !== undefined || from !== undefined
      ? []
      : [...(dataset.latent ? ['latents'] : []), 'train', metricStage(evaluate.metric)],
  estimate(settings, {batch}) {
    if ('given' in settings) return {macs: 0, bytes: 0};
    const {network, widths, sampler, evolution, images} = settings;
    const macs = widths.map((width) => costAt(network, width).macs);
    const mean = macs.reduce((a, b) => a + b, 0) / macs.length;
    const evaluations = evaluationsOf(sampler).reduce((a, b) => a + b, 0);
    const candidates = evolution.population * evolution.iterations + evolution.rescore;
    return {
      macs: candidates * images * evaluations * mean,
      bytes: 4 * costAt(network, '8/8').parameters,
      memory: {...samplingMemory(network, widths), images: batch, lever: {key: 'search.batch'}},
    };
  },
  load: async () => (await import('./run.js')).runSearch,
});
