import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sampler, State} from '../../src/diffusion/sampler.js';
import {ancestral} from '../../src/diffusion/samplers/ancestral.js';
import {ddim} from '../../src/diffusion/samplers/ddim.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {levelsOf} from '../../src/diffusion/samplers/levels.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {SAMPLER_KINDS} from '../../src/diffusion/settings.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import type {Width} from '../../src/models/width.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {
  fixture,
  readJson,
  referenceConfig,
  referenceTimeTable,
  referenceWeights,
  relativeError,
  toChannelsLast,
} from '../fixtures.js';

const layout = flatLayout(referenceConfig);
const widths: Width[] = ['2/8', '4/8', '6/8', '8/8'];
const programs = recordPrograms({
  state: {weights: {shape: [layout.size]}},
  programs: Object.fromEntries(
    widths.map((width) => [
      width,
      {
        inputs: {x: {shape: [2, 16, 16, 3]}, t: {shape: [2]}, timeTable: {shape: [100, 64]}},
        run: ({x, t, timeTable}, state) => {
          const shape = unetShape(referenceConfig, width);
          const weights = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
          const feeds = {x: x as Tensor4D, t: t as Tensor1D, timeTable: timeTable as Tensor2D};
          return {y: unet(shape, weights, feeds)};
        },
      },
    ]),
  ),
});
programs.write('weights', tf.tensor1d(referenceWeights(layout)));
const timeTable = referenceTimeTable();
const strategy = readJson<{strategy: number[]}>('unet', 'reference.json').strategy;
const shape = [2, 16, 16, 3] as [number, number, number, number];

/** Runs a sampler with the reference strategy; `seen` gets x after each step. */
function run(
  sampler: Sampler,
  start: Float32Array,
  noise?: Float32Array,
  seen?: (index: number, x: Tensor4D) => void,
): Float32Array {
  let state: State = [tf.tensor4d(start, shape)];
  const size = start.length;
  for (let index = sampler.levels.length - 1; index >= 0; index--) {
    const noises = noise
      ? tf.tensor4d(toChannelsLast(noise.subarray(index * size, (index + 1) * size), [2, 3, 16, 16]), shape)
      : undefined;
    state = sampler.step(state, index, {
      noise: noises,
      predict: (x, {t}) => {
        const width: Width = `${strategy[t]! * 8}/8` as Width;
        return programs.call(width, {x, t: tf.fill([2], t), timeTable}).y as Tensor4D;
      },
    });
    seen?.(index, state[0]);
  }
  return tf.clipByValue(state[0], -1, 1).dataSync() as Float32Array;
}

test("ancestral() with a step-aware strategy equals the authors' sampler to 1e-3", () => {
  const {tensors} = readSafetensors(fixture('unet', 'ancestral.safetensors'));
  const last = (name: string): Float32Array => toChannelsLast(tensors.get(name)!.data, [2, 3, 16, 16]);
  const checked: number[] = [];
  const x0 = run(
    ancestral(linearSchedule(100, [1e-4, 0.02])),
    last('x_T'),
    tensors.get('noise')!.data as Float32Array,
    (index, x) => {
      if (!tensors.has(`x_after_${index}`)) return;
      checked.push(index);
      const error = relativeError(x.dataSync(), last(`x_after_${index}`));
      assert.ok(error < 1e-3, `after step ${index}: ${error}`);
    },
  );
  assert.deepEqual(checked, [99, 80, 50, 20, 0]);
  assert.ok(relativeError(x0, last('x_0')) < 1e-3);
});

test("ddim() with a step-aware strategy equals the authors' sampler to 1e-5", () => {
  const {tensors} = readSafetensors(fixture('unet', 'ddim.safetensors'));
  const sampler = ddim(linearSchedule(100, [1e-4, 0.02]), {steps: 10});
  assert.deepEqual(
    sampler.levels.map(({t}) => t),
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90],
  );
  let x: Tensor4D | undefined;
  run(sampler, toChannelsLast(tensors.get('x_T')!.data, [2, 3, 16, 16]), undefined, (_, now) => {
    x = now;
  });
  const golden = toChannelsLast(tensors.get('x_0')!.data, [2, 3, 16, 16]);
  // The golden is what the last step leaves, up to 6: their DDIM does not clip.
  assert.ok(Math.max(...golden) > 5);
  const error = relativeError(x!.dataSync(), golden);
  assert.ok(error < 1e-5, `${error}`);
});

test('levelsOf() knows where the steps of every sampler start', () => {
  const schedule = linearSchedule(100, [1e-4, 0.02]);
  for (const kind of SAMPLER_KINDS) {
    const settings = {kind, steps: kind === 'ddpm' ? 100 : 7};
    assert.deepEqual(levelsOf(schedule, settings), [...makeSampler(schedule, settings).levels], kind);
  }
  const karras = {kind: 'heun', steps: 5, spacing: 'karras'} as const;
  assert.deepEqual(levelsOf(schedule, karras), [...makeSampler(schedule, karras).levels]);
});
