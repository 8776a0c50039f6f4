import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {strToU8, zipSync} from 'fflate';
import type {DatasetSettings} from '../../src/data/prepare.js';
import {openSource} from '../../src/data/prepare.js';
import {numbersFrom, type SourceImage} from '../../src/data/source.js';
import {fixture, hashed} from '../fixtures.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-sources-'));
const settings = (kind: DatasetSettings['kind'], path: string, split: DatasetSettings['split'] = 'train') =>
  ({kind, path, split, resolution: 8, channels: 3, resize: 'lanczos', limit: 0, badFiles: 'skip'}) as const;

/** Everything in a source, and the same from number 1 on, which must be the same but for the first. */
async function all(
  kind: DatasetSettings['kind'],
  path: string,
  split?: DatasetSettings['split'],
): Promise<{classes: string[]; images: SourceImage[]}> {
  const source = await openSource(settings(kind, path, split), () => {});
  const list = async (first: number): Promise<SourceImage[]> => {
    const images: SourceImage[] = [];
    for await (const image of source.images(numbersFrom(first, source.count))) images.push(image);
    return images;
  };
  const images = await list(0);
  assert.equal(images.length, source.count);
  assert.deepEqual(await list(1), images.slice(1));
  source.close();
  return {classes: source.classes, images};
}

/** Bytes as test/golden/data.py makes them. */
const bytes = (name: string, count: number): Uint8Array =>
  Uint8Array.from(hashed(name, count), (value) => Math.floor((value + 0.5) * 256));
const raw = (image: SourceImage) => ('raw' in image ? image.raw : assert.fail('no pixels'));
const names = (images: readonly SourceImage[]): string[] => images.map(({name}) => name);
const labels = (images: readonly SourceImage[]): (number | undefined)[] => images.map(({label}) => label);

test('digits: 1,797 images of ten classes, the first a zero', async () => {
  const {classes, images} = await all('digits', '');
  assert.deepEqual([images.length, classes.length, images[0]!.label], [1797, 10, 0]);
  // The first row of the first image in the published file: 0 0 5 13 9 1 0 0 of 16.
  assert.deepEqual([...raw(images[0]!).pixels.subarray(0, 8)], [0, 0, 80, 207, 143, 16, 0, 0]);
});

const cifarBatch = (name: string, records: readonly [label: number, planes: Uint8Array][]): [string, Buffer] => [
  name,
  Buffer.concat(records.map(([label, planes]) => Buffer.concat([Buffer.from([label]), planes]))),
];

test('cifar10: binary batches, by split, planes to pixels', async () => {
  const planes = bytes('cifar', 3 * 3072);
  const plane = (index: number): Uint8Array => planes.subarray(index * 3072, (index + 1) * 3072);
  const folder = join(scratch, 'cifar');
  mkdirSync(join(folder, 'cifar-10-batches-bin'), {recursive: true});
  for (const [name, data] of [
    cifarBatch('data_batch_1.bin', [
      [3, plane(0)],
      [9, plane(1)],
    ]),
    cifarBatch('data_batch_2.bin', [[0, plane(2)]]),
    cifarBatch('test_batch.bin', [[5, plane(0)]]),
  ])
    writeFileSync(join(folder, 'cifar-10-batches-bin', name), data);
  const {classes, images} = await all('cifar10', folder);
  assert.deepEqual([labels(images), classes[3]], [[3, 9, 0], 'cat']);
  const first = raw(images[1]!);
  assert.deepEqual([...first.pixels.subarray(0, 3)], [planes[3072], planes[3072 + 1024], planes[3072 + 2048]]);
  assert.deepEqual(labels((await all('cifar10', folder, 'test')).images), [5]);
  assert.deepEqual(labels((await all('cifar10', folder, 'all')).images), [3, 9, 0, 5]);
});

test("cifar10: the Python version's batches, as Python 2 pickled them and as Python 3 does", async () => {
  const planes = bytes('cifar', 3 * 3072);
  const old = await all('cifar10', fixture('data', 'cifar-python2'));
  assert.deepEqual(labels(old.images), [6, 9, 0]);
  assert.deepEqual([...raw(old.images[2]!).pixels.subarray(0, 2)], [planes[2 * 3072], planes[2 * 3072 + 1024]]);
  const fresh = await all('cifar10', fixture('data', 'cifar-python3'), 'test');
  assert.deepEqual(labels(fresh.images), [6, 9]);
  assert.deepEqual(raw(fresh.images[1]!), raw(old.images[1]!));
});

test('cifar10: refuses what is no batch, naming the file', async () => {
  const folder = join(scratch, 'no-cifar');
  mkdirSync(folder);
  await assert.rejects(all('cifar10', folder), /no-cifar holds no data_batch_\*\.bin/);
  writeFileSync(join(folder, 'data_batch_1.bin'), Buffer.alloc(100));
  await assert.rejects(all('cifar10', folder), /data_batch_1\.bin has 100 bytes, not a multiple of 3073/);
  writeFileSync(join(folder, 'data_batch_1.bin'), Buffer.alloc(3073, 77));
  await assert.rejects(all('cifar10', folder), /image \(number 0\) of the unknown class 77/);
  writeFileSync(join(folder, 'test_batch'), Buffer.from('\x80\x02cos\nsystem\nU\x02ls\x85R.', 'latin1'));
  await assert.rejects(all('cifar10', folder, 'test'), /asks for os\.system, which is not needed here/);
});

test('folder: classes from folders, in order, whatever else lies there', async () => {
  const folder = join(scratch, 'classes');
  for (const name of ['b/2.png', 'b/1.jpg', 'a/x/3.webp', 'a/notes.txt']) {
    mkdirSync(join(folder, name, '..'), {recursive: true});
    writeFileSync(join(folder, name), name);
  }
  const {classes, images} = await all('folder', folder);
  assert.deepEqual(
    [classes, names(images), labels(images)],
    [
      ['a', 'b'],
      ['a/x/3.webp', 'b/1.jpg', 'b/2.png'],
      [0, 1, 1],
    ],
  );
  writeFileSync(join(folder, 'loose.png'), '');
  assert.deepEqual((await all('folder', folder)).classes, []);
});

test('folder: splits by folders, as AFHQ and ImageNet have them', async () => {
  const folder = join(scratch, 'afhq');
  for (const name of ['train/cat/1.jpg', 'train/dog/2.jpg', 'val/cat/3.jpg', 'val/dog/4.jpg']) {
    mkdirSync(join(folder, name, '..'), {recursive: true});
    writeFileSync(join(folder, name), '');
  }
  assert.deepEqual(names((await all('folder', folder)).images), ['train/cat/1.jpg', 'train/dog/2.jpg']);
  assert.deepEqual(names((await all('folder', folder, 'test')).images), ['val/cat/3.jpg', 'val/dog/4.jpg']);
  const both = await all('folder', folder, 'all');
  assert.deepEqual(
    [both.classes, labels(both.images)],
    [
      ['cat', 'dog'],
      [0, 1, 0, 1],
    ],
  );
});

test("folder: splits by CelebA's list", async () => {
  const folder = join(scratch, 'celeba');
  mkdirSync(join(folder, 'img_align_celeba'), {recursive: true});
  for (const name of ['000001.jpg', '000002.jpg', '000003.jpg'])
    writeFileSync(join(folder, 'img_align_celeba', name), '');
  writeFileSync(join(folder, 'list_eval_partition.txt'), '000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n');
  const inside = join(folder, 'img_align_celeba');
  assert.deepEqual(names((await all('folder', inside)).images), ['000001.jpg']);
  assert.deepEqual(names((await all('folder', folder, 'test')).images), ['img_align_celeba/000003.jpg']);
  assert.equal((await all('folder', folder, 'all')).images.length, 3);
});

test('folder: a zip archive, with a folder around everything, classes and splits', async () => {
  const archive = join(scratch, 'afhq.zip');
  const files = ['afhq/train/cat/1.jpg', 'afhq/train/dog/2.jpg', 'afhq/val/cat/3.jpg', 'afhq/readme.txt'];
  writeFileSync(archive, zipSync(Object.fromEntries(files.slice(0, 3).map((name) => [name, strToU8(name)]))));
  const {classes, images} = await all('folder', archive);
  assert.deepEqual(
    [classes, labels(images)],
    [
      ['cat', 'dog'],
      [0, 1],
    ],
  );
  const [first] = images;
  assert.equal('encoded' in first! && String(first.encoded), 'afhq/train/cat/1.jpg');
  assert.equal((await all('folder', archive, 'test')).images.length, 1);
});

test("lsun: LSUN's database, JPEG and WebP values in the order of their keys", async () => {
  const {images} = await all('lsun', fixture('data', 'lsun'));
  assert.deepEqual(
    names(images),
    [0, 1, 2, 3].map((index) => (index * 7919).toString(16).padStart(40, '0')),
  );
  const kinds = images.map((image) => ('encoded' in image ? image.encoded.subarray(0, 4).toString('latin1') : ''));
  assert.deepEqual(
    kinds.map((kind) => kind === 'RIFF'),
    [false, true, false, true],
  );
  const empty = join(scratch, 'no-lsun');
  mkdirSync(empty);
  await assert.rejects(all('lsun', empty), /holds no LMDB database/);
  cpSync(fixture('data', 'cifar-python2', 'data_batch_1'), join(empty, 'data.mdb'));
  await assert.rejects(all('lsun', empty), /cannot be read as an LMDB database/);
});

test("lsun: a database that is cut off, or says of itself what is not so, ends with its file's name and a reason", async () => {
  const whole = readFileSync(fixture('data', 'lsun', 'bedroom_train_lmdb', 'data.mdb'));
  const folder = join(scratch, 'damaged-lsun');
  mkdirSync(folder);
  // In the newer of the two descriptions of the database: the bytes of a page, and the number of records.
  const [pageBytes, records] = [4136, 4216];
  const changed = (at: number, value: bigint): Buffer => {
    const bytes = Buffer.from(whole);
    bytes.writeBigUInt64LE(value, at);
    return bytes;
  };
  for (const [database, reason] of [
    [
      whole.subarray(0, 8192),
      /could be read only to record 0: its reader was ended by SIGBUS, as damaged databases do/,
    ],
    [changed(pageBytes, 1n << 48n), /cannot be read as an LMDB database: its reader was ended by SIGFPE/],
    [changed(records, 5n), /could be read only to record 4: it says that there are 5/],
    [changed(records, 3n), /could be read only to record 3: it holds more than the 3 that it says/],
    [
      changed(records, 1n << 40n),
      /cannot be read as an LMDB database: 1099511627776 records have no room in 12288 bytes/,
    ],
  ] as const) {
    writeFileSync(join(folder, 'data.mdb'), database);
    await assert.rejects(
      all('lsun', folder),
      (error: Error) => reason.test(error.message) || assert.fail(error.message),
    );
  }
  assert.deepEqual(readdirSync(folder), ['data.mdb']);
});

test("npz: the downsampled ImageNet's batches in the order of their numbers, labels from 1", async () => {
  const {classes, images} = await all('npz', fixture('data', 'imagenet'));
  assert.deepEqual([labels(images), classes.length], [[0, 1, 2, 0, 1, 0], 3]);
  const planes = bytes('train_data_batch_2', 2 * 192);
  const pixels = raw(images[4]!);
  assert.deepEqual(
    [pixels.width, ...pixels.pixels.subarray(0, 3)],
    [8, planes[192], planes[192 + 64], planes[192 + 128]],
  );
  assert.equal((await all('npz', fixture('data', 'imagenet'), 'test')).images.length, 2);
});
