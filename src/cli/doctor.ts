/** `ddsm doctor`: what was found, what is missing, how to get it. */
import {spawnSync} from 'node:child_process';
import {availableParallelism, totalmem} from 'node:os';
import {EXIT, messageOf, type Problem, ProblemError} from '../problem.js';
import {bindingPath, chosenBuild, ensureRuntime, frameworkPath, runtimeFault} from '../runtime/binding.js';
import {computeEnvironmentOf, deviceHere, openDevice} from '../runtime/device.js';
import {describeGpu, findGpus, gpuProblem} from '../runtime/gpus.js';
import {libraryFolder} from '../runtime/library.js';
import {probeCuda} from '../runtime/probe.js';
import {TENSORFLOW_VERSION} from '../runtime/release.js';
import {arithmeticOf, describeVerdict, measureAgain} from '../runtime/verdict.js';
import {note, print, printJson} from './output.js';
import {terminalWidth, wrapped} from './terminal.js';

const versionOf = (command: string, args: string[]): string | undefined => {
  const result = spawnSync(command, args, {encoding: 'utf8'});
  return result.status === 0 ? (result.stdout || result.stderr).split('\n')[0]!.trim() : undefined;
};

type Fact = Record<'what' | 'found' | 'remedy', string>;

const factOf = (what: string, {message, suggestion}: Problem): Fact => ({
  what,
  found: `cannot be used: ${message}`,
  remedy: suggestion ?? '',
});

/** What each of the machine's GPUs is, and what keeps it from computing. */
const gpuFacts = (): Fact[] =>
  (findGpus() ?? []).map((gpu, index) => {
    const problem = gpuProblem(gpu);
    return problem
      ? factOf(`GPU ${index}`, problem)
      : {what: `GPU ${index}`, found: `${describeGpu(gpu)}; ${gpu.uuid}`, remedy: ''};
  });

/** Whether TensorFlow opens CUDA's libraries in the environment of a compute process. */
function cudaFact(): Fact {
  const environment = {...process.env, ...computeEnvironmentOf({kind: 'gpu'})};
  const {ok, libraries, missing, fault} = probeCuda({
    framework: frameworkPath(),
    environment,
    before: [bindingPath()],
  });
  const names = missing.map(({name, reason}) => `${name} (${reason})`).join(', ');
  return ok
    ? {what: 'CUDA libraries', found: `all open (${libraries.map(({name}) => name).join(', ')})`, remedy: ''}
    : {
        what: 'CUDA libraries',
        found: fault ?? `do not open: ${names}`,
        remedy: 'npx ddsm doctor --fix',
      };
}

const gigaflops = (rate: number): string => `${(rate / 1e9).toPrecision(3)} GFLOP/s`;

/** The device that computes, as TensorFlow found it, and the verdict of its self-check. */
function deviceFacts(): {facts: Fact[]; works: boolean} {
  const facts: Fact[] = [];
  try {
    const {settled, found: device} = openDevice();
    facts.push(...settled.warnings.map((problem) => factOf('GPU', problem)));
    const {kind, name} = device;
    facts.push({what: 'device', found: name, remedy: ''});
    if (kind === 'gpu') {
      const found = arithmeticOf(settled, process.env.NVIDIA_TF32_OVERRIDE);
      facts.push({
        what: 'float32 convolutions',
        found: found === 'tf32' ? 'TF32; tf32: false in a spec keeps all bits' : 'full float32',
        remedy: '',
      });
    } else facts.push({what: 'float32 convolutions', found: 'full float32', remedy: ''});
    const verdict = measureAgain(settled);
    facts.push({
      what: 'self-check',
      found: `${describeVerdict(verdict)}; checked on ${verdict.at.slice(0, 10)}`,
      remedy: '',
    });
    const {float32, bfloat16} = verdict.peaks;
    const rates = `${gigaflops(float32)} in ${verdict.arithmetic}, ${gigaflops(bfloat16)} in bfloat16`;
    facts.push({what: 'matrix peak', found: `${rates}, the best that was measured`, remedy: ''});
    return {facts, works: true};
  } catch (error) {
    const problem: Problem =
      error instanceof ProblemError ? error.problems[0]! : {code: 'device', message: messageOf(error)};
    return {facts: [...facts, factOf('device', problem)], works: false};
  }
}

/** What keeps the machine's GPUs from being used, before TensorFlow is there to ask. */
function unopenedFacts(): Fact[] {
  try {
    return deviceHere().warnings.map((problem) => factOf('GPU', problem));
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map((problem) => factOf('device', problem));
    throw error;
  }
}

/** What was found in lines of at most `width` characters, and what to do below it. */
function factLines(facts: readonly Fact[], width: number): string[] {
  const indent = Math.max(...facts.map(({what}) => what.length)) + 2;
  return facts.flatMap(({what, found, remedy}) =>
    [...wrapped(found, width - indent), ...(remedy ? wrapped(`→ ${remedy}`, width - indent) : [])].map(
      (line, index) => (index === 0 ? what : '').padEnd(indent) + line,
    ),
  );
}

export function doctor({fix = false, json = false}: {fix?: boolean; json?: boolean}): void {
  if (fix) ensureRuntime(note, {thorough: true});
  const {variant, why} = chosenBuild();
  const fault = runtimeFault(variant);
  const device = fault === undefined ? deviceFacts() : {facts: unopenedFacts(), works: false};
  const python = versionOf('python3', ['--version']);
  const pip = versionOf('python3', ['-m', 'pip', '--version']);
  const compiler = versionOf(process.env.CXX || 'g++', ['--version']);
  const facts = [
    {
      what: 'TensorFlow',
      found: fault === undefined ? `${TENSORFLOW_VERSION} (${variant})` : 'not ready',
      remedy: fault === undefined ? '' : `${fault}; run npx ddsm doctor --fix`,
    },
    {what: 'build', found: `${variant === 'gpu' ? 'CUDA' : 'CPU'}: ${why}`, remedy: ''},
    {what: 'library folder', found: libraryFolder(variant), remedy: ''},
    ...gpuFacts(),
    ...(fault === undefined && variant === 'gpu' ? [cudaFact()] : []),
    ...device.facts,
    {what: 'threads', found: String(availableParallelism()), remedy: ''},
    {what: 'memory', found: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`, remedy: ''},
    {what: 'Node.js', found: process.version, remedy: ''},
    {
      what: 'C++ compiler',
      found: compiler ?? 'missing',
      remedy: compiler ? '' : 'apt-get install g++, or name one in CXX',
    },
    {what: 'Python', found: python ?? 'missing', remedy: python ? '' : 'apt-get install python3'},
    {what: 'pip', found: pip?.replace(/ from .*/, '') ?? 'missing', remedy: pip ? '' : 'apt-get install python3-pip'},
  ];
  if (json) printJson({ready: device.works, facts});
  else print(factLines(facts, terminalWidth()).join('\n'));
  process.exitCode = device.works ? EXIT.done : EXIT.failed;
}
