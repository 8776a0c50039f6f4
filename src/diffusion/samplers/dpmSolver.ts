/** DPM-Solver (Lu et al. 2022a) and DPM-Solver++ (Lu et al. 2022b), multistep: one evaluation a step. */
import type {Tensor4D} from '../../engine/tf.js';
import {combine, denoise, type Sampler, tidyStep} from '../sampler.js';
import {type Schedule, sigmaRange, signalOf, spreadOf} from '../schedule.js';
import {type SpacingOptions, solverLevels} from './levels.js';

export interface DpmSolverOptions extends SpacingOptions {
  /** 1 to 3; 2 is 2M, 3 is 3M. */
  order?: number | undefined;
  /**
   * How order 2 takes its second term: `midpoint` or `heun`. The published order 3 halves its third term, which leaves
   * it with an error of order 2; `taylor` takes the whole term (and `heun`'s second).
   */
  solver?: 'midpoint' | 'heun' | 'taylor' | undefined;
  clip?: boolean | undefined;
  /** Lower orders in the last steps, where there are fewer than 15. */
  lowerOrderFinal?: boolean | undefined;
  /** The noise left after the last step: none, or that of t = 0. */
  lastSigma?: 'zero' | 'min' | undefined;
}

/** Fewer steps than this end with lower orders. */
const FEW_STEPS = 15;

/** Solves for the noise: it cannot reach σ = 0, and ends at the schedule's least. */
export const dpmSolver = (schedule: Schedule, options: DpmSolverOptions): Sampler =>
  solver(schedule, {...options, lastSigma: 'min'}, {name: 'dpm-solver', clean: false});

/** Solves for the image. */
export const dpmSolverPlusPlus = (schedule: Schedule, options: DpmSolverOptions): Sampler =>
  solver(schedule, options, {name: 'dpm-solver++', clean: true});

function solver(schedule: Schedule, options: DpmSolverOptions, {name, clean}: {name: string; clean: boolean}): Sampler {
  const {steps, order = 2, solver = 'midpoint', clip = false, lowerOrderFinal = true, lastSigma = 'zero'} = options;
  const levels = solverLevels(schedule, options, {whole: true});
  const last = lastSigma === 'zero' ? 0 : sigmaRange(schedule)[0];
  const few = lowerOrderFinal && steps < FEW_STEPS;
  const orderAt = (index: number): number => {
    const known = steps - index;
    if (index === 0 && (few || last === 0)) return 1;
    return Math.min(order, known, index === 1 && few ? 2 : order);
  };
  return {
    name,
    levels,
    usesNoise: () => false,
    step: tidyStep(([x, ...memory], index, {predict}) => {
      const from = levels[index]!.sigma;
      const to = index === 0 ? last : levels[index - 1]!.sigma;
      const denoised = denoise(x, levels[index]!, {predict, clip, prediction: schedule.prediction});
      const outputs = [clean ? denoised.clean : denoised.noise, ...memory].slice(0, order);
      // λ = log(√ᾱ / √(1 − ᾱ)) = −log σ grows by h.
      const h = Math.log(from / to);
      const hh = clean ? -h : h;
      const [kept, scale] = clean
        ? [spreadOf(to) / spreadOf(from), signalOf(to)]
        : [signalOf(to) / signalOf(from), spreadOf(to)];
      /** How much longer the stretches before this one were. */
      const ratio = (past: number): number =>
        Math.log(levels[index + past + 1]!.sigma / levels[index + past]!.sigma) / h;
      const weights = outputWeights(hh, {order: orderAt(index), ratio, solver});
      const terms = weights.map((weight, past): [number, Tensor4D] => [-scale * weight, outputs[past]!]);
      return [combine([kept, x], ...terms), ...outputs.slice(0, order - 1)];
    }),
  };
}

interface WeightOptions {
  order: number;
  ratio(past: number): number;
  solver: 'midpoint' | 'heun' | 'taylor';
}

/** Weights of the last outputs, newest first: an exponential integrator's differences, written out. */
function outputWeights(hh: number, {order, ratio, solver}: WeightOptions): number[] {
  const zeroth = Math.expm1(hh);
  if (order === 1) return [zeroth];
  const first = zeroth / hh - 1;
  const r0 = ratio(0);
  if (order === 2) {
    const slope = (solver === 'midpoint' ? zeroth / 2 : first) / r0;
    return [zeroth + slope, -slope];
  }
  const second = ((zeroth - hh) / hh ** 2 - 0.5) * (solver === 'taylor' ? 2 : 1);
  const r1 = ratio(1);
  const newer = (first * (1 + r0 / (r0 + r1)) + second / (r0 + r1)) / r0;
  const older = -(first * r0 + second) / (r0 + r1) / r1;
  return [zeroth + newer, older - newer, -older];
}
