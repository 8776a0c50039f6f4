/** Widths, as eighths of the full network, and how channel counts shrink with them. Arithmetic only. */

/** The seven widths of the paper (supplement, section F), narrowest first. */
export const WIDTHS = ['2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8'] as const;
export type Width = (typeof WIDTHS)[number];
export const FULL_WIDTH: Width = '8/8';

export const isWidth = (value: unknown): value is Width => WIDTHS.includes(value as Width);

/** '6/8' → 0.75. */
const fractionOf = (width: Width): number => Number(width[0]) / 8;

/** Widths in order, narrowest first, without repeats. */
export const sortWidths = (widths: readonly Width[]): Width[] => WIDTHS.filter((width) => widths.includes(width));

/**
 * The channel count that `channels` becomes at a width: the nearest multiple of `divisor`, at least one, and never
 * below nine tenths of the exact product.
 */
export function slimChannels(channels: number, width: Width, divisor: number): number {
  const exact = channels * fractionOf(width);
  const rounded = Math.max(1, Math.floor((exact + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * exact ? rounded + divisor : rounded;
}
