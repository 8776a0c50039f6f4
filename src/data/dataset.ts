/** Images in memory, whatever format they came from. Knows files and pixels, not tensors. */
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {packageRoot} from '../paths.js';
import {ProblemError} from '../problem.js';

export interface ImageSet {
  count: number;
  resolution: number;
  channels: number;
  /** [count, resolution, resolution, channels], 0 … 255. */
  pixels: Uint8Array;
  /** Class of each image, or undefined where there are none. */
  labels: Uint16Array | undefined;
  /** Names of the classes, in label order. */
  classes: string[];
}

export interface DatasetSettings {
  kind: 'digits' | 'folder' | 'cifar10';
  path?: string | undefined;
  resolution: number;
  /** Most images to use; 0 for all. */
  limit: number;
}

/** Reads a data set whole. Throws a ProblemError naming the file that cannot be read. */
export async function readDataset(settings: DatasetSettings): Promise<ImageSet> {
  const all =
    settings.kind === 'digits'
      ? readDigits()
      : settings.kind === 'cifar10'
        ? readCifar10(settings.path!)
        : await readFolder(settings.path!, settings.resolution);
  if (settings.limit === 0 || settings.limit >= all.count) return all;
  const size = all.resolution ** 2 * all.channels;
  return {
    ...all,
    count: settings.limit,
    pixels: all.pixels.subarray(0, settings.limit * size),
    labels: all.labels?.subarray(0, settings.limit),
  };
}

/** The embedded 8×8 handwritten digits: 1,797 images, ten classes. Intensities 0 … 16 are stretched to 0 … 255. */
export function readDigits(): ImageSet {
  const text = gunzipSync(readFileSync(join(packageRoot, 'data', 'digits.csv.gz'))).toString();
  const rows = text.trim().split('\n');
  const pixels = new Uint8Array(rows.length * 64);
  const labels = new Uint16Array(rows.length);
  for (const [row, line] of rows.entries()) {
    const values = line.split(',').map(Number);
    for (let i = 0; i < 64; i++) pixels[row * 64 + i] = Math.round((values[i]! * 255) / 16);
    labels[row] = values[64]!;
  }
  return {count: rows.length, resolution: 8, channels: 1, pixels, labels, classes: Array.from('0123456789')};
}

const CIFAR_CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const CIFAR_RECORD = 1 + 3072;

/** CIFAR-10's binary batches (`data_batch_*.bin`): one label byte, then 3 planes of 32×32. */
export function readCifar10(folder: string): ImageSet {
  const files = readdirSync(folder)
    .filter((name) => /^data_batch_\d+\.bin$/.test(name))
    .sort();
  if (files.length === 0) throw badData(folder, 'holds no data_batch_*.bin');
  return readCifarFiles(files.map((name) => join(folder, name)));
}

/** Some of CIFAR-10's binary files, one after the other. */
export function readCifarFiles(files: readonly string[]): ImageSet {
  const batches = files.map((file) => readFileSync(file));
  for (const [index, batch] of batches.entries()) {
    if (batch.length === 0 || batch.length % CIFAR_RECORD !== 0) {
      throw badData(files[index]!, `has ${batch.length} bytes, not a multiple of ${CIFAR_RECORD}`);
    }
  }
  const records = Buffer.concat(batches);
  const count = records.length / CIFAR_RECORD;
  const pixels = new Uint8Array(count * 3072);
  const labels = new Uint16Array(count);
  for (let image = 0; image < count; image++) {
    const start = image * CIFAR_RECORD;
    labels[image] = records[start]!;
    if (labels[image]! > 9)
      throw badData(
        files[0]!,
        `and what follows it have an image (number ${image}) of the unknown class ${labels[image]}`,
      );
    for (let pixel = 0; pixel < 1024; pixel++) {
      for (let plane = 0; plane < 3; plane++)
        pixels[image * 3072 + pixel * 3 + plane] = records[start + 1 + plane * 1024 + pixel]!;
    }
  }
  return {count, resolution: 32, channels: 3, pixels, labels, classes: CIFAR_CLASSES};
}

const IMAGE_FILE = /\.(png|jpe?g|webp|tiff?|gif|avif)$/i;

/** Paths of all images in a folder and the folders inside it, relative to it, sorted. Throws where there are none. */
export function imageFiles(folder: string): string[] {
  const list = (relative: string): string[] =>
    readdirSync(join(folder, relative), {withFileTypes: true})
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = relative ? `${relative}/${entry.name}` : entry.name;
        return entry.isDirectory() ? list(path) : IMAGE_FILE.test(entry.name) ? [path] : [];
      });
  const files = list('');
  if (files.length === 0) throw badData(folder, 'holds no images');
  return files;
}

/** An image as it is: [height, width, 3], 0 … 255. Throws a ProblemError naming a file that cannot be read. */
export async function readImage(path: string): Promise<{width: number; height: number; pixels: Uint8Array}> {
  const {default: sharp} = await import('sharp');
  try {
    const image = sharp(path).rotate().toColourspace('srgb').removeAlpha();
    const {data, info} = await image.raw().toBuffer({resolveWithObject: true});
    return {width: info.width, height: info.height, pixels: data};
  } catch (error) {
    throw badData(path, 'cannot be read as an image', error);
  }
}

/** Any folder of images, sorted by path; folders inside it are classes. Cropped to a square and resized by sharp. */
export async function readFolder(folder: string, resolution: number): Promise<ImageSet> {
  const {default: sharp} = await import('sharp');
  const files = imageFiles(folder);
  const classes = readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();
  const size = resolution * resolution * 3;
  const pixels = new Uint8Array(files.length * size);
  const labels =
    classes.length > 1 && files.every((file) => file.includes('/')) ? new Uint16Array(files.length) : undefined;
  for (const [index, file] of files.entries()) {
    try {
      const image = sharp(join(folder, file)).rotate().toColourspace('srgb').removeAlpha();
      pixels.set(
        await image.resize(resolution, resolution, {fit: 'cover', kernel: 'lanczos3'}).raw().toBuffer(),
        index * size,
      );
    } catch (error) {
      throw badData(join(folder, file), 'cannot be read as an image', error);
    }
    if (labels) labels[index] = classes.indexOf(file.split('/')[0]!);
  }
  return {count: files.length, resolution, channels: 3, pixels, labels, classes: labels ? classes : []};
}

const badData = (path: string, why: string, cause?: unknown): ProblemError =>
  new ProblemError({code: 'bad-data', file: path, message: `${path} ${why}`}, {cause});

/** Image `index` as numbers in [−1, 1], mirrored on request, into `out` at `offset`. */
export function copyImage(
  set: ImageSet,
  index: number,
  {out, offset, mirror}: {out: Float32Array; offset: number; mirror: boolean},
): void {
  const {resolution, channels, pixels} = set;
  const start = index * resolution * resolution * channels;
  for (let y = 0; y < resolution; y++) {
    for (let x = 0; x < resolution; x++) {
      const from = start + (y * resolution + (mirror ? resolution - 1 - x : x)) * channels;
      const to = offset + (y * resolution + x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = pixels[from + c]! / 127.5 - 1;
    }
  }
}
