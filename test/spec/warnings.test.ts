import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import type {Problem} from '../../src/problem.js';
import {fillNormals, STREAM} from '../../src/random.js';
import {loadSpec, requireSpec} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-warnings-'));
const base = `dataset: {kind: digits, resolution: 8}
model: {channels: 32, multipliers: [1, 2], groups: 8}
widths: {options: [2/8, 4/8, 8/8]}
baseline: {groups: 8}
search: {sampler: {kind: ddim, steps: 10}, images: 300}
evaluate: {images: 1000}
`;
const file = join(folder, 'spec.yaml');
writeFileSync(file, base);
writeFileSync(join(folder, 'other.yaml'), 'extends: spec.yaml\nsearch: {seed: 1000}\n');
writeFileSync(join(folder, 'strategy.json'), JSON.stringify({widths: [['2/8', 10]]}));
const warnings = (...set: string[]): Problem[] => loadSpec(file, {set}).problems;

test('search and evaluation share noise exactly where seed, image and replica are the same', () => {
  // What the warning rests on: a repeat of the evaluation is a replica, and 0 is the search's own.
  const noise = (seed: number, replica: number): number[] => {
    const out = new Float32Array(4);
    fillNormals(out, {seed, stream: STREAM.start, image: 7, step: 0, replica});
    return [...out];
  };
  assert.deepEqual(noise(5, 0), noise(5, 0));
  assert.notDeepEqual(noise(5, 0), noise(5, 1));
  assert.notDeepEqual(noise(5, 0), noise(6, 0));
});

test('loadSpec() warns of an evaluation on the noise that selected, and goes on', () => {
  const {experiment, problems} = loadSpec(file, {set: ['evaluate.seed=0']});
  assert.ok(experiment);
  assert.deepEqual(
    problems.map(({code, severity, path}) => [code, severity, path]),
    [['seed', 'warning', 'evaluate.seed']],
  );
  assert.match(problems[0]!.message, /300 of the 1000 images of row ddsm come from the noise/);
  assert.deepEqual(
    warnings('search.seed=1000').map(({path}) => path),
    ['search.seed'],
  );
});

test('the warning counts the repeats whose noise selected', () => {
  assert.match(warnings('evaluate.seed=0', 'evaluate.repeats=4')[0]!.message, /in 2 of 4 repeats/);
  assert.match(warnings('evaluate.seed=0', 'evaluate.repeats=4', 'search.rescore=0')[0]!.message, /in 1 of 4 repeats/);
});

test('loadSpec() does not warn where nothing was selected on the noise', () => {
  assert.deepEqual(warnings(), []);
  assert.deepEqual(warnings('evaluate.seed=0', 'evaluate.rows=[adm, uniform, random]'), []);
  assert.deepEqual(warnings('evaluate.seed=0', 'search.strategy=strategy.json'), []);
  // The variants are what is run.
  assert.deepEqual(warnings('evaluate.seed=0', 'variants=[{name: a, search: {seed: 1}}]'), []);
  assert.equal(warnings('variants=[{name: a, evaluate: {seed: 0}}]').length, 1);
});

test('loadSpec() warns of the seed of the search that a strategy is taken from', () => {
  assert.match(warnings('search.from=other')[0]!.message, /as is the search.seed of other/);
  assert.deepEqual(warnings('search.from=other', 'evaluate.seed=0'), []);
  // Images of another size start from other noise.
  assert.deepEqual(warnings('search.from=other', 'dataset={kind: folder, resolution: 16, channels: 1}'), []);
});

test('requireSpec() hands warnings on', () => {
  const seen: string[] = [];
  requireSpec(file, {set: ['evaluate.seed=0'], onWarning: ({code}) => seen.push(code)});
  assert.deepEqual(seen, ['seed']);
});

test('validate shows warnings, in JSON with their severity, and exits 0 where nothing else is wrong', () => {
  const ddsm = (...args: string[]) =>
    spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8'});
  const shown = ddsm('validate', file, '--set', 'evaluate.seed=0');
  assert.equal(shown.status, 0);
  assert.match(shown.stdout, /spec.yaml: valid/);
  assert.match(shown.stderr, /warning: evaluate.seed is 0/);
  assert.match(shown.stderr, /^2 warnings$/m);
  const json = ddsm('validate', file, '--set', 'evaluate.seed=0', '--json');
  assert.equal(json.status, 0);
  const {problems} = JSON.parse(json.stdout) as {problems: Problem[]};
  assert.deepEqual(
    problems.map(({code, severity}) => [code, severity]),
    [
      ['seed', 'warning'],
      ['missing-weights', 'warning'],
    ],
  );
  const both = ddsm('validate', file, '--set', 'evaluate.seed=0', '--set', 'search.population=2');
  assert.equal(both.status, 2);
  assert.match(both.stderr, /^1 problem, 1 warning$/m);
  const planned = ddsm('plan', file, '--set', 'evaluate.seed=0');
  assert.equal(planned.status, 0);
  assert.match(planned.stderr, /warning: evaluate.seed is 0/);
});
