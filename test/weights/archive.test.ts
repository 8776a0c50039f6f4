import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {zipSync} from 'fflate';
import {ProblemError} from '../../src/problem.js';
import {openArchive} from '../../src/weights/archive.js';
import {withFarEntry, withLargeDirectory} from '../fuzz/targets/zip.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-archive-'));
after(() => rmSync(folder, {recursive: true, force: true}));
const put = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const plain = Buffer.from(zipSync({a: Buffer.from('first'), b: Buffer.from('second')}, {level: 0}));
/** Beyond what a number holds exactly: Node's own calls throw for such a place, where nobody can catch it. */
const FAR = 2n ** 60n;

test('openArchive() reads archives whose directory is of the large form', async () => {
  const archive = await openArchive(put('large.zip', withLargeDirectory(plain, {})));
  assert.deepEqual(
    [...archive.sizes],
    [
      ['a', 5],
      ['b', 6],
    ],
  );
  assert.equal((await archive.read('b', 10)).toString(), 'second');
  archive.close();
});

test('openArchive() refuses an archive whose count of entries has wrapped', async () => {
  const wrapped = Buffer.from(plain);
  // The end of the directory: its counts of entries, here and in all.
  const end = wrapped.length - 22;
  wrapped.writeUInt16LE(1, end + 8);
  wrapped.writeUInt16LE(1, end + 10);
  await assert.rejects(openArchive(put('wrapped.zip', wrapped)), /more entries than the 1 that its end states/);
});

test('openArchive() reads names with backslashes, and with `./` before them, but none that leads out', async () => {
  const zip = (names: string[]): string =>
    put('named.zip', zipSync(Object.fromEntries(names.map((name) => [name, Buffer.from(name)]))));
  const archive = await openArchive(zip(['./', './a/1.png', 'a\\2.png']));
  assert.deepEqual([...archive.sizes.keys()], ['a/1.png', 'a/2.png']);
  assert.equal((await archive.read('a/1.png', 99)).toString(), './a/1.png');
  archive.close();
  await assert.rejects(openArchive(zip(['a/1.png', './a/1.png'])), /the name "a\/1\.png" occurs twice/);
  await assert.rejects(openArchive(zip(['a\\..\\..\\1.png'])), /invalid relative path/);
});

test('openArchive() names what is no archive', async () => {
  for (const [content, what] of [
    ['version https://git-lfs.github.com/spec/v1\n', /it is a Git LFS pointer/],
    ['<!doctype html>', /it is an HTML page/],
    ['\x93NUMPY\x01\0', /it is a NumPy array \(\.npy\)/],
  ] as const)
    await assert.rejects(openArchive(put('other.npz', Buffer.from(content, 'latin1'))), what);
  await assert.rejects(openArchive(folder), /it is a folder/);
  await assert.rejects(openArchive(join(folder, 'nothing.npz')), /no such file/);
});

for (const [what, places] of [
  ['a large directory', {record: FAR}],
  ['its entries', {directory: FAR}],
] as const)
  test(`openArchive() refuses an archive that says that ${what} lies beyond any file`, async () => {
    const path = put('far.zip', withLargeDirectory(plain, places));
    await assert.rejects(
      openArchive(path),
      (error) =>
        error instanceof ProblemError && /is not a sound zip archive: it ends before byte \d+$/.test(error.message),
    );
  });

test('an entry that lies beyond any file is refused each time it is asked for, and others are still read', async () => {
  const archive = await openArchive(put('entry.zip', withFarEntry(plain, FAR)));
  for (const ask of [archive.read('b', 10), archive.offsetOf('b'), archive.read('b', 10)])
    await assert.rejects(
      ask,
      (error) => error instanceof ProblemError && /: b: it ends before byte/.test(error.message),
    );
  assert.equal((await archive.read('a', 10)).toString(), 'first');
  archive.close();
});

test('openArchive() waits for nobody to write into a pipe', async () => {
  const pipe = join(folder, 'pipe.zip');
  execFileSync('mkfifo', [pipe]);
  await assert.rejects(openArchive(pipe), /is not a sound zip archive: it is no file/);
});
