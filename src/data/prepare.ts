/**
 * A source → the cache that training maps: images.bin, labels.bin, manifest.json, preview.png. Chunk by chunk, each synced
 * before it is noted down, so that a kill loses one chunk; the manifest comes last.
 */
import {closeSync, existsSync, openSync, readFileSync, readSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {append, cutBack, makeFolder, move, remove} from '../commit.js';
import {ProblemError} from '../problem.js';
import {Draws, STREAM} from '../random.js';
import {appendLine, hashOfBytes, hashOfFile, sizeOf, soundLines, writeFileDurably, writeJson} from '../store/files.js';
import {sweep} from '../temporary.js';
import {FORMAT, type Manifest, readManifest} from './dataset.js';
import {type Decoded, type DecodeSettings, decode, type Oddity} from './decode.js';
import {badData, type ImageSource, MOST_EXAMPLES, numbersFrom, type SourceImage, type Split} from './source.js';
import {cifarSource} from './sources/cifar10.js';
import {digitsSource} from './sources/digits.js';
import {imagesAt} from './sources/folder.js';
import {idxSource} from './sources/idx.js';
import {lsunSource} from './sources/lsun.js';
import {npzSource} from './sources/npz.js';

export interface DatasetSettings extends DecodeSettings {
  kind: 'digits' | 'folder' | 'cifar10' | 'lsun' | 'npz' | 'idx';
  path?: string | undefined;
  split: Split;
  /** Most images to use, evenly over the classes; 0 for all. */
  limit: number;
  /** What a file that cannot be used does: nothing but be reported, or end it all. */
  badFiles: 'skip' | 'fail';
}

export interface PrepareOptions {
  /** Told after each chunk, and often within it. */
  report(done: number, total: number): void;
  log(line: string): void;
  /** Stop after this chunk. */
  isStopping(): boolean;
}

/** Images that are decoded, checked and saved together. */
const CHUNK = 1024;
/** Images a thread has in work. */
const AHEAD = 2;
/** Images of the preview, and how wide they are shown. */
const PREVIEW = 64;

export async function openSource(settings: DatasetSettings, log: (line: string) => void): Promise<ImageSource> {
  const {kind, path = '', split} = settings;
  if (kind !== 'digits' && !existsSync(path))
    throw badData(path, 'is not there', {suggestion: 'name the folder or file of the data set as dataset.path'});
  switch (kind) {
    case 'digits':
      return digitsSource();
    case 'cifar10':
      return cifarSource(path, split);
    case 'lsun':
      return lsunSource(path, split, log);
    case 'npz':
      return npzSource(path, split);
    case 'idx':
      return idxSource(path, split);
    case 'folder':
      return imagesAt(path, split);
  }
}

/** What one chunk was, as it is noted down. */
interface Chunk {
  /** Images of the source that it took, and those that it kept. */
  taken: number;
  images: number;
  sha256: string;
  /** Sums and sums of squares of each channel, 0 … 255. */
  sums: number[];
  squares: number[];
  odd: Manifest['odd'];
  bad: Manifest['bad'];
}

/** Prepares what is not prepared yet. Throws a ProblemError; a stop ends it early, with undefined. */
export async function prepare(
  settings: DatasetSettings,
  folder: string,
  options: PrepareOptions,
): Promise<Manifest | undefined> {
  makeFolder(folder);
  sweep(folder, {owned: true});
  const work = join(folder, 'work.jsonl');
  const finished = readManifest(folder);
  if (finished) {
    remove(work);
    return finished;
  }
  const [images, labels] = [join(folder, 'images.part'), join(folder, 'labels.part')];
  // A kill between the last steps: what is finished goes on as a part.
  for (const [part, whole] of [
    [images, join(folder, 'images.bin')],
    [labels, join(folder, 'labels.bin')],
  ] as const)
    if (!existsSync(part) && existsSync(whole)) move(whole, part);
  const chunks = soundLines<Chunk>(work);
  const {resolution, channels} = settings;
  const bytes = resolution ** 2 * channels;
  let kept = chunks.reduce((sum, chunk) => sum + chunk.images, 0);
  let taken = chunks.reduce((sum, chunk) => sum + chunk.taken, 0);
  if (sizeOf(images) < kept * bytes || sizeOf(labels) < kept * 2) [kept, taken] = [0, 0];
  if (kept === 0 && taken === 0) {
    chunks.length = 0;
    remove(work);
  }
  const source = await openSource(settings, options.log);
  const total = settings.limit > 0 ? Math.min(settings.limit, source.count) : source.count;
  try {
    cutBack(images, kept * bytes);
    cutBack(labels, kept * 2);
    options.report(kept, total);
    for await (const chunk of chunksOf(source, settings, {taken, kept, total, report: options.report})) {
      append(images, chunk.pixels);
      append(labels, new Uint8Array(chunk.labels.buffer));
      const {pixels: _, labels: _labels, ...facts} = chunk;
      appendLine(work, facts);
      chunks.push(facts);
      kept += facts.images;
      options.report(kept, total);
      if (options.isStopping()) return undefined;
    }
  } finally {
    source.close();
  }
  if (kept === 0)
    throw new ProblemError({
      code: 'no-images',
      message: `none of the ${source.count} images can be used${chunks[0]?.bad[0] ? `; the first, ${chunks[0].bad[0].name}: ${chunks[0].bad[0].fault}` : ''}`,
    });
  const manifest = manifestOf(chunks, {
    settings,
    source,
    kept,
    empty: emptyClasses(labels, source.classes),
    labels: source.classes.length > 0 ? hashOfFile(labels) : '',
  });
  writeFileDurably(join(folder, 'preview.png'), await preview(images, manifest));
  move(images, join(folder, 'images.bin'));
  move(labels, join(folder, 'labels.bin'));
  writeJson(join(folder, 'manifest.json'), manifest);
  remove(work);
  return manifest;
}

interface Progressing {
  taken: number;
  kept: number;
  total: number;
  report(done: number, total: number): void;
}

/** The rest of a source, decoded on all cores, in its order. */
async function* chunksOf(
  source: ImageSource,
  settings: DatasetSettings,
  {taken, kept, total, report}: Progressing,
): AsyncGenerator<Chunk & {pixels: Uint8Array; labels: Uint16Array}> {
  if (kept >= total) return;
  const {limit} = settings;
  const bytes = settings.resolution ** 2 * settings.channels;
  const threads = availableParallelism();
  const {default: sharp} = await import('sharp');
  sharp.concurrency(1); // The cores work on an image each.
  const waiting: {image: SourceImage; decoded: Promise<Decoded>}[] = [];
  let found: {image: SourceImage; decoded: Decoded}[] = [];
  let good = 0;
  const take = async (): Promise<void> => {
    const {image, decoded} = waiting.shift()!;
    const result = await decoded;
    if ('fault' in result && settings.badFiles === 'fail')
      throw new ProblemError({
        code: 'bad-data',
        file: image.name,
        message: `${image.name} cannot be used: ${result.fault}`,
        suggestion: 'mend or delete it, or set dataset.badFiles: skip',
      });
    found.push({image, decoded: result});
    if ('pixels' in result) good += 1;
    if (found.length % 64 === 0) report(kept + good, total);
  };
  const flush = (): Chunk & {pixels: Uint8Array; labels: Uint16Array} => {
    const chunk = chunkOf(found, settings, bytes);
    kept += chunk.images;
    found = [];
    good = 0;
    return chunk;
  };
  for await (const image of source.images(orderOf(source, {limit, first: taken}))) {
    waiting.push({image, decoded: decode(image, settings)});
    if (waiting.length >= AHEAD * threads) await take();
    if (kept + good >= total) break;
    if (found.length >= CHUNK) yield flush();
  }
  while (waiting.length > 0 && kept + good < total) await take();
  if (found.length > 0) yield flush();
}

/** Seed of the draw of a limited number of images: the same images wherever they are prepared. */
const LIMIT_SEED = 0;

/**
 * The images in the order in which they are taken, from place `first` on. Of a limited number each class has its share, drawn
 * at random; parts of `limit` images rise, so that more can follow where some cannot be used.
 */
export function* orderOf(
  {count, label}: Pick<ImageSource, 'count' | 'label'>,
  {limit, first}: {limit: number; first: number},
): Generator<number> {
  if (limit === 0 || limit >= count) {
    yield* numbersFrom(first, count);
    return;
  }
  const ofClass = new Map<number | undefined, number>();
  const drawn = new Draws({seed: LIMIT_SEED, stream: STREAM.limit}).permutation(count);
  // The nth image of each class comes before the n + 1st of any.
  const ranks = new Uint32Array(count);
  for (const image of drawn) {
    const known = label(image);
    const rank = ofClass.get(known) ?? 0;
    ranks[image] = rank;
    ofClass.set(known, rank + 1);
  }
  const order = drawn.sort((a, b) => ranks[a]! - ranks[b]!);
  for (let at = 0; at < count; at += limit) {
    const part = order.slice(at, at + limit).sort((a, b) => a - b);
    yield* part.slice(Math.max(0, first - at));
  }
}

function chunkOf(
  found: readonly {image: SourceImage; decoded: Decoded}[],
  {channels}: DatasetSettings,
  bytes: number,
): Chunk & {pixels: Uint8Array; labels: Uint16Array} {
  const count = found.filter(({decoded}) => 'pixels' in decoded).length;
  const pixels = new Uint8Array(count * bytes);
  const labels = new Uint16Array(count);
  const odd: Manifest['odd'] = {};
  const bad: Manifest['bad'] = [];
  let at = 0;
  for (const {image, decoded} of found) {
    if ('fault' in decoded) {
      bad.push({name: image.name, fault: decoded.fault});
      continue;
    }
    pixels.set(decoded.pixels, at * bytes);
    labels[at++] = image.label ?? 0;
    for (const kind of decoded.odd) {
      const known = odd[kind] ?? {count: 0, examples: []};
      odd[kind] = known;
      known.count += 1;
      if (known.examples.length < MOST_EXAMPLES) known.examples.push(image.name);
    }
  }
  const sums = Array<number>(channels).fill(0);
  const squares = Array<number>(channels).fill(0);
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i]!;
    sums[i % channels]! += value;
    squares[i % channels]! += value * value;
  }
  const sha256 = hashOfBytes(pixels);
  return {taken: found.length, images: count, sha256, sums, squares, odd, bad, pixels, labels};
}

function manifestOf(
  chunks: readonly Chunk[],
  {
    settings,
    source,
    kept,
    empty,
    labels,
  }: {settings: DatasetSettings; source: ImageSource; kept: number; empty: string[]; labels: string},
): Manifest {
  const {resolution, channels} = settings;
  const values = kept * resolution ** 2;
  const sum = (key: 'sums' | 'squares', channel: number): number =>
    chunks.reduce((total, chunk) => total + chunk[key][channel]!, 0) / values;
  const range = Array.from({length: channels}, (_, channel) => channel);
  const odd: Manifest['odd'] = {};
  for (const chunk of chunks) {
    for (const [kind, {count, examples}] of Object.entries(chunk.odd) as [
      Oddity,
      {count: number; examples: string[]},
    ][]) {
      const known = odd[kind] ?? {count: 0, examples: []};
      odd[kind] = known;
      known.count += count;
      known.examples.push(...examples.slice(0, MOST_EXAMPLES - known.examples.length));
    }
  }
  return {
    format: FORMAT,
    count: kept,
    resolution,
    channels,
    classes: source.classes,
    empty,
    chunks: chunks.map(({images, sha256}) => ({images, sha256})),
    labels,
    mean: range.map((channel) => sum('sums', channel) / 255),
    deviation: range.map((channel) => Math.sqrt(sum('squares', channel) - sum('sums', channel) ** 2) / 255),
    source: source.count,
    leftOut: source.leftOut,
    odd,
    bad: chunks.flatMap(({bad}) => bad),
  };
}

/** The classes of which no image is used. */
function emptyClasses(labels: string, classes: readonly string[]): string[] {
  if (classes.length === 0) return [];
  const bytes = readFileSync(labels);
  const found = new Set(new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
  return classes.filter((_, label) => !found.has(label));
}

/** What a prepared data set's contents are not, or undefined when every chunk has its hash. */
export function preparedFault(folder: string, {chunks, resolution, channels, labels}: Manifest): string | undefined {
  const bytes = resolution ** 2 * channels;
  const path = join(folder, 'images.bin');
  const file = openSync(path, 'r');
  try {
    let at = 0;
    for (const [index, {images, sha256}] of chunks.entries()) {
      const chunk = Buffer.allocUnsafe(images * bytes);
      const size = readSync(file, chunk, 0, chunk.length, at);
      if (size !== chunk.length || hashOfBytes(chunk) !== sha256)
        return `chunk ${index} of images.bin has other contents than were written`;
      at += size;
    }
    if (sizeOf(path) !== at) return `images.bin has ${sizeOf(path)} bytes instead of ${at}`;
  } finally {
    closeSync(file);
  }
  if (labels !== '' && hashOfFile(join(folder, 'labels.bin')) !== labels)
    return 'labels.bin has other contents than were written';
  return undefined;
}

/** A grid of images from all over the set, as the model will see them. */
async function preview(path: string, {count, resolution, channels}: Manifest): Promise<Buffer> {
  const bytes = resolution ** 2 * channels;
  const shown = Math.min(PREVIEW, count);
  const columns = Math.ceil(Math.sqrt(shown));
  const rows = Math.ceil(shown / columns);
  const [width, height] = [columns * (resolution + 1) + 1, rows * (resolution + 1) + 1];
  const grid = new Uint8Array(width * height * channels).fill(255);
  const image = Buffer.alloc(bytes);
  const file = openSync(path, 'r');
  try {
    for (let place = 0; place < shown; place++) {
      readSync(file, image, 0, bytes, Math.floor((place * count) / shown) * bytes);
      const left = 1 + (place % columns) * (resolution + 1);
      const top = 1 + Math.floor(place / columns) * (resolution + 1);
      const row = resolution * channels;
      for (let y = 0; y < resolution; y++)
        grid.set(image.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * channels);
    }
  } finally {
    closeSync(file);
  }
  const {default: sharp} = await import('sharp');
  const scale = Math.max(1, Math.floor(640 / width));
  return sharp(grid, {raw: {width, height, channels}})
    .resize(width * scale, height * scale, {kernel: 'nearest'})
    .png()
    .toBuffer();
}
