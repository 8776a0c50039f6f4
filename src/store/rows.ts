/** Rows of float32 numbers in part files that follow one another, read some at a time. Knows not what they are. */
import {closeSync, openSync, statSync} from 'node:fs';
import {ProblemError} from '../problem.js';
import {readWhole} from '../weights/stream.js';

interface Part {
  path: string;
  /** Rows before it, and in it. */
  first: number;
  count: number;
}

export class RowFiles {
  readonly dimensions: number;
  /** Rows in all files. */
  readonly count: number;
  private readonly parts: Part[] = [];

  /** Throws a ProblemError for a file that is missing or does not hold whole rows. Reads none of them. */
  constructor(paths: readonly string[], dimensions: number) {
    this.dimensions = dimensions;
    let first = 0;
    for (const path of paths) {
      const size = statSync(path, {throwIfNoEntry: false})?.size;
      const count = (size ?? Number.NaN) / (4 * dimensions);
      if (!Number.isInteger(count))
        throw brokenRows(path, `has ${size ?? 'no'} bytes, which are no rows of ${dimensions} float32 numbers`);
      this.parts.push({path, first, count});
      first += count;
    }
    this.count = first;
  }

  /** Rows from `first` on, [count, dimensions]. Throws a RangeError where there are not as many. */
  read(first: number, count: number): Float32Array {
    if (first < 0 || count < 0 || first + count > this.count)
      throw new RangeError(`rows ${first} to ${first + count} of ${this.count}`);
    const rows = new Float32Array(count * this.dimensions);
    for (const part of this.parts) {
      const begin = Math.max(first, part.first);
      const end = Math.min(first + count, part.first + part.count);
      if (begin < end)
        this.fill(rows.subarray((begin - first) * this.dimensions, (end - first) * this.dimensions), {
          part,
          runs: [{row: begin - part.first, at: 0, length: end - begin}],
        });
    }
    return rows;
  }

  /** Some rows, [indices, dimensions], in the order in which they are asked for; every file is opened once. */
  take(indices: ArrayLike<number>): Float32Array {
    const rows = new Float32Array(indices.length * this.dimensions);
    const order = Uint32Array.from({length: indices.length}, (_, place) => place).sort(
      (a, b) => indices[a]! - indices[b]!,
    );
    let next = 0;
    for (const part of this.parts) {
      const runs: Run[] = [];
      for (; next < order.length && indices[order[next]!]! < part.first + part.count; next++)
        runs.push({row: indices[order[next]!]! - part.first, at: order[next]!, length: 1});
      if (runs.length > 0) this.fill(rows, {part, runs});
    }
    if (next < order.length) throw new RangeError(`row ${indices[order[next]!]} of ${this.count}`);
    return rows;
  }

  /** All rows, at most `most` at a time. */
  *blocks(most: number): Generator<Float32Array> {
    for (let first = 0; first < this.count; first += most) yield this.read(first, Math.min(most, this.count - first));
  }

  private fill(rows: Float32Array, {part, runs}: {part: Part; runs: readonly Run[]}): void {
    const {dimensions} = this;
    const file = openSync(part.path, 'r');
    try {
      for (const {row, at, length} of runs) {
        const into = rows.subarray(at * dimensions, (at + length) * dimensions);
        const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
        if (!readWhole(file, bytes, {position: row * dimensions * 4}))
          throw brokenRows(part.path, 'has become shorter');
      }
    } finally {
      closeSync(file);
    }
  }
}

/** Rows of a file from `row` on, and where they go. */
interface Run {
  row: number;
  at: number;
  length: number;
}

const brokenRows = (path: string, why: string): ProblemError =>
  new ProblemError({
    code: 'broken-rows',
    file: path,
    message: `${path} ${why}`,
    suggestion: 'delete it; the next run computes it again',
  });
