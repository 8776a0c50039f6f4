import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {formatOf} from '../../src/weights/format.js';
import {fromStored, toStored} from '../../src/weights/layout.js';
import {encodeSafetensors, readSafetensors} from '../../src/weights/safetensors.js';

const path = join(mkdtempSync(join(tmpdir(), 'ddsm-tensors-')), 'file.safetensors');
const file = (header: string, data = Buffer.alloc(8)): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
  return Buffer.concat([length, Buffer.from(header), data]);
};
const entry = (shape: string, offsets: string): string => `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`;

test('readSafetensors() reads what encodeSafetensors() writes', () => {
  const data = Float32Array.from([1, 2.5, -3, 4]);
  writeFileSync(path, encodeSafetensors(new Map([['a', {shape: [2, 2], data}]]), {made: 'here'}));
  const {tensors, metadata} = readSafetensors(path);
  assert.deepEqual(tensors.get('a'), {shape: [2, 2], data});
  assert.deepEqual(metadata, {made: 'here'});
});

test('readSafetensors() reads integers of 64 bits, and refuses those that 32 bits do not hold', () => {
  const written = (value: bigint): void => {
    const data = Buffer.alloc(8);
    data.writeBigInt64LE(value);
    writeFileSync(path, file('{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}', data));
  };
  written(-(2n ** 31n));
  assert.deepEqual([...readSafetensors(path).tensors.get('a')!.data], [-(2 ** 31)]);
  written(2n ** 31n);
  assert.throws(() => readSafetensors(path), /a holds 2147483648, which is beyond 32 bits/);
});

const hostile: [string, Buffer][] = [
  ['an empty file', Buffer.alloc(0)],
  [
    'a header that claims more than the file',
    Buffer.concat([Buffer.from('ffffffffffffff7f', 'hex'), Buffer.from('{}')]),
  ],
  ['a header that is no object', file('[1]')],
  ['a header that is not JSON', file('{"a":')],
  ['a name twice', file(`{"a":${entry('[2]', '[0,8]')},"a":${entry('[2]', '[0,8]')}}`)],
  ['the name __proto__ hidden from JSON.parse', file(`{"a":${entry('[2]', '[0,8]')},"a":${entry('[2]', '[0,8]')}}`)],
  ['a gap between tensors', file(`{"a":${entry('[1]', '[4,8]')}}`)],
  ['data left over', file(`{"a":${entry('[1]', '[0,4]')}}`)],
  ['a shape that does not fit its bytes', file(`{"a":${entry('[3]', '[0,8]')}}`)],
  ['a shape that overflows', file(`{"a":${entry('[4294967296,4294967296,4294967296]', '[0,8]')}}`)],
  ['an unknown type', file('{"a":{"dtype":"X","shape":[2],"data_offsets":[0,8]}}')],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('0300000000000000', 'hex'), Buffer.from([0x7b, 0xff, 0x7d])]),
  ],
];
for (const [what, bytes] of hostile) {
  test(`readSafetensors() refuses ${what}`, () => {
    writeFileSync(path, bytes);
    assert.throws(() => readSafetensors(path), /not a sound \.safetensors file/);
  });
}

test('readSafetensors() names what is no .safetensors file, and the command that makes one of a checkpoint', () => {
  for (const [content, what, remedy] of [
    ['version https://git-lfs.github.com/spec/v1\noid sha256:0\n', /it is a Git LFS pointer/, /git lfs pull/],
    ['<html></html>', /it is an HTML page/, /fetch the file again/],
    ['PK\x03\x04', /it is a PyTorch checkpoint/, /ddsm import .* --out X\.safetensors/],
  ] as const) {
    writeFileSync(path, content, 'latin1');
    assert.throws(
      () => readSafetensors(path),
      (error: unknown) =>
        error instanceof ProblemError && what.test(error.message) && remedy.test(error.problems[0]!.suggestion ?? ''),
    );
  }
});

test('formatOf() tells .safetensors from a pickle whatever the length of its header begins with', () => {
  const metadata = (size: number) => encodeSafetensors(new Map(), {made: 'x'.repeat(size)});
  const lengths = new Set<number>();
  for (let size = 1; size < 300; size++) {
    const bytes = metadata(size);
    lengths.add(bytes[0]!);
    writeFileSync(path, bytes);
    assert.equal(formatOf(path), 'safetensors');
  }
  assert.ok(lengths.has(0x80));
  writeFileSync(path, '\x80\x02}.', 'latin1');
  assert.equal(formatOf(path), 'pytorch');
});

test('toStored() and fromStored() are inverse', () => {
  const data = Float32Array.from({length: 2 * 2 * 3 * 5}, (_, index) => index);
  const shape = [2, 2, 3, 5];
  assert.deepEqual(fromStored('x.weight', toStored('x.weight', data, shape), shape), data);
});
