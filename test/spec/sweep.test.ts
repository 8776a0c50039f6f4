import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {loadSpec, requireSpec} from '../../src/spec/load.js';
import {sweepPoints} from '../../src/spec/sweep.js';
import {summary, variantLabels} from '../../src/tables/results.js';
import {sweepTable} from '../../src/tables/sweep.js';

const file = join(mkdtempSync(join(tmpdir(), 'ddsm-sweep-')), 'swept.yaml');
const base =
  'dataset: {kind: digits, resolution: 8}\nmodel: {channels: 64, multipliers: [1], groups: 8}\nbaseline: {groups: 4}\nevaluate: {metric: frechet}\n';
const write = (more: string): void => writeFileSync(file, `${base}${more}`);
const problemsOf = (more: string) => {
  write(more);
  return loadSpec(file).problems.map(({code, line, column, message}) => ({code, line, column, message}));
};

test('sweepPoints() are all combinations, the last key fastest, under names that a variant may have', () => {
  const points = sweepPoints({'search.flopsWeight': [0.1, 1e-7], 'train.seed': [1, 2]});
  assert.deepEqual(
    points.map(({name}) => name),
    ['flops-weight-0.1-seed-1', 'flops-weight-0.1-seed-2', 'flops-weight-1e-7-seed-1', 'flops-weight-1e-7-seed-2'],
  );
  assert.deepEqual(points[1]!.overlay, {search: {flopsWeight: 0.1}, train: {seed: 2}});
  // Keys that end alike are told apart.
  assert.deepEqual(
    sweepPoints({'train.seed': [1], 'search.seed': [2], 'search.sampler.kind': ['dpm-solver++']}).map(({name}) => name),
    ['train-seed-1-search-seed-2-kind-dpm-solverpp'],
  );
  const long = sweepPoints(Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [`train.${key.repeat(20)}`, [1, 2]])));
  assert.ok(long.every(({name}) => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(name)));
  assert.equal(new Set(long.map(({name}) => name)).size, 16);
});

test('a sweep within variants is refused where two of its points would have one folder', () => {
  const found = problemsOf('sweep: {search.from: [x, from-x]}\nvariants: [{name: a}, {name: a-from}]\n');
  assert.ok(
    found.some(({message}) => message === 'a point of the sweep in two variants would be called a-from-from-x'),
    JSON.stringify(found),
  );
});

test('a sweep makes a case of every point, within every variant', () => {
  write(
    'sweep: {train.seed: [1, 2], search.sampler.steps: [5, 7]}\nvariants: [{name: a}, {name: b, search: {images: 9}}]\nsearch: {sampler: {kind: ddim}}\n',
  );
  const {cases} = requireSpec(file);
  assert.equal(cases.length, 8);
  const {variant, point, train, search} = cases[6]!;
  assert.deepEqual(
    [variant, point, train.seed, search.sampler.steps, search.images],
    ['b-seed-2-steps-5', {variant: 'b', 'train.seed': 2, 'search.sampler.steps': 5}, 2, 5, 9],
  );
});

test('what is wrong with a sweep is said at its key, what is wrong with a value at the value', () => {
  assert.deepEqual(problemsOf('sweep: {model.channels: [16, 32]}\n'), [
    {
      ...{code: 'sweep', line: 5, column: 9},
      message:
        'model.channels cannot be swept; a key of widths, train, baseline, pruning, search, classifier, evaluate is wanted, such as train.seed',
    },
  ]);
  assert.deepEqual(problemsOf('sweep: {train.batch: [5, 0]}\n'), [
    {code: 'out-of-range', line: 5, column: 26, message: 'batch is 0, but must be >= 1'},
  ]);
  assert.deepEqual(
    problemsOf('sweep: {train.iteration: [5]}\n').map(({code}) => code),
    ['unknown-key'],
  );
  const many = Array.from({length: 40}, (_, seed) => seed).join(', ');
  assert.match(
    problemsOf(`sweep: {train.seed: [${many}], search.seed: [${many}]}\n`)[0]!.message,
    /has 1600 points; at most 1000/,
  );
});

const swept = (
  row: string,
  width: string,
  point: Record<string, string | number>,
  [gflops, distance]: [number, number],
) => ({
  ...{id: `${row}-${width}`, row, width, sampler: 'ddim', steps: 5, images: 8, features: 'f', distance},
  ...{distanceMin: distance, repeats: 1, scores: {}, gflops, totalTflops: 1, evaluations: 5, latencyMs: 1},
  ...{point, variant: Object.values(point).join('-')},
});

test('sweepTable() gives mean and deviation over seeds for every other setting', () => {
  const row = (weight: number, seed: number, distance: number) =>
    swept('ddsm', 'steps', {'search.flopsWeight': weight, 'train.seed': seed}, [weight, distance]);
  const {lines, seeded} = sweepTable([row(0.1, 1, 2), row(0.1, 2, 4), row(0.5, 1, 7)]);
  assert.ok(seeded);
  const none = {belowUniformPercent: '', belowUniformDeviation: ''};
  // Mean 3, squares 1 + 1 over one degree of freedom.
  assert.deepEqual(lines, [
    {
      ...{'search.flopsWeight': '0.1', row: 'ddsm', width: 'steps', seeds: 2, gflops: '0.100000'},
      ...{distance: '3.0000', deviation: '1.4142', least: '2.0000', most: '4.0000', ...none},
    },
    {
      ...{'search.flopsWeight': '0.5', row: 'ddsm', width: 'steps', seeds: 1, gflops: '0.500000'},
      ...{distance: '7.0000', deviation: '', least: '7.0000', most: '7.0000', ...none},
    },
  ]);
});

/** Two prices at two seeds: the seed of the training makes other networks, the price only other strategies. */
const points = [10, 20].flatMap((weight) =>
  [1, 2].flatMap((seed) => {
    const point = {'search.flopsWeight': weight, 'train.seed': seed};
    return [
      swept('uniform', '4/8', point, [1, 8 * seed]),
      swept('uniform', '8/8', point, [3, 2 * seed]),
      // The line is 4 · seed at 2 GFLOPs; the margins are 25 and 50 %, whatever the price.
      swept('ddsm', 'steps', point, [2, seed === 1 ? 3 : 4]),
    ];
  }),
);

test('sweepTable() has rows that a setting does not change once, and margins below the line of their own seed', () => {
  const {settings, columns, lines} = sweepTable(points);
  assert.deepEqual(settings, ['search.flopsWeight']);
  assert.deepEqual(
    lines.map((line) => columns.map((column) => line[column] ?? '').join(' | ')),
    [
      ' | uniform | 4/8 | 2 | 1.000000 | 12.0000 | 5.6569 | 8.0000 | 16.0000 |  | ',
      ' | uniform | 8/8 | 2 | 3.000000 | 3.0000 | 1.4142 | 2.0000 | 4.0000 |  | ',
      '10 | ddsm | steps | 2 | 2.000000 | 3.5000 | 0.7071 | 3.0000 | 4.0000 | 37.5 | 17.7',
      '20 | ddsm | steps | 2 | 2.000000 | 3.5000 | 0.7071 | 3.0000 | 4.0000 | 37.5 | 17.7',
    ],
  );
});

test('sweepTable() takes neither a seed without influence nor a variant for a repeat', () => {
  const seeds = [1, 2].map((seed) => swept('uniform', '8/8', {'search.seed': seed}, [3, 5]));
  assert.deepEqual(
    sweepTable(seeds).lines.map((line) => [line.seeds, line.deviation]),
    [[1, '']],
  );
  const variants = ['a', 'b'].map((variant) => swept('ddsm', 'steps', {variant, 'train.seed': 1}, [3, 5]));
  assert.deepEqual(
    sweepTable(variants).lines.map((line) => [line.variant, line.seeds]),
    [
      ['a', 1],
      ['b', 1],
    ],
  );
});

test('variantLabels() and the summary have equal rows of several variants once, and every strategy', () => {
  assert.deepEqual(variantLabels(points), [
    ...['10-1 and 1 more', '10-1 and 1 more', '10-1', '10-2 and 1 more', '10-2 and 1 more', '10-2'],
    ...[undefined, undefined, '20-1', undefined, undefined, '20-2'],
  ]);
  const one = points.filter(({point}) => point['train.seed'] === 1);
  assert.deepEqual(variantLabels(one), ['all', 'all', '10-1', undefined, undefined, '20-1']);
  assert.equal(summary(points, '', []).match(/^\| .*uniform/gm)?.length, 4);
  assert.equal(summary(points, '', []).match(/^\| .*ddsm/gm)?.length, 4);
});
