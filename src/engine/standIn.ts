/** What stands for the output of an op while a program is recorded: a recording needs its shape, not its numbers. */
import {emptyAttributes, opType} from './opAttributes.js';
import {backend, type OpAttribute, type Tensor, tf} from './tf.js';

type Shape = readonly number[];
type Attributes = ReadonlyMap<string, unknown>;
type ShapeOf = (attributes: Attributes, inputs: readonly Tensor[]) => Shape | undefined;

/** Of ops on float32 whose outputs can be large: convolutions and products are nearly all of the work of a program. */
const SHAPES: Record<string, ShapeOf> = {
  Conv2D: (attributes, [images, filter]) => {
    const [height, width, , channels] = filter!.shape as [number, number, number, number];
    return slid(attributes, images!.shape, {size: [height, width], channels});
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
  MaxPool: pooled,
  AvgPool: pooled,
  ConcatV2(_, inputs) {
    const [axis] = inputs.at(-1)!.dataSync();
    const parts = inputs.slice(0, -1).map(({shape}) => shape);
    return parts[0]!.map((size, at) => (at === axis ? parts.reduce((sum, part) => sum + part[at]!, 0) : size));
  },
  BiasAddGrad: (_, [x]) => x!.shape.slice(-1),
  PadV2(_, [x, pads]) {
    const around = pads!.dataSync();
    return x!.shape.map((size, axis) => size + around[2 * axis]! + around[2 * axis + 1]!);
  },
  Slice: (_, [x, begin, size]) => {
    const [first, lengths] = [begin!.dataSync(), size!.dataSync()];
    return x!.shape.map((whole, axis) => (lengths[axis]! < 0 ? whole - first[axis]! : lengths[axis]!));
  },
  Tile(_, [x, multiples]) {
    const times = multiples!.dataSync();
    return x!.shape.map((size, axis) => size * times[axis]!);
  },
  Sum: reduced,
  Mean: reduced,
};
for (const op of ['Relu', 'Sigmoid', 'Softmax', 'Neg', 'Exp', 'Sqrt', 'Rsqrt', 'Square', 'BiasAdd', 'Sin', 'Cos'])
  SHAPES[op] = (_, [x]) => x!.shape;
for (const op of ['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'SquaredDifference', 'Maximum', 'Minimum', 'ReluGrad'])
  SHAPES[op] = (_, [a, b]) => tf.backend_util.assertAndGetBroadcastShape([...a!.shape], [...b!.shape]);

function reduced(attributes: Attributes, [x, axes]: readonly Tensor[]): Shape {
  const {shape} = x!;
  const gone = new Set([...axes!.dataSync()].map((axis) => (axis + shape.length) % shape.length));
  if (attributes.get('keep_dims') === true) return shape.map((size, axis) => (gone.has(axis) ? 1 : size));
  return shape.filter((_, axis) => !gone.has(axis));
}

function pooled(attributes: Attributes, [images]: readonly Tensor[]): Shape | undefined {
  const [, height, width] = attributes.get('ksize') as number[];
  return slid(attributes, images!.shape, {size: [height!, width!], channels: images!.shape[3]!});
}

/** What a window of `size` that slides over images [count, height, width, channels] leaves. */
function slid(
  attributes: Attributes,
  images: Shape,
  {size, channels}: {size: readonly [number, number]; channels: number},
): Shape | undefined {
  const padding = attributes.get('padding');
  if ((padding !== 'SAME' && padding !== 'VALID') || attributes.get('data_format') !== 'NHWC') return undefined;
  const strides = attributes.get('strides') as number[];
  const dilations = (attributes.get('dilations') ?? [1, 1, 1, 1]) as number[];
  const sides = [0, 1].map((axis) => {
    const reach = padding === 'SAME' ? 1 : (size[axis]! - 1) * dilations[axis + 1]! + 1;
    return Math.ceil((images[axis + 1]! - reach + 1) / strides[axis + 1]!);
  });
  return [images[0]!, ...sides, channels];
}

/** Of [..., rows, inner] and [..., inner, columns], either transposed on the way in. */
export function productShape(
  [a, b]: readonly {shape: Shape}[],
  {transposeA = false, transposeB = false}: {transposeA?: boolean; transposeB?: boolean},
): number[] {
  const before = a!.shape.slice(0, -2);
  return [...before, a!.shape.at(transposeA ? -1 : -2)!, b!.shape.at(transposeB ? -2 : -1)!];
}

/** Executes an op without anybody's hearing of it. */
type Run = (op: string, attributes: OpAttribute[], inputs: Tensor[]) => Tensor;

/** The stand-ins of one recording: those of one shape are one array, whose numbers mean nothing. */
export class StandIns {
  private readonly run: Run;
  private readonly made = new Map<string, Tensor>();

  constructor(run: Run) {
    this.run = run;
  }

  /** An array of the shape that an op would return; undefined where the op has to be run. */
  of(
    op: string,
    {attributes, inputs}: {attributes: readonly OpAttribute[]; inputs: readonly Tensor[]},
  ): Tensor | undefined {
    const shapeOf = SHAPES[op];
    if (!shapeOf) return undefined;
    const known = new Map(attributes.map(({name, value}) => [name, value]));
    if (known.get('T') !== backend().binding.TF_FLOAT) return undefined;
    const shape = shapeOf(known, inputs);
    if (!shape) return undefined;
    const array = this.made.get(shape.join()) ?? this.empty(shape);
    // Another handle of the same memory.
    return this.run('Identity', [opType('T', 'float32')], [array]);
  }

  dispose(): void {
    tf.dispose([...this.made.values()]);
  }

  /** Memory that nobody has written to costs nothing: nobody reads it either. */
  private empty(shape: Shape): Tensor {
    const dims = tf.tensor1d([...shape], 'int32');
    const made = tf.keep(this.run('Empty', emptyAttributes('float32'), [dims]));
    dims.dispose();
    this.made.set(shape.join(), made);
    return made;
  }
}
