/**
 * Images in NumPy's .npz files: `arr_0` or `images` [n, height, width, channels] with classes in `arr_1` or `labels`, or
 * the downsampled ImageNet's batches: `data` [n, 3 · side²] as planes, `labels` from 1 up.
 */
import {openArchive} from '../../weights/archive.js';
import {checkBytes, readNpyShape, readNpz, rowsOfNpz} from '../../weights/npz.js';
import {npzReads} from '../reads.js';
import {
  badData,
  type ImageSource,
  MOST_CLASSES,
  numbersFrom,
  placeIn,
  type SourceImage,
  type Split,
} from '../source.js';
import {fromPlanes} from './cifar10.js';

interface Batch {
  path: string;
  /** Name of the array of images, and what it holds. */
  array: string;
  count: number;
  width: number;
  height: number;
  channels: 1 | 3;
  planes: boolean;
  labels: Float64Array | undefined;
}

async function openBatch(path: string): Promise<Batch> {
  const archive = await openArchive(path);
  archive.close();
  const names = [...archive.sizes.keys()].map((name) => name.replace(/\.npy$/, ''));
  const array = ['data', 'images', 'arr_0', 'x'].find((name) => names.includes(name));
  if (array === undefined) throw badData(path, `has no images; it has ${names.join(', ') || 'nothing'}`);
  const {shape, type} = await readNpyShape(path, array);
  await checkBytes(path, array, type);
  const labelled = ['labels', 'arr_1', 'y'].find((name) => names.includes(name) && name !== array);
  const written = labelled === undefined ? undefined : (await readNpz(path, [labelled]))[labelled]!.data;
  const [count = 0] = shape;
  if (written && written.length !== count) throw badData(path, `has ${count} images, but ${written.length} labels`);
  const planes = shape.length === 2;
  const labels = planes ? written?.map((one) => one - 1) : written;
  const wrong = labels?.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= MOST_CLASSES) ?? -1;
  if (wrong >= 0) {
    const from = planes ? ': beside data, classes count from 1, as in the downsampled ImageNet' : '';
    throw badData(path, `has an image (number ${wrong}) of the impossible class ${written![wrong]}${from}`);
  }
  if (planes) {
    const side = Math.sqrt(shape[1]! / 3);
    if (!Number.isInteger(side) || side === 0)
      throw badData(path, `${array} [${shape.join(', ')}] is no planes of square images`);
    return {path, array, count, width: side, height: side, channels: 3, planes, labels};
  }
  const [, height = 0, width = 0, channels = 1] = shape;
  if ((shape.length !== 3 && shape.length !== 4) || (channels !== 1 && channels !== 3) || height * width === 0)
    throw badData(path, `${array} is [${shape.join(', ')}], not images [count, height, width, 1 or 3]`);
  return {path, array, count, width, height, channels, planes, labels};
}

export async function npzSource(path: string, split: Split): Promise<ImageSource> {
  const {files, leftOut} = npzReads(path, split);
  const batches = await Promise.all(files.map(openBatch));
  const labelled = batches.every(({labels}) => labels !== undefined);
  const most = batches.reduce((max, {labels}) => labels?.reduce((a, b) => Math.max(a, b), max) ?? max, -1);
  const counts = batches.map(({count}) => count);
  const placeOf = (image: number): {batch: Batch; row: number} => {
    const {place, row} = placeIn(counts, image);
    return {batch: batches[place]!, row};
  };
  const label = (image: number): number | undefined => {
    const {batch, row} = placeOf(image);
    return labelled ? batch.labels![row]! : undefined;
  };
  const count = counts.reduce((a, b) => a + b, 0);
  return {
    count,
    classes: labelled ? Array.from({length: most + 1}, (_, index) => String(index)) : [],
    leftOut,
    label,
    async *images(numbers = numbersFrom(0, count)) {
      let open: {batch: Batch; rows: AsyncIterator<Uint8Array>; next: number} | undefined;
      try {
        for (const number of numbers) {
          const {batch, row} = placeOf(number);
          if (open?.batch !== batch || row < open.next) {
            await open?.rows.return?.();
            open = {batch, rows: rowsOfNpz(batch.path, batch.array)[Symbol.asyncIterator](), next: 0};
          }
          for (; open.next < row; open.next++) await open.rows.next();
          const {value} = await open.rows.next();
          open.next += 1;
          yield imageOf(batch, value as Uint8Array, {number, label: label(number)});
        }
      } finally {
        await open?.rows.return?.();
      }
    },
    close() {},
  };
}

function imageOf(
  {width, height, channels, planes}: Batch,
  row: Uint8Array,
  {number, label}: {number: number; label: number | undefined},
): SourceImage {
  const pixels = planes ? fromPlanes(row, width) : Uint8Array.from(row);
  const name = `image ${number}`;
  return {name, ...(label === undefined ? {} : {label}), raw: {width, height, channels, pixels}};
}
