/** `ddsm sample`: images from a run, from a file of weights or from a pipeline of diffusers. */
import {existsSync, statSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {dirname, extname, join, resolve} from 'node:path';
import {parse} from 'yaml';
import {requireWritable, withScratch} from '../commit.js';
import {folderOf, openPipelineFolder} from '../convert/diffusersFolder.js';
import {importWeights} from '../convert/import.js';
import {STRATEGY_PLAN} from '../convert/pipelineFolder.js';
import {namedLabels, readManifest} from '../data/dataset.js';
import {type DiffusionSettings, statedProcess} from '../diffusion/schedule.js';
import {isGuided, SAMPLER_KINDS, type SamplerSettings} from '../diffusion/settings.js';
import {groupFaults, type UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, isWidth, type Width} from '../models/width.js';
import {EXIT, messageOf, type ProblemError, usageError} from '../problem.js';
import {MOST_WORD} from '../random.js';
import {formatSeconds, Meter} from '../run/meter.js';
import {caseOf, findRun} from '../run/past.js';
import {preparedFolder} from '../run/plan.js';
import {openCompute} from '../runtime/compute.js';
import {autoencoderOf, type Experiment, evaluationSampler, networkOf, trainedWidths} from '../spec/experiment.js';
import {parseSampler} from '../spec/givenSampler.js';
import {stretched} from '../spec/strategy.js';
import type {StageName} from '../stages/index.js';
import {averagedWeights, stepOf} from '../store/checkpoints.js';
import {latentFiles, searchFiles, trainingFiles} from '../store/runFolder.js';
import {readStrategy} from '../store/strategyFile.js';
import {readSafetensorsHeader} from '../weights/safetensors.js';
import {computeEnvironment} from '../workers/environment.js';
import type {SampleJob} from '../workers/messages.js';
import {Worker} from '../workers/worker.js';
import {isTerminal, runTasks, type Task} from './list.js';
import {note, print, printJson, showWarning} from './output.js';

interface Options {
  runs: string;
  variant?: string;
  network: keyof typeof NETWORKS;
  sampler?: string;
  steps?: number;
  strategy?: string;
  resample?: boolean;
  seeds: string;
  seed?: number;
  batch?: number;
  precision?: 'float32' | 'bfloat16';
  labels?: string;
  start?: string;
  out: string[];
  animation?: string;
  plain?: boolean;
  json?: boolean;
}

/** The stage that leaves the weights of each network. */
const NETWORKS = {supernet: 'train', baseline: 'baseline', pruned: 'prune'} as const;

/** What is known of the weights before anything else is asked. */
interface Source {
  weights: string;
  /** The path that the person knows them by. */
  named: string;
  /** Steps that they were trained for; undefined where their file does not say. */
  step: number | undefined;
  config: UNetConfig;
  latent?: SampleJob['latent'];
  diffusion: SampleJob['diffusion'];
  widths: readonly Width[];
  sampler: SamplerSettings | undefined;
  /** File of the strategy that belongs to them. */
  strategy: string | undefined;
  seed: number;
  precision: SampleJob['precision'];
  /** Names of the classes by label, where the run's prepared data is there. */
  classes?: string[];
  /** Whether GPUs may compute in TF32. */
  tf32: boolean;
}

export async function sample(from: string, options: Options): Promise<void> {
  const run = findRun(from, options.runs);
  if (run !== undefined) return sampleFrom(from, sourceOfRun(run, options), options);
  const folder = existsSync(from) ? folderOf(from) : undefined;
  if (folder === undefined) return sampleFrom(from, sourceOf(from, options), options);
  openPipelineFolder(folder);
  return withScratch(tmpdir(), async (scratch) => {
    const weights = join(scratch, 'weights.safetensors');
    await importWeights(from, {out: weights, weights: 'ema'});
    // An export's strategy lies in the pipeline's folder.
    const strategy = [folder, dirname(folder)].map((one) => join(one, STRATEGY_PLAN)).find((path) => existsSync(path));
    await sampleFrom(from, {...sourceOfFile(weights), named: from, strategy}, options);
  });
}

async function sampleFrom(from: string, source: Source, options: Options): Promise<void> {
  const strategy = strategyNamed(source, options);
  const job = jobOf(source, options, strategy);
  const used = strategy === 'full' ? 'full width at every step' : strategy;
  const why = strategy === 'full' && options.strategy === undefined && options.network === 'supernet';
  note(`weights: ${source.named}${source.step === undefined ? '' : `, after ${source.step} steps`}`);
  note(`strategy: ${used}${why ? `, since ${from} has no searched strategy` : ''}`);
  if (options.labels !== undefined && source.classes?.length && job.labels)
    note(`classes: ${namedLabels(source.classes, job.labels)}`);
  const environment = computeEnvironment(source.config, availableParallelism(), source);
  const [device] = openCompute(environment, {note, warn: showWarning});
  const worker = new Worker(device!);
  let stopped = false;
  const stop = (): void => worker.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const plain = options.plain === true || options.json === true || !isTerminal();
  const began = performance.now();
  const title = `Sample ${job.images.length} images`;
  const task: Task['task'] = async (shown) => {
    const show = (line: string): void => {
      shown.output = line;
    };
    const meter = new Meter(show, {plain});
    const {state} = await worker.sample(job, {onProgress: (progress) => meter.update(progress), onWarning: note});
    stopped = state === 'stopped';
    const seconds = (performance.now() - began) / 1000;
    const rate = (job.images.length / seconds).toPrecision(3);
    shown.title = stopped ? `${title}: stopped` : `${title}: ${formatSeconds(seconds)}, ${rate} a second`;
  };
  try {
    await runTasks([{title, task}], {plain});
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    worker.close();
  }
  if (stopped) {
    note('stopped; of what was asked for only whole images in a folder are there');
    process.exitCode = EXIT.interrupted;
    return;
  }
  const files = [...job.outputs.map(({path}) => path), ...(job.animation ? [job.animation.path] : [])];
  const seconds = (performance.now() - began) / 1000;
  if (options.json)
    printJson({
      images: job.images.length,
      sampler: job.sampler,
      seconds,
      files,
      weights: source.named,
      step: source.step ?? null,
      strategy: {from: strategy, widths: job.strategy},
    });
  else for (const file of files) print(file);
}

function sourceOf(from: string, options: Options): Source {
  if (!existsSync(from) || statSync(from).isDirectory()) {
    throw usageError({
      code: 'unknown-run',
      message: `${from} is neither a run, here or in ${options.runs}, nor a .safetensors file, nor a pipeline of diffusers`,
      suggestion: 'start a run with npx ddsm run experiments/quickstart.yaml',
    });
  }
  return sourceOfFile(from);
}

function sourceOfFile(from: string): Source {
  const {metadata} = readSafetensorsHeader(from);
  const stated = (name: string): unknown => {
    try {
      return metadata[name] === undefined ? undefined : (JSON.parse(metadata[name]) as unknown);
    } catch (error) {
      const message = `${from} does not say its ${name} in JSON: ${messageOf(error)}`;
      throw usageError({code: 'bare-weights', file: from, message});
    }
  };
  const known = (name: string): unknown => {
    const value = stated(name);
    if (value !== undefined) return value;
    throw usageError({
      code: 'bare-weights',
      file: from,
      message: `${from} does not say its ${name}`,
      suggestion: `sample from the run instead, or from the ema.safetensors of one of its checkpoints; ddsm import ${from} --out X.safetensors --spec SPEC adds what a spec says`,
    });
  };
  const config = known('architecture') as UNetConfig;
  return {
    weights: from,
    named: from,
    step: undefined,
    config,
    diffusion: statedProcess(known('diffusion') as Pick<DiffusionSettings, 'steps' | 'betas'>),
    widths: (known('widths') as Experiment['widths']).options.filter(
      (width) => groupFaults(config, [width]).length === 0,
    ),
    sampler: stated('sampler') as SamplerSettings | undefined,
    strategy: undefined,
    seed: 0,
    precision: 'float32',
    tf32: true,
  };
}

function sourceOfRun(run: string, {variant, network}: Options): Source {
  const {experiment, folders} = caseOf(run, variant);
  const stage: StageName = NETWORKS[network];
  const folder = folders[stage];
  if (folder === undefined || !existsSync(trainingFiles(join(run, folder)).checkpoints)) {
    throw usageError({
      code: 'no-weights',
      message: `${run} has no trained ${network}`,
      suggestion: `npx ddsm run --until ${stage} trains it`,
    });
  }
  const weights = averagedWeights(join(run, folder));
  const strategy = folders.search === undefined ? undefined : searchFiles(join(run, folders.search)).strategy;
  return {
    weights,
    named: weights,
    step: stepOf(weights),
    // What pruning left is written with the weights.
    config:
      network === 'pruned'
        ? (JSON.parse(readSafetensorsHeader(weights).metadata.architecture!) as UNetConfig)
        : networkOf(experiment, {plain: network === 'baseline'}),
    latent: latentOf(run, experiment, folders.latents),
    diffusion: experiment.diffusion,
    widths: network !== 'supernet' ? [FULL_WIDTH] : trainedWidths(experiment),
    sampler: evaluationSampler(experiment),
    strategy: network === 'supernet' && strategy !== undefined && existsSync(strategy) ? strategy : undefined,
    seed: experiment.evaluate.seed,
    precision: experiment.precision,
    classes: readManifest(preparedFolder(experiment, dirname(run)))?.classes ?? [],
    tf32: experiment.tf32,
  };
}

/** The decoder of a run that samples latents. */
function latentOf(run: string, experiment: Experiment, folder: string | undefined): SampleJob['latent'] {
  const config = autoencoderOf(experiment);
  if (!config || folder === undefined) return undefined;
  return {weights: latentFiles(join(run, folder)).autoencoder, config, scale: experiment.dataset.latent!.scale};
}

/** Everything that can be wrong with a request is said here, before anything is computed. */
function jobOf(source: Source, options: Options, strategy: string): SampleJob {
  const {config, diffusion} = source;
  const images = numbersOf(options.seeds, SEEDS);
  const labels = labelsFor(config.classes, images, options.labels);
  const outputs = (options.out.length > 0 ? options.out : ['samples.png']).map(outputOf);
  for (const {path} of outputs)
    if ([source.weights, options.start].some((read) => read !== undefined && resolve(read) === resolve(path)))
      throw usageError({
        code: 'bad-output',
        message: `--out ${path} is a file that is read`,
        suggestion: 'name another file',
      });
  requireDistinct(images, outputs.some(({kind}) => kind === 'folder') ? undefined : labels);
  const sampler = samplerFor(source, options);
  const start = options.start === undefined ? undefined : startOf(options.start, {config, count: images.length});
  return {
    weights: source.weights,
    config,
    latent: source.latent,
    diffusion,
    sampler,
    images,
    start,
    strategy: strategyFor(source, {strategy, steps: sampler.steps, resample: options.resample === true}),
    seed: options.seed ?? source.seed,
    batch: Math.min(options.batch ?? 64, images.length),
    precision: options.precision ?? source.precision,
    labels,
    outputs,
    animation: options.animation === undefined ? undefined : animationOf(options.animation),
  };
}

const SEEDS = {option: '--seeds', code: 'bad-seeds', of: 'image numbers', like: '0-63 or 3,7,10-12'} as const;
const LABELS = {option: '--labels', code: 'bad-label', of: 'numbers of classes', like: '3 or 0-9 or 3,7,1'} as const;
/** The longest list. */
const MOST_NUMBERS = 1_000_000;

/** `0-63`, `3,7,10-12`. */
function numbersOf(text: string, {option, code, of, like}: typeof SEEDS | typeof LABELS): number[] {
  const fail = (message: string): ProblemError =>
    usageError({code, message: `${option} ${text} ${message}`, suggestion: `like ${like}`});
  const ranges = text.split(',').map((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    if (first === undefined || Number(last) < Number(first)) throw fail(`is not a list of ${of}`);
    if (Number(last) > MOST_WORD) throw fail(`has a number above ${MOST_WORD}, the largest`);
    return {first: Number(first), count: Number(last) - Number(first) + 1};
  });
  if (ranges.reduce((sum, {count}) => sum + count, 0) > MOST_NUMBERS) throw fail(`has more than ${MOST_NUMBERS} ${of}`);
  return ranges.flatMap(({first, count}) => Array.from({length: count}, (_, i) => first + i));
}

/** The same number is the same image, except with another class. */
function requireDistinct(images: readonly number[], labels: readonly number[] | undefined): void {
  const seen = new Set<string>();
  for (const [place, image] of images.entries()) {
    const name = `${image} ${labels?.[place] ?? ''}`;
    if (seen.has(name)) throw usageError({code: 'bad-seeds', message: `--seeds names image ${image} twice`});
    seen.add(name);
  }
}

/** A kind, or a map of settings. */
function givenSampler(text: string): object {
  const fail = (message: string): ProblemError =>
    usageError({
      code: 'bad-sampler',
      message: `--sampler ${message}`,
      allowed: [...SAMPLER_KINDS],
      suggestion: `a kind (${SAMPLER_KINDS.join(', ')}), or a map like '{kind: heun, steps: 25}'`,
    });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw fail(`${text}: ${messageOf(error).split('\n')[0]}`);
  }
  if (typeof value === 'string') return {kind: value};
  if (typeof value === 'object' && value !== null && 'kind' in value) return value;
  throw fail(text.trim() === '' ? 'is empty' : `${text} names no kind of sampler`);
}

function samplerFor({sampler, diffusion, config}: Source, options: Options): SamplerSettings {
  let given: unknown = sampler ?? {kind: 'ddim', steps: Math.min(50, diffusion.steps)};
  if (options.sampler !== undefined) {
    given = givenSampler(options.sampler);
    const {steps} = given as {steps?: unknown};
    const own = (given as {kind?: unknown}).kind === 'ddpm' ? diffusion.steps : (sampler?.steps ?? 50);
    given = {...(given as object), steps: steps ?? Math.min(own, diffusion.steps)};
  }
  if (options.steps !== undefined) given = {...(given as object), steps: options.steps};
  const settings = parseSampler(given, diffusion, showWarning);
  if (!isGuided(settings) || config.unlabelled) return settings;
  const message = '--sampler: guidance needs a network that was trained with model.labelDropout';
  throw usageError({code: 'guidance', message});
}

/** A width, `full`, or a strategy's file: what is asked for, or the run's own. */
const strategyNamed = ({strategy}: Source, options: Options): string => options.strategy ?? strategy ?? 'full';

function strategyFor(
  source: Source,
  {strategy, steps, resample}: {strategy: string; steps: number; resample: boolean},
): Width[] {
  const uniform = (width: Width): Width[] => Array<Width>(steps).fill(width);
  const fail = (message: string, suggestion?: string): ProblemError =>
    usageError({code: 'strategy', message, allowed: [...source.widths], ...(suggestion ? {suggestion} : {})});
  let widths: Width[];
  if (strategy === 'full') return uniform(source.widths.at(-1) ?? FULL_WIDTH);
  if (isWidth(strategy)) widths = uniform(strategy);
  else {
    try {
      widths = stretched(readStrategy(strategy), steps, {file: strategy, resample, option: '--resample'});
    } catch (error) {
      throw fail(messageOf(error), strategy === source.strategy ? 'or choose --strategy full' : undefined);
    }
  }
  const unknown = widths.find((width) => !source.widths.includes(width));
  if (unknown) throw fail(`the weights have no width ${unknown}; they have ${source.widths.join(', ')}`);
  return widths;
}

function labelsFor(classes: number, images: readonly number[], text: string | undefined): number[] | undefined {
  if (classes === 0) {
    if (text === undefined) return undefined;
    throw usageError({code: 'no-classes', message: '--labels: the network knows no classes'});
  }
  if (text === undefined) return images.map((image) => image % classes);
  const labels = numbersOf(text, LABELS);
  const wrong = labels.find((label) => label >= classes);
  if (wrong !== undefined)
    throw usageError({code: 'bad-label', message: `there is no class ${wrong}; the classes are 0 to ${classes - 1}`});
  return images.map((_, place) => labels[place % labels.length]!);
}

/** The noise must have a shape that fits: [images, channels, height, width], as PyTorch keeps it. */
function startOf(path: string, {config, count}: {config: UNetConfig; count: number}): {path: string; name: string} {
  const wanted = [count, config.imageChannels, config.resolution, config.resolution];
  if (!existsSync(path)) throw usageError({code: 'start', message: `--start: there is no file ${path}`});
  const {shapes} = readSafetensorsHeader(path);
  const name = shapes.size === 1 ? [...shapes.keys()][0]! : ['x_T', 'start', 'noise'].find((one) => shapes.has(one));
  if (name === undefined) {
    const message = `${path} holds ${[...shapes.keys()].join(', ')}; the noise should be its only tensor, or be called x_T`;
    throw usageError({code: 'start', file: path, message});
  }
  const shape = shapes.get(name)!;
  if (shape.join() !== wanted.join()) {
    const images = shape[0] ?? 0;
    const fits = shape.slice(1).join() === wanted.slice(1).join() && images > 0;
    throw usageError({
      code: 'start',
      file: path,
      message: `the noise ${name} is [${shape.join(', ')}]; ${count} images need [${wanted.join(', ')}]`,
      ...(fits ? {suggestion: `ask for ${images} images, as with --seeds 0-${images - 1}`} : {}),
    });
  }
  return {path, name};
}

function outputOf(path: string): SampleJob['outputs'][number] {
  const kinds = {'.png': 'grid', '.npz': 'npz', '.safetensors': 'safetensors', '': 'folder'} as const;
  const extension = path.endsWith('/') ? '' : extname(path).toLowerCase();
  const kind = kinds[extension as keyof typeof kinds];
  if (kind) {
    requireWritable(path, kind === 'folder' ? 'folder' : 'file');
    return {kind, path};
  }
  throw usageError({
    code: 'bad-output',
    message: `--out ${path}: nothing is written as ${extension}`,
    allowed: ['.png', '.npz', '.safetensors', 'a folder'],
    suggestion: 'a grid as .png, numbers as .npz or .safetensors, single images into a folder',
  });
}

function animationOf(path: string): NonNullable<SampleJob['animation']> {
  const format = extname(path).toLowerCase().slice(1);
  if (format === 'webp' || format === 'gif') {
    requireWritable(path);
    return {path, format};
  }
  throw usageError({
    code: 'bad-output',
    message: `--animation ${path}: animations are written as .webp or .gif`,
    allowed: ['.webp', '.gif'],
  });
}
