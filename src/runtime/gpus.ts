/** NVIDIA's GPUs as nvidia-smi tells of them, and which of them TensorFlow can compute on. Pure functions of texts. */
import {spawnSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import type {Problem} from '../problem.js';
import {findDriver} from './driver.js';
import {TENSORFLOW_VERSION} from './release.js';

export interface Gpu {
  uuid: string;
  name: string;
  memoryBytes: number;
  driver: string;
  /** `9.0`; undefined where the driver is too old to say. */
  computeCapability?: string;
}

/** Oldest driver that CUDA 12 runs on. */
const LEAST_DRIVER = '525.60.13';
/** Least compute capability that the release has kernels for. */
const LEAST_CAPABILITY = 6;
/** From here on the release has none that run (Blackwell, and what comes after it). */
const FIRST_UNKNOWN_CAPABILITY = 10;
const BLACKWELL = /\bG?B[12]\d0\b|\bGB300\b|\bB300\b|\bRTX 50[5-9]0\b|Blackwell/;

const FIELDS = ['uuid', 'name', 'memory.total', 'driver_version'];

/** The GPUs in what `nvidia-smi --query-gpu=uuid,name,memory.total,driver_version,compute_cap --format=csv,noheader,nounits` prints. */
export function readGpus(text: string): Gpu[] {
  return text.split('\n').flatMap((line) => {
    const [uuid, name, memory, driver, capability] = line.split(',').map((field) => field.trim());
    if (!uuid?.startsWith('GPU-') || !name || !driver) return [];
    const gpu: Gpu = {uuid, name, memoryBytes: (Number(memory) || 0) * 2 ** 20, driver};
    if (capability && /^\d+\.\d+$/.test(capability)) gpu.computeCapability = capability;
    return [gpu];
  });
}

/** The machine's GPUs, in the order of the bus; undefined where nvidia-smi does not say. */
export function findGpus(): Gpu[] | undefined {
  const driver = findDriver();
  if (!driver) return undefined;
  // WSL2 and some containers have it where the shell does not look.
  const beside = [
    join(dirname(driver.path), 'nvidia-smi'),
    '/usr/lib/wsl/lib/nvidia-smi',
    '/usr/local/nvidia/bin/nvidia-smi',
  ];
  for (const command of ['nvidia-smi', ...beside]) {
    for (const fields of [[...FIELDS, 'compute_cap'], FIELDS]) {
      const result = spawnSync(command, [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits'], {
        encoding: 'utf8',
        timeout: 20_000,
      });
      if (result.error) break;
      const gpus = readGpus(result.stdout);
      if (result.status === 0 && gpus.length > 0) return gpus;
    }
  }
  return undefined;
}

/**
 * The GPUs that `CUDA_VISIBLE_DEVICES` leaves, in its order: all where it is not set. As CUDA does, it ends at the first
 * entry that names none. Numbers are places in the order of the bus.
 */
export function visibleGpus(gpus: readonly Gpu[], visible: string | undefined): Gpu[] {
  if (visible === undefined) return [...gpus];
  const chosen: Gpu[] = [];
  for (const entry of visible.split(',').map((one) => one.trim())) {
    const gpu = /^\d+$/.test(entry)
      ? gpus[Number(entry)]
      : gpus.find(({uuid}) => entry.length > 4 && uuid.startsWith(entry));
    if (!gpu) break;
    chosen.push(gpu);
  }
  return chosen;
}

/** Whether dotted version `a` comes before `b`. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Why TensorFlow cannot compute on a GPU, or undefined. */
export function gpuProblem({name, driver, computeCapability}: Gpu): Problem | undefined {
  const capability = computeCapability === undefined ? undefined : Number(computeCapability);
  const shown = computeCapability === undefined ? name : `${name} (compute capability ${computeCapability})`;
  const elsewhere = '--device cpu computes on the CPU; on a GPU from Pascal to Hopper (6.0 to 9.0) it works';
  if (capability === undefined ? BLACKWELL.test(name) : capability >= FIRST_UNKNOWN_CAPABILITY) {
    return {
      code: 'gpu-too-new',
      message: `${shown} is of the Blackwell generation or later, for which TensorFlow ${TENSORFLOW_VERSION} has no kernels that work`,
      suggestion: elsewhere,
    };
  }
  if (capability !== undefined && capability < LEAST_CAPABILITY) {
    return {
      code: 'gpu-too-old',
      message: `${shown} is too old: TensorFlow ${TENSORFLOW_VERSION} has kernels from compute capability ${LEAST_CAPABILITY}.0 on`,
      suggestion: elsewhere,
    };
  }
  if (isOlder(driver, LEAST_DRIVER)) {
    return {
      code: 'driver-too-old',
      message: `the driver of ${name} is ${driver}; CUDA 12 needs ${LEAST_DRIVER} or later`,
      suggestion: 'install a current NVIDIA driver (on WSL2: in Windows), or compute on the CPU with --device cpu',
    };
  }
  return undefined;
}

/** Whether float32 convolutions and products use TF32 on a GPU, unless they are told not to. */
export const hasTf32 = ({computeCapability}: Gpu): boolean => Number(computeCapability ?? 0) >= 8;

/** A GPU as journals, tables and `doctor` name it. */
export const describeGpu = ({name, memoryBytes, driver, computeCapability}: Gpu): string =>
  [
    name,
    `${(memoryBytes / 2 ** 30).toFixed(0)} GiB`,
    `driver ${driver}`,
    ...(computeCapability === undefined ? [] : [`compute capability ${computeCapability}`]),
  ].join(', ');
