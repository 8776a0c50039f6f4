import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {changedDevice, deviceNote, requireSameDevice, withDevice} from '../../src/run/devices.js';
import type {StageState} from '../../src/run/states.js';
import type {ComputeDevice} from '../../src/runtime/compute.js';
import {type RecordedDevice, writeRecord} from '../../src/store/stageRecord.js';

const hopper: RecordedDevice = {kind: 'gpu', name: 'NVIDIA H100 80GB HBM3, 80 GiB', arithmetic: 'tf32'};
const ampere = {kind: 'gpu', name: 'NVIDIA A100-SXM4-40GB, 40 GiB'} as const;
const cpu = {kind: 'cpu', name: 'AMD EPYC'} as const;

/** A run with one stage that `devices` computed, as a plan sees it. */
function runOf(devices: RecordedDevice[] | undefined, {state = 'resume', key = 'k'} = {}) {
  const run = mkdtempSync(join(tmpdir(), 'ddsm-devices-'));
  mkdirSync(join(run, 'train'));
  writeRecord(run, 'train', {key, done: state === 'done', seconds: 1, ...(devices ? {devices} : {})});
  return {run, stages: [{id: 'train', key: 'k', state, why: 'it was interrupted'} as StageState]};
}

test('a run that was begun on a GPU does not go on with a CPU by itself, nor the other way around', () => {
  for (const [devices, found] of [
    [[hopper], cpu],
    [[{...cpu, arithmetic: 'float32'}], ampere],
  ] as const) {
    for (const state of ['resume', 'done']) {
      const {run, stages} = runOf([...devices], {state});
      const problem = changedDevice(run, stages, {found, wanted: 'auto'})!;
      assert.equal(problem.code, 'device-changed');
      assert.ok(problem.message.includes(devices[0].name) && problem.message.includes(found.name));
      assert.ok(problem.suggestion?.includes(`--device ${found.kind}`));
      assert.equal(changedDevice(run, stages, {found, wanted: found.kind}), undefined);
    }
  }
});

test('changedDevice() has nothing to say of what runs anew, of other keys, of what nobody noted', () => {
  for (const {run, stages} of [runOf([hopper], {state: 'run'}), runOf([hopper], {key: 'another'}), runOf(undefined)])
    assert.equal(changedDevice(run, stages, {found: cpu, wanted: 'auto'}), undefined);
});

test('requireSameDevice() lets a GPU go on with the work of another, and says so', () => {
  const {run, stages} = runOf([hopper]);
  const said: string[] = [];
  const note = (line: string): number => said.push(line);
  requireSameDevice(run, stages, {found: ampere, wanted: 'auto', note});
  assert.match(said[0]!, /train was begun on NVIDIA H100.*\(TF32\) and goes on with NVIDIA A100/);
  assert.throws(() => requireSameDevice(run, stages, {found: cpu, wanted: 'auto', note}), ProblemError);
});

test('deviceNote() says on what a stage was begun, with what it would go on, and what that needs', () => {
  const of = (
    found: {kind: 'cpu' | 'gpu'; name: string},
    wanted: 'auto' | 'cpu' = 'auto',
    state = 'resume',
  ): string => {
    const {run, stages} = runOf([hopper], {state});
    return deviceNote(run, stages[0]!, {here: () => found, wanted});
  };
  const begun = '; begun on NVIDIA H100 80GB HBM3, 80 GiB (TF32)';
  assert.equal(of(cpu), `${begun}, would go on with the CPU (AMD EPYC): needs --device cpu`);
  assert.equal(of(cpu, 'cpu'), `${begun}, would go on with the CPU (AMD EPYC)`);
  assert.equal(of(ampere), `${begun}, would go on with ${ampere.name}`);
  assert.equal(of(hopper), begun);
  assert.equal(of(cpu, 'auto', 'done'), '; computed on NVIDIA H100 80GB HBM3, 80 GiB (TF32)');
});

test('withDevice() notes a device once, and the next one after it', () => {
  const on = (found: {kind: 'cpu' | 'gpu'; name: string}, arithmetic: 'float32' | 'tf32') =>
    ({found, verdict: {arithmetic}}) as ComputeDevice;
  let record = withDevice({key: 'k', done: false, seconds: 0}, on(hopper, 'tf32'));
  record = withDevice(record, on(hopper, 'tf32'));
  assert.deepEqual(record.devices, [hopper]);
  record = withDevice(record, on(cpu, 'float32'));
  assert.deepEqual(record.devices, [hopper, {...cpu, arithmetic: 'float32'}]);
});
