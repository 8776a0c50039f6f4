/** Who a job is, for the records that it leaves, and whether another one has ended. A host that cannot be asked is never presumed dead. */
import {spawnSync} from 'node:child_process';
import {isOver} from './scheduler.js';

export interface Allocation {
  /** `12`, or `12_3` of a task. */
  job: string;
  /** How often it was put back into the queue before. */
  restarts: number;
  /** The node, as Slurm calls it. */
  node: string;
}

/** The job that this process is part of; undefined outside of one. */
export function allocationOf(environment: NodeJS.ProcessEnv = process.env): Allocation | undefined {
  const {SLURM_JOB_ID, SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID, SLURM_RESTART_COUNT, SLURMD_NODENAME} = environment;
  if (!SLURM_JOB_ID) return undefined;
  const job = SLURM_ARRAY_TASK_ID ? `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}` : SLURM_JOB_ID;
  return {job, restarts: Number(SLURM_RESTART_COUNT ?? 0), node: SLURMD_NODENAME ?? ''};
}

/** What the controller says: its fields, that it knows of no such thing, or nothing. */
type Answer = Record<string, string> | 'unknown' | 'silent';

function show(kind: 'job' | 'node', name: string): Answer {
  const {status, stdout, stderr} = spawnSync('scontrol', ['show', kind, '--oneliner', name], {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) return /invalid job id/i.test(`${stdout}${stderr}`) ? 'unknown' : 'silent';
  return Object.fromEntries(
    stdout
      .trim()
      .split(/\s+/)
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
}

/** States of a node that has not answered, or whose processes may live on unseen. */
const UNHEARD = /\*|DOWN|UNKNOWN|NOT_RESPONDING|POWER|FAIL|REBOOT/;

/**
 * Whether a job, in the attempt that is named, has ended for certain: the controller says that it is over, and the node on
 * which it ran answers, so that its own daemon has ended the processes. Everything else is `false`.
 */
export function hasEnded({job, restarts, node}: Allocation): boolean {
  const found = show('job', job);
  if (found === 'silent') return false;
  if (found !== 'unknown') {
    const later = Number(found.Restarts ?? 0) > restarts;
    if (!later && !isOver({state: found.JobState ?? ''})) return false;
  }
  const host = show('node', node);
  return typeof host === 'object' && host.State !== undefined && !UNHEARD.test(host.State);
}

/**
 * Whether this attempt of a job is told to end because somebody cancelled it or put it back into the queue; undefined
 * where the controller does not answer.
 */
export function isCancelled({job, restarts}: Allocation): boolean | undefined {
  const found = show('job', job);
  if (found === 'silent') return undefined;
  // What runs by now is a later attempt, which is none of this one's business.
  if (found !== 'unknown' && Number(found.Restarts ?? 0) > restarts) return true;
  return found === 'unknown' || !/^(RUNNING|SUSPENDED|STOPPED|CONFIGURING)$/.test(found.JobState ?? '');
}

/** Puts this job back into the queue; whether the controller agreed. It is ended soon after. */
export const requeue = ({job}: Allocation): boolean =>
  spawnSync('scontrol', ['requeue', job], {encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL'}).status === 0;

/** The GPUs that this job was given, by name where the driver says it; undefined where there is none. */
export function gpusHere(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment.CUDA_VISIBLE_DEVICES ?? environment.SLURM_JOB_GPUS;
  if (!given || given === '-1' || given === 'NoDevFiles') return undefined;
  const {status, stdout} = spawnSync('nvidia-smi', [`--id=${given}`, '--query-gpu=name', '--format=csv,noheader'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const names = status === 0 ? [...new Set(stdout.trim().split('\n'))].join(', ') : '';
  return names ? `${names} (${given})` : given;
}
