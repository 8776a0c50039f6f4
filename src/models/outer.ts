/**
 * The outermost blocks of the U-Net, which can run anew on what the others gave at an earlier step: DeepCache (Ma et al.
 * 2024). As plain data, like the whole network. Knows no tensors.
 */
import {costAt, costOf} from './cost.js';
import {type UNetConfig, type UNetShape, unetShape} from './shape.js';
import type {Width} from './width.js';

/** The last `outer` blocks of the way up at a width, with what they need of the way down. */
export interface Cut {
  width: Width;
  outer: number;
}

/**
 * The network without what leads to the last `outer` blocks of the way up: of the way down, only what they join on. Throws a
 * RangeError where there are not that many.
 */
export function outerShape(shape: UNetShape, outer: number): UNetShape {
  const {up} = shape;
  if (!(Number.isInteger(outer) && outer >= 1 && outer <= up.length))
    throw new RangeError(`the way up has 1 to ${up.length} outermost blocks, not ${outer}`);
  const kept = up.slice(-outer);
  // A residual block joins on one output of the way down, the last block on the head's.
  const joined = kept.filter(({kind}) => kind === 'residual').length;
  return {...shape, down: shape.down.slice(0, Math.max(0, joined - 1)), middle: [], up: kept};
}

/** What enters the last `outer` blocks of the way up, [resolution, resolution, channels] of an image. */
export function deepShape({up, middle}: UNetShape, outer: number): [number, number, number] {
  const before = up.at(-outer - 1) ?? middle.at(-1)!;
  const {resolution, out} = before.kind === 'residual' ? before.conv2 : before.conv;
  return [resolution, resolution, out];
}

/** MACs of one image. */
export interface NetworkMacs {
  /** Through the whole network at each width. */
  macs: ReadonlyMap<Width, number>;
  /** Through the outermost blocks alone. */
  outerMacs(cut: Cut): number;
}

export const networkMacs = (config: UNetConfig, widths: readonly Width[]): NetworkMacs => ({
  macs: new Map(widths.map((width) => [width, costAt(config, width).macs])),
  outerMacs: ({width, outer}) => costOf(outerShape(unetShape(config, width), outer)).macs,
});
