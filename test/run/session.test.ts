import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {groupGpus} from '../../src/run/grouping.js';
import {Pool} from '../../src/run/pool.js';
import {Session} from '../../src/run/session.js';
import type {ComputeDevice} from '../../src/runtime/compute.js';
import {runFiles} from '../../src/store/runFolder.js';

const deviceOf = (name: string): ComputeDevice =>
  ({
    settled: {choice: {kind: 'cpu'}, warnings: []},
    found: {kind: 'cpu', name},
    environment: {...process.env, TF_CPP_MIN_LOG_LEVEL: '3'},
  }) as unknown as ComputeDevice;

test('stages at the same time get compute processes on different devices, in turn', async () => {
  const session = new Session({run: mkdtempSync(join(tmpdir(), 'ddsm-session-')), note() {}});
  session.devices = [deviceOf('first'), deviceOf('second')];
  const begun: string[] = [];
  const job = {stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''};
  const listeners = {onProgress() {}, onWarning() {}, begin: ({found}: ComputeDevice) => begun.push(found.name)};
  try {
    const ends = await Promise.allSettled([session.compute(job, listeners), session.compute(job, listeners)]);
    for (const end of ends) assert.match(String((end as PromiseRejectedResult).reason), /there is no stage nothing/);
    assert.deepEqual(begun, ['first', 'second']);
  } finally {
    session.close();
  }
});

test('a training gets all GPUs in one process, and what comes after it one GPU a process', async () => {
  const run = mkdtempSync(join(tmpdir(), 'ddsm-session-'));
  const session = new Session({run, note() {}});
  session.use(groupGpus([deviceOf('first'), deviceOf('second')], 'auto', (each) => deviceOf(`${each} together`)));
  const begun: string[] = [];
  const listeners = {onProgress() {}, onWarning() {}, begin: ({found}: ComputeDevice) => begun.push(found.name)};
  const compute = async (means: object): Promise<void> => {
    const job = {stage: 'nothing', settings: {}, means, inputs: {}, folder: ''};
    await assert.rejects(session.compute(job, listeners), /there is no stage nothing/);
  };
  const living = (): number =>
    (JSON.parse(readFileSync(runFiles(run).processes, 'utf8')) as {processes: unknown[]}).processes.length;
  try {
    await compute({devices: 'auto'});
    await compute({devices: 'auto'});
    assert.equal(living(), 1);
    await compute({});
    // Its memory would be missing to the others.
    assert.equal(living(), 1);
    await compute({devices: 'auto'});
    assert.deepEqual(begun, ['2 together', '2 together', 'first', '2 together']);
  } finally {
    session.close();
  }
});

test('a run takes over the process that an earlier one of the same command leaves, where it would start one alike', async () => {
  const pool = new Pool();
  const job = {stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''};
  const pidIn = async (device: ComputeDevice, signal?: 'SIGTERM'): Promise<number> => {
    const run = mkdtempSync(join(tmpdir(), 'ddsm-session-'));
    const session = new Session({run, note() {}, pool});
    session.devices = [device];
    try {
      const listeners = {onProgress() {}, onWarning() {}, begin() {}};
      await assert.rejects(session.compute(job, listeners), /there is no stage nothing/);
      session.signal = signal;
      const {processes} = JSON.parse(readFileSync(runFiles(run).processes, 'utf8')) as {processes: {pid: number}[]};
      return processes[0]!.pid;
    } finally {
      session.close();
      assert.equal(existsSync(runFiles(run).processes), false);
    }
  };
  const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/exe`);
  const threads = (count: number): ComputeDevice => {
    const device = deviceOf('first');
    return {...device, environment: {...device.environment, TF_NUM_INTRAOP_THREADS: String(count)}};
  };
  try {
    const first = await pidIn(threads(1));
    assert.equal(await pidIn(threads(1)), first);
    const other = await pidIn(threads(2));
    assert.notEqual(other, first);
    assert.equal(isAlive(first), false, 'a process that nobody can use keeps its memory');
    // One that was told to stop would stop again.
    assert.equal(await pidIn(threads(2), 'SIGTERM'), other);
    assert.notEqual(await pidIn(threads(2)), other);
  } finally {
    pool.close();
  }
});

test('a signal that comes twice at once, as timeout and npx send it, is one request; a later one leaves', (context) => {
  let now = 0;
  context.mock.method(performance, 'now', () => now);
  const said: string[] = [];
  const session = new Session({
    run: mkdtempSync(join(tmpdir(), 'ddsm-session-')),
    note: () => said.push('saves'),
    onSecond: () => said.push('leaves'),
  });
  try {
    for (now of [1000, 1001, 1499, 1600]) process.emit('SIGTERM', 'SIGTERM');
    assert.deepEqual(said, ['saves', 'leaves']);
    process.emit('SIGINT', 'SIGINT');
    assert.deepEqual(said, ['saves', 'leaves', 'leaves']);
  } finally {
    session.close();
  }
});

test('groupGpus() lets stages share GPUs only where no training wants several', () => {
  const gpus = ['first', 'second', 'third'].map(deviceOf);
  const grouped = (devices: 'auto' | number, some = gpus): unknown[] => {
    const {together, processes, stages} = groupGpus(some, devices, (each) => deviceOf(String(each)));
    return [together?.found.name, processes, stages];
  };
  assert.deepEqual(grouped('auto'), ['3', 3, 1]);
  assert.deepEqual(grouped(2), ['2', 3, 1]);
  assert.deepEqual(grouped(1), [undefined, 3, 3]);
  assert.deepEqual(grouped('auto', gpus.slice(0, 1)), [undefined, 1, 1]);
});
