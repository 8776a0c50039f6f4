/** Runs the stage `reference`: Inception's features of the training set, and their statistics for every score. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {importWeights} from '../../convert/import.js';
import {copyImage} from '../../data/dataset.js';
import {Frechet, factorOfRows, type Moments} from '../../metrics/frechet.js';
import {MomentSums} from '../../metrics/moments.js';
import {precisionRows} from '../../metrics/scores.js';
import {CLASSES, POOL_FEATURES, PUBLISHED_INCEPTION, SPATIAL_FEATURES} from '../../models/inceptionShape.js';
import {sizeOf, writeFileDurably} from '../../store/files.js';
import {RowFiles} from '../../store/rows.js';
import {referenceFiles} from '../../store/runFolder.js';
import {encodeNpz} from '../../weights/npz.js';
import {readSafetensorsHeader} from '../../weights/safetensors.js';
import {columns, inceptionFor, type ReferenceFacts, toInput} from '../metrics/inception.js';
import {INCEPTION_FEATURES} from '../metrics/inceptionNetwork.js';
import type {RunStage} from '../stage.js';
import type {ReferenceMeans, ReferenceSettings} from './stage.js';

/** Images whose features are saved at once. */
const PART = 1024;

export const runReference: RunStage<ReferenceSettings, ReferenceMeans> = async (settings, _inputs, context) => {
  const {folder, means} = context;
  const {resize} = settings;
  const {inception: weights, statistics, facts: factsPath, factor, pool} = referenceFiles(folder);
  if (!existsSync(weights)) await importWeights(means.inception, {out: weights, weights: 'ema'});
  if (!readSafetensorsHeader(weights).metadata.source?.startsWith(PUBLISHED_INCEPTION))
    context.warn(
      `${means.named} is not known to be the published Inception: distances by it are not those that are published`,
    );
  const set = context.images();
  const total = set.count;
  const pixels = set.resolution ** 2 * set.channels;
  const parts: string[] = [];
  for (let first = 0; first < total; first += PART) {
    const count = Math.min(PART, total - first);
    const part = join(folder, `${String(first).padStart(9, '0')}.features`);
    parts.push(part);
    if (sizeOf(part) === count * INCEPTION_FEATURES * 4) continue;
    const inception = inceptionFor(context, {weights, resolution: set.resolution, resize, count: total});
    const {batch} = inception;
    const features = new Float32Array(count * INCEPTION_FEATURES);
    const images = new Float32Array(batch * pixels);
    for (let at = 0; at < count; at += batch) {
      const some = Math.min(batch, count - at);
      for (let i = 0; i < some; i++) copyImage(set, first + at + i, {out: images, offset: i * pixels, mirror: false});
      const input = toInput(images, set.channels, {bytes: resize === 'tf'});
      features.set(inception.features(input, some), at * INCEPTION_FEATURES);
      context.report({done: first + at + some, total, unit: 'images'});
      await context.breathe();
    }
    writeFileDurably(part, new Uint8Array(features.buffer));
  }
  context.report({done: total, total, unit: 'images', detail: 'moments'});
  const rows = new RowFiles(parts, INCEPTION_FEATURES);
  const momentsOf = async (begin: number, dimensions: number): Promise<Moments> => {
    const sums = new MomentSums(dimensions);
    try {
      for (const block of rows.blocks(PART)) {
        sums.add(columns(block, INCEPTION_FEATURES, [begin, dimensions]));
        await context.breathe();
      }
      return sums.moments();
    } finally {
      sums.dispose();
    }
  };
  const pooled = await momentsOf(0, POOL_FEATURES);
  writeFileDurably(factor(''), new Uint8Array(factorOf(pooled, rows).buffer));
  const spatial = await momentsOf(POOL_FEATURES + CLASSES, SPATIAL_FEATURES);
  writeFileDurably(
    statistics,
    encodeNpz({
      mu: {shape: [POOL_FEATURES], data: pooled.mean},
      sigma: {shape: [POOL_FEATURES, POOL_FEATURES], data: pooled.covariance},
      spatial_mu: {shape: [SPATIAL_FEATURES], data: spatial.mean},
      spatial_sigma: {shape: [SPATIAL_FEATURES, SPATIAL_FEATURES], data: spatial.covariance},
    }),
  );
  const some = columns(rows.take(precisionRows(total)), INCEPTION_FEATURES, [0, POOL_FEATURES]);
  writeFileDurably(pool, new Uint8Array(some.buffer));
  const facts: ReferenceFacts = {
    count: total,
    split: settings.data.split,
    resize,
    inception: createHash('sha256').update(readFileSync(weights)).digest('hex'),
    resolution: set.resolution,
    channels: set.channels,
  };
  writeFileDurably(factsPath, `${JSON.stringify(facts, undefined, 1)}\n`);
  for (const part of parts) rmSync(part, {force: true});
};

/** A factor F of the covariance Σ = FFᵀ: by eigenvectors, or of fewer images than dimensions the centred rows. */
function factorOf(moments: Moments, rows: RowFiles): Float64Array {
  if (rows.count <= POOL_FEATURES) {
    const all = columns(rows.read(0, rows.count), INCEPTION_FEATURES, [0, POOL_FEATURES]);
    return factorOfRows(all, POOL_FEATURES).factor;
  }
  const frechet = new Frechet(POOL_FEATURES);
  try {
    frechet.setReference(moments);
    return frechet.referenceFactor();
  } finally {
    frechet.dispose();
  }
}
