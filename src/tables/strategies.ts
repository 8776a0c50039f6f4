/** What strategies have in common: where each spends its widths, by noise level, and how alike two are. */

/** Noise levels σ between which steps are counted; the image has a standard deviation of about a half. */
const BANDS: readonly [name: string, least: number, most: number][] = [
  ['σ < 0.1', 0, 0.1],
  ['0.1 ≤ σ < 0.5', 0.1, 0.5],
  ['0.5 ≤ σ < 2', 0.5, 2],
  ['2 ≤ σ < 10', 2, 10],
  ['σ ≥ 10', 10, Number.POSITIVE_INFINITY],
];

export const SPENDING_COLUMNS = ['variant', 'noise', 'steps', 'meanWidth', 'stepPercent', 'costPercent'] as const;

interface Spent {
  widths: readonly string[];
  /** Of each step, index 0 the cleanest. */
  sigmas: readonly number[];
  macs: ReadonlyMap<string, number>;
}

const eighths = (width: string): number => Number(width[0]);

/** A line for each band of noise that the steps reach: how many, their mean width in eighths, their share of the cost. */
export function spendingLines({widths, sigmas, macs}: Spent, variant = ''): Record<string, string | number>[] {
  const cost = (steps: readonly string[]): number => steps.reduce((sum, width) => sum + (macs.get(width) ?? 0), 0);
  const total = cost(widths);
  return BANDS.flatMap(([noise, least, most]) => {
    const inside = widths.filter((_, step) => sigmas[step]! >= least && sigmas[step]! < most);
    if (inside.length === 0) return [];
    const mean = inside.reduce((sum, width) => sum + eighths(width), 0) / inside.length;
    return [
      {
        variant,
        noise,
        steps: inside.length,
        meanWidth: mean.toFixed(2),
        stepPercent: ((100 * inside.length) / widths.length).toFixed(1),
        costPercent: ((100 * cost(inside)) / total).toFixed(1),
      },
    ];
  });
}

export const ALIKE_COLUMNS = ['a', 'b', 'samePercent', 'meanDifference', 'correlation'] as const;

/**
 * A line for each two strategies: the share of the way on which they choose the same width, how many eighths apart they
 * are on average, and the correlation of their widths (empty where one has only one width).
 */
export function alikeLines(
  strategies: readonly {name: string; widths: readonly string[]}[],
): Record<string, string | number>[] {
  return strategies.flatMap((a, index) => strategies.slice(index + 1).map((b) => alike(a, b)));
}

function alike(
  a: {name: string; widths: readonly string[]},
  b: {name: string; widths: readonly string[]},
): Record<string, string | number> {
  const steps = Math.max(a.widths.length, b.widths.length);
  const along = ({widths}: {widths: readonly string[]}): number[] =>
    Array.from({length: steps}, (_, step) => eighths(widths[Math.floor(((step + 0.5) * widths.length) / steps)]!));
  const [left, right] = [along(a), along(b)];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  const product = mean(left.map((value, step) => (value - meanLeft) * (right[step]! - meanRight)));
  const spread = Math.sqrt(
    mean(left.map((value) => (value - meanLeft) ** 2)) * mean(right.map((value) => (value - meanRight) ** 2)),
  );
  return {
    a: a.name,
    b: b.name,
    samePercent: (100 * mean(left.map((value, step) => (value === right[step] ? 1 : 0)))).toFixed(1),
    meanDifference: mean(left.map((value, step) => Math.abs(value - right[step]!))).toFixed(3),
    correlation: spread > 0 ? (product / spread).toFixed(3) : '',
  };
}
