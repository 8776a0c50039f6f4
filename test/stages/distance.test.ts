/** `ddsm fid` from images to number, with seeded weights (test/golden/inception.py). */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {inceptionTensors} from '../../src/convert/families.js';
import {numpyChoice} from '../../src/metrics/numpyRandom.js';
import type {ProblemError} from '../../src/problem.js';
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

test('statistics that no Gaussian has are refused', async () => {
  const sound = statistics('sound.npz', [0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  for (const [name, mean, covariance, pattern] of [
    ['huge', [1e198, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1], /huge\.npz: mu holds 1e\+198, which is too large/],
    ['negative', [0, 0, 0], [-1, 0, 0, 0, -1, 0, 0, 0, -1], /the variance at \[0, 0\] is -1/],
    ['asymmetric', [0, 0, 0], [1, 0.5, 0, 0, 1, 0, 0, 0, 1], /not symmetric: 0 at \[1, 0\], and 0.5 at \[0, 1\]/],
    ['correlated', [0, 0, 0], [1, 3, 0, 3, 1, 0, 0, 0, 1], /3 at \[1, 0\] is more than the variances 1 and 1 allow/],
    // Each pair of its numbers could be a covariance.
    [
      'indefinite',
      [0, 0, 0],
      [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1],
      /its eigenvalues reach from -0\.8000 to 1\.900/,
    ],
    ['infinite', [0, Number.NaN, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1], /mu holds nothing, or numbers that are not finite/],
  ] as const) {
    const other = statistics(`${name}.npz`, [...mean], [...covariance]);
    for (const sides of [
      [sound, other],
      [other, sound],
    ] as [string, string][])
      await assert.rejects(runDistance({sides, weights: undefined, resize: 'torch'}, watch), pattern, name);
  }
  // Float32 and few images leave eigenvalues a little below zero.
  const rounded = statistics('rounded.npz', [0, 0, 0], [1, 1 + 1e-7, 0, 1, 1, 0, 0, 0, 0]);
  await runDistance({sides: [rounded, sound], weights: undefined, resize: 'torch'}, watch);
});

const images = (name: string, data: Uint8Array | Float32Array | Float64Array | Int32Array, shape: number[]): string => {
  writeFileSync(at(name), encodeNpz({arr_0: {shape, data}}));
  return at(name);
};

test('images that are not bytes are refused with their range and the way to bytes', async () => {
  const bytes = images('bytes.npz', new Uint8Array(2 * 48), [2, 4, 4, 3]);
  for (const [data, range, remedy] of [
    [
      Float32Array.from({length: 96}, (_, i) => i / 95),
      /holds <f4 from 0 to 1; images are bytes/,
      /round\(255 \* arr_0\)/,
    ],
    [Float64Array.from({length: 96}, (_, i) => i / 47.5 - 1), /<f8 from -1 to 1;/, /round\(127\.5 \* \(arr_0 \+ 1\)\)/],
    [Float32Array.from({length: 96}, (_, i) => 2 * i), /<f4 from 0 to 190;/, /round\(arr_0\)/],
    [Int32Array.from({length: 96}, (_, i) => i - 300), /<i4 from -300 to -205;/, /bring them to 0 … 255/],
  ] as const) {
    const floats = images('floats.npz', data, [2, 4, 4, 3]);
    await assert.rejects(
      runDistance({sides: [bytes, floats], weights: at('none.safetensors'), resize: 'torch'}, watch),
      (error: ProblemError) => range.test(error.message) && remedy.test(error.problems[0]!.suggestion!),
      String(range),
    );
  }
});

test('fewer than two images are refused before anything is computed', async () => {
  const one = images('one.npz', new Uint8Array(48), [1, 4, 4, 3]);
  const none = images('none.npz', new Uint8Array(0), [0, 4, 4, 3]);
  mkdirSync(at('lonely'));
  await sharp(new Uint8Array(48), {raw: {width: 4, height: 4, channels: 3}})
    .png()
    .toFile(at('lonely/0.png'));
  const two = images('pair.npz', new Uint8Array(96), [2, 4, 4, 3]);
  for (const [side, pattern] of [
    [one, /one\.npz has one image; a covariance needs at least two/],
    [none, /none\.npz has no images/],
    [at('lonely'), /lonely has one image/],
  ] as const) {
    const job = {weights: at('nowhere.safetensors'), resize: 'torch'} as const;
    await assert.rejects(runDistance({...job, sides: [two, side]}, watch), pattern);
    await assert.rejects(runDistance({...job, sides: [side, two]}, watch), pattern);
  }
});

test('mu and sigma beside images are used, as in guided-diffusion’s reference batches, and the user hears of it', async () => {
  const arrays = {
    mu: {shape: [2], data: Float64Array.of(0, 3)},
    sigma: {shape: [2, 2], data: Float64Array.of(1, 0, 0, 1)},
  };
  writeFileSync(at('batch.npz'), encodeNpz({arr_0: {shape: [2, 4, 4, 3], data: new Uint8Array(96)}, ...arrays}));
  const warned: string[] = [];
  const own = {...watch, warn: (line: string) => void warned.push(line)};
  const sides: [string, string] = [at('batch.npz'), statistics('at-zero.npz', [0, 0], [1, 0, 0, 1])];
  const {distance, features} = await runDistance({sides, weights: undefined, resize: 'torch'}, own);
  close(distance, 9, 1e-12);
  assert.equal(features, 'statistics');
  assert.match(warned.join(), /batch\.npz: mu and sigma are used, and not the images beside them/);
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
