import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {type FlatLayout, flatLayout} from '../../src/models/flatLayout.js';
import {describeGroupFault, groupFaults, type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {WIDTHS, type Width} from '../../src/models/width.js';
import {batchInputs, sandwichGradient} from '../../src/training/step.js';
import {fromStored, storedShape} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, relativeError, scaledHash} from '../fixtures.js';

const aligned = {slices: 'aligned'} as const;
const nested = {...aligned, norms: 'constant-size'} as const;

/** Outputs of the network at each width, on x [batch, resolution, resolution, channels]. */
function outputs(
  config: UNetConfig,
  weights: Float32Array,
  {x, t, widths}: {x: Tensor4D; t: Tensor1D; widths: readonly Width[]},
): Map<Width, Float32Array> {
  const layout = flatLayout(config);
  const full = splitFlat(tf.tensor1d(weights), layout);
  return new Map(
    widths.map((width) => {
      const shape = unetShape(config, width);
      const y = unet(shape, sliceWeights(full, layout, shape), {x, t});
      return [width, y.dataSync() as Float32Array];
    }),
  );
}

interface Golden {
  config: UNetConfig;
  batch: number;
  forward: {widths: Width[]; t: number[]};
  sandwich: {width: Width; t: number[]}[];
  losses: number[];
  gradientNorm: number;
  gradientNorms: Record<string, number>;
}
const golden = readJson<Golden>('unet', 'nested-step.json');
const tensors = readSafetensors(fixture('unet', 'nested-step.safetensors')).tensors;

/** Weights as test/golden/nested.py seeds them. */
function seeded(layout: FlatLayout): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset, size} of layout.parameters) {
    const stored = storedShape(name, shape);
    const fanIn = stored.slice(1).reduce((a, b) => a * b, 1);
    const scale: [number, number] = name.endsWith('.bias')
      ? [0.2, 0]
      : stored.length === 1
        ? [0.4, 1]
        : [Math.sqrt(12 / fanIn), 0];
    flat.set(fromStored(name, scaledHash(name, size, scale), shape), offset);
  }
  return flat;
}

test('a nested network and the gradient of its sandwich step equal PyTorch and its autograd', () => {
  const {config, batch} = golden;
  const layout = flatLayout(config);
  const shape: [number, number, number, number] = [batch, 8, 8, 1];
  const image = (name: string): Tensor4D => tf.tensor4d(scaledHash(name, batch * 64, [Math.sqrt(12), 0]), shape);
  const weights = seeded(layout);
  const {widths, t} = golden.forward;
  for (const [width, y] of outputs(config, weights, {x: image('nested/x'), t: tf.tensor1d(t), widths})) {
    const error = relativeError(y, tensors.get(`forward.${width}`)!.data);
    assert.ok(error < 1e-4, `${width}: ${error}`);
  }

  const sandwich = golden.sandwich.map(({width}) => width);
  const options = {config, layout, batch, clip: 1};
  const programs = recordPrograms({
    state: {weights: {shape: [layout.size]}},
    programs: {
      gradient: {
        inputs: batchInputs(sandwich, options),
        run: (feeds, state) => sandwichGradient(sandwich, options, {feeds, state}),
      },
    },
  });
  programs.write('weights', tf.tensor1d(weights));
  const {alphaBars} = linearSchedule(1000, [1e-4, 0.02]);
  const places = golden.sandwich.map(({t: times}, place) => ({
    [`noise${place}`]: image(`nested/noise${place}`),
    [`t${place}`]: tf.tensor1d(times, 'float32'),
    [`signal${place}`]: tf.tensor1d(times.map((time) => Math.sqrt(alphaBars[time]!))),
    [`spread${place}`]: tf.tensor1d(times.map((time) => Math.sqrt(1 - alphaBars[time]!))),
  }));
  const {losses, gradient} = programs.call('gradient', Object.assign({x0: image('nested/x0')}, ...places));
  assert.ok(relativeError(losses!.dataSync(), golden.losses) < 1e-5);
  const flat = gradient!.dataSync() as Float32Array;
  const normOf = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
  assert.ok(Math.abs(normOf(flat) / golden.gradientNorm - 1) < 1e-4);
  let compared = 0;
  for (const {name, shape: dims, offset, size} of layout.parameters) {
    const own = flat.subarray(offset, offset + size);
    const norm = golden.gradientNorms[name]!;
    assert.ok(Math.abs(normOf(own) - norm) < 1e-4 * Math.max(norm, 0.01 * golden.gradientNorm), name);
    const stored = tensors.get(`gradient.${name}`);
    if (!stored) continue;
    compared++;
    const error = relativeError(own, fromStored(name, stored.data as Float32Array, dims));
    assert.ok(error < 1e-4, `gradient of ${name}: ${error}`);
  }
  assert.equal(compared, 14);
  programs.dispose();
});

test('the full width is the same network for every kind of slimming', () => {
  const {config, batch} = golden;
  const weights = seeded(flatLayout(config));
  const x = tf.tensor4d(scaledHash('nested/x', batch * 64, [Math.sqrt(12), 0]), [batch, 8, 8, 1]);
  const of = (kind: UNetConfig): Float32Array =>
    outputs(kind, weights, {x, t: tf.tensor1d(golden.forward.t), widths: ['8/8']}).get('8/8')!;
  const {slices: _slices, norms: _norms, ...published} = config;
  for (const kind of [{...published, ...aligned}, {...published, norms: 'constant-size'} as const, config])
    assert.deepEqual(of(kind), of(published));
});

test('32 groups of constant size fit all seven widths of 128 channels, and a fixed number of them only four', () => {
  const cifar10: UNetConfig = {
    ...{resolution: 32, imageChannels: 3, channels: 128, multipliers: [1, 2, 2, 2], attentionLevels: [1], blocks: 2},
    ...{groups: 32, dropout: 0, classes: 0},
  };
  assert.deepEqual(groupFaults({...cifar10, ...nested}, WIDTHS), []);
  assert.deepEqual(
    groupFaults(cifar10, WIDTHS).map(({width}) => width),
    ['3/8', '5/8', '7/8'],
  );
  // 3/8 of 64 and of 32 channels make 24 and 16, which are no groups of 12.
  const [fault] = groupFaults({...cifar10, channels: 32, multipliers: [1, 2], blocks: 1, groups: 8, ...nested}, [
    '3/8',
  ]);
  assert.match(
    describeGroupFault(fault!, 8),
    /^groups of \d+ channels \(8 groups at full width\) do not divide the \d+ channels of \S+ at width 3\/8$/,
  );
});
