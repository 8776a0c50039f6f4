/** Changes bytes in the ways that break readers: bits, lengths, numbers, words of the format, pieces moved about. */
import type {Random} from './random.js';

const NUMBERS = [
  0,
  1,
  2,
  3,
  7,
  8,
  127,
  128,
  255,
  256,
  1023,
  4096,
  32767,
  65535,
  65536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
];
const TEXTS = ['-1', '0', '1e400', '1e-7', '4294967296', '9007199254740993', '18446744073709551616', 'NaN', 'null'];
/** Changes of one input, piled up. */
const MOST_CHANGES = 6;

export interface Vocabulary {
  /** Words of the format, set in here and there. */
  words: readonly (string | Buffer)[];
  /** Other inputs, to take pieces from. */
  others: readonly Buffer[];
  /** No input grows beyond it. */
  limit: number;
}

export function mutate(bytes: Buffer, random: Random, vocabulary: Vocabulary): Buffer {
  let changed = Buffer.from(bytes);
  for (let left = 1 + random.below(MOST_CHANGES); left > 0; left--)
    changed = Buffer.from(random.pick(CHANGES)(changed, random, vocabulary).subarray(0, vocabulary.limit));
  return changed.subarray(0, vocabulary.limit);
}

type Change = (bytes: Buffer, random: Random, vocabulary: Vocabulary) => Buffer;

const cut = (bytes: Buffer, at: number, length: number, middle: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + length)]);

/** Short pieces more often than long ones. */
const lengthIn = (random: Random, limit: number): number => random.below(Math.max(1, limit >> random.below(12)));

const CHANGES: Change[] = [
  function flipBit(bytes, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes;
  },
  function setByte(bytes, random) {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.word() & 255;
    return bytes;
  },
  function setNumber(bytes, random) {
    const size = random.pick([1, 2, 4, 8]);
    if (bytes.length < size) return bytes;
    const at = random.below(bytes.length - size + 1);
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(BigInt(random.pick(NUMBERS)));
    if (random.oneIn(4)) number.fill(255, 4);
    if (random.oneIn(4)) number.subarray(0, size).reverse();
    number.copy(bytes, at, 0, size);
    return bytes;
  },
  function setText(bytes, random) {
    const numbers = [...bytes.toString('latin1').matchAll(/\d+/g)].slice(0, 1000);
    if (numbers.length === 0) return bytes;
    const {index, 0: found} = random.pick(numbers);
    const text = random.oneIn(2) ? random.pick(TEXTS) : String(random.pick(NUMBERS));
    return cut(bytes, index, found.length, Buffer.from(text));
  },
  function removePiece(bytes, random) {
    const at = random.below(bytes.length + 1);
    return cut(bytes, at, lengthIn(random, bytes.length - at), Buffer.alloc(0));
  },
  function repeatPiece(bytes, random) {
    const from = random.below(bytes.length + 1);
    const piece = bytes.subarray(from, from + 1 + lengthIn(random, bytes.length - from));
    const times = random.oneIn(8) ? 1 + random.below(64) : 1;
    return cut(bytes, random.below(bytes.length + 1), 0, Buffer.concat(Array<Buffer>(times).fill(piece)));
  },
  function insertNoise(bytes, random) {
    return cut(bytes, random.below(bytes.length + 1), 0, random.bytes(1 + random.below(16)));
  },
  function setWord(bytes, random, {words}) {
    if (words.length === 0) return bytes;
    const word = Buffer.from(random.pick(words) as string);
    const at = random.below(bytes.length + 1);
    return cut(bytes, at, random.oneIn(2) ? word.length : 0, word);
  },
  function takePiece(bytes, random, {others}) {
    const other = random.pick(others);
    const from = random.below(other.length + 1);
    const piece = other.subarray(from, from + lengthIn(random, other.length - from));
    return cut(bytes, random.below(bytes.length + 1), random.oneIn(2) ? piece.length : 0, piece);
  },
  function truncate(bytes, random) {
    return random.oneIn(4) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
  },
];
