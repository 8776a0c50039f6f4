/** Full disks, clocks that go back, open files, and other runs that change things meanwhile. */
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, mock, test} from 'node:test';
import {collectGarbage} from '../../src/run/collect.js';
import {Journal} from '../../src/run/journal.js';
import {shareStages} from '../../src/run/share.js';
import {writeFileDurably} from '../../src/store/files.js';
import {runFiles} from '../../src/store/runFolder.js';
import {openStage, readRecord} from '../../src/store/stageRecord.js';
import {codeOf} from '../../src/temporary.js';
import {systemError, withCalls} from '../faults.js';
import {opening, PLAN, resultsIn, runStages} from './tinyRun.js';

const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ddsm-faults-'));
after(() => rmSync(scratch, {recursive: true}));
const fresh = (name: string): string => {
  const folder = join(scratch, name);
  mkdirSync(folder);
  return folder;
};
const whole = fresh('whole');
runStages(whole);
const wanted = resultsIn(whole);

test('a disk that is full in the middle of any write stops the run, by name; freed, it continues to the same bytes', (context) => {
  let full = 0;
  for (let when = 1; ; when++) {
    const folder = fresh(`full-${when}`);
    let [calls, failed] = [0, false];
    const writing = (real: unknown) => (file: number, bytes: Uint8Array, offset: number, length: number) => {
      if (++calls < when) return (real as (...all: unknown[]) => number)(file, bytes, offset, length);
      failed = true;
      if (calls > when) throw systemError('ENOSPC', 'write');
      return (real as (...all: unknown[]) => number)(file, bytes, offset, Math.ceil(length / 2));
    };
    try {
      withCalls({writeSync: writing as never}, () => runStages(folder));
    } catch (error) {
      assert.equal(codeOf(error), 'ENOSPC', String(error));
      assert.match(String(error), /could not be written/);
      full++;
    }
    if (!failed) break;
    // A full disk keeps the lock from being given back: it is a dead owner's when the process has ended.
    const lock = join(folder, 'tiny', 'lock');
    if (existsSync(lock)) writeFileSync(lock, readFileSync(lock, 'utf8').replace(/"started":"\d+"/, '"started":"1"'));
    runStages(folder);
    assert.deepEqual(resultsIn(folder), wanted, `write ${when}`);
    rmSync(folder, {recursive: true});
  }
  context.diagnostic(`${full} writes`);
  assert.ok(full > 50, String(full));
});

test('a clock that was set back changes nothing', () => {
  const folder = fresh('clock');
  writeFileDurably(
    join(folder, 'tiny', 'journal.jsonl'),
    '{"at":"2999-01-01T00:00:00.000Z","event":"start","stage":"train"}\n',
  );
  mock.timers.enable({apis: ['Date'], now: 1000});
  try {
    runStages(folder);
  } finally {
    mock.timers.reset();
  }
  assert.deepEqual(resultsIn(folder), wanted);
});

test('no file stays open, however often a run continues', () => {
  const count = (): number => readdirSync('/proc/self/fd').length;
  const before = count();
  for (let time = 0; time < 20; time++) runStages(whole);
  assert.equal(count(), before);
});

/** Takes the stages over while `meanwhile` happens to the other run, at its nth link. */
function shareWhile(nth: number, meanwhile: (donor: string) => void): {taker: string; taken: string[]; links: number} {
  const runs = fresh(`share-${nth}-${Math.random()}`);
  runStages(runs);
  const [donor, taker] = [join(runs, 'tiny'), join(runs, 'taker')];
  writeFileDurably(runFiles(taker).spec, 'name: taker\n');
  let links = 0;
  const linking = (real: unknown) => (from: string, to: string) => {
    if (++links === nth) meanwhile(donor);
    (real as (...all: unknown[]) => void)(from, to);
  };
  const wantedStages = PLAN.stages.map((stage) => ({...stage, state: 'run' as const, why: ''}));
  const states = withCalls({linkSync: linking as never}, () =>
    shareStages(taker, wantedStages, {runs, journal: new Journal(taker), log: () => {}}),
  );
  return {taker, taken: states.filter(({state}) => state === 'done').map(({id}) => id), links};
}

test('stages are taken over whole or not at all, while the other run collects garbage or begins them anew', (context) => {
  const {links} = shareWhile(0, () => {});
  let refused = 0;
  for (let nth = 1; nth <= links; nth++) {
    for (const meanwhile of [
      (donor: string) => void collectGarbage(donor),
      (donor: string) => {
        openStage(donor, 'evaluate', opening('evaluate anew'));
        writeFileSync(join(donor, 'evaluate', 'results.json'), 'other results');
      },
      (donor: string) => void openStage(donor, 'train', opening('train anew')),
    ]) {
      const {taker, taken} = shareWhile(nth, meanwhile);
      refused += 3 - taken.length;
      for (const id of taken) {
        assert.ok(readRecord(taker, id)?.done);
        for (const [path, hash] of Object.entries(readRecord(taker, id)!.files!))
          assert.equal(wanted[join('tiny', id, path)], hash, `${id}/${path} at link ${nth}`);
        if (id === 'evaluate')
          assert.notEqual(
            readFileSync(join(taker, 'evaluate', 'results.json'), 'utf8'),
            'other results',
            `link ${nth}`,
          );
      }
      assert.deepEqual(
        readdirSync(taker).filter((name) => name.includes('ddsm-tmp')),
        [],
      );
    }
  }
  context.diagnostic(`${3 * links} races, ${refused} stages left to be computed`);
  assert.ok(refused > 0);
});
