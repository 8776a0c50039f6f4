/**
 * Slurm, asked by its own commands. An answer may be late, lost or wrong, so nothing here says whether work is done; that a
 * scheduler is silent says nothing either.
 */
import {execFile} from 'node:child_process';
import {ProblemError} from '../problem.js';

/** What the queue says of a job. */
export interface QueuedJob {
  /** `12`, or `12_3` of a task. */
  id: string;
  name: string;
  /** Slurm's word: PENDING, RUNNING, COMPLETING, … */
  state: string;
  /** Why it waits, or how it ended: `Priority`, `Dependency`; `None` where there is nothing to say. */
  reason: string;
  /** Where it runs; empty where it does not. */
  node: string;
}

/** `12_3` → 12, the array, and 3, the task; of a job that is no task, the job and nothing. */
export function partsOf(id: string): {array: string; task: string | undefined} {
  const [array = '', task] = id.split('_');
  return {array, task};
}

/** The scheduler gave no answer: what was asked for may have been done all the same. */
export class SchedulerSilent extends Error {}

/** The scheduler answered that it will not. */
export class SchedulerRefused extends Error {}

/** Words of Slurm's commands that mean that the controller was not reached, or was not heard. */
const SILENCE =
  /unable to contact|socket timed out|timed out|connection (refused|reset|timed)|communication|zero bytes|temporarily|transport endpoint|controller|try again|protocol authentication|munge/i;

/** How long a command may take. A controller under load answers late. */
const PATIENCE_MS = 60_000;

interface Asking {
  timeoutMs?: number;
}

/** Variables that say which job asks: one that it submits would take them for its own. */
const OF_A_JOB = /^SLURM(D_|_(?!CONF$|CLUSTERS$|TIME_FORMAT$))/;

const withoutJob = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_A_JOB.test(name)));

/** Standard output of one of Slurm's commands. Throws SchedulerSilent, SchedulerRefused, or a ProblemError where there is no such command. */
export function ask(command: string, args: readonly string[], {timeoutMs = PATIENCE_MS}: Asking = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = withoutJob(process.env);
    const options = {encoding: 'utf8', timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1 << 26, env} as const;
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === 'ENOENT') return reject(missing(command));
      const words = stderr.trim() || error.message;
      if (error.killed || SILENCE.test(words)) return reject(new SchedulerSilent(words));
      reject(new SchedulerRefused(words));
    });
  });
}

const missing = (command: string): ProblemError =>
  new ProblemError({
    code: 'cluster-missing',
    message: `there is no ${command} here`,
    suggestion: 'start it where jobs are submitted, or compute on this machine with --executor local',
  });

/** Submits; returns the job's number. Throws as `ask` does. */
export async function submit(args: readonly string[]): Promise<string> {
  const answer = (await ask('sbatch', args)).trim();
  // `12`, or `12;cluster`.
  const id = answer.split('\n').at(-1)!.split(';')[0]!;
  if (!/^\d+$/.test(id)) throw new SchedulerSilent(`sbatch answered ${JSON.stringify(answer)}`);
  return id;
}

/** Cancels jobs or tasks. Throws as `ask` does. */
export async function cancel(ids: readonly string[]): Promise<void> {
  await ask('scancel', ids);
}

/** Whether a node failed to start a job, which is held since. */
export const isHeldByItsLaunch = ({state, reason}: QueuedJob): boolean =>
  state === 'PENDING' && /^launch.failed.requeued.held$/i.test(reason);

/** Lets a job that is held go on. Throws as `ask` does. */
export async function release(id: string): Promise<void> {
  await ask('scontrol', ['release', id]);
}

const FIELDS = '%i|%j|%T|%r|%N';

/** All that the controller still knows of jobs with these names, ended ones included. Throws as `ask` does. */
export async function queued(names: readonly string[]): Promise<QueuedJob[]> {
  const found: QueuedJob[] = [];
  // A command line has an end.
  for (let at = 0; at < names.length; at += 100) {
    const some = names.slice(at, at + 100).join(',');
    const text = await ask('squeue', ['--noheader', '--array', '--states=all', `--name=${some}`, `--format=${FIELDS}`]);
    for (const line of text.split('\n').filter(Boolean)) {
      const [id = '', name = '', state = '', reason = '', node = ''] = line.split('|').map((part) => part.trim());
      if (names.includes(name)) found.push({id, name, state, reason, node});
    }
  }
  return found;
}

/** Milliseconds by which two places read one clock time apart, at most: time zones are 26 hours apart. */
const ZONES = 26 * 3600_000;

/**
 * As `queued`, of the accounting, which remembers longer; of jobs since a time in ISO 8601. Undefined where there is none.
 * Throws SchedulerSilent.
 */
export async function accounted(names: readonly string[], since: string): Promise<QueuedJob[] | undefined> {
  const args = ['--noheader', '--parsable2', '--allocations', `--name=${names.join(',')}`];
  // sacct reads a local time, of its own zone. Jobs are told by their names, so that an earlier time finds no others.
  const start = new Date(Date.parse(since) - ZONES).toISOString().slice(0, 19);
  let text: string;
  try {
    text = await ask('sacct', [...args, `--starttime=${start}`, '--format=JobID,JobName,State,NodeList']);
  } catch (error) {
    if (error instanceof SchedulerSilent) throw error;
    return undefined;
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [id = '', name = '', state = '', node = ''] = line.split('|');
      // `CANCELLED by 1000`.
      return {id, name, state: state.split(' ')[0]!, reason: 'None', node: node === 'None assigned' ? '' : node};
    })
    .filter(({name}) => names.includes(name));
}

/** States in which a job computes no more and will not again. */
const OVER = new Set([
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'PREEMPTED',
  'REVOKED',
  'TIMEOUT',
]);

export const isOver = ({state}: Pick<QueuedJob, 'state'>): boolean => OVER.has(state);
