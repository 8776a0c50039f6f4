/** `.safetensors`: headers of JSON, then numbers. */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {encodeSafetensors, readSafetensors, type StoredTensor} from '../../../src/weights/safetensors.js';
import {mutate} from '../mutate.js';
import type {Random} from '../random.js';
import {holds, type Target} from '../target.js';
import {fixture} from './fixture.js';

const file = (header: string | Buffer, data: Buffer = Buffer.alloc(0)): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header as string), data]);
};
const NAMES = ['a', 'b.weight', '__proto__', 'constructor', 'ä\u001b[2J', '', 'a"b', '\u{1f600}'];

function tensorsOf(random: Random): Map<string, StoredTensor> {
  return new Map(
    Array.from({length: random.below(5)}, () => {
      const shape = Array.from({length: random.below(4)}, () => random.below(4));
      const count = shape.reduce((a, b) => a * b, 1);
      const words = Uint32Array.from({length: count}, () => random.word());
      const data = random.oneIn(2) ? new Float32Array(words.buffer) : new Int32Array(words.buffer);
      return [random.pick(NAMES), {shape, data}];
    }),
  );
}

export const safetensors: Target = {
  name: 'safetensors',
  file: 'input.safetensors',
  words: ['F32', 'F64', 'I64', 'BOOL', 'BF16', 'F16', 'U8', '"dtype"', '"shape"', '"data_offsets"', '__metadata__'],
  seeds: () => [
    file('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', Buffer.alloc(8)),
    file(
      '{"__metadata__":{"k":"v"},"a":{"dtype":"F16","shape":[2,1],"data_offsets":[0,4]},"b":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}',
      Buffer.alloc(12, 0x7c),
    ),
    file('{"a":{"dtype":"BF16","shape":[0,9007199254740991],"data_offsets":[0,0]}}'),
    file('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', Buffer.alloc(1)),
    file(`{"a":{"dtype":"F32","shape":[${Array(5000).fill(1)}],"data_offsets":[0,8]}}`, Buffer.alloc(8)),
    file(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
    readFileSync(fixture('unet', 'ddim.safetensors')).subarray(0, 4096),
  ],
  mutate(bytes, random, vocabulary) {
    if (bytes.length < 9) return undefined;
    const length = bytes.readUInt32LE(0);
    const header = mutate(bytes.subarray(8, 8 + length), random, vocabulary);
    return file(header, bytes.subarray(8 + length));
  },
  make: (random) => encodeSafetensors(tensorsOf(random)),
  roundTrip(random, path) {
    const tensors = tensorsOf(random);
    tensors.delete('__proto__');
    writeFileSync(path, encodeSafetensors(tensors, {note: 'x'}));
    const read = readSafetensors(path);
    assert.deepEqual(read.tensors, tensors);
    assert.equal(read.metadata.note, 'x');
  },
  read(path) {
    const {tensors, metadata} = readSafetensors(path);
    for (const [name, {shape, data}] of tensors) {
      const count = shape.reduce((a, b) => a * b, 1);
      holds(data.length === count, `${name} [${shape}] has ${data.length} elements`);
    }
    holds(
      Object.entries(metadata).every(([, value]) => typeof value === 'string'),
      'metadata of something else than strings',
    );
  },
};
