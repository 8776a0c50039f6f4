/** What it means that a stage's job is no longer in the queue and the stage is not done. */
import type {QueuedJob} from '../cluster/scheduler.js';
import {EXIT, type Problem} from '../problem.js';
import {jobFiles} from '../store/runFolder.js';
import {lastWords, type Submitted} from './jobs.js';
import type {JournalEvent} from './journal.js';
import type {StageState} from './states.js';

/** To be submitted again, or told to a person. */
export type JobEnd = {why: string} | {problem: Problem; exitCode: number};

/** Ends that are the cluster's doing and leave everything saved. */
const CLUSTER_ENDS: Record<string, string> = {
  TIMEOUT: 'reached its time limit',
  PREEMPTED: 'had to make room for another',
  NODE_FAIL: 'lost its node',
  BOOT_FAIL: 'lost its node',
};

interface Ended {
  submission: Submitted;
  /** What the scheduler last said of it; undefined where it has forgotten it. */
  last: QueuedJob | undefined;
  events: readonly JournalEvent[];
  /** Whether a job that it waited for has been given up since. */
  isOrphan: boolean;
}

export function endOf(stage: Pick<StageState, 'id' | 'key'>, {submission, last, events, isOrphan}: Ended): JobEnd {
  const {attempts, folder} = submission;
  const job = attempts.at(-1)!.job ?? last?.id;
  const own = events.filter((one) => one.job === undefined || job === undefined || one.job === job);
  const event = own.at(-1);
  const state = last?.state;
  const words = lastWords(folder, job);
  const shown = words.length > 0 ? `\n${words.map((line) => `  | ${line}`).join('\n')}` : '';
  const log = job === undefined ? folder : jobFiles(folder).output(job);
  const fail = (message: string, suggestion: string, exitCode: number = EXIT.failed): JobEnd => ({
    problem: {code: 'job-ended', message: `${stage.id}: ${message}${shown}`, suggestion, file: log},
    exitCode,
  });
  if (event?.event === 'failed')
    return fail(`job ${job} failed: ${event.message}`, 'run the same command again to continue from what was saved');
  if (state !== undefined && CLUSTER_ENDS[state]) return {why: CLUSTER_ENDS[state]};
  if (state === 'CANCELLED') {
    // The scheduler ends what waits for a job that did not end well; that one has been submitted again since.
    if (!event && isOrphan) return {why: 'was dropped with a job before it'};
    return fail(
      `job ${job} was cancelled`,
      'run the same command again to continue from what was saved',
      EXIT.resumable,
    );
  }
  if (event?.event === 'stopped' && event.message !== undefined)
    return fail(event.message, 'run the same command again to continue from what was saved', EXIT.resumable);
  if (event?.event === 'stopped') return {why: 'saved and could not go back into the queue'};
  if (state === 'OUT_OF_MEMORY')
    return fail(`job ${job} ran out of memory`, "raise the spec's cluster.memory, or lower its batch sizes");
  if (!last && !event) return {why: 'is not known to the scheduler'};
  return fail(
    `job ${job} ended (${state?.toLowerCase() ?? 'the scheduler has forgotten how'}) without finishing`,
    'run the same command again to continue from what was saved',
  );
}
