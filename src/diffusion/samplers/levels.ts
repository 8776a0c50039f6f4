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
  uniformTimesteps,
  wholeTimesteps,
} from '../schedule.js';
import {SAMPLERS, type SamplerSettings} from '../settings.js';

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

const DDIM_TIMESTEPS = {uniform: uniformTimesteps, quadratic: quadraticTimesteps, trailing: trailingTimesteps};

/** Levels of DDIM's steps, whose times are whole. */
export const ddimLevels = (
  schedule: Schedule,
  {steps, spacing = 'uniform'}: {steps: number; spacing?: keyof typeof DDIM_TIMESTEPS | undefined},
): Level[] => DDIM_TIMESTEPS[spacing](schedule.steps, steps).map((t) => levelAt(schedule, t));

/** The level at which each step of a sampler starts, index 0 the cleanest: known without a network. */
export function levelsOf(schedule: Schedule, settings: SamplerSettings): Level[] {
  const {kind} = settings;
  if (kind === 'ddpm') return Array.from({length: schedule.steps}, (_, t) => levelAt(schedule, t));
  if (kind === 'ddim') return ddimLevels(schedule, settings as Parameters<typeof ddimLevels>[1]);
  return solverLevels(schedule, settings as SpacingOptions, {whole: SAMPLERS[kind].options.order !== undefined});
}
