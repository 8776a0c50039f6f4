/**
 * How a sampling step predicts the noise: with the network at one width, mixed of several, or with a part of it on what
 * the rest gave at an earlier step. Plain data and arithmetic.
 */
import {Draws, STREAM} from '../random.js';
import type {StrategyCost} from './cost.js';
import type {Cut, NetworkMacs} from './outer.js';
import type {Width} from './width.js';

/**
 * A sum over widths that equals the widest on average: f₁ + Σ Bₖ/pₖ (fₖ − fₖ₋₁), where Bₖ is 1 with the chance pₖ and else
 * 0 (ML-EM, Jacot 2026). A network whose share is 0 is not asked.
 */
export interface Mixture {
  /** Narrowest first. */
  levels: readonly Width[];
  /** pₖ of each level, above 0 unless the level is never to be asked; the first is 1. */
  chances: readonly number[];
  /** Numbers of images that share their draws, from a multiple of it on: the same in any batch. */
  together: number;
}

/**
 * The network at a width, cut before its outermost blocks. Fresh: the whole of it, and what enters these blocks is kept.
 * Else: these blocks alone, on what was kept at the step before; only where that one is cached, too.
 */
export interface Cached extends Cut {
  fresh: boolean;
}

export type Prediction = Width | Mixture | Cached;

export const isMixture = (prediction: Prediction): prediction is Mixture =>
  typeof prediction !== 'string' && 'levels' in prediction;

export const isCached = (prediction: Prediction): prediction is Cached =>
  typeof prediction !== 'string' && 'outer' in prediction;

/** Where a step draws. */
export interface MixturePlace {
  seed: number;
  step: number;
  replica: number;
  image: number;
}

/** The widths that a prediction may ask. */
export function widthsOf(prediction: Prediction): readonly Width[] {
  if (typeof prediction === 'string') return [prediction];
  return isMixture(prediction) ? prediction.levels : [prediction.width];
}

/** The cuts of some predictions, without repeats. */
export function cutsOf(predictions: readonly Prediction[]): Cut[] {
  const cuts = predictions.filter(isCached).map(({width, outer}) => [`${width}/${outer}`, {width, outer}] as const);
  return [...new Map(cuts).values()];
}

/** What each level's prediction is multiplied by for one image, as drawn. They add up to 1. */
export function sharesOf({levels, chances, together}: Mixture, {image, ...place}: MixturePlace): number[] {
  const draws = new Draws({...place, stream: STREAM.mixing, image: Math.floor(image / together)});
  const scales = chances.map((chance) => (draws.uniform() < chance ? 1 / chance : 0));
  return levels.map((_, level) => scales[level]! - (scales[level + 1] ?? 0));
}

/** MACs of a mixed prediction on average. */
export function expectedMacs({levels, chances}: Mixture, macs: ReadonlyMap<Width, number>): number {
  return levels.reduce((sum, width, level) => {
    const [own, next] = [chances[level]!, chances[level + 1] ?? 0];
    // Its share is 0 where neither difference is taken, and where both are and weigh the same.
    const left = (1 - own) * (1 - next) + (own === next ? own * next : 0);
    return sum + (1 - left) * macs.get(width)!;
  }, 0);
}

export interface ExecutedOptions extends NetworkMacs {
  /** Of each step, index 0 the cleanest. */
  evaluations: readonly number[];
  seed: number;
  replica: number;
}

/** What a batch of `images` costs for each: every network that one of them needs is asked for all. */
export function executedCost(
  strategy: readonly Prediction[],
  images: readonly number[],
  options: ExecutedOptions,
): StrategyCost {
  const cost = {evaluations: 0, totalMacs: 0};
  for (const [step, prediction] of strategy.entries()) {
    cost.evaluations += options.evaluations[step]!;
    cost.totalMacs += stepMacs(prediction, {step, images}, options);
  }
  return {...cost, macs: cost.totalMacs / cost.evaluations};
}

/** What one of its steps costs. */
export const stepMacs = (
  prediction: Prediction,
  {step, images}: {step: number; images: readonly number[]},
  {evaluations, seed, replica, ...network}: ExecutedOptions,
): number =>
  evaluations[step]! *
  macsOf(prediction, network, (mixture) =>
    askedOf(mixture, images, {seed, step, replica}).reduce((sum, width) => sum + network.macs.get(width)!, 0),
  );

/** MACs of one prediction; `mixedMacs` says what a mixed one asks for. */
export function macsOf(
  prediction: Prediction,
  {macs, outerMacs}: NetworkMacs,
  mixedMacs: (mixture: Mixture) => number,
): number {
  if (isCached(prediction)) return prediction.fresh ? macs.get(prediction.width)! : outerMacs(prediction);
  return isMixture(prediction) ? mixedMacs(prediction) : macs.get(prediction)!;
}

/** Widths that a batch asks. */
function askedOf(mixture: Mixture, images: readonly number[], place: Omit<MixturePlace, 'image'>): Width[] {
  const groups = new Map(images.map((image) => [Math.floor(image / mixture.together), image]));
  const shares = [...groups.values()].map((image) => sharesOf(mixture, {...place, image}));
  return mixture.levels.filter((_, level) => shares.some((one) => one[level] !== 0));
}

/** What an image of a row costs on the mean over its first `count`: each asks what its own draws need. */
export function meanCost(strategy: readonly Prediction[], count: number, options: ExecutedOptions): StrategyCost {
  const together = strategy.reduce((least, one) => (isMixture(one) ? Math.min(least, one.together) : least), count);
  let total = 0;
  let cost: StrategyCost | undefined;
  for (let first = 0; first < count; first += together) {
    cost = executedCost(strategy, [first], options);
    total += Math.min(together, count - first) * cost.totalMacs;
  }
  const totalMacs = total / count;
  return {evaluations: cost!.evaluations, totalMacs, macs: totalMacs / cost!.evaluations};
}
