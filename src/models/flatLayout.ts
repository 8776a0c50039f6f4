/** Where each parameter lies in the vector of all weights. Knows no tensors. */
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
