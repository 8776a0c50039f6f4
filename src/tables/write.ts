/** Writes a run's tables and figures from the results on disk; computes nothing. */
import {join} from 'node:path';
import {
  controlsSvg,
  curveSvg,
  evaluationsSvg,
  frontSvg,
  noiseSvg,
  strategySvg,
  sweepSvg,
  tradeoffSvg,
} from '../report/figures.js';
import {toPng} from '../report/pictures.js';
import {writeFileDurably} from '../store/files.js';
import {
  type CaseFolders,
  candidatesOf,
  frontOf,
  type GenerationLine,
  generationsOf,
  measuredRows,
  searchedStrategy,
  sweptRows,
} from './read.js';
import {
  BY_STRATEGY,
  CONTROL_COLUMNS,
  controlLines,
  EVALUATION_COLUMNS,
  evaluationLines,
  RESULT_COLUMNS,
  resultLines,
  toCsv,
} from './results.js';
import {SPENDING_COLUMNS, spendingLines} from './strategies.js';
import {sweepTable} from './sweep.js';

type Write = (path: string, content: string | Uint8Array) => void;

/** Writes `tables/*.csv`, `figures/*.svg` and their `*.png`; returns their paths. */
export async function writeTables(run: string, cases: readonly CaseFolders[]): Promise<string[]> {
  const rows = measuredRows(run, cases);
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
  for (const one of cases) {
    const {variant, search} = one;
    const suffix = variant ? `-${variant}` : '';
    const widths = searchedStrategy(run, one);
    if (widths) {
      const lines = widths.map((width, step) => ({step, width, sigma: one.sigmas[step]?.toPrecision(5) ?? ''}));
      write(`tables/strategy${suffix}.csv`, toCsv(lines, ['step', 'width', 'sigma']));
      await draw(`strategy${suffix}`, await strategySvg(widths));
      if (one.sigmas.length === widths.length)
        await draw(`strategy-noise${suffix}`, await noiseSvg(widths, one.sigmas));
      spending.push(...spendingLines({...one, widths}, variant));
    }
    const candidates = candidatesOf(run, one);
    if (search !== undefined) {
      const generations = generationsOf(run, search);
      writeGenerations(generations, suffix, write);
      const front = frontOf(run, search);
      // One or two generations have no course; a method of so few has solved for its strategies.
      if (generations.length < 3 && front.length > 0) await draw(`search${suffix}`, await frontSvg(front, candidates));
      else if (generations.length > 0) await draw(`search${suffix}`, await generationsSvg(generations));
    }
    const own = rows.filter((row) => (row.variant ?? '') === variant);
    if (own.length > 1) await draw(`tradeoff${suffix}`, await tradeoffSvg(own, candidates));
  }
  if (spending.length > 0) write('tables/spending.csv', toCsv(spending, SPENDING_COLUMNS));
  const controls = controlLines(rows);
  if (controls.length > 1) {
    write('tables/controls.csv', toCsv(controls, CONTROL_COLUMNS));
    await draw('controls', await controlsSvg(rows, BY_STRATEGY));
  }
  const swept = sweptRows(rows, cases);
  if (swept.length > 0) {
    const {settings, lines, columns} = sweepTable(swept);
    write('tables/sweep.csv', toCsv(lines, columns));
    const points = lines
      .filter(({gflops}) => Number(gflops) > 0)
      .map(({row, width, gflops, distance, deviation, ...line}) => ({
        ...{row: String(row), width: String(width)},
        setting: settings.flatMap((key) => line[key] ?? []).join(', '),
        ...{gflops: Number(gflops), distance: Number(distance), deviation: Number(deviation)},
      }));
    await draw('sweep', await sweepSvg(points, {settings}));
  }
  if (cases.length > 1) {
    write('tables/evaluations.csv', toCsv(evaluationLines(rows), EVALUATION_COLUMNS));
    // One count of evaluations for all makes no course over them.
    if (new Set(rows.map(({evaluations}) => evaluations).filter((count) => count > 0)).size > 1)
      await draw('evaluations', await evaluationsSvg(rows));
  }
  return written;
}

function writeGenerations(generations: readonly GenerationLine[], suffix: string, write: Write): void {
  if (generations.length === 0) return;
  const lines = generations.map(({index, evaluated, best, mean}) => ({
    generation: index,
    evaluated,
    best: best.toFixed(4),
    mean: mean.toFixed(4),
  }));
  write(`tables/search${suffix}.csv`, toCsv(lines, ['generation', 'evaluated', 'best', 'mean']));
}

const generationsSvg = (generations: readonly GenerationLine[]): Promise<string> => {
  const points = generations.flatMap(({index, best, mean}) => [
    {x: index, y: best, series: 'best'},
    {x: index, y: mean, series: 'population mean'},
  ]);
  return curveSvg(points, {x: 'generation', y: 'fitness', title: 'Search'});
};
