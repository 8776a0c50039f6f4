/** Whether TensorFlow finds CUDA's libraries: asked of TensorFlow, in a process with a compute process's environment. */
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, dirname, join} from 'node:path';
import {packageRoot} from '../paths.js';
import {bindingPath, build} from './binding.js';

export interface ProbeResult {
  /** TensorFlow's own verdict: without it no GPU is registered. */
  ok: boolean;
  /** CUDA's libraries in the process after TensorFlow opened them, where each lies. */
  libraries: {name: string; path: string}[];
  /** Those that did not open, with the loader's reason. */
  missing: {name: string; reason: string}[];
  /** Why the probe itself could not be made. */
  fault?: string;
}

const SOURCE = join(packageRoot, 'src', 'runtime', 'probe.cc');

/** Loads what the compute process loads, asks, and prints the verdict and the libraries that are open. */
const ASK = `
const [addon, framework, ...before] = process.argv.slice(1);
for (const one of before) process.dlopen({exports: {}}, one);
const ok = require(addon).probe(framework);
const maps = require('fs').readFileSync('/proc/self/maps', 'utf8');
const files = [...new Set([...maps.matchAll(/ (\\/.*\\.so[.0-9]*)$/gm)].map((match) => match[1]))];
process.stdout.write(JSON.stringify({ok, files}));
`;

const CUDA_LIBRARY = /^lib(cu|nv|nccl)/;

/**
 * Asks the TensorFlow at `framework` (a path of libtensorflow_framework), after loading the addons `before`, in the
 * environment given, whole. Builds the addon that asks where it is missing; throws as `build` does.
 */
export function probeCuda({
  framework,
  environment,
  before = [],
  addon = join(dirname(bindingPath()), 'ddsm_probe.node'),
}: {
  framework: string;
  environment: Record<string, string | undefined>;
  before?: readonly string[];
  addon?: string;
}): ProbeResult {
  if (!existsSync(addon) || statSync(addon).mtimeMs < statSync(SOURCE).mtimeMs) {
    const headers = (createRequire(import.meta.url)('node-api-headers') as {include_dir: string}).include_dir;
    build(addon, {sources: [SOURCE], includes: [headers], libraries: ['-ldl']});
  }
  const result = spawnSync(process.execPath, ['-e', ASK, addon, framework, ...before], {
    encoding: 'utf8',
    env: {...environment, TF_CPP_MIN_LOG_LEVEL: '0', TF_CPP_VMODULE: 'dso_loader=1'},
  });
  // Null where the process could not be started.
  const said = (result.stderr as string | null) ?? '';
  const missing = readMissing(said);
  if (result.status !== 0) {
    if (result.error) return {ok: false, libraries: [], missing, fault: result.error.message};
    const reason = said.split('\n').find((line) => /Error|error/.test(line)) ?? 'it ended without an answer';
    return {ok: false, libraries: [], missing, fault: reason.trim()};
  }
  const {ok, files} = JSON.parse(result.stdout) as {ok: boolean; files: string[]};
  const libraries = files
    .map((path) => ({name: basename(path), path}))
    .filter(({name}) => CUDA_LIBRARY.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {ok, libraries, missing};
}

/** The libraries that TensorFlow says it could not open. */
export function readMissing(text: string): ProbeResult['missing'] {
  const found = new Map<string, string>();
  for (const [, name, reason] of text.matchAll(/Could not load dynamic library '([^']+)'; dlerror: ([^;\n]*)/g))
    found.set(name!, reason!);
  return [...found].map(([name, reason]) => ({name, reason}));
}
