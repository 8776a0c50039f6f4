import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, test} from 'node:test';
import {stagesAtOnce} from '../../src/run/grouping.js';
import type {PlanDevice} from '../../src/run/planDevice.js';
import {expectationOf, knownSpeeds, learnFrom, timeOf} from '../../src/run/speeds.js';
import type {StageState} from '../../src/run/states.js';
import {openStage, writeRecord} from '../../src/store/stageRecord.js';

const device: PlanDevice = {
  name: 'a processor',
  kind: 'cpu',
  source: 'measured',
  arithmetic: 'float32',
  atOnce: 1,
  peak: 2e11,
  efficiency: 0.5,
  memoryBytes: undefined,
};
const networkMacs = 1e9;
const here = {device, networkMacs};
const stage = (name: string, macs: number, more: Partial<StageState> = {}): StageState => ({
  ...{name, id: name, title: name, key: `key of ${name}`, version: 1, settings: {}, means: {}, inputs: {}, folders: {}},
  ...{readsData: false, keepsPieces: false, isTimed: false, estimate: {macs, bytes: 0}, state: 'run', why: ''},
  ...more,
});
let run: string;
/** What a stage leaves when it has taken so long. */
const compute = ({id, key}: StageState, seconds: number): void => {
  const record = openStage(run, id, {key, version: 1, settings: {}, inputs: {}, keepsPieces: false});
  writeRecord(run, id, {...record, done: true, seconds});
};

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-speeds-'));
  process.env.XDG_CACHE_HOME = folder;
  run = join(folder, 'run');
  mkdirSync(join(folder, 'ddsm'));
});

test('a plan goes by the peak until a stage was computed, then by the median of the last such stages', () => {
  const train = stage('train', 1e13);
  const planned = () => timeOf(train, {...here, speeds: knownSpeeds()});
  assert.deepEqual(planned(), {seconds: 200, basis: 'peak'});
  for (const seconds of [400, 1000, 500]) {
    const expected = expectationOf(run, [train], here);
    compute(train, seconds);
    learnFrom(run, expected);
  }
  assert.deepEqual(planned(), {seconds: 500, basis: 'earlier runs'});
  // Twice the work takes twice as long; another network, stage or device is another matter.
  assert.equal(timeOf(stage('train', 2e13), {...here, speeds: knownSpeeds()}).seconds, 1000);
  for (const other of [
    {...here, networkMacs: 3e9},
    {...here, device: {...device, name: 'another'}},
    {...here, device: {...device, arithmetic: 'bfloat16'}},
  ] as const)
    assert.equal(timeOf(train, {...other, speeds: knownSpeeds()}).basis, 'peak');
  assert.equal(timeOf(stage('search', 1e13), {...here, speeds: knownSpeeds()}).basis, 'peak');
});

test('learnFrom() says how far off the plan was, once every stage is done', () => {
  const [train, search] = [stage('train', 1e13), stage('search', 5e12)];
  const expected = expectationOf(run, [train, search], here);
  assert.equal(expected.seconds, 300);
  compute(train, 300);
  assert.equal(learnFrom(run, expected), undefined);
  compute(search, 100);
  assert.equal(learnFrom(run, expected), 'computing took 6 min 40 s; the plan said 5 min 0 s (25 % too short)');
});

test('short stages, stages that are done, and the rest of stages that keep pieces teach nothing', () => {
  const done = stage('train', 1e13, {state: 'done'});
  const begun = stage('evaluate', 1e13, {keepsPieces: true, state: 'resume'});
  const short = stage('classifier', 1e11);
  compute(begun, 100);
  const expected = expectationOf(run, [done, begun, short], here);
  assert.deepEqual(
    expected.stages.map(({id}) => id),
    ['classifier'],
  );
  compute(short, 9);
  assert.equal(learnFrom(run, expected), undefined);
  assert.deepEqual(knownSpeeds(), []);
});

test('learnFrom() tells of a run that goes on what all its sessions took', () => {
  const train = stage('train', 1e13, {state: 'done'});
  const evaluate = stage('evaluate', 5e12, {keepsPieces: true, state: 'resume'});
  compute(train, 300);
  compute(evaluate, 50);
  const expected = expectationOf(run, [train, evaluate], here);
  assert.deepEqual(expected.stages, []);
  compute(evaluate, 100);
  assert.equal(learnFrom(run, expected), 'computing took 6 min 40 s; the plan said 5 min 0 s (25 % too short)');
  assert.deepEqual(knownSpeeds(), []);
});

test('where stages are computed two at a time, each takes longer and both take less, and that is learned apart', () => {
  const both = {...here, device: {...device, atOnce: 2}};
  const stages = [stage('train', 1e13), stage('baseline', 1e13)];
  const alone = expectationOf(run, stages, here).seconds!;
  const expected = expectationOf(run, stages, both);
  assert.ok(expected.seconds! < alone && expected.seconds! > alone / 2);
  for (const one of stages) compute(one, 300);
  assert.equal(learnFrom(run, expected), 'computing took 5 min 0 s; the plan said 4 min 38 s (7 % too short)');
  assert.deepEqual(timeOf(stages[0]!, {...both, speeds: knownSpeeds()}), {seconds: 300, basis: 'earlier runs'});
  assert.equal(timeOf(stages[0]!, {...here, speeds: knownSpeeds()}).basis, 'peak');
});

test('stagesAtOnce() is two for a small network on a CPU of several cores, and one elsewhere', () => {
  assert.equal(stagesAtOnce('cpu', 1e7, 2), 2);
  assert.equal(stagesAtOnce('cpu', 1e7, 1), 1);
  assert.equal(stagesAtOnce('cpu', 6e9, 16), 1);
  assert.equal(stagesAtOnce('gpu', 1e7, 16), 1);
});
