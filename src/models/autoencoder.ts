/** The autoencoder of latent diffusion on tensors: images to the Gaussian of their latents, and latents to images. */
import {addBias, groupNorm, matMul, silu, upsample2} from '../engine/operations.js';
import {type Tensor, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import type {AutoencoderShape, MiddleShape, ResnetShape} from './autoencoderShape.js';
import {conv, type Weights} from './layers.js';
import type {Layer} from './shape.js';

/** Stable Diffusion's group norms; the U-Net's have 1e-5. */
const EPSILON = 1e-6;
/** Logarithms of variances are kept within these bounds. */
const LOG_VARIANCE: [number, number] = [-30, 20];

/** Mean and standard deviation of each image's latent, [batch, height / 8, width / 8, latentChannels]. */
export interface LatentGaussian {
  mean: Tensor4D;
  deviation: Tensor4D;
}

/** Images [batch, height, width, channels] in [−1, 1] → the Gaussian of their latents, not yet scaled. */
export function encode({config, encoder}: AutoencoderShape, weights: Weights, x: Tensor4D): LatentGaussian {
  const {groups, latentChannels} = config;
  let h = conv(x, encoder.head, weights);
  for (const {resnets, resample} of encoder.levels) {
    for (const block of resnets) h = resnet(h, block, {groups, weights});
    if (resample) h = halve(h, resample, weights);
  }
  h = middle(h, encoder.middle, {groups, weights});
  h = conv(normed(h, encoder.norm, {groups, weights}), encoder.tail, weights);
  const moments = conv(h, encoder.quantise, weights);
  const [mean, logVariance] = tf.split(moments, [latentChannels, latentChannels], 3) as [Tensor4D, Tensor4D];
  return {mean, deviation: tf.exp(tf.mul(tf.clipByValue(logVariance, ...LOG_VARIANCE), 0.5)) as Tensor4D};
}

/** Latents, not scaled any more → images, about [−1, 1]. */
export function decode({config, decoder}: AutoencoderShape, weights: Weights, latent: Tensor4D): Tensor4D {
  const {groups} = config;
  let h = conv(conv(latent, decoder.quantise, weights), decoder.head, weights);
  h = middle(h, decoder.middle, {groups, weights});
  for (const {resnets, resample} of decoder.levels) {
    for (const block of resnets) h = resnet(h, block, {groups, weights});
    if (resample) h = conv(upsample2(h), resample, weights);
  }
  return conv(normed(h, decoder.norm, {groups, weights}), decoder.tail, weights);
}

interface Context {
  groups: number;
  weights: Weights;
}

const normed = (x: Tensor4D, layer: Layer, context: Context): Tensor4D =>
  silu(plainNorm(x, layer, context)) as Tensor4D;

const plainNorm = (x: Tensor4D, layer: Layer, {groups, weights}: Context): Tensor4D =>
  groupNorm(x, weights(`${layer.name}.weight`, [layer.out]), weights(`${layer.name}.bias`, [layer.out]), {
    groups,
    epsilon: EPSILON,
  });

function resnet(x: Tensor4D, {norm1, conv1, norm2, conv2, shortcut}: ResnetShape, context: Context): Tensor4D {
  const {weights} = context;
  const h = conv(normed(x, norm1, context), conv1, weights);
  const second = conv(normed(h, norm2, context), conv2, weights);
  return tf.add(second, shortcut ? conv(x, shortcut, weights) : x);
}

/** A convolution of stride 2 padded by one pixel at the right and at the bottom only. */
function halve(x: Tensor4D, layer: Layer, weights: Weights): Tensor4D {
  const kernel = weights(`${layer.name}.weight`, [layer.kernel, layer.kernel, layer.in, layer.out]) as Tensor4D;
  const padded = tf.pad(x, [
    [0, 0],
    [0, 1],
    [0, 1],
    [0, 0],
  ]) as Tensor4D;
  return addBias(tf.conv2d(padded, kernel, 2, 'valid'), weights(`${layer.name}.bias`, [layer.out])) as Tensor4D;
}

function middle(x: Tensor4D, {first, attention, second}: MiddleShape, context: Context): Tensor4D {
  const h = attend(resnet(x, first, context), attention, context);
  return resnet(h, second, context);
}

/** Single-head self-attention over pixels, with its residual connection. */
function attend(x: Tensor4D, {norm, query, key, value, out}: MiddleShape['attention'], context: Context): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const {weights} = context;
  const flat = tf.reshape(plainNorm(x, norm, context), [batch * height * width, channels]) as Tensor2D;
  const linear = (rows: Tensor, layer: Layer): Tensor =>
    addBias(
      matMul(rows, weights(`${layer.name}.weight`, [layer.in, layer.out])),
      weights(`${layer.name}.bias`, [layer.out]),
    );
  const pixels = (rows: Tensor): Tensor => tf.reshape(rows, [batch, height * width, channels]);
  const scores = tf.softmax(
    tf.mul(tf.matMul(pixels(linear(flat, query)), pixels(linear(flat, key)), false, true), channels ** -0.5),
  );
  const mixed = tf.matMul(scores, pixels(linear(flat, value)));
  const projected = linear(tf.reshape(mixed, [batch * height * width, channels]), out);
  return tf.add(x, tf.reshape(projected, [batch, height, width, channels]));
}
