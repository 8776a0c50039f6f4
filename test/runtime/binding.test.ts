import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {build} from '../../src/runtime/binding.js';

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
