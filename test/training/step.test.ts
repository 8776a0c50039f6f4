import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor, tf} from '../../src/engine/tf.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import type {Width} from '../../src/models/width.js';
import {adamFactors, trainingState, trainingStep} from '../../src/training/step.js';
import {fromStored} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {
  fixture,
  readJson,
  referenceConfig,
  referenceTimeTable,
  referenceWeights,
  relativeError,
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
