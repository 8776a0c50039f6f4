/**
 * Every random number of ddsm: a counter-based generator (Philox 4x32-10, Salmon et al., SC 2011). A draw is a function
 * of (seed, stream, image, step, replica) and its place in the sequence, never of how the work was cut into batches.
 */

/** What a sequence is for. Numbers are part of every result: never change one, only add. */
export const STREAM = {
  initialise: 1,
  order: 2,
  flip: 3,
  time: 4,
  trainingNoise: 5,
  widths: 6,
  dropout: 7,
  start: 8,
  samplingNoise: 9,
  search: 10,
  classifierInitialise: 11,
  classifierOrder: 12,
  classifierShift: 13,
  labels: 14,
  kernel: 15,
  pruning: 16,
  control: 17,
  latent: 18,
  autoencoder: 19,
  neighbours: 20,
  mixing: 21,
  limit: 22,
} as const;

/** The largest seed, and the largest number of an image. */
export const MOST_WORD = 2 ** 32 - 1;

/** Where a sequence of draws begins. All are unsigned 32-bit integers. */
export interface Place {
  seed: number;
  stream: number;
  image?: number;
  step?: number;
  replica?: number;
}

const mulHigh = (a: number, b: number): number => {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
};

/** One Philox 4x32-10 block: four words from a four-word counter and a two-word key, into `out`. */
export function philox(counter: ArrayLike<number>, key: ArrayLike<number>, out: Uint32Array): void {
  let c0 = counter[0]! >>> 0;
  let c1 = counter[1]! >>> 0;
  let c2 = counter[2]! >>> 0;
  let c3 = counter[3]! >>> 0;
  let k0 = key[0]! >>> 0;
  let k1 = key[1]! >>> 0;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = mulHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Throws a RangeError where a number is no unsigned 32-bit integer: cut to 32 bits it would name another sequence. */
export function requireWords(words: ArrayLike<number>): void {
  for (let i = 0; i < words.length; i++)
    if (words[i]! >>> 0 !== words[i]) throw new RangeError(`${words[i]} is no whole number from 0 to ${MOST_WORD}`);
}

const counterOf = ({seed, image = 0, step = 0, replica = 0}: Place): number[] => {
  requireWords([seed, image, step, replica]);
  return [0, image, step, replica];
};

/**
 * Fills `out` with standard normals (Box–Muller in float64, rounded to float32), the sequence's numbers from `first` on,
 * a multiple of 4. noise.ts makes the same numbers, many at a time and faster.
 */
export function fillNormals(out: Float32Array, place: Place, first = 0): void {
  const counter = counterOf(place);
  const key = [place.seed, place.stream];
  const words = new Uint32Array(4);
  for (let index = 0; index < out.length; index += 4) {
    counter[0] = (first + index) / 4;
    philox(counter, key, words);
    for (let pair = 0; pair < 2 && index + 2 * pair < out.length; pair++) {
      const radius = Math.sqrt(-2 * Math.log((words[2 * pair]! + 0.5) / 4294967296));
      const angle = (2 * Math.PI * (words[2 * pair + 1]! + 0.5)) / 4294967296;
      out[index + 2 * pair] = radius * Math.cos(angle);
      // Writing past the end of a typed array is ignored.
      out[index + 2 * pair + 1] = radius * Math.sin(angle);
    }
  }
}

/** A sequence of uniform draws from one place. */
export class Draws {
  private readonly counter: number[];
  private readonly key: number[];
  private readonly words = new Uint32Array(4);
  private used = 4;

  constructor(place: Place) {
    this.counter = counterOf(place);
    this.key = [place.seed, place.stream];
  }

  /** An unsigned 32-bit word. */
  word(): number {
    if (this.used === 4) {
      philox(this.counter, this.key, this.words);
      this.counter[0] = this.counter[0]! + 1;
      this.used = 0;
    }
    return this.words[this.used++]!;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform over 0 … count − 1, without bias. */
  below(count: number): number {
    if (!(count >= 1 && count <= 4294967296)) throw new RangeError(`cannot draw below ${count}`);
    const limit = Math.floor(4294967296 / count) * count;
    for (;;) {
      const word = this.word();
      if (word < limit) return word % count;
    }
  }

  /** A random order of 0 … count − 1 (Fisher–Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({length: count}, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = order[last]!;
      order[last] = order[other]!;
      order[other] = kept;
    }
    return order;
  }
}
