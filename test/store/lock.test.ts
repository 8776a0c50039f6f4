/** One owner per folder, whoever races, dies or leaves a torn file behind. */
import assert from 'node:assert/strict';
import {type ChildProcess, fork} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import fs, {existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {ProblemError} from '../../src/problem.js';
import {takeLock, unlock} from '../../src/store/lock.js';
import {identityOf, signHere} from '../../src/store/process.js';
import {systemError, withCalls} from '../faults.js';
import type {Answer, Race} from './racer.js';

const scratch = mkdtempSync(join(tmpdir(), 'ddsm-lock-'));
const fresh = (): string => mkdtempSync(join(scratch, 'run-'));
const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
/** A process that is gone: no process has this number. */
const dead = {pid: 99_999_999, started: '1', boot, host: hostname(), since: '2020-01-01T00:00:00.000Z'};
/** Races for a dead lock. */
const ROUNDS = process.env.DDSM_FULL ? 1000 : 40;
const lockOf = (run: string): string => join(run, 'lock');

const racer = async (): Promise<ChildProcess> => {
  const child = fork(new URL('./racer.js', import.meta.url));
  await once(child, 'message');
  return child;
};
const ask = async (child: ChildProcess, race: Race): Promise<Answer> => {
  child.send(race);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
};

test('takeLock() lets exactly one of eight processes take over a dead lock, round after round', async () => {
  const racers = await Promise.all(Array.from({length: 8}, racer));
  try {
    const wrong: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const run = fresh();
      writeFileSync(lockOf(run), JSON.stringify(dead));
      const answers = await Promise.all(racers.map((child) => ask(child, {run})));
      const inside = answers.filter((answer) => answer === 'in').length;
      const refused = answers.filter((answer) => answer === 'refused').length;
      if (inside !== 1 || refused !== 7) wrong.push(`round ${round}: ${JSON.stringify(answers)}`);
      await Promise.all(racers.map((child) => ask(child, {run, release: true})));
      if (existsSync(lockOf(run)) || readdirSync(run).length > 0)
        wrong.push(`round ${round} leaves ${readdirSync(run).join(', ')}`);
    }
    assert.deepEqual(wrong, []);
  } finally {
    for (const child of racers) child.kill('SIGKILL');
  }
});

test('takeLock() stays with one owner, and within reach, when racers are killed on the way', async () => {
  let racers = await Promise.all(Array.from({length: 5}, racer));
  const kill = async (child: ChildProcess): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    racers = [...racers.filter((one) => one !== child), await racer()];
  };
  const run = fresh();
  writeFileSync(lockOf(run), JSON.stringify(dead));
  try {
    for (let round = 0; round < 20; round++) {
      const [victim, ...others] = racers as [ChildProcess, ...ChildProcess[]];
      const asked = others.map((child) => ask(child, {run}));
      victim.send({run});
      await new Promise((done) => setTimeout(done, 15 * Math.random()));
      await kill(victim);
      const answers = await Promise.all(asked);
      const inside = answers.filter((answer) => answer === 'in');
      const strange = answers.filter((answer) => typeof answer === 'object');
      assert.ok(inside.length <= 1 && strange.length === 0, `round ${round}: ${JSON.stringify(answers)}`);
      // What the victim left, its own lock or half a takeover, keeps nobody out.
      if (inside.length === 0) assert.equal(await ask(others[0]!, {run}), 'in', `round ${round}`);
      const owner = others[Math.max(0, answers.indexOf('in'))]!;
      // Every other owner is killed instead of giving the lock back.
      if (round % 2 === 0) assert.equal(await ask(owner, {run, release: true}), 'released');
      else await kill(owner);
    }
    takeLock(run, () => {})();
    assert.deepEqual(readdirSync(run), [], 'and nothing of the dead is left');
  } finally {
    for (const child of racers) child.kill('SIGKILL');
  }
});

const claimOn = (text: string): string => `.lock-claim-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;

test('takeLock() goes on where processes died in the middle of taking over, one after the other', () => {
  const run = fresh();
  const [first, second, third] = ['1', '2', '3'].map((id) => JSON.stringify({...dead, id})) as [string, string, string];
  writeFileSync(lockOf(run), first);
  writeFileSync(join(run, claimOn(first)), second);
  writeFileSync(join(run, claimOn(second)), third);
  takeLock(run, () => {})();
  assert.deepEqual(readdirSync(run), []);
});

test('takeLock() refuses while a living process is taking over, and names it', () => {
  const run = fresh();
  const text = JSON.stringify(dead);
  writeFileSync(lockOf(run), text);
  writeFileSync(join(run, claimOn(text)), JSON.stringify({...dead, ...identityOf(process.pid)}));
  assert.throws(() => takeLock(run, () => {}), new RegExp(`worked on by process ${process.pid} `));
  assert.equal(readFileSync(lockOf(run), 'utf8'), text, 'and changes nothing');
});

test('takeLock() takes torn and empty locks over, and says so', () => {
  for (const torn of ['', '{"pid": 12', 'null', '[]']) {
    const run = fresh();
    writeFileSync(lockOf(run), torn);
    const notices: string[] = [];
    takeLock(run, (line) => notices.push(line))();
    assert.match(notices.join(), /lock is torn/);
    assert.deepEqual(readdirSync(run), []);
  }
});

test('takeLock() recognises a link that was made though the call failed', () => {
  const run = fresh();
  const link = fs.linkSync;
  fs.linkSync = (from, to) => {
    link(from, to);
    throw Object.assign(new Error('file exists'), {code: 'EEXIST'});
  };
  syncBuiltinESMExports();
  try {
    takeLock(run, () => {})();
    writeFileSync(lockOf(run), JSON.stringify(dead));
    takeLock(run, () => {})();
  } finally {
    fs.linkSync = link;
    syncBuiltinESMExports();
  }
  assert.deepEqual(readdirSync(run), []);
});

test("a release leaves somebody else's lock alone, and one that is about to be changed", () => {
  const run = fresh();
  const release = takeLock(run, () => {});
  const own = readFileSync(lockOf(run), 'utf8');
  const other = JSON.stringify({...dead, host: 'elsewhere'});
  writeFileSync(lockOf(run), other);
  release();
  assert.equal(readFileSync(lockOf(run), 'utf8'), other);
  writeFileSync(lockOf(run), own);
  writeFileSync(join(run, claimOn(own)), other);
  release();
  assert.equal(readFileSync(lockOf(run), 'utf8'), own);
});

test('unlock() removes the locks of the dead, of other hosts and torn ones, and never a living one', () => {
  const run = fresh();
  assert.equal(unlock(run), undefined);
  for (const text of [JSON.stringify(dead), JSON.stringify({...dead, host: 'elsewhere'}), '']) {
    writeFileSync(lockOf(run), text);
    assert.equal(unlock(run)?.owner?.host, text === '' ? undefined : JSON.parse(text).host);
    assert.deepEqual(readdirSync(run), []);
  }
  // Another host's process was about to change it.
  writeFileSync(lockOf(run), JSON.stringify(dead));
  writeFileSync(join(run, claimOn(JSON.stringify(dead))), JSON.stringify({...dead, host: 'elsewhere'}));
  assert.throws(() => takeLock(run, () => {}), /elsewhere/);
  unlock(run);
  takeLock(run, () => {})();
  const release = takeLock(run, () => {});
  assert.throws(
    () => unlock(run),
    (error: ProblemError) => error.exitCode === 75 && /stop that process first/.test(error.problems[0]!.suggestion!),
  );
  release();
  assert.deepEqual(readdirSync(run), []);
});

test('owners of other containers count as alive: their numbers are not ours', () => {
  const run = fresh();
  writeFileSync(lockOf(run), JSON.stringify({...dead, numbering: 'pid:[1]'}));
  assert.throws(() => takeLock(run, () => {}), /process 99999999/);
});

test('takeLock() knows by what an owner holds whether another container of this machine still lives, and no other', async () => {
  const child = await racer();
  const run = fresh();
  assert.equal(await ask(child, {run}), 'in');
  const held = JSON.parse(readFileSync(lockOf(run), 'utf8')) as {held?: string};
  assert.match(held.held ?? '', /^\d+$/);
  /** The same file, which the child holds, says that its owner is elsewhere. */
  const forge = (change: object): void => writeFileSync(lockOf(run), JSON.stringify({...held, ...change}));
  const container = {host: 'box', numbering: 'pid:[1]'};
  const refused = (pattern: RegExp) => (error: ProblemError) =>
    error.exitCode === 75 && pattern.test(error.problems[0]!.suggestion!);
  for (const change of [container, {...container, host: hostname()}, {boot: 'another', started: '1'}]) {
    forge(change);
    assert.throws(() => takeLock(run, () => {}), refused(/^wait for it/), JSON.stringify(change));
    assert.throws(() => unlock(run), refused(/^stop that process first/));
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const change of [
    {...container, held: undefined},
    {...container, held: '1'},
    {...container, boot: 'another'},
  ]) {
    forge(change);
    assert.throws(() => takeLock(run, () => {}), refused(/ddsm unlock/), JSON.stringify(change));
  }
  for (const change of [container, {...container, host: hostname()}]) {
    forge(change);
    const notices: string[] = [];
    takeLock(run, (line) => notices.push(line))();
    assert.match(notices.join(), /taking over/);
    assert.deepEqual(readdirSync(run), []);
  }
});

test('takeLock() leaves alone what a process of another container has just begun to write', () => {
  const run = fresh();
  const [own, id] = [signHere(), '01234567-89ab-cdef-0123-456789abcdef'];
  const elsewhere = `.lock-new-${id}.${own.replace(/-\d+(-\d+\.\d+)$/, '-1$1')}`;
  const names = [elsewhere, `.lock-new-${id}.${own.replace(/\d+$/, '99999999')}`, `.lock-new-${id}.99999999`];
  for (const name of names) writeFileSync(join(run, name), '');
  takeLock(run, () => {})();
  assert.deepEqual(readdirSync(run), [elsewhere]);
});

test("takeLock() knows an owner's number that was given to another process, or belongs to an earlier boot", () => {
  const living = identityOf(process.pid)!;
  for (const forged of [{started: '1'}, {boot: 'another'}]) {
    const run = fresh();
    writeFileSync(lockOf(run), JSON.stringify({...living, since: dead.since, ...forged}));
    takeLock(run, () => {})();
    assert.deepEqual(readdirSync(run), [], JSON.stringify(forged));
  }
});

test('takeLock() recognises a lock that was replaced though the call failed', () => {
  const run = fresh();
  writeFileSync(lockOf(run), JSON.stringify(dead));
  const lost = (real: unknown) => (from: string, to: string) => {
    (real as typeof fs.renameSync)(from, to);
    throw systemError('ENOENT', 'rename');
  };
  const release = withCalls({renameSync: lost as never}, () => takeLock(run, () => {}));
  assert.throws(() => takeLock(run, () => {}), new RegExp(`process ${process.pid} `));
  release();
  assert.deepEqual(readdirSync(run), []);
});

test('takeLock() says what to do where the folder cannot be written', () => {
  const refuse = () => () => {
    throw systemError('EROFS', 'open');
  };
  assert.throws(
    () => withCalls({openSync: refuse as never}, () => takeLock(fresh(), () => {})),
    (error: ProblemError) => /mounted read-only/.test(error.problems[0]!.suggestion!),
  );
});
