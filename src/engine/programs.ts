/**
 * Recorded programs: functions written in tfjs, run as compiled TensorFlow graphs that share state in one session.
 *
 * A program is recorded once, for fixed shapes. Its state (weights, moments, averages) lives in the session and is
 * read and assigned by name; only inputs and outputs cross into JavaScript. The same functions also run eagerly, op by
 * op, which is what recorded programs are tested against.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {GraphBuilder, type GraphType, shapeAttribute, stringAttribute, typeAttribute} from './graph.js';
import {type Nodes, nodeOf, record} from './recorder.js';
import {backend, type Tensor, type TensorSpec, tf} from './tf.js';

/** State as a program sees it: reads give the values from before the call, assignments take effect at its end. */
export interface StateAccess {
  read(name: string): Tensor;
  assign(name: string, value: Tensor): void;
}

/** Inputs by name, and what to do with them. Tensors made inside are disposed by the caller of `run`. */
export interface Program {
  inputs: Record<string, TensorSpec>;
  run(inputs: Record<string, Tensor>, state: StateAccess): Record<string, Tensor>;
}

/** A set of programs over one state. Whoever calls disposes of the tensors that come back. */
export interface Programs {
  call(name: string, inputs: Record<string, Tensor>): Record<string, Tensor>;
  /** The present value of a state entry; the caller disposes of it. */
  read(name: string): Tensor;
  write(name: string, value: Tensor): void;
  dispose(): void;
}

export interface ProgramSet {
  state: Record<string, TensorSpec>;
  programs: Record<string, Program>;
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

function checkTensor(what: string, tensor: Tensor | undefined, spec: TensorSpec): asserts tensor is Tensor {
  const wanted = `${spec.dtype ?? 'float32'} [${spec.shape.join(', ')}]`;
  if (!tensor) throw new TypeError(`${what} is missing; wanted ${wanted}`);
  if (tensor.dtype !== (spec.dtype ?? 'float32') || !sameShape(tensor.shape, spec.shape)) {
    throw new TypeError(`${what} is ${tensor.dtype} [${tensor.shape.join(', ')}]; recorded for ${wanted}`);
  }
}

function checkInputs(
  name: string,
  program: Program | undefined,
  inputs: Record<string, Tensor>,
): asserts program is Program {
  if (!program) throw new RangeError(`there is no program ${name}`);
  for (const [key, spec] of Object.entries(program.inputs)) checkTensor(`input ${key} of ${name}`, inputs[key], spec);
  for (const key of Object.keys(inputs)) {
    if (!(key in program.inputs)) throw new TypeError(`${name} has no input ${key}`);
  }
}

/** Runs the programs op by op, as plain tfjs. */
export function runEagerly({state, programs}: ProgramSet): Programs {
  const values = new Map<string, Tensor>();
  for (const [name, spec] of Object.entries(state)) {
    values.set(name, tf.keep(tf.zeros([...spec.shape], spec.dtype ?? 'float32')));
  }
  const replace = (name: string, value: Tensor): void => {
    values.get(name)?.dispose();
    values.set(name, value);
  };
  return {
    call(name, inputs) {
      const program = programs[name];
      checkInputs(name, program, inputs);
      const assigned = new Map<string, Tensor>();
      const outputs = tf.tidy(() => {
        const result = program.run(inputs, {
          read: (key) => present(values, key),
          assign: (key, value) => {
            checkTensor(`the value assigned to ${key}`, value, state[key]!);
            assigned.set(key, tf.keep(value.clone()));
          },
        });
        return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, value.clone()]));
      });
      for (const [key, value] of assigned) replace(key, value);
      return outputs;
    },
    read: (name) => present(values, name).clone(),
    write(name, value) {
      checkTensor(`the value written to ${name}`, value, state[name]!);
      replace(name, tf.keep(value.clone()));
    },
    dispose() {
      for (const value of values.values()) value.dispose();
      values.clear();
    },
  };
}

const present = (values: Map<string, Tensor>, name: string): Tensor => {
  const value = values.get(name);
  if (!value) throw new RangeError(`there is no state ${name}`);
  return value;
};

/** Records all programs into one graph and loads it as one session. The state starts as zeros. */
export function recordPrograms({state, programs}: ProgramSet): Programs {
  const graph = new GraphBuilder();
  const entries = new Map<string, {handle: string; spec: TensorSpec; type: GraphType}>();
  for (const [name, spec] of Object.entries(state)) {
    const type = spec.dtype ?? 'float32';
    const attributes = {dtype: typeAttribute(type), shape: shapeAttribute(spec.shape)};
    const handle = graph.add(`state/${name}`, 'VarHandleOp', [], {...attributes, shared_name: stringAttribute(name)});
    entries.set(name, {handle, spec, type});
  }
  const calls = new Map<string, Call>();
  for (const [name, program] of Object.entries(programs)) calls.set(name, recordProgram(graph, name, program, entries));
  for (const [name, {handle, spec, type}] of entries) {
    const value = graph.placeholder(`write/${name}/value`, type, spec.shape);
    const assign = graph.add(`write/${name}/assign`, 'AssignVariableOp', [handle, value], {dtype: typeAttribute(type)});
    const done = graph.identity(`write/${name}/done`, graph.constant('int32', [], new Uint8Array(4)), 'int32', [
      assign,
    ]);
    calls.set(`write/${name}`, {inputs: [['value', value]], outputs: [['done', done]]});
    const read = graph.add(`read/${name}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)});
    calls.set(`read/${name}`, {inputs: [], outputs: [['value', read]]});
  }
  calls.set('zero', {inputs: [], outputs: [['done', zeroAll(graph, entries.values())]]});
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-graph-'));
  let session: number;
  try {
    graph.save(folder);
    session = backend().loadSavedModelMetaGraph(folder, 'serve');
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
  const execute = (name: string, inputs: Record<string, Tensor>): Record<string, Tensor> => {
    const call = calls.get(name);
    if (!call) throw new RangeError(`there is no program ${name}`);
    const results = backend().runSavedModel(
      session,
      call.inputs.map(([key]) => inputs[key]!),
      call.inputs.map(([, node]) => ({name: `${node}:0`})),
      call.outputs.map(([, node]) => `${node}:0`),
    );
    return Object.fromEntries(call.outputs.map(([key], index) => [key, results[index]!]));
  };
  const write = (name: string, value: Tensor): void => {
    const entry = entries.get(name);
    if (!entry) throw new RangeError(`there is no state ${name}`);
    checkTensor(`the value written to ${name}`, value, entry.spec);
    tf.dispose(execute(`write/${name}`, {value}));
  };
  tf.dispose(execute('zero', {}));
  return {
    call(name, inputs) {
      checkInputs(name, programs[name], inputs);
      return execute(name, inputs);
    },
    read(name) {
      if (!entries.has(name)) throw new RangeError(`there is no state ${name}`);
      return execute(`read/${name}`, {}).value!;
    },
    write,
    dispose: () => backend().deleteSavedModel(session),
  };
}

/** A node that sets every state entry to zero: one call, since TensorFlow prepares the graph anew for each new call. */
function zeroAll(graph: GraphBuilder, entries: Iterable<{handle: string; spec: TensorSpec; type: GraphType}>): string {
  const assigns: string[] = [];
  for (const {handle, spec, type} of entries) {
    const dims = new Uint8Array(Int32Array.from(spec.shape).buffer);
    const shape = graph.constant('int32', [spec.shape.length], dims);
    const zero = graph.constant(type, [], new Uint8Array(type === 'bool' ? 1 : 4));
    const zeros = graph.add('zero/fill', 'Fill', [shape, zero], {
      T: typeAttribute(type),
      index_type: typeAttribute('int32'),
    });
    assigns.push(graph.add('zero/assign', 'AssignVariableOp', [handle, zeros], {dtype: typeAttribute(type)}));
  }
  return graph.identity('zero/done', graph.constant('int32', [], new Uint8Array(4)), 'int32', assigns);
}

/** Node names of a program's inputs and outputs. */
interface Call {
  inputs: [string, string][];
  outputs: [string, string][];
}

function recordProgram(
  graph: GraphBuilder,
  name: string,
  program: Program,
  state: Map<string, {handle: string; spec: TensorSpec; type: GraphType}>,
): Call {
  const nodes: Nodes = new Map();
  const call: Call = {inputs: [], outputs: []};
  const assigns: string[] = [];
  /** Nodes of the values that state entries get at the end. */
  const assigned = new Map<string, string>();
  tf.tidy(() => {
    const inputs: Record<string, Tensor> = {};
    for (const [key, spec] of Object.entries(program.inputs)) {
      const dtype = spec.dtype ?? 'float32';
      inputs[key] = tf.zeros([...spec.shape], dtype);
      const node = graph.placeholder(`${name}/${key}`, dtype, spec.shape);
      nodes.set(inputs[key].dataId, node);
      call.inputs.push([key, node]);
    }
    const reads = new Map<string, Tensor>();
    const entry = (key: string) => {
      const found = state.get(key);
      if (!found) throw new RangeError(`${name}: there is no state ${key}`);
      return found;
    };
    const access: StateAccess = {
      read(key) {
        const {handle, spec, type} = entry(key);
        const known = reads.get(key);
        if (known) return known;
        const value = tf.zeros([...spec.shape], spec.dtype ?? 'float32');
        nodes.set(
          value.dataId,
          graph.add(`${name}/read/${key}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)}),
        );
        reads.set(key, value);
        return value;
      },
      assign(key, value) {
        checkTensor(`${name}: the value assigned to ${key}`, value, entry(key).spec);
        assigned.set(key, nodeOf(graph, nodes, value));
      },
    };
    const outputs = record(graph, nodes, name, () => program.run(inputs, access));
    for (const [key, node] of assigned) {
      const {handle, type} = entry(key);
      // After the read of that entry, so that a program never sees its own assignments.
      const read = reads.get(key);
      const after = read ? [`^${nodes.get(read.dataId)!}`] : [];
      assigns.push(
        graph.add(`${name}/assign/${key}`, 'AssignVariableOp', [handle, node, ...after], {dtype: typeAttribute(type)}),
      );
    }
    for (const [key, value] of Object.entries(outputs)) {
      const node = nodeOf(graph, nodes, value);
      call.outputs.push([key, graph.identity(`${name}/out/${key}`, node, value.dtype as GraphType, assigns)]);
    }
    if (call.outputs.length === 0) {
      const done = graph.constant('int32', [], new Uint8Array(4));
      call.outputs.push(['done', graph.identity(`${name}/out/done`, done, 'int32', assigns)]);
    }
  });
  return call;
}
