/** Strategies drawn at random: what every other search has to be better than. */
import {Draws, STREAM} from '../../random.js';
import type {Genes} from '../evolution.js';
import {
  type Ask,
  distinct,
  keyOf,
  ofRounds,
  type Rounds,
  ranked,
  type Score,
  type SearchMethod,
  type Space,
  uniform,
} from '../method.js';
import {withinBudget} from './budget.js';

export interface RandomOptions {
  /** Strategies of a round, and rounds. */
  population: number;
  iterations: number;
}

/** Draws that may find nothing new, for each strategy that is asked for. */
const PATIENCE = 100;

/** As many strategies as there are, or as are asked for, that are not in `seen`. */
export function drawStrategies(count: number, space: Space, {draws, seen}: {draws: Draws; seen: Set<string>}): Genes[] {
  const found: Genes[] = [];
  for (let tries = 0; found.length < count && tries < PATIENCE * count; tries++) {
    const drawn = Array.from({length: space.steps}, () => draws.below(space.choices));
    const genes = withinBudget(drawn, space, draws);
    if (seen.has(keyOf(genes))) continue;
    seen.add(keyOf(genes));
    found.push(genes);
  }
  return found;
}

/** One uniform strategy of each width and the given ones first, as in the paper's first generation. */
export const firstStrategies = (space: Space): Genes[] =>
  distinct([...Array.from({length: space.choices}, (_, choice) => uniform(choice, space)), ...space.given]);

async function* drawAndScore(ask: Ask, space: Space, {population, iterations}: RandomOptions): Rounds {
  const scored: Score[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < iterations; index++) {
    const draws = new Draws({seed: space.seed, stream: STREAM.search, image: index});
    const first = index === 0 ? firstStrategies(space) : [];
    for (const genes of first) seen.add(keyOf(genes));
    const fresh = [...first, ...drawStrategies(population - first.length, space, {draws, seen})];
    if (fresh.length === 0) return;
    scored.push(...(await ask(fresh)));
    yield {index, population: ranked(scored).slice(0, population), evaluated: fresh.length};
  }
}

export const random: SearchMethod<RandomOptions> = {search: drawAndScore, candidates: ofRounds};
