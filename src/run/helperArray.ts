/**
 * The array job whose tasks help a stage's own job: submitted by that job, written down before and after, found again by its
 * name. Tasks that are lost are submitted again; a stage never waits for one.
 */
import type {Allocation} from '../cluster/allocation.js';
import {
  cancel,
  isOver,
  partsOf,
  type QueuedJob,
  queued,
  SchedulerRefused,
  SchedulerSilent,
  submit,
} from '../cluster/scheduler.js';
import {messageOf, ProblemError} from '../problem.js';
import {readJson, readLines, writeJson} from '../store/files.js';
import {jobFiles, taskEvents} from '../store/runFolder.js';
import {RETRIES} from './dealer.js';
import {lastWords} from './jobs.js';
import type {JournalEvent} from './journal.js';

/** How a stage's job has an array of tasks help it. Plain data. */
export interface ArrayPlan {
  /** Name of all arrays that are submitted for the stage. */
  name: string;
  /** What `sbatch` is given beside the number of tasks. */
  args: string[];
  /** Tasks at once, at most. */
  tasks: number;
  /** Seconds between two questions to Slurm. */
  poll: number;
  /** Seconds that a task without work waits for some before it ends. */
  linger: number;
}

/** What was asked of the scheduler, on disk. */
export interface ArrayRecord {
  name: string;
  /** Oldest first. One whose answer was lost has no number yet. */
  attempts: {at: string; tasks: number; job?: string}[];
  /** Numbers of arrays, or of tasks, that were not wanted any more: nobody else has cancelled them. */
  dropped: string[];
}

export const readArray = (folder: string): ArrayRecord | undefined => readJson<ArrayRecord>(jobFiles(folder).array);

/** Why the stage cannot go on. */
export type ArrayEnd = {cancelled: string} | {failure: ProblemError};

/** Ends that say nothing against the work. */
const CLUSTER_ENDS = /^(TIMEOUT|PREEMPTED|NODE_FAIL|BOOT_FAIL|REVOKED|DEADLINE)$/;

export class HelperArray {
  private readonly plan: ArrayPlan;
  private readonly folder: string;
  private readonly note: (line: string) => void;
  private readonly record: ArrayRecord;
  /** Tasks whose end was looked at; undefined before the first answer: what had ended by then was another attempt's concern. */
  private judged: Set<string> | undefined;
  /** The newest answer. */
  private found: readonly QueuedJob[] = [];
  private asking: Promise<ArrayEnd | undefined> | undefined;
  /** Why no more tasks are asked for. */
  private refusal: string | undefined;
  /** Answers in a row in which tasks were missing. */
  private short = 0;
  private deaths = 0;
  /** Tasks that somebody took away. */
  private fewer = 0;

  constructor({plan, folder, note}: {plan: ArrayPlan; folder: string; note(line: string): void}) {
    this.plan = plan;
    this.folder = folder;
    this.note = note;
    this.record = readArray(folder) ?? {name: plan.name, attempts: [], dropped: []};
  }

  /** Looks after the tasks, for `left` units; says where the stage cannot go on. */
  tend(left: number): Promise<ArrayEnd | undefined> {
    this.asking ??= this.look(left).finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** Whether a job works at present, as the newest answer says. */
  isAtWork({job}: Allocation): boolean {
    const one = this.found.find(({id}) => id === job);
    return one !== undefined && !isOver(one) && one.state !== 'PENDING';
  }

  /** Takes back what waits in the queue: the stage is done, which tasks that run notice by themselves. */
  async finish(): Promise<void> {
    await this.dropThose(({state}) => state === 'PENDING');
  }

  /** Takes back all tasks: the stage does not go on by itself. */
  async end(): Promise<void> {
    await this.dropThose((one) => !isOver(one));
  }

  private async dropThose(isOne: (task: QueuedJob) => boolean): Promise<void> {
    await this.asking?.catch(() => {});
    const found = this.record.attempts.length > 0 ? await this.answer() : undefined;
    await this.drop((found ?? []).filter(isOne).map(({id}) => id));
  }

  private async look(left: number): Promise<ArrayEnd | undefined> {
    const found = await this.answer();
    if (!found) return undefined;
    this.found = found;
    await this.adopt();
    const end = this.judge();
    if (end) return end;
    // One of the units is this job's own.
    const wanted = Math.min(this.plan.tasks - this.fewer, left - 1);
    const missing = wanted - found.filter((one) => !isOver(one)).length;
    this.short = missing > 0 ? this.short + 1 : 0;
    // An answer may leave out what is there.
    if (missing > 0 && this.refusal === undefined && (this.record.attempts.length === 0 || this.short > 1)) {
      this.short = 0;
      await this.submit(missing);
    }
    return undefined;
  }

  /** Undefined where the scheduler does not answer. */
  private async answer(): Promise<QueuedJob[] | undefined> {
    try {
      return await queued([this.plan.name]);
    } catch (error) {
      if (!(error instanceof SchedulerSilent || error instanceof SchedulerRefused)) this.goOnAlone(error);
      return undefined;
    }
  }

  /** Numbers that were never answered are those of arrays that nobody knows; more than were asked for are dropped. */
  private async adopt(): Promise<void> {
    const {attempts, dropped} = this.record;
    const known = new Set([...attempts.flatMap(({job}) => job ?? []), ...dropped]);
    const bases = [...new Set(this.found.map(({id}) => partsOf(id).array))].filter((base) => !known.has(base));
    for (const attempt of attempts) if (attempt.job === undefined && bases.length > 0) attempt.job = bases.shift()!;
    if (known.size > 0 || attempts.length > 0) this.write();
    await this.drop(bases);
  }

  private judge(): ArrayEnd | undefined {
    const over = this.found.filter(isOver);
    if (!this.judged) {
      this.judged = new Set(over.map(({id}) => id));
      return undefined;
    }
    const cancelled = new Set<string>();
    for (const task of over) {
      const {id, state} = task;
      if (this.judged.has(id)) continue;
      this.judged.add(id);
      if (this.record.dropped.some((one) => one === id || one === partsOf(id).array)) continue;
      if (state === 'CANCELLED') {
        this.fewer += 1;
        cancelled.add(partsOf(id).array);
      } else {
        const failure = this.endOf(task);
        if (failure) return {failure};
      }
    }
    const alive = new Set(this.found.filter((one) => !isOver(one)).map(({id}) => partsOf(id).array));
    const [gone] = [...cancelled].filter((base) => !alive.has(base));
    return gone === undefined ? undefined : {cancelled: gone};
  }

  /** What the end of a task means: nothing, or that the stage cannot be done. */
  private endOf({id, state}: QueuedJob): ProblemError | undefined {
    if (state === 'COMPLETED') return undefined;
    const last = readLines<JournalEvent>(taskEvents(this.folder, id)).at(-1);
    if (state === 'OUT_OF_MEMORY')
      return this.problem(id, 'ran out of memory', "raise the spec's cluster.memory, or lower search.batch");
    if (last?.event === 'failed') return this.problem(id, `failed: ${last.message}`);
    if (CLUSTER_ENDS.test(state) || last?.event === 'stopped') {
      this.note(`task ${id} ended (${state.toLowerCase()}); what it had is done again`);
      return undefined;
    }
    this.deaths += 1;
    if (this.deaths > RETRIES)
      return this.problem(id, `ended (${state.toLowerCase()}) without a word, the last of ${this.deaths}`);
    this.note(this.shown(id, `task ${id} ended (${state.toLowerCase()}) without a word; what it had is done again`));
    return undefined;
  }

  private problem(
    id: string,
    what: string,
    suggestion = 'run the same command again to continue from what was saved',
  ): ProblemError {
    const file = jobFiles(this.folder).output(id);
    return new ProblemError({code: 'job-ended', message: this.shown(id, `task ${id} ${what}`), suggestion, file});
  }

  /** With the last lines of what the task said. */
  private shown(id: string, message: string): string {
    return [message, ...lastWords(this.folder, id).map((line) => `  | ${line}`)].join('\n');
  }

  private async submit(tasks: number): Promise<void> {
    const attempt: ArrayRecord['attempts'][number] = {at: new Date().toISOString(), tasks};
    this.record.attempts.push(attempt);
    this.write();
    try {
      attempt.job = await submit([`--array=1-${tasks}`, ...this.plan.args]);
      this.write();
      this.note(`array job ${attempt.job}: ${tasks} ${tasks === 1 ? 'task helps' : 'tasks help'}`);
    } catch (error) {
      // Without an answer it may be there: who looks next finds it by its name.
      if (error instanceof SchedulerSilent) return;
      this.record.attempts.pop();
      this.write();
      this.goOnAlone(error);
    }
  }

  private goOnAlone(error: unknown): void {
    if (this.refusal === undefined) this.note(`no more tasks help: ${messageOf(error)}`);
    this.refusal = messageOf(error);
  }

  private async drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    this.record.dropped.push(...ids);
    this.write();
    try {
      await cancel(ids);
    } catch (error) {
      this.note(
        `jobs ${ids.join(', ')} could not be taken back (${messageOf(error).split('\n')[0]}); they end by themselves`,
      );
    }
  }

  private write(): void {
    writeJson(jobFiles(this.folder).array, this.record);
  }
}
