/** The stage `evaluate`: every row of the result table, generated and measured. */
import {evaluationsOf, type SamplerSettings} from '../../diffusion/settings.js';
import {stagesOfRows} from '../../methods/index.js';
import type {NetworkName, RowName} from '../../methods/method.js';
import {costAt} from '../../models/cost.js';
import {samplingMemory} from '../../models/memory.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import type {SpecFiles} from '../../plan/declaration.js';
import {allowedWidths, dataFolder, type Experiment, evaluationSampler, trainedWidths} from '../../spec/experiment.js';
import {
  type DataSettings,
  type DecoderSettings,
  type DiffusionSettings,
  dataSettings,
  decoderSettings,
  type NumberSettings,
  numberSettings,
  samplingNetwork,
} from '../fragments.js';
import {measuringMacs, metricStage} from '../metrics/stage.js';
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
  /** Only where the row is asked for. */
  heldOut?: HeldOutSettings;
}

/** Real images that are measured as a row is. */
export interface HeldOutSettings {
  data: DataSettings;
  /** Hash of the files that are trained on. */
  trainedOn?: string;
}

export interface EvaluateMeans {
  /** Images at once. */
  batch: number;
  /** Where held-out images lie; empty where the row is not asked for. */
  data: string;
}

function heldOutSettings(experiment: Experiment, files: SpecFiles): HeldOutSettings {
  const data = dataSettings(experiment, {...files, data: files.heldOut()});
  const settings: HeldOutSettings = {data: {...data, split: 'test', limit: 0}};
  if (files.data !== undefined) settings.trainedOn = files.data;
  return settings;
}

export const evaluate = declareStage({
  name: 'evaluate',
  title: 'Evaluate',
  version: 4,
  keepsPieces: true,
  isTimed: true,
  readsData: () => false,
  settings(experiment, files): EvaluateSettings {
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
    if (rows.includes('held-out')) settings.heldOut = heldOutSettings(experiment, files);
    return settings;
  },
  means: (experiment): EvaluateMeans => ({
    batch: experiment.evaluate.batch,
    data: experiment.evaluate.rows.includes('held-out') ? (dataFolder(experiment) ?? '') : '',
  }),
  inputs: ({dataset, evaluate: {rows, metric}}) => [
    ...(dataset.latent ? ['latents'] : []),
    ...stagesOfRows(rows),
    metricStage(metric),
  ],
  estimate({networks, rows, sampler, trained, images, repeats}, {batch}, {experiment}) {
    const network = networks.train ?? networks.baseline;
    if (!network) return {macs: 0, bytes: 0};
    const {decoding, features} = measuringMacs(experiment);
    const macs = trained.map((width) => costAt(network, width).macs);
    const mean = macs.reduce((a, b) => a + b, 0) / macs.length;
    const made = rows.filter((row) => row !== 'held-out');
    const count = made.reduce((sum, row) => sum + (row === 'uniform' ? trained.length : 1), 0);
    const evaluations = evaluationsOf(sampler).reduce((a, b) => a + b, 0);
    return {
      macs:
        repeats * count * images * (evaluations * mean + decoding + features) +
        (rows.length - made.length) * images * features,
      bytes: 4 * costAt(network, '8/8').parameters,
      memory: {...samplingMemory(network, trained), images: batch, lever: {key: 'evaluate.batch'}},
    };
  },
  load: async () => (await import('./run.js')).runEvaluate,
});
