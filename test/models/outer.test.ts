import assert from 'node:assert/strict';
import {test} from 'node:test';
import {tf} from '../../src/engine/tf.js';
import {costOf} from '../../src/models/cost.js';
import {sliceWeights} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import {deepShape, networkMacs, outerShape} from '../../src/models/outer.js';
import {unetShape} from '../../src/models/shape.js';
import {unet, unetAndDeep} from '../../src/models/unet.js';
import {fillNormals} from '../../src/random.js';

const config = {
  ...{resolution: 8, imageChannels: 3, channels: 16, multipliers: [1, 2], attentionLevels: [1], blocks: 2},
  ...{groups: 4, dropout: 0, classes: 0},
};

test('networkMacs() counts the outermost block as by hand', () => {
  const pixels = 64;
  const time = 16 * 64 + 64 + 64 * 64 + 64;
  const head = pixels * (3 * 16 * 9 + 16);
  // It joins 16 channels on 16: two norms, two convolutions of 3×3, the time's projection and a shortcut of 1×1.
  const block = 2 * pixels * 32 + pixels * (32 * 16 * 9 + 16) + 64 * 16 + 16;
  const rest = 2 * pixels * 16 + pixels * (16 * 16 * 9 + 16) + pixels * (32 * 16 + 16);
  const tail = 2 * pixels * 16 + pixels * (16 * 3 * 9 + 3);
  assert.equal(networkMacs(config, []).outerMacs({width: '8/8', outer: 1}), time + head + block + rest + tail);
});

test('all blocks of the way up and what they join on are the network without its middle', () => {
  const shape = unetShape(config, '4/8');
  const outer = outerShape(shape, shape.up.length);
  // Of the way down, the last output is joined on by the first block on the way up.
  assert.deepEqual(outer.down, shape.down);
  const middle = costOf(shape).macs - costOf(outer).macs;
  assert.equal(middle, costOf(shape).macs - costOf({...shape, middle: []}).macs);
  for (const wrong of [0, 1.5, shape.up.length + 1]) assert.throws(() => outerShape(shape, wrong), RangeError);
});

test('the outermost blocks, however many, give what the whole network gives on what it kept', () => {
  const layout = flatLayout(config);
  const flat = initialWeights(layout, 3);
  const noise = new Float32Array(flat.length);
  fillNormals(noise, {seed: 3, stream: 1000});
  const full = layout.parameters.map(({offset, size, shape}) =>
    tf.tensor(
      flat.slice(offset, offset + size).map((value, index) => value + 0.05 * noise[offset + index]!),
      shape,
    ),
  );
  const x = tf.randomNormal([2, 8, 8, 3], 0, 1, 'float32', 1) as never;
  const t = tf.tensor1d([3, 70]);
  const nested = {...config, slices: 'aligned', norms: 'constant-size'} as const;
  for (const [kind, width] of [
    [config, '4/8'],
    [nested, '4/8'],
    [config, '8/8'],
  ] as const) {
    const shape = unetShape(kind, width);
    const weights = sliceWeights(full, layout, shape);
    const plain = tf.tidy(() => unet(shape, weights, {x, t}).dataSync());
    for (let outer = 1; outer <= shape.up.length; outer++) {
      tf.tidy(() => {
        const {noise: whole, deep} = unetAndDeep(shape, weights, {x, t, outer});
        assert.deepEqual(whole.dataSync(), plain);
        assert.deepEqual(deep.shape.slice(1), deepShape(shape, outer));
        assert.deepEqual(unet(outerShape(shape, outer), weights, {x, t, deep}).dataSync(), plain, `${width} ${outer}`);
      });
    }
  }
});
