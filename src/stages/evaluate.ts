/** The stage `evaluate`: generates each row's images and measures them. A batch of images is the unit that is saved. */
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {evaluationsOf} from '../diffusion/settings.js';
import {METHODS} from '../methods/index.js';
import type {MethodRow, NetworkName, RowName} from '../methods/method.js';
import {autoencoderMacs, autoencoderShape, decoderLayers} from '../models/autoencoderShape.js';
import {costAt, gflopsOf, strategyCost} from '../models/cost.js';
import {flatLayout} from '../models/flat.js';
import {POOL_FEATURES} from '../models/inceptionShape.js';
import type {UNetConfig} from '../models/shape.js';
import {WIDTHS, type Width} from '../models/width.js';
import {resample} from '../search/strategy.js';
import {autoencoderOf, evaluationSampler, networkOf, trainedWidths} from '../spec/experiment.js';
import {readStrategy} from '../spec/semantics.js';
import {averagedWeights} from '../store/checkpoints.js';
import {readJson, writeFileDurably} from '../store/files.js';
import {type MeasuredRow, rowId} from '../tables/results.js';
import {folderOf, type StageContext} from './context.js';
import {Generator, imagesFrom} from './generate.js';
import {gridPng} from './grid.js';
import {decoderOf} from './latents.js';
import {type Measured, metricOf} from './metric.js';
import {samplerOf} from './sampler.js';
import {architectureOf, trainedWeights} from './weights.js';

export async function runEvaluate(context: StageContext): Promise<void> {
  const {experiment} = context;
  const {evaluate} = experiment;
  const folder = folderOf(context, 'evaluate');
  const settings = evaluationSampler(experiment);
  const sampler = samplerOf(experiment, settings);
  const {steps} = settings;
  const evaluations = evaluationsOf(settings);
  const supernet = networkOf(experiment);
  const macs = new Map(trainedWidths(experiment).map((width) => [width, costAt(supernet, width).macs]));
  const searched = (): Width[] =>
    resample(readStrategy(join(folderOf(context, 'search'), 'strategy.json')), settings.steps);
  // In the order of all methods, so that rows of one network stand together whatever the spec's order.
  const plans = Object.entries(METHODS)
    .filter(([name]) => evaluate.rows.includes(name as RowName))
    .flatMap(([, rowsOf]) => rowsOf({experiment, steps, evaluations, macs, searched}));
  const total = plans.length * evaluate.images * evaluate.repeats;
  let done = 0;
  const metric = await metricOf(context, {scored: true});
  const fewest = evaluate.metric === 'fid' ? POOL_FEATURES : experiment.classifier.features;
  if (evaluate.images < fewest)
    context.warn(
      `${evaluate.images} images are fewer than the ${fewest} dimensions of ${metric.name}: distances are biased upwards`,
    );
  let current: {network: NetworkName; generator: Generator} | undefined;
  const generatorFor = (network: NetworkName): Generator => {
    if (current?.network === network) return current.generator;
    current?.generator.dispose();
    const config = configOf(context, network);
    const widths = WIDTHS.filter((width) =>
      plans.some((one) => one.network === network && one.strategy.includes(width)),
    );
    const batch = Math.min(evaluate.batch, evaluate.images);
    const generator = new Generator({
      ...{config, widths, batch, precision: experiment.precision},
      decoder: decoderOf(context, batch),
    });
    generator.load(trainedWeights(folderOf(context, network), flatLayout(config), context.warn));
    current = {network, generator};
    return generator;
  };
  /** Generates and measures one row once; a batch of images is saved as soon as it is made. */
  const measure = async ({row, width, strategy, network}: MethodRow, repeat: number): Promise<Measurement> => {
    const id = `${rowId({row, width})}${repeat > 0 ? `.${repeat}` : ''}`;
    const path = join(folder, `${id}.json`);
    const finished = readJson<Measurement>(path);
    if (finished) {
      done += evaluate.images;
      return finished;
    }
    context.report({done, total, unit: 'images', detail: id});
    const generator = generatorFor(network);
    const features = new Float32Array(evaluate.images * metric.dimensions);
    const parts: string[] = [];
    const workPath = join(folder, `${id}.work`);
    let seconds = 0;
    let timed = 0;
    for (let first = 0; first < evaluate.images; first += generator.batch) {
      const count = Math.min(generator.batch, evaluate.images - first);
      const part = join(folder, `${id}.${String(first).padStart(9, '0')}.features`);
      parts.push(part);
      const saved = existsSync(part) ? readFileSync(part) : undefined;
      if (saved?.length === count * metric.dimensions * 4) {
        features.set(
          new Float32Array(saved.buffer.slice(saved.byteOffset, saved.byteOffset + saved.length)),
          first * metric.dimensions,
        );
      } else {
        const before = performance.now();
        const {evaluations, macs} = generator;
        const images = await generator.sample(
          {
            ...{sampler, strategy, images: imagesFrom(first, generator.batch), seed: evaluate.seed, replica: repeat},
            guidance: settings.guidance,
          },
          {breathe: context.breathe},
        );
        const work = {evaluations: generator.evaluations - evaluations, macs: generator.macs - macs};
        writeFileDurably(workPath, JSON.stringify(work));
        // The first batch also warms the programs up; it counts only when it is alone.
        if (first > 0 || evaluate.images <= generator.batch) {
          seconds += (performance.now() - before) / 1000;
          timed += generator.batch;
        }
        if (first === 0) writeFileDurably(join(folder, `${id}.png`), await gridPng(images, generator.imageShape));
        const found = metric.features(images, count);
        features.set(found, first * metric.dimensions);
        writeFileDurably(part, new Uint8Array(found.buffer, found.byteOffset, found.byteLength));
      }
      done += count;
      context.report({done, total, unit: 'images', detail: id});
      await context.breathe();
    }
    const work = readJson<{evaluations: number; macs: number}>(workPath)!;
    checkCost(work, {config: generator.config, strategy, evaluations});
    const measurement = {
      ...metric.measure(features, evaluate.repeats > 1 ? 0 : evaluate.jackknife),
      ...work,
      latencyMs: timed > 0 ? (seconds * 1000) / timed : Number.NaN,
    };
    writeFileDurably(path, `${JSON.stringify(measurement)}\n`);
    for (const part of [...parts, workPath]) rmSync(part, {force: true});
    return measurement;
  };
  const autoencoder = autoencoderOf(experiment);
  const rows: MeasuredRow[] = [];
  try {
    for (const plan of plans) {
      const measured: Measurement[] = [];
      for (let repeat = 0; repeat < evaluate.repeats; repeat++) measured.push(await measure(plan, repeat));
      const {evaluations, macs} = measured[0]!;
      rows.push({
        row: plan.row,
        width: plan.width,
        sampler: sampler.name,
        steps,
        images: evaluate.images,
        features: metric.name,
        gflops: gflopsOf(macs / evaluations),
        totalTflops: gflopsOf(macs) / 1000,
        evaluations,
        ...(autoencoder
          ? {decoderGflops: gflopsOf(autoencoderMacs(decoderLayers(autoencoderShape(autoencoder))))}
          : {}),
        ...summaryOf(measured),
      });
    }
    writeFileDurably(
      join(folder, 'results.json'),
      `${JSON.stringify({experiment: experiment.name, metric: metric.name, rows}, undefined, 1)}\n`,
    );
  } finally {
    metric.dispose();
    current?.generator.dispose();
  }
}

/** One measurement of a row. */
interface Measurement extends Measured {
  evaluations: number;
  /** Of one image. */
  macs: number;
  latencyMs: number;
}

/** Mean, minimum and deviation of the distance over repeats; of a single one the jackknife's deviation. */
function summaryOf(
  measured: readonly Measurement[],
): Pick<MeasuredRow, 'distance' | 'distanceMin' | 'distanceDeviation' | 'repeats' | 'scores' | 'latencyMs'> {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const distances = measured.map(({distance}) => distance);
  const distance = mean(distances);
  const deviation = Math.sqrt(distances.reduce((sum, one) => sum + (one - distance) ** 2, 0) / (distances.length - 1));
  const names = Object.keys(measured[0]!.scores);
  return {
    distance,
    distanceMin: Math.min(...distances),
    distanceDeviation: measured.length > 1 ? deviation : measured[0]!.deviation,
    repeats: measured.length,
    scores: Object.fromEntries(names.map((name) => [name, mean(measured.map(({scores}) => scores[name]!))])),
    // What was not timed was written as null.
    latencyMs: mean(measured.map(({latencyMs}) => latencyMs ?? Number.NaN)),
  };
}

/** What was counted while sampling must be what `ddsm cost` says: a difference is a fault in one of them. */
function checkCost(
  counted: {evaluations: number; macs: number},
  {config, strategy, evaluations}: {config: UNetConfig; strategy: readonly Width[]; evaluations: readonly number[]},
): void {
  const macs = new Map(WIDTHS.filter((one) => strategy.includes(one)).map((one) => [one, costAt(config, one).macs]));
  const expected = strategyCost(strategy, {macs, evaluations});
  if (counted.evaluations === expected.evaluations && counted.macs === expected.totalMacs) return;
  throw new Error(
    `sampling took ${counted.evaluations} evaluations and ${counted.macs} MACs an image, not the ${expected.evaluations} and ${expected.totalMacs} of its strategy`,
  );
}

/** The architecture of one of the experiment's networks; what pruning left of it is written with its weights. */
function configOf(context: StageContext, network: NetworkName): UNetConfig {
  if (network !== 'prune') return networkOf(context.experiment, {plain: network === 'baseline'});
  return architectureOf(averagedWeights(folderOf(context, network), context.warn));
}
