import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type ProgramSet, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {classify, initialClassifier} from '../../src/metrics/classifier.js';
import {classifierLayout, classifierMacs} from '../../src/metrics/classifierShape.js';
import {relativeError} from '../fixtures.js';

const config = {resolution: 16, channels: 3, classes: 5, features: 12};

test('classify() recorded equals eager, and gives features and logits of every image', () => {
  const flat = tf.tensor1d(initialClassifier(config, 1));
  assert.equal(flat.size, classifierLayout(config).size);
  const x = tf.randomNormal([4, 16, 16, 3], 0, 1, 'float32', 1);
  const set: ProgramSet = {
    state: {weights: {shape: [flat.size]}},
    programs: {
      classify: {
        inputs: {x: {shape: x.shape}},
        run: (inputs, state) => ({...classify(state.read('weights') as Tensor1D, inputs.x as Tensor4D, config)}),
      },
    },
  };
  const [recorded, eager] = [recordPrograms(set), runEagerly(set)].map((programs) => {
    programs.write('weights', flat);
    const {features, logits} = programs.call('classify', {x});
    assert.deepEqual(
      [features!.shape, logits!.shape],
      [
        [4, 12],
        [4, 5],
      ],
    );
    return [...features!.dataSync(), ...logits!.dataSync()];
  });
  assert.ok(relativeError(recorded!, eager!) < 1e-5);
  assert.ok(new Set(recorded).size > 20, 'and images differ');
});

test('classifierMacs() counts every layer: digits by hand', () => {
  // 8×8 pixels through 3×3 kernels, 32 and 64 channels wide, the second on every other pixel; then two dense layers.
  const macs = 64 * 9 * 32 + 16 * 9 * 32 * 64 + 16 * 64 * 10 + 10 * 10;
  assert.equal(classifierMacs({resolution: 8, channels: 1, features: 10, classes: 10}), macs);
});
