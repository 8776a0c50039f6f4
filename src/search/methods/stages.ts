/**
 * Strategies of a few segments, evolved by mutations that keep the cost: one segment becomes wider and another narrower (after
 * Diff-ES, 2026). Where no budget is given, the cost may also drift by one segment at a time.
 */
import {Draws, STREAM} from '../../random.js';
import type {Genes} from '../evolution.js';
import {
  type Ask,
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

export interface StagesOptions {
  segments: number;
  /** Parents that survive, children of a generation, and generations. */
  population: number;
  iterations: number;
  /** Raised when the same options find other strategies: 2 where a budget or given strategies may make several widths of a segment. */
  version?: 2;
}

const PATIENCE = 100;

async function* evolveStages(ask: Ask, space: Space, {segments, population, iterations}: StagesOptions): Rounds {
  const length = space.steps / segments;
  const expand = (genome: Genes): Genes => genome.flatMap((choice) => Array<number>(length).fill(choice));
  /** Of a strategy with several widths in a segment, the width nearest to their mean. */
  const genomeNear = (genes: Genes): Genes =>
    Array.from({length: segments}, (_, segment) => {
      const widths = genes.slice(segment * length, (segment + 1) * length);
      return Math.round(widths.reduce((sum, choice) => sum + choice, 0) / length);
    });
  const scored = new Map<string, Score>();
  /** The genome of each strategy: the first one where the budget makes one strategy of several. */
  const genomeOf = new Map<string, Genes>();
  let parents: Genes[] = [];
  for (let index = 0; index < iterations; index++) {
    const draws = new Draws({seed: space.seed, stream: STREAM.search, image: index});
    const fresh: Genes[] = [];
    const add = (genome: Genes, strategy = expand(genome)): void => {
      // The budget may narrow single steps of a segment; the genome stays as it is.
      const genes = withinBudget(strategy, space, draws);
      if (genomeOf.has(keyOf(genes))) return;
      genomeOf.set(keyOf(genes), genome);
      fresh.push(genes);
    };
    if (index === 0) {
      for (let choice = 0; choice < space.choices; choice++) add(uniform(choice, {steps: segments}));
      for (const genes of space.given) add(genomeNear(genes), genes);
    }
    for (let tries = 0; fresh.length < population && tries < PATIENCE * population; tries++) {
      const random = (): number[] => Array.from({length: segments}, () => draws.below(space.choices));
      const parent = parents[draws.below(Math.max(1, parents.length))];
      add(parent ? mutate(parent, space, draws) : random());
    }
    if (fresh.length === 0) return;
    for (const score of await ask(fresh)) scored.set(keyOf(score.genes), score);
    const best = ranked(scored.values()).slice(0, population);
    parents = best.map(({genes}) => genomeOf.get(keyOf(genes))!);
    yield {index, population: best, evaluated: fresh.length};
  }
}

export const stages: SearchMethod<StagesOptions> = {search: evolveStages, candidates: ofRounds};

/** One segment a width up and another one down; without a budget, one time in two only one of them. */
function mutate(parent: Genes, {choices, goal}: Space, draws: Draws): Genes {
  const child = [...parent];
  const move = (by: 1 | -1): void => {
    const movable = child.flatMap((choice, at) => (choice + by >= 0 && choice + by < choices ? [at] : []));
    if (movable.length === 0) return;
    const at = movable[draws.below(movable.length)]!;
    child[at] = child[at]! + by;
  };
  const single = !('gflops' in goal) && draws.uniform() < 0.5;
  const up = draws.uniform() < 0.5;
  if (!single || up) move(1);
  if (!single || !up) move(-1);
  return child;
}
