/** `ddsm gc`: deletes the attic of runs, where the work of superseded settings is kept. */
import {existsSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {takeLock} from '../store/lock.js';
import {note, print} from './output.js';

export function gc(runs: string[]): void {
  for (const run of runs) {
    const attic = join(run, 'attic');
    if (!existsSync(attic)) {
      print(`${run}: nothing to delete`);
      continue;
    }
    const release = takeLock(run, note);
    try {
      const bytes = readdirSync(attic, {recursive: true}).reduce(
        (sum, name) => sum + statSync(join(attic, String(name))).size,
        0,
      );
      rmSync(attic, {recursive: true, force: true});
      print(`${run}: freed ${(bytes / 1e6).toFixed(1)} MB`);
    } finally {
      release();
    }
  }
}
