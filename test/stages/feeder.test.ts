import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {ImageSet} from '../../src/data/dataset.js';
import {digitsSource} from '../../src/data/sources/digits.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {ProblemError} from '../../src/problem.js';
import {fillNormals, STREAM} from '../../src/random.js';
import {Feed} from '../../src/stages/training/feed.js';
import {Feeder} from '../../src/stages/training/feeder.js';

/** The digits, in memory. */
const digits = await (async (): Promise<ImageSet> => {
  const source = digitsSource();
  const pixels = new Uint8Array(source.count * 64);
  const labels = new Uint16Array(source.count);
  let at = 0;
  for await (const image of source.images()) {
    if ('raw' in image) pixels.set(image.raw.pixels, at * 64);
    labels[at++] = image.label!;
  }
  const {count, classes} = source;
  return {count, classes, labels, resolution: 8, channels: 1, segments: [pixels], perSegment: count};
})();
const schedule = linearSchedule(1000, [1e-4, 0.02]);
const settings = {seed: 3, batch: 16, flips: true, places: 2};

test('Feeder gives the numbers that Feed makes, in order, from any step on', async () => {
  const set = digits;
  const feed = new Feed(set, schedule, settings);
  const feeder = new Feeder(set, schedule, {...settings, first: 5, last: 9});
  for (let step = 5; step <= 9; step++) assert.deepEqual(feeder.next(), feed.arrays(step));
  await feeder.close();
});

test('Feeder says at once why a step cannot be made', {timeout: 30_000}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-feeder-'));
  const unusable: [ImageSet, RegExp][] = [
    [{...digits, folder: join(folder, 'gone')}, /gone/],
    [{...digits, segments: []}, /./],
  ];
  for (const [set, pattern] of unusable) {
    const feeder = new Feeder(set, schedule, {...settings, first: 1, last: 9});
    assert.throws(
      () => feeder.next(),
      (error: ProblemError) =>
        error instanceof ProblemError && pattern.test(error.message) && !/has died/.test(error.message),
    );
    await feeder.close();
  }
});

test('Feed draws the noise that random.ts defines, however it is made', () => {
  const wanted = new Float32Array(16 * 64);
  fillNormals(wanted, {seed: 3, stream: STREAM.trainingNoise, image: 7, step: 1});
  assert.deepEqual(new Feed(digits, schedule, settings).arrays(7).places[1]!.noise, wanted);
});

test('Feed shows every image once an epoch, and steps do not depend on what was asked before', () => {
  const set = {...digits, count: 64};
  const fresh = (step: number) => new Feed(set, schedule, settings).arrays(step);
  const feed = new Feed(set, schedule, {...settings, flips: false});
  const seen = new Set<string>();
  for (let step = 1; step <= 4; step++) {
    const {x0} = feed.arrays(step);
    for (let image = 0; image < 16; image++) seen.add(x0.subarray(64 * image, 64 * image + 64).join());
  }
  assert.equal(seen.size, 64);
  assert.deepEqual(fresh(7), fresh(7));
});

test('Feed withholds the share of classes that it is told to, as the class after the last', () => {
  const count = (labelDropout: number): number =>
    [...new Feed(digits, schedule, {...settings, batch: 1000, places: 1, labelDropout}).arrays(1).labels].filter(
      (label) => label === 10,
    ).length;
  assert.equal(count(0), 0);
  assert.ok(Math.abs(count(0.1) - 100) < 40, String(count(0.1)));
});
