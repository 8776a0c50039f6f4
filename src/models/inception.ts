/** The Inception network of FID on tensors: its input, its features, and the programs that compute them. */
import {addBias, inBranches, matMul} from '../engine/operations.js';
import type {Program, ProgramSet} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import {
  CLASSES,
  describeInception,
  elementsOf,
  INCEPTION_SIZE,
  inceptionConvs,
  inceptionSize,
  POOL_FEATURES,
  SPATIAL_CHANNELS,
  SPATIAL_FEATURES,
} from './inceptionShape.js';

/** Cuts the vector of all weights into kernels, biases and the last layer's matrix. */
function weightsOf(flat: Tensor1D): {of(name: string): {kernel: Tensor4D; bias: Tensor1D}; last: Tensor2D} {
  let at = 0;
  const take = (shape: readonly number[]): Tensor => {
    const size = elementsOf(shape);
    const part = tf.reshape(tf.slice(flat, [at], [size]), [...shape]);
    at += size;
    return part;
  };
  const weights = new Map(
    inceptionConvs().map(({name, shape}) => [
      name,
      {kernel: take(shape) as Tensor4D, bias: take([shape[3]]) as Tensor1D},
    ]),
  );
  return {of: (name) => weights.get(name)!, last: take([POOL_FEATURES, CLASSES]) as Tensor2D};
}

/** `torch`: half-pixel centres, on floats (pytorch-fid). `tf`: TensorFlow 1's corners, on bytes (torch-fidelity, the original). */
export type Resize = 'torch' | 'tf';

/** Images [batch, height, width, 3] in 0 … 255 → what the network takes, [batch, 299, 299, 3] in about [−1, 1]. */
export function inceptionInput(images: Tensor4D, resize: Resize): Tensor4D {
  const size: [number, number] = [INCEPTION_SIZE, INCEPTION_SIZE];
  if (resize === 'torch') {
    const scaled = tf.image.resizeBilinear(tf.div(images, 255) as Tensor4D, size, false, true);
    return tf.sub(tf.mul(scaled, 2), 1) as Tensor4D;
  }
  const resized = tf.image.resizeBilinear(images, size, false, false);
  return tf.div(tf.sub(resized, 128), 128) as Tensor4D;
}

export interface InceptionFeatures {
  /** [batch, 2048]: the last pool, what FID, KID, precision and recall are made of. */
  pool: Tensor2D;
  /** [batch, 1008]: without bias, as the Inception score takes them. */
  logits: Tensor2D;
  /** [batch, 2023]: sFID's. */
  spatial: Tensor2D;
}

/** Runs the network on its input [batch, 299, 299, 3]. `watch` sees the output of every block. */
export function inception(
  input: Tensor4D,
  flat: Tensor1D,
  watch: (name: string, x: Tensor4D) => void = () => {},
): InceptionFeatures {
  const {of, last} = weightsOf(flat);
  const batch = input.shape[0];
  let spatial: Tensor4D | undefined;
  const output = describeInception<Tensor4D>(input, {
    conv(x, name, {stride = 1, padding}) {
      const {kernel, bias} = of(name);
      return tf.relu(addBias(tf.conv2d(x, kernel, stride, padding), bias)) as Tensor4D;
    },
    maxPool: (x, {stride, padding}) => tf.maxPool(x, 3, stride, padding),
    averagePool: (x) => tf.avgPool(x, 3, 1, 'same'),
    concat: (values) => tf.concat([...values], 3),
    block(name, x) {
      if (name === 'Mixed_6d.branch1x1') spatial = x;
      watch(name, x);
      return x;
    },
  });
  const pool = tf.mean(output, [1, 2]) as Tensor2D;
  const first = tf.slice(spatial!, [0, 0, 0, 0], [-1, -1, -1, SPATIAL_CHANNELS]);
  return {
    pool,
    logits: matMul(pool, last) as Tensor2D,
    spatial: tf.reshape(first, [batch, SPATIAL_FEATURES]) as Tensor2D,
  };
}

export interface InceptionProgram {
  batch: number;
  /** Height and width of the images. */
  size: readonly [number, number];
  resize: Resize;
  /** Parts of the batch that are computed at the same time. */
  branches: number;
}

/** `features`: images [batch, height, width, 3] in 0 … 255 → pool, logits and spatial features, side by side. */
export function inceptionPrograms({batch, size, resize, branches}: InceptionProgram): ProgramSet {
  const features: Program = {
    inputs: {images: {shape: [batch, ...size, 3]}},
    run: ({images}, state) => {
      const flat = state.read('weights') as Tensor1D;
      const all = inBranches(branches, {images}, (part) => {
        const {pool, logits, spatial} = inception(inceptionInput(part.images as Tensor4D, resize), flat);
        return tf.concat([pool, logits, spatial], 1);
      });
      return {all};
    },
  };
  return {state: {weights: {shape: [inceptionSize()]}}, programs: {features}};
}
