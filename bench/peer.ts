/** The PyTorch side of a benchmark: a Python process that answers one JSON line with another. */
import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {Readable, Writable} from 'node:stream';
import type {FlatLayout} from '../src/models/flatLayout.js';
import type {UNetConfig} from '../src/models/shape.js';
import {packageRoot} from '../src/paths.js';
import {encodeFlat} from '../src/stages/weights.js';

export class Peer {
  readonly threads = availableParallelism();
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly replies: ((line: string) => void)[] = [];

  /** Starts `python3`, or the interpreter named in DDSM_PEER_PYTHON, which has what bench/peers/requirements.txt lists. */
  constructor() {
    const python = process.env.DDSM_PEER_PYTHON ?? 'python3';
    this.child = spawn(python, [join(packageRoot, 'bench', 'peers', 'serve.py')], {
      stdio: ['pipe', 'pipe', 'inherit'] as never,
      env: {...process.env, OMP_NUM_THREADS: String(this.threads)},
    }) as never;
    // What the exit handler says is enough.
    this.child.stdin.on('error', () => {});
    createInterface({input: this.child.stdout}).on('line', (line) => this.replies.shift()?.(line));
    this.child.on('exit', (code) => {
      if (this.replies.length > 0) {
        console.error(
          `the peer ended with code ${code}: install bench/peers/requirements.txt for ${python}, or name another interpreter in DDSM_PEER_PYTHON`,
        );
        process.exit(1);
      }
    });
  }

  ask<Reply>(request: Record<string, unknown>): Promise<Reply> {
    return new Promise((resolve) => {
      this.replies.push((line) => resolve(JSON.parse(line) as Reply));
      this.child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Gives the peer the network and its weights; both sides then compute the same function. */
  async load(config: UNetConfig, layout: FlatLayout, weights: Float32Array): Promise<{torch: string}> {
    const path = join(mkdtempSync(join(tmpdir(), 'ddsm-bench-')), 'weights.safetensors');
    writeFileSync(path, encodeFlat(layout, weights));
    return this.ask({do: 'load', config, weights: path});
  }

  /** Readies one measurement; answers which variant is the one that is run. */
  async prepare(request: Record<string, unknown>): Promise<string> {
    return (await this.ask<{variant: string}>({do: 'prepare', ...request})).variant;
  }

  async time(): Promise<number> {
    return (await this.ask<{ms: number}>({do: 'time'})).ms;
  }

  close(): void {
    this.child.stdin.end();
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const timed = (run: () => void): number => {
  const began = performance.now();
  run();
  return performance.now() - began;
};

/** The same for what ends later. */
export const timedSoon = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return performance.now() - began;
};

/** Medians of two things timed in turns, so that whatever else the machine does falls on both. */
export async function alternate(
  ours: () => Promise<unknown>,
  theirs: () => Promise<number>,
  {repeats = 7}: {repeats?: number} = {},
): Promise<{ours: number; theirs: number}> {
  for (let warmup = 0; warmup < 3; warmup++) await ours();
  const times: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < repeats; repeat++) {
    times[0].push(await timedSoon(ours));
    times[1].push(await theirs());
  }
  return {ours: median(times[0]), theirs: median(times[1])};
}

/** A line whose `best` is eager where that is faster: nobody compares with the slower of two. */
export const withBest = (line: Record<string, unknown>): Record<string, unknown> =>
  (line.eagerRatio as number) < (line.bestRatio as number)
    ? {...line, bestMs: line.eagerMs, bestRatio: line.eagerRatio, bestIs: 'eager'}
    : line;

/** One line of JSON, numbers to four digits. */
export const report = (line: Record<string, unknown>): void => {
  console.log(
    JSON.stringify(line, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)),
  );
};
