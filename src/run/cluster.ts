/**
 * A run's stages as jobs on a cluster: submitted together, each after its inputs, then followed. They go on without the run,
 * which may end and be started again. That a stage is done is said by its record alone.
 */
import {existsSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {
  accounted,
  isHeldByItsLaunch,
  isOver,
  partsOf,
  type QueuedJob,
  queued,
  release,
  SchedulerRefused,
  SchedulerSilent,
  submit,
} from '../cluster/scheduler.js';
import type {ClusterSettings} from '../cluster/script.js';
import {makeFolder} from '../commit.js';
import type {UNetConfig} from '../models/shape.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
import {readLines, writeFileDurably} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {claimFolder, jobFiles} from '../store/runFolder.js';
import {isDone, openingOf, openStage, readRecord} from '../store/stageRecord.js';
import type {Executor, Shown} from './execute.js';
import {endOf} from './jobEnds.js';
import {arrayName, type JobFile, type Submitted, submissionFor, submissionsOf, writeSubmission} from './jobs.js';
import type {JournalEvent} from './journal.js';
import {formatSeconds} from './meter.js';
import {describeJob, Queue} from './queue.js';
import {arrayOf, jobOf} from './scripts.js';
import type {StageState} from './states.js';

export interface ClusterOptions {
  /** The run folder, which is locked. */
  run: string;
  /** Name of the experiment. */
  experiment: string;
  settings: ClusterSettings;
  /** Folder of the prepared data set. */
  data: string;
  network: UNetConfig;
  tf32: boolean;
  /** Who hears signals. */
  session: {readonly signal: NodeJS.Signals | undefined};
  /** Lines instead of a live display. */
  plain: boolean;
  note(line: string): void;
  /** The program that does a job; ddsm's own where it is left out. */
  entry?: string;
}

/** How often a stage is submitted again by one run, after ends that are nobody's fault. */
const MOST_ATTEMPTS = 10;
/** How often a job that its node could not start is released by one run. */
const MOST_RELEASES = 3;
/** How often an answer of the scheduler is waited for. */
const MOST_TRIES = 20;

export class ClusterExecutor implements Executor {
  private readonly options: ClusterOptions;
  private readonly submissions = new Map<string, Submitted>();
  private readonly queue: Queue;
  private failed = false;
  readonly notBegun = 'in the queue';

  constructor(options: ClusterOptions) {
    this.options = options;
    const names = (): string[] =>
      [...this.submissions.values()].flatMap(({name, stage}) =>
        this.hasArray(stage) ? [name, arrayName(name)] : [name],
      );
    this.queue = new Queue(names, options.settings.poll * 1000);
  }

  /** Whether tasks may help a stage. */
  private hasArray(stage: string): boolean {
    return existsSync(jobFiles(this.submissions.get(stage)!.folder).arrayScript);
  }

  get signal(): NodeJS.Signals | undefined {
    return this.options.session.signal;
  }

  /** The run ends; what is in the queue goes on. */
  stop(): void {
    this.failed = true;
  }

  private get isLeaving(): boolean {
    return this.failed || this.signal !== undefined;
  }

  /** Submits all stages that are neither done nor under way. Throws a ProblemError where the scheduler will not take one. */
  async submitAll(stages: readonly StageState[]): Promise<void> {
    const {run, experiment} = this.options;
    const open = stages.filter(({state}) => state !== 'done');
    for (const stage of open) this.submissions.set(stage.id, submissionFor(run, stage, experiment));
    const known = await this.patiently(() => queued([...this.submissions.values()].map(({name}) => name)));
    for (const stage of open) {
      if (this.isLeaving || !known) return;
      const submission = this.submissions.get(stage.id)!;
      const own = known.filter(({name}) => name === submission.name);
      await this.reconcile(submission, own);
      // A job may have ended since the states were looked at.
      if (own.every(isOver) && !isDone(this.options.run, stage)) await this.submitOne(stage);
    }
  }

  /** Writes down the number of an attempt whose answer was lost. */
  private async reconcile(submission: Submitted, found: readonly QueuedJob[]): Promise<void> {
    const last = submission.attempts.at(-1);
    if (!last || last.job !== undefined) return;
    const numbers = new Set(submission.attempts.flatMap(({job}) => job ?? []));
    const fresh = [...found, ...((await this.remembered(submission)) ?? [])].find(({id}) => !numbers.has(id));
    if (!fresh) return;
    last.job = fresh.id;
    writeSubmission(submission);
  }

  private remembered({name, at}: Submitted): Promise<QueuedJob[] | undefined> {
    return this.patiently(() => accounted([name], at));
  }

  private async submitOne(stage: StageState): Promise<void> {
    const {run, data, network, tf32} = this.options;
    const submission = this.submissions.get(stage.id)!;
    if (readRecord(run, stage.id)?.key !== stage.key) {
      const release = takeLock(claimFolder(run, stage.id), this.options.note);
      openStage(run, stage.id, openingOf(stage));
      release();
    }
    const after = this.jobsBefore(stage);
    const attempt: Submitted['attempts'][number] = {at: new Date().toISOString(), after};
    submission.attempts.push(attempt);
    const {folder, name} = submission;
    const {args, script} = jobOf(this.options, {name, folder, after});
    makeFolder(folder);
    const array = arrayOf(this.options.settings, {stage: stage.name, name, folder});
    const job: JobFile = {run, data, stage, network, tf32, ...(array ? {array: array.plan} : {})};
    if (array) writeFileDurably(jobFiles(folder).arrayScript, array.script);
    writeFileDurably(jobFiles(folder).job, `${JSON.stringify(job, undefined, 1)}\n`);
    writeFileDurably(jobFiles(folder).script, script);
    writeSubmission(submission);
    const id = await this.send(submission, args);
    if (id === undefined) return;
    attempt.job = id;
    writeSubmission(submission);
    this.queue.forget();
  }

  /** Numbers of the jobs that do what a stage needs. */
  private jobsBefore({folders}: StageState): string[] {
    return Object.values(folders).flatMap((input) => this.submissions.get(input)?.attempts.at(-1)?.job ?? []);
  }

  /** Submits until there is a job of that name; undefined where the run was told to end meanwhile. */
  private async send(submission: Submitted, args: readonly string[]): Promise<string | undefined> {
    const numbers = new Set(submission.attempts.flatMap(({job}) => job ?? []));
    for (let tries = 1; ; tries++) {
      let words: string;
      let isRefused = false;
      try {
        return await submit(args);
      } catch (error) {
        if (!(error instanceof SchedulerSilent || error instanceof SchedulerRefused)) throw error;
        words = error.message;
        isRefused = error instanceof SchedulerRefused;
      }
      // Whatever was answered, the job may be there.
      const found = await this.patiently(() => queued([submission.name]));
      const fresh = found?.find(({id}) => !numbers.has(id));
      if (fresh) return fresh.id;
      if (isRefused) throw refusal(submission.stage, words);
      if (this.isLeaving) return undefined;
      if (tries === MOST_TRIES) throw silence(words);
    }
  }

  /** Asks until there is an answer; undefined where the run was told to end meanwhile. Throws a ProblemError after long. */
  private async patiently<Answer>(asking: () => Promise<Answer>): Promise<Answer | undefined> {
    for (let tries = 1; !this.isLeaving; tries++) {
      try {
        return await asking();
      } catch (error) {
        if (!(error instanceof SchedulerSilent || error instanceof SchedulerRefused)) throw error;
        if (tries === MOST_TRIES) throw silence(error.message);
        if (tries === 1) this.options.note(`Slurm does not answer (${error.message.split('\n')[0]}); asking again`);
      }
      await this.wait();
    }
    return undefined;
  }

  private async wait(): Promise<void> {
    const end = Date.now() + Math.min(this.options.settings.poll * 1000, 5000);
    while (!this.isLeaving && Date.now() < end) await pause(Math.min(100, Math.max(1, end - Date.now())));
  }

  /** Follows a stage until its record says that it is done. Throws a ProblemError where its job failed. */
  async runStage(stage: StageState, shown: Shown): Promise<void> {
    const submission = this.submissions.get(stage.id);
    if (!submission || submission.attempts.length === 0) return shown.skip('not submitted');
    const show = this.display(shown);
    let seen: readonly QueuedJob[] | undefined;
    let unseen = 0;
    let released = 0;
    for (let resubmitted = 0; ; ) {
      const record = readRecord(this.options.run, stage.id);
      const job = submission.attempts.at(-1)!.job ?? 'without a number yet';
      if (record?.key === stage.key && record.done) {
        const last = eventsOf(submission).findLast(({event}) => event === 'start');
        shown.title = `${stage.title}: done in ${formatSeconds(record.seconds)}, job ${last?.job ?? job}${last?.node ? ` on ${last.node}` : ''}`;
        return;
      }
      if (this.isLeaving) {
        shown.title = `${stage.title}: goes on as job ${job}`;
        return;
      }
      const all = await this.queue.look();
      const own = all?.filter(({name}) => name === submission.name);
      const isFresh = all !== seen;
      seen = all;
      if (!own) show('Slurm does not answer; the job goes on without it');
      else if (own.some((one) => !isOver(one))) {
        unseen = 0;
        const open = own.find((one) => !isOver(one))!;
        show(describeJob(open), eventsOf(submission));
        if (isFresh && isHeldByItsLaunch(open)) await this.letGo(stage.id, open, ++released);
      } else if (isFresh && ++unseen >= (own.length > 0 ? 1 : 2)) {
        unseen = 0;
        // Files of other nodes may be seen late.
        await this.wait();
        if (readRecord(this.options.run, stage.id)?.done) continue;
        const remembered = await this.remembered(submission);
        const end = endOf(stage, {
          submission,
          last: own.at(-1) ?? remembered?.at(-1),
          events: eventsOf(submission),
          isOrphan: submission.attempts.at(-1)!.after.some((id) => !this.jobsBefore(stage).includes(id)),
        });
        if ('problem' in end) throw new ProblemError(end.problem, {exitCode: end.exitCode});
        if (++resubmitted > MOST_ATTEMPTS) throw new ProblemError(endless(stage.id), {exitCode: EXIT.resumable});
        this.options.note(`${stage.id}: job ${job} ${end.why}; submitted again`);
        await this.submitOne(stage);
      }
      await this.wait();
    }
  }

  /** Releases a job that its node could not start. Throws a ProblemError where that has been tried often enough. */
  private async letGo(stage: string, {id}: QueuedJob, tries: number): Promise<void> {
    if (tries > MOST_RELEASES) throw new ProblemError(unstartable(stage, id), {exitCode: EXIT.resumable});
    this.options.note(`${stage}: job ${id} could not be started on its node and was held; released`);
    try {
      await release(id);
    } catch (error) {
      if (error instanceof SchedulerRefused) throw new ProblemError(unstartable(stage, id), {exitCode: EXIT.resumable});
      if (!(error instanceof SchedulerSilent)) throw error;
    }
    this.queue.forget();
  }

  /** Shows what is new: live at once, in lines once a minute where only numbers change. */
  private display(shown: Shown): (state: string, events?: readonly JournalEvent[]) => void {
    let before = '';
    let at = 0;
    return (state, events = []) => {
      if (state === before && Date.now() - at < (this.options.plain ? 60_000 : 500)) return;
      before = state;
      at = Date.now();
      const last = events.at(-1);
      const {done, total, unit, etaSeconds} = last?.event === 'progress' ? last : ({} as Partial<JournalEvent>);
      const left = etaSeconds ? `, ${formatSeconds(etaSeconds)} left` : '';
      shown.output = done === undefined ? state : `${state}: ${done} of ${total} ${unit}${left}`;
    };
  }

  /** What is left running, for who ends the run: a line a job. */
  underWay(stages: readonly StageState[]): {lines: string[]; jobs: string[]} {
    const open = stages.filter((stage) => !isDone(this.options.run, stage));
    const over = new Set(this.queue.known.filter(isOver).map(({id}) => id));
    const jobs = open.flatMap(({id}) => {
      const submission = this.submissions.get(id);
      const job = submission?.attempts.at(-1)?.job;
      if (!submission || job === undefined || over.has(job)) return [];
      const tasks = this.queue.known.filter((one) => one.name === arrayName(submission.name) && !isOver(one));
      const arrays = new Set(tasks.map((one) => partsOf(one.id).array));
      return [{id, job}, ...[...arrays].map((array) => ({id: `helps ${id}`, job: array}))];
    });
    return {lines: jobs.map(({id, job}) => `job ${job}: ${id}`), jobs: jobs.map(({job}) => job)};
  }
}

const eventsOf = ({folder}: Submitted): JournalEvent[] => readLines<JournalEvent>(jobFiles(folder).events);

const refusal = (stage: string, words: string): ProblemError =>
  new ProblemError({
    code: 'cluster-refused',
    message: `Slurm will not take ${stage}: ${words}`,
    suggestion: "change the spec's section cluster; --plan shows what is submitted",
  });

const silence = (words: string): ProblemError =>
  new ProblemError(
    {
      code: 'cluster-silent',
      message: `Slurm does not answer: ${words}`,
      suggestion: 'run the same command again later; jobs that are there go on',
    },
    {exitCode: EXIT.resumable},
  );

const unstartable = (stage: string, job: string) =>
  ({
    code: 'job-held',
    message: `${stage}: job ${job} could not be started on its node, and Slurm holds it`,
    suggestion: `look at the node (sinfo -R, scontrol show job ${job}); the same command releases the job and goes on`,
  }) as const;

const endless = (stage: string) =>
  ({
    code: 'job-ended',
    message: `${stage} was submitted ${MOST_ATTEMPTS} times and ended each time before it was done`,
    suggestion: "give it more time (cluster.time), or look at what it says in the run's folder jobs",
  }) as const;

/**
 * Refuses to go on where jobs work on the run that are not for the stages of `plan`; for this machine's own computing, where
 * any do. Throws a ProblemError (exit 75).
 */
export async function requireNoOthers(run: string, plan: readonly StageState[] | undefined): Promise<void> {
  const others = submissionsOf(run).filter(({stage, key}) => !plan?.some((one) => one.id === stage && one.key === key));
  if (others.length === 0) return;
  let found: string[];
  try {
    const jobs = await queued(others.flatMap(({name}) => [name, arrayName(name)]));
    found = jobs.filter((one) => !isOver(one)).map(({id}) => id);
    if (found.length === 0) return;
  } catch (error) {
    const open = others.filter(({stage, key}) => {
      const record = readRecord(run, stage);
      return record?.key === key && !record.done;
    });
    if (open.length === 0) return;
    found = open.flatMap(({attempts}) => attempts.at(-1)?.job ?? []);
    throw underWay(run, found, `; the scheduler does not answer (${messageOf(error).split('\n')[0]})`);
  }
  throw underWay(run, found, plan ? ', for other settings' : '');
}

const underWay = (run: string, jobs: readonly string[], why: string): ProblemError =>
  new ProblemError(
    {
      code: 'jobs-under-way',
      message: `jobs ${jobs.join(', ')} work on ${run}${why}`,
      suggestion: `follow them with --executor slurm, or end them first: scancel ${jobs.join(' ')}`,
    },
    {exitCode: EXIT.resumable},
  );
