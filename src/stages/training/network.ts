/** Training a U-Net: the supernet by the sandwich rule, or a plain network at full width. */
import {join} from 'node:path';
import type {TrainingSet} from '../../data/latents.js';
import {ddim} from '../../diffusion/samplers/ddim.js';
import {type Schedule, scheduleOf} from '../../diffusion/schedule.js';
import {flatLayout} from '../../models/flatLayout.js';
import {initialWeights} from '../../models/initialise.js';
import type {UNetConfig} from '../../models/shape.js';
import {sortWidths, type Width} from '../../models/width.js';
import {ProblemError} from '../../problem.js';
import {Draws, STREAM} from '../../random.js';
import {writeFileDurably} from '../../store/files.js';
import {trainingFiles} from '../../store/runFolder.js';
import type {Inputs, StageContext} from '../context.js';
import {decoderFor} from '../decoder.js';
import type {TrainingMeans, TrainingSettings} from '../fragments.js';
import {Generator, imagesFrom} from '../generate.js';
import {gridPng} from '../grid.js';
import {Feeder} from './feeder.js';
import {lastCheckpoint, learningRateAt, trainingLoop, vectorOf} from './loop.js';
import {Trainer, trainingDevices} from './trainer.js';

export interface NetworkTraining {
  network: UNetConfig;
  /** Every choice of widths that a step may make, a width once for each of its draws. */
  sandwiches: Width[][];
  settings: TrainingSettings;
  /** Makes the weights to start from; random ones where left out. */
  initial?: () => Float32Array;
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
  const {checkpointEvery, sampleEvery, section, decoder, devices} = context.means;
  const checkpoint = lastCheckpoint(context);
  const done = checkpoint?.step ?? 0;
  if (done >= iterations) return;
  context.report({done, total: iterations, unit: 'steps', detail: 'recording'});
  const set = context.examples(inputs);
  checkClasses(network, set);
  const layout = flatLayout(network);
  const schedule = scheduleOf(diffusion);
  const trainer = new Trainer({network, layout, sandwiches, settings, devices: trainingDevices(devices, settings)});
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
    places: Math.max(...sandwiches.map((widths) => widths.length)),
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
        initial: initial ?? (() => initialWeights(layout, seed)),
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
          try {
            await preview({average: vectorOf(trainer.programs, 'average'), generator, schedule, path});
          } catch (error) {
            // The weights that are trained are checked by their loss.
            if (!(error instanceof ProblemError)) throw error;
            context.warn(`no samples at step ${step}: ${error.message}`);
          }
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
