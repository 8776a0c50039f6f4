import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {type ImageMaker, measureImages} from '../../src/stages/evaluate/measure.js';
import type {Metric} from '../../src/stages/metrics/metric.js';

const IMAGES = 12;
const BATCH = 4;

/** Images whose pixels are their numbers, measured by a metric that every bit of every feature shows in. */
function measurer(folder: string): {made: number[]; measure(): Promise<number>} {
  const made: number[] = [];
  const maker: ImageMaker = {
    images: IMAGES,
    shape: {resolution: 2, imageChannels: 1},
    async *from(first) {
      for (let at = first; at < IMAGES; at += BATCH) {
        made.push(at);
        yield {
          images: Float32Array.from({length: BATCH * 4}, (_, i) => (at + Math.floor(i / 4)) / IMAGES),
          count: BATCH,
        };
      }
    },
  };
  const metric: Metric = {
    ...{name: 'sum', dimensions: 1, fewest: 1, dispose() {}},
    features: async (images, count) => Float32Array.from({length: count}, (_, i) => images[4 * i]!),
    needed: (features) => features,
    distance: () => 0,
    measure: (needed) => ({distance: needed.reduce((sum, one, i) => sum + (i + 1) * one, 0), scores: {}}),
  };
  const watch = {report() {}, warn() {}, breathe: async () => {}, stopping: async () => false};
  const work = {evaluations: 1, macs: 1, latencyMs: null};
  const options = {watch, metric, asked: {scores: [], jackknife: 0}, report() {}, work};
  return {made, measure: async () => (await measureImages(folder, maker, options)).distance};
}

test('measureImages() makes features again that are not what was saved, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-measure-'));
  const {made, measure} = measurer(folder);
  const distance = await measure();
  const parts = readdirSync(folder).filter((name) => name.endsWith('.features'));
  assert.deepEqual([parts.length, made.length], [3, 3]);
  for (const [index, part] of parts.entries()) {
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(1),
      (bytes: Buffer) => Buffer.alloc(0, bytes),
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 6 ? byte ^ 1 : byte))),
    ]) {
      for (const name of readdirSync(folder)) if (name.startsWith('measured')) rmSync(join(folder, name));
      writeFileSync(join(folder, part), damage(readFileSync(join(folder, part))));
      made.length = 0;
      assert.equal(await measure(), distance, part);
      assert.deepEqual(made, [0, 4, 8].slice(index), 'from the first damaged one on');
    }
  }
});

test('measureImages() measures again where what was measured is damaged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-measure-'));
  const {made, measure} = measurer(folder);
  const distance = await measure();
  const name = readdirSync(folder).find((one) => one.startsWith('measured'))!;
  const text = readFileSync(join(folder, name), 'utf8');
  for (let at = 0; at < text.length; at += 3) {
    const bytes = Buffer.from(text);
    bytes[at]! ^= 1;
    writeFileSync(join(folder, name), bytes);
    assert.equal(await measure(), distance, `byte ${at}`);
  }
  assert.equal(made.length, 3);
});
