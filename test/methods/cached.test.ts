import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cachedStrategy} from '../../src/methods/cached/method.js';
import type {Width} from '../../src/models/width.js';

const asked = {
  steps: 10,
  evaluations: Array<number>(10).fill(1),
  allowed: ['2/8', '8/8'] as Width[],
  macs: new Map<Width, number>([
    ['2/8', 1],
    ['8/8', 16],
  ]),
  outerMacs: ({width, outer}: {width: Width; outer: number}) => (width === '8/8' && outer === 1 ? 2 : Number.NaN),
  seed: 0,
};
/** Fresh steps, in the order in which they are taken: the noisiest first. */
const freshAt = (target: number, options = asked): number[] =>
  cachedStrategy(target, options)
    .map(({fresh}) => fresh)
    .reverse()
    .flatMap((fresh, done) => (fresh ? [done] : []));

test('cachedStrategy() has the whole network at every n-th step from the noisiest on', () => {
  assert.deepEqual(freshAt(5 * 16 + 5 * 2), [0, 2, 4, 6, 8]);
  assert.deepEqual(freshAt(2 * 16 + 8 * 2), [0, 5]);
  assert.deepEqual(freshAt(16 + 9 * 2), [0]);
  assert.deepEqual(freshAt(160), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(cachedStrategy(160, asked)[0], {width: '8/8', outer: 1, fresh: true});
});

test('cachedStrategy() is as near to the cost as whole steps bring it, evenly where n does not divide the steps', () => {
  assert.deepEqual(freshAt(4 * 16 + 6 * 2 + 6), [0, 2, 5, 7]);
  assert.deepEqual(freshAt(4 * 16 + 6 * 2 + 8), [0, 2, 4, 6, 8]);
  assert.deepEqual(freshAt(1), [0]);
  // Two evaluations in each step but the cleanest.
  const heun = {...asked, evaluations: [1, ...Array<number>(9).fill(2)]};
  assert.deepEqual(freshAt(2 * 32 + 2 * 8 * 2 - 2, heun), [0, 5]);
});
