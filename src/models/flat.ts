/**
 * All weights as one vector: the form in which they train, average, and live in a session. One vector makes the
 * optimizer, the norm of the gradient and a checkpoint single operations.
 */
import {type Tensor, type Tensor1D, tf} from '../engine/tf.js';
import type {FlatLayout, NamedShape} from './flatLayout.js';
import type {Weights} from './layers.js';
import {type Parameter, parametersOf, type UNetShape} from './shape.js';

/** Cuts the vector into its full-size parameters, in the order of the layout. */
export const splitFlat = (flat: Tensor1D, layout: FlatLayout<NamedShape>): Tensor[] =>
  layout.parameters.map(({offset, size, shape}) => tf.reshape(tf.slice(flat, [offset], [size]), shape));

/** Joins full-size tensors, in the order of the layout, into one vector. */
export const joinFlat = (tensors: readonly Tensor[]): Tensor1D =>
  tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));

/** Full-size parameters by their names. */
export const fullWeights =
  (full: readonly Tensor[], layout: FlatLayout<NamedShape>): Weights =>
  (name) => {
    const index = layout.offsets.get(name);
    if (index === undefined) throw new RangeError(`the network has no parameter ${name}`);
    return full[index]!;
  };

/** Weights at the width of `shape`, sliced from full-size parameters. */
export function sliceWeights(full: readonly Tensor[], layout: FlatLayout, shape: UNetShape): Weights {
  const weights = fullWeights(full, layout);
  const parameters = new Map(parametersOf(shape).map((parameter) => [parameter.name, parameter]));
  return (name) => {
    const parameter = parameters.get(name);
    if (!parameter) throw new RangeError(`the network has no parameter ${name}`);
    return sliceParameter(weights(name, parameter.shape), parameter);
  };
}

/** Axis of a parameter that holds the layer's input channels; undefined where it has none. */
function inputAxis({shape, layer}: Parameter): number | undefined {
  if (layer.kind === 'norm') return 0;
  return shape.length > 1 && layer.kind !== 'embedding' ? shape.length - 2 : undefined;
}

/** The full-size tensor → the channels that the parameter's width has. */
function sliceParameter(full: Tensor, parameter: Parameter): Tensor {
  const {shape, layer} = parameter;
  if (isShape(full, shape)) return full;
  const axis = inputAxis(parameter);
  const {inputs} = layer;
  if (axis === undefined || !inputs || inputs.length === 1)
    return tf.slice(
      full,
      shape.map(() => 0),
      [...shape],
    );
  const parts = inputs.map(({start, count}) =>
    tf.slice(
      full,
      shape.map((_, at) => (at === axis ? start : 0)),
      shape.map((size, at) => (at === axis ? count : size)),
    ),
  );
  return tf.concat(parts, axis);
}

/** The transpose of slicing: a gradient at the width of `from` among zeros at the wider `to`, the same parameter. */
export function padGradient(gradient: Tensor, from: Parameter, to: Parameter): Tensor {
  if (isShape(gradient, to.shape)) return gradient;
  const axis = inputAxis(from);
  const [narrow, wide] = [from.layer.inputs, to.layer.inputs];
  if (axis === undefined || !narrow || !wide || narrow.length === 1) return padTo(gradient, to.shape);
  let before = 0;
  const parts = narrow.map(({count}, index) => {
    const part = tf.slice(
      gradient,
      from.shape.map((_, at) => (at === axis ? before : 0)),
      from.shape.map((size, at) => (at === axis ? count : size)),
    );
    before += count;
    return padTo(
      part,
      to.shape.map((size, at) => (at === axis ? wide[index]!.count : size)),
    );
  });
  return tf.concat(parts, axis);
}

const isShape = (tensor: Tensor, shape: readonly number[]): boolean =>
  tensor.shape.every((size, axis) => size === shape[axis]);

/** Zeros after the end of every axis, up to `shape`. */
const padTo = (tensor: Tensor, shape: readonly number[]): Tensor =>
  isShape(tensor, shape)
    ? tensor
    : tf.pad(
        tensor,
        shape.map((size, axis) => [0, size - tensor.shape[axis]!]),
      );
