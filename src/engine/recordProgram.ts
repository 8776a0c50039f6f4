/** One program as nodes of a graph, with its state and the order in which that is read and assigned. */
import {checkAssigned, outerType, type Program, type StateAccess, type StateSpec} from './contract.js';
import {boolAttribute, type GraphBuilder, type GraphType, typeAttribute} from './graph.js';
import {isNative, type Native, nativeScope, placeholder} from './native.js';
import {Nodes, nodeOf, type Precision, type Recording, record} from './recorder.js';
import {type DType, type Tensor, tf} from './tf.js';

/** A state entry in the graph. */
export interface Entry {
  handle: string;
  spec: StateSpec;
  type: GraphType;
  /** Where it is held, as nodes name it. */
  device: string;
}

const BYTES: Record<GraphType, number> = {float32: 4, float64: 8, int32: 4, bool: 1, bfloat16: 2, resource: 0};

/** A node that sets every state entry to zero: one call, since TensorFlow prepares the graph anew for each new call. */
export function zeroAll(graph: GraphBuilder, entries: Iterable<Entry>): string {
  const assigns: string[] = [];
  for (const {handle, spec, type, device} of entries) {
    graph.on(device, () => {
      const dims = new Uint8Array(Int32Array.from(spec.shape).buffer);
      const shape = graph.constant('int32', [spec.shape.length], dims);
      const zero = graph.constant(type, [], new Uint8Array(BYTES[type]));
      const zeros = graph.add('zero/fill', 'Fill', [shape, zero], {
        T: typeAttribute(type),
        index_type: typeAttribute('int32'),
      });
      assigns.push(graph.add('zero/assign', 'AssignVariableOp', [handle, zeros], {dtype: typeAttribute(type)}));
    });
  }
  return graph.identity('zero/done', graph.constant('int32', [], new Uint8Array(4)), 'int32', assigns);
}

/** Node names of a program's inputs and outputs. */
export interface Call {
  inputs: [key: string, node: string][];
  outputs: [key: string, node: string, type: DType][];
  /** Whether no other call may run beside it: it changes the state, or sums over devices under a key. */
  exclusive: boolean;
}

export interface ProgramRecording {
  graph: GraphBuilder;
  name: string;
  program: Program;
  entries: Map<string, Entry>;
  precision: Precision;
  /** What nodes call the devices; '' where there is one and TensorFlow chooses. */
  devices: readonly string[];
}

export function recordProgram({graph, name, program, entries, precision, devices}: ProgramRecording): Call {
  const nodes = new Nodes();
  const call: Call = {inputs: [], outputs: [], exclusive: false};
  const assigns: string[] = [];
  const entryOf = (key: string): Entry => {
    const found = entries.get(key);
    if (!found) throw new RangeError(`${name}: there is no state ${key}`);
    return found;
  };
  /** Nodes that read an entry, and the nodes of the values that entries get at the end. */
  const reads = new Map<string, string>();
  const assigned = new Map<string, string>();
  const readNode = (key: string): string => {
    const {handle, type, device} = entryOf(key);
    const node = graph.on(device, () =>
      graph.add(`${name}/read/${key}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)}),
    );
    reads.set(key, node);
    return node;
  };
  const afterReads = (keys: readonly string[]): string[] =>
    keys.flatMap((key) => (reads.has(key) ? [`^${reads.get(key)}`] : []));
  const known = new Map<string, Tensor | Native>();
  const access: StateAccess = {
    read(key) {
      const {spec, type} = entryOf(key);
      if (type === 'float64') throw new TypeError(`${name}: ${key} is float64; use readDouble`);
      if (!known.has(key)) {
        const value = tf.zeros([...spec.shape], outerType(spec));
        const node = readNode(key);
        const outer = graph.cast(node, type, outerType(spec));
        if (type === 'bfloat16') nodes.setRounded(outer, node);
        nodes.set(value, outer);
        known.set(key, value);
      }
      return known.get(key) as Tensor;
    },
    readDouble(key) {
      const {spec, type} = entryOf(key);
      if (type !== 'float64') throw new TypeError(`${name}: ${key} is ${type}; use read`);
      if (!known.has(key)) {
        const value = placeholder(spec.shape);
        nodes.set(value, readNode(key));
        known.set(key, value);
      }
      return known.get(key) as Native;
    },
    assign(key, value) {
      const {spec, type} = entryOf(key);
      checkAssigned(`${name}: the value assigned to ${key}`, value, spec);
      const node = nodeOf(graph, nodes, value);
      assigned.set(key, isNative(value) ? node : graph.cast(node, outerType(spec), type));
    },
    applyAdam({weights, first, second, gradient, rate, epsilon, beta1, beta2}) {
      const keys = [weights, first, second];
      const scalar = (value: number): string => nodeOf(graph, nodes, tf.scalar(value));
      const {handle, spec, device} = entryOf(weights);
      const inputs = [
        ...keys.map((key) => entryOf(key).handle),
        scalar(0),
        scalar(0),
        nodeOf(graph, nodes, rate),
        scalar(beta1),
        scalar(beta2),
        nodeOf(graph, nodes, epsilon),
        nodeOf(graph, nodes, gradient),
        ...afterReads(keys),
      ];
      const updated = tf.zeros([...spec.shape]);
      graph.on(device, () => {
        const node = graph.add(`${name}/adam`, 'ResourceApplyAdam', inputs, {
          T: typeAttribute('float32'),
          use_locking: boolAttribute(false),
          use_nesterov: boolAttribute(false),
        });
        assigns.push(node);
        nodes.set(
          updated,
          graph.add(`${name}/updated`, 'ReadVariableOp', [handle, `^${node}`], {dtype: typeAttribute('float32')}),
        );
      });
      return updated;
    },
    moveTowards(key, target, share) {
      // Gradient descent on |entry − target|²: one pass for the difference, one for the step.
      const {handle, spec, device} = entryOf(key);
      const type = {T: typeAttribute('float32')};
      const [wanted, part] = [nodeOf(graph, nodes, target), nodeOf(graph, nodes, share)];
      graph.on(device, () => {
        const read = graph.add(`${name}/toward`, 'ReadVariableOp', [handle], {
          dtype: typeAttribute(spec.dtype === undefined ? 'float32' : (spec.dtype as GraphType)),
        });
        const difference = graph.add(`${name}/difference`, 'Sub', [read, wanted], type);
        assigns.push(
          graph.add(
            `${name}/toward`,
            'ResourceApplyGradientDescent',
            [handle, part, difference, ...afterReads([key])],
            {
              ...type,
              use_locking: boolAttribute(false),
            },
          ),
        );
      });
    },
  };
  nativeScope(() =>
    tf.tidy(() => {
      const inputs: Record<string, Tensor> = {};
      for (const [key, spec] of Object.entries(program.inputs)) {
        const dtype = spec.dtype ?? 'float32';
        const value = tf.zeros([...spec.shape], dtype);
        const node = graph.placeholder(`${name}/${key}`, dtype, spec.shape);
        inputs[key] = value;
        nodes.set(value, node);
        call.inputs.push([key, node]);
      }
      const recording: Recording = {graph, nodes, prefix: name, precision, devices, collectives: []};
      const outputs = record(recording, () => program.run(inputs, access));
      for (const [key, node] of assigned) {
        const {handle, type, device} = entryOf(key);
        // After the read of that entry, so that a program never sees its own assignments.
        const sources = [handle, node, ...afterReads([key])];
        graph.on(device, () =>
          assigns.push(graph.add(`${name}/assign/${key}`, 'AssignVariableOp', sources, {dtype: typeAttribute(type)})),
        );
      }
      call.exclusive = assigns.length > 0 || recording.collectives.length > 0;
      for (const [key, value] of Object.entries(outputs)) {
        const node = nodeOf(graph, nodes, value);
        call.outputs.push([
          key,
          graph.identity(`${name}/out/${key}`, node, value.dtype as DType, assigns),
          value.dtype as DType,
        ]);
      }
      if (call.outputs.length === 0) {
        const done = graph.constant('int32', [], new Uint8Array(4));
        call.outputs.push(['done', graph.identity(`${name}/out/done`, done, 'int32', assigns), 'int32']);
      }
    }),
  );
  return call;
}
