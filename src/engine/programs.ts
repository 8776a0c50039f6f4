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
import {boolAttribute, GraphBuilder, type GraphType, shapeAttribute, stringAttribute, typeAttribute} from './graph.js';
import {cast, freeNative, isNative, type Native, nativeScope, placeholder, toTensor} from './native.js';
import {Nodes, nodeOf, type Precision, record} from './recorder.js';
import {backend, type DType, type Tensor, type TensorSpec, tf} from './tf.js';

export type {Precision} from './recorder.js';

/** State as a program sees it: reads give the values from before the call, assignments take effect at its end. */
export interface StateAccess {
  /** A float32, int32 or bool entry; a bfloat16 entry as float32. */
  read(name: string): Tensor;
  /** A float64 entry. */
  readDouble(name: string): Native;
  assign(name: string, value: Tensor | Native): void;
  /** Adam's update of three entries in one pass, at the end of the call. Returns the new value of `weights`. */
  applyAdam(step: AdamStep): Tensor;
  /** Moves an entry `share` of its way towards `target`, at the end of the call. */
  moveTowards(name: string, target: Tensor, share: Tensor): void;
}

/** first ← β₁·first + (1 − β₁)·g; second ← β₂·second + (1 − β₂)·g²; weights ← weights − rate·first / (√second + epsilon). */
export interface AdamStep {
  weights: string;
  first: string;
  second: string;
  gradient: Tensor;
  rate: Tensor;
  epsilon: Tensor;
  beta1: number;
  beta2: number;
}

/** An entry of the state. `bfloat16` holds rounded weights: half the memory, and no rounding at every call. */
export interface StateSpec {
  shape: readonly number[];
  dtype?: DType | 'bfloat16' | 'float64';
}

/** Inputs by name, and what to do with them. Tensors made inside are disposed by the caller of `run`. */
export interface Program {
  inputs: Record<string, TensorSpec>;
  run(inputs: Record<string, Tensor>, state: StateAccess): Record<string, Tensor>;
}

/** A set of programs over one state. Whoever calls disposes of the tensors that come back. */
export interface Programs {
  call(name: string, inputs: Record<string, Tensor>): Record<string, Tensor>;
  /** The present value of a state entry, rounded to float32 where it is of another float type; the caller disposes of it. */
  read(name: string): Tensor;
  write(name: string, value: Tensor): void;
  dispose(): void;
}

export interface ProgramSet {
  state: Record<string, StateSpec>;
  programs: Record<string, Program>;
  /** What recorded convolutions and matrix products are computed in (default float32); eager ones stay float32. */
  precision?: Precision;
}

/** The type in which a state entry is read and written from outside. */
const outerType = ({dtype = 'float32'}: StateSpec): DType =>
  dtype === 'bfloat16' || dtype === 'float64' ? 'float32' : dtype;

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

function checkTensor(what: string, tensor: Tensor | undefined, spec: TensorSpec): asserts tensor is Tensor {
  const wanted = `${spec.dtype ?? 'float32'} [${spec.shape.join(', ')}]`;
  if (!tensor) throw new TypeError(`${what} is missing; wanted ${wanted}`);
  if (tensor.dtype !== (spec.dtype ?? 'float32') || !sameShape(tensor.shape, spec.shape)) {
    throw new TypeError(`${what} is ${tensor.dtype} [${tensor.shape.join(', ')}]; recorded for ${wanted}`);
  }
}

function checkAssigned(what: string, value: Tensor | Native, spec: StateSpec | undefined): asserts spec is StateSpec {
  if (!spec) throw new RangeError(`${what}: there is no such state`);
  if (!isNative(value)) return checkTensor(what, value, {shape: spec.shape, dtype: outerType(spec)});
  if (value.type === spec.dtype && sameShape(value.shape, spec.shape)) return;
  throw new TypeError(
    `${what} is ${value.type} [${value.shape.join(', ')}]; wanted ${spec.dtype} [${spec.shape.join(', ')}]`,
  );
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
  const values = new Map<string, Tensor | Native>();
  const free = (value: Tensor | Native): void => {
    if (isNative(value)) freeNative(value);
    else value.dispose();
  };
  const replace = (name: string, value: Tensor | Native): void => {
    const before = values.get(name);
    if (before) free(before);
    values.set(name, value);
  };
  /** A value of the type in which an entry is kept, to be freed by `replace`. */
  const stored = (value: Tensor | Native, kept: Set<Native>, spec: StateSpec): Tensor | Native => {
    if (spec.dtype !== 'float64') return tf.keep((value as Tensor).clone());
    const native = cast(value, 'float64');
    kept.add(native);
    return native;
  };
  const present = (name: string): Tensor | Native => {
    const value = values.get(name);
    if (!value) throw new RangeError(`there is no state ${name}`);
    return value;
  };
  const write = (name: string, value: Tensor): void => {
    const spec = state[name];
    checkAssigned(`the value written to ${name}`, value, spec);
    replace(
      name,
      nativeScope((kept) => stored(value, kept, spec)),
    );
  };
  for (const [name, spec] of Object.entries(state))
    tf.tidy(() => write(name, tf.zeros([...spec.shape], outerType(spec))));
  return {
    call(name, inputs) {
      const program = programs[name];
      checkInputs(name, program, inputs);
      return nativeScope((kept) => {
        const assigned = new Map<string, Tensor | Native>();
        const assign = (key: string, value: Tensor | Native): void => {
          const spec = state[key];
          checkAssigned(`the value assigned to ${key}`, value, spec);
          assigned.set(key, stored(value, kept, spec));
        };
        const read = (key: string): Tensor => present(key) as Tensor;
        const outputs = tf.tidy(() => {
          const result = program.run(inputs, {
            ...{read, assign},
            readDouble: (key) => present(key) as Native,
            applyAdam({weights, first, second, gradient, rate, epsilon, beta1, beta2}) {
              const one = tf.add(tf.mul(read(first), beta1), tf.mul(gradient, 1 - beta1));
              const two = tf.add(tf.mul(read(second), beta2), tf.mul(tf.square(gradient), 1 - beta2));
              const updated = tf.sub(read(weights), tf.div(tf.mul(one, rate), tf.add(tf.sqrt(two), epsilon)));
              for (const [key, value] of [
                [weights, updated],
                [first, one],
                [second, two],
              ] as const)
                assign(key, value);
              return updated;
            },
            moveTowards: (key, target, share) =>
              assign(key, tf.add(read(key), tf.mul(tf.sub(target, read(key)), share))),
          });
          return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, value.clone()]));
        });
        for (const [key, value] of assigned) replace(key, value);
        return outputs;
      });
    },
    read: (name) => {
      const value = present(name);
      return isNative(value) ? toTensor(value) : value.clone();
    },
    write,
    dispose() {
      for (const value of values.values()) free(value);
      values.clear();
    },
  };
}

/** Records all programs into one graph and loads it as one session. The state starts as zeros. */
export function recordPrograms({state, programs, precision = 'float32'}: ProgramSet): Programs {
  const graph = new GraphBuilder();
  const entries = new Map<string, Entry>();
  for (const [name, spec] of Object.entries(state)) {
    const type = spec.dtype ?? 'float32';
    const attributes = {dtype: typeAttribute(type), shape: shapeAttribute(spec.shape)};
    const handle = graph.add(`state/${name}`, 'VarHandleOp', [], {...attributes, shared_name: stringAttribute(name)});
    entries.set(name, {handle, spec, type});
  }
  const calls = new Map<string, Call>();
  for (const [name, program] of Object.entries(programs)) {
    calls.set(name, recordProgram({graph, name, program, entries, precision}));
  }
  for (const [name, {handle, spec, type}] of entries) {
    const outer = outerType(spec);
    const value = graph.placeholder(`write/${name}/value`, outer, spec.shape);
    const assign = graph.add(`write/${name}/assign`, 'AssignVariableOp', [handle, graph.cast(value, outer, type)], {
      dtype: typeAttribute(type),
    });
    const done = graph.identity(`write/${name}/done`, graph.constant('int32', [], new Uint8Array(4)), 'int32', [
      assign,
    ]);
    calls.set(`write/${name}`, {inputs: [['value', value]], outputs: [['done', done]]});
    const read = graph.add(`read/${name}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)});
    calls.set(`read/${name}`, {inputs: [], outputs: [['value', graph.cast(read, type, outer)]]});
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
    checkAssigned(`the value written to ${name}`, value, entry.spec);
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

/** A state entry in the graph. */
interface Entry {
  handle: string;
  spec: StateSpec;
  type: GraphType;
}

const BYTES: Record<GraphType, number> = {float32: 4, float64: 8, int32: 4, bool: 1, bfloat16: 2, resource: 0};

/** A node that sets every state entry to zero: one call, since TensorFlow prepares the graph anew for each new call. */
function zeroAll(graph: GraphBuilder, entries: Iterable<Entry>): string {
  const assigns: string[] = [];
  for (const {handle, spec, type} of entries) {
    const dims = new Uint8Array(Int32Array.from(spec.shape).buffer);
    const shape = graph.constant('int32', [spec.shape.length], dims);
    const zero = graph.constant(type, [], new Uint8Array(BYTES[type]));
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

interface Recording {
  graph: GraphBuilder;
  name: string;
  program: Program;
  entries: Map<string, Entry>;
  precision: Precision;
}

function recordProgram({graph, name, program, entries, precision}: Recording): Call {
  const nodes = new Nodes();
  const call: Call = {inputs: [], outputs: []};
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
    const {handle, type} = entryOf(key);
    const node = graph.add(`${name}/read/${key}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)});
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
      const node = graph.add(
        `${name}/adam`,
        'ResourceApplyAdam',
        [
          ...keys.map((key) => entryOf(key).handle),
          ...[scalar(0), scalar(0), nodeOf(graph, nodes, rate), scalar(beta1), scalar(beta2)],
          ...[nodeOf(graph, nodes, epsilon), nodeOf(graph, nodes, gradient)],
          ...afterReads(keys),
        ],
        {T: typeAttribute('float32'), use_locking: boolAttribute(false), use_nesterov: boolAttribute(false)},
      );
      assigns.push(node);
      const {handle, spec} = entryOf(weights);
      const updated = tf.zeros([...spec.shape]);
      nodes.set(
        updated,
        graph.add(`${name}/updated`, 'ReadVariableOp', [handle, `^${node}`], {dtype: typeAttribute('float32')}),
      );
      return updated;
    },
    moveTowards(key, target, share) {
      // Gradient descent on |entry − target|²: one pass for the difference, one for the step.
      const {handle, spec} = entryOf(key);
      const type = {T: typeAttribute('float32')};
      const read = graph.add(`${name}/toward`, 'ReadVariableOp', [handle], {
        dtype: typeAttribute(spec.dtype === undefined ? 'float32' : (spec.dtype as GraphType)),
      });
      const difference = graph.add(`${name}/difference`, 'Sub', [read, nodeOf(graph, nodes, target)], type);
      const inputs = [handle, nodeOf(graph, nodes, share), difference, ...afterReads([key])];
      assigns.push(
        graph.add(`${name}/toward`, 'ResourceApplyGradientDescent', inputs, {
          ...type,
          use_locking: boolAttribute(false),
        }),
      );
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
      const outputs = record({graph, nodes, prefix: name, precision}, () => program.run(inputs, access));
      for (const [key, node] of assigned) {
        const {handle, type} = entryOf(key);
        // After the read of that entry, so that a program never sees its own assignments.
        assigns.push(
          graph.add(`${name}/assign/${key}`, 'AssignVariableOp', [handle, node, ...afterReads([key])], {
            dtype: typeAttribute(type),
          }),
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
    }),
  );
  return call;
}
