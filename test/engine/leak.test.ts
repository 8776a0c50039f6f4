import assert from 'node:assert/strict';
import {test} from 'node:test';
import {matMul} from '../../src/engine/operations.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor, type Tensor1D, tf} from '../../src/engine/tf.js';
import {adamFactors, adamUpdate} from '../../src/training/step.js';

test('10,000 recorded training steps leave tensors and memory where they were', () => {
  const size = 16 * 16;
  const programs = recordPrograms({
    state: Object.fromEntries(['weights', 'first', 'second', 'average'].map((name) => [name, {shape: [size]}])),
    programs: {
      step: {
        inputs: {x: {shape: [32, 16]}, rate: {shape: []}, correction: {shape: []}, decay: {shape: []}},
        run: (feeds, state) => {
          const loss = (weights: Tensor): Tensor =>
            tf.mean(tf.square(tf.sub(matMul(feeds.x!, tf.reshape(weights, [16, 16])), feeds.x!)));
          const {value, grad} = tf.valueAndGrad(loss as never)(state.read('weights'));
          adamUpdate(state, grad as Tensor1D, {feeds, clip: 1});
          return {loss: value};
        },
      },
    },
  });
  const values = Float32Array.from({length: 32 * 16}, (_, index) => Math.sin(index));
  const step = (n: number): number => {
    const {rate, correction} = adamFactors(1e-2, n);
    const inputs = {
      x: tf.tensor2d(values, [32, 16]),
      rate: tf.scalar(rate),
      correction: tf.scalar(correction),
      decay: tf.scalar(0.99),
    };
    const outputs = programs.call('step', inputs);
    const loss = outputs.loss!.dataSync()[0]!;
    tf.dispose([inputs, outputs] as never);
    return loss;
  };
  let n = 0;
  const first = step(++n);
  while (n < 2000) step(++n);
  const before = {tensors: tf.memory().numTensors, bytes: process.memoryUsage().rss};
  let last = first;
  while (n < 12_000) last = step(++n);
  assert.ok(last < first / 100, 'and the steps train');
  assert.equal(tf.memory().numTensors, before.tensors);
  const grown = (process.memoryUsage().rss - before.bytes) / 2 ** 20;
  assert.ok(grown < 32, `resident memory grew by ${grown.toFixed(1)} MiB`);
  programs.dispose();
});
