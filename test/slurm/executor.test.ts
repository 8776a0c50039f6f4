import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {EXIT, type ProblemError} from '../../src/problem.js';
import {ClusterExecutor, requireNoOthers} from '../../src/run/cluster.js';
import {stageTasks} from '../../src/run/execute.js';
import {submissionsOf} from '../../src/run/jobs.js';
import type {StageState} from '../../src/run/states.js';
import {readRecord} from '../../src/store/stageRecord.js';
import {callsOf, type Fault, installFake, jobsOf, setFaults} from './fake.js';
import type {StubSettings} from './stubMain.js';

const entry = fileURLToPath(new URL('stubMain.js', import.meta.url));
const PLAIN_PATH = process.env.PATH;

/** A stage that takes something from others. */
const stageOf = (id: string, inputs: string[] = [], settings: StubSettings = {}): StageState => ({
  ...{name: id, id, title: id, key: `key of ${id}`, version: 1, settings, means: {}, state: 'run', why: ''},
  inputs: Object.fromEntries(inputs.map((input) => [input, `key of ${input}`])),
  folders: Object.fromEntries(inputs.map((input) => [input, input])),
  ...{readsData: false, keepsPieces: false, isTimed: false, estimate: {macs: 0, bytes: 0}},
});

/** A run folder beside a scheduler of its own. */
function scene(faults: Record<string, Fault[]> = {}) {
  // What a path may hold, a path of this test holds.
  const folder = mkdtempSync(join(tmpdir(), 'ddsm cluster\' "$(touch never)" \n;'));
  const slurm = mkdtempSync(join(tmpdir(), 'ddsm-fake-'));
  Object.assign(process.env, installFake(slurm), {PATH: undefined});
  process.env.PATH = `${join(slurm, 'bin')}:${PLAIN_PATH}`;
  setFaults(slurm, faults);
  const run = join(folder, 'run');
  mkdirSync(run);
  const notes: string[] = [];
  const session: {signal: NodeJS.Signals | undefined} = {signal: undefined};
  const open = (): ClusterExecutor =>
    new ClusterExecutor({
      ...{run, experiment: 'fake', data: 'none', network: {} as never, tf32: true, session, plain: true, entry},
      settings: {
        setup: [],
        environment: [`QUOTED=it's "$(touch never)"`],
        grace: 60,
        poll: 0.1,
        arrayTasks: 0,
        options: [],
      },
      note: (line) => notes.push(line),
    });
  const titles = new Map<string, string>();
  /** Submits and follows; throws what a stage throws. */
  const follow = async (executor: ClusterExecutor, stages: StageState[]): Promise<void> => {
    await executor.submitAll(stages);
    const work = stageTasks(stages, executor, {keepGoing: false}).map((task) =>
      task.work({
        output: '',
        set title(title: string) {
          titles.set(task.title, title);
        },
        skip: (why) => titles.set(task.title, why),
      }),
    );
    const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  };
  const computed = (): string[] =>
    existsSync(join(run, 'computed.log')) ? readFileSync(join(run, 'computed.log'), 'utf8').trim().split('\n') : [];
  return {folder, slurm, run, session, notes, titles, open, follow, computed};
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((next) => setTimeout(next, 20));
};

const chain = [stageOf('first'), stageOf('second', ['first']), stageOf('third', ['first', 'second'])];
const done = (run: string, stages: StageState[]): boolean => stages.every(({id}) => readRecord(run, id)?.done);

test('ClusterExecutor submits every stage at once, each after its inputs, and follows them to the end', async () => {
  const {run, slurm, folder, open, follow, computed, titles} = scene();
  await follow(open(), chain);
  assert.ok(done(run, chain));
  assert.deepEqual(computed(), ['first 1', 'second 2', 'third 3']);
  const jobs = jobsOf(slurm);
  assert.deepEqual(
    jobs.map(({after}) => after),
    [[], [1], [1, 2]],
  );
  assert.match(titles.get('third')!, /^third: done in 1 s, job 3 on node1$/);
  assert.equal(new Set(jobs.map(({name}) => name)).size, 3);
  // Nothing of a path was taken for a command.
  assert.ok(!existsSync(join(folder, 'run', 'never')) && !existsSync('never'));
});

for (const fault of ['lose', 'twice', 'silent'] as const) {
  test(`ClusterExecutor computes every stage once when sbatch answers are lost: ${fault}`, async () => {
    const {run, open, follow, computed, slurm} = scene({
      sbatch: [fault, fault, 'none', fault],
      squeue: ['none', 'silent'],
    });
    await follow(open(), chain);
    assert.ok(done(run, chain));
    assert.deepEqual(
      computed().map((line) => line.split(' ')[0]),
      ['first', 'second', 'third'],
    );
    const numbers = submissionsOf(run).flatMap(({attempts}) => attempts.map(({job}) => job));
    assert.equal(numbers.length, 3);
    assert.ok(numbers.every((number) => jobsOf(slurm).some(({id}) => String(id) === number)));
  });
}

test('ClusterExecutor goes on through a scheduler that does not answer, and through one that answers wrongly', async () => {
  const {run, open, follow, computed} = scene({
    squeue: ['none', 'none', 'silent', 'silent', 'hide', 'none', 'silent', 'hide', 'none', 'hide'],
  });
  await follow(open(), [stageOf('first', [], {milliseconds: 1500}), stageOf('second', ['first'])]);
  assert.ok(done(run, chain.slice(0, 2)));
  assert.deepEqual(computed(), ['first 1', 'second 2']);
});

test('ClusterExecutor says what Slurm said when a job is refused, and leaves nothing to wait for', async () => {
  const {open, follow, slurm} = scene({sbatch: ['refuse']});
  await assert.rejects(follow(open(), chain), /Slurm will not take first: .*Invalid account/);
  assert.deepEqual(jobsOf(slurm), []);
});

test('ClusterExecutor releases a job that its node could not start, and gives up where it cannot be started', async () => {
  const {run, slurm, open, follow, computed, notes} = scene({start: ['fail', 'fail']});
  await follow(open(), chain);
  assert.deepEqual(computed(), ['first 1', 'second 2', 'third 3']);
  const released = 'first: job 1 could not be started on its node and was held; released';
  assert.deepEqual(notes, [released, released]);
  const never = [stageOf('other')];
  setFaults(slurm, {start: Array(4).fill('fail')});
  await assert.rejects(follow(open(), never), (error: ProblemError) => {
    assert.match(error.message, /^other: job 4 could not be started on its node, and Slurm holds it/);
    assert.equal(error.exitCode, EXIT.resumable);
    return true;
  });
  // The same command goes on with it.
  await follow(open(), never);
  assert.ok(done(run, never));
  assert.deepEqual(computed().slice(3), ['other 4']);
});

test('ClusterExecutor shows the last lines of a job that failed; the next run submits it and what waited for it again', async () => {
  const {run, slurm, open, follow} = scene();
  const broken = [stageOf('first', [], {fail: 'the loss is not finite'}), ...chain.slice(1)];
  await assert.rejects(follow(open(), broken), (error: Error) => {
    assert.match(error.message, /first: job 1 failed: the loss is not finite/);
    assert.match(error.message, /\| hello from job 1/);
    return true;
  });
  await follow(open(), chain);
  assert.ok(done(run, chain));
  // The record says that the work is done before the process has ended.
  await until(() => jobsOf(slurm).every(({state}) => state !== 'RUNNING'));
  assert.deepEqual(
    jobsOf(slurm).map(({name, state}) => `${name.split('-')[2]} ${state}`),
    [
      ...['first FAILED', 'second CANCELLED', 'third CANCELLED'],
      ...['first COMPLETED', 'second COMPLETED', 'third COMPLETED'],
    ],
  );
});

test('ClusterExecutor tells of a job that ended without a word', async () => {
  const {open, follow} = scene();
  await assert.rejects(
    follow(open(), [stageOf('first', [], {vanish: true})]),
    /first: job 1 ended \(failed\) without finishing/,
  );
});

test('ClusterExecutor leaves jobs running when it is told to end, and finds them again', async () => {
  const {run, slurm, session, open, follow, computed, titles} = scene();
  const slow = [stageOf('first', [], {until: 'enough'}), ...chain.slice(1)];
  const first = open();
  const left = follow(first, slow);
  await until(() => computed().length > 0 && callsOf(slurm).filter((call) => call.startsWith('squeue')).length > 1);
  session.signal = 'SIGINT';
  await left;
  assert.deepEqual(
    ['first', 'second'].map((id) => titles.get(id)),
    ['first: goes on as job 1', 'in the queue'],
  );
  assert.deepEqual(first.underWay(slow), {
    lines: ['job 1: first', 'job 2: second', 'job 3: third'],
    jobs: ['1', '2', '3'],
  });
  session.signal = undefined;
  writeFileSync(join(run, 'enough'), '');
  await follow(open(), slow);
  assert.ok(done(run, slow));
  assert.equal(jobsOf(slurm).length, 3);
  assert.deepEqual(computed(), ['first 1', 'second 2', 'third 3']);
});

test('ClusterExecutor finds a job again whose number was never written', async () => {
  const {run, slurm, session, open, follow, computed} = scene({
    squeue: ['none', 'silent', 'silent', 'silent'],
    sbatch: ['lose'],
  });
  setTimeout(() => {
    session.signal = 'SIGINT';
  }, 250);
  await open().submitAll(chain);
  assert.equal(submissionsOf(run)[0]?.attempts[0]?.job, undefined);
  session.signal = undefined;
  setFaults(slurm, {});
  await follow(open(), chain);
  // Where it had ended before anyone looked, another job of its name found all done: nothing is computed twice.
  assert.equal(computed()[0], 'first 1');
  assert.deepEqual(
    computed().map((line) => line.split(' ')[0]),
    ['first', 'second', 'third'],
  );
});

test('ClusterExecutor follows a job that was preempted, and one that was cancelled ends the run', async () => {
  const {run, slurm, open, follow, computed} = scene();
  const slow = [stageOf('first', [], {milliseconds: 2000})];
  const whole = follow(open(), slow);
  await until(() => jobsOf(slurm)[0]?.pid !== undefined && computed().length > 0);
  process.kill(jobsOf(slurm)[0]!.pid!, 'SIGTERM');
  await whole;
  assert.ok(done(run, slow));
  assert.deepEqual(computed(), ['first 1', 'first 1']);
  assert.equal(jobsOf(slurm)[0]?.restarts, 1);
  rmSync(join(run, 'first'), {recursive: true});
  const cancelled = assert.rejects(follow(open(), slow), /first: job 2 was cancelled/);
  await until(() => computed().length === 3);
  process.kill(jobsOf(slurm)[1]!.pid!, 'SIGSTOP');
  execFileSync('scancel', ['2']);
  process.kill(jobsOf(slurm)[1]!.pid!, 'SIGCONT');
  await cancelled;
});

test('requireNoOthers() refuses jobs of other settings, any job for this machine, and what it cannot ask about', async () => {
  const {slurm, run, open} = scene();
  writeFileSync(join(slurm, 'held'), '');
  await open().submitAll(chain);
  await requireNoOthers(run, chain);
  await assert.rejects(requireNoOthers(run, undefined), /jobs 1, 2, 3 work on/);
  const other = [{...chain[0]!, key: 'another'}, ...chain.slice(1)];
  await assert.rejects(requireNoOthers(run, other), /jobs 1 work on .*, for other settings/s);
  setFaults(slurm, {squeue: ['silent']});
  await assert.rejects(requireNoOthers(run, undefined), /the scheduler does not answer/);
  assert.ok(callsOf(slurm).every((call) => !call.startsWith('scancel')));
});
