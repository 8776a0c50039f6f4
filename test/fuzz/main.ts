/**
 * `npm run fuzz -- TARGET… --executions N`: fuzzes readers in a process of its own each, which is ended when it hangs or
 * takes too much memory. What was found is written to `--out`; the same `--seed` finds it again. Many executions are done in
 * rounds with a seed each; with `--log FILE`, a line a round, the same command goes on where the last one was ended.
 */
import {fork} from 'node:child_process';
import {appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import type {Outcome} from './loop.js';
import {TARGETS} from './targets/index.js';

/** Processor seconds without a sign of life that make a hang; and seconds of the clock, for who waits and computes nothing. */
const PATIENCE = {processor: 30, clock: 600};
const HEAP_MEGABYTES = 1024;
/** Executions of a round. */
const ROUND = 50_000;

export interface Report extends Outcome {
  target: string;
  seconds: number;
}

export interface FuzzOptions {
  /** Of each target; `slice` for the few that run with the tests. */
  executions: number | 'slice';
  seed: number;
  /** Where what was found is written. */
  out: string;
}

interface Message {
  target: string;
  executions: number;
  outcome?: Outcome;
}

/** Fuzzes targets one after the other in a process of their own; an end that it did not choose is a finding. */
export function fuzzApart(
  targets: readonly string[],
  {executions, seed, out}: FuzzOptions,
  onReport: (report: Report) => void,
): Promise<void> {
  // In memory where there is such a folder: every input is a file.
  const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ddsm-fuzz-'));
  const child = fork(
    fileURLToPath(new URL('child.js', import.meta.url)),
    [targets.join(), String(executions), String(seed)],
    {
      cwd: scratch,
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      // Threads of libvips for each of a million tiny images cost more than they save.
      env: {...process.env, VIPS_CONCURRENCY: '1'},
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      serialization: 'advanced',
    },
  );
  return new Promise((resolve) => {
    let began = performance.now();
    /** When it was heard of last: by the clock, and by its own. */
    let last = {clock: began, processor: 0};
    let running = {target: targets[0]!, executions: 0};
    const left = new Set(targets);
    let hung = false;
    // Libraries complain about what they are fed; only the last words of a process that ended are of use.
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    const watch = setInterval(() => {
      const computed = processorSeconds(child.pid!) - last.processor;
      const waited = (performance.now() - last.clock) / 1000;
      if (computed < PATIENCE.processor && waited < PATIENCE.clock) return;
      hung = true;
      child.kill('SIGKILL');
    }, 1000);
    const report = (target: string, outcome: Outcome): void => {
      onReport({target, seconds: (performance.now() - began) / 1000, ...outcome});
      began = performance.now();
      left.delete(target);
      running = {target: [...left][0]!, executions: 0};
    };
    child.on('message', ({outcome, ...message}: Message) => {
      last = {clock: performance.now(), processor: processorSeconds(child.pid!)};
      running = message;
      if (!outcome) return;
      if (outcome.finding) {
        mkdirSync(out, {recursive: true});
        writeFileSync(join(out, `${message.target}.input`), outcome.finding.input);
      }
      report(message.target, outcome);
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      if (left.size > 0) {
        const why = hung
          ? `it hung for ${PATIENCE.processor} s`
          : `the process ended with ${signal ?? code}: ${errors}`;
        keepFolder(join(scratch, running.target), join(out, running.target));
        const finding = {why, input: Buffer.alloc(0)};
        report(running.target, {executions: running.executions, refused: 0, corpus: 0, blocks: 0, finding});
      }
      rmSync(scratch, {recursive: true, force: true});
      resolve();
    });
  });
}

/** What a process and its threads have computed, in seconds: on a machine with much to do, the clock says nothing of it. */
function processorSeconds(pid: number): number {
  try {
    // The name before it may hold anything; user and system time are the 12th and 13th field after it, in hundredths.
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').slice(11, 13);
    return (Number(user) + Number(system)) / 100;
  } catch {
    return 0;
  }
}

const keepFolder = (from: string, to: string): void => {
  if (existsSync(from)) cpSync(from, to, {recursive: true});
};

async function main(): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      executions: {type: 'string', default: '1000000'},
      seed: {type: 'string', default: '0'},
      out: {type: 'string', default: join(tmpdir(), 'ddsm-fuzz-findings')},
      log: {type: 'string'},
    },
  });
  const known = TARGETS.map(({name}) => name);
  const wrong = positionals.filter((name) => !known.includes(name));
  if (wrong.length > 0) throw new RangeError(`no target ${wrong.join(', ')}; there are ${known.join(', ')}`);
  const {out, log} = values;
  const [wanted, first] = [Number(values.executions), Number(values.seed)];
  const before = log !== undefined && existsSync(log) ? roundsOf(log) : [];
  for (const target of positionals.length > 0 ? positionals : known) {
    const rounds = before.filter((one) => one.target === target && one.found === null);
    let done = rounds.reduce((sum, {executions}) => sum + executions, 0);
    let seed = Math.max(first, ...rounds.map((one) => one.seed + 1));
    for (let found = false; done < wanted && !found; seed++) {
      const options = {executions: Math.min(ROUND, wanted - done), seed, out};
      await fuzzApart([target], options, ({finding, seconds, ...report}) => {
        found = finding !== undefined;
        done += report.executions;
        const line: Round = {...report, seed, seconds: Math.round(seconds), found: finding?.why ?? null};
        console.log(JSON.stringify(line));
        if (log !== undefined) appendFileSync(log, `${JSON.stringify(line)}\n`);
      });
      if (found) process.exitCode = 1;
    }
  }
}

interface Round extends Omit<Report, 'finding'> {
  seed: number;
  found: string | null;
}

const roundsOf = (log: string): Round[] =>
  readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Round);

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
