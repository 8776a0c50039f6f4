/** UniPC (Zhao et al. 2023), solving for the image: each evaluation also corrects the step that led to it. */
import type {Tensor4D} from '../../engine/tf.js';
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {type Schedule, sigmaRange, signalOf, spreadOf} from '../schedule.js';
import {type SpacingOptions, solverLevels} from './levels.js';

export interface UnipcOptions extends SpacingOptions {
  /** 1 to 3. */
  order?: number | undefined;
  /** B(h) of the paper: h, or exp(h) − 1. */
  solver?: 'bh1' | 'bh2' | undefined;
  clip?: boolean | undefined;
  /** Lower orders in the last steps. */
  lowerOrderFinal?: boolean | undefined;
  /** The noise left after the last step: none, or that of t = 0. */
  lastSigma?: 'zero' | 'min' | undefined;
}

export function unipc(schedule: Schedule, options: UnipcOptions): Sampler {
  const {steps, order = 2, solver = 'bh2', clip = false, lowerOrderFinal = true, lastSigma = 'zero'} = options;
  const levels = solverLevels(schedule, options, {whole: true});
  const last = lastSigma === 'zero' ? 0 : sigmaRange(schedule)[0];
  const sigmaOf = (index: number): number => (index < 0 ? last : levels[index]!.sigma);
  const orderAt = (index: number): number =>
    Math.min(lowerOrderFinal || last === 0 ? Math.min(order, index + 1) : order, steps - index);

  /**
   * x moved from level `index` to the one below it. `outputs` are the images known at and before `index`, newest
   * first; `next` is the one at the level below, where it is known: the corrector's.
   */
  const move = (
    x: Tensor4D,
    index: number,
    {outputs, next}: {outputs: readonly Tensor4D[]; next?: Tensor4D | undefined},
  ): Tensor4D => {
    const [from, to] = [sigmaOf(index), sigmaOf(index - 1)];
    const hh = -Math.log(from / to);
    const grown = Math.expm1(hh);
    const latest = outputs[0]!;
    const base: [number, Tensor4D][] = [
      [spreadOf(to) / spreadOf(from), x],
      [-signalOf(to) * grown, latest],
    ];
    const ratios = Array.from(
      {length: orderAt(index) - 1},
      (_, past) => Math.log(sigmaOf(index + past + 1) / from) / hh,
    );
    const differences = ratios.map((ratio, past): [number, Tensor4D] => [1 / ratio, outputs[past + 1]!]);
    if (next) differences.push([1, next]);
    if (differences.length === 0) return combine(...base);
    const spread = solver === 'bh1' ? hh : grown;
    const weights = correctionWeights(hh, {ratios: next ? [...ratios, 1] : ratios, spread});
    const terms = differences.flatMap(([scale, output], place): [number, Tensor4D][] => {
      const weight = -signalOf(to) * spread * weights[place]! * scale;
      return [
        [weight, output],
        [-weight, latest],
      ];
    });
    return combine(...base, ...terms);
  };

  return {
    name: 'unipc',
    levels,
    usesNoise: () => false,
    // The memory: x before the last step, then the images that the network implied, newest first.
    step: tidyStep(([predicted, before, ...known], index, {predict}) => {
      const {clean} = denoise(predicted, levels[index]!, {predict, clip, prediction: schedule.prediction});
      const x = before ? move(before, index + 1, {outputs: known, next: clean}) : predicted;
      const outputs = [clean, ...known].slice(0, order);
      return [move(x, index, {outputs}), x, ...outputs];
    }),
  };
}

interface CorrectionOptions {
  /** Places of the other outputs, in steps of this length from the latest. */
  ratios: readonly number[];
  /** B(h). */
  spread: number;
}

/** Weights of the differences to the other outputs (equations 5 to 8 of the paper). */
function correctionWeights(hh: number, {ratios, spread}: CorrectionOptions): number[] {
  // The paper's simplification, which holds for every h.
  if (ratios.length === 1) return [0.5];
  let factorial = 1;
  let phi = Math.expm1(hh) / hh - 1;
  const right = ratios.map((_, power) => {
    const value = (phi * factorial) / spread;
    factorial *= power + 2;
    phi = phi / hh - 1 / factorial;
    return value;
  });
  return solve(
    ratios.map((_, power) => ratios.map((ratio) => ratio ** power)),
    right,
  );
}

/** Gaussian elimination with pivots; for systems of three at most. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows.slice(column).reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const share = row[column]! / pivot[column]!;
      for (let at = column; at <= size; at++) row[at]! -= share * pivot[at]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
