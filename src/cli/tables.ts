/** `ddsm tables`: the paper's tables, ours beside the paper's, from the runs that exist. */
import {existsSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {requireWritable} from '../commit.js';
import {problemsOf, usageError} from '../problem.js';
import {type NamedStrategy, strategiesSvg} from '../report/figures.js';
import {gridsPng, toPng} from '../report/pictures.js';
import {machinesOf, readJournal} from '../run/journal.js';
import {refuseLinksOut} from '../run/links.js';
import {listRuns, openRun, requireRun} from '../run/past.js';
import {writeFileDurably} from '../store/files.js';
import {evaluationFiles} from '../store/runFolder.js';
import {readRecord} from '../store/stageRecord.js';
import {toLatex} from '../tables/latex.js';
import {
  FIGURE_A,
  FIGURE_BC,
  isOfPaper,
  missingRuns,
  PAPER_TABLES,
  type RunResults,
  tableLines,
} from '../tables/paper.js';
import {measuredRows, searchedStrategy} from '../tables/read.js';
import {toCsv, toMarkdown} from '../tables/results.js';
import {ALIKE_COLUMNS, alikeLines} from '../tables/strategies.js';
import {note, print, printJson, showWarning} from './output.js';
import {shellWord} from './terminal.js';

interface Options {
  out?: string;
  runs: string;
  json?: boolean;
  latex?: boolean;
}

export async function tables(names: string[], {out, runs, json = false, latex = false}: Options): Promise<void> {
  if (out !== undefined) requireWritable(out, 'folder');
  const results = new Map<string, RunResults & RunPictures>();
  for (const name of names.length > 0 ? names : listRuns(runs)) {
    const run = requireRun(name, runs);
    if (results.has(basename(run)))
      throw usageError({
        code: 'same-name',
        message: `two runs are called ${basename(run)}, and a table tells runs by their names`,
        suggestion: 'make the tables of each by itself',
      });
    try {
      refuseLinksOut(run);
      results.set(basename(run), resultsOf(run));
    } catch (error) {
      if (names.length > 0) throw error;
      for (const problem of problemsOf(error)) showWarning({file: run, ...problem, severity: 'warning'});
      note(`${run} is left out`);
    }
  }
  const made = PAPER_TABLES.map((table) => ({
    table,
    ...tableLines(table, results),
    missing: missingRuns(table, results),
  }));
  const files = out === undefined ? [] : made.map(({table}) => join(out, `table-${table.name}.csv`));
  const markdown = made
    .map(({table, lines, columns}) => {
      // Hours mean nothing without the machine that they are of.
      const machines = table.name === 'F' ? [...new Set([...results.values()].flatMap(({machine}) => machine))] : [];
      const ours = machines.map((machine) => `\nOurs on ${machine}.\n`).join('');
      return `## Table ${table.name}: ${table.title}\n\n${toMarkdown(lines, columns)}\n${ours}`;
    })
    .join('\n');
  const tex = made
    .map(({table, lines, columns}) =>
      toLatex(lines, columns, {caption: table.title, label: `table-${table.name.toLowerCase()}`}),
    )
    .join('\n');
  if (out !== undefined) {
    for (const [index, {lines, columns}] of made.entries()) writeFileDurably(files[index]!, toCsv(lines, columns));
    files.push(join(out, 'tables.md'));
    writeFileDurably(join(out, 'tables.md'), markdown);
    files.push(join(out, 'tables.tex'));
    writeFileDurably(join(out, 'tables.tex'), tex);
    files.push(...(await writeFigures(out, results)));
  }
  if (json) {
    printJson({
      tables: made.map(({table, lines, missing}) => ({name: table.name, title: table.title, rows: lines, missing})),
      files,
    });
    return;
  }
  print(latex ? tex : markdown);
  const missing = [...new Set(made.flatMap((one) => one.missing))];
  if (missing.length > 0)
    note(`cells are empty where no run is done: ${missing.join(', ')}; npx ddsm run experiments/NAME.yaml makes one`);
  const own = [...results.keys()].filter((name) => !isOfPaper(name));
  if (own.length > 0)
    note(
      `the paper has no experiment called ${own.join(', ')}: a run's own tables are in its folder tables/, and npx ddsm report ${own.map(shellWord).join(' ')} shows them`,
    );
  for (const file of files) note(file);
}

/** What the paper's figures show of a run. */
interface RunPictures {
  /** The machines that its stages were begun on. */
  machine: string[];
  strategy: string[] | undefined;
  /** Samples by the searched strategy. */
  grid: Uint8Array | undefined;
}

/** Figures A to C over the runs of the paper's data sets, and all strategies of all runs in one. Returns their paths. */
async function writeFigures(out: string, results: ReadonlyMap<string, RunPictures>): Promise<string[]> {
  const files: string[] = [];
  const write = (name: string, content: string | Uint8Array): void => {
    writeFileDurably(join(out, 'figures', name), content);
    files.push(join(out, 'figures', name));
  };
  const strategies = (names: readonly string[]): NamedStrategy[] =>
    names.flatMap((name) => {
      const widths = results.get(name)?.strategy;
      return widths ? [{name, widths}] : [];
    });
  const draw = async (name: string, shown: NamedStrategy[], options: Parameters<typeof strategiesSvg>[1]) => {
    if (shown.length === 0) return;
    const svg = await strategiesSvg(shown, options);
    write(`${name}.svg`, svg);
    write(`${name}.png`, await toPng(svg));
  };
  const all = strategies([...results.keys()]);
  const [few, five] = [strategies(FIGURE_A), strategies(FIGURE_BC)];
  await draw('figure-A', few, {title: 'Figure A: LSUN-bedroom and AFHQ', together: true});
  await draw('figure-B', five, {title: 'Figure B: strategies by data set', together: false});
  await draw('strategies', all, {title: 'Strategies', together: true});
  const grids = FIGURE_BC.flatMap((name) => {
    const png = results.get(name)?.grid;
    return png ? [{name, png}] : [];
  });
  if (grids.length > 0) write('figure-C.png', await gridsPng(grids));
  if (all.length > 1) {
    writeFileDurably(join(out, 'alike.csv'), toCsv(alikeLines(all), ALIKE_COLUMNS));
    files.push(join(out, 'alike.csv'));
  }
  return files;
}

function resultsOf(run: string): RunResults & RunPictures {
  const {plan, cases} = openRun(run);
  const seconds: Record<string, number> = {};
  for (const {name, id} of plan.stages) {
    const record = readRecord(run, id);
    if (record?.done) seconds[name] = (seconds[name] ?? 0) + record.seconds;
  }
  // A supernet that started from the plain network has cost that one's training, too.
  if (seconds.train !== undefined && plan.stages.some(({name, inputs}) => name === 'train' && 'baseline' in inputs))
    seconds.train += seconds.baseline ?? 0;
  const [first] = cases;
  // Cases that are not finished leave their cells empty.
  const rows = cases.flatMap((one) => measuredRows(run, [one]) ?? []);
  const grid = evaluationFiles(join(run, first!.evaluate)).grid('ddsm');
  return {
    rows,
    seconds,
    strategy: searchedStrategy(run, first!),
    machine: machinesOf(readJournal(run)),
    grid: existsSync(grid) ? readFileSync(grid) : undefined,
  };
}
