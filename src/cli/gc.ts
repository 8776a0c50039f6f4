/** `ddsm gc`: deletes what of runs nothing needs any more. */
import {collectGarbage} from '../run/collect.js';
import {requireRun} from '../run/past.js';
import {takeLock} from '../store/lock.js';
import {note, print} from './output.js';

export function gc(names: string[], {runs}: {runs: string}): void {
  for (const name of names) {
    const run = requireRun(name, runs);
    const release = takeLock(run, note);
    try {
      const bytes = collectGarbage(run);
      print(bytes === 0 ? `${run}: nothing to delete` : `${run}: freed ${(bytes / 1e6).toFixed(1)} MB`);
    } finally {
      release();
    }
  }
}
