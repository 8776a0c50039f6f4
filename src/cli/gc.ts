/** `ddsm gc`: deletes what of runs nothing needs any more. */
import {relative} from 'node:path';
import {collectGarbage, garbageOf} from '../run/collect.js';
import {refuseLinksOut} from '../run/links.js';
import {requireRun} from '../run/past.js';
import {formatBytes} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {toMarkdown} from '../tables/results.js';
import {note, print} from './output.js';

export function gc(names: string[], {runs, dryRun = false}: {runs: string; dryRun?: boolean}): void {
  for (const name of names) {
    const run = requireRun(name, runs);
    refuseLinksOut(run);
    if (dryRun) {
      print(listing(run));
      continue;
    }
    const release = takeLock(run, note);
    try {
      const bytes = collectGarbage(run);
      print(bytes === 0 ? `${run}: nothing to delete` : `${run}: freed ${formatBytes(bytes)}`);
    } finally {
      release();
    }
  }
}

/** What would go, largest first. */
function listing(run: string): string {
  const found = garbageOf(run).sort((a, b) => b.bytes - a.bytes);
  if (found.length === 0) return `${run}: nothing to delete`;
  const lines = found.map(({path, why, bytes}) => ({what: relative(run, path), why, size: formatBytes(bytes)}));
  const total = found.reduce((sum, {bytes}) => sum + bytes, 0);
  return `${run}: ${formatBytes(total)} would be freed\n\n${toMarkdown(lines, ['what', 'why', 'size'])}`;
}
