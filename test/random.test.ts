import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Draws, fillNormals, philox, STREAM} from '../src/random.js';

test('philox() gives the published Philox 4x32-10 test vectors', () => {
  // Random123 1.14, kat_vectors.
  const vectors: [number[], number[], number[]][] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];
  for (const [counter, key, expected] of vectors) {
    const out = new Uint32Array(4);
    philox(counter, key, out);
    assert.deepEqual([...out], expected);
  }
});

test('fillNormals() has the moments of a standard normal', () => {
  const values = new Float32Array(200_000);
  fillNormals(values, {seed: 1, stream: STREAM.start});
  const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  assert.ok(Math.abs(moment(1)) < 0.01);
  assert.ok(Math.abs(moment(2) - 1) < 0.02);
  assert.ok(Math.abs(moment(4) - 3) < 0.1);
});

test('fillNormals() does not depend on how many are drawn', () => {
  const long = new Float32Array(64);
  const short = new Float32Array(7);
  fillNormals(long, {seed: 3, stream: STREAM.start, image: 5, step: 2});
  fillNormals(short, {seed: 3, stream: STREAM.start, image: 5, step: 2});
  assert.deepEqual([...short], [...long.subarray(0, 7)]);
});

test('fillNormals() begins at the number that it is told', () => {
  const place = {seed: 3, stream: STREAM.start, image: 5, step: 2};
  const whole = new Float32Array(64);
  const part = new Float32Array(7);
  fillNormals(whole, place);
  fillNormals(part, place, 12);
  assert.deepEqual([...part], [...whole.subarray(12, 19)]);
});

test('fillNormals() differs by seed, stream, image, step and replica', () => {
  const place = {seed: 1, stream: STREAM.start, image: 1, step: 1, replica: 1};
  const draw = (change: object): string => {
    const out = new Float32Array(2);
    fillNormals(out, {...place, ...change});
    return out.join();
  };
  const all = [{}, {seed: 2}, {stream: 9}, {image: 2}, {step: 2}, {replica: 2}].map(draw);
  assert.equal(new Set(all).size, all.length);
});

test('a place beyond 32 bits is refused: cut to them it would be another one', () => {
  const largest = {seed: 2 ** 32 - 1, stream: STREAM.start, image: 2 ** 32 - 1, step: 2 ** 32 - 1};
  new Draws(largest);
  for (const key of ['seed', 'image', 'step', 'replica'])
    for (const wrong of [2 ** 32, 2 ** 53 + 2, -1, 0.5, Number.NaN])
      assert.throws(() => new Draws({...largest, [key]: wrong}), /is no whole number from 0 to 4294967295/, key);
});

test('Draws.permutation() holds every index once', () => {
  const order = new Draws({seed: 1, stream: STREAM.order}).permutation(1000);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({length: 1000}, (_, index) => index),
  );
});
