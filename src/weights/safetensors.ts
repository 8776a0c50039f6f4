/** Reading and writing .safetensors by the format's rules. Knows bytes and names, not networks. */
import {constants} from 'node:buffer';
import {closeSync, fstatSync, openSync} from 'node:fs';
import {dirname} from 'node:path';
import {writeParts} from '../commit.js';
import {ProblemError} from '../problem.js';
import {sweep} from '../temporary.js';
import {formatOf, otherContent} from './format.js';
import {readWhole} from './stream.js';

export type TensorType = 'F32' | 'F64' | 'I32' | 'I64' | 'I16' | 'I8' | 'U8' | 'BOOL' | 'BF16' | 'F16';

type WrittenType = 'F32' | 'I32' | 'I64';

export interface StoredTensor {
  shape: number[];
  /** float32 and int32 arrays; wider types are converted on reading. */
  data: Float32Array | Int32Array;
}

export interface TensorFile {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

/** Bytes of one element. */
export const TENSOR_BYTES: Record<TensorType, number> = {
  F32: 4,
  F64: 8,
  F16: 2,
  BF16: 2,
  I32: 4,
  I64: 8,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};
const HEADER_LIMIT = 100_000_000;
/** Characters of a message: names and shapes may be of any length. */
const MOST_WORDS = 500;

/** The whole file as bytes: header padded to 8, tensors in the order given. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, {shape: number[]; data: StoredTensor['data'] | BigInt64Array}>,
  metadata: Record<string, string> = {},
): Buffer {
  const types = [...tensors].map(([name, {shape, data}]): [string, WrittenType, readonly number[]] => [
    name,
    data instanceof Float32Array ? 'F32' : data instanceof Int32Array ? 'I32' : 'I64',
    shape,
  ]);
  const parts = [...tensors.values()].map(({data}) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([headerOf(types, metadata), ...parts]);
}

function headerOf(
  tensors: readonly (readonly [name: string, type: WrittenType, shape: readonly number[]])[],
  metadata: Record<string, string>,
): Buffer {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? {__metadata__: metadata} : {};
  let offset = 0;
  for (const [name, dtype, shape] of tensors) {
    const bytes = shape.reduce((product, size) => product * size, TENSOR_BYTES[dtype]);
    header[name] = {dtype, shape, data_offsets: [offset, offset + bytes]};
    offset += bytes;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(8 + length, 0x20);
  file.writeBigUInt64LE(BigInt(length), 0);
  json.copy(file, 8);
  return file;
}

/** Writes float32 tensors one by one, each read when its turn comes; the file appears when it is whole. */
export function writeSafetensors(
  path: string,
  {
    shapes,
    metadata,
    read,
  }: {
    shapes: ReadonlyMap<string, readonly number[]>;
    metadata: Record<string, string>;
    read(name: string): StoredTensor;
  },
): void {
  sweep(dirname(path), {owned: false});
  writeParts(path, (write) => {
    write(
      headerOf(
        [...shapes].map(([name, shape]) => [name, 'F32', shape]),
        metadata,
      ),
    );
    for (const name of shapes.keys()) {
      const {data} = read(name);
      write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  });
}

interface Entry {
  name: string;
  type: TensorType;
  shape: number[];
  begin: number;
  end: number;
}

export interface OpenTensors {
  shapes: Map<string, number[]>;
  metadata: Record<string, string>;
  read(name: string): StoredTensor;
  close(): void;
}

/**
 * Opens a file to read tensor by tensor. Throws a ProblemError that names what is wrong with a file that breaks the
 * format's rules.
 */
export function openSafetensors(path: string): OpenTensors {
  const other = otherContent(path);
  if (other) throw refuse(path, `it is ${other.what}`, other.suggestion);
  if (formatOf(path) === 'pytorch')
    throw refuse(
      path,
      'it is a PyTorch checkpoint or another pickle or zip archive',
      `ddsm import ${path} --out X.safetensors makes one of a PyTorch checkpoint; --spec SPEC keeps the architecture with it`,
    );
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const read = (position: number, length: number): Buffer => {
      if (length > constants.MAX_LENGTH)
        throw refuse(path, `${length} bytes of it are more than memory can hold in one piece`);
      const buffer = Buffer.alloc(length);
      if (!readWhole(file, buffer, {position})) throw refuse(path, 'it ends early');
      return buffer;
    };
    if (size < 10) throw refuse(path, `it has only ${size} bytes`);
    const length = read(0, 8).readBigUInt64LE(0);
    if (length > BigInt(Math.min(HEADER_LIMIT, size - 8))) throw refuse(path, `its header claims ${length} bytes`);
    const {entries, metadata} = parseHeader(path, read(8, Number(length)), size - 8 - Number(length));
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return {
      shapes: new Map(entries.map(({name, shape}) => [name, shape])),
      metadata,
      read(name) {
        const {shape, type, begin, end} = byName.get(name)!;
        return {
          shape,
          data: decodeTensor(read(8 + Number(length) + begin, end - begin), type, (why) =>
            refuse(path, `${name} ${why}`),
          ),
        };
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Reads a whole file; throws as openSafetensors does. */
export function readSafetensors(path: string): TensorFile {
  const {shapes, metadata, read, close} = openSafetensors(path);
  try {
    return {tensors: new Map([...shapes.keys()].map((name) => [name, read(name)])), metadata};
  } finally {
    close();
  }
}

/** The object in a JSON text of a file's metadata; undefined where there is none. */
export function objectIn<What>(text: string | undefined): What | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as What) : undefined;
  } catch {
    return undefined;
  }
}

/** Shapes by name, and the metadata: reads the header alone. Throws as openSafetensors does. */
export function readSafetensorsHeader(path: string): Pick<OpenTensors, 'shapes' | 'metadata'> {
  const {shapes, metadata, close} = openSafetensors(path);
  close();
  return {shapes, metadata};
}

const refuse = (path: string, why: string, suggestion?: string): ProblemError =>
  new ProblemError({
    code: 'bad-safetensors',
    file: path,
    message: `${path} is not a sound .safetensors file: ${why.slice(0, MOST_WORDS)}`,
    ...(suggestion === undefined ? {} : {suggestion}),
  });

function parseHeader(
  path: string,
  bytes: Buffer,
  dataSize: number,
): {entries: Entry[]; metadata: Record<string, string>} {
  if (bytes[0] !== 0x7b) throw refuse(path, 'its header does not begin with {');
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw refuse(path, 'its header is not UTF-8');
  }
  try {
    header = JSON.parse(text);
  } catch {
    throw refuse(path, 'its header is not JSON');
  }
  const names = topLevelKeys(text);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw refuse(path, `the name ${JSON.stringify(name)} occurs twice`);
    seen.add(name);
  }
  let metadata: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header as Record<string, unknown>)) {
    if (name === '__metadata__') {
      metadata = value as Record<string, string>;
      if (
        typeof value !== 'object' ||
        value === null ||
        Object.values(value).some((item) => typeof item !== 'string')
      ) {
        throw refuse(path, 'its metadata is not a map of strings');
      }
    } else entries.push(parseEntry(path, name, value));
  }
  if (entries.length + (names.includes('__metadata__') ? 1 : 0) !== names.length) {
    throw refuse(path, 'its header has a name that cannot be read');
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const entry of entries) {
    if (entry.begin !== at) throw refuse(path, `the data of ${entry.name} begins at ${entry.begin} instead of ${at}`);
    at = entry.end;
  }
  if (at !== dataSize) throw refuse(path, `its tensors take ${at} bytes, but ${dataSize} are there`);
  return {entries, metadata};
}

function parseEntry(path: string, name: string, value: unknown): Entry {
  const {dtype, shape, data_offsets: offsets} = (value ?? {}) as Record<string, unknown>;
  const count = (item: unknown): item is number => Number.isSafeInteger(item) && (item as number) >= 0;
  if (typeof dtype !== 'string' || !Object.hasOwn(TENSOR_BYTES, dtype))
    throw refuse(path, `${name} has the unknown type ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(count)) throw refuse(path, `${name} has no sound shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(count))
    throw refuse(path, `${name} has no sound offsets`);
  const [begin, end] = offsets as [number, number];
  const type = dtype as TensorType;
  const bytes = shape.reduce((product: number, item: number) => product * item, TENSOR_BYTES[type]);
  if (!Number.isSafeInteger(bytes) || end - begin !== bytes) {
    throw refuse(path, `${name} ${type} [${shape.join(', ')}] needs ${bytes} bytes, but ${end - begin} are given`);
  }
  return {name, type, shape, begin, end};
}

/** The keys of a JSON object, repeats included; JSON.parse would keep only the last of them. */
function topLevelKeys(text: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let expectKey = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (depth === 1 && expectKey) {
        keys.push(JSON.parse(text.slice(start, at + 1)) as string);
        expectKey = false;
      }
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth === 1) expectKey = true;
    } else if (character === '}' || character === ']') depth--;
    else if (character === ',' && depth === 1) expectKey = true;
  }
  return keys;
}

/** Stored elements → float32 or int32; wider types are narrowed. Throws what `refuse` makes of integers beyond int32. */
export function decodeTensor(
  bytes: Buffer,
  type: TensorType,
  refuse: (why: string) => ProblemError,
): Float32Array | Int32Array {
  // Elements begin at a multiple of their size; what fills its memory alone is not copied, which matters from 2 GiB on.
  const isAlone = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const buffer = (
    isAlone ? bytes.buffer : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  ) as ArrayBuffer;
  switch (type) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(buffer));
    case 'I32':
      return new Int32Array(buffer);
    case 'I64':
      return Int32Array.from(new BigInt64Array(buffer), (value) => {
        if (BigInt.asIntN(32, value) !== value) throw refuse(`holds ${value}, which is beyond 32 bits`);
        return Number(value);
      });
    case 'I16':
      return Int32Array.from(new Int16Array(buffer));
    case 'I8':
      return Int32Array.from(new Int8Array(buffer));
    case 'U8':
    case 'BOOL':
      return Int32Array.from(bytes);
    case 'BF16': {
      const words = new Uint16Array(buffer);
      return new Float32Array(Uint32Array.from(words, (word) => word << 16).buffer);
    }
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), halfToNumber);
  }
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
