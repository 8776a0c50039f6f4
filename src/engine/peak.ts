/** What a device can do at most: the rate of a large matrix product, against which everything else is measured. */
import {branchesFor, deviceKind} from './device.js';
import {inBranches, matMul} from './operations.js';
import {recordPrograms} from './programs.js';
import type {Precision} from './recorder.js';
import {tf} from './tf.js';

/** Sides of a product that fills a device and is done in milliseconds on it. */
const SIZE = {cpu: 2048, gpu: 8192};

/**
 * FLOP/s of a matrix product, the best of `repeats`. On a GPU float32 is TF32 where the process allows it. Takes half a
 * second with the defaults.
 */
export function matrixPeak(precision: Precision, {size = SIZE[deviceKind()], repeats = 3} = {}): number {
  const programs = recordPrograms({
    state: {a: {shape: [size, size]}, b: {shape: [size, size]}},
    programs: {
      // Products of zeros take less power, and with it less time, than others.
      fill: {
        inputs: {x: {shape: [size, 1]}},
        run: ({x}, state) => {
          const outer = tf.matMul(x as never, x as never, false, true);
          state.assign('a', outer);
          state.assign('b', outer);
          return {};
        },
      },
      product: {
        inputs: {},
        run: (_, state) => {
          const b = state.read('b');
          const rows = inBranches(branchesFor(size), {a: state.read('a')}, ({a}) => matMul(a, b));
          return {y: tf.sum(rows)};
        },
      },
    },
    precision,
  });
  programs.call('fill', {x: Float32Array.from({length: size}, (_, i) => ((i * 0.618) % 1) - 0.5)});
  const seconds = (): number => {
    const began = performance.now();
    const {y} = programs.call('product', {});
    y!.dataSync();
    tf.dispose(y!);
    return (performance.now() - began) / 1000;
  };
  seconds();
  const best = Math.min(...Array.from({length: repeats}, seconds));
  programs.dispose();
  return (2 * size ** 3) / best;
}
