import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Tensor1D, tf} from '../../src/engine/tf.js';
import {fullWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {groupsOf, importanceOf, importanceOrder, prunedWeights} from '../../src/models/pruning.js';
import {type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {fillNormals} from '../../src/random.js';
import {relativeError} from '../fixtures.js';

const base: UNetConfig = {
  resolution: 8,
  imageChannels: 1,
  channels: 32,
  multipliers: [1, 2],
  attentionLevels: [1],
  blocks: 1,
  groups: 8,
  dropout: 0,
  classes: 3,
};

function seeded(config: UNetConfig): Float32Array {
  const flat = new Float32Array(flatLayout(config).size);
  fillNormals(flat, {seed: 5, stream: 1000});
  return flat.map((value) => 0.2 * value);
}

function output(config: UNetConfig, weights: Float32Array): Float32Array {
  const layout = flatLayout(config);
  const noise = new Float32Array(2 * config.resolution ** 2);
  fillNormals(noise, {seed: 6, stream: 1000});
  return tf.tidy(() => {
    const inputs = {
      x: tf.tensor4d(noise, [2, config.resolution, config.resolution, 1]),
      t: tf.tensor1d([10, 700]),
      labels: tf.tensor1d([0, 2], 'int32') as Tensor1D,
    };
    const full = splitFlat(tf.tensor1d(weights), layout);
    return unet(unetShape(config), fullWeights(full, layout), inputs).dataSync() as Float32Array;
  });
}

// Groups of a concatenation that straddle its parts, and one group for all channels, where no order changes the function.
for (const [config, tolerance] of [
  [base, 0.2],
  [{...base, groups: 1}, 1e-5],
] as const) {
  test(`importanceOrder() brings important channels to the front and changes the full width little: ${config.groups} groups`, () => {
    const weights = seeded(config);
    const scores = importanceOf(config, weights, {kind: 'magnitude'});
    const order = importanceOrder(config, scores);
    let gained = 0;
    for (const [name, {count}] of groupsOf(config)) {
      const places = order.get(name)!;
      assert.deepEqual(
        [...places].sort((a, b) => a - b),
        Array.from({length: count}, (_, channel) => channel),
        name,
      );
      const front = (channels: readonly number[]): number =>
        channels.slice(0, count / 4).reduce((sum, channel) => sum + scores.get(name)![channel]!, 0);
      const before = front(Array.from({length: count}, (_, channel) => channel));
      gained += front(places) / before - 1;
    }
    assert.ok(gained / order.size > 0.02, `the first quarter gains ${gained / order.size}`);
    const sorted = prunedWeights(config, weights, order);
    assert.notDeepEqual(sorted, weights);
    const error = relativeError(output(config, sorted), output(config, weights));
    assert.ok(error < tolerance, `${error}`);

    const inverse = new Map(
      [...order].map(([name, places]) => {
        const back: number[] = [];
        for (const [place, channel] of places.entries()) back[channel] = place;
        return [name, back];
      }),
    );
    assert.deepEqual(prunedWeights(config, sorted, inverse), weights);
  });
}

test('importanceOrder() keeps the channels of a group of a norm together', () => {
  const scores = importanceOf(base, seeded(base), {kind: 'magnitude'});
  const order = importanceOrder(base, scores).get('downblocks.0.block1')!;
  for (let start = 0; start < 32; start += 4)
    assert.equal(new Set(order.slice(start, start + 4).map((channel) => Math.floor(channel / 4))).size, 1);
});

test('importanceOrder() sorts all channels where no norm binds them', () => {
  const scores = importanceOf(base, seeded(base), {kind: 'magnitude'});
  const order = importanceOrder(base, scores).get('time.hidden')!;
  const own = order.map((channel) => scores.get('time.hidden')![channel]!);
  assert.deepEqual(
    own,
    [...own].sort((a, b) => b - a),
  );
});
