/** The paper's search, and the same begun with what sensitivity predicts. */
import {type EvolutionSettings, evolve, type Genes} from '../evolution.js';
import {type Ask, ofRounds, type Rounds, ranked, type SearchMethod, type Space} from '../method.js';
import {type SensitivityOptions, sensitivity} from './sensitivity.js';

export type EvolutionOptions = Pick<
  EvolutionSettings,
  'population' | 'iterations' | 'mutation' | 'mutationMode' | 'crossover'
>;

export const evolution: SearchMethod<EvolutionOptions> = {
  search: (ask, {steps, choices, seed, given}, options) =>
    evolve(async (genes) => (await ask(genes)).map(({fitness}) => fitness), {...options, steps, choices, seed, given}),
  candidates: ofRounds,
};

type SeededOptions = EvolutionOptions & {sensitivity: SensitivityOptions};

/** Its first generation holds the best of sensitivity's scores, and as many of its predictions as there is room for. */
async function* seedAndEvolve(ask: Ask, space: Space, {sensitivity: first, ...options}: SeededOptions): Rounds {
  let index = 0;
  let seeds: Genes[] = [];
  const known = new Map<string, {genes: Genes; fitness: number}>();
  for await (const round of sensitivity.search(ask, space, first)) {
    for (const one of round.population) known.set(one.genes.join(), one);
    seeds = ranked(known.values()).map(({genes}) => genes);
    yield {...round, index};
    index += 1;
  }
  // The uniform strategies are in every first generation.
  const room = Math.max(0, options.population - space.choices);
  for await (const round of evolution.search(ask, {...space, given: seeds.slice(0, room)}, options)) {
    yield {...round, index};
    index += 1;
  }
}

export const sensitivityThenEvolution: SearchMethod<SeededOptions> = {
  search: seedAndEvolve,
  candidates: ({sensitivity: first, ...options}, space) => sensitivity.candidates(first, space) + ofRounds(options),
  fewestImages: ({sensitivity: first}) => first.images,
};
