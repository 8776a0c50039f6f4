import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runTasks} from '../../src/cli/list.js';
import {deferred} from '../../src/run/deferred.js';
import {type Executor, stageTasks} from '../../src/run/execute.js';
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
