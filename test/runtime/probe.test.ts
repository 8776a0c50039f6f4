import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {linkFolder} from '../../src/runtime/binding.js';
import {cudaFolders, deviceEnvironment} from '../../src/runtime/environment.js';
import {probeCuda} from '../../src/runtime/probe.js';

/** What TensorFlow opens before it registers a GPU, and in which folder of the wheels it lies. */
const LIBRARIES = {
  'libcudart.so.12': 'cuda_runtime',
  'libcublas.so.12': 'cublas',
  'libcublasLt.so.12': 'cublas',
  'libcufft.so.11': 'cufft',
  'libcusolver.so.11': 'cusolver',
  'libcusparse.so.12': 'cusparse',
  'libcudnn.so.9': 'cudnn',
};
/** The wheel's own run path has all folders but cusolver's. */
const RUN_PATH = ['cuda_runtime', 'cublas', 'cufft', 'cusparse', 'cudnn'].map(
  (name) => `$ORIGIN/../nvidia/${name}/lib`,
);

/** TensorFlow's probe as far as the loader is concerned. */
const FRAMEWORK = `
#include <cstdint>
#include <cstdio>
#include <dlfcn.h>
#include <initializer_list>
extern "C" void _ZN3tsl8internal9DsoLoader22TryDlopenCUDALibrariesEv(uintptr_t* status) {
  *status = 1;
  for (const char* name : {${Object.keys(LIBRARIES).map((name) => `"${name}"`)}}) {
    if (dlopen(name, RTLD_LAZY)) continue;
    fprintf(stderr, "dso_loader.cc:144] Could not load dynamic library '%s'; dlerror: %s\\n", name, dlerror());
    *status = 2;
  }
}
`;

function compile(output: string, {source, flags}: {source: string; flags: string[]}): void {
  mkdirSync(join(output, '..'), {recursive: true});
  writeFileSync(`${output}.cc`, source);
  const {status, stderr} = spawnSync(
    process.env.CXX || 'g++',
    ['-shared', '-fPIC', `${output}.cc`, '-o', output, ...flags],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(status, 0, stderr);
}

/** A CUDA build with dummy libraries of the right names in the right folders. cuSOLVER needs nvJitLink, as the real one. */
function cudaBuild(): string {
  const build = mkdtempSync(join(tmpdir(), 'ddsm-cuda-'));
  const dummy = (name: string, folder: string, flags: string[] = []): void =>
    compile(join(build, 'nvidia', folder, 'lib', name), {source: '', flags: [`-Wl,-soname,${name}`, ...flags]});
  dummy('libnvJitLink.so.12', 'nvjitlink');
  const needed = join(build, 'nvidia', 'nvjitlink', 'lib', 'libnvJitLink.so.12');
  for (const [name, folder] of Object.entries(LIBRARIES))
    dummy(name, folder, folder === 'cusolver' ? ['-Wl,--no-as-needed', needed] : []);
  compile(join(build, 'tensorflow', 'libtensorflow_framework.so.2'), {
    source: FRAMEWORK,
    flags: [`-Wl,-rpath,${RUN_PATH.join(':')}`, '-Wl,--enable-new-dtags', '-ldl'],
  });
  return build;
}

const build = cudaBuild();
const addon = join(build, 'ddsm_probe.node');
const environmentFor = (): Record<string, string | undefined> => ({
  ...process.env,
  ...deviceEnvironment({
    device: {kind: 'gpu', uuid: 'GPU-1'},
    cuda: build,
    driver: undefined,
    kernels: join(build, 'kernels'),
    own: {...process.env, LD_LIBRARY_PATH: undefined},
  }),
});

test('the linked folder, in the environment of a compute process, lets TensorFlow open every CUDA library', () => {
  const place = join(build, 'package', 'deps', 'lib');
  linkFolder(place, join(build, 'tensorflow'));
  const framework = join(place, 'libtensorflow_framework.so.2');
  const {ok, libraries, missing} = probeCuda({framework, environment: environmentFor(), addon});
  assert.deepEqual(missing, []);
  assert.ok(ok);
  for (const [name, folder] of Object.entries(LIBRARIES)) {
    const found = libraries.find((one) => one.name === name);
    assert.equal(found?.path, join(build, 'nvidia', folder, 'lib', name));
  }
});

test('the linked folder alone leaves cuSOLVER, which the run path of TensorFlow lacks', () => {
  const framework = join(build, 'tensorflow', 'libtensorflow_framework.so.2');
  const {ok, missing} = probeCuda({framework, environment: {...process.env, LD_LIBRARY_PATH: ''}, addon});
  assert.ok(!ok);
  assert.deepEqual(
    missing.map(({name}) => name),
    ['libcusolver.so.11'],
  );
});

test('links to single files leave every library, and linkFolder() mends such a folder', () => {
  const place = join(build, 'before', 'deps', 'lib');
  mkdirSync(place, {recursive: true});
  const framework = join(place, 'libtensorflow_framework.so.2');
  symlinkSync(join(build, 'tensorflow', 'libtensorflow_framework.so.2'), framework);
  const bare = {...process.env, LD_LIBRARY_PATH: ''};
  assert.equal(probeCuda({framework, environment: bare, addon}).missing.length, Object.keys(LIBRARIES).length);
  linkFolder(place, join(build, 'tensorflow'));
  assert.equal(probeCuda({framework, environment: bare, addon}).missing.length, 1);
});

test('probeCuda() of what is no TensorFlow says why', () => {
  const {ok, fault} = probeCuda({framework: join(build, 'nothing.so'), environment: process.env, addon});
  assert.ok(!ok);
  assert.match(fault!, /nothing\.so: cannot open shared object file/);
});

test('deviceEnvironment() of a GPU: one card by UUID, every folder, memory that grows, deterministic ops, room for kernels', () => {
  const own = {LD_LIBRARY_PATH: '/mine', PATH: '/bin', XLA_FLAGS: '--other', CUDA_VISIBLE_DEVICES: '0,1'};
  const options = {cuda: build, driver: {path: '/d/libcuda.so.1', folder: '/d'}, kernels: '/kernels', own};
  const environment = deviceEnvironment({...options, device: {kind: 'gpu', uuid: 'GPU-1'}});
  const nvcc = join(build, 'nvidia', 'cuda_nvcc');
  assert.deepEqual(environment, {
    LD_LIBRARY_PATH: [...cudaFolders(build), '/d', '/mine'].join(':'),
    PATH: `${nvcc}/bin:/bin`,
    XLA_FLAGS: `--other --xla_gpu_cuda_data_dir=${nvcc}`,
    CUDA_VISIBLE_DEVICES: 'GPU-1',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    TF_DETERMINISTIC_OPS: '1',
    TF_CUDNN_USE_AUTOTUNE: '0',
    CUDA_CACHE_PATH: '/kernels',
    CUDA_CACHE_MAXSIZE: '4294967296',
  });
  // Without a name, the first that the user left.
  assert.equal(deviceEnvironment({...options, device: {kind: 'gpu'}}).CUDA_VISIBLE_DEVICES, '0');
  assert.deepEqual(deviceEnvironment({...options, device: {kind: 'cpu'}}), {CUDA_VISIBLE_DEVICES: '-1'});
  assert.deepEqual(deviceEnvironment({...options, cuda: undefined, device: {kind: 'cpu'}}), {});
});
