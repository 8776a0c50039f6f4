import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {samplingMemory, trainingMemory} from '../../src/models/memory.js';
import {packageRoot} from '../../src/paths.js';
import type {StageMemory} from '../../src/plan/declaration.js';
import {describeRemedy, fits, peakOf, remediesFor} from '../../src/plan/fit.js';
import {networkOf} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';

const GIB = 2 ** 30;
const training = (batch: number, more: Partial<StageMemory> = {}): StageMemory => ({
  ...{fixed: 2 * GIB, perImage: GIB, images: batch, lever: {key: 'train.accumulate', batch}},
  ...more,
});

test('remediesFor() finds the fewest parts that divide every batch and fit', () => {
  const needs = [
    {id: 'train', memory: training(96)},
    {id: 'baseline', memory: training(64)},
  ];
  assert.equal(peakOf(needs[0]!.memory), 98 * GIB);
  assert.deepEqual(remediesFor(needs, 200 * GIB), []);
  // 3 parts would do for 96 images, and do not divide 64; 4 parts need 26 GiB, of which 85 % of 40 are enough.
  const [remedy] = remediesFor(needs, 40 * GIB);
  assert.deepEqual(remedy, {
    stages: ['train', 'baseline'],
    key: 'train.accumulate',
    value: 4,
    images: 24,
    peak: 26 * GIB,
  });
  const line = describeRemedy(remedy!, {name: 'a GPU', available: 40 * GIB});
  assert.match(
    line,
    /^train, baseline will not fit the 40 GiB of a GPU; with --set train\.accumulate=4 it is 24 images/,
  );
  assert.match(line, /differ by rounding/);
});

test('remediesFor() halves what a stage samples at a time, and says where nothing helps', () => {
  const sampling: StageMemory = {fixed: GIB, perImage: GIB, images: 256, lever: {key: 'search.batch'}};
  const [remedy] = remediesFor([{id: 'search', memory: sampling}], 80 * GIB);
  assert.deepEqual([remedy!.value, remedy!.peak], [64, 65 * GIB]);
  assert.match(describeRemedy(remedy!, {name: 'a GPU', available: 80 * GIB}), /search\.batch=64 .*no number changes/);
  const [none] = remediesFor([{id: 'train', memory: training(8, {fixed: 90 * GIB})}], 80 * GIB);
  assert.equal(none!.value, undefined);
  assert.match(
    describeRemedy(none!, {name: 'a GPU', available: 80 * GIB}),
    /not even with one image at a time \(91 GiB\)/,
  );
});

test('fits() keeps a part of the memory for the driver, for workspaces, and for what the estimate is off', () => {
  assert.ok(fits(training(32), 40 * GIB));
  assert.ok(!fits(training(33), 40 * GIB));
});

/** Peaks in MiB of `npm run bench -- memory experiments/NAME.yaml BATCH WHAT` on a CPU. */
const MEASURED = [
  ['cifar10', 'train', 2, 2320],
  ['cifar10', 'train', 6, 2537],
  ['cifar10', 'train', 16, 4006],
  ['celeba64', 'train', 1, 4102],
  ['celeba64', 'train', 3, 5057],
  ['celebahq128', 'train', 1, 4712],
  ['imagenet64', 'train', 2, 6471],
  ['quickstart', 'train', 64, 652],
  ['cifar10', 'sample', 8, 1573],
  ['cifar10', 'sample', 32, 1688],
  ['celeba64', 'sample', 4, 2491],
  ['celeba64', 'sample', 12, 2797],
  ['quickstart', 'sample', 256, 562],
] as const;
const TOLERANCE = 0.15;

test('memory of the published networks is that of measured peaks, to 15 %', () => {
  for (const [name, what, batch, measured] of MEASURED) {
    const experiment = requireSpec(join(packageRoot, 'experiments', `${name}.yaml`));
    const config = networkOf(experiment);
    const {fixed, perImage} =
      what === 'train'
        ? trainingMemory(config, ['8/8', '2/8', '7/8'])
        : samplingMemory(config, experiment.widths.options);
    const planned = (fixed + batch * perImage) / 2 ** 20;
    assert.ok(Math.abs(planned / measured - 1) < TOLERANCE, `${name} ${what} ${batch}: ${planned} against ${measured}`);
  }
});
