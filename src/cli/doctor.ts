/** `ddsm doctor`: what was found, what is missing, how to get it. */
import {spawnSync} from 'node:child_process';
import {availableParallelism, cpus, totalmem} from 'node:os';
import {EXIT} from '../problem.js';
import {ensureRuntime, runtimeFault} from '../runtime/binding.js';
import {chooseVariant, libraryFolder} from '../runtime/library.js';
import {TENSORFLOW_VERSION} from '../runtime/release.js';
import {toMarkdown} from '../tables/results.js';
import {note, print, printJson} from './output.js';

const versionOf = (command: string, args: string[]): string | undefined => {
  const result = spawnSync(command, args, {encoding: 'utf8'});
  return result.status === 0 ? (result.stdout || result.stderr).split('\n')[0]!.trim() : undefined;
};

export function doctor({fix = false, json = false}: {fix?: boolean; json?: boolean}): void {
  if (fix) ensureRuntime(note, {thorough: true});
  const variant = chooseVariant();
  const fault = runtimeFault(variant);
  const gpu =
    variant === 'gpu'
      ? versionOf('nvidia-smi', ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'])
      : undefined;
  const python = versionOf('python3', ['--version']);
  const pip = versionOf('python3', ['-m', 'pip', '--version']);
  const compiler = versionOf(process.env.CXX || 'g++', ['--version']);
  const facts = [
    {
      what: 'TensorFlow',
      found: fault === undefined ? `${TENSORFLOW_VERSION} (${variant})` : 'not ready',
      remedy: fault === undefined ? '' : `${fault}; run npx ddsm doctor --fix`,
    },
    {what: 'library folder', found: libraryFolder(variant), remedy: ''},
    {what: 'device', found: gpu ?? cpus()[0]?.model ?? 'unknown', remedy: ''},
    {
      what: 'float32 convolutions',
      found: variant === 'gpu' ? 'TF32 where the GPU has it; tf32: false in a spec keeps all bits' : 'full float32',
      remedy: '',
    },
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
  if (json) printJson({ready: fault === undefined, facts});
  else print(toMarkdown(facts, ['what', 'found', 'remedy']));
  process.exitCode = fault === undefined ? EXIT.done : EXIT.failed;
}
