/** `ddsm diff`: tables side by side, matched on their key columns. */
import {EXIT, ProblemError} from '../problem.js';
import {diffTables, readTables} from '../tables/diff.js';
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
    for (const {name, rows} of result.tables.filter((table) => table.rows.length > 0)) {
      const lines = rows.map(({key, column, values, change, withinNoise}) => ({
        key,
        column,
        ...Object.fromEntries(values.map((value, index) => [paths[index]!, value ?? '(none)'])),
        change: `${change === null ? '' : `${(100 * change).toFixed(2)}%`}${withinNoise ? ' (within the noise)' : ''}`,
      }));
      print(`${markdown ? '### ' : ''}${name}\n\n${toMarkdown(lines, ['key', 'column', ...paths, 'change'])}\n`);
    }
  }
  process.exitCode = result.different ? EXIT.failed : EXIT.done;
}
