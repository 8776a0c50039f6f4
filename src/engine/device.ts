/** How a program is spread over the machine's cores. */
import {availableParallelism} from 'node:os';

/**
 * Into how many parts a batch is best computed at the same time. One, unless ops were told to use one thread each
 * (`TF_NUM_INTRAOP_THREADS=1`, what small networks are run with): then one part per core, as far as the batch divides.
 */
export function branchesFor(batch: number): number {
  if (process.env.TF_NUM_INTRAOP_THREADS !== '1') return 1;
  let count = Math.min(availableParallelism(), 16);
  while (batch % count !== 0 || batch / count < 4) {
    if (count === 1) return 1;
    count -= 1;
  }
  return count;
}
