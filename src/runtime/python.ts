/** Python packages in the user's cache, fetched by pip from the package registry at pinned versions and hashes. */
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {move, withScratch} from '../commit.js';
import {ProblemError} from '../problem.js';
import {cacheRoot, requirePrivateCache} from './cache.js';
import type {Log} from './library.js';

/**
 * The folder with the packages of a requirements file (every line pinned by hash); fetches them once.
 * Throws a ProblemError that says what to install.
 */
export function pythonPackages(requirements: string, {name, log}: {name: string; log: Log}): string {
  const fail = (message: string): ProblemError =>
    new ProblemError({
      code: 'python',
      message,
      suggestion: 'install Python 3 with pip (Debian: apt-get install python3-pip), then run the command again',
    });
  const version = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {encoding: 'utf8'});
  if (version.status !== 0) throw fail(`${name} needs Python 3, which could not be started`);
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(cacheRoot(), `${name}-${hash}-python${version.stdout.trim()}-${process.arch}`);
  requirePrivateCache();
  if (existsSync(folder)) return folder;
  log(`fetching ${name} for Python ${version.stdout.trim()}, once per user`);
  return withScratch(cacheRoot(), (scratch) => {
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--no-cache-dir', '--require-hashes'];
    const result = spawnSync(
      'python3',
      ['-m', 'pip', 'install', ...options, '--target', join(scratch, 'packages'), '-r', requirements],
      // Python looks for its own modules where it is started, first.
      {encoding: 'utf8', cwd: scratch, env: {...process.env, PIP_BREAK_SYSTEM_PACKAGES: '1'}},
    );
    if (result.status !== 0)
      throw fail(`pip could not fetch ${name}: ${(result.stderr ?? '').trim().split('\n').at(-1) ?? ''}`);
    // Two may race: the second one's is the same.
    if (!existsSync(folder)) move(join(scratch, 'packages'), folder);
    return folder;
  });
}
