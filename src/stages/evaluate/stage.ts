/** The stage `evaluate`: every row of the result table, generated and measured. */
import {evaluationsOf, type SamplerSettings} from '../../diffusion/settings.js';
import {stagesOfRows} from '../../methods/index.js';
import type {NetworkName, RowName} from '../../methods/method.js';
import {costAt} from '../../models/cost.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import {allowedWidths, type Experiment, evaluationSampler, trainedWidths} from '../../spec/experiment.js';
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

export interface EvaluateSettings extends NumberSettings {
  rows: RowName[];
  /** The networks of those rows; what pruning left of one is written with its weights. */
  networks: Partial<Record<Exclude<NetworkName, 'prune'>, UNetConfig>>;
  decoder?: DecoderSettings;
  diffusion: DiffusionSettings;
  sampler: SamplerSettings;
  /** Widths of the supernet, and those of them that strategies may use; narrowest first. */
  trained: Width[];
  allowed: Width[];
  /** Seed of what controls draw. */
  controlSeed: number;
  images: number;
  seed: number;
  repeats: number;
  jackknife: number;
  scores: Experiment['evaluate']['scores'];
}

export interface EvaluateMeans {
  /** Images at once. */
  batch: number;
}

export const evaluate = declareStage({
  name: 'evaluate',
  title: 'Evaluate',
  version: 4,
  keepsPieces: true,
  readsData: () => false,
  settings(experiment): EvaluateSettings {
    const {rows, images, seed, repeats, jackknife, scores} = experiment.evaluate;
    const stages = stagesOfRows(rows);
    const settings: EvaluateSettings = {
      ...numberSettings(experiment),
      rows: [...rows],
      networks: {},
      diffusion: experiment.diffusion,
      sampler: evaluationSampler(experiment),
      trained: trainedWidths(experiment),
      allowed: allowedWidths(experiment),
      controlSeed: experiment.search.seed,
      images,
      seed,
      repeats,
      jackknife,
      scores: [...scores],
    };
    if (stages.includes('train')) settings.networks.train = samplingNetwork(experiment);
    if (stages.includes('baseline')) settings.networks.baseline = samplingNetwork(experiment, {plain: true});
    const decoder = decoderSettings(experiment);
    if (decoder) settings.decoder = decoder;
    return settings;
  },
  means: ({evaluate: {batch}}): EvaluateMeans => ({batch}),
  inputs: ({dataset, evaluate: {rows, metric}}) => [
    ...(dataset.latent ? ['latents'] : []),
    ...stagesOfRows(rows),
    metricStage(metric),
  ],
  estimate({networks, rows, sampler, trained, images, repeats}) {
    const network = networks.train ?? networks.baseline!;
    const macs = trained.map((width) => costAt(network, width).macs);
    const mean = macs.reduce((a, b) => a + b, 0) / macs.length;
    const count = rows.reduce((sum, row) => sum + (row === 'uniform' ? trained.length : 1), 0);
    const evaluations = evaluationsOf(sampler).reduce((a, b) => a + b, 0);
    return {macs: repeats * count * images * evaluations * mean, bytes: 4 * costAt(network, '8/8').parameters};
  },
  load: async () => (await import('./run.js')).runEvaluate,
});
