/** LMDB's records, as the helper that reads a database writes them to its pipe; and databases, which LMDB's own library reads. */
import {readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {Readable} from 'node:stream';
import {readRecords} from '../../../src/data/lmdb/records.js';
import {lsunSource} from '../../../src/data/sources/lsun.js';
import {mutate} from '../mutate.js';
import {holds, type Target} from '../target.js';
import {fixture} from './fixture.js';

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

/** Where a database says what it is: two descriptions, of which the newer counts, and the head of its one page of records. */
const HEADS = [
  [0, 160],
  [4096, 160],
  [8192, 64],
] as const;

/** A library in C gets this, in a process for each input: too slow for the slice, and for millions. */
export const lmdbFile: Target = {
  name: 'lmdb-file',
  file: 'data.mdb',
  slice: 0,
  seeds: () => [readFileSync(fixture('data', 'lsun', 'bedroom_train_lmdb', 'data.mdb'))],
  mutate(bytes, random, vocabulary) {
    const [at, length] = random.pick(HEADS);
    if (bytes.length < at + length) return undefined;
    const head = mutate(bytes.subarray(at, at + length), random, vocabulary).subarray(0, length);
    return Buffer.concat([bytes.subarray(0, at), head, bytes.subarray(at + head.length)]);
  },
  async read(path) {
    const source = lsunSource(dirname(path), 'train', () => {});
    let count = 0;
    for await (const image of source.images(0)) {
      holds('encoded' in image && image.encoded.length <= 2 ** 28, 'more bytes than are read');
      count += 1;
    }
    holds(count === source.count, `${count} images of ${source.count}`);
  },
};
