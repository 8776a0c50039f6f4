/**
 * One row of the result table, measured once: its images, their features, and what these say. Everything is kept under the
 * row's own key, so that a row is never made twice for the same settings, whatever else an evaluation asks for.
 */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {remove} from '../../commit.js';
import type {Sampler} from '../../diffusion/sampler.js';
import {networkMacs} from '../../models/outer.js';
import {type ExecutedOptions, executedCost, meanCost, type Prediction} from '../../models/prediction.js';
import {hashOf} from '../../plan/key.js';
import {
  appendLine,
  hashOfBytes,
  hashOfFile,
  readJson,
  readLines,
  sizeOf,
  writeFileDurably,
  writeJson,
} from '../../store/files.js';
import type {Watch} from '../context.js';
import {type Generator, imagesFrom} from '../generate.js';
import {gridPng, type ImageShape} from '../grid.js';
import type {Measured, Metric} from '../metrics/metric.js';

/** What a row's features are a function of, beside the network. */
export interface RowSettings {
  strategy: readonly Prediction[];
  sampler: Sampler;
  guidance: number | undefined;
  /** Evaluations of each step, index 0 the cleanest. */
  evaluations: readonly number[];
  images: number;
  seed: number;
  /** Which set of noise. */
  repeat: number;
}

export interface Measurement extends Measured {
  /** Network evaluations of one image, and their MACs: counted while sampling. */
  evaluations: number;
  macs: number;
  /** Milliseconds an image; null where nothing was timed. */
  latencyMs: number | null;
  /** Where they are not as many as were asked for. */
  images?: number;
}

export interface MeasureOptions {
  watch: Watch;
  metric: Metric;
  /** What is measured beside the distance: names of scores, parts of the jackknife. */
  asked: {scores: readonly string[]; jackknife: number};
  /** Hears of images as they are there. */
  report(count: number): void;
}

export interface GenerateOptions extends MeasureOptions {
  /** Made only if something has to be generated. */
  generator(): Generator;
}

/** A batch that was timed. */
interface Timing {
  seconds: number;
  images: number;
  /** Whether it was the first of its process, which also warms the programs up. */
  cold: boolean;
}

/** What each part is the hash of. */
const sumsFile = (folder: string): string => join(folder, 'parts.jsonl');
/** Predictions and MACs of an image of the row. */
const workFile = (folder: string): string => join(folder, 'work.json');

const partName = (first: number, count: number): string => `${String(first).padStart(9, '0')}-${count}.features`;

/** The features that are there, and are what was saved: from image 0 on without a gap. */
function savedParts(folder: string, dimensions: number): {path: string; first: number; count: number}[] {
  const sums = new Map(
    readLines<{part: string; sha256: string}>(sumsFile(folder)).map((one) => [one.part, one.sha256]),
  );
  const found = (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name) => {
      const [, first, count] = /^(\d{9})-(\d+)\.features$/.exec(name) ?? [];
      return first === undefined ? [] : [{path: join(folder, name), first: Number(first), count: Number(count)}];
    })
    .sort((a, b) => a.first - b.first);
  const whole: typeof found = [];
  let next = 0;
  for (const part of found) {
    if (part.first !== next) continue;
    if (sizeOf(part.path) !== part.count * dimensions * 4) continue;
    const sum = sums.get(basename(part.path));
    if (sum !== undefined && sum !== hashOfFile(part.path)) continue;
    whole.push(part);
    next += part.count;
  }
  return whole;
}

/** Makes the images that are measured. */
export interface ImageMaker {
  images: number;
  shape: ImageShape;
  /** Batches of images [count, height, width, channels] in [−1, 1] from number `first` on. */
  from(first: number): AsyncGenerator<{images: Float32Array; count: number}>;
}

/** Generates and measures a row in `folder`, which is the row's and its key's alone. */
export async function measureRow(folder: string, row: RowSettings, options: GenerateOptions): Promise<Measurement> {
  const maker: ImageMaker = {
    images: row.images,
    get shape() {
      return options.generator().imageShape;
    },
    from: (first) => generatedImages(folder, row, {...options, first}),
  };
  // What features cost is known from making them alone.
  if (!readJson(workFile(folder))) for (const {path} of savedParts(folder, options.metric.dimensions)) remove(path);
  return measureImages(folder, maker, {
    ...options,
    work: () => ({
      ...readJson<{evaluations: number; macs: number}>(workFile(folder))!,
      latencyMs: latencyOf(readLines<Timing>(join(folder, 'times.jsonl'))),
    }),
  });
}

/** Measures images that somebody makes, in a folder of their own; `work` says what making them took when all are there. */
export async function measureImages(
  folder: string,
  maker: ImageMaker,
  {work, ...options}: MeasureOptions & {work(): Pick<Measurement, 'evaluations' | 'macs' | 'latencyMs'>},
): Promise<Measurement> {
  const {metric, asked} = options;
  const path = join(folder, `measured-${hashOf(asked).slice(0, 12)}.json`);
  const finished = readJson<Measurement>(path);
  if (finished) {
    options.report(maker.images);
    return finished;
  }
  const parts = await featuresOf(folder, maker, options);
  const rows = parts.map(({path: file, count}) => {
    const bytes = new Uint8Array(readFileSync(file));
    return metric.needed(new Float32Array(bytes.buffer), count);
  });
  const width = rows[0]!.length / parts[0]!.count;
  const needed = new Float32Array(maker.images * width);
  let at = 0;
  for (const values of rows) {
    needed.set(values, at);
    at += values.length;
  }
  const measurement: Measurement = {...metric.measure(needed, asked.jackknife), ...work()};
  writeJson(path, measurement);
  return measurement;
}

/** Makes the features that are not there; those of a batch of images are saved as soon as it is made. */
async function featuresOf(
  folder: string,
  maker: ImageMaker,
  {watch, metric, report}: MeasureOptions,
): Promise<{path: string; count: number}[]> {
  const parts = savedParts(folder, metric.dimensions);
  let first = parts.reduce((sum, {count}) => sum + count, 0);
  report(first);
  if (first >= maker.images) return parts;
  for await (const {images, count} of maker.from(first)) {
    if (first === 0) writeFileDurably(join(folder, 'grid.png'), await gridPng(images, maker.shape));
    const found = await metric.features(images, count);
    const part = partName(first, count);
    const path = join(folder, part);
    const bytes = new Uint8Array(found.buffer, found.byteOffset, found.byteLength);
    writeFileDurably(path, bytes);
    appendLine(sumsFile(folder), {part, sha256: hashOfBytes(bytes)});
    parts.push({path, first, count});
    first += count;
    report(count);
    await watch.breathe();
  }
  return parts;
}

/** A row's images, and beside them what they cost and how long they took. */
async function* generatedImages(
  folder: string,
  {sampler, strategy, seed, repeat, guidance, images: total, evaluations: perStep}: RowSettings,
  {watch, first: begin, ...options}: GenerateOptions & {first: number},
): AsyncGenerator<{images: Float32Array; count: number}> {
  const generator = options.generator();
  const times = join(folder, 'times.jsonl');
  const costs = {...networkMacs(generator.config, generator.widths), evaluations: perStep, seed, replica: repeat};
  const ofImage = meanCost(strategy, total, costs);
  // A file that another run has linked is not written to.
  if (begin === 0) remove(times);
  for (let first = begin; first < total; first += generator.batch) {
    const {evaluations, macs: done} = generator;
    const before = performance.now();
    const numbers = imagesFrom(first, generator.batch);
    const images = await generator.sample(
      {sampler, strategy, images: numbers, seed, replica: repeat, guidance},
      {breathe: watch.breathe},
    );
    const seconds = (performance.now() - before) / 1000;
    const work = {evaluations: generator.evaluations - evaluations, macs: generator.macs - done};
    checkCost(work, {strategy, images: numbers, ...costs});
    writeJson(workFile(folder), {evaluations: ofImage.evaluations, macs: ofImage.totalMacs});
    appendLine(times, {seconds, images: generator.batch, cold: first === begin} satisfies Timing);
    yield {images, count: Math.min(generator.batch, total - first)};
  }
}

/** Milliseconds an image over all sessions; a process's first batch counts only where there is no other. */
function latencyOf(times: readonly Timing[]): number | null {
  const warm = times.filter(({cold}) => !cold);
  const counted = warm.length > 0 ? warm : times;
  const images = counted.reduce((sum, one) => sum + one.images, 0);
  return images === 0 ? null : (1000 * counted.reduce((sum, {seconds}) => sum + seconds, 0)) / images;
}

/** What was counted while sampling must be what `ddsm cost` says: a difference is a fault in one of them. */
function checkCost(
  counted: {evaluations: number; macs: number},
  {strategy, images, ...costs}: {strategy: readonly Prediction[]; images: readonly number[]} & ExecutedOptions,
): void {
  const expected = executedCost(strategy, images, costs);
  if (counted.evaluations === expected.evaluations && counted.macs === expected.totalMacs) return;
  throw new Error(
    `sampling took ${counted.evaluations} evaluations and ${counted.macs} MACs an image, not the ${expected.evaluations} and ${expected.totalMacs} of its strategy`,
  );
}
