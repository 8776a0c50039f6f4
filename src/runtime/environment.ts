/** The environment in which a compute process finds its device and nothing but its device. Pure. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Driver} from './driver.js';

export interface DeviceChoice {
  kind: 'cpu' | 'gpu';
  /** The GPU, by UUID; the first that CUDA sees where the driver names none. */
  uuid?: string | undefined;
}

export interface EnvironmentOptions {
  device: DeviceChoice;
  /** Folder of the cached CUDA build; undefined with the CPU build. */
  cuda: string | undefined;
  driver: Driver | undefined;
  /** Where CUDA keeps what it compiles. */
  kernels: string;
  /** What the user has set, which is extended where it is a list and wins where it is a choice. */
  own: Record<string, string | undefined>;
}

/** Every folder of CUDA libraries of a build: they need one another, and TensorFlow's own run path names not all of them. */
export function cudaFolders(cuda: string): string[] {
  const nvidia = join(cuda, 'nvidia');
  if (!existsSync(nvidia)) return [];
  const folders = readdirSync(nvidia)
    .sort()
    .map((name) => join(nvidia, name, 'lib'));
  return folders.filter((folder) => existsSync(folder));
}

/** oneDNN's kernels, which TensorFlow uses by itself only where the processor has AVX-512's instructions for bytes. */
export const kernelEnvironment = (): Record<string, string> =>
  process.arch === 'x64' ? {TF_ENABLE_ONEDNN_OPTS: '1'} : {};

/**
 * What is set for a compute process, whole: these entries replace the process's own. On the CPU the CUDA build sees no
 * GPU. One GPU only, since TensorFlow takes memory of all that it sees and tfjs puts tensors on the last.
 */
export function deviceEnvironment({device, cuda, driver, kernels, own}: EnvironmentOptions): Record<string, string> {
  if (cuda === undefined) return {};
  if (device.kind === 'cpu') return {CUDA_VISIBLE_DEVICES: '-1'};
  const compiler = join(cuda, 'nvidia', 'cuda_nvcc');
  const list = (...entries: (string | undefined)[]): string => entries.filter(Boolean).join(':');
  const dataFolder = '--xla_gpu_cuda_data_dir';
  return {
    // Ours first: another cuDNN on the path would be taken instead.
    LD_LIBRARY_PATH: list(...cudaFolders(cuda), driver?.folder, own.LD_LIBRARY_PATH),
    PATH: list(join(compiler, 'bin'), own.PATH),
    XLA_FLAGS: own.XLA_FLAGS?.includes(dataFolder)
      ? own.XLA_FLAGS
      : [own.XLA_FLAGS, `${dataFolder}=${compiler}`].filter(Boolean).join(' '),
    CUDA_VISIBLE_DEVICES: device.uuid ?? own.CUDA_VISIBLE_DEVICES?.split(',')[0] ?? '0',
    TF_FORCE_GPU_ALLOW_GROWTH: own.TF_FORCE_GPU_ALLOW_GROWTH ?? 'true',
    TF_DETERMINISTIC_OPS: own.TF_DETERMINISTIC_OPS ?? '1',
    // Trying kernels out picks the fastest, which is another one in another process: other bits after a restart.
    TF_CUDNN_USE_AUTOTUNE: own.TF_CUDNN_USE_AUTOTUNE ?? '0',
    // Kernels compiled for a card once stay: without room they are compiled again, which takes half an hour.
    CUDA_CACHE_PATH: own.CUDA_CACHE_PATH ?? kernels,
    CUDA_CACHE_MAXSIZE: own.CUDA_CACHE_MAXSIZE ?? '4294967296',
  };
}
