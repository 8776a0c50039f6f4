/** Moments of features and the Fréchet distance between two Gaussians, in float64 inside the graph. */
import {
  add,
  cast,
  concat,
  diagonal,
  fromBits,
  matMul,
  maximum,
  mul,
  type Native,
  pad,
  slice,
  sqrt,
  sub,
  sum,
  symmetricEigen,
  toBits,
} from '../engine/native.js';
import {type Program, type ProgramSet, type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, tf} from '../engine/tf.js';
import {
  bitsOf,
  callFor,
  ints,
  type Moments,
  momentPrograms,
  numbersOf,
  ROWS,
  readMoments,
  zerosLike,
} from './moments.js';

export type {Moments} from './moments.js';

/** A reference as distances need it: its mean, and F with FFᵀ = Σ, [dimensions × rank]. */
export interface ReferenceFactor {
  mean: Float64Array;
  factor: Float64Array;
}

/** The factor of `count` rows of features, of rank `count`: exact, and nothing to compute where rows are few. */
export function factorOfRows(features: Float32Array, dimensions: number): ReferenceFactor {
  const count = features.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < features.length; at++) mean[at % dimensions]! += features[at]! / count;
  const factor = new Float64Array(dimensions * count);
  const scale = 1 / Math.sqrt(count - 1);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < dimensions; column++)
      factor[column * count + row] = (features[row * dimensions + column]! - mean[column]!) * scale;
  }
  return {mean, factor};
}

/** Into how many parts, computed at the same time, a product of two square matrices is cut. */
const PARTS = 4;

/** The lower half of FᵀΣF; the upper is partly zeros. `factor` [dimensions × n], `matrix` [dimensions × dimensions]. */
function lowerCongruence(factor: Native, matrix: Native): Native {
  const n = factor.shape[1]!;
  const parts = Math.min(PARTS, n);
  const bounds = Array.from({length: parts + 1}, (_, part) => Math.round((part * n) / parts));
  return concat(
    Array.from({length: parts}, (_, part) => {
      const [first, end] = [bounds[part]!, bounds[part + 1]!];
      const rows = matMul(slice(factor, [0, first], [-1, end - first]), matrix, {transposeA: true});
      const block = matMul(rows, slice(factor, [0, 0], [-1, end]));
      return pad(block, [
        [0, 0],
        [0, n - end],
      ]);
    }),
  );
}

/** The programs of `Frechet`, for recording or for running eagerly. */
function frechetPrograms(dimensions: number, rank = dimensions): ProgramSet {
  const vector = {shape: [dimensions]};
  const square = {shape: [dimensions, dimensions]};
  const {state: summing, programs: sums} = momentPrograms(dimensions);
  /** Sums of all rows are put aside, for `without`. */
  const keep: Program = {
    inputs: {},
    run: (_, state) => {
      const [total, products] = [state.readDouble('sum'), state.readDouble('products')];
      state.assign('allSum', total);
      state.assign('allProducts', products);
      state.assign('sum', zerosLike(total));
      state.assign('products', zerosLike(products));
      return {};
    },
  };
  /** The rows that were kept, less those summed since. */
  const without: Program = {
    inputs: {},
    run: (_, state) => {
      state.assign('sum', sub(state.readDouble('allSum'), state.readDouble('sum')));
      state.assign('products', sub(state.readDouble('allProducts'), state.readDouble('products')));
      return {};
    },
  };
  const load: Program = {
    inputs: {
      mean: {shape: [dimensions, 2], dtype: 'int32'},
      covariance: {shape: [dimensions, dimensions, 2], dtype: 'int32'},
    },
    run: ({mean, covariance}, state) => {
      state.assign('mean', fromBits(mean!));
      state.assign('covariance', fromBits(covariance!));
      return {};
    },
  };
  const zero = (): Native => cast(tf.scalar(0), 'float64');
  const trace = (matrix: Native): Native => sum(diagonal(matrix), ints(0));
  /** F = V √λ, with which FFᵀ = Σ₁, once per reference. */
  const adopt: Program = {
    inputs: {},
    run: (_, state) => {
      const covariance = state.readDouble('covariance');
      const {values, vectors} = symmetricEigen(covariance, {vectors: true});
      state.assign('referenceMean', state.readDouble('mean'));
      state.assign('factor', mul(vectors, sqrt(maximum(values, zero()))));
      state.assign('referenceTrace', trace(covariance));
      return {};
    },
  };
  /** A factor that was taken before. */
  const adoptFactor: Program = {
    inputs: {
      mean: {shape: [dimensions, 2], dtype: 'int32'},
      factor: {shape: [dimensions, rank, 2], dtype: 'int32'},
    },
    run: ({mean, factor}, state) => {
      const known = fromBits(factor!);
      state.assign('referenceMean', fromBits(mean!));
      state.assign('factor', known);
      // tr FFᵀ
      state.assign('referenceTrace', sum(mul(known, known), ints(0, 1)));
      return {};
    },
  };
  /** Of the covariance that was loaded, ascending. */
  const eigenvalues: Program = {
    inputs: {},
    run: (_, state) => ({values: toBits(symmetricEigen(state.readDouble('covariance'), {vectors: false}).values)}),
  };
  const factor: Program = {inputs: {}, run: (_, state) => ({factor: toBits(state.readDouble('factor'))})};
  /** |μ₁ − μ₂|² + tr Σ₁ + tr Σ₂ − 2 Σ √λ(FᵀΣ₂F): FᵀΣ₂F and Σ₁^½ Σ₂ Σ₁^½ have the same eigenvalues. */
  const distance: Program = {
    inputs: {},
    run: (_, state) => {
      const covariance = state.readDouble('covariance');
      const apart = sub(state.readDouble('mean'), state.readDouble('referenceMean'));
      const {values} = symmetricEigen(lowerCongruence(state.readDouble('factor'), covariance), {vectors: false});
      const roots = sum(sqrt(maximum(values, zero())), ints(0));
      const traces = add(state.readDouble('referenceTrace'), trace(covariance));
      const total = add(sum(mul(apart, apart), ints(0)), sub(traces, add(roots, roots)));
      return {total: toBits(total)};
    },
  };
  const float64 = 'float64' as const;
  return {
    state: {
      ...summing,
      allSum: {...vector, dtype: float64},
      allProducts: {...square, dtype: float64},
      referenceMean: {...vector, dtype: float64},
      factor: {shape: [dimensions, rank], dtype: float64},
      referenceTrace: {shape: [], dtype: float64},
    },
    programs: {
      ...sums,
      keep,
      without,
      load,
      eigenvalues,
      adoptFactor,
      factor,
      distance,
      ...(rank === dimensions ? {adopt} : {}),
    },
  };
}

/**
 * Fréchet distances to one reference. Moments are summed in float64 in the graph; the reference's factor is taken once,
 * and each distance costs one more symmetric eigendecomposition.
 */
export class Frechet {
  readonly dimensions: number;
  /** Columns of the reference's factor: `dimensions`, or fewer where the reference is known to be of so few images. */
  readonly rank: number;
  private readonly programs: Programs;

  constructor(
    dimensions: number,
    {rank = dimensions, make = recordPrograms}: {rank?: number; make?: (set: ProgramSet) => Programs} = {},
  ) {
    this.dimensions = dimensions;
    this.rank = rank;
    this.programs = make(frechetPrograms(dimensions, rank));
  }

  /** Takes the reference from features, row by row; returns its moments, to be kept. */
  setReferenceFrom(features: Float32Array): Moments {
    const count = this.sumUp(features);
    this.call('adopt');
    return {count, ...readMoments(this.programs)};
  }

  /** Moments of features, row by row. */
  momentsOf(features: Float32Array): Moments {
    return {count: this.sumUp(features), ...readMoments(this.programs)};
  }

  setReference(moments: Moments): void {
    this.load(moments);
    this.call('adopt');
  }

  /** The reference as it was kept: no eigenvectors are to be taken. */
  setReferenceFactor({mean, factor}: ReferenceFactor): void {
    this.call('adoptFactor', {
      mean: bitsOf(mean, [this.dimensions]),
      factor: bitsOf(factor, [this.dimensions, this.rank]),
    });
  }

  /** The factor of the present reference, [dimensions × rank], to be kept. */
  referenceFactor(): Float64Array {
    const {factor} = this.programs.call('factor', {});
    const numbers = numbersOf(factor!);
    factor!.dispose();
    return numbers;
  }

  /** Distance of features, row by row, from the reference. */
  distance(features: Float32Array): number {
    this.sumUp(features);
    return this.measure();
  }

  /**
   * Distance of features and its standard deviation by the jackknife: what the distance does when each of `blocks`
   * equal parts of the rows is left out. Without blocks to leave out, the distance alone.
   */
  distanceWithDeviation(features: Float32Array, blocks: number): {distance: number; deviation?: number} {
    if (blocks < 2) return {distance: this.distance(features)};
    const count = this.accumulate(features);
    this.call('keep');
    const withoutRows = (rows: Float32Array): number => {
      const left = count - this.accumulate(rows);
      this.call('without');
      this.call('finish', {count: tf.scalar(left)});
      return this.measure();
    };
    const distance = withoutRows(new Float32Array(0));
    const bounds = Array.from(
      {length: blocks + 1},
      (_, block) => Math.round((block * count) / blocks) * this.dimensions,
    );
    const values = Array.from({length: blocks}, (_, block) =>
      withoutRows(features.subarray(bounds[block], bounds[block + 1])),
    );
    const mean = values.reduce((a, b) => a + b, 0) / blocks;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return {distance, deviation: Math.sqrt(((blocks - 1) / blocks) * spread)};
  }

  /** Eigenvalues of a covariance, ascending: none of them is below zero. */
  eigenvaluesOf(moments: Moments): Float64Array {
    this.load(moments);
    const {values} = this.programs.call('eigenvalues', {});
    const numbers = numbersOf(values!);
    values!.dispose();
    return numbers;
  }

  /** Distance of known moments from the reference. Throws a RangeError where the dimensions differ. */
  distanceOf(moments: Moments): number {
    this.load(moments);
    return this.measure();
  }

  dispose(): void {
    this.programs.dispose();
  }

  private sumUp(features: Float32Array): number {
    const count = features.length / this.dimensions;
    if (!Number.isInteger(count) || count < 2)
      throw new RangeError(`${features.length} numbers are not at least two rows of ${this.dimensions}`);
    this.accumulate(features);
    this.call('finish', {count: tf.scalar(count)});
    return count;
  }

  /** Adds rows to the sums; returns how many. */
  private accumulate(features: Float32Array): number {
    const step = ROWS * this.dimensions;
    for (let first = 0; first < features.length; first += step) {
      // Rows of zeros change no sum.
      const rows = new Float32Array(step);
      rows.set(features.subarray(first, first + step));
      this.call('accumulate', {x: tf.tensor2d(rows, [ROWS, this.dimensions])});
    }
    return features.length / this.dimensions;
  }

  private load({mean, covariance}: Moments): void {
    if (mean.length !== this.dimensions) throw new RangeError(`${mean.length} dimensions against ${this.dimensions}`);
    this.call('load', {
      mean: bitsOf(mean, [this.dimensions]),
      covariance: bitsOf(covariance, [this.dimensions, this.dimensions]),
    });
  }

  private measure(): number {
    const {total} = this.programs.call('distance', {});
    const value = numbersOf(total!)[0]!;
    total!.dispose();
    return value;
  }

  private call(name: string, inputs: Record<string, Tensor> = {}): void {
    callFor(this.programs, name, inputs);
  }
}
