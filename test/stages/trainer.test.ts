/** Training over several devices, against the same parts of each batch on one. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {deviceCount} from '../../src/engine/device.js';
import {tf} from '../../src/engine/tf.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import type {UNetConfig} from '../../src/models/shape.js';
import type {Width} from '../../src/models/width.js';
import type {ProblemError} from '../../src/problem.js';
import {fillNormals, STREAM} from '../../src/random.js';
import {Trainer, trainingDevices} from '../../src/stages/training/trainer.js';
import {relativeError} from '../fixtures.js';

const network: UNetConfig = {
  resolution: 8,
  imageChannels: 1,
  channels: 16,
  multipliers: [1],
  blocks: 1,
  attentionLevels: [],
  groups: 4,
  dropout: 0.1,
  classes: 0,
};
const sandwiches: Width[][] = [
  ['8/8', '4/8'],
  ['8/8', '6/8'],
];
const batch = 8;
const VECTORS = ['weights', 'first', 'second', 'average'] as const;
type Vectors = Record<(typeof VECTORS)[number], Float32Array>;
interface Result {
  losses: number[];
  vectors: Vectors;
}
const layout = flatLayout(network);
const zeros = new Float32Array(layout.size);
const start: Vectors = {
  weights: initialWeights(layout, 0),
  average: initialWeights(layout, 0),
  first: zeros,
  second: zeros,
};
const {alphaBars} = linearSchedule(100, [1e-4, 0.02]);

/** Each batch in four parts, on one device after the other or on several at once. */
function trainerOn(devices: number, accumulate = 4): Trainer {
  const settings = {
    iterations: 10,
    batch,
    accumulate,
    clip: 1,
    precision: 'float32' as const,
    ema: 0.9,
    emaWarmup: false,
  };
  return new Trainer({network, layout, sandwiches, settings, devices});
}
const one = trainerOn(1);
const two = trainerOn(2);
const four = trainerOn(4, 1);

const pixels = Float32Array.from({length: 40 * 64}, (_, i) => Math.sin(i * 0.37));

/** Steps `first` to `last` on arrays that depend on the step alone, from the start or from what was saved. */
async function run(trainer: Trainer, [first, last]: [number, number], from: Vectors = start): Promise<Result> {
  for (const name of VECTORS) trainer.programs.write(name, from[name]);
  const losses: number[] = [];
  for (let step = first; step <= last; step++) {
    const places = sandwiches[0]!.map((_, place) => {
      const noise = new Float32Array(batch * 64);
      fillNormals(noise, {seed: 1, stream: STREAM.trainingNoise, image: step, step: place});
      const t = Float32Array.from({length: batch}, (_, i) => (step * 7 + i * 11 + place) % 100);
      const signal = t.map((time) => Math.sqrt(alphaBars[time]!));
      return {noise, t, signal, spread: t.map((time) => Math.sqrt(1 - alphaBars[time]!))};
    });
    const at = ((step * batch) % 32) * 64;
    const x0 = pixels.slice(at, at + batch * 64);
    const arrays = {step, x0, labels: new Int32Array(batch), places, dropout: [step, 5] as [number, number]};
    const result = await trainer.step(sandwiches[step % 2]!, arrays, 1e-3);
    losses.push(...Object.values(result.losses), result.norm);
  }
  const vectors = VECTORS.map((name) => {
    const tensor = trainer.programs.read(name);
    const data = (tensor.dataSync() as Float32Array).slice();
    tf.dispose(tensor);
    return [name, data] as const;
  });
  return {losses, vectors: Object.fromEntries(vectors) as Vectors};
}

test('training on 2 and 4 devices gives what as many parts on one give', async () => {
  const expected = await run(one, [1, 20]);
  for (const [devices, trainer] of [
    [2, two],
    [4, four],
  ] as const) {
    const {losses, vectors} = await run(trainer, [1, 20]);
    assert.ok(relativeError(losses, expected.losses) < 1e-5, `losses: ${relativeError(losses, expected.losses)}`);
    for (const name of VECTORS) {
      const error = relativeError(vectors[name], expected.vectors[name]);
      assert.ok(error < 1e-5, `${name} on ${devices} devices: ${error}`);
    }
  }
});

test('training on two devices repeats to the last bit, and goes on alike where it was cut off', async () => {
  const expected = await run(two, [1, 8]);
  assert.deepEqual(await run(two, [1, 8]), expected);
  const {vectors: saved} = await run(two, [1, 5]);
  await run(two, [1, 2]);
  assert.deepEqual((await run(two, [6, 8], saved)).vectors, expected.vectors);
  // On another number of devices, the same parts: the same numbers, but for the order of additions.
  const {vectors} = await run(four, [6, 8], saved);
  const error = relativeError(vectors.weights, expected.vectors.weights);
  assert.ok(error > 0 && error < 1e-5, String(error));
});

test('trainingDevices() takes what divides the batch, and refuses what does not', () => {
  assert.equal(deviceCount('gpu', 'GPU-a,GPU-b,GPU-c'), 3);
  assert.equal(deviceCount('cpu', 'GPU-a,GPU-b'), 1);
  const taken = [1, 2, 3, 4, 8].map((there) => trainingDevices('auto', {batch: 12, accumulate: 1}, there));
  assert.deepEqual(taken, [1, 2, 3, 4, 6]);
  assert.equal(trainingDevices('auto', {batch: 256, accumulate: 4}, 3), 2);
  assert.equal(trainingDevices(2, {batch: 256, accumulate: 4}), 2);
  assert.throws(
    () => trainingDevices(3, {batch: 256, accumulate: 1}),
    (error: ProblemError) => /a batch of 256 in 3 parts does not divide among 3 devices/.test(error.message),
  );
});
