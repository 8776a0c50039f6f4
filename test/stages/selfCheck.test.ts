import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TensorInfo} from '@tensorflow/tfjs-core';
import {tf} from '../../src/engine/tf.js';
import {wrongDeviceProblem} from '../../src/runtime/verdict.js';
import {type SelfCheck, selfCheck} from '../../src/stages/selfCheck.js';

/** The self-check on a device on which the results of one kernel are off by a factor: as if its kernel were wrong. */
function checkWithWrong(kernel: string, factor: number): SelfCheck {
  const right = tf.getKernel(kernel, 'tensorflow');
  tf.unregisterKernel(kernel, 'tensorflow');
  tf.registerKernel({
    ...right,
    kernelFunc: (given) => {
      const value = right.kernelFunc(given) as TensorInfo;
      // A kernel of its own, so that recorded programs hold it, too.
      const mul = tf.getKernel('Multiply', 'tensorflow');
      return mul.kernelFunc({inputs: {a: value, b: tf.scalar(factor)}, backend: given.backend, attrs: {}});
    },
  });
  try {
    return selfCheck('float32');
  } finally {
    tf.unregisterKernel(kernel, 'tensorflow');
    tf.registerKernel(right);
  }
}

test('selfCheck() passes on the CPU, far below its tolerances, and leaves no tensors', () => {
  const {numTensors} = tf.memory();
  const {checks, wrong} = selfCheck('float32');
  assert.equal(wrong, undefined);
  assert.equal(tf.memory().numTensors, numTensors);
  for (const {quantity, error, tolerance} of checks)
    assert.ok(error <= tolerance / 2, `${quantity}: ${error} is close to ${tolerance}`);
});

for (const [kernel, quantity] of [
  ['Conv2D', /^float32 network at 2\/8$/],
  ['Conv2DBackpropFilter', /^norm of its gradient$/],
] as const) {
  test(`selfCheck() names the first quantity that is off, and by how much, where ${kernel} is wrong`, () => {
    const {wrong} = checkWithWrong(kernel, 1.01);
    assert.match(wrong?.quantity ?? 'none', quantity);
    assert.ok(wrong!.error > 10 * wrong!.tolerance);
    assert.match(
      wrongDeviceProblem('an NVIDIA card', wrong!).message,
      quantity.source.includes('norm') ? /norm/ : /2\/8/,
    );
  });
}
