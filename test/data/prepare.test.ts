import assert from 'node:assert/strict';
import {appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {copyImage, imagesPerSegment, namedLabels, openPrepared} from '../../src/data/dataset.js';
import {decode, readImage} from '../../src/data/decode.js';
import {type DatasetSettings, orderOf, prepare, preparedFault} from '../../src/data/prepare.js';
import {resizeArea} from '../../src/data/resize.js';
import {fixture, hashed, readJson} from '../fixtures.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-prepare-'));
const settings: DatasetSettings = {
  ...{kind: 'folder', path: fixture('data', 'odd'), split: 'train', resolution: 8, channels: 3, resize: 'lanczos'},
  ...{limit: 0, badFiles: 'skip'},
};
const quiet = {report: () => {}, log: () => {}, isStopping: () => false};
const bytes = (name: string, count: number): Uint8Array =>
  Uint8Array.from(hashed(name, count), (value) => Math.floor((value + 0.5) * 256));

test("resizeArea() is OpenCV's INTER_AREA to one step of 255", () => {
  const {cases} = readJson<{cases: {size: number; target: number; pixels: number[]}[]}>('data', 'area.json');
  for (const {size, target, pixels} of cases) {
    const given = bytes(`area${size}`, size * size * 3);
    const found = resizeArea(given, {width: size, height: size, channels: 3}, target);
    const worst = Math.max(...pixels.map((value, index) => Math.abs(value - found[index]!)));
    assert.ok(worst <= 1, `${size} to ${target}: off by ${worst}`);
  }
});

test('decode() cuts the central square out first: what lies outside does not show', async () => {
  const [width, height] = [12, 20];
  const pixels = new Uint8Array(width * height * 3).fill(255);
  for (let y = 6; y < 14; y++)
    for (let x = 2; x < 10; x++) pixels.fill(x * 10, (y * width + x) * 3, (y * width + x) * 3 + 3);
  const image = {name: '', raw: {width, height, channels: 3 as const, pixels}};
  for (const resize of ['area', 'lanczos'] as const) {
    const found = await decode(image, {resolution: 4, channels: 3, crop: 8, resize});
    assert.ok('pixels' in found && Math.max(...found.pixels) < 100, resize);
  }
  const small = await decode(image, {resolution: 4, channels: 3, crop: 16, resize: 'area'});
  assert.deepEqual(small, {fault: 'is 12×20, smaller than the crop of 16 pixels'});
});

test('prepare() uses what it can, says what is odd, and names what it leaves out', async () => {
  const folder = join(scratch, 'odd');
  const manifest = (await prepare(settings, folder, quiet))!;
  assert.deepEqual([manifest.count, manifest.source], [7, 10]);
  assert.deepEqual(
    manifest.bad
      .map(({name, fault}) => `${name}: ${fault.split(' ').slice(0, 2).join(' ')}`)
      .map((line) => line.split(':')[0]),
    ['empty.png', 'text.png', 'truncated.jpg'],
  );
  assert.equal(manifest.bad[0]!.fault, 'is empty');
  const examples = Object.fromEntries(Object.entries(manifest.odd).map(([kind, {examples: some}]) => [kind, some]));
  assert.deepEqual(examples, {
    ...{cmyk: ['cmyk.jpg'], greyscale: ['deep.png', 'grey.jpg'], animated: ['animated.gif'], turned: ['turned.jpg']},
    ...{transparent: ['alpha.png'], '16-bit': ['deep.png']},
  });
  assert.ok(existsSync(join(folder, 'preview.png')));
  // All but the turned, the deep and the grey one show the same picture.
  const set = openPrepared(folder);
  const [alpha, animated, cmyk, , , plain] = Array.from({length: 7}, (_, index) => {
    const out = new Float32Array(192);
    copyImage(set, index, {out, offset: 0, mirror: false});
    return out;
  });
  const far = (a: Float32Array): number => Math.max(...a.map((value, index) => Math.abs(value - plain![index]!)));
  assert.equal(far(alpha!), 0);
  assert.ok(far(animated!) < 0.2, String(far(animated!)));
  // Inks go through a profile: other colours, but the same picture, not its negative.
  const mean = cmyk!.reduce((sum, value, index) => sum + Math.abs(value - plain![index]!), 0) / cmyk!.length;
  assert.ok(mean < 0.4, String(mean));
});

test('prepare() ends at the first bad file when told to', async () => {
  await assert.rejects(
    prepare({...settings, badFiles: 'fail'}, join(scratch, 'strict'), quiet),
    /empty\.png cannot be used: is empty/,
  );
});

test('prepare() stopped, torn and continued ends in the same bytes', async () => {
  const digits: DatasetSettings = {...settings, kind: 'digits', channels: 1};
  const whole = join(scratch, 'whole');
  await prepare(digits, whole, quiet);
  const folder = join(scratch, 'stopped');
  assert.equal(await prepare(digits, folder, {...quiet, isStopping: () => true}), undefined);
  assert.equal(readFileSync(join(folder, 'work.jsonl'), 'utf8').trim().split('\n').length, 1);
  // A kill in the middle of the next chunk.
  appendFileSync(join(folder, 'images.part'), Buffer.alloc(1000, 7));
  appendFileSync(join(folder, 'labels.part'), Buffer.alloc(3, 7));
  appendFileSync(join(folder, 'work.jsonl'), '{"taken": 77');
  let first = -1;
  await prepare(digits, folder, {...quiet, report: (done) => (first = first < 0 ? done : first)});
  assert.equal(first, 1024);
  for (const name of ['images.bin', 'labels.bin', 'manifest.json', 'preview.png'])
    assert.deepEqual(readFileSync(join(folder, name)), readFileSync(join(whole, name)), name);
  assert.ok(!existsSync(join(folder, 'work.jsonl')));
});

test('orderOf() takes a limited number evenly over the classes, the same ones every time, and then the others', () => {
  const source = {count: 100, label: (image: number) => (image < 70 ? 0 : image < 96 ? 1 : 2)};
  const order = [...orderOf(source, {limit: 20, first: 0})];
  assert.deepEqual(new Set(order), new Set(Array.from({length: 100}, (_, image) => image)));
  const taken = order.slice(0, 20);
  const counts = [0, 1, 2].map((label) => taken.filter((image) => source.label(image) === label).length);
  assert.deepEqual(counts, [8, 8, 4]);
  assert.deepEqual(
    taken,
    taken.toSorted((a, b) => a - b),
  );
  assert.notDeepEqual(taken.slice(0, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual([...orderOf(source, {limit: 20, first: 13})], order.slice(13));
  assert.deepEqual([...orderOf(source, {limit: 20, first: 45})], order.slice(45));
  assert.deepEqual([...orderOf(source, {limit: 100, first: 98})], [98, 99]);
});

test('prepare() of a limited number has all its images in spite of broken ones, and says which classes have none', async () => {
  const limited = (await prepare({...settings, limit: 6}, join(scratch, 'limited'), quiet))!;
  assert.equal(limited.count, 6);
  const digits: DatasetSettings = {...settings, kind: 'digits', channels: 1};
  const few = (await prepare({...digits, limit: 7}, join(scratch, 'few'), quiet))!;
  assert.deepEqual([few.count, few.classes.length, few.empty!.length], [7, 10, 3]);
  assert.deepEqual((await prepare({...digits, limit: 20}, join(scratch, 'twenty'), quiet))!.empty, []);
});

test('preparedFault() and openPrepared() see a changed bit and a missing byte', async () => {
  const folder = join(scratch, 'broken');
  const manifest = (await prepare({...settings, kind: 'digits', channels: 1}, folder, quiet))!;
  assert.equal(preparedFault(folder, manifest), undefined);
  const images = readFileSync(join(folder, 'images.bin'));
  images[70_000]! ^= 1;
  writeFileSync(join(folder, 'images.bin'), images);
  assert.match(preparedFault(folder, manifest)!, /chunk 1 of images\.bin has other contents/);
  writeFileSync(join(folder, 'images.bin'), images.subarray(1));
  assert.throws(() => openPrepared(folder), /images\.bin has 115007 bytes instead of 115008/);
});

test('namedLabels() sets each label beside its class, in the order of text', () => {
  assert.equal(namedLabels(['0', '1', '10', '2'], [2, 3, 2]), '2 10, 3 2');
});

test('imagesPerSegment() keeps every segment on a page', () => {
  for (const bytesEach of [64, 192, 3072, 12_288, 49_152, 30_000]) {
    const images = imagesPerSegment(bytesEach, 2 ** 22);
    assert.equal((images * bytesEach) % 4096, 0);
    assert.ok(images * bytesEach <= 2 ** 22 || bytesEach * images <= 65_536 * bytesEach);
  }
});

test('copyImage() scales to [−1, 1], mirrors on request, and finds images in any segment', () => {
  const pixels = Uint8Array.from([0, 255, 51, 204, 10, 20, 30, 40]);
  const set = {
    ...{count: 2, resolution: 2, channels: 1, labels: undefined, classes: [], perSegment: 1},
    segments: [pixels.subarray(0, 4), pixels.subarray(4)],
  };
  const out = new Float32Array(6);
  copyImage(set, 0, {out, offset: 1, mirror: false});
  assert.deepEqual(
    [...out].map((value) => Math.round(value * 10) / 10),
    [0, -1, 1, -0.6, 0.6, 0],
  );
  copyImage(set, 0, {out, offset: 1, mirror: true});
  assert.deepEqual(
    [...out].map((value) => Math.round(value * 10) / 10),
    [0, 1, -1, 0.6, -0.6, 0],
  );
  copyImage(set, 1, {out, offset: 0, mirror: false});
  assert.ok(Math.abs(out[3]! - (40 / 127.5 - 1)) < 1e-6);
});

/** A TIFF file of 2 × 2 pixels and an odd number of channels; `format` 1 is whole numbers, 2 with sign, 3 floating-point. */
function tiff({channels, bits, format, data}: {channels: number; bits: number; format: number; data: Buffer}): Buffer {
  const shorts = Buffer.alloc(4 * channels);
  for (let channel = 0; channel < channels; channel++) {
    shorts.writeUInt16LE(bits, 2 * channel);
    shorts.writeUInt16LE(format, 2 * (channels + channel));
  }
  const [own, at] = [8 + 2 + 10 * 12 + 4, 8 + 2 + 10 * 12 + 4 + shorts.length];
  /** Of several numbers the place, of one the number. */
  const placed = (value: number, place: number): number => (channels > 1 ? place : value);
  const tags = [
    [256, 3, 1, 2],
    [257, 3, 1, 2],
    [258, 3, channels, placed(bits, own)],
    [259, 3, 1, 1],
    [262, 3, 1, channels >= 3 ? 2 : 1],
    [273, 4, 1, at],
    [277, 3, 1, channels],
    [278, 3, 1, 2],
    [279, 4, 1, data.length],
    [339, 3, channels, placed(format, own + 2 * channels)],
  ];
  const head = Buffer.alloc(own);
  head.write('II*\0\x08\0\0\0', 'latin1');
  head.writeUInt16LE(tags.length, 8);
  for (const [index, [tag, type, count, value]] of tags.entries()) {
    head.writeUInt16LE(tag!, 10 + 12 * index);
    head.writeUInt16LE(type!, 12 + 12 * index);
    head.writeUInt32LE(count!, 14 + 12 * index);
    head.writeUInt32LE(value!, 18 + 12 * index);
  }
  return Buffer.concat([head, shorts, data]);
}

test('decode() and readImage() scale whole numbers without sign, and name every other kind of number', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-depth-'));
  const path = join(folder, 'image.tiff');
  const read = async (encoded: Buffer): Promise<unknown[]> => {
    writeFileSync(path, encoded);
    const decoded = await decode({name: path, encoded}, {resolution: 2, channels: 3, resize: 'lanczos'});
    const whole = await readImage(path).then(
      ({pixels}) => [...pixels],
      (error: Error) => error.message,
    );
    return ['fault' in decoded ? decoded.fault : [...decoded.pixels], whole];
  };
  const bytesOf = (array: Uint8Array | Uint16Array | Uint32Array | Float32Array): Buffer => Buffer.from(array.buffer);
  const greys = [0, 51, 102, 255].flatMap((grey) => [grey, grey, grey]);
  for (const channels of [1, 3]) {
    const values = [0, 51, 102, 255].flatMap((grey) => Array<number>(channels).fill(grey));
    const eight = tiff({channels, bits: 8, format: 1, data: bytesOf(Uint8Array.from(values))});
    assert.deepEqual(await read(eight), [greys, greys], `${channels} channels of 8 bits`);
    const sixteen = Uint16Array.from(values, (value) => 257 * value);
    assert.deepEqual(await read(tiff({channels, bits: 16, format: 1, data: bytesOf(sixteen)})), [greys, greys]);
    for (const [bits, format, data, named] of [
      [8, 2, Uint8Array.from(values), /signed 8-bit/],
      [16, 2, sixteen, /signed 16-bit/],
      [32, 1, Uint32Array.from(values), /holds 32-bit numbers/],
      [32, 2, Uint32Array.from(values), /signed 32-bit/],
      [32, 3, Float32Array.from(values, (value) => value / 255), /32-bit floating-point/],
    ] as const) {
      for (const answer of await read(tiff({channels, bits, format, data: bytesOf(data)})))
        assert.match(String(answer), named, `${channels} channels`);
    }
  }
  const five = tiff({channels: 5, bits: 8, format: 1, data: Buffer.alloc(20)});
  for (const answer of await read(five)) assert.match(String(answer), /holds 5 channels/);
});

test('readImage() does not turn an image by its EXIF, as decode() does', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ddsm-exif-')), 'image.png');
  const raw = {width: 2, height: 1, channels: 3} as const;
  const encoded = await sharp(Uint8Array.of(0, 0, 0, 255, 255, 255), {raw})
    .withMetadata({orientation: 3})
    .png()
    .toBuffer();
  writeFileSync(path, encoded);
  const {width, height, pixels} = await readImage(path);
  assert.deepEqual([width, height, ...pixels], [2, 1, 0, 0, 0, 255, 255, 255]);
  const decoded = await decode({name: path, encoded}, {resolution: 2, channels: 3, resize: 'pad'});
  assert.ok('pixels' in decoded);
  assert.deepEqual([decoded.odd, ...decoded.pixels.subarray(0, 6)], [['turned'], 255, 255, 255, 0, 0, 0]);
});
