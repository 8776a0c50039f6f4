/** A run's results, as its stages left them on disk. */
import {join} from 'node:path';
import {readJson, readLines} from '../store/files.js';
import {evaluationFiles, searchFiles} from '../store/runFolder.js';
import {readStrategyIfThere} from '../store/strategyFile.js';
import type {MeasuredRow} from './results.js';
import type {SweptRow} from './sweep.js';

export type {MeasuredRow};

/** Where one case of a run has its results, in the run folder. */
export interface CaseFolders {
  /** Name of the variant; empty where there is none. */
  variant: string;
  /** Values of the keys that a sweep varies; empty outside of one. */
  point: Readonly<Record<string, unknown>>;
  evaluate: string;
  search: string | undefined;
  /** Noise level of each step of the search's sampler, and MACs of each width: what a strategy is read with. */
  sigmas: readonly number[];
  macs: ReadonlyMap<string, number>;
}

/** The widths of a searched strategy, index 0 the cleanest; undefined where there is none. */
export const searchedStrategy = (run: string, {search}: CaseFolders): string[] | undefined =>
  search === undefined ? undefined : readStrategyIfThere(searchFiles(join(run, search)).strategy);

/** Rows of all cases of a finished run, or undefined where one is missing. */
export function measuredRows(run: string, cases: readonly CaseFolders[]): MeasuredRow[] | undefined {
  const found = cases.map(
    ({evaluate}) => readJson<{rows: MeasuredRow[]}>(evaluationFiles(join(run, evaluate)).results)?.rows,
  );
  // What an earlier version left has no names of rows; its stage will run again.
  if (!found.every((rows) => Array.isArray(rows) && rows.every(isRow))) return undefined;
  return cases.flatMap(({variant}, index) => found[index]!.map((row) => (variant ? {variant, ...row} : row)));
}

const isRow = (row: Partial<MeasuredRow> | null): boolean =>
  typeof row?.id === 'string' &&
  [row.distance, row.distanceMin, row.gflops, row.totalTflops].every((value) => typeof value === 'number');

/** The rows of cases that are points of a sweep. */
export const sweptRows = (rows: readonly MeasuredRow[], cases: readonly CaseFolders[]): SweptRow[] =>
  cases
    .filter(({point}) => Object.keys(point).length > 0)
    .flatMap(({variant, point}) =>
      rows.filter((row) => (row.variant ?? '') === variant).map((row) => ({...row, point})),
    );

/** Every candidate that a search has scored on its common noise, by as many images as all others. */
export const candidatesOf = (run: string, {search}: CaseFolders): {gflops: number; distance: number}[] =>
  search === undefined
    ? []
    : readLines<{gflops: number; distance: number | null; replica: number; images?: number}>(
        searchFiles(join(run, search)).candidates,
      ).flatMap(({gflops, distance, replica, images}) =>
        replica === 0 && images === undefined && distance !== null ? [{gflops, distance}] : [],
      );

/** What a search predicts of the best strategy of every cost; none where its method predicts nothing. */
export const frontOf = (run: string, search: string): {gflops: number; distance: number}[] =>
  readJson<{gflops: number; distance: number}[]>(searchFiles(join(run, search)).front) ?? [];

/** One generation of a search. */
export interface GenerationLine {
  index: number;
  evaluated: number;
  best: number;
  mean: number;
}

export const generationsOf = (run: string, search: string): GenerationLine[] =>
  readLines<GenerationLine>(searchFiles(join(run, search)).generations);

/**
 * What all sessions of the searches did: candidates, and of those that were counted (a process that was killed may have left
 * some out) network calls of a batch, and how many without shared steps.
 */
export function searchWork(run: string, cases: readonly CaseFolders[]) {
  const counted = {candidates: 0, evaluations: 0, withoutSharing: 0};
  let candidates = 0;
  // Variants may share a search.
  for (const search of new Set(cases.flatMap((one) => one.search ?? []))) {
    const files = searchFiles(join(run, search));
    candidates += readLines(files.candidates).length;
    for (const work of readLines<typeof counted>(files.work))
      for (const key of Object.keys(counted) as (keyof typeof counted)[]) counted[key] += work[key];
  }
  return {candidates, counted};
}
