/** `ddsm fid` from images to number, with seeded weights (test/golden/inception.py). */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {inceptionTensors} from '../../src/convert/families.js';
import {numpyChoice} from '../../src/metrics/numpyRandom.js';
import {watchOf} from '../../src/stages/context.js';
import {runDistance} from '../../src/stages/requests/distance.js';
import {encodeNpz} from '../../src/weights/npz.js';
import {writeSafetensors} from '../../src/weights/safetensors.js';
import {hashed, inceptionWeight, readJson} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-fid-'));
const at = (name: string): string => join(folder, name);
const watch = watchOf({report: () => {}, warn: () => {}, isStopping: () => false});
const close = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${actual} for ${expected}`);

test('the distance of two sets of images equals that of pytorch-fid’s features', async () => {
  const shapes = inceptionTensors();
  writeSafetensors(at('inception.safetensors'), {shapes, metadata: {}, read: inceptionWeight});
  const {images, value} = readJson<{distance: {images: number; value: number}}>('inception.json').distance;
  const pixels = (name: string): Uint8Array =>
    Uint8Array.from(hashed(name, images * 3072), (u) => Math.floor((u + 0.5) * 256));
  writeFileSync(at('first.npz'), encodeNpz({arr_0: {shape: [images, 32, 32, 3], data: pixels('first')}}));
  mkdirSync(at('second'));
  const second = pixels('second');
  for (let image = 0; image < images; image++) {
    const raw = {width: 32, height: 32, channels: 3} as const;
    await sharp(second.subarray(image * 3072, (image + 1) * 3072), {raw})
      .png()
      .toFile(at(`second/${image}.png`));
  }
  const report = await runDistance(
    {sides: [at('first.npz'), at('second')], weights: at('inception.safetensors'), resize: 'torch'},
    watch,
  );
  close(report.distance, value, 1e-4);
  assert.deepEqual([report.dimensions, report.features, ...report.counts], [2048, 'inception-2048', 40, 40]);
});

const statistics = (name: string, mean: number[], covariance: number[]): string => {
  const shape = [mean.length, mean.length];
  const sigma = {shape, data: Float64Array.from(covariance)};
  writeFileSync(at(name), encodeNpz({mu: {shape: [mean.length], data: Float64Array.from(mean)}, sigma}));
  return at(name);
};

test('statistics of any dimension have a distance, by the closed form of Gaussians', async () => {
  const sides: [string, string] = [
    statistics('a.npz', [0, 1], [4, 0, 0, 9]),
    statistics('b.npz', [3, 5], [1, 0, 0, 16]),
  ];
  const report = await runDistance({sides, weights: undefined, resize: 'torch'}, watch);
  close(report.distance, 9 + 16 + 1 + 1, 1e-12);
  assert.deepEqual([report.dimensions, report.features], [2, 'statistics']);
});

test('what does not belong together is refused', async () => {
  const two = statistics('two.npz', [0, 0], [1, 0, 0, 1]);
  const one = statistics('one.npz', [0], [1]);
  const job = {weights: undefined, resize: 'torch'} as const;
  await assert.rejects(runDistance({...job, sides: [two, one]}, watch), /2 and 1 dimensions/);
  writeFileSync(
    at('odd.npz'),
    encodeNpz({mu: {shape: [2], data: new Float64Array(2)}, sigma: {shape: [1], data: new Float64Array(1)}}),
  );
  await assert.rejects(runDistance({...job, sides: [at('odd.npz'), two]}, watch), /do not belong together/);
  await assert.rejects(runDistance({...job, sides: [at('first.npz'), two]}, watch), /images need --weights|2048 and 2/);
});

test('numpyChoice() draws what NumPy’s legacy generator draws', () => {
  const train = numpyChoice(2020, 50_000, 5000);
  assert.deepEqual([...train.subarray(0, 8)], [24397, 39273, 6546, 13504, 49765, 31361, 27741, 47758]);
  assert.equal(
    train.reduce((a, b) => a + b, 0),
    124_427_886,
  );
  const test = numpyChoice(2020, 10_000, 5000);
  assert.deepEqual([...test.subarray(0, 8)], [4436, 3829, 2434, 4449, 43, 9961, 4509, 5114]);
  assert.equal(
    test.reduce((a, b) => a + b, 0),
    25_128_033,
  );
});
