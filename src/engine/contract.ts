/**
 * What programs are: functions written in tfjs over inputs and a state, and the one contract under which they run, as a
 * recorded graph or op by op. Knows neither.
 */
import {isNative, type Native} from './native.js';
import type {Precision} from './recorder.js';
import type {DType, Tensor, TensorSpec} from './tf.js';

/** State as a program sees it: reads give the values from before the call, assignments take effect at its end. */
export interface StateAccess {
  /** A float32, int32 or bool entry; a bfloat16 entry as float32. */
  read(name: string): Tensor;
  /** A float64 entry. */
  readDouble(name: string): Native;
  assign(name: string, value: Tensor | Native): void;
  /** Adam's update of three entries in one pass, at the end of the call. Returns the new value of `weights`. */
  applyAdam(step: AdamStep): Tensor;
  /** Moves an entry `share` of its way towards `target`, at the end of the call. */
  moveTowards(name: string, target: Tensor, share: Tensor): void;
}

/** first ← β₁·first + (1 − β₁)·g; second ← β₂·second + (1 − β₂)·g²; weights ← weights − rate·first / (√second + epsilon). */
export interface AdamStep {
  weights: string;
  first: string;
  second: string;
  gradient: Tensor;
  rate: Tensor;
  epsilon: Tensor;
  beta1: number;
  beta2: number;
}

/** An entry of the state. `bfloat16` holds rounded weights: half the memory, and no rounding at every call. */
export interface StateSpec {
  shape: readonly number[];
  dtype?: DType | 'bfloat16' | 'float64';
  /** The device that holds it (default 0). Each op that reads or assigns it runs there. */
  device?: number;
}

/** Inputs by name, and what to do with them. Tensors made inside are disposed by the caller of `run`. */
export interface Program {
  inputs: Record<string, TensorSpec>;
  run(inputs: Record<string, Tensor>, state: StateAccess): Record<string, Tensor>;
}

/** What a program is handed: a tensor, or the numbers of one as a flat array, which saves a copy. Copied when it is called. */
export type Input = Tensor | Float32Array | Int32Array | Uint8Array;

/**
 * A set of programs over one state. Whoever calls disposes of the tensors that come back. Calls take effect in the order
 * in which they were made, however they were made: one that changes the state runs alone, others may run side by side.
 */
export interface Programs {
  /** Runs a program and blocks until it has. */
  call(name: string, inputs: Record<string, Input>): Record<string, Tensor>;
  /**
   * Runs a program beside Node's thread. Its inputs are the caller's again, to dispose of or to overwrite, as soon as
   * this returns; several calls may be in flight. Rejects where `call` throws.
   */
  start(name: string, inputs: Record<string, Input>): Promise<Record<string, Tensor>>;
  /** The present value of a state entry, rounded to float32 where it is of another float type; the caller disposes of it. */
  read(name: string): Tensor;
  write(name: string, value: Input): void;
  /** No more calls. Those in flight end as usual. */
  dispose(): void;
}

/** Which passes of TensorFlow's optimiser a graph goes through. */
export type Rewrite = 'all' | 'fold-and-fuse' | 'none';

export interface ProgramSet {
  state: Record<string, StateSpec>;
  programs: Record<string, Program>;
  /** What recorded convolutions and matrix products are computed in (default float32); eager ones stay float32. */
  precision?: Precision;
  /**
   * How TensorFlow rewrites the graph before the first call: with all its passes (default), only where constants can be
   * folded and ops fused, or not at all. Programs without gradients gain nothing from other passes, which are half of their
   * first call; a training of few steps is sooner done without any.
   */
  rewrite?: Rewrite;
  /** How many devices the programs are spread over with `onDevice` (default 1): GPUs where tfjs computes on one, else CPU devices. */
  devices?: number;
}

/** The type in which a state entry is read and written from outside. */
export const outerType = ({dtype = 'float32'}: StateSpec): DType =>
  dtype === 'bfloat16' || dtype === 'float64' ? 'float32' : dtype;

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

export const isTensor = (value: Input): value is Tensor => !ArrayBuffer.isView(value);

const ARRAYS = {float32: Float32Array, int32: Int32Array, bool: Uint8Array};

function checkInput(what: string, value: Input | undefined, {shape, dtype = 'float32'}: TensorSpec): void {
  const wanted = `${dtype} [${shape.join(', ')}]`;
  if (!value) throw new TypeError(`${what} is missing; wanted ${wanted}`);
  if (isTensor(value)) {
    if (value.dtype === dtype && sameShape(value.shape, shape)) return;
    throw new TypeError(`${what} is ${value.dtype} [${value.shape.join(', ')}]; recorded for ${wanted}`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (value instanceof ARRAYS[dtype] && value.length === size) return;
  throw new TypeError(`${what} is a ${value.constructor.name} of ${value.length}; recorded for ${wanted}`);
}

export function checkWritten(name: string, value: Input, spec: StateSpec | undefined): asserts spec is StateSpec {
  if (!spec) throw new RangeError(`there is no state ${name}`);
  checkInput(`the value written to ${name}`, value, {shape: spec.shape, dtype: outerType(spec)});
}

export function checkAssigned(
  what: string,
  value: Tensor | Native,
  spec: StateSpec | undefined,
): asserts spec is StateSpec {
  if (!spec) throw new RangeError(`${what}: there is no such state`);
  if (!isNative(value)) return checkInput(what, value, {shape: spec.shape, dtype: outerType(spec)});
  if (value.type === spec.dtype && sameShape(value.shape, spec.shape)) return;
  throw new TypeError(
    `${what} is ${value.type} [${value.shape.join(', ')}]; wanted ${spec.dtype} [${spec.shape.join(', ')}]`,
  );
}

export function checkInputs(
  name: string,
  program: Program | undefined,
  inputs: Record<string, Input>,
): asserts program is Program {
  if (!program) throw new RangeError(`there is no program ${name}`);
  for (const [key, spec] of Object.entries(program.inputs)) checkInput(`input ${key} of ${name}`, inputs[key], spec);
  for (const key of Object.keys(inputs)) {
    if (!(key in program.inputs)) throw new TypeError(`${name} has no input ${key}`);
  }
}
