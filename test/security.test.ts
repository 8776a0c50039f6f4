import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../src/paths.js';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const {dependencies, optionalDependencies, devDependencies, allowScripts} = JSON.parse(read('package.json')) as Record<
  string,
  Record<string, unknown>
>;

test('docs/security.md says of every dependency what it is for', () => {
  const lines = read('docs/security.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = lines.flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
  const all = [dependencies, optionalDependencies, devDependencies].flatMap((some) => Object.keys(some!));
  assert.deepEqual(named.sort(), all.sort());
});

test('the lock file has a hash of every package, and no install script is allowed', () => {
  const {packages} = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, {integrity?: string; hasInstallScript?: boolean}>;
  };
  const installed = Object.entries(packages).filter(([place]) => place !== '');
  assert.deepEqual(
    installed.filter(([, {integrity}]) => !integrity?.startsWith('sha512-')).map(([place]) => place),
    [],
  );
  const scripts = installed
    .filter(([, one]) => one.hasInstallScript)
    .map(([place]) => place.replace(/.*node_modules\//, ''));
  assert.deepEqual(
    scripts.filter((name) => allowScripts![name] !== false),
    [],
  );
});

test('no shell is started: arguments reach child processes as data', () => {
  const files = readdirSync(join(packageRoot, 'src'), {recursive: true}).map(String);
  const wrong = files.filter(
    (file) =>
      file.endsWith('.ts') && /\bexec(Sync)?\(\s*['"`]|\bshell: true|\bexecSync\b/.test(read(join('src', file))),
  );
  assert.deepEqual(wrong, []);
});
