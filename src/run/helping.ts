/** What a task of an array does: units of the stage that it helps, one after the other, until there are none for a while. */
import {setTimeout as pause} from 'node:timers/promises';
import type {Allocation} from '../cluster/allocation.js';
import {partsOf} from '../cluster/scheduler.js';
import type {Job, Unit} from '../workers/messages.js';
import {type Board, isUnitDone, readBoard, takeUnit} from './board.js';

export interface Helping {
  /** The folder of the stage's job. */
  folder: string;
  /** Who this task is. */
  mark: Allocation;
  /** Seconds between two looks at what there is to do, and those after which a task without work ends. */
  poll: number;
  linger: number;
  /** Whether the stage needs nobody any more. */
  isOver(): boolean;
  isStopping(): boolean;
  /** Does a unit. */
  unit(job: Job, unit: Unit, board: Board): Promise<'done' | 'stopped'>;
  note(line: string): void;
}

/** Looks in a second at most are none too many for a file system. */
const MOST_WAIT = 5;

/** Ends 'done' where the stage is over, 'idle' where there was nothing to do for long. Throws what a unit throws. */
export async function help(options: Helping): Promise<'done' | 'idle' | 'stopped'> {
  const {folder, mark, poll, linger, note} = options;
  const place = Number(partsOf(mark.job).task ?? 0);
  for (let since = performance.now(); performance.now() - since < 1000 * linger; ) {
    if (options.isStopping()) return 'stopped';
    if (options.isOver()) return 'done';
    const board = readBoard(folder);
    const left = board?.units.filter((unit) => !isUnitDone(board.job.folder, unit)) ?? [];
    const taken = board && takeUnit(folder, left, {mark, from: place, note});
    if (!taken) {
      await pause(1000 * Math.min(MOST_WAIT, poll));
      continue;
    }
    try {
      // What was looked at may be over by now.
      if (!isOpen(folder, board, taken.unit)) continue;
      if ((await options.unit(board.job, taken.unit, board)) === 'stopped') return 'stopped';
    } catch (error) {
      if (isOpen(folder, board, taken.unit)) throw error;
      note(`${taken.unit.name} was done by others`);
    } finally {
      taken.release();
    }
    since = performance.now();
  }
  return 'idle';
}

/** Whether a unit is still to be done. */
function isOpen(folder: string, {job}: Board, unit: Unit): boolean {
  const now = readBoard(folder);
  return (
    now?.job.folder === job.folder && now.units.some(({file}) => file === unit.file) && !isUnitDone(job.folder, unit)
  );
}
