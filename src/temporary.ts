/** Temporary names: who made them, and how what a killed writer leaves under one is removed. For `commit`. */
import {existsSync, lstatSync, readdirSync, renameSync, rmdirSync, unlinkSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {ProblemError} from './problem.js';
import {livenessOfSigned, signHere} from './store/process.js';

const TEMPORARY = '.ddsm-tmp';
const FORMER = '.ddsm-former';
/** Letters of a name that a temporary name repeats: names have at most 255 bytes. */
const MOST_NAME = 36;

/** The code of a system call's error, or of the one behind a ProblemError: `EEXIST`, … */
export function codeOf(error: unknown): string | undefined {
  const cause = error instanceof ProblemError ? error.cause : error;
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}

/** The name under which this process makes what is to lie at `path`. */
export const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path).slice(0, MOST_NAME)}.${signHere()}${TEMPORARY}`);

/** The name of the folder that lay at `path` while another takes its place. */
export const formerOf = (path: string): string => join(dirname(path), `.${basename(path)}${FORMER}`);

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
 * Where others write in folders of an owned one, it is not to be `deep`. A folder that is owned gets back what a killed writer
 * was about to replace.
 */
export function sweep(folder: string, {owned, deep = owned}: {owned: boolean; deep?: boolean}): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (isTemporary(entry.name)) {
      if (owned || livenessOfSigned(entry.name.slice(0, -TEMPORARY.length)) === 'gone') removeQuietly(path);
    } else if (owned && entry.name.endsWith(FORMER)) {
      const name = join(folder, entry.name.slice(1, -FORMER.length));
      if (existsSync(name)) removeQuietly(path);
      else renameSync(path, name);
    } else if (deep && entry.isDirectory()) sweep(path, {owned});
  }
}
