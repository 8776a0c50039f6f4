/** Samplers on a Gaussian, whose noise prediction and whose solution are known exactly. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {State} from '../../src/diffusion/sampler.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {type Level, linearSchedule, signalOf, spreadOf} from '../../src/diffusion/schedule.js';
import type {SamplerSettings} from '../../src/diffusion/settings.js';
import {type Tensor4D, tf} from '../../src/engine/tf.js';

/** A fine schedule, so that rounding to whole time steps is no error of its own. */
const T = 20_000;
const schedule = linearSchedule(T, [0.1 / T, 20 / T]);
const [MEAN, DEVIATION] = [0.3, 0.5];
const variance = (sigma: number): number => (signalOf(sigma) * DEVIATION) ** 2 + spreadOf(sigma) ** 2;

const predict = (x: Tensor4D, {sigma}: Level): Tensor4D =>
  tf.mul(tf.sub(x, signalOf(sigma) * MEAN), spreadOf(sigma) / variance(sigma)) as Tensor4D;

/** Largest error of a sampler from its noisiest level to its cleanest; the step after that, to no noise, is left out. */
function errorOf(settings: SamplerSettings): number {
  const sampler = makeSampler(schedule, settings);
  const values = [-2, -1, -0.5, 0.1, 0.7, 1.3, 2.1];
  let state: State = [tf.tensor4d(values, [1, 1, 1, values.length])];
  for (let index = sampler.levels.length - 1; index > 0; index--) state = sampler.step(state, index, {predict});
  const [first, last] = [sampler.levels.at(-1)!.sigma, sampler.levels[0]!.sigma];
  const growth = Math.sqrt(variance(last) / variance(first));
  const found = state[0].dataSync();
  return Math.max(
    ...values.map((x, i) => Math.abs(found[i]! - (signalOf(last) * MEAN + (x - signalOf(first) * MEAN) * growth))),
  );
}

/** The slope of log error over log steps. */
const orderOf = (settings: SamplerSettings, [few, many]: [number, number]): number =>
  Math.log(errorOf({...settings, steps: few}) / errorOf({...settings, steps: many})) / Math.log(many / few);

/** Steps of equal length in log σ, as the solvers' orders are proven for. */
const equal = {spacing: 'karras', rho: 100, sigmaMin: 0.1, sigmaMax: 1000, steps: 0, lowerOrderFinal: false} as const;
const CASES: [string, SamplerSettings, number, [number, number]][] = [
  ['ddim', {kind: 'ddim', steps: 0, spacing: 'trailing'}, 1, [50, 200]],
  ['euler', {kind: 'euler', ...equal}, 1, [30, 90]],
  ['heun', {kind: 'heun', ...equal}, 2, [30, 90]],
  ['dpm-solver 1', {kind: 'dpm-solver', ...equal, order: 1}, 1, [30, 90]],
  ['dpm-solver 2', {kind: 'dpm-solver', ...equal, order: 2}, 2, [30, 90]],
  ['dpm-solver 3 as published', {kind: 'dpm-solver', ...equal, order: 3}, 2, [30, 90]],
  ['dpm-solver 3', {kind: 'dpm-solver', ...equal, order: 3, solver: 'taylor'}, 3, [30, 90]],
  ['dpm-solver++ 1', {kind: 'dpm-solver++', ...equal, order: 1}, 1, [30, 90]],
  ['dpm-solver++ 2', {kind: 'dpm-solver++', ...equal, order: 2}, 2, [30, 90]],
  ['dpm-solver++ 3 as published', {kind: 'dpm-solver++', ...equal, order: 3}, 2, [30, 90]],
  ['dpm-solver++ 3', {kind: 'dpm-solver++', ...equal, order: 3, solver: 'taylor'}, 3, [30, 90]],
  ['unipc 1', {kind: 'unipc', ...equal, order: 1}, 2, [30, 90]],
  ['unipc 2', {kind: 'unipc', ...equal, order: 2}, 3, [30, 90]],
  ['unipc 3', {kind: 'unipc', ...equal, order: 3}, 3, [30, 90]],
];

for (const [name, settings, order, steps] of CASES) {
  test(`the error of ${name} falls with order ${order}`, () => {
    const found = orderOf(settings, steps);
    assert.ok(found > order - 0.35, `order ${found.toFixed(2)}`);
  });
}
