/** A folder that diffusers writes: where its weights lie, and the network and the noising process that its settings describe. */
import {existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {UNetConfig} from '../models/shape.js';
import {messageOf, ProblemError, usageError} from '../problem.js';
import type {StoredTensor} from '../weights/safetensors.js';
import {
  currentName,
  diffusersLayers,
  type ImportedProcess,
  networkFrom,
  processFrom,
  type Settings,
  sinesFirst,
  UnsupportedSetting,
} from './diffusers.js';
import {type Shapes, unetTensors} from './families.js';

export interface DiffusersFolder {
  /** File of weights, or the list of the files among which they are divided. */
  weights: string;
  network: UNetConfig;
  /** Undefined where the folder has no scheduler. */
  process: ImportedProcess | undefined;
}

const refuse = (file: string, message: string, suggestion?: string): ProblemError =>
  new ProblemError({code: 'import', file, message, ...(suggestion ? {suggestion} : {})});

/** Names of weights, the first that is there is read. */
const WEIGHTS = ['', '.fp16', '.bf16'].flatMap((variant) =>
  ['.safetensors', '.bin'].flatMap((ending) => [
    `diffusion_pytorch_model${variant}${ending}`,
    `diffusion_pytorch_model${ending}.index${variant}.json`,
  ]),
);

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;

/** Whether a folder is a pipeline's, or its `unet`. */
export const isDiffusersFolder = (path: string): boolean =>
  isFolder(path) && ['model_index.json', 'config.json'].some((name) => existsSync(join(path, name)));

/** The folder of a UNet2DModel that a path names, or in which the file that it names lies; undefined where there is none. */
export function folderOf(path: string): string | undefined {
  if (isDiffusersFolder(path)) return path;
  const folder = dirname(path);
  const config = join(folder, 'config.json');
  return existsSync(config) && settingsIn(config)._class_name === 'UNet2DModel' ? folder : undefined;
}

/** A pipeline's folder, or its `unet`. Throws a ProblemError that names what is wrong. */
export function openDiffusersFolder(folder: string): DiffusersFolder {
  const index = join(folder, 'model_index.json');
  const unet = existsSync(index) || isFolder(join(folder, 'unet')) ? join(folder, 'unet') : folder;
  const pipeline = unet === folder ? dirname(folder) : folder;
  if (existsSync(index)) requireUnconditional(index);
  const config = join(unet, 'config.json');
  if (!existsSync(config))
    throw refuse(
      folder,
      `${folder} has no ${unet === folder ? '' : 'unet/'}config.json`,
      'name the folder of a DDPMPipeline, or its unet',
    );
  const found = WEIGHTS.map((name) => join(unet, name)).find((path) => existsSync(path));
  if (!found) throw refuse(unet, `${unet} has no weights`, `they are called ${WEIGHTS.slice(0, 4).join(', ')}`);
  const scheduler = join(pipeline, 'scheduler', 'scheduler_config.json');
  return {
    weights: found,
    network: carriedOver(config, networkFrom),
    process: existsSync(scheduler) ? carriedOver(scheduler, processFrom) : undefined,
  };
}

/** As openDiffusersFolder, of a folder that says its noising process. */
export function openPipelineFolder(folder: string): DiffusersFolder & {process: ImportedProcess} {
  const {process, ...rest} = openDiffusersFolder(folder);
  if (process) return {process, ...rest};
  throw usageError({
    code: 'import',
    file: folder,
    message: `${folder} has no scheduler/scheduler_config.json, which says the noising process`,
    suggestion: 'name the folder of the whole pipeline',
  });
}

/** Throws where a pipeline has other parts than a network and a scheduler. */
function requireUnconditional(index: string): void {
  const {_class_name: name, ...settings} = settingsIn(index);
  const parts = Object.entries(settings).filter(
    ([key, value]) => !key.startsWith('_') && Array.isArray(value) && value[0] !== null,
  );
  const others = parts.map(([key]) => key).filter((key) => key !== 'unet' && key !== 'scheduler');
  if (others.length > 0)
    throw refuse(
      index,
      `${String(name)} has ${others.join(', ')} beside its network; ddsm reads pipelines of a UNet2DModel and a scheduler`,
    );
  if (!('unet' in settings)) throw refuse(index, `${String(name)} has no unet`);
}

function settingsIn(file: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse(file, `${file} is not JSON: ${messageOf(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(file, `${file} holds no JSON object`);
  return value as Settings;
}

function carriedOver<Result>(file: string, read: (settings: Settings) => Result): Result {
  try {
    return read(settingsIn(file));
  } catch (error) {
    if (!(error instanceof UnsupportedSetting)) throw error;
    const {message, allowed} = error;
    throw new ProblemError({
      code: 'unsupported',
      file,
      message: `${file}: ${message}, which ddsm does not have`,
      allowed: [...allowed],
      suggestion: `supported: ${allowed.join(', ')}`,
    });
  }
}

interface Tensors {
  shapes: Shapes;
  read(name: string): StoredTensor;
}

/**
 * A UNet2DModel's tensors under the names of `network` and in its layout; those of other names keep theirs. Of an exported
 * network whose sines and cosines came in turn (`interleaved`), in that order again.
 */
export function fromDiffusers(
  {shapes, read}: Tensors,
  network: UNetConfig,
  {interleaved}: {interleaved: boolean},
): Tensors {
  const layers = new Map([...diffusersLayers(network)].map(([ours, theirs]) => [theirs, ours]));
  const wanted = unetTensors(network);
  const stored = new Map<string, string>();
  for (const name of shapes.keys()) {
    const current = currentName(name);
    const at = current.lastIndexOf('.');
    const layer = layers.get(current.slice(0, at));
    stored.set(layer === undefined ? name : `${layer}${current.slice(at)}`, name);
  }
  // Projections of attention are matrices there, and 1 × 1 convolutions here.
  const shapeOf = (name: string, shape: readonly number[]): number[] =>
    shape.length === 2 && wanted.get(name)?.length === 4 ? [...shape, 1, 1] : [...shape];
  const order = sinesFirst(network.channels);
  return {
    shapes: new Map([...stored].map(([name, theirs]) => [name, shapeOf(name, shapes.get(theirs)!)])),
    read(name) {
      const {shape, data} = read(stored.get(name)!);
      if (interleaved && name === 'time_embedding.timembedding.1.weight') {
        const sorted = new Float32Array(data.length);
        for (const [at, value] of data.entries()) sorted[at - (at % order.length) + order[at % order.length]!] = value;
        return {shape, data: sorted};
      }
      return {shape: shapeOf(name, shape), data};
    },
  };
}
