/** What images are measured with. */

import {ProblemError} from '../../problem.js';

/** A distance and how sure it is; other scores by name. */
export interface Measured {
  distance: number;
  /** Standard deviation of the distance; undefined where it was not asked for. */
  deviation?: number | undefined;
  scores: Record<string, number>;
}

/** Features of images, and the distance of features from the training set's. */
export interface Metric {
  /** Named in every table. */
  name: string;
  /** Numbers of one image's features: all that any score may ask for later. */
  dimensions: number;
  /** Fewer images than this make distances biased upwards. */
  fewest: number;
  /**
   * Features [count, dimensions] of images [count, height, width, channels] in [−1, 1]; NaN for an image that is not
   * finite.
   */
  features(images: Float32Array, count: number): Promise<Float32Array>;
  /** The columns of features [count, dimensions] that the distance and the scores asked for are made of. */
  needed(features: Float32Array, count: number): Float32Array;
  /** Of what `needed` gave. */
  distance(needed: Float32Array): number;
  /** With the deviation by the jackknife over `blocks` parts (0 for none), and with every score that was asked for. */
  measure(needed: Float32Array, blocks: number): Measured;
  dispose(): void;
}

/**
 * Makes the features [count, dimensions] of images that are not finite NaN: a ReLU takes NaN for 0, and gives them the
 * same finite features. `size` is that of an image.
 */
export function spoilFeatures(
  features: Float32Array,
  {images, count, size}: {images: Float32Array; count: number; size: number},
): Float32Array {
  const dimensions = features.length / count;
  for (let image = 0; image < count; image++) {
    if (images.subarray(image * size, (image + 1) * size).every(Number.isFinite)) continue;
    features.fill(Number.NaN, image * dimensions, (image + 1) * dimensions);
  }
  return features;
}

/** Throws a ProblemError where a training set is too small to be measured against. */
export function requireTwo(count: number): void {
  if (count >= 2) return;
  throw new ProblemError({
    code: 'images',
    message: `the training set has ${count === 1 ? 'one image' : `${count} images`}; a covariance needs at least two`,
    suggestion: 'add images, or raise dataset.limit',
  });
}
