import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

/** Applies the blocks of docs/adding-a-method.md to a copy of the project, as a reader would. */
function follow(page: string, root: string): void {
  for (const [, kind, file, body] of page.matchAll(/^```(diff|ts) file=(\S+)\n([\s\S]*?)^```$/gm)) {
    const path = join(root, file!);
    if (kind === 'ts') {
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, body!);
      continue;
    }
    const side = (sign: string): string =>
      body!
        .split('\n')
        .filter((line) => line.startsWith(sign))
        .map((line) => line.slice(2))
        .join('\n');
    const text = readFileSync(path, 'utf8');
    assert.equal(text.split(side('-')).length, 2, `${file} has no single ${side('-')}`);
    writeFileSync(path, text.replace(side('-'), side('+')));
  }
}

test('the page on adding a method can be followed: the project compiles with it, and a run has its row', () => {
  const root = mkdtempSync(join(tmpdir(), 'ddsm-guide-'));
  for (const name of [
    'src',
    'test',
    'bench',
    'scripts',
    'schema',
    'bin',
    'data',
    'docs',
    'package.json',
    'tsconfig.json',
    'dist',
  ])
    cpSync(join(packageRoot, name), join(root, name), {recursive: true});
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  follow(readFileSync(join(packageRoot, 'docs', 'adding-a-method.md'), 'utf8'), root);
  const node = (...args: string[]) => spawnSync(process.execPath, args, {encoding: 'utf8', cwd: root});
  // The generator is built already; what it generates is built here.
  node(join('dist', 'scripts', 'generate.js'));
  const {status, stdout} = node(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json');
  assert.equal(status, 0, stdout);
  writeFileSync(
    join(root, 'small.yaml'),
    `dataset: {kind: digits, resolution: 8, limit: 60}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8]}
train: {iterations: 2, batch: 4, sandwich: 2}
search: {population: 2, sampler: {kind: ddim, steps: 4}}
classifier: {iterations: 5, batch: 16, features: 8}
evaluate: {metric: frechet, images: 16, batch: 16, rows: [uniform, alternate]}
`,
  );
  const run = node('bin/ddsm.js', 'run', 'small.yaml');
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /\| alternate \| steps/);
});
