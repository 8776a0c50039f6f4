/** What a run ends with: its tables and figures on disk, and its results for a person or a script. */
import {basename, dirname, join, relative} from 'node:path';
import type {Plan} from '../plan/plan.js';
import {caseFolders, currentRows} from '../run/past.js';
import type {Experiment} from '../spec/experiment.js';
import {evaluationFiles} from '../store/runFolder.js';
import {searchWork, sweptRows} from '../tables/read.js';
import {summary, toMarkdown} from '../tables/results.js';
import {sweepTable} from '../tables/sweep.js';
import {trainingLines} from '../tables/training.js';
import {writeTables} from '../tables/write.js';
import {print, printJson} from './output.js';

/** Folders of one kind of files, and files of one folder, that are listed one by one. */
const MOST_PLACES = 3;
const MOST_NAMES = 12;

export async function finish(
  experiment: Experiment,
  {folder, plan, json}: {folder: string; plan: Plan; json: boolean},
): Promise<void> {
  const cases = caseFolders(plan);
  const rows = currentRows(folder, plan);
  const written = rows ? await writeTables(folder, cases) : [];
  if (json) {
    printJson({experiment: experiment.name, run: folder, rows: rows ?? [], files: written});
    return;
  }
  if (!rows) return;
  print(`\n## ${experiment.name}\n\n${summary(rows, experiment.tables.paper, trainingLines(plan))}\n`);
  const swept = sweepTable(sweptRows(rows, cases));
  if (swept.seeded) print(`\nover seeds:\n\n${toMarkdown(swept.lines, swept.columns)}\n`);
  const {candidates, counted} = searchWork(folder, cases);
  if (candidates > 0) {
    const calls = `${counted.evaluations} network calls; without shared steps ${counted.withoutSharing}`;
    const known = counted.candidates < candidates ? `; counted of ${counted.candidates}: ${calls}` : ` with ${calls}`;
    print(`search: ${candidates} candidates scored${known}`);
  }
  print('');
  const grids = cases.flatMap(({variant, evaluate}) =>
    rows
      .filter((row) => (row.variant ?? '') === variant)
      .map(({id}) => evaluationFiles(join(folder, evaluate)).grid(id)),
  );
  listFiles([...written, ...grids]);
}

/** Files by kind and folder, a line each. */
function listFiles(paths: readonly string[]): void {
  for (const kind of ['tables', 'figures', 'images'] as const) {
    const files = paths.filter((path) => kindOf(path) === kind);
    const places = [...new Set(files.map((path) => dirname(path)))];
    for (const place of places.slice(0, MOST_PLACES)) {
      const names = files.filter((path) => dirname(path) === place).map((path) => basename(path));
      const shown = names.length > MOST_NAMES ? `${names.length} files` : names.join(' ');
      print(`${kind.padEnd(8)}${shortPath(place)}/: ${shown}`);
    }
    if (places.length > MOST_PLACES) print(`${' '.repeat(8)}and ${places.length - MOST_PLACES} folders more`);
  }
}

const shortPath = (path: string): string => {
  const short = relative('.', path);
  return short.startsWith('..') ? path : short;
};
const kindOf = (path: string): string =>
  path.endsWith('.csv') ? 'tables' : dirname(path).endsWith('figures') ? 'figures' : 'images';
