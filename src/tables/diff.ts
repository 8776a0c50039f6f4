/** Differences between CSV tables, matched by name and key columns. Knows files, not experiments. */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parse} from 'csv-parse/sync';
import {EXIT, messageOf, ProblemError} from '../problem.js';

/** Columns that name a row rather than measure it. */
const KEY_COLUMNS = ['variant', 'row', 'width', 'sampler', 'steps', 'images', 'features', 'step', 'generation'];

export type Table = Record<string, string>[];
export interface Difference {
  key: string;
  column: string;
  /** One per input; null where the row or column is missing. */
  values: (string | null)[];
  /** Relative change from the first to the last, where both are numbers. */
  change: number | null;
  /** Relative change from the first to each of the others; null where either is no number. */
  changes: (number | null)[];
  /** Of what has a deviation: whether the change is less than twice the deviation of a difference, for the last. */
  withinNoise?: boolean;
  /** The same for each of the others; null where a deviation is not known. */
  noise?: (boolean | null)[];
}
export interface DiffResult {
  tables: {name: string; rows: Difference[]}[];
  different: boolean;
}

/** Characters of a parser's message that are shown. */
const MOST_REASON = 200;

/** The tables of a CSV file, a folder of them, or a run; by name. */
export function readTables(path: string): Map<string, Table> {
  const fail = (message: string): ProblemError =>
    new ProblemError({code: 'no-tables', file: path, message}, {exitCode: EXIT.usage});
  if (!existsSync(path)) throw fail(`there is no ${path}`);
  const inside = join(path, 'tables');
  const folder = statSync(path).isDirectory() ? (existsSync(inside) ? inside : path) : undefined;
  const files = folder
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.csv'))
        .sort()
        .map((name) => join(folder, name))
    : [path];
  if (files.length === 0) throw fail(`${path} holds no CSV tables`);
  return new Map(
    files.map((file) => {
      try {
        return [
          folder ? basename(file, '.csv') : 'table',
          parse(readFileSync(file), {bom: true, columns: true, skip_empty_lines: true}) as Table,
        ];
      } catch (error) {
        // The parser quotes what it stumbles on, however long that is.
        const why = messageOf(error).slice(0, MOST_REASON);
        throw fail(`${file} is not a CSV table: ${why}`);
      }
    }),
  );
}

/** Compares two or more sets of tables; numbers within the relative tolerance are equal. */
export function diffTables(inputs: readonly Map<string, Table>[], tolerance: number): DiffResult {
  const names = [...new Set(inputs.flatMap((input) => [...input.keys()]))].sort();
  const tables = names.map((name) => ({
    name,
    rows: diffOne(
      inputs.map((input) => input.get(name) ?? []),
      tolerance,
    ),
  }));
  return {tables, different: tables.some(({rows}) => rows.length > 0)};
}

/** A column may be called what every object has. */
const cellOf = (row: Record<string, string> | undefined, column: string): string | undefined =>
  row !== undefined && Object.hasOwn(row, column) ? row[column] : undefined;

function diffOne(tables: readonly Table[], tolerance: number): Difference[] {
  const columns = [...new Set(tables.flatMap((table) => Object.keys(table[0] ?? {})))];
  const keys = KEY_COLUMNS.filter((column) => columns.includes(column));
  const indexed = tables.map((table) => {
    const rows = new Map<string, Record<string, string>>();
    for (const [index, row] of table.entries()) {
      // What measures nothing (settings) may differ, too: only the columns that all tables have make the key.
      const key =
        keys
          .map((column) => cellOf(row, column))
          .join(' ')
          .trim() || String(index);
      rows.set(rows.has(key) ? `${key} #${index}` : key, row);
    }
    return rows;
  });
  const all = [...new Set(indexed.flatMap((rows) => [...rows.keys()]))];
  const ordered = [...columns].sort((a, b) => importance(a) - importance(b));
  return all.flatMap((key) =>
    ordered.flatMap((column): Difference[] => {
      const values = indexed.map((rows) => cellOf(rows.get(key), column) ?? null);
      if (values.every((value) => same(values[0]!, value, tolerance))) return [];
      const deviations = indexed.map((rows) => cellOf(rows.get(key), DEVIATION_OF[column] ?? ''));
      const changes = values.slice(1).map((value) => changeOf(values[0]!, value));
      const noise = values
        .slice(1)
        .map((value, index) => isNoise([values[0]!, value], [deviations[0], deviations[index + 1]]));
      const last = noise.at(-1)!;
      const known = noise.some((one) => one !== null);
      return [
        {
          key,
          column,
          values,
          change: changes.at(-1)!,
          changes,
          ...(known ? {noise} : {}),
          ...(last === null ? {} : {withinNoise: last}),
        },
      ];
    }),
  );
}

/** What a table is looked at for comes first; columns keep their order otherwise. */
const FIRST = [
  'distance',
  'gflops',
  'totalTflops',
  'belowUniformPercent',
  'kid',
  'inceptionScore',
  'sfid',
  'precision',
];
const importance = (column: string): number => (FIRST.indexOf(column) + 1 || FIRST.length + 1) - 1;

/** Where the standard deviation of a column stands. */
const DEVIATION_OF: Record<string, string> = {
  distance: 'distanceDeviation',
  kid: 'kidDeviation',
  inceptionScore: 'inceptionScoreDeviation',
};

function changeOf(from: string | null, to: string | null): number | null {
  const [x, y] = [Number(from), Number(to)];
  return from && to && Number.isFinite(x) && Number.isFinite(y) && x !== 0 ? y / x - 1 : null;
}

/** Whether two values differ by less than twice the deviation of their difference; null where that is not known. */
function isNoise(
  [from, to]: [string | null, string | null],
  deviations: [string | undefined, string | undefined],
): boolean | null {
  if (changeOf(from, to) === null) return null;
  const noise = Math.hypot(...deviations.map((one) => (one ? Number(one) : Number.NaN)));
  return Number.isFinite(noise) ? Math.abs(Number(to) - Number(from)) < 2 * noise : null;
}

function same(a: string | null, b: string | null, tolerance: number): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === '' || b === '') return false;
  const [x, y] = [Number(a), Number(b)];
  return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}
