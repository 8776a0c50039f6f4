/** A file system that fails on demand: a function of node:fs is replaced, for all modules, while something runs. */
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

type Call = (...parameters: never[]) => unknown;

/** Puts other functions in the place of node:fs's, each given the one that it replaces; returns what undoes it. */
export function replaceCalls(replacements: Record<string, (real: Call) => Call>): () => void {
  const calls = fs as unknown as Record<string, Call>;
  const real = Object.keys(replacements).map((name) => [name, calls[name]!] as const);
  const put = (all: readonly (readonly [string, Call])[]): void => {
    for (const [name, call] of all) calls[name] = call;
    syncBuiltinESMExports();
  };
  put(real.map(([name, call]) => [name, replacements[name]!(call)]));
  return () => put(real);
}

/** Runs `work` with other functions in the place of node:fs's. */
export function withCalls<T>(replacements: Record<string, (real: Call) => Call>, work: () => T): T {
  const giveBack = replaceCalls(replacements);
  try {
    return work();
  } finally {
    giveBack();
  }
}

/** The error of a system call. */
export const systemError = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: it fails, ${syscall}`), {code, syscall});
