/** LMDB's records, as the helper that reads a database writes them to its pipe. */
import {Readable} from 'node:stream';
import {readRecords} from '../../../src/data/lmdb/records.js';
import {holds, type Target} from '../target.js';

const record = (key: Buffer, value: Buffer): Buffer => {
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(key.length, 0);
  lengths.writeUInt32LE(value.length, 4);
  return Buffer.concat([lengths, key, value]);
};

export const lmdbRecords: Target = {
  name: 'lmdb-records',
  file: 'records',
  seeds: () => [
    Buffer.concat([record(Buffer.from('a'), Buffer.from('one')), record(Buffer.from('bb'), Buffer.alloc(40))]),
    record(Buffer.alloc(0), Buffer.alloc(0)),
    record(Buffer.alloc(1025), Buffer.alloc(0)),
  ],
  make: (random) =>
    Buffer.concat(
      Array.from({length: random.below(4)}, () =>
        record(random.bytes(random.below(9)), random.bytes(random.below(99))),
      ),
    ),
  async read(_path, bytes) {
    // The pipe cuts where it likes: what comes out does not depend on it.
    const pieces: Buffer[] = [];
    for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 61) + 1)
      pieces.push(bytes.subarray(at, at + size));
    const found: Buffer[] = [];
    for await (const {key, value} of readRecords(Readable.from(pieces))) found.push(record(key, value));
    holds(Buffer.concat(found).equals(bytes), 'records that were not in what was read');
  },
};
