/** Strategies that an experiment takes from others: where they lie, and which searches have to come first. */
import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Plan} from '../plan/plan.js';
import type {Experiment} from '../spec/experiment.js';
import {transferOf} from '../spec/load.js';
import {searchFiles} from '../store/runFolder.js';
import {planFor, runFolder} from './plan.js';

/** A search that has to be done first. */
export interface Source {
  /** File of its spec. */
  spec: string;
  /** Folder of the stage in its run. */
  stage: string;
}

interface Place extends Source {
  strategy: string;
}

/** Where the strategy lies, or will lie, that an experiment takes; undefined where it takes none. */
function placeOf(taker: Experiment, {runs, plans}: {runs: string; plans: Map<string, Plan>}): Place | undefined {
  const transfer = taker.search.from === undefined ? undefined : transferOf(taker);
  if (!transfer) return undefined;
  const {spec, experiment, searched} = transfer;
  const plan = plans.get(spec) ?? planFor(experiment, runs);
  plans.set(spec, plan);
  const own = plan.cases.find(({variant}) => variant === searched.variant);
  const stage = own!.folders.search!;
  const {strategy} = searchFiles(join(runFolder(runs, experiment), stage));
  return {spec, stage, strategy: resolve(strategy)};
}

/** The experiment with the strategies that it takes from others in their places, and the searches that are still to be done. */
export function withTransfers(experiment: Experiment, runs: string): {experiment: Experiment; missing: Source[]} {
  const missing = new Map<string, Source>();
  // Variants that take from one experiment plan it once.
  const plans = new Map<string, Plan>();
  const settle = (one: Experiment): Experiment => {
    const place = placeOf(one, {runs, plans});
    if (!place) return one;
    const {strategy, ...source} = place;
    if (!existsSync(strategy)) {
      missing.set(strategy, source);
      return one;
    }
    return {...one, search: {...one.search, strategy}};
  };
  const cases = experiment.cases.map(settle);
  return {experiment: {...settle(experiment), cases}, missing: [...missing.values()]};
}
