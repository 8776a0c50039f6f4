/** `ddsm unlock`: removes the lock of a run whose owner is gone. Needs no spec. */
import {rmSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {describeOwner, isAlive, ownerOf} from '../store/lock.js';
import {print} from './output.js';

export function unlock(run: string): void {
  const owner = ownerOf(run);
  if (!owner) {
    print(`${run} is not locked`);
    return;
  }
  if (owner.host === hostname() && isAlive(owner)) {
    throw new ProblemError(
      {
        code: 'locked',
        message: `${run} is being worked on by ${describeOwner(owner)}`,
        suggestion: 'stop that process first',
      },
      {exitCode: EXIT.resumable},
    );
  }
  rmSync(join(run, 'lock'), {force: true});
  print(`released ${run}, held by ${describeOwner(owner)}`);
}
