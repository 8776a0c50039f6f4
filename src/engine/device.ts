/** What computes, and how a program is spread over it. */
import {availableParallelism} from 'node:os';
import {backend, tf} from './tf.js';

/** The kind of device that TensorFlow registered, whatever was hoped for. */
export const deviceKind = (): 'cpu' | 'gpu' => (backend().isUsingGpuDevice ? 'gpu' : 'cpu');

/** The kind of device, after it has computed: throws an Error where it gives a wrong number or none. */
export function computesOn(): 'cpu' | 'gpu' {
  const product = tf.tidy(() => tf.matMul(tf.fill([64, 64], 0.5), tf.fill([64, 64], 0.25)).dataSync());
  if (!product.every((value) => value === 8)) throw new Error(`64 · 0.5 · 0.25 gave ${product[0]} instead of 8`);
  return deviceKind();
}

/** GPUs of this process, which is told them by `CUDA_VISIBLE_DEVICES`; one on CPUs, which all cores share. */
export const deviceCount = (kind = deviceKind(), visible = process.env.CUDA_VISIBLE_DEVICES ?? ''): number =>
  kind === 'gpu' ? Math.max(1, visible.split(',').filter((one) => one !== '').length) : 1;

/** More branches than this make graphs long and gain little. */
const MOST_BRANCHES = 8;
/** Fewer images than this in a branch leave its convolutions too little to do. */
const LEAST_IMAGES = 4;

/**
 * Into how many parts a batch is best computed at the same time: as many as there are groups of cores, where
 * `TF_NUM_INTRAOP_THREADS` says how many threads an op uses, and as the batch divides into. One where it says nothing, and one on a GPU, which is filled by large kernels.
 */
export function branchesFor(batch: number, kind = deviceKind()): number {
  if (kind === 'gpu') return 1;
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS || 0);
  if (threads < 1) return 1;
  let count = Math.min(Math.floor(availableParallelism() / threads), MOST_BRANCHES);
  while (count > 1 && (batch % count !== 0 || batch / count < LEAST_IMAGES)) count -= 1;
  return Math.max(1, count);
}
