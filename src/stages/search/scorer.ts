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
  /** Images of a strategy, and the seed of their noise. */
  images: number;
  seed: number;
  guidance?: number | undefined;
}

/** Hears of a strategy's distance; null where its features are not all finite. */
export type Scored = (genes: Genes, distance: number | null) => void;

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

  async run(all: readonly Genes[], replica: number, scored: Scored): Promise<void> {
    const {watch, generator, metric, sampler, widths, images, seed, guidance} = this.with;
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
        const branches = branchDepths(shared, index);
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
            if (branches.has(depth + 1) && depth + 1 > begin) {
              const list = fresh.get(depth + 1) ?? [];
              list.push(copyOf(state));
              fresh.set(depth + 1, list);
            }
            await watch.breathe();
          }
          const pixels = generator.imagesOf(state[0]);
          free(state);
          const count = Math.min(generator.batch, images - first);
          features.set(metric.features(pixels, count), first * metric.dimensions);
        }
        for (const [depth, states] of kept) {
          if (branches.has(depth) && depth <= begin) continue;
          states.forEach(free);
          kept.delete(depth);
        }
        for (const [depth, states] of fresh) kept.set(depth, states);
        scored(genes, features.every(Number.isFinite) ? metric.distance(metric.needed(features, images)) : null);
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
