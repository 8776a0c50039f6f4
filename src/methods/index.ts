/** All methods, by the name of their rows in a spec's `evaluate.rows`. */
import {FULL_WIDTH} from '../models/width.js';
import {cached} from './cached/method.js';
import {earlyLate, random, uniformMix} from './controls/method.js';
import {diffPruning} from './diffPruning/method.js';
import {heldOut} from './heldOut/method.js';
import {type Asked, type Method, type MethodRow, type RowName, uniformStrategy} from './method.js';
import {multilevel} from './multilevel/method.js';

/** A plain network, trained on its own. */
const adm: Method = {
  stages: ['baseline'],
  rows: ({steps}) => [
    {row: 'adm', width: FULL_WIDTH, network: 'baseline', strategy: uniformStrategy(FULL_WIDTH, steps)},
  ],
};

/** The supernet at each width. */
const uniform: Method = {
  stages: ['train'],
  namedByWidth: true,
  rows: ({trained, steps}) =>
    trained.map((width) => ({row: 'uniform', width, network: 'train', strategy: uniformStrategy(width, steps)})),
};

/** The supernet by the searched strategy. */
const ddsm: Method = {
  stages: ['train', 'search'],
  rows: ({searched}) => [{row: 'ddsm', width: 'steps', network: 'train', strategy: searched()}],
};

/** In the order in which their rows stand in tables. */
const METHODS: Readonly<Record<RowName, Method>> = {
  'held-out': heldOut,
  adm,
  uniform,
  ddsm,
  'diff-pruning': diffPruning,
  'uniform-mix': uniformMix,
  'early-late': earlyLate,
  random,
  multilevel,
  cached,
};

/** Stages that rows come from, without repeats. */
export const stagesOfRows = (rows: readonly RowName[]): string[] => [
  ...new Set(rows.flatMap((row) => METHODS[row].stages)),
];

/** A row, and what its files are called: `adm`, `uniform-4_8`, `ddsm`. */
export type NamedRow = MethodRow & {id: string};

/**
 * The rows of some methods, in the order of all methods, so that rows of one network stand together. Throws a RangeError
 * where two of them could not be told apart.
 */
export function rowsOf(names: readonly RowName[], asked: Asked): NamedRow[] {
  const rows = Object.entries(METHODS)
    .filter(([name]) => names.includes(name as RowName))
    .flatMap(([, method]) => {
      const own = method.rows(asked);
      const byWidth = method.namedByWidth || own.length > 1;
      return own.map((one) => ({...one, id: byWidth ? `${one.row}-${one.width.replaceAll('/', '_')}` : one.row}));
    });
  const seen = new Set<string>();
  for (const {id, row, width} of rows) {
    if (seen.has(id)) throw new RangeError(`the method ${row} makes two rows of the width ${width}: name them apart`);
    seen.add(id);
  }
  return rows;
}
