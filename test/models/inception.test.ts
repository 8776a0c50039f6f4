/** The Inception network against pytorch-fid's, block by block (test/golden/inception.py). */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inceptionTensors} from '../../src/convert/families.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {inception, inceptionInput, type Resize} from '../../src/models/inception.js';
import {inceptionConvs, inceptionSize} from '../../src/models/inceptionShape.js';
import {foldInception} from '../../src/stages/metrics/inceptionNetwork.js';
import {hashed, inceptionWeight, readJson} from '../fixtures.js';

interface Summary {
  rms: number;
  values: number[];
}
interface Run extends Record<'input' | 'pool' | 'logits' | 'spatial', Summary> {
  blocks: Record<string, Summary>;
}
const {runs} = readJson<{runs: Record<string, Run>}>('inception.json');

const shapes = inceptionTensors();
const flat = tf.tensor1d(foldInception(inceptionWeight));

const imagesOf = (height: number, width: number): Tensor4D =>
  tf.tensor4d(
    Float32Array.from(hashed(`images ${height}x${width}`, 2 * height * width * 3), (u) => Math.floor((u + 0.5) * 256)),
    [2, height, width, 3],
  );

/** Largest difference at the golden's places, relative to the root mean square. */
function errorOf(x: Tensor, {rms, values}: Summary): number {
  const data = x.dataSync() as Float32Array;
  const own = Math.sqrt(data.reduce((sum, value) => sum + value ** 2, 0) / data.length);
  const places = values.map((value, i) => Math.abs(data[(i * 7919 + 13) % data.length]! - value));
  return Math.max(Math.abs(own - rms), ...places) / rms;
}

for (const [name, run] of Object.entries(runs)) {
  const [resize, height, width] = name.split(/[ x]/) as [Resize, string, string];
  test(`inception() equals pytorch-fid's to 1e-4 on images of ${height}×${width}, resized as ${resize} does`, () => {
    tf.tidy(() => {
      const input = inceptionInput(imagesOf(Number(height), Number(width)), resize);
      assert.ok(errorOf(input, run.input) < 1e-4, `input: ${errorOf(input, run.input)}`);
      const errors: Record<string, number> = {};
      const {pool, logits, spatial} = inception(input, flat as Tensor1D, (block, x) => {
        const golden = run.blocks[block];
        if (golden) errors[block] = errorOf(x, golden);
      });
      assert.equal(Object.keys(errors).length, 18);
      Object.assign(errors, {
        pool: errorOf(pool, run.pool),
        logits: errorOf(logits, run.logits),
        spatial: errorOf(spatial, run.spatial),
      });
      if (process.env.DDSM_SHOW) console.log(name, errors);
      for (const [block, error] of Object.entries(errors)) assert.ok(error < 1e-4, `${block}: ${error}`);
    });
  });
}

test('the recorded network equals the eager one', () => {
  const images = tf.tidy(() => imagesOf(32, 32));
  const programs = recordPrograms({
    state: {weights: {shape: [inceptionSize()]}},
    programs: {
      pool: {
        inputs: {images: {shape: [2, 32, 32, 3]}},
        run: (inputs, state) => ({
          pool: inception(inceptionInput(inputs.images as Tensor4D, 'torch'), state.read('weights') as Tensor1D).pool,
        }),
      },
    },
  });
  programs.write('weights', flat);
  const {pool} = programs.call('pool', {images});
  assert.ok(errorOf(pool!, runs['torch 32x32']!.pool) < 1e-4);
  programs.dispose();
});

test("inceptionConvs() are the network's 94, and inceptionTensors() what pytorch-fid's file holds", () => {
  assert.equal(inceptionConvs().length, 94);
  // The parameters and running moments of pytorch-fid's model, its counters left out.
  const count = [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
  assert.equal(count, 23_885_392);
});
