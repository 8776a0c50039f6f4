/**
 * A job on a cluster: computes one stage as a run on this machine would, and leaves its record. `node jobMain.js FOLDER`.
 * Told to end, it saves and goes back into the queue, unless somebody cancelled it.
 */
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {type Allocation, allocationOf, hasEnded} from '../cluster/allocation.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
import {readJson} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {claimFolder, jobFiles} from '../store/runFolder.js';
import {isDone, readRecord} from '../store/stageRecord.js';
import {sweep} from '../temporary.js';
import {computeEnvironment} from '../workers/environment.js';
import {type ArrayDealing, dealToArray} from './arrayDealer.js';
import {runStage, type Shown} from './execute.js';
import {type ArrayPlan, HelperArray} from './helperArray.js';
import type {JobFile} from './jobs.js';
import {Journal} from './journal.js';
import {again, openFor, say, signOf} from './onNode.js';
import {type Dealt, Session} from './session.js';

const shown: Shown = {
  skip: (why) => say(why),
  set output(line: string) {
    say(line);
  },
  set title(line: string) {
    say(line);
  },
} as Shown;

/** How a job's work ended: 'given up' where it is not to go back into the queue, and can be continued. */
type End = 'done' | 'stopped' | 'failed' | 'given up';

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
  const {run, stage, array} = job;
  const release = takeLock(claimFolder(run, stage.id), say, {
    ...(allocation ? {mark: allocation} : {}),
    hasEnded: ({mark}) => mark !== undefined && hasEnded(mark as Allocation),
  });
  try {
    // Tasks that help it may be writing what is deeper in it.
    sweep(join(run, stage.id), {owned: true, deep: array === undefined});
    const journal = new Journal(run, {path: jobFiles(folder).events, beside: allocation ? signOf(allocation) : {}});
    return await compute(job, {folder, journal, allocation});
  } finally {
    release();
  }
}

interface Computing {
  folder: string;
  journal: Journal;
  allocation: Allocation | undefined;
}

async function compute(job: JobFile, {folder, journal, allocation}: Computing): Promise<End> {
  const {run, data, stage, network, tf32} = job;
  if (isDone(run, stage)) return 'done';
  const fail = (message: string): End => {
    journal.log({event: 'failed', stage: stage.id, key: stage.key, message});
    say(message);
    return 'failed';
  };
  const why = obstacle(job);
  if (why !== undefined) return fail(why);
  const environment = computeEnvironment(network, availableParallelism(), {tf32});
  const helpers = allocation && job.array ? new Helpers(job.array, {folder, mark: allocation, environment}) : undefined;
  const session: Session = new Session({
    run: folder,
    note: say,
    stopping: 'told to end: saving after this unit of work',
    onSecond: () => {},
    ...(helpers ? {deal: (asked: Dealt) => helpers.deal(asked, session)} : {}),
  });
  try {
    try {
      session.use(openFor(job, environment));
    } catch (error) {
      return fail(messageOf(error));
    }
    try {
      await runStage(stage, shown, {run, data, session, journal, plain: true, note: say});
    } catch (error) {
      await helpers?.array.end();
      throw error;
    }
    if (isDone(run, stage)) {
      await helpers?.array.finish();
      return 'done';
    }
    if (helpers?.cancelled === undefined) return 'stopped';
    await helpers.array.end();
    const message = `array job ${helpers.cancelled}, which helps it, was cancelled`;
    journal.log({event: 'stopped', stage: stage.id, message});
    say(message);
    return 'given up';
  } finally {
    session.close();
  }
}

/** The tasks that help this job. */
class Helpers {
  readonly array: HelperArray;
  /** The array that somebody has cancelled. */
  cancelled: string | undefined;

  constructor(
    private readonly plan: ArrayPlan,
    private readonly own: Pick<ArrayDealing, 'folder' | 'mark' | 'environment'>,
  ) {
    this.array = new HelperArray({plan, folder: own.folder, note: say});
  }

  deal(asked: Dealt, session: Session): Promise<'done' | 'stopped'> {
    return dealToArray({
      ...asked,
      ...this.own,
      array: this.array,
      poll: this.plan.poll,
      isStopping: () => session.signal !== undefined,
      stop: () => session.stop(),
      cancelled: (array) => {
        this.cancelled = array;
      },
      note: say,
    });
  }
}

const folder = process.argv[2] ?? '';
const allocation = allocationOf();
try {
  const end = await work(folder, allocation);
  if (end === 'done') process.exit(EXIT.done);
  if (end === 'failed') process.exit(EXIT.failed);
  if (end === 'given up') process.exit(EXIT.resumable);
  process.exit(allocation ? await again(allocation) : EXIT.resumable);
} catch (error) {
  say(`${join(folder)}: ${messageOf(error)}`);
  if (error instanceof ProblemError) for (const {suggestion} of error.problems) if (suggestion) say(suggestion);
  process.exit(error instanceof ProblemError ? error.exitCode : EXIT.failed);
}
