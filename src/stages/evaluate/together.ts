/**
 * Rows of one network, generated and measured together: by batches of images, all rows at once, and steps in which rows
 * agree from the noisiest on are taken once. Each row's files are those that it would have alone.
 */
import {join} from 'node:path';
import {remove} from '../../commit.js';
import type {Sampler} from '../../diffusion/sampler.js';
import {networkMacs} from '../../models/outer.js';
import {executedCost, meanCost, type Prediction, stepMacs} from '../../models/prediction.js';
import {appendLine, readJson, readLines, writeJson} from '../../store/files.js';
import {type Generator, imagesFrom} from '../generate.js';
import type {Metric} from '../metrics/metric.js';
import {walkBatch} from '../walkBatch.js';
import {type Measurement, type MeasureOptions, measuredBefore, measureParts, type Work, writeBatch} from './measure.js';
import {imagesOf, type Part, removeParts, savedParts} from './parts.js';
import {type Population, populationsOf, timesTaken, walkOf} from './population.js';

/** What the features of rows that are made together are a function of, beside the network and each row's strategy. */
export interface TogetherSettings {
  sampler: Sampler;
  guidance: number | undefined;
  /** Evaluations of each step, index 0 the cleanest. */
  evaluations: readonly number[];
  images: number;
  seed: number;
  /** Which set of noise. */
  repeat: number;
}

/** A row, in a folder that is its and its key's alone. */
export interface Row {
  folder: string;
  strategy: readonly Prediction[];
}

export interface TogetherOptions extends MeasureOptions {
  /** Made only if something has to be generated. */
  generator(): Generator;
  /** Rows that are walked together, where they are not as many as usual. */
  most?: number;
}

/** A row whose features are not all there. */
interface OpenRow extends Row {
  parts: Part[];
  /** Whether this process has made none of its batches. */
  cold: boolean;
}

/** A batch that was timed. */
interface Timing {
  seconds: number;
  images: number;
  /** Whether it was the first of its process, which also warms the programs up. */
  cold: boolean;
  /** As the row's; absent in what earlier versions timed. */
  session?: string;
}

/** Predictions and MACs of an image of the row. */
const workFile = (folder: string): string => join(folder, 'work.json');
const timesFile = (folder: string): string => join(folder, 'times.jsonl');

/** Measures rows in the order given; only what is not there is made. */
export async function measureTogether(
  rows: readonly Row[],
  settings: TogetherSettings,
  options: TogetherOptions,
): Promise<Measurement[]> {
  const {metric, asked, report} = options;
  const measured = rows.map(({folder}) => measuredBefore(folder, asked));
  const open = rows.map((row, place): OpenRow | undefined => (measured[place] ? undefined : opened(row, metric)));
  const left = open.filter((row) => row !== undefined);
  const there = (): number =>
    (rows.length - left.length) * settings.images + left.reduce((sum, {parts}) => sum + imagesOf(parts), 0);
  report(there());
  for (;;) {
    const unmade = left.filter(({parts}) => imagesOf(parts) < settings.images);
    if (unmade.length === 0) break;
    // Rows that were stopped at different images meet again.
    const first = Math.min(...unmade.map(({parts}) => imagesOf(parts)));
    const next = unmade.filter(({parts}) => imagesOf(parts) === first);
    for (const population of populationsOf(
      next.map(({strategy}) => strategy),
      options.most,
    )) {
      const before = there();
      const rest = population.rows.length * Math.min(options.generator().batch, settings.images - first);
      await makeBatch(population, settings, {
        ...options,
        first,
        rows: population.rows.map((place) => next[place]!),
        hear: (share) => report(Math.round(before + share * rest)),
      });
    }
  }
  return rows.map(({folder}, place) => {
    const {parts} = open[place] ?? {};
    return measured[place] ?? measureParts(folder, {parts: parts!, work: workOf(folder), metric, asked});
  });
}

/** What there is of a row. What features cost is known from making them, so without that they are made again. */
function opened(row: Row, metric: Metric): OpenRow {
  if (!readJson(workFile(row.folder))) removeParts(row.folder, metric.dimensions);
  return {...row, parts: savedParts(row.folder, metric.dimensions), cold: true};
}

interface BatchToMake extends TogetherOptions {
  /** The number of its first image. */
  first: number;
  /** As many as the population's paths. */
  rows: readonly OpenRow[];
  /** Hears how much of it is done. */
  hear(share: number): void;
}

/** Images of all rows from number `first` on, and beside each row's what they cost and how long they took. */
async function makeBatch(
  population: Population,
  {sampler, evaluations, images: total, seed, repeat, guidance}: TogetherSettings,
  {watch, metric, first, rows, hear, ...options}: BatchToMake,
): Promise<void> {
  const generator = options.generator();
  const costs = {...networkMacs(generator.config, generator.widths), evaluations, seed, replica: repeat};
  const images = imagesFrom(first, generator.batch);
  const count = Math.min(generator.batch, total - first);
  const walk = walkOf(population, (prediction, step) => stepMacs(prediction, {step, images}, costs));
  const done = {evaluations: generator.evaluations, macs: generator.macs};
  const strategies = new Map(population.paths.map((path, place) => [path, rows[place]!.strategy]));
  await walkBatch(walk, {
    ...{generator, sampler, images, seed, replica: repeat, guidance},
    strategyOf: (path) => strategies.get(path)!,
    async breathe(share) {
      hear(share);
      await watch.breathe();
    },
    async finish(place, pixels, {seconds, ...work}) {
      const row = rows[place]!;
      const {folder, strategy} = row;
      checkWork(work, executedCost(strategy, images, costs));
      // A file that another run has linked is not written to.
      if (first === 0) remove(timesFile(folder));
      const {evaluations: calls, totalMacs} = meanCost(strategy, total, costs);
      writeJson(workFile(folder), {evaluations: calls, macs: totalMacs});
      appendLine(timesFile(folder), {
        seconds,
        images: generator.batch,
        cold: row.cold,
        session: process.env.DDSM_SESSION ?? '',
      } satisfies Timing);
      row.cold = false;
      row.parts.push(await writeBatch(folder, {images: pixels, first, count, shape: generator.imageShape}, metric));
    },
  });
  const executed = {evaluations: generator.evaluations - done.evaluations, macs: generator.macs - done.macs};
  const calls = timesTaken(walk).reduce((sum, times, step) => sum + times * evaluations[step]!, 0);
  checkWork(executed, {evaluations: calls, totalMacs: walk.macs});
  hear(1);
}

/**
 * What the row's images took. Only the last session counts: rows of one session were timed on a machine with the same load. A
 * process's first batch counts among its times only where there is no other.
 */
function workOf(folder: string): Work {
  const all = readLines<Timing>(timesFile(folder));
  const timedIn = all.at(-1)?.session;
  const times = all.filter((one) => one.session === timedIn);
  const warm = times.filter(({cold}) => !cold);
  const counted = warm.length > 0 ? warm : times;
  const images = counted.reduce((sum, one) => sum + one.images, 0);
  const latencyMs = images === 0 ? null : (1000 * counted.reduce((sum, {seconds}) => sum + seconds, 0)) / images;
  return {...readJson<Pick<Work, 'evaluations' | 'macs'>>(workFile(folder))!, latencyMs, timedIn};
}

/** What was counted while sampling must be what `ddsm cost` says: a difference is a fault in one of them. */
function checkWork(
  counted: {evaluations: number; macs: number},
  expected: {evaluations: number; totalMacs: number},
): void {
  if (counted.evaluations === expected.evaluations && counted.macs === expected.totalMacs) return;
  throw new Error(
    `sampling took ${counted.evaluations} evaluations and ${counted.macs} MACs an image, not the ${expected.evaluations} and ${expected.totalMacs} of its strategies`,
  );
}
