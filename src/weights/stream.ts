/** Large files, read and written part by part: one call moves less than 2 GiB. */
import {closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync} from 'node:fs';

/** Bytes of one call. */
const MOST_BYTES = 2 ** 30;

/** Writes all bytes where the file stands; `most` at a time. */
export function writeWhole(file: number, bytes: Uint8Array, most = MOST_BYTES): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, Math.min(most, bytes.length - done));
}

/** Fills `into` from `position` on, `most` bytes at a time; false where the file ends before that. */
export function readWhole(
  file: number,
  into: Uint8Array,
  {position, most = MOST_BYTES}: {position: number; most?: number},
): boolean {
  for (let done = 0; done < into.length; ) {
    const count = readSync(file, into, done, Math.min(most, into.length - done), position + done);
    if (count === 0) return false;
    done += count;
  }
  return true;
}

/** Writes what `produce` hands out, in order; the file appears under its name when it is whole. */
export function writeInParts(path: string, produce: (write: (bytes: Uint8Array) => void) => void): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    produce((bytes) => writeWhole(file, bytes));
    fsyncSync(file);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  } finally {
    closeSync(file);
  }
}
