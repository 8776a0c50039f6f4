/** The Fréchet distance between two sets of images or their statistics: `ddsm fid`. */
import {join} from 'node:path';
import {readImage} from '../../data/decode.js';
import {leftOutLines} from '../../data/source.js';
import {imagesAt} from '../../data/sources/folder.js';
import {Frechet, factorOfRows, type Moments} from '../../metrics/frechet.js';
import {MomentSums} from '../../metrics/moments.js';
import type {Resize} from '../../models/inception.js';
import {POOL_FEATURES} from '../../models/inceptionShape.js';
import {ProblemError} from '../../problem.js';
import {checkBytes, readNpyShape, rowsOfNpz} from '../../weights/npz.js';
import type {Watch} from '../context.js';
import {INCEPTION_FEATURES, Inception} from '../metrics/inceptionNetwork.js';
import {contentsOf, ROUNDING, readStatistics} from '../metrics/statistics.js';

/** Images, all of one size or of several: [height, width, 3], 0 … 255. */
interface Images {
  count: number;
  images(): AsyncIterable<{width: number; height: number; pixels: Uint8Array}>;
}

export interface DistanceJob {
  /** Folders of images, .npz files of statistics (`mu`, `sigma`) or of images (`arr_0`), or CIFAR-10 batches by number. */
  sides: [string | CifarSubset, string | CifarSubset];
  /** Inception's weights, for images. */
  weights: string | undefined;
  resize: Resize;
}

/** Some images of CIFAR-10's binary files. */
export interface CifarSubset {
  files: string[];
  images: number[];
}

export interface DistanceReport {
  distance: number;
  dimensions: number;
  features: string;
  /** Images behind each side, where they were counted. */
  counts: (number | null)[];
}

/** Images that go through Inception at once, at most. */
const MOST_BATCH = 32;
/** Sizes of images for which programs are recorded; folders with more are refused. */
const MOST_SIZES = 16;

export async function runDistance(job: DistanceJob, watch: Watch): Promise<DistanceReport> {
  const [a, b] = [await sideOf(job.sides[0], watch), await sideOf(job.sides[1], watch)];
  const dimensions = [a, b].map((side) => ('mean' in side ? side.mean.length : POOL_FEATURES));
  if (dimensions[0] !== dimensions[1]) {
    const message = `the statistics have ${dimensions[0]} and ${dimensions[1]} dimensions; there is no distance between them`;
    throw new ProblemError({code: 'dimensions', message});
  }
  const sums = new MomentSums(dimensions[0]!);
  const networks: SizedNetworks = new Map();
  let frechet: Frechet | undefined;
  try {
    const measured: Measured[] = [];
    for (const side of [a, b])
      measured.push('mean' in side ? {moments: side} : await measure(side, job, {sums, networks, watch}));
    // The distance is the same both ways, and a side of few images is the cheaper reference.
    const [reference, other] = (measured[1]!.rows && !measured[0]!.rows ? measured.toReversed() : measured) as [
      Measured,
      Measured,
    ];
    frechet = new Frechet(dimensions[0]!, reference.rows ? {rank: reference.moments.count} : {});
    for (const [place, side] of [a, b].entries())
      if ('mean' in side) checkEigenvalues(String(job.sides[place]), frechet.eigenvaluesOf(side));
    if (reference.rows) frechet.setReferenceFactor(factorOfRows(reference.rows, dimensions[0]!));
    else frechet.setReference(reference.moments);
    const images = 'images' in a || 'images' in b;
    return {
      distance: frechet.distanceOf(other.moments),
      dimensions: dimensions[0]!,
      features: images ? `inception-${POOL_FEATURES}` : 'statistics',
      counts: measured.map(({moments: {count}}) => (count > 0 ? count : null)),
    };
  } finally {
    frechet?.dispose();
    sums.dispose();
    for (const {inception} of networks.values()) inception.dispose();
  }
}

interface Measured {
  moments: Moments;
  /** Features of each image, where they are at most as many as dimensions: [images, dimensions]. */
  rows?: Float32Array;
}

/** Inception by size of image, and the images that wait for a full batch. */
type SizedNetworks = Map<string, {inception: Inception; waiting: Uint8Array[]}>;

/** Throws a ProblemError where a symmetric matrix has eigenvalues that no covariance has. */
function checkEigenvalues(file: string, values: Float64Array): void {
  const [least, most] = [values[0]!, values.at(-1)!];
  if (least >= -ROUNDING * most) return;
  const message = `${file}: sigma is no covariance: its eigenvalues reach from ${least.toPrecision(4)} to ${most.toPrecision(4)}`;
  throw new ProblemError({code: 'statistics', file, message});
}

async function sideOf(side: string | CifarSubset, {warn}: Watch): Promise<Moments | Images> {
  if (typeof side !== 'string') return cifarImages(side);
  if (!side.endsWith('.npz')) return enough(side, await folderImages(side, warn));
  const {statistics, images} = await contentsOf(side);
  if (!statistics) return enough(side, await npzImages(side));
  if (images) warn(`${side}: mu and sigma are used, and not the images beside them`);
  return readStatistics(side);
}

function enough(side: string, images: Images): Images {
  if (images.count >= 2) return images;
  const message = `${side} has ${images.count === 1 ? 'one image' : 'no images'}; a covariance needs at least two`;
  throw new ProblemError({code: 'images', file: side, message});
}

/** All images of a folder or a zip archive. */
async function folderImages(side: string, warn: Watch['warn']): Promise<Images> {
  const source = await imagesAt(side, 'all');
  for (const line of leftOutLines(source.leftOut)) warn(`${side}: ${line}`);
  return {
    count: source.count,
    async *images() {
      for await (const image of source.images())
        yield await readImage(join(side, image.name), async () => {
          if ('encoded' in image) return image.encoded;
          throw new Error('fault' in image ? image.fault : '');
        });
    },
  };
}

/** Row by row: a million images need not be in memory. */
async function npzImages(path: string): Promise<Images> {
  const {shape, type} = await readNpyShape(path, 'arr_0');
  const [count, height, width, channels] = shape as [number, number, number, number];
  if (shape.length !== 4 || (channels !== 1 && channels !== 3) || height * width === 0) {
    const message = `${path}: arr_0 is [${shape.join(', ')}], not images [count, height, width, 1 or 3]`;
    throw new ProblemError({code: 'images', file: path, message});
  }
  await checkBytes(path, 'arr_0', type);
  return {
    count,
    async *images() {
      for await (const row of rowsOfNpz(path, 'arr_0')) {
        const pixels = Uint8Array.from({length: height * width * 3}, (_, i) =>
          channels === 3 ? row[i]! : row[Math.floor(i / 3)]!,
        );
        yield {width, height, pixels};
      }
    },
  };
}

async function cifarImages({files, images}: CifarSubset): Promise<Images> {
  const {cifarFiles} = await import('../../data/sources/cifar10.js');
  const all: Uint8Array[] = [];
  for await (const image of cifarFiles({files, leftOut: []}).images()) if ('raw' in image) all.push(image.raw.pixels);
  return {
    count: images.length,
    async *images() {
      for (const image of images) yield {width: 32, height: 32, pixels: all[image]!};
    },
  };
}

/** The moments of images' Inception features. Images of each size go through a program of their own. */
async function measure(
  images: Images,
  {weights, resize}: DistanceJob,
  {sums, networks, watch}: {sums: MomentSums; networks: SizedNetworks; watch: Watch},
): Promise<Measured> {
  if (weights === undefined) throw new ProblemError({code: 'missing-weights', message: 'images need --weights'});
  const rows = images.count <= POOL_FEATURES ? new Float32Array(images.count * POOL_FEATURES) : undefined;
  let done = 0;
  const flush = async (size: string): Promise<void> => {
    const {inception, waiting} = networks.get(size)!;
    if (waiting.length === 0) return;
    const length = waiting[0]!.length;
    const batch = new Float32Array(waiting.length * length);
    for (const [place, pixels] of waiting.entries()) batch.set(pixels, place * length);
    const found = await inception.features(batch, waiting.length);
    // Summed as they come: of a million images nothing is held but the sums.
    for (const place of waiting.keys()) {
      const from = place * INCEPTION_FEATURES;
      const pool = found.subarray(from, from + POOL_FEATURES);
      sums.add(pool);
      rows?.set(pool, (done + place) * POOL_FEATURES);
    }
    done += waiting.length;
    waiting.length = 0;
    watch.report({done, total: images.count, unit: 'images'});
  };
  for await (const {width, height, pixels} of images.images()) {
    const size = `${width}×${height}`;
    if (!networks.has(size)) {
      if (networks.size === MOST_SIZES) {
        const message = `there are images of more than ${MOST_SIZES} sizes, the last ${size}`;
        throw new ProblemError({code: 'sizes', message, suggestion: 'bring them to one size first'});
      }
      // Parts of one size: the last is filled up where it is smaller.
      const batch = Math.ceil(images.count / Math.ceil(images.count / MOST_BATCH));
      const inception = new Inception({weights, batch, size: [height, width], resize});
      networks.set(size, {inception, waiting: []});
    }
    const {inception, waiting} = networks.get(size)!;
    waiting.push(pixels);
    if (waiting.length === inception.batch) {
      await flush(size);
      await watch.breathe();
    }
  }
  for (const size of networks.keys()) await flush(size);
  return {moments: sums.moments(), ...(rows ? {rows} : {})};
}
