/** Distances of many strategies at once, on noise that all of them share: units of work handed out, and put together. */
import {existsSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {discard} from '../../commit.js';
import {hashOf} from '../../plan/key.js';
import type {Genes} from '../../search/evolution.js';
import {type Ancestor, type Path, pathOf} from '../../search/path.js';
import {readJson, writeJson} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import {readUnit, readUnitFacts, type UnitFacts, unitLength} from '../../store/unitFile.js';
import type {StageContext, UnitRunner} from '../context.js';
import type {Metric} from '../metrics/metric.js';
import {type Population, populationFile, type SearchUnit, unitFile, unitsOf} from './units.js';

export interface ScorerOptions {
  context: Pick<StageContext, 'folder' | 'units'>;
  /** Does what is left to this process. */
  runner: UnitRunner<SearchUnit>;
  metric: Pick<Metric, 'distance'>;
  /** Images of a batch. */
  batch: number;
  /** Hears what strategies took that were put together, whoever did their units. */
  worked?(facts: UnitFacts): void;
}

/** Strategies to be scored together. */
export interface Request {
  /** Without repeats. */
  genes: readonly Genes[];
  /** Which set of noise. */
  replica: number;
  /** Images 0 … images − 1 of it. */
  images: number;
  /** A strategy whose features those of each are compared with; it need not be one of them. */
  reference?: Genes | undefined;
  /** Strategies that were scored before and that later ones may come from: their states are worth keeping. */
  ancestors?: readonly Ancestor[] | undefined;
}

export interface Answer {
  genes: Genes;
  /** Null where the features are not all finite. */
  distance: number | null;
  /** Mean over images of the squared distance of features to the reference's; null as above. */
  paired?: number | null;
}

/** Strategies that are walked together, at most: it bounds the states in memory and the features of a unit. */
const MOST = 128;

export class Scorer {
  /** What units took that were put together here, whoever did them. */
  readonly work = {evaluations: 0, macs: 0, seconds: 0, noiseSeconds: 0};
  private readonly with: ScorerOptions;

  constructor(options: ScorerOptions) {
    this.with = options;
  }

  /**
   * Answers each strategy once; `progress` hears how much of the work is done. What an earlier process had made of the same
   * request is used.
   */
  async run(
    request: Request,
    heard: (answer: Answer) => void,
    progress: (share: number) => void = () => {},
  ): Promise<void> {
    const {genes} = request;
    if (genes.length <= MOST) return this.runPart(request, {heard, progress});
    // Neighbours share most.
    const order = [...genes].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
    for (let first = 0; first < order.length; first += MOST) {
      const part = order.slice(first, first + MOST);
      await this.runPart(
        {...request, genes: part},
        {heard, progress: (share) => progress((first + share * part.length) / order.length)},
      );
    }
  }

  private async runPart(
    request: Request,
    {heard, progress}: {heard: (answer: Answer) => void; progress: (share: number) => void},
  ): Promise<void> {
    const {genes, images, reference} = request;
    const {context, runner, metric} = this.with;
    if (genes.length === 0) return;
    const {name, population} = this.open(request);
    const units = unitsOf(name, population);
    const left = units.filter((unit) => unitLength(unitFile(context.folder, unit)) === undefined);
    const done = units.length - left.length;
    await context.units(left, runner, (share) => progress((done + share * left.length) / units.length));
    const features = new Features(
      units.map((unit) => ({path: unitFile(context.folder, unit), count: unit.count})),
      population,
    );
    const compared = reference && features.of(pathOf(reference));
    for (const one of genes) {
      const needed = features.of(pathOf(one));
      const answer: Answer = {genes: one, distance: needed ? metric.distance(needed) : null};
      if (reference) answer.paired = needed && compared ? squaredDistance(needed, compared) / images : null;
      heard(answer);
    }
    const facts = units.map((unit) => readUnitFacts(unitFile(context.folder, unit)));
    this.count(facts);
    discard(dirname(populationFile(context.folder, name)));
  }

  /** Removes what is kept for later candidates: there are none. */
  close(): void {
    const {units, states} = searchFiles(this.with.context.folder);
    for (const folder of [units, states]) discard(folder);
  }

  /**
   * The population that an earlier process began with where its candidates are among it (some have their scores by now),
   * else a new one. Only one is ever there.
   */
  private open({genes, replica, images, reference, ancestors = []}: Request): {name: string; population: Population} {
    const {context, batch} = this.with;
    const {units} = searchFiles(context.folder);
    const wanted = [...new Set([...genes, ...(reference ? [reference] : [])].map(pathOf))];
    for (const name of existsSync(units) ? readdirSync(units) : []) {
      const found = readJson<Population>(populationFile(context.folder, name));
      const same = found && found.replica === replica && found.images === images && found.batch === batch;
      if (same && wanted.every((path) => found.paths.includes(path))) return {name, population: found};
      discard(join(units, name));
    }
    const population: Population = {paths: wanted, ancestors: [...ancestors], replica, images, batch};
    const name = hashOf(population).slice(0, 16);
    const path = populationFile(context.folder, name);
    writeJson(path, population);
    return {name, population};
  }

  private count(units: readonly UnitFacts[]): void {
    const sum: UnitFacts = {evaluations: 0, macs: 0, seconds: 0, noiseSeconds: 0};
    for (const key of Object.keys(sum) as (keyof UnitFacts)[]) {
      for (const facts of units) sum[key] += facts[key];
      this.work[key] += sum[key];
    }
    this.with.worked?.(sum);
  }
}

/** Features of each strategy, put together from the units in the order of images. */
class Features {
  private readonly parts: readonly {path: string; count: number}[];
  private readonly paths: readonly Path[];
  /** Numbers of one image. */
  private readonly width: number;
  private readonly images: number;

  constructor(parts: readonly {path: string; count: number}[], {paths, images}: Population) {
    this.parts = parts;
    this.paths = paths;
    this.images = images;
    this.width = unitLength(parts[0]!.path)! / parts[0]!.count / paths.length;
  }

  /** Of all images; undefined where they are not all finite. */
  of(path: Path): Float32Array | undefined {
    const place = this.paths.indexOf(path);
    const all = new Float32Array(this.images * this.width);
    let at = 0;
    for (const {path: file, count} of this.parts) {
      const length = count * this.width;
      all.set(readUnit(file, {first: place * length, length}), at);
      at += length;
    }
    return all.every(Number.isFinite) ? all : undefined;
  }
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
