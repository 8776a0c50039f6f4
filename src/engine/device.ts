/** How a program is spread over the machine's cores. */
import {availableParallelism} from 'node:os';

/** More branches than this make graphs long and gain little. */
const MOST_BRANCHES = 8;
/** Fewer images than this in a branch leave its convolutions too little to do. */
const LEAST_IMAGES = 4;

/**
 * Into how many parts a batch is best computed at the same time: as many as there are groups of cores, where
 * `TF_NUM_INTRAOP_THREADS` says how many threads an op uses, and as the batch divides into. One where it says nothing.
 */
export function branchesFor(batch: number): number {
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS || 0);
  if (threads < 1) return 1;
  let count = Math.min(Math.floor(availableParallelism() / threads), MOST_BRANCHES);
  while (count > 1 && (batch % count !== 0 || batch / count < LEAST_IMAGES)) count -= 1;
  return Math.max(1, count);
}
