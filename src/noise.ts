/**
 * The normals of random.ts for many images at a time, equal to the last bit: by native code where it is built, at once or
 * by threads ahead of their use. Knows nothing of what the noise is for.
 */
import {fillNormals, type Place, requireWords} from './random.js';
import {type NoiseAddon, noiseAddon} from './runtime/noise.js';

/** Noise of several images for one (seed, stream, step, replica): an array [images, size]. */
export interface NoiseRequest extends Omit<Place, 'image'> {
  images: ArrayLike<number>;
}

/** Noise that a thread may still be making. */
export interface ComingNoise {
  /** The array [images, size], always the same; waits for it where it must. */
  values(): Float32Array;
  /** Kept when values() no longer waits. */
  ready: Promise<void>;
}

const placeOf = ({seed, stream, step = 0, replica = 0}: NoiseRequest): Uint32Array =>
  Uint32Array.of(seed, stream, step, replica);

/**
 * How many numbers each image gets. Throws a RangeError where they do not get equally many, or where a number of the
 * request has more than 32 bits.
 */
function numbersPerImage(length: number, {images, seed, step = 0, replica = 0}: NoiseRequest): number {
  requireWords(images);
  requireWords([seed, step, replica]);
  const size = images.length === 0 ? 0 : length / images.length;
  if (!Number.isInteger(size) || size < 0 || size * images.length !== length)
    throw new RangeError(`${length} numbers cannot be shared out equally among ${images.length} images`);
  return size;
}

/** Computes anew what the addon was not sure of. */
function repair(out: Float32Array, again: Float64Array | undefined, {images, ...place}: NoiseRequest): void {
  if (!again) return;
  const size = out.length / images.length;
  const four = new Float32Array(4);
  for (const position of again) {
    const index = position % size;
    fillNormals(four, {...place, image: images[(position - index) / size]!}, index - (index % 4));
    out[position] = four[index % 4]!;
  }
}

/**
 * Fills `out` [images, size] with standard normals: image i has what fillNormals() gives for it. `addon` null: in
 * JavaScript. Throws a RangeError where `out` does not hold equally many numbers for each image.
 */
export function fillNoise(out: Float32Array, request: NoiseRequest, addon: NoiseAddon | null = noiseAddon()): void {
  const size = numbersPerImage(out.length, request);
  const {images, ...place} = request;
  if (addon) {
    repair(out, addon.fill(out, Uint32Array.from(images), placeOf(request)), request);
    return;
  }
  for (let i = 0; i < images.length; i++)
    fillNormals(out.subarray(i * size, (i + 1) * size), {...place, image: images[i]!});
}

/**
 * Begins to make the noise of `images` × `size` numbers in a thread; several may be under way. Without the addon it is
 * made when it is asked for. Throws a RangeError where there is no memory for it.
 */
export function startNoise(size: number, request: NoiseRequest, addon: NoiseAddon | null = noiseAddon()): ComingNoise {
  const length = size * request.images.length;
  numbersPerImage(length, request);
  const kept = {...request, images: Uint32Array.from(request.images)};
  let values: Float32Array | undefined;
  if (!addon) {
    const compute = (): Float32Array => {
      if (!values) {
        values = new Float32Array(length);
        fillNoise(values, kept, null);
      }
      return values;
    };
    return {values: compute, ready: Promise.resolve()};
  }
  const [job, ready] = addon.start(length, kept.images, placeOf(kept));
  const finish = (): Float32Array => {
    if (!values) {
      const [made, again] = addon.finish(job);
      repair(made, again, kept);
      values = made;
    }
    return values;
  };
  return {values: finish, ready};
}

const same = (a: NoiseRequest, b: NoiseRequest): boolean => {
  const [place, other] = [placeOf(a), placeOf(b)];
  if (a.images.length !== b.images.length || place.some((word, i) => word !== other[i])) return false;
  for (let i = 0; i < a.images.length; i++) if (a.images[i] !== b.images[i]) return false;
  return true;
};

/** Bytes that are made ahead where nobody says otherwise. */
const AHEAD_BYTES = 64 * 2 ** 20;

/**
 * Keeps the noise of the next requests ready: threads make it while the device computes. Requests are expected in the
 * order in which `requests` gives them; those that are left out are dropped, and one that is not among those made ahead
 * is computed when it comes.
 */
export class NoiseAhead {
  /** How many answers were prepared, and how many were computed when they were asked for. */
  prepared = 0;
  computed = 0;
  private readonly size: number;
  private readonly bytes: number;
  private readonly addon: NoiseAddon | null;
  private readonly requests: Iterator<NoiseRequest>;
  private readonly queue: {request: NoiseRequest; noise: ComingNoise; bytes: number}[] = [];
  private next: NoiseRequest | undefined;
  private waiting = 0;

  /** `size`: numbers of an image. `bytes`: most memory held by what is not asked for yet, beside one request. */
  constructor(
    requests: Iterable<NoiseRequest>,
    {size, bytes = AHEAD_BYTES, addon = noiseAddon()}: {size: number; bytes?: number; addon?: NoiseAddon | null},
  ) {
    this.size = size;
    this.bytes = bytes;
    this.addon = addon;
    this.requests = requests[Symbol.iterator]();
    this.advance();
    this.fill();
  }

  /** The noise of a request [images, size], the caller's own; waits for it where it must. */
  take(request: NoiseRequest): Float32Array {
    return this.claim(request).values();
  }

  /** The same without holding up the event loop. */
  async takeSoon(request: NoiseRequest): Promise<Float32Array> {
    const noise = this.claim(request);
    await noise.ready;
    return noise.values();
  }

  private claim(request: NoiseRequest): ComingNoise {
    const index = this.queue.findIndex((entry) => same(entry.request, request));
    if (index < 0) {
      this.computed += 1;
      return startNoise(this.size, request, this.addon);
    }
    this.prepared += 1;
    const taken = this.queue.splice(0, index + 1);
    for (const {bytes} of taken) this.waiting -= bytes;
    this.fill();
    return taken.at(-1)!.noise;
  }

  /** Starts as many requests as there is room for, one at least. */
  private fill(): void {
    while (this.next) {
      const bytes = 4 * this.size * this.next.images.length;
      if (this.queue.length > 0 && this.waiting + bytes > this.bytes) return;
      this.queue.push({request: this.next, noise: startNoise(this.size, this.next, this.addon), bytes});
      this.waiting += bytes;
      this.advance();
    }
  }

  private advance(): void {
    const {done, value} = this.requests.next();
    this.next = done ? undefined : value;
  }
}
