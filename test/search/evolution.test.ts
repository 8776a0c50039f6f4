import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type EvolutionSettings, evolve, type Generation, type Genes} from '../../src/search/evolution.js';
import {decodeRuns, encodeRuns, resample} from '../../src/search/strategy.js';

const settings: EvolutionSettings = {
  steps: 20,
  choices: 4,
  population: 50,
  iterations: 10,
  mutation: 0.001,
  mutationMode: 'per-gene',
  crossover: 0.9,
  seed: 1,
};

async function collect(fitness: (genes: Genes) => number, change: Partial<EvolutionSettings> = {}) {
  const scored: string[] = [];
  const generations: Generation[] = [];
  const evaluate = async (batch: readonly Genes[]): Promise<number[]> => {
    for (const genes of batch) scored.push(genes.join());
    return batch.map(fitness);
  };
  for await (const generation of evolve(evaluate, {...settings, ...change})) generations.push(generation);
  return {scored, generations};
}
const sum = (genes: Genes): number => genes.reduce((a, b) => a + b, 0);

test('evolve() finds the known optimum of a separable problem', async () => {
  // The best width differs by step: 3 on the first half, 0 on the second.
  const fitness = (genes: Genes): number =>
    genes.reduce((cost, gene, step) => cost + (gene - (step < 10 ? 3 : 0)) ** 2, 0);
  const {generations} = await collect(fitness, {iterations: 60, mutation: 0.02});
  const {genes, fitness: best} = generations.at(-1)!.population[0]!;
  assert.equal(best, 0);
  assert.deepEqual(genes, [...Array<number>(10).fill(3), ...Array<number>(10).fill(0)]);
});

// Of 4^5 strategies many children are alike; of 4^20 hardly any.
for (const steps of [20, 5]) {
  test(`evolve() scores no individual of a generation twice, and none of its parents again (${steps} steps)`, async () => {
    let parents = new Set<string>();
    let generations = 0;
    let count = 0;
    const evaluate = async (batch: readonly Genes[]): Promise<number[]> => {
      const keys = batch.map((genes) => genes.join());
      assert.equal(new Set(keys).size, keys.length, `generation ${generations}`);
      assert.deepEqual(
        keys.filter((key) => parents.has(key)),
        [],
        `generation ${generations}`,
      );
      count += keys.length;
      return batch.map((genes) => (sum(genes) * 7919) % 97);
    };
    for await (const {population} of evolve(evaluate, {...settings, steps})) {
      generations += 1;
      parents = new Set(population.map(({genes}) => genes.join()));
    }
    assert.equal(generations, 10);
    assert.ok(count <= 500 && count > 400, `${count}`);
  });
}

test('evolve() begins with one uniform strategy per width', async () => {
  const {scored} = await collect(sum, {iterations: 1});
  for (let choice = 0; choice < 4; choice++) assert.equal(scored[choice], Array(20).fill(choice).join());
});

test('evolve() never loses its best', async () => {
  const {generations} = await collect((genes) => Math.abs(sum(genes) - 17));
  const best = generations.map(({population}) => population[0]!.fitness);
  assert.deepEqual(
    best,
    [...best].sort((a, b) => b - a),
  );
});

test('evolve() repeats exactly', async () => {
  const [a, b] = [await collect(sum), await collect(sum)];
  assert.deepEqual(a.generations, b.generations);
});

test("evolve() mutates rarely in the reference's mode", async () => {
  const novel = async (mutationMode: 'per-gene' | 'reference'): Promise<number> => {
    // Without crossover every child that differs from its parents is a mutant.
    const {scored} = await collect(sum, {mutationMode, crossover: 0, mutation: 0.01, iterations: 2});
    return scored.length - 50;
  };
  assert.ok((await novel('per-gene')) >= 45);
  assert.ok((await novel('reference')) <= 25);
});

test('encodeRuns() and decodeRuns() are inverse', () => {
  const widths = ['8/8', '8/8', '2/8', '8/8'];
  assert.deepEqual(encodeRuns(widths), [
    ['8/8', 2],
    ['2/8', 1],
    ['8/8', 1],
  ]);
  assert.deepEqual(decodeRuns(encodeRuns(widths)), widths);
});

test('evolve() puts given individuals into the first generation, once, after the uniform ones', async () => {
  const one = Array<number>(20).fill(1).fill(2, 10);
  const {scored, generations} = await collect(sum, {given: [one, one, Array<number>(20).fill(0)], iterations: 1});
  assert.equal(scored[4], one.join());
  assert.equal(new Set(scored).size, 50);
  assert.equal(generations[0]!.evaluated, 50);
});

test('resample() keeps the place of every width, and the strategy of equal length', () => {
  assert.deepEqual(resample(['a', 'b'], 4), ['a', 'a', 'b', 'b']);
  assert.deepEqual(resample(['a', 'a', 'a', 'b'], 2), ['a', 'b']);
  assert.deepEqual(resample(['a', 'b', 'c'], 3), ['a', 'b', 'c']);
  const long = [...Array<string>(600).fill('a'), ...Array<string>(400).fill('b')];
  assert.equal(resample(long, 50).filter((width) => width === 'a').length, 30);
});
