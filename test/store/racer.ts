/** A process that races for locks, for lock.test.ts: told a folder, it tries, and says whether it got in. */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {ProblemError} from '../../src/problem.js';
import {takeLock} from '../../src/store/lock.js';

export interface Race {
  run: string;
  /** Give back what is held instead of trying. */
  release?: boolean;
}

export type Answer = 'in' | 'refused' | 'released' | {error: string};

// Every call of the file system takes a while before and after it, so that all orders of them come about.
const clock = new Int32Array(new SharedArrayBuffer(4));
const dawdle = (): void => {
  if (Math.random() < 0.5) Atomics.wait(clock, 0, 0, 4 * Math.random());
};
const calls = fs as unknown as Record<string, (...parameters: unknown[]) => unknown>;
for (const name of ['linkSync', 'readFileSync', 'renameSync', 'rmSync', 'unlinkSync', 'readdirSync']) {
  const call = calls[name]!;
  calls[name] = (...parameters) => {
    dawdle();
    try {
      return call(...parameters);
    } finally {
      dawdle();
    }
  };
}
syncBuiltinESMExports();

let giveBack: (() => void) | undefined;
const answerTo = ({run, release = false}: Race): Answer => {
  if (release) {
    giveBack?.();
    giveBack = undefined;
    return 'released';
  }
  try {
    giveBack = takeLock(run, () => {});
    return 'in';
  } catch (error) {
    return error instanceof ProblemError && error.exitCode === 75 ? 'refused' : {error: String(error)};
  }
};
process.on('message', (race: Race) => process.send!(answerTo(race)));
process.send!('ready');
