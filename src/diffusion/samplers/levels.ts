/** The levels of samplers that solve the diffusion's differential equation. */
import {
  fractionalTimesteps,
  type Level,
  levelAt,
  levelOf,
  quadraticTimesteps,
  rhoSigmas,
  type Schedule,
  sigmaRange,
  trailingTimesteps,
  wholeTimesteps,
} from '../schedule.js';

export interface SpacingOptions {
  steps: number;
  /** `linspace`: even in time. `quadratic`, `trailing`: as for DDIM. `karras`: even in σ's ρ-th root. */
  spacing?: 'linspace' | 'quadratic' | 'trailing' | 'karras' | undefined;
  /** For `karras`. */
  rho?: number | undefined;
  /** For `karras`; the schedule's where left out. */
  sigmaMin?: number | undefined;
  sigmaMax?: number | undefined;
}

/** Levels of `steps` steps, index 0 the cleanest. `whole` time steps leave the last stretch, to t = 0, to the last step. */
export function solverLevels(schedule: Schedule, options: SpacingOptions, {whole}: {whole: boolean}): Level[] {
  const {steps, spacing = 'linspace', rho = 7} = options;
  if (spacing === 'karras') {
    const [sigmaMin, sigmaMax] = sigmaRange(schedule);
    const range = {rho, sigmaMin: options.sigmaMin ?? sigmaMin, sigmaMax: options.sigmaMax ?? sigmaMax};
    return rhoSigmas(steps, range).map((sigma) => levelOf(schedule, sigma));
  }
  const even = whole ? wholeTimesteps : fractionalTimesteps;
  const timesteps = {linspace: even, quadratic: quadraticTimesteps, trailing: trailingTimesteps}[spacing];
  return timesteps(schedule.steps, steps).map((t) => levelAt(schedule, t));
}
