/** The slimmable U-Net as a function of weights, noisy images and time, at any width (supplement, section F). */
import {dropout, matMul, upsample2} from '../engine/operations.js';
import {type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import {attention, conv, groupNorm, linear, silu, timeEmbedding, type Weights} from './layers.js';
import type {NormLayer, ResidualShape, UNetShape} from './shape.js';

export interface UNetInputs {
  /** Noisy images [batch, height, width, channels], about unit variance. */
  x: Tensor4D;
  /** Time step of each image [batch], float32. */
  t: Tensor1D;
  /** Class of each image [batch], int32; needed where the model has classes. */
  labels?: Tensor1D | undefined;
  /** Rows to embed time steps with instead of the sinusoid, [steps, channels]: weights from elsewhere may carry one. */
  timeTable?: Tensor2D | undefined;
  /** Key of the dropout masks, int32 [2]; without it nothing is dropped. */
  dropoutSeed?: Tensor | undefined;
  /** What enters the first block on the way up, for a network that has only the outermost blocks. */
  deep?: Tensor4D | undefined;
}

/** Predicted noise [batch, height, width, channels], at the width of `shape`. */
export const unet = (shape: UNetShape, weights: Weights, inputs: UNetInputs): Tensor4D =>
  unetAndDeep(shape, weights, inputs).noise;

/** The same, and what enters the last `outer` blocks on the way up. */
export function unetAndDeep(
  shape: UNetShape,
  weights: Weights,
  {outer = 0, ...inputs}: UNetInputs & {outer?: number},
): {noise: Tensor4D; deep: Tensor4D} {
  const {x, t, labels, timeTable, dropoutSeed} = inputs;
  const {config, time} = shape;
  const angles = timeTable ? tf.gather(timeTable, tf.cast(t, 'int32')) : timeEmbedding(t, config);
  let embedding = linear(silu(linear(angles, time.linear1, weights)) as Tensor2D, time.linear2, weights);
  if (time.label) {
    if (!labels) throw new TypeError('a conditional model needs the labels of its images');
    // One-hot times table, rather than a gather: its gradient is a plain matrix product.
    const table = weights(`${time.label.name}.weight`, [time.label.in, time.label.out]) as Tensor2D;
    const oneHot = tf.cast(tf.equal(tf.reshape(labels, [-1, 1]), tf.range(0, time.label.in, 1, 'int32')), 'float32');
    embedding = tf.add(embedding, matMul(oneHot, table)) as Tensor2D;
  }
  const timeVector = silu(embedding) as Tensor2D; // every block projects the same activation

  let drops = 0;
  const drop = (h: Tensor4D): Tensor4D => {
    if (!dropoutSeed || config.dropout === 0) return h;
    return dropout(h, config.dropout, tf.add(dropoutSeed, tf.tensor1d([0, drops++], 'int32'))) as Tensor4D;
  };
  const norm = (h: Tensor4D, layer: NormLayer): Tensor4D => silu(groupNorm(h, layer, weights)) as Tensor4D;
  const residual = (h: Tensor4D, block: ResidualShape): Tensor4D => {
    const first = conv(norm(h, block.norm1), block.conv1, weights);
    const shift = tf.reshape(linear(timeVector, block.time, weights), [-1, 1, 1, block.time.out]);
    const second = conv(drop(norm(tf.add(first, shift), block.norm2)), block.conv2, weights);
    const sum = tf.add(second, block.shortcut ? conv(h, block.shortcut, weights) : h) as Tensor4D;
    return block.attention ? attention(sum, block.attention, weights) : sum;
  };

  let h = conv(x, shape.head, weights);
  const skips = [h];
  for (const block of shape.down) {
    h =
      block.kind === 'residual'
        ? residual(h, block)
        : conv(h, block.conv, weights, {stride: 2, padding: config.downsamplePadding});
    skips.push(h);
  }
  for (const block of shape.middle) h = residual(h, block);
  h = inputs.deep ?? h;
  let deep = h;
  for (const [index, block] of shape.up.entries()) {
    if (index === shape.up.length - outer) deep = h;
    if (block.kind === 'residual') h = residual(tf.concat([h, skips.pop()!], 3), block);
    else h = conv(upsample2(h), block.conv, weights);
  }
  return {noise: conv(norm(h, shape.tail.norm), shape.tail.conv, weights), deep};
}
