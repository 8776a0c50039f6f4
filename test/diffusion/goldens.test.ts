/** Every sampler against diffusers' on an analytic model (test/fixtures/samplers). */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sampler, State} from '../../src/diffusion/sampler.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {
  type DiffusionSettings,
  type Level,
  linearSchedule,
  scheduleOf,
  signalOf,
} from '../../src/diffusion/schedule.js';
import {evaluationsOf, type SamplerSettings} from '../../src/diffusion/settings.js';
import {type Tensor4D, tf} from '../../src/engine/tf.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, relativeError} from '../fixtures.js';

interface Golden {
  sum: number;
  evaluations: number;
  timesteps: number[];
}
const goldens = readJson<{runs: Record<string, Golden>}>('samplers', 'analytic-model.json').runs;
const {tensors} = readSafetensors(fixture('samplers', 'analytic-model.safetensors'));
const schedule = linearSchedule(1000, [1e-4, 0.02]);

/** 0 … 767 over 768 as [3, 8, 8, 4], its last axis brought to the front. */
const start = Float32Array.from({length: 768}, (_, place) => {
  const [batch, rest] = [Math.floor(place / 192), place % 192];
  return (rest * 4 + batch) / 768;
});

/** Runs a sampler; `model` gives the noise. Counts evaluations and notes where they were made. */
function sample(sampler: Sampler, x: Tensor4D, model: (x: Tensor4D, level: Level) => Tensor4D) {
  const asked: Level[] = [];
  let state: State = [x];
  for (let index = sampler.levels.length - 1; index >= 0; index--) {
    state = sampler.step(state, index, {
      predict: (now, level) => {
        asked.push(level);
        return model(now, level);
      },
    });
  }
  return {values: state[0].dataSync() as Float32Array, asked};
}

const model = (x: Tensor4D, {t}: Level): Tensor4D => tf.mul(x, t / (t + 1));
const scaled = (factor: number): Tensor4D =>
  tf.tensor4d(
    start.map((value) => value * factor),
    [1, 1, 1, 768],
  );

const settingsOf = (name: string): SamplerSettings => {
  const steps = Number(/-(\d+)(-no|$)/.exec(name)![1]);
  const [, kind, order, solver] = /^(dpmsolver\+\+|dpmsolver|unipc)-order(\d)-(\w+)/.exec(name) ?? [];
  if (name.startsWith('ddim')) return {kind: 'ddim', steps};
  if (name.startsWith('heun')) return {kind: 'heun', steps};
  if (name.startsWith('euler')) return {kind: 'euler', steps};
  return {
    kind: kind!.replace('dpmsolver', 'dpm-solver') as SamplerSettings['kind'],
    steps,
    order: Number(order),
    solver: solver as SamplerSettings['solver'],
    lastSigma: 'min',
    ...(name.endsWith('nolowerfinal') ? {lowerOrderFinal: false} : {}),
  };
};

for (const [name, golden] of Object.entries(goldens)) {
  if (name.startsWith('edm')) continue;
  test(`${name} equals diffusers' to 1e-4`, () => {
    const settings = settingsOf(name);
    const sampler = makeSampler(schedule, settings);
    // The solvers in σ start from σ · noise, ours from noise as the network sees it.
    const {sigma} = sampler.levels.at(-1)!;
    const inSigma = settings.kind === 'heun' || settings.kind === 'euler';
    const {values, asked} = sample(sampler, scaled(inSigma ? sigma * signalOf(sigma) : 1), model);
    const error = relativeError(values, tensors.get(name)!.data as Float32Array);
    assert.ok(error < 1e-4, `${error}`);
    const times = asked.map(({t}) => t);
    assert.equal(asked.length, golden.evaluations);
    assert.equal(
      evaluationsOf(settings).reduce((a, b) => a + b, 0),
      golden.evaluations,
    );
    for (const [index, t] of golden.timesteps.entries())
      assert.ok(Math.abs(times[index]! - t) < 1e-3, `${times[index]} for ${t}`);
    const sum = values.reduce((a, b) => a + Math.abs(b), 0);
    assert.ok(Math.abs(sum - golden.sum) < 1e-2, `sum ${sum} for ${golden.sum}`);
  });
}

test("euler with EDM's levels and preconditioning equals diffusers' to 1e-4", () => {
  const sampler = makeSampler(schedule, {kind: 'euler', steps: 10, spacing: 'karras', sigmaMin: 0.002, sigmaMax: 80});
  const data = 0.5;
  const {values, asked} = sample(sampler, scaled(1), (seen, {sigma}) => {
    const x = tf.mul(seen, 1 / signalOf(sigma)) as Tensor4D;
    const norm = Math.sqrt(sigma ** 2 + data ** 2);
    const t = Math.log(sigma) / 4;
    const output = tf.mul(x, t / (t + 1) / norm);
    const clean = tf.add(tf.mul(x, (data / norm) ** 2), tf.mul(output, (sigma * data) / norm));
    return tf.div(tf.sub(x, clean), sigma) as Tensor4D;
  });
  const error = relativeError(values, tensors.get('edm-euler-10')!.data as Float32Array);
  assert.ok(error < 1e-4, `${error}`);
  const times = asked.map(({sigma}) => Math.log(sigma) / 4);
  for (const [index, t] of goldens['edm-euler-10']!.timesteps.entries())
    assert.ok(Math.abs(times[index]! - t) < 1e-4, `${times[index]} for ${t}`);
});

// The same set-up in diffusers 0.39 with final_sigmas_type="zero".
const TO_ZERO: [SamplerSettings, number][] = [
  [{kind: 'dpm-solver++', steps: 10, order: 1}, 169.9294],
  [{kind: 'dpm-solver++', steps: 10, order: 2}, 185.0114],
  [{kind: 'dpm-solver++', steps: 10, order: 3}, 187.5937],
  [{kind: 'unipc', steps: 10, order: 1}, 175.8761],
  [{kind: 'unipc', steps: 10, order: 2}, 186.762],
  [{kind: 'unipc', steps: 10, order: 3}, 187.5004],
];
for (const [settings, expected] of TO_ZERO) {
  test(`${settings.kind} of order ${settings.order}, ending at σ = 0, has diffusers' sum`, () => {
    const {values} = sample(makeSampler(schedule, settings), scaled(1), model);
    const sum = values.reduce((a, b) => a + Math.abs(b), 0);
    assert.ok(Math.abs(sum - expected) < 1e-2, `${sum} for ${expected}`);
  });
}

// The same for every schedule and every output of the network.
const predictions = readSafetensors(fixture('samplers', 'predictions.safetensors')).tensors;
const last = (kind: SamplerSettings['kind']): Partial<SamplerSettings> =>
  ['dpm-solver', 'dpm-solver++', 'unipc'].includes(kind) ? {order: 2, lastSigma: 'min'} : {};

test("samplers equal diffusers' to 2e-4 with every schedule and prediction type", () => {
  assert.equal(predictions.size, 63);
  for (const [name, {data}] of predictions) {
    const [sampler, schedule, prediction] = name.split(' ') as [string, never, never];
    const kind = sampler.replace('-clip', '') as SamplerSettings['kind'];
    const process: DiffusionSettings = {steps: 1000, schedule, betas: [1e-4, 0.02], prediction};
    const made = makeSampler(scheduleOf(process), {
      ...{kind, steps: 10, ...(sampler.endsWith('-clip') ? {clip: true, clipNoise: false} : {})},
      ...last(kind),
    });
    const {sigma} = made.levels.at(-1)!;
    // diffusers' Euler and Heun start from √(σ² + 1) or σ times the noise.
    const scale = kind === 'euler' || kind === 'heun' ? sigma * signalOf(sigma) : 1;
    const x = tf.tensor4d(
      Float32Array.from({length: 64}, (_, i) => (i / 64) * scale),
      [1, 8, 8, 1],
    );
    const {values} = sample(made, x, (now, {t}) => tf.mul(now, (t + 100) / (t + 200)));
    const error = relativeError(values, data as Float32Array);
    // The cosine schedule ends at σ = 2·10⁴: solvers that multiply by σ lose that much of float32's 7 digits.
    const limit = schedule === 'cosine' && !sampler.startsWith('ddim') ? 2e-2 : 2e-4;
    assert.ok(error < limit, `${name}: ${error}`);
  }
});
