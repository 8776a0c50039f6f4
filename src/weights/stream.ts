/** Large files, read part by part: one call moves less than 2 GiB. */
import {readSync} from 'node:fs';

/** Bytes of one call. */
const MOST_BYTES = 2 ** 30;

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
