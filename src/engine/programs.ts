/**
 * Recorded programs: functions written in tfjs, run as compiled TensorFlow graphs that share state in one session.
 *
 * A program is recorded once, for fixed shapes. Its state (weights, moments, averages) lives in the session and is
 * read and assigned by name; only inputs and outputs cross into JavaScript. The same functions also run eagerly, op by
 * op, which is what recorded programs are tested against.
 */
import {
  checkInputs,
  checkWritten,
  type Input,
  isTensor,
  outerType,
  type ProgramSet,
  type Programs,
} from './contract.js';
import {GraphBuilder, shapeAttribute, stringAttribute, typeAttribute} from './graph.js';
import {type Call, type Entry, recordProgram, zeroAll} from './recordProgram.js';
import {type InputArray, type Output, openSession, type PreparedCall} from './session.js';
import {backend, type DType, type Tensor, tf} from './tf.js';

export type {AdamStep, Program, ProgramSet, Programs, StateAccess, StateSpec} from './contract.js';
export {runEagerly} from './eager.js';
export type {Precision} from './recorder.js';

/** The numbers of an input; not a copy where tfjs still holds them in JavaScript. */
const arrayOf = (value: Input): InputArray =>
  (isTensor(value) ? backend().readSync(value.dataId) : value) as InputArray;

/** A call that its session knows. */
interface Prepared {
  id: PreparedCall;
  inputs: string[];
  outputs: {key: string; dtype: DType}[];
}

/** Records all programs into one graph and loads it as one session. The state starts as zeros. */
export function recordPrograms({
  state,
  programs,
  precision = 'float32',
  rewrite = 'all',
  devices: count = 1,
}: ProgramSet): Programs {
  const graph = new GraphBuilder();
  const kind = backend().isUsingGpuDevice ? 'GPU' : 'CPU';
  const devices = Array.from({length: count}, (_, index) => (count > 1 ? `/device:${kind}:${index}` : ''));
  const entries = new Map<string, Entry>();
  for (const [name, spec] of Object.entries(state)) {
    const type = spec.dtype ?? 'float32';
    const device = devices[spec.device ?? 0];
    if (device === undefined) {
      throw new RangeError(`state ${name}: there is no device ${spec.device}; the programs were given ${count}`);
    }
    const attributes = {dtype: typeAttribute(type), shape: shapeAttribute(spec.shape)};
    const handle = graph.on(device, () =>
      graph.add(`state/${name}`, 'VarHandleOp', [], {...attributes, shared_name: stringAttribute(name)}),
    );
    entries.set(name, {handle, spec, type, device});
  }
  const calls = new Map<string, Call>();
  for (const [name, program] of Object.entries(programs)) {
    calls.set(name, recordProgram({graph, name, program, entries, precision, devices}));
  }
  for (const [name, entry] of entries) {
    calls.set(`write/${name}`, writing(graph, name, entry));
    calls.set(`read/${name}`, reading(graph, name, entry));
  }
  calls.set('zero', {inputs: [], outputs: [['done', zeroAll(graph, entries.values()), 'int32']], exclusive: true});
  const session = openSession(graph.encode(), {
    cpuDevices: kind === 'CPU' ? count : 1,
    // A GPU needs the passes that choose its layout.
    rewrite: kind === 'CPU' ? rewrite : 'all',
  });
  const prepared = new Map<string, Prepared>();
  /** TensorFlow learns of a call when it is first made. */
  const prepare = (name: string): Prepared => {
    const known = prepared.get(name);
    if (known) return known;
    const {inputs, outputs, exclusive} = calls.get(name)!;
    const nodesOf = (ends: readonly (readonly [string, string, ...unknown[]])[]): string[] =>
      ends.map(([, node]) => node);
    const call = {
      id: session.prepare(nodesOf(inputs), nodesOf(outputs), exclusive),
      inputs: inputs.map(([key]) => key),
      outputs: outputs.map(([key, , dtype]) => ({key, dtype})),
    };
    prepared.set(name, call);
    return call;
  };
  const arraysOf = ({inputs}: Prepared, given: Record<string, Input>): InputArray[] =>
    inputs.map((key) => arrayOf(given[key]!));
  const tensorsOf = ({outputs}: Prepared, results: readonly Output[]): Record<string, Tensor> =>
    Object.fromEntries(
      outputs.map(({key, dtype}, index) => {
        const {data, shape} = results[index]!;
        return [key, tf.tensor(data as Float32Array | Int32Array | Uint8Array, shape, dtype)];
      }),
    );
  const execute = (name: string, given: Record<string, Input>): Record<string, Tensor> => {
    const call = prepare(name);
    return tensorsOf(call, session.run(call.id, arraysOf(call, given)));
  };
  tf.dispose(execute('zero', {}));
  return {
    call(name, inputs) {
      checkInputs(name, programs[name], inputs);
      return execute(name, inputs);
    },
    async start(name, inputs) {
      checkInputs(name, programs[name], inputs);
      const call = prepare(name);
      return tensorsOf(call, await session.start(call.id, arraysOf(call, inputs)));
    },
    read(name) {
      if (!entries.has(name)) throw new RangeError(`there is no state ${name}`);
      return execute(`read/${name}`, {}).value!;
    },
    write(name, value) {
      checkWritten(name, value, entries.get(name)?.spec);
      tf.dispose(execute(`write/${name}`, {value}));
    },
    dispose: () => session.close(),
  };
}

/** A call that sets a state entry to `value`. */
function writing(graph: GraphBuilder, name: string, {handle, spec, type, device}: Entry): Call {
  const outer = outerType(spec);
  return graph.on(device, () => {
    const value = graph.placeholder(`write/${name}/value`, outer, spec.shape);
    const assign = graph.add(`write/${name}/assign`, 'AssignVariableOp', [handle, graph.cast(value, outer, type)], {
      dtype: typeAttribute(type),
    });
    const nothing = graph.constant('int32', [], new Uint8Array(4));
    const done = graph.identity(`write/${name}/done`, nothing, 'int32', [assign]);
    return {inputs: [['value', value]], outputs: [['done', done, 'int32']], exclusive: true};
  });
}

/** A call that gives a state entry's value. */
function reading(graph: GraphBuilder, name: string, {handle, spec, type, device}: Entry): Call {
  const outer = outerType(spec);
  return graph.on(device, () => {
    const read = graph.add(`read/${name}`, 'ReadVariableOp', [handle], {dtype: typeAttribute(type)});
    return {inputs: [], outputs: [['value', graph.cast(read, type, outer), outer]], exclusive: false};
  });
}
