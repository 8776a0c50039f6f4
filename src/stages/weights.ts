/** Checkpoints of flat vectors: on disk every parameter under its own name, in PyTorch's layout. */
import type {FlatLayout, NamedShape} from '../models/flatLayout.js';
import type {UNetConfig} from '../models/shape.js';
import {ProblemError} from '../problem.js';
import {averagedWeights} from '../store/checkpoints.js';
import {fromStored, storedShape, toStored} from '../weights/layout.js';
import {encodeSafetensors, readSafetensors, readSafetensorsHeader, type StoredTensor} from '../weights/safetensors.js';

/** One vector → the bytes of a .safetensors file. */
export function encodeFlat(
  layout: FlatLayout<NamedShape>,
  flat: Float32Array,
  metadata: Record<string, string> = {},
): Buffer {
  const tensors = new Map<string, StoredTensor>();
  for (const {name, shape, offset, size} of layout.parameters) {
    tensors.set(name, {
      shape: storedShape(name, shape),
      data: toStored(name, flat.subarray(offset, offset + size), shape),
    });
  }
  return encodeSafetensors(tensors, metadata);
}

/** Throws a ProblemError where weights of a file are not all finite: a ReLU takes NaN for 0, and hides it. */
export function checkFinite(path: string, name: string, values: Float32Array): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new ProblemError({
    code: 'non-finite-weights',
    file: path,
    message: `${path}: ${name} holds ${values[at]} (number ${at} of ${values.length}); weights have to be finite`,
    suggestion: 'take weights of an earlier step, from before the training diverged',
  });
}

/**
 * A .safetensors file → one vector. Throws a RangeError naming the first tensor that does not fit, and a ProblemError naming
 * one that is not finite.
 */
export function readFlat(layout: FlatLayout<NamedShape>, path: string): Float32Array {
  const {tensors} = readSafetensors(path);
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset} of layout.parameters) {
    const stored = tensors.get(name);
    const wanted = storedShape(name, shape);
    if (!stored || stored.shape.join() !== wanted.join() || !(stored.data instanceof Float32Array)) {
      const found = stored ? `[${stored.shape.join(', ')}]` : 'nothing';
      throw new RangeError(`${path}: ${name} should be [${wanted.join(', ')}], found ${found}`);
    }
    checkFinite(path, name, stored.data);
    flat.set(fromStored(name, stored.data, shape), offset);
  }
  return flat;
}

/** The averaged weights of a finished (or the newest) training in `folder`. */
export const trainedWeights = (folder: string, layout: FlatLayout<NamedShape>): Float32Array =>
  readFlat(layout, averagedWeights(folder));

/** The architecture that a training wrote beside its weights. Throws a RangeError where there is none. */
export function architectureOf(path: string): UNetConfig {
  const {architecture} = readSafetensorsHeader(path).metadata;
  if (architecture === undefined) throw new RangeError(`${path} does not say its architecture`);
  return JSON.parse(architecture) as UNetConfig;
}
