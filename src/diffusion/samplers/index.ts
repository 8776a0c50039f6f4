/** The sampler that settings describe. */
import type {Sampler} from '../sampler.js';
import type {Schedule} from '../schedule.js';
import {type SamplerKind, type SamplerSettings, samplerName} from '../settings.js';
import {ancestral} from './ancestral.js';
import {ddim} from './ddim.js';
import {dpmSolver, dpmSolverPlusPlus} from './dpmSolver.js';
import {euler} from './euler.js';
import {heun} from './heun.js';
import {unipc} from './unipc.js';

/** Settings that passed validation: each sampler reads the options that are its own. */
type Make = (schedule: Schedule, settings: never) => Sampler;

const MAKERS: Record<SamplerKind, Make> = {
  ddpm: ancestral,
  ddim,
  'dpm-solver': dpmSolver,
  'dpm-solver++': dpmSolverPlusPlus,
  unipc,
  heun,
  euler,
};

export const makeSampler = (schedule: Schedule, settings: SamplerSettings): Sampler => ({
  ...MAKERS[settings.kind](schedule, settings as never),
  name: samplerName(settings),
});
