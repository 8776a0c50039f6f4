/** The points of a sweep in one table, with mean and deviation over the seeds that it varies. */
import {BY_STRATEGY, type MeasuredRow, uniformAt} from './results.js';

/** A measured row, and the point of the sweep that it is of. */
export interface SweptRow extends MeasuredRow {
  point: Readonly<Record<string, unknown>>;
}

export interface SweepTable {
  /** Keys of the spec that are swept and are no seeds. */
  settings: string[];
  columns: string[];
  lines: Record<string, string | number>[];
  /** Whether several seeds stand behind the lines. */
  seeded: boolean;
}

const MEASURED = [
  ...['row', 'width', 'seeds', 'gflops', 'distance', 'deviation', 'least', 'most'],
  ...['belowUniformPercent', 'belowUniformDeviation'],
];
const isSeed = (key: string): boolean => key.split('.').at(-1) === 'seed';

/**
 * The lines of tables/sweep.csv: for each row and each point, seeds left out of account, its mean cost and distance over
 * the seeds, the sample deviation (empty for one seed), the least and the largest; of rows by a strategy also how far
 * below the uniform widths of their point and seed they are. A row on which a setting has no influence has a line without it.
 */
export function sweepTable(rows: readonly SweptRow[]): SweepTable {
  const keys = [...new Set(rows.flatMap(({point}) => Object.keys(point)))];
  const settings = keys.filter((key) => !isSeed(key));
  const lines = grouped(rows, ({row, width}) => [row, width]).flatMap((kind) => {
    const deciding = keys.filter((key) => decides(key, keys, kind));
    const shown = settings.filter((key) => deciding.includes(key));
    const distinct = grouped(kind, ({point}) => deciding.map((key) => point[key])).map(([first]) => first);
    return grouped(distinct, ({point}) => shown.map((key) => point[key])).map((group) => lineOf(group, shown, rows));
  });
  return {settings, columns: [...settings, ...MEASURED], lines, seeded: keys.some(isSeed)};
}

function lineOf(
  group: readonly [SweptRow, ...SweptRow[]],
  settings: readonly string[],
  rows: readonly SweptRow[],
): Record<string, string | number> {
  const [first] = group;
  const distances = group.map(({distance}) => distance);
  const {mean, deviation} = spreadOf(distances);
  const below = group.flatMap((row) => {
    const line = BY_STRATEGY.includes(row.row) ? uniformAt(row, rows) : undefined;
    return line === undefined ? [] : [100 * (1 - row.distance / line)];
  });
  const margin = below.length === group.length ? spreadOf(below) : undefined;
  return {
    ...Object.fromEntries(settings.map((setting) => [setting, String(first.point[setting])])),
    row: first.row,
    width: first.width,
    seeds: group.length,
    gflops: spreadOf(group.map(({gflops}) => gflops)).mean.toFixed(6),
    distance: mean.toFixed(4),
    deviation: deviation?.toFixed(4) ?? '',
    least: Math.min(...distances).toFixed(4),
    most: Math.max(...distances).toFixed(4),
    belowUniformPercent: margin?.mean.toFixed(1) ?? '',
    belowUniformDeviation: margin?.deviation?.toFixed(1) ?? '',
  };
}

/** Items in groups of equal values, in the order of their first. */
function grouped<Item>(items: readonly Item[], valuesOf: (item: Item) => unknown[]): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = JSON.stringify(valuesOf(item));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** Whether rows of one kind differ with a key's value. A strategy that was found twice was still found at each point. */
function decides(key: string, keys: readonly string[], kind: readonly SweptRow[]): boolean {
  if (BY_STRATEGY.includes(kind[0]!.row)) return true;
  const others = grouped(kind, ({point}) => keys.filter((one) => one !== key).map((one) => point[one]));
  return others.some(
    (rows) => rows.length === 1 || grouped(rows, ({gflops, distance}) => [gflops, distance]).length > 1,
  );
}

/** Mean and sample deviation; none of a single value. */
function spreadOf(values: readonly number[]): {mean: number; deviation: number | undefined} {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length < 2) return {mean, deviation: undefined};
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {mean, deviation: Math.sqrt(squares / (values.length - 1))};
}
