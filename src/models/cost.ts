/** What one evaluation of the network costs, counted as in the paper. Arithmetic only. */
import {attentionsOf, layersOf, parametersOf, type UNetConfig, type UNetShape, unetShape} from './shape.js';
import type {Width} from './width.js';

/** Multiply-accumulates of one image through the network, by kind. */
export interface Cost {
  conv: number;
  convBias: number;
  linear: number;
  linearBias: number;
  groupNormElements: number;
  /** Attention's two matrix products, which the paper's counter leaves out of `macs`. */
  attentionMatmul: number;
  /** conv + convBias + linear + linearBias + 2 · groupNormElements. */
  macs: number;
  /** Trainable weights that this width uses. */
  parameters: number;
}

/** Counts one image through a network of that shape. */
export function costOf(shape: UNetShape): Cost {
  const cost: Cost = {
    conv: 0,
    convBias: 0,
    linear: 0,
    linearBias: 0,
    groupNormElements: 0,
    attentionMatmul: 0,
    macs: 0,
    parameters: 0,
  };
  for (const layer of layersOf(shape)) {
    const pixels = layer.resolution ** 2;
    if (layer.kind === 'conv') {
      cost.conv += pixels * layer.in * layer.out * layer.kernel ** 2;
      cost.convBias += pixels * layer.out;
    } else if (layer.kind === 'linear') {
      cost.linear += layer.in * layer.out;
      cost.linearBias += layer.out;
    } else if (layer.kind === 'norm') {
      cost.groupNormElements += pixels * layer.out;
    }
  }
  for (const {query} of attentionsOf(shape)) cost.attentionMatmul += 2 * query.resolution ** 4 * query.out;
  cost.macs = cost.conv + cost.convBias + cost.linear + cost.linearBias + 2 * cost.groupNormElements;
  for (const {shape: dims} of parametersOf(shape)) cost.parameters += dims.reduce((a, b) => a * b, 1);
  return cost;
}

/** Forward and backward of a network, against its forward pass. */
export const TRAINING_FACTOR = 3;

/** Whether a network's ops are too small to fill a device, by its full-width MACs of an image. */
export const isSmall = (macs: number): boolean => macs < 2e8;

export const costAt = (config: UNetConfig, width: Width): Cost => costOf(unetShape(config, width));

/** 2 · MACs / 10⁹. */
export const gflopsOf = (macs: number): number => (2 * macs) / 1e9;

/** GFLOPs as the paper's tables give them: twice the GMACs rounded to two decimals. */
export const paperGflopsOf = (macs: number): number => Math.round(2 * Math.round(macs / 1e7)) / 100;

/** What one image costs by a strategy. */
export interface StrategyCost {
  evaluations: number;
  /** Of all evaluations together. */
  totalMacs: number;
  /** Mean of one evaluation. */
  macs: number;
}

/** Cost of a strategy from MACs per width and from the evaluations of each of its steps. */
export function strategyCost(
  widths: readonly Width[],
  {macs, evaluations}: {macs: ReadonlyMap<Width, number>; evaluations: readonly number[]},
): StrategyCost {
  let total = 0;
  let count = 0;
  for (const [step, width] of widths.entries()) {
    const one = macs.get(width);
    if (one === undefined) throw new RangeError(`no cost is known for width ${width}`);
    total += one * evaluations[step]!;
    count += evaluations[step]!;
  }
  return {evaluations: count, totalMacs: total, macs: total / count};
}
