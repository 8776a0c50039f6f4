/** The section `search`: that the population holds what it has to, and that the strategies it names fit. */
import {messageOf, type Problem} from '../../problem.js';
import {readStrategy} from '../../store/strategyFile.js';
import {allowedWidths, type Experiment, resolvePath} from '../experiment.js';
import {fittedStrategy} from '../strategy.js';
import type {Checked} from './check.js';

export function checkSearch({experiment, past, add}: Checked): void {
  const {search} = experiment;
  const uniform = allowedWidths(experiment).length;
  const tooFew = (what: string): Problem => ({
    code: 'population',
    message: `a population of ${search.population} cannot hold the ${what}`,
  });
  if (search.population < uniform)
    add('/search/population', {...tooFew(`${uniform} uniform strategies`), allowed: [`>= ${uniform}`]});
  if (uniform > 0 && search.seeds.length > 0 && search.population < uniform + search.seeds.length)
    add('/search/seeds', tooFew(`${uniform} uniform strategies and ${search.seeds.length} given ones`));
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

function strategyFault(experiment: Experiment, path: string, as: {seed: boolean}): Problem | undefined {
  try {
    const file = resolvePath(experiment, path);
    fittedStrategy(readStrategy(file), experiment, {...as, file});
    return undefined;
  } catch (error) {
    return {code: 'strategy', message: messageOf(error)};
  }
}
