import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {appendLine} from '../../src/store/files.js';
import {searchFiles} from '../../src/store/runFolder.js';
import {missingRuns, PAPER_TABLES, tableLines} from '../../src/tables/paper.js';
import {searchWork} from '../../src/tables/read.js';
import {
  evaluationLines,
  imagesOfRows,
  type MeasuredRow,
  resultLines,
  summary,
  toCsv,
  uniformAt,
} from '../../src/tables/results.js';
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

/** A row as the paper's tables read it. */
const measured = (row: string, gflops: number) => ({
  ...{row, features: 'inception-2048', distance: 8.5, gflops, totalTflops: 70, latencyMs: null},
});
const table = (name: string) => PAPER_TABLES.find((one) => one.name === name)!;

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

test('imagesOfRows() says which rows have another number of images', () => {
  const uniform = [row({}), row({width: '4/8'})];
  assert.equal(imagesOfRows(uniform), '100 images');
  const heldOut = row({row: 'held-out', width: '', images: 16});
  assert.equal(imagesOfRows([heldOut, ...uniform]), '100 images (held-out: 16)');
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

test('summary() marks times of earlier sessions: the machine may have had other work', () => {
  const adm = row({id: 'adm', row: 'adm', latencyMs: 5, timedIn: '2026-01-01T00:00:00.000Z'});
  const uniform = row({latencyMs: 7, timedIn: '2026-01-02T00:00:00.000Z'});
  const heldOut = row({id: 'held-out', row: 'held-out', latencyMs: Number.NaN});
  const apart = summary([adm, uniform, heldOut], '', []);
  assert.match(apart, /\| +5\.00 \* \|\n.*\| +7\.00 \|\n.*\| +\|$/m);
  assert.match(apart, /^\*: timed in an earlier session than the other rows/m);
  for (const rows of [
    [uniform, heldOut],
    [adm, {...uniform, timedIn: adm.timedIn}],
    // Of an earlier version.
    [row({latencyMs: 5}), row({latencyMs: 7})],
  ])
    assert.ok(!summary(rows, '', []).includes('*'));
});

test('searchWork() is of all sessions, and says of how many candidates it knows the network calls', () => {
  const run = mkdtempSync(join(tmpdir(), 'ddsm-work-'));
  mkdirSync(join(run, 'search'));
  const files = searchFiles(join(run, 'search'));
  const of = (names: string[]) =>
    searchWork(
      run,
      names.map((variant) => ({variant, point: {}, evaluate: '', search: 'search', sigmas: [], macs: new Map()})),
    );
  for (const genes of ['0', '1', '2']) appendLine(files.candidates, {genes});
  const line = (candidates: number) => ({candidates, evaluations: 10 * candidates, withoutSharing: 20 * candidates});
  appendLine(files.work, line(2));
  assert.deepEqual(of(['']), {candidates: 3, counted: line(2)});
  appendLine(files.work, line(1));
  // Variants that share a search did it once.
  assert.deepEqual(of(['a', 'b']), {candidates: 3, counted: line(3)});
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
  const made = (features: string): ReturnType<typeof tableLines> => {
    return tableLines(
      table('D'),
      new Map([['celebahq128', {rows: [{...measured('ddsm', 70), features}], seconds: {}}]]),
    );
  };
  assert.deepEqual(made('inception-2048').lines[1], {
    ...{row: 'DDSM', FID: '8.500', 'FID (paper)': 7.71, GFLOPs: '70.00', 'GFLOPs (paper)': 76.18},
  });
  assert.equal(made('classifier-64').lines[1]!.FID, '');
  assert.deepEqual(missingRuns(table('D'), new Map()), ['celebahq128']);
});

test('tableLines() adds a row for nested supernets where a run has a value of it, without a value of the paper', () => {
  const runs = new Map([
    ['cifar10', {rows: [measured('adm', 12), measured('ddsm', 6)], seconds: {}}],
    ['cifar10-nested', {rows: [measured('adm', 11), measured('ddsm', 5)], seconds: {train: 7200, search: 3600}}],
  ]);
  const main = tableLines(table('2'), runs).lines;
  assert.deepEqual(
    main.map((line) => [line.row, line['CIFAR-10 GFLOPs'], line['CIFAR-10 GFLOPs (paper)'], line['CelebA GFLOPs']]),
    [
      ['ADM', '12.00', 12.14, ''],
      ['DDSM', '6.000', 6.2, ''],
      ['DDSM, nested', '5.000', '', ''],
    ],
  );
  assert.deepEqual(Object.keys(main[2]!), Object.keys(main[1]!));
  assert.deepEqual(missingRuns(table('2'), runs), [
    ...['cifar10', 'celeba64', 'imagenet64', 'cifar10-nested', 'celeba64-nested', 'imagenet64-nested'],
  ]);
  const hours = tableLines(table('F'), runs).lines.slice(3);
  assert.deepEqual(
    hours.map((line) => [line.row, line['CIFAR-10']]),
    [
      ['DDSM-train, nested', '2.000'],
      ['DDSM-search, nested', '1.000'],
    ],
  );
});

test('tableLines() has a nested row for each row of a supernet, in every table', () => {
  const rows = ['ddsm', 'adm', 'diff-pruning'].flatMap((row) =>
    ['', 'ddim-10', 'edm50', 'edm100'].map((variant) => ({...measured(row, 1), variant})),
  );
  const runs = new Map(
    PAPER_TABLES.flatMap((one) => Object.values(one.rows).flat()).map(({source}) => [
      `${source.run}-nested`,
      {rows, seconds: {train: 1, search: 1}},
    ]),
  );
  const nested = PAPER_TABLES.map((one) => {
    const paper = Object.keys(one.rows).length;
    return [
      one.name,
      tableLines(one, runs)
        .lines.slice(paper)
        .map(({row}) => row),
    ];
  });
  assert.deepEqual(Object.fromEntries(nested), {
    2: ['DDSM, nested'],
    4: ['DDIM+DDSM, nested'],
    A: ['DDSM, nested'],
    B: ['DDSM, nested'],
    C: ['EDM50+DDSM, nested', 'EDM100+DDSM, nested'],
    D: ['DDSM, nested'],
    E: ['DDSM, nested'],
    F: ['DDSM-train, nested', 'DDSM-search, nested'],
  });
  const none = PAPER_TABLES.flatMap((one) => tableLines(one, new Map()).lines.map(({row}) => row));
  assert.deepEqual(
    none,
    PAPER_TABLES.flatMap(({rows}) => Object.keys(rows)),
  );
});

test('tableLines() takes the plain network from a nested run where the published one has not run', () => {
  const runs = new Map([
    ['cifar10-nested', {rows: [measured('adm', 12), measured('ddsm', 5)], seconds: {baseline: 3600}}],
  ]);
  const [adm, ddsm] = tableLines(table('2'), runs).lines;
  assert.deepEqual([adm!['CIFAR-10 GFLOPs'], ddsm!['CIFAR-10 GFLOPs']], ['12.00', '']);
  assert.equal(tableLines(table('F'), runs).lines[0]!['CIFAR-10'], '1.000');
});
