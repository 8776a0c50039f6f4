/** Differences between CSV tables, matched by name and key columns. Knows files, not experiments. */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parse} from 'csv-parse/sync';
import {messageOf, type ProblemError, usageError} from '../problem.js';

/** Columns that name a row rather than measure it. */
const NAMES = ['variant', 'noise', 'a', 'b', 'row', 'width', 'step', 'generation'];
/** Columns that say how a row was measured; they name it where several rows are called the same. */
const SETTINGS = ['sampler', 'steps', 'images', 'features'];
/** Names that are only numbers. */
const COUNTED = ['step', 'generation'];

type Row = Record<string, string>;
export interface Table {
  columns: readonly string[];
  rows: readonly Row[];
}
export interface Difference {
  /** The row's name; `(column)` or `(table)` where some input lacks that. */
  key: string;
  /** `(row)` where some input lacks the row, empty where it lacks the table. */
  column: string;
  /** One per input; null where the row, column or table is missing, else `present` where another one lacks it. */
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

/**
 * The tables of each input, by name: of a CSV file, a folder of them, or a run. Beside a file, of folders only the tables
 * that are called as it is.
 */
export function readTables(paths: readonly string[]): Map<string, Table>[] {
  const inputs = paths.map(tablesOf);
  const files = inputs.filter(({folder}) => !folder);
  if (files.length === inputs.length) return inputs.map(({tables: [[, table]]}) => new Map([['table', table]]));
  const wanted = new Set(files.flatMap(({tables}) => tables.map(([name]) => name)));
  return inputs.map(({path, tables}) => {
    const chosen = files.length === 0 ? tables : tables.filter(([name]) => wanted.has(name));
    if (chosen.length > 0) return new Map(chosen);
    const names = tables.map(([name]) => name).join(', ');
    throw unreadable(path, `${path} has no table ${[...wanted].join(' or ')}; it has ${names}`);
  });
}

const unreadable = (file: string, message: string): ProblemError => usageError({code: 'no-tables', file, message});

function tablesOf(path: string): {path: string; folder: boolean; tables: [[string, Table], ...[string, Table][]]} {
  if (!existsSync(path)) throw unreadable(path, `there is no ${path}`);
  const inside = join(path, 'tables');
  const folder = statSync(path).isDirectory() ? (existsSync(inside) ? inside : path) : undefined;
  const files =
    folder === undefined
      ? [path]
      : readdirSync(folder)
          .filter((name) => name.endsWith('.csv'))
          .sort();
  const [first, ...rest] = files.map((name): [string, Table] => [
    basename(name, '.csv'),
    readTable(folder === undefined ? name : join(folder, name)),
  ]);
  if (first === undefined) throw unreadable(path, `${path} holds no CSV tables; a run has them once it is done`);
  return {path, folder: folder !== undefined, tables: [first, ...rest]};
}

function readTable(file: string): Table {
  let columns: string[] = [];
  /** A second column of a name is another column. */
  const named = (header: string[]): string[] => {
    columns = header.map((name, index) => {
      const before = header.slice(0, index).filter((one) => one === name).length;
      return before === 0 ? name : `${name} #${before + 1}`;
    });
    return columns;
  };
  try {
    const rows = parse(readFileSync(file), {bom: true, columns: named, skip_empty_lines: true}) as Row[];
    return {columns, rows};
  } catch (error) {
    // The parser quotes what it stumbles on, however long that is.
    const why = messageOf(error).slice(0, MOST_REASON);
    throw unreadable(file, `${file} is not a CSV table: ${why}`);
  }
}

/** Compares two or more sets of tables; numbers within the relative tolerance are equal. */
export function diffTables(inputs: readonly ReadonlyMap<string, Table>[], tolerance: number): DiffResult {
  const names = [...new Set(inputs.flatMap((input) => [...input.keys()]))].sort();
  const tables = names.map((name) => {
    const found = inputs.map((input) => input.get(name));
    const missing = {key: '(table)', column: ''};
    return {name, rows: [...lacking(found, missing), ...diffOne(found, tolerance)]};
  });
  return {tables, different: tables.some(({rows}) => rows.length > 0)};
}

/** The difference that some inputs lack what others have. */
function lacking(found: readonly unknown[], named: Pick<Difference, 'key' | 'column'>): Difference[] {
  const values = found.map((one) => (one === undefined ? null : 'present'));
  return values.includes(null) ? [{...named, values, change: null, changes: values.slice(1).map(() => null)}] : [];
}

/** A column may be called what every object has. */
const cellOf = (row: Row | undefined, column: string): string | undefined =>
  row !== undefined && Object.hasOwn(row, column) ? row[column] : undefined;

/** Rows by their names; those of one name in the order of their content, whatever their order in the file. */
function byName(rows: readonly Row[], keys: readonly string[]): Map<string, Row[]> {
  const named = new Map<string, Row[]>();
  for (const [index, row] of rows.entries()) {
    const parts = keys.map((column) => (COUNTED.includes(column) ? `${column} ${row[column]}` : row[column]));
    const key = parts.filter(Boolean).join(' ') || String(index);
    named.set(key, [...(named.get(key) ?? []), row]);
  }
  const content = (row: Row): string => JSON.stringify(row);
  for (const same of named.values()) same.sort((a, b) => (content(a) < content(b) ? -1 : 1));
  return named;
}

/** Every row under a name of its own. */
function indexOf(rows: readonly Row[], keys: readonly string[]): Map<string, Row> {
  const numbered = (key: string, place: number): string => (place === 0 ? key : `${key} #${place + 1}`);
  return new Map(
    [...byName(rows, keys)].flatMap(([key, same]) => same.map((row, place) => [numbered(key, place), row] as const)),
  );
}

/** The columns that name the rows of all tables. A strategy's width is what a step has, not what it is called. */
function keysOf(tables: readonly Table[]): string[] {
  const shared = (columns: readonly string[]): string[] =>
    columns.filter((column) => tables.every((table) => table.columns.includes(column)));
  const steps = shared(COUNTED).length > 0;
  const names = shared(NAMES).filter((column) => !steps || column !== 'width');
  const unique = tables.every(({rows}) => byName(rows, names).size === rows.length);
  return unique ? names : [...names, ...shared(SETTINGS)];
}

function diffOne(found: readonly (Table | undefined)[], tolerance: number): Difference[] {
  const tables = found.filter((table) => table !== undefined);
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const keys = keysOf(tables);
  const indexed = found.map((table) => table && indexOf(table.rows, keys));
  const names = [...new Set(indexed.flatMap((rows) => [...(rows?.keys() ?? [])]))];
  const ordered = [...columns].sort((a, b) => importance(a) - importance(b));
  const missing = columns.flatMap((column) =>
    lacking(
      found.map((table) => (table === undefined || table.columns.includes(column) ? column : undefined)),
      {key: '(column)', column},
    ),
  );
  const rows = names.flatMap((key) => [
    ...lacking(
      indexed.map((one) => (one === undefined ? key : one.get(key))),
      {key, column: '(row)'},
    ),
    ...ordered.flatMap((column) =>
      diffCell(
        indexed.map((one) => one?.get(key)),
        {key, column, tolerance},
      ),
    ),
  ]);
  return [...missing, ...rows];
}

/** The difference of one cell among the inputs that have it. */
function diffCell(
  rows: readonly (Row | undefined)[],
  {key, column, tolerance}: {key: string; column: string; tolerance: number},
): Difference[] {
  const values = rows.map((row) => cellOf(row, column) ?? null);
  const there = values.filter((value) => value !== null);
  if (there.every((value) => same(there[0]!, value, tolerance))) return [];
  const deviations = rows.map((row) => cellOf(row, DEVIATION_OF[column] ?? ''));
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
}

/** What a table is looked at for comes first; columns keep their order otherwise. */
const FIRST = [
  ...SETTINGS,
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

function same(a: string, b: string, tolerance: number): boolean {
  if (a === b) return true;
  if (a === '' || b === '') return false;
  const [x, y] = [Number(a), Number(b)];
  return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y));
}
