import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {decode, encode} from '../../src/models/autoencoder.js';
import {
  autoencoderMacs,
  autoencoderParameters,
  autoencoderShape,
  decoderLayers,
  encoderLayers,
  stableDiffusion,
} from '../../src/models/autoencoderShape.js';
import {fullWeights, splitFlat} from '../../src/models/flat.js';
import {layoutOf} from '../../src/models/flatLayout.js';
import {fromStored} from '../../src/weights/layout.js';
import {hashed, readJson, scaledHash, toChannelsLast} from '../fixtures.js';

interface Sampled {
  stride: number;
  values: number[];
  largest: number;
}

const layout = layoutOf(autoencoderParameters(stableDiffusion(64)));

/** The weights of test/golden/autoencoder.py. */
function seeded(): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset, size} of layout.parameters) {
    const fanIn = shape.length === 4 ? shape[0]! * shape[1]! * shape[2]! : shape[0]!;
    const norm: [number, number] = shape.length === 1 ? [0.4, 1] : [Math.sqrt(24 / fanIn), 0];
    const values = scaledHash(name, size, name.endsWith('bias') ? [0.2, 0] : norm);
    flat.set(fromStored(name, values, shape), offset);
  }
  return flat;
}

const flat = seeded();
for (const {size, ...expected} of readJson<{
  cases: {size: number; mean: Sampled; deviation: Sampled; decoded: Sampled}[];
}>('autoencoder-values.json').cases) {
  test(`the autoencoder equals diffusers' on ${size} pixels to 1e-4`, () => {
    const shape = autoencoderShape(stableDiffusion(size));
    const small = size / 8;
    const programs = recordPrograms({
      state: {weights: {shape: [layout.size]}},
      programs: {
        encode: {
          inputs: {x: {shape: [1, size, size, 3]}},
          run: ({x}, state) => {
            const weights = fullWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout);
            return {...encode(shape, weights, x as Tensor4D)};
          },
        },
        decode: {
          inputs: {z: {shape: [1, small, small, 4]}},
          run: ({z}, state) => {
            const weights = fullWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout);
            return {image: decode(shape, weights, z as Tensor4D)};
          },
        },
      },
    });
    programs.write('weights', tf.tensor1d(flat));
    const given = (name: string, scale: number, [side, channels]: [number, number]): Tensor4D => {
      const values = Float32Array.from(hashed(name, side * side * channels), (value) => scale * value);
      return tf.tensor4d(toChannelsLast(values, [1, channels, side, side]), [1, side, side, channels]);
    };
    const {mean, deviation} = programs.call('encode', {x: given(`image${size}`, 2, [size, 3])});
    const {image} = programs.call('decode', {z: given(`latent${size}`, 4, [small, 4])});
    for (const [name, tensor] of Object.entries({mean, deviation, decoded: image})) {
      const {stride, values, largest} = expected[name as keyof typeof expected];
      const found = tf.transpose(tensor!, [0, 3, 1, 2]).dataSync();
      const worst = Math.max(...values.map((value, index) => Math.abs(value - found[index * stride]!)));
      assert.ok(worst < 1e-4 * largest, `${name}: ${worst / largest}`);
    }
    programs.dispose();
  });
}

test('autoencoderMacs() counts 2.5 TFLOPs for decoding 512 pixels, about half of that for encoding', () => {
  const shape = autoencoderShape(stableDiffusion(512));
  const [encoder, decoder] = [encoderLayers(shape), decoderLayers(shape)].map((layers) => 2 * autoencoderMacs(layers));
  assert.ok(Math.abs(decoder! / 2.48e12 - 1) < 0.02, String(decoder));
  assert.ok(Math.abs(encoder! / 1.08e12 - 1) < 0.03, String(encoder));
});
