/** How a spec searches: its method with all that it leaves out, and what it searches for. */
import type {Goal} from '../search/goal.js';
import type {MethodSettings} from '../search/methods/index.js';
import {allowedWidths, type Experiment} from './experiment.js';

/** Segments where a spec names none: as many as divide the steps, up to this. */
const MOST_SEGMENTS = 10;

/** Segments of a strategy: those that the spec names, or the most that divide its steps. */
export function segmentsOf(named: number | undefined, steps: number): number {
  if (named !== undefined) return named;
  let segments = Math.min(MOST_SEGMENTS, steps);
  while (steps % segments !== 0) segments -= 1;
  return segments;
}

/** Only for a spec whose method fits it. */
export function methodSettings(experiment: Experiment): MethodSettings {
  const {method, population, iterations, mutation, mutationMode, crossover, images, sampler, ...own} =
    experiment.search;
  const evolution = {population, iterations, mutation, mutationMode, crossover};
  const sensitivity = () => {
    const {segments, images: probed, base, rounds, tried} = own.sensitivity;
    const around = base === undefined ? {} : {base: allowedWidths(experiment).indexOf(base)};
    return {
      segments: segmentsOf(segments, sampler.steps),
      images: probed ?? images,
      rounds,
      tried,
      version: own.seeds.length > 0 ? (3 as const) : (2 as const),
      ...around,
    };
  };
  switch (method) {
    case 'evolution':
      return {name: method, ...evolution};
    case 'sensitivity':
      return {name: method, ...sensitivity()};
    case 'sensitivity+evolution':
      return {name: method, sensitivity: sensitivity(), ...evolution};
    case 'pareto':
      return {name: method, population, iterations, mutation, crossover};
    case 'racing':
      return {name: method, candidates: own.racing.candidates, images, rounds: own.racing.rounds};
    case 'stages': {
      const segments = segmentsOf(own.stages.segments, sampler.steps);
      const isVaried = own.seeds.length > 0 || own.target?.gflops !== undefined;
      return {name: method, segments, population, iterations, ...(isVaried ? {version: 2 as const} : {})};
    }
    case 'random':
      return {name: method, population, iterations};
  }
}

export function goalOf({search: {target, flopsWeight}}: Experiment): Goal {
  if (target?.gflops !== undefined) return {gflops: target.gflops};
  return target?.distance === undefined ? {flopsWeight} : {distance: target.distance};
}
