/** The plan of an experiment, with the files that its spec names. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {dataFingerprint} from '../data/fingerprint.js';
import type {Declaration, SpecFiles} from '../plan/declaration.js';
import {type Plan, type PlannedStage, planOf} from '../plan/plan.js';
import {dataFolder, type Experiment, resolvePath} from '../spec/experiment.js';
import {GOAL, STAGES} from '../stages/index.js';
import {fingerprint} from '../store/files.js';
import {dataFolderOf, stageId} from '../store/runFolder.js';
import {readStrategyIfThere} from '../store/strategyFile.js';

/**
 * What tells the files of a data set's split from others; undefined for embedded data. `runs` holds notes on large folders.
 */
export function dataHash(experiment: Experiment, runs: string, split = experiment.dataset.split): string | undefined {
  const path = dataFolder(experiment);
  if (path === undefined) return undefined;
  const {kind} = experiment.dataset;
  return dataFingerprint({kind, path, split}, {cache: dataFolderOf(runs)}).hash;
}

/** `runs` is the folder of the run folders. The hash of the data set is taken as it is given, or from its files. */
export function planFor(experiment: Experiment, runs: string, given?: {data: string | undefined}): Plan {
  const {data} = given ?? {data: dataHash(experiment, runs)};
  const filesOf = (one: Experiment): SpecFiles => specFiles(one, {runs, data});
  return planOf(experiment, {declarations: STAGES, goal: GOAL, filesOf, idOf: stageId});
}

/** The settings of one planned stage with the files as they are now. */
export function settingsNow(
  {cases}: Plan,
  {id, name}: PlannedStage,
  from: {runs: string; data: string | undefined},
): object {
  const {experiment} = cases.find(({folders}) => folders[name] === id)!;
  const declaration: Declaration = STAGES.find((one) => one.name === name)!;
  return declaration.settings(experiment, specFiles(experiment, from));
}

const specFiles = (experiment: Experiment, {runs, data}: {runs: string; data: string | undefined}): SpecFiles => ({
  data,
  heldOut: () => dataHash(experiment, runs, 'test'),
  fingerprint: (path) => {
    const file = resolvePath(experiment, path);
    return existsSync(file) ? fingerprint(file) : '';
  },
  strategy: (path) => readStrategyIfThere(resolvePath(experiment, path)),
});

export const runFolder = (runs: string, experiment: Experiment): string => join(runs, experiment.name);
