/** Writes a run's tables and figures from the results on disk; computes nothing. */
import {join} from 'node:path';
import {curveSvg, strategySvg, tradeoffSvg} from '../report/figures.js';
import {readJson, readLines, writeFileDurably} from '../store/files.js';
import {type MeasuredRow, RESULT_COLUMNS, resultLines, toCsv, uniformAt} from './results.js';

interface StrategyJson {
  widths: [string, number][];
  rescored?: {genes: string; distance: number; fitness: number; before?: number}[];
}

/** Rows of a finished run, or undefined. */
export const measuredRows = (run: string): MeasuredRow[] | undefined =>
  readJson<{rows: MeasuredRow[]}>(join(run, 'evaluate', 'results.json'))?.rows;

/** Writes `tables/*.csv` and `figures/*.svg`; returns their paths. */
export async function writeTables(run: string): Promise<string[]> {
  const rows = measuredRows(run);
  if (!rows) return [];
  const written: string[] = [];
  const write = (path: string, text: string): void => {
    writeFileDurably(join(run, path), text);
    written.push(join(run, path));
  };
  write('tables/results.csv', toCsv(resultLines(rows), RESULT_COLUMNS));
  const strategy = readJson<StrategyJson>(join(run, 'search', 'strategy.json'));
  if (strategy) {
    const steps = strategy.widths.flatMap(([width, count]) => Array<string>(count).fill(width));
    write(
      'tables/strategy.csv',
      toCsv(
        steps.map((width, step) => ({step, width})),
        ['step', 'width'],
      ),
    );
    write('figures/strategy.svg', await strategySvg(steps));
  }
  const generations = readLines<{index: number; evaluated: number; best: number; mean: number}>(
    join(run, 'search', 'generations.jsonl'),
  );
  if (generations.length > 0) {
    const lines = generations.map(({index, evaluated, best, mean}) => ({
      generation: index,
      evaluated,
      best: best.toFixed(4),
      mean: mean.toFixed(4),
    }));
    write('tables/search.csv', toCsv(lines, ['generation', 'evaluated', 'best', 'mean']));
    const points = generations.flatMap(({index, best, mean}) => [
      {x: index, y: best, series: 'best'},
      {x: index, y: mean, series: 'population mean'},
    ]);
    write('figures/search.svg', await curveSvg(points, {x: 'generation', y: 'fitness', title: 'Search'}));
  }
  if (rows.some(({row}) => row === 'uniform')) write('figures/tradeoff.svg', await tradeoffSvg(rows));
  return written;
}

export {uniformAt};
