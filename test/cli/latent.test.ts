import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {parse} from 'csv-parse/sync';
import sharp from 'sharp';
import {packageRoot} from '../../src/paths.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm-latent-'));
const spec = join(folder, 'latent.yaml');
writeFileSync(
  spec,
  `dataset:
  kind: digits
  resolution: 8
  limit: 200
  latent: {scale: 1, channels: [8, 16], groups: 4, blocks: 1, latentChannels: 2, iterations: 300, batch: 16}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8]}
train: {iterations: 20, batch: 8, warmup: 5, checkpointEvery: 10, sandwich: 2}
baseline: {iterations: 10, batch: 8, groups: 4}
pruning: {iterations: 10, batch: 8, threshold: 0.97}
search: {population: 2, iterations: 2, images: 16, batch: 16, sampler: {kind: ddim, steps: 4}, rescore: 0}
classifier: {iterations: 30, batch: 32, features: 8}
evaluate: {metric: frechet, images: 32, batch: 16, rows: [adm, ddsm, diff-pruning, uniform-mix, early-late, random, multilevel, cached]}
`,
);
const ddsm = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder});
const results = (run: string): string => readFileSync(join(folder, run, 'latent', 'tables', 'results.csv'), 'utf8');

test('a run on latents, with pruning and controls: killed while it trains the autoencoder, it ends in the same bytes', async () => {
  const child = spawn(process.execPath, [bin, 'run', spec, '--runs', 'killed', '--plain'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const checkpoint = join(folder, 'killed', 'latent', 'latents', 'checkpoints', 'step-000000250', 'manifest.json');
  const exited = new Promise((done) => child.on('exit', done));
  for (let waited = 0; !existsSync(checkpoint) && child.exitCode === null && waited < 60_000; waited += 20)
    await new Promise((next) => setTimeout(next, 20));
  child.kill('SIGKILL');
  await exited;
  for (const run of ['killed', 'whole']) {
    const {status, stderr} = ddsm('run', spec, '--runs', run);
    assert.equal(status, 0, stderr);
  }
  assert.equal(results('killed'), results('whole'));
  const rows = parse(results('whole'), {columns: true}) as Record<string, string>[];
  assert.deepEqual(
    rows.map(({row}) => row),
    ['adm', 'ddsm', 'diff-pruning', 'uniform-mix', 'early-late', 'random', 'random', 'random', 'multilevel', 'cached'],
  );
  assert.ok(rows.every(({decoderGflops}) => Number(decoderGflops) > 0));
  const [adm, , pruned] = rows;
  assert.ok(Number(pruned!.gflops) < 0.7 * Number(adm!.gflops));
  assert.ok(existsSync(join(folder, 'whole', 'latent', 'tables', 'controls.csv')));
});

test('sample decodes latents, knows the pruned network, and says which weights and widths it uses', async () => {
  for (const [network, weights, strategy] of [
    [
      'supernet',
      /weights: whole\/latent\/train\/.*, after 20 steps\n/,
      /strategy: whole\/latent\/search\/strategy.json\n/,
    ],
    ['pruned', /weights: whole\/latent\/prune\/.*, after 10 steps\n/, /strategy: full width at every step\n/],
  ] as const) {
    const {status, stderr} = ddsm(
      'sample',
      'latent',
      '--runs',
      'whole',
      '--network',
      network,
      '--seeds',
      '0-3',
      '--out',
      `${network}/`,
    );
    assert.equal(status, 0, stderr);
    assert.match(stderr, weights);
    assert.match(stderr, strategy);
    const {width, height} = await sharp(join(folder, network, '000003.png')).metadata();
    assert.deepEqual([width, height], [8, 8]);
  }
});
