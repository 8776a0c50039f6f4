import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {chosenBuild} from '../../src/runtime/binding.js';
import type {Driver} from '../../src/runtime/driver.js';
import {libraryFault, libraryFolder, obtainLibrary, unpack} from '../../src/runtime/library.js';
import {RELEASES} from '../../src/runtime/release.js';

const kept = {...process.env};
process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), 'ddsm-cache-'));
after(() => Object.assign(process.env, {XDG_CACHE_HOME: kept.XDG_CACHE_HOME ?? '', PATH: kept.PATH}));

/** A stand-in for an unpacked library, as the installer would have left it. */
function install(): string {
  const path = join(libraryFolder('cpu'), 'tensorflow', 'libtensorflow_cc.so.2');
  mkdirSync(join(path, '..'), {recursive: true});
  writeFileSync(path, 'machine code');
  const {size, mtimeMs} = statSync(path);
  const sha256 = createHash('sha256').update('machine code').digest('hex');
  const files = [{path: 'tensorflow/libtensorflow_cc.so.2', size, mtimeMs, sha256}];
  writeFileSync(
    join(libraryFolder('cpu'), 'manifest.json'),
    JSON.stringify({tensorflow: '2.21.0', variant: 'cpu', files}),
  );
  return path;
}

test('libraryFault() says what is wrong with a cache: absent, torn, changed, without its manifest', () => {
  assert.equal(libraryFault('cpu'), 'it is not there');
  const path = install();
  assert.equal(libraryFault('cpu'), undefined);
  writeFileSync(path, 'machine');
  assert.match(libraryFault('cpu')!, /has 7 bytes instead of 12/);
  writeFileSync(path, 'MACHINE CODE');
  utimesSync(path, 1, 1);
  assert.match(libraryFault('cpu')!, /other contents than were installed/);
  install();
  assert.equal(libraryFault('cpu', {thorough: true}), undefined);
  writeFileSync(join(libraryFolder('cpu'), 'manifest.json'), '{"files": [');
  assert.match(libraryFault('cpu')!, /manifest cannot be read/);
});

test('obtainLibrary() of a broken cache fetches again, and says what to install where it cannot', () => {
  install();
  writeFileSync(join(libraryFolder('cpu'), 'manifest.json'), '');
  process.env.PATH = '/nowhere';
  const lines: string[] = [];
  assert.throws(
    () => obtainLibrary('cpu', (line) => lines.push(line)),
    (error) =>
      error instanceof ProblemError &&
      error.problems[0]!.code === 'python-missing' &&
      /install Python 3 with pip/.test(error.problems[0]!.suggestion!),
  );
  process.env.PATH = kept.PATH;
  assert.match(lines[0]!, /cached TensorFlow is broken: its manifest cannot be read/);
});

const cudaRelease = RELEASES.find(({variant}) => variant === 'gpu')!;
const pins = cudaRelease.wheels.map(({distribution, version}) => `${distribution}==${version}`);

/** A stand-in for an unpacked CUDA build. */
function installCuda({wheels = pins}: {wheels?: string[] | null} = {}): string {
  const ptxas = join(libraryFolder('gpu'), 'nvidia', 'cuda_nvcc', 'bin', 'ptxas');
  mkdirSync(join(ptxas, '..'), {recursive: true});
  writeFileSync(ptxas, 'machine code');
  chmodSync(ptxas, 0o755);
  const {size, mtimeMs} = statSync(ptxas);
  const sha256 = createHash('sha256').update('machine code').digest('hex');
  const files = [{path: 'nvidia/cuda_nvcc/bin/ptxas', size, mtimeMs, sha256, executable: true}];
  const manifest = {tensorflow: '2.21.0', variant: 'gpu', wheels: wheels ?? undefined, files};
  writeFileSync(join(libraryFolder('gpu'), 'manifest.json'), JSON.stringify(manifest));
  return ptxas;
}

test('libraryFault() of a CUDA build sees another pin, no pins, and a ptxas that cannot be started', () => {
  const ptxas = installCuda();
  assert.equal(libraryFault('gpu'), undefined);
  chmodSync(ptxas, 0o644);
  assert.match(libraryFault('gpu')!, /ptxas cannot be started/);
  installCuda({wheels: pins.map((pin) => pin.replace(/^(nvidia-cudnn-cu12)==.*/, '$1==9.28.0.42'))});
  assert.match(libraryFault('gpu')!, /made without nvidia-cudnn-cu12==9\.10/);
  installCuda({wheels: null});
  assert.match(libraryFault('gpu')!, /made without/);
  rmSync(libraryFolder('gpu'), {recursive: true});
});

test('chosenBuild() goes by the driver and by what is asked for, and else by what the binding was built for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-package-'));
  const chosen = (wanted: string | undefined, driver: Driver | undefined): string => {
    if (wanted === undefined) delete process.env.DDSM_DEVICE;
    else process.env.DDSM_DEVICE = wanted;
    const {variant, why} = chosenBuild({folder, driver});
    return `${variant}: ${why}`;
  };
  const driver = {path: '/usr/lib/libcuda.so.1'};
  const built = (variant: string): void => {
    mkdirSync(join(folder, 'lib', 'napi-v8'), {recursive: true});
    writeFileSync(join(folder, 'lib', 'napi-v8', 'ddsm.json'), JSON.stringify({variant}));
  };
  const kept = process.env.DDSM_DEVICE;
  try {
    // A CUDA build in the cache alone, as a check leaves it.
    installCuda();
    assert.match(chosen(undefined, undefined), /^cpu: NVIDIA's driver was not found/);
    built('cpu');
    assert.match(chosen(undefined, undefined), /^cpu: /);
    assert.match(chosen('cpu', driver), /^cpu: the CPU is asked for/);
    assert.match(chosen('gpu', undefined), /^gpu: a GPU is asked for/);
    assert.match(chosen(undefined, driver), /^gpu: NVIDIA's driver is there \(.*libcuda\.so\.1\)/);
    built('gpu');
    assert.match(chosen(undefined, undefined), /^gpu: the native binding was built for it/);
    assert.match(chosen('cpu', driver), /^gpu: the native binding was built for it/);
    rmSync(libraryFolder('gpu'), {recursive: true});
    assert.match(chosen(undefined, undefined), /^cpu: /);
  } finally {
    if (kept === undefined) delete process.env.DDSM_DEVICE;
    else process.env.DDSM_DEVICE = kept;
  }
});

const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as archive:
    for name, mode in {'nvidia/cuda_nvcc/bin/ptxas': 0o755, 'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc': 0o644,
                       'nvidia/cuda_nvcc/include/cuda.h': 0o644, 'nvidia/__init__.py': 0o644}.items():
        info = zipfile.ZipInfo(name)
        info.external_attr = (0o100000 | mode) << 16
        archive.writestr(info, 'content')
`;

test('unpack() keeps what computes, with the modes that let it be started', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-wheel-'));
  const wheel = join(folder, 'nvcc.whl');
  assert.equal(spawnSync('python3', ['-c', MAKE_WHEEL, wheel]).status, 0);
  unpack(wheel, cudaRelease.wheels[1]!, folder);
  const nvcc = join(folder, 'nvidia', 'cuda_nvcc');
  assert.equal(statSync(join(nvcc, 'bin', 'ptxas')).mode & 0o111, 0o111);
  assert.equal(readFileSync(join(nvcc, 'nvvm', 'libdevice', 'libdevice.10.bc'), 'utf8'), 'content');
  assert.equal(statSync(join(nvcc, 'nvvm', 'libdevice', 'libdevice.10.bc')).mode & 0o111, 0);
  for (const left of [wheel, join(nvcc, 'include'), join(folder, 'nvidia', '__init__.py')])
    assert.ok(!existsSync(left));
});
