import assert from 'node:assert/strict';
import {test} from 'node:test';
import {missingRuns, PAPER_TABLES, tableLines} from '../../src/tables/paper.js';
import {evaluationLines, type MeasuredRow, resultLines, toCsv, uniformAt} from '../../src/tables/results.js';
import {readJson} from '../fixtures.js';

const row = (given: Partial<MeasuredRow>): MeasuredRow => ({
  id: 'uniform-8_8',
  row: 'uniform',
  width: '8/8',
  sampler: 'ddim',
  steps: 10,
  images: 100,
  features: 'classifier-64',
  distance: 1,
  gflops: 2,
  totalTflops: 0.02,
  evaluations: 10,
  latencyMs: 1,
  distanceMin: 1,
  repeats: 1,
  scores: {},
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

test("PAPER_TABLES have the paper's values, rows and columns", () => {
  const paper = readJson<Record<string, {columns: string[]; rows: Record<string, number[]>}>>('paper.json');
  for (const {name, columns, rows} of PAPER_TABLES) {
    assert.equal(columns.length, paper[name]!.columns.length, name);
    if (name !== 'A') assert.deepEqual(columns, paper[name]!.columns);
    const values = Object.entries(rows).map(([row, cells]) => [row, cells.map((cell) => cell.paper)]);
    assert.deepEqual(Object.fromEntries(values), paper[name]!.rows);
  }
  assert.deepEqual(PAPER_TABLES.map(({name}) => name).sort(), ['2', '4', 'A', 'B', 'C', 'D', 'E', 'F']);
});

test('tableLines() sets ours beside the paper’s, and calls FID only what Inception measured', () => {
  const table = PAPER_TABLES.find(({name}) => name === 'D')!;
  const made = (features: string): ReturnType<typeof tableLines> => {
    const measured = {row: 'ddsm', features, distance: 8.5, gflops: 70, totalTflops: 70, latencyMs: null};
    return tableLines(table, new Map([['celebahq128', {rows: [measured], seconds: {}}]]));
  };
  assert.deepEqual(made('inception-2048').lines[1], {
    ...{row: 'DDSM', FID: '8.500', 'FID (paper)': 7.71, GFLOPs: '70.00', 'GFLOPs (paper)': 76.18},
  });
  assert.equal(made('classifier-64').lines[1]!.FID, '');
  assert.deepEqual(missingRuns(table, new Map()), ['celebahq128']);
});
