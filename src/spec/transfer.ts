/** A strategy taken from another experiment (`search.from`): which spec it comes from, and which of its searches. */
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {nearestOf} from '../nearest.js';
import type {Problem} from '../problem.js';
import {allowedWidths, type Experiment, resolvePath, trainedWidths} from './experiment.js';

export interface Transfer {
  /** File of the other experiment's spec. */
  spec: string;
  /** The other experiment: its name is its run folder's. */
  experiment: Experiment;
  /** The case of it whose search finds the strategy; its folder of the stage `search` is the plan's to say. */
  searched: Experiment;
}

/** A spec that was read for what it holds; its own `search.from` is not followed. */
export type LoadOther = (spec: string) => {experiment: Experiment | undefined; problems: Problem[]};

/** What `search.from` names: `celeba64-ddim/ddim-100` is the variant ddim-100 of celeba64-ddim.yaml, beside this spec. */
const namesOf = (from: string): {name: string; variant: string | undefined} => {
  const [name, variant] = from.split('/') as [string, string?];
  return {name, variant};
};

/** The spec that an experiment takes its strategy from. */
const transferSpec = (experiment: Experiment): string | undefined => {
  const {from} = experiment.search;
  return from === undefined ? undefined : resolvePath(experiment, `${namesOf(from).name}.yaml`);
};

/** Where an experiment takes its strategy from, or what keeps it from that; undefined where it takes none. */
export function findTransfer(taker: Experiment, load: LoadOther): Transfer | Problem | undefined {
  const spec = transferSpec(taker);
  if (spec === undefined) return undefined;
  const {name, variant} = namesOf(taker.search.from!);
  if (taker.search.strategy !== undefined) return refusal('search.from and search.strategy both name a strategy');
  if (resolve(spec) === taker.file) return refusal(`${taker.name} cannot take a strategy from itself`);
  if (!existsSync(spec)) return refusal(`there is no experiment ${name}: no file ${spec}`);
  const {experiment, problems} = load(spec);
  if (!experiment) return refusal(`${name} is not a valid experiment: ${problems[0]!.message}`);
  if (experiment.name === taker.name)
    return refusal(`${spec} is called ${taker.name}, too: both would have one run folder`, {
      suggestion: 'give one of them another name',
    });
  const searched = chooseCase(name, variant, experiment);
  if ('code' in searched) return searched;
  return misfit(taker, searched) ?? {spec, experiment, searched};
}

const refusal = (message: string, more: Pick<Problem, 'suggestion' | 'allowed'> = {}): Problem => ({
  code: 'transfer',
  message,
  ...more,
});

/** The case that is meant: the variant that is named; without a name the only search that there is. */
function chooseCase(name: string, variant: string | undefined, {cases}: Experiment): Experiment | Problem {
  const variants = cases.filter((one) => one.variant !== '').map((one) => one.variant);
  if (variant !== undefined) {
    const found = cases.find((one) => one.variant === variant);
    if (found) return searches(found) ? found : refusal(`${name}/${variant} has no search: ${NO_ROW}`);
    if (variants.length === 0) return refusal(`${name} has no variants`, {suggestion: `use search.from: ${name}`});
    const nearest = nearestOf(variant, variants);
    return refusal(`${name} has no variant ${variant}; it has ${variants.join(', ')}`, {
      allowed: variants.map((one) => `${name}/${one}`),
      suggestion: nearest ? `did you mean ${name}/${nearest}?` : `use one of its variants`,
    });
  }
  const searching = cases.filter(searches);
  const [first] = searching;
  if (!first) return refusal(`${name} has no search: ${NO_ROW}`);
  if (searching.every((one) => isDeepStrictEqual(searchOf(one), searchOf(first)))) return first;
  const allowed = searching.map((one) => `${name}/${one.variant}`);
  return refusal(`${name} searches a strategy for each of its variants; which one is meant?`, {
    allowed,
    suggestion: `use search.from: ${allowed[0]}${allowed.length > 1 ? ` (or ${allowed.slice(1).join(', ')})` : ''}`,
  });
}

const NO_ROW = 'none of its evaluate.rows needs a strategy';

/** Whether an experiment has a search: some row of its table is made with a strategy. */
const searches = ({evaluate}: Experiment): boolean =>
  evaluate.rows.some((row) => row !== 'adm' && row !== 'uniform' && row !== 'diff-pruning');

/** What of a variant can change the strategy that its search finds. */
function searchOf(experiment: Experiment): unknown {
  const {search, classifier, evaluate} = experiment;
  const {checkpointEvery: _checkpoints, sampleEvery: _samples, ...train} = experiment.train;
  const {metric, resize, inception} = evaluate;
  return {
    widths: [trainedWidths(experiment), allowedWidths(experiment)],
    train,
    search,
    metric: metric === 'fid' ? {resize, inception} : classifier,
  };
}

/** What keeps the strategies that a search can find from being another's. */
function misfit(taker: Experiment, searched: Experiment): Problem | undefined {
  const {from} = taker.search;
  const {search} = searched;
  if (search.from !== undefined)
    return refusal(`${from} has no search of its own: it takes its strategy from ${search.from}`);
  const {steps} = search.sampler;
  if (steps !== taker.search.sampler.steps && !taker.search.resample) {
    return refusal(`the strategy of ${from} has ${steps} steps; the sampler takes ${taker.search.sampler.steps}`, {
      suggestion: 'search.resample: true stretches it',
    });
  }
  const unknown = allowedWidths(searched).find((width) => !taker.widths.options.includes(width));
  if (unknown === undefined) return undefined;
  return refusal(`${from} may choose width ${unknown}, which is not among widths.options`);
}
