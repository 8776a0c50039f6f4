import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  cutsOf,
  executedCost,
  expectedMacs,
  type Mixture,
  meanCost,
  type Prediction,
  sharesOf,
  widthsOf,
} from '../../src/models/prediction.js';
import type {Width} from '../../src/models/width.js';

const macs = new Map<Width, number>([
  ['2/8', 1],
  ['4/8', 4],
  ['8/8', 16],
]);
const network = {macs, outerMacs: ({outer}: {outer: number}) => outer / 8};
const mixture: Mixture = {levels: ['2/8', '4/8', '8/8'], chances: [1, 0.5, 0.2], together: 4};
const at = (image: number, options: {seed?: number; step?: number; replica?: number} = {}): number[] =>
  sharesOf(mixture, {...{seed: 1, step: 0, replica: 0}, ...options, image});
const GROUPS = 40_000;

test('sharesOf() adds up to one, and is the widest alone on average', () => {
  const sums = [0, 0, 0];
  for (let group = 0; group < GROUPS; group++) {
    const shares = at(4 * group);
    assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-12);
    for (const [level, share] of shares.entries()) sums[level]! += share / GROUPS;
  }
  // Standard deviations: 1, √5 and 2 over √40,000 = 200.
  for (const [level, mean] of [0, 0, 1].entries())
    assert.ok(Math.abs(sums[level]! - mean) < 0.04, `level ${level}: ${sums[level]}`);
});

test('sharesOf() is shared by neighbours of one group, and drawn anew for everything else', () => {
  const many = (of: (index: number) => number[]): string =>
    JSON.stringify(Array.from({length: 40}, (_, index) => of(index)));
  const plain = many((index) => at(4 * index));
  assert.equal(
    many((index) => at(4 * index + 3)),
    plain,
  );
  assert.notEqual(
    many((index) => at(4 * index + 4)),
    plain,
  );
  for (const other of [{seed: 2}, {step: 1}, {replica: 1}])
    assert.notEqual(
      many((index) => at(4 * index, other)),
      plain,
      JSON.stringify(other),
    );
});

test('expectedMacs() is what draws cost on average', () => {
  // The first is asked where its difference is not taken or weighs 2; each other where either difference is.
  assert.equal(expectedMacs(mixture, macs), 1 + 4 * (1 - 0.5 * 0.8) + 16 * 0.2);
  const {totalMacs} = meanCost([mixture], 4 * GROUPS, {...network, evaluations: [1], seed: 1, replica: 0});
  assert.ok(Math.abs(totalMacs / expectedMacs(mixture, macs) - 1) < 0.01, `${totalMacs}`);
  for (const chances of [
    [1, 1, 1],
    [1, 1, 0.25],
    [1, 0.25, 0.25],
  ]) {
    const one = {...mixture, chances};
    const cost = meanCost([one], 4 * GROUPS, {...network, evaluations: [1], seed: 1, replica: 0});
    assert.ok(Math.abs(cost.totalMacs / expectedMacs(one, macs) - 1) < 0.01, `${chances}: ${cost.totalMacs}`);
  }
  assert.equal(expectedMacs({...mixture, chances: [1, 1, 1]}, macs), 16);
  assert.equal(expectedMacs({...mixture, chances: [1, 0, 0]}, macs), 1);
});

test('executedCost() counts a network once for all images of a batch, at each evaluation of a step, and cached steps by their blocks', () => {
  const options = {...network, evaluations: [1, 2], seed: 1, replica: 0};
  const costs = Array.from({length: 20}, (_, group) => executedCost([mixture, mixture], [4 * group], options));
  assert.ok(new Set(costs.map(({totalMacs}) => totalMacs)).size > 3);
  for (const {evaluations} of costs) assert.equal(evaluations, 3);
  const images = Array.from({length: 80}, (_, image) => image);
  assert.equal(executedCost([mixture, mixture], images, options).totalMacs, 3 * 21);
  const mean = costs.reduce((sum, {totalMacs}) => sum + totalMacs / 20, 0);
  assert.ok(Math.abs(meanCost([mixture, mixture], 80, options).totalMacs - mean) < 1e-9);
  // The last group is not whole.
  const weighed = (4 * costs[0]!.totalMacs + 2 * costs[1]!.totalMacs) / 6;
  assert.ok(Math.abs(meanCost([mixture, mixture], 6, options).totalMacs - weighed) < 1e-9);
  const cut = {width: '8/8', outer: 2} as const;
  const cached = executedCost(
    [
      {...cut, fresh: false},
      {...cut, fresh: true},
    ],
    images,
    options,
  );
  assert.deepEqual(cached, {evaluations: 3, totalMacs: 32.25, macs: 10.75});
  assert.deepEqual(executedCost(['8/8', '2/8'], images, options), {evaluations: 3, totalMacs: 18, macs: 6});
});

test('widthsOf() and cutsOf() say what a strategy may ask', () => {
  const cut = {width: '6/8', outer: 1} as const;
  const strategy: Prediction[] = [{...cut, fresh: false}, {...cut, fresh: true}, '4/8', mixture];
  assert.deepEqual(strategy.flatMap(widthsOf), ['6/8', '6/8', '4/8', '2/8', '4/8', '8/8']);
  assert.deepEqual(cutsOf(strategy), [cut]);
});
