/** Searches by other methods than the paper's, as runs: what is saved of them, and that one that was cut off ends alike. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-search-run-'));
const VARIANTS = ['measured', 'raced'];
writeFileSync(
  join(folder, 'small.yaml'),
  `dataset: {kind: digits, resolution: 8, limit: 60}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 6/8, 8/8], slices: prefix, norms: constant-count}
train: {iterations: 2, batch: 4}
search: {sampler: {kind: ddim, steps: 4}, images: 24, batch: 24, rescore: 2}
classifier: {iterations: 10, batch: 16, features: 8}
evaluate: {metric: frechet, images: 16, batch: 16, rows: [ddsm]}
variants:
  - {name: measured, search: {method: sensitivity, target: {distance: full}, sensitivity: {segments: 2, images: 12}}}
  - {name: raced, search: {method: racing, target: {gflops: 0.004}, racing: {candidates: 8, rounds: 2}}}
`,
);
const run = (runs: string): void => {
  const bin = join(packageRoot, 'bin', 'ddsm.js');
  const args = [bin, 'run', 'small.yaml', '--runs', runs, '--until', 'search'];
  const {status, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', cwd: folder});
  assert.equal(status, 0, stderr);
};
const searchOf = (runs: string, variant: string): string => join(folder, runs, 'small', 'variants', variant, 'search');
interface Line {
  genes: string;
  gflops: number;
  images?: number;
  reference?: string;
  paired?: number;
  macs: number;
}
const linesOf = (runs: string, variant: string, name: string): Line[] =>
  readFileSync(join(searchOf(runs, variant), name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('searches by sensitivity and by racing: cut off in the middle, they end in the same strategy', () => {
  run('whole');
  const [measured, raced] = VARIANTS.map((variant) => linesOf('whole', variant, 'candidates.jsonl'));
  assert.ok(measured!.some(({reference, paired, images}) => reference === '2222' && paired! > 0 && images === 12));
  assert.deepEqual(new Set(raced!.map(({images}) => images)), new Set([12, undefined]));
  cpSync(join(folder, 'whole'), join(folder, 'cut'), {recursive: true});
  for (const variant of VARIANTS) {
    const search = searchOf('cut', variant);
    const lines = readFileSync(join(search, 'candidates.jsonl'), 'utf8').split('\n');
    // The last line is half written.
    const half = lines.slice(0, Math.floor(lines.length / 2));
    writeFileSync(join(search, 'candidates.jsonl'), `${half.join('\n')}\n${lines[half.length]!.slice(0, 9)}`);
    rmSync(join(search, 'strategy.json'));
    const record = JSON.parse(readFileSync(join(search, 'stage.json'), 'utf8')) as object;
    writeFileSync(join(search, 'stage.json'), JSON.stringify({...record, done: false}));
  }
  run('cut');
  for (const variant of VARIANTS)
    for (const name of ['strategy.json', 'generations.jsonl'])
      assert.equal(
        readFileSync(join(searchOf('cut', variant), name), 'utf8'),
        readFileSync(join(searchOf('whole', variant), name), 'utf8'),
        `${variant}: ${name}`,
      );
  const front = JSON.parse(readFileSync(join(searchOf('whole', 'measured'), 'front.json'), 'utf8')) as Line[];
  assert.ok(front.length > 1 && front.every(({gflops}, index) => index === 0 || gflops > front[index - 1]!.gflops));
});
