/**
 * What the features of a row say, and the row of images that somebody else makes. Everything is kept under the row's own
 * key, so that a row is never made twice for the same settings, whatever else an evaluation asks for.
 */
import {join} from 'node:path';
import {hashOf} from '../../plan/key.js';
import {ProblemError} from '../../problem.js';
import {readJson, writeFileDurably, writeJson} from '../../store/files.js';
import type {Watch} from '../context.js';
import {gridPng, type ImageShape} from '../grid.js';
import type {Measured, Metric} from '../metrics/metric.js';
import {imagesOf, type Part, readPart, savedParts, writePart} from './parts.js';

export interface Measurement extends Measured {
  /** Network evaluations of one image, and their MACs: counted while sampling. */
  evaluations: number;
  macs: number;
  /** Milliseconds an image; null where nothing was timed. */
  latencyMs: number | null;
  /** The session of `ddsm` that timed it; absent where nothing was timed, or by an earlier version. */
  timedIn?: string | undefined;
  /** How many were measured; results of earlier versions do not tell. */
  images?: number;
}

/** What making a row's images took. */
export type Work = Pick<Measurement, 'evaluations' | 'macs' | 'latencyMs' | 'timedIn'>;

export interface MeasureOptions {
  watch: Watch;
  metric: Metric;
  /** What is measured beside the distance: names of scores, parts of the jackknife. */
  asked: {scores: readonly string[]; jackknife: number};
  /** Hears how many images are there. */
  report(images: number): void;
}

/** Makes the images that are measured. */
export interface ImageMaker {
  images: number;
  shape: ImageShape;
  /** Batches of images [count, height, width, channels] in [−1, 1] from number `first` on. */
  from(first: number): AsyncGenerator<{images: Float32Array; count: number}>;
}

const measuredFile = (folder: string, asked: MeasureOptions['asked']): string =>
  join(folder, `measured-${hashOf(asked).slice(0, 12)}.json`);

/** What was measured earlier; undefined where that was not asked for. */
export const measuredBefore = (folder: string, asked: MeasureOptions['asked']): Measurement | undefined =>
  readJson<Measurement>(measuredFile(folder, asked));

/** Measures features of all images of a row, and keeps what they say. */
export function measureParts(
  folder: string,
  {parts, work, metric, asked}: {parts: readonly Part[]; work: Work} & Pick<MeasureOptions, 'metric' | 'asked'>,
): Measurement {
  const rows = parts.map((part) => metric.needed(readPart(part), part.count));
  const width = rows[0]!.length / parts[0]!.count;
  const needed = new Float32Array(imagesOf(parts) * width);
  let at = 0;
  for (const values of rows) {
    needed.set(values, at);
    at += values.length;
  }
  const measurement: Measurement = {...metric.measure(needed, asked.jackknife), ...work, images: imagesOf(parts)};
  writeJson(measuredFile(folder, asked), measurement);
  return measurement;
}

/** Measures images that somebody makes, in a folder of their own. */
export async function measureImages(
  folder: string,
  maker: ImageMaker,
  {watch, metric, asked, report, work}: MeasureOptions & {work: Work},
): Promise<Measurement> {
  const finished = measuredBefore(folder, asked);
  if (finished) {
    report(maker.images);
    return finished;
  }
  const parts = savedParts(folder, metric.dimensions);
  report(imagesOf(parts));
  if (imagesOf(parts) < maker.images) {
    for await (const {images, count} of maker.from(imagesOf(parts))) {
      parts.push(await writeBatch(folder, {images, count, first: imagesOf(parts), shape: maker.shape}, metric));
      report(imagesOf(parts));
      await watch.breathe();
    }
  }
  return measureParts(folder, {parts, work, metric, asked});
}

/**
 * Saves the features of a batch of a row's images; of the first one, pictures, too. Throws a ProblemError where they are not
 * all finite.
 */
export async function writeBatch(
  folder: string,
  {images, first, count, shape}: {images: Float32Array; first: number; count: number; shape: ImageShape},
  metric: Metric,
): Promise<Part> {
  const features = await metric.features(images, count);
  const at = features.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new ProblemError({
      code: 'non-finite-images',
      message: `image ${first + Math.floor(at / metric.dimensions)} of the row in ${folder} is not finite, or its features are not: there is no distance`,
      suggestion:
        'change evaluate.sampler (its rho, sigmaMin and sigmaMax, say), or leave the row out of evaluate.rows',
    });
  if (first === 0) writeFileDurably(join(folder, 'grid.png'), await gridPng(images, shape));
  return writePart(folder, {first, count}, features);
}
