/**
 * The rows of one network as a population: which of their steps are the same, and what taking each of those once costs.
 * Plain data and arithmetic; knows no tensors.
 */
import type {Prediction} from '../../models/prediction.js';
import {geneOf, type Path, pathOf} from '../../search/path.js';
import {planWalk, type Walk} from '../../search/walk.js';

/** Rows that are walked together, at most: a walk holds no more states than its rows and one. */
const MOST = 32;

export interface Population {
  /** Places of its rows among all. */
  rows: number[];
  paths: Path[];
  /** What predicts the noise at a step of a path. */
  predictionOf(letter: string): Prediction;
}

/** Strategies in populations of at most `most`; a letter of a path is one of the predictions that there are. */
export function populationsOf(strategies: readonly (readonly Prediction[])[], most = MOST): Population[] {
  const predictions = new Map<string, {gene: number; prediction: Prediction}>();
  const geneFor = (prediction: Prediction): number => {
    const name = JSON.stringify(prediction);
    const found = predictions.get(name) ?? {gene: predictions.size, prediction};
    predictions.set(name, found);
    return found.gene;
  };
  const paths = strategies.map((strategy) => pathOf(strategy.map(geneFor)));
  const all = [...predictions.values()].map(({prediction}) => prediction);
  // Neighbours share most.
  const order = [...paths.keys()].sort((a, b) => (paths[a]! < paths[b]! ? -1 : paths[a]! > paths[b]! ? 1 : a - b));
  if (order.length <= most) order.sort((a, b) => a - b);
  return Array.from({length: Math.ceil(order.length / most)}, (_, index) => {
    const rows = order.slice(index * most, (index + 1) * most);
    return {rows, paths: rows.map((row) => paths[row]!), predictionOf: (letter) => all[geneOf(letter)]!};
  });
}

/** The walk of a population; `macsOf` says what a prediction costs at a step, index 0 the cleanest. */
export function walkOf(
  {paths, predictionOf}: Population,
  macsOf: (prediction: Prediction, step: number) => number,
): Walk {
  const steps = paths[0]!.length;
  return planWalk({
    paths,
    macsOf: (letter, depth) => macsOf(predictionOf(letter), steps - 1 - depth),
    stored: new Set(),
    ancestors: [],
    budget: 0,
  });
}

/** How often the steps of a walk are taken, index 0 the cleanest. */
export const timesTaken = ({steps, segments}: Walk): number[] =>
  Array.from({length: steps}, (_, step) => {
    const depth = steps - 1 - step;
    return segments.filter(({begin, end}) => begin <= depth && depth < end).length;
  });
