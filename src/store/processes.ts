/** The processes that a run has started, on disk, so that the next run can end those that outlived it. */
import {remove} from '../commit.js';
import {readJson, writeJson} from './files.js';
import {type Identity, identityOf, livenessOf} from './process.js';

interface Recorded {
  processes?: Identity[];
}

/** Whether what was read is a record of a process; older versions wrote numbers alone, which say nothing. */
const isIdentity = (value: Partial<Identity> | null): value is Identity =>
  Number.isSafeInteger(value?.pid) &&
  value!.pid! > 1 &&
  [value!.started, value!.boot, value!.host].every((part) => typeof part === 'string' && part !== '');

/**
 * Writes down the children that live now, all of them each time; those that have ended are left out. Throws a ProblemError
 * where it cannot be written. To be called as soon as a child was started: one whose parent dies before that is not known.
 */
export function recordProcesses(path: string, pids: readonly number[]): void {
  const processes = pids.map(identityOf).filter((one) => one !== undefined);
  writeJson(path, {processes} satisfies Recorded);
}

/** How long is waited for a killed process to be gone. */
const PATIENCE_MS = 10_000;

/**
 * Kills the recorded processes that are still the same ones (host, boot and start), waits until they are gone, and removes
 * the record. Returns those that this machine cannot ask, because they are another's: their record goes, too. Between
 * looking and killing lies a moment in which the number could be given away, as with every kill by number.
 */
export function endRecorded(path: string): {killed: Identity[]; elsewhere: Identity[]} {
  const recorded = readJson<Recorded>(path)?.processes;
  const processes = (Array.isArray(recorded) ? recorded : []).filter(isIdentity);
  const killed: Identity[] = [];
  for (const one of processes) {
    if (livenessOf(one) !== 'alive') continue;
    try {
      process.kill(one.pid, 'SIGKILL');
      killed.push(one);
    } catch {
      // It has ended, or belongs to somebody else.
    }
  }
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const end = Date.now() + PATIENCE_MS;
  while (killed.some((one) => livenessOf(one) === 'alive') && Date.now() < end) Atomics.wait(clock, 0, 0, 10);
  forgetProcesses(path);
  return {killed, elsewhere: processes.filter((one) => livenessOf(one) === 'unknown')};
}

/** Removes the record: its processes have ended. */
export const forgetProcesses = (path: string): void => remove(path);
