import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {zipSync} from 'fflate';
import {ProblemError} from '../../src/problem.js';
import {Draws} from '../../src/random.js';
import {encodeNpz, readNpyShape, readNpz} from '../../src/weights/npz.js';
import {encodeSafetensors, readSafetensors} from '../../src/weights/safetensors.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-npz-'));
const at = (name: string): string => join(folder, name);
const npy = (text: string, bytes: number, version = 1): Uint8Array => {
  const header = Buffer.from(`${text}\n`, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY'),
    Buffer.from([version, 0]),
    length,
    header,
    Buffer.alloc(bytes),
  ]);
};

test('readNpz() reads what encodeNpz() wrote, compressed or not', async () => {
  const mu = Float64Array.of(1, -2.5, Math.PI);
  writeFileSync(at('a.npz'), encodeNpz({mu: {shape: [3], data: mu}, few: {shape: [1, 2], data: Int32Array.of(7, -7)}}));
  const {mu: read, few} = await readNpz(at('a.npz'), ['mu', 'few']);
  assert.deepEqual([read.shape, [...read.data], few.shape, [...few.data]], [[3], [...mu], [1, 2], [7, -7]]);
});

test("readNpz() reads Fortran's order; what reads row by row refuses it, and says what to save", async () => {
  const numbers = Float64Array.of(0, 3, 1, 4, 2, 5);
  const header = npy("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", 0);
  writeFileSync(at('order.npz'), zipSync({'mu.npy': Buffer.concat([header, Buffer.from(numbers.buffer)])}));
  const {mu} = await readNpz(at('order.npz'), ['mu']);
  assert.deepEqual(
    [mu.shape, [...mu.data]],
    [
      [2, 3],
      [0, 1, 2, 3, 4, 5],
    ],
  );
  await assert.rejects(readNpyShape(at('order.npz'), 'mu'), /Fortran order.*numpy\.ascontiguousarray/);
});

const HOSTILE: [string, Uint8Array, RegExp][] = [
  ['a pickled array', npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8), /holds \|O/],
  ['big-endian numbers', npy("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", 8), /holds >f8/],
  [
    'a shape larger than the file',
    npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 9), }", 8),
    /needs/,
  ],
  [
    'code in the header',
    npy("{'descr': '<f8', 'fortran_order': False, 'shape': (__import__('os'),), }", 8),
    /not understood/,
  ],
  ['no NumPy array', Buffer.from('hello, world, how are you'), /is no NumPy array/],
];
for (const [what, bytes, message] of HOSTILE) {
  test(`readNpz() refuses ${what}`, async () => {
    writeFileSync(at('hostile.npz'), zipSync({'mu.npy': bytes}));
    await assert.rejects(readNpz(at('hostile.npz'), ['mu']), (error: Error) => {
      assert.ok(error instanceof ProblemError);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('readNpz() and readSafetensors() survive random changes: they read or refuse', async () => {
  const draws = new Draws({seed: 2, stream: 902});
  const npz = encodeNpz({
    mu: {shape: [20], data: new Float64Array(20)},
    sigma: {shape: [2, 2], data: new Float32Array(4)},
  });
  const safe = encodeSafetensors(new Map([['a', {shape: [4, 2], data: new Float32Array(8)}]]), {note: 'x'});
  for (let round = 0; round < 600; round++) {
    const bytes = Buffer.from(round % 2 === 0 ? npz : safe);
    for (let change = 0; change < 1 + (round % 4); change++) bytes[draws.below(bytes.length)] = draws.below(256);
    writeFileSync(at('fuzz'), round % 5 === 0 ? bytes.subarray(0, draws.below(bytes.length)) : bytes);
    try {
      if (round % 2 === 0) await readNpz(at('fuzz'), ['mu', 'sigma']);
      else readSafetensors(at('fuzz'));
    } catch (error) {
      assert.ok(error instanceof ProblemError, `round ${round}: ${(error as Error).stack}`);
    }
  }
});
