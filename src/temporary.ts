/** Temporary names: who made them, and how what a killed writer leaves under one is removed. For `commit`. */
import {existsSync, lstatSync, readdirSync, rmdirSync, unlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {ProblemError} from './problem.js';

const TEMPORARY = '.ddsm-tmp';
/** Letters of a name that a temporary name repeats: names have a longest length. */
const MOST_NAME = 40;

/** The code of a system call's error, or of the one behind a ProblemError: `EEXIST`, … */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof ProblemError ? error.cause : error;
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}

/** The name under which this process makes what is to lie at `path`. */
export const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, MOST_NAME)}.${hostname()}.${process.pid}${TEMPORARY}`);

/** The process of this machine that made a temporary name; undefined for another machine's. */
function makerOf(name: string): number | undefined {
  const body = name.slice(0, -TEMPORARY.length);
  const at = body.lastIndexOf('.');
  return body.slice(0, at).endsWith(`.${hostname()}`) ? Number(body.slice(at + 1)) : undefined;
}

export const isTemporary = (name: string): boolean => name.endsWith(TEMPORARY);

/** Removes a file, where there is one. */
export function unlink(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Removes a tree entry by entry, following no link. */
export function removeTree(path: string): void {
  const stat = lstatSync(path, {throwIfNoEntry: false});
  if (!stat?.isDirectory()) {
    if (stat) unlink(path);
    return;
  }
  for (const name of readdirSync(path)) removeTree(join(path, name));
  try {
    rmdirSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** As removeTree; what cannot be removed stays. */
export function removeQuietly(path: string): void {
  try {
    removeTree(path);
  } catch {}
}

/**
 * Removes what writers that were killed left in a folder under temporary names: of all of them in the folder's whole tree
 * where it is `owned` (its lock is held, and nobody else writes there), else of those in it that this machine knows are gone.
 * Where others write in folders of an owned one, it is not to be `deep`.
 */
export function sweep(folder: string, {owned, deep = owned}: {owned: boolean; deep?: boolean}): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (isTemporary(entry.name)) {
      if (owned || isGone(makerOf(entry.name))) removeQuietly(path);
    } else if (deep && entry.isDirectory()) sweep(path, {owned});
  }
}

function isGone(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}
