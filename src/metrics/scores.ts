/** Scores of features beside the Fréchet distance. Features are [count, dimensions], row by row. */
import {type Tensor1D, type Tensor2D, tf} from '../engine/tf.js';
import {Draws, STREAM} from '../random.js';

/** A score and the deviation over the parts that it is the mean of. */
export interface Score {
  mean: number;
  deviation: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const scoreOf = (values: readonly number[]): Score => {
  const mean = meanOf(values);
  return {mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))};
};

/** Rows of features that need not be in memory: files of them, or an array (`rowsIn`). */
export interface Rows {
  count: number;
  /** Some rows, [indices, dimensions], in the order asked for. */
  take(indices: ArrayLike<number>): Float32Array;
}

/** The rows of an array [count, dimensions]. */
export const rowsIn = (features: Float32Array, dimensions: number): Rows => ({
  count: features.length / dimensions,
  take(indices) {
    const chosen = new Float32Array(indices.length * dimensions);
    for (let i = 0; i < indices.length; i++)
      chosen.set(features.subarray(indices[i]! * dimensions, (indices[i]! + 1) * dimensions), i * dimensions);
    return chosen;
  },
});

export interface KernelOptions {
  dimensions: number;
  /** Subsets that are drawn, and how many features each has of either side. */
  subsets?: number;
  size?: number;
  seed?: number;
}

/**
 * The kernel distance (Bińkowski et al. 2018): the unbiased squared mean discrepancy of the cubic kernel
 * (x·y / d + 1)³, over random subsets: no more of either side is in memory at once.
 */
export function kernelDistance(a: Rows, b: Rows, options: KernelOptions): Score {
  const {dimensions, subsets = 100, seed = 0} = options;
  const size = Math.min(options.size ?? 1000, a.count, b.count);
  const values = Array.from({length: subsets}, (_, subset) => {
    const draws = new Draws({seed, stream: STREAM.kernel, image: subset});
    const [mine, other] = [pick(a, draws, size), pick(b, draws, size)];
    return discrepancy(mine, other, {dimensions, size});
  });
  return scoreOf(values);
}

interface SubsetShape {
  dimensions: number;
  size: number;
}

const pick = (rows: Rows, draws: Draws, size: number): Float32Array =>
  rows.take(draws.permutation(rows.count).subarray(0, size));

/** Sums in float64 of kernels between all pairs; pairs of a feature with itself are left out. */
export function discrepancy(a: Float32Array, b: Float32Array, {dimensions, size}: SubsetShape): number {
  const products = (x: Float32Array, y: Float32Array): Float32Array =>
    tf.tidy(
      () =>
        tf
          .matMul(tf.tensor2d(x, [size, dimensions]), tf.tensor2d(y, [size, dimensions]), false, true)
          .dataSync() as Float32Array,
    );
  const kernel = (product: number): number => (product / dimensions + 1) ** 3;
  const sums = (values: Float32Array): {all: number; own: number} => {
    let [all, own] = [0, 0];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) all += kernel(values[i * size + j]!);
      own += kernel(values[i * size + i]!);
    }
    return {all, own};
  };
  const [within, other, between] = [sums(products(a, a)), sums(products(b, b)), sums(products(a, b))];
  const pairs = size * (size - 1);
  return (within.all - within.own) / pairs + (other.all - other.own) / pairs - (2 * between.all) / size ** 2;
}

/** The Inception score (Salimans et al. 2016) of logits [count, classes]: exp of the mean divergence, over ten parts. */
export function inceptionScore(
  logits: Float32Array,
  {classes, splits = 10}: {classes: number; splits?: number},
): Score {
  const count = logits.length / classes;
  const values = Array.from({length: splits}, (_, split) => {
    const [first, end] = [Math.floor((split * count) / splits), Math.floor(((split + 1) * count) / splits)];
    const marginal = new Float64Array(classes);
    let negativeEntropy = 0;
    for (let row = first; row < end; row++) {
      const own = logits.subarray(row * classes, (row + 1) * classes);
      const most = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      let total = 0;
      for (const value of own) total += Math.exp(value - most);
      for (let c = 0; c < classes; c++) {
        const probability = Math.exp(own[c]! - most) / total;
        marginal[c]! += probability / (end - first);
        if (probability > 0) negativeEntropy += (probability * (own[c]! - most - Math.log(total))) / (end - first);
      }
    }
    const cross = marginal.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
    return Math.exp(negativeEntropy - cross);
  });
  return scoreOf(values);
}

/** Squared distances of rows of `a` to rows of `b`, [rows of a × rows of b]. */
const squaredDistances = (a: Tensor2D, b: Tensor2D): Tensor2D =>
  tf.tidy(() => {
    const squares = tf.add(tf.sum(tf.square(a), 1, true), tf.reshape(tf.sum(tf.square(b), 1), [1, -1]));
    return tf.maximum(tf.sub(squares, tf.mul(tf.matMul(a, b, false, true), 2)), 0) as Tensor2D;
  });

/** Rows that are compared at once. */
const ROWS = 1000;

/** Runs `use` on parts of features as tensors, one after the other, and frees what it made but its result. */
function fold<State extends Tensor2D | Tensor1D>(
  features: Float32Array,
  dimensions: number,
  use: (part: Tensor2D, first: number, before: State | undefined) => State,
): State {
  let state: State | undefined;
  for (let first = 0; first < features.length / dimensions; first += ROWS) {
    const values = features.subarray(first * dimensions, (first + ROWS) * dimensions);
    const next = tf.tidy(() => use(tf.tensor2d(values, [values.length / dimensions, dimensions]), first, state));
    state?.dispose();
    state = next;
  }
  return state!;
}

/** Rows of either side that precision and recall are measured on at most, as published; their time grows with the square. */
const PRECISION_ROWS = 50_000;

/**
 * Rows to measure precision and recall on, in their order: all of them, or a random subset of `most`, which is the same
 * for the same count and seed.
 */
export function precisionRows(count: number, {most = PRECISION_ROWS, seed = 0} = {}): Uint32Array {
  if (count <= most) return Uint32Array.from({length: count}, (_, index) => index);
  return new Draws({seed, stream: STREAM.neighbours}).permutation(count).slice(0, most).sort();
}

/**
 * Precision and recall (Kynkäänniemi et al. 2019): the share of each side that lies among the other's, within the
 * distance of a feature to its `neighbours`-th nearest. Throws a RangeError for more than PRECISION_ROWS rows of either side:
 * take those of `precisionRows`.
 */
export function precisionRecall(
  generated: Float32Array,
  reference: Float32Array,
  {dimensions, neighbours = 3}: {dimensions: number; neighbours?: number},
): {precision: number; recall: number} {
  for (const {length} of [generated, reference])
    if (length > PRECISION_ROWS * dimensions)
      throw new RangeError(`${length / dimensions} rows are more than the ${PRECISION_ROWS} of precision and recall`);
  /** Squared radius of each feature's neighbourhood in its own set. */
  const radii = (features: Float32Array): Tensor1D =>
    fold<Tensor1D>(features, dimensions, (part, _, before) => {
      const nearest = fold<Tensor2D>(features, dimensions, (other, __, known) => {
        const distances = squaredDistances(part, other);
        const all = known ? tf.concat([known, distances], 1) : distances;
        // The nearest of all is the feature itself.
        const {values} = tf.topk(tf.neg(all), Math.min(neighbours + 1, all.shape[1]!), true);
        return tf.neg(values) as Tensor2D;
      });
      const last = tf.reshape(tf.slice(nearest, [0, nearest.shape[1] - 1], [-1, 1]), [-1]) as Tensor1D;
      nearest.dispose();
      return before ? (tf.concat([before, last]) as Tensor1D) : last;
    });
  /** Share of `features` that lie in a neighbourhood of `others`. */
  const covered = (features: Float32Array, others: Float32Array): number => {
    const radius = radii(others);
    const inside = fold<Tensor1D>(features, dimensions, (part, _, before) => {
      const any = fold<Tensor1D>(others, dimensions, (other, first, known) => {
        const limit = tf.reshape(tf.slice(radius, [first], [other.shape[0]]), [1, -1]);
        const found = tf.any(tf.lessEqual(squaredDistances(part, other), limit), 1) as Tensor1D;
        return known ? (tf.logicalOr(known, found) as Tensor1D) : found;
      });
      const count = tf.reshape(tf.sum(tf.cast(any, 'int32')), [1]) as Tensor1D;
      any.dispose();
      return before ? (tf.add(before, count) as Tensor1D) : count;
    });
    const share = inside.dataSync()[0]! / (features.length / dimensions);
    tf.dispose([radius, inside]);
    return share;
  };
  return {precision: covered(generated, reference), recall: covered(reference, generated)};
}
