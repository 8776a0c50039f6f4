import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readDigits} from '../../src/data/dataset.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {Feed} from '../../src/stages/feed.js';
import {Feeder} from '../../src/stages/feeder.js';

const schedule = linearSchedule(1000, [1e-4, 0.02]);
const settings = {seed: 3, batch: 16, flips: true, places: 2};

test('Feeder gives the numbers that Feed makes, in order, from any step on', async () => {
  const set = readDigits();
  const feed = new Feed(set, schedule, settings);
  const feeder = new Feeder(set, schedule, {...settings, first: 5, last: 9});
  for (let step = 5; step <= 9; step++) assert.deepEqual(feeder.next(), feed.arrays(step));
  assert.ok(feeder.waitedMs > 0);
  await feeder.close();
});

test('Feed shows every image once an epoch, and steps do not depend on what was asked before', () => {
  const set = {...readDigits(), count: 64};
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
