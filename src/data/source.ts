/** What a data set is before it is prepared: images one after the other, as files or as pixels. Knows no tensors. */
import {ProblemError} from '../problem.js';

export interface RawImage {
  width: number;
  height: number;
  channels: 1 | 3;
  /** [height, width, channels], 0 … 255. */
  pixels: Uint8Array;
}

/** One image of a source: the bytes of an image file, pixels, or why there is neither. */
export type SourceImage = {name: string; label?: number} & ({encoded: Buffer} | {raw: RawImage} | {fault: string});

/** Labels are kept in two bytes. */
export const MOST_CLASSES = 2 ** 16;

/** Why files that may hold images are not read, in the words of reports. */
export const LEFT_OUT = {
  hidden: 'hidden, or made by the system',
  format: 'in formats that are not read; convert them to PNG to use them',
  loop: 'links back to a folder around them',
  beside: 'beside the folders of the splits',
  unlisted: "not in CelebA's list of partitions",
  copy: 'copies of other files',
  missing: 'files of the data set that are not there',
} as const;

export interface LeftOut {
  reason: keyof typeof LEFT_OUT;
  count: number;
  examples: string[];
}

/** Names that are kept of each kind of file. */
export const MOST_EXAMPLES = 5;

/** Notes one more that is left out; `count` where the name is a folder's. */
export function leaveOut(all: LeftOut[], reason: LeftOut['reason'], name: string, count = 1): void {
  if (count === 0) return;
  let known = all.find((one) => one.reason === reason);
  if (!known) {
    known = {reason, count: 0, examples: []};
    all.push(known);
  }
  known.count += count;
  if (known.examples.length < MOST_EXAMPLES) known.examples.push(name);
}

/** A line for each reason. */
export const leftOutLines = (all: readonly LeftOut[]): string[] =>
  all.map(({reason, count, examples}) => {
    const some = `${examples.slice(0, 3).join(', ')}${count > 3 && examples.length > 3 ? ', …' : ''}`;
    return reason === 'missing'
      ? `${count} ${LEFT_OUT.missing}: ${some}`
      : `${count} left out, ${LEFT_OUT[reason]}: ${some}`;
  });

export interface ImageSource {
  /** Images in it, before it is known which of them can be read. */
  count: number;
  /** Names of the classes, in label order; empty where images have none. */
  classes: string[];
  leftOut: LeftOut[];
  /** The class of an image, without reading it; undefined where images have none. */
  label(image: number): number | undefined;
  /** The images of these numbers, in their order, or all. Rising numbers are quickest. */
  images(numbers?: Iterable<number>): AsyncGenerator<SourceImage>;
  close(): void;
}

/** The numbers from `first` up to `end`, which is not one of them. */
export function* numbersFrom(first: number, end: number): Generator<number> {
  for (let number = first; number < end; number++) yield number;
}

/** The part that holds an image, and the image's number in it, where parts of `counts` images follow each other. */
export function placeIn(counts: readonly number[], image: number): {place: number; row: number} {
  let [place, row] = [0, image];
  while (row >= counts[place]!) row -= counts[place++]!;
  return {place, row};
}

/** Which of a data set's own parts is read. */
export type Split = 'train' | 'test' | 'all';

export const badData = (
  path: string,
  why: string,
  {cause, suggestion}: {cause?: unknown; suggestion?: string} = {},
): ProblemError =>
  new ProblemError(
    {code: 'bad-data', file: path, message: `${path} ${why}`, ...(suggestion ? {suggestion} : {})},
    {cause},
  );
