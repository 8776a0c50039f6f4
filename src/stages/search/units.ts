/**
 * The scoring of candidates in units of work: one batch of images through all of them. A unit is plain data; any process
 * with the stage's settings and inputs can do it, and its file says that it is done.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {makeSampler} from '../../diffusion/samplers/index.js';
import {scheduleOf} from '../../diffusion/schedule.js';
import {evaluationsOf} from '../../diffusion/settings.js';
import {costAt} from '../../models/cost.js';
import {flatLayout} from '../../models/flatLayout.js';
import type {Width} from '../../models/width.js';
import {type Ancestor, geneOf, type Path} from '../../search/path.js';
import {planWalk} from '../../search/walk.js';
import {readJson} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import {unitLength, writeUnit} from '../../store/unitFile.js';
import {folderOf, type Inputs, type StageContext, type Unit, type UnitRunner} from '../context.js';
import {decoderFor} from '../decoder.js';
import {stateBytes} from '../fragments.js';
import {Generator, imagesFrom} from '../generate.js';
import type {Metric} from '../metrics/metric.js';
import {openMetric} from '../metrics/open.js';
import type {OpenUnits} from '../stage.js';
import {walkBatch} from '../walkBatch.js';
import {trainedWeights} from '../weights.js';
import {type GivenStrategy, type SearchMeans, type SearchSettings, searchedBy} from './stage.js';
import {BatchStates, StateLost} from './states.js';

/** Candidates that are scored together, in a file beside their units' results. */
export interface Population {
  paths: Path[];
  /** Scored ones, which later candidates may come from. */
  ancestors: Ancestor[];
  /** Which noise, and how many images. */
  replica: number;
  images: number;
  /** Images of a batch, as the network is recorded. */
  batch: number;
}

export interface SearchUnit extends Unit {
  /** The population's folder among the units. */
  population: string;
  /** Its images: `count` from number `first` on. */
  first: number;
  count: number;
}

export const populationFile = (folder: string, population: string): string =>
  join(searchFiles(folder).units, population, 'population.json');

export const unitFile = (folder: string, {file}: SearchUnit): string => join(folder, file);

export const unitsOf = (population: string, {images, batch}: Population): SearchUnit[] =>
  Array.from({length: Math.ceil(images / batch)}, (_, place) => {
    const first = place * batch;
    const name = `${String(first).padStart(9, '0')}-${batch}`;
    const file = join(searchFiles('').units, population, `${name}.features`);
    return {name, file, population, first, count: Math.min(batch, images - first)};
  });

/**
 * MACs that a kept state must be expected to save later for each of its bytes: fewer are computed again as fast as a disk
 * gives them back.
 */
export const WORTH_MACS = 1000;

/** Does units with a network of its own, recorded when the first one comes. Its metric is the caller's. */
export class SearchUnits implements UnitRunner<SearchUnit> {
  private generator: Generator | undefined;
  private readonly settings: SearchSettings;
  private readonly inputs: Inputs;
  private readonly context: StageContext<SearchMeans>;
  private readonly metric: Metric;

  constructor(
    settings: SearchSettings,
    inputs: Inputs,
    {context, metric}: {context: StageContext<SearchMeans>; metric: Metric},
  ) {
    this.settings = settings;
    this.inputs = inputs;
    this.context = context;
    this.metric = metric;
  }

  async run(unit: SearchUnit, progress: (share: number) => void): Promise<void> {
    const {folder} = this.context;
    const population = readJson<Population>(populationFile(folder, unit.population));
    if (!population) throw new Error(`${populationFile(folder, unit.population)} cannot be read`);
    const path = unitFile(folder, unit);
    if (unitLength(path) !== undefined) return;
    const {features, facts} = await this.walk(unit, population, progress);
    // Where somebody else has done it meanwhile, its candidates may have their scores, and its folder has gone.
    if (existsSync(populationFile(folder, unit.population))) writeUnit(path, features, facts);
  }

  private async walk(unit: SearchUnit, population: Population, progress: (share: number) => void) {
    for (;;) {
      try {
        return await this.walkOnce(unit, population, progress);
      } catch (error) {
        if (!(error instanceof StateLost)) throw error;
      }
    }
  }

  private async walkOnce(
    {first, count, name}: SearchUnit,
    {paths, ancestors, replica, batch}: Population,
    progress: (share: number) => void,
  ) {
    const {network, widths, sampler: samplerSettings, diffusion, images} = this.settings;
    const {seed} = searchedBy(this.settings);
    const {context, metric} = this;
    const sampler = makeSampler(scheduleOf(diffusion), samplerSettings);
    const evaluations = evaluationsOf(samplerSettings);
    const macs = widths.map((width) => costAt(network, width).macs);
    // Only candidates on the search's own noise have children.
    const bytes = stateBytes(network, samplerSettings);
    // Every batch has its share, and is written whole.
    const whole = Math.ceil(images / batch) * batch;
    const budget = replica === 0 ? Math.floor(context.means.keep / (bytes * whole)) : 0;
    const states = new BatchStates(join(searchFiles(context.folder).states, name));
    const stored = budget > 0 ? states.find([...paths, ...ancestors.map(({path}) => path)]) : new Set<string>();
    const walk = planWalk({
      paths,
      macsOf: (letter, depth) => macs[geneOf(letter)]! * evaluations[evaluations.length - 1 - depth]!,
      stored,
      ancestors,
      budget,
      least: WORTH_MACS * bytes,
    });
    states.drop(walk.drop);
    const generator = this.generatorFor(batch);
    const before = {evaluations: generator.evaluations, macs: generator.macs};
    const strategies = new Map<Path, Width[]>();
    let features: Float32Array | undefined;
    const took = await walkBatch(walk, {
      generator,
      sampler,
      seed,
      replica,
      states,
      guidance: samplerSettings.guidance,
      images: imagesFrom(first, batch),
      strategyOf(path) {
        const strategy = strategies.get(path) ?? Array.from(path, (letter) => widths[geneOf(letter)]!).reverse();
        strategies.set(path, strategy);
        return strategy;
      },
      async breathe(share) {
        progress(share);
        await context.breathe();
      },
      async finish(place, pixels) {
        const found = await metric.features(pixels, count);
        const needed = metric.needed(found, count);
        if (!found.every(Number.isFinite)) needed.fill(Number.NaN);
        features ??= new Float32Array(paths.length * needed.length);
        features.set(needed, place * needed.length);
      },
    });
    const facts = {
      evaluations: generator.evaluations - before.evaluations,
      macs: generator.macs - before.macs,
      ...took,
    };
    return {features: features!, facts};
  }

  private generatorFor(batch: number): Generator {
    if (this.generator?.batch === batch) return this.generator;
    this.generator?.dispose();
    const {network, widths, precision, decoder} = this.settings;
    const generator = new Generator({
      config: network,
      widths,
      batch,
      precision,
      decoder: decoderFor(decoder, this.inputs, batch),
    });
    generator.load(trainedWeights(folderOf(this.inputs, 'train'), flatLayout(network)));
    this.generator = generator;
    return generator;
  }

  dispose(): void {
    this.generator?.dispose();
    this.generator = undefined;
  }
}

/** A process that helps: with a metric of its own. */
export const openSearchUnits: OpenUnits<SearchSettings | GivenStrategy, SearchMeans> = async (
  settings,
  inputs,
  context,
) => {
  if ('given' in settings) throw new RangeError('a strategy that is given is not searched');
  const metric = await openMetric(inputs, context, {scores: [], count: settings.images});
  const units = new SearchUnits(settings, inputs, {context, metric});
  return {
    run: (unit, progress) => units.run(unit as SearchUnit, progress),
    dispose() {
      units.dispose();
      metric.dispose();
    },
  };
};
