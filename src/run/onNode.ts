/** What every process of a job does on its node: says what it does, signs what it writes, and goes back into the queue. */
import {setTimeout as pause} from 'node:timers/promises';
import {type Allocation, gpusHere, isCancelled, requeue} from '../cluster/allocation.js';
import {EXIT} from '../problem.js';
import {wantedDevice} from '../runtime/device.js';
import {requireSameDevice} from './devices.js';
import {type Grouping, openGrouping, spreadOf} from './grouping.js';
import type {JobFile} from './jobs.js';
import type {JournalEvent} from './journal.js';

/** A line of the job's output. */
export const say = (line: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
};

/** What stands beside each event that a job writes. */
export function signOf({job, node}: Allocation): Partial<JournalEvent> {
  const gpu = gpusHere();
  return {job, node, ...(gpu === undefined ? {} : {gpu})};
}

/** What computes on this node, for a stage of a run. Throws a ProblemError where that is another kind than began the stage. */
export const openFor = ({run, stage}: Pick<JobFile, 'run' | 'stage'>, environment: Record<string, string>): Grouping =>
  openGrouping(environment, {
    workers: undefined,
    devices: spreadOf(stage) ?? 1,
    note: say,
    warn: ({message}) => say(message),
    accept: (found) => requireSameDevice(run, [stage], {found, wanted: wantedDevice(), note: say}),
  });

/** How often a controller that does not answer is asked, two seconds apart. */
const MOST_TRIES = 300;

/** Back into the queue, unless Slurm ends this process before; the exit code for where that did not work. */
export async function again(allocation: Allocation): Promise<number> {
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
