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
}

const PATIENCE = 100;

async function* evolveStages(ask: Ask, space: Space, {segments, population, iterations}: StagesOptions): Rounds {
  const length = space.steps / segments;
  const expand = (genome: Genes): Genes => genome.flatMap((choice) => Array<number>(length).fill(choice));
  const scored = new Map<string, Score>();
  const seen = new Set<string>();
  let parents: Genes[] = [];
  for (let index = 0; index < iterations; index++) {
    const draws = new Draws({seed: space.seed, stream: STREAM.search, image: index});
    const genomes = new Map<string, Genes>();
    const add = (genome: Genes): void => {
      // The budget may narrow single steps of a segment; the genome stays as it is.
      const genes = withinBudget(expand(genome), space, draws);
      if (seen.has(keyOf(genes))) return;
      seen.add(keyOf(genes));
      genomes.set(keyOf(genes), genes);
    };
    if (index === 0) {
      for (let choice = 0; choice < space.choices; choice++) add(uniform(choice, {steps: segments}));
      for (const genes of space.given) add(genes.filter((_, step) => step % length === 0));
    }
    for (let tries = 0; genomes.size < population && tries < PATIENCE * population; tries++) {
      const random = (): number[] => Array.from({length: segments}, () => draws.below(space.choices));
      const parent = parents[draws.below(Math.max(1, parents.length))];
      add(parent ? mutate(parent, space, draws) : random());
    }
    if (genomes.size === 0) return;
    for (const score of await ask([...genomes.values()])) scored.set(keyOf(score.genes), score);
    const best = ranked(scored.values()).slice(0, population);
    parents = best.map(({genes}) => genes.filter((_, step) => step % length === 0));
    yield {index, population: best, evaluated: genomes.size};
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
