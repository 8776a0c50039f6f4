/** Writes a run's tables and figures from the results on disk; computes nothing. */
import {join} from 'node:path';
import {curveSvg, evaluationsSvg, strategySvg, tradeoffSvg} from '../report/figures.js';
import {readJson, readLines, writeFileDurably} from '../store/files.js';
import {EVALUATION_COLUMNS, evaluationLines, type MeasuredRow, RESULT_COLUMNS, resultLines, toCsv} from './results.js';

interface StrategyJson {
  widths: [string, number][];
  rescored?: {genes: string; distance: number; fitness: number; before?: number}[];
}

/** Where one part of a run has its results, in the run folder. */
export interface PartFolders {
  /** Name of the variant; empty where there is none. */
  variant: string;
  evaluate: string;
  search: string | undefined;
}

/** Rows of all parts of a finished run, or undefined where one is missing. */
export function measuredRows(run: string, parts: readonly PartFolders[]): MeasuredRow[] | undefined {
  const rows = parts.map(({evaluate}) => readJson<{rows: MeasuredRow[]}>(join(run, evaluate, 'results.json'))?.rows);
  // What an earlier version left has no repeats; its stage will run again.
  if (rows.some((one) => one === undefined || one.some(({repeats}) => repeats === undefined))) return undefined;
  return parts.flatMap(({variant}, index) => rows[index]!.map((row) => (variant ? {variant, ...row} : row)));
}

/** Writes `tables/*.csv` and `figures/*.svg`; returns their paths. */
export async function writeTables(run: string, parts: readonly PartFolders[]): Promise<string[]> {
  const rows = measuredRows(run, parts);
  if (!rows) return [];
  const written: string[] = [];
  const write = (path: string, text: string): void => {
    writeFileDurably(join(run, path), text);
    written.push(join(run, path));
  };
  write('tables/results.csv', toCsv(resultLines(rows), RESULT_COLUMNS));
  for (const {variant, search} of parts) {
    if (search !== undefined) await writeSearch(join(run, search), variant ? `-${variant}` : '', write);
  }
  for (const {variant} of parts) {
    const own = rows.filter((row) => (row.variant ?? '') === variant);
    if (own.some(({row}) => row === 'uniform'))
      write(`figures/tradeoff${variant ? `-${variant}` : ''}.svg`, await tradeoffSvg(own));
  }
  if (parts.length > 1) {
    write('tables/evaluations.csv', toCsv(evaluationLines(rows), EVALUATION_COLUMNS));
    write('figures/evaluations.svg', await evaluationsSvg(rows));
  }
  return written;
}

async function writeSearch(folder: string, suffix: string, write: (path: string, text: string) => void): Promise<void> {
  const strategy = readJson<StrategyJson>(join(folder, 'strategy.json'));
  if (strategy) {
    const steps = strategy.widths.flatMap(([width, count]) => Array<string>(count).fill(width));
    const lines = steps.map((width, step) => ({step, width}));
    write(`tables/strategy${suffix}.csv`, toCsv(lines, ['step', 'width']));
    write(`figures/strategy${suffix}.svg`, await strategySvg(steps));
  }
  const generations = readLines<{index: number; evaluated: number; best: number; mean: number}>(
    join(folder, 'generations.jsonl'),
  );
  if (generations.length === 0) return;
  const lines = generations.map(({index, evaluated, best, mean}) => ({
    generation: index,
    evaluated,
    best: best.toFixed(4),
    mean: mean.toFixed(4),
  }));
  write(`tables/search${suffix}.csv`, toCsv(lines, ['generation', 'evaluated', 'best', 'mean']));
  const points = generations.flatMap(({index, best, mean}) => [
    {x: index, y: best, series: 'best'},
    {x: index, y: mean, series: 'population mean'},
  ]);
  write(`figures/search${suffix}.svg`, await curveSvg(points, {x: 'generation', y: 'fitness', title: 'Search'}));
}
