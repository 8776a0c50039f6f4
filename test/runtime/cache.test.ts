/** Who may write where code is loaded from, and what of a wheel that is not the pinned one is used: nothing. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, beforeEach, test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {cacheFault, cacheRoot, requirePrivateCache} from '../../src/runtime/cache.js';
import {libraryFolder, obtainLibrary, unpack} from '../../src/runtime/library.js';
import {RELEASES} from '../../src/runtime/release.js';

const kept = {...process.env};
const folder = mkdtempSync(join(tmpdir(), 'ddsm-cache-'));
after(() => {
  process.env.PATH = kept.PATH;
  if (kept.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = kept.XDG_CACHE_HOME;
  rmSync(folder, {recursive: true, force: true});
});
let number = 0;
beforeEach(() => {
  process.env.XDG_CACHE_HOME = join(folder, String(number++));
});
const isRoot = process.getuid?.() === 0;

test('a cache is made for its user alone, whatever the umask', () => {
  const before = process.umask(0o002);
  try {
    assert.equal(cacheFault(), undefined);
    requirePrivateCache();
  } finally {
    process.umask(before);
  }
  assert.equal(statSync(cacheRoot()).mode & 0o777, 0o700);
  assert.equal(cacheFault(), undefined);
});

test('a cache, or a folder in it, that others can write to is refused with what to do', () => {
  requirePrivateCache();
  const inside = join(cacheRoot(), 'tensorflow');
  mkdirSync(inside);
  for (const open of [cacheRoot(), inside]) {
    chmodSync(open, 0o777);
    assert.equal(cacheFault(), `${open} can be written by every user`);
    assert.throws(
      requirePrivateCache,
      (error) =>
        error instanceof ProblemError &&
        error.problems[0]!.code === 'cache' &&
        /^delete .*; or point XDG_CACHE_HOME at/.test(error.problems[0]!.suggestion!),
    );
    chmodSync(open, 0o755);
  }
  assert.equal(cacheFault(), undefined);
});

test("a group that is the user's own may write, as the umask 002 has it; another group may not", {
  skip: !isRoot,
}, () => {
  requirePrivateCache();
  chmodSync(cacheRoot(), 0o775);
  assert.equal(cacheFault(), undefined);
  chownSync(cacheRoot(), 0, 12_345);
  assert.equal(cacheFault(), `${cacheRoot()} can be written by the group 12345`);
});

test('a cache of another user is refused, also to root', {skip: !isRoot}, () => {
  requirePrivateCache();
  chownSync(cacheRoot(), 12_345, 0);
  assert.match(cacheFault()!, /belongs to the user 12345, not to you \(0\) or root/);
});

test('root in a container may use the home folder of the user outside, and the cache in it', {skip: !isRoot}, () => {
  const home = process.env.HOME;
  const outside = join(folder, 'home');
  mkdirSync(join(outside, '.cache'), {recursive: true});
  process.env.HOME = outside;
  process.env.XDG_CACHE_HOME = join(outside, '.cache');
  try {
    requirePrivateCache();
    for (const path of [outside, join(outside, '.cache'), cacheRoot()]) chownSync(path, 12_345, 12_345);
    assert.equal(cacheFault(), undefined);
  } finally {
    process.env.HOME = home;
  }
});

test('a wheel with one bit flipped is neither unpacked nor kept', () => {
  const programs = join(folder, 'programs');
  mkdirSync(programs, {recursive: true});
  const log = join(folder, 'asked');
  const wheel = Buffer.from('PK\x03\x04 the wheel');
  // A pip that checks nothing: what it fetches is looked at again.
  writeFileSync(
    join(programs, 'python3'),
    `#!/bin/sh\necho "$@" >> '${log}'\nwhile [ "$#" -gt 0 ] && [ "$1" != -d ]; do shift; done; [ "$#" -gt 0 ] || exit 1\ncp '${join(folder, 'fetched')}' "$2/x.whl"\n`,
  );
  chmodSync(join(programs, 'python3'), 0o755);
  wheel[6]! ^= 1;
  writeFileSync(join(folder, 'fetched'), wheel);
  process.env.PATH = `${programs}:${kept.PATH}`;
  process.env.DDSM_DEVICE = 'cpu';
  assert.throws(
    () => obtainLibrary('cpu', () => {}),
    (error) =>
      error instanceof ProblemError &&
      error.problems[0]!.code === 'hash' &&
      /does not have the pinned sha256 [0-9a-f]{64}; it was not used/.test(error.message),
  );
  assert.equal(existsSync(libraryFolder('cpu')), false);
  assert.deepEqual(readdirSync(cacheRoot()), []);
});

test('a wheel that is the pinned one is unpacked: the hash is what decides', () => {
  const programs = join(folder, 'programs');
  const wheel = Buffer.from('PK\x03\x04 the wheel');
  writeFileSync(join(folder, 'fetched'), wheel);
  const pinned = RELEASES.find(({variant, arch}) => variant === 'cpu' && arch === process.arch)!.wheels[0]!;
  const before = pinned.sha256;
  Object.assign(pinned, {sha256: createHash('sha256').update(wheel).digest('hex')});
  process.env.PATH = `${programs}:${kept.PATH}`;
  try {
    // It goes on to unpack, which this stand-in for Python cannot.
    assert.throws(() => obtainLibrary('cpu', () => {}), /cannot unpack/);
  } finally {
    Object.assign(pinned, {sha256: before});
  }
});

test('Python takes its modules from itself, not from the folder that a command is started in', () => {
  const here = join(folder, 'here');
  mkdirSync(here);
  for (const name of ['zipfile.py', 'pip.py']) writeFileSync(join(here, name), "open('owned', 'w').close()\n");
  writeFileSync(join(here, 'x.whl'), 'no archive');
  const before = process.cwd();
  process.env.PATH = kept.PATH;
  process.chdir(here);
  try {
    assert.throws(() => unpack('x.whl', RELEASES[0]!.wheels[0]!, 'target'), /cannot unpack .*not a zip file/);
  } finally {
    process.chdir(before);
  }
  assert.ok(!existsSync(join(here, 'owned')) && !existsSync(join(here, 'target', 'owned')));
});
