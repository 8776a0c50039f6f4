/** A TensorFlow session: a graph, its settings, calls by the names of nodes. Typed arrays in and out; knows no tfjs. */
import {createRequire} from 'node:module';
import {addonPath} from '../runtime/binding.js';
import type {Rewrite} from './contract.js';
import {Message} from './protobuf.js';

/** An output of a call. Its memory belongs to whoever called. */
export interface Output {
  shape: number[];
  data: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | Uint16Array;
}

/** An input of a call, copied when the call is made; float64 is a Float64Array, bool a Uint8Array, bfloat16 a Uint16Array. */
export type InputArray = Output['data'];

/** One kind of call, by the number that `prepare` gave. */
declare const callBrand: unique symbol;
export type PreparedCall = number & {readonly [callBrand]: true};

/**
 * What the addon offers. Everything is checked: unknown names, types and lengths that do not fit, and calls of a closed
 * session are TypeErrors; what TensorFlow refuses is an Error with its message and its code as `status`.
 */
export interface Session {
  /** Nodes that are fed and fetched (`name`, `name:1`); `exclusive` where the call changes state. */
  prepare(inputs: readonly string[], outputs: readonly string[], exclusive: boolean): PreparedCall;
  /** Runs a call when all earlier ones that it must not overlap have ended, and blocks until it has. */
  run(call: PreparedCall, values: readonly InputArray[]): Output[];
  /** The same beside Node's thread. Exclusive calls run alone; none overtakes another kind. */
  start(call: PreparedCall, values: readonly InputArray[]): Promise<Output[]>;
  /** No more calls; those in flight end as usual, then the memory is freed. May be called again. */
  close(): void;
}

interface Addon {
  Session: new (graph: Uint8Array, config: Uint8Array) => Session;
}

let addon: Addon | undefined;

/** How a session computes. Left out: TensorFlow's own choice. */
export interface SessionConfig {
  /** CPU devices (default 1), `/device:CPU:0` and on. */
  cpuDevices?: number | undefined;
  /**
   * Threads inside an op and between ops, for this session alone. TensorFlow gives a session threads of its own inside
   * ops only where TF_OVERRIDE_GLOBAL_THREADPOOL is set; else the process has one pool, of TF_NUM_INTRAOP_THREADS.
   */
  intraOpThreads?: number | undefined;
  interOpThreads?: number | undefined;
  rewrite?: Rewrite;
}

/** RewriterConfig's switches of the passes that are left out of 'fold-and-fuse', by their fields. */
const LEFT_OUT = {
  layout: 1,
  memory: 4,
  arithmetic: 7,
  dependencies: 8,
  loops: 9,
  functions: 10,
  debugging: 11,
  shapes: 13,
  scopedAllocators: 15,
  pinningToHost: 18,
  implementations: 22,
  mixedPrecision: 23,
  commonSubgraphs: 24,
};
const OFF = 2;

/** The GraphOptions of a session whose graph is only folded and fused, once. */
function foldAndFuse(): Message {
  const rewriter = new Message().integer(12, 1);
  for (const field of Object.values(LEFT_OUT)) rewriter.integer(field, OFF);
  return new Message().message(10, rewriter);
}

/** The GraphOptions of each way of rewriting; 'all' is what TensorFlow does where it is told nothing. */
const GRAPH_OPTIONS: Partial<Record<Rewrite, () => Message>> = {
  'fold-and-fuse': foldAndFuse,
  none: () => new Message().message(10, new Message().integer(19, 1)),
};

/** The ConfigProto of a session. */
export function encodeConfig({
  cpuDevices = 1,
  intraOpThreads,
  interOpThreads,
  rewrite = 'all',
}: SessionConfig): Uint8Array {
  const config = new Message();
  if (cpuDevices > 1) config.entry(1, 'CPU', cpuDevices);
  if (intraOpThreads !== undefined) config.integer(2, intraOpThreads);
  if (interOpThreads !== undefined) config.integer(5, interOpThreads).integer(9, true);
  // A GPU's memory grows as it is needed, beside what tfjs holds there.
  config.message(6, new Message().integer(4, true));
  const graph = GRAPH_OPTIONS[rewrite]?.();
  if (graph) config.message(10, graph);
  // Ops without a kernel on their device run where they have one.
  return config.integer(7, true).encode();
}

/** A session over `graph` (a GraphDef). Throws an Error with TensorFlow's message where it takes neither. */
export function openSession(graph: Uint8Array, config: SessionConfig = {}): Session {
  addon ??= createRequire(import.meta.url)(addonPath('session')) as Addon;
  return new addon.Session(graph, encodeConfig(config));
}
