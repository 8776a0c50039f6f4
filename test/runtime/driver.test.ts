import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {cachedPaths, findDriver} from '../../src/runtime/driver.js';

/** The beginning of a shared library: 64 bits or 32, for x86. */
function elf({bits = 64}: {bits?: 32 | 64} = {}): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header[4] = bits === 64 ? 2 : 1;
  header.writeUInt16LE(bits === 64 ? 62 : 3, 18);
  return header;
}

/** A machine with these files. */
function machine(files: Record<string, Buffer>): string {
  const root = mkdtempSync(join(tmpdir(), 'ddsm-machine-'));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), {recursive: true});
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

/** A loader's cache, as ldconfig writes it behind one of the old form. */
function loaderCache(entries: [name: string, path: string][]): Buffer {
  const strings = Buffer.from(`${entries.flat().join('\0')}\0`);
  const base = 48 + 24 * entries.length;
  const cache = Buffer.alloc(base);
  cache.write('glibc-ld.so.cache1.1');
  cache.writeUInt32LE(entries.length, 20);
  cache.writeUInt32LE(strings.length, 24);
  let at = base;
  for (const [index, [name, path]] of entries.entries()) {
    cache.writeUInt32LE(at, 48 + 24 * index + 4);
    cache.writeUInt32LE(at + name.length + 1, 48 + 24 * index + 8);
    at += name.length + path.length + 2;
  }
  return Buffer.concat([Buffer.from('ld.so-1.7.0\0\0\0\0\0'), cache, strings]);
}

test('findDriver() finds none on a machine without, nor in a file that says it is loaded', () => {
  assert.equal(
    findDriver({root: machine({'proc/driver/nvidia/version': Buffer.from('NVRM')}), environment: {}}),
    undefined,
  );
  assert.equal(findDriver({root: machine({'usr/lib64/libcuda.so.1': Buffer.alloc(0)}), environment: {}}), undefined);
});

test('findDriver() looks where the loader looks: system folders, its cache, LD_LIBRARY_PATH', () => {
  for (const [files, environment, wanted] of [
    [{'usr/lib/x86_64-linux-gnu/libcuda.so.1': elf()}, {}, 'usr/lib/x86_64-linux-gnu'],
    [{'usr/lib64/libcuda.so.1': elf()}, {}, 'usr/lib64'],
    [{'opt/driver/libcuda.so.1': elf()}, {LD_LIBRARY_PATH: '/elsewhere:/opt/driver'}, 'opt/driver'],
    [
      {
        'etc/ld.so.cache': loaderCache([
          ['libcuda.so', '/usr/lib/nvidia-550/libcuda.so'],
          ['libcuda.so.1', '/usr/lib/nvidia-550/libcuda.so.1'],
        ]),
        'usr/lib/nvidia-550/libcuda.so.1': elf(),
      },
      {},
      'usr/lib/nvidia-550',
    ],
  ] as [Record<string, Buffer>, Record<string, string>, string][]) {
    const root = machine(files);
    assert.deepEqual(findDriver({root, environment}), {path: join(root, wanted, 'libcuda.so.1')});
  }
});

test('findDriver() knows the places of WSL2 and of containers, and that the loader has to be told of them', () => {
  for (const folder of ['usr/lib/wsl/lib', 'usr/local/nvidia/lib64']) {
    const root = machine({[`${folder}/libcuda.so.1`]: elf()});
    const path = join(root, folder);
    assert.deepEqual(findDriver({root, environment: {}}), {path: join(path, 'libcuda.so.1'), folder: path});
  }
});

test('findDriver() passes over a driver of 32 bits', () => {
  const root = machine({'usr/lib/libcuda.so.1': elf({bits: 32}), 'usr/lib/wsl/lib/libcuda.so.1': elf()});
  assert.equal(findDriver({root, environment: {}})?.folder, join(root, 'usr/lib/wsl/lib'));
});

test("cachedPaths() reads the loader's cache of this machine, and survives a torn one", () => {
  if (existsSync('/etc/ld.so.cache')) assert.match(cachedPaths('/etc/ld.so.cache', 'libc.so.6').join(), /libc\.so\.6/);
  const torn = machine({cache: loaderCache([['libcuda.so.1', '/a/libcuda.so.1']]).subarray(0, 80)});
  assert.deepEqual(cachedPaths(join(torn, 'cache'), 'libcuda.so.1'), []);
});

test('findDriver() takes milliseconds', () => {
  const began = performance.now();
  findDriver();
  assert.ok(performance.now() - began < 100);
});
