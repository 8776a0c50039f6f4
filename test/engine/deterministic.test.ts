import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Width} from '../../src/models/width.js';

// TensorFlow reads it when it is loaded, so what computes is imported afterwards. With it an op without a deterministic
// kernel is an error.
process.env.TF_DETERMINISTIC_OPS = '1';
const {branchesFor, computesOn, deviceKind} = await import('../../src/engine/device.js');
const {GraphBuilder} = await import('../../src/engine/graph.js');
const {recordPrograms} = await import('../../src/engine/programs.js');
const {tf} = await import('../../src/engine/tf.js');
const {makeSampler} = await import('../../src/diffusion/samplers/index.js');
const {linearSchedule} = await import('../../src/diffusion/schedule.js');
const {Frechet} = await import('../../src/metrics/frechet.js');
const {flatLayout} = await import('../../src/models/flatLayout.js');
const {initialWeights} = await import('../../src/models/initialise.js');
const {Generator, imagesFrom} = await import('../../src/stages/generate.js');
const {adamFactors, trainingState, trainingStep} = await import('../../src/training/step.js');

/** Ops that TensorFlow documents as an error, or as slow, under deterministic ops on a GPU. */
const REFUSED = [
  /^(Sparse)?SoftmaxCrossEntropyWithLogits$/,
  /^Resize.*Grad$/,
  /^CropAndResizeGrad/,
  /^SparseTensorDenseMatMul$/,
  /^AdjustContrast/,
  /^FusedBatchNormGrad/,
  /^(Unsorted|Sparse)?Segment/,
  /Scatter/,
  /^(Dense)?Bincount$/,
  /^DepthwiseConv2dNativeBackpropFilter$/,
  /WithArgmax$/,
  /^Random/,
];
const ops = new Set<string>();
const {add} = GraphBuilder.prototype;
GraphBuilder.prototype.add = function (given, op, ...rest) {
  ops.add(op);
  return add.call(this, given, op, ...rest);
};

const config = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1, 2], attentionLevels: [1], blocks: 1},
  ...{groups: 4, dropout: 0.1, classes: 3},
};
const layout = flatLayout(config);
const weights = initialWeights(layout, 3);

test('a sandwich step runs under deterministic ops, twice to the same bits', () => {
  const widths: Width[] = ['8/8', '2/8'];
  const step = (): Float32Array => {
    const programs = recordPrograms({
      state: trainingState(layout),
      programs: {step: trainingStep(widths, {config, layout, batch: 2, clip: 1})},
    });
    programs.write('weights', tf.tensor1d(weights));
    const {rate, correction} = adamFactors(1e-3, 1);
    const image = (phase: number) =>
      tf.tensor4d(
        Float32Array.from({length: 128}, (_, index) => Math.sin(index + phase)),
        [2, 8, 8, 1],
      );
    const numbers = {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(0.9)};
    const inputs = {
      ...numbers,
      x0: image(0),
      labels: tf.tensor1d([0, 2], 'int32'),
      dropout: tf.tensor1d([1, 2], 'int32'),
      ...Object.fromEntries(
        widths.flatMap((_, place) => [
          [`noise${place}`, image(place + 1)],
          ...['t', 'signal', 'spread'].map((name) => [`${name}${place}`, tf.tensor1d([0.5, 0.25])]),
        ]),
      ),
    };
    tf.dispose(programs.call('step', inputs));
    const after = programs.read('weights').dataSync() as Float32Array;
    programs.dispose();
    return after;
  };
  assert.deepEqual(step(), step());
});

test('a sampling step and a distance run under deterministic ops, in float32 and bfloat16', async () => {
  const sampler = makeSampler(linearSchedule(50, [1e-3, 0.2]), {kind: 'ddpm', steps: 50});
  for (const precision of ['float32', 'bfloat16'] as const) {
    const generator = new Generator({config, widths: ['4/8'], batch: 2, precision});
    generator.load(weights);
    const strategy = Array<Width>(50).fill('4/8');
    const start = generator.start({images: imagesFrom(0, 2), seed: 1});
    const step = async () => {
      const [x] = await generator.step(start, 20, {sampler, strategy, images: imagesFrom(0, 2), seed: 1});
      return x.dataSync();
    };
    assert.deepEqual(await step(), await step());
    generator.dispose();
  }
  const frechet = new Frechet(4);
  const rows = Float32Array.from({length: 64}, (_, index) => Math.sin(index ** 2));
  frechet.setReferenceFrom(rows);
  assert.ok(Math.abs(frechet.distance(rows)) < 1e-9);
  frechet.dispose();
});

test('no recorded op is one that has no deterministic kernel on a GPU', () => {
  assert.ok(ops.has('Conv2DBackpropFilter') && ops.has('StatelessRandomUniform') && ops.has('SelfAdjointEigV2'));
  const refused = [...ops].filter((op) => REFUSED.some((pattern) => pattern.test(op)));
  assert.deepEqual(refused, []);
});

test('branchesFor() is one on a GPU; computesOn() says what computed', () => {
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  assert.equal(branchesFor(64, 'gpu'), 1);
  assert.ok(branchesFor(64, 'cpu') >= 1);
  assert.equal(computesOn(), deviceKind());
});
