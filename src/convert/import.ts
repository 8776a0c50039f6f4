/** Weights from elsewhere → .safetensors with the names and the layout of this project, and their architecture. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH} from '../models/width.js';
import {messageOf, ProblemError} from '../problem.js';
import type {PickleValue} from '../weights/pickle.js';
import {openPyTorch, PyTorchTensor} from '../weights/pytorch.js';
import {openSafetensors, readSafetensorsHeader, type StoredTensor, writeSafetensors} from '../weights/safetensors.js';
import {SLIMMING} from './export.js';
import {
  AUTOENCODER_RENAMES,
  autoencoderTensors,
  type Family,
  inceptionTensors,
  kindOf,
  type Match,
  match,
  publishedGroups,
  type Shapes,
  unetConfigOf,
  unetTensors,
} from './families.js';
import {TIME_TABLE, timeTable} from './timeTable.js';

export interface ImportOptions {
  out: string;
  /** Which of a checkpoint's two sets of weights. */
  weights: 'ema' | 'raw';
  /** The architecture and the process that the weights are for, where a spec names them. */
  wanted?: {config: UNetConfig; diffusion: object; widths: {options: readonly string[]}} | undefined;
  /** Groups of every group norm, where somebody knows them; else `wanted` says. */
  groups?: number | undefined;
}

export interface ImportReport extends Pick<Match, 'matched' | 'missing' | 'unused'> {
  family: Family;
  /** Optimizer steps behind the weights, where the checkpoint says. */
  step?: number;
  /** What is kept with the weights that they do not show. */
  kept?: {config: UNetConfig; diffusion: object; widths: object};
}

/** Tensors of a file, of whichever format, read one by one. */
interface Tensors {
  shapes: Shapes;
  family: Family | undefined;
  step: number | undefined;
  /** The kind of slimming that the file states: `slices`, `norms`. */
  slimming?: ReadonlyMap<PickleValue, PickleValue> | undefined;
  read(name: string): StoredTensor;
  close(): void;
}

const refuse = (file: string, message: string, suggestion?: string): ProblemError =>
  new ProblemError({code: 'import', file, message, ...(suggestion ? {suggestion} : {})});

/** Reads, checks and writes. Throws a ProblemError that names what is wrong; nothing is written then. */
export async function importWeights(file: string, options: ImportOptions): Promise<ImportReport> {
  if (!existsSync(file)) throw refuse(file, `there is no file ${file}`);
  const tensors = await openTensors(file, options.weights);
  try {
    const kind = kindOf(tensors.shapes);
    if (kind === undefined) {
      const some = [...tensors.shapes.keys()].slice(0, 5).join(', ') || 'nothing';
      throw refuse(
        file,
        `${file} holds no network that is known: it has ${some}`,
        "known are the authors' U-Net, pytorch-ddpm's, pytorch-fid's Inception and diffusers' AutoencoderKL",
      );
    }
    const kept = kind === 'unet' ? describedBy(file, tensors, options) : undefined;
    const {wanted, metadata} = wantedFor(file, kind, {shapes: tensors.shapes, kept});
    const found = match(tensors.shapes, wanted);
    if (found.wrong) {
      const {name, wanted: right, found: there} = found.wrong;
      throw refuse(file, `${name} should be [${right.join(', ')}], but is [${there.join(', ')}] in ${file}`);
    }
    if (found.missing.length > 0)
      throw refuse(
        file,
        `${file} lacks ${found.missing.length} tensors of the network, the first is ${found.missing[0]}`,
      );
    if (kind === 'unet') checkTable(file, tensors);
    writeSafetensors(options.out, {
      shapes: new Map(found.matched.map((name) => [name, tensors.shapes.get(name)!])),
      metadata: {family: kind, ...metadata},
      read: (name) => floats(file, name, tensors.read(name)),
    });
    const {matched, missing, unused} = found;
    const family = tensors.family ?? (kind === 'unet' ? 'state-dict' : kind);
    return {
      family,
      matched,
      missing,
      unused,
      ...(tensors.step === undefined ? {} : {step: tensors.step}),
      ...(kept ? {kept} : {}),
    };
  } finally {
    tensors.close();
  }
}

/** Hash of a file, or the one that it keeps of the file that it was made of. */
function sourceHash(file: string): string {
  if (file.endsWith('.safetensors')) return readSafetensorsHeader(file).metadata.source ?? '';
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * What a spec says of the weights that they do not show. Groups change every number that the network gives, and the
 * wrong ones fit as well as the right ones: where a published network has others than the spec, somebody has to say so.
 */
function describedBy(
  file: string,
  {shapes, family, slimming}: Tensors,
  {wanted, groups}: ImportOptions,
): ImportReport['kept'] | undefined {
  if (!wanted) return undefined;
  checkSlimming(file, {family, slimming}, wanted);
  const own = wanted.config.groups;
  const published = publishedGroups(shapes, family);
  if (published && groups === undefined && own !== published.groups) {
    const {whose, spec} = published;
    throw new ProblemError({
      code: 'import-groups',
      file,
      message: `weights do not show the groups of their group norms: the spec says ${own}, but ${whose} ${published.groups}`,
      suggestion: `${spec ? `--spec ${spec} is for the released one; ` : ''}--groups ${published.groups} or --groups ${own} says which it is`,
    });
  }
  return {...wanted, config: {...wanted.config, groups: groups ?? own}};
}

/** The authors' supernets are of the published kind; those that were exported of another kind say so. */
function checkSlimming(
  file: string,
  {family, slimming}: Pick<Tensors, 'family' | 'slimming'>,
  {config, widths}: NonNullable<ImportOptions['wanted']>,
): void {
  // A network that runs at full width only has no kind.
  if (family !== 'ddsm' || widths.options.every((width) => width === FULL_WIDTH)) return;
  for (const [key, published] of [
    ['slices', 'prefix'],
    ['norms', 'constant-count'],
  ] as const) {
    const [found, own] = [slimming?.get(key) ?? published, config[key] ?? published];
    if (found === own) continue;
    throw new ProblemError({
      code: 'import-slimming',
      file,
      message: `the supernet in ${file} was trained with widths.${key}: ${found}${found === published ? ", as all of the authors' code" : ''}, and the spec has ${own}`,
      suggestion: `take a spec with widths.${key}: ${found}`,
    });
  }
}

function wantedFor(
  file: string,
  kind: NonNullable<ReturnType<typeof kindOf>>,
  {shapes, kept}: {shapes: Shapes; kept: ImportReport['kept']},
): {wanted: Shapes; metadata: Record<string, string>} {
  // Which file a distance rests on is worth knowing: it is known by its hash, and stays known.
  if (kind === 'inception') return {wanted: inceptionTensors(), metadata: {source: sourceHash(file)}};
  if (kind === 'autoencoder-kl') return {wanted: autoencoderTensors(shapes), metadata: {}};
  if (kept) {
    return {
      wanted: unetTensors(kept.config),
      metadata: {
        architecture: JSON.stringify(kept.config),
        diffusion: JSON.stringify(kept.diffusion),
        widths: JSON.stringify(kept.widths),
      },
    };
  }
  try {
    // Without a spec the names and shapes are checked, but what weights do not show stays unsaid.
    return {wanted: unetTensors(unetConfigOf(shapes, {resolution: 0, groups: 1, dropout: 0})), metadata: {}};
  } catch (error) {
    throw refuse(file, `${file}: ${messageOf(error)}`);
  }
}

/** The authors' table of time embeddings must be what is computed here in its place. */
function checkTable(file: string, {shapes, read}: Tensors): void {
  const shape = shapes.get(TIME_TABLE);
  if (!shape) return;
  const [steps, channels] = shape as [number, number];
  const {data} = read(TIME_TABLE);
  const expected = timeTable(steps, channels);
  const at = expected.findIndex((value, i) => !(Math.abs(data[i]! - value) < 1e-3));
  if (at < 0) return;
  const place = `[${Math.floor(at / channels)}, ${at % channels}]`;
  throw refuse(
    file,
    `${TIME_TABLE} is not the table of sines and cosines that the network computes: at ${place} it has ${data[at]}, not ${expected[at]!.toFixed(4)}`,
  );
}

function floats(file: string, name: string, {shape, data}: StoredTensor): StoredTensor {
  if (!(data instanceof Float32Array)) throw refuse(file, `${name} holds whole numbers, not weights`);
  if (!data.every(Number.isFinite)) throw refuse(file, `${name} holds numbers that are not finite`);
  return {shape, data};
}

async function openTensors(file: string, weights: ImportOptions['weights']): Promise<Tensors> {
  if (file.endsWith('.safetensors')) {
    const {shapes, read, close} = openSafetensors(file);
    return {...stripped(shapes, read), family: undefined, step: undefined, close};
  }
  const checkpoint = await openPyTorch(file);
  try {
    const {root} = checkpoint;
    if (!(root instanceof Map)) throw refuse(file, `${file} holds no dictionary`);
    const nested = root.get('net_model') instanceof Map || root.get('ema_model') instanceof Map;
    const chosen = nested ? root.get(weights === 'ema' ? 'ema_model' : 'net_model') : (root.get('state_dict') ?? root);
    if (!(chosen instanceof Map)) {
      const other = weights === 'ema' ? 'raw' : 'ema';
      throw refuse(file, `${file} has no ${weights} weights`, `--weights ${other} takes the other ones`);
    }
    const found = tensorsIn(chosen);
    const step = root.get('step');
    const slimming = root.get(SLIMMING);
    return {
      ...stripped(new Map([...found].map(([name, {shape}]) => [name, shape])), (name) =>
        checkpoint.read(found.get(name)!),
      ),
      family: nested ? (root.has('sched') || root.has('x_T') ? 'pytorch-ddpm' : 'ddsm') : undefined,
      step: nested && typeof step === 'number' ? step : undefined,
      slimming: slimming instanceof Map ? slimming : undefined,
      close: checkpoint.close,
    };
  } catch (error) {
    checkpoint.close();
    throw error;
  }
}

/** The tensors of a state dict by name; what is no tensor is left out. */
const tensorsIn = (dictionary: Map<PickleValue, PickleValue>): Map<string, PyTorchTensor> =>
  new Map(
    [...dictionary].flatMap(([name, value]): [string, PyTorchTensor][] =>
      typeof name === 'string' && value instanceof PyTorchTensor ? [[name, value]] : [],
    ),
  );

const PREFIX = 'module.';

/** Under the names of newer AutoencoderKL files; their older projections were 1 × 1 convolutions or already matrices. */
function renamed(shapes: Shapes, read: (name: string) => StoredTensor): Pick<Tensors, 'shapes' | 'read'> {
  if (kindOf(shapes) !== 'autoencoder-kl') return {shapes, read};
  const old = new Map(
    [...shapes.keys()].map((name) => [
      AUTOENCODER_RENAMES.reduce((text, [from, to]) => text.replace(from, to), name),
      name,
    ]),
  );
  const isProjection = (name: string): boolean => /\.attentions\.0\.to_\w+(\.0)?\.weight$/.test(name);
  const flat = (name: string, shape: readonly number[]): number[] =>
    isProjection(name) ? shape.slice(0, 2) : [...shape];
  return {
    shapes: new Map([...old].map(([name, before]) => [name, flat(name, shapes.get(before)!)])),
    read(name) {
      const {shape, data} = read(old.get(name)!);
      return {shape: flat(name, shape), data};
    },
  };
}

/** Without the prefix that PyTorch's DataParallel gives every name. */
function stripped(shapes: Shapes, read: (name: string) => StoredTensor): Pick<Tensors, 'shapes' | 'read'> {
  if (shapes.size === 0 || ![...shapes.keys()].every((name) => name.startsWith(PREFIX))) return renamed(shapes, read);
  return renamed(new Map([...shapes].map(([name, shape]) => [name.slice(PREFIX.length), shape])), (name) =>
    read(`${PREFIX}${name}`),
  );
}
