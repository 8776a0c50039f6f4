/** Scores against NumPy, SciPy and torch-fidelity (test/golden/scores.py), and closed forms. */
import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {Frechet} from '../../src/metrics/frechet.js';
import {
  discrepancy,
  inceptionScore,
  kernelDistance,
  precisionRecall,
  precisionRows,
  rowsIn,
} from '../../src/metrics/scores.js';
import {fillNormals} from '../../src/random.js';
import {RowFiles} from '../../src/store/rows.js';
import {hashed, readJson} from '../fixtures.js';

const golden = readJson<{
  frechet: number;
  frechetFew: number;
  kernel: number;
  inceptionScore: [number, number];
  precisionRecall: [number, number];
}>('scores.json');
const features = (name: string, count: number, dimensions: number, scale = 1, shift = 0): Float32Array =>
  Float32Array.from(hashed(name, count * dimensions), (u) => scale * u + shift);
const close = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} for ${expected}`);

const a = features('a', 300, 24);
const b = features('b', 260, 24, 1.2, 0.05);

test('Frechet equals SciPy, also where there are fewer rows than dimensions', () => {
  const frechet = new Frechet(24);
  frechet.setReferenceFrom(a);
  close(frechet.distance(b), golden.frechet, 1e-9);
  frechet.setReferenceFrom(features('few a', 20, 24));
  // SciPy takes the root of a singular matrix, which costs it half its digits.
  close(frechet.distance(features('few b', 15, 24, 1.1, 0.1)), golden.frechetFew, 1e-5);
  frechet.dispose();
});

test('the jackknife gives the deviation that repeated sampling shows', () => {
  const dimensions = 4;
  const normals = (image: number, count: number): Float32Array => {
    const values = new Float32Array(count * dimensions);
    fillNormals(values, {seed: 1, stream: 901, image});
    return values;
  };
  const frechet = new Frechet(dimensions);
  frechet.setReferenceFrom(normals(0, 4000).map((value) => 1.5 * value + 0.4));
  const runs = Array.from({length: 60}, (_, run) => frechet.distanceWithDeviation(normals(run + 1, 400), 20));
  const distances = runs.map(({distance}) => distance);
  const mean = distances.reduce((x, y) => x + y, 0) / runs.length;
  const spread = Math.sqrt(distances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs.length - 1));
  const typical = runs.reduce((sum, {deviation}) => sum + deviation!, 0) / runs.length;
  assert.ok(typical / spread > 0.7 && typical / spread < 1.4, `${typical} by the jackknife, ${spread} by repeating`);
  // With nothing left out it is the plain distance.
  close(runs[0]!.distance, frechet.distance(normals(1, 400)), 1e-9);
  frechet.dispose();
});

test('discrepancy() equals torch-fidelity, and kernelDistance() is about it', () => {
  const shape = {dimensions: 24, size: 200};
  close(discrepancy(a.subarray(0, 200 * 24), b.subarray(0, 200 * 24), shape), golden.kernel, 1e-5);
  const {mean, deviation} = kernelDistance(rowsIn(a, 24), rowsIn(b, 24), {dimensions: 24, subsets: 20, size: 200});
  assert.ok(Math.abs(mean - golden.kernel) < 5 * deviation && deviation > 0);
  const same = kernelDistance(rowsIn(a, 24), rowsIn(a, 24), {dimensions: 24, subsets: 20, size: 100});
  assert.ok(Math.abs(same.mean) < 3 * same.deviation);
});

test('inceptionScore() equals SciPy; one class for all gives 1, a class for each as many as there are', () => {
  const {mean, deviation} = inceptionScore(features('logits', 200, 12, 8), {classes: 12});
  close(mean, golden.inceptionScore[0], 1e-6);
  close(deviation, golden.inceptionScore[1], 1e-6);
  close(inceptionScore(new Float32Array(40), {classes: 4, splits: 2}).mean, 1, 1e-9);
  const sure = Float32Array.from({length: 80}, (_, i) => (Math.floor(i / 4) % 4 === i % 4 ? 100 : 0));
  close(inceptionScore(sure, {classes: 4, splits: 5}).mean, 4, 1e-6);
});

test('precisionRecall() equals NumPy', () => {
  const generated = features('generated', 400, 6, 1.1, 0.1);
  const {precision, recall} = precisionRecall(generated, features('real', 350, 6), {dimensions: 6});
  close(precision, golden.precisionRecall[0], 1e-9);
  close(recall, golden.precisionRecall[1], 1e-9);
});

test('precisionRecall() over several parts equals NumPy’s definition on a line', () => {
  // 2,500 points on a line, one apart.
  const line = Float32Array.from({length: 2500}, (_, i) => i);
  const shifted = line.map((value) => value + 2499.5);
  const {precision, recall} = precisionRecall(shifted, line, {dimensions: 1});
  // The neighbourhood of the line's last point reaches three further (its neighbours are all on one side), that of the
  // one before it two: three of the other line's points lie in them.
  assert.deepEqual([precision, recall], [3 / 2500, 3 / 2500]);
});

test('kernelDistance() of rows in files is that of rows in memory, with a subset of either in memory at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-kernel-'));
  const paths = [0, 1, 2].map((part) => {
    const path = join(folder, `${part}.features`);
    writeFileSync(path, new Uint8Array(b.slice(part * 100 * 24, (part + 1) * 100 * 24).buffer));
    return path;
  });
  const files = new RowFiles(paths, 24);
  const taken: number[] = [];
  const watched = {
    count: files.count,
    take(indices: ArrayLike<number>) {
      taken.push(indices.length);
      return files.take(indices);
    },
  };
  const options = {dimensions: 24, subsets: 5, size: 50};
  assert.deepEqual(
    kernelDistance(rowsIn(a, 24), watched, options),
    kernelDistance(rowsIn(a, 24), rowsIn(b, 24), options),
  );
  assert.deepEqual(taken, [50, 50, 50, 50, 50]);
});

test('precisionRows() are all, or a random subset in order, the same every time; more are refused', () => {
  assert.deepEqual([...precisionRows(3)], [0, 1, 2]);
  const some = precisionRows(2000, {most: 100});
  assert.deepEqual(some, precisionRows(2000, {most: 100}));
  assert.notDeepEqual(some, precisionRows(2000, {most: 100, seed: 1}));
  assert.equal(new Set(some).size, 100);
  assert.deepEqual(some, some.slice().sort());
  assert.ok(some.at(-1)! > 1800 && some[0]! < 200, 'from all over');
  const many = new Float32Array(50_001);
  assert.throws(
    () => precisionRecall(many.subarray(0, 9), many, {dimensions: 1}),
    /50001 rows are more than the 50000/,
  );
});
