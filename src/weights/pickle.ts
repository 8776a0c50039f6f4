/**
 * Python's pickles, as far as tensors and dictionaries of them need: a handful of opcodes and of names. Nothing is
 * executed, imported or called. An object of any class is read as its state alone; a call that the rules do not know is an
 * error that names it.
 */

/** What a pickle can hold here. Dictionaries are maps, lists and tuples arrays. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleGlobal
  | PickleObject
  | object;

/** A name that a pickle mentions, as `module.name`. */
export class PickleGlobal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** An object of some class: its state and its items, where it was given any. */
export class PickleObject {
  state: PickleValue = null;
  readonly items = new Map<PickleValue, PickleValue>();
}

/** A pickle calls a name that the rules do not know. */
export class UnknownCall extends RangeError {
  constructor(name: string) {
    super(`it asks for ${name.slice(0, MOST_SHOWN)}, which is not needed here`);
  }
}

export interface PickleRules {
  /** What a name makes of its arguments. Throws an UnknownCall for other names, a RangeError for other arguments. */
  call(name: string, args: readonly PickleValue[]): PickleValue;
  /** What a persistent id stands for. */
  persistent(id: PickleValue): PickleValue;
  /** How Python 2's strings are read, which may be text or bytes; utf8 where it is left out. */
  strings?: 'utf8' | 'latin1';
  /** Takes the state of an object. Without it only dictionaries may have one, which is dropped. */
  build?(target: PickleValue, state: PickleValue): void;
}

/** A value that has to be text. Others are never spelled out: a few bytes of lists in lists may mean endless text. */
export function textOf(value: PickleValue | undefined, what: string): string {
  if (typeof value !== 'string') throw new RangeError(`${what} in it is no text`);
  return value;
}

/** A value in a message: at most a line. */
const shown = (value: PickleValue): string =>
  typeof value === 'string' ? value.slice(0, MOST_SHOWN) : typeof value === 'number' ? `${value}` : 'in it';

const MOST_SHOWN = 100;
const MARK = Symbol('mark');
const MOST_DIGITS = 64;

/** Interprets one pickle; answers its value and where it ends. Throws a RangeError that says what is not allowed. */
export function readPickle(bytes: Buffer, rules: PickleRules, begin = 0): {value: PickleValue; end: number} {
  const stack: (PickleValue | typeof MARK)[] = [];
  const memo = new Map<number, PickleValue>();
  let at = begin;
  const need = (count: number): number => {
    if (count < 0 || at + count > bytes.length) throw new RangeError(`it ends early, at byte ${at}`);
    at += count;
    return at - count;
  };
  const pop = (): PickleValue => {
    const value = stack.pop();
    if (value === undefined || value === MARK) throw new RangeError('its stack runs empty');
    return value as PickleValue;
  };
  const top = (): PickleValue => {
    const value = pop();
    stack.push(value);
    return value;
  };
  const popMark = (): PickleValue[] => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw new RangeError('its stack has no mark');
    const values = stack.splice(mark);
    return values.slice(1) as PickleValue[];
  };
  const text = (length: number): string => {
    const from = need(length);
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes.subarray(from, from + length));
  };
  const bytesOf = (length: number): Buffer => {
    const from = need(length);
    return bytes.subarray(from, from + length);
  };
  const string = (length: number): string =>
    rules.strings === 'latin1' ? bytesOf(length).toString('latin1') : text(length);
  const line = (): string => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0 || end - at > 1000) throw new RangeError('it has a line without an end');
    const from = at;
    at = end + 1;
    return bytes.toString('latin1', from, end);
  };
  const put = (key: number): void => {
    memo.set(key, top());
  };
  const get = (key: number): void => {
    const value = memo.get(key);
    if (value === undefined) throw new RangeError(`it recalls ${key}, which it never kept`);
    stack.push(value);
  };
  const setItems = (pairs: readonly PickleValue[]): void => {
    const object = top();
    const target = object instanceof PickleObject ? object.items : object;
    if (!(target instanceof Map) || pairs.length % 2 !== 0)
      throw new RangeError('it sets items of what is no dictionary');
    for (let i = 0; i < pairs.length; i += 2) {
      if (target.has(pairs[i]!)) throw new RangeError(`the key ${shown(pairs[i]!)} occurs twice`);
      target.set(pairs[i]!, pairs[i + 1]!);
    }
  };
  const append = (values: readonly PickleValue[]): void => {
    const target = top();
    // A list of another class, or a set: nothing that is read lies in one.
    if (target instanceof PickleObject) return;
    if (!Array.isArray(target)) throw new RangeError('it appends to what is no list');
    for (const value of values) target.push(value);
  };
  const reduce = (): void => {
    const args = pop();
    const callee = pop();
    if (!(callee instanceof PickleGlobal) || !Array.isArray(args)) throw new RangeError('it calls what has no name');
    stack.push(rules.call(callee.name, args));
  };
  /** Python makes an object without calling anything of its class but `__new__`; its arguments are left out here. */
  const create = (parts: number): void => {
    for (let part = 1; part < parts; part++) pop();
    if (!(pop() instanceof PickleGlobal)) throw new RangeError('it makes an object of what is no class');
    stack.push(new PickleObject());
  };
  const integer = (length: number): number | bigint => {
    if (length > MOST_DIGITS) throw new RangeError(`it has an integer of ${length} bytes`);
    const from = need(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[from + i]!);
    if (length > 0 && bytes[from + length - 1]! & 0x80) value -= 1n << BigInt(8 * length);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };

  const opcodes: Record<number, () => void> = {
    128: () => {
      const version = bytes[need(1)]!;
      if (version > 5) throw new RangeError(`it has protocol ${version}`);
    },
    149: () => void need(8), // FRAME
    40: () => void stack.push(MARK),
    48: () => void pop(), // POP
    49: () => void popMark(), // POP_MARK
    78: () => void stack.push(null),
    136: () => void stack.push(true),
    137: () => void stack.push(false),
    74: () => void stack.push(bytes.readInt32LE(need(4))),
    75: () => void stack.push(bytes[need(1)]!),
    77: () => void stack.push(bytes.readUInt16LE(need(2))),
    138: () => void stack.push(integer(bytes[need(1)]!)), // LONG1
    139: () => void stack.push(integer(bytes.readInt32LE(need(4)))), // LONG4
    71: () => void stack.push(bytes.readDoubleBE(need(8))),
    88: () => void stack.push(text(bytes.readUInt32LE(need(4)))), // BINUNICODE
    140: () => void stack.push(text(bytes[need(1)]!)), // SHORT_BINUNICODE
    85: () => void stack.push(string(bytes[need(1)]!)), // SHORT_BINSTRING
    84: () => void stack.push(string(bytes.readUInt32LE(need(4)))), // BINSTRING
    67: () => void stack.push(bytesOf(bytes[need(1)]!)), // SHORT_BINBYTES
    66: () => void stack.push(bytesOf(bytes.readUInt32LE(need(4)))), // BINBYTES
    142: () => void stack.push(bytesOf(Number(bytes.readBigUInt64LE(need(8))))), // BINBYTES8
    150: () => void stack.push(bytesOf(Number(bytes.readBigUInt64LE(need(8))))), // BYTEARRAY8
    125: () => void stack.push(new Map()),
    93: () => void stack.push([]),
    41: () => void stack.push([]), // EMPTY_TUPLE
    116: () => void stack.push(popMark()), // TUPLE
    133: () => void stack.push([pop()]),
    134: () => void stack.push([pop(), pop()].reverse()),
    135: () => void stack.push([pop(), pop(), pop()].reverse()),
    108: () => void stack.push(popMark()), // LIST
    113: () => put(bytes[need(1)]!),
    114: () => put(bytes.readUInt32LE(need(4))),
    148: () => put(memo.size), // MEMOIZE
    104: () => get(bytes[need(1)]!),
    106: () => get(bytes.readUInt32LE(need(4))),
    99: () => {
      const module = line();
      stack.push(new PickleGlobal(`${module}.${line()}`));
    },
    147: () => {
      const name = textOf(pop(), 'a name'); // STACK_GLOBAL
      stack.push(new PickleGlobal(`${textOf(pop(), 'a module')}.${name}`));
    },
    82: reduce,
    129: () => create(2), // NEWOBJ: class, arguments
    146: () => create(3), // NEWOBJ_EX: class, arguments, named arguments
    143: () => void stack.push(new PickleObject()), // EMPTY_SET
    144: () => append(popMark()), // ADDITEMS
    145: () => {
      popMark(); // FROZENSET
      stack.push(new PickleObject());
    },
    81: () => void stack.push(rules.persistent(pop())), // BINPERSID
    115: () => setItems([pop(), pop()].reverse()),
    117: () => setItems(popMark()),
    97: () => append([pop()]),
    101: () => append(popMark()),
    98: () => {
      const state = pop(); // BUILD
      const target = top();
      if (rules.build) return rules.build(target, state);
      if (target instanceof PickleObject) target.state = state;
      // Attributes of a dictionary (its version notes) are of no use here.
      else if (!(target instanceof Map)) throw new RangeError('it sets attributes of what is no dictionary');
    },
  };
  for (;;) {
    const code = bytes[need(1)]!;
    if (code === 0x2e) {
      const value = pop();
      if (stack.length > 0) throw new RangeError('it ends with things left over');
      return {value, end: at};
    }
    const run = opcodes[code];
    if (!run)
      throw new RangeError(`it has the opcode 0x${code.toString(16)} at byte ${at - 1}, which is not needed here`);
    run();
  }
}
