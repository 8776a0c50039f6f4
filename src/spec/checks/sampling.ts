/** Samplers: that each can do what its settings ask for, with the network that the spec has. */
import {levelsOf} from '../../diffusion/samplers/levels.js';
import {type DiffusionSettings, type Schedule, scheduleOf, sigmaRange, signalOf} from '../../diffusion/schedule.js';
import {isGuided, mostSteps, SAMPLERS, type SamplerOption, takesOption} from '../../diffusion/settings.js';
import {isWarning, type Problem} from '../../problem.js';
import type {SamplerSettings} from '../experiment.js';
import type {Checked} from './check.js';

const betasWanted = ({schedule, steps}: DiffusionSettings): number => (schedule === 'list' ? steps : 2);

/** Checks the number of `diffusion.betas`. */
export function checkSchedule({experiment, add}: Checked): void {
  const {schedule, betas, steps} = experiment.diffusion;
  const wanted = betasWanted(experiment.diffusion);
  if (betas.length === wanted) return;
  const each = schedule === 'list' ? `one for each of the ${steps} steps` : 'the first and the last';
  add('/diffusion/betas', {
    code: 'betas',
    message: `there are ${betas.length} betas; schedule: ${schedule} takes ${wanted}, ${each}`,
    suggestion: schedule === 'list' ? 'set diffusion.steps to their number' : 'set schedule: list for β of every step',
  });
}

/** Checks `search.sampler` and `evaluate.sampler`. */
export function checkSamplers({experiment, add}: Checked): void {
  const {dataset, model, diffusion, search, evaluate} = experiment;
  for (const [pointer, sampler] of [
    ['/search/sampler', search.sampler],
    ['/evaluate/sampler', evaluate.sampler],
  ] as const) {
    if (!sampler) continue;
    samplerProblems(sampler, diffusion, (key, problem) => add(`${pointer}/${key}`, problem));
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

/** Takes a problem with the option that it is of. */
type Add = (option: string, problem: Problem) => void;

/** What a sampler's settings ask for that it cannot do; `add` takes the option's name. */
export function samplerProblems(sampler: SamplerSettings, diffusion: DiffusionSettings, say: Add): void {
  const {steps: trained} = diffusion;
  let isPossible = true;
  const add: Add = (option, problem) => {
    isPossible &&= isWarning(problem);
    say(option, problem);
  };
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
  const {spacing = SAMPLERS[kind].spacing, order = 1, lastSigma, churnMin, churnMax} = sampler;
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
  }
  if (churnMin !== undefined && churnMax !== undefined && churnMin > churnMax)
    add('churnMin', {code: 'sampler-option', message: `churnMin ${churnMin} is above churnMax ${churnMax}`});
  if (lastSigma === 'min' && (spacing === 'quadratic' || spacing === 'karras')) {
    const message = `with spacing: ${spacing} the last step starts at the least σ, and cannot end there, too`;
    add('lastSigma', {code: 'sampler-option', message, suggestion: 'use lastSigma: zero'});
  }
  // Another number of β is said where they are listed.
  if (betasWanted(diffusion) !== diffusion.betas.length) return;
  const schedule = scheduleOf(diffusion);
  if (spacing === 'karras') checkSigmas(sampler, sigmaRange(schedule), add);
  if (isPossible) checkStart(sampler, schedule, add);
}

const round = (value: number): string => String(Number(value.toPrecision(3)));

/** That the limits of σ leave a range: those that are given, else the schedule's. Warns of limits outside the schedule. */
function checkSigmas({sigmaMin, sigmaMax}: SamplerSettings, [least, most]: [number, number], add: Add): void {
  const [low, high] = [sigmaMin ?? least, sigmaMax ?? most];
  const own = (given: number | undefined): string => (given === undefined ? " (the schedule's)" : '');
  if (low >= high) {
    const message = `sigmaMin ${round(low)}${own(sigmaMin)} is not below sigmaMax ${round(high)}${own(sigmaMax)}`;
    add(sigmaMin === undefined ? 'sigmaMax' : 'sigmaMin', {code: 'sampler-option', message});
    return;
  }
  const range = `the schedule's noise goes from σ = ${round(least)} to ${round(most)}`;
  const outside = (name: string, value: number): void => {
    const message = `${name} ${value} is none that the network is trained with: ${range}`;
    add(name, {
      code: 'sampler-option',
      severity: 'warning',
      message,
      suggestion: `leave ${name} out for the schedule's`,
    });
  };
  if (low < least * (1 - TOLERANCE)) outside('sigmaMin', low);
  if (high > most * (1 + TOLERANCE)) outside('sigmaMax', high);
}

/** Limits that were rounded are the schedule's. */
const TOLERANCE = 0.01;
/** Sampling begins with pure noise. Where the network expects more than this share of the image, the start is wrong. */
const MOST_IMAGE = 0.1;

/** Warns where the first step starts far below the schedule's end, though sampling begins with pure noise. */
function checkStart(sampler: SamplerSettings, schedule: Schedule, add: Add): void {
  const {kind, steps} = sampler;
  const levels = levelsOf(schedule, sampler);
  if (levels.some(({sigma}) => !Number.isFinite(sigma))) {
    const message = `the noise levels of the steps overflow with rho ${sampler.rho}`;
    add('rho', {code: 'sampler-option', message, suggestion: 'ρ of 3 to 10 is usual; 7 is the default'});
    return;
  }
  const first = levels.at(-1)!;
  const image = signalOf(first.sigma);
  const {spacing = SAMPLERS[kind].spacing} = sampler;
  // Uniform steps are ⌊T/n⌋ apart from 0: up to a step is left out at the end by design, more where n divides T badly.
  const isShort = spacing === 'uniform' && schedule.steps - 1 - first.t >= 2 * Math.floor(schedule.steps / steps);
  if (image <= MOST_IMAGE && !isShort) return;
  const [t, last] = [round(first.t), schedule.steps - 1];
  const start = spacing === 'karras' ? `sigmaMax ${round(first.sigma)} (t = ${t})` : `t = ${t}`;
  const message = `${steps} steps${spacing ? ` of spacing ${spacing}` : ''} start at ${start} of ${last}, where the image's share is ${round(image)}; sampling begins with pure noise`;
  const trailing = SAMPLERS[kind].options.spacing?.includes('trailing') && spacing !== 'trailing';
  add(spacing === 'karras' ? 'sigmaMax' : 'steps', {
    code: 'sampler-steps',
    severity: 'warning',
    message,
    suggestion:
      spacing === 'karras'
        ? "leave sigmaMax out for the schedule's"
        : trailing
          ? `spacing: trailing starts at t = ${last}`
          : 'a larger last β in diffusion.betas ends nearer to pure noise',
  });
}
