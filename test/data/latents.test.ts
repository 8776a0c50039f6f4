import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {ImageSet} from '../../src/data/dataset.js';
import {copyExample, openLatents} from '../../src/data/latents.js';

const images: ImageSet = {
  ...{count: 2, resolution: 4, channels: 1, segments: [new Uint8Array(32)], perSegment: 2},
  ...{labels: Uint16Array.of(1, 0), classes: ['a', 'b']},
};
const folder = mkdtempSync(join(tmpdir(), 'ddsm-latents-'));
/** Two images and their mirror images, each a mean and a deviation of [1, 1, 2]. */
const values = Float32Array.of(1, 2, 0.5, 0, 3, 4, 0, 0.5, 5, 6, 1, 1, 7, 8, 2, 2);
writeFileSync(join(folder, 'latents.bin'), new Uint8Array(values.buffer));
writeFileSync(
  join(folder, 'latents.json'),
  JSON.stringify({count: 2, resolution: 1, channels: 2, mirrored: true, scale: 10}),
);

test('copyExample() draws a latent from its own Gaussian, the mirror image from another one, and scales it', () => {
  const set = openLatents(folder, images);
  const at = (index: number, mirror: boolean, noise?: Float32Array): number[] => {
    const out = new Float32Array(3);
    copyExample(set, index, {out, offset: 1, mirror, noise});
    return [...out.subarray(1)];
  };
  assert.deepEqual(at(0, false), [10, 20]);
  assert.deepEqual(at(0, true), [30, 40]);
  assert.deepEqual(at(1, true), [70, 80]);
  assert.deepEqual(at(0, false, Float32Array.of(2, 2)), [20, 20]);
  assert.deepEqual(at(0, true, Float32Array.of(2, 2)), [30, 50]);
  assert.deepEqual([...set.labels!], [1, 0]);
});

test('openLatents() refuses latents that are cut short, or of other images', () => {
  assert.throws(() => openLatents(folder, {...images, count: 3}), /are broken/);
  writeFileSync(join(folder, 'latents.bin'), new Uint8Array(values.buffer, 0, 60));
  assert.throws(() => openLatents(folder, images), /60 bytes instead of 64/);
});
