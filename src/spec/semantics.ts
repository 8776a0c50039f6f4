/** What a schema cannot say: that the parts of a spec fit each other, and that the files it names are there. */
import {existsSync} from 'node:fs';
import {match, unetTensors} from '../convert/families.js';
import {isGuided, mostSteps, SAMPLERS, type SamplerOption} from '../diffusion/settings.js';
import {autoencoderParameters, latentFactor} from '../models/autoencoderShape.js';
import {groupFaults, type UNetConfig} from '../models/shape.js';
import {sortWidths} from '../models/width.js';
import type {Problem} from '../problem.js';
import {messageOf} from '../problem.js';
import {readStrategy} from '../store/strategyFile.js';
import {storedShape} from '../weights/layout.js';
import {readSafetensorsHeader} from '../weights/safetensors.js';
import {
  allowedWidths,
  autoencoderOf,
  dataFolder,
  type Experiment,
  evaluationSampler,
  networkOf,
  resolvePath,
  type SamplerSettings,
} from './experiment.js';
import {locate, type Source} from './source.js';
import {fittedStrategy} from './strategy.js';

/** Problems in a spec that already satisfies the schema. */
export function semanticProblems(source: Source, experiment: Experiment, {past = false} = {}): Problem[] {
  const problems: Problem[] = [];
  const add = (pointer: string, problem: Problem): void => {
    problems.push(locate(source, pointer, problem));
  };
  const {dataset, model, widths, diffusion, train, search, evaluate} = experiment;

  const downsamplings = model.multipliers.length - 1;
  // The autoencoder halves the images first.
  const multiple = 2 ** downsamplings * (dataset.latent ? latentFactor(dataset.latent) : 1);
  if (dataset.resolution % multiple !== 0) {
    add('/dataset/resolution', {
      code: 'resolution',
      message: `resolution ${dataset.resolution} cannot be halved ${downsamplings} times; ${model.multipliers.length} levels need a multiple of ${multiple}`,
      suggestion: `use ${Math.ceil(dataset.resolution / multiple) * multiple}, or fewer multipliers`,
    });
  }
  for (const [index, level] of model.attentionLevels.entries()) {
    if (level > downsamplings) {
      add(`/model/attentionLevels/${index}`, {
        code: 'attention-level',
        message: `attention level ${level} does not exist; the levels are 0 to ${downsamplings}`,
        allowed: model.multipliers.map((_, one) => String(one)),
      });
    }
  }
  for (const [index, width] of widths.exclude.entries()) {
    if (!widths.options.includes(width)) {
      add(`/widths/exclude/${index}`, {
        code: 'excluded-width',
        message: `excluded width ${width} is not among the options`,
        allowed: [...widths.options],
      });
    }
  }
  const allowed = allowedWidths(experiment);
  if (allowed.length === 0)
    add('/widths/exclude', {code: 'no-width', message: 'every width is excluded; the search needs at least one'});
  else if (search.population < allowed.length) {
    add('/search/population', {
      code: 'population',
      message: `a population of ${search.population} cannot hold the ${allowed.length} uniform strategies`,
      allowed: [`>= ${allowed.length}`],
    });
  }
  if (train.sandwich > widths.options.length && widths.options.length > 1) {
    add('/train/sandwich', {
      code: 'sandwich',
      message: `the sandwich takes ${train.sandwich} widths, but there are ${widths.options.length}`,
    });
  }
  for (const [pointer, size] of [
    ['/train/accumulate', train.batch],
    ['/baseline/batch', experiment.baseline.batch],
  ] as const) {
    if (size % train.accumulate === 0) continue;
    add(pointer, {
      code: 'accumulate',
      message: `a batch of ${size} cannot be computed in ${train.accumulate} equal parts`,
      suggestion: 'choose a divisor of the batch for train.accumulate',
    });
  }
  const fitting = dataset.resolution % multiple === 0 && model.attentionLevels.every((level) => level <= downsamplings);
  if (fitting) {
    for (const fault of groupFaults(networkOf(experiment), sortWidths(widths.options)).slice(0, 1)) {
      add('/model/groups', {
        code: 'groups',
        message: `${model.groups} groups do not divide the ${fault.channels} channels of ${fault.layer} at width ${fault.width}`,
        suggestion: 'change model.groups or model.channels, or leave that width out of widths.options',
      });
    }
    if (evaluate.rows.includes('adm') || evaluate.rows.includes('diff-pruning')) {
      for (const fault of groupFaults(networkOf(experiment, {plain: true}), ['8/8'])) {
        add('/baseline/groups', {
          code: 'groups',
          message: `${experiment.baseline.groups} groups do not divide the ${fault.channels} channels of ${fault.layer} in the plain network`,
        });
      }
    }
  }
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
  const steps = evaluationSampler(experiment).steps;
  if (evaluate.rows.includes('ddsm') && steps !== search.sampler.steps && !evaluate.resample) {
    add('/evaluate/sampler/steps', {
      code: 'strategy-steps',
      message: `a strategy of ${search.sampler.steps} steps does not fit ${steps} sampling steps`,
      suggestion: 'set evaluate.resample: true to stretch it, or search with as many steps',
    });
  }
  if (search.population < allowed.length + search.seeds.length && allowed.length > 0 && search.seeds.length > 0) {
    add('/search/seeds', {
      code: 'population',
      message: `a population of ${search.population} cannot hold the ${allowed.length} uniform strategies and ${search.seeds.length} given ones`,
    });
  }
  // A strategy from another experiment is looked at when it is there.
  if (search.strategy !== undefined && !past)
    problems.push(...strategyProblems(source, experiment, '/search/strategy', search.strategy));
  for (const [index, file] of past ? [] : search.seeds.entries())
    problems.push(...strategyProblems(source, experiment, `/search/seeds/${index}`, file));
  for (const [pointer, path, plain] of [
    ['/train/weights', train.weights, false],
    ['/baseline/weights', experiment.baseline.weights, true],
  ] as const) {
    if (path === undefined || past) continue;
    const fault = weightsFault(resolvePath(experiment, path), networkOf(experiment, {plain}));
    if (fault !== undefined) add(pointer, {code: 'weights', message: fault});
  }
  // Published specs name no folder: only a run needs theirs. A folder that a spec does name has to be there.
  if (dataset.path !== undefined && dataset.kind !== 'digits' && !past)
    problems.push(...missingData(experiment, source));
  if (evaluate.metric !== 'fid' && evaluate.scores.length > 0) {
    add('/evaluate/scores', {
      code: 'scores',
      message: `${evaluate.scores.join(', ')} are made of Inception's features; evaluate.metric is ${evaluate.metric}`,
      suggestion: 'set evaluate.metric: fid, or leave scores out',
    });
  }
  if (dataset.kind === 'digits' && dataset.resolution !== 8) {
    add('/dataset/resolution', {
      code: 'resolution',
      message: `the embedded digits are 8 pixels wide, not ${dataset.resolution}`,
    });
  }
  if (dataset.crop !== undefined && (dataset.kind === 'digits' || dataset.kind === 'cifar10')) {
    const message = `images of ${dataset.kind} are not cropped: all have one size`;
    add('/dataset/crop', {code: 'crop', message, suggestion: 'leave dataset.crop out'});
  }
  if (dataset.latent) {
    const {channels, groups, weights} = dataset.latent;
    for (const [index, count] of channels.entries()) {
      if (count % groups === 0) continue;
      const message = `${groups} groups do not divide the ${count} channels of the autoencoder's level ${index}`;
      add(`/dataset/latent/channels/${index}`, {code: 'groups', message, suggestion: 'change dataset.latent.groups'});
    }
    if (weights !== undefined && !past) {
      const file = resolvePath(experiment, weights);
      const fault = existsSync(file) ? autoencoderFault(file, experiment) : undefined;
      if (fault !== undefined) add('/dataset/latent/weights', {code: 'weights', message: fault});
    }
  }
  if (model.labelDropout > 0 && model.classes === 0) {
    const message = 'labelDropout withholds classes, and the model has none';
    add('/model/labelDropout', {code: 'classes', message, suggestion: 'set model.classes'});
  }
  return problems;
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
    if (name === 'kind' || name === 'steps' || name === 'guidance') continue;
    const known = options[name as SamplerOption];
    if (known === undefined) {
      const allowed = Object.keys(options);
      add(name, {
        code: 'sampler-option',
        message: `${kind} has no option ${name}; it has ${allowed.join(', ')}`,
        allowed,
      });
    } else if (known !== 'any' && !known.includes(String(value))) {
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

/** What keeps a .safetensors file from being the autoencoder's, or undefined; other formats are looked at when they are read. */
function autoencoderFault(file: string, experiment: Experiment): string | undefined {
  if (!file.endsWith('.safetensors')) return undefined;
  const wanted = autoencoderParameters(autoencoderOf(experiment)!).map(({name, shape}) => [
    name,
    storedShape(name, shape),
  ]);
  return mismatch(file, new Map(wanted as [string, number[]][]));
}

/** What keeps a file of weights from being the network's, or undefined. */
function weightsFault(file: string, config: UNetConfig): string | undefined {
  if (!existsSync(file)) return `there is no file of weights ${file}`;
  return mismatch(file, unetTensors(config));
}

function mismatch(file: string, wanted: ReadonlyMap<string, readonly number[]>): string | undefined {
  try {
    const {wrong, missing} = match(readSafetensorsHeader(file).shapes, wanted);
    if (wrong)
      return `${wrong.name} should be [${wrong.wanted.join(', ')}], but is [${wrong.found.join(', ')}] in ${file}`;
    return missing.length > 0
      ? `${file} lacks ${missing.length} tensors of the network, the first is ${missing[0]}`
      : undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function strategyProblems(source: Source, experiment: Experiment, pointer: string, path: string): Problem[] {
  try {
    const file = resolvePath(experiment, path);
    fittedStrategy(readStrategy(file), experiment, {file, seed: pointer.startsWith('/search/seeds')});
    return [];
  } catch (error) {
    return [locate(source, pointer, {code: 'strategy', message: messageOf(error)})];
  }
}

function missingData(experiment: Experiment, source: Source): Problem[] {
  const folder = dataFolder(experiment);
  if (folder === undefined || existsSync(folder)) return [];
  const {path, source: origin} = experiment.dataset;
  const suggestion = `${origin || 'put the images into this folder'}; dataset.path points at another place (--set dataset.path=DIR)`;
  const problem = {code: 'missing-data', message: `there is no data at ${folder}`, suggestion};
  return [locate(source, path === undefined ? '/dataset' : '/dataset/path', problem, {atKey: path === undefined})];
}

/** What a command cannot do without: the data, Inception's weights. */
export type Need = 'data' | 'weights';

/** What a command needs from this machine and does not find. */
export function missingFiles(experiment: Experiment, source: Source, needs: readonly Need[]): Problem[] {
  const problems = needs.includes('data') ? missingData(experiment, source) : [];
  const {evaluate} = experiment;
  const {latent} = experiment.dataset;
  if (latent?.weights !== undefined && needs.includes('weights')) {
    const file = resolvePath(experiment, latent.weights);
    if (!existsSync(file)) {
      const problem = {
        code: 'missing-weights',
        message: `latents need the autoencoder's weights, and there is no file ${file}`,
        suggestion:
          "get Stable Diffusion's AutoencoderKL (vae/diffusion_pytorch_model.safetensors or .bin) and put it there, or point dataset.latent.weights at it",
      };
      problems.push(locate(source, '/dataset/latent/weights', problem));
    }
  }
  if (evaluate.metric === 'fid' && needs.includes('weights')) {
    const file = resolvePath(experiment, evaluate.inception);
    if (existsSync(file)) return problems;
    const problem = {
      code: 'missing-weights',
      message: `FID needs Inception's weights, and there is no file ${file}`,
      suggestion:
        'get pt_inception-2015-12-05-6726825d.pth from the releases of the pytorch-fid project and put it there, or point evaluate.inception at it; with labelled data, --set evaluate.metric=frechet needs no weights',
    };
    const written = source.origins.has('/evaluate/metric');
    problems.push(written ? locate(source, '/evaluate/metric', problem) : {...problem, path: 'evaluate.metric'});
  }
  return problems;
}
