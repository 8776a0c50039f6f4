/**
 * Values of types that tfjs does not have (float64, bfloat16) and the TensorFlow ops on them. They run eagerly and can
 * be recorded, like tfjs tensors; they have no gradients. Made inside `nativeScope`, which frees them.
 */
import type {GraphType} from './graph.js';
import {emptyAttributes, opFlag, opType} from './opAttributes.js';
import {productShape} from './standIn.js';
import {backend, type OpAttribute, type Tensor, tf} from './tf.js';

/** A TensorFlow tensor of any type, by its handle. */
export interface Native {
  readonly handle: number;
  readonly shape: readonly number[];
  readonly type: GraphType;
}

/** Hears of every native op while a program is recorded. */
export type NativeListener = (
  op: string,
  attributes: OpAttribute[],
  inputs: readonly (Native | Tensor)[],
  outputs: readonly (Native | Tensor)[],
) => void;

let listener: NativeListener | undefined;
let owned: Native[] | undefined;

/** Runs `work`; `hear` is told of every native op in it. */
export function listening<Result>(hear: NativeListener, work: () => Result): Result {
  const before = listener;
  listener = hear;
  try {
    return work();
  } finally {
    listener = before;
  }
}

/** Memory of a shape that no recording hears of: what stands for an input, a state entry, or what an op would return. */
export function placeholder(shape: readonly number[], type: GraphType = 'float64'): Native {
  if (!owned) throw new TypeError('native values are made inside nativeScope()');
  const dims = tf.tensor1d([...shape], 'int32');
  const [made] = execute('Empty', emptyAttributes(type), [dims]);
  dims.dispose();
  const value: Native = {handle: made!.id, shape, type};
  owned.push(value);
  return value;
}

/** Runs `work` and frees every native value made in it, save those in `kept`, which the caller fills. */
export function nativeScope<Result>(work: (kept: Set<Native>) => Result): Result {
  const before = owned;
  const mine: Native[] = [];
  const kept = new Set<Native>();
  owned = mine;
  try {
    return work(kept);
  } finally {
    owned = before;
    for (const value of mine) if (!kept.has(value)) freeNative(value);
  }
}

export const freeNative = ({handle}: Native): void => backend().binding.deleteTensor(handle);

export const isNative = (value: Native | Tensor): value is Native => 'handle' in value;

const typeOf = (value: Native | Tensor): GraphType => (isNative(value) ? value.type : (value.dtype as GraphType));

function execute(op: string, attributes: OpAttribute[], inputs: readonly (Native | Tensor)[], outputs = 1) {
  const engine = backend();
  const ids = inputs.map((value) => (isNative(value) ? value.handle : engine.getInputTensorIds([value])[0]!));
  return engine.binding.executeOp(op, attributes, ids, outputs);
}

interface NativeCall {
  type: GraphType;
  attributes: OpAttribute[];
  inputs: readonly (Native | Tensor)[];
}

/** Runs one op whose `outputs` outputs are all of type `type`. */
function nativeMany(op: string, {type, attributes, inputs}: NativeCall, outputs: number): Native[] {
  if (!owned) throw new TypeError(`${op}: native values are made inside nativeScope()`);
  const made = execute(op, attributes, inputs, outputs).map(({id, shape}): Native => ({handle: id, shape, type}));
  owned.push(...made);
  listener?.(op, attributes, inputs, made);
  return made;
}

const native = (op: string, call: NativeCall): Native => nativeMany(op, call, 1)[0]!;

/** An op whose output is of a known shape: where it is recorded, something of that shape stands for it. */
function nativeOf(op: string, call: NativeCall, shape: readonly number[]): Native {
  if (!listener) return native(op, call);
  const made = placeholder(shape, call.type);
  listener(op, call.attributes, call.inputs, [made]);
  return made;
}

/** `value` as another type. */
export function cast(value: Native | Tensor, type: GraphType): Native {
  const attributes = [opType('SrcT', typeOf(value)), opType('DstT', type), opFlag('Truncate', false)];
  return nativeOf('Cast', {type, attributes, inputs: [value]}, value.shape);
}

/** `value`, rounded to float32, as a tfjs tensor. */
export function toTensor(value: Native): Tensor {
  const attributes = [opType('SrcT', value.type), opType('DstT', 'float32'), opFlag('Truncate', false)];
  const output = backend().createOutputTensor(execute('Cast', attributes, [value])[0]!);
  listener?.('Cast', attributes, [value], [output]);
  return output;
}

/** Float64 values whose bits are given as pairs of int32 along a last axis of 2. */
export const fromBits = (bits: Tensor): Native =>
  native('Bitcast', {
    type: 'float64',
    attributes: [opType('T', 'int32'), opType('type', 'float64')],
    inputs: [bits],
  });

/** The bits of float64 values as pairs of int32 along a last axis of 2. */
export function toBits(value: Native): Tensor {
  const attributes = [opType('T', value.type), opType('type', 'int32')];
  const output = backend().createOutputTensor(execute('Bitcast', attributes, [value])[0]!);
  listener?.('Bitcast', attributes, [value], [output]);
  return output;
}

const binary =
  (op: string) =>
  (a: Native, b: Native): Native =>
    nativeOf(
      op,
      {type: a.type, attributes: [opType('T', a.type)], inputs: [a, b]},
      tf.backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]),
    );
const unary =
  (op: string, shapeOf = (shape: readonly number[]) => shape) =>
  (a: Native): Native =>
    nativeOf(op, {type: a.type, attributes: [opType('T', a.type)], inputs: [a]}, shapeOf(a.shape));

export const add = binary('AddV2');
export const sub = binary('Sub');
export const mul = binary('Mul');
export const div = binary('RealDiv');
export const maximum = binary('Maximum');
export const sqrt = unary('Sqrt');

/** Matrix product of [rows, inner] and [inner, columns]; either may be transposed on the way in. */
export function matMul(a: Native, b: Native, {transposeA = false, transposeB = false} = {}): Native {
  const attributes = [opType('T', a.type), opFlag('transpose_a', transposeA), opFlag('transpose_b', transposeB)];
  const shape = productShape([a, b], {transposeA, transposeB});
  return nativeOf('MatMul', {type: a.type, attributes, inputs: [a, b]}, shape);
}

/** Sum over `axes` (int32 [count]). */
export const sum = (a: Native, axes: Tensor): Native =>
  native('Sum', {
    type: a.type,
    attributes: [opType('T', a.type), opType('Tidx', 'int32'), opFlag('keep_dims', false)],
    inputs: [a, axes],
  });

/** To another shape (int32 [rank]). */
export const reshape = (a: Native, shape: Tensor): Native =>
  native('Reshape', {
    type: a.type,
    attributes: [opType('T', a.type), opType('Tshape', 'int32')],
    inputs: [a, shape],
  });

/** The block of `a` from `begin` on, `size` long on each axis; −1 for all that is left. */
export const slice = (a: Native, begin: readonly number[], size: readonly number[]): Native =>
  native('Slice', {
    type: a.type,
    attributes: [opType('T', a.type), opType('Index', 'int32')],
    inputs: [a, tf.tensor1d([...begin], 'int32'), tf.tensor1d([...size], 'int32')],
  });

/** `a` with `before` and `after` zeros on each axis. */
export const pad = (a: Native, zeros: readonly (readonly [before: number, after: number])[]): Native =>
  native('Pad', {
    type: a.type,
    attributes: [opType('T', a.type), opType('Tpaddings', 'int32')],
    inputs: [a, tf.tensor2d(zeros as [number, number][], [zeros.length, 2], 'int32')],
  });

/** Values one after another along their first axis. */
export const concat = (values: readonly Native[]): Native =>
  native('ConcatV2', {
    type: values[0]!.type,
    attributes: [
      {name: 'N', type: backend().binding.TF_ATTR_INT as number, value: values.length},
      opType('T', values[0]!.type),
      opType('Tidx', 'int32'),
    ],
    inputs: [...values, tf.scalar(0, 'int32')],
  });

/** The diagonal of a square matrix. */
export const diagonal = unary('MatrixDiagPart', (shape) => shape.slice(1));

/**
 * Eigenvalues [n], rising, of a symmetric matrix [n, n] of which the lower half is read; eigenvectors [n, n], one a
 * column, where they are wanted.
 */
export function symmetricEigen(matrix: Native, {vectors}: {vectors: boolean}): {values: Native; vectors: Native} {
  const attributes = [opType('T', matrix.type), opFlag('compute_v', vectors)];
  if (listener) {
    // A recording needs shapes, not numbers, and this op takes seconds.
    const [n] = matrix.shape as [number];
    const made = [placeholder([n]), placeholder(vectors ? [n, n] : [0])];
    listener('SelfAdjointEigV2', attributes, [matrix], made);
    return {values: made[0]!, vectors: made[1]!};
  }
  const [values, columns] = nativeMany('SelfAdjointEigV2', {type: matrix.type, attributes, inputs: [matrix]}, 2);
  return {values: values!, vectors: columns!};
}
