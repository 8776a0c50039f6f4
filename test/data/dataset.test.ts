import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {copyImage, readCifar10, readDataset, readDigits, readFolder} from '../../src/data/dataset.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-data-'));

test('readDigits() gives 1,797 images of ten classes, the first a zero', () => {
  const set = readDigits();
  assert.deepEqual([set.count, set.resolution, set.channels, set.labels![0]], [1797, 8, 1, 0]);
  // The first row of the first image in the published file: 0 0 5 13 9 1 0 0 of 16.
  assert.deepEqual([...set.pixels.subarray(0, 8)], [0, 0, 80, 207, 143, 16, 0, 0]);
  assert.deepEqual(new Set(set.labels), new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});

test('readDataset() keeps the first images under a limit', async () => {
  const set = await readDataset({kind: 'digits', resolution: 8, limit: 5});
  assert.deepEqual([set.count, set.pixels.length, [...set.labels!]], [5, 320, [0, 1, 2, 3, 4]]);
});

test('readCifar10() reads binary batches in order, planes to pixels, and refuses what is not one', () => {
  const batches = join(folder, 'cifar');
  mkdirSync(batches);
  const record = (label: number): Buffer => {
    const bytes = Buffer.alloc(3073);
    bytes[0] = label;
    for (let plane = 0; plane < 3; plane++)
      for (let pixel = 0; pixel < 1024; pixel++) bytes[1 + plane * 1024 + pixel] = (pixel + 50 * plane) % 256;
    return bytes;
  };
  writeFileSync(join(batches, 'data_batch_1.bin'), Buffer.concat([record(3), record(9)]));
  writeFileSync(join(batches, 'data_batch_2.bin'), record(0));
  writeFileSync(join(batches, 'test_batch.bin'), record(5));
  const set = readCifar10(batches);
  assert.deepEqual([set.count, [...set.labels!], set.classes[3]], [3, [3, 9, 0], 'cat']);
  assert.deepEqual([...set.pixels.subarray(0, 6)], [0, 50, 100, 1, 51, 101]);
  writeFileSync(join(batches, 'data_batch_3.bin'), Buffer.alloc(100));
  assert.throws(() => readCifar10(batches), /data_batch_3\.bin has 100 bytes, not a multiple of 3073/);
});

test('readFolder() takes classes from folders, crops to a square, resizes, and names a broken file', async () => {
  const images = join(folder, 'images');
  for (const [name, colour] of [
    ['b/one.png', '#ff0000'],
    ['a/two.jpg', '#00ff00'],
    ['a/grey.webp', '#808080'],
  ] as const) {
    mkdirSync(join(images, name, '..'), {recursive: true});
    await sharp({create: {width: 40, height: 24, channels: 4, background: colour}})
      .toFile(join(images, name))
      .catch(async () => {
        await sharp({create: {width: 40, height: 24, channels: 3, background: colour}}).toFile(join(images, name));
      });
  }
  writeFileSync(join(images, 'a', 'notes.txt'), 'not an image');
  const set = await readFolder(images, 16);
  assert.deepEqual(
    [set.count, set.resolution, set.channels, set.classes, [...set.labels!]],
    [3, 16, 3, ['a', 'b'], [0, 0, 1]],
  );
  assert.deepEqual([...set.pixels.subarray(2 * 768, 2 * 768 + 3)], [255, 0, 0]);
  writeFileSync(join(images, 'b', 'zero.png'), '');
  await assert.rejects(readFolder(images, 16), /zero\.png cannot be read as an image/);
});

test('copyImage() maps 0 … 255 to −1 … 1 and mirrors on request', () => {
  const set = {
    count: 1,
    resolution: 2,
    channels: 1,
    pixels: Uint8Array.of(0, 255, 51, 204),
    labels: undefined,
    classes: [],
  };
  const out = new Float32Array(4);
  copyImage(set, 0, {out, offset: 0, mirror: true});
  assert.deepEqual(
    [...out].map((value) => Math.round(value * 1000) / 1000),
    [1, -1, 0.6, -0.6],
  );
});
