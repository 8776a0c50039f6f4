/** Sums of features that are folded part by part, against all of them at once. */
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {FoldedFeatures, type FoldedOptions} from '../../src/stages/reference/folded.js';
import {hashed} from '../fixtures.js';

const width = 9;
const count = 1400;
const rows = 512;
const features = Float32Array.from(hashed('folded', count * width));

/** Parts of 256 rows from `first` on, written as the stage writes them. */
function partsFrom(folder: string, first: number, most: number): string[] {
  const parts: string[] = [];
  for (let row = first; row < Math.min(count, first + most); row += 256) {
    const path = join(folder, `${row}.features`);
    const values = features.slice(row * width, Math.min(count, row + 256, first + most) * width);
    writeFileSync(path, new Uint8Array(values.buffer));
    parts.push(path);
  }
  return parts;
}

const optionsOf = (folder: string): FoldedOptions => ({
  folder,
  width,
  ranges: {pooled: [0, 4], spatial: [6, 3]},
  rows,
  aside: Uint32Array.of(0, 3, 511, 512, 700, 1030, 1399),
  breathe: async () => {},
});

test('FoldedFeatures gives what all parts at once give, to the last bit, whenever it was cut off', async () => {
  const whole = mkdtempSync(join(tmpdir(), 'ddsm-folded-'));
  const all = await FoldedFeatures.open(optionsOf(whole));
  const expected = await all.finish(partsFrom(whole, 0, count));
  assert.deepEqual(
    [...expected.aside],
    [0, 3, 511, 512, 700, 1030, 1399].flatMap((row) => [...features.subarray(row * width, row * width + 4)]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-folded-'));
  const first = await FoldedFeatures.open(optionsOf(folder));
  await first.fold(partsFrom(folder, 0, rows));
  // Another process, which folds once and is killed before it deletes the parts, as a third one sees it.
  const second = await FoldedFeatures.open(optionsOf(folder));
  assert.equal(second.count, rows);
  await second.fold(partsFrom(folder, rows, rows));
  partsFrom(folder, rows, rows);
  const third = await FoldedFeatures.open(optionsOf(folder));
  assert.equal(third.count, 2 * rows);
  const found = await third.finish(partsFrom(folder, 2 * rows, rows));
  assert.deepEqual(found, expected);
  third.remove();
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.endsWith('.features')),
    [],
  );
});

test('FoldedFeatures deletes parts once they are summed, and refuses to fold other numbers of rows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-folded-'));
  const folded = await FoldedFeatures.open(optionsOf(folder));
  const parts = partsFrom(folder, 0, rows);
  await folded.fold(parts);
  assert.ok(parts.every((part) => !existsSync(part)));
  await assert.rejects(folded.fold(partsFrom(folder, rows, 256)), RangeError);
});
