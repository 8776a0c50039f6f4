/** What a data set's fingerprint costs every command: a made tree like ImageNet's, listed first, then known. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {dataFingerprint} from '../src/data/fingerprint.js';
import {listingHash} from '../src/store/files.js';
import {report, timed} from './peer.js';

const files = Number(process.argv[2] ?? 200_000);
const folders = Number(process.argv[3] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'ddsm-listing-'));
const [tree, cache] = [join(folder, 'tree'), join(folder, 'cache')];
try {
  for (let outer = 0; outer < folders; outer++) {
    const place = join(tree, 'train', `n${String(outer).padStart(8, '0')}`);
    mkdirSync(place, {recursive: true});
    for (let inner = 0; inner < files / folders; inner++) writeFileSync(join(place, `${inner}.JPEG`), '');
  }
  // What changed a moment ago is looked at again.
  await new Promise((done) => setTimeout(done, 2500));
  const place = {kind: 'folder', path: tree, split: 'train'} as const;
  const names = timed(() => listingHash(tree)) / 1000;
  const first = timed(() => dataFingerprint(place, {cache})) / 1000;
  const later = Math.min(...Array.from({length: 5}, () => timed(() => dataFingerprint(place, {cache})))) / 1000;
  rmSync(join(tree, 'train', 'n00000007', '3.JPEG'));
  const changed = timed(() => dataFingerprint(place, {cache})) / 1000;
  report({
    bench: 'listing',
    files,
    folders,
    formerSeconds: names,
    firstSeconds: first,
    laterSeconds: later,
    changedSeconds: changed,
  });
} finally {
  rmSync(folder, {recursive: true});
}
