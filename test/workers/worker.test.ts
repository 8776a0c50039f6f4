import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {ProblemError} from '../../src/problem.js';
import type {ComputeDevice} from '../../src/runtime/compute.js';
import {Worker} from '../../src/workers/worker.js';
import {fixture} from '../fixtures.js';

const listeners = {onProgress() {}, onWarning() {}};

/** A device as it would have been settled; the process finds the one that is there. */
function deviceOf(kind: 'cpu' | 'gpu', {first = ''} = {}): ComputeDevice {
  // On a machine with a GPU, too, the process finds none.
  const environment: Record<string, string | undefined> = {
    ...process.env,
    CUDA_VISIBLE_DEVICES: '-1',
    TF_CPP_MIN_LOG_LEVEL: '1',
  };
  if (first) {
    // Runs in the process before anything else, in TensorFlow's place.
    const script = join(mkdtempSync(join(tmpdir(), 'ddsm-worker-')), 'first.mjs');
    writeFileSync(script, first);
    environment.NODE_OPTIONS = `--import=${pathToFileURL(script).href}`;
  }
  return {
    settled: {choice: {kind}, warnings: []},
    found: {kind, name: 'a device'},
    environment,
  } as unknown as ComputeDevice;
}

/** The one problem with which a stage ends on a worker. */
async function problemOn(device: ComputeDevice) {
  const worker = new Worker(device);
  try {
    await worker.run({stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''}, listeners);
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    assert.equal(error.problems.length, 1);
    return error.problems[0]!;
  } finally {
    worker.close();
  }
  assert.fail('it did not end');
}

const dies = (words: string): string =>
  `process.stderr.write(${JSON.stringify(`${words}\n`)}, () => process.kill(process.pid, 'SIGABRT'));\nawait new Promise(() => setInterval(() => {}, 1000));`;

/** Has TensorFlow print these words and nothing else, whichever build it is. */
const says = (words: string): string => `import {closeSync, openSync, writeSync} from 'node:fs';
writeSync(2, ${JSON.stringify(words)});
closeSync(2);
openSync('/dev/null', 'w');`;

test('a worker whose process finds no GPU where one was settled ends before it computes', async () => {
  const silent = await problemOn(deviceOf('gpu', {first: says('')}));
  assert.equal(silent.code, 'gpu-missing');
  assert.match(silent.suggestion!, /--device cpu/);
  const words = readFileSync(fixture('device', 'no-driver.txt'), 'utf8');
  assert.equal((await problemOn(deviceOf('gpu', {first: says(words)}))).code, 'driver-missing');
});

test('a worker on the device that was settled does what it is told', async () => {
  assert.match((await problemOn(deviceOf('cpu'))).message, /there is no stage nothing/);
});

test("a process that dies on a GPU is explained by TensorFlow's words, and says how it ended", async () => {
  const words = 'E failed to allocate 2.00GiB (2147483648 bytes) from device: CUDA_ERROR_OUT_OF_MEMORY: out of memory';
  const {code, message} = await problemOn(deviceOf('gpu', {first: dies(words)}));
  assert.equal(code, 'gpu-memory');
  assert.match(message, /memory is full \(the compute process was ended by SIGABRT\)/);
  // The same words on a CPU are not a GPU's.
  assert.equal((await problemOn(deviceOf('cpu', {first: dies(words)}))).code, 'worker-died');
  assert.equal((await problemOn(deviceOf('gpu', {first: dies('nothing that is known')}))).code, 'worker-died');
});

test('Worker says why no process can be started, in whatever it is asked to do', {timeout: 30_000}, async () => {
  const {execPath} = process;
  process.execPath = join(tmpdir(), 'no-such-node');
  let worker: Worker;
  try {
    worker = new Worker(deviceOf('cpu'));
  } finally {
    process.execPath = execPath;
  }
  const job = {stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''};
  const isTold = (error: ProblemError): boolean =>
    error.problems[0]!.code === 'worker-died' && /could be started: spawn .*no-such-node ENOENT/.test(error.message);
  await assert.rejects(worker.run(job, listeners), isTold);
  await assert.rejects(
    worker.unit(job, {name: 'one'} as never, () => {}),
    isTold,
  );
  assert.ok(worker.hasEnded);
  worker.stop();
  await worker.close();
});

test('Worker lets a job save whose progress cannot be written down, then throws why', {timeout: 30_000}, async () => {
  const first = `process.on('message', ({type}) => {
  if (type === 'stage') for (const done of [1, 2]) process.send({type: 'progress', progress: {done, total: 2, unit: 'steps'}});
  if (type === 'unit') process.send({type: 'unit-progress', share: 0.5});
  if (type === 'stop') process.send({type: 'warning', line: 'saved'}, () => process.send({type: 'stopped', seconds: 1}));
});
process.send({type: 'ready', tensorflow: '', device: 'cpu'});
await new Promise(() => setInterval(() => {}, 1000));`;
  const worker = new Worker(deviceOf('cpu', {first}));
  const heard: string[] = [];
  const job = {stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''};
  const onProgress = (): void => {
    throw new RangeError('the disk is full');
  };
  await assert.rejects(worker.run(job, {onProgress, onWarning: (line) => heard.push(line)}), /the disk is full/);
  assert.deepEqual(heard, ['saved']);
  assert.ok(worker.hasEnded, 'it would stop the next job');
  const other = new Worker(deviceOf('cpu', {first}));
  await assert.rejects(other.unit(job, {name: 'one'} as never, onProgress), /the disk is full/);
  assert.ok(other.hasEnded);
});
