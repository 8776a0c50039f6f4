/** Runs a function once, for real, and notes every TensorFlow op it executes as a node of a graph. */
import {
  type Attribute,
  boolAttribute,
  DATA_TYPE,
  floatAttribute,
  type GraphBuilder,
  type GraphType,
  intAttribute,
  intListAttribute,
  shapeAttribute,
  stringAttribute,
  typeNumberAttribute,
} from './graph.js';
import {backend, type OpAttribute, type Tensor} from './tf.js';

/** Which graph node computes a tensor's data. */
export type Nodes = Map<object, string>;

/** The node of a tensor: noted before, or a constant with its present values. */
export function nodeOf(graph: GraphBuilder, nodes: Nodes, tensor: Tensor): string {
  const known = nodes.get(tensor.dataId);
  if (known !== undefined) return known;
  const data = backend().readSync(tensor.dataId);
  const name = graph.constant(
    tensor.dtype as GraphType,
    tensor.shape,
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  nodes.set(tensor.dataId, name);
  return name;
}

/**
 * Records `run` into `graph`. `nodes` maps the inputs' data to their nodes beforehand, and everything computed
 * afterwards. Throws a TypeError where an op cannot be recorded, and when the function draws random numbers (they
 * would be frozen into the graph): randomness is an input.
 */
export function record<Result>(graph: GraphBuilder, nodes: Nodes, prefix: string, run: () => Result): Result {
  const engine = backend();
  const types = typeNumbers();
  const {executeSingleOutput, executeMultipleOutputs} = engine;
  const random = Math.random;
  const note = (op: string, attributes: OpAttribute[], inputs: string[], outputs: Tensor[]): void => {
    const entries = attributes.map((entry): [string, Attribute] => [entry.name, attributeOf(op, entry, types)]);
    const name = graph.add(`${prefix}/${op}`, op, inputs, Object.fromEntries(entries));
    outputs.forEach((output, index) => {
      nodes.set(output.dataId, index === 0 ? name : `${name}:${index}`);
    });
  };
  engine.executeSingleOutput = (op, attributes, inputs) => {
    const names = inputs.map((tensor) => nodeOf(graph, nodes, tensor));
    const output = executeSingleOutput.call(engine, op, attributes, inputs);
    note(op, attributes, names, [output]);
    return output;
  };
  engine.executeMultipleOutputs = (op, attributes, inputs, count) => {
    const names = inputs.map((tensor) => nodeOf(graph, nodes, tensor));
    const outputs = executeMultipleOutputs.call(engine, op, attributes, inputs, count);
    note(op, attributes, names, outputs);
    return outputs;
  };
  Math.random = () => {
    throw new TypeError(`${prefix}: random numbers were drawn while recording; pass them in as an input`);
  };
  try {
    return run();
  } finally {
    Math.random = random;
    Object.assign(engine, {executeSingleOutput, executeMultipleOutputs});
  }
}

/** From the binding's type numbers (TF_FLOAT, …) to the graph's: they are the same enumeration. */
const typeNumbers = (): Set<number> => new Set(Object.values(DATA_TYPE));

function attributeOf(op: string, {name, type, value}: OpAttribute, types: Set<number>): Attribute {
  const {binding} = backend();
  if (type === binding.TF_ATTR_TYPE && types.has(value as number)) return typeNumberAttribute(value as number);
  if (type === binding.TF_ATTR_INT) {
    return Array.isArray(value) ? intListAttribute(value as number[]) : intAttribute(value as number);
  }
  if (type === binding.TF_ATTR_BOOL) return boolAttribute(value as boolean);
  if (type === binding.TF_ATTR_FLOAT) return floatAttribute(value as number);
  if (type === binding.TF_ATTR_STRING) return stringAttribute(value as string);
  if (type === binding.TF_ATTR_SHAPE) return shapeAttribute(value as number[]);
  throw new TypeError(
    `the op ${op} cannot be recorded: its attribute ${name} has a kind (${type}) that graphs do not take`,
  );
}
