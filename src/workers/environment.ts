/** How many threads a compute process uses for an op, whose kernels, and whether GPUs may use TF32. */
import {costAt, isSmall} from '../models/cost.js';
import type {UNetConfig} from '../models/shape.js';
import {kernelEnvironment} from '../runtime/environment.js';

/** Threads and kernels of large networks. */
export const threadEnvironment = (cores: number): Record<string, string> => ({
  TF_NUM_INTRAOP_THREADS: String(Math.max(1, Math.floor(cores / 2))),
  ...kernelEnvironment(),
});

/**
 * Environment of the compute process on a machine with `cores` cores: how many threads an op uses (the rest of the cores
 * run other branches of the graph at the same time), whose kernels, and whether GPUs may use TF32.
 */
export const computeEnvironment = (
  network: UNetConfig,
  cores: number,
  {tf32 = true}: {tf32?: boolean} = {},
): Record<string, string> => {
  // One thread per op, and ops side by side, beat several threads inside a small one. oneDNN compiles a kernel for each shape,
  // which such networks do not win back: there TensorFlow chooses.
  const threads = isSmall(costAt(network, '8/8').macs) ? {TF_NUM_INTRAOP_THREADS: '1'} : threadEnvironment(cores);
  return tf32 ? threads : {...threads, NVIDIA_TF32_OVERRIDE: '0'};
};
