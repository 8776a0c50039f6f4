/**
 * NSGA-II (Deb et al. 2002) on distance and GFLOPs: the whole trade in one search, from which a strategy for any weight or
 * target can be taken afterwards.
 */
import {Draws, STREAM} from '../../random.js';
import type {Genes} from '../evolution.js';
import {type Ask, keyOf, ofRounds, type Rounds, ranked, type Score, type SearchMethod, type Space} from '../method.js';
import {drawStrategies, firstStrategies} from './random.js';

export interface ParetoOptions {
  population: number;
  iterations: number;
  /** Chance of a gene to mutate, and of a pair to cross over. */
  mutation: number;
  crossover: number;
}

const PATIENCE = 100;

/** A score with its place: `rank` 0 is the front of all, `crowding` how alone it is there. */
export interface Placed {
  score: Score;
  rank: number;
  crowding: number;
}

async function* searchFront(ask: Ask, space: Space, options: ParetoOptions): Rounds {
  const {population, iterations} = options;
  const all = new Map<string, Score>();
  const seen = new Set<string>();
  let parents: Placed[] = [];
  for (let index = 0; index < iterations; index++) {
    const draws = new Draws({seed: space.seed, stream: STREAM.search, image: index});
    const fresh =
      index === 0 ? firstOf(space, population, {draws, seen}) : childrenOf(parents, space, {...options, draws, seen});
    if (fresh.length === 0) return;
    const scores = await ask(fresh);
    for (const score of scores) all.set(keyOf(score.genes), score);
    parents = survivors([...parents.map(({score}) => score), ...scores], population);
    const front = undominated([...all.values()]);
    yield {index, population: ranked(all.values()).slice(0, population), evaluated: fresh.length, front};
  }
}

export const pareto: SearchMethod<ParetoOptions> = {search: searchFront, candidates: ofRounds};

function firstOf(space: Space, population: number, {draws, seen}: {draws: Draws; seen: Set<string>}): Genes[] {
  const first = firstStrategies(space);
  for (const genes of first) seen.add(keyOf(genes));
  return [...first, ...drawStrategies(population - first.length, space, {draws, seen})];
}

const dominates = (a: Score, b: Score): boolean =>
  a.distance <= b.distance && a.gflops <= b.gflops && (a.distance < b.distance || a.gflops < b.gflops);

/** Those that no other is both nearer and cheaper than, cheapest first; of equals one. */
export const undominated = (scores: readonly Score[]): Score[] =>
  scores
    .filter((one) => Number.isFinite(one.distance) && !scores.some((other) => dominates(other, one)))
    .sort((a, b) => a.gflops - b.gflops || (keyOf(a.genes) < keyOf(b.genes) ? -1 : 1))
    .filter(({distance}, index, front) => distance !== front[index - 1]?.distance);

/** The best `count` by rank, then by crowding. */
export function survivors(scores: readonly Score[], count: number): Placed[] {
  const placed: Placed[] = [];
  let rest = [...scores];
  for (let rank = 0; rest.length > 0 && placed.length < count; rank++) {
    const front = rest.filter((one) => !rest.some((other) => dominates(other, one)));
    rest = rest.filter((one) => !front.includes(one));
    const crowding = crowdingOf(front);
    placed.push(...front.map((score, index) => ({score, rank, crowding: crowding[index]!})));
  }
  return placed.sort(isBetter).slice(0, count);
}

const isBetter = (a: Placed, b: Placed): number =>
  a.rank - b.rank ||
  // Two ends of a front are equally alone; their difference would be no number.
  (a.crowding === b.crowding ? 0 : b.crowding - a.crowding) ||
  (keyOf(a.score.genes) < keyOf(b.score.genes) ? -1 : 1);

/** How far the neighbours on the front are from each other, in shares of its extent; infinite at its ends. */
function crowdingOf(front: readonly Score[]): number[] {
  const crowding = Array<number>(front.length).fill(0);
  for (const objective of ['distance', 'gflops'] as const) {
    const order = front.map((_, index) => index).sort((a, b) => front[a]![objective] - front[b]![objective]);
    const [low, high] = [front[order[0]!]![objective], front[order.at(-1)!]![objective]];
    for (const [place, index] of order.entries()) {
      const [left, right] = [order[place - 1], order[place + 1]];
      if (left === undefined || right === undefined) crowding[index] = Number.POSITIVE_INFINITY;
      else if (high > low) crowding[index]! += (front[right]![objective] - front[left]![objective]) / (high - low);
    }
  }
  return crowding;
}

interface Mating extends ParetoOptions {
  draws: Draws;
  seen: Set<string>;
}

/** Binary tournaments by rank and crowding, one-point crossover, mutation; what was scored before is made again. */
function childrenOf(
  parents: readonly Placed[],
  space: Space,
  {population, mutation, crossover, draws, seen}: Mating,
): Genes[] {
  const children: Genes[] = [];
  const parent = (): Genes => {
    const [a, b] = [parents[draws.below(parents.length)]!, parents[draws.below(parents.length)]!];
    return (isBetter(a, b) <= 0 ? a : b).score.genes;
  };
  for (let tries = 0; children.length < population && tries < PATIENCE * population; tries++) {
    const [a, b] = [parent(), parent()];
    const cut = space.steps > 1 && draws.uniform() < crossover ? 1 + draws.below(space.steps - 1) : space.steps;
    const child = [...a.slice(0, cut), ...b.slice(cut)].map((gene) =>
      draws.uniform() < mutation ? draws.below(space.choices) : gene,
    );
    if (seen.has(keyOf(child))) continue;
    seen.add(keyOf(child));
    children.push(child);
  }
  return children;
}
