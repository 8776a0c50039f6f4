/** Real kills and real errors of system calls, put by strace into a process that writes a run: it continues to the same bytes. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {withCalls} from '../faults.js';
import {resultsIn, runStages} from './tinyRun.js';

const script = fileURLToPath(new URL('./tinyRun.js', import.meta.url));
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ddsm-inject-'));
after(() => rmSync(scratch, {recursive: true}));
const fresh = (): string => {
  const folder = mkdtempSync(join(scratch, 'run-'));
  rmSync(folder, {recursive: true});
  mkdirSync(folder);
  return folder;
};
const strace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
const skip = strace ? false : 'strace is not installed, or may not trace here';

/** How many points of each kind are tried; all of them with DDSM_FULL. */
const MOST = {kills: 24, errors: 16};
const CHANGES = ['rename', 'fsync', 'write', 'link', 'unlink', 'mkdir', 'rmdir', 'ftruncate'];

const run = (folder: string, ...options: string[]) =>
  spawnSync('strace', ['-f', '-qq', ...options, process.execPath, script, 'stages', folder], {encoding: 'utf8'});

/** The calls that an undisturbed run makes in its folder: of each, which of its kind it is, from 1. */
function callsOf(kinds: readonly string[]): {call: string; when: number}[] {
  const folder = fresh();
  const log = join(scratch, 'calls');
  assert.equal(run(folder, '-y', '-e', `trace=${kinds}`, '-o', log).status, 0);
  const lines = readFileSync(log, 'utf8').split('\n');
  const main = lines[0]!.split(' ')[0];
  const counts = new Map<string, number>();
  const found: {call: string; when: number}[] = [];
  for (const line of lines) {
    const [, pid, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (call === undefined || pid !== main) continue;
    counts.set(call, (counts.get(call) ?? 0) + 1);
    if (line.includes(folder)) found.push({call, when: counts.get(call)!});
  }
  return found;
}

/** Some of them, spread evenly. */
const some = <T>(all: readonly T[], most: number): T[] => {
  const every = process.env.DDSM_FULL ? 1 : Math.max(1, all.length / most);
  return Array.from({length: Math.floor(all.length / every)}, (_, index) => all[Math.floor(index * every)]!);
};

let wanted: Record<string, string> | undefined;
/** Continues in this process, and compares. */
function continued(folder: string): void {
  if (!wanted) {
    const whole = fresh();
    runStages(whole);
    wanted = resultsIn(whole);
  }
  runStages(folder);
  assert.deepEqual(resultsIn(folder), wanted);
  rmSync(folder, {recursive: true});
}

/** Notes what is wrong, and goes on. */
function tried(wrong: string[], what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    wrong.push(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}

test('a run that is killed at a system call continues to the same bytes', {skip}, (context) => {
  const calls = callsOf(CHANGES);
  const points = some(calls, MOST.kills);
  const wrong: string[] = [];
  let killed = 0;
  for (const {call, when} of points) {
    const folder = fresh();
    const {signal} = run(
      folder,
      '-e',
      `trace=${call}`,
      '-e',
      `inject=${call}:signal=SIGKILL:when=${when}`,
      '-o',
      '/dev/null',
    );
    if (signal === 'SIGKILL') killed++;
    tried(wrong, `killed at ${call} ${when}`, () => continued(folder));
  }
  context.diagnostic(`${calls.length} points, ${points.length} tried, ${killed} killed`);
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} points`);
  assert.ok(killed >= 0.9 * points.length, `only ${killed} of ${points.length} were killed`);
});

test('a run whose system call fails says which file and what to do, and continues to the same bytes', {
  skip,
}, (context) => {
  const errors: [string, string][] = [
    ...CHANGES.map((call): [string, string] => [call, 'EIO']),
    ...['write', 'mkdir', 'fsync'].map((call): [string, string] => [call, 'ENOSPC']),
    ...['rename', 'link'].map((call): [string, string] => [call, 'EXDEV']),
    ['openat', 'EMFILE'],
    ['openat', 'EACCES'],
  ];
  const calls = callsOf([...CHANGES, 'openat']);
  const all = errors.flatMap(([call, error]) =>
    calls.filter((one) => one.call === call).map(({when}) => ({call, error, when})),
  );
  const points = some(all, MOST.errors);
  const wrong: string[] = [];
  let [failed, survived, aborted] = [0, 0, 0];
  for (const {call, error, when} of points) {
    const folder = fresh();
    const {status, signal, stderr} = run(
      folder,
      '-e',
      `trace=${call}`,
      '-e',
      `inject=${call}:error=${error}:when=${when}`,
      '-o',
      '/dev/null',
    );
    // strace counts the calls of every thread for itself: it may be libuv's own wake-up of another thread that fails, for
    // which libuv ends the process. No disk does that; what is left is what a kill leaves.
    const isWakeUp = call === 'write' && signal === 'SIGABRT';
    if (isWakeUp) aborted++;
    else if (status === 0) survived++;
    else failed++;
    tried(wrong, `${call} ${when}: ${error}, exit ${status}: ${stderr}`, () => {
      if (status !== 0 && !isWakeUp) {
        assert.equal(status, 1);
        assert.ok(stderr.includes(folder), 'names no file');
        assert.match(stderr, /\n {2}\S/, 'says not what to do');
      }
      continued(folder);
    });
  }
  context.diagnostic(
    `${all.length} points, ${points.length} tried: ${failed} said so, ${survived} went on, ${aborted} ended by libuv`,
  );
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} points`);
});

test('a disk that takes seven bytes at a time changes nothing', () => {
  const folder = fresh();
  type Write = (file: number, bytes: Uint8Array, offset: number, length: number) => number;
  const short = (real: unknown) => (file: number, bytes: Uint8Array, offset: number, length: number) =>
    (real as Write)(file, bytes, offset, Math.min(7, length));
  withCalls({writeSync: short as never}, () => runStages(folder));
  continued(folder);
});
