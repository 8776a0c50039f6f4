/** The stage `reference`: Inception features of the training set, and the metric that they define. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {importWeights} from '../convert/import.js';
import {copyImage} from '../data/dataset.js';
import {Frechet, factorOfRows, type Moments} from '../metrics/frechet.js';
import {
  inceptionScore,
  kernelDistance,
  PRECISION_ROWS,
  precisionRecall,
  precisionRows,
  rowsIn,
} from '../metrics/scores.js';
import {CLASSES, POOL_FEATURES, PUBLISHED_INCEPTION, SPATIAL_FEATURES} from '../models/inceptionShape.js';
import {ProblemError} from '../problem.js';
import {type Experiment, imageChannelsOf, resolvePath} from '../spec/experiment.js';
import {readJson, writeFileDurably} from '../store/files.js';
import {encodeNpz, readNpz} from '../weights/npz.js';
import {readSafetensorsHeader} from '../weights/safetensors.js';
import {folderOf, type StageContext} from './context.js';
import {INCEPTION_FEATURES, Inception} from './inception.js';
import type {Metric} from './metric.js';

/** Images that go through Inception at once, where there are as many. */
const MOST_BATCH = 32;
/** Images whose features are saved at once. */
const PART = 1024;

type Score = Experiment['evaluate']['scores'][number];

/** What the statistics were made of, beside them. */
export interface ReferenceFacts {
  count: number;
  split: string;
  resize: string;
  /** Hash of Inception's weights. */
  inception: string;
}

/** As many images at once as every stage of the experiment has. */
const batchOf = ({experiment: {search, evaluate}}: StageContext): number =>
  Math.min(MOST_BATCH, search.images, evaluate.images);

/** The network for the experiment's images; its stages share one. */
function inceptionOf(context: StageContext): Inception {
  const {dataset, evaluate} = context.experiment;
  const size: [number, number] = [dataset.resolution, dataset.resolution];
  const options = {
    weights: join(folderOf(context, 'reference'), 'inception.safetensors'),
    ...{batch: batchOf(context), size, resize: evaluate.resize},
  };
  return context.keep(`inception ${JSON.stringify(options)}`, () => new Inception(options));
}

export async function runReference(context: StageContext): Promise<void> {
  const {evaluate} = context.experiment;
  const folder = folderOf(context, 'reference');
  const weights = join(folder, 'inception.safetensors');
  if (!existsSync(weights))
    await importWeights(resolvePath(context.experiment, evaluate.inception), {out: weights, weights: 'ema'});
  if (!readSafetensorsHeader(weights).metadata.source?.startsWith(PUBLISHED_INCEPTION))
    context.warn(
      `${evaluate.inception} is not known to be the published Inception: distances by it are not those that are published`,
    );
  const set = context.images();
  const total = set.count;
  const chosen = columnsOf(evaluate.scores);
  const all = new Float32Array(total * chosen.dimensions);
  const batch = batchOf(context);
  const pixels = set.resolution ** 2 * set.channels;
  const parts: string[] = [];
  for (let first = 0; first < total; first += PART) {
    const count = Math.min(PART, total - first);
    const part = join(folder, `${String(first).padStart(9, '0')}.features`);
    parts.push(part);
    const saved = existsSync(part) ? readFileSync(part) : undefined;
    let features: Float32Array;
    if (saved?.length === count * chosen.dimensions * 4) features = new Float32Array(new Uint8Array(saved).buffer);
    else {
      const inception = inceptionOf(context);
      features = new Float32Array(count * chosen.dimensions);
      const images = new Float32Array(batch * pixels);
      for (let at = 0; at < count; at += batch) {
        const some = Math.min(batch, count - at);
        for (let i = 0; i < some; i++) copyImage(set, first + at + i, {out: images, offset: i * pixels, mirror: false});
        const found = inception.features(toInput(images, set.channels, {bytes: evaluate.resize === 'tf'}), some);
        features.set(chosen.of(found, some), at * chosen.dimensions);
        context.report({done: first + at + some, total, unit: 'images'});
        await context.breathe();
      }
      writeFileDurably(part, new Uint8Array(features.buffer));
    }
    all.set(features, first * chosen.dimensions);
  }
  const arrays: Record<string, {shape: number[]; data: Float64Array}> = {};
  for (const [name, begin, dimensions] of [
    ['', 0, POOL_FEATURES],
    ...(evaluate.scores.includes('sfid') ? [['spatial_', chosen.spatial, SPATIAL_FEATURES]] : []),
  ] as [string, number, number][]) {
    const rows = columns(all, chosen.dimensions, [begin, dimensions]);
    context.report({done: total, total, unit: 'images', detail: 'moments'});
    const frechet = new Frechet(dimensions);
    const {mean, covariance} = total > dimensions ? frechet.setReferenceFrom(rows) : frechet.momentsOf(rows);
    const factor = total > dimensions ? frechet.referenceFactor() : factorOfRows(rows, dimensions).factor;
    frechet.dispose();
    writeFileDurably(join(folder, `${name}factor.f64`), new Uint8Array(factor.buffer));
    arrays[`${name}mu`] = {shape: [dimensions], data: mean};
    arrays[`${name}sigma`] = {shape: [dimensions, dimensions], data: covariance};
  }
  writeFileDurably(join(folder, 'statistics.npz'), encodeNpz(arrays));
  if (needsFeatures(evaluate.scores)) {
    const pool = columns(all, chosen.dimensions, [0, POOL_FEATURES]);
    writeFileDurably(join(folder, 'pool.features'), new Uint8Array(pool.buffer));
  }
  const facts: ReferenceFacts = {
    count: total,
    split: context.experiment.dataset.split,
    resize: evaluate.resize,
    inception: weightsHash(weights),
  };
  writeFileDurably(join(folder, 'statistics.json'), `${JSON.stringify(facts, undefined, 1)}\n`);
  for (const part of parts) rmSync(part, {force: true});
}

/** As many rows of pooled features as precision and recall are measured on. */
function someRows(features: Float32Array): Float32Array {
  const rows = rowsIn(features, POOL_FEATURES);
  return rows.count <= PRECISION_ROWS ? features : rows.take(precisionRows(rows.count));
}

const needsFeatures = (scores: readonly Score[]): boolean =>
  scores.includes('kid') || scores.includes('precision-recall');

interface Columns {
  dimensions: number;
  /** Where the logits and the spatial features begin. */
  logits: number;
  spatial: number;
  /** Those of Inception's features that are kept. */
  of(features: Float32Array, count: number): Float32Array;
}

/** The features that some scores need: always the last pool, then logits, then spatial ones. */
function columnsOf(scores: readonly Score[]): Columns {
  const ranges: [begin: number, length: number][] = [[0, POOL_FEATURES]];
  if (scores.includes('is')) ranges.push([POOL_FEATURES, CLASSES]);
  if (scores.includes('sfid')) ranges.push([POOL_FEATURES + CLASSES, SPATIAL_FEATURES]);
  const dimensions = ranges.reduce((sum, [, length]) => sum + length, 0);
  return {
    dimensions,
    logits: POOL_FEATURES,
    spatial: dimensions - SPATIAL_FEATURES,
    of(features, count) {
      const kept = new Float32Array(count * dimensions);
      for (let row = 0; row < count; row++) {
        let at = row * dimensions;
        for (const [begin, length] of ranges) {
          const from = row * INCEPTION_FEATURES + begin;
          kept.set(features.subarray(from, from + length), at);
          at += length;
        }
      }
      return kept;
    },
  };
}

/** Some neighbouring columns of rows. */
function columns(rows: Float32Array, width: number, [begin, length]: [number, number]): Float32Array {
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
  return Float32Array.from({length: images.length * 3}, (_, i) => value(images[Math.floor(i / 3)]!));
}

const weightsHash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** FID, and the scores that the evaluation asks for, against the finished stage `reference`. */
export async function inceptionMetric(context: StageContext, {scored}: {scored: boolean}): Promise<Metric> {
  const {evaluate, dataset} = context.experiment;
  const batch = batchOf(context);
  const folder = folderOf(context, 'reference');
  const facts = readJson<ReferenceFacts>(join(folder, 'statistics.json'));
  if (!facts) throw new Error(`${folder}/statistics.json cannot be read`);
  const scores = scored ? evaluate.scores : [];
  const chosen = columnsOf(scores);
  const {resolution} = dataset;
  const channels = imageChannelsOf(context.experiment);
  const inception = inceptionOf(context);
  const against = async (prefix: string, dimensions: number): Promise<Frechet> => {
    const {mean} = await readStatistics(join(folder, 'statistics.npz'), {prefix, count: facts.count});
    const bytes = readFileSync(join(folder, `${prefix}factor.f64`));
    const factor = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const frechet = new Frechet(dimensions, {rank: factor.length / dimensions});
    frechet.setReferenceFactor({mean, factor});
    return frechet;
  };
  const frechet = await against('', POOL_FEATURES);
  const spatial = scores.includes('sfid') ? await against('spatial_', SPATIAL_FEATURES) : undefined;
  const reference = needsFeatures(scores)
    ? new Float32Array(new Uint8Array(readFileSync(join(folder, 'pool.features'))).buffer)
    : undefined;
  const pool = (features: Float32Array): Float32Array => columns(features, chosen.dimensions, [0, POOL_FEATURES]);
  return {
    name: 'inception-2048',
    dimensions: chosen.dimensions,
    features(images, count) {
      const size = resolution ** 2 * channels;
      const kept = new Float32Array(count * chosen.dimensions);
      for (let first = 0; first < count; first += batch) {
        const some = Math.min(batch, count - first);
        const input = toInput(images.subarray(first * size, (first + some) * size), channels, {
          bytes: evaluate.resize === 'tf',
        });
        kept.set(chosen.of(inception.features(input, some), some), first * chosen.dimensions);
      }
      return kept;
    },
    distance: (features) => frechet.distance(pool(features)),
    measure(features, blocks) {
      const pooled = pool(features);
      const found: Record<string, number> = {};
      if (scores.includes('kid')) {
        const {mean, deviation} = kernelDistance(rowsIn(pooled, POOL_FEATURES), rowsIn(reference!, POOL_FEATURES), {
          dimensions: POOL_FEATURES,
        });
        Object.assign(found, {kid: mean, kidDeviation: deviation});
      }
      if (scores.includes('is')) {
        const logits = columns(features, chosen.dimensions, [chosen.logits, CLASSES]);
        const {mean, deviation} = inceptionScore(logits, {classes: CLASSES});
        Object.assign(found, {inceptionScore: mean, inceptionScoreDeviation: deviation});
      }
      if (spatial)
        found.sfid = spatial.distance(columns(features, chosen.dimensions, [chosen.spatial, SPATIAL_FEATURES]));
      if (scores.includes('precision-recall'))
        Object.assign(found, precisionRecall(someRows(pooled), someRows(reference!), {dimensions: POOL_FEATURES}));
      return {...frechet.distanceWithDeviation(pooled, blocks), scores: found};
    },
    dispose() {
      frechet.dispose();
      spatial?.dispose();
    },
  };
}

/** Mean and covariance from an .npz file as pytorch-fid and torch-fidelity write it. */
export async function readStatistics(path: string, {prefix = '', count = 0} = {}): Promise<Moments> {
  const arrays = await readNpz(path, [`${prefix}mu`, `${prefix}sigma`]);
  const [mean, covariance] = [arrays[`${prefix}mu`]!, arrays[`${prefix}sigma`]!];
  const [dimensions] = mean.shape;
  if (mean.shape.length !== 1 || covariance.shape.join() !== `${dimensions},${dimensions}`) {
    throw new ProblemError({
      code: 'statistics',
      file: path,
      message: `${path}: mu [${mean.shape.join(', ')}] and sigma [${covariance.shape.join(', ')}] do not belong together`,
    });
  }
  return {count, mean: mean.data, covariance: covariance.data};
}
