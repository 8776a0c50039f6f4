import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {ProblemError} from '../../src/problem.js';
import {build, chooseVariant} from '../../src/runtime/binding.js';
import {libraryFolder} from '../../src/runtime/library.js';

/** What is said where this script is the compiler, and what it leaves. */
function refusalOf(script: string): {message: string; suggestion: string | undefined; left: string[]} {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-build-'));
  const compiler = join(folder, 'compiler');
  writeFileSync(compiler, `#!/bin/sh\n${script}\n`);
  chmodSync(compiler, 0o755);
  const kept = process.env.CXX;
  process.env.CXX = compiler;
  try {
    build(join(folder, 'addon.node'), {sources: [], includes: [], libraries: []});
    throw new Error('it was built');
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    const [{message, suggestion}] = error.problems as [ProblemError['problems'][0]];
    return {message: message.replace(compiler, 'CXX'), suggestion, left: readdirSync(folder)};
  } finally {
    if (kept === undefined) delete process.env.CXX;
    else process.env.CXX = kept;
  }
}

test('build() that is stopped asks for no compiler: it was there', () => {
  assert.deepEqual(refusalOf('kill -TERM $$'), {
    message: 'cannot build the native binding: CXX was ended by SIGTERM',
    suggestion: 'run the command again',
    left: ['compiler'],
  });
});

test('build() that fails says the first error of the compiler, and what to install', () => {
  const {message, suggestion, left} = refusalOf('echo "fatal error: node_api.h: No such file" >&2; exit 1');
  assert.equal(message, 'cannot build the native binding: fatal error: node_api.h: No such file');
  assert.match(suggestion!, /^install a C\+\+ compiler/);
  assert.deepEqual(left, ['compiler']);
});

// An installation does not ask for this: a newer compiler may warn of more.
test('our own C++ compiles without a warning', () => {
  const sources = ['native', 'runtime'].flatMap((folder) => {
    const path = join(packageRoot, 'src', folder);
    return readdirSync(path).flatMap((name) => (name.endsWith('.cc') ? [join(path, name)] : []));
  });
  assert.ok(sources.length >= 8);
  const {include_dir: headers} = createRequire(import.meta.url)('node-api-headers') as {include_dir: string};
  const warnings = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror'];
  const included = [headers, join(libraryFolder(chooseVariant()), 'tensorflow', 'include')];
  const {status, stderr} = spawnSync(
    process.env.CXX || 'g++',
    [
      ...['-std=c++17', '-fsyntax-only', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION', ...warnings],
      ...included.flatMap((path) => ['-isystem', path]),
      ...sources,
    ],
    {encoding: 'utf8'},
  );
  assert.equal(status, 0, stderr);
});
