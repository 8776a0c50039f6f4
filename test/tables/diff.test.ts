import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {diffTables} from '../../src/tables/diff.js';
import {toLatex} from '../../src/tables/latex.js';

const results = (distance: string, gflops: string, deviation = '3') =>
  new Map([['results', [{row: 'ddsm', evaluations: '5', gflops, distance, distanceDeviation: deviation}]]]);

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
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-diff-'));
  for (const [run, distance] of [
    ['one', 100],
    ['two', 108],
    ['three', 150],
  ] as const) {
    mkdirSync(join(folder, 'runs', run, 'tables'), {recursive: true});
    writeFileSync(
      join(folder, 'runs', run, 'tables', 'results.csv'),
      `row,distance,distanceDeviation\nddsm,${distance},4\n`,
    );
  }
  const {stdout, status} = spawnSync(
    process.execPath,
    [join(packageRoot, 'bin', 'ddsm.js'), 'diff', 'runs/one', 'runs/two', 'runs/three'],
    {encoding: 'utf8', cwd: folder},
  );
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

test('toLatex() escapes what LaTeX would read as its own, and aligns numbers to the right', () => {
  const text = toLatex([{row: 'a_b & c', distance: '9.62 ± 0.6', share: '51%'}], ['row', 'distance', 'share'], {
    caption: '50 % of 64×64',
    label: 'table-2',
  });
  assert.match(text, /\\begin\{tabular\}\{lrr\}/);
  assert.match(text, /a\\_b \\& c & 9\.62 \$\\pm\$ 0\.6 & 51\\% \\\\/);
  assert.match(text, /\\caption\{50 \\% of 64\$\\times\$64\}/);
});
