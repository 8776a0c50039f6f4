/** The training loop with a trainee that only counts: no network, no recorded program. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {Programs} from '../../src/engine/programs.js';
import {tf} from '../../src/engine/tf.js';
import {layoutOf} from '../../src/models/flatLayout.js';
import type {ProblemError} from '../../src/problem.js';
import {Keeper, Stopped, stageContext, watchOf} from '../../src/stages/context.js';
import {lastCheckpoint, type Trainee, trainingLoop} from '../../src/stages/training/loop.js';
import {trainingFiles} from '../../src/store/runFolder.js';

const layout = layoutOf([{name: 'w', shape: [3]}]);

/** Adds the step's number to every weight; its loss is what `lossAt` says. */
function counting(lossAt: (step: number) => number): Trainee & {steps: number[]} {
  const state: Record<string, Float32Array> = {};
  for (const name of ['weights', 'average', 'first', 'second']) state[name] = new Float32Array(3);
  const steps: number[] = [];
  const programs = {
    read: (name: string) => tf.tensor1d(state[name]!.slice()),
    write: (name: string, value: {dataSync(): Float32Array}) => {
      state[name] = value.dataSync().slice();
    },
  } as unknown as Programs;
  return {
    programs,
    layout,
    steps,
    initial: () => new Float32Array(3),
    step(step) {
      steps.push(step);
      for (const values of Object.values(state)) for (let i = 0; i < 3; i++) values[i]! += step;
      return {losses: {'8/8': lossAt(step)}, norm: 1};
    },
  };
}

function contextIn(folder: string, isStopping: () => boolean = () => false) {
  const watch = watchOf({report: () => {}, warn: () => {}, isStopping});
  return stageContext<object>({stage: 'train', settings: {}, means: {}, inputs: {}, folder}, watch, {
    keeper: new Keeper(),
  });
}

async function trainIn(folder: string, trainee: Trainee, isStopping?: () => boolean): Promise<void> {
  const context = contextIn(folder, isStopping);
  await trainingLoop(context, trainee, {
    iterations: 30,
    learningRate: () => 0.1,
    checkpointEvery: 5,
    checkpoint: lastCheckpoint(context),
    remedy: 'lower train.learningRate',
  });
}

const logOf = (folder: string): number[] =>
  readFileSync(trainingFiles(folder).log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as {step: number}).step);

test('trainingLoop() stops at the first loss that is not finite, and goes on from the checkpoint before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-loop-'));
  const broken = counting((step) => (step === 13 ? Number.NaN : 1 / step));
  await assert.rejects(trainIn(folder, broken), (error: ProblemError) => {
    const [problem] = error.problems;
    assert.equal(problem!.code, 'non-finite-loss');
    assert.match(problem!.message, /loss of step 13 is not finite \(losses NaN, gradient norm 1\)/);
    assert.match(problem!.suggestion!, /lower train\.learningRate, then run again/);
    return true;
  });
  assert.equal(lastCheckpoint(contextIn(folder))?.step, 10);
  const mended = counting((step) => 1 / step);
  await trainIn(folder, mended);
  assert.deepEqual([mended.steps[0], mended.steps.at(-1)], [11, 30]);
  assert.deepEqual(logOf(folder), [10, 20, 30]);
  const whole = counting(() => 1);
  await trainIn(mkdtempSync(join(tmpdir(), 'ddsm-loop-')), whole);
  assert.deepEqual(mended.programs.read('weights').dataSync(), whole.programs.read('weights').dataSync());
});

test('trainingLoop() saves at the step at which a stop is asked for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-loop-'));
  const stopped = counting(() => 1);
  await assert.rejects(
    trainIn(folder, stopped, () => stopped.steps.length >= 7),
    Stopped,
  );
  assert.equal(lastCheckpoint(contextIn(folder))?.step, 7);
});
