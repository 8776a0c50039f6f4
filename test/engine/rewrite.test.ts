/** A network without gradients gives the same bits however few passes its graph goes through. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inBranches} from '../../src/engine/operations.js';
import {type Precision, type ProgramSet, recordPrograms} from '../../src/engine/programs.js';
import type {Tensor1D, Tensor4D} from '../../src/engine/tf.js';
import {flatLayout, sliceWeights, splitFlat} from '../../src/models/flat.js';
import {initialWeights} from '../../src/models/initialise.js';
import {unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {fillNormals} from '../../src/random.js';

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
        const slices = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout);
        const predict = ({x, t, labels}: typeof inputs) =>
          unet(unetShape(config, '4/8'), slices, {x: x as Tensor4D, t: t as Tensor1D, labels: labels as Tensor1D});
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
