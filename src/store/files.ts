/** Files of a run: whole ones, lines of JSON, and what tells large ones apart. Written by the rules of `commit`. */
import {createHash} from 'node:crypto';
import {closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {append, cutBack, mendLines, writeParts} from '../commit.js';
import {codeOf} from '../temporary.js';

/** Writes a file so that its name holds either the old contents or the new, never a part. Throws a ProblemError. */
export const writeFileDurably = (path: string, data: string | Uint8Array): void =>
  writeParts(path, (write) => write(typeof data === 'string' ? Buffer.from(data) : data));

/** What tells that a value is the one that was written: a hash of its JSON, beside its keys. */
const sumOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** The JSON of a value with its sum, for `readJson`. */
export const summedJson = (value: object): string => `${JSON.stringify({...value, sum: sumOf(value)}, undefined, 1)}\n`;

/** Writes a file of JSON that `readJson` knows damaged from whole. */
export const writeJson = (path: string, value: object): void => writeFileDurably(path, summedJson(value));

const lineOf = (value: object): string => `${JSON.stringify({...value, sum: sumOf(value)})}\n`;

/** Appends one line of JSON and syncs it; a torn line before it is cut off. Returns the file's size after it. */
export function appendLine(path: string, value: object): number {
  mendLines(path);
  return append(path, Buffer.from(lineOf(value)));
}

/** Writes a whole file of such lines. */
export const writeLines = (path: string, values: readonly object[]): void =>
  writeFileDurably(path, values.map(lineOf).join(''));

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

/** What JSON says; undefined where it is not what was written. What people and earlier versions wrote has no sum. */
function parseSummed<T>(text: string): T | undefined {
  try {
    const parsed = JSON.parse(text) as {sum?: unknown} | null;
    if (typeof parsed?.sum !== 'string') return parsed as T;
    const {sum, ...value} = parsed;
    return sum === sumOf(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

/** What keeps a file from being read now, and says nothing of what is in it. */
const OBSTACLES = ['EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM', 'EAGAIN', 'ESTALE', 'ETIMEDOUT'];

/** A file's bytes; undefined where it is missing or its disk has lost it. Throws where it is there and cannot be opened now. */
export function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    // Taken for missing, work that is there would be thrown away.
    if (OBSTACLES.includes(codeOf(error) ?? '')) throw error;
    return undefined;
  }
}

const textOf = (path: string): string => bytesOf(path)?.toString('utf8') ?? '';

/** The JSON lines of a file; torn and damaged ones are left out. */
export const readLines = <T>(path: string): T[] =>
  textOf(path)
    .split('\n')
    .slice(0, -1)
    .map((line) => parseSummed<T>(line))
    .filter((value) => value !== undefined);

/** As readLines; damaged lines go from the file, too. Only for the file's one writer. */
export function keepSoundLines<T extends object>(path: string): T[] {
  const values = readLines<T>(path);
  if (values.length < textOf(path).split('\n').length - 1) writeLines(path, values);
  return values;
}

/** As readLines, up to the first line that is damaged: it and all after it are cut off. Only for the file's one writer. */
export function soundLines<T>(path: string): T[] {
  const lines = textOf(path).split('\n').slice(0, -1);
  const values = lines.map((line) => parseSummed<T>(line));
  const end = values.indexOf(undefined);
  if (end < 0) return values as T[];
  cutBack(
    path,
    Buffer.byteLength(
      lines
        .slice(0, end)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
  return values.slice(0, end) as T[];
}

/** The JSON in a file, or undefined where there is none that can be read, and that is what was written. */
export const readJson = <T>(path: string): T | undefined => parseSummed<T>(textOf(path));

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

/** The SHA-256 of bytes, in hexadecimal. */
export const hashOfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The SHA-256 of a file, read a part at a time. Throws where it cannot be read. */
export function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer))
      hash.update(buffer.subarray(0, size));
  } finally {
    closeSync(file);
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
