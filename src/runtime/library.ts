/**
 * The TensorFlow C library in the user's cache: fetched by pip from the package registry, checked against its pinned
 * hash, unpacked once for all checkouts. Knows nothing of tfjs.
 */
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {makeFolder, move, remove, withScratch, writeInto} from '../commit.js';
import {messageOf, type Problem, ProblemError} from '../problem.js';
import {cacheRoot, requirePrivateCache} from './cache.js';
import {RELEASES, type Release, TENSORFLOW_VERSION, type Variant, type Wheel} from './release.js';

/** Where notices of a long step go. */
export type Log = (line: string) => void;

interface LibraryFile {
  path: string;
  size: number;
  mtimeMs: number;
  sha256: string;
  /** Of a file that has to be started. */
  executable?: true;
}

interface LibraryManifest {
  tensorflow: string;
  variant: Variant;
  /** `name==version` of each wheel; left out by older installs, which had one wheel. */
  wheels?: string[];
  files: LibraryFile[];
}

export const libraryFolder = (variant: Variant): string =>
  join(cacheRoot(), `tensorflow-${TENSORFLOW_VERSION}-${variant}-${process.arch}`);

/** The release for this machine; a problem where there is none. */
function releaseFor(variant: Variant): Release {
  const release = RELEASES.find((entry) => entry.variant === variant && entry.arch === process.arch);
  if (process.platform === 'linux' && release) return release;
  throw new ProblemError({
    code: 'platform',
    message: `TensorFlow ${TENSORFLOW_VERSION} (${variant}) is not published as a C library for ${process.platform}-${process.arch}; ddsm computes on Linux x64 (cpu, gpu) and arm64 (cpu)`,
    suggestion: 'validate, plan, cost, diff, status and tables work here; run on a Linux machine',
  });
}

const sha256Of = (path: string): string => {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(4 << 20);
  const file = openSync(path, 'r');
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, size));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
};

const pinsOf = (wheels: readonly Wheel[]): string[] =>
  wheels.map(({distribution, version}) => `${distribution}==${version}`);

/**
 * What is wrong with the cached library, or undefined. Sizes and times are compared always; contents when a time
 * differs or `thorough` is asked for.
 */
export function libraryFault(variant: Variant, {thorough = false} = {}): string | undefined {
  const folder = libraryFolder(variant);
  let manifest: LibraryManifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as LibraryManifest;
    if (!Array.isArray(manifest.files) || manifest.files.length === 0) return 'its manifest lists no files';
  } catch (error) {
    return existsSync(folder) ? `its manifest cannot be read (${messageOf(error)})` : 'it is not there';
  }
  const wanted = RELEASES.find((entry) => entry.variant === variant && entry.arch === process.arch)?.wheels ?? [];
  const other = pinsOf(wanted).find((pin) => !manifest.wheels?.includes(pin));
  if (other !== undefined && (manifest.wheels !== undefined || wanted.length > 1))
    return `it was made without ${other}`;
  for (const file of manifest.files) {
    const stat = statSync(join(folder, file.path), {throwIfNoEntry: false});
    if (!stat) return `${file.path} is missing`;
    if (stat.size !== file.size) return `${file.path} has ${stat.size} bytes instead of ${file.size}`;
    if (file.executable && (stat.mode & 0o111) === 0) return `${file.path} cannot be started`;
    if ((thorough || stat.mtimeMs !== file.mtimeMs) && sha256Of(join(folder, file.path)) !== file.sha256) {
      return `${file.path} has other contents than were installed`;
    }
  }
  return undefined;
}

/** Makes sure that the library lies in the cache, whole; fetches it (again) where it does not. Returns its folder. */
export function obtainLibrary(variant: Variant, log: Log, {thorough = false} = {}): string {
  requirePrivateCache();
  const folder = libraryFolder(variant);
  const fault = libraryFault(variant, {thorough});
  if (fault === undefined) return folder;
  const release = releaseFor(variant);
  if (existsSync(folder)) log(`cached TensorFlow is broken: ${fault}; fetching it again`);
  return withScratch(cacheRoot(), (scratch) => {
    log(`fetching TensorFlow ${TENSORFLOW_VERSION} (${variant}, about ${release.downloadMegabytes} MB), once per user`);
    for (const wheel of release.wheels) unpack(download(wheel, scratch), wheel, join(scratch, 'library'));
    log('unpacked; checking and storing it');
    writeManifest(join(scratch, 'library'), variant, release.wheels);
    // Two installs may race: whoever is second replaces an equal folder.
    if (existsSync(folder)) move(folder, join(scratch, 'broken'));
    move(join(scratch, 'library'), folder);
    return folder;
  });
}

function download(wheel: Wheel, scratch: string): string {
  const target = join(scratch, wheel.distribution);
  makeFolder(target);
  const machine = process.arch === 'x64' ? 'x86_64' : 'aarch64';
  const platforms = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014', 'manylinux_2_12', 'manylinux2010'];
  const requirements = join(target, 'requirements.txt');
  writeInto(requirements, Buffer.from(`${wheel.distribution}==${wheel.version} --hash=sha256:${wheel.sha256}\n`));
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-cache-dir'];
  const exact = ['--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.12', '--require-hashes'];
  const result = spawnSync(
    'python3',
    [
      ...pip,
      ...exact,
      ...platforms.flatMap((name) => ['--platform', `${name}_${machine}`]),
      '-d',
      target,
      '-r',
      requirements,
    ],
    // Python looks for its own modules where it is started, first.
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: target},
  );
  if (result.error || result.status !== 0) throw new ProblemError(downloadProblem(wheel, result.error, result.stderr));
  const file = readdirSync(target).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error(`pip fetched no wheel of ${wheel.distribution}`);
  const path = join(target, file);
  if (sha256Of(path) !== wheel.sha256) {
    throw new ProblemError({
      code: 'hash',
      message: `${file} does not have the pinned sha256 ${wheel.sha256}; it was not used`,
    });
  }
  return path;
}

function downloadProblem(wheel: Wheel, error: Error | undefined, stderr: string | null): Problem {
  const what = `${wheel.distribution} ${wheel.version}`;
  if (error) {
    return {
      code: 'python-missing',
      message: `cannot fetch ${what}: python3 could not be started (${error.message})`,
      suggestion: 'install Python 3 with pip (Debian: apt-get install python3-pip), then run the command again',
    };
  }
  const lines = (stderr ?? '').trim().split('\n').filter(Boolean);
  return {
    code: 'download',
    message: `cannot fetch ${what} with pip: ${lines.slice(-2).join(' ') || 'no reason was given'}`,
    suggestion:
      'check that `python3 -m pip --version` works and that the package index can be reached, then run the command again',
  };
}

/**
 * What computes and the C headers are kept: a sixth of the files, nothing of Python's. Archives hold modes, which
 * extracting drops: `ptxas` has to be started.
 */
const UNPACK = `
import os, sys, zipfile
wheel, target = sys.argv[1:3]
headers = tuple('tensorflow/include/' + name for name in ('tensorflow/c/', 'tensorflow/core/platform/', 'xla/tsl/', 'tsl/'))
with zipfile.ZipFile(wheel) as archive:
    for info in archive.infolist():
        name = info.filename
        cuda = name.startswith('nvidia/') and '/include/' not in name and not name.endswith('.py')
        library = cuda or name.startswith(('tensorflow/libtensorflow_', 'tensorflow.libs/'))
        if not name.endswith('/') and (library or name.startswith(headers)):
            path = archive.extract(info, target)
            if info.external_attr >> 16 & 0o111 or '/bin/' in name:
                os.chmod(path, 0o755)
`;

/** Unpacks a wheel into a folder, and deletes it. */
export function unpack(path: string, wheel: Wheel, target: string): void {
  makeFolder(target);
  const result = spawnSync('python3', ['-c', UNPACK, resolve(path), resolve(target)], {encoding: 'utf8', cwd: target});
  if (result.status !== 0) {
    throw new ProblemError({
      code: 'unpack',
      message: `cannot unpack ${wheel.distribution}: ${(result.stderr ?? '').trim().split('\n').at(-1) ?? ''}`,
      suggestion: `about 2 GB of free disk are needed under ${cacheRoot()}`,
    });
  }
  remove(path);
}

function writeManifest(folder: string, variant: Variant, wheels: readonly Wheel[]): void {
  const files: LibraryFile[] = [];
  const walk = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), {withFileTypes: true})) {
      const path = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(path);
      else if (!path.startsWith('tensorflow/include/')) {
        const stat = statSync(join(folder, path));
        const {size, mtimeMs} = stat;
        const file: LibraryFile = {path, size, mtimeMs, sha256: sha256Of(join(folder, path))};
        if (path.includes('/bin/')) file.executable = true;
        files.push(file);
      }
    }
  };
  walk('');
  const manifest: LibraryManifest = {tensorflow: TENSORFLOW_VERSION, variant, wheels: pinsOf(wheels), files};
  writeInto(join(folder, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`));
}
