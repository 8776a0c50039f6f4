/** The layers of the U-Net on tensors, at any width. Weights arrive already sliced to the layer's channels. */
import {addBias, matMul, groupNorm as normalise, silu} from '../engine/operations.js';
import {type Tensor, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import type {AttentionShape, Layer, NormLayer} from './shape.js';

/** The weight named `name`, sliced to `shape`. */
export type Weights = (name: string, shape: readonly number[]) => Tensor;

/** [batch, height, width, in] → [batch, height / stride, width / stride, out], padded by kernel / 2 on each side. */
export function conv(x: Tensor4D, layer: Layer, weights: Weights, {stride = 1}: {stride?: 1 | 2} = {}): Tensor4D {
  const kernel = weights(`${layer.name}.weight`, [layer.kernel, layer.kernel, layer.in, layer.out]) as Tensor4D;
  const bias = weights(`${layer.name}.bias`, [layer.out]);
  // TensorFlow's "same" padding at stride 2 would put the odd pixel on the other side than PyTorch's padding of 1.
  const padded =
    stride === 2
      ? (tf.pad(x, [
          [0, 0],
          [1, 0],
          [1, 0],
          [0, 0],
        ]) as Tensor4D)
      : x;
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

/** Single-head self-attention over pixels, with its residual connection. [batch, height, width, channels] → same. */
export function attention(x: Tensor4D, shape: AttentionShape, weights: Weights): Tensor4D {
  const [batch, height, width] = x.shape;
  const flat = (t: Tensor4D): Tensor => tf.reshape(t, [batch, height * width, t.shape[3]]);
  const h = groupNorm(x, shape.norm, weights);
  const query = flat(conv(h, shape.query, weights));
  const key = flat(conv(h, shape.key, weights));
  const value = flat(conv(h, shape.value, weights));
  const scores = tf.softmax(tf.mul(tf.matMul(query, key, false, true), shape.query.out ** -0.5)); // [batch, pixels, pixels]
  const mixed = tf.reshape(tf.matMul(scores, value), [batch, height, width, shape.value.out]) as Tensor4D;
  return tf.add(x, conv(mixed, shape.projection, weights));
}

/** Sinusoidal embedding of time steps [batch] → [batch, channels]: sine and cosine interleaved. */
export function timeEmbedding(t: Tensor, channels: number): Tensor2D {
  const [batch] = t.shape as [number];
  const half = channels / 2;
  const frequencies = Float32Array.from({length: half}, (_, i) => Math.exp((-Math.log(10000) * 2 * i) / channels));
  const angles = tf.mul(tf.reshape(t, [batch, 1]), tf.tensor2d(frequencies, [1, half]));
  return tf.reshape(tf.stack([tf.sin(angles), tf.cos(angles)], 2), [batch, channels]);
}

export {silu};
