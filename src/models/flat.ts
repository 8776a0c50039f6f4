/**
 * All weights as one vector: the form in which they train, average, and live in a session. One vector makes the
 * optimizer, the norm of the gradient and a checkpoint single operations. Knows where each parameter lies in it.
 */
import {type Tensor, type Tensor1D, tf} from '../engine/tf.js';
import type {Weights} from './layers.js';
import {type Parameter, parametersOf, type UNetConfig, unetShape} from './shape.js';

/** What has a place in the vector: a parameter of a network, or anything else with a name and a shape. */
export type NamedShape = Pick<Parameter, 'name' | 'shape'>;

export interface FlatLayout<One extends NamedShape = Parameter> {
  parameters: (One & {offset: number; size: number})[];
  offsets: Map<string, number>;
  /** Length of the vector. */
  size: number;
}

/** Where each parameter of the full-width network lies. */
export const flatLayout = (config: UNetConfig): FlatLayout => layoutOf(parametersOf(unetShape(config)));

/** Where each of some parameters lies, one after the other. */
export function layoutOf<One extends NamedShape>(parameters: readonly One[]): FlatLayout<One> {
  const layout: FlatLayout<One> = {parameters: [], offsets: new Map(), size: 0};
  for (const parameter of parameters) {
    const size = parameter.shape.reduce((a, b) => a * b, 1);
    layout.offsets.set(parameter.name, layout.parameters.length);
    layout.parameters.push({...parameter, offset: layout.size, size});
    layout.size += size;
  }
  return layout;
}

/** Cuts the vector into its full-size parameters, in the order of the layout. */
export const splitFlat = (flat: Tensor1D, layout: FlatLayout<NamedShape>): Tensor[] =>
  layout.parameters.map(({offset, size, shape}) => tf.reshape(tf.slice(flat, [offset], [size]), shape));

/** Joins full-size tensors, in the order of the layout, into one vector. */
export const joinFlat = (tensors: readonly Tensor[]): Tensor1D =>
  tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));

/** Weights sliced from full-size parameters: the first channels along each axis. */
export function sliceWeights(full: readonly Tensor[], layout: FlatLayout): Weights {
  return (name, shape) => {
    const index = layout.offsets.get(name);
    if (index === undefined) throw new RangeError(`the network has no parameter ${name}`);
    const tensor = full[index]!;
    if (tensor.shape.every((size, axis) => size === shape[axis])) return tensor;
    return tf.slice(
      tensor,
      shape.map(() => 0),
      [...shape],
    );
  };
}
