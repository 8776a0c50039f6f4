/** The prepared form of an experiment's data: where it lies, and that it is there and whole. */
import {dirname} from 'node:path';
import {discard} from '../commit.js';
import {type Manifest, readManifest} from '../data/dataset.js';
import {prepare, preparedFault} from '../data/prepare.js';
import {leftOutLines} from '../data/source.js';
import {ProblemError} from '../problem.js';
import {dataFolder, type Experiment} from '../spec/experiment.js';
import {heldOutSource} from '../stages/evaluate/heldOut.js';
import type {EvaluateMeans, EvaluateSettings} from '../stages/evaluate/stage.js';
import {takeLock} from '../store/lock.js';
import {sweep} from '../temporary.js';
import {Meter} from './meter.js';
import {preparationOf, preparedFolder} from './plan.js';
import type {StageState} from './states.js';

export interface Preparation {
  /** Folder of the run folders. */
  runs: string;
  isStopping(): boolean;
  note(line: string): void;
  /** Shows work that takes time; `show` takes its progress. */
  display(work: (show: (line: string) => void) => Promise<void>): Promise<void>;
  /** Lines instead of a live display. */
  plain: boolean;
}

/**
 * Makes sure that the data is prepared and whole; says aloud what a user should know of it. Throws a ProblemError;
 * undefined when it was stopped.
 */
export async function prepareData(
  experiment: Experiment,
  folder: string,
  {runs, plain, isStopping, note, display}: Preparation,
): Promise<Manifest | undefined> {
  const isNew = readManifest(folder) === undefined;
  const release = takeLock(folder, note);
  sweep(dirname(folder), {owned: false});
  try {
    let manifest: Manifest | undefined;
    const work = async (show: (line: string) => void): Promise<void> => {
      const meter = new Meter(show, {plain});
      manifest = await prepare(preparationOf(experiment), folder, {
        report: (done, total) => meter.update({done, total, unit: 'images'}),
        log: note,
        isStopping,
      });
      if (isNew && preparedFolder(experiment, runs) !== folder) {
        // It would be taken for what it is not if the files became again what they were.
        discard(folder);
        throw new ProblemError({
          code: 'files-changed',
          message: `the files of the data set have changed while they were prepared: ${dataFolder(experiment)}`,
          suggestion: 'the same command prepares them anew; leave them alone meanwhile',
        });
      }
      const fault = manifest && !isNew ? preparedFault(folder, manifest) : undefined;
      if (fault === undefined) return;
      const suggestion = `delete ${folder}; the next run prepares it again`;
      throw new ProblemError({code: 'prepared', file: folder, message: `${folder}: ${fault}`, suggestion});
    };
    await (isNew ? display(work) : work(() => {}));
    if (manifest && isNew) for (const line of remarks(manifest, experiment)) note(line);
    return manifest;
  } finally {
    release();
  }
}

/** Throws a ProblemError, before anything is trained, where a stage needs held-out images and there are none. */
export async function requireHeldOut(stages: readonly StageState[], warn: (line: string) => void): Promise<void> {
  for (const {name, state, settings, means} of stages) {
    if (name !== 'evaluate' || state === 'done') continue;
    const measured = settings as EvaluateSettings;
    const {data: path} = means as EvaluateMeans;
    if (measured.heldOut) (await heldOutSource(measured.heldOut, {path, measured, warn})).close();
  }
}

/** What a user should know of a data set before training on it. */
function remarks(
  {count, classes, empty = [], leftOut = [], odd, bad, source}: Manifest,
  {dataset}: Experiment,
): string[] {
  const lines = leftOutLines(leftOut);
  if (empty.length > 0) {
    const some = `${empty.slice(0, 3).join(', ')}${empty.length > 3 ? ', …' : ''}`;
    lines.push(`${empty.length} of ${classes.length} classes have no image: ${some}`);
  }
  const {expected, limit, split} = dataset;
  if (expected !== undefined && limit === 0 && source !== expected)
    lines.push(`${source} images were found; the published data set has ${expected} (split ${split})`);
  if (bad.length > 0) {
    const some = bad.slice(0, 3).map(({name, fault}) => `${name} (${fault})`);
    const more = bad.length > 3 ? ', …' : '';
    lines.push(
      `${bad.length} of ${count + bad.length} images cannot be used and are left out: ${some.join(', ')}${more}`,
    );
  }
  for (const [kind, {count: number, examples}] of Object.entries(odd))
    lines.push(`${kind}: ${number} of the images, like ${examples[0]}`);
  return lines;
}
