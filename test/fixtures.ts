/** Golden numbers for the tests, in the layout in which ddsm computes. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {inceptionTensors} from '../src/convert/families.js';
import {type Tensor2D, tf} from '../src/engine/tf.js';
import type {FlatLayout} from '../src/models/flatLayout.js';
import type {UNetConfig} from '../src/models/shape.js';
import {packageRoot} from '../src/paths.js';
import {hashed} from '../src/stages/hashed.js';
import {fromStored} from '../src/weights/layout.js';
import {readSafetensors} from '../src/weights/safetensors.js';

export {hashed};

export const fixture = (...path: string[]): string => join(packageRoot, 'test', 'fixtures', ...path);
export const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(fixture(...path), 'utf8')) as T;

/** The network of fixtures/unet/reference.json. */
export const referenceConfig: UNetConfig = {
  resolution: 16,
  imageChannels: 3,
  channels: 64,
  multipliers: [1, 2],
  attentionLevels: [1],
  blocks: 1,
  groups: 16,
  dropout: 0,
  classes: 0,
};

/** The reference weights as one vector. */
export function referenceWeights(layout: FlatLayout): Float32Array {
  const {tensors} = readSafetensors(fixture('unet', 'unet-weights.safetensors'));
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset} of layout.parameters) {
    const stored = tensors.get(name);
    if (!stored) throw new Error(`the fixture has no ${name}`);
    flat.set(fromStored(name, stored.data as Float32Array, shape), offset);
  }
  return flat;
}

/** [batch, channels, height, width] → [batch, height, width, channels]. */
export function toChannelsLast(data: ArrayLike<number>, [batch, channels, height, width]: number[]): Float32Array {
  const out = new Float32Array(data.length);
  const pixels = height! * width!;
  for (let b = 0; b < batch!; b++) {
    for (let c = 0; c < channels!; c++) {
      for (let p = 0; p < pixels; p++) out[(b * pixels + p) * channels! + c] = data[(b * channels! + c) * pixels + p]!;
    }
  }
  return out;
}

/** Largest difference, relative to the largest magnitude of the reference. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers against ${expected.length}`);
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.length; i++) {
    const one = Math.abs(actual[i]! - expected[i]!);
    difference = Number.isNaN(one) ? Number.POSITIVE_INFINITY : Math.max(difference, one);
    magnitude = Math.max(magnitude, Math.abs(expected[i]!));
  }
  return difference / magnitude;
}

/** The reference's table of time embeddings, which was randomised along with the weights. */
export function referenceTimeTable(): Tensor2D {
  const {data, shape} = readSafetensors(fixture('unet', 'unet-weights.safetensors')).tensors.get(
    'time_embedding.timembedding.0.weight',
  )!;
  return tf.tensor2d(data, shape as [number, number]);
}

/** Seeded numbers u in [−0.5, 0.5) as shift + scale · u. */
export function scaledHash(name: string, size: number, [scale, shift]: readonly [number, number]): Float32Array {
  const numbers = hashed(name, size);
  const scaled = new Float32Array(size);
  for (let i = 0; i < size; i++) scaled[i] = shift + scale * numbers[i]!;
  return scaled;
}

const inceptionShapes = inceptionTensors();
/** A tensor of an Inception network with seeded weights, as test/golden/inception.py makes it. */
export const inceptionWeight = (name: string) => {
  const shape = inceptionShapes.get(name)!;
  const size = shape.reduce((a, b) => a * b, 1);
  const fanIn = shape.slice(1).reduce((a, b) => a * b, 1);
  return {shape, data: scaledHash(name, size, inceptionSpread(name, fanIn))};
};

function inceptionSpread(name: string, fanIn: number): [scale: number, shift: number] {
  if (name.endsWith('running_var')) return [1, 1];
  if (name.endsWith('bn.weight')) return [0.4, 1];
  if (name.endsWith('bias') || name.endsWith('running_mean')) return [0.2, 0];
  return [Math.sqrt(24 / fanIn), 0];
}
