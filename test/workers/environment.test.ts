import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {networkOf} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';
import {computeEnvironment} from '../../src/workers/environment.js';

const environmentOf = (name: string) =>
  computeEnvironment(networkOf(requireSpec(join(packageRoot, 'experiments', `${name}.yaml`))), 8);

test('computeEnvironment() gives large networks half the cores and oneDNN, small ones a thread an op', () => {
  const kernels = process.arch === 'x64' ? {TF_ENABLE_ONEDNN_OPTS: '1'} : {};
  for (const large of ['cifar10', 'fashion'])
    assert.deepEqual(environmentOf(large), {TF_NUM_INTRAOP_THREADS: '4', ...kernels});
  assert.deepEqual(environmentOf('quickstart'), {TF_NUM_INTRAOP_THREADS: '1'});
});
