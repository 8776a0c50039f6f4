import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {EXIT} from '../../src/problem.js';
import {writeBoard} from '../../src/run/board.js';
import {type ArrayPlan, HelperArray, readArray} from '../../src/run/helperArray.js';
import {help} from '../../src/run/helping.js';
import {endOf} from '../../src/run/jobEnds.js';
import type {JournalEvent} from '../../src/run/journal.js';
import {arrayOf} from '../../src/run/scripts.js';
import {taskViews} from '../../src/run/taskViews.js';
import {readJson} from '../../src/store/files.js';
import {callsOf, type Fault, installFake, jobsOf, setFaults} from './fake.js';
import {type Dealing, dealAll, jobIn, type StubWork, unitsOf} from './stubTask.js';

const entry = fileURLToPath(new URL('stubTask.js', import.meta.url));
const PLAIN_PATH = process.env.PATH;
const UNITS = 8;
const mark = {job: '1000', restarts: 0, node: 'node1'};

/** A stage's job folder beside a scheduler of its own. */
function scene(faults: Record<string, Fault[]> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-array-'));
  const slurm = mkdtempSync(join(tmpdir(), 'ddsm-fake-'));
  Object.assign(process.env, installFake(slurm));
  process.env.PATH = `${join(slurm, 'bin')}:${PLAIN_PATH}`;
  setFaults(slurm, faults);
  mkdirSync(join(folder, 'stage'));
  const notes: string[] = [];
  const deal = (work: Partial<StubWork>, tasks: number, units = UNITS) =>
    dealAll(folder, {units, tasks, mark, work: {milliseconds: 20, ...work}, note: (line) => notes.push(line)});
  /** Lines of `unit job`. */
  const begun = (): string[] =>
    existsSync(join(folder, 'begun.log')) ? readFileSync(join(folder, 'begun.log'), 'utf8').trim().split('\n') : [];
  const submitted = (): string[] => callsOf(slurm).filter((call) => call.startsWith('sbatch'));
  after(() =>
    execFileSync(
      'scancel',
      jobsOf(slurm).map(({id}) => String(id)),
      {env: {...process.env, FAKE_SLURM: slurm}},
    ),
  );
  return {folder, slurm, notes, deal, begun, submitted};
}

/** What the units left: names and contents. */
const resultsIn = (folder: string): string[] =>
  readdirSync(join(folder, 'stage', 'units'))
    .sort()
    .map((name) => `${name} ${readFileSync(join(folder, 'stage', 'units', name), 'utf8')}`);

const expected = Array.from({length: UNITS}, (_, place) => `${place}.result result of unit-${place}\n`);
const namesIn = (begun: readonly string[]): string[] => begun.map((line) => line.split(' ')[0]!);
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((next) => setTimeout(next, 20));
};

for (const tasks of [1, 2, 5])
  test(`dealToArray() has every unit done once, with tasks to help: ${tasks}`, async () => {
    const {folder, slurm, deal, begun, submitted} = scene();
    const {outcome, shares} = await deal({awaits: 1}, tasks);
    assert.equal(outcome, 'done');
    assert.deepEqual(resultsIn(folder), expected);
    assert.deepEqual([...new Set(namesIn(begun()))].length, UNITS);
    assert.equal(begun().length, UNITS);
    assert.equal(submitted().length, 1);
    assert.match(submitted()[0]!, new RegExp(`--array=1-${tasks} `));
    assert.ok(jobsOf(slurm).some(({task}) => begun().some((line) => line.endsWith(`_${task?.index}`))));
    assert.equal(shares.at(-1), 1);
  });

test('dealToArray() asks for no more tasks than there are units beside its own', async () => {
  const {deal, submitted} = scene();
  await deal({}, 5, 3);
  assert.match(submitted()[0]!, /--array=1-2 /);
});

test('dealToArray() has a unit done again whose task died, and another task takes the place', async () => {
  const {folder, deal, begun, notes, submitted} = scene();
  const {outcome} = await deal({awaits: 3, die: ['unit-1', 'unit-2']}, 2);
  assert.equal(outcome, 'done');
  assert.deepEqual(resultsIn(folder), expected);
  const died = begun().filter(
    (line, place) => begun().findIndex((one) => namesIn([one])[0] === namesIn([line])[0]) !== place,
  );
  assert.ok(died.length > 0, begun().join());
  assert.ok(
    notes.some((line) => /without a word; what it had is done again\n {2}\| hello from task \d+_\d/.test(line)),
  );
  assert.ok(submitted().length > 1);
});

test('dealToArray() does all by itself where no task ever starts, and takes the tasks back', async () => {
  const {folder, slurm, deal, begun} = scene();
  writeFileSync(join(slurm, 'held-tasks'), '');
  assert.equal((await deal({}, 3)).outcome, 'done');
  assert.deepEqual(resultsIn(folder), expected);
  assert.ok(begun().every((line) => line.endsWith(' 1000')));
  assert.deepEqual(
    jobsOf(slurm).map(({state}) => state),
    ['CANCELLED', 'CANCELLED', 'CANCELLED'],
  );
});

for (const fault of ['lose', 'twice', 'silent'] as const)
  test(`dealToArray() finds its tasks by their name when the answer of sbatch is lost: ${fault}`, async () => {
    const {folder, slurm, deal, begun} = scene({sbatch: [fault]});
    assert.equal((await deal({awaits: 1}, 2)).outcome, 'done');
    assert.deepEqual(resultsIn(folder), expected);
    const numbers = readArray(folder)!.attempts.flatMap(({job}) => job ?? []);
    const arrays = [...new Set(jobsOf(slurm).map(({task}) => String(task!.array)))];
    assert.deepEqual(numbers, arrays.slice(0, 1));
    assert.deepEqual(arrays.slice(1), fault === 'twice' ? readArray(folder)!.dropped.slice(0, 1) : []);
    assert.ok(begun().some((line) => line.includes(`${numbers[0]}_`)));
  });

test('dealToArray() goes on by itself where no array is taken', async () => {
  const {folder, deal, notes, submitted} = scene({sbatch: ['refuse']});
  assert.equal((await deal({}, 2)).outcome, 'done');
  assert.deepEqual(resultsIn(folder), expected);
  assert.deepEqual(submitted().length, 1);
  assert.ok(notes.some((line) => /no more tasks help: .*Invalid account/.test(line)));
});

test("a stage's job that is killed in the middle finds the tasks again, which have gone on, and submits none twice", async () => {
  const {folder, slurm, begun, submitted} = scene();
  const dealing: Omit<Dealing, 'mark' | 'note'> = {
    units: 12,
    tasks: 2,
    work: {milliseconds: 20, awaits: 9, gate: true},
  };
  const begin = (restarts: number, work: Partial<StubWork>) => {
    writeFileSync(join(folder, 'dealing.json'), JSON.stringify({...dealing, work: {...dealing.work, ...work}}));
    const env = {...process.env, SLURM_JOB_ID: '1000', SLURMD_NODENAME: 'node1', SLURM_RESTART_COUNT: String(restarts)};
    const child = spawn(process.execPath, [entry, 'stage', folder], {env, stdio: 'ignore'});
    return {child, ended: new Promise((done) => child.on('exit', (code, signal) => done(signal ?? code)))};
  };
  const byTasks = (): number => begun().filter((line) => line.includes('_')).length;
  const first = begin(0, {});
  await until(() => byTasks() > 0 && begun().some((line) => line.endsWith(' 1000')));
  first.child.kill('SIGKILL');
  assert.equal(await first.ended, 'SIGKILL');
  const before = byTasks();
  writeFileSync(join(folder, 'go'), '');
  await until(() => byTasks() > before);
  assert.equal(await begin(1, {awaits: 0}).ended, 0);
  assert.equal(resultsIn(folder).length, 12);
  assert.equal(submitted().length, 1);
  assert.equal(new Set(jobsOf(slurm).map(({task}) => task!.array)).size, 1);
  // What the killed one was at is all that was done twice.
  assert.equal(begun().length, 13, begun().join());
});

test('dealToArray() has a preempted task go on where it was, and what it was at done by others', async () => {
  const {folder, slurm, deal, begun} = scene();
  const dealt = deal({awaits: 1, hang: 'unit-1'}, 1);
  await until(() => begun().some((line) => line.startsWith('unit-1 ') && line.includes('_')));
  process.kill(jobsOf(slurm)[0]!.pid!, 'SIGTERM');
  assert.equal((await dealt).outcome, 'done');
  assert.deepEqual(resultsIn(folder), expected);
  await until(() => jobsOf(slurm)[0]!.restarts === 1);
});

test('dealToArray() stops where somebody cancels the array, to be continued, and a new attempt has tasks of its own', async () => {
  const {folder, slurm, deal, begun} = scene();
  const dealt = deal({awaits: 9, hang: 'unit-1'}, 1);
  await until(() => begun().some((line) => line.includes('_')));
  execFileSync('scancel', ['1']);
  const {outcome, cancelled} = await dealt;
  assert.deepEqual({outcome, cancelled}, {outcome: 'stopped', cancelled: '1'});
  assert.ok(!existsSync(join(folder, 'stage', 'units')) || resultsIn(folder).length < UNITS);
  assert.equal((await deal({awaits: 2}, 1)).outcome, 'done');
  assert.deepEqual(resultsIn(folder), expected);
  assert.equal(jobsOf(slurm).length, 2);
});

test('dealToArray() throws what a task failed with, and the last lines that it said', async () => {
  const {deal} = scene();
  await assert.rejects(deal({awaits: 9, fail: 'unit-1'}, 1), (error: Error) => {
    assert.match(error.message, /task 1_1 failed: unit-1 cannot be done/);
    assert.match(error.message, /\| hello from task 1_1/);
    return true;
  });
});

test("HelperArray.end() takes back tasks that run, which then are nobody else's to have cancelled", async () => {
  const {folder, slurm, deal, begun} = scene();
  await assert.rejects(deal({awaits: 9, fail: 'unit-1', hang: 'unit-2'}, 2), /cannot be done/);
  const plan = readJson<ArrayPlan>(join(folder, 'plan.json'))!;
  await new HelperArray({plan, folder, note() {}}).end();
  await until(() => jobsOf(slurm).every(({state}) => state !== 'RUNNING' && state !== 'COMPLETING'));
  assert.ok(begun().length > 1);
  assert.ok(readArray(folder)!.dropped.every((id) => /^1_\d$/.test(id)));
});

test('arrayOf() has tasks help a stage whose work is cut into units, where the spec asks for them', () => {
  const settings = {setup: ['module load cuda'], environment: ['A=1'], grace: 60, poll: 5, arrayTasks: 4, options: []};
  const named = {name: 'ddsm-x-search-1', folder: '/runs/x/jobs/search-1'};
  const found = arrayOf(settings, {...named, stage: 'search'})!;
  assert.deepEqual([found.plan.name, found.plan.tasks, found.plan.poll], ['ddsm-x-search-1.array', 4, 5]);
  // Tasks share a name: they would wait for each other.
  assert.ok(found.plan.args.every((one) => !one.startsWith('--dependency')));
  assert.ok(found.plan.args.includes('--output=output-%A_%a.log'));
  assert.match(found.script, /export A=1\nmodule load cuda\nexec .*taskMain\.js \/runs\/x\/jobs\/search-1\n$/s);
  assert.equal(arrayOf({...settings, arrayTasks: 0}, {...named, stage: 'search'}), undefined);
  assert.equal(arrayOf(settings, {...named, stage: 'train'}), undefined);
});

test('endOf() says why a job gave up, which can be continued', () => {
  const submission = {
    name: 'n',
    stage: 'search',
    key: 'k',
    at: '',
    attempts: [{at: '', job: '3', after: []}],
    folder: '/no',
  };
  const stopped = {at: '', event: 'stopped', stage: 'search', job: '3'} as const;
  const why = (event: JournalEvent) =>
    endOf({id: 'search', key: 'k'}, {submission, last: undefined, events: [event], isOrphan: false});
  const end = why({...stopped, message: 'array job 4, which helps it, was cancelled'});
  assert.ok('problem' in end && end.exitCode === EXIT.resumable);
  assert.match(end.problem.message, /^search: array job 4, which helps it, was cancelled/);
  assert.deepEqual(why(stopped), {why: 'saved and could not go back into the queue'});
});

test('help() ends where there is nothing to do for long, and where the stage is over', async () => {
  const {folder} = scene();
  const options = {
    ...{folder, mark, poll: 0.05, linger: 0.1, isStopping: () => false, note() {}},
    unit: async () => 'done' as const,
  };
  assert.equal(await help({...options, isOver: () => false}), 'idle');
  assert.equal(await help({...options, isOver: () => true}), 'done');
});

test('help() lets be what others have finished meanwhile, whatever became of it here', async () => {
  const {folder} = scene();
  const board = {job: jobIn(folder, {milliseconds: 0}), units: unitsOf(1), environment: {}};
  writeBoard(folder, board);
  const unit = async (): Promise<'done'> => {
    writeBoard(folder, {...board, units: []});
    throw new Error('its folder has gone');
  };
  const notes: string[] = [];
  const note = (line: string): number => notes.push(line);
  const options = {folder, mark, poll: 0.05, linger: 0.1, isStopping: () => false, isOver: () => false, unit, note};
  assert.equal(await help(options), 'idle');
  assert.deepEqual(notes, ['unit-0 was done by others']);
});

test('taskViews() has a line for each task that runs, and one for those that wait for the same', () => {
  const submission = {name: 'n', stage: 'search', key: '', at: '', attempts: [], folder: '/nowhere'};
  const task = (id: string, state: string, more: object = {}) => ({
    id,
    name: 'n.array',
    state,
    reason: 'None',
    node: '',
    ...more,
  });
  const all = [
    task('7_1', 'RUNNING', {node: 'a'}),
    task('7_2', 'RUNNING', {node: 'b'}),
    ...['7_3', '7_4', '7_6'].map((id) => task(id, 'PENDING', {reason: 'Priority'})),
    task('5_1', 'COMPLETED'),
    {...task('8', 'RUNNING'), name: 'n'},
  ];
  assert.deepEqual(
    taskViews(submission, all).map(({job, helpers, state, why, node}) => [job, helpers, state, why, node]),
    [
      ['7_1', 1, 'running', null, 'a'],
      ['7_2', 1, 'running', null, 'b'],
      ['7_[3-4,6]', 3, 'pending', 'waits: others go first (Priority)', null],
      ['5_1', 1, 'completed', null, null],
    ],
  );
  assert.deepEqual(taskViews(submission, undefined), []);
});
