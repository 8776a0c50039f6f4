/** Candidates that were scored, and the scoring of those that were not. Each is saved as soon as it is scored. */
import {evaluationsOf} from '../../diffusion/settings.js';
import {costAt, gflopsOf, strategyCost} from '../../models/cost.js';
import {ProblemError} from '../../problem.js';
import type {Genes, Individual} from '../../search/evolution.js';
import {fitnessOf, type Goal, misses, WORST} from '../../search/goal.js';
import {type Question, type Score, uniform, walkCost} from '../../search/method.js';
import {fewestImages} from '../../search/methods/index.js';
import {likelyAncestors} from '../../search/path.js';
import {appendLine, keepSoundLines} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import type {Inputs, Progress, StageContext} from '../context.js';
import type {Metric} from '../metrics/metric.js';
import {openMetric} from '../metrics/open.js';
import {type Answer, Scorer} from './scorer.js';
import {type SearchMeans, type SearchSettings, searchedBy} from './stage.js';
import {SearchUnits} from './units.js';

/** A scored candidate, as it is saved. */
export interface Candidate {
  genes: string;
  /** Null where its features were not all finite. */
  distance: number | null;
  gflops: number;
  /** What the search is for; the largest number that there is where there is no distance. */
  fitness: number;
  /** 0 = the search's common noise, 1 = the fresh noise of rescoring. */
  replica: number;
  /** Where they are not as many as the spec says. */
  images?: number;
  /** Distance of features to those of another candidate, where a method asked for it. */
  reference?: string;
  paired?: number | null;
}

/** A question with all that it leaves out, and the noise that it is about. */
type Asked = Question & {images: number; replica: number};

/** Scored candidates that later ones may come from, where a method has no population. */
const ANCESTORS = 50;

const genesText = (genes: Genes): string => genes.join('');

export class Scoring {
  /** What a step at a choice adds to a strategy's GFLOPs. */
  readonly costs: number[][];
  private readonly candidates: Map<string, Candidate>;
  private readonly scorer: Scorer;
  private readonly units: SearchUnits;
  private readonly metric: Metric;
  /** Images of a batch. */
  private readonly batch: number;
  private readonly settings: SearchSettings;
  private readonly goal: Goal;
  private readonly context: StageContext<SearchMeans>;
  /** Network evaluations of one image. */
  private readonly evaluations: number;
  private readonly gflopsOfGenes: (genes: Genes) => number;
  private readonly total: number;
  private done = 0;
  /** Candidates whose work is not written yet, and their network calls without shared steps. */
  private unsaved = {candidates: 0, withoutSharing: 0};
  private best: Progress['best'];

  static async open(
    settings: SearchSettings,
    inputs: Inputs,
    {context, total}: {context: StageContext<SearchMeans>; total: number},
  ): Promise<Scoring> {
    const {candidates} = searchFiles(context.folder);
    context.report({done: 0, total, unit: 'candidates', detail: 'recording'});
    const metric = await openMetric(inputs, context, {scores: [], count: settings.images});
    const units = new SearchUnits(settings, inputs, {context, metric});
    return new Scoring(settings, context, {units, metric, candidates: keepSoundLines<Candidate>(candidates), total});
  }

  private constructor(
    settings: SearchSettings,
    context: StageContext<SearchMeans>,
    {units, metric, candidates, total}: {units: SearchUnits; metric: Metric; candidates: Candidate[]; total: number},
  ) {
    const {network, widths, sampler, images} = settings;
    const {goal, method} = searchedBy(settings);
    this.settings = settings;
    this.goal = goal;
    this.context = context;
    this.total = total;
    this.units = units;
    this.metric = metric;
    // A batch is never larger than the fewest images that are asked for: the rest of it would be made for nothing.
    this.batch = Math.min(context.means.batch, fewestImages(method, images));
    this.candidates = new Map(candidates.map((one) => [placeOf(one), one]));
    const macs = new Map(widths.map((width) => [width, costAt(network, width).macs]));
    const evaluations = evaluationsOf(sampler);
    this.evaluations = evaluations.reduce((a, b) => a + b, 0);
    this.gflopsOfGenes = (genes) => {
      const strategy = genes.map((gene) => widths[gene]!);
      return gflopsOf(strategyCost(strategy, {macs, evaluations}).macs);
    };
    this.costs = evaluations.map((calls) =>
      widths.map((width) => gflopsOf((calls * macs.get(width)!) / this.evaluations)),
    );
    this.scorer = new Scorer({
      ...{context, runner: units, metric, batch: this.batch},
      worked: ({evaluations: calls, macs: executed}) => this.saveWork(calls, executed * this.batch),
    });
  }

  /** The fitness on the search's common noise, where a candidate has one. */
  known(genes: Genes): number | undefined {
    return this.candidates.get(placeOf({genes: genesText(genes), replica: 0}))?.fitness;
  }

  /** Scores what has no score yet; answers in the order given. `replica` says which set of noise. */
  async score(batch: readonly Genes[], question: Question & {replica?: number} = {}): Promise<Score[]> {
    const asked: Asked = {...question, images: question.images ?? this.settings.images, replica: question.replica ?? 0};
    const full = await this.fullDistance(asked);
    const missing = batch.filter((genes) => !this.candidates.has(this.placeOf(genes, asked)));
    this.done += batch.length - missing.length;
    await this.run(missing, asked, full);
    const {reference} = asked;
    return batch.map((genes): Score => {
      const {distance, gflops, paired, fitness} = this.candidates.get(this.placeOf(genes, asked))!;
      const score: Score = {genes, distance: distance ?? Number.POSITIVE_INFINITY, gflops, fitness};
      if (reference) score.paired = paired ?? Number.POSITIVE_INFINITY;
      return score;
    });
  }

  /** MACs that scoring these takes for all images, when nothing of it is there: a function of the strategies alone. */
  takes(batch: readonly Genes[], {images = this.settings.images, reference}: Question): number {
    const walked = reference ? [...batch, reference] : batch;
    return walkMacs(walked, this.settings) * Math.ceil(images / this.batch) * this.batch;
  }

  /**
   * What the full width is at on the same noise and images, where the goal is made of that. Throws a ProblemError where it
   * has no distance.
   */
  private async fullDistance(asked: Asked): Promise<number> {
    if (!('distance' in this.goal)) return Number.POSITIVE_INFINITY;
    const {widths, sampler} = this.settings;
    const full = uniform(widths.length - 1, sampler);
    const plain: Asked = {images: asked.images, replica: asked.replica};
    const place = this.placeOf(full, plain);
    if (!this.candidates.has(place)) await this.run([full], plain);
    const {distance} = this.candidates.get(place)!;
    if (distance !== null) return distance;
    throw new ProblemError({
      code: 'non-finite-features',
      message: `images of the full width, or their features, are not finite: search.target {distance: full} has no distance to meet`,
      suggestion: 'try another search.sampler, or name the target in GFLOPs: {gflops: NUMBER}',
    });
  }

  /** Scores strategies and saves them; `full` is left out for the full width, whose own distance it is. */
  private async run(genes: readonly Genes[], asked: Asked, full?: number): Promise<void> {
    const {images, replica, reference} = asked;
    const {method} = searchedBy(this.settings);
    const ancestors = likelyAncestors(this.scored(), 'population' in method ? method.population : ANCESTORS);
    const before = this.done;
    await this.scorer.run(
      {genes, replica, images, reference, ancestors},
      (answer) => this.save(answer, asked, full ?? answer.distance ?? Number.POSITIVE_INFINITY),
      // Candidates whose images are there count as far as they are there.
      (share) => this.report(Math.max(this.done, before + share * genes.length)),
    );
  }

  private scored(): Individual[] {
    const all = [...this.candidates.values()].filter(({replica, distance}) => replica === 0 && distance !== null);
    return all.map(({genes, fitness}) => ({genes: Array.from(genes, Number), fitness}));
  }

  private placeOf(genes: Genes, {images, replica, reference}: Asked): string {
    return placeOf({genes: genesText(genes), replica, ...this.beside({images, reference})});
  }

  /** What tells an answer from the usual ones. */
  private beside({images, reference}: Question): Pick<Candidate, 'images' | 'reference'> {
    const beside: Pick<Candidate, 'images' | 'reference'> = {};
    if (images !== this.settings.images) beside.images = images!;
    if (reference) beside.reference = genesText(reference);
    return beside;
  }

  private save({genes, distance, paired}: Answer, asked: Asked, full: number): void {
    const {images, replica} = asked;
    const gflops = this.gflopsOfGenes(genes);
    const text = genesText(genes);
    if (distance === null)
      this.context.warn(`images of candidate ${text}, or their features, are not finite: it gets the worst fitness`);
    const fitness = distance === null ? WORST : fitnessOf(this.goal, {distance, gflops}, full);
    const candidate: Candidate = {genes: text, distance, gflops, fitness, replica, ...this.beside(asked)};
    if (paired !== undefined) candidate.paired = paired;
    this.candidates.set(placeOf(candidate), candidate);
    appendLine(searchFiles(this.context.folder).candidates, candidate);
    this.unsaved.candidates += 1;
    this.unsaved.withoutSharing += this.evaluations * Math.ceil(images / this.batch);
    this.done += 1;
    if (distance !== null && !misses(fitness) && fitness < (this.best?.fitness ?? Number.POSITIVE_INFINITY))
      this.best = {fitness, distance, gflops};
    this.report(this.done);
  }

  /** Writes what the candidates since the last time took: a line each time, so that every session counts, however it ends. */
  private saveWork(evaluations: number, macs: number): void {
    appendLine(searchFiles(this.context.folder).work, {...this.unsaved, evaluations, macs});
    this.unsaved = {candidates: 0, withoutSharing: 0};
  }

  private report(done: number): void {
    const best = this.best ? {best: this.best} : {};
    this.context.report({done: Math.round(10 * done) / 10, total: this.total, unit: 'candidates', ...best});
  }

  /** The search is done: what was kept for later candidates goes. */
  close(): void {
    this.scorer.close();
  }

  dispose(): void {
    this.metric.dispose();
    this.units.dispose();
  }
}

/** MACs of one image through strategies whose common steps are taken once, guidance and all. */
export function walkMacs(
  genes: readonly Genes[],
  {network, widths, sampler}: Pick<SearchSettings, 'network' | 'widths' | 'sampler'>,
): number {
  const macs = widths.map((width) => costAt(network, width).macs);
  return walkCost(genes, {costs: evaluationsOf(sampler).map((calls) => macs.map((one) => calls * one))});
}

const placeOf = ({
  genes,
  replica,
  images,
  reference,
}: Pick<Candidate, 'genes' | 'replica' | 'images' | 'reference'>): string =>
  [replica, images ?? '', reference ?? '', genes].join(':');
