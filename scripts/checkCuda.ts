/**
 * Installs the CUDA build into the cache ($XDG_CACHE_HOME, about 3 GB to fetch, once) and asks TensorFlow, in the
 * environment of a compute process, whether every CUDA library opens. Needs no driver and no GPU. Exit 1 with the names of
 * those that do not.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {bindingPath, ensureRuntime, frameworkPath} from '../src/runtime/binding.js';
import {computeEnvironmentOf} from '../src/runtime/device.js';
import {libraryFolder} from '../src/runtime/library.js';
import {probeCuda} from '../src/runtime/probe.js';

// What computes is taken from here on by everything that is called.
process.env.DDSM_DEVICE = 'gpu';
ensureRuntime((line) => console.error(`ddsm: ${line}`));
const environment = {...process.env, ...computeEnvironmentOf({kind: 'gpu'})};
const {ok, libraries, missing, fault} = probeCuda({framework: frameworkPath(), environment, before: [bindingPath()]});
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
