/**
 * Fetches the CUDA build into the cache ($XDG_CACHE_HOME, about 3 GB, once) and asks TensorFlow, in the environment of a
 * compute process, whether every CUDA library opens. Needs no driver and no GPU. The native binding stays as it is, so that
 * commands compute with what they computed with before. Exit 1 with the names of the libraries that do not open.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {frameworkPath} from '../src/runtime/binding.js';
import {computeEnvironmentOf} from '../src/runtime/device.js';
import {libraryFolder, obtainLibrary} from '../src/runtime/library.js';
import {obtainPackage} from '../src/runtime/package.js';
import {probeCuda} from '../src/runtime/probe.js';

// The environment is that of a process on a GPU.
process.env.DDSM_DEVICE = 'gpu';
const log = (line: string): void => console.error(`ddsm: ${line}`);
obtainPackage(log);
const framework = frameworkPath(join(obtainLibrary('gpu', log), 'tensorflow'));
const environment = {...process.env, ...computeEnvironmentOf({kind: 'gpu'})};
const {ok, libraries, missing, fault} = probeCuda({framework, environment});
for (const {name, path} of libraries) console.log(`${name.padEnd(28)} ${path}`);
const ptxas = spawnSync(join(libraryFolder('gpu'), 'nvidia', 'cuda_nvcc', 'bin', 'ptxas'), ['--version'], {
  encoding: 'utf8',
});
const compiler = ptxas.status === 0 ? ptxas.stdout.trim().split('\n').at(-1) : undefined;
console.log(`${'ptxas'.padEnd(28)} ${compiler ?? `cannot be started (${ptxas.error?.message ?? ptxas.status})`}`);
if (fault) console.log(`the probe could not be made: ${fault}`);
for (const {name, reason} of missing) {
  const what = name.startsWith('libcuda.so') ? 'driver, not part of CUDA' : 'missing';
  console.log(`${what}: ${name} (${reason})`);
}
console.log(ok ? 'OK: TensorFlow opens every CUDA library it needs' : 'NOT OK: TensorFlow would register no GPU');
process.exitCode = ok && compiler ? 0 : 1;
