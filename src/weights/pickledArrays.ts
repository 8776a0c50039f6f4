/** A pickled dictionary of byte arrays and lists, as CIFAR's and the like are published. Nothing in it is executed. */
import {type PickleRules, type PickleValue, readPickle, textOf, UnknownCall} from './pickle.js';

/** A NumPy array of bytes in a pickle. */
export interface PickledArray {
  shape: number[];
  bytes: Uint8Array;
}

/** What stands for a NumPy array or type until its state arrives. */
class Shell {
  readonly kind: 'array' | 'type';
  readonly name: string;
  shape: number[] = [];
  bytes: Uint8Array = new Uint8Array();
  constructor(kind: 'array' | 'type', name = '') {
    this.kind = kind;
    this.name = name;
  }
}

const RECONSTRUCT = ['numpy.core.multiarray._reconstruct', 'numpy._core.multiarray._reconstruct'];

const toBytes = (value: unknown): Uint8Array => {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  throw new RangeError('an array has no bytes');
};

const dimensionOf = (value: PickleValue): number => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new RangeError('an array has no sound shape');
  return value as number;
};

const RULES: PickleRules = {
  strings: 'latin1',
  call(name, args) {
    if (RECONSTRUCT.includes(name)) return new Shell('array');
    if (name === 'numpy.dtype') return new Shell('type', textOf(args[0], 'the name of a type'));
    if (name === '_codecs.encode') return Buffer.from(textOf(args[0], 'what is to be encoded'), 'latin1');
    throw new UnknownCall(name);
  },
  persistent() {
    throw new RangeError('it asks for what lies outside');
  },
  build(target, state) {
    if (!(target instanceof Shell)) throw new RangeError('it sets attributes of what has none');
    if (target.kind === 'type') return;
    const [, shape, type, fortran, bytes] = Array.isArray(state) ? state : [];
    if (!Array.isArray(shape) || !(type instanceof Shell) || !/^[|]?(u1|i1|b1)$/.test(type.name))
      throw new RangeError('an array holds something else than bytes');
    if (fortran) throw new RangeError('an array is in Fortran order');
    target.shape = shape.map(dimensionOf);
    target.bytes = toBytes(bytes);
    if (target.bytes.length !== target.shape.reduce((a, b) => a * b, 1))
      throw new RangeError(`an array [${target.shape.join(', ')}] has ${target.bytes.length} bytes`);
  },
};

/** The dictionary's values by name. Throws a RangeError that says what is not allowed. */
export function readPickledArrays(bytes: Buffer): Map<string, PickledArray | PickleValue> {
  const {value} = readPickle(bytes, RULES);
  if (!(value instanceof Map)) throw new RangeError('it is no dictionary');
  return new Map(
    [...value].map(([key, item]) => [
      key instanceof Uint8Array ? Buffer.from(key).toString('latin1') : textOf(key, 'a key'),
      item instanceof Shell ? {shape: item.shape, bytes: item.bytes} : item,
    ]),
  );
}
