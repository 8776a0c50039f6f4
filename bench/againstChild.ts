/** One program of one checkout, which is named as the first argument: made on `make`, run and timed on `time`. */
import {join} from 'node:path';
import type * as Ddim from '../src/diffusion/samplers/ddim.js';
import type * as Schedule from '../src/diffusion/schedule.js';
import type * as EnginePrograms from '../src/engine/programs.js';
import type * as Tf from '../src/engine/tf.js';
import type * as FrechetDistance from '../src/metrics/frechet.js';
import type {Width} from '../src/models/width.js';
import type * as Generate from '../src/stages/generate.js';
import type * as InceptionNetwork from '../src/stages/metrics/inceptionNetwork.js';
import type * as TrainingStep from '../src/training/step.js';
import {inceptionFile} from './inceptionFile.js';
import type * as Network from './network.js';

/** What it took to make a program and call it once. */
export interface Made {
  seconds: number;
  cpu: number;
  megabytes: number;
}

type Run = () => unknown;

const [folder, name] = process.argv.slice(2) as [string, string];
/** A module of the checkout, where an older one may have it elsewhere. */
async function load<Module>(...paths: string[]): Promise<Module> {
  for (const path of paths) {
    try {
      return (await import(join(folder, 'dist', `${path}.js`))) as Module;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`${folder} has none of ${paths.join(', ')}`);
}

const {tf} = await load<typeof Tf>('src/engine/tf');
const {cifar10, layout, weights} = await load<typeof Network>('bench/network');

async function forward(widths: Width[], batch: number, precision: 'float32' | 'bfloat16' = 'float32'): Promise<Run> {
  const {Generator} = await load<typeof Generate>('src/stages/generate');
  const generator = new Generator({config: cifar10, widths, batch, precision});
  generator.load(weights());
  const x = tf.randomNormal([batch, 32, 32, 3], 0, 1, 'float32', 1);
  const t = tf.fill([batch], 500);
  return async () => (await generator.predict(x as never, t as never, {width: widths[0]!})).dispose();
}

async function step(batch: number): Promise<Run> {
  const {recordPrograms} = await load<typeof EnginePrograms>('src/engine/programs');
  const {trainingState, trainingStep} = await load<typeof TrainingStep>('src/training/step');
  const widths: Width[] = ['8/8', '2/8', '4/8'];
  const programs = recordPrograms({
    state: trainingState(layout),
    programs: {step: trainingStep(widths, {config: cifar10, layout, batch, clip: 1})},
  });
  programs.write('weights', tf.tensor1d(weights()));
  const image = () => tf.randomNormal([batch, 32, 32, 3], 0, 1, 'float32', 1);
  const scalars = {rate: tf.scalar(4e-4), correction: tf.scalar(1), decay: tf.scalar(0.9999)};
  const inputs: Record<string, ReturnType<typeof image>> = {x0: image(), ...(scalars as object)};
  for (const place of widths.keys()) {
    inputs[`noise${place}`] = image();
    for (const key of ['t', 'signal', 'spread']) inputs[`${key}${place}`] = tf.fill([batch], 0.7);
  }
  return () => tf.dispose(programs.call('step', inputs));
}

async function sampling(): Promise<Run> {
  const {Generator, imagesFrom} = await load<typeof Generate>('src/stages/generate');
  const {ddim} = await load<typeof Ddim>('src/diffusion/samplers/ddim');
  const {linearSchedule} = await load<typeof Schedule>('src/diffusion/schedule');
  const strategy: Width[] = ['8/8', '4/8', '4/8', '2/8', '2/8', '4/8'];
  const generator = new Generator({config: cifar10, widths: ['2/8', '4/8', '8/8'], batch: 32});
  generator.load(weights());
  const sampler = ddim(linearSchedule(1000, [1e-4, 0.02]), {steps: strategy.length});
  return () => generator.sample({sampler, strategy, images: imagesFrom(0, 32), seed: 0});
}

async function inception(batch: number): Promise<Run> {
  const {Inception} = await load<typeof InceptionNetwork>(
    'src/stages/metrics/inceptionNetwork',
    'src/stages/inception',
  );
  const network = new Inception({weights: inceptionFile(), batch, size: [32, 32], resize: 'torch'});
  const images = new Float32Array(batch * 3072).fill(100);
  return () => network.features(images, batch);
}

async function frechet(dimensions: number): Promise<Run> {
  const {Frechet} = await load<typeof FrechetDistance>('src/metrics/frechet');
  const features = (seed: number): Float32Array =>
    tf.tidy(() => {
      const spread = tf.linspace(0.1, 2, dimensions);
      return tf.mul(tf.randomNormal([512, dimensions], 0, 1, 'float32', seed), spread).dataSync() as Float32Array;
    });
  const distance = new Frechet(dimensions);
  distance.setReferenceFrom(features(1));
  const moments = new Frechet(dimensions).momentsOf(features(2));
  return () => distance.distanceOf(moments);
}

const PROGRAMS: Record<string, () => Promise<Run>> = {
  forward: () => forward(['8/8'], 8),
  forward64: () => forward(['8/8'], 64),
  narrow: () => forward(['2/8'], 8),
  bfloat16: () => forward(['8/8'], 8, 'bfloat16'),
  step: () => step(8),
  sampling,
  inception: () => inception(32),
  frechet: () => frechet(2048),
};

let run: Run | undefined;
process.on('message', async (message) => {
  const began = performance.now();
  if (message !== 'make') {
    await run!();
    process.send!(performance.now() - began);
    return;
  }
  const before = process.cpuUsage();
  run = await PROGRAMS[name]!();
  await run();
  const {user, system} = process.cpuUsage(before);
  const made: Made = {
    seconds: (performance.now() - began) / 1000,
    cpu: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
  process.send!(made);
});
