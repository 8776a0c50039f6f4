/** Has a stage's units done by its own job and by the tasks of an array that helps it: whoever is free takes the next one. */
import {setTimeout as pause} from 'node:timers/promises';
import type {Allocation} from '../cluster/allocation.js';
import type {Job, Unit} from '../workers/messages.js';
import type {Helper} from '../workers/worker.js';
import {freeUnits, isUnitDone, takeUnit, writeBoard} from './board.js';
import type {ArrayEnd, HelperArray} from './helperArray.js';

export interface ArrayDealing {
  job: Job;
  units: readonly Unit[];
  /** The process that runs the stage: it works, too. */
  own: Helper;
  /** The folder of the stage's job. */
  folder: string;
  array: HelperArray;
  /** Who this job is. */
  mark: Allocation;
  /** Of compute processes. */
  environment: Record<string, string>;
  /** Seconds between two questions to the scheduler. */
  poll: number;
  /** Whether this job was told to end. */
  isStopping(): boolean;
  /** Ends what the own process is at: the stage cannot go on. */
  stop(): void;
  /** Hears that somebody has cancelled the array: the stage ends, and can be continued. */
  cancelled(array: string): void;
  /** Hears how much of all units is done. */
  progress(share: number): void;
  note(line: string): void;
}

/** Longest time between two looks at files, in seconds: small beside a unit of work. */
const MOST_WAIT = 2;

/** Ends when the file of every unit is there; 'stopped' where the job was told to end. Throws what a unit throws. */
export async function dealToArray(options: ArrayDealing): Promise<'done' | 'stopped'> {
  const {job, units, own, folder, array, mark, environment, poll, note} = options;
  const left = (): Unit[] => units.filter((unit) => !isUnitDone(job.folder, unit));
  const wait = (): Promise<void> => pause(1000 * Math.min(MOST_WAIT, poll));
  let share = 0;
  let isOver = false;
  let end: ArrayEnd | undefined;
  const tell = (): void => options.progress(Math.min(1, (units.length - left().length + share) / units.length));

  const serve = async (): Promise<'done' | 'stopped'> => {
    while (!isOver && !options.isStopping()) {
      const waiting = left();
      if (waiting.length === 0) {
        // The last may be tasks', which nobody has told of.
        options.progress(1);
        return 'done';
      }
      const taken = takeUnit(folder, waiting, {mark, from: 0, note});
      if (!taken) {
        await wait();
        tell();
        continue;
      }
      try {
        // Its file may have come between the look and the claim.
        if (isUnitDone(job.folder, taken.unit)) continue;
        const outcome = await own.unit(job, taken.unit, (now) => {
          share = now;
          tell();
        });
        if (outcome === 'stopped') return 'stopped';
      } finally {
        share = 0;
        taken.release();
      }
      tell();
    }
    return 'stopped';
  };
  const watch = async (): Promise<void> => {
    while (!isOver) {
      const waiting = left();
      const found = await array.tend(waiting.length);
      if (isOver) return;
      if (found) {
        end = found;
        isOver = true;
        options.stop();
        return;
      }
      freeUnits(folder, waiting, {mark, isAtWork: (other) => array.isAtWork(other), note});
      for (let slept = 0; !isOver && slept < poll; slept += MOST_WAIT) await wait();
    }
  };

  writeBoard(folder, {job, units, environment});
  let broken: unknown;
  void watch().catch((error: unknown) => {
    broken = error;
    isOver = true;
    options.stop();
  });
  try {
    const outcome = await serve();
    if (broken !== undefined) throw broken;
    if (!end) return outcome;
  } finally {
    isOver = true;
    writeBoard(folder, {job, units: [], environment});
  }
  if ('failure' in end) throw end.failure;
  options.cancelled(end.cancelled);
  return 'stopped';
}
