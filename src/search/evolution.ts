/**
 * The evolutionary search for a strategy (supplement, section F) as an async generator of generations. Genes are
 * indices into the allowed widths. Knows no tensor and no file.
 */
import {Draws, STREAM} from '../random.js';

export interface EvolutionSettings {
  /** Genes of an individual: sampling steps. */
  steps: number;
  /** Values of a gene: allowed widths. */
  choices: number;
  population: number;
  /** Generations, the first included. */
  iterations: number;
  /** Chance of a gene to mutate. */
  mutation: number;
  /**
   * `per-gene`: as the paper says. `reference`: as the authors' code behaves, whose library applies the rate once per
   * individual and once more per gene.
   */
  mutationMode: 'per-gene' | 'reference';
  crossover: number;
  seed: number;
  /** Individuals that the first generation contains. */
  given?: readonly Genes[];
}

export type Genes = readonly number[];

export interface Individual {
  genes: Genes;
  /** Lower is better. */
  fitness: number;
}

export interface Generation {
  /** 0 = the first. */
  index: number;
  /** The best `population` individuals so far, best first. */
  population: Individual[];
  /** How many were scored for this generation. */
  evaluated: number;
}

/** Scores individuals, in the order given. */
export type Evaluate = (genes: readonly Genes[]) => Promise<readonly number[]>;

const MATING_PASSES = 100;
const keyOf = (genes: Genes): string => genes.join(',');

/**
 * Yields every generation. A function of its settings and of what `evaluate` answers: running it again with the same
 * answers gives the same generations, which is how an interrupted search continues.
 */
export async function* evolve(evaluate: Evaluate, settings: EvolutionSettings): AsyncGenerator<Generation> {
  let population = await score(firstGeneration(settings), evaluate);
  let evaluated = population.length;
  population = survivors(population, settings.population);
  for (let index = 0; ; index++) {
    yield {index, population, evaluated};
    if (index + 1 >= settings.iterations) return;
    const children = mate(population, settings, index + 1);
    evaluated = children.length;
    population = survivors([...population, ...(await score(children, evaluate))], settings.population);
  }
}

async function score(genes: Genes[], evaluate: Evaluate): Promise<Individual[]> {
  const fitness = await evaluate(genes);
  return genes.map((one, index) => ({genes: one, fitness: fitness[index]!}));
}

/** The best; equal fitness is ordered by genes, so that the order never depends on the machine. */
function survivors(individuals: Individual[], count: number): Individual[] {
  return [...individuals]
    .sort((a, b) => a.fitness - b.fitness || (keyOf(a.genes) < keyOf(b.genes) ? -1 : 1))
    .slice(0, count);
}

/** One uniform strategy per width, the given ones, then random ones, without repeats (as far as there are that many). */
function firstGeneration({steps, choices, population, seed, given = []}: EvolutionSettings): Genes[] {
  const draws = new Draws({seed, stream: STREAM.search});
  const genes: Genes[] = Array.from({length: choices}, (_, choice) => Array<number>(steps).fill(choice));
  const seen = new Set(genes.map(keyOf));
  for (const one of given) {
    if (!seen.has(keyOf(one))) genes.push(one);
    seen.add(keyOf(one));
  }
  for (let tries = 0; genes.length < population && tries < MATING_PASSES * population; tries++) {
    const one = Array.from({length: steps}, () => draws.below(choices));
    if (seen.has(keyOf(one))) continue;
    seen.add(keyOf(one));
    genes.push(one);
  }
  return genes;
}

/** A generation of children: tournament, crossover, mutation; duplicates are discarded and mated again. */
function mate(parents: readonly Individual[], settings: EvolutionSettings, generation: number): Genes[] {
  const draws = new Draws({seed: settings.seed, stream: STREAM.search, image: generation});
  const seen = new Set(parents.map(({genes}) => keyOf(genes)));
  const children: Genes[] = [];
  for (let pass = 0; children.length < settings.population && pass < MATING_PASSES; pass++) {
    const winners = tournament(parents, draws);
    for (let index = 0; index + 1 < winners.length; index += 2) {
      const pair = cross(winners[index]!.genes, winners[index + 1]!.genes, settings, draws);
      for (const child of pair) {
        const mutated = mutate(child, settings, draws);
        const key = keyOf(mutated);
        if (seen.has(key) || children.length >= settings.population) continue;
        seen.add(key);
        children.push(mutated);
      }
    }
  }
  return children;
}

/** Binary tournament over two random permutations: as many winners as parents. */
function tournament(parents: readonly Individual[], draws: Draws): Individual[] {
  const winners: Individual[] = [];
  const order = [...draws.permutation(parents.length), ...draws.permutation(parents.length)];
  for (let index = 0; index + 1 < order.length; index += 2) {
    const [a, b] = [parents[order[index]!]!, parents[order[index + 1]!]!];
    winners.push(a.fitness <= b.fitness ? a : b);
  }
  return winners;
}

/** Single-point crossover with the cut in 1 … steps − 1; both children are kept. */
function cross(a: Genes, b: Genes, {crossover, steps}: EvolutionSettings, draws: Draws): [Genes, Genes] {
  if (steps < 2 || draws.uniform() >= crossover) return [a, b];
  const cut = 1 + draws.below(steps - 1);
  return [
    [...a.slice(0, cut), ...b.slice(cut)],
    [...b.slice(0, cut), ...a.slice(cut)],
  ];
}

function mutate(genes: Genes, {mutation, mutationMode, choices}: EvolutionSettings, draws: Draws): Genes {
  if (mutationMode === 'reference' && draws.uniform() >= mutation) return genes;
  return genes.map((gene) => (draws.uniform() < mutation ? draws.below(choices) : gene));
}
