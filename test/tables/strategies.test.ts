import assert from 'node:assert/strict';
import {test} from 'node:test';
import {alikeLines, spendingLines} from '../../src/tables/strategies.js';

test('spendingLines() counts steps, widths and cost by noise level', () => {
  const macs = new Map([
    ['2/8', 1],
    ['8/8', 9],
  ]);
  const lines = spendingLines({widths: ['8/8', '8/8', '2/8', '2/8'], sigmas: [0.05, 0.2, 0.3, 20], macs}, 'x');
  assert.deepEqual(lines, [
    {variant: 'x', noise: 'σ < 0.1', steps: 1, meanWidth: '8.00', stepPercent: '25.0', costPercent: '45.0'},
    {variant: 'x', noise: '0.1 ≤ σ < 0.5', steps: 2, meanWidth: '5.00', stepPercent: '50.0', costPercent: '50.0'},
    {variant: 'x', noise: 'σ ≥ 10', steps: 1, meanWidth: '2.00', stepPercent: '25.0', costPercent: '5.0'},
  ]);
});

test('alikeLines() compares every two along the way, whatever their numbers of steps', () => {
  const long = {name: 'long', widths: ['8/8', '8/8', '2/8', '2/8']};
  const lines = alikeLines([long, {name: 'short', widths: ['8/8', '2/8']}, {name: 'flat', widths: ['5/8']}]);
  assert.deepEqual(lines[0], {
    a: 'long',
    b: 'short',
    samePercent: '100.0',
    meanDifference: '0.000',
    correlation: '1.000',
  });
  assert.deepEqual(lines[1], {a: 'long', b: 'flat', samePercent: '0.0', meanDifference: '3.000', correlation: ''});
  assert.equal(lines.length, 3);
});
