import assert from 'node:assert/strict';
import {test} from 'node:test';
import {costAt} from '../../src/models/cost.js';
import {networkMacs} from '../../src/models/outer.js';
import {expectedMacs, isCached, isMixture, type Prediction} from '../../src/models/prediction.js';
import type {Width} from '../../src/models/width.js';
import {Draws} from '../../src/random.js';
import {populationsOf, timesTaken, walkOf} from '../../src/stages/evaluate/population.js';
import type {EvaluateSettings} from '../../src/stages/evaluate/stage.js';
import {evaluationWork} from '../../src/stages/evaluate/work.js';

const network = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1, 2], attentionLevels: [], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 0},
};
const trained: Width[] = ['2/8', '4/8', '8/8'];
const settings = {
  ...{rows: ['adm', 'uniform', 'ddsm', 'early-late'], networks: {train: network, baseline: network}},
  ...{sampler: {kind: 'ddim', steps: 8}, trained, allowed: trained, controlSeed: 0, images: 100, repeats: 2},
} as unknown as EvaluateSettings;
const [narrow, , wide] = trained.map((width) => costAt(network, width).macs) as [number, number, number];

test('evaluationWork() counts the steps once that a strategy has in common with a width', () => {
  const searched: Width[] = ['8/8', '8/8', '2/8', '4/8', '2/8', '2/8', '2/8', '2/8'];
  const rows = {...settings, rows: ['adm', 'uniform', 'ddsm']} as EvaluateSettings;
  const {macs, macsAlone, states, bytes, unknown} = evaluationWork(rows, {batch: 32}, searched);
  const alone = trained.reduce((sum, width) => sum + 8 * costAt(network, width).macs, 8 * wide);
  const own = searched.reduce((sum, width) => sum + costAt(network, width).macs, 0);
  assert.equal(macsAlone, 2 * 100 * (alone + own));
  assert.equal(macs, macsAlone - 2 * 100 * 4 * narrow);
  // Three widths, the strategy, and the state before a step beside the one after it; 8×8 float32 of 32 images.
  assert.deepEqual([states, bytes, unknown], [5, 5 * 32 * 64 * 4, []]);
});

test('evaluationWork() names rows whose strategies are not known, and counts no state of theirs', () => {
  const {macs, macsAlone, states, unknown} = evaluationWork(settings, {batch: 32});
  assert.deepEqual([macs, states, unknown], [macsAlone, 4, ['ddsm', 'early-late']]);
  const nothing = evaluationWork({...settings, rows: ['ddsm']}, {batch: 32});
  assert.deepEqual([nothing.macs, nothing.macsAlone, nothing.bytes], [0, 0, 0]);
});

test('what cached steps keep is among the bytes, and a mixed step counts as on average', () => {
  const searched = trained.flatMap((width) => [width, width]).concat(['8/8', '8/8']);
  const all = {...settings, rows: ['ddsm', 'multilevel', 'cached']} as EvaluateSettings;
  const without = evaluationWork({...all, rows: ['ddsm', 'multilevel']}, {batch: 32}, searched);
  const {macs, macsAlone, states, bytes} = evaluationWork(all, {batch: 32}, searched);
  assert.ok(bytes > 32 * 64 * 4 * states);
  assert.equal(without.bytes, 32 * 64 * 4 * without.states);
  assert.equal(macs, macsAlone);
});

test('populationsOf() parts rows so that neighbours stay together, and a walk holds no more states than rows and one', () => {
  const costs = networkMacs(network, trained);
  const draws = new Draws({seed: 1, stream: 1000, image: 0});
  const predictions: Prediction[] = [
    ...trained,
    {levels: trained, chances: [1, 0.5, 0.25], together: 4},
    {width: '8/8', outer: 1, fresh: true},
    {width: '8/8', outer: 1, fresh: false},
  ];
  const macsOf = (one: Prediction): number => {
    if (isMixture(one)) return expectedMacs(one, costs.macs);
    if (!isCached(one)) return costs.macs.get(one)!;
    return one.fresh ? wide : costs.outerMacs(one);
  };
  for (let round = 0; round < 40; round++) {
    const steps = 1 + draws.below(12);
    const strategies: Prediction[][] = [];
    for (let row = 0; row < 1 + draws.below(20); row++) {
      const from = strategies[draws.below(row + 1)] ?? [];
      const kept = draws.below(steps + 1);
      strategies.push(
        Array.from({length: steps}, (_, step) =>
          step >= kept && from[step] ? from[step] : predictions[draws.below(predictions.length)]!,
        ),
      );
    }
    const most = 1 + draws.below(8);
    const populations = populationsOf(strategies, most);
    const places = populations.flatMap(({rows}) => rows);
    assert.deepEqual(
      places.toSorted((a, b) => a - b),
      [...strategies.keys()],
    );
    let executed = 0;
    for (const population of populations) {
      const {rows, paths, predictionOf} = population;
      assert.ok(rows.length <= most);
      for (const [place, row] of rows.entries())
        assert.deepEqual(Array.from(paths[place]!, predictionOf).reverse(), strategies[row]);
      const walk = walkOf(population, macsOf);
      assert.ok(walk.peak <= rows.length + 1);
      // Each prefix of a strategy once.
      const seen = new Set<string>();
      const times = Array<number>(steps).fill(0);
      for (const row of rows) {
        for (let step = steps - 1; step >= 0; step--) {
          const prefix = JSON.stringify(strategies[row]!.slice(step));
          if (!seen.has(prefix)) times[step]! += 1;
          seen.add(prefix);
        }
      }
      assert.deepEqual(timesTaken(walk), times);
      executed += walk.macs;
    }
    const whole = populationsOf(strategies, 100).map((population) => walkOf(population, macsOf));
    assert.equal(whole.length, 1);
    assert.ok(whole[0]!.macs <= executed * (1 + 1e-12));
  }
});
