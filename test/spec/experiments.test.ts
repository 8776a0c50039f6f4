import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {costAt, gflopsOf} from '../../src/models/cost.js';
import {packageRoot} from '../../src/paths.js';
import {allowedWidths, type Experiment, networkOf, trainedWidths} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';
import {fittedStrategy} from '../../src/spec/strategy.js';
import {readStrategy} from '../../src/store/strategyFile.js';
import {PAPER_TABLES} from '../../src/tables/paper.js';
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

const cells = PAPER_TABLES.flatMap(({rows}) => Object.values(rows).flat());
/** Specs of the paper that have a nested counterpart. */
const withNested = [...new Set(cells.map(({source}) => source.run)), 'celeba-latent'];

test('published specs name the published slimming', () => {
  for (const name of [...withNested, 'cifar10-authors']) {
    for (const {widths} of spec(name).cases)
      assert.deepEqual([widths.slices, widths.norms], ['prefix', 'constant-count'], name);
  }
});

test('a nested spec differs from the published one in the kind of slimming, the groups and the source of its strategy', () => {
  for (const name of withNested) {
    const nested = spec(`${name}-nested`);
    const expected = spec(name).cases.map(({dataset, model, widths, search, ...one}) => ({
      ...one,
      name: nested.name,
      file: nested.file,
      description: `${one.description}, nested`,
      dataset: {...dataset, name: dataset.name ?? name},
      model: {...model, groups: 32},
      widths: {...widths, slices: 'aligned', norms: 'constant-size'},
      search: {...search, ...(search.from === undefined ? {} : {from: `${search.from}-nested`})},
    }));
    assert.deepEqual(nested.cases, expected, name);
  }
});

test('a nested spec has seven widths, and each costs what it costs in the published spec', () => {
  for (const name of withNested) {
    const [published, nested] = [spec(name), spec(`${name}-nested`)];
    const widths = trainedWidths(nested);
    assert.equal(widths.length, 7, name);
    const costs = (one: Experiment) => widths.map((width) => costAt(networkOf(one), width));
    assert.deepEqual(costs(nested), costs(published), name);
  }
});
