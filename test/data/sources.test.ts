import assert from 'node:assert/strict';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {strToU8, zipSync} from 'fflate';
import {dataFingerprint} from '../../src/data/fingerprint.js';
import type {DatasetSettings} from '../../src/data/prepare.js';
import {openSource} from '../../src/data/prepare.js';
import {type LeftOut, numbersFrom, type SourceImage} from '../../src/data/source.js';
import {labelsOf} from '../../src/data/sources/folder.js';
import {lsunSource} from '../../src/data/sources/lsun.js';
import {fixture, hashed} from '../fixtures.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-sources-'));
const settings = (kind: DatasetSettings['kind'], path: string, split: DatasetSettings['split'] = 'train') =>
  ({kind, path, split, resolution: 8, channels: 3, resize: 'lanczos', limit: 0, badFiles: 'skip'}) as const;

/** Everything in a source, and the same from number 1 on, which must be the same but for the first. */
async function all(
  kind: DatasetSettings['kind'],
  path: string,
  split?: DatasetSettings['split'],
): Promise<{classes: string[]; images: SourceImage[]; leftOut: LeftOut[]}> {
  const source = await openSource(settings(kind, path, split), () => {});
  const list = async (first: number): Promise<SourceImage[]> => {
    const images: SourceImage[] = [];
    for await (const image of source.images(numbersFrom(first, source.count))) images.push(image);
    return images;
  };
  const images = await list(0);
  assert.deepEqual(
    images.map((_, image) => source.label(image)),
    images.map(({label}) => label),
  );
  assert.equal(images.length, source.count);
  assert.deepEqual(await list(1), images.slice(1));
  // In any order, too.
  const backwards: SourceImage[] = [];
  for await (const image of source.images([...numbersFrom(0, Math.min(source.count, 2))].reverse()))
    backwards.push(image);
  assert.deepEqual(backwards.reverse(), images.slice(0, 2));
  source.close();
  return {classes: source.classes, images, leftOut: source.leftOut};
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

/** A layout as a folder and as an archive, whose names say nothing of it: the same images, classes and files left out. */
async function bothForms(
  name: string,
  files: readonly string[],
): Promise<(split?: DatasetSettings['split']) => Promise<Found>> {
  const folder = join(scratch, name);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), {recursive: true});
    writeFileSync(join(folder, file), file.endsWith('.txt') || file.endsWith('.csv') ? LIST : file);
  }
  const archive = join(scratch, `${name}.ARCHIVE`);
  const entries = files.map((file) => [file, strToU8(file.endsWith('.txt') || file.endsWith('.csv') ? LIST : file)]);
  writeFileSync(archive, zipSync(Object.fromEntries(entries)));
  return async (split = 'train') => {
    const found = async (path: string): Promise<Found> => {
      try {
        const {classes, images, leftOut} = await all('folder', path, split);
        const left = Object.fromEntries(leftOut.map(({reason, count}) => [reason, count]));
        return {classes, images: names(images).sort(), leftOut: left};
      } catch (error) {
        return {refused: (error as Error).message.replace(path, '…')};
      }
    };
    const inFolder = await found(folder);
    assert.deepEqual(await found(archive), inFolder, `${name}: as an archive`);
    return inFolder;
  };
}
type Found = {classes: string[]; images: string[]; leftOut: Record<string, number>} | {refused: string};
const LIST = 'image_id,partition\n1.jpg,0\n2.jpg,1\n3.jpg,2\n';

/** Layouts, and what is read of them; without a split: of `train`. */
const LAYOUTS: {name: string; files: string[]; reads: Partial<Record<DatasetSettings['split'], Found>>}[] = [
  {
    name: 'hidden files and folders, and those of systems',
    files: [
      'a/1.png',
      'b/2.png',
      '.ipynb_checkpoints/1.png',
      'a/@eaDir/1.png/THUMB.jpg',
      'b/._2.png',
      '__MACOSX/b/2.png',
    ],
    reads: {train: {classes: ['a', 'b'], images: ['a/1.png', 'b/2.png'], leftOut: {hidden: 4}}},
  },
  {
    name: 'a class called train',
    files: ['bus/1.png', 'train/2.png', 'tram/3.png'],
    reads: {
      train: {classes: ['bus', 'train', 'tram'], images: ['bus/1.png', 'train/2.png', 'tram/3.png'], leftOut: {}},
      test: {refused: '… has no images of the split test: no folder in it is called train, and no list tells'},
    },
  },
  {
    name: 'images and folders beside train and test, in any case',
    files: ['Train/a/1.png', 'Train/b/2.png', 'TEST/a/3.png', 'loose.png', 'figures/4.png', 'figures/5.png'],
    reads: {
      train: {classes: ['a', 'b'], images: ['Train/a/1.png', 'Train/b/2.png'], leftOut: {beside: 3}},
      test: {classes: [], images: ['TEST/a/3.png'], leftOut: {beside: 3}},
    },
  },
  {
    name: 'splits inside folders around everything',
    files: ['x/afhq/train/cat/1.jpg', 'x/afhq/train/dog/2.jpg', 'x/afhq/val/cat/3.jpg', 'x/notes.md'],
    reads: {
      train: {classes: ['cat', 'dog'], images: ['x/afhq/train/cat/1.jpg', 'x/afhq/train/dog/2.jpg'], leftOut: {}},
      test: {classes: [], images: ['x/afhq/val/cat/3.jpg'], leftOut: {}},
    },
  },
  {
    name: 'classes inside a folder around everything',
    files: ['flowers/daisy/1.jpg', 'flowers/rose/2.jpg'],
    reads: {train: {classes: ['daisy', 'rose'], images: ['flowers/daisy/1.jpg', 'flowers/rose/2.jpg'], leftOut: {}}},
  },
  {
    name: 'three splits',
    files: ['train/1.png', 'val/2.png', 'test/3.png'],
    reads: {
      train: {classes: [], images: ['train/1.png'], leftOut: {}},
      test: {classes: [], images: ['test/3.png'], leftOut: {}},
      all: {classes: [], images: ['test/3.png', 'train/1.png', 'val/2.png'], leftOut: {}},
    },
  },
  {
    name: 'one split alone',
    files: ['train/a/1.png', 'train/b/2.png'],
    reads: {
      test: {refused: '… has no images of the split test: it has train'},
      all: {classes: ['a', 'b'], images: ['train/a/1.png', 'train/b/2.png'], leftOut: {}},
    },
  },
  {
    name: 'images for testing alone',
    files: ['val/a/1.png', 'val/b/2.png'],
    reads: {
      train: {refused: '… has no images of the split train: it has val'},
      test: {classes: ['a', 'b'], images: ['val/a/1.png', 'val/b/2.png'], leftOut: {}},
    },
  },
  {
    name: 'formats that are not read, and JFIF, which is',
    files: ['1.bmp', '2.PPM', '3.heic', '4.jfif', '5.png', 'notes.md'],
    reads: {train: {classes: [], images: ['4.jfif', '5.png'], leftOut: {format: 3}}},
  },
  {
    name: 'nothing but formats that are not read',
    files: ['a/1.bmp', 'b/2.bmp'],
    reads: {
      train: {
        refused:
          '… holds no images; 2 left out, in formats that are not read; convert them to PNG to use them: a/1.bmp, b/2.bmp',
      },
    },
  },
  {
    name: "CelebA's list as Kaggle has it, in its folder",
    files: ['img/img/1.jpg', 'img/img/2.jpg', 'img/img/3.jpg', 'img/img/4.jpg', 'list_eval_partition.csv'],
    reads: {
      train: {classes: [], images: ['img/img/1.jpg'], leftOut: {unlisted: 1}},
      test: {classes: [], images: ['img/img/3.jpg'], leftOut: {unlisted: 1}},
      all: {classes: [], images: [1, 2, 3, 4].map((number) => `img/img/${number}.jpg`), leftOut: {}},
    },
  },
  {
    name: "CelebA's list as published, in a folder beside",
    files: ['Img/1.jpg', 'Img/2.jpg', 'Eval/list_eval_partition.txt'],
    reads: {train: {classes: [], images: ['Img/1.jpg'], leftOut: {}}},
  },
];

for (const {name, files, reads} of LAYOUTS)
  test(`folder and archive: ${name}`, async () => {
    const read = await bothForms(name, files);
    for (const [split, expected] of Object.entries(reads))
      assert.deepEqual(await read(split as DatasetSettings['split']), expected, split);
  });

test("folder and archive: CelebA's list around them is of their images, or is none of theirs", async () => {
  const around = join(scratch, 'around');
  mkdirSync(join(around, 'celeba'), {recursive: true});
  mkdirSync(join(around, 'others'));
  for (const name of ['celeba/1.jpg', 'celeba/2.jpg', 'others/cat.jpg']) writeFileSync(join(around, name), name);
  writeFileSync(join(around, 'list_eval_partition.txt'), '1.jpg 0\n2.jpg 2\n');
  writeFileSync(join(around, 'celeba.zip'), zipSync({'1.jpg': strToU8('1'), '2.jpg': strToU8('2')}));
  assert.deepEqual(names((await all('folder', join(around, 'celeba'))).images), ['1.jpg']);
  assert.deepEqual(names((await all('folder', join(around, 'celeba.zip'), 'test')).images), ['2.jpg']);
  assert.deepEqual(names((await all('folder', join(around, 'others'))).images), ['cat.jpg']);
});

test('folder: links to folders are followed, but not back', async () => {
  const folder = join(scratch, 'links');
  mkdirSync(join(folder, 'deep'), {recursive: true});
  mkdirSync(join(scratch, 'elsewhere'));
  writeFileSync(join(folder, '1.png'), '');
  writeFileSync(join(scratch, 'elsewhere', '2.png'), '');
  symlinkSync('.', join(folder, 'self'));
  symlinkSync('..', join(folder, 'deep', 'up'));
  symlinkSync('../..', join(folder, 'deep', 'out'));
  symlinkSync(folder, join(scratch, 'elsewhere', 'round'));
  symlinkSync('../elsewhere', join(folder, 'other'));
  symlinkSync('3.png', join(folder, '3.png'));
  const {images, leftOut} = await all('folder', folder);
  assert.deepEqual(names(images), ['1.png', '3.png', 'other/2.png']);
  assert.ok('fault' in images[1]!);
  assert.deepEqual(leftOut, [{reason: 'loop', count: 4, examples: ['deep/out', 'deep/up', 'other/round', 'self']}]);
  assert.equal(dataFingerprint({kind: 'folder', path: folder, split: 'train'}).files, 3);
});

test('a path that is no folder where one is needed, or neither a folder nor an archive, is named', async () => {
  const file = join(scratch, 'images.tar');
  writeFileSync(file, 'ustar');
  for (const [kind, reason] of [
    ['folder', /images\.tar is neither a folder nor a zip archive/],
    ['cifar10', /images\.tar is a file; CIFAR-10 is read from a folder/],
    ['lsun', /images\.tar is a file; LSUN is read from a folder/],
  ] as const)
    await assert.rejects(all(kind, file), reason);
  await assert.rejects(all('folder', join(scratch, 'nowhere')), /nowhere is not there/);
});

test('labelsOf() refuses more classes than labels have numbers for', () => {
  const files = (count: number): string[] => Array.from({length: count}, (_, index) => `${index}/a.png`);
  const {classes, of} = labelsOf('many', files(2 ** 16));
  assert.equal(of(`${classes[65_535]}/a.png`), 65_535);
  assert.throws(() => labelsOf('many', files(2 ** 16 + 1)), /many has 65537 folders that would be classes/);
});

test('cifar10: copies are not read, and missing batches are named', async () => {
  const folder = join(scratch, 'copies');
  mkdirSync(folder);
  const names_ = ['data_batch_1.bin', 'data_batch_3.bin', 'data_batch_1 (1).bin', 'data_batch_3 - Copy.bin'];
  for (const name of [...names_, 'data_batch_10.bin', '._data_batch_1.bin'])
    writeFileSync(join(folder, name), cifarBatch('', [[1, new Uint8Array(3072)]])[1]);
  const {images, leftOut} = await all('cifar10', folder);
  assert.equal(images.length, 2);
  assert.deepEqual(Object.fromEntries(leftOut.map(({reason, examples}) => [reason, examples])), {
    copy: ['data_batch_1 (1).bin', 'data_batch_3 - Copy.bin'],
    hidden: ['._data_batch_1.bin'],
    missing: ['data_batch_2.bin', 'data_batch_4.bin', 'data_batch_5.bin'],
  });
  const python = join(scratch, 'python-copies');
  cpSync(fixture('data', 'cifar-python2'), python, {recursive: true});
  for (const name of ['data_batch_1~', 'data_batch_1-copy']) cpSync(join(python, 'data_batch_1'), join(python, name));
  assert.equal((await all('cifar10', python)).images.length, 3);
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
  await assert.rejects(
    all('lsun', fixture('data', 'lsun', 'bedroom_train_lmdb'), 'test'),
    /is a database of its own, and not called …_val_lmdb/,
  );
  // Several categories are classes; all is the images for validation, too.
  const several = join(scratch, 'lsun');
  for (const name of ['church_outdoor_train_lmdb', 'bedroom_train_lmdb', 'bedroom_val_lmdb'])
    cpSync(fixture('data', 'lsun', 'bedroom_train_lmdb'), join(several, name), {recursive: true});
  const categories = await all('lsun', several);
  assert.deepEqual(
    [categories.classes, labels(categories.images)],
    [
      ['bedroom', 'church_outdoor'],
      [0, 0, 0, 0, 1, 1, 1, 1],
    ],
  );
  assert.equal((await all('lsun', several, 'all')).images.length, 12);
  assert.equal((await all('lsun', several, 'test')).images.length, 4);
  const empty = join(scratch, 'no-lsun');
  mkdirSync(empty);
  await assert.rejects(all('lsun', empty), /holds no LMDB database/);
  cpSync(fixture('data', 'cifar-python2', 'data_batch_1'), join(empty, 'data.mdb'));
  await assert.rejects(all('lsun', empty), /cannot be read as an LMDB database/);
});

test('lsun: a reader that cannot be started is an error of the source', async () => {
  const source = lsunSource(fixture('data', 'lsun'), 'train', () => {});
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    await assert.rejects(async () => {
      for await (const _ of source.images()) assert.fail('nothing can be read');
    }, /could be read only to record 0: .*python3/);
  } finally {
    process.env.PATH = path;
  }
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
  const folder = join(scratch, 'imagenet');
  cpSync(fixture('data', 'imagenet'), folder, {recursive: true});
  cpSync(join(folder, 'train_data_batch_2.npz'), join(folder, 'train_data_batch_4.npz'));
  cpSync(join(folder, 'train_data_batch_2.npz'), join(folder, 'train_data_batch_2 (1).npz'));
  writeFileSync(join(folder, '._train_data_batch_2.npz'), 'AppleDouble');
  const more = await all('npz', folder);
  assert.equal(more.images.length, 8);
  assert.deepEqual(Object.fromEntries(more.leftOut.map(({reason, examples}) => [reason, examples])), {
    copy: ['train_data_batch_2 (1).npz'],
    hidden: ['._train_data_batch_2.npz'],
    missing: [3, 5, 6, 7, 8].map((number) => `train_data_batch_${number}.npz`),
  });
  await assert.rejects(all('npz', join(folder, 'train_data_batch_2.npz'), 'test'), /is not called val… or test…/);
});
