/** Samplers: that each can do what its settings ask for, with the network that the spec has. */
import {isGuided, mostSteps, SAMPLERS, type SamplerOption, takesOption} from '../../diffusion/settings.js';
import type {Problem} from '../../problem.js';
import type {SamplerSettings} from '../experiment.js';
import type {Checked} from './check.js';

/** Checks `search.sampler` and `evaluate.sampler`. */
export function checkSamplers({experiment, add}: Checked): void {
  const {dataset, model, diffusion, search, evaluate} = experiment;
  for (const [pointer, sampler] of [
    ['/search/sampler', search.sampler],
    ['/evaluate/sampler', evaluate.sampler],
  ] as const) {
    if (!sampler) continue;
    samplerProblems(sampler, diffusion.steps, (key, problem) => add(`${pointer}/${key}`, problem));
    if (sampler.clip && dataset.latent) {
      const message = 'clip keeps predicted images in [−1, 1]; latents have no such bounds';
      add(`${pointer}/clip`, {code: 'sampler-option', message, suggestion: 'leave clip out'});
    }
    if (isGuided(sampler) && (model.classes === 0 || model.labelDropout === 0)) {
      add(`${pointer}/guidance`, {
        code: 'guidance',
        message: 'guidance needs a model that knows images with a class and without',
        suggestion: 'set model.classes, and model.labelDropout to 0.1 or so',
      });
    }
  }
}

/** What a sampler's settings ask for that it cannot do; `add` takes the option's name. */
export function samplerProblems(
  sampler: SamplerSettings,
  trained: number,
  add: (option: string, problem: Problem) => void,
): void {
  const {kind, steps} = sampler;
  const {options} = SAMPLERS[kind];
  if (kind === 'ddpm' && steps !== trained) {
    add('steps', {
      code: 'sampler-steps',
      message: `ancestral sampling takes all ${trained} steps, not ${steps}`,
      suggestion: `set steps to ${trained}, or use kind: ddim`,
    });
  }
  for (const [name, value] of Object.entries(sampler)) {
    if (takesOption(kind, name, value)) continue;
    const known = options[name as SamplerOption];
    if (known === undefined) {
      const allowed = Object.keys(options);
      add(name, {
        code: 'sampler-option',
        message: `${kind} has no option ${name}; it has ${allowed.join(', ')}`,
        allowed,
      });
    } else if (known !== 'any') {
      const message = `${name} of ${kind} is ${value}; allowed: ${known.join(', ')}`;
      add(name, {code: 'sampler-option', message, allowed: [...known]});
    }
  }
  const {spacing = SAMPLERS[kind].spacing, order = 1, lastSigma, sigmaMin, sigmaMax, churnMin, churnMax} = sampler;
  const most = mostSteps(sampler, trained);
  if (kind !== 'ddpm' && steps > most) {
    const message = `${steps} sampling steps are more than the ${most} that ${kind} can take of the ${trained} that are trained`;
    add('steps', {code: 'sampler-steps', message, allowed: [`<= ${most}`]});
  }
  if (order > steps)
    add('order', {code: 'sampler-steps', message: `order ${order} needs at least ${order} steps, not ${steps}`});
  if (spacing !== 'karras') {
    for (const name of ['rho', 'sigmaMin', 'sigmaMax'] as const) {
      if (sampler[name] === undefined) continue;
      const suggestion = 'add spacing: karras, or leave it out';
      add(name, {code: 'sampler-option', message: `${name} only matters with spacing: karras`, suggestion});
    }
  } else if (sigmaMin !== undefined && sigmaMax !== undefined && sigmaMin >= sigmaMax)
    add('sigmaMin', {code: 'sampler-option', message: `sigmaMin ${sigmaMin} is not below sigmaMax ${sigmaMax}`});
  if (churnMin !== undefined && churnMax !== undefined && churnMin > churnMax)
    add('churnMin', {code: 'sampler-option', message: `churnMin ${churnMin} is above churnMax ${churnMax}`});
  if (lastSigma === 'min' && (spacing === 'quadratic' || spacing === 'karras')) {
    const message = `with spacing: ${spacing} the last step starts at the least σ, and cannot end there, too`;
    add('lastSigma', {code: 'sampler-option', message, suggestion: 'use lastSigma: zero'});
  }
}
