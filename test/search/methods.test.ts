/** Every method of search on arithmetic: what each finds, asks for, and does again with the same answers. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Genes} from '../../src/search/evolution.js';
import {fitnessOf, type Goal, misses, WORST} from '../../src/search/goal.js';
import {hypervolume} from '../../src/search/hypervolume.js';
import {type Choice, knapsackFront} from '../../src/search/knapsack.js';
import {
  type Ask,
  gflopsOfGenes,
  type Question,
  type Round,
  type Score,
  type Space,
  walkCost,
} from '../../src/search/method.js';
import {candidatesAsked, type MethodSettings, search} from '../../src/search/methods/index.js';
import {undominated} from '../../src/search/methods/pareto.js';
import {damagesOf} from '../../src/search/methods/sensitivity.js';

const STEPS = 6;
const CHOICES = 3;
const spaceFor = (goal: Goal, given: Genes[] = []): Space => ({
  ...{steps: STEPS, choices: CHOICES, goal, seed: 3, given},
  costs: Array.from({length: STEPS}, () => [1, 2, 4].map((cost) => cost / STEPS)),
});
/** What a step loses by a width: the cleaner it is the more; at the noisiest the narrowest is the best. */
const loss = (choice: number, step: number): number =>
  (CHOICES - 1 - choice) * (step < STEPS - 1 ? STEPS - step : -1) * 0.5;
const distanceOf = (genes: Genes): number => 20 + genes.reduce((sum, choice, step) => sum + loss(choice, step), 0);

interface Call {
  genes: readonly Genes[];
  question: Question;
}

/** A scoring by the arithmetic above, and what it was asked. */
function scoring(space: Space): {ask: Ask; calls: Call[]} {
  const calls: Call[] = [];
  const ask: Ask = async (genes, question = {}) => {
    calls.push({genes, question});
    return genes.map((one): Score => {
      const [distance, gflops] = [distanceOf(one), gflopsOfGenes(one, space)];
      const fitness = fitnessOf(space.goal, {distance, gflops}, distanceOf(Array(STEPS).fill(CHOICES - 1)));
      const score: Score = {genes: one, distance, gflops, fitness};
      const {reference} = question;
      if (reference) score.paired = one.reduce((sum, choice, step) => sum + Math.abs(choice - reference[step]!), 0);
      return score;
    });
  };
  return {ask, calls};
}

async function run(method: MethodSettings, goal: Goal, given: Genes[] = []) {
  const space = spaceFor(goal, given);
  const {ask, calls} = scoring(space);
  const rounds: Round[] = [];
  for await (const round of search(ask, space, method)) rounds.push(round);
  return {rounds, calls, best: rounds.at(-1)!.population[0]!};
}

const all: Genes[] = Array.from({length: CHOICES ** STEPS}, (_, code) =>
  Array.from({length: STEPS}, (__, step) => Math.floor(code / CHOICES ** step) % CHOICES),
);
const bestOf = (goal: Goal): number => {
  const space = spaceFor(goal);
  const full = distanceOf(Array(STEPS).fill(CHOICES - 1));
  return Math.min(
    ...all.map((genes) => fitnessOf(goal, {distance: distanceOf(genes), gflops: gflopsOfGenes(genes, space)}, full)),
  );
};

const evolving = {population: 12, iterations: 8, mutation: 0.1, crossover: 0.9};
const probing = {segments: 6, images: 8, rounds: 2, tried: 3};
const METHODS: MethodSettings[] = [
  {name: 'evolution', mutationMode: 'per-gene', ...evolving},
  {name: 'sensitivity', ...probing},
  {name: 'sensitivity+evolution', sensitivity: probing, mutationMode: 'per-gene', ...evolving},
  {name: 'pareto', ...evolving},
  {name: 'racing', candidates: 40, images: 16, rounds: 3},
  {name: 'stages', segments: 3, population: 12, iterations: 8},
  {name: 'random', population: 12, iterations: 8},
];
const GOALS: Goal[] = [{flopsWeight: 6}, {gflops: 2}, {distance: 'full'}];

for (const method of METHODS)
  for (const goal of GOALS)
    test(`${method.name} for ${JSON.stringify(goal)}: meets it, and does the same again with the same answers`, async () => {
      const given = [[0, 0, 1, 1, 1, 1]];
      const {rounds, calls, best} = await run(method, goal, given);
      assert.ok(!misses(best.fitness), `${best.fitness}`);
      assert.ok(best.fitness >= bestOf(goal) - 1e-9);
      for (const {population} of rounds)
        assert.deepEqual(
          population.map(({fitness}) => fitness),
          population.map(({fitness}) => fitness).sort((a, b) => a - b),
        );
      for (const {genes, question} of calls) {
        assert.equal(new Set(genes.map(String)).size, genes.length, 'a strategy twice in one call');
        assert.ok(genes.every((one) => one.length === STEPS && one.every((gene) => gene >= 0 && gene < CHOICES)));
        if (method.name !== 'racing' && !question.reference && method.name !== 'sensitivity')
          assert.ok(question.images === undefined || method.name === 'sensitivity+evolution');
      }
      assert.ok(
        calls.some(({genes}) => genes.some((one) => String(one) === String(given[0]))),
        'the given strategy',
      );
      assert.deepEqual((await run(method, goal, given)).rounds, rounds);
      const asked = rounds.reduce((sum, {evaluated}) => sum + evaluated, 0);
      assert.ok(asked <= candidatesAsked(method, {choices: CHOICES}) + 1, `${asked} asked`);
    });

test('sensitivity finds the exact optimum where damages add up, for every goal', async () => {
  for (const goal of GOALS) {
    // Where nothing adds up beyond what is measured, the search for a share has the whole way to none.
    const {best, calls} = await run({name: 'sensitivity', ...probing, tried: 8}, goal);
    assert.ok(Math.abs(best.fitness - bestOf(goal)) < 1e-9, `${JSON.stringify(goal)}: ${best.fitness}`);
    const [first] = calls;
    assert.equal(first!.genes.length, 1 + STEPS * (CHOICES - 1));
    assert.deepEqual(first!.question, {images: 8, reference: Array(STEPS).fill(CHOICES - 1)});
    assert.equal(
      calls.filter(({question}) => question.images === undefined).every(({genes}) => genes.length <= 3),
      true,
    );
  }
});

test('sensitivity measures again around the best strategy, where sums mislead', async () => {
  const space = spaceFor({gflops: 2});
  // Narrow neighbours hurt each other, which no single measurement around the widest shows.
  const distance = (genes: Genes): number =>
    distanceOf(genes) +
    genes.reduce((sum, gene, step) => sum + (step > 0 && gene === 0 && genes[step - 1] === 0 ? 4 : 0), 0);
  const ask: Ask = async (genes, {reference} = {}) =>
    genes.map((one): Score => {
      const [found, gflops] = [distance(one), gflopsOfGenes(one, space)];
      const score: Score = {
        genes: one,
        distance: found,
        gflops,
        fitness: fitnessOf(space.goal, {distance: found, gflops}, 0),
      };
      return reference ? {...score, paired: 0} : score;
    });
  const bestAfter = async (rounds: number): Promise<number> => {
    const found: Round[] = [];
    for await (const round of search(ask, space, {name: 'sensitivity', ...probing, rounds})) found.push(round);
    return found.at(-1)!.population[0]!.fitness;
  };
  const [once, often] = [await bestAfter(1), await bestAfter(5)];
  assert.ok(often < once, `${often} after five rounds, ${once} after one`);
});

test('sensitivity measures a given strategy of several widths in a segment as it is', async () => {
  const space = spaceFor({gflops: 2}, [[0, 2, 1, 1, 0, 1]]);
  const [given] = space.given as [Genes];
  const {ask: scores, calls} = scoring(space);
  // The given strategy is far better than any other one, so that later rounds measure around it.
  const ask: Ask = async (genes, question) =>
    (await scores(genes, question)).map((one) =>
      String(one.genes) === String(given) ? {...one, distance: 1, fitness: 1} : one,
    );
  const rounds: Round[] = [];
  const method: MethodSettings = {name: 'sensitivity', ...probing, segments: 3, rounds: 2, tried: 1};
  for await (const round of search(ask, space, method)) rounds.push(round);
  assert.deepEqual(rounds[1]!.population[0]!.genes, given);
  const around = calls.filter(({question}) => String(question.reference) === String(given)).flatMap(({genes}) => genes);
  assert.deepEqual(around[0], given);
  // Every segment becomes one width, also the first one of its own.
  for (const [segment, choices] of [
    [0, [0, 1, 2]],
    [1, [0, 2]],
    [2, [0, 1]],
  ] as const)
    for (const choice of choices) {
      const probe = given.map((one, step) => (Math.floor(step / 2) === segment ? choice : one));
      assert.ok(
        around.some((one) => String(one) === String(probe)),
        `${probe}`,
      );
    }
  // No strategy costs other than the knapsack has it, and the given one, without damage, is one of the front.
  const {front} = rounds[1]!;
  for (const {genes, gflops} of front!) assert.ok(Math.abs(gflops - gflopsOfGenes(genes, space)) < 1e-12);
  const own = front!.find(({genes}) => String(genes) === String(given));
  assert.equal(own?.distance, 1);
  for (const [index, {distance}] of front!.entries())
    if (index > 0) assert.ok(distance < front![index - 1]!.distance, 'the front in order of cost');
});

test('damagesOf() adds the signed change and a share of the paired distance', () => {
  const score = (distance: number, paired: number): Score => ({genes: [], distance, gflops: 0, fitness: 0, paired});
  const probes = [score(12, 1), score(16, 3), score(Number.POSITIVE_INFINITY, 1), score(12, Number.POSITIVE_INFINITY)];
  assert.deepEqual(damagesOf(score(10, 0), probes, 1 / 4), [2.25, 6.75, ...Array(2).fill(Number.POSITIVE_INFINITY)]);
  // A narrower width may be better.
  assert.deepEqual(damagesOf(score(10, 0), [score(9, 1), score(13, 1)], 1 / 2), [-0.5, 3.5]);
});

test('sensitivity finds the share of a change that is damage, where many small changes hurt together', async () => {
  const space = spaceFor({flopsWeight: 6});
  for (const share of [0, 0.2, 0.7]) {
    // What each step changes, and what of it a single measurement shows: nothing but the change itself.
    const change = (genes: Genes): number =>
      genes.reduce((sum, choice, step) => sum + (CHOICES - 1 - choice) * (step + 1), 0);
    let asked = 0;
    const ask: Ask = async (genes, {reference} = {}) =>
      genes.map((one): Score => {
        const gflops = gflopsOfGenes(one, space);
        const distance = 20 + (reference ? 0 : share * change(one));
        if (!reference) asked += 1;
        const paired = reference ? change(one) - change(reference) : undefined;
        const fitness = fitnessOf(space.goal, {distance, gflops}, 0);
        return {genes: one, distance, gflops, fitness, ...(paired === undefined ? {} : {paired})};
      });
    const rounds: Round[] = [];
    for await (const round of search(ask, space, {name: 'sensitivity', ...probing, rounds: 1, tried: 5}))
      rounds.push(round);
    const best = Math.min(...all.map((one) => 20 + share * change(one) + 6 * gflopsOfGenes(one, space)));
    assert.ok(asked <= 5);
    assert.ok(
      rounds[0]!.population[0]!.fitness - best < 0.25,
      `share ${share}: ${rounds[0]!.population[0]!.fitness}, ${best}`,
    );
  }
});

test('knapsackFront() has exactly what no other pick dominates', () => {
  let state = 1;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let round = 0; round < 20; round++) {
    const groups = Array.from({length: 4}, (): Choice[] =>
      Array.from({length: 3}, (_, index) => ({
        cost: index + Math.ceil(next() * 3),
        damage: Math.round(next() * 8) - 2,
      })),
    );
    if (round % 2 === 1) groups[1]![2]!.damage = Number.POSITIVE_INFINITY;
    const every = Array.from({length: 81}, (_, code) => {
      const picks = [0, 1, 2, 3].map((group) => Math.floor(code / 3 ** group) % 3);
      const sum = (key: keyof Choice): number =>
        picks.reduce((total, pick, group) => total + groups[group]![pick]![key], 0);
      return {cost: sum('cost'), damage: sum('damage')};
    }).filter(({damage}) => Number.isFinite(damage));
    const wanted = [...new Set(every.map(({cost}) => cost))]
      .sort((a, b) => a - b)
      .map((cost) => ({cost, damage: Math.min(...every.filter((one) => one.cost === cost).map(({damage}) => damage))}))
      .filter(({damage}, index, front) => front.slice(0, index).every((one) => one.damage > damage));
    const front = knapsackFront(groups);
    assert.deepEqual(
      front.map(({cost, damage}) => ({cost, damage})),
      wanted,
    );
    for (const {picks, cost} of front)
      assert.equal(
        picks.reduce((sum, pick, group) => sum + groups[group]![pick]!.cost, 0),
        cost,
      );
  }
});

test('racing asks for twice the images of half the strategies, and ends with all images', async () => {
  const {calls} = await run({name: 'racing', candidates: 40, images: 18, rounds: 3}, {flopsWeight: 6});
  assert.deepEqual(
    calls.map(({genes, question}) => [genes.length, question.images]),
    [
      [40, 5],
      [20, 9],
      [10, 18],
    ],
  );
});

test('pareto keeps the front: no scored strategy dominates one of it', async () => {
  const {rounds} = await run({name: 'pareto', ...evolving, iterations: 40}, {flopsWeight: 6});
  const front = rounds.at(-1)!.front!;
  const space = spaceFor({flopsWeight: 6});
  const whole = undominated(
    all.map((genes): Score => ({genes, distance: distanceOf(genes), gflops: gflopsOfGenes(genes, space), fitness: 0})),
  );
  const reached = (gflops: number): number =>
    Math.min(...front.filter((one) => one.gflops <= gflops + 1e-9).map(({distance}) => distance));
  const gaps = whole.map(({gflops, distance}) => reached(gflops) - distance);
  assert.ok(Math.max(...gaps) <= 1.5, `behind the true front by ${Math.max(...gaps)}`);
  for (const [index, one] of front.entries())
    if (index > 0) assert.ok(one.gflops > front[index - 1]!.gflops && one.distance < front[index - 1]!.distance);
});

test('stages gives every step of a segment one width, and random keeps a budget', async () => {
  const {calls} = await run({name: 'stages', segments: 3, population: 12, iterations: 8}, {flopsWeight: 6});
  for (const {genes} of calls)
    for (const one of genes)
      assert.ok(
        [0, 2, 4].every((step) => one[step] === one[step + 1]),
        String(one),
      );
  const drawn = await run({name: 'random', population: 12, iterations: 8}, {gflops: 2});
  const space = spaceFor({gflops: 2});
  const costly = drawn.calls.flatMap(({genes}) => genes).filter((genes) => gflopsOfGenes(genes, space) > 2 + 1e-9);
  // The widest uniform strategy stands in every first round.
  assert.deepEqual(costly.map(String), [String(Array(STEPS).fill(2))]);
});

test('stages: a step that the budget narrows is not narrow in the genome of the children', async () => {
  for (let seed = 0; seed < 8; seed++) {
    const space = {...spaceFor({gflops: 3.1}), seed};
    const {ask: scores} = scoring(space);
    const calls: Genes[][] = [];
    // The widest strategy, some of whose steps the budget narrows, is the only parent.
    const ask: Ask = async (genes) => {
      calls.push([...genes]);
      return (await scores(genes)).map((one, place) => ({...one, fitness: place === 2 ? 0 : 1}));
    };
    for await (const _ of search(ask, space, {name: 'stages', segments: 2, population: 1, iterations: 2}));
    assert.ok(Math.max(...calls[0]![2]!) === 2 && Math.min(...calls[0]![2]!) < 2);
    // No segment can become wider, one becomes narrower, and that is within the budget.
    for (const child of calls[1]!)
      assert.ok(['1,1,1,2,2,2', '2,2,2,1,1,1'].includes(String(child)), `${seed}: ${child}`);
  }
});

test('stages scores a given strategy of several widths in a segment as it is', async () => {
  const method: MethodSettings = {name: 'stages', segments: 2, population: 6, iterations: 2};
  const given = [[0, 1, 1, 2, 1, 1]];
  const {calls} = await run(method, {flopsWeight: 6}, given);
  assert.ok(calls[0]!.genes.some((one) => String(one) === String(given[0])));
});

test('fitnessOf() orders what misses a target behind what meets it, by how far it misses', () => {
  const at = (goal: Goal, distance: number, gflops: number): number => fitnessOf(goal, {distance, gflops}, 10);
  assert.equal(at({flopsWeight: 2}, 5, 3), 11);
  assert.deepEqual([at({gflops: 3}, 5, 3), at({gflops: 3}, 500, 3)], [5, 500]);
  assert.ok(at({gflops: 3}, 5, 4) > at({gflops: 3}, 1e6, 3) && at({gflops: 3}, 5, 5) > at({gflops: 3}, 500, 4));
  assert.deepEqual([at({distance: 'full'}, 10, 3), misses(at({distance: 'full'}, 11, 3))], [3, true]);
  assert.equal(at({flopsWeight: 2}, Number.POSITIVE_INFINITY, 3), WORST);
  assert.equal(fitnessOf({distance: 'full'}, {distance: 5, gflops: 3}, Number.POSITIVE_INFINITY), WORST);
});

test('walkCost() counts the steps in which strategies agree, from the noisiest down, once', () => {
  const space = {
    costs: [
      [1, 10],
      [2, 20],
      [3, 30],
    ],
  };
  assert.equal(walkCost([[0, 0, 0]], space), 6);
  // They part at the cleanest step, and at the middle one.
  assert.equal(
    walkCost(
      [
        [0, 0, 0],
        [1, 0, 0],
        [1, 1, 0],
      ],
      space,
    ),
    6 + 10 + 30,
  );
  assert.equal(
    walkCost(
      [
        [0, 0, 0],
        [0, 0, 1],
      ],
      space,
    ),
    6 + 33,
  );
});

test('hypervolume() is the share that the points dominate, each part once', () => {
  assert.equal(hypervolume([], [4, 4]), 0);
  assert.equal(hypervolume([[2, 2]], [4, 4]), 4 / 16);
  // A point that another dominates, one beyond the corner, and one that adds a strip.
  assert.equal(
    hypervolume(
      [
        [2, 2],
        [3, 3],
        [5, 0],
        [1, 3],
      ],
      [4, 4],
    ),
    5 / 16,
  );
});
