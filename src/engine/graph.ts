/** A TensorFlow graph under construction, written as a GraphDef. Knows nodes, not tfjs tensors. */
import {type Encoded, Message} from './protobuf.js';

/** TensorFlow's DataType numbers. */
export const DATA_TYPE = {float32: 1, float64: 2, int32: 3, bool: 10, bfloat16: 14, resource: 20} as const;
export type GraphType = keyof typeof DATA_TYPE;

/** The producer's version of graphs that this TensorFlow reads. */
const GRAPH_VERSION = 1882;
/** Constants up to this many bytes are one node where they are equal. */
const SHARED_BYTES = 256;

declare const attributeBrand: unique symbol;
/** An AttrValue message. */
export type Attribute = Encoded & {readonly [attributeBrand]: true};

const attribute = (message: Message): Attribute => message.encode() as Attribute;

const shapeMessage = (dims: readonly number[]): Message => {
  const shape = new Message();
  for (const size of dims) shape.message(2, new Message().integer(1, size));
  return shape;
};

export const typeAttribute = (type: GraphType): Attribute => typeNumberAttribute(DATA_TYPE[type]);
export const typeNumberAttribute = (type: number): Attribute => attribute(new Message().integer(6, type));
export const shapeAttribute = (dims: readonly number[]): Attribute =>
  attribute(new Message().message(7, shapeMessage(dims)));
export const intAttribute = (value: number): Attribute => attribute(new Message().integer(3, value));
export const floatAttribute = (value: number): Attribute => attribute(new Message().float(4, value));
export const boolAttribute = (value: boolean): Attribute => attribute(new Message().integer(5, value));
export const stringAttribute = (value: string): Attribute => attribute(new Message().text(2, value));
export const intListAttribute = (values: readonly number[]): Attribute =>
  attribute(new Message().message(1, new Message().integers(3, values)));
const tensorAttribute = (type: GraphType, dims: readonly number[], data: Uint8Array): Attribute => {
  const tensor = new Message().integer(1, DATA_TYPE[type]).message(2, shapeMessage(dims)).bytes(4, data);
  return attribute(new Message().message(8, tensor));
};

/** Nodes by name; inputs are `name`, `name:1` for further outputs, `^name` for control dependencies. */
export class GraphBuilder {
  private readonly definition = new Message();
  private readonly counts = new Map<string, number>();
  private readonly constants = new Map<string, string>();
  private device = '';
  private collectives = 0;

  constructor() {
    this.definition.message(4, new Message().integer(1, GRAPH_VERSION));
  }

  /** Nodes that `work` adds are placed on `device` (`/device:CPU:1`; '' leaves it to TensorFlow). */
  on<Result>(device: string, work: () => Result): Result {
    const before = this.device;
    this.device = device;
    try {
      return work();
    } finally {
      this.device = before;
    }
  }

  /** Adds a node under a name that is made unique, and returns that name. */
  add(given: string, op: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    const prefix = given.replace(/[^A-Za-z0-9_./-]/g, '_'); // what TensorFlow takes in a node's name
    const count = this.counts.get(prefix) ?? 0;
    this.counts.set(prefix, count + 1);
    const name = count === 0 ? prefix : `${prefix}_${count}`;
    const node = new Message().text(1, name).text(2, op);
    for (const input of inputs) node.text(3, input);
    if (this.device) node.text(4, this.device);
    for (const [key, value] of Object.entries(attributes)) node.entry(5, key, value);
    this.definition.message(1, node);
    return name;
  }

  /** A constant; a small one that is there already is not added again, which is four nodes of ten in a training step. */
  constant(type: GraphType, dims: readonly number[], data: Uint8Array): string {
    const key =
      data.length <= SHARED_BYTES ? `${this.device} ${type} ${dims} ${Buffer.from(data).toString('latin1')}` : '';
    const known = key === '' ? undefined : this.constants.get(key);
    if (known !== undefined) return known;
    const name = this.add('const', 'Const', [], {
      dtype: typeAttribute(type),
      value: tensorAttribute(type, dims, data.slice()),
    });
    if (key !== '') this.constants.set(key, name);
    return name;
  }

  placeholder(name: string, type: GraphType, dims: readonly number[]): string {
    return this.add(name, 'Placeholder', [], {dtype: typeAttribute(type), shape: shapeAttribute(dims)});
  }

  /** Passes `node` on; with `after`, runs those nodes (which may have no output) first. */
  identity(name: string, node: string, type: GraphType, after: readonly string[] = []): string {
    return this.add(name, 'Identity', [node, ...after.map((other) => `^${other}`)], {T: typeAttribute(type)});
  }

  /** `node` as another type; itself where the types agree. */
  cast(node: string, from: GraphType, to: GraphType): string {
    if (from === to) return node;
    return this.add('cast', 'Cast', [node], {SrcT: typeAttribute(from), DstT: typeAttribute(to)});
  }

  /** A number that no other sum over devices in this graph has. */
  nextCollective(): number {
    this.collectives += 1;
    return this.collectives;
  }

  /** The GraphDef as bytes. */
  encode(): Uint8Array {
    return this.definition.encode();
  }
}
