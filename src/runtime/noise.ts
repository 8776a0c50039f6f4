/** The addon that makes noise in native code, where it is built. Its users are served by ../noise.ts. */
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {addonPath} from './binding.js';

/** Something that only finish() can look into. */
export interface NoiseJob {
  readonly job: unique symbol;
}

/** Places are [seed, stream, step, replica]. What is returned as `again` are the places in an array that JavaScript must
 * compute, since the native result lies too near the middle between two float32. Wrong arguments are TypeErrors. */
export interface NoiseAddon {
  /** Instruction sets of this processor, the fastest first. */
  readonly paths: readonly string[];
  /** Fills [images, size] with normals. */
  fill(out: Float32Array, images: Uint32Array, place: Uint32Array, path?: number): Float64Array | undefined;
  /** Philox words of one image, as Draws.word() gives them. */
  words(out: Uint32Array, image: number, place: Uint32Array, path?: number): void;
  /** Lets a thread fill an array of `length`; the promise is kept when it has. */
  start(length: number, images: Uint32Array, place: Uint32Array): [NoiseJob, Promise<void>];
  /** The array and `again`; blocks until the thread is done. */
  finish(job: NoiseJob): [Float32Array, Float64Array | undefined];
}

let addon: NoiseAddon | null | undefined;

/** The addon, or null where it is not built. */
export function noiseAddon(): NoiseAddon | null {
  if (addon === undefined) {
    const path = addonPath('noise');
    addon = existsSync(path) ? (createRequire(import.meta.url)(path) as NoiseAddon) : null;
  }
  return addon;
}
