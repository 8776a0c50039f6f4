import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {mendLines} from '../../src/commit.js';
import {ProblemError} from '../../src/problem.js';
import {newestCheckpoint, writeCheckpoint} from '../../src/store/checkpoints.js';
import {appendLine, listingHash, readLines, writeFileDurably} from '../../src/store/files.js';
import {takeLock} from '../../src/store/lock.js';
import {openStage, readRecord, writeRecord} from '../../src/store/stageRecord.js';
import {readState, writeState} from '../../src/store/stateFile.js';
import {systemError, withCalls} from '../faults.js';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'ddsm-store-'));
const write = (parent: string, step: number): void =>
  writeCheckpoint(parent, step, {files: {'weights.bin': Buffer.from(`weights ${step}`)}, facts: {step}});

test('newestCheckpoint() falls back to the one before a damaged one, and says so', () => {
  for (const damage of [(file: string) => truncateSync(file, 3), (file: string) => writeFileSync(file, 'weights X')]) {
    const parent = fresh();
    write(parent, 1);
    write(parent, 2);
    damage(join(parent, 'step-000000002', 'weights.bin'));
    const warnings: string[] = [];
    assert.equal(newestCheckpoint(parent, (line) => warnings.push(line))?.step, 1);
    assert.equal(warnings.length, 1);
  }
});

test('newestCheckpoint() does not see a checkpoint without its manifest', () => {
  const parent = fresh();
  write(parent, 1);
  writeFileDurably(join(parent, 'step-000000002', 'weights.bin'), 'half');
  assert.equal(newestCheckpoint(parent, () => {})?.step, 1);
});

test('writeCheckpoint() keeps the newest two', () => {
  const parent = fresh();
  for (const step of [1, 2, 3]) write(parent, step);
  assert.deepEqual(readdirSync(parent).sort(), ['step-000000002', 'step-000000003']);
});

test('readLines() leaves a torn last line out, and mendLines() cuts it off', () => {
  const path = join(fresh(), 'log.jsonl');
  appendLine(path, {a: 1});
  appendFileSync(path, '{"a": 2');
  assert.deepEqual(readLines(path), [{a: 1}]);
  mendLines(path);
  appendLine(path, {a: 3});
  assert.deepEqual(readLines(path), [{a: 1}, {a: 3}]);
});

test('takeLock() refuses a second owner with exit 75 and names the first', () => {
  const run = fresh();
  const release = takeLock(run, () => {});
  assert.throws(
    () => takeLock(run, () => {}),
    (error: ProblemError) =>
      error instanceof ProblemError && error.exitCode === 75 && error.message.includes(String(process.pid)),
  );
  release();
  takeLock(run, () => {})();
});

test("takeLock() takes over a dead owner's lock with a notice, and refuses another host's", () => {
  const run = fresh();
  const owner = {
    pid: 999999,
    started: '1',
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    host: hostname(),
    since: 'x',
  };
  writeFileSync(join(run, 'lock'), JSON.stringify(owner));
  const notices: string[] = [];
  takeLock(run, (line) => notices.push(line))();
  assert.equal(notices.length, 1);
  writeFileSync(join(run, 'lock'), JSON.stringify({...owner, host: 'elsewhere'}));
  assert.throws(() => takeLock(run, () => {}), /elsewhere/);
});

const opening = (letter: string) => ({
  key: letter.repeat(64),
  version: 1,
  settings: {letter},
  inputs: {},
  keepsPieces: false,
});

test('openStage() keeps the work of a changed key and brings it back with the key', () => {
  const run = fresh();
  openStage(run, 'train', opening('a'));
  writeFileSync(join(run, 'train', 'weights'), 'precious');
  writeRecord(run, 'train', {...opening('a'), done: true, seconds: 5});
  openStage(run, 'train', opening('b'));
  assert.ok(!existsSync(join(run, 'train', 'weights')));
  assert.ok(openStage(run, 'train', opening('a')).done);
  assert.equal(readFileSync(join(run, 'train', 'weights'), 'utf8'), 'precious');
  assert.equal(readRecord(run, 'train')?.seconds, 5);
});

test('openStage() goes on in the same folder where pieces have keys of their own, unless they are of another version', () => {
  const run = fresh();
  openStage(run, 'evaluate', {...opening('a'), keepsPieces: true});
  writeFileSync(join(run, 'evaluate', 'row'), 'precious');
  assert.equal(openStage(run, 'evaluate', {...opening('b'), keepsPieces: true}).done, false);
  assert.equal(readFileSync(join(run, 'evaluate', 'row'), 'utf8'), 'precious');
  openStage(run, 'evaluate', {...opening('c'), version: 2, keepsPieces: true});
  assert.ok(!existsSync(join(run, 'evaluate', 'row')));
});

test('takeLock() lets exactly one of several racing processes in', async () => {
  const run = fresh();
  const script = `import {takeLock} from ${JSON.stringify(new URL('../../src/store/lock.js', import.meta.url).href)};
    try { takeLock(${JSON.stringify(run)}, () => {}); console.log('in'); }
    catch (error) { console.log(error.exitCode); }
    setInterval(() => {}, 1000);`;
  // The winner lives until all have answered: a dead owner's lock may be taken over.
  const children = Array.from({length: 6}, () => spawn(process.execPath, ['--input-type=module', '-e', script]));
  const answers = await Promise.all(
    children.map(
      (child) =>
        new Promise<string>((resolve) => {
          child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
        }),
    ),
  );
  for (const child of children) child.kill('SIGKILL');
  assert.deepEqual(answers.sort(), ['75', '75', '75', '75', '75', 'in']);
});

test('listingHash() sees names and sizes, and nothing where there is no folder', () => {
  const folder = fresh();
  const before = listingHash(folder);
  writeFileSync(join(folder, 'a'), 'x');
  const one = listingHash(folder);
  writeFileSync(join(folder, 'a'), 'xy');
  assert.equal(new Set([before, one, listingHash(folder)]).size, 3);
  assert.equal(listingHash(join(folder, 'nowhere')), '');
});

test('a record or a state that is there and cannot be opened ends the call: it is not taken for one that is missing', () => {
  const run = fresh();
  const opening = {key: 'a'.repeat(64), version: 1, settings: {}, inputs: {}, keepsPieces: false};
  writeRecord(run, 'train', {...openStage(run, 'train', opening), done: true});
  write(join(run, 'train', 'checkpoints'), 5);
  writeState(join(run, 'train', 'kept.state'), [new Float32Array(2)]);
  const tooMany = (real: unknown) => (path: unknown, options: unknown) => {
    if (String(path).startsWith(run)) throw systemError('EMFILE', 'open');
    return (real as (path: unknown, options: unknown) => unknown)(path, options);
  };
  for (const call of [
    () => openStage(run, 'train', opening),
    () => readLines(join(run, 'train', 'stage.json')),
    () => readState(join(run, 'train', 'kept.state')),
    () => newestCheckpoint(join(run, 'train', 'checkpoints'), () => {}),
  ])
    assert.throws(() => withCalls<unknown>({readFileSync: tooMany as never}, call), /EMFILE/, String(call));
  assert.equal(readRecord(run, 'train')?.done, true);
  assert.equal(readRecord(run, 'search'), undefined);
});
