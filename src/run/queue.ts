/** What the scheduler says of a run's jobs, asked for now and then. */
import {type QueuedJob, queued, SchedulerRefused, SchedulerSilent} from '../cluster/scheduler.js';

/** What Slurm's words for waiting mean. */
const REASONS: Record<string, string> = {
  Dependency: 'waits for a job before it',
  Priority: 'waits: others go first',
  Resources: 'waits for free nodes',
  BeginTime: 'waits: it may not begin yet',
  None: 'waits: the scheduler has not looked at it yet',
  AssocGrpGRES: "waits: the account's GPUs are all in use",
  QOSMaxJobsPerUserLimit: 'waits: as many of your jobs run as may',
  PartitionTimeLimit: "cannot run: its time limit is above the partition's",
  ReqNodeNotAvail: 'waits: its nodes are not available',
  JobHeldUser: 'is held: scontrol release lets it go on',
  JobHeldAdmin: 'is held by an administrator',
  launch_failed_requeued_held: 'could not be started on its node and is held: scontrol release lets it go on',
};

/** Why a job waits, in words and in Slurm's. */
export const waitingWords = (reason: string): string => {
  // Some versions of Slurm write spaces.
  const first = reason.split(/[,:]/)[0]!.replaceAll(' ', '_');
  return REASONS[first] ? `${REASONS[first]} (${reason})` : `waits (${reason || 'no reason given'})`;
};

/** A job in words. */
export function describeJob({id, state, reason, node}: QueuedJob): string {
  if (state === 'PENDING') return `job ${id} ${waitingWords(reason)}`;
  const where = node ? ` on ${node}` : '';
  if (state === 'RUNNING') return `job ${id}${where}`;
  return `job ${id} is ${state.toLowerCase()}${where}`;
}

export class Queue {
  private asked = Number.NEGATIVE_INFINITY;
  private pending: Promise<QueuedJob[] | undefined> | undefined;
  private last: QueuedJob[] | undefined;
  /** The newest answer that there was. */
  known: readonly QueuedJob[] = [];

  constructor(
    private readonly names: () => string[],
    private readonly interval: number,
  ) {}

  /** The newest answer, at most `interval` milliseconds old; undefined where there was none. */
  look(): Promise<QueuedJob[] | undefined> {
    if (this.pending) return this.pending;
    if (performance.now() - this.asked < this.interval) return Promise.resolve(this.last);
    this.pending = this.answer().finally(() => {
      this.asked = performance.now();
      this.pending = undefined;
    });
    return this.pending;
  }

  /** Something was submitted: what was said before is no longer all. */
  forget(): void {
    this.asked = Number.NEGATIVE_INFINITY;
  }

  private async answer(): Promise<QueuedJob[] | undefined> {
    try {
      this.last = await queued(this.names());
      this.known = this.last;
    } catch (error) {
      if (!(error instanceof SchedulerSilent || error instanceof SchedulerRefused)) throw error;
      this.last = undefined;
    }
    return this.last;
  }
}
