/**
 * Features of more images than there is room for: summed into moments part by part, with the rows that are needed one by
 * one set aside, so that the parts can go. A kill at any moment loses nothing that was folded.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {remove} from '../../commit.js';
import {MomentSums, type Moments} from '../../metrics/moments.js';
import {writeFileDurably} from '../../store/files.js';
import {RowFiles} from '../../store/rows.js';
import {encodeNpz, type NumpySource, readNpz} from '../../weights/npz.js';
import {columns} from '../metrics/inception.js';

/** Columns of a row: where they begin, and how many they are. */
export type Range = readonly [begin: number, length: number];

export interface FoldedOptions {
  folder: string;
  /** Numbers of a row. */
  width: number;
  /** What moments are taken of. */
  ranges: {pooled: Range; spatial: Range};
  /** Rows that are folded at once; a multiple of the rows that moments sum at once. */
  rows: number;
  /** Rows to be set aside, ascending; of each the pooled columns. */
  aside: Uint32Array;
  /** Lets signals in, between two blocks of rows. */
  breathe(): Promise<void>;
}

/** Rows that are read at once. */
const BLOCK = 1024;
const SIDES = ['pooled', 'spatial'] as const;

export class FoldedFeatures {
  /** Rows that are folded: their parts are not needed any more. */
  count = 0;
  private readonly with: FoldedOptions;
  private readonly path: string;
  private readonly sums: Record<(typeof SIDES)[number], MomentSums>;

  /** Goes on from what the folder holds. */
  static async open(options: FoldedOptions): Promise<FoldedFeatures> {
    const folded = new FoldedFeatures(options);
    if (!existsSync(folded.path)) return folded;
    const names = SIDES.flatMap((side) => [`${side}_sum` as const, `${side}_products` as const]);
    const arrays = await readNpz(folded.path, [...names, 'count']);
    folded.count = arrays.count.data[0]!;
    for (const side of SIDES)
      folded.sums[side].restore({
        count: folded.count,
        sum: arrays[`${side}_sum`].data,
        products: arrays[`${side}_products`].data,
        rest: new Float32Array(0),
      });
    return folded;
  }

  private constructor(options: FoldedOptions) {
    this.with = options;
    this.path = join(options.folder, 'folded.npz');
    const {pooled, spatial} = options.ranges;
    this.sums = {pooled: new MomentSums(pooled[1]), spatial: new MomentSums(spatial[1])};
  }

  /** Adds the rows of the next parts, saves, and deletes the parts. Throws a RangeError where they are not `rows`. */
  async fold(parts: readonly string[]): Promise<void> {
    const first = this.count;
    await this.add(parts);
    if (this.count - first !== this.with.rows)
      throw new RangeError(`${this.count - first} rows, not ${this.with.rows}`);
    // What is set aside comes first: the sums say that it is there.
    writeFileDurably(this.asidePath(first), this.asideOf(parts, first));
    writeFileDurably(this.path, this.encoded());
    for (const part of parts) remove(part);
  }

  /** The moments of all rows, those of the last parts included, and the rows set aside, [aside, pooled columns]. */
  async finish(parts: readonly string[]): Promise<{pooled: Moments; spatial: Moments; aside: Float32Array}> {
    const first = this.count;
    const {aside, ranges} = this.with;
    const bytes = new Uint8Array(4 * aside.length * ranges.pooled[1]);
    const held = new RowFiles([...this.asideFiles(first)], ranges.pooled[1]);
    const before = new Uint8Array(held.read(0, held.count).buffer);
    bytes.set(before);
    bytes.set(this.asideOf(parts, first), before.length);
    await this.add(parts);
    return {
      pooled: this.sums.pooled.moments(),
      spatial: this.sums.spatial.moments(),
      aside: new Float32Array(bytes.buffer),
    };
  }

  /** Deletes what was saved on the way. */
  remove(): void {
    for (const file of [...this.asideFiles(this.count), this.path]) remove(file);
  }

  dispose(): void {
    for (const side of SIDES) this.sums[side].dispose();
  }

  private encoded(): Uint8Array {
    const arrays: Record<string, NumpySource> = {count: {shape: [1], data: Float64Array.of(this.count)}};
    for (const side of SIDES) {
      const {sum, products} = this.sums[side].save();
      arrays[`${side}_sum`] = {shape: [sum.length], data: sum};
      arrays[`${side}_products`] = {shape: [sum.length, sum.length], data: products};
    }
    return encodeNpz(arrays);
  }

  private async add(parts: readonly string[]): Promise<void> {
    const {width, ranges, breathe} = this.with;
    const rows = new RowFiles(parts, width);
    for (const block of rows.blocks(BLOCK)) {
      for (const side of SIDES) this.sums[side].add(columns(block, width, ranges[side]));
      await breathe();
    }
    this.count += rows.count;
  }

  /** The rows of `parts`, which begin at row `first`, that are set aside. */
  private asideOf(parts: readonly string[], first: number): Uint8Array {
    const {aside, width, ranges} = this.with;
    const rows = new RowFiles(parts, width);
    const own = aside.filter((row) => row >= first && row < first + rows.count).map((row) => row - first);
    return new Uint8Array(columns(rows.take(own), width, ranges.pooled).buffer);
  }

  private asidePath(first: number): string {
    return join(this.with.folder, `${String(first).padStart(9, '0')}.aside`);
  }

  /** Files of the rows set aside of the first `count` rows, in their order. */
  private *asideFiles(count: number): Iterable<string> {
    for (let first = 0; first < count; first += this.with.rows) yield this.asidePath(first);
  }
}
