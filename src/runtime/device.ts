/** Which device computes: what was asked for, what the machine has, what a compute process then found. */
import {spawnSync} from 'node:child_process';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {packageRoot} from '../paths.js';
import {type Problem, ProblemError, remedyOf} from '../problem.js';
import {chooseVariant} from './binding.js';
import {cacheRoot} from './cache.js';
import {findDriver} from './driver.js';
import {type DeviceChoice, deviceEnvironment} from './environment.js';
import {describeGpu, findGpus, type Gpu, gpuProblem, visibleGpus} from './gpus.js';
import {libraryFolder} from './library.js';
import {missingGpuProblem} from './symptoms.js';

/** What a user may ask for; `auto` where they said nothing. */
export type WantedDevice = 'auto' | 'cpu' | 'gpu';

export const wantedDevice = (wanted = process.env.DDSM_DEVICE): WantedDevice =>
  wanted === 'cpu' || wanted === 'gpu' ? wanted : 'auto';

/** What computes, as it was found: for the journal, `doctor` and tables. Plain data. */
export interface FoundDevice {
  kind: 'cpu' | 'gpu';
  /** `NVIDIA H100 80GB HBM3, 80 GiB, driver 550.54, compute capability 9.0`, or the processor's model. */
  name: string;
  gpu?: Gpu;
}

export interface Settled {
  choice: DeviceChoice;
  gpu?: Gpu;
  /** Other GPUs that can compute, for further processes. */
  others?: Gpu[];
  /** Why a GPU that would have come first is not used: to be shown. */
  warnings: Problem[];
}

/** A device as journals, tables and `doctor` name it. */
export function deviceName({choice, gpu}: Settled): string {
  if (choice.kind === 'cpu') return cpus()[0]?.model.trim() || 'an unknown processor';
  if (gpu) return describeGpu(gpu);
  return choice.uuid?.startsWith(SLICE) ? `a GPU's slice ${choice.uuid}` : 'a GPU that nvidia-smi does not name';
}

/** How CUDA names a part of a GPU (MIG), which nvidia-smi's list of GPUs does not have. */
const SLICE = 'MIG-';

/**
 * The device to use of those the machine has. `gpus` undefined: a driver may be there, but it names no cards. Asked for a
 * GPU and given none, throws a ProblemError with the reason; where nothing was asked for, the CPU and a warning.
 */
export function settleDevice(
  wanted: WantedDevice,
  {gpus, hasDriver, visible}: {gpus: readonly Gpu[] | undefined; hasDriver: boolean; visible: string | undefined},
): Settled {
  if (wanted === 'cpu' || (wanted === 'auto' && !hasDriver)) return {choice: {kind: 'cpu'}, warnings: []};
  const refuse = (problem: Problem): Settled => {
    if (wanted === 'gpu') throw new ProblemError(problem);
    return {choice: {kind: 'cpu'}, warnings: [problem]};
  };
  if (!hasDriver) return refuse(missingGpuProblem("Could not load dynamic library 'libcuda.so.1'"));
  const slice = visible?.split(',')[0]?.trim();
  if (slice?.startsWith(SLICE)) return {choice: {kind: 'gpu', uuid: slice}, warnings: []};
  // The compute process will find out: TensorFlow can use a card that nvidia-smi cannot name.
  if (gpus === undefined) return {choice: {kind: 'gpu'}, warnings: []};
  const left = visibleGpus(gpus, visible);
  if (left.length === 0) {
    return refuse({
      code: 'gpu-hidden',
      message: `CUDA_VISIBLE_DEVICES=${visible} leaves none of this machine's GPUs (${gpus.map(({name}) => name).join(', ')})`,
      suggestion: 'leave CUDA_VISIBLE_DEVICES out, or compute with --device cpu',
    });
  }
  const problems = left.map(gpuProblem);
  const index = problems.indexOf(undefined);
  if (index < 0) return refuse(problems[0]!);
  const gpu = left[index]!;
  // Another model computes other bits: what one process begins, the next could not go on with.
  const others = left.filter(({name}, place) => place > index && problems[place] === undefined && name === gpu.name);
  return {choice: {kind: 'gpu', uuid: gpu.uuid}, gpu, others, warnings: problems.slice(0, index) as Problem[]};
}

/** `settleDevice` for this machine and this user. */
export const deviceHere = (wanted = wantedDevice()): Settled => {
  const hasDriver = wanted !== 'cpu' && chooseVariant() === 'gpu' && findDriver() !== undefined;
  return settleDevice(wanted, {
    hasDriver,
    gpus: hasDriver ? findGpus() : undefined,
    visible: process.env.CUDA_VISIBLE_DEVICES,
  });
};

/**
 * The device that computes, tried out. Asked for a GPU, throws a ProblemError with the cause where none works; where
 * nothing was asked for, it is the CPU then, with the cause among the warnings. `here` and `attempt` are the machine's.
 */
export function openDevice(
  wanted = wantedDevice(),
  {here = deviceHere, attempt = tryDevice}: {here?: typeof deviceHere; attempt?: typeof tryDevice} = {},
): {settled: Settled; found: FoundDevice} {
  const settled = here(wanted);
  try {
    return {settled, found: attempt(settled)};
  } catch (error) {
    if (wanted !== 'auto' || settled.choice.kind === 'cpu' || !(error instanceof ProblemError)) throw error;
    const cpu: Settled = {choice: {kind: 'cpu'}, warnings: [...settled.warnings, ...error.problems]};
    return {settled: cpu, found: attempt(cpu)};
  }
}

/** What a compute process on `choice` gets beside the user's environment. */
export const computeEnvironmentOf = (choice: DeviceChoice): Record<string, string> =>
  deviceEnvironment({
    device: choice,
    cuda: chooseVariant() === 'gpu' ? libraryFolder('gpu') : undefined,
    driver: findDriver(),
    kernels: join(cacheRoot(), 'cuda-kernels'),
    own: process.env,
  });

/**
 * What computes where a compute process says `kind`: the device with its facts. Throws a ProblemError where a GPU was
 * chosen and TensorFlow registered none; `words` is what TensorFlow printed.
 */
export function foundDevice(settled: Settled, kind: 'cpu' | 'gpu', words: string): FoundDevice {
  const {choice, gpu} = settled;
  if (choice.kind === 'gpu' && kind === 'cpu') throw new ProblemError(missingGpuProblem(words));
  if (kind === 'cpu') return {kind, name: deviceName({choice: {kind}, warnings: []})};
  return gpu ? {kind, name: deviceName(settled), gpu} : {kind, name: deviceName(settled)};
}

/**
 * Starts TensorFlow once on the device, lets it compute, and says what was found: throws as `foundDevice` does. Takes a
 * second or two; for `doctor`, and before a run's first compute process where a GPU was chosen.
 */
function tryDevice(settled: Settled): FoundDevice {
  const result = spawnSync(process.execPath, [join(packageRoot, 'dist', 'src', 'workers', 'device.js')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...computeEnvironmentOf(settled.choice),
      TF_CPP_MIN_LOG_LEVEL: '0',
      TF_CPP_VMODULE: 'dso_loader=1',
    },
  });
  const kind = /^device (cpu|gpu)$/m.exec(result.stdout ?? '')?.[1] as 'cpu' | 'gpu' | undefined;
  if (kind !== undefined) return foundDevice(settled, kind, result.stderr);
  if (result.error) {
    const message = `no process could be started to look at the device: ${result.error.message}`;
    const remedy = remedyOf(result.error);
    throw new ProblemError({code: 'device', message, ...(remedy === undefined ? {} : {suggestion: remedy})});
  }
  throw new ProblemError(
    settled.choice.kind === 'cpu' ? unstartedProblem(result.stderr ?? '') : missingGpuProblem(result.stderr ?? ''),
  );
}

/** TensorFlow does not even start on the CPU: the error, of what the process printed, and what mends it. */
export function unstartedProblem(words: string): Problem {
  const reason = words.split('\n').find((line) => /^(\w*Error|Fatal|terminate)/.test(line));
  return {
    code: 'device',
    message: `TensorFlow does not start on the CPU${reason === undefined ? '' : `: ${reason}`}`,
    suggestion: 'run `npx ddsm doctor --fix`, which fetches and builds again what is broken',
  };
}
