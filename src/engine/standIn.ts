/** What stands for the output of a costly op while a program is recorded: a recording needs its shape, not its numbers. */
import {backend, type OpAttribute, type Tensor, tf} from './tf.js';

type Shape = readonly number[];

/** Of convolutions and matrix products, which are nearly all of the work of a program. */
const SHAPES: Record<string, (attributes: Map<string, unknown>, inputs: readonly Tensor[]) => Shape | undefined> = {
  Conv2D(attributes, [images, filter]) {
    const {strides, dilations, padding, isPlain} = windowOf(attributes);
    if (!isPlain) return undefined;
    const [count, ...size] = images!.shape as [number, number, number, number];
    const sides = [0, 1].map((axis) => {
      const reach = padding === 'SAME' ? 1 : (filter!.shape[axis]! - 1) * dilations[axis + 1]! + 1;
      return Math.ceil((size[axis]! - reach + 1) / strides[axis + 1]!);
    });
    return [count, ...sides, filter!.shape[3]!];
  },
  Conv2DBackpropInput: (_, [sizes]) => [...sizes!.dataSync()],
  Conv2DBackpropFilter: (_, [, sizes]) => [...sizes!.dataSync()],
  MatMul: (attributes, inputs) =>
    productShape(inputs, {
      transposeA: attributes.get('transpose_a') === true,
      transposeB: attributes.get('transpose_b') === true,
    }),
  BatchMatMulV2(attributes, inputs) {
    const [a, b] = inputs.map(({shape}) => shape.slice(0, -2).join());
    if (a !== b) return undefined;
    return productShape(inputs, {
      transposeA: attributes.get('adj_x') === true,
      transposeB: attributes.get('adj_y') === true,
    });
  },
};

function windowOf(attributes: Map<string, unknown>) {
  const padding = attributes.get('padding');
  return {
    strides: attributes.get('strides') as number[],
    dilations: (attributes.get('dilations') ?? [1, 1, 1, 1]) as number[],
    padding,
    isPlain: (padding === 'SAME' || padding === 'VALID') && attributes.get('data_format') === 'NHWC',
  };
}

/** Of [..., rows, inner] and [..., inner, columns], either transposed on the way in. */
export function productShape(
  [a, b]: readonly {shape: Shape}[],
  {transposeA = false, transposeB = false}: {transposeA?: boolean; transposeB?: boolean},
): number[] {
  const before = a!.shape.slice(0, -2);
  return [...before, a!.shape.at(transposeA ? -1 : -2)!, b!.shape.at(transposeB ? -2 : -1)!];
}

/**
 * Zeros of the shape that an op would return; undefined where the op has to be run. `run` executes an op without
 * anybody's hearing of it.
 */
export function standIn(
  op: string,
  {attributes, inputs}: {attributes: readonly OpAttribute[]; inputs: readonly Tensor[]},
  run: (op: string, attributes: OpAttribute[], inputs: Tensor[]) => Tensor,
): Tensor | undefined {
  const last = inputs.at(-1);
  if (last?.dtype !== 'float32') return undefined;
  const shape = SHAPES[op]?.(new Map(attributes.map(({name, value}) => [name, value])), inputs);
  if (!shape) return undefined;
  const {binding} = backend();
  const type = (name: string, value: unknown): OpAttribute => ({name, type: binding.TF_ATTR_TYPE as number, value});
  const dims = tf.tensor1d([...shape], 'int32');
  const zero = tf.scalar(0);
  const filled = run('Fill', [type('T', binding.TF_FLOAT), type('index_type', binding.TF_INT32)], [dims, zero]);
  tf.dispose([dims, zero]);
  return filled;
}
