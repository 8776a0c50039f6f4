import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor, tf} from '../../src/engine/tf.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import type {UNetConfig} from '../../src/models/shape.js';
import type {Width} from '../../src/models/width.js';
import {fillNormals} from '../../src/random.js';
import {adamFactors, batchInputs, sandwichGradient, trainingState, trainingStep} from '../../src/training/step.js';
import {fromStored} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {
  fixture,
  readJson,
  referenceConfig,
  referenceTimeTable,
  referenceWeights,
  relativeError,
  scaledHash,
  toChannelsLast,
} from '../fixtures.js';

test("trainingStep() equals the authors' sandwich step: losses, norm, clipped gradients, Adam", () => {
  const layout = flatLayout(referenceConfig);
  const golden = readSafetensors(fixture('unet', 'sandwich-step.safetensors')).tensors;
  const reference = readJson<{losses: Record<string, number>; grad_norm_before_clip: number}>('unet', 'reference.json');
  const widths: [Width, string][] = [
    ['8/8', '1.0'],
    ['2/8', '0.25'],
    ['4/8', '0.5'],
  ];
  const schedule = linearSchedule(100, [1e-4, 0.02]);
  const options = {config: referenceConfig, layout, batch: 4, clip: 1, timeTableSteps: 100};
  const programs = recordPrograms({
    state: trainingState(layout),
    programs: {
      step: trainingStep(
        widths.map(([width]) => width),
        options,
      ),
    },
  });
  programs.write('weights', tf.tensor1d(referenceWeights(layout)));
  const image = (name: string): Tensor => {
    const {data, shape} = golden.get(name)!;
    return tf.tensor(toChannelsLast(data, shape), [4, 16, 16, 3]);
  };
  const {rate, correction} = adamFactors(4e-4, 1);
  const inputs: Record<string, Tensor> = {
    x0: image('x0'),
    rate: tf.scalar(rate),
    correction: tf.scalar(correction),
    decay: tf.scalar(0.9999),
    timeTable: referenceTimeTable(),
  };
  for (const [index, [, name]] of widths.entries()) {
    const t = [...golden.get(`t_${name}`)!.data];
    inputs[`noise${index}`] = image(`noise_${name}`);
    inputs[`t${index}`] = tf.tensor1d(t, 'float32');
    inputs[`signal${index}`] = tf.tensor1d(t.map((step) => Math.sqrt(schedule.alphaBars[step]!)));
    inputs[`spread${index}`] = tf.tensor1d(t.map((step) => Math.sqrt(1 - schedule.alphaBars[step]!)));
  }
  const {losses, norm, clipped} = programs.call('step', inputs);
  assert.ok(
    relativeError(
      losses!.dataSync(),
      widths.map(([, name]) => reference.losses[name]!),
    ) < 1e-5,
  );
  assert.ok(relativeError(norm!.dataSync(), [reference.grad_norm_before_clip]) < 1e-4);
  const gradients = clipped!.dataSync() as Float32Array;
  const after = programs.read('weights').dataSync() as Float32Array;
  let compared = 0;
  for (const {name, shape, offset, size} of layout.parameters) {
    const wanted = golden.get(`grad_clipped/${name}`);
    if (!wanted) continue;
    compared++;
    const gradient = relativeError(
      gradients.subarray(offset, offset + size),
      fromStored(name, wanted.data as Float32Array, shape),
    );
    assert.ok(gradient < 1e-3, `gradient of ${name}: ${gradient}`);
    const stored = fromStored(name, golden.get(`after/${name}`)!.data as Float32Array, shape);
    // Adam's first step is ±rate wherever the gradient stands out from epsilon (1e-8); below that its sign is noise.
    const clear = [...golden.get(`grad_clipped/${name}`)!.data].map((value) => Math.abs(value) > 1e-6);
    const mask = fromStored(name, Float32Array.from(clear, Number), shape);
    for (let i = 0; i < size; i++) {
      const error = Math.abs(after[offset + i]! - stored[i]!);
      assert.ok(error < (mask[i] ? 4e-4 * 0.02 : 2 * 4e-4), `${name}[${i}] after the step is off by ${error}`);
    }
  }
  assert.equal(compared, 10);
});

test('sandwichGradient() sums the gradients of all draws of a width', () => {
  const config: UNetConfig = {
    ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1], attentionLevels: [], blocks: 1, groups: 4},
    ...{dropout: 0, classes: 0, slices: 'aligned'},
  };
  const layout = flatLayout(config);
  const options = {config, layout, batch: 2, clip: 1};
  const gradientOf = (widths: readonly Width[], places: readonly number[]): Float32Array => {
    const programs = recordPrograms({
      state: {weights: {shape: [layout.size]}},
      programs: {
        gradient: {
          inputs: batchInputs(widths, options),
          run: (feeds, state) => ({gradient: sandwichGradient(widths, options, {feeds, state}).gradient}),
        },
      },
    });
    const weights = new Float32Array(layout.size);
    fillNormals(weights, {seed: 3, stream: 1000});
    programs.write('weights', tf.tensor1d(weights.map((value) => 0.2 * value)));
    const image = (name: string): Tensor => tf.tensor(scaledHash(name, 128, [2, 0]), [2, 8, 8, 1]);
    const inputs: Record<string, Tensor> = {x0: image('draws/x0')};
    for (const [index, place] of places.entries()) {
      inputs[`noise${index}`] = image(`draws/noise${place}`);
      inputs[`t${index}`] = tf.tensor1d([10 + place, 600 - place]);
      inputs[`signal${index}`] = tf.tensor1d([0.9, 0.4]);
      inputs[`spread${index}`] = tf.tensor1d([Math.sqrt(1 - 0.81), Math.sqrt(1 - 0.16)]);
    }
    const gradient = programs.call('gradient', inputs).gradient!.dataSync() as Float32Array;
    programs.dispose();
    return gradient;
  };
  const [full, first, second] = (['8/8', '4/8', '4/8'] as const).map((width, place) => gradientOf([width], [place]));
  const wanted = full!.map((value, i) => value + first![i]! + second![i]!);
  assert.ok(relativeError(gradientOf(['8/8', '4/8', '4/8'], [0, 1, 2]), wanted) < 1e-5);
});
