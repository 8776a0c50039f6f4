/** Runs the stage `reference`: Inception's features of the training set, and their statistics for every score. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {remove} from '../../commit.js';
import {importWeights} from '../../convert/import.js';
import {copyImage, type ImageSet} from '../../data/dataset.js';
import {Frechet, factorOfRows, type Moments} from '../../metrics/frechet.js';
import {precisionRows} from '../../metrics/scores.js';
import {CLASSES, POOL_FEATURES, PUBLISHED_INCEPTION, SPATIAL_FEATURES} from '../../models/inceptionShape.js';
import {hashOfFile, sizeOf, writeFileDurably, writeJson} from '../../store/files.js';
import {RowFiles} from '../../store/rows.js';
import {referenceFiles} from '../../store/runFolder.js';
import {encodeNpz} from '../../weights/npz.js';
import {readSafetensorsHeader} from '../../weights/safetensors.js';
import type {Watch} from '../context.js';
import {columns, inceptionFor, type ReferenceFacts, toInput} from '../metrics/inception.js';
import {INCEPTION_FEATURES, type Inception} from '../metrics/inceptionNetwork.js';
import {requireTwo} from '../metrics/metric.js';
import type {RunStage} from '../stage.js';
import {FoldedFeatures} from './folded.js';
import type {ReferenceMeans, ReferenceSettings} from './stage.js';

/** Images whose features are saved at once. */
const PART = 1024;
/** Parts that are kept before they are summed and deleted: 1.3 GB. */
const FOLD = 64;

export const runReference: RunStage<ReferenceSettings, ReferenceMeans> = async (settings, _inputs, context) => {
  const {folder, means} = context;
  const {resize} = settings;
  const {inception: weights, statistics, facts: factsPath, factor, pool} = referenceFiles(folder);
  if (!existsSync(weights)) await importWeights(means.inception, {out: weights, weights: 'ema', only: 'inception'});
  if (!readSafetensorsHeader(weights).metadata.source?.startsWith(PUBLISHED_INCEPTION))
    context.warn(
      `${means.named} is not known to be the published Inception: distances by it are not those that are published`,
    );
  const set = context.images();
  const total = set.count;
  requireTwo(total);
  const folded = await FoldedFeatures.open({
    folder,
    width: INCEPTION_FEATURES,
    ranges: {pooled: [0, POOL_FEATURES], spatial: [POOL_FEATURES + CLASSES, SPATIAL_FEATURES]},
    rows: FOLD * PART,
    aside: precisionRows(total),
    breathe: context.breathe,
  });
  try {
    let parts: string[] = [];
    for (let first = 0; first < total; first += PART) {
      const part = join(folder, `${String(first).padStart(9, '0')}.features`);
      if (first < folded.count) {
        remove(part);
        continue;
      }
      const count = Math.min(PART, total - first);
      if (sizeOf(part) !== count * INCEPTION_FEATURES * 4) {
        const inception = inceptionFor(context, {weights, resolution: set.resolution, resize, count: total});
        const features = await featuresOf(set, {inception, context, resize, first, count});
        writeFileDurably(part, new Uint8Array(features.buffer));
      }
      parts.push(part);
      if (parts.length < FOLD || first + PART >= total) continue;
      await folded.fold(parts);
      parts = [];
    }
    context.report({done: total, total, unit: 'images', detail: 'moments'});
    const {pooled, spatial, aside} = await folded.finish(parts);
    const rows = new RowFiles(parts, INCEPTION_FEATURES);
    writeFileDurably(factor(''), new Uint8Array(factorOf(pooled, rows).buffer));
    writeFileDurably(
      statistics,
      encodeNpz({
        mu: {shape: [POOL_FEATURES], data: pooled.mean},
        sigma: {shape: [POOL_FEATURES, POOL_FEATURES], data: pooled.covariance},
        spatial_mu: {shape: [SPATIAL_FEATURES], data: spatial.mean},
        spatial_sigma: {shape: [SPATIAL_FEATURES, SPATIAL_FEATURES], data: spatial.covariance},
      }),
    );
    writeFileDurably(pool, new Uint8Array(aside.buffer));
    const facts: ReferenceFacts = {
      count: total,
      split: settings.data.split,
      resize,
      inception: hashOfFile(weights),
      resolution: set.resolution,
      channels: set.channels,
    };
    writeJson(factsPath, facts);
    for (const part of parts) remove(part);
    folded.remove();
  } finally {
    folded.dispose();
  }
};

/** Features of `count` images from `first` on, [count, INCEPTION_FEATURES]. */
async function featuresOf(set: ImageSet, {inception, context, resize, first, count}: Batches): Promise<Float32Array> {
  const pixels = set.resolution ** 2 * set.channels;
  const features = new Float32Array(count * INCEPTION_FEATURES);
  const images = new Float32Array(inception.batch * pixels);
  for (let at = 0; at < count; at += inception.batch) {
    const some = Math.min(inception.batch, count - at);
    for (let i = 0; i < some; i++) copyImage(set, first + at + i, {out: images, offset: i * pixels, mirror: false});
    const input = toInput(images, set.channels, {bytes: resize === 'tf'});
    features.set(await inception.features(input, some), at * INCEPTION_FEATURES);
    context.report({done: first + at + some, total: set.count, unit: 'images'});
    await context.breathe();
  }
  return features;
}

interface Batches {
  inception: Inception;
  context: Watch;
  resize: ReferenceSettings['resize'];
  first: number;
  count: number;
}

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
