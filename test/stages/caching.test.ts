import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {evaluationsOf} from '../../src/diffusion/settings.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {networkMacs} from '../../src/models/outer.js';
import {type Cached, executedCost} from '../../src/models/prediction.js';
import type {Width} from '../../src/models/width.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import {relativeError} from '../fixtures.js';
import {config, flat, KINDS, schedule} from './predictions.js';

const widths: Width[] = ['4/8', '8/8'];
const cut = {width: '8/8', outer: 1} as const;
const [fresh, kept]: Cached[] = [
  {...cut, fresh: true},
  {...cut, fresh: false},
];
const [plain, four, eight] = [
  new Generator({config, widths, batch: 4}),
  new Generator({config, widths, cuts: [cut], batch: 4}),
  new Generator({config, widths, cuts: [cut], batch: 8}),
];
for (const generator of [plain, four, eight]) generator.load(flat);
/** Fresh at every n-th step from the noisiest on. */
const every = (n: number, steps: number): Cached[] =>
  Array.from({length: steps}, (_, step) => ((steps - 1 - step) % n === 0 ? fresh! : kept!));

for (const settings of KINDS) {
  const name = `${settings.kind}${settings.guidance ? ', guided' : ''}`;
  const {steps, guidance} = settings;
  const sampler = makeSampler(schedule, settings);

  test(`${name}: cached at every step is the full network, bit for bit, and leaves the other programs as they are`, async () => {
    const options = {sampler, images: imagesFrom(0, 4), seed: 1, guidance};
    const wide = await plain.sample({...options, strategy: Array<Width>(steps).fill('8/8')});
    assert.deepEqual(await four.sample({...options, strategy: Array<Width>(steps).fill('8/8')}), wide);
    assert.deepEqual(await four.sample({...options, strategy: every(1, steps)}), wide);
    assert.notDeepEqual(await four.sample({...options, strategy: every(3, steps)}), wide);
  });

  test(`${name}: a cached image is the same in any batch, counts are what cost says, and tensors are freed`, async () => {
    const options = {sampler, strategy: every(3, steps), seed: 5, guidance};
    const tensors = tf.memory().numTensors;
    const before = {evaluations: eight.evaluations, macs: eight.macs};
    const together = await eight.sample({...options, images: imagesFrom(0, 8)});
    const costs = {...networkMacs(config, widths), evaluations: evaluationsOf(settings), seed: 5, replica: 0};
    const {evaluations, totalMacs} = executedCost(options.strategy, imagesFrom(0, 8), costs);
    assert.deepEqual([eight.evaluations - before.evaluations, eight.macs - before.macs], [evaluations, totalMacs]);
    const apart = await four.sample({...options, images: [6, 1, 7, 3], labels: [0, 1, 1, 1]});
    for (const [place, image] of [6, 1, 7, 3].entries()) {
      const [one, other] = [
        apart.subarray(place * 64, (place + 1) * 64),
        together.subarray(image * 64, (image + 1) * 64),
      ];
      assert.ok(relativeError(one, other) < 1e-4, `image ${image}: ${relativeError(one, other)}`);
    }
    assert.equal(tf.memory().numTensors, tensors);
  });
}

test('the outermost blocks on what was kept of the very same input give what the full network gives', async () => {
  const sampler = {
    ...makeSampler(schedule, {kind: 'ddim', steps: 2}),
    step: ([x]: [Tensor4D], _: number, {predict}: {predict(x: Tensor4D, level: {t: number}): Tensor4D}) => {
      predict(x, {t: 7}).dispose();
      return [tf.clone(x)];
    },
  } as unknown as ReturnType<typeof makeSampler>;
  const x = tf.randomNormal([4, 8, 8, 1], 0, 1, 'float32', 1) as Tensor4D;
  const options = {sampler, strategy: [kept!, fresh!], images: imagesFrom(0, 4), seed: 1};
  const state = await four.step([x], 1, options);
  assert.equal(state.length, 2);
  assert.deepEqual(state[1]!.shape, [4, 8, 8, 16]);
  const asking = {
    ...sampler,
    step: ([own]: [Tensor4D], _: number, {predict}: {predict(x: Tensor4D, level: {t: number}): Tensor4D}) => [
      predict(own, {t: 7}),
    ],
  } as unknown as typeof sampler;
  const next = await four.step(state, 0, {...options, sampler: asking});
  const labels = tf.tensor1d([0, 1, 0, 1], 'int32');
  const whole = await four.predict(x, tf.fill([4], 7) as Tensor1D, {width: '8/8', labels});
  assert.ok(relativeError(next[0].dataSync(), whole.dataSync()) < 1e-6);
  const other = await four.step([tf.neg(x) as Tensor4D, state[1]!], 0, {...options, sampler: asking});
  assert.ok(relativeError(other[0].dataSync(), whole.dataSync()) > 1e-2);
});

test('a cached step after one that kept nothing is refused', async () => {
  const sampler = makeSampler(schedule, {kind: 'ddim', steps: 2});
  const options = {sampler, images: imagesFrom(0, 4), seed: 1};
  await assert.rejects(four.sample({...options, strategy: [kept!, '8/8']}), /needs what the step before it kept/);
  await assert.rejects(four.sample({...options, strategy: [fresh!, kept!]}), RangeError);
});
