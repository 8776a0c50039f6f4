import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {diffTables, readTables} from '../../src/tables/diff.js';
import {toLatex} from '../../src/tables/latex.js';

const tableOf = (row: Record<string, string>) => ({columns: Object.keys(row), rows: [row]});
const results = (distance: string, gflops: string, deviation = '3') =>
  new Map([['results', tableOf({row: 'ddsm', evaluations: '5', gflops, distance, distanceDeviation: deviation})]]);

const folder = mkdtempSync(join(tmpdir(), 'ddsm-diff-'));
const put = (path: string, lines: readonly string[]): string => {
  mkdirSync(join(folder, dirname(path)), {recursive: true});
  writeFileSync(join(folder, path), lines.map((line) => `${line}\n`).join(''));
  return path;
};
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});
/** Differences of tables that are given as text, each `key column values`. */
const differences = (...tables: string[][]): string[] =>
  diffTables(
    readTables(tables.map((lines, index) => join(folder, put(`texts/${index}.csv`, lines)))),
    0,
  ).tables[0]!.rows.map(({key, column, values}) => [key, column, ...values].join(' | '));

test('diffTables() compares every input with the first, and knows what is noise', () => {
  const inputs = [results('100', '2'), results('108', '2', '4'), results('111', '1', '4')];
  const {rows} = diffTables(inputs, 0).tables[0]!;
  // √(3² + 4²) = 5: less than 10 is noise.
  assert.deepEqual(rows[0], {
    ...{key: 'ddsm', column: 'distance', values: ['100', '108', '111']},
    ...{change: 111 / 100 - 1, changes: [108 / 100 - 1, 111 / 100 - 1], noise: [true, false], withinNoise: false},
  });
  assert.deepEqual(
    rows.map(({column}) => column),
    ['distance', 'gflops', 'distanceDeviation'],
  );
});

test('diff prints a change for each run, marked where it is beyond the noise, under short names', () => {
  for (const [run, distance] of [
    ['one', 100],
    ['two', 108],
    ['three', 150],
  ] as const) {
    put(`runs/${run}/tables/results.csv`, ['row,distance,distanceDeviation', `ddsm,${distance},4`]);
    put(`runs/${run}/experiment.yaml`, []);
  }
  const {stdout, status} = ddsm('diff', 'runs/one', 'two', 'three');
  assert.equal(status, 1);
  const [, , header, , line] = stdout.split('\n');
  const cells = (text: string): string[] =>
    text
      .split('|')
      .map((cell) => cell.trim())
      .filter(Boolean);
  assert.deepEqual(cells(header!), ['key', 'column', 'one', 'two', 'Δ', 'three', 'Δ 2']);
  assert.deepEqual(cells(line!), ['ddsm', 'distance', '100', '108', '+8.00% (noise)', '150', '+50.00% *']);
  assert.match(stdout, /\* beyond the noise/);
});

test('diff knows runs by name, and names those that there are', () => {
  const {status, stderr} = ddsm('diff', 'one', 'four');
  assert.equal(status, 2);
  assert.match(stderr, /there is no run four in runs\n.*runs there: one, three, two/);
});

test('diff of a file and a folder compares the table that is called as the file is', () => {
  const file = put('old/results.csv', ['row,distance,distanceDeviation', 'ddsm,100,4']);
  put('runs/one/tables/search.csv', ['generation,best', '0,1']);
  for (const args of [
    [file, 'one'],
    ['runs/one', file],
    [file, 'runs/one/tables'],
  ]) {
    const same = ddsm('diff', ...args);
    assert.deepEqual([same.status, same.stdout], [0, 'no difference\n'], same.stderr);
  }
  const {rows} = (JSON.parse(ddsm('diff', file, 'two', '--json').stdout) as {tables: {rows: object[]}[]}).tables[0]!;
  assert.deepEqual(rows.length, 1);
  const other = ddsm('diff', put('other.csv', ['row', 'ddsm']), 'one');
  assert.equal(other.status, 2);
  assert.match(other.stderr, /runs\/one has no table other; it has results, search/);
});

test('diff compares every column: two of one name, and those that one table lacks', () => {
  const twice = (distance: number) => ['row,distance,distance', `adm,${distance},7`];
  assert.deepEqual(differences(twice(1), twice(2)), ['adm | distance | 1 | 2']);
  assert.deepEqual(differences(['row,gflops', 'adm,1'], ['row,kid', 'adm,']), [
    '(column) | gflops | present | ',
    '(column) | kid |  | present',
  ]);
  assert.deepEqual(differences(['row,gflops'], ['row']), ['(column) | gflops | present | ']);
  assert.deepEqual(differences(['row,width,gflops', 'adm,8/8,1'], ['row,gflops', 'adm,2']), [
    '(column) | width | present | ',
    'adm | gflops | 1 | 2',
  ]);
});

test('diff does not mind the order of rows, and counts those that are there twice', () => {
  const rows = ['adm,8/8,7.5', 'adm,8/8,7.9', 'ddsm,steps,8.4'];
  const header = 'row,width,distance';
  assert.deepEqual(differences([header, ...rows], [header, rows[2]!, rows[1]!, rows[0]!]), []);
  assert.deepEqual(differences([header, ...rows], [header, rows[1]!, rows[2]!]), [
    'adm 8/8 | distance | 7.5 | 7.9',
    'adm 8/8 #2 | (row) | present | ',
  ]);
});

test('diff has a line for a step whose width changed, one for rows that one table lacks, and one for a table', () => {
  const strategy = (widths: string[]) => [
    'step,width,sigma',
    ...widths.map((width, step) => `${step},${width},0.${step}`),
  ];
  const before = strategy(['8/8', '4/8', '4/8', '4/8']);
  assert.deepEqual(differences(before, strategy(['8/8', '4/8', '4/8', '2/8'])), ['step 3 | width | 4/8 | 2/8']);
  put('short/strategy.csv', before);
  put('long/strategy.csv', strategy(['8/8', ...Array<string>(99).fill('4/8')]));
  put('long/search.csv', ['generation,best', '0,1']);
  const {stdout} = ddsm('diff', 'short', 'long');
  const lines = stdout.split('\n').filter((line) => line.startsWith('| '));
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('| key')).map((line) => line.replace(/ +/g, ' ')),
    [
      '| (table) | | (none) | present | |',
      '| step 4, step 5, step 6, step 7, step 8 and 91 more | (row) | (none) | present | |',
    ],
  );
});

test('diff compares rows that were measured with other settings, and keeps rows apart that only settings tell apart', () => {
  const table = (images: number, rows: string[]) => [
    'row,width,steps,images,distance',
    ...rows.map((row) => `${row.replace('N', String(images))}`),
  ];
  assert.deepEqual(differences(table(64, ['adm,8/8,10,N,7.5']), table(128, ['adm,8/8,10,N,7.1'])), [
    'adm 8/8 | images | 64 | 128',
    'adm 8/8 | distance | 7.5 | 7.1',
  ]);
  const swept = ['adm,8/8,10,N,7.5', 'adm,8/8,20,N,6.5'];
  assert.deepEqual(differences(table(64, swept), table(64, [swept[1]!, 'adm,8/8,10,N,7.6'])), [
    'adm 8/8 10 64 | distance | 7.5 | 7.6',
  ]);
});

test('a reader that closes early gets no error, from any command', () => {
  const bin = join(packageRoot, 'bin', 'ddsm.js');
  for (const command of ['diff runs/one runs/two', '--help', 'completion bash', 'validate none.yaml --json']) {
    const script = `{ "${process.execPath}" "${bin}" ${command}; echo "$?" > code; } 2> errors | true`;
    spawnSync('sh', ['-c', script], {cwd: folder});
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    assert.doesNotMatch(read('errors'), /EPIPE|node:/, command);
    assert.equal(read('code').trim(), {diff: '1', validate: '2'}[command.split(' ')[0]!] ?? '0', command);
  }
});

test('toLatex() escapes what LaTeX would read as its own, and aligns numbers to the right', () => {
  const text = toLatex([{row: 'a_b & c', distance: '9.62 ± 0.6', share: '51%'}], ['row', 'distance', 'share'], {
    caption: '50 % of 64×64',
    label: 'table-2',
  });
  assert.match(text, /\\begin\{tabular\}\{lrr\}/);
  assert.match(text, /a\\_b \\& c & 9\.62 \$\\pm\$ 0\.6 & 51\\% \\\\/);
  assert.match(text, /\\caption\{50 \\% of 64\$\\times\$64\}/);
});
