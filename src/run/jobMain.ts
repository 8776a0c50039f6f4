/**
 * A job on a cluster: computes one stage as a run on this machine would, and leaves its record. `node jobMain.js FOLDER`.
 * Told to end, it saves and goes back into the queue, unless somebody cancelled it.
 */
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {type Allocation, allocationOf, gpusHere, hasEnded, isCancelled, requeue} from '../cluster/allocation.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
import {openCompute} from '../runtime/compute.js';
import {wantedDevice} from '../runtime/device.js';
import {readJson} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {claimFolder, jobFiles} from '../store/runFolder.js';
import {isDone, readRecord} from '../store/stageRecord.js';
import {sweep} from '../temporary.js';
import {computeEnvironment} from '../workers/environment.js';
import {requireSameDevice} from './devices.js';
import {runStage, type Shown} from './execute.js';
import type {JobFile} from './jobs.js';
import {Journal} from './journal.js';
import {Session} from './session.js';

const say = (line: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
};

const shown: Shown = {
  skip: (why) => say(why),
  set output(line: string) {
    say(line);
  },
  set title(line: string) {
    say(line);
  },
} as Shown;

/** How a job's work ended. */
type End = 'done' | 'stopped' | 'failed';

/** Why a stage is not computed; undefined where it is to be. */
function obstacle({run, stage}: JobFile): string | undefined {
  const {id, key, folders, inputs} = stage;
  if (readRecord(run, id)?.key !== key) return `${id} has other settings by now`;
  const waiting = Object.entries(folders).filter(([name, id]) => !isDone(run, {id, key: inputs[name]!}));
  if (waiting.length > 0) return `${id} needs ${waiting.map(([, input]) => input).join(', ')}, which is not done`;
  return undefined;
}

async function work(folder: string, allocation: Allocation | undefined): Promise<End> {
  const job = readJson<JobFile>(jobFiles(folder).job);
  if (!job) throw new ProblemError({code: 'missing', message: `${folder} says nothing of a job`});
  const {run, data, stage, network, tf32} = job;
  const release = takeLock(claimFolder(run, stage.id), say, {
    ...(allocation ? {mark: allocation} : {}),
    hasEnded: ({mark}) => mark !== undefined && hasEnded(mark as Allocation),
  });
  try {
    sweep(join(run, stage.id), {owned: true});
    const beside = allocation ? {job: allocation.job, node: allocation.node, ...gpu()} : {};
    const journal = new Journal(run, {path: jobFiles(folder).events, beside});
    return await compute(job, {folder, journal, data, network, tf32});
  } finally {
    release();
  }
}

const gpu = (): {gpu?: string} => {
  const name = gpusHere();
  return name === undefined ? {} : {gpu: name};
};

interface Computing extends Pick<JobFile, 'data' | 'network' | 'tf32'> {
  folder: string;
  journal: Journal;
}

async function compute({run, stage}: JobFile, {folder, journal, data, network, tf32}: Computing): Promise<End> {
  if (isDone(run, stage)) return 'done';
  const fail = (message: string): End => {
    journal.log({event: 'failed', stage: stage.id, key: stage.key, message});
    say(message);
    return 'failed';
  };
  const why = obstacle({run, stage} as JobFile);
  if (why !== undefined) return fail(why);
  const session = new Session({
    run: folder,
    note: say,
    stopping: 'told to end: saving after this unit of work',
    onSecond: () => {},
  });
  try {
    try {
      session.devices = openCompute(computeEnvironment(network, availableParallelism(), {tf32}), {
        note: say,
        warn: ({message}) => say(message),
        accept: (found) => requireSameDevice(run, [stage], {found, wanted: wantedDevice(), note: say}),
      });
    } catch (error) {
      return fail(messageOf(error));
    }
    await runStage(stage, shown, {run, data, session, journal, plain: true, note: say});
    return isDone(run, stage) ? 'done' : 'stopped';
  } finally {
    session.close();
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** How often a controller that does not answer is asked, two seconds apart. */
const MOST_TRIES = 300;

/** Back into the queue, unless Slurm ends this process before; the exit code for where that did not work. */
async function again(allocation: Allocation): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const cancelled = isCancelled(allocation);
    if (cancelled) return EXIT.terminated;
    if (cancelled === false && requeue(allocation)) {
      say('back into the queue');
      // Slurm ends this process; an end of its own would be taken for the job's.
      await pause(600_000);
      return EXIT.resumable;
    }
    if (cancelled === false) return EXIT.resumable;
    await pause(2000);
  }
  return EXIT.resumable;
}

const folder = process.argv[2] ?? '';
const allocation = allocationOf();
try {
  const end = await work(folder, allocation);
  if (end === 'done') process.exit(EXIT.done);
  if (end === 'failed') process.exit(EXIT.failed);
  process.exit(allocation ? await again(allocation) : EXIT.resumable);
} catch (error) {
  say(`${join(folder)}: ${messageOf(error)}`);
  if (error instanceof ProblemError) for (const {suggestion} of error.problems) if (suggestion) say(suggestion);
  process.exit(error instanceof ProblemError ? error.exitCode : EXIT.failed);
}
