/** What an evaluation will execute, and hold: known before anything computes, as far as strategies are. Plain data. */
import {evaluationsOf, isGuided} from '../../diffusion/settings.js';
import {rowsOf, stagesOfRows} from '../../methods/index.js';
import type {Asked, NetworkName} from '../../methods/method.js';
import {deepShape, type NetworkMacs, networkMacs} from '../../models/outer.js';
import {type Cached, expectedMacs, isCached, macsOf, type Prediction, widthsOf} from '../../models/prediction.js';
import {type UNetConfig, unetShape} from '../../models/shape.js';
import {WIDTHS, type Width} from '../../models/width.js';
import {resample} from '../../search/strategy.js';
import {stateBytes} from '../fragments.js';
import {populationsOf, walkOf} from './population.js';
import type {EvaluateSettings} from './stage.js';

export interface EvaluationWork {
  /** MACs of all images with steps that rows share taken once, and of each row alone. */
  macs: number;
  macsAlone: number;
  /** States of a batch that are held at the same time, at most, and their bytes. */
  states: number;
  bytes: number;
  /** Rows that are not counted: their strategies are still to be searched. */
  unknown: string[];
}

const NO_SUPERNET: NetworkMacs = {macs: new Map(), outerMacs: () => Number.NaN};

/** What the methods are told; `searched` gives the strategy, of any number of steps. */
export const askedBy = (
  {sampler, trained, allowed, networks, controlSeed}: EvaluateSettings,
  searched: () => readonly Width[],
): Asked => ({
  steps: sampler.steps,
  evaluations: evaluationsOf(sampler),
  trained,
  allowed,
  ...(networks.train ? networkMacs(networks.train, trained) : NO_SUPERNET),
  seed: controlSeed,
  searched: () => resample(searched(), sampler.steps),
});

/** A mixed step counts as on average, a pruned network like the whole one. `searched` is the strategy, where there is one. */
export function evaluationWork(
  settings: EvaluateSettings,
  {batch}: {batch: number},
  searched?: readonly Width[],
): EvaluationWork {
  const {images, repeats, sampler, networks} = settings;
  const known = settings.rows.filter((row) => searched || !stagesOfRows([row]).includes('search'));
  const rows = rowsOf(
    known,
    askedBy(settings, () => searched!),
  );
  const work: EvaluationWork = {
    ...{macs: 0, macsAlone: 0, states: 0, bytes: 0},
    unknown: settings.rows.filter((row) => !known.includes(row)),
  };
  const evaluations = evaluationsOf(sampler);
  for (const network of ['train', 'baseline', 'prune'] as const satisfies NetworkName[]) {
    const strategies = rows.filter((row) => row.network === network).map(({strategy}) => strategy);
    const config = networks[network === 'prune' ? 'baseline' : network];
    if (!config || strategies.length === 0) continue;
    const used = strategies.flat().flatMap(widthsOf);
    const costs = networkMacs(
      config,
      WIDTHS.filter((width) => used.includes(width)),
    );
    for (const population of populationsOf(strategies)) {
      const macsAt = (prediction: Prediction, step: number): number =>
        evaluations[step]! * macsOf(prediction, costs, (mixture) => expectedMacs(mixture, costs.macs));
      const walk = walkOf(population, macsAt);
      work.macs += repeats * images * walk.macs;
      work.macsAlone += repeats * images * walk.macsAlone;
      work.states = Math.max(work.states, walk.peak);
      const kept = keptBytes(
        population.rows.map((row) => strategies[row]!),
        {config, isGuided: isGuided(sampler)},
      );
      const bytes = Math.min(batch, images) * (walk.peak * stateBytes(config, sampler) + kept);
      work.bytes = Math.max(work.bytes, bytes);
    }
  }
  return work;
}

/** Bytes of an image that cached steps keep in all rows together, before and after a step. */
function keptBytes(
  strategies: readonly (readonly Prediction[])[],
  {config, isGuided: guided}: {config: UNetConfig; isGuided: boolean},
): number {
  const bytesOf = ({width, outer}: Cached): number =>
    4 * (guided ? 2 : 1) * deepShape(unetShape(config, width), outer).reduce((size, length) => size * length, 1);
  const most = strategies.map((strategy) => Math.max(0, ...strategy.filter(isCached).map(bytesOf)));
  return most.reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...most);
}
