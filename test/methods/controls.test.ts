import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cutStrategy, mixedStrategy, randomStrategy} from '../../src/methods/controls/method.js';
import {strategyCost} from '../../src/models/cost.js';
import type {Width} from '../../src/models/width.js';
import {Draws} from '../../src/random.js';

const widths: Width[] = ['2/8', '4/8', '8/8'];
const costs = {
  evaluations: Array<number>(10).fill(1),
  macs: new Map<Width, number>([
    ['2/8', 1],
    ['4/8', 4],
    ['8/8', 16],
  ]),
};
const cost = (strategy: readonly Width[]): number => strategyCost(strategy, costs).totalMacs;

test('mixedStrategy() takes two neighbouring widths in turn, at the cost that is asked for', () => {
  const strategy = mixedStrategy(widths, 100, costs);
  assert.equal(cost(strategy), 100);
  assert.deepEqual(strategy, ['4/8', '8/8', '4/8', '8/8', '4/8', '8/8', '4/8', '8/8', '4/8', '8/8']);
  assert.deepEqual(mixedStrategy(widths, 10, costs), Array(10).fill('2/8'));
});

test('cutStrategy() is wide near the image and narrow near the noise, with one step between', () => {
  assert.deepEqual(cutStrategy(widths, 43, costs), ['8/8', '8/8', '4/8', ...Array(7).fill('2/8')]);
  assert.equal(cost(cutStrategy(widths, 160, costs)), 160);
});

test('randomStrategy() is near the cost, a function of its draws, and not in order', () => {
  const draw = (image: number): Width[] =>
    randomStrategy(widths, 80, {...costs, draws: new Draws({seed: 1, stream: 1000, image})});
  for (let image = 0; image < 20; image++) assert.ok(Math.abs(cost(draw(image)) - 80) <= 3, `${cost(draw(image))}`);
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
});
