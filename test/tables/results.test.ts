import assert from 'node:assert/strict';
import {test} from 'node:test';
import {evaluationLines, type MeasuredRow, resultLines, toCsv, uniformAt} from '../../src/tables/results.js';

const row = (given: Partial<MeasuredRow>): MeasuredRow => ({
  ...{row: 'uniform', width: '8/8', sampler: 'ddim', steps: 10, images: 100, features: 'classifier-64'},
  ...{distance: 1, gflops: 2, totalTflops: 0.02, evaluations: 10, latencyMs: 1},
  ...{distanceMin: 1, repeats: 1, scores: {}},
  ...given,
});

test('uniformAt() interpolates the log distance over GFLOPs, and only among rows of the same variant', () => {
  const rows = [
    row({width: '4/8', gflops: 1, distance: 4}),
    row({gflops: 3, distance: 1}),
    row({variant: 'other', gflops: 1.9, distance: 1000}),
  ];
  const at = uniformAt(row({row: 'ddsm', gflops: 2}), rows)!;
  assert.ok(Math.abs(at - 2) < 1e-12, `${at}`);
  assert.equal(uniformAt(row({row: 'ddsm', gflops: 5}), rows), undefined);
});

test('evaluationLines() sets each variant at full width beside its strategy, and falls back on the plain network', () => {
  const rows = [
    row({variant: 'a', distance: 3, totalTflops: 0.5}),
    row({variant: 'a', width: '2/8', distance: 9}),
    row({variant: 'a', row: 'ddsm', width: 'steps', distance: 2, totalTflops: 0.2}),
    row({variant: 'b', row: 'adm', sampler: 'heun', evaluations: 19, distance: 5, totalTflops: 1}),
  ];
  const [a, b, ...none] = evaluationLines(rows);
  assert.deepEqual(none, []);
  assert.deepEqual([a!.variant, a!.fullDistance, a!.ddsmDistance, a!.savedPercent], ['a', '3.0000', '2.0000', '60.0']);
  assert.deepEqual([b!.sampler, b!.evaluations, b!.fullDistance, b!.ddsmDistance], ['heun', 19, '5.0000', '']);
});

test('resultLines() begin with the columns that scripts rely on', () => {
  const [line] = resultLines([row({})]);
  assert.deepEqual(Object.keys(line!).slice(0, 9), [
    ...['row', 'width', 'sampler', 'steps', 'images', 'features', 'distance', 'gflops', 'totalTflops'],
  ]);
  assert.equal(toCsv([{a: 'x,y', b: 1}], ['a', 'b']), 'a,b\n"x,y",1\n');
});
