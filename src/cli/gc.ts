/** `ddsm gc`: deletes what of runs nothing needs any more. */
import {dirname, relative} from 'node:path';
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

/** What would go, largest first; the many files of one folder in one line. */
function listing(run: string): string {
  const found = garbageOf(run);
  if (found.length === 0) return `${run}: nothing to delete`;
  const total = found.reduce((sum, {bytes}) => sum + bytes, 0);
  const places = new Map<string, typeof found>();
  for (const one of found) {
    const place = one.path.endsWith('.features') ? `${dirname(one.path)}/*.features` : one.path;
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  const lines = [...places]
    .map(([path, files]) => ({path, why: files[0]!.why, bytes: files.reduce((sum, {bytes}) => sum + bytes, 0)}))
    .sort((a, b) => b.bytes - a.bytes)
    .map(({path, why, bytes}) => ({what: relative(run, path), why, size: formatBytes(bytes)}));
  return `${run}: ${formatBytes(total)} would be freed\n\n${toMarkdown(lines, ['what', 'why', 'size'])}`;
}
