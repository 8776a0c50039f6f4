/** Large files, written part by part. */
import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';

/** Writes what `produce` hands out, in order; the file appears under its name when it is whole. */
export function writeInParts(path: string, produce: (write: (bytes: Uint8Array) => void) => void): void {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    produce((bytes) => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    });
    fsyncSync(file);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  } finally {
    closeSync(file);
  }
}
