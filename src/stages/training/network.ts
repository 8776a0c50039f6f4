/** Training a U-Net: the supernet by the sandwich rule, or a plain network at full width. */
import {join} from 'node:path';
import type {TrainingSet} from '../../data/latents.js';
import {ddim} from '../../diffusion/samplers/ddim.js';
import {linearSchedule, type Schedule} from '../../diffusion/schedule.js';
import {type Programs, recordPrograms} from '../../engine/programs.js';
import {type Tensor, tf} from '../../engine/tf.js';
import {type FlatLayout, flatLayout} from '../../models/flat.js';
import {initialWeights} from '../../models/initialise.js';
import type {UNetConfig} from '../../models/shape.js';
import {sortWidths, type Width} from '../../models/width.js';
import {ProblemError} from '../../problem.js';
import {Draws, STREAM} from '../../random.js';
import {writeFileDurably} from '../../store/files.js';
import {trainingFiles} from '../../store/runFolder.js';
import {
  accumulateStep,
  adamFactors,
  applyStep,
  averageDecay,
  trainingState,
  trainingStep,
} from '../../training/step.js';
import type {Inputs, StageContext} from '../context.js';
import {decoderFor} from '../decoder.js';
import type {TrainingMeans, TrainingSettings} from '../fragments.js';
import {Generator, imagesFrom} from '../generate.js';
import {gridPng} from '../grid.js';
import type {StepArrays} from './feed.js';
import {Feeder} from './feeder.js';
import {lastCheckpoint, learningRateAt, type StepResult, trainingLoop, vectorOf} from './loop.js';

export interface NetworkTraining {
  network: UNetConfig;
  /** Every choice of widths that a step may make. */
  sandwiches: Width[][];
  settings: TrainingSettings;
  /** Weights to start from; random ones where left out. */
  initial?: Float32Array;
}

/** Images of a preview, and steps of its sampler. */
const PREVIEW = {images: 64, steps: 20};

/** A training from its last checkpoint, or from the start, to its end. */
export async function trainNetwork(
  context: StageContext<TrainingMeans>,
  inputs: Inputs,
  {network, sandwiches, settings, initial}: NetworkTraining,
): Promise<void> {
  const {iterations, seed, diffusion, precision} = settings;
  const {checkpointEvery, sampleEvery, section, decoder} = context.means;
  const checkpoint = lastCheckpoint(context);
  const done = checkpoint?.step ?? 0;
  if (done >= iterations) return;
  context.report({done, total: iterations, unit: 'steps', detail: 'recording'});
  const set = context.examples(inputs);
  checkClasses(network, set);
  const layout = flatLayout(network);
  const schedule = linearSchedule(diffusion.steps, diffusion.betas);
  const trainer = new Trainer({network, layout, sandwiches, settings});
  const generator =
    sampleEvery > 0
      ? new Generator({
          config: network,
          widths: [sandwiches[0]![0]!],
          batch: PREVIEW.images,
          precision,
          decoder: decoderFor(decoder, inputs, PREVIEW.images),
        })
      : undefined;
  const {batch, flips, labelDropout, pairs} = settings;
  const feeder = new Feeder(set, schedule, {
    seed,
    batch,
    flips,
    labelDropout,
    pairs,
    places: sandwiches[0]!.length,
    first: done + 1,
    last: iterations,
  });
  const began = performance.now();
  try {
    await trainingLoop(
      context,
      {
        programs: trainer.programs,
        layout,
        initial: () => initial ?? initialWeights(layout, seed),
        step(step, rate) {
          const draws = new Draws({seed, stream: STREAM.widths, image: step});
          return trainer.step(sandwiches[draws.below(sandwiches.length)]!, feeder.next(), rate);
        },
      },
      {
        iterations,
        checkpointEvery,
        checkpoint,
        remedy: `lower ${section}.learningRate or train.clip, or lengthen train.warmup`,
        learningRate: (step) => learningRateAt(step, {...settings, end: iterations}),
        metadata: describing(network, {diffusion, widths: sortWidths(sandwiches.flat())}),
        detail: () => `${((100 * feeder.waitedMs) / (performance.now() - began)).toFixed(1)} % waiting for data`,
        async after(step) {
          if (!generator || step % sampleEvery !== 0) return;
          const path = join(trainingFiles(context.folder).previews, `step-${String(step).padStart(9, '0')}.png`);
          await preview({average: vectorOf(trainer.programs, 'average'), generator, schedule, path});
        },
      },
    );
  } finally {
    await feeder.close();
    trainer.programs.dispose();
    generator?.dispose();
  }
}

/** What weights do not show of themselves, kept with them. */
export const describing = (
  network: UNetConfig,
  {diffusion, widths}: {diffusion: object; widths: readonly Width[]},
): Record<string, string> => ({
  architecture: JSON.stringify(network),
  diffusion: JSON.stringify(diffusion),
  widths: JSON.stringify({options: widths}),
});

/** A conditional model needs the classes that its data has. */
function checkClasses({classes}: UNetConfig, {classes: known}: TrainingSet): void {
  if (classes === 0 || classes === known.length) return;
  throw new ProblemError({
    code: 'classes',
    message: `the model is for ${classes} classes; the data has ${known.length || 'none'}`,
    suggestion: known.length > 0 ? `--set model.classes=${known.length}` : 'sort the images into one folder per class',
  });
}

interface TrainerOptions {
  network: UNetConfig;
  layout: FlatLayout;
  sandwiches: Width[][];
  settings: TrainingSettings;
}

/** The recorded programs of one training, and how a step is put together from them. */
class Trainer {
  readonly programs: Programs;
  private readonly network: UNetConfig;
  private readonly settings: TrainingSettings;

  constructor({network, layout, sandwiches, settings}: TrainerOptions) {
    this.network = network;
    this.settings = settings;
    const {batch, accumulate, clip, precision} = settings;
    const options = {config: network, layout, batch: batch / accumulate, clip};
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
  step(widths: readonly Width[], arrays: StepArrays, learningRate: number): StepResult {
    const {accumulate, ema, emaWarmup} = this.settings;
    const {rate, correction} = adamFactors(learningRate, arrays.step);
    const decay = averageDecay(ema, arrays.step, emaWarmup);
    const optimizer = {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(decay)};
    const name = widths.join('+');
    const byWidth = (losses: readonly number[]): Record<string, number> =>
      Object.fromEntries(widths.map((width, index) => [width, losses[index]!]));
    if (accumulate === 1) {
      const {losses, norm} = this.call(name, {...this.inputs(arrays, 0), ...optimizer});
      return {losses: byWidth(losses), norm};
    }
    const losses = widths.map(() => 0);
    for (let part = 0; part < accumulate; part++) {
      const found = this.call(name, {...this.inputs(arrays, part), share: tf.scalar(1 / accumulate)});
      for (const [index, loss] of found.losses.entries()) losses[index]! += loss / accumulate;
    }
    return {losses: byWidth(losses), norm: this.call('apply', optimizer).norm};
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
    const {resolution, imageChannels, classes, dropout: rate} = this.network;
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

interface Preview {
  average: Float32Array;
  generator: Generator;
  schedule: Schedule;
  path: string;
}

async function preview({average, generator, schedule, path}: Preview): Promise<void> {
  generator.load(average);
  const sampler = ddim(schedule, {steps: Math.min(PREVIEW.steps, schedule.steps)});
  const images = await generator.sample({
    sampler,
    strategy: Array(sampler.levels.length).fill(generator.widths[0]!),
    images: imagesFrom(0, generator.batch),
    seed: 0,
  });
  writeFileDurably(path, await gridPng(images, generator.imageShape));
}
