/** Latents of a prepared data set: the Gaussian of every image, and of its mirror image where those are trained on. */
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {ProblemError} from '../problem.js';
import {mapFile} from '../runtime/map.js';
import {readJson} from '../store/files.js';
import {copyImage, type ImageSet, imagesPerSegment} from './dataset.js';

/** What a folder of latents says about itself. */
export interface LatentManifest {
  count: number;
  resolution: number;
  channels: number;
  /** Whether the mirror image of image i follows it, encoded on its own: the mirrored latent is another one. */
  mirrored: boolean;
  /** What latents are multiplied with before the network sees them. */
  scale: number;
}

export interface LatentSet extends LatentManifest {
  /** Mean and standard deviation of each latent, float32 [latents, 2, resolution, resolution, channels]. */
  latents: Float32Array[];
  perSegment: number;
  labels: Uint16Array | undefined;
  classes: string[];
  folder: string;
  /** The images that they are of. */
  images: ImageSet;
}

export type TrainingSet = ImageSet | LatentSet;

/** Opens latents that are finished, with the labels of their images. Throws a ProblemError where they are broken. */
export function openLatents(folder: string, images: ImageSet): LatentSet {
  const manifest = readJson<LatentManifest>(join(folder, 'latents.json'));
  if (!manifest) throw brokenLatents(folder, 'latents.json cannot be read');
  const {count, resolution, channels, mirrored} = manifest;
  const path = join(folder, 'latents.bin');
  const each = 2 * resolution ** 2 * channels * 4;
  const total = count * (mirrored ? 2 : 1);
  const size = statSync(path, {throwIfNoEntry: false})?.size;
  if (size !== total * each || count !== images.count)
    throw brokenLatents(folder, `${size ?? 'no'} bytes instead of ${total * each}`);
  const perSegment = imagesPerSegment(each);
  const latents: Float32Array[] = [];
  for (let first = 0; first < total; first += perSegment) {
    const length = Math.min(perSegment, total - first) * each;
    latents.push(new Float32Array(mapFile(path, first * each, length)));
  }
  const {labels, classes} = images;
  return {...manifest, latents, perSegment, labels, classes, folder, images};
}

const brokenLatents = (folder: string, why: string): ProblemError =>
  new ProblemError({
    code: 'latents',
    file: folder,
    message: `the latents in ${folder} are broken: ${why}`,
    suggestion: 'delete that folder; the next run encodes the images again',
  });

/** Where an example goes, and what is drawn for it. */
export interface CopyOptions {
  out: Float32Array;
  offset: number;
  mirror: boolean;
  /** Standard normals for a latent's deviation, as many as it has numbers; its mean where left out. */
  noise?: Float32Array | undefined;
}

/** Example `index` as the network sees it: an image in [−1, 1], or a latent drawn from its Gaussian and scaled. */
export function copyExample(set: TrainingSet, index: number, options: CopyOptions): void {
  if (!('latents' in set)) {
    copyImage(set, index, options);
    return;
  }
  const {out, offset, mirror, noise} = options;
  const {resolution, channels, latents, perSegment, scale, mirrored} = set;
  const size = resolution ** 2 * channels;
  const place = mirrored ? 2 * index + (mirror ? 1 : 0) : index;
  const values = latents[Math.floor(place / perSegment)]!;
  const start = (place % perSegment) * 2 * size;
  for (let i = 0; i < size; i++)
    out[offset + i] = scale * (values[start + i]! + (noise ? values[start + size + i]! * noise[i]! : 0));
}
