/** A small classifier whose penultimate layer gives features of images: an honest stand-in where Inception is not at hand. */
import {addBias} from '../engine/operations.js';
import {type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../engine/tf.js';
import {Draws, STREAM} from '../random.js';
import {type ClassifierConfig, classifierLayout} from './classifierShape.js';

/** He-normal-sized uniform weights, zero biases. */
export function initialClassifier(config: ClassifierConfig, seed: number): Float32Array {
  const {entries, size} = classifierLayout(config);
  const flat = new Float32Array(size);
  for (const [index, entry] of entries.entries()) {
    if (entry.name.endsWith('.bias')) continue;
    const draws = new Draws({seed, stream: STREAM.classifierInitialise, image: index});
    const bound = Math.sqrt(6 / entry.shape.slice(0, -1).reduce((a, b) => a * b, 1));
    for (let i = 0; i < entry.size; i++) flat[entry.offset + i] = (2 * draws.uniform() - 1) * bound;
  }
  return flat;
}

/** Images [batch, height, width, channels] in [−1, 1] → features [batch, features] and logits [batch, classes]. */
export function classify(
  flat: Tensor1D,
  x: Tensor4D,
  config: ClassifierConfig,
): {features: Tensor2D; logits: Tensor2D} {
  const {entries, convs} = classifierLayout(config);
  const weight = (name: string): Tensor => {
    const {offset, size, shape} = entries.find((entry) => entry.name === name)!;
    return tf.reshape(tf.slice(flat, [offset], [size]), shape);
  };
  let h = x;
  for (let index = 0; index < convs; index++) {
    const y = tf.conv2d(h, weight(`conv${index}.weight`) as Tensor4D, index === 0 ? 1 : 2, 'same');
    h = tf.relu(addBias(y, weight(`conv${index}.bias`))) as Tensor4D;
  }
  const [batch] = h.shape;
  const dense = (input: Tensor2D, name: string): Tensor2D =>
    addBias(tf.matMul(input, weight(`${name}.weight`) as Tensor2D), weight(`${name}.bias`)) as Tensor2D;
  const features = tf.relu(dense(tf.reshape(h, [batch, -1]), 'hidden'));
  return {features, logits: dense(features, 'output')};
}
