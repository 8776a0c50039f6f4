/** The command line: one small file per command, loaded when it is called. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Argument, Command, CommanderError, InvalidArgumentError, Option} from 'commander';
import {nearestOf} from '../nearest.js';
import {packageRoot} from '../paths.js';
import {KNOWN_GPUS} from '../plan/gpus.js';
import {EXIT, usageError} from '../problem.js';
import {MOST_WORD} from '../random.js';
import {showError} from './output.js';
import {visibleLines} from './terminal.js';

const positive = (value: string): number => {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('expected a whole number, 1 or more');
  return Number(value);
};
const seed = (value: string): number => {
  if (!/^\d+$/.test(value) || Number(value) > MOST_WORD)
    throw new InvalidArgumentError(`expected a whole number from 0 to ${MOST_WORD}`);
  return Number(value);
};
const price = (value: string): number => {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('expected an amount like 2.10');
  return Number(value);
};
const duration = (value: string): number => {
  if (!/^\d+(\.\d+)?$/.test(value) || Number(value) === 0)
    throw new InvalidArgumentError('expected a number above 0, like 8 or 0.5');
  return Number(value);
};
/** Commander's message of a value that is no choice, with the choice that was probably meant. */
function withNearest(text: string): string {
  const [, value, choices] =
    / '(.*?)' is invalid(?: for argument '.*')?\. Allowed choices are (.*)\.\n?$/.exec(text) ?? [];
  const nearest = value === undefined ? undefined : nearestOf(value, choices!.split(', '));
  return nearest === undefined ? text : `${text.trimEnd()} Did you mean ${nearest}?\n`;
}
const collect = (value: string, all: string[]): string[] => [...all, value];

const {version} = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {version: string};
const DEVICES = ['cpu', 'gpu'];

export const program = new Command('ddsm')
  .description('Declarative experiments with Denoising Diffusion Step-aware Models')
  .version(version)
  .showHelpAfterError('(ddsm --help lists the commands)')
  .configureOutput({
    writeErr: (text) => process.stderr.write(visibleLines(text)),
    outputError: (text, write) => write(withNearest(text)),
  })
  .exitOverride();

// An empty shell variable is no value: what is left out has a default, what is asked for has none.
program.hook('preAction', (_, action) => {
  for (const option of action.options) {
    if (![action.getOptionValue(option.attributeName())].flat().includes('')) continue;
    throw usageError({
      code: 'usage',
      message: `${option.long} is empty`,
      suggestion: 'leave it out, or give it a value: a shell variable that is not set is empty',
    });
  }
});

// What computes lives in other processes, which inherit the choice.
program.hook('preAction', (_, action) => {
  const {device, gpu} = action.opts();
  // A plan may be about a device that is not here.
  if (gpu || DEVICES.includes(device)) process.env.DDSM_DEVICE = device ?? 'gpu';
});

const command = (name: string, description: string): Command => program.command(name).description(description);
const deviceOption = (): Option =>
  new Option('--device <kind>', 'the device to compute on; by default the GPU, if there is one').choices(DEVICES);
const withSpec = (one: Command): Command => one.option('--set <path=value>', 'set a key of the spec', collect, []);

command('init [folder]', 'look at a folder of images (or a .zip) and write a first spec for it')
  .option('--from <folder>', 'a pipeline of diffusers: import its network, and write a spec that makes it step-aware')
  .option('--out <file>', 'the spec to write; by default named after the folder')
  .option(
    '--resolution <pixels>',
    'height and width for the model; by default chosen for the images and the device',
    positive,
  )
  .option('--hours <n>', 'how long the run may take, like 0.5; 8 by default', duration)
  .option('--yes', 'ask nothing')
  .action(async (folder: string | undefined, options) => (await import('./init.js')).init(folder, options));

withSpec(command('run <spec...>', 'train, search, evaluate: whatever is not done yet'))
  .option('--until <stage>', 'stop after this stage')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option(
    '--workers <n>',
    'compute processes, for stages at the same time and for the batches of one search; by default one a GPU, and one on a CPU, where a small network has a second for another stage',
    positive,
  )
  .addOption(deviceOption())
  .option('--gpu', 'short for --device gpu: fails if no GPU works')
  .addOption(
    new Option('--executor <which>', 'what computes: this machine, or Slurm')
      .choices(['local', 'slurm'])
      .default('local'),
  )
  .option('--plan', 'print what would be submitted to Slurm, and submit nothing')
  .option('--plain', 'lines instead of a live display')
  .option('--json', 'the results as JSON')
  .action(async (specs: string[], options) => (await import('./run.js')).run(specs, options));

withSpec(command('prepare <spec>', 'bring the data into the form that training reads, and say what is in it'))
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--plain', 'lines instead of a live display')
  .option('--json', 'the report as JSON')
  .action(async (spec: string, options) => (await import('./prepare.js')).prepareSpec(spec, options));

withSpec(command('validate <spec...>', 'every problem of a spec at once'))
  .option('--json', 'the problems as JSON')
  .action(async (specs: string[], options) => (await import('./validate.js')).validate(specs, options));

withSpec(command('plan <spec>', 'what would run, resume or be skipped, and why'))
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--explain', 'name the part of the key that changed, and the device that it was computed on')
  .addOption(
    new Option(
      '--device <which>',
      'cpu, gpu, or the name of a GPU that need not be here; by default the device of this machine',
    ).choices([...DEVICES, ...Object.keys(KNOWN_GPUS)]),
  )
  .option('--price <amount>', 'price of an hour of the device, to show what each stage costs', price)
  .option('--json', 'the plan as JSON')
  .action(async (spec: string, options) => (await import('./plan.js')).plan(spec, options));

withSpec(
  command('cost <spec>', 'MACs and GFLOPs of every width, and of a strategy; of a spec or of a pipeline of diffusers'),
)
  .option('--strategy <file>', 'a strategy file')
  .option('--json', 'the costs as JSON')
  .action(async (spec: string, options) => (await import('./cost.js')).cost(spec, options));

command('status [run...]', 'progress, rate, time left, space, and who holds the lock')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--watch', 'a live view of stages, losses and the best candidate')
  .option('--json', 'as JSON')
  .action(async (runs: string[], options) => (await import('./status.js')).status(runs, options));

command('sample <run>', 'images from a run, a .safetensors file of weights, or a pipeline of diffusers')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--variant <name>', 'variant of the run; by default its first')
  .addOption(
    new Option('--network <which>', 'whose weights').choices(['supernet', 'baseline', 'pruned']).default('supernet'),
  )
  .option('--sampler <settings>', "a kind, or a map as in a spec: '{kind: heun, steps: 25}'; by default the run's")
  .option('--steps <n>', 'sampling steps', positive)
  .option('--strategy <which>', "a file, `full`, or a width; by default the run's")
  .option('--resample', 'stretch a strategy that has another number of steps')
  .option('--seeds <list>', 'numbers of the images: image i is the same whatever else is asked for', '0-63')
  .option('--seed <n>', "seed of all noise; by default that of the run's evaluation", seed)
  .option('--batch <n>', 'images computed at a time', positive)
  .addOption(new Option('--precision <which>', "by default the run's").choices(['float32', 'bfloat16']))
  .option('--labels <list>', 'classes, in turn, of a class-conditional model')
  .option('--start <file>', 'noise to start from: .safetensors, [images, channels, height, width]')
  .option('--out <path>', 'grid.png, a folder/ of PNGs, .npz or .safetensors; may be given several times', collect, [])
  .option('--animation <file>', 'the way from noise to images, as an animated .webp, or a .gif of 256 colours')
  .addOption(deviceOption())
  .option('--gpu', 'short for --device gpu: fails if no GPU works')
  .option('--plain', 'lines instead of a live display')
  .option('--json', 'what was made, as JSON')
  .action(async (run: string, options) => (await import('./sample.js')).sample(run, options));

command('fid [sides...]', 'Fréchet distance of two sides: folders of images, .npz of statistics or images, runs')
  .option('--weights <file>', "Inception's weights, for images", 'weights/pt_inception-2015-12-05-6726825d.pth')
  .addOption(new Option('--resize <how>', "of Inception's input").choices(['torch', 'tf']).default('torch'))
  .option('--self-test', "compute torch-fidelity's published value on CIFAR-10")
  .option('--data <dir>', 'folder of CIFAR-10 for the self-test', 'data/cifar10')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .addOption(deviceOption())
  .option('--plain', 'lines instead of a live display')
  .option('--json', 'as JSON')
  .action(async (sides: string[], options) => (await import('./fid.js')).fid(sides, options));

command('import <file>', 'weights from PyTorch checkpoints (.pt, .pth, .bin) or other .safetensors files')
  .requiredOption('--out <file>', 'the .safetensors file to write')
  .addOption(new Option('--weights <which>', 'of a checkpoint that has both').choices(['ema', 'raw']).default('ema'))
  .option('--spec <spec>', 'the experiment that they are for: its architecture is checked and kept with them')
  .option(
    '--groups <n>',
    "groups of every group norm, where they are not the spec's: weights do not show them",
    positive,
  )
  .option('--json', 'what matched, what was missing, what was left over, as JSON')
  .action(async (file: string, options) => (await import('./import.js')).importFile(file, options));

command('export <run>', "a run's weights for diffusers, for the authors' PyTorch code (.pt) or as .safetensors")
  .requiredOption('--out <path>', 'the .pt or .safetensors file, or the folder for diffusers, to write')
  .addOption(
    new Option('--format <which>', "for diffusers' pipelines, or the authors' code (default)").choices([
      'authors',
      'diffusers',
    ]),
  )
  .addOption(new Option('--weights <which>', 'in a .safetensors file').choices(['ema', 'raw']).default('ema'))
  .addOption(new Option('--network <which>', 'whose weights').choices(['supernet', 'baseline']).default('supernet'))
  .option(
    '--original-order',
    'undo the sorting of channels of a supernet that started from a plain network (train.from): right at full width only',
  )
  .option('--variant <name>', 'variant of the run; by default its first')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .action(async (run: string, options) => (await import('./export.js')).exportRun(run, options));

command('diff <a> <b> [more...]', 'compare result tables: CSV files, folders or runs')
  .option('--tolerance <number>', 'relative difference that counts as equal', '0')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--json', 'as JSON')
  .option('--markdown', 'as Markdown')
  .action(async (a: string, b: string, more: string[], options) =>
    (await import('./diff.js')).diff([a, b, ...more], options),
  );

command('tables [run...]', "the paper's tables with ours beside them; by default of all runs")
  .option('--out <dir>', 'folder to write them to, as CSV, Markdown and LaTeX')
  .option('--latex', 'as LaTeX')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--json', 'as JSON')
  .action(async (runs: string[], options) => (await import('./tables.js')).tables(runs, options));

command('report <run...>', 'one HTML page with everything about a run')
  .option('--out <file>', 'where to write it; by default report.html in the run')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .action(async (runs: string[], options) => (await import('./report.js')).report(runs, options));

command('doctor', 'what this machine can do, and what is missing')
  .option('--fix', 'fetch and build what is missing')
  .addOption(deviceOption())
  .option('--gpu', 'short for --device gpu')
  .option('--json', 'as JSON')
  .action(async (options) => (await import('./doctor.js')).doctor(options));

command('unlock <run>', "release a dead run's lock").action(async (run: string) =>
  (await import('./unlock.js')).unlock(run),
);

command('gc <run...>', 'delete the work of superseded settings, and features that were measured')
  .option('--runs <dir>', 'folder of the run folders', 'runs')
  .option('--dry-run', 'only list what would be deleted, with sizes')
  .action(async (runs: string[], options) => (await import('./gc.js')).gc(runs, options));

command('completion', 'what a shell needs to complete commands, options, specs and runs')
  .addArgument(new Argument('<shell>', 'which').choices(['bash', 'zsh', 'fish']))
  .action(async (shell: 'bash' | 'zsh' | 'fish') => (await import('./completion.js')).completion(shell, program));

/** A reader that closes early (`| head`) wants no more; what is under way goes on, and its exit code stays. */
const ignoreClosed = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

export async function main(): Promise<void> {
  process.stdout.on('error', ignoreClosed);
  process.stderr.on('error', ignoreClosed);
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else process.exitCode = showError(error, {json: process.argv.includes('--json')});
  }
}
