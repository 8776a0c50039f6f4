/** Runs the stage `reference`: Inception's features of the training set, and their statistics for every score. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {importWeights} from '../../convert/import.js';
import {copyImage} from '../../data/dataset.js';
import {Frechet, factorOfRows} from '../../metrics/frechet.js';
import {CLASSES, POOL_FEATURES, PUBLISHED_INCEPTION, SPATIAL_FEATURES} from '../../models/inceptionShape.js';
import {writeFileDurably} from '../../store/files.js';
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
  const all = new Float32Array(total * INCEPTION_FEATURES);
  const pixels = set.resolution ** 2 * set.channels;
  const parts: string[] = [];
  for (let first = 0; first < total; first += PART) {
    const count = Math.min(PART, total - first);
    const part = join(folder, `${String(first).padStart(9, '0')}.features`);
    parts.push(part);
    const saved = existsSync(part) ? readFileSync(part) : undefined;
    let features: Float32Array;
    if (saved?.length === count * INCEPTION_FEATURES * 4) features = new Float32Array(new Uint8Array(saved).buffer);
    else {
      const inception = inceptionFor(context, {weights, resolution: set.resolution, resize, count: total});
      const {batch} = inception;
      features = new Float32Array(count * INCEPTION_FEATURES);
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
    all.set(features, first * INCEPTION_FEATURES);
  }
  context.report({done: total, total, unit: 'images', detail: 'moments'});
  const rows = columns(all, INCEPTION_FEATURES, [0, POOL_FEATURES]);
  const frechet = new Frechet(POOL_FEATURES);
  const full = total > POOL_FEATURES;
  const {mean, covariance} = full ? frechet.setReferenceFrom(rows) : frechet.momentsOf(rows);
  const root = full ? frechet.referenceFactor() : factorOfRows(rows, POOL_FEATURES).factor;
  frechet.dispose();
  writeFileDurably(factor(''), new Uint8Array(root.buffer));
  const spatialMoments = new Frechet(SPATIAL_FEATURES);
  const spatial = spatialMoments.momentsOf(
    columns(all, INCEPTION_FEATURES, [POOL_FEATURES + CLASSES, SPATIAL_FEATURES]),
  );
  spatialMoments.dispose();
  writeFileDurably(
    statistics,
    encodeNpz({
      mu: {shape: [POOL_FEATURES], data: mean},
      sigma: {shape: [POOL_FEATURES, POOL_FEATURES], data: covariance},
      spatial_mu: {shape: [SPATIAL_FEATURES], data: spatial.mean},
      spatial_sigma: {shape: [SPATIAL_FEATURES, SPATIAL_FEATURES], data: spatial.covariance},
    }),
  );
  writeFileDurably(pool, new Uint8Array(rows.buffer));
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
