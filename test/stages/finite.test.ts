/** Weights and images that are not finite: found where they are read and made, since a ReLU takes NaN for 0. */
import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {makeFolder} from '../../src/commit.js';
import {inceptionTensors} from '../../src/convert/families.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {SAMPLER_KINDS, SAMPLERS, type SamplerSettings} from '../../src/diffusion/settings.js';
import {clipUnit} from '../../src/engine/operations.js';
import {tf} from '../../src/engine/tf.js';
import {initialClassifier} from '../../src/metrics/classifier.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import type {ProblemError} from '../../src/problem.js';
import {measureImages} from '../../src/stages/evaluate/measure.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import {classifierMetric} from '../../src/stages/metrics/classifier.js';
import {Inception} from '../../src/stages/metrics/inceptionNetwork.js';
import {encodeFlat, readFlat} from '../../src/stages/weights.js';
import {writeJson} from '../../src/store/files.js';
import {classifierFiles} from '../../src/store/runFolder.js';
import {encodeSafetensors, writeSafetensors} from '../../src/weights/safetensors.js';
import {inceptionWeight} from '../fixtures.js';
import {config, flat, schedule} from './predictions.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-finite-'));
const layout = flatLayout(config);
const code =
  (wanted: string, pattern: RegExp) =>
  (error: ProblemError): boolean => {
    assert.equal(error.problems?.[0]?.code, wanted, String(error));
    assert.match(error.message, pattern);
    return true;
  };

/** Weights of which the last bias of the network is something else. */
const broken = (value: number): Float32Array => {
  const {offset} = layout.parameters.find(({name}) => name === 'tail.2.bias')!;
  return flat.with(offset, value);
};

test('clipUnit() cuts to [−1, 1] bit for bit, and makes NaN of what is not finite', () => {
  const values = Float32Array.of(-2, -1, -1e-30, -0, 0, 0.3, 1, 3e38, Number.NaN, Infinity, -Infinity);
  const clipped = tf.tidy(() => clipUnit(tf.tensor1d(values)).dataSync() as Float32Array);
  assert.deepEqual([...clipped].slice(0, 8), [-1, -1, Math.fround(-1e-30), -0, 0, Math.fround(0.3), 1, 1]);
  assert.ok([...clipped].slice(8).every(Number.isNaN), String(clipped));
});

const generator = new Generator({config, widths: ['8/8'], batch: 2});
const samplers: SamplerSettings[] = SAMPLER_KINDS.flatMap((kind) => {
  const settings = {kind, steps: kind === 'ddpm' ? 20 : 4};
  return SAMPLERS[kind].options.clip ? [settings, {...settings, clip: true}, {...settings, clip: false}] : [settings];
});

test('Generator refuses images that are not finite with every sampler, clipped or not', async () => {
  for (const value of [Number.NaN, Infinity, -Infinity]) {
    generator.load(broken(value));
    for (const settings of samplers) {
      const sampler = makeSampler(schedule, settings);
      const strategy = sampler.levels.map(() => '8/8' as const);
      await assert.rejects(
        generator.sample({sampler, strategy, images: [7, 8], seed: 0}),
        code('non-finite-images', /image 7 is not finite/),
        `${JSON.stringify(settings)} with ${value}`,
      );
    }
  }
});

test('a sampler whose σ overflows makes no pictures', async () => {
  generator.load(flat);
  const sampler = makeSampler(linearSchedule(20, [1e-3, 0.2]), {
    kind: 'euler',
    steps: 4,
    spacing: 'karras',
    rho: 0.001,
  });
  const strategy = sampler.levels.map(() => '8/8' as const);
  await assert.rejects(
    generator.sample({sampler, strategy, images: imagesFrom(0, 2), seed: 0}),
    code('non-finite-images', /image 0/),
  );
});

/** A classifier as its stage leaves it, of images of 4 × 4 pixels. */
function classifierIn(name: string, change: (flat: Float32Array) => void = () => {}): string {
  const stage = join(folder, name);
  const {weights, reference} = classifierFiles(stage);
  const shape = {resolution: 4, channels: 1, classes: 2, features: 4};
  const values = initialClassifier(shape, 1);
  change(values);
  makeFolder(dirname(weights));
  writeFileSync(weights, encodeSafetensors(new Map([['classifier', {shape: [values.length], data: values}]])));
  const covariance = Array.from({length: 16}, (_, at) => (at % 5 === 0 ? 1 : 0));
  writeJson(reference, {config: shape, accuracy: 1, heldOut: 1, count: 9, mean: [0, 0, 0, 0], covariance});
  return stage;
}

test('a metric gives an image that is not finite no features, and its neighbours theirs', async () => {
  const metric = classifierMetric(classifierIn('sound'));
  const images = Float32Array.from({length: 3 * 16}, (_, at) => Math.sin(at));
  const before = await metric.features(images, 3);
  assert.ok(before.every(Number.isFinite));
  // More images than are counted: a batch may be larger.
  const after = await metric.features(images.with(20, Number.NaN), 2);
  assert.deepEqual(after.subarray(0, 4), before.subarray(0, 4));
  assert.ok(after.subarray(4).every(Number.isNaN) && after.length === 8, String(after));

  const maker = {
    images: 3,
    shape: {resolution: 4, imageChannels: 1},
    async *from() {
      yield {images: images.with(20, Infinity), count: 3};
    },
  };
  const watch = {report() {}, warn() {}, breathe: async () => {}, stopping: async () => false};
  const work = {evaluations: 1, macs: 1, latencyMs: null};
  await assert.rejects(
    measureImages(join(folder, 'row'), maker, {
      ...{watch, metric, asked: {scores: [], jackknife: 0}, report() {}, work},
    }),
    code('non-finite-images', /image 1 of the row in .*row is not finite/),
  );
  metric.dispose();
});

test('weights that are not finite are refused where they are read', () => {
  const file = join(folder, 'weights.safetensors');
  for (const value of [Number.NaN, Infinity]) {
    writeFileSync(file, encodeFlat(layout, broken(value)));
    assert.throws(() => readFlat(layout, file), code('non-finite-weights', /tail\.2\.bias holds (NaN|Infinity)/));
  }
  assert.throws(
    () => classifierMetric(classifierIn('broken', (values) => values.set([Number.NaN], 3))),
    code('non-finite-weights', /classifier holds NaN \(number 3/),
  );
  const inception = join(folder, 'inception.safetensors');
  const options = {weights: inception, batch: 1, size: [8, 8] as [number, number], resize: 'torch' as const};
  const write = (shapes: Map<string, number[]>, change: (data: Float32Array) => void): void =>
    writeSafetensors(inception, {
      ...{shapes, metadata: {}},
      read(name) {
        const tensor = inceptionWeight(name);
        if (name === 'Mixed_5b.branch1x1.bn.running_var') change(tensor.data as Float32Array);
        return tensor;
      },
    });
  // A variance below zero has a root that is no number.
  write(inceptionTensors(), (data) => data.set([-1], 2));
  assert.throws(() => new Inception(options), code('non-finite-weights', /inception\.safetensors: .*NaN/));
  const few = inceptionTensors();
  few.delete('fc.bias');
  write(few, () => {});
  assert.throws(() => new Inception(options), code('weights', /is not Inception: it lacks 1 of its tensors.*fc\.bias/));
});
