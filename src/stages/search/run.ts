/** Runs the stage `search`: evolves a strategy, each candidate scored once and saved as it is scored. */
import {makeSampler} from '../../diffusion/samplers/index.js';
import {linearSchedule} from '../../diffusion/schedule.js';
import {evaluationsOf} from '../../diffusion/settings.js';
import {costAt, gflopsOf, strategyCost} from '../../models/cost.js';
import {flatLayout} from '../../models/flat.js';
import type {Width} from '../../models/width.js';
import {ProblemError} from '../../problem.js';
import {evolve, type Genes, type Individual} from '../../search/evolution.js';
import {encodeRuns} from '../../search/strategy.js';
import {appendLine, mendLines, readLines, writeFileDurably} from '../../store/files.js';
import {searchFiles} from '../../store/runFolder.js';
import {writeStrategy} from '../../store/strategyFile.js';
import {folderOf, type Inputs, type Progress, type StageContext} from '../context.js';
import {decoderFor} from '../decoder.js';
import {Generator} from '../generate.js';
import {openMetric} from '../metrics/open.js';
import type {RunStage} from '../stage.js';
import {EventLog} from '../training/events.js';
import {trainedWeights} from '../weights.js';
import {Scorer} from './scorer.js';
import type {GivenStrategy, SearchMeans, SearchSettings} from './stage.js';

/** A scored candidate, as it is saved. */
interface Candidate {
  genes: string;
  /** Null where its features were not all finite. */
  distance: number | null;
  gflops: number;
  /** Distance plus weighted cost; the largest number that there is where there is no distance. */
  fitness: number;
  /** 0 = the search's common noise, 1 = the fresh noise of rescoring. */
  replica: number;
}

const WORST = Number.MAX_VALUE;
const genesText = (genes: Genes): string => genes.join('');

export const runSearch: RunStage<SearchSettings | GivenStrategy, SearchMeans> = async (settings, inputs, context) => {
  const {strategy} = searchFiles(context.folder);
  const from = context.means.experiment;
  if (!('given' in settings)) return evolveStrategy(settings, inputs, context);
  if (!Array.isArray(settings.given))
    throw new ProblemError({
      code: 'strategy',
      message: `the strategy of ${settings.given.from} is not there`,
      suggestion: 'run that experiment first',
    });
  writeStrategy(strategy, settings.given, {sampler: settings.sampler, from, given: true});
};

async function evolveStrategy(
  settings: SearchSettings,
  inputs: Inputs,
  context: StageContext<SearchMeans>,
): Promise<void> {
  const {evolution, widths, sampler, images} = settings;
  const files = searchFiles(context.folder);
  const scoring = await Scoring.open(settings, inputs, context);
  const widthsOf = (genes: Genes): Width[] => genes.map((gene) => widths[gene]!);
  try {
    const given = settings.seeds.map((strategy) => strategy.map((width) => widths.indexOf(width)));
    const generations: object[] = [];
    // Generations of an earlier attempt are gone through again, quickly: their candidates are scored.
    const curves = new EventLog(files.events, 0);
    let final: Individual[] = [];
    for await (const {index, population, evaluated} of evolve(
      async (batch) => (await scoring.score(batch, 0)).map(({fitness}) => fitness),
      {...evolution, steps: sampler.steps, choices: widths.length, given},
    )) {
      final = population;
      const fitness = population.map((one) => one.fitness).filter((one) => one < WORST);
      const best = population[0]!.fitness;
      const mean = fitness.reduce((a, b) => a + b, 0) / fitness.length;
      curves.scalars(index, {'fitness/best': best, 'fitness/mean': mean});
      generations.push({
        index,
        evaluated,
        best,
        mean,
        strategy: encodeRuns(widthsOf(population[0]!.genes)),
      });
      writeFileDurably(files.generations, generations.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    // The best of many noisy scores is partly luck: name the winner on noise that no candidate was selected on.
    const finalists = final.slice(0, Math.max(1, evolution.rescore)).map(({genes}) => genes);
    const scores = await scoring.score(finalists, evolution.rescore > 0 ? 1 : 0);
    const winner = scores.reduce((a, b) => (b.fitness < a.fitness ? b : a));
    if (winner.distance === null)
      throw new ProblemError({
        code: 'non-finite-features',
        message: `no strategy gives images whose features are finite: the weights or the sampler are broken (${images} images each)`,
        suggestion: 'look at the samples of the training (train.sampleEvery), or try another search.sampler',
      });
    const rescored = scores.map(({genes, distance, fitness}) => ({
      genes,
      distance,
      fitness,
      before: scoring.known(genes)?.fitness,
    }));
    const {fitness, distance, gflops} = winner;
    const facts = {sampler: sampler.kind, from: context.means.experiment, fitness, distance, gflops, rescored};
    writeStrategy(files.strategy, widthsOf(Array.from(winner.genes, Number)), facts);
    if (scoring.work.candidates > 0) appendLine(files.work, scoring.work);
  } finally {
    scoring.dispose();
  }
}

/** Candidates that were scored, and the scoring of those that were not. */
class Scoring {
  /** What this process has done: network calls of a batch, and how many there would have been without shared steps. */
  readonly work = {candidates: 0, evaluations: 0, withoutSharing: 0};
  private readonly candidates: Map<string, Candidate>;
  private readonly scorer: Scorer;
  private readonly generator: Generator;
  private readonly metric: {dispose(): void};
  private readonly settings: SearchSettings;
  private readonly context: StageContext<SearchMeans>;
  private readonly costOf: (genes: Genes) => number;
  private readonly callsAlone: number;
  private done = 0;
  private best: Progress['best'];

  static async open(settings: SearchSettings, inputs: Inputs, context: StageContext<SearchMeans>): Promise<Scoring> {
    const {network, widths, images, precision, decoder} = settings;
    const {candidates} = searchFiles(context.folder);
    mendLines(candidates);
    context.report({done: 0, total: totalOf(settings), unit: 'candidates', detail: 'recording'});
    const batch = Math.min(context.means.batch, images);
    const generator = new Generator({
      config: network,
      widths,
      batch,
      precision,
      decoder: decoderFor(decoder, inputs, batch),
    });
    generator.load(trainedWeights(folderOf(inputs, 'train'), flatLayout(network), context.warn));
    const metric = await openMetric(inputs, context, {scores: [], count: images});
    return new Scoring(settings, context, {generator, metric, candidates: readLines<Candidate>(candidates)});
  }

  private constructor(
    settings: SearchSettings,
    context: StageContext<SearchMeans>,
    {
      generator,
      metric,
      candidates,
    }: {generator: Generator; metric: Awaited<ReturnType<typeof openMetric>>; candidates: Candidate[]},
  ) {
    const {network, widths, sampler, images, diffusion, evolution} = settings;
    this.settings = settings;
    this.context = context;
    this.generator = generator;
    this.metric = metric;
    this.candidates = new Map(candidates.map((one) => [`${one.replica}:${one.genes}`, one]));
    const macs = new Map(widths.map((width) => [width, costAt(network, width).macs]));
    const evaluations = evaluationsOf(sampler);
    this.callsAlone = evaluations.reduce((a, b) => a + b, 0) * Math.ceil(images / generator.batch);
    this.costOf = (genes) => {
      const strategy = genes.map((gene) => widths[gene]!);
      return gflopsOf(strategyCost(strategy, {macs, evaluations}).macs);
    };
    this.scorer = new Scorer({
      watch: context,
      generator,
      metric,
      sampler: makeSampler(linearSchedule(diffusion.steps, diffusion.betas), sampler),
      widths,
      images,
      seed: evolution.seed,
      guidance: sampler.guidance,
    });
  }

  /** The score of the search's common noise. */
  known(genes: string): Candidate | undefined {
    return this.candidates.get(`0:${genes}`);
  }

  /** Scores what has no score yet; answers in the order given. */
  async score(batch: readonly Genes[], replica: number): Promise<Candidate[]> {
    const placeOf = (genes: Genes): string => `${replica}:${genesText(genes)}`;
    const missing = batch.filter((genes) => !this.candidates.has(placeOf(genes)));
    this.done += batch.length - missing.length;
    await this.scorer.run(missing, replica, (genes, distance) => this.save(genes, distance, replica));
    return batch.map((genes) => this.candidates.get(placeOf(genes))!);
  }

  private save(genes: Genes, distance: number | null, replica: number): void {
    const {flopsWeight} = this.settings.evolution;
    const gflops = this.costOf(genes);
    const text = genesText(genes);
    if (distance === null)
      this.context.warn(`the features of candidate ${text} are not finite: it gets the worst fitness`);
    const fitness = distance === null ? WORST : distance + flopsWeight * gflops;
    const candidate: Candidate = {genes: text, distance, gflops, fitness, replica};
    this.candidates.set(`${replica}:${text}`, candidate);
    appendLine(searchFiles(this.context.folder).candidates, candidate);
    this.work.candidates += 1;
    this.work.evaluations = this.generator.evaluations;
    this.work.withoutSharing += this.callsAlone;
    this.done += 1;
    if (distance !== null && fitness < (this.best?.fitness ?? Number.POSITIVE_INFINITY))
      this.best = {fitness, distance, gflops};
    const best = this.best ? {best: this.best} : {};
    this.context.report({done: this.done, total: totalOf(this.settings), unit: 'candidates', ...best});
  }

  dispose(): void {
    this.metric.dispose();
    this.generator.dispose();
  }
}

const totalOf = ({evolution: {population, iterations, rescore}}: SearchSettings): number =>
  population * iterations + rescore;
