/**
 * The npm package @tensorflow/tfjs-node-gpu: among our own dependencies, or in the user's cache. Where ddsm was installed
 * from a tarball, npm has run that package's own download, which reaches outside the registry, and dropped it when that failed.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {move, withScratch, writeInto} from '../commit.js';
import {packageRoot} from '../paths.js';
import {ProblemError} from '../problem.js';
import {cacheRoot, requirePrivateCache} from './cache.js';
import type {Log} from './library.js';

const NAME = '@tensorflow/tfjs-node-gpu';

/** Where the package may lie in the cache. */
function cachedPlace(): {version: string; home: string; folder: string} {
  const {optionalDependencies} = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const version = optionalDependencies[NAME]!;
  const home = join(cacheRoot(), `tfjs-${version}`);
  return {version, home, folder: join(home, 'node_modules', NAME)};
}

/** The folder of the package, or undefined where it is nowhere. */
export function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${NAME}/package.json`));
  } catch {
    const {folder} = cachedPlace();
    return existsSync(folder) ? folder : undefined;
  }
}

/**
 * The folder of the package, which is fetched where it is nowhere; without its scripts. Processes that compute, started
 * after this, find it there. Throws a ProblemError that says what to install.
 */
export function obtainPackage(log: Log): string {
  const folder = packageFolder() ?? fetchPackage(log);
  process.env.DDSM_TFJS = folder;
  return folder;
}

function fetchPackage(log: Log): string {
  const {version, home, folder} = cachedPlace();
  log(`fetching ${NAME} ${version} from the package registry into ${cacheRoot()}, once per user (about 60 MB)`);
  requirePrivateCache();
  withScratch(cacheRoot(), (scratch) => {
    // A folder of its own: npm would otherwise look for a project above it.
    const place = join(scratch, 'package');
    writeInto(join(place, 'package.json'), Buffer.from('{"private": true}\n'));
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    const {status, error, stderr} = spawnSync('npm', ['install', ...options, `${NAME}@${version}`], {
      cwd: place,
      encoding: 'utf8',
    });
    if (error || status !== 0) {
      const why = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
      throw new ProblemError({
        code: 'package-missing',
        message: `npm could not fetch ${NAME} ${version}: ${why}`,
        suggestion: 'look whether npm reaches its registry, then run the command again',
      });
    }
    // Two may race: the second one's is the same.
    if (!existsSync(home)) move(place, home);
  });
  return folder;
}
