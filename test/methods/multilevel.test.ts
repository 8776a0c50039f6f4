import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mixtureAt, multilevel} from '../../src/methods/multilevel/method.js';
import {expectedMacs, isMixture} from '../../src/models/prediction.js';
import {WIDTHS, type Width} from '../../src/models/width.js';

const macs = new Map<Width, number>(WIDTHS.map((width, index) => [width, (index + 2) ** 2]));

test('mixtureAt() is to be expected to cost what is asked for, and ends with the widest', () => {
  for (const widths of [['2/8', '4/8', '8/8'], ['6/8', '8/8'], WIDTHS] as Width[][]) {
    const least = macs.get(widths[0]!)!;
    for (let target = least + 0.01; target < 64; target += 0.37) {
      const mixture = mixtureAt(widths, target, macs);
      const cost = expectedMacs(mixture, macs);
      assert.ok(Math.abs(cost / target - 1) < 1e-9, `${widths}, ${target}: ${cost}`);
      assert.equal(mixture.levels.at(-1), '8/8');
      assert.equal(mixture.chances.length, mixture.levels.length);
      assert.equal(mixture.chances[0], 1);
      assert.ok(mixture.chances.every((chance) => chance > 0 && chance <= 1));
    }
  }
});

test('mixtureAt() asks the widest alone where that is paid for, and the narrowest alone where nothing else is', () => {
  const widths: Width[] = ['2/8', '4/8', '8/8'];
  assert.equal(expectedMacs(mixtureAt(widths, 64, macs), macs), 64);
  assert.equal(expectedMacs(mixtureAt(widths, 4, macs), macs), 4);
  assert.deepEqual(mixtureAt(['8/8'], 64, macs), {levels: ['8/8'], chances: [1], together: 256});
});

test('mixtureAt() asks wide networks less often than narrow ones', () => {
  const {levels, chances} = mixtureAt(WIDTHS, 20, macs);
  assert.ok(levels.length > 1);
  for (const [index, chance] of chances.entries()) if (index > 0) assert.ok(chance <= chances[index - 1]!);
});

test('multilevel has one row, which mixes the allowed widths at the cost of the searched strategy', () => {
  const [row, ...others] = multilevel.rows({
    steps: 3,
    evaluations: [1, 2, 2],
    trained: WIDTHS,
    allowed: ['2/8', '5/8', '8/8'],
    macs,
    outerMacs: () => 1,
    seed: 0,
    searched: () => ['8/8', '2/8', '5/8'],
  });
  assert.equal(others.length, 0);
  assert.equal(row!.strategy.length, 3);
  for (const prediction of row!.strategy) {
    assert.ok(isMixture(prediction));
    assert.ok(Math.abs(expectedMacs(prediction, macs) / ((64 + 2 * 4 + 2 * 25) / 5) - 1) < 1e-9);
  }
});
