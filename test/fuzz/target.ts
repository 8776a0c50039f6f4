/** What is fuzzed: one reader, with sound inputs to start from and what has to hold of what it answers. */
import type {Vocabulary} from './mutate.js';
import type {Random} from './random.js';

export interface Target {
  name: string;
  /** What the input is called in the scratch folder. */
  file: string;
  /** Files that it writes there itself. */
  beside?: readonly string[];
  /** Sound inputs, and hostile ones made by hand. Small ones are found out about faster. */
  seeds(): Buffer[];
  /** Words of the format. */
  words?: readonly (string | Buffer)[];
  /** Changes an input so that its checksums and lengths stay right; bytes are changed anywhere where it answers undefined. */
  mutate?(bytes: Buffer, random: Random, vocabulary: Vocabulary): Buffer | undefined;
  /** A new input by the format's rules, with values that are nobody's. */
  make?(random: Random): Buffer;
  /** Writes sound values, reads them again, and holds them against each other. */
  roundTrip?(random: Random, path: string): void | Promise<void>;
  /** Reads the input and holds what comes back against what is promised. Throws what the reader throws. */
  read(path: string, bytes: Buffer): void | Promise<void>;
  /** The readers whose refusals are RangeErrors, which those who call them put into words. */
  refuses?: 'RangeError';
  /** Bytes of its largest inputs, where a reader takes long for large ones. */
  largest?: number;
  /** Bytes of most of its inputs, where even a few thousand take long. */
  small?: number;
  /** Executions of the slice that runs with the tests, where it is another number than everybody's; 0 for none. */
  slice?: number;
}

/** A promise that was not kept: what the fuzzer looks for. */
export class Violation extends Error {}

export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Violation(what);
}
