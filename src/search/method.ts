/**
 * What every search is: an async generator that asks for scores and yields its state. A function of its options and of the
 * answers, so that running it again with the same answers, which are saved, continues it. Knows no tensor and no file.
 */
import type {Generation, Genes, Individual} from './evolution.js';
import type {Goal} from './goal.js';

/** How strategies are scored where it is not as usual. */
export interface Question {
  /** Images of a strategy; the search's own number where it is left out. */
  images?: number | undefined;
  /** Say also how far the features are from those of this strategy. */
  reference?: Genes | undefined;
}

export interface Score extends Individual {
  /** Infinite where features are not finite. */
  distance: number;
  /** Mean over the steps' evaluations. */
  gflops: number;
  /** Mean over images of the squared distance of features to the reference's, on common noise; infinite as above. */
  paired?: number;
}

/** Scores strategies on common noise, in the order given. Strategies of one call share the steps in which they agree. */
export type Ask = (genes: readonly Genes[], question?: Question) => Promise<readonly Score[]>;

/** What is searched. */
export interface Space {
  /** Genes of a strategy: sampling steps, index 0 the cleanest. */
  steps: number;
  /** Values of a gene: allowed widths, narrowest first. */
  choices: number;
  /** What a step at a choice adds to a strategy's GFLOPs: [steps][choices]. */
  costs: readonly (readonly number[])[];
  goal: Goal;
  seed: number;
  /** Strategies that have to be among the first. */
  given: readonly Genes[];
}

/** A strategy and what it is thought to be at before it is scored. */
export interface Predicted {
  genes: Genes;
  gflops: number;
  /** Of the metric. */
  distance: number;
}

/** A generation, or a round of another kind: the best strategies scored so far, best first. */
export interface Round extends Generation {
  /** The whole trade of cost for distance as it is predicted, cheapest first. */
  front?: readonly Predicted[];
}

export type Rounds = AsyncGenerator<Round>;

/** One method of search: how it searches, and how much it asks for. */
export interface SearchMethod<Options> {
  search(ask: Ask, space: Space, options: Options): Rounds;
  /** How many strategies it scores, nearly: whether it finds as many is known when it is over. */
  candidates(options: Options, space: Pick<Space, 'choices'>): number;
  /** The least number of images that it asks for, where that is not the search's own. */
  fewestImages?(options: Options): number;
}

/** Strategies of a method that scores as many in each round. */
export const ofRounds = ({population, iterations}: {population: number; iterations: number}): number =>
  population * iterations;

export const gflopsOfGenes = (genes: Genes, {costs}: Pick<Space, 'costs'>): number =>
  genes.reduce((sum, choice, step) => sum + costs[step]![choice]!, 0);

export const uniform = (choice: number, {steps}: Pick<Space, 'steps'>): Genes => Array<number>(steps).fill(choice);

export const keyOf = (genes: Genes): string => genes.join(',');

/** Best first; equal fitness is ordered by genes, so that the order never depends on the machine. */
export const ranked = <One extends Individual>(individuals: Iterable<One>): One[] =>
  [...individuals].sort((a, b) => a.fitness - b.fitness || (keyOf(a.genes) < keyOf(b.genes) ? -1 : 1));

/** Without repeats, in the order given. */
export const distinct = (genes: readonly Genes[]): Genes[] => [
  ...new Map(genes.map((one) => [keyOf(one), one])).values(),
];

/**
 * What one image of each strategy costs when the steps in which strategies agree, from the noisiest down, are taken once: in
 * the unit of `costs`.
 */
export function walkCost(genes: readonly Genes[], {costs}: Pick<Space, 'costs'>): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const one of genes) {
    let path = '';
    for (let step = one.length - 1; step >= 0; step--) {
      path += `${one[step]},`;
      if (seen.has(path)) continue;
      seen.add(path);
      sum += costs[step]![one[step]!]!;
    }
  }
  return sum;
}
