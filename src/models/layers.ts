/** The layers of the U-Net on tensors, at any width. Weights arrive already sliced to the layer's channels. */
import {addBias, matMul, groupNorm as normalise, silu} from '../engine/operations.js';
import {type Tensor, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import type {AttentionShape, Layer, NormLayer, UNetConfig} from './shape.js';

/** The weight named `name`, sliced to `shape`. */
export type Weights = (name: string, shape: readonly number[]) => Tensor;

export interface ConvStride {
  stride: 1 | 2;
  /** At stride 2: a pixel of padding on each side (1), or one row and one column after the last (0). */
  padding?: 0 | 1 | undefined;
}

/** [batch, height, width, in] → [batch, height / stride, width / stride, out], padded by kernel / 2 on each side. */
export function conv(
  x: Tensor4D,
  layer: Layer,
  weights: Weights,
  {stride, padding = 1}: ConvStride = {stride: 1},
): Tensor4D {
  const kernel = weights(`${layer.name}.weight`, [layer.kernel, layer.kernel, layer.in, layer.out]) as Tensor4D;
  const bias = weights(`${layer.name}.bias`, [layer.out]);
  // TensorFlow's "same" padding at stride 2 pads after the last pixel. PyTorch's padding of 1 also pads after it, but
  // with an even side no kernel reaches there.
  const sides: [number, number] = padding === 1 ? [1, 0] : [0, 1];
  const padded = stride === 2 ? (tf.pad(x, [[0, 0], sides, sides, [0, 0]]) as Tensor4D) : x;
  return addBias(tf.conv2d(padded, kernel, stride, stride === 2 ? 'valid' : 'same'), bias) as Tensor4D;
}

/** [batch, in] → [batch, out]. */
export function linear(x: Tensor2D, layer: Layer, weights: Weights): Tensor2D {
  const matrix = weights(`${layer.name}.weight`, [layer.in, layer.out]) as Tensor2D;
  return addBias(matMul(x, matrix), weights(`${layer.name}.bias`, [layer.out])) as Tensor2D;
}

/** Group norm over [batch, height, width, channels]. */
export const groupNorm = (x: Tensor4D, {name, out, groups, epsilon}: NormLayer, weights: Weights): Tensor4D =>
  normalise(x, weights(`${name}.weight`, [out]), weights(`${name}.bias`, [out]), {groups, epsilon});

/** Self-attention over pixels, with its residual connection. [batch, height, width, channels] → same. */
export function attention(x: Tensor4D, shape: AttentionShape, weights: Weights): Tensor4D {
  const {heads} = shape;
  const [batch, height, width] = x.shape;
  /** [batch, pixels, channels], or with several heads [batch, heads, pixels, channels of a head]. */
  const flat = (t: Tensor4D): Tensor => {
    if (heads === 1) return tf.reshape(t, [batch, height * width, t.shape[3]]);
    return tf.transpose(tf.reshape(t, [batch, height * width, heads, t.shape[3] / heads]), [0, 2, 1, 3]);
  };
  const h = groupNorm(x, shape.norm, weights);
  const query = flat(conv(h, shape.query, weights));
  const key = flat(conv(h, shape.key, weights));
  const value = flat(conv(h, shape.value, weights));
  // [batch, pixels, pixels], or with several heads [batch, heads, pixels, pixels].
  const scores = tf.softmax(tf.mul(tf.matMul(query, key, false, true), (shape.query.out / heads) ** -0.5));
  const product = tf.matMul(scores, value);
  const joined = heads === 1 ? product : tf.transpose(product, [0, 2, 1, 3]);
  const mixed = tf.reshape(joined, [batch, height, width, shape.value.out]) as Tensor4D;
  return tf.add(x, conv(mixed, shape.projection, weights));
}

/** Sinusoidal embedding of time steps [batch] → [batch, channels]. */
export function timeEmbedding(
  t: Tensor,
  {channels, timeEmbedding: order, timeShift = 0}: Pick<UNetConfig, 'channels' | 'timeEmbedding' | 'timeShift'>,
): Tensor2D {
  const [batch] = t.shape as [number];
  const half = channels / 2;
  const frequencies = Float32Array.from({length: half}, (_, i) =>
    Math.exp((-Math.log(10000) * 2 * i) / (channels - 2 * timeShift)),
  );
  const angles = tf.mul(tf.reshape(t, [batch, 1]), tf.tensor2d(frequencies, [1, half]));
  const [sine, cosine] = [tf.sin(angles), tf.cos(angles)];
  if (order) return tf.concat(order === 'sin-cos' ? [sine, cosine] : [cosine, sine], 1) as Tensor2D;
  return tf.reshape(tf.stack([sine, cosine], 2), [batch, channels]);
}

export {silu};
