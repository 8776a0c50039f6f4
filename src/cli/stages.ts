/** A plan beside what a run folder already holds: what is done, what continues, what runs, and why. */
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {levelsOf} from '../diffusion/samplers/levels.js';
import {linearSchedule} from '../diffusion/schedule.js';
import {costAt} from '../models/cost.js';
import {type Plan, planOf, type StageName, type StagePlan} from '../plan/plan.js';
import {usageError} from '../problem.js';
import {dataFolder, type Experiment, networkOf, resolvePath, trainedWidths} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {transferSpec} from '../spec/transfer.js';
import {fingerprint, listingHash} from '../store/files.js';
import {readRecord} from '../store/stageRecord.js';
import type {PartFolders} from '../tables/write.js';

export interface StageState extends StagePlan {
  state: 'done' | 'resume' | 'run';
  why: string;
}

/** Where the strategy lies that a part takes from another experiment. */
const transferred = (from: string, runs: string): string => resolve(runs, from, 'search', 'strategy.json');

/** The experiment with the strategies that it takes from others: where they lie, or will lie when those have been searched. */
export function withTransfers(experiment: Experiment, runs: string): Experiment {
  const settle = (part: Experiment): Experiment =>
    part.search.from === undefined
      ? part
      : {...part, search: {...part.search, strategy: transferred(part.search.from, runs)}};
  return {...settle(experiment), parts: experiment.parts.map(settle)};
}

/** Specs of the experiments whose strategy is needed and has not been searched. */
export const missingTransfers = (experiment: Experiment, runs: string): string[] => [
  ...new Set(
    experiment.parts.flatMap((part) => {
      const spec = transferSpec(part);
      return spec === undefined || existsSync(transferred(part.search.from!, runs)) ? [] : [spec];
    }),
  ),
];

/** What tells the files of a data set from others; undefined for embedded data. */
export function filesHash(experiment: Experiment): string | undefined {
  const path = dataFolder(experiment);
  return path === undefined ? undefined : listingHash(path);
}

export const planFor = (experiment: Experiment): Plan => {
  const files = filesHash(experiment);
  return planOf(experiment, (part) => {
    const {strategy, seeds} = part.search;
    const fingerprintOf = (path: string | undefined): string | undefined =>
      path === undefined ? undefined : fingerprint(resolvePath(part, path));
    const named = strategy === undefined ? seeds : [strategy];
    const texts = named.map((path) => resolvePath(part, path));
    return {
      files,
      inception: part.evaluate.metric === 'fid' ? fingerprintOf(part.evaluate.inception) : undefined,
      weights: fingerprintOf(part.train.weights),
      plainWeights: fingerprintOf(part.baseline.weights),
      autoencoder: fingerprintOf(part.dataset.latent?.weights),
      strategies: texts.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : path)),
    };
  });
};

const stageTitles: Record<StageName, string> = {
  classifier: 'Train the classifier whose features measure distance',
  reference: 'Measure the training set with Inception',
  latents: 'Encode the images into latents',
  train: 'Train the supernet',
  baseline: 'Train the plain baseline',
  prune: 'Prune the plain network and fine-tune it',
  search: 'Search a strategy',
  evaluate: 'Evaluate',
};

export const titleOf = ({id, name, part}: StagePlan): string =>
  id.startsWith('variants/') ? `${stageTitles[name]} (${part.variant})` : stageTitles[name];

/** The folder of a run that is named by its path, or by its name in `runs`. */
export const findRun = (name: string, runs: string): string | undefined =>
  [name, join(runs, name)].find((path) => existsSync(join(path, 'experiment.yaml')));

export const runFolder = (runs: string, experiment: Experiment): string => join(runs, experiment.name);

export function stageStates(run: string, plan: Plan): StageState[] {
  const states = new Map<string, StageState['state']>();
  return plan.stages.map((stage) => {
    const record = readRecord(run, stage.id);
    let state: StageState['state'] = 'run';
    let why = 'it has not run yet';
    if (record?.key === stage.key) {
      const waits = Object.values(stage.inputs).find((input) => states.get(input) !== 'done');
      state = record.done && !waits ? 'done' : 'resume';
      why = state === 'done' ? 'nothing it depends on has changed' : 'it was interrupted';
    } else if (record) {
      const changed = [...new Set([...Object.keys(stage.parts), ...Object.keys(record.parts)])].filter(
        (part) => stage.parts[part] !== record.parts[part],
      );
      why = `changed: ${changed.join(', ')}`;
    }
    states.set(stage.id, state);
    return {...stage, state, why};
  });
}

/** The search of an experiment's first part, and what it needs: what another experiment takes a strategy from. */
export function searchAlone(states: readonly StageState[]): StageState[] {
  const needed = new Set<string>();
  const add = (id: string): void => {
    const stage = states.find((one) => one.id === id);
    if (!stage || needed.has(id)) return;
    needed.add(id);
    for (const input of Object.values(stage.inputs)) add(input);
  };
  add('search');
  return states.filter(({id}) => needed.has(id));
}

/** Where each part of an experiment has its results. */
export const partFolders = ({parts}: Plan): PartFolders[] =>
  parts.map(({variant, part, folders}) => ({
    ...{variant, evaluate: folders.evaluate!, search: folders.search},
    sigmas: sigmasOf(part),
    macs: new Map(trainedWidths(part).map((width) => [width, costAt(networkOf(part), width).macs])),
  }));

/** The noise level σ at which each step of an experiment's search starts, index 0 the cleanest. */
const sigmasOf = ({diffusion, search}: Experiment): number[] =>
  levelsOf(linearSchedule(diffusion.steps, diffusion.betas), search.sampler).map(({sigma}) => sigma);

/** The experiment of a run as it was made, whatever has become of its data. */
export const experimentOf = (run: string): Experiment => requireSpec(join(run, 'experiment.yaml'), {past: true});

/** One part of a run, its first where no variant is named, and where its stages lie. */
export function partOf(run: string, variant = ''): {part: Experiment; folders: Plan['parts'][number]['folders']} {
  const experiment = experimentOf(run);
  const index = variant === '' ? 0 : experiment.parts.findIndex((one) => one.variant === variant);
  if (index < 0) {
    const names = experiment.variants.map(({name}) => name);
    const suggestion = names.length > 0 ? `one of ${names.join(', ')}` : 'it has no variants';
    throw usageError({
      ...{code: 'unknown-variant', message: `${run} has no variant ${variant}`, allowed: names, suggestion},
    });
  }
  return {part: experiment.parts[index]!, folders: planFor(experiment).parts[index]!.folders};
}
