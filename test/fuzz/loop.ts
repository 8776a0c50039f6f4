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

/** Executions between two looks at the coverage: a look takes about a millisecond. */
const BATCH = 128;
const INPUT_LIMIT = 1 << 17;
/** Processor seconds that one input may take. */
const MOST_SECONDS = 2;
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
  /** Called after every batch with how many executions there were. */
  alive(executions: number): void;
}

/** Runs one target until its executions are done, or something is found. */
export async function fuzz(target: Target, {executions, seed, scratch, alive}: LoopOptions): Promise<Outcome> {
  const random = new Random(seed);
  const coverage = new Coverage();
  const folder = join(scratch, target.name);
  mkdirSync(folder);
  const path = join(folder, target.file);
  const corpus: Buffer[] = [];
  const outcome: Outcome = {executions: 0, refused: 0, corpus: 0, blocks: 0};
  const vocabulary = {words: target.words ?? [], others: corpus, limit: INPUT_LIMIT};
  const run = async (input: Buffer): Promise<boolean> => {
    const {why, refused} = await execute(target, path, input);
    if (why !== undefined) outcome.finding = {why, input};
    if (refused) outcome.refused += 1;
    return why === undefined;
  };
  const next = (): Buffer => {
    if (target.make && random.oneIn(4)) {
      const made = target.make(random);
      return random.oneIn(2) ? made : mutate(made, random, vocabulary);
    }
    // What was found last led somewhere new.
    const near = random.oneIn(2) ? Math.max(0, corpus.length - 16) : 0;
    const from = corpus[near + random.below(corpus.length - near)]!;
    return (
      (random.oneIn(2) ? undefined : target.mutate?.(from, random, vocabulary)) ?? mutate(from, random, vocabulary)
    );
  };
  try {
    for (const input of target.seeds()) {
      corpus.push(input);
      if (!(await run(input))) return outcome;
      outcome.executions += 1;
    }
    coverage.fresh();
    while (outcome.executions < executions) {
      const inputs = Array.from({length: Math.min(BATCH, executions - outcome.executions)}, next);
      for (const input of inputs) {
        outcome.executions += 1;
        if (!(await run(input))) return outcome;
      }
      if (target.roundTrip) await target.roundTrip(random, path);
      await keep(inputs, coverage.fresh());
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

  /** Of a batch that reached new code, one after the other: which inputs did. */
  async function keep(inputs: readonly Buffer[], fresh: Set<string>): Promise<void> {
    for (const input of inputs) {
      if (fresh.size === 0) return;
      await execute(target, path, input);
      const reached = coverage.reached(fresh);
      if (reached.size > 0) corpus.push(input);
      for (const block of reached) fresh.delete(block);
    }
  }
}

/** Feeds one input to a reader; answers what is wrong with how it took it. */
export async function execute(target: Target, path: string, input: Buffer): Promise<{why?: string; refused: boolean}> {
  writeFileSync(path, input);
  const began = process.cpuUsage();
  const before = process.resourceUsage().maxRSS;
  let why: string | undefined;
  let refused = false;
  try {
    await target.read(path, input);
  } catch (error) {
    refused = true;
    why = faultOf(target, error);
  }
  const {user, system} = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  const growth = (process.resourceUsage().maxRSS - before) * 1024;
  if (why === undefined && seconds > MOST_SECONDS) why = `it took ${seconds.toFixed(1)} s of processor time`;
  if (why === undefined && growth > MOST_GROWTH) why = `it took ${Math.round(growth / 2 ** 20)} MiB of memory`;
  return why === undefined ? {refused} : {why, refused};
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
