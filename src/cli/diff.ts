/** `ddsm diff`: tables side by side, matched on their key columns. */
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {requireRun} from '../run/past.js';
import {type Difference, diffTables, readTables} from '../tables/diff.js';
import {toMarkdown} from '../tables/results.js';
import {print, printJson} from './output.js';

interface Options {
  tolerance: string;
  runs: string;
  json?: boolean;
  markdown?: boolean;
}

/** Rows that the same inputs lack, named one by one. */
const MOST_NAMED = 5;

export function diff(names: string[], {tolerance, runs, json = false, markdown = false}: Options): void {
  const limit = Number(tolerance);
  if (!(limit >= 0))
    throw new ProblemError(
      {code: 'bad-tolerance', message: `--tolerance ${tolerance} is not a number from 0 up`},
      {exitCode: EXIT.usage},
    );
  const paths = names.map((name) => (existsSync(name) ? name : requireRun(name, runs)));
  const result = diffTables(readTables(paths), limit);
  if (json) printJson(result);
  else if (!result.different) print('no difference');
  else {
    const shown = shortNames(paths);
    for (const {name, rows} of result.tables.filter((table) => table.rows.length > 0)) {
      const lines = gathered(rows).map((row) => lineOf(row, shown));
      const columns = [
        'key',
        'column',
        ...shown.flatMap((one, index) => (index === 0 ? [one] : [one, changeIn(index)])),
      ];
      print(`${markdown ? '### ' : ''}${name}\n\n${toMarkdown(lines, columns)}\n`);
    }
    const marked = result.tables.some(({rows}) => rows.some(({noise}) => noise?.includes(false)));
    if (marked) print('* beyond the noise: more than twice the deviation of the difference');
  }
  process.exitCode = result.different ? EXIT.failed : EXIT.done;
}

const changeIn = (index: number): string => ` Δ${index > 1 ? ` ${index}` : ''}`;

/** Rows that the same inputs lack, one after the other, as one line. */
function gathered(rows: readonly Difference[]): Difference[] {
  const groups = new Map<string, Difference[]>();
  for (const row of rows) {
    const group = row.column === '(row)' ? row.values.join() : `${row.key} ${row.column}`;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const named = group.slice(0, MOST_NAMED).map(({key}) => key);
    const more = group.length - named.length;
    return {...group[0]!, key: `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`};
  });
}

function lineOf({key, column, values, changes, noise}: Difference, names: readonly string[]): Record<string, string> {
  const cells = values.flatMap((value, index) => {
    const cell = [[names[index]!, value ?? '(none)']];
    if (index === 0) return cell;
    const change = changes[index - 1];
    const mark = noise?.[index - 1] === false ? ' *' : noise?.[index - 1] === true ? ' (noise)' : '';
    const percent =
      change === null || change === undefined ? '' : `${change >= 0 ? '+' : ''}${(100 * change).toFixed(2)}%`;
    return [...cell, [changeIn(index), `${percent}${mark}`]];
  });
  return {key, column, ...Object.fromEntries(cells)};
}

/** What tells paths apart: as many of their last parts as that takes. */
function shortNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => resolve(path).split('/'));
  for (let count = 1; count < Math.max(...parts.map((one) => one.length)); count++) {
    const names = parts.map((one) => one.slice(-count).join('/'));
    if (new Set(names).size === names.length) return names;
  }
  return [...paths];
}
