import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {evaluationsOf, SAMPLER_KINDS, type SamplerSettings} from '../../src/diffusion/settings.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {costAt, strategyCost} from '../../src/models/cost.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import type {Width} from '../../src/models/width.js';
import {fillNormals} from '../../src/random.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import {relativeError} from '../fixtures.js';

const config = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1, 2], attentionLevels: [1], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 0},
};
const layout = flatLayout(config);
const flat = initialWeights(layout, 3);
const extra = new Float32Array(flat.length);
fillNormals(extra, {seed: 3, stream: 1000});
for (let i = 0; i < flat.length; i++) flat[i]! += 0.05 * extra[i]!;

const widths: Width[] = ['4/8', '8/8'];
const four = new Generator({config, widths, batch: 4});
const eight = new Generator({config, widths, batch: 8});
for (const generator of [four, eight]) generator.load(flat);
const schedule = linearSchedule(50, [1e-3, 0.2]);
const settingsOf = (kind: SamplerSettings['kind']): SamplerSettings => ({
  kind,
  steps: kind === 'ddpm' ? 50 : 6,
  ...(kind === 'ddim' ? {eta: 0.5} : {}),
  ...(kind === 'heun' ? {churn: 2} : {}),
});
const full = (steps: number): Width[] => Array<Width>(steps).fill('8/8');

for (const kind of SAMPLER_KINDS) {
  const settings = settingsOf(kind);
  const sampler = makeSampler(schedule, settings);

  test(`${kind}: an image is the same in any batch to 1e-5, and whatever else is asked for`, async () => {
    const strategy = full(settings.steps).map((width, step) => (step % 2 === 0 ? '4/8' : width));
    const together = await eight.sample({sampler, strategy, images: imagesFrom(0, 8), seed: 5});
    const apart = await four.sample({sampler, strategy, images: [6, 1, 7, 3], seed: 5});
    for (const [place, image] of [6, 1, 7, 3].entries()) {
      const error = relativeError(
        apart.subarray(place * 64, (place + 1) * 64),
        together.subarray(image * 64, (image + 1) * 64),
      );
      assert.ok(error < 1e-5, `image ${image}: ${error}`);
    }
  });

  test(`${kind}: a strategy of full width equals the plain sampler bit for bit`, async () => {
    const plain = new Generator({config, widths: ['8/8'], batch: 4});
    plain.load(flat);
    const images = imagesFrom(0, 4);
    const stepped = await four.sample({sampler, strategy: full(settings.steps), images, seed: 1});
    assert.deepEqual(await plain.sample({sampler, strategy: full(settings.steps), images, seed: 1}), stepped);
    plain.dispose();
  });

  test(`${kind}: what sampling counts is what cost says`, async () => {
    const strategy = full(settings.steps).map((width, step): Width => (step < 3 ? '4/8' : width));
    const before = {evaluations: four.evaluations, macs: four.macs};
    await four.sample({sampler, strategy, images: imagesFrom(0, 4), seed: 2});
    const macs = new Map(widths.map((width) => [width, costAt(config, width).macs]));
    const expected = strategyCost(strategy, {macs, evaluations: evaluationsOf(settings)});
    assert.equal(four.evaluations - before.evaluations, expected.evaluations);
    assert.equal(four.macs - before.macs, expected.totalMacs);
  });
}

test('sampling frees every tensor but what it returns, whatever the sampler remembers', async () => {
  for (const kind of SAMPLER_KINDS) {
    const settings = settingsOf(kind);
    const sampler = makeSampler(schedule, settings);
    const before = tf.memory().numTensors;
    await four.sample({sampler, strategy: full(settings.steps), images: imagesFrom(0, 4), seed: 0});
    assert.equal(tf.memory().numTensors, before, kind);
  }
});

test('the event loop turns while the network computes', async () => {
  const x = tf.zeros([8, 8, 8, 1]) as Tensor4D;
  const t = tf.fill([8], 3) as Tensor1D;
  let turns = 0;
  const count = (): void => {
    turns += 1;
    if (turns < 1e6) immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);
  const noise = await eight.predict(x, t, {width: '8/8'});
  clearImmediate(immediate);
  assert.ok(turns > 1, `it turned ${turns} times`);
  tf.dispose([x, t, noise]);
});

test('a Heun step asks at its own width both times', async () => {
  const sampler = makeSampler(schedule, settingsOf('heun'));
  const asked: Width[] = [];
  const predict = four.predict.bind(four);
  four.predict = (x, t: Tensor1D, options) => {
    asked.push(options.width);
    return predict(x, t, options);
  };
  const options = {sampler, strategy: full(6).fill('4/8', 5), images: imagesFrom(0, 4), seed: 0};
  const state = four.start(options);
  const next = await four.step(state, 5, options);
  assert.deepEqual(asked, ['4/8', '4/8']);
  four.predict = predict;
  tf.dispose([...state, ...next]);
});

test('guidance mixes the predictions with and without a class, and counts both', async () => {
  const guided = {...config, classes: 3, unlabelled: true};
  const generator = new Generator({config: guided, widths: ['8/8'], batch: 2});
  const weights = initialWeights(flatLayout(guided), 4);
  const noise = new Float32Array(weights.length);
  fillNormals(noise, {seed: 4, stream: 1000});
  generator.load(weights.map((value, index) => value + 0.05 * noise[index]!));
  const x = tf.randomNormal([2, 8, 8, 1], 0, 1, 'float32', 1) as Tensor4D;
  const t = tf.tensor1d([7, 7]);
  const predict = async (labels: number[]): Promise<Float32Array> => {
    const classes = tf.tensor1d(labels, 'int32');
    return (await generator.predict(x, t, {width: '8/8', labels: classes})).dataSync() as Float32Array;
  };
  const [withClass, without] = [await predict([1, 2]), await predict([3, 3])];
  assert.ok(relativeError(withClass, without) > 1e-3);
  const sampler = {
    ...makeSampler(schedule, {kind: 'ddim', steps: 1}),
    step: (_: unknown, __: number, {predict: ask}: {predict: (x: Tensor4D, level: {t: number}) => Tensor4D}) => [
      ask(x, {t: 7}),
    ],
  } as unknown as ReturnType<typeof makeSampler>;
  const before = generator.evaluations;
  const options = {sampler, strategy: full(1), images: [0, 1], labels: [1, 2], seed: 0};
  const [mixed] = await generator.step([x], 0, {...options, guidance: 2.5});
  assert.equal(generator.evaluations - before, 2);
  const expected = without.map((value, index) => value + 2.5 * (withClass[index]! - value));
  assert.ok(relativeError(mixed.dataSync(), expected) < 1e-5);
  const [plain] = await generator.step([x], 0, options);
  assert.deepEqual(plain.dataSync(), withClass);
  assert.deepEqual(evaluationsOf({kind: 'heun', steps: 3, guidance: 2}), [2, 4, 4]);
  generator.dispose();
});
