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
  assert.ok(generations.at(-1)!.population[0]!.fitness <= 1);
});

test('evolve() scores population × iterations individuals at most, none twice', async () => {
  const {scored, generations} = await collect((genes) => (sum(genes) * 7919) % 97);
  assert.equal(generations.length, 10);
  assert.ok(scored.length <= 500);
  assert.equal(new Set(scored.slice(0, 50)).size, 50);
});

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
