/**
 * Units of a stage on a shared file system: which are to be done, and who is at which. A unit that two do at once is only
 * waste, so a claim is given up as soon as its owner is not heard of; the unit's own file alone says that it is done.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Allocation} from '../cluster/allocation.js';
import {ProblemError} from '../problem.js';
import {readJson, sizeOf, writeJson} from '../store/files.js';
import {isAlive, type Owner, ownerOf, takeLock} from '../store/lock.js';
import {jobFiles} from '../store/runFolder.js';
import type {Job, Unit} from '../workers/messages.js';

/** What the stage's own job writes, and the tasks that help it read. */
export interface Board {
  job: Job;
  /** Empty where there is nothing to do now. */
  units: readonly Unit[];
  /** How the stage's compute process was begun: how many threads an op has decides the last bit of what it computes. */
  environment: Record<string, string>;
}

export const writeBoard = (folder: string, board: Board): void => writeJson(jobFiles(folder).board, board);

/** Undefined where there is none yet. */
export const readBoard = (folder: string): Board | undefined => readJson<Board>(jobFiles(folder).board);

export const isUnitDone = (stageFolder: string, {file}: Unit): boolean => sizeOf(join(stageFolder, file)) > 0;

const claimOf = (folder: string, {name}: Unit): string => join(jobFiles(folder).claims, name);

export interface Taking {
  /** Who takes it. */
  mark: Allocation;
  /** The unit to begin with: those that do not begin at the same one meet less. */
  from: number;
  note(line: string): void;
}

export interface Taken {
  unit: Unit;
  release(): void;
}

/** A unit that nobody is at, claimed; undefined where there is none. `units` are those that are not done. */
export function takeUnit(folder: string, units: readonly Unit[], {mark, from, note}: Taking): Taken | undefined {
  for (let place = 0; place < units.length; place++) {
    const unit = units[(place + from) % units.length]!;
    const release = take(claimOf(folder, unit), {mark, note, isVoid: (owner) => isFormer(owner, mark)});
    if (release) return {unit, release};
  }
  return undefined;
}

/** Frees the claims of those who are not at work any more, as far as `isAtWork` knows. */
export function freeUnits(
  folder: string,
  units: readonly Unit[],
  {mark, isAtWork, note}: Omit<Taking, 'from'> & {isAtWork(other: Allocation): boolean},
): void {
  const isVoid = (owner: Owner): boolean => {
    const other = allocationIn(owner);
    if (!other) return false;
    return other.job === mark.job ? isFormer(owner, mark) : !isAtWork(other);
  };
  for (const claim of units.map((unit) => claimOf(folder, unit)))
    if (ownerOf(claim)) take(claim, {mark, note, isVoid})?.();
}

const allocationIn = ({mark}: Owner): Allocation | undefined => mark as Allocation | undefined;

/** Whether an owner is an earlier attempt of the job that asks. */
function isFormer(owner: Owner, {job, restarts}: Allocation): boolean {
  const other = allocationIn(owner);
  return other?.job === job && other.restarts < restarts;
}

/** Claims; undefined where somebody has it whose claim is not void. */
function take(
  claim: string,
  {mark, isVoid, note}: {mark: Allocation; isVoid(owner: Owner): boolean; note(line: string): void},
): (() => void) | undefined {
  const owner = existsSync(claim) ? ownerOf(claim) : undefined;
  if (owner && isAlive(claim, owner) && !isVoid(owner)) return undefined;
  try {
    return takeLock(claim, note, {mark, hasEnded: isVoid});
  } catch (error) {
    if (error instanceof ProblemError && error.problems.some(({code}) => code === 'locked')) return undefined;
    throw error;
  }
}
