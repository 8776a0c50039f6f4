/** FID and the scores of Inception's features, against the training set's. */
import {readFileSync} from 'node:fs';
import {Frechet} from '../../metrics/frechet.js';
import {inceptionScore, kernelDistance, precisionRecall, precisionRows, rowsIn} from '../../metrics/scores.js';
import type {Resize} from '../../models/inception.js';
import {CLASSES, POOL_FEATURES, SPATIAL_FEATURES} from '../../models/inceptionShape.js';
import {ProblemError} from '../../problem.js';
import {tooFewImages} from '../../spec/checks/evaluate.js';
import {readJson} from '../../store/files.js';
import {referenceFiles} from '../../store/runFolder.js';
import type {StageContext} from '../context.js';
import {INCEPTION_FEATURES, Inception} from './inceptionNetwork.js';
import {type Metric, spoilFeatures} from './metric.js';
import {readStatistics} from './statistics.js';

/** Images that go through Inception at once, where there are as many. */
const MOST_BATCH = 32;

/** What the statistics were made of, beside them. */
export interface ReferenceFacts {
  count: number;
  split: string;
  resize: Resize;
  /** Hash of Inception's weights. */
  inception: string;
  /** Of the images. */
  resolution: number;
  channels: number;
}

/** Of many rows those that precision and recall look at. */
const someRows = (pooled: Float32Array): Float32Array => {
  const rows = rowsIn(pooled, POOL_FEATURES);
  return rows.take(precisionRows(rows.count));
};

export type Score = 'kid' | 'is' | 'sfid' | 'precision-recall';

/** Where the logits and the spatial features begin among an image's features. */
const LOGITS = POOL_FEATURES;
const SPATIAL = POOL_FEATURES + CLASSES;

/** The network for images of a size, kept for the next stage that asks for the same. `count` images are to be measured. */
export function inceptionFor(
  context: Pick<StageContext, 'keep'>,
  {weights, resolution, resize, count}: {weights: string; resolution: number; resize: Resize; count: number},
): Inception {
  const options = {
    weights,
    batch: Math.min(MOST_BATCH, count),
    size: [resolution, resolution] as [number, number],
    resize,
  };
  return context.keep(`inception ${JSON.stringify(options)}`, () => new Inception(options));
}

/** Some neighbouring columns of rows. */
export function columns(rows: Float32Array, width: number, [begin, length]: readonly [number, number]): Float32Array {
  if (begin === 0 && length === width) return rows;
  const count = rows.length / width;
  const chosen = new Float32Array(count * length);
  for (let row = 0; row < count; row++)
    chosen.set(rows.subarray(row * width + begin, row * width + begin + length), row * length);
  return chosen;
}

/** Images in [−1, 1] of one or three channels → 0 … 255 of three; rounded where the measure is defined on bytes. */
export function toInput(images: Float32Array, channels: number, {bytes}: {bytes: boolean}): Float32Array {
  const value = (x: number): number => {
    const scaled = (Math.min(1, Math.max(-1, x)) + 1) * 127.5;
    return bytes ? Math.round(scaled) : scaled;
  };
  if (channels === 3) return images.map(value);
  const input = new Float32Array(images.length * 3);
  for (let i = 0; i < images.length; i++) input.fill(value(images[i]!), 3 * i, 3 * i + 3);
  return input;
}

/** FID, and the scores asked for, against the finished stage `reference` in `folder`. `count` images are to be measured. */
export async function inceptionMetric(
  context: Pick<StageContext, 'keep'>,
  {folder, scores, count}: {folder: string; scores: readonly Score[]; count: number},
): Promise<Metric> {
  const files = referenceFiles(folder);
  const facts = readJson<ReferenceFacts>(files.facts);
  if (!facts) throw new Error(`${files.facts} cannot be read`);
  // Both sides of precision and recall have neighbours.
  const few = tooFewImages(facts.count, {
    jackknife: 0,
    repeats: 1,
    scores: scores.filter((score) => score === 'precision-recall'),
  });
  if (few) {
    const message = `the training set has ${facts.count} images: ${few.problem.message}`;
    throw new ProblemError({code: 'images', message, suggestion: 'leave the score out of evaluate.scores'});
  }
  const {resolution, channels, resize} = facts;
  const inception = inceptionFor(context, {weights: files.inception, resolution, resize, count});
  const {mean} = await readStatistics(files.statistics, {count: facts.count});
  const bytes = readFileSync(files.factor(''));
  const factor = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const frechet = new Frechet(POOL_FEATURES, {rank: factor.length / POOL_FEATURES});
  frechet.setReferenceFactor({mean, factor});
  const spatial = scores.includes('sfid') ? new Frechet(SPATIAL_FEATURES) : undefined;
  spatial?.setReference(await readStatistics(files.statistics, {prefix: 'spatial_', count: facts.count}));
  const reference =
    scores.includes('kid') || scores.includes('precision-recall')
      ? new Float32Array(new Uint8Array(readFileSync(files.pool)).buffer)
      : undefined;
  /** Columns that are needed: where they begin among an image's features, and how many they are. */
  const ranges: [begin: number, length: number][] = [[0, POOL_FEATURES]];
  if (scores.includes('is')) ranges.push([LOGITS, CLASSES]);
  if (scores.includes('sfid')) ranges.push([SPATIAL, SPATIAL_FEATURES]);
  const width = ranges.reduce((sum, [, length]) => sum + length, 0);
  const pool = (needed: Float32Array): Float32Array => columns(needed, width, [0, POOL_FEATURES]);
  return {
    name: `inception-${POOL_FEATURES}`,
    dimensions: INCEPTION_FEATURES,
    fewest: POOL_FEATURES,
    async features(images, some) {
      const size = resolution ** 2 * channels;
      const all = new Float32Array(some * INCEPTION_FEATURES);
      for (let first = 0; first < some; first += inception.batch) {
        const now = Math.min(inception.batch, some - first);
        const input = toInput(images.subarray(first * size, (first + now) * size), channels, {bytes: resize === 'tf'});
        all.set(await inception.features(input, now), first * INCEPTION_FEATURES);
      }
      return spoilFeatures(all, {images, count: some, size});
    },
    needed(features, some) {
      const kept = new Float32Array(some * width);
      for (let row = 0; row < some; row++) {
        let at = row * width;
        for (const [begin, length] of ranges) {
          const from = row * INCEPTION_FEATURES + begin;
          kept.set(features.subarray(from, from + length), at);
          at += length;
        }
      }
      return kept;
    },
    distance: (needed) => frechet.distance(pool(needed)),
    measure(needed, blocks) {
      const pooled = pool(needed);
      const found: Record<string, number> = {};
      if (scores.includes('kid')) {
        const {mean: kid, deviation} = kernelDistance(
          rowsIn(pooled, POOL_FEATURES),
          rowsIn(reference!, POOL_FEATURES),
          {dimensions: POOL_FEATURES},
        );
        Object.assign(found, {kid, kidDeviation: deviation});
      }
      if (scores.includes('is')) {
        const logits = columns(needed, width, [POOL_FEATURES, CLASSES]);
        const {mean: score, deviation} = inceptionScore(logits, {classes: CLASSES});
        Object.assign(found, {inceptionScore: score, inceptionScoreDeviation: deviation});
      }
      if (spatial) found.sfid = spatial.distance(columns(needed, width, [width - SPATIAL_FEATURES, SPATIAL_FEATURES]));
      if (scores.includes('precision-recall'))
        Object.assign(found, precisionRecall(someRows(pooled), reference!, {dimensions: POOL_FEATURES}));
      return {...frechet.distanceWithDeviation(pooled, blocks), scores: found};
    },
    dispose() {
      frechet.dispose();
      spatial?.dispose();
    },
  };
}
