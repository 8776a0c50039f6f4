/** The only door to TensorFlow.js: loads the native library on import. Everything that imports this file computes. */
import {createRequire} from 'node:module';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import {messageOf, ProblemError} from '../problem.js';
import {hearSignalsElsewhere} from '../runtime/signals.js';

export type {Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, TensorLike, TypedArray} from '@tensorflow/tfjs-node-gpu';

/** The parts of tfjs-node's backend that recording relies on. */
export interface NodeBackend {
  binding: Record<string, unknown> & {
    executeOp(op: string, attributes: OpAttribute[], inputs: number[], outputs: number): OutputMetadata[];
    deleteTensor(id: number): void;
  };
  getInputTensorIds(tensors: TensorFlow.Tensor[]): number[];
  createOutputTensor(metadata: OutputMetadata): TensorFlow.Tensor;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: TensorFlow.Tensor[]): TensorFlow.Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: OpAttribute[],
    inputs: TensorFlow.Tensor[],
    outputs: number,
  ): TensorFlow.Tensor[];
  /** Whether tfjs computes on a GPU. */
  isUsingGpuDevice: boolean;
  readSync(dataId: object): TensorFlow.TypedArray;
}

/** What the binding says of a tensor that an op made. */
export interface OutputMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

export interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

function load(): typeof TensorFlow {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  process.env.TF_ENABLE_DEPRECATION_WARNINGS ??= '0';
  // tfjs-node 4.22 calls two helpers that Node 23 removed.
  const removed = util as unknown as Record<string, unknown>;
  removed.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  removed.isArray ??= Array.isArray;
  const require = createRequire(import.meta.url);
  hearSignalsElsewhere();
  try {
    // Where it is not among our dependencies, the process that started this one says where it is.
    const loaded = require(process.env.DDSM_TFJS ?? '@tensorflow/tfjs-node-gpu') as typeof TensorFlow;
    loaded.env().set('IS_TEST', false);
    return loaded;
  } catch (error) {
    throw new ProblemError(
      {
        code: 'tensorflow-missing',
        message: `TensorFlow could not be loaded: ${messageOf(error).split('\n')[0]}`,
        suggestion: 'run `npx ddsm doctor --fix`, which fetches and builds what is missing',
      },
      {cause: error},
    );
  }
}

export const tf = load();

export const backend = (): NodeBackend => tf.backend() as unknown as NodeBackend;

export type DType = 'float32' | 'int32' | 'bool';

/** Shape and type of a program's input, output or state. */
export interface TensorSpec {
  shape: readonly number[];
  dtype?: DType;
}
