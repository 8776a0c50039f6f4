/** Weights from elsewhere → .safetensors with the names and the layout of this project, and their architecture. */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH} from '../models/width.js';
import {messageOf, ProblemError, usageError} from '../problem.js';
import {formatOf} from '../weights/format.js';
import {PickleObject, type PickleValue} from '../weights/pickle.js';
import {openPyTorch, PyTorchTensor} from '../weights/pytorch.js';
import {objectIn, openSafetensors, type StoredTensor, writeSafetensors} from '../weights/safetensors.js';
import {currentName} from './diffusers.js';
import {type DiffusersFolder, folderOf, fromDiffusers, openDiffusersFolder} from './diffusersFolder.js';
import {SLIMMING} from './export.js';
import {
  autoencoderTensors,
  type Family,
  inceptionTensors,
  type Kind,
  type Match,
  match,
  networksIn,
  publishedGroups,
  type Shapes,
  statedOtherwise,
  unetConfigOf,
  unetTensors,
} from './families.js';
import {TIME_TABLE, timeTable} from './timeTable.js';

/** Kinds of networks. */
const NAMES = {unet: 'a U-Net', inception: "pytorch-fid's Inception", 'autoencoder-kl': "diffusers' AutoencoderKL"};

export interface ImportOptions {
  out: string;
  /** Which of a checkpoint's two sets of weights. */
  weights: 'ema' | 'raw';
  /** The only kind of network that is taken. */
  only?: keyof typeof NAMES;
  /** The architecture and the process that the weights are for, where a spec names them. */
  wanted?: {config: UNetConfig; diffusion: object; widths: {options: readonly string[]}} | undefined;
  /** Groups of every group norm, where somebody knows them; else `wanted` says. */
  groups?: number | undefined;
}

export interface ImportReport extends Pick<Match, 'matched' | 'missing' | 'unused'> {
  family: Family;
  /** Where the network lies in the file, where that has more than one dictionary or a wrapper's names. */
  entry?: string;
  /** Optimizer steps behind the weights, where the checkpoint says. */
  step?: number;
  /** What is kept with the weights that they do not show. */
  kept?: {config: UNetConfig; diffusion: object; widths: object};
}

/** The network of a file, of whichever format; its tensors are read one by one. */
interface Tensors {
  /** A UNet2DModel is a U-Net under our names by now. */
  kind: Exclude<Kind, 'unet-2d'>;
  /** By the names in the network. */
  shapes: Shapes;
  family: Family | undefined;
  step: number | undefined;
  /** The dictionary that holds the network, and what its names begin with there; empty where there is no other. */
  entry: string;
  /** Names in the file of tensors that are not of the network. */
  others: string[];
  /** Metadata of a .safetensors file. */
  metadata: Record<string, string>;
  /** The kind of slimming that a checkpoint states: `slices`, `norms`. */
  slimming?: ReadonlyMap<PickleValue, PickleValue> | undefined;
  read(name: string): StoredTensor;
  close(): void;
}

const refuse = (file: string, message: string, suggestion?: string): ProblemError =>
  new ProblemError({code: 'import', file, message, ...(suggestion ? {suggestion} : {})});

/** Reads, checks and writes. Throws a ProblemError that names what is wrong; nothing is written then. */
export async function importWeights(file: string, options: ImportOptions): Promise<ImportReport> {
  if (!existsSync(file)) throw refuse(file, `there is no file ${file}`);
  const folder = folderOf(file);
  const pipeline = folder === undefined ? undefined : openDiffusersFolder(folder);
  const tensors = await openTensors(folder === file ? pipeline!.weights : file, {...options, pipeline});
  try {
    const {kind, shapes, others} = tensors;
    if (options.only !== undefined && kind !== options.only)
      throw refuse(
        file,
        `${file} holds the weights of another network: they are of ${NAMES[kind]}, not of ${NAMES[options.only]}`,
      );
    const kept = kind === 'unet' ? keptWith(file, tensors, options) : undefined;
    const {wanted, metadata} = wantedFor(file, {tensors, kept});
    const found = match(shapes, wanted);
    if (found.wrong) {
      const {name, wanted: right, found: there} = found.wrong;
      throw refuse(file, `${name} should be [${right.join(', ')}], but is [${there.join(', ')}] in ${file}`);
    }
    if (found.missing.length > 0) {
      const count = found.missing.length === 1 ? 'a tensor' : `${found.missing.length} tensors`;
      const which = found.missing.length === 1 ? found.missing[0] : `the first is ${found.missing[0]}`;
      throw refuse(file, `${file} lacks ${count} of the network: ${which}`);
    }
    if (kind === 'unet') checkTable(file, tensors);
    writeSafetensors(options.out, {
      shapes: new Map(found.matched.map((name) => [name, shapes.get(name)!])),
      metadata: {...tensors.metadata, family: kind, ...metadata},
      read: (name) => floats(file, name, tensors.read(name)),
    });
    const {matched, missing} = found;
    return {
      family: tensors.family ?? (kind === 'unet' ? 'state-dict' : kind),
      matched,
      missing,
      unused: [...found.unused, ...others],
      ...(tensors.entry === '' ? {} : {entry: tensors.entry}),
      ...(tensors.step === undefined ? {} : {step: tensors.step}),
      ...(kept ? {kept} : {}),
    };
  } finally {
    tensors.close();
  }
}

/** The description kept with a U-Net's weights: the spec's, or that of their own file. */
function keptWith(file: string, tensors: Tensors, options: ImportOptions): ImportReport['kept'] {
  const {architecture, diffusion, widths} = tensors.metadata;
  if (options.wanted) {
    const {config} = options.wanted;
    const stated = options.groups === undefined ? objectIn<Partial<UNetConfig>>(architecture) : undefined;
    const fault = stated && statedOtherwise(file, {stated, config, plain: isPlain(options.wanted.widths)});
    if (fault !== undefined) throw refuse(file, fault, 'without --spec the file keeps what it says of itself');
    return describedBy(file, tensors, options);
  }
  const config = objectIn<UNetConfig>(architecture);
  return config && {config, diffusion: objectIn<object>(diffusion) ?? {}, widths: objectIn<object>(widths) ?? {}};
}

/** A network that runs at full width only has no kind of slimming. */
const isPlain = ({options}: {options: readonly string[]}): boolean => options.every((width) => width === FULL_WIDTH);

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
  if (family !== 'ddsm' || isPlain(widths)) return;
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

/** An entry of a file's metadata; none where nothing is known. */
const stating = (name: string, value: object): Record<string, string> =>
  Object.keys(value).length > 0 ? {[name]: JSON.stringify(value)} : {};

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function wantedFor(
  file: string,
  {tensors: {kind, shapes, metadata}, kept}: {tensors: Tensors; kept: ImportReport['kept']},
): {wanted: Shapes; metadata: Record<string, string>} {
  // Which file a distance rests on is worth knowing: it is known by its hash, and stays known.
  if (kind === 'inception') return {wanted: inceptionTensors(), metadata: {source: metadata.source || hashOf(file)}};
  if (kept) {
    return {
      wanted: unetTensors(kept.config),
      metadata: {
        architecture: JSON.stringify(kept.config),
        ...stating('diffusion', kept.diffusion),
        ...stating('widths', kept.widths),
      },
    };
  }
  try {
    if (kind === 'autoencoder-kl') return {wanted: autoencoderTensors(shapes), metadata: {}};
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

/** Tensors under one dictionary of a file. */
interface Dictionary {
  /** Keys that lead to it, joined by dots; empty for the whole file. */
  path: string;
  shapes: Shapes;
  read(name: string): StoredTensor;
}

/** A file's dictionaries of tensors, and what is beside them. */
interface Opened extends Partial<Pick<Tensors, 'family' | 'step' | 'metadata' | 'slimming'>> {
  dictionaries: Dictionary[];
  /** Dictionary entries that hold lists of tensors, which have no names. */
  nameless?: string[];
  close(): void;
}

interface Opening extends ImportOptions {
  /** The settings in the folder of the weights. */
  pipeline: DiffusersFolder | undefined;
}

async function openTensors(file: string, {weights, out, pipeline}: Opening): Promise<Tensors> {
  const opened = await openFile(file, out);
  try {
    const found = opened.dictionaries.flatMap((dictionary) => networksOf(file, dictionary));
    const {kind, entry, others, ...rest} = chosen(file, {found, opened, weights});
    const {family, step, metadata = {}, slimming, close} = opened;
    if (kind === 'unet-2d') {
      if (!pipeline)
        throw refuse(
          file,
          `${file} is a UNet2DModel of diffusers without its config.json`,
          'name its folder, in which config.json lies',
        );
      const own = objectIn<UNetConfig>(metadata.architecture);
      const interleaved = own !== undefined && own.timeEmbedding === undefined;
      return {
        ...fromDiffusers(rest, own ?? pipeline.network, {interleaved}),
        ...{kind: 'unet', entry, others, step, slimming, close},
        family: 'diffusers',
        // An export says more of itself than its settings: its kind of slimming, and its widths.
        metadata: own ? metadata : describe(pipeline),
      };
    }
    return {
      ...(kind === 'autoencoder-kl' ? renamed(rest) : rest),
      kind,
      entry,
      others,
      family,
      step,
      metadata,
      slimming,
      close,
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The settings of a folder as metadata of a .safetensors file. */
const describe = ({network, process}: DiffusersFolder): Record<string, string> => ({
  architecture: JSON.stringify(network),
  widths: JSON.stringify({options: [FULL_WIDTH]}),
  ...(process ? {diffusion: JSON.stringify(process.diffusion)} : {}),
  ...(process?.sampler ? {sampler: JSON.stringify(process.sampler)} : {}),
});

async function openFile(file: string, out: string): Promise<Opened> {
  if (isSameFile(file, out))
    throw usageError({
      code: 'bad-output',
      message: `--out ${out} is the file that is read`,
      suggestion: 'name another file',
    });
  const format = formatOf(file);
  if (format === 'shards') return openShards(file, out);
  if (format === 'safetensors' || (format === undefined && /\.safetensors$/i.test(file))) {
    const {shapes, metadata, read, close} = openSafetensors(file);
    return {dictionaries: [{path: '', shapes, read}], metadata, close};
  }
  const {root, read, close} = await openPyTorch(file);
  const dictionaries = dictionariesIn(root).map(
    ({path, tensors}): Dictionary => ({
      path,
      shapes: new Map([...tensors].map(([name, {shape}]) => [name, shape])),
      read: (name) => read(tensors.get(name)!),
    }),
  );
  if (!(root instanceof Map)) return {dictionaries, close};
  const step = root.get('step');
  const slimming = root.get(SLIMMING);
  const own = root.get('net_model') instanceof Map || root.get('ema_model') instanceof Map;
  return {
    dictionaries,
    nameless: namelessIn(root),
    ...(typeof step === 'number' ? {step} : {}),
    ...(own ? {family: root.has('sched') || root.has('x_T') ? 'pytorch-ddpm' : 'ddsm'} : {}),
    ...(slimming instanceof Map ? {slimming} : {}),
    close,
  };
}

const isSameFile = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((path) => statSync(path, {throwIfNoEntry: false}));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
};

/** Weights in several files, of which the list says which tensor each has. */
async function openShards(file: string, out: string): Promise<Opened> {
  const {weight_map: places} = (objectIn<{weight_map: unknown}>(readFileSync(file, 'utf8')) ?? {}) as {
    weight_map?: unknown;
  };
  if (typeof places !== 'object' || places === null) throw refuse(file, `${file} has no weight_map that can be read`);
  const byName = new Map<string, Dictionary>();
  const parts = new Map<string, Opened>();
  const close = (): void => {
    for (const part of parts.values()) part.close();
  };
  try {
    for (const [name, place] of Object.entries(places)) {
      if (typeof place !== 'string' || basename(place) !== place)
        throw refuse(file, `${file} has ${name} in a file that does not lie beside it`);
      const path = join(dirname(file), place);
      if (!existsSync(path)) throw refuse(file, `${file} names ${place}, which is not there`);
      if (!parts.has(place)) parts.set(place, await openFile(path, out));
      const dictionary = parts.get(place)!.dictionaries.find(({shapes}) => shapes.has(name));
      if (!dictionary) throw refuse(file, `${place} lacks ${name}, which ${file} says it has`);
      byName.set(name, dictionary);
    }
  } catch (error) {
    close();
    throw error;
  }
  const shapes = new Map([...byName].map(([name, {shapes: some}]) => [name, some.get(name)!]));
  return {dictionaries: [{path: '', shapes, read: (name) => byName.get(name)!.read(name)}], close};
}

interface Network extends Pick<Tensors, 'shapes' | 'entry' | 'others' | 'read'> {
  kind: Kind;
  /** Whether it is an average over training. */
  averaged: boolean;
}

/** Of words that people call an average by. */
const AVERAGED = /(^|[^a-z])ema|ema([^a-z]|$)|averag|shadow/i;
/** The counter that PyTorch's AveragedModel keeps beside the model. */
const AVERAGE_COUNT = 'n_averaged';

/** Segments of names that wrappers add: DataParallel and AveragedModel, torch.compile. */
const WRAPPERS = new Set(['module', '_orig_mod']);
const unwrapped = (name: string): string =>
  name
    .split('.')
    .filter((part) => !WRAPPERS.has(part))
    .join('.');

/** The networks that a dictionary holds, each under its own names. */
function networksOf(file: string, {path, shapes, read}: Dictionary): Network[] {
  const names = [...shapes.keys()].map((name): [name: string, plain: string] => [name, unwrapped(name)]);
  return networksIn(names.map(([, plain]) => plain)).map(({kind, prefix}) => {
    const stored = new Map<string, string>();
    const others: string[] = [];
    for (const [name, plain] of names) {
      if (!plain.startsWith(prefix)) {
        others.push(name);
        continue;
      }
      const own = plain.slice(prefix.length);
      const other = stored.get(own);
      if (other !== undefined) throw refuse(file, `${file} has ${own} of a network twice, as ${other} and as ${name}`);
      stored.set(own, name);
    }
    const entry = [...(path === '' ? [] : [path]), ...(prefix === '' ? [] : [prefix.slice(0, -1)])].join('.');
    return {
      kind,
      entry,
      others,
      averaged: AVERAGED.test(entry) || shapes.has(AVERAGE_COUNT),
      shapes: new Map([...stored].map(([own, name]) => [own, shapes.get(name)!])),
      read: (own) => read(stored.get(own)!),
    };
  });
}

/** The network that is asked for. Where a file has only one, that is it. */
function chosen(
  file: string,
  {found, opened, weights}: {found: Network[]; opened: Opened; weights: ImportOptions['weights']},
): Network {
  if (found.length === 0) {
    const names = opened.dictionaries.flatMap(({path, shapes}) =>
      [...shapes.keys()].map((name) => (path === '' ? name : `${path}.${name}`)),
    );
    const some = names.slice(0, 5).join(', ') || 'no tensors with names';
    throw refuse(
      file,
      `${file} holds no network that is known: it has ${some}`,
      "known are the authors' U-Net, pytorch-ddpm's, diffusers' UNet2DModel, pytorch-fid's Inception and diffusers' AutoencoderKL",
    );
  }
  const [averages, raw] = [found.filter(({averaged}) => averaged), found.filter(({averaged}) => !averaged)];
  const asked = weights === 'ema' ? averages : raw;
  const nameless = weights === 'ema' ? opened.nameless?.find((path) => AVERAGED.test(path)) : undefined;
  if (asked.length === 0 && nameless !== undefined)
    throw refuse(
      file,
      `${file} keeps its averages in ${nameless} without names`,
      '--weights raw takes the weights that are not averaged',
    );
  // A checkpoint with averages has been asked for the other ones, or one of this project's form lacks one of its two.
  if (asked.length === 0 && (opened.family !== undefined || weights === 'raw')) {
    const other = weights === 'ema' ? 'raw' : 'ema';
    throw refuse(file, `${file} has no ${weights} weights`, `--weights ${other} takes the other ones`);
  }
  const candidates = asked.length > 0 ? asked : found;
  if (candidates.length > 1) {
    const places = candidates.map(({entry}) => entry || 'the whole file').join(', ');
    throw refuse(
      file,
      `${file} holds ${candidates.length} networks: ${places}`,
      `write one of them into a file of its own, with Python's torch.save`,
    );
  }
  return candidates[0]!;
}

/** Dictionaries in dictionaries that are looked at. */
const MOST_NESTED = 6;

/** Named members of a dictionary, or of an object's state. */
const membersOf = (value: PickleValue): [name: string, value: PickleValue][] => {
  const maps = value instanceof PickleObject ? [value.items, value.state] : [value];
  return maps.flatMap((map) =>
    map instanceof Map
      ? [...map].flatMap(([key, member]): [string, PickleValue][] => (typeof key === 'string' ? [[key, member]] : []))
      : [],
  );
};

/** Every dictionary that holds tensors, and every module that was saved whole, with the keys that lead to it. */
function dictionariesIn(root: PickleValue): {path: string; tensors: Map<string, PyTorchTensor>}[] {
  const found: {path: string; tensors: Map<string, PyTorchTensor>}[] = [];
  const seen = new Set<PickleValue>();
  const look = (value: PickleValue, path: readonly string[]): void => {
    if (seen.has(value) || path.length > MOST_NESTED) return;
    const members = membersOf(value);
    if (members.length === 0) return;
    seen.add(value);
    const isModule = members.some(([name]) => name === '_modules');
    const tensors = isModule ? tensorsOf(value) : tensorsIn(members);
    if (tensors.size > 0) found.push({path: path.join('.'), tensors});
    if (!isModule) for (const [name, member] of members) look(member, [...path, name]);
  };
  look(root, []);
  return found;
}

const tensorsIn = (members: readonly [string, PickleValue][]): Map<string, PyTorchTensor> =>
  new Map(
    members.flatMap(([name, value]): [string, PyTorchTensor][] =>
      value instanceof PyTorchTensor ? [[name, value]] : [],
    ),
  );

/** The tensors of a module that was saved whole, under the names of its state dict. */
function tensorsOf(module: PickleValue): Map<string, PyTorchTensor> {
  const tensors = new Map<string, PyTorchTensor>();
  const seen = new Set<PickleValue>();
  const look = (value: PickleValue, path: readonly string[]): void => {
    if (seen.has(value)) return;
    seen.add(value);
    const members = new Map(membersOf(value));
    for (const part of ['_parameters', '_buffers'])
      for (const [name, tensor] of tensorsIn(membersOf(members.get(part) ?? null)))
        tensors.set([...path, name].join('.'), tensor);
    for (const [name, child] of membersOf(members.get('_modules') ?? null)) look(child, [...path, name]);
  };
  look(module, []);
  return tensors;
}

/** Entries of a checkpoint that are lists of tensors, as averages by the order of the parameters are. */
function namelessIn(root: PickleValue): string[] {
  const isList = (value: PickleValue): boolean => Array.isArray(value) && value[0] instanceof PyTorchTensor;
  return membersOf(root).flatMap(([name, value]) => [
    ...(isList(value) ? [name] : []),
    ...membersOf(value).flatMap(([inner, member]) => (isList(member) ? [`${name}.${inner}`] : [])),
  ]);
}

/** An AutoencoderKL under the names of newer files; their older projections were 1 × 1 convolutions or already matrices. */
function renamed({shapes, read}: Pick<Tensors, 'shapes' | 'read'>): Pick<Tensors, 'shapes' | 'read'> {
  const old = new Map([...shapes.keys()].map((name) => [currentName(name), name]));
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
