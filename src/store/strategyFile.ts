/** Strategy files: one width per sampling step, run-length coded from the cleanest up. Read and written here alone. */
import {existsSync} from 'node:fs';
import {readBoundedText} from '../boundedText.js';
import {isWidth, type Width} from '../models/width.js';
import {messageOf, remedyOf} from '../problem.js';
import {decodeRuns, encodeRuns} from '../search/strategy.js';
import {writeFileDurably} from './files.js';

/** What is known of a searched strategy beside its widths. */
export interface StrategyFacts {
  /** Kind of the sampler that it was searched for. */
  sampler: string;
  /** The experiment that it comes from. */
  from: string;
  /** Whether it was given instead of searched. */
  given?: true;
  fitness?: number;
  distance?: number;
  gflops?: number;
  /** The final best, scored again with fresh noise. */
  rescored?: {genes: string; distance: number | null; fitness: number; before?: number | undefined}[];
}

/** The most steps of one run: no strategy is longer. */
const MOST_STEPS = 100_000;
/** Bytes of the largest file. */
const MOST_BYTES = 2 ** 23;

/** A value in a message; what is long or deep is only named. */
const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? 'that is a list or a map'
    : (JSON.stringify(value) ?? 'nothing').slice(0, 60);

/** The widths in a strategy file (`widths`, the authors' `runs`, or an export's `strategy`), index 0 the cleanest. Throws a RangeError that says why not, or the system's error. */
export function readStrategy(file: string): Width[] {
  if (!existsSync(file)) throw new RangeError(`there is no strategy file ${file}`);
  let parsed: {widths?: unknown; runs?: unknown; strategy?: unknown};
  try {
    parsed = JSON.parse(readBoundedText(file, MOST_BYTES)) as typeof parsed;
  } catch (error) {
    // It says itself what to do.
    if (remedyOf(error) !== undefined) throw error;
    throw new RangeError(`${file} is not JSON: ${messageOf(error)}`);
  }
  const listed = parsed?.strategy;
  const runs = Array.isArray(listed) ? listed.map((width: unknown) => [width, 1]) : (parsed?.widths ?? parsed?.runs);
  if (!Array.isArray(runs)) throw new RangeError(`${file} has no list of widths`);
  let steps = 0;
  const checked = runs.map((run: unknown): [Width, number] => {
    const [width, count] = Array.isArray(run) ? (run as unknown[]) : [];
    if (!isWidth(width)) throw new RangeError(`${file} has the unknown width ${shown(width)}`);
    if (!Number.isSafeInteger(count) || (count as number) < 1)
      throw new RangeError(`${file} has the impossible count ${shown(count)}`);
    steps += count as number;
    if (steps > MOST_STEPS) throw new RangeError(`${file} has more than ${MOST_STEPS} steps`);
    return [width, count as number];
  });
  return decodeRuns(checked);
}

/** As readStrategy, but undefined where there is no such file. */
export const readStrategyIfThere = (file: string): Width[] | undefined =>
  existsSync(file) ? readStrategy(file) : undefined;

export function writeStrategy(
  file: string,
  strategy: readonly Width[],
  {sampler, from, ...facts}: StrategyFacts,
): void {
  const content = {widths: encodeRuns(strategy), steps: strategy.length, sampler, from, ...facts};
  writeFileDurably(file, `${JSON.stringify(content, undefined, 1)}\n`);
}
