/** The noise schedule's mathematics, in float64, in one place. Arithmetic only. */

/** What the network predicts: the noise ε, v = √ᾱ·ε − √(1 − ᾱ)·x₀ (Salimans and Ho 2022), or the image x₀. */
export type PredictionType = 'noise' | 'v' | 'image';

/** The noising process as in a spec. */
export interface DiffusionSettings {
  /** Training time steps T. */
  steps: number;
  /**
   * `linear` and `scaled-linear`: β, or √β, rises linearly between two `betas`. `cosine`: from ᾱ by Nichol and Dhariwal
   * (2021). `list`: `betas` has β of every step.
   */
  schedule: 'linear' | 'scaled-linear' | 'cosine' | 'list';
  betas: readonly number[];
  prediction: PredictionType;
}

/** A noising process as a file of weights states it: those of earlier versions state steps and betas alone. */
export const statedProcess = <Stated extends Partial<DiffusionSettings>>(stated: Stated) =>
  ({schedule: 'linear', prediction: 'noise', ...stated}) as const;

export interface Schedule {
  /** Training time steps T. */
  steps: number;
  /** β_t, variance added at step t. */
  betas: Float64Array;
  /** ᾱ_t = Π (1 − β_s) for s ≤ t. */
  alphaBars: Float64Array;
  prediction: PredictionType;
}

/** A point of the noising process: its training time step, which need not be whole, and σ = √((1 − ᾱ) / ᾱ). */
export interface Level {
  t: number;
  sigma: number;
}

/** β rises linearly from `first` to `last` over T steps (Ho et al. 2020). */
export const linearSchedule = (steps: number, betas: readonly [first: number, last: number]): Schedule =>
  scheduleOf({steps, schedule: 'linear', betas, prediction: 'noise'});

/** The schedule that settings describe. */
export function scheduleOf({steps, schedule, betas: given, prediction}: DiffusionSettings): Schedule {
  const betaAt = BETAS[schedule](given, steps);
  const betas = new Float64Array(steps);
  const alphaBars = new Float64Array(steps);
  let product = 1;
  for (let t = 0; t < steps; t++) {
    betas[t] = betaAt(t);
    product *= 1 - betas[t]!;
    alphaBars[t] = product;
  }
  return {steps, betas, alphaBars, prediction};
}

const between = (first: number, last: number, steps: number, t: number): number =>
  steps === 1 ? first : first + ((last - first) * t) / (steps - 1);

/** ᾱ of the cosine schedule at a share of the steps. */
const cosineBar = (share: number): number => Math.cos((((share + 0.008) / 1.008) * Math.PI) / 2) ** 2;

const BETAS: Record<DiffusionSettings['schedule'], (betas: readonly number[], steps: number) => (t: number) => number> =
  {
    linear:
      ([first, last], steps) =>
      (t) =>
        between(first!, last!, steps, t),
    'scaled-linear':
      ([first, last], steps) =>
      (t) =>
        between(Math.sqrt(first!), Math.sqrt(last!), steps, t) ** 2,
    cosine: (_, steps) => (t) => Math.min(0.999, 1 - cosineBar((t + 1) / steps) / cosineBar(t / steps)),
    list: (betas) => (t) => betas[t]!,
  };

const sigmaAt = ({alphaBars}: Schedule, t: number): number => Math.sqrt((1 - alphaBars[t]!) / alphaBars[t]!);

/** √ᾱ at noise level σ: what the image is multiplied with. */
export const signalOf = (sigma: number): number => 1 / Math.sqrt(1 + sigma ** 2);
/** √(1 − ᾱ) at noise level σ: what the noise is multiplied with. */
export const spreadOf = (sigma: number): number => sigma / Math.sqrt(1 + sigma ** 2);

/** The level at time t; between two time steps σ is interpolated linearly. */
export function levelAt(schedule: Schedule, t: number): Level {
  const below = Math.min(schedule.steps - 1, Math.max(0, Math.floor(t)));
  const above = Math.min(schedule.steps - 1, below + 1);
  const share = Math.min(1, Math.max(0, t - below));
  return {t, sigma: sigmaAt(schedule, below) * (1 - share) + sigmaAt(schedule, above) * share};
}

/** The level with noise σ; between two time steps t is interpolated over log σ, beyond the ends it is the end's. */
export function levelOf(schedule: Schedule, sigma: number): Level {
  let [low, high] = [0, schedule.steps - 1];
  if (sigma <= sigmaAt(schedule, low)) return {t: low, sigma};
  if (sigma >= sigmaAt(schedule, high)) return {t: high, sigma};
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sigmaAt(schedule, middle) <= sigma) low = middle;
    else high = middle;
  }
  const [from, to] = [Math.log(sigmaAt(schedule, low)), Math.log(sigmaAt(schedule, high))];
  return {t: low + (Math.log(sigma) - from) / (to - from), sigma};
}

/** Halves go to the even neighbour, as in NumPy, on which published time steps rest. */
const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

/** Evenly spaced time steps 0, ⌊T/n⌋, 2⌊T/n⌋, … in ascending order: index 0 is the cleanest. */
export function uniformTimesteps(trainSteps: number, count: number): number[] {
  const stride = Math.floor(trainSteps / count);
  return Array.from({length: count}, (_, index) => index * stride);
}

/** Time steps that grow with the square of their index, up to 0.8 T (Song et al. 2021, appendix D), none of them twice. */
export function quadraticTimesteps(trainSteps: number, count: number): number[] {
  const timesteps: number[] = [];
  for (let index = 0; index < count; index++) {
    const exact = count === 1 ? 0 : 0.8 * trainSteps * (index / (count - 1)) ** 2;
    // The first squares are less than one apart; the last ones then leave room for what they pushed on.
    timesteps.push(Math.min(Math.max(Math.floor(exact), (timesteps.at(-1) ?? -1) + 1), trainSteps - count + index));
  }
  return timesteps;
}

/** Evenly spaced time steps that end with T − 1 (Lin et al. 2024, table 2). */
export const trailingTimesteps = (trainSteps: number, count: number): number[] =>
  Array.from({length: count}, (_, index) => roundHalfEven(((index + 1) * trainSteps) / count) - 1);

/** The first `count` of `count + 1` evenly spaced whole time steps from T − 1 down to 0, ascending: multistep solvers'. */
export const wholeTimesteps = (trainSteps: number, count: number): number[] =>
  Array.from({length: count}, (_, index) => roundHalfEven(((index + 1) * (trainSteps - 1)) / count));

/** Evenly spaced time steps from 0 to T − 1, not rounded. */
export const fractionalTimesteps = (trainSteps: number, count: number): number[] =>
  Array.from({length: count}, (_, index) => (count === 1 ? trainSteps - 1 : (index * (trainSteps - 1)) / (count - 1)));

export interface RhoSpacing {
  /** Karras et al. 2022: 7. */
  rho: number;
  sigmaMin: number;
  sigmaMax: number;
}

/** σ evenly spaced in its ρ-th root, ascending (Karras et al. 2022, equation 5). */
export function rhoSigmas(count: number, {rho, sigmaMin, sigmaMax}: RhoSpacing): number[] {
  const [low, high] = [sigmaMin ** (1 / rho), sigmaMax ** (1 / rho)];
  return Array.from({length: count}, (_, index) => {
    const share = count === 1 ? 1 : index / (count - 1);
    return (low + (high - low) * share) ** rho;
  });
}

/** σ of the schedule's first and last time step. */
export const sigmaRange = (schedule: Schedule): [least: number, most: number] => [
  sigmaAt(schedule, 0),
  sigmaAt(schedule, schedule.steps - 1),
];
