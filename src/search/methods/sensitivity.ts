/**
 * Measures what each segment of steps loses by each other width, and solves for the rest: the damage of a strategy is taken
 * to be the sum of its segments' damages, so that an exact knapsack gives the best strategy of every cost. How much of a
 * change in features is damage is not known beforehand: it is found by scoring the best strategies for several shares of it.
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
  /**
   * Raised when the same options find other strategies: a search by the earlier rule is another one. 3 where strategies are
   * given, which may have several widths in a segment.
   */
  version?: 2 | 3;
}

/** A segment at another width than the base has there. */
interface Probe {
  segment: number;
  choice: number;
  genes: Genes;
}

async function* searchByDamage(ask: Ask, space: Space, options: SensitivityOptions): Rounds {
  const {choices} = space;
  const {rounds, segments, images} = options;
  const scored = new Map<string, Score>();
  const score = async (genes: readonly Genes[]): Promise<void> => {
    if (genes.length > 0) for (const one of await ask(genes)) scored.set(keyOf(one.genes), one);
  };
  let base = uniform(options.base ?? choices - 1, space);
  for (let index = 0; index < rounds; index++) {
    // Around one width all others are measured; around a strategy, those next to its own.
    const reach = index === 0 ? choices : 1;
    const measured = await measure(ask, space, {base, reach, segments, images});
    const before = keyOf(base);
    const given = distinct(index === 0 ? space.given : []);
    await score(given);
    const found = await tryShares(score, space, {measured, tried: options.tried, scored});
    if (scored.size === 0) await score([base]);
    const population = ranked(scored.values());
    yield {index, population, evaluated: measured.asked + given.length + found.asked, front: found.front};
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

/** What was measured around one strategy. */
interface Measured {
  /** The whole trade of cost for distance, as it is predicted with one share. */
  frontAt(share: number): Predicted[];
  /** Distance of the full width, where the goal needs it. */
  full: number;
  /** Strategies that were scored for it. */
  asked: number;
}

/** Measures each segment at each width within `reach` of the base's. */
async function measure(
  ask: Ask,
  space: Space,
  {base, reach, segments, images}: Pick<SensitivityOptions, 'segments' | 'images'> & {base: Genes; reach: number},
): Promise<Measured> {
  const probes = probesAround(base, space, {segments, reach});
  const length = space.steps / segments;
  const widest = uniform(space.choices - 1, space);
  const [own, ...found] = await ask([base, ...probes.map(({genes}) => genes)], {images, reference: base});
  const full = 'distance' in space.goal ? (await ask([widest], {images}))[0]!.distance : Number.POSITIVE_INFINITY;
  const widthsIn = (segment: number): Genes => base.slice(segment * length, (segment + 1) * length);
  const costOf = (segment: number, genes: Genes): number =>
    genes.reduce((sum, choice, step) => sum + space.costs[segment * length + step]![choice]!, 0);
  const groupsAt = (damages: readonly number[]): Choice[][] =>
    Array.from({length: segments}, (_, segment): Choice[] => {
      const uniformly = Array.from({length: space.choices}, (__, choice): Choice => {
        const cost = costOf(segment, Array<number>(length).fill(choice));
        if (isUniform(widthsIn(segment), choice)) return {cost, damage: 0};
        const probe = probes.findIndex((one) => one.segment === segment && one.choice === choice);
        return {cost, damage: probe < 0 ? Number.POSITIVE_INFINITY : damages[probe]!};
      });
      // A given strategy may have several widths in a segment: these are one choice more.
      const [first] = widthsIn(segment);
      if (isUniform(widthsIn(segment), first!)) return uniformly;
      return [...uniformly, {cost: costOf(segment, widthsIn(segment)), damage: 0}];
    });
  const frontAt = (share: number): Predicted[] =>
    knapsackFront(groupsAt(damagesOf(own!, found, share))).map(({picks, damage}) => {
      const genes = picks.flatMap((pick, segment) =>
        pick === space.choices ? widthsIn(segment) : Array<number>(length).fill(pick),
      );
      return {genes, gflops: gflopsOfGenes(genes, space), distance: own!.distance + damage};
    });
  return {frontAt, full, asked: 1 + probes.length};
}

/**
 * Scores the best strategies for several shares; `score` adds to `scored`. A share that is too small lets many small changes
 * pass that hurt together; one that is too large spends on changes that later steps repair.
 */
async function tryShares(
  score: (genes: readonly Genes[]) => Promise<void>,
  space: Space,
  {measured, tried, scored}: {measured: Measured; tried: number; scored: ReadonlyMap<string, Score>},
): Promise<{front: Predicted[]; asked: number}> {
  const fitness = ({distance, gflops}: Predicted): number => fitnessOf(space.goal, {distance, gflops}, measured.full);
  const found: {share: number; fitness: number; front: Predicted[]}[] = [];
  let asked = 0;
  // Neighbouring shares often have the same best strategy, which costs nothing to try again.
  while (asked < tried && found.length < MOST_SHARES) {
    const share = nextShare(found);
    if (share === undefined) break;
    const front = measured.frontAt(share);
    const best = front.reduce<Predicted | undefined>((a, b) => (a && fitness(a) <= fitness(b) ? a : b), undefined);
    if (!best) return {front, asked};
    if (!scored.has(keyOf(best.genes))) {
      await score([best.genes]);
      asked += 1;
    }
    found.push({share, fitness: scored.get(keyOf(best.genes))!.fitness, front});
  }
  return {front: bestOf(found).front, asked};
}

const MOST_SHARES = 16;
/** The first share; a distance between Gaussians grows by at most the whole change in features, and by what it shifts means. */
const FIRST_SHARE = 1 / 2;
/** Under the least is none, over the whole there is nothing. */
const [LEAST_SHARE, WHOLE] = [1 / 16, 1];

const bestOf = <One extends {fitness: number}>(found: readonly One[]): One =>
  found.reduce((a, b) => (a.fitness <= b.fitness ? a : b));

/**
 * The share to try next: half or twice of those that are best where none that is smaller or larger was tried, else in the
 * wider gap beside them; undefined where all are equally good.
 */
function nextShare(found: readonly {share: number; fitness: number}[]): number | undefined {
  if (found.length === 0) return FIRST_SHARE;
  const {fitness} = bestOf(found);
  const best = found.filter((one) => one.fitness === fitness).map(({share}) => share);
  const [low, high] = [Math.min(...best), Math.max(...best)];
  const shares = found.map(({share}) => share);
  const below = Math.max(...shares.filter((share) => share < low));
  const above = Math.min(...shares.filter((share) => share > high));
  if (below === Number.NEGATIVE_INFINITY && low > 0) return low > LEAST_SHARE ? low / 2 : 0;
  if (above === Number.POSITIVE_INFINITY && high < WHOLE) return Math.max(high * 2, LEAST_SHARE);
  const isAbove =
    below === Number.NEGATIVE_INFINITY || (above < Number.POSITIVE_INFINITY && above * low > below * high);
  const [from, to] = isAbove ? [high, above] : [below, low];
  return from > 0 ? Math.sqrt(from * to) : to / 2;
}

const isUniform = (genes: Genes, choice: number): boolean => genes.every((one) => one === choice);

/** A segment of several widths is measured at those next to its mean. */
function probesAround(base: Genes, {choices}: Space, {segments, reach}: {segments: number; reach: number}): Probe[] {
  const length = base.length / segments;
  return Array.from({length: segments}, (_, segment) => segment).flatMap((segment) => {
    const own = base.slice(segment * length, (segment + 1) * length);
    const mean = own.reduce((sum, choice) => sum + choice, 0) / length;
    return Array.from({length: choices}, (_, choice) => choice)
      .filter((choice) => !isUniform(own, choice) && Math.abs(choice - mean) <= reach)
      .map((choice) => ({
        segment,
        choice,
        genes: base.map((one, step) => (Math.floor(step / length) === segment ? choice : one)),
      }));
  });
}

/**
 * What each probe loses: two views of it, added. The signed change of the metric knows that a narrower width may be better,
 * and misses what adds up; the paired distance of features sees every change, but not how much of it matters, which is `share`.
 */
export function damagesOf(base: Score, probes: readonly Score[], share = FIRST_SHARE): number[] {
  return probes.map(({distance, paired}) => {
    const damage = distance - base.distance + share * paired!;
    return Number.isFinite(damage) ? damage : Number.POSITIVE_INFINITY;
  });
}
