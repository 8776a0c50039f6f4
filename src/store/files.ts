/** Files that survive a kill: written whole beside their place, synced, renamed, synced. Knows bytes. */
import {createHash} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {messageOf, ProblemError} from '../problem.js';
import {writeWhole} from '../weights/stream.js';

const TEMPORARY = '.ddsm-tmp';

/** Writes a file so that its name holds either the old contents or the new, never a part. */
export function writeFileDurably(path: string, data: string | Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}${TEMPORARY}`);
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  try {
    mkdirSync(folder, {recursive: true});
    const file = openSync(temporary, 'w');
    try {
      writeWhole(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(folder);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw new ProblemError(
      {
        code: 'write',
        file: path,
        message: `${path} could not be written: ${messageOf(error)}`,
        suggestion: 'free some disk or mend the folder, then run the same command again',
      },
      {cause: error},
    );
  }
}

export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Appends one line of JSON and syncs it; returns the file's size after it. */
export function appendLine(path: string, value: unknown): number {
  mkdirSync(dirname(path), {recursive: true});
  const file = openSync(path, 'a');
  try {
    writeSync(file, `${JSON.stringify(value)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return sizeOf(path);
}

export const sizeOf = (path: string): number => statSync(path, {throwIfNoEntry: false})?.size ?? 0;

/** Bytes that a file, or all files in a folder, take; a file with several names counts once. */
export function spaceOf(path: string, seen = new Set<number>()): number {
  const stat = lstatSync(path, {throwIfNoEntry: false});
  if (!stat) return 0;
  if (stat.isDirectory()) return namesIn(path).reduce((sum, name) => sum + spaceOf(join(path, name), seen), 0);
  if (seen.has(stat.ino)) return 0;
  seen.add(stat.ino);
  return stat.size;
}

/** Names in a folder; none where it has gone meanwhile. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** 1234567 → '1.2 MB'. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/** Cuts a log back to `size` bytes; shorter and missing logs stay as they are. */
export function truncateTo(path: string, size: number): void {
  if (sizeOf(path) > size) truncateSync(path, size);
}

/** The JSON lines of a file, a torn last line left out. */
export function readLines<T>(path: string): T[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** Cuts off a torn last line, so that what is appended next stands on its own. Only for the file's one writer. */
export function mendLines(path: string): void {
  const bytes = sizeOf(path) > 0 ? readFileSync(path) : Buffer.alloc(0);
  truncateTo(path, bytes.lastIndexOf(10) + 1);
}

/** The JSON in a file, or undefined where there is none that can be read. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/**
 * One hash of the names and sizes of all files in a folder, or of a file's content; empty where there is neither. It was part
 * of the keys of stages once: only for knowing those again.
 */
export function listingHash(folder: string): string {
  const stat = statSync(folder, {throwIfNoEntry: false});
  if (!stat?.isDirectory()) return stat ? fingerprint(folder) : '';
  const hash = createHash('sha256');
  const names = (readdirSync(folder, {recursive: true}) as string[]).sort();
  for (const name of names) {
    const file = statSync(join(folder, name));
    if (file.isFile()) hash.update(`${name}\0${file.size}\n`);
  }
  return hash.digest('hex');
}

/** What tells one large file from another without reading it whole: its size, its beginning and its end. */
export function fingerprint(path: string): string {
  const size = statSync(path, {throwIfNoEntry: false})?.size;
  if (size === undefined) return '';
  const hash = createHash('sha256').update(String(size));
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(size, 1 << 16));
    for (const at of [0, size - bytes.length]) {
      readSync(file, bytes, 0, bytes.length, at);
      hash.update(bytes);
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Removes what killed writers left behind. */
export function removeTemporaries(folder: string): void {
  for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    if (entry.name.endsWith(TEMPORARY)) rmSync(join(entry.parentPath ?? entry.path, entry.name), {force: true});
  }
}
