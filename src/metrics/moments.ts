/** Mean and covariance of features, summed in float64 in the graph, of as many rows as there may be. Knows no files. */
import {
  add,
  cast,
  div,
  fromBits,
  matMul,
  type Native,
  pad,
  reshape,
  slice,
  sub,
  sum,
  toBits,
} from '../engine/native.js';
import {type Program, type ProgramSet, type Programs, recordPrograms, type StateSpec} from '../engine/programs.js';
import {type Tensor, tf} from '../engine/tf.js';

export interface Moments {
  count: number;
  mean: Float64Array;
  /** Covariance with n − 1 in the denominator, [dimensions × dimensions], row by row. */
  covariance: Float64Array;
}

/** Rows of features that go into the graph at once. The sums' last bits depend on it. */
export const ROWS = 256;

/** Float64 numbers as the pairs of int32 that hold their bits: the way in and out of the graph. */
export const bitsOf = (values: Float64Array, shape: readonly number[]): Tensor =>
  tf.tensor(new Int32Array(values.buffer, values.byteOffset, 2 * values.length), [...shape, 2], 'int32');
export const numbersOf = (bits: Tensor): Float64Array => new Float64Array(new Int32Array(bits.dataSync()).buffer);
export const ints = (...values: number[]): Tensor => tf.tensor1d(values, 'int32');

/** Zeros in the shape of a value, whatever it holds: what is not finite minus itself is no zero. */
export const zerosLike = (value: Native): Native =>
  pad(
    slice(
      value,
      value.shape.map(() => 0),
      value.shape.map(() => 0),
    ),
    value.shape.map((size) => [0, size] as const),
  );

/** The state and the programs that sum rows [ROWS, dimensions] up, and end with their mean and covariance. */
export function momentPrograms(dimensions: number): {
  state: Record<'sum' | 'products' | 'mean' | 'covariance', StateSpec>;
  programs: Record<'accumulate' | 'finish' | 'moments', Program>;
} {
  const vector: StateSpec = {shape: [dimensions], dtype: 'float64'};
  const square: StateSpec = {shape: [dimensions, dimensions], dtype: 'float64'};
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
      state.assign('sum', zerosLike(total));
      state.assign('products', zerosLike(products));
      return {};
    },
  };
  const moments: Program = {
    inputs: {},
    run: (_, state) => ({mean: toBits(state.readDouble('mean')), covariance: toBits(state.readDouble('covariance'))}),
  };
  return {
    state: {sum: vector, products: square, mean: vector, covariance: square},
    programs: {accumulate, finish, moments},
  };
}

/** The moments that the program `moments` gives. */
export function readMoments(programs: Programs): Omit<Moments, 'count'> {
  const outputs = programs.call('moments', {});
  const [mean, covariance] = [numbersOf(outputs.mean!), numbersOf(outputs.covariance!)];
  tf.dispose(outputs as never);
  return {mean, covariance};
}

/** Runs a program for its effect on the state, and disposes of its inputs. */
export function callFor(programs: Programs, name: string, inputs: Record<string, Tensor> = {}): void {
  tf.dispose([inputs, programs.call(name, inputs)] as never);
}

/** What a sum of moments is in the middle, to be kept and gone on from: to the last bit as if it had never stopped. */
export interface SavedSums {
  /** Rows so far, those in `rest` included. */
  count: number;
  sum: Float64Array;
  /** [dimensions × dimensions]. */
  products: Float64Array;
  /** Rows that are not summed yet: fewer than ROWS. */
  rest: Float32Array;
}

/**
 * Sums features part by part. Rows are taken ROWS at a time in the order in which they come, however they are cut into
 * parts: the result is the one that `Frechet.momentsOf` has for all of them in one array, bit for bit.
 */
export class MomentSums {
  readonly dimensions: number;
  private readonly programs: Programs;
  private readonly block: Float32Array;
  private rows = 0;

  constructor(dimensions: number, {make = recordPrograms}: {make?: (set: ProgramSet) => Programs} = {}) {
    this.dimensions = dimensions;
    this.block = new Float32Array(ROWS * dimensions);
    const {state, programs} = momentPrograms(dimensions);
    const bits = {
      sum: {shape: [dimensions, 2], dtype: 'int32' as const},
      products: {shape: [dimensions, dimensions, 2], dtype: 'int32' as const},
    };
    const sums: Program = {
      inputs: {},
      run: (_, access) => ({sum: toBits(access.readDouble('sum')), products: toBits(access.readDouble('products'))}),
    };
    const restore: Program = {
      inputs: bits,
      run: (inputs, access) => {
        access.assign('sum', fromBits(inputs.sum!));
        access.assign('products', fromBits(inputs.products!));
        return {};
      },
    };
    this.programs = make({state, programs: {...programs, sums, restore}});
  }

  /** Rows that were added. */
  get count(): number {
    return this.rows;
  }

  /** Adds rows [any number, dimensions]. Throws a RangeError where they are not whole rows. */
  add(features: Float32Array): void {
    if (features.length % this.dimensions !== 0)
      throw new RangeError(`${features.length} numbers are not rows of ${this.dimensions}`);
    for (let at = 0; at < features.length; ) {
      const held = (this.rows % ROWS) * this.dimensions;
      const some = features.subarray(at, at + this.block.length - held);
      this.block.set(some, held);
      at += some.length;
      this.rows += some.length / this.dimensions;
      if (held + some.length === this.block.length) this.flush();
    }
  }

  /** The moments of all rows that were added; begins anew. Throws a RangeError where they are fewer than two. */
  moments(): Moments {
    const count = this.rows;
    if (count < 2) throw new RangeError(`${count} rows have no covariance`);
    if (count % ROWS !== 0) {
      // Rows of zeros change no sum.
      this.block.fill(0, (count % ROWS) * this.dimensions);
      this.flush();
    }
    this.rows = 0;
    callFor(this.programs, 'finish', {count: tf.scalar(count)});
    return {count, ...readMoments(this.programs)};
  }

  save(): SavedSums {
    const outputs = this.programs.call('sums', {});
    const [sum, products] = [numbersOf(outputs.sum!), numbersOf(outputs.products!)];
    tf.dispose(outputs as never);
    return {count: this.rows, sum, products, rest: this.block.slice(0, (this.rows % ROWS) * this.dimensions)};
  }

  /** Goes on from what was saved. Throws a RangeError where it is of other dimensions. */
  restore({count, sum, products, rest}: SavedSums): void {
    const {dimensions} = this;
    if (sum.length !== dimensions || products.length !== dimensions ** 2 || rest.length !== (count % ROWS) * dimensions)
      throw new RangeError(`sums of ${sum.length} dimensions, ${rest.length} numbers left, are not of ${dimensions}`);
    callFor(this.programs, 'restore', {
      sum: bitsOf(sum, [dimensions]),
      products: bitsOf(products, [dimensions, dimensions]),
    });
    this.block.set(rest);
    this.rows = count;
  }

  dispose(): void {
    this.programs.dispose();
  }

  private flush(): void {
    callFor(this.programs, 'accumulate', {x: tf.tensor2d(this.block.slice(), [ROWS, this.dimensions])});
  }
}
