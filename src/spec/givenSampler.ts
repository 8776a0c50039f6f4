/** A sampler's settings from outside a spec: the same schema, the same checks, the same words. */
import type {SamplerSettings} from '../diffusion/settings.js';
import {EXIT, isWarning, type Problem, ProblemError} from '../problem.js';
import {samplerProblems} from './checks/sampling.js';
import {schemaProblems} from './validate.js';

/** Validates settings for a network that was trained with a noising process. Throws every problem at once. */
export function parseSampler(
  given: unknown,
  trained: Parameters<typeof samplerProblems>[1],
  onWarning: (warning: Problem) => void,
): SamplerSettings {
  // The schema describes whole specs: the rest of this one is known to be right.
  const data = {
    dataset: {kind: 'digits', resolution: 8},
    model: {channels: 32, multipliers: [1]},
    search: {sampler: given},
  };
  const problems: Problem[] = schemaProblems({data, origins: new Map(), texts: new Map(), problems: []});
  const sampler = data.search.sampler as SamplerSettings;
  if (problems.length === 0) samplerProblems(sampler, trained, (_, problem) => problems.push(problem));
  const named = problems.map(({path: _, ...problem}) => ({...problem, message: `--sampler: ${problem.message}`}));
  if (!named.every(isWarning)) throw new ProblemError(named, {exitCode: EXIT.usage});
  named.forEach(onWarning);
  return sampler;
}
