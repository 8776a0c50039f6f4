/** `ddsm tables`: the paper's tables, ours beside the paper's, from the runs that exist. */
import {existsSync, readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {writeFileDurably} from '../store/files.js';
import {readRecord} from '../store/stageRecord.js';
import {missingRuns, PAPER_TABLES, type RunResults, tableLines} from '../tables/paper.js';
import {toCsv, toMarkdown} from '../tables/results.js';
import {measuredRows} from '../tables/write.js';
import {note, print, printJson} from './output.js';
import {experimentOf, findRun, partFolders, planFor} from './stages.js';

interface Options {
  out?: string;
  runs: string;
  json?: boolean;
}

export function tables(names: string[], {out, runs, json = false}: Options): void {
  const known = existsSync(runs) ? readdirSync(runs).filter((name) => findRun(name, runs)) : [];
  const results = new Map<string, RunResults>();
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
    .map(({table, lines, columns}) => `## Table ${table.name}: ${table.title}\n\n${toMarkdown(lines, columns)}\n`)
    .join('\n');
  if (out !== undefined) {
    for (const [index, {lines, columns}] of made.entries()) writeFileDurably(files[index]!, toCsv(lines, columns));
    files.push(join(out, 'tables.md'));
    writeFileDurably(join(out, 'tables.md'), markdown);
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

const missingLine = (run: string): string => {
  const spec = join('experiments', `${run}.yaml`);
  return existsSync(spec)
    ? `npx ddsm run ${spec} fills what is empty of ${run}`
    : `${run} is not among the experiments yet`;
};

function resultsOf(run: string): RunResults {
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
  return {rows, seconds};
}
