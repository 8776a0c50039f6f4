/**
 * Measures what each segment of steps loses by each other width, and solves for the rest: the damage of a strategy is taken
 * to be the sum of its segments' damages, so that an exact knapsack gives the best strategy of every cost. What does not add
 * up is found by measuring again around the best strategy that was scored.
 */
import type {Genes} from '../evolution.js';
import {fitnessOf} from '../goal.js';
import {type Choice, knapsackFront} from '../knapsack.js';
import {
  type Ask,
  distinct,
  gflopsOfGenes,
  keyOf,
  type Predicted,
  type Rounds,
  ranked,
  type Score,
  type SearchMethod,
  type Space,
  uniform,
} from '../method.js';

export interface SensitivityOptions {
  /** Segments of as many steps each, which are given one width. */
  segments: number;
  /** Images of a measurement; fewer than of a score, since differences on common noise are surer than distances. */
  images: number;
  /** Times that segments are measured: once around one width, then around the best strategy. */
  rounds: number;
  /** Strategies that are scored after each. */
  tried: number;
  /** Width around which segments are measured first, as an index of choices; the widest where it is left out. */
  base?: number;
}

/** A segment at another width than the base has there. */
interface Probe {
  segment: number;
  choice: number;
  genes: Genes;
}

async function* searchByDamage(ask: Ask, space: Space, options: SensitivityOptions): Rounds {
  const {choices} = space;
  const {rounds, tried, segments, images} = options;
  const scored = new Map<string, Score>();
  let base = uniform(options.base ?? choices - 1, space);
  for (let index = 0; index < rounds; index++) {
    // Around one width all others are measured; around a strategy, those next to its own.
    const reach = index === 0 ? choices : 1;
    const {front, full, asked} = await predict(ask, space, {base, reach, segments, images});
    const fitness = ({distance, gflops}: Predicted): number => fitnessOf(space.goal, {distance, gflops}, full);
    const order = [...front].sort((a, b) => fitness(a) - fitness(b)).map(({genes}) => genes);
    const first = index === 0 ? space.given : [];
    const fresh = distinct([...first, ...order.filter((genes) => !scored.has(keyOf(genes))).slice(0, tried)]);
    const before = keyOf(base);
    for (const score of await ask(fresh.length > 0 ? fresh : [base])) scored.set(keyOf(score.genes), score);
    const population = ranked(scored.values());
    yield {index, population, evaluated: asked + fresh.length, front};
    base = population[0]!.genes;
    // Around the same strategy the same would be measured again.
    if (index > 0 && keyOf(base) === before) return;
  }
}

export const sensitivity: SearchMethod<SensitivityOptions> = {
  search: searchByDamage,
  candidates: ({segments, rounds, tried}, {choices}) =>
    1 + segments * (choices - 1) + tried + (rounds - 1) * (1 + 2 * segments + tried),
  fewestImages: ({images}) => images,
};

/** The front as it is predicted from one measurement of each segment and width within `reach` of the base's. */
async function predict(
  ask: Ask,
  space: Space,
  {base, reach, segments, images}: Pick<SensitivityOptions, 'segments' | 'images'> & {base: Genes; reach: number},
): Promise<{front: Predicted[]; full: number; asked: number}> {
  const probes = probesAround(base, space, {segments, reach});
  const length = space.steps / segments;
  const widest = uniform(space.choices - 1, space);
  const [own, ...found] = await ask([base, ...probes.map(({genes}) => genes)], {images, reference: base});
  const full = 'distance' in space.goal ? (await ask([widest], {images}))[0]!.distance : Number.POSITIVE_INFINITY;
  const damages = damagesOf(own!, found);
  const groups = Array.from({length: segments}, (_, segment): Choice[] =>
    Array.from({length: space.choices}, (__, choice) => {
      const cost = space.costs
        .slice(segment * length, (segment + 1) * length)
        .reduce((sum, costs) => sum + costs[choice]!, 0);
      if (choice === base[segment * length]) return {cost, damage: 0};
      const probe = probes.findIndex((one) => one.segment === segment && one.choice === choice);
      return {cost, damage: probe < 0 ? Number.POSITIVE_INFINITY : damages[probe]!};
    }),
  );
  const front = knapsackFront(groups).map(({picks, damage}): Predicted => {
    const genes = picks.flatMap((choice) => Array<number>(length).fill(choice));
    return {genes, gflops: gflopsOfGenes(genes, space), distance: own!.distance + damage};
  });
  return {front, full, asked: 1 + probes.length};
}

function probesAround(base: Genes, {choices}: Space, {segments, reach}: {segments: number; reach: number}): Probe[] {
  const length = base.length / segments;
  return Array.from({length: segments}, (_, segment) => segment).flatMap((segment) =>
    Array.from({length: choices}, (_, choice) => choice)
      .filter((choice) => choice !== base[segment * length] && Math.abs(choice - base[segment * length]!) <= reach)
      .map((choice) => ({
        segment,
        choice,
        genes: base.map((own, step) => (Math.floor(step / length) === segment ? choice : own)),
      })),
  );
}

/**
 * The mean of two views of a damage. The signed change of the metric knows that a narrower width may be better, and misses
 * what adds up; the paired distance of features sees every change, but not whether it matters. It is brought to the metric's
 * scale by least squares.
 */
export function damagesOf(base: Score, probes: readonly Score[]): number[] {
  const signed = probes.map(({distance}) => distance - base.distance);
  const usable = probes.map(({paired}, index) => Number.isFinite(signed[index]) && Number.isFinite(paired));
  let [products, squares] = [0, 0];
  for (const [index, {paired}] of probes.entries()) {
    if (!usable[index]) continue;
    products += signed[index]! * paired!;
    squares += paired! * paired!;
  }
  const scale = squares > 0 ? Math.max(0, products / squares) : 0;
  return probes.map(({paired}, index) =>
    usable[index] ? (signed[index]! + scale * paired!) / 2 : Number.POSITIVE_INFINITY,
  );
}
