/**
 * Runs a function once and notes every TensorFlow op it executes as a node of a graph. Arrays of
 * the right shape stand for what most of them return: of a large program that is nearly all the work and the memory.
 */
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
  typeAttribute,
  typeNumberAttribute,
} from './graph.js';
import {isNative, listening, type Native} from './native.js';
import {StandIns} from './standIn.js';
import {backend, type OpAttribute, type Tensor} from './tf.js';

/** What convolutions and matrix products are computed in; everything else is float32. */
export type Precision = 'float32' | 'bfloat16';

/** The nodes of one program: which node computes a value, and which holds it rounded to bfloat16. */
export class Nodes {
  private readonly names = new Map<object, string>();
  /** By the name of the float32 node. */
  private readonly rounded = new Map<string, string>();

  set(value: Tensor | Native, name: string): void {
    this.names.set(isNative(value) ? value : value.dataId, name);
  }

  get(value: Tensor | Native): string | undefined {
    return this.names.get(isNative(value) ? value : value.dataId);
  }

  setRounded(name: string, rounded: string): void {
    this.rounded.set(name, rounded);
  }

  /** The bfloat16 node of a float32 node, if it was made before. */
  getRounded(name: string): string | undefined {
    return this.rounded.get(name);
  }
}

/** The node of a tensor: noted before, or a constant with its present values. */
export function nodeOf(graph: GraphBuilder, nodes: Nodes, value: Tensor | Native): string {
  const known = nodes.get(value);
  if (known !== undefined) return known;
  if (isNative(value)) throw new TypeError('a native value from outside the program cannot be recorded');
  const data = backend().readSync(value.dataId);
  const name = graph.constant(
    value.dtype as GraphType,
    value.shape,
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  nodes.set(value, name);
  return name;
}

/** Ops that are computed in bfloat16 on request: theirs is the work, and oneDNN has kernels for them. */
const ROUNDED_OPS = new Set(['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', 'MatMul', 'BatchMatMulV2']);

/** A program that is being recorded. */
export interface Recording {
  graph: GraphBuilder;
  /** The inputs' nodes beforehand, and everything computed afterwards. */
  nodes: Nodes;
  prefix: string;
  precision: Precision;
  /** What nodes call the devices; '' where there is one and TensorFlow chooses. */
  devices: readonly string[];
  /** The nodes of the last sum over devices, one per device. */
  collectives: readonly string[];
}

let current: Recording | undefined;

/** The program that is being recorded, if one is. */
export const currentRecording = (): Recording | undefined => current;

/** What the recording's nodes call device `index`. Throws a RangeError where the set of programs has no such device. */
export function deviceName({devices, prefix}: Recording, index: number): string {
  const device = devices[index];
  if (device !== undefined) return device;
  throw new RangeError(`${prefix}: there is no device ${index}; the programs were given ${devices.length}`);
}

/**
 * Ops that `work` computes are placed on device `index` of the programs that are being recorded (`ProgramSet.devices`);
 * what crosses from one device to another is sent by TensorFlow. Run eagerly, it is `work`.
 */
export function onDevice<Result>(index: number, work: () => Result): Result {
  return current ? current.graph.on(deviceName(current, index), work) : work();
}

/**
 * Records `work`. Throws a TypeError where an op cannot be recorded, and when the function draws random numbers (they
 * would be frozen into the graph): randomness is an input.
 */
export function record<Result>(recording: Recording, work: () => Result): Result {
  const {graph, nodes, prefix, precision, devices} = recording;
  const engine = backend();
  const types = new Set<number>(Object.values(DATA_TYPE));
  const {executeSingleOutput, executeMultipleOutputs} = engine;
  const random = Math.random;
  const run: typeof executeSingleOutput = (...call) => executeSingleOutput.apply(engine, call);
  const standIns = new StandIns(run);

  const noteRounded = (op: string, entries: Record<string, Attribute>, inputs: Tensor[], names: string[]): string => {
    const rounded = names.map((name, index) => (inputs[index]!.dtype === 'float32' ? round(name) : name));
    const node = graph.add(`${prefix}/${op}`, op, rounded, {...entries, T: typeAttribute('bfloat16')});
    const name = graph.cast(node, 'bfloat16', 'float32');
    nodes.setRounded(name, node);
    return name;
  };
  const round = (name: string): string => {
    const known = nodes.getRounded(name);
    if (known !== undefined) return known;
    const node = graph.cast(name, 'float32', 'bfloat16');
    nodes.setRounded(name, node);
    return node;
  };
  const note = (
    op: string,
    attributes: OpAttribute[],
    inputs: readonly (Tensor | Native)[],
    outputs: readonly (Tensor | Native)[],
  ): void => {
    const names = inputs.map((value) => nodeOf(graph, nodes, value));
    const entries = Object.fromEntries(attributes.map((entry) => [entry.name, attributeOf(op, entry, types)]));
    // A bias added to a rounded convolution is added there: TensorFlow fuses the two.
    const wanted = ROUNDED_OPS.has(op) || (op === 'BiasAdd' && nodes.getRounded(names[0]!) !== undefined);
    if (precision === 'bfloat16' && wanted && !inputs.some(isNative)) {
      nodes.set(outputs[0]!, noteRounded(op, entries, inputs as Tensor[], names));
      return;
    }
    const name = graph.add(`${prefix}/${op}`, op, names, entries);
    outputs.forEach((output, index) => {
      nodes.set(output, index === 0 ? name : `${name}:${index}`);
    });
  };

  engine.executeSingleOutput = (op, attributes, inputs) => {
    const output = standIns.of(op, {attributes, inputs}) ?? run(op, attributes, inputs);
    note(op, attributes, inputs, [output]);
    return output;
  };
  engine.executeMultipleOutputs = (op, attributes, inputs, count) => {
    const outputs = executeMultipleOutputs.call(engine, op, attributes, inputs, count);
    note(op, attributes, inputs, outputs);
    return outputs;
  };
  Math.random = () => {
    throw new TypeError(`${prefix}: random numbers were drawn while recording; pass them in as an input`);
  };
  const before = current;
  current = recording;
  try {
    return listening(note, () => graph.on(devices[0]!, work));
  } finally {
    standIns.dispose();
    current = before;
    Math.random = random;
    Object.assign(engine, {executeSingleOutput, executeMultipleOutputs});
  }
}

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
