import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {evaluationsOf, type SamplerSettings} from '../../src/diffusion/settings.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {networkMacs} from '../../src/models/outer.js';
import {executedCost, type Mixture, meanCost, sharesOf} from '../../src/models/prediction.js';
import type {Width} from '../../src/models/width.js';
import {measureTogether} from '../../src/stages/evaluate/together.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import type {Metric} from '../../src/stages/metrics/metric.js';
import {relativeError} from '../fixtures.js';
import {config, flat, KINDS, schedule} from './predictions.js';

const widths: Width[] = ['2/8', '4/8', '8/8'];
const costs = networkMacs(config, widths);
const [four, eight] = [4, 8].map((batch) => new Generator({config, widths, batch})) as [Generator, Generator];
for (const generator of [four, eight]) generator.load(flat);

const mixture: Mixture = {levels: widths, chances: [1, 0.6, 0.4], together: 4};
const all = (steps: number): Mixture[] => Array<Mixture>(steps).fill(mixture);

test('a mixed step predicts the sum of what its networks predict, each times its share', async () => {
  const sampler = {
    ...makeSampler(schedule, {kind: 'ddim', steps: 1}),
    step: ([x]: [Tensor4D], _: number, {predict}: {predict(x: Tensor4D, level: {t: number}): Tensor4D}) => [
      predict(x, {t: 7}),
    ],
  } as unknown as ReturnType<typeof makeSampler>;
  const x = tf.randomNormal([8, 8, 8, 1], 0, 1, 'float32', 1) as Tensor4D;
  const t = tf.fill([8], 7) as Tensor1D;
  const labels = tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1], 'int32');
  const each = await Promise.all(
    widths.map(async (width) => (await eight.predict(x, t, {width, labels})).dataSync() as Float32Array),
  );
  const seen = new Set<string>();
  for (let replica = 0; replica < 12; replica++) {
    const [mixed] = await eight.step([x], 0, {
      sampler,
      strategy: [mixture],
      images: imagesFrom(0, 8),
      seed: 1,
      replica,
    });
    const shares = imagesFrom(0, 8).map((image) => sharesOf(mixture, {seed: 1, step: 0, replica, image}));
    const expected = each[0]!.map((_, at) =>
      each.reduce((sum, noise, level) => sum + shares[Math.floor(at / 64)]![level]! * noise[at]!, 0),
    );
    assert.ok(relativeError(mixed.dataSync(), expected) < 1e-5);
    seen.add(JSON.stringify(shares));
    mixed.dispose();
  }
  assert.ok(seen.size > 4);
  assert.ok(relativeError(each[0]!, each[2]!) > 1e-2);
});

for (const settings of KINDS) {
  const name = `${settings.kind}${settings.guidance ? ', guided' : ''}`;
  const sampler = makeSampler(schedule, settings);
  const {guidance} = settings;

  test(`${name}: a mixture whose chances are all 1 is the widest network, bit for bit`, async () => {
    const strategy = all(settings.steps).map((one) => ({...one, chances: [1, 1, 1]}));
    const options = {sampler, images: imagesFrom(0, 4), seed: 1, guidance};
    const wide = await four.sample({...options, strategy: Array<Width>(settings.steps).fill('8/8')});
    const before = four.macs;
    assert.deepEqual(await four.sample({...options, strategy}), wide);
    const {totalMacs} = executedCost(strategy, options.images, {
      ...{...costs, evaluations: evaluationsOf(settings), seed: 1, replica: 0},
    });
    assert.equal(four.macs - before, totalMacs);
  });

  test(`${name}: an image is the same in any batch, and counts are what cost says`, async () => {
    const options = {sampler, strategy: all(settings.steps), seed: 5, guidance};
    const cost = {...costs, evaluations: evaluationsOf(settings), seed: 5, replica: 0};
    const tensors = tf.memory().numTensors;
    const before = {evaluations: eight.evaluations, macs: eight.macs};
    const together = await eight.sample({...options, images: imagesFrom(0, 8)});
    const expected = executedCost(options.strategy, imagesFrom(0, 8), cost);
    assert.equal(eight.evaluations - before.evaluations, expected.evaluations);
    assert.equal(eight.macs - before.macs, expected.totalMacs);
    const labels = [0, 1, 1, 1];
    const apart = await four.sample({...options, images: [6, 1, 7, 3], labels});
    for (const [place, image] of [6, 1, 7, 3].entries()) {
      const error = relativeError(
        apart.subarray(place * 64, (place + 1) * 64),
        together.subarray(image * 64, (image + 1) * 64),
      );
      assert.ok(error < 1e-4, `image ${image}: ${error}`);
    }
    assert.equal(tf.memory().numTensors, tensors);
  });
}

test('a mixed row that is taken up half way ends in the same bits, and says what it cost', async () => {
  const metric: Metric = {
    ...{name: 'sum', dimensions: 1, fewest: 1, dispose() {}},
    features: async (images, count) => Float32Array.from({length: count}, (_, i) => images[64 * i + 9]!),
    needed: (features) => features,
    distance: () => 0,
    measure: (needed) => ({distance: needed.reduce((sum, one, i) => sum + (i + 1) * one, 0), scores: {}}),
  };
  const watch = {report() {}, warn() {}, breathe: async () => {}, stopping: async () => false};
  const settings: SamplerSettings = {kind: 'ddim', steps: 6};
  const strategy = all(6);
  const evaluations = evaluationsOf(settings);
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-mixing-'));
  const measure = async () => {
    const [measured] = await measureTogether(
      [{folder, strategy}],
      {evaluations, images: 14, seed: 5, repeat: 0, guidance: undefined, sampler: makeSampler(schedule, settings)},
      {watch, metric, asked: {scores: [], jackknife: 0}, report() {}, generator: () => four},
    );
    return measured!;
  };
  const whole = await measure();
  const {totalMacs} = meanCost(strategy, 14, {...costs, evaluations, seed: 5, replica: 0});
  assert.deepEqual([whole.evaluations, whole.macs], [6, totalMacs]);
  for (const name of readdirSync(folder)) {
    if (name.startsWith('measured') || /^0000000(08|12)-/.test(name)) rmSync(join(folder, name));
  }
  const again = await measure();
  assert.deepEqual({...again, latencyMs: 0}, {...whole, latencyMs: 0});
});
