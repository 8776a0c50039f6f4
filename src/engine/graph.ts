/** A TensorFlow graph under construction, written as a SavedModel. Knows protobuf, not tfjs tensors. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const require = createRequire(import.meta.url);

/** A message class of google-protobuf, as far as it is used here. */
// biome-ignore lint/suspicious/noExplicitAny: the package ships these classes without types
const proto = require('@tensorflow/tfjs-node-gpu/dist/proto/api_pb') as any;

/** TensorFlow's DataType numbers. */
export const DATA_TYPE = {float32: 1, float64: 2, int32: 3, bool: 10, bfloat16: 14, resource: 20} as const;
export type GraphType = keyof typeof DATA_TYPE;

declare const attributeBrand: unique symbol;
/** An AttrValue message. */
export type Attribute = {readonly [attributeBrand]: true};

// biome-ignore lint/suspicious/noExplicitAny: see above
const attribute = (set: (value: any) => void): Attribute => {
  const value = new proto.AttrValue();
  set(value);
  return value as Attribute;
};

const shapeMessage = (dims: readonly number[]): unknown => {
  const shape = new proto.TensorShape();
  shape.setDimList(
    dims.map((size) => {
      const dim = new proto.TensorShape.Dim();
      dim.setSize(size);
      return dim;
    }),
  );
  return shape;
};

export const typeAttribute = (type: GraphType): Attribute => attribute((a) => a.setType(DATA_TYPE[type]));
export const typeNumberAttribute = (type: number): Attribute => attribute((a) => a.setType(type));
export const shapeAttribute = (dims: readonly number[]): Attribute => attribute((a) => a.setShape(shapeMessage(dims)));
export const intAttribute = (value: number): Attribute => attribute((a) => a.setI(value));
export const floatAttribute = (value: number): Attribute => attribute((a) => a.setF(value));
export const boolAttribute = (value: boolean): Attribute => attribute((a) => a.setB(value));
/** Bytes fields of google-protobuf take base64. */
export const stringAttribute = (value: string): Attribute =>
  attribute((a) => a.setS(Buffer.from(value).toString('base64')));
export const intListAttribute = (values: readonly number[]): Attribute =>
  attribute((a) => {
    const list = new proto.AttrValue.ListValue();
    list.setIList([...values]);
    a.setList(list);
  });
export const tensorAttribute = (type: GraphType, dims: readonly number[], data: Uint8Array): Attribute =>
  attribute((a) => {
    const tensor = new proto.Tensor();
    tensor.setDtype(DATA_TYPE[type]);
    tensor.setTensorShape(shapeMessage(dims));
    tensor.setTensorContent(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'));
    a.setTensor(tensor);
  });

/** Nodes by name; inputs are `name`, `name:1` for further outputs, `^name` for control dependencies. */
export class GraphBuilder {
  private readonly definition = new proto.GraphDef();
  private readonly counts = new Map<string, number>();
  nodes = 0;

  constructor() {
    const versions = new proto.VersionDef();
    versions.setProducer(1882);
    this.definition.setVersions(versions);
  }

  /** Adds a node under a name that is made unique, and returns that name. */
  add(given: string, op: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    const prefix = given.replace(/[^A-Za-z0-9_./-]/g, '_'); // what TensorFlow takes in a node's name
    const count = this.counts.get(prefix) ?? 0;
    this.counts.set(prefix, count + 1);
    const name = count === 0 ? prefix : `${prefix}_${count}`;
    const node = new proto.NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList([...inputs]);
    for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
    this.definition.addNode(node);
    this.nodes += 1;
    return name;
  }

  constant(type: GraphType, dims: readonly number[], data: Uint8Array): string {
    return this.add('const', 'Const', [], {dtype: typeAttribute(type), value: tensorAttribute(type, dims, data)});
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

  /** Writes `saved_model.pb` into `folder`. */
  save(folder: string): void {
    const tags = new proto.MetaGraphDef.MetaInfoDef();
    tags.setTagsList(['serve']);
    const meta = new proto.MetaGraphDef();
    meta.setMetaInfoDef(tags);
    meta.setGraphDef(this.definition);
    const model = new proto.SavedModel();
    model.setMetaGraphsList([meta]);
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'saved_model.pb'), model.serializeBinary() as Uint8Array);
  }
}
