/** The section `search`: that its method has what it is given and no more, that targets can be met, that strategies fit. */
import {costAt, gflopsOf} from '../../models/cost.js';
import {messageOf, type Problem} from '../../problem.js';
import {readStrategy} from '../../store/strategyFile.js';
import {allowedWidths, type Experiment, networkOf, resolvePath} from '../experiment.js';
import {fittedStrategy} from '../strategy.js';
import type {Checked} from './check.js';

type Method = Experiment['search']['method'];

const EVOLVING: readonly Method[] = ['evolution', 'sensitivity+evolution'];
/** Which methods have an option; all have those that are not named. */
const OWNERS: Readonly<Record<string, readonly Method[]>> = {
  population: [...EVOLVING, 'pareto', 'stages', 'random'],
  iterations: [...EVOLVING, 'pareto', 'stages', 'random'],
  mutation: [...EVOLVING, 'pareto'],
  crossover: [...EVOLVING, 'pareto'],
  mutationMode: EVOLVING,
  sensitivity: ['sensitivity', 'sensitivity+evolution'],
  racing: ['racing'],
  stages: ['stages'],
};

export function checkSearch(checked: Checked): void {
  const {experiment, past, add} = checked;
  const {search} = experiment;
  checkOptions(checked);
  checkCount(checked);
  checkSegments(checked);
  checkTarget(checked);
  if (past) return;
  // A strategy from another experiment is looked at when it is there.
  if (search.strategy !== undefined) {
    const fault = strategyFault(experiment, search.strategy, {seed: false});
    if (fault) add('/search/strategy', fault);
  }
  for (const [index, file] of search.seeds.entries()) {
    const fault = strategyFault(experiment, file, {seed: true});
    if (fault) add(`/search/seeds/${index}`, fault);
  }
}

/** Whether every option of every method was written with a key or after it, as in a spec that a run wrote: that claims nothing. */
const listsAll = (layerOf: Checked['layerOf'], key: string): boolean =>
  Object.keys(OWNERS).every(
    (option) => (layerOf(`/search/${option}`) ?? -1) >= (layerOf(key) ?? Number.POSITIVE_INFINITY),
  );

/** Options of other methods, unless they are inherited from a spec that had another method. */
function checkOptions({experiment, layerOf, add}: Checked): void {
  const {method} = experiment.search;
  const chosen = layerOf('/search/method') ?? -1;
  const first = listsAll(layerOf, '/search/method') ? chosen + 1 / 4 : chosen;
  for (const [option, owners] of Object.entries(OWNERS)) {
    const written = layerOf(`/search/${option}`);
    if (owners.includes(method) || written === undefined || written < first) continue;
    const message = `search.${option} is an option of ${owners.join(', ')}; search.method is ${method}`;
    add(`/search/${option}`, {code: 'method-option', message, suggestion: 'leave it out'}, {atKey: true});
  }
}

function checkCount({experiment, add}: Checked): void {
  const {search} = experiment;
  const uniform = allowedWidths(experiment).length;
  if (search.method === 'racing' && search.racing.candidates < uniform) {
    const message = `${search.racing.candidates} candidates cannot hold the ${uniform} uniform strategies`;
    add('/search/racing/candidates', {code: 'population', message, allowed: [`>= ${uniform}`]});
  }
  const first = Math.ceil(search.images / 2 ** (search.racing.rounds - 1));
  if (search.method === 'racing' && first < 2) {
    const message = `the first of ${search.racing.rounds} rounds has ${first} of ${search.images} images; a covariance needs at least two`;
    add('/search/racing/rounds', {
      code: 'images',
      message,
      allowed: [`<= ${Math.max(1, Math.ceil(Math.log2(search.images)))}`],
    });
  }
  if (!OWNERS.population!.includes(search.method)) return;
  const tooFew = (what: string): Problem => ({
    code: 'population',
    message: `a population of ${search.population} cannot hold the ${what}`,
  });
  if (search.population < uniform)
    add('/search/population', {...tooFew(`${uniform} uniform strategies`), allowed: [`>= ${uniform}`]});
  if (uniform > 0 && search.seeds.length > 0 && search.population < uniform + search.seeds.length)
    add('/search/seeds', tooFew(`${uniform} uniform strategies and ${search.seeds.length} given ones`));
}

function checkSegments({experiment, add}: Checked): void {
  const {search} = experiment;
  const {steps} = search.sampler;
  for (const section of ['sensitivity', 'stages'] as const) {
    const {segments} = search[section];
    if (segments === undefined || !OWNERS[section]!.includes(search.method) || steps % segments === 0) continue;
    const divisors = Array.from({length: Math.min(100, steps)}, (_, index) => index + 1).filter(
      (one) => steps % one === 0,
    );
    add(`/search/${section}/segments`, {
      code: 'segments',
      message: `${segments} segments do not divide ${steps} sampling steps`,
      allowed: divisors.map(String),
    });
  }
  const {base} = search.sensitivity;
  const widths = allowedWidths(experiment);
  if (base === undefined || !OWNERS.sensitivity!.includes(search.method) || widths.includes(base)) return;
  const message = `search.sensitivity.base is ${base}, which the search may not use`;
  add('/search/sensitivity/base', {code: 'excluded-width', message, allowed: widths});
}

function checkTarget({experiment, layerOf, add}: Checked): void {
  const {target} = experiment.search;
  if (!target) return;
  const widths = allowedWidths(experiment);
  if ((target.gflops === undefined) === (target.distance === undefined)) {
    const message = 'search.target names one thing: gflops or distance';
    add('/search/target', {code: 'target', message, allowed: ['{gflops: NUMBER}', '{distance: full}']});
  }
  const weighed = layerOf('/search/flopsWeight');
  const aimed = layerOf('/search/target') ?? 0;
  if (weighed !== undefined && weighed >= (listsAll(layerOf, '/search/target') ? aimed + 1 / 4 : aimed)) {
    const message = 'search.flopsWeight weighs cost against distance; search.target takes its place';
    add('/search/flopsWeight', {code: 'target', message, suggestion: 'leave one of them out'}, {atKey: true});
  }
  if (target.gflops === undefined || widths.length === 0) return;
  const narrowest = gflopsOf(costAt(networkOf(experiment), widths[0]!).macs);
  if (target.gflops >= narrowest) return;
  const message = `no strategy costs ${target.gflops} GFLOPs: the narrowest costs ${Number(narrowest.toPrecision(2))}`;
  add('/search/target/gflops', {code: 'target', message, allowed: [`>= ${narrowest}`]});
}

function strategyFault(experiment: Experiment, path: string, as: {seed: boolean}): Problem | undefined {
  try {
    const file = resolvePath(experiment, path);
    fittedStrategy(readStrategy(file), experiment, {...as, file});
    return undefined;
  } catch (error) {
    return {code: 'strategy', message: messageOf(error)};
  }
}
