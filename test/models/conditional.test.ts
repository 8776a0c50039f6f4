import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {flatLayout, sliceWeights, splitFlat} from '../../src/models/flat.js';
import {initialWeights} from '../../src/models/initialise.js';
import {type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {adamFactors, trainingState, trainingStep} from '../../src/training/step.js';
import {relativeError} from '../fixtures.js';

const config: UNetConfig = {
  resolution: 8,
  imageChannels: 1,
  channels: 16,
  multipliers: [1, 2],
  attentionLevels: [1],
  blocks: 1,
  groups: 4,
  dropout: 0.2,
  classes: 3,
};
const layout = flatLayout(config);
const batch = 4;
const values = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const weights = tf.tensor1d(initialWeights(layout, 7)).add(values([layout.size], 8).mul(0.05)) as Tensor1D;

test('unet() of a conditional model depends on the labels, and on nothing else of them', () => {
  const predict = (labels: number[]): Float32Array =>
    tf.tidy(
      () =>
        unet(unetShape(config, '4/8'), sliceWeights(splitFlat(weights, layout), layout), {
          x: tf.ones([batch, 8, 8, 1]) as Tensor4D,
          t: tf.fill([batch], 10),
          labels: tf.tensor1d(labels, 'int32'),
        }).dataSync() as Float32Array,
    );
  const same = predict([0, 0, 1, 2]);
  assert.ok(relativeError(same.subarray(0, 64), same.subarray(64, 128)) < 1e-5);
  assert.ok(relativeError(same.subarray(0, 64), same.subarray(128, 192)) > 1e-3);
});

test('trainingStep() recorded equals eager: labels, dropout, two branches, three steps', () => {
  const widths = ['8/8', '4/8'] as const;
  const set = {
    state: trainingState(layout),
    programs: {step: trainingStep(widths, {config, layout, batch, clip: 1, branches: 2})},
  };
  const results = [recordPrograms(set), runEagerly(set)].map((programs) => {
    programs.write('weights', weights);
    programs.write('average', weights);
    const losses: number[] = [];
    for (let n = 1; n <= 3; n++) {
      const {rate, correction} = adamFactors(1e-3, n);
      const inputs = {
        x0: values([batch, 8, 8, 1], n),
        rate: tf.scalar(rate),
        correction: tf.scalar(correction),
        decay: tf.scalar(0.9),
        labels: tf.tensor1d([0, 1, 2, 1], 'int32'),
        dropout: tf.tensor1d([n, 5], 'int32'),
        ...Object.fromEntries(
          widths.flatMap((_, place) => [
            [`noise${place}`, values([batch, 8, 8, 1], 10 * n + place)],
            [`t${place}`, tf.tensor1d([1, 5, 100, 900])],
            [`signal${place}`, tf.tensor1d([0.99, 0.9, 0.5, 0.1])],
            [`spread${place}`, tf.tensor1d([0.1, 0.4, 0.8, 0.99])],
          ]),
        ),
      };
      const outputs = programs.call('step', inputs);
      losses.push(...outputs.losses!.dataSync());
      tf.dispose([inputs, outputs] as never);
    }
    const average = programs.read('average').dataSync();
    programs.dispose();
    return {losses, average};
  });
  const [recorded, eager] = results as [(typeof results)[0], (typeof results)[0]];
  assert.ok(relativeError(recorded.losses, eager.losses) < 1e-5);
  assert.ok(relativeError(recorded.average, eager.average) < 1e-4);
});
