/** PyTorch's checkpoints (`torch.save`, zip and the older form), read tensor by tensor. Nothing in them is executed. */
import {constants} from 'node:buffer';
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {messageOf, ProblemError} from '../problem.js';
import {type Archive, openArchive} from './archive.js';
import {otherContent} from './format.js';
import {
  PickleGlobal,
  PickleObject,
  type PickleRules,
  type PickleValue,
  readPickle,
  textOf,
  UnknownCall,
} from './pickle.js';
import {decodeTensor, type StoredTensor, TENSOR_BYTES, type TensorType} from './safetensors.js';
import {readWhole} from './stream.js';

/** A tensor of a checkpoint; its numbers are read when they are asked for. */
export class PyTorchTensor {
  readonly shape: number[];
  readonly type: TensorType;
  readonly storage: string;
  /** In elements. */
  readonly offset: number;
  readonly strides: number[];
  constructor(given: {shape: number[]; type: TensorType; storage: string; offset: number; strides: number[]}) {
    this.shape = given.shape;
    this.type = given.type;
    this.storage = given.storage;
    this.offset = given.offset;
    this.strides = given.strides;
  }
}

export interface PyTorchFile {
  /** Dictionaries are maps, lists and tuples arrays, tensors PyTorchTensor. */
  root: PickleValue;
  read(tensor: PyTorchTensor): StoredTensor;
  close(): void;
}

/** A part of memory that tensors are views of. */
class Storage {
  readonly type: TensorType;
  readonly key: string;
  readonly count: number;
  constructor(type: TensorType, key: string, count: number) {
    this.type = type;
    this.key = key;
    this.count = count;
  }
}

const STORAGES: Record<string, TensorType> = {
  'torch.FloatStorage': 'F32',
  'torch.DoubleStorage': 'F64',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
};
const REBUILD = 'torch._utils._rebuild_tensor_v2';
const REBUILD_PARAMETER = /^torch\._utils\._rebuild_parameter(_with_state)?$/;
const REBUILD_SUBCLASS = 'torch._tensor._rebuild_from_type_v2';
/** Calls that make values beside the tensors (settings, counters, the states of random generators): read as objects. */
const OTHER_CALLS = new Set([
  ...['scalar', '_reconstruct'].flatMap((name) => [`numpy.core.multiarray.${name}`, `numpy._core.multiarray.${name}`]),
  ...['numpy.core.numeric._frombuffer', 'numpy._core.numeric._frombuffer'],
  ...['numpy.dtype', '_codecs.encode', 'collections.Counter', 'collections.deque'],
  ...['set', 'frozenset', 'bytearray', 'complex', 'slice', 'range', 'xrange', 'object'].flatMap((name) => [
    `builtins.${name}`,
    `__builtin__.${name}`,
  ]),
  ...['copyreg._reconstructor', 'copy_reg._reconstructor'],
  ...['datetime', 'date', 'time', 'timedelta', 'timezone'].map((name) => `datetime.${name}`),
  ...['PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'].flatMap((name) => [
    `pathlib.${name}`,
    `pathlib._local.${name}`,
  ]),
  ...['decimal.Decimal', 'fractions.Fraction', 'types.SimpleNamespace'],
  ...['torch.Size', 'torch.device', 'torch.serialization._get_layout'],
]);
const PICKLE_LIMIT = 1 << 28;
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
const MOST_DIMENSIONS = 16;

const refuse = (path: string, why: string, suggestion?: string): ProblemError =>
  new ProblemError({
    code: 'bad-checkpoint',
    file: path,
    message: `${path} is not a sound PyTorch checkpoint: ${why}`,
    ...(suggestion === undefined ? {} : {suggestion}),
  });
const STATE_DICT = 'in Python, torch.save(module.state_dict(), FILE) writes a file of tensors alone';

/** Opens a checkpoint. Throws a ProblemError that names what is wrong, or what it asks for beyond tensors. */
export async function openPyTorch(path: string): Promise<PyTorchFile> {
  const other = otherContent(path);
  if (other) throw refuse(path, `it is ${other.what}`, other.suggestion);
  const file = openSync(path, 'r');
  try {
    const magic = Buffer.alloc(4);
    readSync(file, magic, 0, 4, 0);
    return magic.toString('latin1') === 'PK\x03\x04' ? await openZip(path, file) : openLegacy(path, file);
  } catch (error) {
    closeSync(file);
    if (error instanceof ProblemError) throw error;
    throw refuse(path, messageOf(error), error instanceof UnknownCall ? STATE_DICT : undefined);
  }
}

async function openZip(path: string, file: number): Promise<PyTorchFile> {
  const archive = await openArchive(path);
  try {
    const name = [...archive.sizes.keys()].find((one) => /^[^/]+\/data\.pkl$/.test(one));
    if (name === undefined) {
      const some = [...archive.sizes.keys()].slice(0, 3).join(', ') || 'nothing';
      throw refuse(path, `it is a zip archive without data.pkl; it has ${some}`);
    }
    const prefix = name.slice(0, -'data.pkl'.length);
    if (archive.sizes.has(`${prefix}constants.pkl`)) throw refuse(path, 'it is a TorchScript program', STATE_DICT);
    if (archive.sizes.has(`${prefix}byteorder`)) {
      const order = (await archive.read(`${prefix}byteorder`, 16)).toString('latin1');
      if (order !== 'little') throw refuse(path, `its byte order is ${order}`);
    }
    const storages = new Map<string, Storage>();
    const {value} = readPickle(await archive.read(name, PICKLE_LIMIT), rules(storages));
    const begins = await placesOf(path, {archive, prefix, storages});
    return checkpoint(path, {file, root: value, storages, begins});
  } finally {
    archive.close();
  }
}

async function placesOf(
  path: string,
  {archive, prefix, storages}: {archive: Archive; prefix: string; storages: ReadonlyMap<string, Storage>},
): Promise<Map<string, number>> {
  const begins = new Map<string, number>();
  for (const {key, type, count} of storages.values()) {
    const name = `${prefix}data/${key}`;
    const wanted = count * TENSOR_BYTES[type];
    if (archive.sizes.get(name) !== wanted)
      throw refuse(path, `${name} should have ${wanted} bytes, but has ${archive.sizes.get(name) ?? 'none'}`);
    begins.set(key, await archive.offsetOf(name));
  }
  return begins;
}

/** Before 2020: pickles one after another (a magic number, a version, the machine, the data, its keys), then the numbers. */
function openLegacy(path: string, file: number): PyTorchFile {
  const size = fstatSync(file).size;
  const head = Buffer.alloc(Math.min(size, PICKLE_LIMIT));
  readSync(file, head, 0, head.length, 0);
  const storages = new Map<string, Storage>();
  const allowed = rules(storages);
  const first = readPickle(head, allowed);
  if (first.value !== LEGACY_MAGIC) throw refuse(path, 'it does not begin with its magic number');
  const version = readPickle(head, allowed, first.end);
  const machine = readPickle(head, allowed, version.end);
  if (!(machine.value instanceof Map) || machine.value.get('little_endian') !== true)
    throw refuse(path, 'its byte order is not little');
  const data = readPickle(head, allowed, machine.end);
  const keys = readPickle(head, allowed, data.end);
  if (!Array.isArray(keys.value)) throw refuse(path, 'it has no list of storages');
  const begins = new Map<string, number>();
  let at = keys.end;
  for (const one of keys.value) {
    const key = textOf(one, 'the name of a storage');
    const storage = storages.get(key);
    const count = Buffer.alloc(8);
    if (readSync(file, count, 0, 8, at) !== 8) throw refuse(path, 'it ends early');
    if (!storage || count.readBigInt64LE(0) !== BigInt(storage.count))
      throw refuse(
        path,
        `the storage ${key} has ${count.readBigInt64LE(0)} elements, not ${storage?.count ?? 'known'}`,
      );
    begins.set(storage.key, at + 8);
    at += 8 + storage.count * TENSOR_BYTES[storage.type];
  }
  if (at !== size) throw refuse(path, `its tensors end at byte ${at} of ${size}`);
  const missing = [...storages.keys()].find((key) => !begins.has(key));
  if (missing !== undefined) throw refuse(path, `the storage ${missing} is missing`);
  return checkpoint(path, {file, root: data.value, storages, begins});
}

interface Parts {
  file: number;
  root: PickleValue;
  storages: ReadonlyMap<string, Storage>;
  /** Byte of the file at which each storage begins. */
  begins: ReadonlyMap<string, number>;
}

function checkpoint(path: string, {file, root, storages, begins}: Parts): PyTorchFile {
  const bytesOf = (position: number, length: number): Buffer => {
    if (length > constants.MAX_LENGTH)
      throw refuse(path, `a tensor of ${length} bytes is more than memory can hold in one piece`);
    const buffer = Buffer.alloc(length);
    if (!readWhole(file, buffer, {position})) throw refuse(path, 'it ends early');
    return buffer;
  };
  return {
    root,
    read({shape, type, storage, offset, strides}) {
      const fail = (why: string): ProblemError => refuse(path, `a tensor ${why}`);
      const bytes = TENSOR_BYTES[type];
      const count = shape.reduce((a, b) => a * b, 1);
      if (count === 0) return {shape, data: decodeTensor(Buffer.alloc(0), type, fail)};
      const extent = 1 + shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, 0);
      const begin = begins.get(storages.get(storage)!.key)!;
      const data = decodeTensor(bytesOf(begin + offset * bytes, extent * bytes), type, fail);
      if (extent === count && isContiguous(shape, strides)) return {shape, data};
      return {shape, data: gather(data, {shape, strides, count})};
    },
    close: () => closeSync(file),
  };
}

const isContiguous = (shape: readonly number[], strides: readonly number[]): boolean => {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
};

/** The elements of a strided view, row by row. */
function gather(
  data: StoredTensor['data'],
  {shape, strides, count}: {shape: readonly number[]; strides: readonly number[]; count: number},
): StoredTensor['data'] {
  const out = data instanceof Float32Array ? new Float32Array(count) : new Int32Array(count);
  const place = shape.map(() => 0);
  for (let i = 0; i < count; i++) {
    out[i] = data[place.reduce((sum, index, axis) => sum + index * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]! += 1;
      if (place[axis]! < shape[axis]!) break;
      place[axis] = 0;
    }
  }
  return out;
}

const isCount = (value: PickleValue): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function rules(storages: Map<string, Storage>): PickleRules {
  return {
    persistent(id) {
      const [word, kind, key, , count] = Array.isArray(id) ? id : [];
      const type = kind instanceof PickleGlobal ? STORAGES[kind.name] : undefined;
      if (word === 'storage' && kind instanceof PickleGlobal && !type)
        throw new RangeError(`it has numbers of the type ${kind.name.slice(0, 100)}, which is not read`);
      if (
        word !== 'storage' ||
        !type ||
        typeof key !== 'string' ||
        !/^[\w.-]{1,64}$/.test(key) ||
        !isCount(count ?? null)
      )
        throw new RangeError('it has a persistent id that is no storage');
      const known = storages.get(key);
      if (known && (known.type !== type || known.count !== count))
        throw new RangeError(`the storage ${key} is given twice, differently`);
      const storage = known ?? new Storage(type, key, count as number);
      if (!Number.isSafeInteger(storage.count * TENSOR_BYTES[type]))
        throw new RangeError(`the storage ${key} is too large`);
      storages.set(key, storage);
      return storage;
    },
    call(name, args) {
      if (name === 'collections.OrderedDict' && args.length === 0) return new Map();
      if (name === 'collections.defaultdict') return new Map();
      if (name === REBUILD) return rebuild(args);
      if (REBUILD_PARAMETER.test(name) && args[0] instanceof PyTorchTensor) return args[0];
      // A tensor with attributes of its own: the function that makes it, its class, the function's arguments, attributes.
      if (name === REBUILD_SUBCLASS) {
        const [callee, , inner] = args;
        if (callee instanceof PickleGlobal && callee.name === REBUILD && Array.isArray(inner)) return rebuild(inner);
      }
      if (OTHER_CALLS.has(name)) return new PickleObject();
      if (['collections.OrderedDict', REBUILD_SUBCLASS].includes(name) || REBUILD_PARAMETER.test(name))
        throw new RangeError(`it calls ${name} in a way that tensors do not`);
      throw new UnknownCall(name);
    },
  };
}

function rebuild([storage, offset, shape, strides]: readonly PickleValue[]): PyTorchTensor {
  const counts = (value: PickleValue | undefined): value is number[] =>
    Array.isArray(value) && value.length <= MOST_DIMENSIONS && value.every(isCount);
  if (!(storage instanceof Storage) || !isCount(offset ?? null) || !counts(shape) || !counts(strides))
    throw new RangeError('it has a tensor without a sound shape');
  const {key, type, count} = storage;
  const sizes = shape as number[];
  const steps = strides as number[];
  const elements = sizes.reduce((a, b) => a * b, 1);
  const last =
    (offset as number) + sizes.reduce((sum, size, axis) => sum + (size - 1) * (steps[axis] ?? Number.NaN), 0);
  if (sizes.length !== steps.length || !Number.isSafeInteger(elements) || (elements > 0 && !(last < count)))
    throw new RangeError(`a tensor [${sizes.join(', ')}] reaches beyond its storage ${key} of ${count}`);
  // A view may repeat elements (stride 0); what is read must not be more than what is there.
  if (elements > count) throw new RangeError(`a tensor [${sizes.join(', ')}] repeats its storage ${key} of ${count}`);
  return new PyTorchTensor({shape: sizes, type, storage: key, offset: offset as number, strides: steps});
}
