/** The sampler that an experiment names for a stage. */
import type {Sampler} from '../diffusion/sampler.js';
import {makeSampler} from '../diffusion/samplers/index.js';
import {linearSchedule} from '../diffusion/schedule.js';
import type {SamplerSettings} from '../diffusion/settings.js';
import type {Experiment} from '../spec/experiment.js';

export function samplerOf({diffusion}: Experiment, settings: SamplerSettings): Sampler {
  return makeSampler(linearSchedule(diffusion.steps, diffusion.betas), settings);
}
