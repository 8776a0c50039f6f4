/**
 * The one description of the Inception network of 2015 whose features FID is defined by (as published for PyTorch by
 * pytorch-fid: average pools that leave padding out, a max pool in the last block). Knows no tensors.
 */

/** Height and width that images are resized to. */
export const INCEPTION_SIZE = 299;
/** Multiply-accumulates of one image. */
export const INCEPTION_MACS = 5.7e9;
export const POOL_FEATURES = 2048;
export const CLASSES = 1008;
/** Features of sFID: the first 7 channels of one branch of Mixed_6d, 17 × 17 of each (Nash et al. 2021). */
export const SPATIAL_CHANNELS = 7;
export const SPATIAL_FEATURES = 17 * 17 * SPATIAL_CHANNELS;
/** ε of the batch norms, which are folded into the convolutions before them. */
export const BATCH_NORM_EPSILON = 1e-3;

export interface ConvOptions {
  out: number;
  /** Height and width. */
  kernel: readonly [number, number];
  stride?: 1 | 2;
  padding: 'same' | 'valid';
}

/** What the network is made of, for whoever reads its description: numbers of channels, or tensors. */
export interface InceptionParts<Value> {
  conv(x: Value, name: string, options: ConvOptions): Value;
  /** 3 × 3. */
  maxPool(x: Value, options: {stride: 1 | 2; padding: 'same' | 'valid'}): Value;
  /** 3 × 3, stride 1; what lies outside is not counted. */
  averagePool(x: Value): Value;
  concat(values: readonly Value[]): Value;
  /** Hears of the output of each block. */
  block(name: string, x: Value): Value;
}

/** Blocks of the network, in order. */
export function describeInception<Value>(image: Value, parts: InceptionParts<Value>): Value {
  const {maxPool, averagePool, concat} = parts;
  const block = (name: string, x: Value): Value => parts.block(name, x);
  const same = (x: Value, name: string, out: number, kernel: readonly [number, number] = [1, 1]): Value =>
    parts.conv(x, name, {out, kernel, padding: 'same'});
  const down = (x: Value, name: string, out: number): Value =>
    parts.conv(x, name, {out, kernel: [3, 3], stride: 2, padding: 'valid'});
  const shrink = {stride: 2, padding: 'valid'} as const;

  const a = (x: Value, name: string, pooled: number): Value => {
    const five = same(same(x, `${name}.branch5x5_1`, 48), `${name}.branch5x5_2`, 64, [5, 5]);
    let three = same(x, `${name}.branch3x3dbl_1`, 64);
    three = same(three, `${name}.branch3x3dbl_2`, 96, [3, 3]);
    three = same(three, `${name}.branch3x3dbl_3`, 96, [3, 3]);
    const pool = same(averagePool(x), `${name}.branch_pool`, pooled);
    return block(name, concat([same(x, `${name}.branch1x1`, 64), five, three, pool]));
  };
  const c = (x: Value, name: string, inner: number): Value => {
    let seven = same(x, `${name}.branch7x7_1`, inner);
    seven = same(seven, `${name}.branch7x7_2`, inner, [1, 7]);
    seven = same(seven, `${name}.branch7x7_3`, 192, [7, 1]);
    let twice = same(x, `${name}.branch7x7dbl_1`, inner);
    twice = same(twice, `${name}.branch7x7dbl_2`, inner, [7, 1]);
    twice = same(twice, `${name}.branch7x7dbl_3`, inner, [1, 7]);
    twice = same(twice, `${name}.branch7x7dbl_4`, inner, [7, 1]);
    twice = same(twice, `${name}.branch7x7dbl_5`, 192, [1, 7]);
    const pool = same(averagePool(x), `${name}.branch_pool`, 192);
    return block(name, concat([block(`${name}.branch1x1`, same(x, `${name}.branch1x1`, 192)), seven, twice, pool]));
  };
  const e = (x: Value, name: string, pool: (x: Value) => Value): Value => {
    const split = (from: Value, branch: string): Value =>
      concat([same(from, `${name}.${branch}a`, 384, [1, 3]), same(from, `${name}.${branch}b`, 384, [3, 1])]);
    const three = split(same(x, `${name}.branch3x3_1`, 384), 'branch3x3_2');
    const inner = same(same(x, `${name}.branch3x3dbl_1`, 448), `${name}.branch3x3dbl_2`, 384, [3, 3]);
    const twice = split(inner, 'branch3x3dbl_3');
    const pooled = same(pool(x), `${name}.branch_pool`, 192);
    return block(name, concat([same(x, `${name}.branch1x1`, 320), three, twice, pooled]));
  };

  let x = block('Conv2d_1a_3x3', down(image, 'Conv2d_1a_3x3', 32));
  x = block('Conv2d_2a_3x3', parts.conv(x, 'Conv2d_2a_3x3', {out: 32, kernel: [3, 3], padding: 'valid'}));
  x = block('Conv2d_2b_3x3', same(x, 'Conv2d_2b_3x3', 64, [3, 3]));
  x = block('maxpool1', maxPool(x, shrink));
  x = block('Conv2d_3b_1x1', same(x, 'Conv2d_3b_1x1', 80));
  x = block('Conv2d_4a_3x3', parts.conv(x, 'Conv2d_4a_3x3', {out: 192, kernel: [3, 3], padding: 'valid'}));
  x = block('maxpool2', maxPool(x, shrink));
  x = a(x, 'Mixed_5b', 32);
  x = a(x, 'Mixed_5c', 64);
  x = a(x, 'Mixed_5d', 64);
  let twice = same(x, 'Mixed_6a.branch3x3dbl_1', 64);
  twice = down(same(twice, 'Mixed_6a.branch3x3dbl_2', 96, [3, 3]), 'Mixed_6a.branch3x3dbl_3', 96);
  x = block('Mixed_6a', concat([down(x, 'Mixed_6a.branch3x3', 384), twice, maxPool(x, shrink)]));
  x = c(x, 'Mixed_6b', 128);
  x = c(x, 'Mixed_6c', 160);
  x = c(x, 'Mixed_6d', 160);
  x = c(x, 'Mixed_6e', 192);
  const three = down(same(x, 'Mixed_7a.branch3x3_1', 192), 'Mixed_7a.branch3x3_2', 320);
  let seven = same(x, 'Mixed_7a.branch7x7x3_1', 192);
  seven = same(seven, 'Mixed_7a.branch7x7x3_2', 192, [1, 7]);
  seven = same(seven, 'Mixed_7a.branch7x7x3_3', 192, [7, 1]);
  seven = down(seven, 'Mixed_7a.branch7x7x3_4', 192);
  x = block('Mixed_7a', concat([three, seven, maxPool(x, shrink)]));
  x = e(x, 'Mixed_7b', averagePool);
  return e(x, 'Mixed_7c', (from) => maxPool(from, {stride: 1, padding: 'same'}));
}

export interface InceptionConv {
  name: string;
  /** [height, width, in, out]. */
  shape: [number, number, number, number];
}

/** Every convolution, in the order in which the network has them. */
export function inceptionConvs(): InceptionConv[] {
  const convs: InceptionConv[] = [];
  describeInception<number>(3, {
    conv(channels, name, {out, kernel}) {
      convs.push({name, shape: [...kernel, channels, out]});
      return out;
    },
    maxPool: (channels) => channels,
    averagePool: (channels) => channels,
    concat: (values) => values.reduce((a, b) => a + b, 0),
    block: (_, channels) => channels,
  });
  return convs;
}

export const elementsOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Length of the vector of all weights: folded kernels and biases, then the last layer's [2048, 1008]. */
export const inceptionSize = (): number =>
  inceptionConvs().reduce((sum, {shape}) => sum + elementsOf(shape) + shape[3], 0) + POOL_FEATURES * CLASSES;

/** How the hash of pytorch-fid's published weights begins, as their file's name says it. */
export const PUBLISHED_INCEPTION = '6726825d';
