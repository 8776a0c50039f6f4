/** `ddsm unlock`: removes the lock of a run whose owner is gone. Needs no spec. */
import {describeOwner, unlock as release} from '../store/lock.js';
import {print} from './output.js';

/** Throws a ProblemError (exit 75) where the owner lives on this machine. */
export function unlock(run: string): void {
  const locked = release(run);
  if (!locked) print(`${run} is not locked`);
  else
    print(
      locked.owner ? `released ${run}, held by ${describeOwner(locked.owner)}` : `released ${run}: its lock was torn`,
    );
}
