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

export interface ImageSource {
  /** Images in it, before it is known which of them can be read. */
  count: number;
  /** Names of the classes, in label order; empty where images have none. */
  classes: string[];
  /** Its images in order, from number `first` on. */
  images(first: number): AsyncGenerator<SourceImage>;
  close(): void;
}

/** Which of a data set's own parts is read. */
export type Split = 'train' | 'test' | 'all';

export const badData = (path: string, why: string, cause?: unknown): ProblemError =>
  new ProblemError({code: 'bad-data', file: path, message: `${path} ${why}`}, {cause});
