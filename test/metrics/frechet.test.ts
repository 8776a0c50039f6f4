import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {Frechet, factorOfRows} from '../../src/metrics/frechet.js';
import {MomentSums} from '../../src/metrics/moments.js';
import {hashed} from '../fixtures.js';

const close = (actual: number, expected: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} for ${expected}`);
const moments = (mean: number[], covariance: number[]) => ({
  count: 10,
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});

for (const make of [recordPrograms, runEagerly]) {
  test(`Frechet with ${make.name}() has the closed forms of Gaussians`, () => {
    const frechet = new Frechet(2, {make});
    const covariance = [2, 0.5, 0.5, 1];
    frechet.setReference(moments([0, 0], covariance));
    close(frechet.distanceOf(moments([3, 4], covariance)), 25);
    frechet.setReference(moments([0, 0], [4, 0, 0, 9]));
    close(frechet.distanceOf(moments([0, 0], [1, 0, 0, 16])), (2 - 1) ** 2 + (3 - 4) ** 2);
    frechet.setReference(moments([0, 0], [1, 1, 1, 1]));
    close(frechet.distanceOf(moments([0, 0], [1, 1, 1, 1])), 0, 1e-7);
    frechet.dispose();
  });

  test(`Frechet with ${make.name}() gives the mean and the covariance with n − 1, time after time`, () => {
    const frechet = new Frechet(2, {make});
    const features = Float32Array.of(1, 2, 3, 6, 5, 4);
    frechet.setReferenceFrom(features);
    const {mean, covariance, count} = frechet.setReferenceFrom(features);
    assert.equal(count, 3);
    assert.deepEqual([...mean], [3, 4]);
    assert.deepEqual([...covariance], [4, 2, 2, 4]);
    close(frechet.distance(features), 0, 1e-7);
    frechet.dispose();
  });
}

test('Frechet keeps float64 through many rows: a large mean does not swallow the variance', () => {
  const rows = 1000;
  const features = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    features[2 * row] = 1000 + (row % 2) / 1024;
    features[2 * row + 1] = row;
  }
  const frechet = new Frechet(2);
  const {covariance} = frechet.setReferenceFrom(features);
  close(covariance[0]!, (0.25 / 1024 ** 2) * (rows / (rows - 1)), 1e-12);
  close(covariance[3]!, (rows * (rows + 1)) / 12, 1e-8);
  frechet.dispose();
});

test('Frechet refuses features and moments of other dimensions', () => {
  const frechet = new Frechet(3);
  assert.throws(() => frechet.distance(new Float32Array(4)), /4 numbers are not at least two rows of 3/);
  assert.throws(() => frechet.distanceOf(moments([0, 0], [1, 0, 0, 1])), /2 dimensions against 3/);
  frechet.dispose();
});

test('Frechet: a reference by its factor, also of fewer rows than dimensions, is the reference', () => {
  const dimensions = 24;
  const rows = (name: string, count: number): Float32Array => Float32Array.from(hashed(name, count * dimensions));
  for (const count of [100, 8]) {
    const reference = rows('reference', count);
    const generated = rows('generated', 40);
    const direct = new Frechet(dimensions);
    direct.setReferenceFrom(reference);
    const kept =
      count > dimensions
        ? {mean: factorOfRows(reference, dimensions).mean, factor: direct.referenceFactor()}
        : factorOfRows(reference, dimensions);
    const again = new Frechet(dimensions, {rank: Math.min(count, dimensions)});
    again.setReferenceFactor(kept);
    const [expected, found] = [direct.distance(generated), again.distance(generated)];
    // Where rows are few, square roots of eigenvalues that should be zero are what they differ by.
    assert.ok(Math.abs(found - expected) < (count > dimensions ? 1e-10 : 1e-5) * expected, `${found} ${expected}`);
    direct.dispose();
    again.dispose();
  }
});

for (const make of [recordPrograms, runEagerly]) {
  test(`MomentSums with ${make.name}() has the bits of momentsOf(), however rows are cut and wherever it stopped`, () => {
    const dimensions = 7;
    const features = Float32Array.from(hashed('moments', 1000 * dimensions), (u) => 50 * u + 1000);
    const frechet = new Frechet(dimensions, {make});
    const expected = frechet.momentsOf(features);
    for (const [size, stop] of [
      [1000, undefined],
      [256, undefined],
      [100, 400],
      [333, 333],
      [1, 700],
    ] as const) {
      let sums = new MomentSums(dimensions, {make});
      for (let first = 0; first < 1000; first += size) {
        sums.add(features.subarray(first * dimensions, (first + size) * dimensions));
        if (sums.count !== stop) continue;
        const saved = sums.save();
        sums.dispose();
        sums = new MomentSums(dimensions, {make});
        sums.restore(saved);
      }
      assert.equal(sums.count, 1000);
      assert.deepEqual(sums.moments(), expected, `parts of ${size}, stopped after ${stop}`);
      sums.dispose();
    }
    frechet.dispose();
  });
}

test('MomentSums refuses torn rows, too few of them, and sums of other dimensions', () => {
  const sums = new MomentSums(3);
  assert.throws(() => sums.add(new Float32Array(4)), /4 numbers are not rows of 3/);
  sums.add(new Float32Array(3));
  assert.throws(() => sums.moments(), /1 rows have no covariance/);
  const saved = sums.save();
  const other = new MomentSums(2);
  assert.throws(() => other.restore(saved), /sums of 3 dimensions/);
  sums.dispose();
  other.dispose();
});

test('features that are not finite spoil their own moments alone', () => {
  const frechet = new Frechet(2);
  frechet.setReference(moments([0, 0], [4, 0, 0, 9]));
  const rows = Float32Array.of(1, 2, 3, 6, 5, 4);
  const expected = frechet.distance(rows);
  assert.ok(Number.isFinite(expected));
  assert.deepEqual([...frechet.momentsOf(Float32Array.of(1, 2, Number.NaN, 4)).mean], [Number.NaN, 3]);
  assert.equal(frechet.distance(rows), expected);
  for (const blocks of [0, 2])
    assert.throws(() => frechet.distanceWithDeviation(Float32Array.of(1, 2, Number.POSITIVE_INFINITY, 4), blocks));
  assert.deepEqual(frechet.distanceWithDeviation(rows, 0), {distance: expected});
  frechet.dispose();
});
