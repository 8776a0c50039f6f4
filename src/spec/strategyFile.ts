/** Strategy files: read, and fitted to the sampler that is to use them. */
import {existsSync, readFileSync} from 'node:fs';
import {isWidth, type Width} from '../models/width.js';
import {messageOf} from '../problem.js';
import {resample} from '../search/strategy.js';
import type {Experiment} from './experiment.js';

/**
 * Reads a strategy file that must fit the search: its steps (or it is stretched to them), and widths that are trained,
 * for a `seed` also allowed in the search. Throws a RangeError that says what does not fit.
 */
export function strategyFrom(file: string, experiment: Experiment, {seed}: {seed: boolean}): Width[] {
  const {sampler, resample: stretch} = experiment.search;
  const widths = stretched(readStrategy(file), sampler.steps, {
    file,
    resample: stretch,
    option: 'search.resample: true',
  });
  const untrained = widths.find((width) => !experiment.widths.options.includes(width));
  if (untrained)
    throw new RangeError(`the strategy in ${file} uses width ${untrained}, which is not among widths.options`);
  const excluded = seed ? widths.find((width) => experiment.widths.exclude.includes(width)) : undefined;
  if (excluded) throw new RangeError(`the strategy in ${file} uses width ${excluded}, which the search excludes`);
  return widths;
}

/** A strategy of `steps` steps; one of another length is stretched with `resample`, else refused (RangeError). */
export function stretched(
  widths: Width[],
  steps: number,
  {file, resample: stretch, option}: {file: string; resample: boolean; option: string},
): Width[] {
  if (widths.length === steps || stretch) return resample(widths, steps);
  throw new RangeError(
    `the strategy in ${file} has ${widths.length} steps; the sampler takes ${steps} (${option} stretches it)`,
  );
}

/** The widths in a strategy file (`widths` or the authors' `runs`, run-length coded). Throws a RangeError that says why not. */
export function readStrategy(file: string): Width[] {
  if (!existsSync(file)) throw new RangeError(`there is no strategy file ${file}`);
  let parsed: {widths?: unknown; runs?: unknown};
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8')) as typeof parsed;
  } catch (error) {
    throw new RangeError(`${file} is not JSON: ${messageOf(error)}`);
  }
  const runs = parsed.widths ?? parsed.runs;
  if (!Array.isArray(runs)) throw new RangeError(`${file} has no list of widths`);
  return runs.flatMap((run: unknown) => {
    const [width, count] = Array.isArray(run) ? run : [];
    if (!isWidth(width)) throw new RangeError(`${file} has the unknown width ${JSON.stringify(width)}`);
    if (!Number.isSafeInteger(count) || count < 1 || count > 100_000)
      throw new RangeError(`${file} has the impossible count ${JSON.stringify(count)}`);
    return Array<Width>(count).fill(width);
  });
}
