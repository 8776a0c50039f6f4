/** Who a process is, so that it is known again: a number alone is given to others later. Reads /proc. */
import {readFileSync, readlinkSync} from 'node:fs';
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

/** Whether there is a process of that number at all; /proc may hide those of other users. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
