/** What a person is told when something cannot be done. Knows nothing of who prints it. */

/** Every code that a problem can have, and what it means: stable, for scripts. One a line, sorted. */
export const PROBLEM_CODES = {
  accumulate: 'a batch cannot be computed in the parts that `train.accumulate` asks for',
  'attention-level': 'a level with attention does not exist',
  'bad-archive': "a zip archive breaks the format's rules",
  'bad-checkpoint': "a PyTorch checkpoint breaks the format's rules, or asks for more than tensors",
  'bad-data': 'a file of images cannot be used',
  'bad-form': 'a value is not in the form that is wanted, such as a size or what Slurm takes',
  'bad-label': 'a class is requested that the network does not have',
  'bad-name': 'a name holds characters that names may not have',
  'bad-npz': "an .npz file breaks the format's rules",
  'bad-output': 'an output has an extension that cannot be written, or cannot be written at its place',
  'bad-safetensors': "a .safetensors file breaks the format's rules",
  'bad-sampler': "a sampler's settings cannot be read",
  'bad-seeds': 'a list of image numbers cannot be read',
  'bad-setting': 'a `--set` cannot be read or applied',
  'bad-tolerance': 'a tolerance is not a number from 0 up',
  'bare-weights': 'a file of weights does not say what network it belongs to',
  betas: 'the number of betas does not fit the schedule',
  'broken-rows': 'a file of features has changed since it was written',
  cache: 'others can write into the cache that code is loaded from',
  'channel-order': 'a run has no other order of channels to go back to',
  classes: 'the classes of the model, of its settings and of the data do not fit each other',
  'cluster-missing': 'a command of Slurm is not there',
  'cluster-refused': 'Slurm will not take a job',
  'cluster-silent': 'Slurm does not answer',
  compile: 'a native addon could not be compiled',
  'compiler-missing': 'there is no C++ compiler',
  crop: 'images that all have one size cannot be cropped',
  'cuda-libraries': "CUDA's libraries cannot be opened",
  'cudnn-mixed': "a cuDNN other than TensorFlow's is loaded",
  damaged: 'a file of a run has changed since it was written',
  device: 'TensorFlow does not start',
  'device-changed': 'a run would continue on another kind of device than it was started on',
  'device-unchecked': 'the self-check of a device gave no verdict',
  'device-wrong': 'a device computes wrong numbers',
  devices: 'a batch does not divide among the devices that `train.devices` asks for',
  dimensions: 'two sides have features of different dimensions',
  download: 'TensorFlow could not be fetched',
  draws: 'train.draws names a width that is not trained',
  'driver-missing': "NVIDIA's driver is not there",
  'driver-too-old': "NVIDIA's driver is too old",
  'driver-unusable': "NVIDIA's driver is there and does not start",
  'duplicate-key': 'a key occurs twice in one map',
  'embedded-data': 'the embedded digits are asked for files or parts that they do not have',
  'equal-widths': 'several widths have the same channels after rounding',
  'excluded-width': 'an excluded width is not among the options',
  extends: 'a spec extends one that cannot be read, or itself',
  failed: 'an unexpected error',
  'files-changed': 'a file that the spec names changed while a run was at work',
  'gpu-compiles': 'kernels are compiled for a GPU, which takes long',
  'gpu-hidden': "CUDA_VISIBLE_DEVICES leaves none of the machine's GPUs",
  'gpu-memory': "a GPU's memory is full",
  'gpu-missing': 'TensorFlow finds no GPU',
  'gpu-skipped': 'TensorFlow passes over a GPU',
  'gpu-too-new': 'TensorFlow has no kernels for a GPU yet',
  'gpu-too-old': 'TensorFlow has no kernels for a GPU any more',
  groups: 'groups do not divide a channel count',
  guidance: 'guidance needs a network that was also trained without classes',
  hash: 'a downloaded file does not have the expected hash',
  heads: 'the channels of an attention head do not divide a channel count',
  images: 'there are too few images for what is measured',
  import: 'weights cannot be imported',
  'import-groups': "weights do not show their groups, and the spec's may not be theirs",
  'import-slimming': 'the supernet in a file is of another kind of slimming than the spec',
  'job-ended': 'a job on the cluster ended before its work was done',
  'job-held': 'a job on the cluster could not be started on its node, and is held',
  'jobs-under-way': 'jobs on the cluster are working on the run, or may be',
  kind: 'a side is neither a folder nor a file that can be compared',
  latents: 'encoded latents are not what the spec needs',
  link: 'a run holds a link that leads out of it, or something that is no file',
  locked: 'another process is working on the run',
  maxItems: 'a list is too long',
  'method-option': 'an option is given that the method of search does not have',
  minItems: 'a list is too short',
  missing: 'a file or folder does not exist',
  'missing-data': 'the data is not there',
  'missing-key': 'a key that has no default is left out',
  'missing-weights': 'weights that a metric or an autoencoder needs are not there',
  multipleOf: 'a number is not a multiple of another',
  'no-classes': 'classes are requested of a network that has none',
  'no-images': 'a data set holds no image that can be used',
  'no-labels': 'labels are needed, and the data has none',
  'no-statistics': 'a run has no statistics of its data',
  'no-tables': 'there are no tables to compare',
  'no-test-images': 'the row `held-out` is requested, and the data has no part that is not trained on',
  'no-weights': 'a run has no trained weights',
  'no-width': 'every width is excluded',
  'non-finite-features': 'no image has finite features',
  'non-finite-images': 'images that were generated hold numbers that are not finite',
  'non-finite-loss': 'a loss or a gradient is not finite',
  'non-finite-weights': 'weights hold numbers that are not finite',
  'out-of-range': 'a number is too small or too large',
  'package-missing': 'a package that has to be installed is not',
  platform: 'this machine has no TensorFlow library',
  population: 'a population is too small for what it has to contain',
  prepared: 'prepared data has changed since it was written',
  python: 'Python, or a package of it, cannot do what is needed',
  'python-missing': 'there is no Python with pip',
  resolution: 'a resolution does not fit the levels, or the data',
  'rounded-channels': 'channel counts are rounded to what the network can have',
  'same-name': 'two experiments of one command have one name, or one run folder',
  'sampler-option': 'a sampler does not have an option, or not with this value',
  'sampler-steps': 'a sampler cannot take so many steps, or so few',
  sandwich: 'the sandwich takes more widths than the network has',
  scores: 'scores are requested for which the metric has no features',
  seed: 'the evaluation uses the noise that the search selected on',
  segments: 'segments do not divide the sampling steps',
  'self-test': 'something that the self-test needs is missing',
  sizes: 'images of a folder have different sizes',
  start: 'noise to start from cannot be used',
  statistics: 'statistics have the wrong form',
  strategy: 'a strategy file cannot be read, or does not fit',
  'strategy-steps': 'a strategy has another number of steps than the sampler',
  sweep: 'a sweep has keys that cannot be swept, or too many points',
  target: "a search's target is missing, or cannot be met",
  'tensorflow-missing': 'TensorFlow cannot be loaded',
  'too-large': 'a file is too large for a spec',
  'train-from': 'the supernet cannot start from the weights that train.from names',
  transfer: 'a strategy cannot be taken from another experiment',
  uniqueItems: 'a list holds the same item twice',
  'unknown-key': 'a key is not known',
  'unknown-run': 'there is no such run',
  'unknown-stage': 'there is no such stage',
  'unknown-value': 'a value is not among those that are allowed',
  'unknown-variant': 'there is no such variant',
  unpack: "TensorFlow's archive could not be unpacked",
  unreadable: 'a spec cannot be read',
  unsupported: 'a format cannot express a setting',
  untrained: "given weights were trained with other settings than the spec's",
  usage: 'a command was called with the wrong arguments',
  variant: 'two variants have one name',
  warmup: 'a training ends before the learning rate has risen',
  weights: "given weights are not there, or are another network's",
  'worker-died': 'a compute process ended unexpectedly',
  write: 'a file could not be written',
  'wrong-type': 'a value has the wrong type',
  'xla-files': "CUDA's compiler cannot be used",
  'yaml-alias': "a spec's aliases cannot be followed",
  'yaml-syntax': 'a spec is not valid YAML',
} as const;
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** One thing that is wrong, in the form that every command prints and `--json` emits. */
export interface Problem {
  /** Stable identifier, for scripts. */
  code: ProblemCode;
  /** A warning keeps nothing from going on; without the key it is an error. */
  severity?: 'warning';
  /** One sentence: what was found and what would be right. */
  message: string;
  file?: string;
  line?: number;
  column?: number;
  /** Path of keys inside the file: `model.channels`. */
  path?: string;
  /** The values that would be accepted. */
  allowed?: string[];
  /** What to do, or the nearest known name. */
  suggestion?: string;
  /** The offending line of the file, for the caret; printed, not part of `--json`. */
  excerpt?: string;
}

export const isWarning = ({severity}: Pick<Problem, 'severity'>): boolean => severity === 'warning';

/** Exit codes of the command line. */
export const EXIT = {done: 0, failed: 1, usage: 2, resumable: 75, interrupted: 130, terminated: 143} as const;

/** An error that is the user's to read: one or several problems, and the exit code that goes with them. */
export class ProblemError extends Error {
  readonly problems: Problem[];
  readonly exitCode: number;

  constructor(problems: Problem | Problem[], options: {exitCode?: number; cause?: unknown} = {}) {
    const list = Array.isArray(problems) ? problems : [problems];
    super(list.map((problem) => problem.message).join('\n'), options.cause === undefined ? {} : {cause: options.cause});
    this.name = 'ProblemError';
    this.problems = list;
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}

/** An error of usage (exit 2), with one problem. */
export const usageError = (problem: Problem): ProblemError => new ProblemError(problem, {exitCode: EXIT.usage});

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What to do about a system call that failed, by its error's code. */
const REMEDIES: Record<string, string> = {
  ENOSPC: 'free some disk, then run the same command again: it continues from what was saved',
  EDQUOT: 'free some of your quota, then run the same command again: it continues from what was saved',
  EROFS: 'the disk is mounted read-only: name another folder, or mount it for writing',
  EACCES: 'make the folder yours to write, or name another one',
  EPERM: 'make the folder yours to write, or name another one',
  EMFILE: 'allow more open files (ulimit -n), then run the same command again',
  ENFILE: 'close other programs: the machine has too many open files; then run the same command again',
  EAGAIN: 'end other programs, or allow more processes (ulimit -u); then run the same command again',
  ENOMEM: 'end other programs: memory is short; then run the same command again',
  EXDEV: 'keep both on one file system',
  EIO: 'the disk fails: look at its state before running the same command again',
};

/** What to do about the error of a system call; undefined for others. */
export const remedyOf = (error: unknown): string | undefined => REMEDIES[(error as NodeJS.ErrnoException)?.code ?? ''];

/** Anything thrown as problems. */
export function problemsOf(error: unknown): Problem[] {
  if (error instanceof ProblemError) return error.problems;
  const suggestion = remedyOf(error);
  const problem: Problem = {code: 'failed', message: messageOf(error)};
  return [suggestion === undefined ? problem : {...problem, suggestion}];
}
