import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Programs, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import {type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {accumulateStep, adamFactors, applyStep, trainingState, trainingStep} from '../../src/training/step.js';
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
const widths = ['8/8', '4/8'] as const;
const values = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const weights = tf.tensor1d(initialWeights(layout, 7)).add(values([layout.size], 8).mul(0.05)) as Tensor1D;

test('unet() of a conditional model depends on the labels, and on nothing else of them', () => {
  const shape = unetShape(config, '4/8');
  const predict = (labels: number[]): Float32Array =>
    tf.tidy(
      () =>
        unet(shape, sliceWeights(splitFlat(weights, layout), layout, shape), {
          x: tf.ones([batch, 8, 8, 1]) as Tensor4D,
          t: tf.fill([batch], 10),
          labels: tf.tensor1d(labels, 'int32'),
        }).dataSync() as Float32Array,
    );
  const same = predict([0, 0, 1, 2]);
  assert.ok(relativeError(same.subarray(0, 64), same.subarray(64, 128)) < 1e-5);
  assert.ok(relativeError(same.subarray(0, 64), same.subarray(128, 192)) > 1e-3);
});

/** The inputs of step n for images `from` … `to` of a batch of four. */
function stepInputs(n: number, places: number, [from, to]: [number, number] = [0, batch]): Record<string, Tensor> {
  const part = (tensor: Tensor): Tensor => tensor.slice(from, to - from);
  const image = (seed: number): Tensor => part(values([batch, 8, 8, 1], seed));
  const inputs: Record<string, Tensor> = {
    x0: image(n),
    labels: part(tf.tensor1d([0, 1, 2, 1], 'int32')),
    dropout: tf.tensor1d([n, 5], 'int32'),
  };
  for (let place = 0; place < places; place++) {
    inputs[`noise${place}`] = image(10 * n + place);
    inputs[`t${place}`] = part(tf.tensor1d([1, 5, 100, 900]));
    inputs[`signal${place}`] = part(tf.tensor1d([0.99, 0.9, 0.5, 0.1]));
    inputs[`spread${place}`] = part(tf.tensor1d([0.1, 0.4, 0.8, 0.99]));
  }
  return inputs;
}
function optimizerInputs(n: number): Record<string, Tensor> {
  const {rate, correction} = adamFactors(1e-3, n);
  return {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(0.9)};
}

test('trainingStep() recorded equals eager: labels, dropout, two branches, three steps', () => {
  const set = {
    state: trainingState(layout),
    programs: {step: trainingStep(widths, {config, layout, batch, clip: 1, branches: 2})},
  };
  const results = [recordPrograms(set), runEagerly(set)].map((programs) => {
    programs.write('weights', weights);
    programs.write('average', weights);
    const losses: number[] = [];
    for (let n = 1; n <= 3; n++) {
      const inputs = {...stepInputs(n, widths.length), ...optimizerInputs(n)};
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

const without = {...config, dropout: 0};
/** Weights and losses after two steps. */
function train(programs: Programs, step: (n: number) => number[]): {losses: number[]; weights: ArrayLike<number>} {
  programs.write('weights', weights);
  const losses = [1, 2].flatMap(step);
  const result = {losses, weights: programs.read('weights').dataSync()};
  programs.dispose();
  return result;
}
const call = (programs: Programs, name: string, {dropout: _, ...inputs}: Record<string, Tensor>): number[] => [
  ...(programs.call(name, inputs).losses?.dataSync() ?? []),
];

test('accumulateStep() of two halves and applyStep() equal one step on the whole batch', () => {
  const options = {config: without, layout, batch, clip: 1};
  const state = trainingState(layout, {accumulated: true});
  const whole = recordPrograms({state, programs: {step: trainingStep(widths, options)}});
  const expected = train(whole, (n) => call(whole, 'step', {...stepInputs(n, 2), ...optimizerInputs(n)}));
  const parts = recordPrograms({
    state,
    programs: {part: accumulateStep(widths, {...options, batch: 2}), apply: applyStep(1)},
  });
  const found = train(parts, (n) => {
    const share = tf.scalar(0.5);
    const first = call(parts, 'part', {...stepInputs(n, 2, [0, 2]), share});
    const second = call(parts, 'part', {...stepInputs(n, 2, [2, 4]), share});
    parts.call('apply', optimizerInputs(n));
    return first.map((loss, index) => (loss + second[index]!) / 2);
  });
  assert.ok(relativeError(found.losses, expected.losses) < 1e-5);
  assert.ok(relativeError(found.weights, expected.weights) < 1e-4);
});

test('trainingStep() in bfloat16 is close to float32, and not the same', () => {
  const make = (precision: 'float32' | 'bfloat16') => {
    const step = trainingStep(widths, {config: without, layout, batch, clip: 1});
    const programs = recordPrograms({state: trainingState(layout), programs: {step}, precision});
    return train(programs, (n) => call(programs, 'step', {...stepInputs(n, 2), ...optimizerInputs(n)}));
  };
  const [exact, rounded] = [make('float32'), make('bfloat16')];
  const error = relativeError(rounded.losses, exact.losses);
  assert.ok(error > 1e-7 && error < 2e-2, String(error));
});
