/** The points of a sweep in one table, with mean and deviation over the seeds that it varies. */
import type {MeasuredRow} from './results.js';

/** A measured row, and the point of the sweep that it is of. */
export interface SweptRow extends MeasuredRow {
  point: Readonly<Record<string, unknown>>;
}

export interface SweepTable {
  columns: string[];
  lines: Record<string, string | number>[];
  /** Whether several seeds stand behind the lines. */
  seeded: boolean;
}

const MEASURED = ['row', 'width', 'seeds', 'gflops', 'distance', 'deviation', 'least', 'most'];
const isSeed = (key: string): boolean => key.split('.').at(-1) === 'seed';

/**
 * The lines of tables/sweep.csv: for each point, seeds left out of account, and each row its mean cost and distance over
 * the seeds, the sample deviation (empty for one seed), the least and the largest.
 */
export function sweepTable(rows: readonly SweptRow[]): SweepTable {
  const keys = [...new Set(rows.flatMap(({point}) => Object.keys(point)))];
  const settings = keys.filter((key) => !isSeed(key));
  const groups = new Map<string, SweptRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([...settings.map((setting) => row.point[setting]), row.row, row.width]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups.values()].map((group) => {
    const [first] = group;
    const distances = group.map(({distance}) => distance);
    const {mean, deviation} = spreadOf(distances);
    return {
      ...Object.fromEntries(settings.map((setting) => [setting, String(first!.point[setting])])),
      row: first!.row,
      width: first!.width,
      seeds: group.length,
      gflops: spreadOf(group.map(({gflops}) => gflops)).mean.toFixed(6),
      distance: mean.toFixed(4),
      deviation: deviation?.toFixed(4) ?? '',
      least: Math.min(...distances).toFixed(4),
      most: Math.max(...distances).toFixed(4),
    };
  });
  return {columns: [...settings, ...MEASURED], lines, seeded: keys.some(isSeed)};
}

/** Mean and sample deviation; none of a single value. */
function spreadOf(values: readonly number[]): {mean: number; deviation: number | undefined} {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length < 2) return {mean, deviation: undefined};
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {mean, deviation: Math.sqrt(squares / (values.length - 1))};
}
