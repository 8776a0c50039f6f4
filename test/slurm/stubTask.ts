/**
 * The two halves of a stage whose units compute nothing: `stubTask.js task FOLDER` helps as a task of an array does,
 * `stubTask.js stage FOLDER` deals units out as the stage's job does. What goes wrong stands in the stage's settings.
 */
import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {type Allocation, allocationOf} from '../../src/cluster/allocation.js';
import {submissionArguments} from '../../src/cluster/script.js';
import {messageOf, ProblemError} from '../../src/problem.js';
import {dealToArray} from '../../src/run/arrayDealer.js';
import {type ArrayPlan, HelperArray, readArray} from '../../src/run/helperArray.js';
import {help} from '../../src/run/helping.js';
import {Journal} from '../../src/run/journal.js';
import {again} from '../../src/run/onNode.js';
import {readJson, writeFileDurably, writeJson} from '../../src/store/files.js';
import {jobFiles, taskEvents} from '../../src/store/runFolder.js';
import type {Job, Unit} from '../../src/workers/messages.js';

export interface StubWork {
  /** What a unit takes. */
  milliseconds: number;
  /** Tasks that have to have begun something before the stage's own job ends a unit. */
  awaits?: number;
  /** Tasks end no unit before there is a file `go`. */
  gate?: boolean;
  /** Units in which the first task that takes one ends without a word. */
  die?: string[];
  /** A unit that a task cannot do. */
  fail?: string;
  /** A unit that a task is at for ever, the first time. */
  hang?: string;
}

export const unitsOf = (count: number): Unit[] =>
  Array.from({length: count}, (_, place) => ({name: `unit-${place}`, file: join('units', `${place}.result`)}));

export const jobIn = (folder: string, work: StubWork): Job => ({
  ...{stage: 'stub', settings: work, means: {}, inputs: {}},
  folder: join(folder, 'stage'),
});

/** How the array is submitted; written for the other half. */
function planIn(folder: string, tasks: number): ArrayPlan {
  const script = jobFiles(folder).arrayScript;
  const settings = {setup: [], environment: [], grace: 60, poll: 0.2, arrayTasks: tasks, options: []};
  const plan: ArrayPlan = {
    name: 'stub.array',
    args: submissionArguments(settings, {name: 'stub.array', folder, script, after: 'array'}),
    ...{tasks, poll: 0.2, linger: 120},
  };
  writeFileSync(
    script,
    `#!/bin/bash\nexec '${process.execPath}' '${fileURLToPath(import.meta.url)}' task "${folder}"\n`,
  );
  writeJson(join(folder, 'plan.json'), plan);
  return plan;
}

/** Whether this is the first time that something is asked. */
function isFirst(folder: string, what: string): boolean {
  const file = join(folder, `seen-${what}`);
  if (existsSync(file)) return false;
  writeFileSync(file, '');
  return true;
}

/** How many tasks have begun a unit: those that stay, not those of an array that is taken back. */
function tasksIn(folder: string): number {
  const arrays = new Set(readArray(folder)?.attempts.map(({job}) => job));
  const begun = new Set(readFileSync(join(folder, 'begun.log'), 'utf8').match(/\d+_\d+$/gm));
  return [...begun].filter((task) => arrays.has(task.split('_')[0])).length;
}

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Does a unit: what it writes says nothing of who did it, the log beside it does. */
async function doUnit(
  folder: string,
  {job, unit, mark, isStopping}: {job: Job; unit: Unit; mark: Allocation; isStopping(): boolean},
): Promise<'done' | 'stopped'> {
  const {milliseconds, awaits = 0, gate, die = [], fail, hang} = job.settings as StubWork;
  const isTask = mark.job.includes('_');
  appendFileSync(join(folder, 'begun.log'), `${unit.name} ${mark.job}\n`);
  if (isTask && die.includes(unit.name) && isFirst(folder, unit.name)) process.kill(process.pid, 'SIGKILL');
  if (isTask && fail === unit.name) throw new ProblemError({code: 'failed', message: `${unit.name} cannot be done`});
  const hangs = isTask && hang === unit.name && isFirst(folder, unit.name);
  const isHeld = (): boolean =>
    isTask ? hangs || (gate === true && !existsSync(join(folder, 'go'))) : tasksIn(folder) < awaits;
  for (let slept = 0; slept < milliseconds || isHeld(); slept += 20) {
    if (isStopping()) return 'stopped';
    await later(20);
  }
  writeFileDurably(join(job.folder, unit.file), `result of ${unit.name}\n`);
  return 'done';
}

export interface Dealing {
  units: number;
  work: StubWork;
  tasks: number;
  mark: Allocation;
  note(line: string): void;
}

/** Deals units out as a stage's job does, with work of its own; the scheduler is looked after to the end. */
export async function dealAll(folder: string, {units, work, tasks, mark, note}: Dealing) {
  const array = new HelperArray({plan: planIn(folder, tasks), folder, note});
  const job = jobIn(folder, work);
  let cancelled: string | undefined;
  let isStopping = false;
  const shares: number[] = [];
  const outcome = await dealToArray({
    ...{job, folder, array, mark, note, poll: 0.2, environment: {}, units: unitsOf(units)},
    own: {pid: process.pid, unit: (job, unit) => doUnit(folder, {job, unit, mark, isStopping: () => isStopping})},
    isStopping: () => isStopping,
    stop: () => {
      isStopping = true;
    },
    cancelled: (number) => {
      cancelled = number;
    },
    progress: (share) => shares.push(share),
  });
  if (outcome === 'done') await array.finish();
  return {outcome, cancelled, shares};
}

async function helpAsTask(folder: string, mark: Allocation): Promise<number> {
  const {poll, linger} = readJson<ArrayPlan>(join(folder, 'plan.json'))!;
  const journal = new Journal(folder, {path: taskEvents(folder, mark.job), beside: mark});
  let isStopping = false;
  process.on('SIGTERM', () => {
    // Slurm would kill it a while after the second.
    if (isStopping) process.exit(75);
    isStopping = true;
  });
  console.log(`hello from task ${mark.job}`);
  try {
    const end = await help({
      ...{folder, mark, poll, linger, note: console.log},
      isOver: () => false,
      isStopping: () => isStopping,
      unit: (job, unit) => doUnit(folder, {job, unit, mark, isStopping: () => isStopping}),
    });
    return end === 'stopped' ? await again(mark) : 0;
  } catch (error) {
    journal.log({event: 'failed', stage: 'stub', message: messageOf(error)});
    return 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , half, folder = ''] = process.argv;
  const mark = allocationOf()!;
  if (half === 'task') process.exit(await helpAsTask(folder, mark));
  const dealing = readJson<Omit<Dealing, 'mark' | 'note'>>(join(folder, 'dealing.json'))!;
  const {outcome} = await dealAll(folder, {...dealing, mark, note: console.log});
  process.exit(outcome === 'done' ? 0 : 75);
}
