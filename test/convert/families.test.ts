import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  autoencoderTensors,
  kindOf,
  match,
  networksIn,
  publishedGroups,
  unetConfigOf,
  unetTensors,
} from '../../src/convert/families.js';
import {readJson} from '../fixtures.js';

test('autoencoderTensors() are those of Stable Diffusion 1.4, from a few of its shapes', () => {
  const shapes = new Map(Object.entries(readJson<Record<string, number[]>>('autoencoder.json')));
  assert.equal(kindOf(shapes), 'autoencoder-kl');
  assert.deepEqual(networksIn(shapes.keys()), [{kind: 'autoencoder-kl', prefix: ''}]);
  const {matched, missing, unused, wrong} = match(shapes, autoencoderTensors(shapes));
  assert.deepEqual([matched.length, missing, unused, wrong], [248, [], [], undefined]);
});

test("unetConfigOf() finds the published architectures in their tensors' shapes", () => {
  const rest = {resolution: 64, groups: 16, dropout: 0.1};
  for (const config of [
    {...rest, imageChannels: 3, channels: 128, multipliers: [1, 2, 2, 2], attentionLevels: [1], blocks: 2, classes: 0},
    {
      ...rest,
      imageChannels: 3,
      channels: 128,
      multipliers: [1, 2, 2, 2, 4],
      attentionLevels: [1],
      blocks: 4,
      classes: 1000,
    },
    {...rest, imageChannels: 1, channels: 32, multipliers: [1], attentionLevels: [], blocks: 1, classes: 10},
  ])
    assert.deepEqual(unetConfigOf(unetTensors(config), rest), config);
});

test('match() lists what is missing and left over, and names the first wrong shape', () => {
  const wanted = new Map([
    ['a', [1, 2]],
    ['b', [3]],
    ['c', [4]],
  ]);
  const found = new Map([
    ['a', [1, 2]],
    ['c', [5]],
    ['d', [6]],
  ]);
  assert.deepEqual(match(found, wanted), {
    matched: ['a'],
    missing: ['b'],
    unused: ['d'],
    wrong: {name: 'c', wanted: [4], found: [5]},
  });
});

test('publishedGroups() knows the networks that others published, whose groups their weights do not show', () => {
  const released = {
    resolution: 32,
    imageChannels: 3,
    channels: 128,
    multipliers: [1, 2, 2, 2],
    attentionLevels: [1],
    blocks: 2,
    groups: 16,
    dropout: 0.1,
    classes: 0,
  };
  const shapes = unetTensors(released);
  assert.equal(publishedGroups(shapes, 'ddsm')?.groups, 32);
  assert.equal(publishedGroups(shapes, 'ddsm')?.spec, 'experiments/cifar10-authors.yaml');
  assert.equal(publishedGroups(shapes, 'pytorch-ddpm')?.groups, 32);
  assert.equal(publishedGroups(shapes, 'state-dict'), undefined);
  for (const change of [{channels: 64}, {blocks: 3}, {classes: 10}, {multipliers: [1, 2, 2]}, {attentionLevels: [2]}])
    assert.equal(publishedGroups(unetTensors({...released, ...change}), 'ddsm'), undefined, JSON.stringify(change));
});
