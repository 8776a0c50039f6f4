/** One owner per run folder. The lock appears with its whole contents, by link(); a dead owner's lock is taken over. */
import {linkSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {EXIT, ProblemError} from '../problem.js';
import {readJson} from './files.js';

export interface Owner {
  pid: number;
  /** When the process started, in the kernel's ticks since boot: tells a reused pid apart. */
  started: string;
  boot: string;
  host: string;
  since: string;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
};
/** Field 22 of /proc/PID/stat, counted behind the name in parentheses. */
const startOf = (pid: number): string => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? '';
const stateOf = (pid: number): string => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[0] ?? '';
const bootId = (): string => read('/proc/sys/kernel/random/boot_id');
const lockPath = (run: string): string => join(run, 'lock');

export const describeOwner = ({pid, host, since}: Owner): string => `process ${pid} on ${host}, since ${since}`;

export function ownerOf(run: string): Owner | undefined {
  return readJson<Owner>(lockPath(run));
}

/** Whether the owner's process still lives, as far as this host can tell; owners elsewhere count as alive. */
export function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  if (owner.boot !== bootId()) return false;
  return startOf(owner.pid) === owner.started && owner.started !== '' && stateOf(owner.pid) !== 'Z';
}

/** Takes the lock of a run folder and returns its release. Throws a ProblemError (exit 75) when it is held. */
export function takeLock(run: string, notice: (line: string) => void): () => void {
  mkdirSync(run, {recursive: true});
  const owner: Owner = {
    pid: process.pid,
    started: startOf(process.pid),
    boot: bootId(),
    host: hostname(),
    since: new Date().toISOString(),
  };
  const temporary = join(run, `.lock.${process.pid}.ddsm-tmp`);
  writeFileSync(temporary, JSON.stringify(owner));
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        linkSync(temporary, lockPath(run));
        return () => {
          if (ownerOf(run)?.pid === process.pid) rmSync(lockPath(run), {force: true});
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const other = ownerOf(run);
      if (!other) continue; // released in between
      if (isAlive(other)) throw lockedProblem(run, other);
      notice(`taking over ${run}: its owner (${describeOwner(other)}) is gone`);
      if (ownerOf(run)?.started === other.started) rmSync(lockPath(run), {force: true});
    }
    throw new ProblemError(
      {code: 'locked', message: `${run} changes hands too fast; try again`},
      {exitCode: EXIT.resumable},
    );
  } finally {
    rmSync(temporary, {force: true});
  }
}

function lockedProblem(run: string, owner: Owner): ProblemError {
  const here = owner.host === hostname();
  return new ProblemError(
    {
      code: 'locked',
      message: `${run} is being worked on by ${describeOwner(owner)}`,
      suggestion: here ? 'wait for it, or stop that process' : `if that machine is gone: npx ddsm unlock ${run}`,
    },
    {exitCode: EXIT.resumable},
  );
}
