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

/** x cut to [−1, 1]. What is not finite becomes NaN: a minimum and a maximum alone make numbers of it. */
export const clipUnit = <Values extends Tensor>(x: Values): Values =>
  tf.tidy(() => tf.where(tf.isFinite(x), tf.clipByValue(x, -1, 1), Number.NaN) as Values);

/** Adds `bias` [channels] to the last axis of `x`; TensorFlow fuses this op with the convolution before it. */
export const addBias = tf.customGrad((x, bias, save) => {
  void save;
  const input = x as Tensor;
  const value = backend().executeSingleOutput('BiasAdd', [floatType()], [input, bias as Tensor]);
  return {
    value,
    gradFunc: (dy: Tensor) => [dy, backend().executeSingleOutput('BiasAddGrad', [floatType()], [dy])],
  };
}) as (x: Tensor, bias: Tensor) => Tensor;

const matrixProduct = (a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor => {
  const type = backend().binding.TF_ATTR_BOOL as number;
  return backend().executeSingleOutput(
    'MatMul',
    [floatType(), {name: 'transpose_a', type, value: transposeA}, {name: 'transpose_b', type, value: transposeB}],
    [a, b],
  );
};

/** [rows, inner] × [inner, columns], as TensorFlow's plain product: tfjs would reshape both to batches of one. */
export const matMul = tf.customGrad((a, b, save) => {
  const [left, right] = [a, b] as [Tensor, Tensor];
  (save as (tensors: Tensor[]) => void)([left, right]);
  return {
    value: matrixProduct(left, right),
    gradFunc: (dy: Tensor, saved: Tensor[]) => [
      matrixProduct(dy, saved[1]!, false, true),
      matrixProduct(saved[0]!, dy, true, false),
    ],
  };
}) as (a: Tensor, b: Tensor) => Tensor;

/** Σ x² / 2 of any tensor, in one pass. No gradient. */
export const halfSquaredNorm = (x: Tensor): Tensor => backend().executeSingleOutput('L2Loss', [floatType()], [x]);

const NORM_EPSILON = 1e-5;

/**
 * Group norm of `x` [batch, height, width, channels] with `weight` and `bias` [channels]: moments per channel, combined
 * per group, then one scale and one shift per channel. Its gradient needs two sums per channel and one pass over x and dy.
 */
export function groupNorm(
  x: Tensor4D,
  weight: Tensor,
  bias: Tensor,
  {groups, epsilon = NORM_EPSILON}: {groups: number; epsilon?: number | undefined},
): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const each = channels / groups;
  const grouped = (t: Tensor): Tensor => tf.reshape(t, [-1, groups, each]);
  const perChannel = (t: Tensor): Tensor => tf.reshape(t, [batch, 1, 1, channels]);
  return tf.customGrad((input, scaleWeight, shiftBias, save) => {
    const [values, gain, offset] = [input, scaleWeight, shiftBias] as [Tensor, Tensor, Tensor];
    const mean = tf.mean(grouped(tf.mean(values, [1, 2])), 2, true); // [batch, groups, 1]
    const square = tf.mean(grouped(tf.mean(tf.square(values), [1, 2])), 2, true);
    const inverse = tf.rsqrt(tf.add(tf.sub(square, tf.square(mean)), epsilon));
    const scale = tf.mul(inverse, grouped(gain)); // [batch, groups, each]
    const shift = tf.sub(grouped(offset), tf.mul(mean, scale));
    (save as (tensors: Tensor[]) => void)([values, gain, mean, inverse, scale]);
    const value = tf.add(tf.mul(values, perChannel(scale)), perChannel(shift));
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [kept, w, mu, inv, factor] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const first = grouped(tf.sum(dy, [1, 2])); // [batch, groups, each]
      const second = grouped(tf.sum(tf.mul(dy, kept), [1, 2]));
      // Σ dy·x̂ per channel, x̂ = (x − mean)·inverse.
      const projected = tf.mul(tf.sub(second, tf.mul(mu, first)), inv);
      const count = height * width * each;
      const a = tf.div(tf.sum(tf.mul(first, grouped(w)), 2, true), count); // [batch, groups, 1]
      const b = tf.div(tf.sum(tf.mul(projected, grouped(w)), 2, true), count);
      // dx = dy·scale − inverse·(a + x̂·b), as one factor of x and one constant per group.
      const ofX = tf.neg(tf.mul(tf.square(inv), b));
      const constant = tf.neg(tf.add(tf.mul(inv, a), tf.mul(mu, ofX)));
      const wide = (t: Tensor): Tensor => perChannel(tf.tile(t, [1, 1, each]));
      const dx = tf.add(tf.mul(dy, perChannel(factor)), tf.add(tf.mul(kept, wide(ofX)), wide(constant)));
      const flat = (t: Tensor): Tensor => tf.reshape(tf.sum(t, 0), [channels]);
      return [dx, flat(projected), flat(first)];
    };
    return {value, gradFunc: gradFunc as never};
  })(x, weight, bias) as Tensor4D;
}

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
export const inBranches = <Inputs extends Record<string, Tensor | undefined>>(
  count: number,
  inputs: Inputs,
  part: (inputs: Inputs, index: number) => Tensor,
): Tensor => inBranchesEach(count, inputs, (own, index) => ({one: part(own, index)})).one!;

/** The same for a part that gives several tensors by name. */
export function inBranchesEach<Inputs extends Record<string, Tensor | undefined>>(
  count: number,
  inputs: Inputs,
  part: (inputs: Inputs, index: number) => Record<string, Tensor>,
): Record<string, Tensor> {
  if (count === 1) return part(inputs, 0);
  const parts = Object.entries(inputs).map(
    ([name, tensor]) => [name, tensor ? tf.split(tensor, count) : undefined] as const,
  );
  const results = Array.from({length: count}, (_, index) =>
    part(Object.fromEntries(parts.map(([name, tensors]) => [name, tensors?.[index]])) as Inputs, index),
  );
  return Object.fromEntries(
    Object.keys(results[0]!).map((name) => [
      name,
      tf.concat(
        results.map((one) => one[name]!),
        0,
      ),
    ]),
  );
}
