import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {parse} from 'csv-parse/sync';
import {packageRoot} from '../../src/paths.js';

test('every published experiment runs on data in its true format, and fills the tables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-published-'));
  const {status, stderr} = spawnSync(process.execPath, [join(packageRoot, 'dist', 'scripts', 'published.js'), folder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  assert.equal(status, 0, stderr.slice(-3000));
  const tables = readdirSync(join(folder, 'tables')).filter(
    (name) => name.endsWith('.csv') && name.startsWith('table-'),
  );
  assert.equal(tables.length, 8);
  for (const name of tables) {
    const lines = parse(readFileSync(join(folder, 'tables', name)), {columns: true}) as Record<string, string>[];
    // One nested spec runs; the paper has no values of them.
    for (const line of lines.filter(({row}) => !row!.endsWith(', nested')))
      for (const [column, value] of Object.entries(line)) assert.ok(value !== '', `${name}: ${line.row} ${column}`);
  }
  const main = parse(readFileSync(join(folder, 'tables', 'table-2.csv')), {columns: true}) as Record<string, string>[];
  const nested = main.find(({row}) => row === 'DDSM, nested')!;
  for (const column of ['CIFAR-10 FID', 'CIFAR-10 GFLOPs', 'CIFAR-10 s/image'])
    assert.ok(Number(nested[column]) > 0, column);
  assert.match(readFileSync(join(folder, 'tables', 'tables.md'), 'utf8'), /Ours on \d+ threads of /);
  for (const name of ['figure-A.svg', 'figure-B.svg', 'figure-C.png', 'strategies.png'])
    assert.ok(existsSync(join(folder, 'tables', 'figures', name)), name);
  // The conditional network's strategy is the unconditional one's; four searches share one supernet.
  const read = (...path: string[]): string => readFileSync(join(folder, 'runs', ...path), 'utf8');
  const widths = (run: string): unknown =>
    (JSON.parse(read(run, 'search', 'strategy.json')) as {widths: unknown}).widths;
  assert.deepEqual(widths('cifar10-conditional'), widths('cifar10'));
  // The nested run takes over a plain network of its published counterparts.
  assert.match(read('cifar10-nested', 'journal.jsonl'), /"event":"shared","stage":"baseline"[^\n]*"from":"cifar10/);
  assert.match(read('celeba64-ddim', 'journal.jsonl'), /"event":"shared","stage":"train"[^\n]*"from":"celeba64"/);
});
