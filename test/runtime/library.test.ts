import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {chooseVariant, libraryFault, libraryFolder, obtainLibrary} from '../../src/runtime/library.js';

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

test('chooseVariant() follows DDSM_DEVICE', () => {
  process.env.DDSM_DEVICE = 'gpu';
  assert.equal(chooseVariant(), 'gpu');
  process.env.DDSM_DEVICE = 'cpu';
  assert.equal(chooseVariant(), 'cpu');
  delete process.env.DDSM_DEVICE;
});
