/** However few passes a graph goes through: the same bits without gradients, the same numbers but for rounding with them. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inBranches} from '../../src/engine/operations.js';
import {type Precision, type ProgramSet, recordPrograms} from '../../src/engine/programs.js';
import type {Tensor1D, Tensor4D} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import {unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {fillNormals} from '../../src/random.js';
import {trainingState, trainingStep} from '../../src/training/step.js';
import {relativeError} from '../fixtures.js';

const config = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1, 2], attentionLevels: [1], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 3},
};
const layout = flatLayout(config);
const weights = initialWeights(layout, 3);
const extra = new Float32Array(weights.length);
fillNormals(extra, {seed: 3, stream: 1000});
for (let i = 0; i < weights.length; i++) weights[i]! += 0.05 * extra[i]!;

/** Predicts noise at width 4/8, in two branches. */
const networkIn = (precision: Precision): ProgramSet => ({
  state: {weights: {shape: [layout.size]}},
  programs: {
    predict: {
      inputs: {x: {shape: [8, 8, 8, 1]}, t: {shape: [8]}, labels: {shape: [8], dtype: 'int32'}},
      run: (inputs, state) => {
        const shape = unetShape(config, '4/8');
        const slices = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
        const predict = ({x, t, labels}: typeof inputs) =>
          unet(shape, slices, {x: x as Tensor4D, t: t as Tensor1D, labels: labels as Tensor1D});
        return {noise: inBranches(2, inputs, predict)};
      },
    },
  },
  precision,
});

for (const precision of ['float32', 'bfloat16'] as const) {
  test(`rewrite: 'fold-and-fuse' gives the bits of all passes, in ${precision}`, () => {
    const x = new Float32Array(512);
    fillNormals(x, {seed: 4, stream: 1000});
    const inputs = {
      x,
      t: Float32Array.from({length: 8}, (_, i) => 100 * i),
      labels: Int32Array.from(x.slice(0, 8), (_, i) => i % 3),
    };
    const [few, all] = (['fold-and-fuse', 'all'] as const).map((rewrite) => {
      const programs = recordPrograms({...networkIn(precision), rewrite});
      programs.write('weights', weights);
      const {noise} = programs.call('predict', inputs);
      programs.dispose();
      return noise!.dataSync();
    });
    assert.ok(all!.every(Number.isFinite) && new Set(all).size > 100);
    assert.deepEqual(few, all);
  });
}

test("rewrite: 'none' gives a training step's numbers of all passes, to rounding", () => {
  const batch = 8;
  const widths = ['8/8', '2/8'] as const;
  const network = {...config, classes: 0};
  const flat = flatLayout(network);
  const inputs: Record<string, Float32Array> = {x0: new Float32Array(512)};
  fillNormals(inputs.x0!, {seed: 5, stream: 1000});
  for (const [name, value] of Object.entries({rate: 1e-3, correction: 1, decay: 0.9}))
    inputs[name] = Float32Array.of(value);
  for (const place of widths.keys()) {
    inputs[`noise${place}`] = new Float32Array(512);
    fillNormals(inputs[`noise${place}`]!, {seed: 6 + place, stream: 1000});
    for (const name of ['t', 'signal', 'spread']) inputs[`${name}${place}`] = new Float32Array(batch).fill(0.7);
  }
  const [none, all] = (['none', 'all'] as const).map((rewrite) => {
    const programs = recordPrograms({
      state: trainingState(flat),
      programs: {step: trainingStep(widths, {config: network, layout: flat, batch, clip: 1})},
      rewrite,
    });
    programs.write('weights', weights.subarray(0, flat.size));
    const {losses} = programs.call('step', inputs);
    const after = {losses: losses!.dataSync(), first: programs.read('first').dataSync()};
    programs.dispose();
    return after;
  });
  assert.ok(all!.losses.every((loss) => loss > 0) && all!.first.some((value) => value !== 0));
  assert.ok(relativeError(none!.losses, all!.losses) < 1e-6);
  assert.ok(relativeError(none!.first, all!.first) < 1e-5);
});
