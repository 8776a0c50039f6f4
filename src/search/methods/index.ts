/** All methods of search, by the name that a spec has for them. */
import type {Ask, Rounds, Space} from '../method.js';
import {type EvolutionOptions, evolution, sensitivityThenEvolution} from './evolution.js';
import {type ParetoOptions, pareto} from './pareto.js';
import {type RacingOptions, racing} from './racing.js';
import {type RandomOptions, random} from './random.js';
import {type SensitivityOptions, sensitivity} from './sensitivity.js';
import {type StagesOptions, stages} from './stages.js';

/** A method and all that it is told, as plain data. */
export type MethodSettings =
  | ({name: 'evolution'} & EvolutionOptions)
  | ({name: 'sensitivity'} & SensitivityOptions)
  | ({name: 'sensitivity+evolution'; sensitivity: SensitivityOptions} & EvolutionOptions)
  | ({name: 'pareto'} & ParetoOptions)
  | ({name: 'racing'} & RacingOptions)
  | ({name: 'stages'} & StagesOptions)
  | ({name: 'random'} & RandomOptions);

export function search(ask: Ask, space: Space, method: MethodSettings): Rounds {
  switch (method.name) {
    case 'evolution':
      return evolution(ask, space, method);
    case 'sensitivity':
      return sensitivity(ask, space, method);
    case 'sensitivity+evolution':
      return sensitivityThenEvolution(ask, space, method);
    case 'pareto':
      return pareto(ask, space, method);
    case 'racing':
      return racing(ask, space, method);
    case 'stages':
      return stages(ask, space, method);
    case 'random':
      return random(ask, space, method);
  }
}

/** The least number of images that a method asks for, where that is not `images`. */
export const fewestImages = (method: MethodSettings, images: number): number => {
  if (method.name === 'sensitivity') return method.images;
  if (method.name === 'sensitivity+evolution') return method.sensitivity.images;
  if (method.name === 'racing') return Math.ceil(images / 2 ** (method.rounds - 1));
  return images;
};

/** How many strategies a method scores, nearly: whether it finds as many is known when it is over. */
export function candidatesAsked(method: MethodSettings, {choices}: Pick<Space, 'choices'>): number {
  switch (method.name) {
    case 'sensitivity':
      return probesOf(method, choices);
    case 'sensitivity+evolution':
      return probesOf(method.sensitivity, choices) + method.population * method.iterations;
    case 'racing':
      return Array.from({length: method.rounds}, (_, index) => Math.ceil(method.candidates / 2 ** index)).reduce(
        (a, b) => a + b,
      );
    default:
      return method.population * method.iterations;
  }
}

const probesOf = ({segments, rounds, tried}: SensitivityOptions, choices: number): number =>
  1 + segments * (choices - 1) + tried + (rounds - 1) * (1 + 2 * segments + tried);
