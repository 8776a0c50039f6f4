import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KNOWN_GPUS} from '../../src/plan/gpus.js';
import {efficiencyOf, secondsOf, wallSeconds} from '../../src/plan/hours.js';
import {namedDevice} from '../../src/run/planDevice.js';

const large = {precision: 'float32', tf32: true, macs: 6e9} as const;

test('secondsOf() counts two operations a multiply-accumulate, and divides by what is reached of the peak', () => {
  assert.equal(secondsOf(1e12, {peak: 1e12, efficiency: 0.5}), 4);
  // An order of magnitude where nothing was measured: never nothing, never endless.
  assert.equal(secondsOf(4e10, {peak: undefined, efficiency: 0.5}), 1);
});

test('efficiencyOf() is lower for small networks, on every device', () => {
  for (const kind of ['cpu', 'gpu'] as const)
    for (const units of [true, false])
      assert.ok(
        efficiencyOf({kind, macs: 1e7, units, peak: 1e14}) < efficiencyOf({kind, macs: 6e9, units, peak: 1e14}),
      );
});

test("namedDevice() takes the peak of what the spec's networks compute in", () => {
  const peakOf = (name: string, more: Partial<Parameters<typeof namedDevice>[1]> = {}): [string, number] => {
    const {arithmetic, peak} = namedDevice(name, {...large, ...more});
    return [arithmetic, peak! / 1e12];
  };
  assert.deepEqual(peakOf('a100'), ['tf32', 156]);
  assert.deepEqual(peakOf('a100', {tf32: false}), ['float32', 19.5]);
  assert.deepEqual(peakOf('a100', {precision: 'bfloat16'}), ['bfloat16', 312]);
  assert.deepEqual(peakOf('v100'), ['float32', 15.7]);
  assert.deepEqual(peakOf('v100', {precision: 'bfloat16'}), ['bfloat16', 15.7]);
  assert.equal(namedDevice('v100', large).efficiency, 0.15);
  assert.equal(namedDevice('h100', large).memoryBytes, 80 * 2 ** 30);
  assert.throws(() => namedDevice('h1000', large), RangeError);
});

test('KNOWN_GPUS are slower or as fast in float32 than with their matrix units, and have memory', () => {
  for (const [name, {teraflops, memoryGib}] of Object.entries(KNOWN_GPUS)) {
    assert.match(name, /^[a-z0-9-]+$/);
    assert.ok(teraflops.float32 <= teraflops.tf32 && teraflops.tf32 <= teraflops.bfloat16, name);
    assert.ok(memoryGib >= 16 && teraflops.float32 > 5, name);
  }
});

test('wallSeconds() has a stage wait for its inputs and for one of the places', () => {
  const stages = [
    {id: 'classifier', folders: {}, seconds: 3},
    {id: 'train', folders: {}, seconds: 130},
    {id: 'baseline', folders: {}, seconds: 85},
    {id: 'search', folders: {network: 'train', features: 'classifier'}, seconds: 17},
    {id: 'evaluate', folders: {strategy: 'search', plain: 'baseline'}, seconds: 13},
  ].map((stage) => ({...stage, isTimed: stage.id === 'evaluate'}));
  assert.equal(wallSeconds(stages, 1), 248);
  assert.equal(wallSeconds(stages, 2), 160);
  assert.equal(wallSeconds(stages.slice(0, 3), 3), 130);
  // What is done already is no reason to wait.
  assert.equal(wallSeconds(stages.slice(3), 2), 30);
  assert.equal(wallSeconds([], 2), 0);
  // What is timed is computed by itself.
  const [one, two] = ['one', 'two'].map((id) => ({id, folders: {}, isTimed: true, seconds: 10}));
  assert.equal(wallSeconds([one!, two!], 2), 20);
  assert.equal(wallSeconds([{...one!, isTimed: false}, two!, {...two!, id: 'three', isTimed: false}], 2), 30);
});
