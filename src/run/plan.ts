/** The plan of an experiment, with the files that its spec names. */
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {readManifest} from '../data/dataset.js';
import {dataFingerprint} from '../data/fingerprint.js';
import type {DatasetSettings} from '../data/prepare.js';
import type {Declaration, SpecFiles} from '../plan/declaration.js';
import {type Plan, type PlannedStage, planOf} from '../plan/plan.js';
import {dataFolder, type Experiment, imageChannelsOf, resolvePath} from '../spec/experiment.js';
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
  images: () => imagesOf(experiment, runs, data),
  fingerprint: (path) => {
    const file = resolvePath(experiment, path);
    return existsSync(file) ? fingerprint(file) : '';
  },
  strategy: (path) => readStrategyIfThere(resolvePath(experiment, path)),
});

/** Images of a set that nobody has counted. */
const TYPICAL_SET = 50_000;
/** Images of sets that are always the same. */
const KNOWN_SETS = {digits: {train: 1797, test: 0, all: 1797}, cifar10: {train: 50_000, test: 10_000, all: 60_000}};

/** How many images the data set has: as prepared, as the spec says, or as many as there are files. */
function imagesOf(experiment: Experiment, runs: string, data: string | undefined): number {
  const prepared = readManifest(preparedFolder(experiment, runs, data))?.count;
  if (prepared !== undefined) return prepared;
  const {kind, split, limit, expected} = experiment.dataset;
  const known = kind === 'digits' || kind === 'cifar10' ? KNOWN_SETS[kind][split] : undefined;
  const path = dataFolder(experiment);
  const isFolder = kind === 'folder' && path !== undefined && !path.endsWith('.zip');
  const files = isFolder ? dataFingerprint({kind, path, split}, {cache: dataFolderOf(runs)}).files : 0;
  const count = files || (expected ?? known ?? TYPICAL_SET);
  return limit > 0 ? Math.min(limit, count) : count;
}

export const preparationOf = (experiment: Experiment): DatasetSettings => {
  const {kind, resolution, crop, resize, split, limit, badFiles} = experiment.dataset;
  const channels = imageChannelsOf(experiment);
  return {kind, resolution, channels, crop, resize, split, limit, badFiles, path: dataFolder(experiment)};
};

/** Where the prepared form of an experiment's data lies: one folder for all experiments that see the same. */
export function preparedFolder(
  experiment: Experiment,
  runs: string,
  data: string | undefined = dataHash(experiment, runs),
): string {
  const {badFiles: _, path: _path, ...settings} = preparationOf(experiment);
  // Before, a limit took the first images.
  const chosen = settings.limit > 0 ? ['evenly'] : [];
  const hash = createHash('sha256')
    .update(JSON.stringify([settings, data, ...chosen]))
    .digest('hex');
  const {name, kind, resolution} = experiment.dataset;
  const called = kind === 'digits' ? kind : (name ?? experiment.name);
  return join(dataFolderOf(runs), `${called}-${resolution}-${hash.slice(0, 12)}`);
}

export const runFolder = (runs: string, experiment: Experiment): string => join(runs, experiment.name);
