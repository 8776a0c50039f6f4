import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {costOf} from '../../src/models/cost.js';
import {fullWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {importanceOf, keptChannels, prunedConfig, prunedWeights} from '../../src/models/pruning.js';
import {groupFaults, type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {GradientSum, stopsAt} from '../../src/training/diffPruning.js';
import {fromStored} from '../../src/weights/layout.js';
import {hashed, readJson, relativeError, toChannelsLast} from '../fixtures.js';

/** The network of test/golden/pruning.py. */
const config: UNetConfig = {
  ...{resolution: 8, imageChannels: 3, channels: 32, multipliers: [1, 2], attentionLevels: [1], blocks: 1},
  ...{groups: 8, dropout: 0, classes: 0},
};
const layout = flatLayout(config);
const golden = readJson<{
  threshold: number;
  losses: number[];
  stoppedAt: number;
  importance: Record<string, number[]>;
  kept: Record<string, number[]>;
}>('pruning.json');

function seeded(): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset, size} of layout.parameters) {
    const fanIn = shape.length === 4 ? shape[0]! * shape[1]! * shape[2]! : shape[0]!;
    const values = Float32Array.from(hashed(name, size), (value) => {
      if (name.endsWith('bias')) return 0.2 * value;
      return shape.length === 1 ? 1 + 0.4 * value : value * Math.sqrt(12 / fanIn);
    });
    flat.set(fromStored(name, values, shape), offset);
  }
  return flat;
}
const weights = seeded();
const given = (name: string, scale: number): Float32Array =>
  toChannelsLast(
    Float32Array.from(hashed(name, 4 * 192), (value) => scale * value),
    [4, 3, 8, 8],
  );
const batch = {x0: given('images', 2), noise: given('noise', Math.sqrt(12)), labels: new Int32Array(4)};

/** The whole of Diff-Pruning's first part, in parts of `size` images. */
function measured(size: number): {losses: number[]; gradient: Float32Array} {
  const {alphaBars} = linearSchedule(1000, [1e-4, 0.02]);
  const sum = new GradientSum({config, layout, batch: size});
  sum.load(weights);
  const losses: number[] = [];
  for (let t = 0; t < 25; t++) {
    losses.push(sum.step(batch, {t, alphaBar: alphaBars[t]!}));
    if (stopsAt(losses, golden.threshold)) break;
    sum.commit();
  }
  const gradient = sum.gradient();
  sum.dispose();
  return {losses, gradient};
}

const whole = measured(4);

test('GradientSum has the losses that autograd has, and stops at the same step', () => {
  assert.equal(whole.losses.length - 1, golden.stoppedAt);
  assert.ok(relativeError(whole.losses, golden.losses) < 1e-5);
});

test('GradientSum in parts is GradientSum of the whole batch', () => {
  const halves = measured(2);
  assert.ok(relativeError(halves.losses, whole.losses) < 1e-5);
  assert.ok(relativeError(halves.gradient, whole.gradient) < 1e-4);
});

const scores = importanceOf(config, weights, {kind: 'taylor', gradient: whole.gradient});

test("importanceOf() and keptChannels() equal PyTorch's on the same weights, batch and noise", () => {
  assert.deepEqual([...scores.keys()].sort(), Object.keys(golden.importance).sort());
  for (const [name, values] of scores) {
    const error = relativeError(values, golden.importance[name]!);
    assert.ok(error < 1e-3, `${name}: ${error}`);
  }
  const kept = keptChannels(config, scores, 0.3);
  assert.deepEqual(Object.fromEntries([...kept].sort()), Object.fromEntries(Object.entries(golden.kept).sort()));
});

test('prunedWeights() takes the chosen channels of the larger network, in their order, along both axes', () => {
  const kept = keptChannels(config, scores, 0.3);
  const small = prunedConfig(config, kept);
  const flat = prunedWeights(config, weights, kept);
  assert.equal(flat.length, flatLayout(small).size);
  assert.deepEqual(groupFaults(small, ['8/8']), []);
  const [before, after] = [costOf(unetShape(config)).macs, costOf(unetShape(small)).macs];
  assert.ok(after / before > 0.5 && after / before < 0.65, String(after / before));
  // A convolution after a concatenation: what arrives is of two groups, one after the other.
  const name = 'upblocks.1.block1.2.weight';
  const [large, less] = [layout, flatLayout(small)].map(({parameters}) => parameters.find((one) => one.name === name)!);
  const arriving = [...kept.get('upblocks.0')!, ...kept.get('downblocks.1')!.map((channel) => 64 + channel)];
  const leaving = kept.get('upblocks.1.block1')!;
  assert.deepEqual(less!.shape, [3, 3, arriving.length, leaving.length]);
  for (let place = 0; place < 9; place++) {
    for (const [i, input] of arriving.entries()) {
      for (const [o, output] of leaving.entries()) {
        const from = large!.offset + (place * 96 + input) * 64 + output;
        const to = less!.offset + (place * arriving.length + i) * leaving.length + o;
        assert.equal(flat[to], weights[from]);
      }
    }
  }
});

test('prunedWeights() that keeps every channel is the network itself, and a pruned one runs', () => {
  const all = new Map([...scores].map(([name, values]) => [name, [...values.keys()]]));
  assert.deepEqual(prunedWeights(config, weights, all), weights);
  const kept = keptChannels(config, scores, 0.3);
  const small = prunedConfig(config, kept);
  const smallLayout = flatLayout(small);
  const programs = recordPrograms({
    state: {weights: {shape: [smallLayout.size]}},
    programs: {
      predict: {
        inputs: {x: {shape: [4, 8, 8, 3]}},
        run: ({x}, state) => ({
          y: unet(
            unetShape(small),
            fullWeights(splitFlat(state.read('weights') as Tensor1D, smallLayout), smallLayout),
            {x: x as Tensor4D, t: tf.fill([4], 3) as Tensor1D},
          ),
        }),
      },
    },
  });
  programs.write('weights', tf.tensor1d(prunedWeights(config, weights, kept)));
  const {y} = programs.call('predict', {x: tf.tensor(batch.x0, [4, 8, 8, 3])});
  assert.ok(y!.dataSync().every(Number.isFinite));
  programs.dispose();
});

test('the pruned CIFAR-10 network costs 3393 MMACs, near the 3415 of width 6/8', () => {
  const cifar10: UNetConfig = {
    ...{resolution: 32, imageChannels: 3, channels: 128, multipliers: [1, 2, 2, 2], attentionLevels: [1], blocks: 2},
    ...{groups: 32, dropout: 0.1, classes: 0},
  };
  const full = flatLayout(cifar10);
  const ones = importanceOf(cifar10, new Float32Array(full.size).fill(1), {kind: 'magnitude'});
  const kept = keptChannels(cifar10, ones, 0.3);
  assert.deepEqual(
    ['head', 'downblocks.3', 'time.hidden', 'downblocks.3.attn.query'].map((name) => kept.get(name)!.length),
    [96, 192, 358, 179],
  );
  const macs = costOf(unetShape(prunedConfig(cifar10, kept))).macs;
  assert.equal(macs, 3_392_819_008);
});
