/** Who a process is, so that it is known again: a number alone is given to others later. Reads /proc, and asks flock(1). */
import {spawnSync} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {closeSync, openSync, readFileSync, readlinkSync, statSync} from 'node:fs';
import {hostname} from 'node:os';

export interface Identity {
  pid: number;
  /** When the process started, in the kernel's ticks since boot: tells a reused pid apart. */
  started: string;
  boot: string;
  host: string;
  /** In whose numbering the pid is: containers have their own. Absent in what older versions wrote. */
  numbering?: string;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
};
/** State and start of a process: fields 3 and 22 of /proc/PID/stat, counted behind the name in parentheses. */
const factsOf = (pid: number): {state: string; started: string} => {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ');
  return {state: fields[0]!, started: fields[19] ?? ''};
};
const bootId = (): string => read('/proc/sys/kernel/random/boot_id');
const numberingHere = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
};

/** A process of this machine; undefined where there is none of that number. */
export function identityOf(pid: number): Identity | undefined {
  const {started} = factsOf(pid);
  if (started === '') return undefined;
  return {pid, started, boot: bootId(), host: hostname(), numbering: numberingHere()};
}

/**
 * Whether that process still lives: `unknown` where this machine cannot tell, which is to be treated as alive (another host,
 * another container's numbering).
 */
export function livenessOf({pid, started, boot, host, numbering}: Identity): 'alive' | 'gone' | 'unknown' {
  if (host !== hostname()) return 'unknown';
  if (boot !== bootId()) return 'gone';
  if (numbering !== undefined && numbering !== numberingHere()) return 'unknown';
  const now = factsOf(pid);
  if (now.started === '') return isThere(pid) ? 'unknown' : 'gone';
  return now.started === started && now.state !== 'Z' ? 'alive' : 'gone';
}

let own: string | undefined;

/** This process in the name of a file: host, boot, numbering, start and number, so that no other process has the same. */
export function signHere(): string {
  if (own === undefined) {
    const {boot, numbering, started} = identityOf(process.pid) ?? {};
    const facts = boot && numbering && started ? [boot, /\d+/.exec(numbering)![0], started].join('-') : randomUUID();
    own = `${hostname()}.${facts}.${process.pid}`;
  }
  return own;
}

/** Whether the process lives with which a name ends; older versions wrote host and number alone. */
export function livenessOfSigned(name: string): 'alive' | 'gone' | 'unknown' {
  const [tail, facts, number] = /(?:\.([\da-f-]{36}-\d+-\d+))?\.(\d+)$/.exec(name) ?? [];
  if (tail === undefined || !name.slice(0, -tail.length).endsWith(`.${hostname()}`)) return 'unknown';
  const pid = Number(number);
  if (facts === undefined) return isThere(pid) ? 'alive' : 'gone';
  const [numbering, started] = facts.slice(37).split('-') as [string, string];
  return livenessOf({pid, started, boot: facts.slice(0, 36), host: hostname(), numbering: `pid:[${numbering}]`});
}

/** What flock(1) says of an open file, which it shares with this process: 0 where it has locked it, 1 where another has. */
const flock = (kind: '-x' | '-s', file: number): number | null =>
  spawnSync('flock', [kind, '-n', '3'], {stdio: ['ignore', 'ignore', 'ignore', file], timeout: 10_000}).status;

/**
 * Locks an open file until it is closed, at the latest when this process ends. Returns the device of its file system, which
 * livenessAt() wants to know; undefined where there is no such lock.
 */
export const hold = (path: string, file: number): string | undefined =>
  flock('-x', file) === 0 ? String(statSync(path).dev) : undefined;

/**
 * As livenessOf, for a process that wrote its identity into the file at `path`. Where it has held that file since then, a
 * process of another container is known, too: the kernel lets go of the file when the process ends, and only then. That
 * counts where both see the same file system of the same kernel.
 */
export function livenessAt(
  path: string,
  {held, ...identity}: Identity & {held?: string},
): 'alive' | 'gone' | 'unknown' {
  const liveness = livenessOf(identity);
  const isSameBoot = identity.boot === bootId() && identity.boot !== '';
  if (held === undefined || liveness === 'alive' || (liveness === 'gone' && isSameBoot)) return liveness;
  let answer: number | null;
  let device: string;
  try {
    const file = openSync(path, 'r');
    try {
      device = String(statSync(path).dev);
      answer = flock('-s', file);
    } finally {
      closeSync(file);
    }
  } catch {
    return liveness;
  }
  if (answer === 1) return 'alive';
  return answer === 0 && isSameBoot && device === held ? 'gone' : liveness;
}

/** Whether there is a process of that number at all; /proc may hide those of other users. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
