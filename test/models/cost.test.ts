import assert from 'node:assert/strict';
import {test} from 'node:test';
import {costAt, gflopsOf, meanMacs, paperGflopsOf} from '../../src/models/cost.js';
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

test('meanMacs() of the published CIFAR-10 strategy is 3096.544 MMACs, 6.19 GFLOPs', () => {
  const {runs, meanMacs: expected} = readJson<{runs: [Width, number][]; meanMacs: number}>('cifar10-strategy.json');
  const config = configOf(reference['cifar10-32']!);
  const macs = new Map(WIDTHS.map((width) => [width, costAt(config, width).macs]));
  const mean = meanMacs(
    runs.flatMap(([width, count]) => Array<Width>(count).fill(width)),
    macs,
  );
  assert.ok(Math.abs(mean - expected) < 1e-3);
  assert.equal(gflopsOf(mean).toFixed(2), '6.19');
});
