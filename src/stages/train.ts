/** The stages `train` (the supernet, by the sandwich rule) and `baseline` (a plain network, at full width only). */
import {join} from 'node:path';
import type {TrainingSet} from '../data/latents.js';
import {ddim} from '../diffusion/samplers/ddim.js';
import {linearSchedule, type Schedule} from '../diffusion/schedule.js';
import {type Precision, type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, tf} from '../engine/tf.js';
import {type FlatLayout, flatLayout} from '../models/flat.js';
import {initialWeights} from '../models/initialise.js';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH, type Width} from '../models/width.js';
import {ProblemError} from '../problem.js';
import {Draws, STREAM} from '../random.js';
import {type Experiment, networkOf, resolvePath, trainedWidths} from '../spec/experiment.js';
import {newestCheckpoint, writeCheckpoint} from '../store/checkpoints.js';
import {appendLine, sizeOf, truncateTo, writeFileDurably} from '../store/files.js';
import {accumulateStep, adamFactors, applyStep, averageDecay, trainingState, trainingStep} from '../training/step.js';
import {folderOf, type StageContext} from './context.js';
import type {StepArrays} from './feed.js';
import {Feeder} from './feeder.js';
import {Generator, imagesFrom} from './generate.js';
import {gridPng} from './grid.js';
import {decoderOf} from './latents.js';
import {encodeFlat, readFlat} from './weights.js';

type Settings = Omit<Experiment['train'], 'sandwich' | 'weights'> & {flips: boolean; pairs?: boolean};

export interface TrainingJob {
  stage: 'train' | 'baseline' | 'prune';
  config: UNetConfig;
  /** Every choice of widths that a step may make. */
  sandwiches: Width[][];
  settings: Settings;
  /** Weights to start from; random ones where left out. */
  initial?: Float32Array;
}

/** Trains the supernet into `train/`. */
export function runTrain(context: StageContext): Promise<void> {
  const {experiment} = context;
  const widths = trainedWidths(experiment);
  const {sandwich: _, weights, ...train} = experiment.train;
  if (weights !== undefined) return adopt(context, {stage: 'train', config: networkOf(experiment), weights});
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
  const {iterations, batch, learningRate, weights} = experiment.baseline;
  if (weights !== undefined)
    return adopt(context, {stage: 'baseline', config: networkOf(experiment, {plain: true}), weights});
  const {sandwich: _, weights: _weights, ...train} = experiment.train;
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

/** Takes given weights in the place of trained ones. */
async function adopt(
  context: StageContext,
  {stage, config, weights}: {stage: TrainingJob['stage']; config: UNetConfig; weights: string},
): Promise<void> {
  const layout = flatLayout(config);
  const flat = readFlat(layout, resolvePath(context.experiment, weights));
  const average = encodeFlat(layout, flat, describing(config, context.experiment));
  const checkpoints = join(folderOf(context, stage), 'checkpoints');
  writeCheckpoint(checkpoints, 0, {files: {'ema.safetensors': average}, facts: {}});
}

/** What weights do not show of themselves, kept with them. */
const describing = (config: UNetConfig, {diffusion, widths}: Experiment): Record<string, string> => ({
  architecture: JSON.stringify(config),
  diffusion: JSON.stringify(diffusion),
  widths: JSON.stringify(widths),
});

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

/** A training from its last checkpoint, or from the start, to its end. */
export async function training(context: StageContext, job: TrainingJob): Promise<void> {
  const {stage, config, sandwiches, settings} = job;
  const folder = folderOf(context, stage);
  const checkpoints = join(folder, 'checkpoints');
  const logPath = join(folder, 'log.jsonl');
  const set = context.examples();
  const layout = flatLayout(config);
  const {steps, betas} = context.experiment.diffusion;
  const schedule = linearSchedule(steps, betas);
  const checkpoint = newestCheckpoint(checkpoints, context.warn);
  if (checkpoint && checkpoint.step >= settings.iterations) return;
  const done = checkpoint?.step ?? 0;
  context.report({done, total: settings.iterations, unit: 'steps', detail: 'recording'});
  const {precision} = context.experiment;
  const trainer = new Trainer({config, layout, sandwiches, settings, precision});
  const previews =
    settings.sampleEvery > 0
      ? new Generator({
          ...{config, widths: [sandwiches[0]![0]!], batch: 64, precision},
          decoder: decoderOf(context, 64),
        })
      : undefined;
  const {batch, seed, flips, pairs = false} = settings;
  checkClasses(context, set);
  const {labelDropout} = context.experiment.model;
  const feeder = new Feeder(set, schedule, {
    ...{seed, batch, flips, labelDropout, pairs, places: sandwiches[0]!.length},
    ...{first: done + 1, last: settings.iterations},
  });
  try {
    restore(trainer.programs, layout, {
      folder: checkpoint?.folder,
      initial: () => job.initial ?? initialWeights(layout, seed),
    });
    truncateTo(logPath, checkpoint?.facts.logBytes ?? 0);
    const began = performance.now();
    for (let step = done + 1; step <= settings.iterations; step++) {
      const draws = new Draws({seed, stream: STREAM.widths, image: step});
      const widths = sandwiches[draws.below(sandwiches.length)]!;
      const rate = learningRateAt(step, settings);
      const {losses, norm} = trainer.step(widths, feeder.next(), rate);
      if (!losses.every(Number.isFinite) || !Number.isFinite(norm)) {
        throw new ProblemError({
          code: 'non-finite-loss',
          message: `the loss of step ${step} is not finite (losses ${losses.join(', ')}, gradient norm ${norm}); the last good checkpoint is kept`,
          suggestion: `lower ${stage === 'prune' ? 'pruning' : stage}.learningRate or train.clip, or lengthen train.warmup, then run again`,
        });
      }
      if (step % 10 === 0 || step === settings.iterations) {
        const byWidth = Object.fromEntries(widths.map((width, index) => [width, losses[index]]));
        appendLine(logPath, {step, rate, norm, losses: byWidth});
        const waited = (100 * feeder.waitedMs) / (performance.now() - began);
        context.report({
          done: step,
          total: settings.iterations,
          unit: 'steps',
          detail: `loss ${losses[0]!.toFixed(4)}, ${waited.toFixed(1)} % waiting for data`,
        });
      }
      const stopping = await context.stopping();
      if (stopping || step % settings.checkpointEvery === 0 || step === settings.iterations) {
        writeCheckpoint(checkpoints, step, {
          files: filesOf(trainer.programs, layout, {config, experiment: context.experiment}),
          facts: {logBytes: sizeOf(logPath)},
        });
      }
      if (previews && step % settings.sampleEvery === 0) {
        const path = join(folder, 'samples', `step-${String(step).padStart(9, '0')}.png`);
        await preview({programs: trainer.programs, previews, schedule, path});
      }
      if (stopping) await context.breathe();
    }
  } finally {
    await feeder.close();
    trainer.programs.dispose();
    previews?.dispose();
  }
}

/** A conditional model needs the classes that its data has. */
function checkClasses({experiment: {model}}: StageContext, {classes}: TrainingSet): void {
  if (model.classes === 0 || model.classes === classes.length) return;
  throw new ProblemError({
    code: 'classes',
    message: `the model is for ${model.classes} classes; the data has ${classes.length || 'none'}`,
    suggestion:
      classes.length > 0 ? `--set model.classes=${classes.length}` : 'sort the images into one folder per class',
  });
}

/** The recorded programs of one training, and how a step is put together from them. */
class Trainer {
  readonly programs: Programs;
  private readonly config: UNetConfig;
  private readonly settings: Settings;

  constructor({
    config,
    layout,
    sandwiches,
    settings,
    precision,
  }: Omit<TrainingJob, 'stage'> & {layout: FlatLayout; precision: Precision}) {
    this.config = config;
    this.settings = settings;
    const {batch, accumulate, clip} = settings;
    const options = {config, layout, batch: batch / accumulate, clip};
    const accumulated = accumulate > 1;
    const make = accumulated ? accumulateStep : trainingStep;
    const programs = Object.fromEntries(sandwiches.map((widths) => [widths.join('+'), make(widths, options)]));
    this.programs = recordPrograms({
      state: trainingState(layout, {accumulated}),
      programs: accumulated ? {...programs, apply: applyStep(clip)} : programs,
      precision,
    });
  }

  /** One optimizer step; losses are means over the batch, one per width. */
  step(widths: readonly Width[], arrays: StepArrays, learningRate: number): {losses: number[]; norm: number} {
    const {accumulate, ema, emaWarmup} = this.settings;
    const {rate, correction} = adamFactors(learningRate, arrays.step);
    const decay = averageDecay(ema, arrays.step, emaWarmup);
    const optimizer = {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(decay)};
    const name = widths.join('+');
    if (accumulate === 1) return this.call(name, {...this.inputs(arrays, 0), ...optimizer});
    const losses = widths.map(() => 0);
    for (let part = 0; part < accumulate; part++) {
      const found = this.call(name, {...this.inputs(arrays, part), share: tf.scalar(1 / accumulate)});
      for (const [index, loss] of found.losses.entries()) losses[index]! += loss / accumulate;
    }
    return {losses, norm: this.call('apply', optimizer).norm};
  }

  private call(name: string, inputs: Record<string, Tensor>): {losses: number[]; norm: number} {
    const outputs = this.programs.call(name, inputs);
    const losses = [...(outputs.losses?.dataSync() ?? [])];
    const norm = outputs.norm?.dataSync()[0] ?? Number.NaN;
    tf.dispose([inputs, outputs] as never);
    return {losses, norm};
  }

  /** The tensors of one part of the batch. */
  private inputs({x0, labels, places, dropout}: StepArrays, part: number): Record<string, Tensor> {
    const {resolution, imageChannels, classes, dropout: rate} = this.config;
    const batch = this.settings.batch / this.settings.accumulate;
    const shape = [batch, resolution, resolution, imageChannels];
    const ofPart = <T extends Float32Array | Int32Array>(values: T, size: number): T =>
      values.subarray(part * batch * size, (part + 1) * batch * size) as T;
    const size = resolution ** 2 * imageChannels;
    const inputs: Record<string, Tensor> = {x0: tf.tensor(ofPart(x0, size), shape)};
    for (const [place, {noise, t, signal, spread}] of places.entries()) {
      inputs[`noise${place}`] = tf.tensor(ofPart(noise, size), shape);
      for (const [name, values] of Object.entries({t, signal, spread}))
        inputs[`${name}${place}`] = tf.tensor1d(ofPart(values, 1));
    }
    if (classes > 0) inputs.labels = tf.tensor1d(ofPart(labels, 1), 'int32');
    if (rate > 0) inputs.dropout = tf.tensor1d([dropout[0], dropout[1] + (part << 16)], 'int32');
    return inputs;
  }
}

/** The files of a checkpoint. */
function filesOf(
  programs: Programs,
  layout: FlatLayout,
  {config, experiment}: {config: UNetConfig; experiment: Experiment},
): Record<string, Buffer> {
  const vector = (name: string): Float32Array => {
    const tensor = programs.read(name);
    const data = tensor.dataSync() as Float32Array;
    tensor.dispose();
    return data;
  };
  return {
    'weights.safetensors': encodeFlat(layout, vector('weights')),
    'ema.safetensors': encodeFlat(layout, vector('average'), describing(config, experiment)),
    'first.safetensors': encodeFlat(layout, vector('first')),
    'second.safetensors': encodeFlat(layout, vector('second')),
  };
}

function restore(
  programs: Programs,
  layout: FlatLayout,
  {folder, initial}: {folder: string | undefined; initial: () => Float32Array},
): void {
  const write = (name: string, data: Float32Array): void => {
    const tensor = tf.tensor1d(data);
    programs.write(name, tensor);
    tensor.dispose();
  };
  if (folder === undefined) {
    const weights = initial();
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

interface Preview {
  programs: Programs;
  previews: Generator;
  schedule: Schedule;
  path: string;
}

async function preview({programs, previews, schedule, path}: Preview): Promise<void> {
  const average = programs.read('average');
  previews.load(average.dataSync() as Float32Array);
  average.dispose();
  const sampler = ddim(schedule, {steps: Math.min(20, schedule.steps)});
  const images = await previews.sample({
    sampler,
    strategy: Array(sampler.levels.length).fill(previews.widths[0]!),
    images: imagesFrom(0, previews.batch),
    seed: 0,
  });
  writeFileDurably(path, await gridPng(images, previews.imageShape));
}
