/** What the benchmarks run: the CIFAR-10 network of the paper with fixed random weights, and the machine's matrix peak. */
import {branchesFor} from '../src/engine/device.js';
import {inBranches, matMul} from '../src/engine/operations.js';
import {recordPrograms} from '../src/engine/programs.js';
import {tf} from '../src/engine/tf.js';
import {costAt} from '../src/models/cost.js';
import {flatLayout} from '../src/models/flat.js';
import {initialWeights} from '../src/models/initialise.js';
import type {UNetConfig} from '../src/models/shape.js';
import type {Width} from '../src/models/width.js';
import {fillNormals} from '../src/random.js';
import {median, timed} from './peer.js';

export const cifar10: UNetConfig = {
  resolution: 32,
  imageChannels: 3,
  channels: 128,
  multipliers: [1, 2, 2, 2],
  attentionLevels: [1],
  blocks: 2,
  groups: 16,
  dropout: 0,
  classes: 0,
};
export const layout = flatLayout(cifar10);

/** Initial weights with noise on top, so that no output is near zero. */
export function weights(): Float32Array {
  const values = initialWeights(layout, 1);
  const noise = new Float32Array(values.length);
  fillNormals(noise, {seed: 1, stream: 1000});
  for (let i = 0; i < values.length; i++) values[i]! += 0.02 * noise[i]!;
  return values;
}

export const gflopsAt = (width: Width): number => (2 * costAt(cifar10, width).macs) / 1e9;

/** GFLOP/s of a large float32 (or bfloat16) matrix product: what the machine can do. */
export function matrixPeak(precision: 'float32' | 'bfloat16'): number {
  const size = 3072;
  const programs = recordPrograms({
    state: {a: {shape: [size, size]}, b: {shape: [size, size]}},
    programs: {
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
  const run = (): void => tf.dispose(programs.call('product', {}));
  run();
  const times = Array.from({length: 7}, () => timed(run));
  programs.dispose();
  return (2 * size ** 3) / median(times) / 1e6;
}
