/** The stage `search`: evolves a strategy, each candidate scored once and saved as it is scored. */
import {join} from 'node:path';
import type {Sampler, State} from '../diffusion/sampler.js';
import {evaluationsOf} from '../diffusion/settings.js';
import {tf} from '../engine/tf.js';
import {costAt, gflopsOf, strategyCost} from '../models/cost.js';
import {flatLayout} from '../models/flat.js';
import type {Width} from '../models/width.js';
import {evolve, type Genes} from '../search/evolution.js';
import {encodeRuns} from '../search/strategy.js';
import {allowedWidths, networkOf, resolvePath} from '../spec/experiment.js';
import {strategyFrom} from '../spec/semantics.js';
import {appendLine, mendLines, readLines, writeFileDurably} from '../store/files.js';
import {folderOf, type StageContext} from './context.js';
import {Generator, imagesFrom} from './generate.js';
import {decoderOf} from './latents.js';
import {type Metric, metricOf} from './metric.js';
import {samplerOf} from './sampler.js';
import {trainedWeights} from './weights.js';

/** A scored candidate, as it is saved. */
export interface Candidate {
  genes: string;
  distance: number;
  gflops: number;
  fitness: number;
  /** 0 = the search's common noise, 1 = the fresh noise of rescoring. */
  replica: number;
}

const keyOf = (genes: Genes): string => genes.join('');

export async function runSearch(context: StageContext): Promise<void> {
  const {experiment} = context;
  const {search} = experiment;
  const folder = folderOf(context, 'search');
  const widths = allowedWidths(experiment);
  const write = (strategy: readonly Width[], facts: Record<string, unknown>): void => {
    const file = {
      widths: encodeRuns(strategy),
      steps: strategy.length,
      sampler: search.sampler.kind,
      from: experiment.name,
      ...facts,
    };
    writeFileDurably(join(folder, 'strategy.json'), `${JSON.stringify(file, undefined, 1)}\n`);
  };
  if (search.strategy !== undefined) {
    write(strategyFrom(resolvePath(experiment, search.strategy), experiment, {seed: false}), {given: true});
    return;
  }
  const path = join(folder, 'candidates.jsonl');
  mendLines(path);
  const known = new Map(readLines<Candidate>(path).map((one) => [`${one.replica}:${one.genes}`, one]));
  const config = networkOf(experiment);
  const macs = new Map(widths.map((width) => [width, costAt(config, width).macs]));
  const evaluations = evaluationsOf(search.sampler);
  const total = search.population * search.iterations + search.rescore;
  let done = 0;
  context.report({done, total, unit: 'candidates', detail: 'recording'});
  const generator = new Generator({
    config,
    widths,
    batch: Math.min(search.batch, search.images),
    precision: experiment.precision,
    decoder: decoderOf(context, Math.min(search.batch, search.images)),
  });
  generator.load(trainedWeights(folderOf(context, 'train'), flatLayout(config), context.warn));
  const metric = await metricOf(context, {scored: false});
  const scorer = new Scorer({context, generator, metric, sampler: samplerOf(experiment, search.sampler), widths});
  let naive = 0;
  let scoredNow = 0;
  let best = Number.POSITIVE_INFINITY;
  const score = async (batch: readonly Genes[], replica: number): Promise<Candidate[]> => {
    const missing = batch.filter((genes) => !known.has(`${replica}:${keyOf(genes)}`));
    done += batch.length - missing.length;
    await scorer.run(missing, replica, (genes, distance) => {
      const strategy = genes.map((gene) => widths[gene]!);
      const gflops = gflopsOf(strategyCost(strategy, {macs, evaluations}).macs);
      const candidate = {
        genes: keyOf(genes),
        distance,
        gflops,
        fitness: distance + search.flopsWeight * gflops,
        replica,
      };
      known.set(`${replica}:${candidate.genes}`, candidate);
      appendLine(path, candidate);
      naive += evaluations.reduce((a, b) => a + b, 0) * Math.ceil(search.images / generator.batch);
      scoredNow += 1;
      best = Math.min(best, candidate.fitness);
      context.report({done: ++done, total, unit: 'candidates', detail: `best fitness ${best.toFixed(3)}`});
    });
    return batch.map((genes) => known.get(`${replica}:${keyOf(genes)}`)!);
  };
  try {
    const given = search.seeds.map((file) =>
      strategyFrom(resolvePath(experiment, file), experiment, {seed: true}).map((width) => widths.indexOf(width)),
    );
    const settings = {...search, steps: search.sampler.steps, choices: widths.length, given};
    const generations: object[] = [];
    let final: {genes: Genes; fitness: number}[] = [];
    for await (const {index, population, evaluated} of evolve(
      async (batch) => (await score(batch, 0)).map(({fitness}) => fitness),
      settings,
    )) {
      final = population;
      const fitness = population.map((one) => one.fitness);
      generations.push({
        index,
        evaluated,
        best: fitness[0],
        mean: fitness.reduce((a, b) => a + b, 0) / fitness.length,
        strategy: encodeRuns(population[0]!.genes.map((gene) => widths[gene]!)),
      });
      writeFileDurably(
        join(folder, 'generations.jsonl'),
        generations.map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
    }
    // The best of many noisy scores is partly luck: name the winner on noise that no candidate was selected on.
    const finalists = final.slice(0, Math.max(1, search.rescore)).map(({genes}) => genes);
    const scores = await score(finalists, search.rescore > 0 ? 1 : 0);
    const winner = scores.reduce((a, b) => (b.fitness < a.fitness ? b : a));
    const chosen = Array.from(winner.genes, (gene) => widths[Number(gene)]!);
    const rescored = scores.map(({genes, distance, fitness}) => ({
      genes,
      distance,
      fitness,
      before: known.get(`0:${genes}`)?.fitness,
    }));
    write(chosen, {fitness: winner.fitness, distance: winner.distance, gflops: winner.gflops, rescored});
    if (scoredNow > 0) {
      const facts = {candidates: scoredNow, evaluations: generator.evaluations, withoutSharing: naive};
      appendLine(join(folder, 'work.jsonl'), facts);
    }
  } finally {
    metric.dispose();
    generator.dispose();
  }
}

interface ScorerOptions {
  context: StageContext;
  generator: Generator;
  metric: Metric;
  sampler: Sampler;
  widths: readonly Width[];
}

/**
 * Scores many strategies on common noise. Sampling runs from the noisiest step down, so strategies that agree there
 * share those steps: they are visited in lexicographic order from the last step, and states at which a later one
 * branches off are kept.
 */
class Scorer {
  private readonly with: ScorerOptions;

  constructor(options: ScorerOptions) {
    this.with = options;
  }

  async run(all: readonly Genes[], replica: number, scored: (genes: Genes, distance: number) => void): Promise<void> {
    const {context, generator, metric, sampler, widths} = this.with;
    const {
      images,
      seed,
      sampler: {guidance},
    } = context.experiment.search;
    const steps = sampler.levels.length;
    const order = [...all].sort(compareFromLast);
    // How many noisy steps each shares with the next one.
    const shared = order.map((genes, index) => (index + 1 < order.length ? sharedSteps(genes, order[index + 1]!) : 0));
    /** States after so many steps, one per batch, that a later strategy continues from. */
    const kept = new Map<number, State[]>();
    const batches = Math.ceil(images / generator.batch);
    try {
      for (const [index, genes] of order.entries()) {
        const strategy = genes.map((gene) => widths[gene]!);
        const begin = index === 0 ? 0 : shared[index - 1]!;
        const needed = branchDepths(shared, index);
        const features = new Float32Array(images * metric.dimensions);
        const fresh = new Map<number, State[]>();
        for (let batch = 0; batch < batches; batch++) {
          const first = batch * generator.batch;
          const options = {sampler, strategy, images: imagesFrom(first, generator.batch), seed, replica, guidance};
          const from = begin > 0 ? kept.get(begin)?.[batch] : undefined;
          let state = from ? copyOf(from) : generator.start(options);
          for (let depth = from ? begin : 0; depth < steps; depth++) {
            const next = generator.step(state, steps - 1 - depth, options);
            free(state);
            state = next;
            if (needed.has(depth + 1) && depth + 1 > begin) {
              const list = fresh.get(depth + 1) ?? [];
              list.push(copyOf(state));
              fresh.set(depth + 1, list);
            }
          }
          const pixels = generator.imagesOf(state[0]);
          free(state);
          const count = Math.min(generator.batch, images - first);
          features.set(metric.features(pixels, count), first * metric.dimensions);
          await context.breathe();
        }
        for (const [depth, states] of kept) {
          if (needed.has(depth) && depth <= begin) continue;
          states.forEach(free);
          kept.delete(depth);
        }
        for (const [depth, states] of fresh) kept.set(depth, states);
        scored(genes, metric.distance(features));
      }
    } finally {
      for (const states of kept.values()) states.forEach(free);
    }
  }
}

const copyOf = (state: State): State => state.map((tensor) => tf.clone(tensor)) as unknown as State;
const free = (state: State): void => {
  for (const tensor of state) tensor.dispose();
};

function compareFromLast(a: Genes, b: Genes): number {
  for (let step = a.length - 1; step >= 0; step--) if (a[step] !== b[step]) return a[step]! - b[step]!;
  return 0;
}

export function sharedSteps(a: Genes, b: Genes): number {
  let count = 0;
  while (count < a.length && a[a.length - 1 - count] === b[a.length - 1 - count]) count++;
  return count;
}

/** The depths at which strategies after `index` leave its path: running minima of what neighbours share. */
export function branchDepths(shared: readonly number[], index: number): Set<number> {
  const depths = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (let at = index; at < shared.length && least > 0; at++) {
    least = Math.min(least, shared[at]!);
    if (least > 0) depths.add(least);
  }
  return depths;
}
