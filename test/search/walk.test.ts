import assert from 'node:assert/strict';
import {test} from 'node:test';
import {simulate} from '../../bench/searchSimulation.js';
import {Draws} from '../../src/random.js';
import {type EvolutionSettings, evolve, type Genes, type Individual} from '../../src/search/evolution.js';
import {likelyAncestors, type Path, pathOf} from '../../src/search/path.js';
import {takeWalk} from '../../src/search/takeWalk.js';
import {planWalk, type Walk} from '../../src/search/walk.js';

/** A network of arithmetic: a state is a number that every step and every width changes in its own way. */
const stepOf = (state: number, depth: number, letter: string): number =>
  (Math.imul(state ^ (depth * 0x9e3779b9), 0x85ebca6b) + Math.imul(letter.charCodeAt(0), 0xc2b2ae35)) >>> 0;
const startOf = (image: number, replica: number): number => Math.imul(image + 1, 0x27d4eb2f + replica) >>> 0;
const alone = (path: Path, image: number, replica = 0): number =>
  [...path].reduce((state, letter, depth) => stepOf(state, depth, letter), startOf(image, replica));

const macsOf = (letter: string, depth: number): number => (letter.charCodeAt(0) - 47) * (depth % 3 === 0 ? 2 : 1);
const macsAlone = (path: Path): number => [...path].reduce((sum, letter, depth) => sum + macsOf(letter, depth), 0);

interface Counts {
  macs: number;
  held: number;
  most: number;
}

/** Takes a walk for one batch of images, whose stored states are in `stored`. The last states, by places. */
async function walked(
  walk: Walk,
  images: readonly number[],
  {stored, counts, after = Number.POSITIVE_INFINITY}: {stored: Map<string, number[]>; counts: Counts; after?: number},
): Promise<number[][]> {
  const last: number[][] = [];
  let taken = 0;
  const hold = (state: number[]): number[] => {
    counts.held += 1;
    counts.most = Math.max(counts.most, counts.held);
    return state;
  };
  for (const name of walk.drop) assert.ok(stored.delete(name));
  await takeWalk<number[]>(walk, {
    start: async () => hold(images.map((image) => startOf(image, 0))),
    load: async (name) => hold([...stored.get(name)!]),
    step: async (state, depth, path) => {
      if (taken++ === after) throw new Error('given up');
      counts.macs += macsOf(path[depth]!, depth);
      return hold(state.map((one) => stepOf(one, depth, path[depth]!)));
    },
    save: async (name, state) => {
      assert.ok(!stored.has(name));
      stored.set(name, [...state]);
    },
    finish: async (place, state) => {
      assert.equal(last[place], undefined);
      last[place] = state;
    },
    release: () => {
      counts.held -= 1;
    },
  });
  return last;
}

const evolution: EvolutionSettings = {
  ...{steps: 30, choices: 4, population: 12, iterations: 6, mutation: 0.02, mutationMode: 'per-gene'},
  ...{crossover: 0.9, seed: 3},
};

/**
 * All scores of a search over `images` images in batches, with every batch's states in a place of its own. `chance`: batches
 * come in any order, as workers take them; some are given up on the way and done again, and some states are lost.
 */
async function search({
  budget,
  batch,
  images = 6,
  chance,
}: {
  budget: number;
  batch: number;
  images?: number;
  chance?: Draws;
}) {
  const counts: Counts = {macs: 0, held: 0, most: 0};
  const stores = Array.from({length: Math.ceil(images / batch)}, () => new Map<string, number[]>());
  const scored: Individual[] = [];
  const scores: [string, number][] = [];
  let [kept, expected, peak] = [0, 0, 0];
  const evaluate = async (all: readonly Genes[]): Promise<number[]> => {
    const paths = all.map(pathOf);
    const sums = paths.map(() => 0);
    const order = chance ? [...chance.permutation(stores.length)] : stores.keys();
    for (const place of order) {
      const stored = stores[place]!;
      const numbers = Array.from({length: Math.min(batch, images - place * batch)}, (_, i) => place * batch + i);
      const ancestors = likelyAncestors(scored, evolution.population);
      const plan = (): Walk => planWalk({paths, macsOf, stored: new Set(stored.keys()), ancestors, budget});
      if (chance && chance.below(4) === 0) stored.delete([...stored.keys()][chance.below(stored.size + 1)] ?? '');
      if (chance && chance.below(2) === 0) {
        const lost = {...counts};
        const options = {stored, counts: lost, after: chance.below(40)};
        await assert.rejects(walked(plan(), numbers, options), /given up/);
        assert.equal(lost.held, 0);
      }
      const walk = plan();
      const last = await walked(walk, numbers, {stored, counts});
      for (const [one, states] of last.entries()) for (const state of states) sums[one]! += state;
      kept = Math.max(kept, stored.size);
      peak = Math.max(peak, walk.peak);
      expected += walk.macs;
      assert.equal(
        walk.macsAlone,
        paths.map(macsAlone).reduce((a, b) => a + b),
      );
      assert.equal(counts.held, 0);
    }
    const fitness = sums.map((sum) => sum % 1000);
    for (const [one, genes] of all.entries()) {
      scored.push({genes, fitness: fitness[one]!});
      scores.push([paths[one]!, sums[one]!]);
    }
    return fitness;
  };
  for await (const generation of evolve(evaluate, evolution)) void generation;
  assert.equal(counts.macs, expected, 'what is walked is what was planned');
  assert.equal(counts.most, peak, 'what is held is what was planned');
  return {scores, kept, macs: counts.macs, most: counts.most};
}

test('scores are the same with any budget and any batch, and as if each strategy were sampled alone', async () => {
  const images = [0, 1, 2, 3, 4, 5];
  let least = Number.POSITIVE_INFINITY;
  for (const budget of [0, 7, 40, Number.POSITIVE_INFINITY]) {
    for (const batch of [4, 6]) {
      const {scores, kept, macs, most} = await search({budget, batch});
      assert.ok(kept <= budget, `${kept} states with a budget of ${budget}`);
      assert.ok(most <= evolution.population + 1, `${most} states held`);
      for (const [path, score] of scores)
        assert.equal(
          score,
          images.reduce((sum, image) => sum + alone(path, image), 0),
        );
      if (batch === 6) {
        assert.ok(macs < least, `a budget of ${budget} takes ${macs} MACs, a smaller one ${least}`);
        least = macs;
      }
    }
  }
});

test('scores are the same whoever computes which batch, after whatever was lost', async () => {
  const whole = await search({budget: 0, batch: 6});
  for (let seed = 0; seed < 6; seed++) {
    const chance = new Draws({seed, stream: 1000});
    const {scores, kept} = await search({budget: 20, batch: 1 + chance.below(6), chance});
    assert.deepEqual(scores, whole.scores);
    assert.ok(kept <= 20);
  }
});

test('planWalk() begins at the deepest stored state, wherever it comes from', () => {
  const stored = new Set(['0', '012', '0123', '1', '01234']);
  const plan = planWalk({paths: ['01234', '01243', '22222'], macsOf: () => 1, stored, ancestors: [], budget: 9});
  // 0123 + 4; 012 + 43; five steps of its own. The state of a finished path is no use to another.
  assert.equal(plan.macs, 1 + 2 + 5);
  assert.deepEqual(plan.drop.sort(), ['01234', '1']);
  assert.throws(
    () => planWalk({paths: ['00', '000'], macsOf: () => 1, stored, ancestors: [], budget: 0}),
    /same number of steps/,
  );
});

test('a state that a walk begins with is kept however small the budget is', () => {
  const stored = new Set(['01', '22']);
  const {drop, save} = planWalk({paths: ['0101'], macsOf: () => 1, stored, ancestors: [], budget: 1});
  assert.deepEqual([drop, [...save]], [['22'], []]);
});

test('states are kept where a loss is dear, not evenly', () => {
  const dearLate = (_: string, depth: number): number => (depth < 80 ? 1 : 50);
  const {save} = planWalk({paths: ['0'.repeat(100)], macsOf: dearLate, stored: new Set(), ancestors: [], budget: 10});
  const depths = [...save].map(({length}) => length);
  assert.equal(depths.length, 10);
  assert.ok(depths.filter((depth) => depth >= 80).length >= 6, depths.join());
});

test('a walk that fails gives every state back', async () => {
  const draws = new Draws({seed: 1, stream: 1000});
  const paths = Array.from({length: 8}, () => Array.from({length: 12}, () => draws.below(2)).join(''));
  const walk = planWalk({paths, macsOf, stored: new Set(), ancestors: [], budget: 0});
  for (let fails = 0; fails < 60; fails += 7) {
    let held = 0;
    let calls = 0;
    await assert.rejects(
      takeWalk<number>(walk, {
        start: async () => ++held,
        load: async () => assert.fail(),
        async step() {
          if (calls++ === fails) throw new Error('broken');
          return ++held;
        },
        save: async () => {},
        finish: async () => {},
        release: () => {
          held -= 1;
        },
      }),
      /broken/,
    );
    assert.equal(held, 0, `after ${fails} steps`);
  }
});

test('at the scale of the paper, few kept states save what a search may save', async () => {
  const settings = (mutationMode: EvolutionSettings['mutationMode']): EvolutionSettings => ({
    ...{steps: 1000, choices: 5, population: 50, iterations: 10, mutation: 0.001, mutationMode},
    ...{crossover: 0.9, seed: 0},
  });
  // CIFAR-10's network at 2/8 to 6/8.
  const macs = [382589408, 857326800, 1521027008, 2373690032, 3415315872];
  for (const [mode, most] of [
    ['per-gene', 0.69],
    ['reference', 0.53],
  ] as const) {
    const {executed, alone: naive, kept} = await simulate({evolution: settings(mode), macs, states: 16 * 50});
    assert.ok(executed / naive <= most, `${mode}: ${executed / naive}`);
    assert.ok(kept <= 16 * 50);
  }
});
