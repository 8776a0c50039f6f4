/** NumPy's .npz: named arrays in a zip archive. Read by the format's rules; nothing pickled is ever taken. */
import {strToU8, zipSync} from 'fflate';
import {ProblemError} from '../problem.js';
import {openArchive} from './archive.js';

export interface NumpyArray {
  shape: number[];
  /** Whole numbers and float32 as float64, too. */
  data: Float64Array;
}

/** Of an array that is read whole: a covariance takes 32 MiB. */
const SIZE_LIMIT = 2 ** 28;
/** What a zip archive without the large form's fields can hold. */
const ARCHIVE_LIMIT = 2 ** 32 - 2 ** 20;
const HEADER_LIMIT = 2 ** 16;
type Reader = (view: DataView, at: number) => number;
const TYPES: Record<string, [bytes: number, read: Reader]> = {
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '|u1': [1, (view, at) => view.getUint8(at)],
};

const refuse = (path: string, why: string): ProblemError =>
  new ProblemError({code: 'bad-npz', file: path, message: `${path} is not a sound .npz file: ${why}`});

/** Shapes and numbers of some arrays, each of at most SIZE_LIMIT bytes. Throws a ProblemError where one is missing or cannot be read. */
export async function readNpz<Name extends string>(
  path: string,
  names: readonly Name[],
): Promise<Record<Name, NumpyArray>> {
  const archive = await openArchive(path);
  try {
    const arrays: Partial<Record<Name, NumpyArray>> = {};
    for (const name of names) {
      if (!archive.sizes.has(`${name}.npy`))
        throw refuse(
          path,
          `it has no ${name}; it has ${[...archive.sizes.keys()].slice(0, 10).join(', ') || 'nothing'}`,
        );
      arrays[name] = parseNpy(path, name, await archive.read(`${name}.npy`, SIZE_LIMIT));
    }
    return arrays as Record<Name, NumpyArray>;
  } finally {
    archive.close();
  }
}

interface Header {
  type: string;
  shape: number[];
  /** Whether the first axis changes fastest, not the last. */
  fortran: boolean;
  /** Bytes before the first number. */
  begin: number;
}

/**
 * The header of an array, or undefined where its bytes do not reach that far yet. Fortran's order is refused unless the array
 * is read `whole`: no row lies in one piece.
 */
function parseHeader(
  path: string,
  name: string,
  bytes: Buffer,
  {whole = false}: {whole?: boolean} = {},
): Header | undefined {
  const fail = (why: string): ProblemError => refuse(path, `${name} ${why}`);
  if (bytes.length < 12) return undefined;
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw fail('is no NumPy array');
  const [begin, length] = bytes[6] === 1 ? [10, bytes.readUInt16LE(8)] : [12, bytes.readUInt32LE(8)];
  if (length > HEADER_LIMIT) throw fail('has a header that is not understood');
  if (bytes.length < begin + length) return undefined;
  const header = bytes.toString('latin1', begin, begin + length);
  const [, type] = /'descr': '([^']+)'/.exec(header) ?? [];
  const [, order] = /'fortran_order': (True|False)/.exec(header) ?? [];
  const [, dims] = /'shape': \(([\d, ]*)\)/.exec(header) ?? [];
  if (type === undefined || order === undefined || dims === undefined)
    throw fail('has a header that is not understood');
  const shape = dims
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  if (!Number.isSafeInteger(shape.reduce((a, b) => a * b, 1))) throw fail(`is impossibly large: [${shape.join(', ')}]`);
  const fortran = order === 'True' && shape.length > 1;
  if (fortran && !whole)
    throw fail('is in Fortran order, in which no row lies in one piece: save numpy.ascontiguousarray of it');
  return {type, shape, fortran, begin: begin + length};
}

/** Places in the file of an array's elements in Fortran's order, row by row. */
function* fortranPlaces(shape: readonly number[]): Generator<number> {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  const count = shape.reduce((a, b) => a * b, 1);
  for (let done = 0; done < count; done++) {
    yield index.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
}

/** Bytes of a number of a type, and how it is read. */
function kindOf(path: string, name: string, type: string): [bytes: number, read: Reader] {
  const kind = TYPES[type];
  if (!kind) throw refuse(path, `${name} holds ${type}; allowed are ${Object.keys(TYPES).join(', ')}`);
  return kind;
}

function parseNpy(path: string, name: string, bytes: Buffer): NumpyArray {
  const fail = (why: string): ProblemError => refuse(path, `${name} ${why}`);
  const header = parseHeader(path, name, bytes, {whole: true});
  if (!header) throw fail('is no NumPy array');
  const {type, shape, fortran, begin} = header;
  const [size, read] = kindOf(path, name, type);
  const count = shape.reduce((a, b) => a * b, 1);
  if (bytes.length !== begin + count * size)
    throw fail(`[${shape.join(', ')}] needs ${count * size} bytes, but has ${bytes.length - begin}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + begin, count * size);
  const data = new Float64Array(count);
  if (fortran) {
    let i = 0;
    for (const place of fortranPlaces(shape)) data[i++] = read(view, place * size);
  } else for (let i = 0; i < count; i++) data[i] = read(view, i * size);
  return {shape, data};
}

/** Shape and type (NumPy's `|u1`, `<f4` …) of an array, without reading it. */
export async function readNpyShape(path: string, name: string): Promise<{shape: number[]; type: string}> {
  const archive = await openArchive(path);
  try {
    const parts: Buffer[] = [];
    for await (const part of await archive.stream(`${name}.npy`)) {
      parts.push(part);
      const header = parseHeader(path, name, Buffer.concat(parts));
      if (header) return {shape: header.shape, type: header.type};
    }
    throw refuse(path, `${name} is no NumPy array`);
  } finally {
    archive.close();
  }
}

/** The bytes of an array's rows, one after the other, whatever its size. Throws a ProblemError where it ends early. */
async function* rawRows(path: string, name: string): AsyncGenerator<{type: string; row: Buffer}> {
  const archive = await openArchive(path);
  try {
    let header: Header | undefined;
    let rest: Buffer = Buffer.alloc(0);
    let rows = 0;
    for await (const part of await archive.stream(`${name}.npy`)) {
      rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
      if (!header) {
        header = parseHeader(path, name, rest);
        if (!header) continue;
        rest = rest.subarray(header.begin);
      }
      const {type, shape} = header;
      const size = shape.slice(1).reduce((a, b) => a * b, kindOf(path, name, type)[0]);
      if (size === 0) throw refuse(path, `${name} [${shape.join(', ')}] has rows of nothing`);
      let at = 0;
      for (; at + size <= rest.length && rows < shape[0]!; at += size, rows++)
        yield {type, row: rest.subarray(at, at + size)};
      rest = rest.subarray(at);
    }
    if (!header || rows !== header.shape[0] || rest.length > 0)
      throw refuse(path, `${name} has other bytes than its shape [${header?.shape.join(', ') ?? ''}] says`);
  } finally {
    archive.close();
  }
}

/** The rows of an array of bytes. Throws a ProblemError for other numbers, and as `rawRows` does. */
export async function* rowsOfNpz(path: string, name: string): AsyncGenerator<Uint8Array> {
  for await (const {type, row} of rawRows(path, name)) {
    if (type !== '|u1') throw refuse(path, `${name} holds ${type}, not bytes`);
    yield row;
  }
}

/** How numbers of a range become bytes, in NumPy. */
function bytesFrom(name: string, [least, most]: readonly [number, number]): string {
  if (least >= 0 && most <= 1) return `if 1 is white: numpy.round(255 * ${name}).astype(numpy.uint8)`;
  if (least >= -1 && most <= 1)
    return `if −1 is black and 1 is white: numpy.round(127.5 * (${name} + 1)).astype(numpy.uint8)`;
  if (least >= 0 && most <= 255) return `if 255 is white: numpy.round(${name}).astype(numpy.uint8)`;
  return 'bring them to 0 … 255, and save them as numpy.uint8';
}

/** Throws a ProblemError where an array holds other numbers than bytes: the range says how they may become images, not that they do. */
export async function checkBytes(path: string, name: string, type: string): Promise<void> {
  if (type === '|u1') return;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  // Of numbers that cannot be read there is no range.
  const known = TYPES[type];
  for await (const {row} of known ? rawRows(path, name) : []) {
    const [size, read] = known!;
    const view = new DataView(row.buffer, row.byteOffset, row.length);
    for (let at = 0; at < row.length; at += size) {
      const value = read(view, at);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  const range = least <= most ? ` from ${Number(least.toPrecision(4))} to ${Number(most.toPrecision(4))}` : '';
  throw new ProblemError({
    code: 'bad-npz',
    file: path,
    message: `${path}: ${name} holds ${type}${range}; images are bytes, |u1, 0 … 255`,
    suggestion: bytesFrom(name, [least, most]),
  });
}

export type NumpySource = {shape: readonly number[]; data: Uint8Array | Int32Array | Float32Array | Float64Array};

const typeOf = (data: NumpySource['data']): string =>
  data instanceof Uint8Array
    ? '|u1'
    : data instanceof Int32Array
      ? '<i4'
      : data instanceof Float32Array
        ? '<f4'
        : '<f8';

/** The bytes of an .npz file; the same arrays are the same bytes. Throws a RangeError for more than such a file can hold. */
export function encodeNpz(arrays: Record<string, NumpySource>): Uint8Array {
  const bytes = Object.values(arrays).reduce((total, {data}) => total + data.byteLength, 0);
  if (bytes > ARCHIVE_LIMIT) throw new RangeError(`${bytes} bytes are more than an .npz file holds`);
  const files = Object.fromEntries(
    Object.entries(arrays).map(([name, {shape, data}]) => {
      const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
      const text = `{'descr': '${typeOf(data)}', 'fortran_order': False, 'shape': (${dims}), }`;
      const header = strToU8(`${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`);
      const file = new Uint8Array(10 + header.length + data.byteLength);
      file.set([0x93, ...strToU8('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
      file.set(header, 10);
      file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
      return [`${name}.npy`, file];
    }),
  );
  return zipSync(files, {level: 0, mtime: '1980-01-01T00:00:00'});
}
