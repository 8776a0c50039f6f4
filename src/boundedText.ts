/** Texts that people write and name: read up to a limit, whatever the name stands for. Knows not what they say. */
import {closeSync, openSync, readSync} from 'node:fs';

/**
 * The text of a file, or of a pipe. Throws a RangeError for one of more than `limit` bytes, of which it reads no more, and
 * the system's error where there is none.
 */
export function readBoundedText(path: string, limit: number): string {
  const file = openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let length = 0; length <= limit; ) {
      const part = Buffer.allocUnsafe(1 << 16);
      const count = readSync(file, part);
      if (count === 0) return Buffer.concat(parts).toString('utf8');
      parts.push(part.subarray(0, count));
      length += count;
    }
  } finally {
    closeSync(file);
  }
  throw new RangeError(`${path} has more than ${limit} bytes`);
}
