import assert from 'node:assert/strict';
import {test} from 'node:test';
import {frechetTo, momentsOf} from '../../src/metrics/frechet.js';

const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} for ${expected}`);

test('frechetTo() of equal covariances is the squared distance of the means', () => {
  const covariance = Float64Array.from([2, 0.5, 0.5, 1]);
  const one = {count: 10, mean: Float64Array.from([0, 0]), covariance};
  close(frechetTo(one)({count: 10, mean: Float64Array.from([3, 4]), covariance}), 25);
});

test('frechetTo() of diagonal Gaussians has its closed form', () => {
  const one = {count: 10, mean: new Float64Array(2), covariance: Float64Array.from([4, 0, 0, 9])};
  const other = {count: 10, mean: new Float64Array(2), covariance: Float64Array.from([1, 0, 0, 16])};
  close(frechetTo(one)(other), (2 - 1) ** 2 + (3 - 4) ** 2);
});

test('frechetTo() takes rank-deficient covariances', () => {
  const flat = {count: 10, mean: new Float64Array(2), covariance: Float64Array.from([1, 1, 1, 1])};
  close(frechetTo(flat)(flat), 0);
});

test('momentsOf() gives the mean and the covariance with n − 1', () => {
  const {mean, covariance, count} = momentsOf([1, 2, 3, 6, 5, 4], 2);
  assert.equal(count, 3);
  assert.deepEqual([...mean], [3, 4]);
  assert.deepEqual([...covariance], [4, 2, 2, 4]);
});
