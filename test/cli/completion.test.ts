import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8'}).stdout;
const folder = mkdtempSync(join(tmpdir(), 'ddsm-completion-'));
mkdirSync(join(folder, 'runs', 'quickstart'), {recursive: true});
writeFileSync(join(folder, 'runs', 'README.md'), '');
mkdirSync(join(folder, 'specs'));
writeFileSync(join(folder, 'cats.yaml'), '');
writeFileSync(join(folder, 'cats.txt'), '');
writeFileSync(join(folder, 'bash'), ddsm('completion', 'bash'));

/** What bash itself offers after these words. */
function offered(...words: string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `. ./bash; COMP_WORDS=(ddsm ${list}); COMP_CWORD=${words.length}; _ddsm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const {stdout, stderr, status} = spawnSync('bash', ['--norc', '-c', script], {encoding: 'utf8', cwd: folder});
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return stdout.trim().split('\n').filter(Boolean).sort();
}

test('completion in bash offers commands, options and choices of values', () => {
  assert.deepEqual(offered('val'), ['validate']);
  assert.deepEqual(offered('status', '--'), ['--help', '--json', '--runs', '--watch']);
  assert.deepEqual(offered('sample', 'quickstart', '--network', ''), ['baseline', 'pruned', 'supernet']);
  assert.deepEqual(offered('completion', ''), ['bash', 'fish', 'zsh']);
});

test('completion in bash offers specs and folders where a spec is wanted, runs where a run is', () => {
  assert.deepEqual(offered('run', ''), ['cats.yaml', 'runs', 'specs']);
  assert.deepEqual(offered('run', 'cats.yaml', 'c'), ['cats.yaml']);
  assert.deepEqual(offered('report', 'q'), ['quickstart']);
});

test('completion in bash knows every command that --help lists', () => {
  const listed = [...ddsm('--help').matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name!);
  assert.ok(listed.length > 15);
  for (const name of listed.filter((one) => one !== 'help')) assert.ok(offered(name).includes(name), name);
});

test('completion in zsh and fish offers the folders in runs, and no files beside them', () => {
  for (const [shell, pattern] of [
    ['zsh', /_ddsm_runs\(\) .*"\$\((.*)\)"\}\); compadd/],
    ['fish', /from report' -f -a '\((.*); __fish_complete_directories\)'$/m],
  ] as const) {
    const [, command] = pattern.exec(ddsm('completion', shell))!;
    const script = shell === 'fish' ? command!.replaceAll("'\\''", "'") : command!;
    assert.equal(spawnSync('sh', ['-c', script], {encoding: 'utf8', cwd: folder}).stdout, 'quickstart\n', shell);
  }
});

test('completion in zsh and fish is made of the same commands', () => {
  for (const shell of ['zsh', 'fish']) {
    const script = ddsm('completion', shell);
    for (const word of ['validate', 'explain', 'supernet']) assert.ok(script.includes(word), `${shell} lacks ${word}`);
  }
});
