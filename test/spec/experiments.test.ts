import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {costAt, gflopsOf} from '../../src/models/cost.js';
import {packageRoot} from '../../src/paths.js';
import {allowedWidths, type Experiment, networkOf} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';
import {fittedStrategy} from '../../src/spec/strategy.js';
import {readStrategy} from '../../src/store/strategyFile.js';
import {fixture} from '../fixtures.js';

const published = fixture('cifar10-strategy.json');
const spec = (name: string): Experiment => requireSpec(join(packageRoot, 'experiments', `${name}.yaml`));

test("cifar10-authors has the settings of the authors' code, which their published strategy fits", () => {
  const authors = spec('cifar10-authors');
  assert.deepEqual([authors.model.groups, authors.baseline.groups], [32, 32]);
  assert.deepEqual(allowedWidths(authors), ['2/8', '4/8', '6/8', '8/8']);
  const strategy = fittedStrategy(readStrategy(published), authors, {file: published, seed: true});
  assert.ok(strategy.includes('8/8'));
  // 0.001 for each million MACs of the mean evaluation.
  const {macs} = costAt(networkOf(authors), '8/8');
  const weighed = authors.search.flopsWeight * gflopsOf(macs);
  assert.ok(Math.abs(weighed - 0.001 * (macs / 1e6)) < 1e-9, `${weighed}`);
  // The paper's text allows other widths.
  assert.throws(
    () => fittedStrategy(readStrategy(published), spec('cifar10'), {file: published, seed: true}),
    /the search excludes/,
  );
});

test('the plain network of CIFAR-10 is trained as the authors train it', () => {
  for (const name of ['cifar10', 'cifar10-authors', 'cifar10-conditional', 'cifar10-edm']) {
    const {baseline} = spec(name);
    assert.deepEqual([baseline.iterations, baseline.batch, baseline.groups], [800_000, 128, 32], name);
  }
});

test('on the digits the plain network sees as many images as the supernet at its full width', () => {
  for (const name of ['quickstart', 'digits', 'quickstart-latent']) {
    const {train, baseline} = spec(name);
    assert.equal(baseline.iterations * baseline.batch, train.iterations * train.batch, name);
  }
});
