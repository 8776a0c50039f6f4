/**
 * Successive halving over images (Jamieson and Talwalkar 2016): many strategies on few images, then the better half of them on
 * twice as many, until the last are scored on all. The rule is the rank alone, without a test: all see the same images and
 * noise, so that what is near the best on few is seldom far from it on more.
 */
import {Draws, STREAM} from '../../random.js';
import {type Ask, type Rounds, ranked, type SearchMethod, type Space} from '../method.js';
import {drawStrategies, firstStrategies} from './random.js';

export interface RacingOptions {
  /** Strategies that begin. */
  candidates: number;
  /** Images of the last round. */
  images: number;
  /** Rounds; the first has images / 2^(rounds − 1). */
  rounds: number;
}

async function* race(ask: Ask, space: Space, {candidates, images, rounds}: RacingOptions): Rounds {
  const draws = new Draws({seed: space.seed, stream: STREAM.search});
  const first = firstStrategies(space);
  const seen = new Set(first.map((genes) => genes.join()));
  let running = [...first, ...drawStrategies(candidates - first.length, space, {draws, seen})];
  for (let index = 0; index < rounds; index++) {
    const scores = await ask(running, {images: imagesOfRound(index, {images, rounds})});
    const population = ranked(scores);
    yield {index, population, evaluated: running.length};
    running = population.slice(0, Math.ceil(running.length / 2)).map(({genes}) => genes);
  }
}

export const racing: SearchMethod<RacingOptions> = {
  search: race,
  candidates: ({candidates, rounds}) =>
    Array.from({length: rounds}, (_, index) => Math.ceil(candidates / 2 ** index)).reduce((a, b) => a + b),
  fewestImages: (options) => imagesOfRound(0, options),
};

/** The last round has exactly the images that a score has. */
const imagesOfRound = (index: number, {images, rounds}: Pick<RacingOptions, 'images' | 'rounds'>): number =>
  Math.ceil(images / 2 ** (rounds - 1 - index));
