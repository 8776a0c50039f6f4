import assert from 'node:assert/strict';
import {test} from 'node:test';
import {evaluationsOf} from '../../src/diffusion/settings.js';
import {costAt, gflopsOf, paperGflopsOf, strategyCost} from '../../src/models/cost.js';
import type {UNetConfig} from '../../src/models/shape.js';
import {FULL_WIDTH, WIDTHS, type Width} from '../../src/models/width.js';
import {readJson} from '../fixtures.js';

interface ReferenceCosts {
  resolution: number;
  channels: number;
  multipliers: number[];
  attentionLevels: number[];
  resBlocks: number;
  parameters: number;
  widths: Record<Width, Record<string, number>>;
}
const reference = readJson<Record<string, ReferenceCosts>>('costs.json');
const configOf = ({resolution, channels, multipliers, attentionLevels, resBlocks}: ReferenceCosts): UNetConfig => ({
  ...{
    resolution,
    channels,
    multipliers,
    attentionLevels,
    imageChannels: 3,
    blocks: resBlocks,
    groups: 16,
    dropout: 0,
    classes: 0,
  },
});

for (const [name, costs] of Object.entries(reference)) {
  test(`costAt() equals the reference at every width of ${name}, to the unit`, () => {
    for (const width of WIDTHS) {
      const {parameters, ...cost} = costAt(configOf(costs), width);
      assert.deepEqual(cost, costs.widths[width]);
      // The reference counts the fixed table of 1,000 time embeddings, too.
      if (width === FULL_WIDTH) assert.equal(parameters, costs.parameters - 1000 * costs.channels);
    }
  });
}

test("paperGflopsOf() gives the paper's 12.14, 49.88, 194.00 and 82.06", () => {
  const full = Object.values(reference).map((costs) => paperGflopsOf(costAt(configOf(costs), FULL_WIDTH).macs));
  assert.deepEqual(full, [12.14, 49.88, 194, 82.06]);
});

test('strategyCost() of the published CIFAR-10 strategy is 3096.544 MMACs, 6.19 GFLOPs', () => {
  const {runs, meanMacs: expected} = readJson<{runs: [Width, number][]; meanMacs: number}>('cifar10-strategy.json');
  const config = configOf(reference['cifar10-32']!);
  const macs = new Map(WIDTHS.map((width) => [width, costAt(config, width).macs]));
  const strategy = runs.flatMap(([width, count]) => Array<Width>(count).fill(width));
  const total = strategyCost(strategy, {macs, evaluations: evaluationsOf({kind: 'ddpm', steps: 1000})});
  assert.equal(total.evaluations, 1000);
  assert.ok(Math.abs(total.macs - expected) < 1e-3);
  assert.equal(gflopsOf(total.macs).toFixed(2), '6.19');
});

test('strategyCost() counts both evaluations of a Heun step, and the single one of its last', () => {
  const macs = new Map<Width, number>([
    ['2/8', 1],
    ['8/8', 10],
  ]);
  const evaluations = evaluationsOf({kind: 'heun', steps: 3});
  assert.deepEqual(strategyCost(['8/8', '2/8', '2/8'], {macs, evaluations}), {
    evaluations: 5,
    totalMacs: 14,
    macs: 14 / 5,
  });
});
