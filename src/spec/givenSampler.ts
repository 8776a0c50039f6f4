/** A sampler's settings from outside a spec: the same schema, the same checks, the same words. */
import type {SamplerSettings} from '../diffusion/settings.js';
import {EXIT, type Problem, ProblemError} from '../problem.js';
import {samplerProblems} from './checks/sampling.js';
import {schemaProblems} from './validate.js';

/** Validates settings for a network trained with `trained` time steps. Throws every problem at once. */
export function parseSampler(given: unknown, trained: number): SamplerSettings {
  // The schema describes whole specs: the rest of this one is known to be right.
  const data = {
    dataset: {kind: 'digits', resolution: 8},
    model: {channels: 32, multipliers: [1]},
    search: {sampler: given},
  };
  const problems: Problem[] = schemaProblems({data, origins: new Map(), texts: new Map(), problems: []});
  const sampler = data.search.sampler as SamplerSettings;
  if (problems.length === 0) samplerProblems(sampler, trained, (_, problem) => problems.push(problem));
  if (problems.length > 0) {
    const named = problems.map(({path: _, ...problem}) => ({...problem, message: `--sampler: ${problem.message}`}));
    throw new ProblemError(named, {exitCode: EXIT.usage});
  }
  return sampler;
}
