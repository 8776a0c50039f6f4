import assert from 'node:assert/strict';
import {closeSync, mkdtempSync, openSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {writeWhole} from '../../src/commit.js';
import {readWhole} from '../../src/weights/stream.js';

test('writeWhole() and readWhole() move everything, some bytes at a time, and readWhole() tells of an early end', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ddsm-stream-')), 'file');
  const bytes = Uint8Array.from({length: 1000}, (_, i) => i % 251);
  const file = openSync(path, 'w+');
  writeWhole(file, bytes, 7);
  assert.deepEqual(new Uint8Array(readFileSync(path)), bytes);
  const some = new Uint8Array(90);
  assert.ok(readWhole(file, some, {position: 900, most: 11}));
  assert.deepEqual(some, bytes.slice(900, 990));
  assert.ok(!readWhole(file, some, {position: 950}));
  closeSync(file);
});

test('writeWhole() writes more than 2 GiB, which no single call does', {
  skip: process.env.DDSM_LARGE === undefined,
}, () => {
  const file = openSync('/dev/null', 'w');
  writeWhole(file, new Uint8Array(2 ** 31 + 5));
  closeSync(file);
});
