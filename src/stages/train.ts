/** The stages `train` (the supernet, by the sandwich rule) and `baseline` (a plain network, at full width only). */
import {join} from 'node:path';
import {copyImage, type ImageSet} from '../data/dataset.js';
import {linearSchedule, type Schedule} from '../diffusion/schedule.js';
import {type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, tf} from '../engine/tf.js';
import {type FlatLayout, flatLayout} from '../models/flat.js';
import {initialWeights} from '../models/initialise.js';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, type Width} from '../models/width.js';
import {ProblemError} from '../problem.js';
import {Draws, fillNormals, STREAM} from '../random.js';
import {networkOf, trainedWidths} from '../spec/experiment.js';
import {newestCheckpoint, writeCheckpoint} from '../store/checkpoints.js';
import {appendLine, sizeOf, truncateTo, writeFileDurably} from '../store/files.js';
import {adamFactors, averageDecay, trainingState, trainingStep} from '../training/step.js';
import {folderOf, type StageContext} from './context.js';
import {Generator} from './generate.js';
import {gridPng} from './grid.js';
import {encodeFlat, readFlat} from './weights.js';

interface Settings {
  iterations: number;
  batch: number;
  learningRate: number;
  warmup: number;
  decay: 'none' | 'cosine';
  clip: number;
  ema: number;
  emaWarmup: boolean;
  checkpointEvery: number;
  sampleEvery: number;
  seed: number;
  flips: boolean;
}

interface Job {
  stage: 'train' | 'baseline';
  config: UNetConfig;
  /** Every choice of widths that a step may make. */
  sandwiches: Width[][];
  settings: Settings;
}

/** Trains the supernet into `train/`. */
export function runTrain(context: StageContext): Promise<void> {
  const {experiment} = context;
  const widths = trainedWidths(experiment);
  const {sandwich: _, ...train} = experiment.train;
  const settings: Settings = {...train, flips: experiment.dataset.flips};
  const count = Math.min(experiment.train.sandwich, widths.length);
  return training(context, {
    stage: 'train',
    config: networkOf(experiment),
    sandwiches: sandwichesOf(widths, count),
    settings,
  });
}

/** Trains the plain network into `baseline/`. */
export function runBaseline(context: StageContext): Promise<void> {
  const {experiment} = context;
  const {iterations, batch, learningRate} = experiment.baseline;
  const {sandwich: _, ...train} = experiment.train;
  const settings: Settings = {
    ...train,
    iterations,
    batch,
    learningRate,
    flips: experiment.dataset.flips,
    sampleEvery: 0,
  };
  return training(context, {
    stage: 'baseline',
    config: networkOf(experiment, {plain: true}),
    sandwiches: [[FULL_WIDTH]],
    settings,
  });
}

/** The largest width, the smallest, and every choice of `count` − 2 widths between them. */
export function sandwichesOf(widths: readonly Width[], count: number): Width[][] {
  const ends = widths.length === 1 ? [widths[0]!] : [widths.at(-1)!, widths[0]!];
  const middle = widths.slice(1, -1);
  const choose = (from: readonly Width[], take: number): Width[][] =>
    take === 0
      ? [[]]
      : from.flatMap((width, index) => choose(from.slice(index + 1), take - 1).map((rest) => [width, ...rest]));
  return choose(middle, Math.max(0, count - 2)).map((chosen) => [...ends, ...chosen]);
}

async function training(context: StageContext, job: Job): Promise<void> {
  const {stage, config, sandwiches, settings} = job;
  const folder = folderOf(context, stage);
  const checkpoints = join(folder, 'checkpoints');
  const logPath = join(folder, 'log.jsonl');
  const set = await context.images();
  const layout = flatLayout(config);
  const {steps, betas} = context.experiment.diffusion;
  const schedule = linearSchedule(steps, betas);
  const checkpoint = newestCheckpoint(checkpoints, context.warn);
  if (checkpoint && checkpoint.step >= settings.iterations) return;
  context.report({done: checkpoint?.step ?? 0, total: settings.iterations, unit: 'steps', detail: 'recording'});
  const options = {config, layout, batch: settings.batch, clip: settings.clip};
  const programs = recordPrograms({
    state: trainingState(layout),
    programs: Object.fromEntries(sandwiches.map((widths) => [widths.join('+'), trainingStep(widths, options)])),
  });
  const previews =
    settings.sampleEvery > 0 ? new Generator({config, widths: [sandwiches[0]![0]!], batch: 64}) : undefined;
  const save = (step: number): void => {
    const vector = (name: string): Float32Array => {
      const tensor = programs.read(name);
      const data = tensor.dataSync() as Float32Array;
      tensor.dispose();
      return data;
    };
    const average = vector('average');
    const files = {
      'weights.safetensors': encodeFlat(layout, vector('weights')),
      'ema.safetensors': encodeFlat(layout, average, {architecture: JSON.stringify(config)}),
      'first.safetensors': encodeFlat(layout, vector('first')),
      'second.safetensors': encodeFlat(layout, vector('second')),
    };
    writeCheckpoint(checkpoints, step, {files, facts: {logBytes: sizeOf(logPath)}});
  };
  try {
    restore(programs, layout, {folder: checkpoint?.folder, seed: settings.seed});
    truncateTo(logPath, checkpoint?.facts.logBytes ?? 0);
    const feed = new Feed(set, {config, schedule, settings});
    for (let step = (checkpoint?.step ?? 0) + 1; step <= settings.iterations; step++) {
      const widths =
        sandwiches[new Draws({seed: settings.seed, stream: STREAM.widths, image: step}).below(sandwiches.length)]!;
      const rate = learningRateAt(step, settings);
      const inputs = feed.inputs(step, widths, rate);
      const outputs = programs.call(widths.join('+'), inputs);
      const losses = [...outputs.losses!.dataSync()];
      const norm = outputs.norm!.dataSync()[0]!;
      tf.dispose([inputs, outputs] as never);
      if (!losses.every(Number.isFinite) || !Number.isFinite(norm)) {
        throw new ProblemError({
          code: 'non-finite-loss',
          message: `the loss of step ${step} is not finite (losses ${losses.join(', ')}, gradient norm ${norm}); the last good checkpoint is kept`,
          suggestion: `lower ${stage}.learningRate or train.clip, or lengthen train.warmup, then run again`,
        });
      }
      if (step % 10 === 0 || step === settings.iterations) {
        appendLine(logPath, {
          step,
          rate,
          norm,
          losses: Object.fromEntries(widths.map((width, index) => [width, losses[index]])),
        });
        context.report({
          done: step,
          total: settings.iterations,
          unit: 'steps',
          detail: `loss ${losses[0]!.toFixed(4)}`,
        });
      }
      const stopping = await context.stopping();
      if (stopping || step % settings.checkpointEvery === 0 || step === settings.iterations) save(step);
      if (previews && step % settings.sampleEvery === 0) {
        await preview(context, {
          programs,
          previews,
          schedule,
          path: join(folder, 'samples', `step-${String(step).padStart(9, '0')}.png`),
        });
      }
      if (stopping) await context.breathe();
    }
  } finally {
    programs.dispose();
    previews?.dispose();
  }
}

function restore(
  programs: Programs,
  layout: FlatLayout,
  {folder, seed}: {folder: string | undefined; seed: number},
): void {
  const write = (name: string, data: Float32Array): void => {
    const tensor = tf.tensor1d(data);
    programs.write(name, tensor);
    tensor.dispose();
  };
  if (folder === undefined) {
    const weights = initialWeights(layout, seed);
    write('weights', weights);
    write('average', weights);
    return;
  }
  for (const [name, file] of Object.entries({weights: 'weights', average: 'ema', first: 'first', second: 'second'})) {
    write(name, readFlat(layout, join(folder, `${file}.safetensors`)));
  }
}

function learningRateAt(step: number, {learningRate, warmup, decay, iterations}: Settings): number {
  const warm = warmup === 0 ? 1 : Math.min(1, step / warmup);
  const cool =
    decay === 'none' || step <= warmup
      ? 1
      : 0.5 * (1 + Math.cos((Math.PI * (step - warmup)) / Math.max(1, iterations - warmup)));
  return learningRate * warm * cool;
}

/** What each step is fed: a function of the seed and the step's number alone. */
class Feed {
  private order: {epoch: number; images: Uint32Array} = {epoch: -1, images: new Uint32Array()};
  private readonly set: ImageSet;
  private readonly with: {config: UNetConfig; schedule: Schedule; settings: Settings};

  constructor(set: ImageSet, options: {config: UNetConfig; schedule: Schedule; settings: Settings}) {
    this.set = set;
    this.with = options;
  }

  /** The image at a position in the endless sequence of shuffled epochs. */
  private imageAt(position: number): number {
    const epoch = Math.floor(position / this.set.count);
    if (this.order.epoch !== epoch) {
      const draws = new Draws({seed: this.with.settings.seed, stream: STREAM.order, image: epoch});
      this.order = {epoch, images: draws.permutation(this.set.count)};
    }
    return this.order.images[position % this.set.count]!;
  }

  inputs(step: number, widths: readonly Width[], learningRate: number): Record<string, Tensor> {
    const {config, schedule, settings} = this.with;
    const {batch, seed} = settings;
    const shape = [batch, config.resolution, config.resolution, config.imageChannels];
    const size = config.resolution ** 2 * config.imageChannels;
    const x0 = new Float32Array(batch * size);
    const labels = new Int32Array(batch);
    const flips = new Draws({seed, stream: STREAM.flip, image: step});
    for (let i = 0; i < batch; i++) {
      const image = this.imageAt((step - 1) * batch + i);
      const mirror = settings.flips && flips.word() % 2 === 1;
      copyImage(this.set, image, {out: x0, offset: i * size, mirror});
      labels[i] = this.set.labels?.[image] ?? 0;
    }
    const {rate, correction} = adamFactors(learningRate, step);
    const inputs: Record<string, Tensor> = {
      x0: tf.tensor(x0, shape),
      rate: tf.scalar(rate),
      correction: tf.scalar(correction),
      decay: tf.scalar(averageDecay(settings.ema, step, settings.emaWarmup)),
    };
    for (const place of widths.keys()) {
      const noise = new Float32Array(batch * size);
      fillNormals(noise, {seed, stream: STREAM.trainingNoise, image: step, step: place});
      const times = new Draws({seed, stream: STREAM.time, image: step, step: place});
      const t = Array.from({length: batch}, () => times.below(schedule.steps));
      inputs[`noise${place}`] = tf.tensor(noise, shape);
      inputs[`t${place}`] = tf.tensor1d(t, 'float32');
      inputs[`signal${place}`] = tf.tensor1d(t.map((one) => Math.sqrt(schedule.alphaBars[one]!)));
      inputs[`spread${place}`] = tf.tensor1d(t.map((one) => Math.sqrt(1 - schedule.alphaBars[one]!)));
    }
    if (config.classes > 0) inputs.labels = tf.tensor1d(labels, 'int32');
    if (config.dropout > 0) {
      const draws = new Draws({seed, stream: STREAM.dropout, image: step});
      inputs.dropout = tf.tensor1d([draws.word() >> 4, draws.word() >> 4], 'int32');
    }
    return inputs;
  }
}

interface Preview {
  programs: Programs;
  previews: Generator;
  schedule: Schedule;
  path: string;
}

async function preview(context: StageContext, {programs, previews, schedule, path}: Preview): Promise<void> {
  const average = programs.read('average');
  previews.load(average.dataSync() as Float32Array);
  average.dispose();
  const {ddim} = await import('../diffusion/samplers.js');
  const sampler = ddim(schedule, {steps: Math.min(20, schedule.steps)});
  const images = await previews.sample({
    sampler,
    strategy: Array(sampler.timesteps.length).fill(previews.widths[0]!),
    first: 0,
    seed: 0,
  });
  writeFileDurably(path, await gridPng(images, previews.config));
  await context.stopping();
}
