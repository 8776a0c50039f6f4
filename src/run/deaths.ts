/** What to say when a compute process was killed from outside: nearly always the machine had run out of memory. */
import type {Estimate} from '../plan/declaration.js';
import {peakOf, remediesFor} from '../plan/fit.js';
import {ProblemError} from '../problem.js';

/** The same error; of a death by SIGKILL with the setting of the spec that takes less memory, where that is known. */
export function withLessMemory(error: unknown, {id, estimate}: {id: string; estimate: Estimate}): unknown {
  const {memory} = estimate;
  if (!(error instanceof ProblemError) || !memory) return error;
  const killed = error.problems.some(({code, message}) => code === 'worker-died' && message.includes('SIGKILL'));
  // What it took was too much: the next smaller setting that takes clearly less.
  const remedy = killed ? remediesFor([{id, memory}], peakOf(memory))[0] : undefined;
  if (remedy?.value === undefined) return error;
  const suggestion = `perhaps the machine ran out of memory: --set ${remedy.key}=${remedy.value} computes ${remedy.images} images at a time instead of ${memory.images}`;
  return new ProblemError(
    error.problems.map((problem) => (problem.code === 'worker-died' ? {...problem, suggestion} : problem)),
    {exitCode: error.exitCode, cause: error},
  );
}
