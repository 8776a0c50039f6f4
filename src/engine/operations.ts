/** Ops that tfjs lacks or spells at length, with their gradients. Each runs eagerly and can be recorded. */
import {backend, type Tensor, type Tensor4D, tf} from './tf.js';

const floatType = () => ({
  name: 'T',
  type: backend().binding.TF_ATTR_TYPE as number,
  value: backend().binding.TF_FLOAT,
});

/** x · sigmoid(x). Keeps x and the sigmoid for the backward pass. */
export const silu = tf.customGrad((x, save) => {
  const input = x as Tensor;
  const sigmoid = tf.sigmoid(input);
  (save as (tensors: Tensor[]) => void)([input, sigmoid]);
  return {
    value: tf.mul(input, sigmoid),
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [kept, s] = saved as [Tensor, Tensor];
      // d/dx x·s = s + x·s·(1 − s) = s·(1 + x·(1 − s))
      return tf.mul(dy, tf.mul(s, tf.add(tf.mul(kept, tf.sub(1, s)), 1)));
    },
  };
}) as (x: Tensor) => Tensor;

/** Adds `bias` [channels] to the last axis of `x`; TensorFlow fuses this op with the convolution before it. */
export const addBias = tf.customGrad((x, bias, save) => {
  void save;
  const input = x as Tensor;
  const value = backend().executeSingleOutput('BiasAdd', [floatType()], [input, bias as Tensor]);
  return {
    value,
    gradFunc: (dy: Tensor) => [dy, tf.sum(dy, dy.shape.map((_, axis) => axis).slice(0, -1))],
  };
}) as (x: Tensor, bias: Tensor) => Tensor;

/**
 * Keeps each element of `x` with probability 1 − rate, scaled by 1 / (1 − rate). The mask is a function of `seed`
 * (int32 [2]) alone, so that a replay with the same seed drops the same elements.
 */
export function dropout(x: Tensor, rate: number, seed: Tensor): Tensor {
  if (rate === 0) return x;
  const {binding} = backend();
  const type = binding.TF_ATTR_TYPE as number;
  const attributes = [
    {name: 'dtype', type, value: binding.TF_FLOAT},
    {name: 'T', type, value: binding.TF_INT32},
    {name: 'Tseed', type, value: binding.TF_INT32},
  ];
  const shape = tf.tensor1d(x.shape, 'int32');
  const uniform = backend().executeSingleOutput('StatelessRandomUniform', attributes, [shape, seed]);
  const mask = tf.mul(tf.cast(tf.greaterEqual(uniform, rate), 'float32'), 1 / (1 - rate));
  return tf.mul(x, mask);
}

/** Nearest-neighbour ×2: [batch, height, width, channels] → [batch, 2·height, 2·width, channels]. */
export function upsample2(x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const wide = tf.concat([x, x], 3); // each pixel twice in a row
  const rows = tf.reshape(wide, [batch, height, 1, width * 2 * channels]);
  return tf.reshape(tf.concat([rows, rows], 2), [batch, height * 2, width * 2, channels]);
}

/**
 * Splits tensors along their first axis into `count` parts, runs `part` on each and joins the results. In a recorded
 * program the parts are independent branches, which TensorFlow runs at the same time: on networks too small to keep
 * several threads busy inside one op, one thread per branch is up to twice as fast.
 */
export function inBranches<Inputs extends Record<string, Tensor | undefined>>(
  count: number,
  inputs: Inputs,
  part: (inputs: Inputs, index: number) => Tensor,
): Tensor {
  if (count === 1) return part(inputs, 0);
  const parts = Object.entries(inputs).map(
    ([name, tensor]) => [name, tensor ? tf.split(tensor, count) : undefined] as const,
  );
  return tf.concat(
    Array.from({length: count}, (_, index) =>
      part(Object.fromEntries(parts.map(([name, tensors]) => [name, tensors?.[index]])) as Inputs, index),
    ),
    0,
  );
}
