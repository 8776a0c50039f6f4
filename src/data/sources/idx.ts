/**
 * MNIST's format (IDX), gzipped or not: MNIST, Fashion-MNIST, KMNIST, EMNIST. A file's own header says how long it has to be,
 * and it is believed only where that is so.
 */
import {closeSync, openSync, readFileSync, readSync} from 'node:fs';
import {basename} from 'node:path';
import {constants, gunzipSync} from 'node:zlib';
import {messageOf} from '../../problem.js';
import {idxReads} from '../reads.js';
import {badData, type ImageSource, numbersFrom, type Split} from '../source.js';

/** Bytes 0, 0, the type (8: unsigned bytes), the number of dimensions. */
const MAGIC = {images: 0x00000803, labels: 0x00000801};
const WHAT = {images: 'images (IDX of bytes, three dimensions)', labels: 'labels (IDX of bytes, one dimension)'};
type Content = keyof typeof MAGIC;

/** Larger pictures, or more bytes, are no data set of this format. */
const MOST_PIXELS = 8192;
const MOST_BYTES = 2 ** 32;
/** Bytes that surely hold a header, compressed. */
const BEGINNING = 4096;

/** The sizes in a file's header, count first, and what follows it. */
interface Idx {
  sizes: number[];
  data: Uint8Array;
}

function readIdx(path: string, content: Content): Idx {
  const isPacked = path.endsWith('.gz');
  const unpack = (bytes: Uint8Array, options: {finishFlush?: number; maxOutputLength?: number}): Uint8Array => {
    try {
      return gunzipSync(bytes, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        throw badData(path, `says that it holds ${options.maxOutputLength! - 1} bytes, but holds more`, {cause: error});
      throw badData(path, `cannot be unpacked: ${messageOf(error)}`, {cause: error});
    }
  };
  const packed = beginningOf(path);
  const beginning = isPacked ? unpack(packed, {finishFlush: constants.Z_SYNC_FLUSH}) : packed;
  const {sizes, offset} = headerOf(path, beginning, content);
  const length = offset + sizes.reduce((a, b) => a * b, 1);
  const shown = sizes.join('×');
  if (length > MOST_BYTES) throw badData(path, `says that it holds ${shown} bytes, which is more than can be read`);
  const whole = readFileSync(path);
  // What is unpacked is never longer than the header says: a small file cannot fill the memory.
  const bytes = isPacked ? unpack(whole, {maxOutputLength: length + 1}) : whole;
  if (bytes.length !== length)
    throw badData(
      path,
      `says that it holds ${shown} bytes after ${offset}, but has ${bytes.length} instead of ${length}`,
    );
  return {sizes, data: bytes.subarray(offset)};
}

function beginningOf(path: string): Uint8Array {
  const bytes = Buffer.alloc(BEGINNING);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function headerOf(path: string, bytes: Uint8Array, content: Content): {sizes: number[]; offset: number} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = bytes.length < 4 ? undefined : view.getUint32(0);
  if (magic !== MAGIC[content]) {
    const found = magic === undefined ? `${bytes.length} bytes` : `0x${magic.toString(16).padStart(8, '0')}`;
    const wanted = `0x${MAGIC[content].toString(16).padStart(8, '0')}`;
    throw badData(path, `does not hold ${WHAT[content]}: it begins with ${found}, not with ${wanted}`);
  }
  const dimensions = magic & 0xff;
  const offset = 4 + 4 * dimensions;
  if (bytes.length < offset) throw badData(path, `ends within its header, after ${bytes.length} bytes`);
  const sizes = Array.from({length: dimensions}, (_, index) => view.getUint32(4 + 4 * index));
  const side = sizes.slice(1).find((size) => size < 1 || size > MOST_PIXELS);
  if (side !== undefined) throw badData(path, `says that its images are ${side} pixels high or wide`);
  return {sizes, offset};
}

interface Part {
  images: Uint8Array;
  labels: Uint8Array;
  width: number;
  height: number;
  /** EMNIST's images lie with rows and columns exchanged. */
  turned: boolean;
}

/** One file of images and the labels that belong to it. */
function readPart({images, labels}: {images: string; labels: string}): Part {
  const [pictures, classes] = [readIdx(images, 'images'), readIdx(labels, 'labels')];
  const [count = 0, rows = 0, columns = 0] = pictures.sizes;
  if (classes.sizes[0] !== count)
    throw badData(images, `has ${count} images, but ${basename(labels)} has ${classes.sizes[0]} labels`);
  const name = basename(images);
  const turned = name.startsWith('emnist');
  // EMNIST's letters are numbered from one.
  const shift = name.startsWith('emnist-letters') ? 1 : 0;
  if (shift > 0 && classes.data.includes(0)) throw badData(labels, 'has a label 0; letters are numbered from 1');
  return {
    images: pictures.data,
    labels: classes.data.map((label) => label - shift),
    ...(turned ? {width: rows, height: columns} : {width: columns, height: rows}),
    turned,
  };
}

/** Classes are called by their numbers: the format has no names. */
export function idxSource(path: string, split: Split): ImageSource {
  const parts = idxReads(path, split).map(readPart);
  const most = parts.reduce((max, {labels}) => labels.reduce((a, b) => Math.max(a, b), max), -1);
  const places = parts.flatMap((part) => Array.from(part.labels, (label, index) => ({part, index, label})));
  return {
    count: places.length,
    classes: Array.from({length: most + 1}, (_, index) => String(index)),
    leftOut: [],
    label: (image) => places[image]!.label,
    async *images(numbers = numbersFrom(0, places.length)) {
      for (const number of numbers) {
        const {part, index, label} = places[number]!;
        const {images, width, height, turned} = part;
        const stored = images.subarray(index * width * height, (index + 1) * width * height);
        const pixels = turned ? exchanged(stored, width, height) : Uint8Array.from(stored);
        yield {name: `image ${number}`, label, raw: {width, height, channels: 1, pixels}};
      }
    },
    close() {},
  };
}

/** Columns as they are stored → pixels [height, width]. */
function exchanged(columns: Uint8Array, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * width + x] = columns[x * height + y]!;
  return pixels;
}
