/** FID as a metric and as a command, with seeded weights in the place of Inception's. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {parse} from 'csv-parse/sync';
import {zipSync} from 'fflate';
import sharp from 'sharp';
import {inceptionTensors} from '../../src/convert/families.js';
import {packageRoot} from '../../src/paths.js';
import {encodeNpz} from '../../src/weights/npz.js';
import {writeSafetensors} from '../../src/weights/safetensors.js';
import {inceptionWeight} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-fid-'));
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});

test('run() with metric: fid measures the training set, then every row with every score; fid reads images', async () => {
  writeSafetensors(join(folder, 'inception.safetensors'), {
    shapes: inceptionTensors(),
    metadata: {},
    read: inceptionWeight,
  });
  writeFileSync(
    join(folder, 'tiny.yaml'),
    `dataset: {kind: digits, resolution: 8, flips: false, limit: 32}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [8/8]}
train: {iterations: 5, batch: 8}
search: {population: 2, sampler: {kind: ddim, steps: 2}}
evaluate: {metric: fid, inception: inception.safetensors, images: 32, batch: 32, rows: [uniform], scores: [kid, is, sfid, precision-recall], jackknife: 2}
`,
  );
  const {status, stderr} = ddsm('run', 'tiny.yaml', '--plain');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /32 images are fewer than the 2048 dimensions/);
  const [row, ...more] = parse(readFileSync(join(folder, 'runs/tiny/tables/results.csv')), {columns: true}) as Record<
    string,
    string
  >[];
  assert.deepEqual(more, []);
  assert.equal(row!.features, 'inception-2048');
  for (const column of [
    'distance',
    'distanceDeviation',
    'kid',
    'kidDeviation',
    'inceptionScore',
    'sfid',
    'precision',
    'recall',
  ])
    assert.ok(row![column] !== '' && Number.isFinite(Number(row![column])), `${column}: ${row![column]}`);
  const facts = JSON.parse(readFileSync(join(folder, 'runs/tiny/reference/statistics.json'), 'utf8')) as object;
  assert.deepEqual(Object.keys(facts), ['count', 'split', 'resize', 'inception', 'resolution', 'channels', 'sum']);

  // Images of a folder and of an archive, without hidden and AppleDouble files, which are named as what is left out.
  const files: Record<string, Uint8Array> = {};
  for (const name of ['a/0.png', 'a/1.png', 'b/2.png', 'b/3.png']) {
    const pixels = new Uint8Array(192).map((_, index) => (index * name.charCodeAt(2)) % 256);
    files[name] = await sharp(pixels, {raw: {width: 8, height: 8, channels: 3}})
      .png()
      .toBuffer();
  }
  Object.assign(files, {'a/._0.png': Buffer.from('\0\x05\x16\x07', 'latin1'), 'b/4.bmp': Buffer.from('BM')});
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'pictures', name)), {recursive: true});
    writeFileSync(join(folder, 'pictures', name), bytes);
  }
  writeFileSync(join(folder, 'PICTURES.ZIP'), zipSync(files));
  const compared = ddsm('fid', 'pictures', 'PICTURES.ZIP', '--weights', 'inception.safetensors', '--plain');
  assert.equal(compared.status, 0, compared.stderr);
  assert.ok(Math.abs(Number(compared.stdout)) < 1e-3, compared.stdout);
  assert.match(compared.stderr, /4 against 4 images/);
  for (const side of ['pictures', 'PICTURES.ZIP']) {
    assert.match(compared.stderr, new RegExp(`${side}: 1 left out, hidden, or made by the system: a/._0.png`));
    assert.match(compared.stderr, new RegExp(`${side}: 1 left out, in formats that are not read.*: b/4.bmp`));
  }

  // The run's statistics are a side of `ddsm fid`, too.
  const {stdout} = ddsm('fid', 'tiny', 'runs/tiny/reference/statistics.npz', '--json');
  const report = JSON.parse(stdout) as {distance: number; dimensions: number; features: string};
  assert.deepEqual(Object.keys(report), ['distance', 'dimensions', 'features']);
  assert.ok(Math.abs(report.distance) < 1e-3 && report.dimensions === 2048, stdout);
});

test('fid refuses what it cannot measure, and says what to get', () => {
  writeFileSync(join(folder, 'images.npz'), encodeNpz({arr_0: {shape: [2, 4, 4, 3], data: new Uint8Array(96)}}));
  const images = ddsm('fid', 'images.npz', 'images.npz');
  assert.equal(images.status, 2);
  assert.match(images.stderr, /images need Inception's weights[\s\S]*releases of the pytorch-fid project/);
  assert.match(ddsm('fid', 'nowhere', 'images.npz').stderr, /there is no nowhere/);
  assert.equal(ddsm('fid', 'images.npz').status, 2);
  const self = ddsm('fid', '--self-test');
  assert.equal(self.status, 2);
  assert.match(self.stderr, /needs CIFAR-10, and there is no file .*data_batch_1\.bin[\s\S]*cifar-10-binary/);
});
