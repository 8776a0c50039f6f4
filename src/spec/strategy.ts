/** Whether a strategy fits an experiment. */
import type {Width} from '../models/width.js';
import {resample} from '../search/strategy.js';
import type {Experiment} from './experiment.js';

/** A strategy of `steps` steps; one of another length is stretched with `resample`, else refused (RangeError). */
export function stretched(
  widths: readonly Width[],
  steps: number,
  {file, resample: stretch, option}: {file: string; resample: boolean; option: string},
): Width[] {
  if (widths.length === steps || stretch) return resample(widths, steps);
  throw new RangeError(
    `the strategy in ${file} has ${widths.length} steps; the sampler takes ${steps} (${option} stretches it)`,
  );
}

/**
 * A strategy for the experiment's search: with its steps (or stretched to them), of widths that are trained, for a `seed`
 * also allowed in the search. Throws a RangeError that says what does not fit.
 */
export function fittedStrategy(
  strategy: readonly Width[],
  experiment: Experiment,
  {file, seed}: {file: string; seed: boolean},
): Width[] {
  const {sampler, resample: stretch} = experiment.search;
  const widths = stretched(strategy, sampler.steps, {file, resample: stretch, option: 'search.resample: true'});
  const untrained = widths.find((width) => !experiment.widths.options.includes(width));
  if (untrained)
    throw new RangeError(`the strategy in ${file} uses width ${untrained}, which is not among widths.options`);
  const excluded = seed ? widths.find((width) => experiment.widths.exclude.includes(width)) : undefined;
  if (excluded) throw new RangeError(`the strategy in ${file} uses width ${excluded}, which the search excludes`);
  return widths;
}
