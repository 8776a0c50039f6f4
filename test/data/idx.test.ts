/** MNIST's format: what is read from files that were written in it here, and which files are refused. */
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {decode} from '../../src/data/decode.js';
import {dataFingerprint} from '../../src/data/fingerprint.js';
import {type DatasetSettings, openSource} from '../../src/data/prepare.js';
import {numbersFrom, type SourceImage} from '../../src/data/source.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-idx-'));

/** A file of bytes: its magic, its sizes, its data. */
function idx(sizes: readonly number[], data: Uint8Array, magic = 0x800 + sizes.length): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint32(0, magic);
  for (const [index, size] of sizes.entries()) header.setUint32(4 + 4 * index, size);
  return Buffer.concat([new Uint8Array(header.buffer), data]);
}
const ramp = (count: number, from = 0): Uint8Array => Uint8Array.from({length: count}, (_, index) => from + index);

/** A folder with files. */
function folderOf(name: string, files: Record<string, Uint8Array>): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  return folder;
}

async function read(path: string, split: DatasetSettings['split'] = 'train', first = 0) {
  const settings: DatasetSettings = {
    ...{kind: 'idx', path, split, resolution: 4, channels: 1},
    ...{resize: 'pad', limit: 0, badFiles: 'fail'},
  };
  const source = await openSource(settings, () => {});
  const images: SourceImage[] = [];
  for await (const image of source.images(numbersFrom(first, source.count))) images.push(image);
  return {count: source.count, classes: source.classes, images};
}
const pixelsOf = (image: SourceImage | undefined): number[] => (image && 'raw' in image ? [...image.raw.pixels] : []);
const labelsOf = (images: readonly SourceImage[]): (number | undefined)[] => images.map(({label}) => label);

const MNIST = {
  'train-images-idx3-ubyte.gz': gzipSync(idx([3, 2, 3], ramp(18))),
  'train-labels-idx1-ubyte.gz': gzipSync(idx([3], Uint8Array.of(2, 0, 1))),
  't10k-images-idx3-ubyte': idx([1, 2, 3], ramp(6, 100)),
  't10k-labels-idx1-ubyte': idx([1], Uint8Array.of(1)),
};

test('idx: images and labels of a split, gzipped or not, from any number on', async () => {
  const folder = folderOf('mnist', MNIST);
  const {count, classes, images} = await read(folder);
  assert.deepEqual([count, classes, labelsOf(images)], [3, ['0', '1', '2'], [2, 0, 1]]);
  assert.deepEqual(images[1], {
    ...{name: 'image 1', label: 0},
    raw: {width: 3, height: 2, channels: 1, pixels: ramp(6, 6)},
  });
  assert.deepEqual((await read(folder, 'train', 2)).images, images.slice(2));
  assert.deepEqual(pixelsOf((await read(folder, 'test')).images[0]), [...ramp(6, 100)]);
  assert.deepEqual(labelsOf((await read(folder, 'all')).images), [2, 0, 1, 1]);
});

test("idx: EMNIST's sets, named by a file; columns become rows, letters count from zero", async () => {
  const folder = folderOf('emnist', {
    'emnist-letters-train-images-idx3-ubyte': idx([2, 2, 2], ramp(8)),
    'emnist-letters-train-labels-idx1-ubyte': idx([2], Uint8Array.of(1, 3)),
    'emnist-digits-train-images-idx3-ubyte': idx([1, 2, 2], ramp(4)),
    'emnist-digits-train-labels-idx1-ubyte': idx([1], Uint8Array.of(7)),
  });
  await assert.rejects(read(folder), /holds several data sets \(emnist-digits-, emnist-letters-\)/);
  const {images} = await read(join(folder, 'emnist-letters-train-images-idx3-ubyte'));
  assert.deepEqual(
    [labelsOf(images), pixelsOf(images[0])],
    [
      [0, 2],
      [0, 2, 1, 3],
    ],
  );
  assert.equal((await read(join(folder, 'emnist-digits-train-images-idx3-ubyte'))).count, 1);
});

test('idx: files that lie are refused with what they say and what they are', async () => {
  const images = idx([2, 2, 2], ramp(8));
  const labels = idx([2], Uint8Array.of(0, 1));
  const refusals: [Record<string, Uint8Array>, RegExp][] = [
    [{}, /holds no train-images-idx3-ubyte, nor train-images-idx3-ubyte\.gz/],
    [{'train-images-idx3-ubyte': images}, /but no train-labels-idx1-ubyte/],
    ...(
      [
        [{images: images.subarray(0, 20)}, /says that it holds 2×2×2 bytes after 16, but has 20 instead of 24/],
        [{images: Buffer.concat([images, ramp(1)])}, /but has 25 instead of 24/],
        [{images: labels}, /does not hold images .* begins with 0x00000801, not with 0x00000803/],
        [{images: ramp(2)}, /begins with 2 bytes, not with/],
        [{images: images.subarray(0, 9)}, /ends within its header, after 9 bytes/],
        [{images: idx([2, 0, 2], ramp(0))}, /its images are 0 pixels high or wide/],
        [{images: idx([2 ** 31, 512, 512], ramp(0))}, /which is more than can be read/],
        [{labels: idx([3], ramp(3))}, /has 2 images, but train-labels-idx1-ubyte has 3 labels/],
      ] as [{images?: Uint8Array; labels?: Uint8Array}, RegExp][]
    ).map(([files, message]): [Record<string, Uint8Array>, RegExp] => [
      {'train-images-idx3-ubyte': files.images ?? images, 'train-labels-idx1-ubyte': files.labels ?? labels},
      message,
    ]),
  ];
  for (const [index, [files, message]] of refusals.entries())
    await assert.rejects(read(folderOf(`lies-${index}`, files)), message);
});

test('idx: a packed file that unpacks to more than it says fills no memory; one that is cut off is named', async () => {
  const packed = gzipSync(Buffer.concat([idx([1, 2, 2], ramp(4)), Buffer.alloc(1 << 24)]));
  const labels = gzipSync(idx([1], Uint8Array.of(0)));
  const files = (images: Uint8Array) => ({'train-images-idx3-ubyte.gz': images, 'train-labels-idx1-ubyte.gz': labels});
  await assert.rejects(read(folderOf('bomb', files(packed))), /says that it holds 20 bytes, but holds more/);
  const short = gzipSync(idx([1, 2, 2], ramp(4))).subarray(0, -6);
  await assert.rejects(read(folderOf('cut', files(short))), /train-images-idx3-ubyte\.gz cannot be unpacked/);
});

test('idx: the files of the split are the data, those of the other are not', () => {
  const folder = folderOf('counts', MNIST);
  const of = (split: DatasetSettings['split']): string => dataFingerprint({kind: 'idx', path: folder, split}).hash;
  const before = {train: of('train'), test: of('test')};
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), idx([1], Uint8Array.of(2)));
  assert.equal(of('train'), before.train);
  assert.notEqual(of('test'), before.test);
});

test('decode() pads an image with black, and does not shrink one', async () => {
  const raw = {width: 2, height: 1, channels: 1 as const, pixels: Uint8Array.of(7, 9)};
  const settings = {resolution: 4, channels: 1, resize: 'pad'} as const;
  const found = await decode({name: '', raw}, settings);
  assert.deepEqual(found, {pixels: Uint8Array.of(0, 0, 0, 0, 0, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0), odd: []});
  assert.match(
    JSON.stringify(await decode({name: '', raw}, {...settings, resolution: 1})),
    /2×1, larger than the 1 pixels/,
  );
  const middle = await decode(
    {name: '', raw: {...raw, width: 4, pixels: Uint8Array.of(1, 7, 9, 1)}},
    {...settings, crop: 1},
  );
  assert.deepEqual('pixels' in middle && [...middle.pixels.subarray(4, 8)], [0, 7, 0, 0]);
});
