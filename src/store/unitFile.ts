/** What came out of a unit of work: rows of float32 and the facts of its making, in one file. Knows not what they are. */
import {closeSync, openSync} from 'node:fs';
import {readWhole} from '../weights/stream.js';
import {sizeOf, writeFileDurably} from './files.js';

/** What a unit took. */
export interface UnitFacts {
  /** Network calls of a batch, and MACs of one image through them. */
  evaluations: number;
  macs: number;
  seconds: number;
  /** Of these, waiting for noise. */
  noiseSeconds: number;
}

const FACTS: readonly (keyof UnitFacts)[] = ['evaluations', 'macs', 'seconds', 'noiseSeconds'];
const FACTS_BYTES = 8 * FACTS.length;

export function writeUnit(path: string, values: Float32Array, facts: UnitFacts): void {
  const bytes = new Uint8Array(values.byteLength + FACTS_BYTES);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  bytes.set(new Uint8Array(Float64Array.from(FACTS, (name) => facts[name]).buffer), values.byteLength);
  writeFileDurably(path, bytes);
}

/** Numbers in a unit's file; undefined where it is not there. */
export const unitLength = (path: string): number | undefined => {
  const size = sizeOf(path);
  return size >= FACTS_BYTES ? (size - FACTS_BYTES) / 4 : undefined;
};

export function readUnitFacts(path: string): UnitFacts {
  const bytes = readPart(path, sizeOf(path) - FACTS_BYTES, FACTS_BYTES);
  const values = new Float64Array(bytes.buffer);
  return Object.fromEntries(FACTS.map((name, place) => [name, values[place]!])) as unknown as UnitFacts;
}

/** `length` of its numbers from `first` on. Throws a RangeError where it has fewer. */
export const readUnit = (path: string, {first, length}: {first: number; length: number}): Float32Array =>
  new Float32Array(readPart(path, 4 * first, 4 * length).buffer);

function readPart(path: string, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const file = openSync(path, 'r');
  try {
    if (!readWhole(file, bytes, {position})) throw new RangeError(`${path} ends before byte ${position + length}`);
  } finally {
    closeSync(file);
  }
  return bytes;
}
