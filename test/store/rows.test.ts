import assert from 'node:assert/strict';
import {mkdtempSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {RowFiles} from '../../src/store/rows.js';

/** Rows 0 … 9 of three numbers each, in files of 4, 0, 1 and 5 rows. */
function made(): {paths: string[]; all: Float32Array} {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-rows-'));
  const all = Float32Array.from({length: 30}, (_, i) => i);
  const bounds = [0, 4, 4, 5, 10];
  const paths = bounds.slice(1).map((end, index) => {
    const path = join(folder, `${index}.features`);
    writeFileSync(path, new Uint8Array(all.slice(3 * bounds[index]!, 3 * end).buffer));
    return path;
  });
  return {paths, all};
}

test('RowFiles reads rows across files, in any order, twice where they are asked for twice', () => {
  const {paths, all} = made();
  const rows = new RowFiles(paths, 3);
  assert.equal(rows.count, 10);
  for (let first = 0; first <= 10; first++)
    for (let end = first; end <= 10; end++)
      assert.deepEqual(rows.read(first, end - first), all.slice(3 * first, 3 * end));
  const indices = [9, 0, 4, 4, 3, 5];
  assert.deepEqual(
    [...rows.take(indices)],
    indices.flatMap((row) => [...all.subarray(3 * row, 3 * row + 3)]),
  );
  for (const most of [1, 3, 10, 99])
    assert.deepEqual(
      [...rows.blocks(most)].flatMap((block) => [...block]),
      [...all],
    );
});

test('RowFiles refuses rows that are not there, and files that are missing, torn or become shorter', () => {
  const {paths} = made();
  const rows = new RowFiles(paths, 3);
  assert.throws(() => rows.read(8, 3), RangeError);
  assert.throws(() => rows.take([10]), /row 10 of 10/);
  assert.throws(() => new RowFiles([...paths, 'nowhere'], 3), /nowhere has no bytes/);
  assert.throws(() => new RowFiles(paths, 7), /no rows of 7 float32 numbers/);
  truncateSync(paths[3]!, 12);
  assert.throws(() => rows.read(0, 10), /3\.features has become shorter/);
});
