/** Steps whose predictions come later, on a predictor that is a formula. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Predict, type State, stepSoon} from '../../src/diffusion/sampler.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {SAMPLER_KINDS} from '../../src/diffusion/settings.js';
import {type Tensor4D, tf} from '../../src/engine/tf.js';

const schedule = linearSchedule(50, [1e-3, 0.2]);
const predict: Predict = (x, {sigma}) => tf.tidy(() => tf.sin(tf.mul(x, 1 + sigma)) as Tensor4D);

for (const kind of SAMPLER_KINDS) {
  const steps = kind === 'ddpm' ? 50 : 6;
  const sampler = makeSampler(schedule, {kind, steps, ...(kind === 'heun' ? {churn: 2} : {})});

  test(`${kind}: stepSoon() gives the bits of step(), and frees what it made`, async () => {
    const before = tf.memory().numTensors;
    const start = tf.randomNormal([2, 4, 4, 1], 0, 1, 'float32', 1) as Tensor4D;
    const noise = tf.randomNormal([2, 4, 4, 1], 0, 1, 'float32', 2) as Tensor4D;
    let [at, soon]: [State, State] = [[start.clone()], [start.clone()]];
    for (let index = steps - 1; index >= 0; index--) {
      const drawn = sampler.usesNoise(index) ? noise : undefined;
      const next = sampler.step(at, index, {noise: drawn, predict});
      const later = await stepSoon(sampler, {state: soon, index, noise: drawn}, async (x, level) => {
        await new Promise(setImmediate);
        return predict(x, level);
      });
      assert.deepEqual(
        later.map((tensor) => tensor.dataSync()),
        next.map((tensor) => tensor.dataSync()),
      );
      tf.dispose([...at, ...soon]);
      [at, soon] = [next, later];
    }
    tf.dispose([...at, ...soon, start, noise]);
    assert.equal(tf.memory().numTensors, before);
  });
}

test('stepSoon() fails as its prediction fails, and frees what it made', async () => {
  const sampler = makeSampler(schedule, {kind: 'heun', steps: 6});
  const before = tf.memory().numTensors;
  const state: State = [tf.zeros([1, 2, 2, 1]) as Tensor4D];
  let asked = 0;
  const failing = async (x: Tensor4D, level: Parameters<Predict>[1]): Promise<Tensor4D> => {
    asked += 1;
    if (asked === 2) throw new Error('no memory');
    return predict(x, level);
  };
  await assert.rejects(stepSoon(sampler, {state, index: 5, noise: undefined}, failing), /no memory/);
  tf.dispose(state as never);
  assert.equal(tf.memory().numTensors, before);
});
