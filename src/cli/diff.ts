/** `ddsm diff`: tables side by side, matched on their key columns. */
import {resolve} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {type Difference, diffTables, readTables} from '../tables/diff.js';
import {toMarkdown} from '../tables/results.js';
import {print, printJson} from './output.js';

export function diff(
  paths: string[],
  {tolerance, json = false, markdown = false}: {tolerance: string; json?: boolean; markdown?: boolean},
): void {
  const limit = Number(tolerance);
  if (!(limit >= 0))
    throw new ProblemError(
      {code: 'bad-tolerance', message: `--tolerance ${tolerance} is not a number from 0 up`},
      {exitCode: EXIT.usage},
    );
  const result = diffTables(
    paths.map((path) => readTables(path)),
    limit,
  );
  if (json) printJson(result);
  else if (!result.different) print('no difference');
  else {
    const names = shortNames(paths);
    for (const {name, rows} of result.tables.filter((table) => table.rows.length > 0)) {
      const lines = rows.map((row) => lineOf(row, names));
      const columns = [
        'key',
        'column',
        ...names.flatMap((one, index) => (index === 0 ? [one] : [one, changeIn(index)])),
      ];
      print(`${markdown ? '### ' : ''}${name}\n\n${toMarkdown(lines, columns)}\n`);
    }
    const marked = result.tables.some(({rows}) => rows.some(({noise}) => noise?.includes(false)));
    if (marked) print('* beyond the noise: more than twice the deviation of the difference');
  }
  process.exitCode = result.different ? EXIT.failed : EXIT.done;
}

const changeIn = (index: number): string => ` Δ${index > 1 ? ` ${index}` : ''}`;

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
