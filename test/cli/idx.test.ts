/** A run on files in MNIST's format, with the row of held-out images. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {parse} from 'csv-parse/sync';
import {digitsSource} from '../../src/data/sources/digits.js';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-idx-run-'));
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});

const COUNT = 120;
/** The first digits, as files of a part of the data set. */
async function writeDigits(part: string): Promise<void> {
  const [pixels, labels]: [number[], number[]] = [[], []];
  for await (const image of digitsSource().images()) {
    if (labels.length === COUNT) break;
    if ('raw' in image) pixels.push(...image.raw.pixels);
    labels.push(image.label!);
  }
  const words = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer).swap32();
  const write = (name: string, header: Buffer, data: number[]): void =>
    writeFileSync(join(folder, 'digits', `${part}-${name}.gz`), gzipSync(Buffer.concat([header, Buffer.from(data)])));
  mkdirSync(join(folder, 'digits'), {recursive: true});
  write('images-idx3-ubyte', words(0x803, COUNT, 8, 8), pixels);
  write('labels-idx1-ubyte', words(0x801, COUNT), labels);
}

writeFileSync(
  join(folder, 'small.yaml'),
  `dataset: {kind: idx, path: digits, resolution: 12, resize: pad, flips: false}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8]}
train: {iterations: 2, batch: 4, sandwich: 2}
search: {population: 2, sampler: {kind: ddim, steps: 2}}
classifier: {iterations: 20, batch: 16, features: 8}
evaluate: {metric: frechet, images: 100, batch: 40, rows: [uniform, held-out]}
`,
);

test('held-out images are a row of the table: where they are those of the training set, at no distance from it', async () => {
  const missing = ddsm('run', 'small.yaml');
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /there is no data at .*digits/);
  await writeDigits('train');
  const alone = ddsm('run', 'small.yaml', '--set', 'evaluate.images=200');
  assert.equal(alone.status, 1);
  assert.match(alone.stderr, /held-out needs images that are not trained on; .*digits has none of the split test/);
  await writeDigits('t10k');
  const rows = (images: number): Record<string, string>[] => {
    const {status, stderr} = ddsm('run', 'small.yaml', '--set', `evaluate.images=${images}`);
    assert.equal(status, 0, stderr);
    return parse(readFileSync(join(folder, 'runs', 'small', 'tables', 'results.csv'), 'utf8'), {columns: true});
  };
  const whole = rows(200);
  assert.deepEqual(
    whole.map(({row, width, images, gflops}) => [row, width, images, Number(gflops) > 0]),
    [
      ['held-out', '', '120', false],
      ['uniform', '4/8', '200', true],
      ['uniform', '8/8', '200', true],
    ],
  );
  assert.ok(Math.abs(Number(whole[0]!.distance)) < 1e-3, whole[0]!.distance);
  assert.ok(existsSync(join(folder, 'runs', 'small', 'evaluate', 'held-out.png')));
  // Fewer are spread over all of them, and are at a distance.
  const [some] = rows(60);
  assert.equal(some!.images, '60');
  assert.ok(Number(some!.distance) > 0.01, some!.distance);
});

test('a spec whose data has no held-out part is refused', () => {
  const problem = (...set: string[]): string =>
    ddsm('validate', 'small.yaml', ...set.flatMap((one) => ['--set', one])).stderr;
  const digits = ['dataset={kind: digits, resolution: 8}'];
  assert.match(problem(...digits), /the embedded digits have no images that are held out/);
  assert.match(problem('dataset.split=all'), /dataset\.split: all leaves nothing held out/);
});
