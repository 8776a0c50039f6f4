/** Experiment → Plan: the stages, what each depends on, and the key that decides whether it has to run. No I/O. */
import {createHash} from 'node:crypto';
import {evaluationsOf, type SamplerSettings} from '../diffusion/settings.js';
import {autoencoderMacs, autoencoderShape, encoderLayers} from '../models/autoencoderShape.js';
import {costAt} from '../models/cost.js';
import type {UNetConfig} from '../models/shape.js';
import {
  allowedWidths,
  autoencoderOf,
  type Experiment,
  evaluationSampler,
  networkOf,
  trainedWidths,
} from '../spec/experiment.js';

export const STAGES = [
  'classifier',
  'reference',
  'latents',
  'train',
  'baseline',
  'prune',
  'search',
  'evaluate',
] as const;
export type StageName = (typeof STAGES)[number];

export interface StagePlan {
  name: StageName;
  /** Its folder in the run folder, which is also what it is called: `search`, `variants/ddim-10/search`. */
  id: string;
  /** The experiment it is run for: a part of the one that is planned. */
  part: Experiment;
  key: string;
  /** Hash of each named part of the key. */
  parts: Record<string, string>;
  /** Folder of every stage it takes something from. */
  inputs: Partial<Record<StageName, string>>;
  estimate: {macs: number; bytes: number};
}

export interface Plan {
  experiment: string;
  /** Inputs come before what takes them. */
  stages: StagePlan[];
  /** Where each part has its stages. */
  parts: {variant: string; part: Experiment; folders: Partial<Record<StageName, string>>}[];
}

/** Raised by hand when a stage would compute other numbers from the same settings. */
const VERSIONS: Record<StageName, number> = {
  classifier: 1,
  reference: 2,
  latents: 1,
  train: 1,
  baseline: 1,
  prune: 1,
  search: 2,
  evaluate: 3,
};

/** Stages that a method's rows come from, with those that these take something from. */
const STAGES_OF_ROW: Readonly<Record<Experiment['evaluate']['rows'][number], readonly StageName[]>> = {
  adm: ['baseline'],
  uniform: ['train'],
  ddsm: ['train', 'search'],
  'diff-pruning': ['baseline', 'prune'],
  'uniform-mix': ['train', 'search'],
  'early-late': ['train', 'search'],
  random: ['train', 'search'],
};

/** MACs of Inception for one image. */
const INCEPTION_MACS = 5.7e9;
/** Images of a training set, as an order of magnitude: it is not read for a plan. */
const TRAINING_SET = 50_000;

const evaluationCount = (sampler: SamplerSettings): number => evaluationsOf(sampler).reduce((a, b) => a + b, 0);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** What the spec points at, as far as it decides whether a stage has to run again. */
export interface PlanInputs {
  /** Content of search.strategy and search.seeds, where the spec names some. */
  strategies?: readonly string[];
  /** Fingerprint of Inception's weights, where they are there. */
  inception?: string | undefined;
  /** Fingerprints of train.weights and baseline.weights, where the spec names some. */
  weights?: string | undefined;
  plainWeights?: string | undefined;
  /** Fingerprint of dataset.latent.weights. */
  autoencoder?: string | undefined;
  /** Names and sizes of the data's files, as one hash; embedded data has none. */
  files?: string | undefined;
}

/**
 * All parts of an experiment in one plan: stages with the same key are one. A stage that is as it would be without
 * variants has its plain folder, another one stands in its variant's.
 */
export function planOf(experiment: Experiment, inputsOf: (part: Experiment) => PlanInputs = () => ({})): Plan {
  const plain = new Map(stagesOf(experiment, inputsOf(experiment)).map(({key, id}) => [key, id]));
  const stages = new Map<string, StagePlan>();
  const parts: Plan['parts'] = [];
  for (const part of experiment.parts) {
    const folders: Partial<Record<StageName, string>> = {};
    parts.push({variant: part.variant, part, folders});
    for (const stage of stagesOf(part, inputsOf(part))) {
      const id = stages.get(stage.key)?.id ?? plain.get(stage.key) ?? `variants/${part.variant}/${stage.name}`;
      folders[stage.name] = id;
      const inputs = Object.fromEntries(
        Object.keys(stage.inputs).map((input) => [input, folders[input as StageName]!]),
      );
      if (!stages.has(stage.key)) stages.set(stage.key, {...stage, id, inputs});
    }
  }
  return {experiment: experiment.name, stages: [...stages.values()], parts};
}

function stagesOf(
  experiment: Experiment,
  {strategies = [], files, inception, weights, plainWeights, autoencoder}: PlanInputs,
): StagePlan[] {
  const {dataset, model, diffusion, train, baseline, search, classifier, evaluate} = experiment;
  const numbers = {precision: experiment.precision, tf32: experiment.tf32};
  const {source: _source, path: _path, name: _name, expected: _expected, badFiles: _bad, latent, ...settings} = dataset;
  const data = files === undefined ? settings : {...settings, files};
  const {checkpointEvery: _checkpoints, sampleEvery: _samples, weights: givenWeights, ...training} = train;
  const {weights: givenPlain, ...plain} = baseline;
  // Given weights are all that counts: how they came about is not ours to know.
  const given = givenWeights !== undefined;
  const {macs: full, parameters} = costAt(networkOf(experiment), '8/8');
  const macsOf = new Map(trainedWidths(experiment).map((width) => [width, costAt(networkOf(experiment), width).macs]));
  const mean = [...macsOf.values()].reduce((a, b) => a + b, 0) / macsOf.size;
  const rows =
    evaluate.repeats * evaluate.rows.reduce((count, row) => count + (row === 'uniform' ? macsOf.size : 1), 0);
  const stages: StagePlan[] = [];
  const add = (
    name: StageName,
    settings: Record<string, unknown>,
    {inputs, macs}: {inputs: StageName[]; macs: number},
  ): void => {
    const parts: Record<string, string> = {version: hashOf(VERSIONS[name])};
    for (const [part, value] of Object.entries(settings)) parts[part] = hashOf(value);
    for (const input of inputs) parts[`stage ${input}`] = stages.find((stage) => stage.name === input)!.key;
    stages.push({
      ...{name, id: name, part: experiment, key: hashOf(parts), parts},
      inputs: Object.fromEntries(inputs.map((input) => [input, input])),
      estimate: {macs: Math.round(macs), bytes: parameters * 16},
    });
  };
  const frechet = evaluate.metric === 'frechet';
  if (frechet)
    add('classifier', {dataset: data, classifier}, {inputs: [], macs: classifier.iterations * classifier.batch * 3e6});
  else {
    const {inception: _inception, resize, scores} = evaluate;
    add(
      'reference',
      {dataset: data, resize, scores, inception: inception ?? ''},
      {inputs: [], macs: TRAINING_SET * INCEPTION_MACS},
    );
  }
  // What trains takes its examples from the latents, and what samples its decoder.
  const coded: StageName[] = latent ? ['latents'] : [];
  if (latent) {
    const {weights: givenAutoencoder, ...trained} = latent;
    const {scale, channels, blocks, latentChannels, groups} = latent;
    const own =
      givenAutoencoder === undefined
        ? trained
        : {scale, channels, blocks, latentChannels, groups, weights: autoencoder};
    const shape = autoencoderShape(autoencoderOf(experiment)!);
    const macs = TRAINING_SET * autoencoderMacs(encoderLayers(shape)) * (dataset.flips ? 2 : 1);
    add('latents', {dataset: data, latent: own}, {inputs: [], macs});
  }
  // Backward costs about twice the forward pass.
  const sandwich = full + macsOf.get(trainedWidths(experiment)[0]!)! + Math.max(0, train.sandwich - 2) * mean;
  add(
    'train',
    given
      ? {model, widths: trainedWidths(experiment), train: {weights: weights ?? ''}}
      : {dataset: data, model, widths: trainedWidths(experiment), diffusion, train: training, numbers},
    {inputs: coded, macs: given ? 0 : 3 * train.iterations * train.batch * sandwich},
  );
  const needed = new Set(evaluate.rows.flatMap((row) => STAGES_OF_ROW[row]));
  if (needed.has('baseline')) {
    add(
      'baseline',
      givenPlain === undefined
        ? {dataset: data, model, diffusion, train: training, baseline: plain, numbers}
        : {model, baseline: {...plain, weights: plainWeights ?? ''}},
      {inputs: coded, macs: givenPlain === undefined ? 3 * baseline.iterations * baseline.batch * full : 0},
    );
  }
  if (needed.has('prune')) {
    const pruned = {
      pruning: experiment.pruning,
      dataset: data,
      diffusion,
      train: training,
      batch: baseline.batch,
      numbers,
    };
    const {iterations} = experiment.pruning;
    add('prune', pruned, {inputs: [...coded, 'baseline'], macs: 3 * iterations * baseline.batch * full * 0.57});
  }
  const metric: StageName[] = [frechet ? 'classifier' : 'reference'];
  if (needed.has('search')) {
    const {strategy, seeds: _seeds, ...settings} = search;
    const candidates = strategy === undefined ? search.population * search.iterations : 0;
    add(
      'search',
      {
        search: settings,
        widths: allowedWidths(experiment),
        ...(strategies.length === 0 ? {} : {strategies}),
      },
      {
        inputs: [...coded, 'train', ...metric],
        macs: candidates * search.images * evaluationCount(search.sampler) * mean,
      },
    );
  }
  const inputs = stages.map(({name}) => name);
  const sampler = evaluationSampler(experiment);
  // Paths are in no key: what they lead to is in the reference's.
  const {inception: _file, ...measured} = evaluate;
  add(
    'evaluate',
    {evaluate: measured, sampler},
    {inputs, macs: rows * evaluate.images * evaluationCount(sampler) * mean},
  );
  return stages;
}

/** Threads of an op of large networks. */
export const threadEnvironment = (cores: number): Record<string, string> => ({
  TF_NUM_INTRAOP_THREADS: String(Math.max(1, Math.floor(cores / 2))),
});

/** Full-width MACs of an image below which one thread per op, and ops side by side, beat several threads inside an op. */
const SMALL_NETWORK_MACS = 2e8;

/**
 * Environment of the compute process on a machine with `cores` cores: how many threads an op uses (the rest of the cores
 * run other branches of the graph at the same time), and whether GPUs may use TF32.
 */
export const computeEnvironment = (
  network: UNetConfig,
  cores: number,
  {tf32 = true}: {tf32?: boolean} = {},
): Record<string, string> => {
  const small = costAt(network, '8/8').macs < SMALL_NETWORK_MACS;
  return {
    ...(small ? {TF_NUM_INTRAOP_THREADS: '1'} : threadEnvironment(cores)),
    ...(tf32 ? {} : {NVIDIA_TF32_OVERRIDE: '0'}),
  };
};
