/** Runs the stage `evaluate`: generates each row's images and measures them. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {remove} from '../../commit.js';
import {makeSampler} from '../../diffusion/samplers/index.js';
import {scheduleOf} from '../../diffusion/schedule.js';
import {evaluationsOf} from '../../diffusion/settings.js';
import {type NamedRow, rowsOf} from '../../methods/index.js';
import type {NetworkName} from '../../methods/method.js';
import {autoencoderMacs, autoencoderShape, decoderLayers} from '../../models/autoencoderShape.js';
import {gflopsOf} from '../../models/cost.js';
import {flatLayout} from '../../models/flatLayout.js';
import {cutsOf, widthsOf} from '../../models/prediction.js';
import type {UNetConfig} from '../../models/shape.js';
import {WIDTHS} from '../../models/width.js';
import {hashOf} from '../../plan/key.js';
import {averagedWeights} from '../../store/checkpoints.js';
import {writeFileDurably, writeJson} from '../../store/files.js';
import {evaluationFiles, searchFiles} from '../../store/runFolder.js';
import {readStrategy} from '../../store/strategyFile.js';
import type {MeasuredRow} from '../../tables/results.js';
import {folderOf, type Inputs, type StageContext} from '../context.js';
import {decoderFor} from '../decoder.js';
import {Generator} from '../generate.js';
import type {Metric} from '../metrics/metric.js';
import {openMetric} from '../metrics/open.js';
import type {RunStage} from '../stage.js';
import {architectureOf, trainedWeights} from '../weights.js';
import {openHeldOut} from './heldOut.js';
import {type Measurement, type MeasureOptions, measureImages} from './measure.js';
import type {EvaluateMeans, EvaluateSettings} from './stage.js';
import {measureTogether} from './together.js';
import {askedBy} from './work.js';

/** Raised by hand when other features come out of the same settings. */
const ROW_VERSION = 1;

export const runEvaluate: RunStage<EvaluateSettings, EvaluateMeans> = async (settings, inputs, context) => {
  const {images, repeats, jackknife, scores, sampler: samplerSettings, diffusion, decoder} = settings;
  const files = evaluationFiles(context.folder);
  // What is there is of other settings.
  remove(files.results);
  const schedule = scheduleOf(diffusion);
  const sampler = makeSampler(schedule, samplerSettings);
  const evaluations = evaluationsOf(samplerSettings);
  const rows = rowsOf(
    settings.rows,
    askedBy(settings, () => readStrategy(searchFiles(folderOf(inputs, 'search')).strategy)),
  );
  const metric = await openMetric(inputs, context, {scores, count: images});
  if (images < metric.fewest)
    context.warn(
      `${images} images are fewer than the ${metric.fewest} dimensions of ${metric.name}: distances are biased upwards`,
    );
  const networks = new Networks(settings, {inputs, context, rows});
  const asked = {scores, jackknife: repeats > 1 ? 0 : jackknife};
  const total = rows.length * images * repeats;
  let done = 0;
  /** Rows of one network on one set of noise. */
  const measure = async (group: readonly NamedRow[], repeat: number): Promise<Measurement[]> => {
    const folders = group.map((row) =>
      join(files.rows, `${row.id}-${keyOfRow(row, repeat, {settings, inputs}).slice(0, 16)}`),
    );
    const {network, id} = group[0]!;
    const name = group.length > 1 ? `${group.length} rows together` : id;
    const options: MeasureOptions = {
      ...{watch: context, metric, asked},
      report(count) {
        context.report({done: done + count, total, unit: 'images', detail: repeat > 0 ? `${name}, again` : name});
      },
    };
    const measured =
      network === 'none'
        ? [await measureHeldOut(folders[0]!, settings, {context, ...options})]
        : await measureTogether(
            group.map(({strategy}, place) => ({strategy, folder: folders[place]!})),
            {sampler, evaluations, images, repeat, seed: settings.seed, guidance: samplerSettings.guidance},
            {...options, generator: () => networks.generatorFor(network)},
          );
    done += group.length * images;
    if (repeat === 0) {
      for (const [place, row] of group.entries())
        writeFileDurably(files.grid(row.id), readFileSync(join(folders[place]!, 'grid.png')));
    }
    return measured;
  };
  const results = new Map<string, MeasuredRow>();
  try {
    for (const group of byNetwork(rows)) {
      const measured: Measurement[][] = [];
      // There is one set of real images.
      const times = group[0]!.network === 'none' ? 1 : repeats;
      for (let repeat = 0; repeat < times; repeat++) measured.push(await measure(group, repeat));
      for (const [place, row] of group.entries()) {
        const own = measured.map((one) => one[place]!);
        results.set(row.id, resultOf(row, own, {settings, metric, sampler: sampler.name}));
      }
    }
  } finally {
    metric.dispose();
    networks.dispose();
  }
  const measuredRows = rows.map(({id}) => results.get(id)!);
  if (decoder) {
    const macs = autoencoderMacs(decoderLayers(autoencoderShape(decoder.config)));
    for (const row of measuredRows.filter(({evaluations: calls}) => calls > 0)) row.decoderGflops = gflopsOf(macs);
  }
  writeJson(files.results, {metric: metric.name, rows: measuredRows});
};

/** Rows of one network together, wherever they stand in tables; the row of real images by itself. */
function byNetwork(rows: readonly NamedRow[]): NamedRow[][] {
  const networks = [...new Set(rows.map(({network}) => network))];
  return networks.map((network) => rows.filter((row) => row.network === network));
}

/** The row of real images: nothing is generated, so it costs nothing. */
async function measureHeldOut(
  folder: string,
  settings: EvaluateSettings,
  {context, ...options}: MeasureOptions & {context: StageContext<EvaluateMeans>},
): Promise<Measurement & {images: number}> {
  const {batch, data: path} = context.means;
  const maker = await openHeldOut(settings.heldOut!, {path, measured: settings, batch, warn: context.warn});
  try {
    const work = {evaluations: 0, macs: 0, latencyMs: null};
    return {images: maker.images, ...(await measureImages(folder, maker, {...options, work}))};
  } finally {
    maker.close();
  }
}

/** The hash of everything that a row's features depend on. */
function keyOfRow(
  {network, strategy}: NamedRow,
  repeat: number,
  {settings, inputs}: {settings: EvaluateSettings; inputs: Inputs},
): string {
  const {sampler, diffusion, precision, tf32, images, seed, networks} = settings;
  const keys = ['latents', 'classifier', 'reference', network].map((name) => inputs[name]?.key ?? '');
  if (network === 'none') return hashOf([ROW_VERSION, settings.heldOut, tf32, images, keys]);
  const config = network === 'prune' ? undefined : networks[network];
  return hashOf([ROW_VERSION, strategy, config, sampler, diffusion, precision, tf32, images, seed, repeat, keys]);
}

interface NetworksOptions {
  inputs: Inputs;
  context: StageContext<EvaluateMeans>;
  rows: readonly NamedRow[];
}

/** The generator of the network whose rows are being made: one at a time. */
class Networks {
  private current: {network: NetworkName; generator: Generator} | undefined;
  private readonly settings: EvaluateSettings;
  private readonly options: NetworksOptions;

  constructor(settings: EvaluateSettings, options: NetworksOptions) {
    this.settings = settings;
    this.options = options;
  }

  generatorFor(network: NetworkName): Generator {
    if (this.current?.network === network) return this.current.generator;
    this.dispose();
    const {inputs, context, rows} = this.options;
    const {images, precision, decoder} = this.settings;
    const config = this.configOf(network);
    const used = rows.filter((row) => row.network === network).flatMap(({strategy}) => strategy);
    const usedWidths = used.flatMap(widthsOf);
    const batch = Math.min(context.means.batch, images);
    const generator = new Generator({
      config,
      widths: WIDTHS.filter((width) => usedWidths.includes(width)),
      cuts: cutsOf(used),
      batch,
      precision,
      decoder: decoderFor(decoder, inputs, batch),
    });
    generator.load(trainedWeights(folderOf(inputs, network), flatLayout(config)));
    this.current = {network, generator};
    return generator;
  }

  /** The architecture of a network; what pruning left of one is written with its weights. */
  private configOf(network: NetworkName): UNetConfig {
    const {inputs} = this.options;
    if (network === 'prune') return architectureOf(averagedWeights(folderOf(inputs, network)));
    return this.settings.networks[network]!;
  }

  dispose(): void {
    this.current?.generator.dispose();
    this.current = undefined;
  }
}

/** A row of the table: mean, minimum and deviation of the distance over repeats; of a single one the jackknife's deviation. */
function resultOf(
  {id, row, width}: NamedRow,
  measured: readonly Measurement[],
  {settings, metric, sampler}: {settings: EvaluateSettings; metric: Metric; sampler: string},
): MeasuredRow {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const distances = measured.map(({distance}) => distance);
  const distance = mean(distances);
  const deviation = Math.sqrt(distances.reduce((sum, one) => sum + (one - distance) ** 2, 0) / (distances.length - 1));
  const {evaluations, scores, images = settings.images} = measured[0]!;
  // Each repeat of a mixed strategy makes draws of its own.
  const macs = mean(measured.map((one) => one.macs));
  return {
    id,
    row,
    width,
    sampler,
    steps: settings.sampler.steps,
    images,
    features: metric.name,
    gflops: gflopsOf(macs / Math.max(1, evaluations)),
    totalTflops: gflopsOf(macs) / 1000,
    evaluations,
    distance,
    distanceMin: Math.min(...distances),
    distanceDeviation: measured.length > 1 ? deviation : measured[0]!.deviation,
    repeats: measured.length,
    scores: Object.fromEntries(
      Object.keys(scores).map((name) => [name, mean(measured.map((one) => one.scores[name]!))]),
    ),
    latencyMs: mean(measured.map(({latencyMs}) => latencyMs ?? Number.NaN)),
    timedIn: measured.at(-1)!.timedIn,
  };
}
