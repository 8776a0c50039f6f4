/** Links in a run's folder that lead out of it: who is handed a run to look at is not handed what lies elsewhere. */
import {type Dirent, readdirSync, realpathSync} from 'node:fs';
import {join, sep} from 'node:path';
import {ProblemError} from '../problem.js';

/**
 * Throws a ProblemError that names the first link which leads out of the run, or nowhere. The run's own folder may be a
 * link: it is what the user named.
 */
export function refuseLinksOut(run: string): void {
  const root = realpathSync(run);
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, {withFileTypes: true})) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) look(path);
      else if (entry.isSymbolicLink()) refuseOutside(path, root);
      else if (!entry.isFile()) refuse(path, `is ${kindOf(entry)}`);
    }
  };
  look(run);
}

function refuseOutside(path: string, root: string): void {
  let target = '';
  try {
    target = realpathSync(path);
  } catch {
    refuse(path, 'is a link that leads nowhere');
  }
  if (target !== root && !target.startsWith(`${root}${sep}`)) refuse(path, 'is a link that leads out of the run');
}

const kindOf = (entry: Dirent): string => (entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : 'a device');

function refuse(path: string, why: string): never {
  throw new ProblemError({
    code: 'link',
    file: path,
    message: `${path} ${why}, and is not followed`,
    suggestion: 'remove it, or put what it leads to in its place',
  });
}
