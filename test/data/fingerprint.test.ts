/** What counts of a data folder, what does not, and what a later call costs. */
import assert from 'node:assert/strict';
import fs, {cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {type DataPlace, dataFingerprint} from '../../src/data/fingerprint.js';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'ddsm-fingerprint-'));
function put(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), text);
  }
}
/** As if nothing had been touched for an hour. */
function settle(folder: string): void {
  const before = Date.now() / 1000 - 3600;
  for (const name of ['', ...(readdirSync(folder, {recursive: true}) as string[])])
    utimesSync(join(folder, name), before, before);
}

/** Names that a source reads and names that it does not, for the split train. */
const KINDS: {kind: DataPlace['kind']; read: string[]; unread: string[]}[] = [
  {
    kind: 'cifar10',
    read: ['data_batch_1.bin', 'data_batch_2.bin'],
    unread: ['test_batch.bin', 'cifar-10-binary.tar.gz', 'readme.html', 'batches.meta.txt'],
  },
  {kind: 'cifar10', read: ['cifar-10-batches-py/data_batch_1'], unread: ['cifar-10-python.tar.gz', 'x/data_batch_1']},
  {kind: 'npz', read: ['train_data_batch_1.npz', 'a.npz'], unread: ['val_data.npz', 'Imagenet64.zip', 'deeper/b.npz']},
  {
    kind: 'lsun',
    read: ['bedroom_train_lmdb/data.mdb'],
    unread: ['bedroom_train_lmdb/lock.mdb', 'bedroom_val_lmdb/data.mdb', 'a.zip'],
  },
  {kind: 'folder', read: ['a/1.png', 'b/c/2.JPG'], unread: ['a/notes.txt', 'images.tar', 'empty/x.csv']},
  {kind: 'folder', read: ['train/a/1.png', 'train/b/2.png'], unread: ['val/a/3.png', 'loose.png', 'train/a/list.txt']},
];

for (const {kind, read, unread} of KINDS)
  for (const cached of [false, true])
    test(`dataFingerprint() of ${kind} with ${read[0]}: every file that is read counts, no other does${cached ? ' (noted)' : ''}`, () => {
      const folder = fresh();
      const cache = cached ? fresh() : undefined;
      const of = (place = folder): string => dataFingerprint({kind, path: place, split: 'train'}, {cache}).hash;
      put(folder, Object.fromEntries(read.map((name) => [name, name])));
      const alone = of();
      assert.notEqual(alone, '');
      put(folder, Object.fromEntries(unread.map((name) => [name, name])));
      settle(folder);
      assert.equal(of(), alone, 'with files that are not read');
      assert.equal(of(), alone);
      for (const name of unread) {
        rmSync(join(folder, name));
        assert.equal(of(), alone, `without ${name}`);
      }
      const moved = join(fresh(), 'elsewhere');
      cpSync(folder, moved, {recursive: true});
      assert.equal(of(moved), alone, 'wherever it lies');
      for (const name of read) {
        const path = join(folder, name);
        settle(folder);
        of();
        writeFileSync(path, `${name}!`);
        const larger = of();
        writeFileSync(path, name.toUpperCase().replace('.', '-'));
        const other = of();
        rmSync(path);
        const gone = of();
        assert.equal(new Set([alone, larger, other, gone]).size, 4, `${name}: larger, of other content, gone`);
        writeFileSync(path, name);
        assert.equal(of(), alone, `${name} as before`);
      }
    });

test("dataFingerprint() by CelebA's list: files of the split count, and the list by what it says of them", () => {
  const folder = fresh();
  const cache = fresh();
  const of = (split: DataPlace['split']): string =>
    dataFingerprint({kind: 'folder', path: folder, split}, {cache}).hash;
  put(folder, {'1.jpg': 'a', '2.jpg': 'b', 'list_eval_partition.txt': '1.jpg 0\n2.jpg 2\n'});
  const [train, test_, all] = [of('train'), of('test'), of('all')];
  assert.equal(new Set([train, test_, all]).size, 3);
  put(folder, {'2.jpg': 'other'});
  assert.deepEqual([of('train') === train, of('test') === test_, of('all') === all], [true, false, false]);
  put(folder, {'list_eval_partition.txt': '1.jpg 0\n2.jpg 0\n'});
  assert.notEqual(of('train'), train);
});

test('dataFingerprint() of data sets laid out as usual is what it was: keys of runs depend on it', () => {
  const folder = fresh();
  const names = [0, 1, 2].map((number) => `${number}.jpg`);
  const inFolders = (...folders: string[]): Record<string, string> =>
    Object.fromEntries(folders.flatMap((one) => names.map((name) => [`${one}/${name}`, `${one}/${name}`])));
  put(folder, {...inFolders('plain/.', 'classes/a', 'classes/b', 'afhq/train/cat', 'afhq/train/dog', 'afhq/val/cat')});
  put(folder, {...inFolders('celeba/img'), 'celeba/list_eval_partition.txt': '0.jpg 0\n1.jpg 0\n2.jpg 2\n'});
  const of = (path: string, split: DataPlace['split'] = 'train'): string =>
    dataFingerprint({kind: 'folder', path: join(folder, path), split}).hash.slice(0, 16);
  assert.deepEqual(
    [of('plain'), of('classes'), of('afhq'), of('afhq', 'test'), of('afhq', 'all'), of('celeba'), of('celeba/img')],
    [
      ...['16ff68e16a8e521f', 'c3b184c2eb4a33e1', '9b90fb2ad1c9dd52', '441fb8fd1b36da9a', '8478d4589c820347'],
      ...['8ad72cac5ac448c0', 'd8a0f6ab5e38367b'],
    ],
  );
});

test('dataFingerprint() is empty where there is nothing to read, and hashes an archive by its ends', () => {
  const folder = fresh();
  const nothing = {hash: '', files: 0, bytes: 0};
  assert.deepEqual(dataFingerprint({kind: 'digits', split: 'train'}), nothing);
  for (const kind of ['folder', 'cifar10', 'npz', 'lsun'] as const) {
    assert.deepEqual(dataFingerprint({kind, path: folder, split: 'train'}), nothing);
    assert.deepEqual(dataFingerprint({kind, path: join(folder, 'nowhere'), split: 'train'}), nothing);
  }
  const of = (name: string): string => dataFingerprint({kind: 'folder', path: join(folder, name), split: 'train'}).hash;
  put(folder, {'a.zip': 'one', 'b.zip': 'one', 'c.zip': 'two'});
  assert.deepEqual([of('a.zip') === of('b.zip'), of('a.zip') === of('c.zip')], [true, false]);
});

/** Calls of the file system while `work` runs. */
function calls(work: () => void): Record<'statSync' | 'readdirSync', number> {
  const counted = {statSync: 0, readdirSync: 0};
  const real = {statSync: fs.statSync, readdirSync: fs.readdirSync};
  const watched = fs as unknown as Record<string, unknown>;
  for (const name of ['statSync', 'readdirSync'] as const) {
    watched[name] = (...parameters: unknown[]) => {
      counted[name] += 1;
      return (real[name] as (...all: unknown[]) => unknown)(...parameters);
    };
  }
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return counted;
}

test('dataFingerprint() of a large tree lists what has changed, and stats folders alone where nothing has', () => {
  const folder = fresh();
  const cache = fresh();
  const [folders, each] = [20, 250];
  for (let outer = 0; outer < folders; outer++) {
    mkdirSync(join(folder, `n${outer}`));
    for (let inner = 0; inner < each; inner++) writeFileSync(join(folder, `n${outer}`, `${inner}.png`), 'x');
  }
  settle(folder);
  const of = (options = {}) => dataFingerprint({kind: 'folder', path: folder, split: 'train'}, {cache, ...options});
  // The kernel's own time of change is now, so the first note is not trusted; wait until it is.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
  const first = of();
  assert.deepEqual([first.files, first.bytes], [folders * each, folders * each]);
  const again = calls(() => assert.deepEqual(of(), first));
  assert.ok(again.readdirSync === 0 && again.statSync < 2 * folders + 10, JSON.stringify(again));
  assert.deepEqual(dataFingerprint({kind: 'folder', path: folder, split: 'train'}), first, 'as without a note');
  // An archive that is removed, an image that is renamed, added, replaced, removed.
  const changes: [change: () => void, isOther: boolean][] = [
    [() => writeFileSync(join(folder, 'n3', 'archive.tar'), ''), false],
    [() => rmSync(join(folder, 'n3', 'archive.tar')), false],
    [() => renameSync(join(folder, 'n4', '7.png'), join(folder, 'n4', 'seven.png')), true],
    [() => renameSync(join(folder, 'n4', 'seven.png'), join(folder, 'n4', '7.png')), false],
    [() => put(folder, {'n5/new.png': 'x'}), true],
    [() => rmSync(join(folder, 'n5', 'new.png')), false],
    [
      () => {
        writeFileSync(join(folder, 'scratch'), 'longer');
        renameSync(join(folder, 'scratch'), join(folder, 'n6', '0.png'));
      },
      true,
    ],
    [() => renameSync(join(folder, 'n7', '1.png'), join(folder, 'n7', '0.png')), true],
  ];
  for (const [index, [change, isOther]] of changes.entries()) {
    change();
    let found = first;
    const counted = calls(() => {
      found = of();
    });
    assert.equal(found.hash !== first.hash, isOther, `change ${index}`);
    assert.deepEqual(found, dataFingerprint({kind: 'folder', path: folder, split: 'train'}), `change ${index}`);
    assert.ok(counted.readdirSync <= 8, 'and only what changed is listed');
  }
  // Written over in its place: not seen, as is said, until it is asked for.
  const before = of();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
  of();
  writeFileSync(join(folder, 'n9', '0.png'), 'longer');
  assert.deepEqual(of(), before);
  assert.notDeepEqual(of({fresh: true}), before);
  // A torn note is none.
  for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"version": 1, "rule"');
  assert.deepEqual(of(), of({fresh: true}));
});
