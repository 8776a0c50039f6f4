/**
 * The loop: changes inputs, feeds them to a reader, keeps those that reach new code, and judges every answer. A reader may
 * answer a value that keeps its promises or refuse with one message; it may do nothing else, and take neither long nor much
 * memory for it.
 */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ProblemError} from '../../src/problem.js';
import {Coverage} from './coverage.js';
import {mutate} from './mutate.js';
import {Random} from './random.js';
import {type Target, Violation} from './target.js';

/** Executions between two looks at the coverage, which takes some milliseconds: more of them where nothing new is met. */
const BATCH = {least: 16, most: 1024};
/** Bytes of an input. Most stay small: a reader gets through a hundred small ones in the time of a large one. */
const LIMIT = {small: 1 << 12, large: 1 << 17};
/** One in this many inputs may be large. */
const LARGE_ODDS = 64;
/** Processor seconds that one input may take. */
const MOST_SECONDS = 2;
/** Milliseconds after which an input is looked at more closely: no shorter one takes much of anything. */
const SUSPECT_MS = 20;
/** Bytes that the process may grow by with one input. */
const MOST_GROWTH = 2 ** 29;
/** A message is a sentence or two, however long what it is about. */
const MOST_MESSAGE = 4000;

export interface Finding {
  why: string;
  input: Buffer;
}

export interface Outcome {
  executions: number;
  refused: number;
  /** Inputs that reached new code, the seeds included. */
  corpus: number;
  blocks: number;
  finding?: Finding;
}

export interface LoopOptions {
  executions: number;
  seed: number;
  /** An empty folder of the loop's own. */
  scratch: string;
  /** Called after every execution with how many executions there were. */
  alive(executions: number): void;
}

/** Runs one target until its executions are done, or something is found. */
export async function fuzz(target: Target, {executions, seed, scratch, alive}: LoopOptions): Promise<Outcome> {
  const random = new Random(seed);
  const coverage = new Coverage();
  const folder = join(scratch, target.name);
  mkdirSync(folder);
  Error.stackTraceLimit = STACK.refusals;
  const path = join(folder, target.file);
  const corpus: Buffer[] = [];
  const outcome: Outcome = {executions: 0, refused: 0, corpus: 0, blocks: 0};
  const small: Buffer[] = [];
  const limit = {small: target.small ?? LIMIT.small, large: target.largest ?? LIMIT.large};
  const add = (input: Buffer): void => {
    if (input.length <= limit.large) corpus.push(input);
    if (input.length <= limit.small) small.push(input);
  };
  const run = async (input: Buffer): Promise<boolean> => {
    const {why, refused} = await execute(target, path, input);
    if (why !== undefined) outcome.finding = {why: await traced(target, path, input, why), input};
    if (refused) outcome.refused += 1;
    return why === undefined;
  };
  const next = (): Buffer => {
    const isLarge = small.length === 0 || random.oneIn(LARGE_ODDS);
    const others = isLarge ? corpus : small;
    const vocabulary = {words: target.words ?? [], others, limit: isLarge ? limit.large : limit.small};
    if (target.make && random.oneIn(4)) {
      const made = target.make(random);
      return random.oneIn(2) ? made : mutate(made, random, vocabulary);
    }
    // What was found last led somewhere new.
    const near = random.oneIn(2) ? Math.max(0, others.length - 16) : 0;
    const from = others[near + random.below(others.length - near)]!;
    return (
      (random.oneIn(2) ? undefined : target.mutate?.(from, random, vocabulary)) ?? mutate(from, random, vocabulary)
    );
  };
  try {
    for (const input of target.seeds()) {
      add(input);
      alive(0);
      if (!(await run(input))) return outcome;
      outcome.executions += 1;
    }
    coverage.fresh();
    let batch = BATCH.least;
    while (outcome.executions < executions) {
      const inputs = Array.from({length: Math.min(batch, executions - outcome.executions)}, next);
      for (const input of inputs) {
        outcome.executions += 1;
        if (!(await run(input))) return outcome;
        alive(outcome.executions);
      }
      if (target.roundTrip) await target.roundTrip(random, path);
      const fresh = coverage.fresh();
      batch = fresh.size > 0 ? BATCH.least : Math.min(2 * batch, BATCH.most);
      await keep(inputs, fresh);
      const others = readdirSync(folder).filter((name) => name !== target.file && !target.beside?.includes(name));
      if (others.length > 0) {
        outcome.finding = {why: `it wrote ${others.join(', ')}`, input: inputs.at(-1)!};
        return outcome;
      }
      alive(outcome.executions);
    }
  } catch (error) {
    outcome.finding = {why: describe(error), input: readFileSync(path)};
  } finally {
    outcome.corpus = corpus.length;
    outcome.blocks = coverage.blocks;
    coverage.close();
  }
  return outcome;

  /** Finds by halving which inputs of a batch reached new code, and keeps these. */
  async function keep(inputs: readonly Buffer[], fresh: Set<string>): Promise<void> {
    if (fresh.size === 0 || inputs.length === 0) return;
    for (const input of inputs) {
      await execute(target, path, input);
      alive(outcome.executions);
    }
    const reached = coverage.reached(fresh);
    if (reached.size === 0) return;
    if (inputs.length === 1) {
      add(inputs[0]!);
      for (const block of reached) fresh.delete(block);
      return;
    }
    const middle = inputs.length >> 1;
    await keep(inputs.slice(0, middle), fresh);
    await keep(inputs.slice(middle), fresh);
  }
}

/** Refusals are many, and their stacks cost more than most of what is read: only what is found gets one. */
const STACK = {refusals: 0, findings: 20};

async function traced(target: Target, path: string, input: Buffer, why: string): Promise<string> {
  Error.stackTraceLimit = STACK.findings;
  return (await execute(target, path, input)).why ?? why;
}

/** Feeds one input to a reader; answers what is wrong with how it took it. */
export async function execute(target: Target, path: string, input: Buffer): Promise<{why?: string; refused: boolean}> {
  writeFileSync(path, input);
  const began = performance.now();
  let refused = false;
  try {
    await target.read(path, input);
  } catch (error) {
    refused = true;
    const why = faultOf(target, error);
    if (why !== undefined) return {why, refused};
  }
  const wallMs = performance.now() - began;
  const why = wallMs > SUSPECT_MS ? await excess(target, path, input, wallMs) : undefined;
  return why === undefined ? {refused} : {why, refused};
}

/** The most memory that the process had when this was looked at last, in KiB. */
let peak = process.resourceUsage().maxRSS;

/** What an input that took its time takes too much of. The clock also counts the time of others: then it is read again. */
async function excess(target: Target, path: string, input: Buffer, wallMs: number): Promise<string | undefined> {
  const growth = (process.resourceUsage().maxRSS - peak) * 1024;
  peak += growth / 1024;
  if (growth > MOST_GROWTH) return `it took ${Math.round(growth / 2 ** 20)} MiB of memory`;
  if (wallMs < MOST_SECONDS * 1000) return undefined;
  const began = process.cpuUsage();
  try {
    await target.read(path, input);
  } catch {}
  const {user, system} = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  return seconds > MOST_SECONDS ? `it took ${seconds.toFixed(1)} s of processor time` : undefined;
}

/** What is wrong with an error as a refusal, or undefined where it is one. */
function faultOf(target: Target, error: unknown): string | undefined {
  if (error instanceof Violation) return error.message;
  const asked = target.refuses === 'RangeError' ? RangeError : ProblemError;
  if (!(error instanceof asked) || /call stack/.test(error.message)) return describe(error);
  const messages = error instanceof ProblemError ? error.problems.map(({message}) => message) : [error.message];
  if (messages.length === 0 || messages.some((one) => one.trim() === '')) return 'a refusal without a message';
  const longest = Math.max(...messages.map(({length}) => length));
  return longest > MOST_MESSAGE ? `a message of ${longest} characters` : undefined;
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.stack?.slice(0, 2000) ?? error.message}` : String(error);
