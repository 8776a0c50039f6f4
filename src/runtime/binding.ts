/**
 * The native binding of @tensorflow/tfjs-node-gpu, compiled against the cached TensorFlow: the package's own two C++
 * files, unchanged, put where its loader looks; beside it our own addons, which map files, make noise,
 * keep signals away and run sessions.
 * Knows nothing of what is computed with them.
 */
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, lstatSync, readFileSync, realpathSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {discard, move, pointTo, withScratch, writeParts} from '../commit.js';
import {packageRoot} from '../paths.js';
import {ProblemError} from '../problem.js';
import {cacheFault} from './cache.js';
import {findDriver} from './driver.js';
import {type Log, libraryFault, libraryFolder, obtainLibrary} from './library.js';
import {obtainPackage, packageFolder} from './package.js';
import {TENSORFLOW_VERSION, type Variant} from './release.js';

const require = createRequire(import.meta.url);
const SOURCES = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
interface AddonSources {
  /** What is compiled, then what that includes. */
  sources: string[];
  headers: string[];
  /** Whether it calls TensorFlow. */
  tensorflow: boolean;
}
const ADDONS = {
  map: {sources: ['runtime/map.cc'], headers: [], tensorflow: false},
  noise: {
    sources: ['native/noise.cc', 'native/ahead.cc', 'native/normals.cc'],
    headers: ['native/ahead.h', 'native/arguments.h', 'native/kernel.h', 'native/normals.h'],
    tensorflow: false,
  },
  signals: {sources: ['native/signals.cc'], headers: [], tensorflow: false},
  session: {
    sources: ['native/addon.cc', 'native/session.cc'],
    headers: ['native/session.h'],
    tensorflow: true,
  },
} satisfies Record<string, AddonSources>;
type AddonName = keyof typeof ADDONS;
const ADDON_NAMES = Object.keys(ADDONS) as AddonName[];
const ownSource = (name: string): string => join(packageRoot, 'src', name);
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

interface Stamp {
  tensorflow: string;
  variant: Variant;
  sources: string;
}

/** Where the binding lies when it is built. */
export const bindingPath = (folder = packageFolder() ?? ''): string =>
  join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
/** The TensorFlow library that the binding loads, by the very path by which it loads it; or that of another folder. */
export const frameworkPath = (folder = linkedFolder(packageFolder() ?? '')): string => join(folder, LIBRARIES[1]);
/** Where one of our own addons lies when it is built. */
export const addonPath = (name: AddonName): string =>
  join(packageFolder() ?? '', 'lib', 'napi-v8', `ddsm_${name}.node`);
const stampPath = (folder: string): string => join(folder, 'lib', 'napi-v8', 'ddsm.json');

/** The build that the binding of a package was made for; undefined where there is none. */
function builtVariant(folder: string | undefined): Variant | undefined {
  try {
    return (JSON.parse(readFileSync(stampPath(folder ?? ''), 'utf8')) as Stamp).variant;
  } catch {
    return undefined;
  }
}

/**
 * The build to use, and why. A CUDA build that lies in the cache alone changes nothing: it may have been fetched for a check,
 * or by another machine that shares the cache. `folder` is the package's, `driver` the machine's.
 */
export function chosenBuild({folder = packageFolder(), driver = findDriver()} = {}): {variant: Variant; why: string} {
  if (process.arch !== 'x64') return {variant: 'cpu', why: `CUDA builds are for x64, not for ${process.arch}`};
  const wanted = process.env.DDSM_DEVICE;
  if (wanted === 'gpu') return {variant: 'gpu', why: 'a GPU is asked for (--device gpu or DDSM_DEVICE)'};
  if (driver && wanted !== 'cpu') return {variant: 'gpu', why: `NVIDIA's driver is there (${driver.path})`};
  // It computes on the CPU as well, and building the binding anew for each command would disturb those that run.
  if (builtVariant(folder) === 'gpu' && libraryFault('gpu') === undefined)
    return {variant: 'gpu', why: 'the native binding was built for it; it computes on the CPU, too'};
  return {variant: 'cpu', why: driver ? 'the CPU is asked for' : "NVIDIA's driver was not found"};
}

export const chooseVariant = (): Variant => chosenBuild().variant;

const wantedStamp = (folder: string, variant: Variant): Stamp => {
  const hash = createHash('sha256');
  const own = Object.values(ADDONS).flatMap(({sources, headers}) => [...sources, ...headers].map(ownSource));
  for (const source of [...SOURCES.map((name) => join(folder, name)), ...own]) hash.update(readFileSync(source));
  return {tensorflow: TENSORFLOW_VERSION, variant, sources: hash.digest('hex')};
};

/** What keeps the runtime from being loaded, or undefined when it is ready. Takes milliseconds. */
export function runtimeFault(variant: Variant = chooseVariant()): string | undefined {
  const folder = packageFolder();
  if (!folder) return 'the package @tensorflow/tfjs-node-gpu is not installed';
  const open = cacheFault();
  if (open !== undefined) return open;
  const fault = libraryFault(variant);
  if (fault !== undefined) return `TensorFlow ${TENSORFLOW_VERSION} in ${libraryFolder(variant)}: ${fault}`;
  if (![bindingPath(folder), ...ADDON_NAMES.map(addonPath)].every((path) => existsSync(path)))
    return 'the native binding is not built';
  let stamp: string;
  try {
    stamp = readFileSync(stampPath(folder), 'utf8');
  } catch {
    return 'the native binding was built by something else';
  }
  if (stamp !== JSON.stringify(wantedStamp(folder, variant)))
    return 'the native binding was built for another TensorFlow';
  const place = linkedFolder(folder);
  if (!isLinkTo(place, join(libraryFolder(variant), 'tensorflow')))
    return `${place} does not lead to the cached TensorFlow`;
  return undefined;
}

/** Whether a link leads to a folder, through whatever links: the cache may have a link in its place. */
function isLinkTo(place: string, target: string): boolean {
  if (!lstatSync(place, {throwIfNoEntry: false})?.isSymbolicLink() || !existsSync(place)) return false;
  return realpathSync(place) === realpathSync(target);
}

/**
 * Where the package's addons look for TensorFlow: a link to the cached folder. It has to be the folder that is linked,
 * not its files: the loader does not follow the link of a file when it looks for CUDA's libraries beside it.
 */
const linkedFolder = (folder: string): string => join(folder, 'deps', 'lib');

/**
 * Fetches TensorFlow and builds the binding where either is missing or broken; does nothing otherwise. With `thorough`
 * TensorFlow's contents are compared, and the binding is built in any case: nothing tells whether its contents are whole.
 * Throws a ProblemError that says what to install.
 */
export function ensureRuntime(log: Log, {variant = chooseVariant(), thorough = false} = {}): void {
  const folder = obtainPackage(log);
  if (!thorough && runtimeFault(variant) === undefined) return;
  const library = obtainLibrary(variant, log, {thorough});
  if (!thorough && runtimeFault(variant) === undefined) return;
  linkFolder(linkedFolder(folder), join(libraryFolder(variant), 'tensorflow'));
  compile(folder, library, variant, log);
}

/** Makes `place` lead to `target`, whatever it was before: another folder's link, or a folder of links to files. */
export function linkFolder(place: string, target: string): void {
  if (!lstatSync(place, {throwIfNoEntry: false})?.isSymbolicLink()) discard(place);
  pointTo(target, place);
}

function compile(folder: string, library: string, variant: Variant, log: Log): void {
  log('building the native binding (about ten seconds)');
  const headers = (require('node-api-headers') as {include_dir: string}).include_dir;
  const includes = [headers, join(library, 'tensorflow', 'include'), folder];
  const libraries = [
    '-L',
    linkedFolder(folder),
    ...LIBRARIES.map((name) => `-l:${name}`),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  build(bindingPath(folder), {sources: SOURCES.map((source) => join(folder, source)), includes, libraries});
  for (const name of ADDON_NAMES) {
    const {sources, tensorflow} = ADDONS[name];
    build(addonPath(name), {
      sources: sources.map(ownSource),
      includes: tensorflow ? includes : [headers],
      libraries: tensorflow ? libraries : [],
    });
  }
  writeParts(stampPath(folder), (write) => write(Buffer.from(JSON.stringify(wantedStamp(folder, variant)))));
}

/** Compiles a Node addon; it appears under its name when it is whole. Throws a ProblemError that says what to install. */
export function build(
  output: string,
  {sources, includes, libraries}: {sources: string[]; includes: string[]; libraries: string[]},
): void {
  const compiler = process.env.CXX || 'g++';
  const flags = ['-std=c++17', '-O2', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'];
  withScratch(dirname(output), (folder) => {
    const made = join(folder, 'addon.node');
    const result = spawnSync(
      compiler,
      [...flags, ...includes.flatMap((path) => ['-I', path]), ...sources, '-o', made, ...libraries],
      {encoding: 'utf8'},
    );
    if (result.signal)
      throw new ProblemError({
        code: 'compile',
        message: `cannot build the native binding: ${compiler} was ended by ${result.signal}`,
        suggestion: 'run the command again',
      });
    if (result.error || result.status !== 0) throw buildProblem(compiler, result.error, result.stderr);
    move(made, output);
  });
}

function buildProblem(compiler: string, error: Error | undefined, stderr: string | null): ProblemError {
  const first = (stderr ?? '').split('\n').find((line) => line.includes('error'));
  return new ProblemError({
    code: error ? 'compiler-missing' : 'compile',
    message: error
      ? `cannot build the native binding: ${compiler} could not be started (${error.message})`
      : `cannot build the native binding: ${first ?? 'the compiler failed'}`,
    suggestion: 'install a C++ compiler (Debian: apt-get install g++), or name one in CXX, then run the command again',
  });
}
