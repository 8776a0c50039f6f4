import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {runTasks} from '../../src/cli/list.js';
import {deferred} from '../../src/run/deferred.js';
import {type Executor, runStage, stageTasks} from '../../src/run/execute.js';
import {Journal} from '../../src/run/journal.js';
import type {Session} from '../../src/run/session.js';
import type {StageState} from '../../src/run/states.js';

const stageOf = (id: string, inputs: string[] = []): StageState =>
  ({name: id, id, title: id, state: 'run', folders: Object.fromEntries(inputs.map((one) => [one, one]))}) as never;

test('a stage that fails has those beside it save and end before the run does, and none begin after it', async () => {
  const said: string[] = [];
  const stop = deferred();
  const executor: Executor = {
    signal: undefined,
    notBegun: 'not started',
    stop: () => stop.resolve(),
    async runStage({id}) {
      said.push(`${id} begins`);
      if (id === 'baseline') throw new RangeError('it diverges');
      await stop.promise;
      // A checkpoint takes a while.
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
      said.push(`${id} is saved`);
    },
  };
  const tasks = stageTasks([stageOf('train'), stageOf('baseline'), stageOf('search', ['train'])], executor, {
    keepGoing: false,
  });
  const all = tasks.map(({id, title, work}) => ({id, title, task: work}));
  await assert.rejects(runTasks(all, {plain: true, concurrent: 2}), /it diverges/);
  assert.deepEqual(said, ['train begins', 'baseline begins', 'train is saved']);
});

const stage = (state: StageState['state']): StageState => ({
  ...{name: 'train', id: 'train', title: 'Train', key: 'key', version: 1, settings: {}, means: {}, inputs: {}},
  ...{folders: {}, readsData: false, keepsPieces: false, isTimed: false, estimate: {macs: 1, bytes: 0}},
  ...{state, why: 'nothing has changed'},
});
/** A display, and what it was told at last. */
const display = () => {
  const told = {
    ...{output: '', title: '', skipped: ''},
    skip(why: string) {
      told.skipped = why;
    },
  };
  return told;
};

test('a stage that was done before is shown as done, one that was stopped is not', async () => {
  const before = display();
  await stageTasks([stage('done')], {} as Executor, {keepGoing: false})[0]!.work(before);
  assert.deepEqual([before.title, before.skipped], ['Train: done before (nothing has changed)', '']);
  for (const [state, title, skipped] of [
    ['done', /^Train: done in \d+ s$/, /^$/],
    ['stopped', /^$/, /^stopped after \d+ s$/],
  ] as const) {
    const run = mkdtempSync(join(tmpdir(), 'ddsm-execute-'));
    const session = {compute: async () => ({state, seconds: 0})} as unknown as Session;
    const shown = display();
    await runStage(stage('run'), shown, {run, session, journal: new Journal(run), data: '', plain: true, note() {}});
    assert.match(shown.title, title);
    assert.match(shown.skipped, skipped);
  }
});
