/** `ddsm tables`: the paper's tables, ours beside the paper's, from the runs that exist. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {type NamedStrategy, strategiesSvg} from '../report/figures.js';
import {gridsPng, toPng} from '../report/pictures.js';
import {readLines, writeFileDurably} from '../store/files.js';
import {readRecord} from '../store/stageRecord.js';
import {FIGURE_A, FIGURE_BC, missingRuns, PAPER_TABLES, type RunResults, tableLines} from '../tables/paper.js';
import {rowId, toCsv, toMarkdown} from '../tables/results.js';
import {ALIKE_COLUMNS, alikeLines} from '../tables/strategies.js';
import {measuredRows, searchedStrategy} from '../tables/write.js';
import {note, print, printJson} from './output.js';
import {experimentOf, findRun, partFolders, planFor} from './stages.js';

interface Options {
  out?: string;
  runs: string;
  json?: boolean;
}

export async function tables(names: string[], {out, runs, json = false}: Options): Promise<void> {
  const known = existsSync(runs) ? readdirSync(runs).filter((name) => findRun(name, runs)) : [];
  const results = new Map<string, RunResults & RunPictures>();
  for (const name of names.length > 0 ? names : known) {
    const run = findRun(name, runs);
    if (run === undefined) {
      const suggestion = known.length > 0 ? `one of ${known.join(', ')}` : `there are none in ${runs}`;
      throw new ProblemError(
        {code: 'unknown-run', message: `there is no run ${name}`, allowed: known, suggestion},
        {exitCode: EXIT.usage},
      );
    }
    results.set(basename(run), resultsOf(run));
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
  if (out !== undefined) {
    for (const [index, {lines, columns}] of made.entries()) writeFileDurably(files[index]!, toCsv(lines, columns));
    files.push(join(out, 'tables.md'));
    writeFileDurably(join(out, 'tables.md'), markdown);
    files.push(...(await writeFigures(out, results)));
  }
  if (json) {
    printJson({
      tables: made.map(({table, lines, missing}) => ({name: table.name, title: table.title, rows: lines, missing})),
      files,
    });
    return;
  }
  print(markdown);
  const missing = [...new Set(made.flatMap((one) => one.missing))];
  for (const run of missing) note(missingLine(run));
  for (const file of files) note(file);
}

const missingLine = (run: string): string =>
  `npx ddsm run ${join('experiments', `${run}.yaml`)} fills what is empty of ${run}`;

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

/** Machines named in the journal of a run. */
const machinesOf = (run: string): string[] => [
  ...new Set(
    readLines<{machine?: string}>(join(run, 'journal.jsonl')).flatMap(({machine}) => (machine ? [machine] : [])),
  ),
];

function resultsOf(run: string): RunResults & RunPictures {
  const experiment = experimentOf(run);
  const plan = planFor(experiment);
  const parts = partFolders(plan);
  const seconds: Record<string, number> = {};
  for (const {name, id} of plan.stages) {
    const record = readRecord(run, id);
    if (record?.done) seconds[name] = (seconds[name] ?? 0) + record.seconds;
  }
  // Parts that are not finished leave their cells empty.
  const rows = parts.flatMap((part) => measuredRows(run, [part]) ?? []);
  const grid = join(run, parts[0]!.evaluate, `${rowId({row: 'ddsm', width: ''})}.png`);
  return {
    ...{rows, seconds, strategy: searchedStrategy(run, parts[0]!), machine: machinesOf(run)},
    grid: existsSync(grid) ? readFileSync(grid) : undefined,
  };
}
