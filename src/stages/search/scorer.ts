/** Distances of many strategies at once, on noise that all of them share. */
import type {Sampler, State} from '../../diffusion/sampler.js';
import {tf} from '../../engine/tf.js';
import type {Width} from '../../models/width.js';
import type {Genes} from '../../search/evolution.js';
import type {Watch} from '../context.js';
import {type Generator, imagesFrom} from '../generate.js';
import type {Metric} from '../metrics/metric.js';

export interface ScorerOptions {
  watch: Watch;
  generator: Generator;
  metric: Metric;
  sampler: Sampler;
  /** What genes stand for. */
  widths: readonly Width[];
  /** Of the images' noise. */
  seed: number;
  guidance?: number | undefined;
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
}

export interface Answer {
  genes: Genes;
  /** Null where the features are not all finite. */
  distance: number | null;
  /** Mean over images of the squared distance of features to the reference's; null as above. */
  paired?: number | null;
}

/**
 * Scores many strategies on common noise. Sampling runs from the noisiest step down, so strategies that agree there
 * share those steps: they are visited in lexicographic order from the last step, and states at which a later one
 * branches off are kept.
 */
export class Scorer {
  private readonly with: ScorerOptions;

  constructor(options: ScorerOptions) {
    this.with = options;
  }

  /** Answers as soon as it knows one, in an order of its own. */
  async run({genes: all, replica, images, reference}: Request, heard: (answer: Answer) => void): Promise<void> {
    const {watch, generator, metric, sampler, widths, seed, guidance} = this.with;
    const steps = sampler.levels.length;
    const isReference = (genes: Genes): boolean => reference !== undefined && compareFromLast(genes, reference) === 0;
    // The reference is first: where strategies branch off, its width comes before the others.
    const own = reference && !all.some(isReference) ? [...all, reference] : all;
    const order = [...own].sort((a, b) => compareFromLast(a, b, reference));
    let compared: Float32Array | undefined;
    // How many noisy steps each shares with the next one.
    const shared = order.map((genes, index) => (index + 1 < order.length ? sharedSteps(genes, order[index + 1]!) : 0));
    /** States after so many steps, one per batch, that a later strategy continues from. */
    const kept = new Map<number, State[]>();
    const batches = Math.ceil(images / generator.batch);
    try {
      for (const [index, genes] of order.entries()) {
        const strategy = genes.map((gene) => widths[gene]!);
        const begin = index === 0 ? 0 : shared[index - 1]!;
        const branches = branchDepths(shared, index);
        const features = new Float32Array(images * metric.dimensions);
        const fresh = new Map<number, State[]>();
        for (let batch = 0; batch < batches; batch++) {
          const first = batch * generator.batch;
          const options = {sampler, strategy, images: imagesFrom(first, generator.batch), seed, replica, guidance};
          const from = begin > 0 ? kept.get(begin)?.[batch] : undefined;
          let state = from ? copyOf(from) : generator.start(options);
          for (let depth = from ? begin : 0; depth < steps; depth++) {
            const next = await generator.step(state, steps - 1 - depth, options);
            free(state);
            state = next;
            if (branches.has(depth + 1) && depth + 1 > begin) {
              const list = fresh.get(depth + 1) ?? [];
              list.push(copyOf(state));
              fresh.set(depth + 1, list);
            }
            await watch.breathe();
          }
          const pixels = await generator.imagesOf(state[0]);
          free(state);
          const count = Math.min(generator.batch, images - first);
          features.set(await metric.features(pixels, count), first * metric.dimensions);
        }
        for (const [depth, states] of kept) {
          if (branches.has(depth) && depth <= begin) continue;
          states.forEach(free);
          kept.delete(depth);
        }
        for (const [depth, states] of fresh) kept.set(depth, states);
        const needed = features.every(Number.isFinite) ? metric.needed(features, images) : undefined;
        if (isReference(genes)) compared = needed;
        if (own !== all && isReference(genes)) continue;
        const answer: Answer = {genes, distance: needed ? metric.distance(needed) : null};
        if (reference) answer.paired = needed && compared ? squaredDistance(needed, compared) / images : null;
        heard(answer);
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

/** By the last gene in which two differ; a gene that is the reference's comes first. */
function compareFromLast(a: Genes, b: Genes, reference?: Genes): number {
  for (let step = a.length - 1; step >= 0; step--) {
    if (a[step] === b[step]) continue;
    if (reference && (a[step] === reference[step] || b[step] === reference[step]))
      return a[step] === reference[step] ? -1 : 1;
    return a[step]! - b[step]!;
  }
  return 0;
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

function sharedSteps(a: Genes, b: Genes): number {
  let count = 0;
  while (count < a.length && a[a.length - 1 - count] === b[a.length - 1 - count]) count++;
  return count;
}

/** The depths at which strategies after `index` leave its path: running minima of what neighbours share. */
function branchDepths(shared: readonly number[], index: number): Set<number> {
  const depths = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (let at = index; at < shared.length && least > 0; at++) {
    least = Math.min(least, shared[at]!);
    if (least > 0) depths.add(least);
  }
  return depths;
}
