import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {Journal} from '../../src/run/journal.js';
import {withDonors} from '../../src/run/share.js';
import {type StageState, savedOf, stageStates} from '../../src/run/states.js';
import {writeCheckpoint} from '../../src/store/checkpoints.js';
import {appendLine} from '../../src/store/files.js';
import {runFiles, searchFiles, trainingFiles} from '../../src/store/runFolder.js';
import {openingOf, openStage, writeRecord} from '../../src/store/stageRecord.js';

const runs = mkdtempSync(join(tmpdir(), 'ddsm-states-'));
const newRun = (name: string): string => {
  const run = join(runs, name);
  mkdirSync(run);
  writeFileSync(runFiles(run).spec, `name: ${name}\n`);
  return run;
};
const stage = (name: string, settings: object, more: Partial<StageState> = {}): StageState => ({
  ...{name, id: name, title: name, key: `key of ${name}`, version: 1, settings, means: {}, inputs: {}, folders: {}},
  ...{readsData: false, keepsPieces: false, isTimed: false, estimate: {macs: 1, bytes: 0}, state: 'run', why: ''},
  ...more,
});
const train = stage('train', {iterations: 100});
const statesOf = (run: string, ...stages: StageState[]): StageState[] =>
  stageStates(run, {experiment: '', stages, cases: []});
const checkpointAt = (folder: string, step: number): void =>
  writeCheckpoint(trainingFiles(folder).checkpoints, step, {files: {}, facts: {}});

test('savedOf() is what a stage does not compute again: steps of a checkpoint, scored candidates, images of an evaluation', () => {
  const run = newRun('half');
  const evolution = {population: 5, iterations: 3, rescore: 2};
  const search = stage('search', {evolution, widths: ['4/8', '8/8']});
  const evaluate = stage('evaluate', {}, {keepsPieces: true});
  for (const one of [train, search, evaluate]) openStage(run, one.id, openingOf(one));
  const saved = () => statesOf(run, train, search, evaluate).map((one) => savedOf(run, one));
  assert.deepEqual(saved(), [
    {done: 0, total: 100, unit: 'steps'},
    {done: 0, total: 17, unit: 'candidates'},
    undefined,
  ]);
  checkpointAt(join(run, 'train'), 60);
  for (const genes of ['00', '11', '01']) appendLine(searchFiles(join(run, 'search')).candidates, {genes});
  const journal = new Journal(run);
  // The journal is behind the checkpoint.
  journal.log({event: 'progress', stage: 'train', done: 50, total: 100, unit: 'steps'});
  journal.log({event: 'start', stage: 'evaluate', key: evaluate.key});
  journal.log({event: 'progress', stage: 'evaluate', done: 64, total: 256, unit: 'images'});
  assert.deepEqual(saved(), [
    {done: 60, total: 100, unit: 'steps'},
    {done: 3, total: 17, unit: 'candidates'},
    {done: 64, total: 256, unit: 'images'},
  ]);
  // Of other settings nothing of a training is of use.
  const [other] = statesOf(run, {...train, key: 'another'});
  assert.deepEqual([other!.state, savedOf(run, other!)], ['run', undefined]);
});

test('stageStates() knows the work of settings that come back, wherever it is kept', () => {
  const run = newRun('back');
  openStage(run, 'train', openingOf(train));
  checkpointAt(join(run, 'train'), 40);
  openStage(run, 'train', openingOf({...train, key: 'another'}));
  const [state] = statesOf(run, train);
  assert.equal(state!.state, 'resume');
  assert.match(state!.why, /goes on with what is kept in .*attic\/train-/);
  assert.deepEqual(savedOf(run, state!), {done: 40, total: 100, unit: 'steps'});
});

test('withDonors() finds what other runs have done, and leaves to a run what it has begun itself', () => {
  const [donor, taker] = [newRun('donor'), newRun('taker')];
  const record = openStage(donor, 'train', openingOf(train));
  const states = () => withDonors(taker, statesOf(taker, train), runs).map(({state, why}) => `${state}: ${why}`);
  assert.deepEqual(states(), ['run: it has not run yet']);
  writeRecord(donor, 'train', {...record, done: true});
  assert.deepEqual(states(), ['done: taken over from donor']);
  openStage(taker, 'train', openingOf({...train, key: 'another'}));
  assert.deepEqual(states(), ['done: taken over from donor']);
  openStage(taker, 'train', openingOf(train));
  assert.deepEqual(states(), ['resume: it was interrupted']);
});
