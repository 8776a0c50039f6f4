/**
 * What a network needs of a device's memory, estimated from its shapes and fitted to measured peaks (bench/memory.ts).
 * Arithmetic only.
 */
import {costOf} from './cost.js';
import {attentionsOf, type Layer, layersOf, type UNetConfig, type UNetShape, unetShape} from './shape.js';
import type {Width} from './width.js';

/** Bytes of a peak: `fixed + images · perImage`, for so many images as are computed at the same time. */
export interface Memory {
  fixed: number;
  perImage: number;
}

/** Bytes of TensorFlow and the process around it, whatever it computes. */
const PROCESS = 6e8;
const FLOAT = 4;

/** Elements of an image's activations, by what makes them. */
function activationsOf(shape: UNetShape): {conv: number; norm: number; attention: number} {
  const of = (kind: Layer['kind']): number =>
    sum(layersOf(shape).map((layer) => (layer.kind === kind ? numbersOf(layer) : 0)));
  return {conv: of('conv'), norm: of('norm'), attention: sum(attentionMaps(shape))};
}

/** Elements of each attention's maps of one image: every pixel with every other, for each head. */
const attentionMaps = (shape: UNetShape): number[] =>
  attentionsOf(shape).map(({heads, query}) => heads * query.resolution ** 4);

const numbersOf = ({out, resolution}: Layer): number => out * resolution ** 2;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How many times the elements of a layer's output are there at the peak of a training step, fitted to measured ones. */
const KEPT = {conv: 1.15, norm: 3.2, attention: 1.45};

/** Bytes of what a training step keeps of an image. */
const keptBytes = (shape: UNetShape): number => {
  const {conv, norm, attention} = activationsOf(shape);
  return FLOAT * (KEPT.conv * conv + KEPT.norm * norm + KEPT.attention * attention);
};

/**
 * Of a training step at all of these widths together. What the forward pass made is kept until the backward pass has used it:
 * of a convolution its output, of a norm its output, the activation's two parts and their gradients, of attention the products
 * and their shares. Beside the four vectors of the optimizer, gradients and slices of weights.
 */
export function trainingMemory(config: UNetConfig, widths: readonly Width[]): Memory {
  const perImage = sum(widths.map((width) => keptBytes(unetShape(config, width))));
  return {fixed: PROCESS + 9 * FLOAT * costOf(unetShape(config)).parameters, perImage};
}

/** Copies of the largest output that are there at once while an image is sampled, fitted to measured peaks. */
const SAMPLED = 6;

/**
 * Of sampling at any of these widths, all of whose weights are at hand; the vector that they are cut from is there twice
 * more while they are loaded. Nothing is kept for a way back, so an image takes a few times the largest of its outputs.
 */
export function samplingMemory(config: UNetConfig, widths: readonly Width[]): Memory {
  const weights = sum(widths.map((width) => costOf(unetShape(config, width)).parameters));
  const shape = unetShape(config, widths.at(-1));
  const largest = Math.max(...layersOf(shape).map(numbersOf), ...attentionMaps(shape));
  const fixed = PROCESS + FLOAT * (weights + 3 * costOf(unetShape(config)).parameters);
  return {fixed, perImage: FLOAT * SAMPLED * largest};
}
