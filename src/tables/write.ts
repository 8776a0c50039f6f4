/** Writes a run's tables and figures from the results on disk; computes nothing. */
import {join} from 'node:path';
import {controlsSvg, curveSvg, evaluationsSvg, strategySvg, tradeoffSvg} from '../report/figures.js';
import {toPng} from '../report/pictures.js';
import {readJson, readLines, writeFileDurably} from '../store/files.js';
import {
  CONTROL_COLUMNS,
  controlLines,
  EVALUATION_COLUMNS,
  evaluationLines,
  type MeasuredRow,
  RESULT_COLUMNS,
  resultLines,
  toCsv,
} from './results.js';
import {SPENDING_COLUMNS, spendingLines} from './strategies.js';

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
  /** Noise level of each step of the search's sampler, and MACs of each width: what a strategy is read with. */
  sigmas: readonly number[];
  macs: ReadonlyMap<string, number>;
}

/** The widths of a searched strategy, index 0 the cleanest; undefined where there is none. */
export function searchedStrategy(run: string, {search}: PartFolders): string[] | undefined {
  const strategy = search === undefined ? undefined : readJson<StrategyJson>(join(run, search, 'strategy.json'));
  return strategy?.widths.flatMap(([width, count]) => Array<string>(count).fill(width));
}

/** Rows of all parts of a finished run, or undefined where one is missing. */
export function measuredRows(run: string, parts: readonly PartFolders[]): MeasuredRow[] | undefined {
  const rows = parts.map(({evaluate}) => readJson<{rows: MeasuredRow[]}>(join(run, evaluate, 'results.json'))?.rows);
  // What an earlier version left has no repeats; its stage will run again.
  if (rows.some((one) => one === undefined || one.some(({repeats}) => repeats === undefined))) return undefined;
  return parts.flatMap(({variant}, index) => rows[index]!.map((row) => (variant ? {variant, ...row} : row)));
}

type Write = (path: string, content: string | Uint8Array) => void;

/** Writes `tables/*.csv`, `figures/*.svg` and their `*.png`; returns their paths. */
export async function writeTables(run: string, parts: readonly PartFolders[]): Promise<string[]> {
  const rows = measuredRows(run, parts);
  if (!rows) return [];
  const written: string[] = [];
  const write: Write = (path, content) => {
    writeFileDurably(join(run, path), content);
    written.push(join(run, path));
  };
  const draw = async (name: string, svg: string): Promise<void> => {
    write(`figures/${name}.svg`, svg);
    write(`figures/${name}.png`, await toPng(svg));
  };
  write('tables/results.csv', toCsv(resultLines(rows), RESULT_COLUMNS));
  const spending: Record<string, string | number>[] = [];
  for (const part of parts) {
    const {variant, search} = part;
    const suffix = variant ? `-${variant}` : '';
    const widths = searchedStrategy(run, part);
    if (widths) {
      const lines = widths.map((width, step) => ({step, width, sigma: part.sigmas[step]?.toPrecision(5) ?? ''}));
      write(`tables/strategy${suffix}.csv`, toCsv(lines, ['step', 'width', 'sigma']));
      await draw(`strategy${suffix}`, await strategySvg(widths));
      spending.push(...spendingLines({...part, widths}, variant));
    }
    if (search !== undefined) await writeGenerations(join(run, search), suffix, {write, draw});
    const own = rows.filter((row) => (row.variant ?? '') === variant);
    if (own.length > 1) await draw(`tradeoff${suffix}`, await tradeoffSvg(own, candidatesOf(run, part)));
  }
  if (spending.length > 0) write('tables/spending.csv', toCsv(spending, SPENDING_COLUMNS));
  const controls = controlLines(rows);
  if (controls.length > 1) {
    write('tables/controls.csv', toCsv(controls, CONTROL_COLUMNS));
    await draw('controls', await controlsSvg(rows));
  }
  if (parts.length > 1) {
    write('tables/evaluations.csv', toCsv(evaluationLines(rows), EVALUATION_COLUMNS));
    await draw('evaluations', await evaluationsSvg(rows));
  }
  return written;
}

/** Every candidate that a search has scored on its common noise. */
const candidatesOf = (run: string, {search}: PartFolders): {gflops: number; distance: number}[] =>
  search === undefined
    ? []
    : readLines<{gflops: number; distance: number; replica: number}>(join(run, search, 'candidates.jsonl')).filter(
        ({replica}) => replica === 0,
      );

async function writeGenerations(
  folder: string,
  suffix: string,
  {write, draw}: {write: Write; draw(name: string, svg: string): Promise<void>},
): Promise<void> {
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
  await draw(`search${suffix}`, await curveSvg(points, {x: 'generation', y: 'fitness', title: 'Search'}));
}
