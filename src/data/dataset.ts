/** A data set as training and measuring see it: pixels in memory, or a prepared cache mapped into it. Knows no tensors. */
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {messageOf, ProblemError} from '../problem.js';
import {mapFile} from '../runtime/map.js';
import {readJson} from '../store/files.js';
import type {Oddity} from './decode.js';
import type {LeftOut} from './source.js';

export interface ImageSet {
  count: number;
  resolution: number;
  channels: number;
  /** [images, resolution, resolution, channels], 0 … 255, of `perSegment` images each (the last of what is left). */
  segments: Uint8Array[];
  perSegment: number;
  /** Class of each image, or undefined where there are none. */
  labels: Uint16Array | undefined;
  /** Names of the classes, in label order. */
  classes: string[];
  /** The cache that it is mapped from, where it is: another thread maps it again. */
  folder?: string | undefined;
}

export const FORMAT = 1;

/** What a prepared data set says about itself. */
export interface Manifest {
  format: number;
  count: number;
  resolution: number;
  channels: 1 | 3;
  classes: string[];
  /** Those of them that no image has. */
  empty?: string[];
  /** Bytes and hash of each chunk of images, one after the other in images.bin. */
  chunks: {images: number; sha256: string}[];
  /** Hash of labels.bin; empty where there are none. */
  labels: string;
  /** Mean and deviation of each channel, in [0, 1]. */
  mean: number[];
  deviation: number[];
  /** Images of the source, used or not. */
  source: number;
  /** Files that may hold images and are none of the source. */
  leftOut?: LeftOut[];
  /** Images that are used though something is odd about them: how many, and some of their names. */
  odd: Partial<Record<Oddity, {count: number; examples: string[]}>>;
  /** Images that could not be used. */
  bad: {name: string; fault: string}[];
}

/** The manifest of a prepared data set, or undefined where none is finished. */
export function readManifest(folder: string): Manifest | undefined {
  const manifest = readJson<Manifest>(join(folder, 'manifest.json'));
  return manifest?.format === FORMAT ? manifest : undefined;
}

/** Labels beside the names of their classes: folders that are called by numbers are sorted as text. */
export const namedLabels = (classes: readonly string[], labels: Iterable<number>): string =>
  [...new Set(labels)].map((label) => `${label} ${classes[label] ?? 'unknown'}`).join(', ');

/** Bytes that are mapped at once: buffers have a largest size. */
const SEGMENT_BYTES = 2 ** 30;
const PAGE = 65_536;

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** Images of a segment: as many as fit, so that every segment begins on a page. */
export function imagesPerSegment(imageBytes: number, most = SEGMENT_BYTES): number {
  const unit = PAGE / greatestDivisor(PAGE, imageBytes);
  return Math.max(unit, Math.floor(most / imageBytes / unit) * unit);
}

/** A prepared data set, mapped into memory: nothing is read before it is used. Throws a ProblemError where it is broken. */
export function openPrepared(folder: string): ImageSet {
  const broken = (why: string, cause?: unknown): ProblemError =>
    new ProblemError(
      {
        code: 'prepared',
        file: folder,
        message: `the prepared data ${folder} is broken: ${why}`,
        suggestion: 'delete that folder; the next run prepares it again',
      },
      {cause},
    );
  const manifest = readManifest(folder);
  if (!manifest) throw broken('it has no manifest');
  const {count, resolution, channels, classes} = manifest;
  const bytes = resolution ** 2 * channels;
  const images = join(folder, 'images.bin');
  const size = statSync(images, {throwIfNoEntry: false})?.size;
  if (size !== count * bytes) throw broken(`images.bin has ${size ?? 'no'} bytes instead of ${count * bytes}`);
  const perSegment = imagesPerSegment(bytes);
  const segments: Uint8Array[] = [];
  try {
    for (let first = 0; first < count; first += perSegment) {
      const length = Math.min(perSegment, count - first) * bytes;
      segments.push(new Uint8Array(mapFile(images, first * bytes, length)));
    }
    const labels = manifest.labels === '' ? undefined : readFileSync(join(folder, 'labels.bin'));
    if (labels && labels.length !== 2 * count) throw broken(`labels.bin has ${labels.length} bytes`);
    return {
      count,
      resolution,
      channels,
      segments,
      perSegment,
      classes,
      folder,
      labels: labels && new Uint16Array(labels.buffer.slice(labels.byteOffset, labels.byteOffset + labels.length)),
    };
  } catch (error) {
    throw error instanceof ProblemError ? error : broken(messageOf(error), error);
  }
}

/** Image `index` as numbers in [−1, 1], mirrored on request, into `out` at `offset`. */
export function copyImage(
  set: Pick<ImageSet, 'resolution' | 'channels' | 'segments' | 'perSegment'>,
  index: number,
  {out, offset, mirror}: {out: Float32Array; offset: number; mirror: boolean},
): void {
  const {resolution, channels, segments, perSegment} = set;
  const pixels = segments[Math.floor(index / perSegment)]!;
  const start = (index % perSegment) * resolution * resolution * channels;
  for (let y = 0; y < resolution; y++) {
    for (let x = 0; x < resolution; x++) {
      const from = start + (y * resolution + (mirror ? resolution - 1 - x : x)) * channels;
      const to = offset + (y * resolution + x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = pixels[from + c]! / 127.5 - 1;
    }
  }
}
