/** CIFAR-10 as published: the binary version, or the Python version's pickled batches. */
import {readFileSync} from 'node:fs';
import {messageOf} from '../../problem.js';
import {readPickledArrays} from '../../weights/pickledArrays.js';
import {cifarReads, type FileReads} from '../reads.js';
import {badData, type ImageSource, numbersFrom, type Split} from '../source.js';

const CIFAR_CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const PLANE = 1024;
const IMAGE = 3 * PLANE;
const RECORD = 1 + IMAGE;

/** Some of CIFAR-10's files: labels, and images as planes of 32×32. */
interface Batch {
  labels: Uint8Array;
  planes: Uint8Array;
}

function readBatch(file: string): Batch {
  const bytes = readFileSync(file);
  const batch = file.endsWith('.bin') ? readBinary(file, bytes) : readPickled(file, bytes);
  const wrong = batch.labels.findIndex((label) => label >= CIFAR_CLASSES.length);
  if (wrong >= 0) throw badData(file, `has an image (number ${wrong}) of the unknown class ${batch.labels[wrong]}`);
  return batch;
}

function readBinary(file: string, bytes: Buffer): Batch {
  if (bytes.length === 0 || bytes.length % RECORD !== 0)
    throw badData(file, `has ${bytes.length} bytes, not a multiple of ${RECORD}`);
  const count = bytes.length / RECORD;
  const planes = new Uint8Array(count * IMAGE);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    labels[image] = bytes[image * RECORD]!;
    planes.set(bytes.subarray(image * RECORD + 1, (image + 1) * RECORD), image * IMAGE);
  }
  return {labels, planes};
}

function readPickled(file: string, bytes: Buffer): Batch {
  let found: Map<string, unknown>;
  try {
    found = readPickledArrays(bytes);
  } catch (error) {
    throw badData(file, `is not a batch of CIFAR-10's Python version: ${messageOf(error)}`, {cause: error});
  }
  const data = found.get('data') as {shape?: number[]; bytes?: Uint8Array} | undefined;
  const labels = found.get('labels');
  const count = data?.shape?.[0] ?? 0;
  if (!data?.bytes || data.shape?.join() !== `${count},${IMAGE}` || !Array.isArray(labels) || labels.length !== count)
    throw badData(file, `is not a batch of CIFAR-10's Python version: it has no data [n, ${IMAGE}] with n labels`);
  const wrong = labels.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= CIFAR_CLASSES.length);
  if (wrong >= 0) throw badData(file, `has an image (number ${wrong}) of an unknown class`);
  return {labels: Uint8Array.from(labels as number[]), planes: data.bytes};
}

/** Planes of 32×32 → pixels of three channels. */
export function fromPlanes(planes: Uint8Array, side: number): Uint8Array {
  const area = side * side;
  const pixels = new Uint8Array(3 * area);
  for (let pixel = 0; pixel < area; pixel++)
    for (let plane = 0; plane < 3; plane++) pixels[pixel * 3 + plane] = planes[plane * area + pixel]!;
  return pixels;
}

export const cifarSource = (folder: string, split: Split): ImageSource => cifarFiles(cifarReads(folder, split));

/** Some of CIFAR-10's files, one after the other. */
export function cifarFiles({files, leftOut}: FileReads): ImageSource {
  const batches = files.map(readBatch);
  const places = batches.flatMap(({labels}, batch) => Array.from(labels, (label, index) => ({batch, index, label})));
  return {
    count: places.length,
    classes: CIFAR_CLASSES,
    leftOut,
    label: (image) => places[image]!.label,
    async *images(numbers = numbersFrom(0, places.length)) {
      for (const number of numbers) {
        const {batch, index, label} = places[number]!;
        const pixels = fromPlanes(batches[batch]!.planes.subarray(index * IMAGE, (index + 1) * IMAGE), 32);
        yield {name: `image ${number}`, label, raw: {width: 32, height: 32, channels: 3, pixels}};
      }
    },
    close() {},
  };
}
