/** A run's jobs as a person sees them: what the scheduler says of each beside what it has left in its files. */
import {isOver, type QueuedJob, queued} from '../cluster/scheduler.js';
import {messageOf} from '../problem.js';
import {readLines} from '../store/files.js';
import {jobFiles} from '../store/runFolder.js';
import {readRecord} from '../store/stageRecord.js';
import {arrayName, type Submitted, submissionsOf} from './jobs.js';
import type {JournalEvent} from './journal.js';
import {waitingWords} from './queue.js';
import {taskViews} from './taskViews.js';

export interface JobView {
  stage: string;
  /** Tasks of an array that help the stage; 0 for the stage's own job. */
  helpers: number;
  /** The scheduler's number; null where nobody knows it yet. */
  job: string | null;
  /** `done`, `failed` and `cancelled`, or the scheduler's own word in small letters; null where it does not answer. */
  state: string | null;
  /** Why it waits, or what it failed with. */
  why: string | null;
  node: string | null;
  gpu: string | null;
  progress: JournalEvent | undefined;
}

export interface JobViews {
  /** In the order of submission; those of superseded settings are left out once they have ended. */
  jobs: JobView[];
  /** Why the scheduler says nothing. */
  silence: string | null;
}

export async function jobViews(run: string): Promise<JobViews> {
  const submissions = submissionsOf(run).sort((a, b) => timeOf(a) - timeOf(b));
  if (submissions.length === 0) return {jobs: [], silence: null};
  try {
    const all = await queued(submissions.flatMap(({name}) => [name, arrayName(name)]));
    const jobs = submissions.flatMap((one) => [...viewOf(run, one, all), ...taskViews(one, all)]);
    return {jobs, silence: null};
  } catch (error) {
    const jobs = submissions.flatMap((one) => viewOf(run, one, undefined));
    return {jobs, silence: messageOf(error).split('\n')[0]!};
  }
}

const timeOf = ({at, attempts}: Submitted): number => Date.parse(attempts[0]?.at ?? at);

/** The stage's own job; none where it has other settings by now. */
function viewOf(run: string, {name, stage, key, attempts, folder}: Submitted, all: QueuedJob[] | undefined): JobView[] {
  const own = all?.filter((one) => one.name === name);
  const live = own?.find((one) => !isOver(one));
  const last = live ?? own?.at(-1);
  const record = readRecord(run, stage);
  if (record?.key !== key && !live) return [];
  const events = readLines<JournalEvent>(jobFiles(folder).events);
  const start = events.findLast(({event}) => event === 'start');
  const end = events.at(-1);
  const isDone = record?.key === key && record.done;
  // A stop that says why has ended the job, too.
  const isTold = end?.event === 'failed' || (end?.event === 'stopped' && end.message !== undefined);
  const failed = !live && isTold ? end : undefined;
  const state = isDone
    ? 'done'
    : failed
      ? failed.event
      : (last?.state.toLowerCase() ?? (all ? 'not in the queue' : null));
  const runs = live?.state === 'RUNNING' || (!all && !isDone);
  const view: JobView = {
    stage,
    helpers: 0,
    job: live?.id ?? start?.job ?? attempts.at(-1)?.job ?? null,
    state,
    why: live?.state === 'PENDING' ? waitingWords(live.reason) : (failed?.message ?? null),
    node: live?.node || start?.node || null,
    gpu: start?.gpu ?? null,
    progress: runs ? events.slice(events.lastIndexOf(start!)).findLast(({event}) => event === 'progress') : undefined,
  };
  return [view];
}
