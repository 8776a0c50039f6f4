/** What the benchmarks run: the CIFAR-10 network of the paper with fixed random weights, and the machine's matrix peak. */
import {matrixPeak as peakOf} from '../src/engine/peak.js';
import {costAt} from '../src/models/cost.js';
import {flatLayout} from '../src/models/flatLayout.js';
import {initialWeights} from '../src/models/initialise.js';
import type {UNetConfig} from '../src/models/shape.js';
import type {Width} from '../src/models/width.js';
import {fillNormals} from '../src/random.js';

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
export const matrixPeak = (precision: 'float32' | 'bfloat16'): number =>
  peakOf(precision, {size: 3072, repeats: 7}) / 1e9;
