import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {choiceOf, forProcesses} from '../../src/runtime/compute.js';
import {
  deviceName,
  type FoundDevice,
  foundDevice,
  openDevice,
  type Settled,
  settleDevice,
  unstartedProblem,
  wantedDevice,
} from '../../src/runtime/device.js';
import {describeGpu, type Gpu, gpuProblem, hasTf32, isOlder, readGpus, visibleGpus} from '../../src/runtime/gpus.js';
import {missingGpuProblem, recogniseEnd, recogniseSymptom} from '../../src/runtime/symptoms.js';
import {fixture} from '../fixtures.js';

const text = (name: string): string => readFileSync(fixture('device', `${name}.txt`), 'utf8');
const gpus = readGpus(text('nvidia-smi'));
const cpu: FoundDevice = {kind: 'cpu', name: cpus()[0]!.model.trim()};
const [hopper, ampere, volta, geforce, blackwell, maxwell] = gpus as [Gpu, Gpu, Gpu, Gpu, Gpu, Gpu];

test('readGpus() reads names, memory, drivers and compute capabilities, and passes over everything else', () => {
  assert.equal(gpus.length, 6);
  assert.deepEqual(hopper, {
    uuid: 'GPU-0a1b2c3d-1111-2222-3333-444455556666',
    name: 'NVIDIA H100 80GB HBM3',
    memoryBytes: 81559 * 2 ** 20,
    driver: '550.54.15',
    computeCapability: '9.0',
  });
  assert.equal(describeGpu(hopper), 'NVIDIA H100 80GB HBM3, 80 GiB, driver 550.54.15, compute capability 9.0');
  const old = readGpus('GPU-0a1b2c3d-1, Tesla P100-PCIE-16GB, 16280, 525.60.13\n');
  assert.equal(old[0]!.computeCapability, undefined);
  assert.deepEqual(readGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."), []);
});

test('gpuProblem() refuses Blackwell and what is too old, by name; Pascal to Hopper pass', () => {
  for (const one of [hopper, ampere, volta]) assert.equal(gpuProblem(one), undefined);
  for (const one of [geforce, blackwell]) {
    const problem = gpuProblem(one)!;
    assert.equal(problem.code, 'gpu-too-new');
    assert.ok(problem.message.includes(one.name) && problem.message.includes('Blackwell'));
  }
  const {computeCapability: _, ...unnamed} = geforce;
  assert.equal(gpuProblem(unnamed)?.code, 'gpu-too-new');
  assert.equal(gpuProblem(maxwell)?.code, 'gpu-too-old');
  assert.equal(gpuProblem({...hopper, driver: '525.60.12'})?.code, 'driver-too-old');
  assert.equal(gpuProblem({...hopper, driver: '525.60.13'}), undefined);
});

test('isOlder() compares versions by their numbers', () => {
  assert.ok(isOlder('525.9.1', '525.60.13'));
  assert.ok(isOlder('525.60', '525.60.13'));
  assert.ok(!isOlder('550.54', '525.60.13'));
  assert.ok(!isOlder('525.60.13', '525.60.13'));
});

test('hasTf32() from Ampere on', () => {
  assert.deepEqual([hopper, ampere, volta].map(hasTf32), [true, true, false]);
});

test('visibleGpus() follows CUDA_VISIBLE_DEVICES: numbers, beginnings of UUIDs, the end at what names none', () => {
  const names = (visible: string | undefined): string[] => visibleGpus(gpus, visible).map(({name}) => name);
  assert.equal(names(undefined).length, 6);
  assert.deepEqual(names('2,0'), [volta.name, hopper.name]);
  assert.deepEqual(names('GPU-1a1b'), [ampere.name]);
  assert.deepEqual(names('0,-1,2'), [hopper.name]);
  assert.deepEqual(names(''), []);
});

test('settleDevice() pins the first GPU that can compute, by UUID', () => {
  const here = {gpus, hasDriver: true, visible: undefined};
  assert.deepEqual(settleDevice('auto', here).choice, {kind: 'gpu', uuid: hopper.uuid});
  assert.deepEqual(settleDevice('cpu', here), {choice: {kind: 'cpu'}, warnings: []});
  const mixed = settleDevice('gpu', {...here, visible: '3,1'});
  assert.equal(mixed.gpu, ampere);
  assert.deepEqual(
    mixed.warnings.map(({code}) => code),
    ['gpu-too-new'],
  );
  // A container with the driver, but without nvidia-smi.
  assert.deepEqual(settleDevice('gpu', {...here, gpus: undefined}).choice, {kind: 'gpu'});
});

test('forProcesses() gives each process a GPU of its own, as far as there are any of the first one’s model', () => {
  const second = {...hopper, uuid: 'GPU-2'};
  const third = {...hopper, uuid: 'GPU-3'};
  const settled = settleDevice('auto', {gpus: [hopper, ampere, second, third], hasDriver: true, visible: undefined});
  const uuids = (count: number): (string | undefined)[] =>
    forProcesses(settled, count).map(([one]) => one!.choice.uuid);
  assert.deepEqual(uuids(1), [hopper.uuid]);
  assert.deepEqual(uuids(2), [hopper.uuid, second.uuid]);
  assert.deepEqual(uuids(9), [hopper.uuid, second.uuid, third.uuid]);
  assert.equal(forProcesses({choice: {kind: 'cpu'}, warnings: []}, 4).length, 1);
  // A training over two GPUs: three are enough for one such process, and there is one even where GPUs are too few.
  const groups = (count: number, each: number): number[] => forProcesses(settled, count, each).map((one) => one.length);
  assert.deepEqual(groups(1, 2), [2]);
  assert.deepEqual(groups(2, 2), [2]);
  assert.deepEqual(groups(1, 4), [3]);
  assert.deepEqual(choiceOf(forProcesses(settled, 1, 2)[0]!), {kind: 'gpu', uuid: `${hopper.uuid},${second.uuid}`});
  assert.deepEqual(forProcesses({choice: {kind: 'cpu'}, warnings: []}, 2, 4).length, 1);
});

test('settleDevice() passes on a slice of a GPU, which nvidia-smi does not list', () => {
  const slice = 'MIG-5c1a7f04-6a0e-5f0e-9a53-7a3d3d3d3d3d';
  const settled = settleDevice('auto', {gpus, hasDriver: true, visible: `${slice},MIG-2`});
  assert.deepEqual(settled, {choice: {kind: 'gpu', uuid: slice}, warnings: []});
  assert.equal(deviceName(settled), `a GPU's slice ${slice}`);
});

test('settleDevice() asked for a GPU ends with the cause; asked for nothing, takes the CPU and says why', () => {
  for (const [here, code] of [
    [{gpus: undefined, hasDriver: false, visible: undefined}, 'driver-missing'],
    [{gpus: [geforce, maxwell], hasDriver: true, visible: undefined}, 'gpu-too-new'],
    [{gpus, hasDriver: true, visible: '-1'}, 'gpu-hidden'],
  ] as const) {
    assert.throws(
      () => settleDevice('gpu', here),
      (error) => error instanceof ProblemError && error.problems.length === 1 && error.problems[0]!.code === code,
    );
    const settled = settleDevice('auto', here);
    assert.equal(settled.choice.kind, 'cpu');
    // Without a driver nobody expects a GPU.
    assert.deepEqual(
      settled.warnings.map((one) => one.code),
      here.hasDriver ? [code] : [],
    );
  }
});

test('wantedDevice() takes cpu, gpu, or neither', () => {
  assert.deepEqual([wantedDevice('cpu'), wantedDevice('gpu'), wantedDevice('tpu')], ['cpu', 'gpu', 'auto']);
});

test("recogniseSymptom() knows every symptom by TensorFlow's own words", () => {
  for (const [name, code, words] of [
    ['no-driver', 'driver-missing', /libcuda\.so\.1/],
    ['missing-libraries', 'cuda-libraries', /libcusolver\.so\.11$/],
    ['missing-nvjitlink', 'cuda-libraries', /libcusolver\.so\.11 \(which needs libnvJitLink\.so\.12\)/],
    ['libraries-unnamed', 'cuda-libraries', /does not say which/],
    ['no-device', 'driver-unusable', /CUDA_ERROR_NO_DEVICE/],
    ['cudnn-mixed', 'cudnn-mixed', /\(9\.1\.0\) than TensorFlow needs \(9\.3\.0 or later\)/],
    ['invalid-ptx', 'gpu-too-new', /Blackwell/],
    ['sm-120', 'gpu-too-new', /Blackwell/],
    ['compiles', 'gpu-compiles', /9\.0.*half an hour/],
    ['libdevice', 'xla-files', /libdevice/],
    ['ptxas', 'xla-files', /ptxas/],
    ['memory', 'gpu-memory', /memory/],
    ['ignored', 'gpu-skipped', /compute capability 3\.7/i],
  ] as const) {
    const problem = recogniseSymptom(text(name));
    assert.equal(problem?.code, code, name);
    assert.match(problem!.message, words);
    assert.ok(problem!.suggestion, name);
  }
  assert.equal(recogniseSymptom(text('registered')), undefined);
  // Half an hour of compiling is no reason to have ended.
  assert.equal(recogniseEnd(text('compiles')), undefined);
  assert.equal(recogniseEnd(`${text('compiles')}${text('memory')}`)?.code, 'gpu-memory');
});

test('foundDevice() names the GPU that computes, and never takes a CPU for one', () => {
  const settled = settleDevice('gpu', {gpus, hasDriver: true, visible: undefined});
  assert.deepEqual(foundDevice(settled, 'gpu', ''), {kind: 'gpu', name: describeGpu(hopper), gpu: hopper});
  assert.throws(() => foundDevice(settled, 'cpu', text('missing-libraries')), /libcusolver\.so\.11/);
  assert.throws(() => foundDevice(settled, 'cpu', ''), /gave no reason/);
  assert.deepEqual(foundDevice({choice: {kind: 'cpu'}, warnings: []}, 'cpu', ''), cpu);
  assert.equal(missingGpuProblem('nothing of interest').code, 'gpu-missing');
});

test('openDevice() ends where a GPU was asked for and none works, and else takes the CPU and keeps the cause', () => {
  const machine = {
    here: () => settleDevice('auto', {gpus, hasDriver: true, visible: undefined}),
    // A driver that opens, on a machine without a card.
    attempt: (settled: Settled): FoundDevice => foundDevice(settled, 'cpu', text('no-device')),
  };
  assert.throws(() => openDevice('gpu', machine), /driver is there but does not start: CUDA_ERROR_NO_DEVICE/);
  const {settled, found} = openDevice('auto', machine);
  assert.deepEqual([settled.choice, found], [{kind: 'cpu'}, cpu]);
  assert.deepEqual(
    settled.warnings.map(({code}) => code),
    ['driver-unusable'],
  );
});

test('unstartedProblem() says why TensorFlow does not start, and that --fix mends it', () => {
  const words = 'node:internal/modules\nError: /cache/tfjs_binding.node: file too short\n    at Module.load\n';
  const {code, message, suggestion} = unstartedProblem(words);
  assert.equal(code, 'device');
  assert.match(message, /does not start on the CPU: Error: .*file too short$/);
  assert.match(suggestion!, /^run `npx ddsm doctor --fix`/);
});

test('no message names a script of the project, or the command that a user of doctor has just called', () => {
  const problems = [missingGpuProblem('nothing of interest'), unstartedProblem(''), recogniseSymptom(text('ignored'))!];
  for (const {suggestion} of problems) assert.doesNotMatch(suggestion!, /npm run|doctor(?! --fix)/);
});
