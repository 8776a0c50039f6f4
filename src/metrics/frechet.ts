/** Moments of features and the Fréchet distance between two Gaussians, in float64 inside the graph. */
import {
  add,
  cast,
  diagonal,
  div,
  matMul,
  maximum,
  mul,
  type Native,
  reshape,
  sqrt,
  sub,
  sum,
  symmetricEigen,
  toTensor,
} from '../engine/native.js';
import {type Program, type ProgramSet, type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, tf} from '../engine/tf.js';

export interface Moments {
  count: number;
  mean: Float64Array;
  /** Covariance with n − 1 in the denominator, [dimensions × dimensions], row by row. */
  covariance: Float64Array;
}

/** A float64 as the float32 nearest to it and the float32 nearest to what is left: 48 bits of 53. */
const highOf = (values: ArrayLike<number>): Float32Array => Float32Array.from(values);
const lowOf = (values: ArrayLike<number>): Float32Array =>
  Float32Array.from(values, (value) => value - Math.fround(value));
const joined = (high: Tensor, low: Tensor): Float64Array => {
  const rest = low.dataSync();
  return Float64Array.from(high.dataSync(), (value, index) => value + rest[index]!);
};
const ints = (...values: number[]): Tensor => tf.tensor1d(values, 'int32');
const double = (high: Tensor, low: Tensor): Native => add(cast(high, 'float64'), cast(low, 'float64'));
const halves = (value: Native): {high: Tensor; low: Tensor} => {
  const high = toTensor(value);
  return {high, low: toTensor(sub(value, cast(high, 'float64')))};
};

/** Rows of features that go into the graph at once. */
const ROWS = 256;

/** The programs of `Frechet`, for recording or for running eagerly. */
export function frechetPrograms(dimensions: number): ProgramSet {
  const vector = {shape: [dimensions]};
  const square = {shape: [dimensions, dimensions]};
  const accumulate: Program = {
    inputs: {x: {shape: [ROWS, dimensions]}},
    run: ({x}, state) => {
      const rows = cast(x!, 'float64');
      state.assign('sum', add(state.readDouble('sum'), sum(rows, ints(0))));
      state.assign('products', add(state.readDouble('products'), matMul(rows, rows, {transposeA: true})));
      return {};
    },
  };
  const finish: Program = {
    inputs: {count: {shape: []}},
    run: ({count}, state) => {
      const n = cast(count!, 'float64');
      const [total, products] = [state.readDouble('sum'), state.readDouble('products')];
      const mean = div(total, n);
      const outer = matMul(reshape(total, ints(dimensions, 1)), reshape(mean, ints(1, dimensions)));
      state.assign('mean', mean);
      state.assign('covariance', div(sub(products, outer), sub(n, cast(tf.scalar(1), 'float64'))));
      state.assign('sum', sub(total, total));
      state.assign('products', sub(products, products));
      return {};
    },
  };
  const load: Program = {
    inputs: {meanHigh: vector, meanLow: vector, covarianceHigh: square, covarianceLow: square},
    run: ({meanHigh, meanLow, covarianceHigh, covarianceLow}, state) => {
      state.assign('mean', double(meanHigh!, meanLow!));
      state.assign('covariance', double(covarianceHigh!, covarianceLow!));
      return {};
    },
  };
  const moments: Program = {
    inputs: {},
    run: (_, state) => {
      const mean = halves(state.readDouble('mean'));
      const covariance = halves(state.readDouble('covariance'));
      return {meanHigh: mean.high, meanLow: mean.low, covarianceHigh: covariance.high, covarianceLow: covariance.low};
    },
  };
  const zero = (): Native => cast(tf.scalar(0), 'float64');
  const trace = (matrix: Native): Native => sum(diagonal(matrix), ints(0));
  /** Σ₁^½ = V √λ Vᵀ, once per reference. */
  const adopt: Program = {
    inputs: {},
    run: (_, state) => {
      const covariance = state.readDouble('covariance');
      const {values, vectors} = symmetricEigen(covariance, {vectors: true});
      const scaled = mul(vectors, sqrt(maximum(values, zero())));
      state.assign('referenceMean', state.readDouble('mean'));
      state.assign('root', matMul(scaled, vectors, {transposeB: true}));
      state.assign('referenceTrace', trace(covariance));
      return {};
    },
  };
  /** |μ₁ − μ₂|² + tr Σ₁ + tr Σ₂ − 2 Σ √λ(Σ₁^½ Σ₂ Σ₁^½). */
  const distance: Program = {
    inputs: {},
    run: (_, state) => {
      const covariance = state.readDouble('covariance');
      const root = state.readDouble('root');
      const apart = sub(state.readDouble('mean'), state.readDouble('referenceMean'));
      const product = matMul(matMul(root, covariance), root);
      const {values} = symmetricEigen(product, {vectors: false});
      const roots = sum(sqrt(maximum(values, zero())), ints(0));
      const traces = add(state.readDouble('referenceTrace'), trace(covariance));
      const total = add(sum(mul(apart, apart), ints(0)), sub(traces, add(roots, roots)));
      return halves(total);
    },
  };
  const float64 = 'float64' as const;
  return {
    state: {
      sum: {...vector, dtype: float64},
      products: {...square, dtype: float64},
      mean: {...vector, dtype: float64},
      covariance: {...square, dtype: float64},
      referenceMean: {...vector, dtype: float64},
      root: {...square, dtype: float64},
      referenceTrace: {shape: [], dtype: float64},
    },
    programs: {accumulate, finish, load, moments, adopt, distance},
  };
}

/**
 * Fréchet distances to one reference. Moments are summed in float64 in the graph; the reference's root is taken once,
 * and each distance costs one more symmetric eigendecomposition.
 */
export class Frechet {
  readonly dimensions: number;
  private readonly programs: Programs;

  constructor(dimensions: number, make: (set: ProgramSet) => Programs = recordPrograms) {
    this.dimensions = dimensions;
    this.programs = make(frechetPrograms(dimensions));
  }

  /** Takes the reference from features, row by row; returns its moments, to be kept. */
  setReferenceFrom(features: Float32Array): Moments {
    const count = this.sumUp(features);
    this.call('adopt');
    return {count, ...this.present()};
  }

  setReference(moments: Moments): void {
    this.load(moments);
    this.call('adopt');
  }

  /** Distance of features, row by row, from the reference. */
  distance(features: Float32Array): number {
    this.sumUp(features);
    return this.measure();
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
    const step = ROWS * this.dimensions;
    for (let first = 0; first < features.length; first += step) {
      // Rows of zeros change no sum.
      const rows = new Float32Array(step);
      rows.set(features.subarray(first, first + step));
      this.call('accumulate', {x: tf.tensor2d(rows, [ROWS, this.dimensions])});
    }
    this.call('finish', {count: tf.scalar(count)});
    return count;
  }

  private load({mean, covariance}: Moments): void {
    if (mean.length !== this.dimensions) throw new RangeError(`${mean.length} dimensions against ${this.dimensions}`);
    const shape: [number, number] = [this.dimensions, this.dimensions];
    this.call('load', {
      meanHigh: tf.tensor1d(highOf(mean)),
      meanLow: tf.tensor1d(lowOf(mean)),
      covarianceHigh: tf.tensor2d(highOf(covariance), shape),
      covarianceLow: tf.tensor2d(lowOf(covariance), shape),
    });
  }

  private measure(): number {
    const {high, low} = this.programs.call('distance', {});
    const value = joined(high!, low!)[0]!;
    tf.dispose([high!, low!]);
    return value;
  }

  private present(): {mean: Float64Array; covariance: Float64Array} {
    const outputs = this.programs.call('moments', {});
    const mean = joined(outputs.meanHigh!, outputs.meanLow!);
    const covariance = joined(outputs.covarianceHigh!, outputs.covarianceLow!);
    tf.dispose(outputs as never);
    return {mean, covariance};
  }

  /** Runs a program for its effect on the state, and disposes of its inputs. */
  private call(name: string, inputs: Record<string, Tensor> = {}): void {
    tf.dispose([inputs, this.programs.call(name, inputs)] as never);
  }
}
