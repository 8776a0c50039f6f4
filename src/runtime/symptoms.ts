/** What TensorFlow and CUDA say when a GPU does not work, and what it means. Texts in, one problem out. */
import type {Problem, ProblemCode} from '../problem.js';
import {readMissing} from './probe.js';
import {TENSORFLOW_VERSION} from './release.js';

interface Symptom {
  code: ProblemCode;
  /** Words that only this cause brings. */
  words: RegExp;
  message: string | ((text: string) => string);
  suggestion: string;
  /** Of a symptom that a process survives. */
  survives?: true;
}

const DRIVER_REMEDY =
  'see that `nvidia-smi` works for this user (in a container: start it with the GPU passed in, --gpus all), or compute with --device cpu';

/** The deeper cause first: a missing library, say, also makes TensorFlow skip the GPU. */
const SYMPTOMS: readonly Symptom[] = [
  {
    code: 'gpu-too-new',
    words: /CUDA_ERROR_INVALID_PTX|does not support target 'sm_1\d\d|CUDA_ERROR_NO_BINARY_FOR_GPU/,
    message: `TensorFlow ${TENSORFLOW_VERSION} has no kernels for this GPU (Blackwell or later)`,
    suggestion: 'compute with --device cpu, or on a GPU from Pascal to Hopper (compute capability 6.0 to 9.0)',
  },
  {
    code: 'cudnn-mixed',
    words: /Loaded runtime CuDNN library: (\S+) but source was compiled with: (\S+)/i,
    message: (text) => {
      const [, loaded, wanted] =
        /runtime CuDNN library: (\S+) but source was compiled with: (\d[\d.]*\d)/i.exec(text) ?? [];
      return `another cuDNN is loaded (${loaded}) than TensorFlow needs (${wanted} or later)`;
    },
    suggestion: 'take the other cuDNN out of LD_LIBRARY_PATH and LD_PRELOAD',
  },
  {
    code: 'gpu-memory',
    words: /CUDA_ERROR_OUT_OF_MEMORY|failed to allocate [\d.]+\w+ \(\d+ bytes\) from device|OOM when allocating tensor/,
    message: "the GPU's memory is full",
    suggestion:
      'see with `nvidia-smi` which other processes use the GPU; lower the batch sizes, or train with a larger train.accumulate',
  },
  {
    code: 'xla-files',
    words:
      /libdevice\.10\.bc|libdevice is required|Start cannot spawn child process|Couldn't (?:get|find|invoke) ptxas|No PTX compilation provider/,
    message: "CUDA's compiler (ptxas) or its library libdevice.10.bc cannot be used",
    suggestion: 'run `npx ddsm doctor --fix`, which fetches what is missing and restores what cannot be started',
  },
  {
    code: 'cuda-libraries',
    words:
      /libnvJitLink\.so[.\d]*: cannot open|Could not load dynamic library '(?!libcuda\.so|libnvidia-ml|libnvinfer|libnvshmem)|Cannot dlopen some GPU libraries/,
    message: (text) => {
      const names = readMissing(text).map(({name, reason}) => {
        const other = /^(lib\S+): /.exec(reason)?.[1];
        return other === undefined || other === name ? name : `${name} (which needs ${other})`;
      });
      const wanted = names.filter((name) => !/^lib(cuda\.so|nvidia-ml|nvinfer|nvshmem)/.test(name));
      return `CUDA libraries cannot be opened: ${wanted.join(', ') || 'TensorFlow does not say which'}`;
    },
    suggestion: 'run `npx ddsm doctor --fix`, which fetches what is missing and says which libraries do not open',
  },
  {
    code: 'driver-unusable',
    words: /failed call to cuInit(?!.*\b303\b)|CUDA_ERROR_NO_DEVICE|CUDA_ERROR_SYSTEM_NOT_READY|no CUDA-capable device/,
    message: (text) =>
      `NVIDIA's driver is there but does not start: ${/failed call to cuInit: (?:INTERNAL: CUDA error: )?(?:Failed call to cuInit: )?([^\n]*)/.exec(text)?.[1] ?? 'it sees no GPU'}`,
    suggestion: DRIVER_REMEDY,
  },
  {
    code: 'driver-missing',
    words: /Could not find cuda drivers|Could not load dynamic library 'libcuda\.so|failed call to cuInit.*\b303\b/,
    message: "NVIDIA's driver was not found: libcuda.so.1 cannot be opened",
    suggestion: `install the NVIDIA driver, or name the folder of libcuda.so.1 in LD_LIBRARY_PATH; ${DRIVER_REMEDY}`,
  },
  {
    code: 'gpu-compiles',
    words: /not built with CUDA kernel binaries compatible with compute capability/,
    message: (text) =>
      `TensorFlow compiles its kernels for this GPU (compute capability ${/compute capability (\d+\.\d+)/.exec(text)?.[1] ?? 'unknown'}), which takes up to half an hour the first time`,
    suggestion: 'wait; what was compiled is kept in the cache folder (CUDA_CACHE_PATH) for the next time',
    survives: true,
  },
  {
    code: 'gpu-skipped',
    words: /Skipping registering GPU devices|Ignoring visible gpu device/,
    message: (text) => {
      const why = /Ignoring visible gpu device[^\n]*?(?:with|because)\s+([^\n]*)/.exec(text)?.[1];
      return `TensorFlow registers no GPU${why === undefined ? '' : `: ${why}`}`;
    },
    suggestion: '`nvidia-smi` tells more of the GPU; --device cpu computes on the CPU',
  },
];

/** The cause in what a compute process printed while it looked for a GPU or used it, or undefined where there is none known. */
export const recogniseSymptom = (text: string): Problem | undefined => problemOf(SYMPTOMS, text);

/** As recogniseSymptom, of a process on a GPU that ended: what it would have survived is no cause. */
export const recogniseEnd = (text: string): Problem | undefined =>
  problemOf(
    SYMPTOMS.filter(({survives}) => !survives),
    text,
  );

function problemOf(symptoms: readonly Symptom[], text: string): Problem | undefined {
  const found = symptoms.find(({words}) => words.test(text));
  if (!found) return undefined;
  const {code, message, suggestion} = found;
  return {code, message: typeof message === 'string' ? message : message(text), suggestion};
}

/** Why no GPU was registered, from what TensorFlow printed. */
export const missingGpuProblem = (text: string): Problem =>
  recogniseSymptom(text) ?? {
    code: 'gpu-missing',
    message: 'TensorFlow found no GPU and gave no reason',
    suggestion:
      'run `npx ddsm doctor --fix`, which fetches and builds again what is broken; see that `nvidia-smi` works; --device cpu computes on the CPU',
  };
