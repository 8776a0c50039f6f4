/** Arrays of float32 in a file that may be lost: read back whole and unharmed, or not at all. Knows not what they are. */
import {createHash} from 'node:crypto';
import {bytesOf, writeFileDurably} from './files.js';

const HASH_BYTES = 32;
const sum = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Writes arrays of equal length. */
export function writeState(path: string, arrays: readonly Float32Array[]): void {
  const length = arrays[0]!.byteLength;
  if (arrays.some(({byteLength}) => byteLength !== length))
    throw new RangeError('the arrays of a state are equally long');
  const bytes = Buffer.alloc(HASH_BYTES + 4 + arrays.length * length);
  bytes.writeUInt32LE(arrays.length, HASH_BYTES);
  for (const [place, {buffer, byteOffset}] of arrays.entries())
    bytes.set(new Uint8Array(buffer, byteOffset, length), HASH_BYTES + 4 + place * length);
  bytes.set(sum(bytes.subarray(HASH_BYTES)));
  writeFileDurably(path, bytes);
}

/** What was written; undefined where there is nothing, or something else. */
export function readState(path: string): Float32Array[] | undefined {
  const bytes = bytesOf(path);
  if (!bytes) return undefined;
  if (bytes.length < HASH_BYTES + 4 || !sum(bytes.subarray(HASH_BYTES)).equals(bytes.subarray(0, HASH_BYTES)))
    return undefined;
  const count = bytes.readUInt32LE(HASH_BYTES);
  const length = (bytes.length - HASH_BYTES - 4) / count;
  return Array.from({length: count}, (_, place) => {
    const from = HASH_BYTES + 4 + place * length;
    return new Float32Array(Uint8Array.from(bytes.subarray(from, from + length)).buffer);
  });
}
