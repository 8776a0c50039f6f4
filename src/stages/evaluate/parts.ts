/** A row's features on disk: a file for each batch of images, and what each of them is the hash of. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {remove} from '../../commit.js';
import {appendLine, hashOfBytes, hashOfFile, readLines, sizeOf, writeFileDurably} from '../../store/files.js';

/** Features of images `first` … `first + count − 1`. */
export interface Part {
  path: string;
  first: number;
  count: number;
}

const sumsFile = (folder: string): string => join(folder, 'parts.jsonl');

/** The features that are there, and are what was saved: from image 0 on without a gap. */
export function savedParts(folder: string, dimensions: number): Part[] {
  const sums = new Map(
    readLines<{part: string; sha256: string}>(sumsFile(folder)).map((one) => [one.part, one.sha256]),
  );
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name): Part[] => {
      const [, first, count] = /^(\d{9})-(\d+)\.features$/.exec(name) ?? [];
      return first === undefined ? [] : [{path: join(folder, name), first: Number(first), count: Number(count)}];
    })
    .sort((a, b) => a.first - b.first);
  const whole: Part[] = [];
  let next = 0;
  for (const part of found) {
    if (part.first !== next) continue;
    if (sizeOf(part.path) !== part.count * dimensions * 4) continue;
    const sum = sums.get(basename(part.path));
    if (sum !== undefined && sum !== hashOfFile(part.path)) continue;
    whole.push(part);
    next += part.count;
  }
  return whole;
}

/** How many images' features these are. */
export const imagesOf = (parts: readonly Part[]): number => parts.reduce((sum, {count}) => sum + count, 0);

export function writePart(folder: string, {first, count}: Omit<Part, 'path'>, features: Float32Array): Part {
  const name = `${String(first).padStart(9, '0')}-${count}.features`;
  const path = join(folder, name);
  const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
  writeFileDurably(path, bytes);
  appendLine(sumsFile(folder), {part: name, sha256: hashOfBytes(bytes)});
  return {path, first, count};
}

export const readPart = ({path}: Part): Float32Array => new Float32Array(new Uint8Array(readFileSync(path)).buffer);

export function removeParts(folder: string, dimensions: number): void {
  for (const {path} of savedParts(folder, dimensions)) remove(path);
}
