import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {identityOf, livenessOf} from '../../src/store/process.js';
import {endRecorded, forgetProcesses, recordProcesses} from '../../src/store/processes.js';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'ddsm-processes-')), 'compute.json');
const sleeper = async (): Promise<ChildProcess> => {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  return child;
};
interface Record {
  processes: {pid: number; started: string; boot: string; host: string}[];
}

test('endRecorded() kills the processes that were recorded, and removes the record', async () => {
  const path = fresh();
  const [kept, ended] = await Promise.all([sleeper(), sleeper()]);
  ended!.kill('SIGKILL');
  await once(ended!, 'exit');
  recordProcesses(path, [kept!.pid!, ended!.pid!]);
  const exit = once(kept!, 'exit');
  assert.deepEqual(
    endRecorded(path).killed.map(({pid}) => pid),
    [kept!.pid],
  );
  assert.equal((await exit)[1], 'SIGKILL');
  assert.ok(!existsSync(path));
  assert.deepEqual(endRecorded(path), {killed: [], elsewhere: []});
});

test('endRecorded() spares a process that was given the number later, after a restart, or on another host', async () => {
  const other = await sleeper();
  try {
    for (const change of [{started: '1'}, {boot: 'another'}, {host: 'elsewhere'}, {started: ''}]) {
      const path = fresh();
      recordProcesses(path, [other.pid!]);
      const {processes} = JSON.parse(readFileSync(path, 'utf8')) as Record;
      writeFileSync(path, JSON.stringify({processes: processes.map((one) => ({...one, ...change}))}));
      const {killed, elsewhere} = endRecorded(path);
      assert.deepEqual([killed.length, elsewhere.length], [0, 'host' in change ? 1 : 0], JSON.stringify(change));
      assert.ok(!existsSync(path));
    }
    // The numbers alone, as they used to be written, and what is no record.
    for (const text of [JSON.stringify({pids: [other.pid]}), '{"processes": [null, {"pid": 0}]}', '{"proc', 'null']) {
      const path = fresh();
      writeFileSync(path, text);
      assert.deepEqual(endRecorded(path).killed, []);
    }
    assert.equal(livenessOf(identityOf(other.pid!)!), 'alive');
  } finally {
    other.kill('SIGKILL');
  }
});

test('forgetProcesses() removes the record, and does not mind that there is none', () => {
  const path = fresh();
  recordProcesses(path, [process.pid]);
  forgetProcesses(path);
  forgetProcesses(path);
  assert.ok(!existsSync(path));
});
