/**
 * A run without TensorFlow: the files of every stage, written by the code that writes those of real runs. What it "computes"
 * is a function of what it read, so that a step done twice, left out or done from a wrong state changes the bytes of its
 * results. By itself: node tinyRun.js PART FOLDER.
 */
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {cutBack, remove} from '../../src/commit.js';
import type {Plan} from '../../src/plan/plan.js';
import {EXIT, ProblemError, problemsOf} from '../../src/problem.js';
import {healStages} from '../../src/run/heal.js';
import type {StageState} from '../../src/run/states.js';
import {averagedWeights, newestCheckpoint, writeCheckpoint} from '../../src/store/checkpoints.js';
import {
  appendLine,
  keepSoundLines,
  readJson,
  sizeOf,
  writeFileDurably,
  writeJson,
  writeLines,
} from '../../src/store/files.js';
import {takeLock} from '../../src/store/lock.js';
import {forgetProcesses, recordProcesses} from '../../src/store/processes.js';
import {evaluationFiles, runFiles, searchFiles, trainingFiles} from '../../src/store/runFolder.js';
import {sealOf} from '../../src/store/seal.js';
import {type Opening, openStage, readRecord, writeRecord} from '../../src/store/stageRecord.js';
import {readStrategy, writeStrategy} from '../../src/store/strategyFile.js';
import {sweep} from '../../src/temporary.js';

const STEPS = 5;
const CANDIDATES = ['012', '120', '201', '210'];
const hash = (...parts: (string | Uint8Array)[]): string => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
};
const quiet = (): void => {};
export const opening = (key: string, inputs: Record<string, string> = {}): Opening => ({
  ...{key: hash(key), version: 1, settings: {name: key}, inputs},
  keepsPieces: key.startsWith('evaluate'),
});

export const PLAN = {
  stages: [
    ['train', 'train a', {}],
    ['search', 'search', {train: 'train'}],
    ['evaluate', 'evaluate', {train: 'train', search: 'search'}],
  ].map(([id, key, folders]) => ({...opening(key as string), id, name: id, title: id, folders})),
} as unknown as Plan;

/** As run/execute and run/states do: nothing where it is done. */
function stage(run: string, id: string, key: string, work: (folder: string) => void): void {
  if (readRecord(run, id)?.key === hash(key) && readRecord(run, id)?.done) return;
  const record = openStage(run, id, opening(key));
  appendLine(runFiles(run).journal, {at: '2026-01-01T00:00:00.000Z', event: 'start', stage: id, key: hash(key)});
  work(join(run, id));
  writeRecord(run, id, {...record, done: true, seconds: 1, files: sealOf(join(run, id))});
}

/** As stages/training/loop does. */
function train(folder: string, seed: string): void {
  const {checkpoints, log} = trainingFiles(folder);
  const checkpoint = newestCheckpoint(checkpoints, quiet);
  let weights = checkpoint ? readFileSync(join(checkpoint.folder, 'weights.safetensors'), 'utf8') : seed;
  cutBack(log, checkpoint?.facts.logBytes ?? 0);
  for (let step = (checkpoint?.step ?? 0) + 1; step <= STEPS; step++) {
    weights = hash(weights, String(step));
    appendLine(log, {step, losses: {all: weights.slice(0, 8)}});
    const files = {'weights.safetensors': Buffer.from(weights), 'ema.safetensors': Buffer.from(hash('ema', weights))};
    if (step % 2 === 0 || step === STEPS) writeCheckpoint(checkpoints, step, {files, facts: {logBytes: sizeOf(log)}});
  }
}

const averageOf = (run: string): string => readFileSync(averagedWeights(join(run, 'train')), 'utf8');

/** As stages/search does. */
function search(run: string, folder: string): void {
  const files = searchFiles(folder);
  const known = new Map(
    keepSoundLines<{genes: string; fitness: string}>(files.candidates).map((one) => [one.genes, one]),
  );
  const generations: object[] = [];
  for (const [index, genes] of CANDIDATES.entries()) {
    const candidate = known.get(genes) ?? {genes, fitness: hash(averageOf(run), genes)};
    if (!known.has(genes)) appendLine(files.candidates, candidate);
    generations.push({index, best: candidate.fitness});
    writeLines(files.generations, generations);
  }
  writeStrategy(files.strategy, ['4/8', '8/8'], {sampler: 'ddim', from: hash(readFileSync(files.generations))});
}

/** As stages/evaluate does. */
function evaluate(run: string, folder: string): void {
  const files = evaluationFiles(folder);
  remove(files.results);
  const rows = ['adm', 'ddsm'].map((row) => {
    const place = join(files.rows, row);
    for (const part of ['0', '1', '2']) {
      const path = join(place, `${part}.features`);
      if (sizeOf(path) === 64) continue;
      appendLine(join(place, 'times.jsonl'), {seconds: 1});
      writeFileDurably(path, hash(averageOf(run), row, part));
    }
    const measured = join(place, 'measured.json');
    const parts = readdirSync(place).filter((name) => name.endsWith('.features'));
    if (!readJson(measured))
      writeJson(measured, {distance: hash(...parts.map((name) => readFileSync(join(place, name))))});
    writeFileDurably(files.grid(row), hash('grid', row));
    return {row, ...readJson<object>(measured)};
  });
  const strategy = readStrategy(searchFiles(join(run, 'search')).strategy).join();
  writeJson(files.results, {rows, strategy});
}

/** All stages, then the tables; a second time with other settings, and back. */
export function runStages(runs: string): void {
  const run = join(runs, 'tiny');
  const release = takeLock(run, quiet);
  try {
    sweep(run, {owned: true});
    recordProcesses(runFiles(run).processes, []);
    writeFileDurably(runFiles(run).spec, 'name: tiny\n');
    healStages(run, PLAN, quiet);
    // Settings are changed once, in the middle, and changed back.
    if (!existsSync(runFiles(run).results)) {
      stage(run, 'train', 'train a', (folder) => train(folder, 'a'));
      stage(run, 'train', 'train b', (folder) => train(folder, 'b'));
    }
    stage(run, 'train', 'train a', (folder) => train(folder, 'a'));
    stage(run, 'search', 'search', (folder) => search(run, folder));
    stage(run, 'evaluate', 'evaluate', (folder) => evaluate(run, folder));
    const {rows} = readJson<{rows: object}>(evaluationFiles(join(run, 'evaluate')).results)!;
    writeFileDurably(runFiles(run).results, `distance\n${hash(JSON.stringify(rows), averageOf(run))}\n`);
    forgetProcesses(runFiles(run).processes);
  } finally {
    release();
  }
}

/** A data set's preparation. */
async function runPrepare(runs: string): Promise<void> {
  const {prepare} = await import('../../src/data/prepare.js');
  await prepare(
    {...{kind: 'digits', split: 'train', resolution: 8, channels: 1, resize: 'lanczos'}, limit: 1500, badFiles: 'skip'},
    join(runs, '.data', 'digits'),
    {report: quiet, log: quiet, isStopping: () => false},
  );
}

/** A second run takes the first one's stages over, and the first one's garbage is collected. */
async function runSharing(runs: string): Promise<void> {
  const [{shareStages}, {Journal}, {collectGarbage}] = await Promise.all([
    import('../../src/run/share.js'),
    import('../../src/run/journal.js'),
    import('../../src/run/collect.js'),
  ]);
  runStages(runs);
  const run = join(runs, 'other');
  const release = takeLock(run, quiet);
  try {
    sweep(run, {owned: true});
    writeFileDurably(runFiles(run).spec, 'name: other\n');
    const wanted = PLAN.stages.map((one) => {
      const state: StageState['state'] = readRecord(run, one.id)?.done ? 'done' : 'run';
      return {...one, state, why: ''};
    });
    const taken = shareStages(run, wanted, {runs, journal: new Journal(run), log: quiet});
    if (!taken.every(({state}) => state === 'done')) throw new Error('the other run did not find the stages');
  } finally {
    release();
  }
  const tiny = join(runs, 'tiny');
  const first = takeLock(tiny, quiet);
  try {
    collectGarbage(tiny);
    // What was collected is made again: nothing of it was left that says it is done.
    stage(tiny, 'train', 'train b', (folder) => train(folder, 'b'));
    stage(tiny, 'train', 'train a', (folder) => train(folder, 'a'));
  } finally {
    first();
  }
}

export const PARTS = {stages: async (runs: string) => runStages(runs), prepare: runPrepare, sharing: runSharing};
export type Part = keyof typeof PARTS;

/** What a run leaves, but for times, and for checkpoints that were superseded: hashes of contents by path. */
export function resultsIn(runs: string): Record<string, string> {
  return Object.fromEntries(
    (readdirSync(runs, {recursive: true, withFileTypes: true}) as import('node:fs').Dirent[])
      .filter(
        (entry) =>
          entry.isFile() &&
          !/^(journal|times)\.jsonl$/.test(entry.name) &&
          !/step-0+[24]$/.test(entry.parentPath ?? entry.path),
      )
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort()
      .map((path) => [path.slice(runs.length + 1), hash(readFileSync(path))]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await PARTS[process.argv[2] as Part](process.argv[3]!);
  } catch (error) {
    // As cli/output does; what says nothing of what to do has no second line.
    for (const {message, suggestion} of problemsOf(error)) console.error([message, suggestion].join('\n  ').trimEnd());
    process.exitCode = error instanceof ProblemError ? error.exitCode : EXIT.failed;
  }
}
