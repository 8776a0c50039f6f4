/** What `records.py` writes to its pipe → records. Knows not what they hold. */

import {ProblemError} from '../../problem.js';

/** Largest value that is read. */
const VALUE_LIMIT = 2 ** 28;

/** The records, one after the other. Throws a ProblemError for what the helper does not write. */
export async function* readRecords(stream: AsyncIterable<Buffer>): AsyncGenerator<{key: Buffer; value: Buffer}> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const part of stream) {
    parts.push(part);
    held += part.length;
    for (;;) {
      if (held < 8) break;
      if (parts[0]!.length < 8) parts = [Buffer.concat(parts)];
      const [keyLength, valueLength] = [parts[0]!.readUInt32LE(0), parts[0]!.readUInt32LE(4)];
      if (keyLength > 1024 || valueLength > VALUE_LIMIT) throw broken('a record is impossibly large');
      const end = 8 + keyLength + valueLength;
      if (held < end) break;
      const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      yield {key: all.subarray(8, 8 + keyLength), value: all.subarray(8 + keyLength, end)};
      parts = end < all.length ? [all.subarray(end)] : [];
      held -= end;
    }
  }
  if (held > 0) throw broken('its last record is cut off');
}

const broken = (why: string): ProblemError =>
  new ProblemError({code: 'bad-data', message: `an LMDB database cannot be read: ${why}`});
