/** The noise of a mixed prediction, with tensors. Knows the networks only as something to ask. */
import {type Tensor4D, tf} from '../engine/tf.js';
import {type Mixture, type MixturePlace, sharesOf} from '../models/prediction.js';
import type {Width} from '../models/width.js';

export interface MixOptions extends Omit<MixturePlace, 'image'> {
  images: readonly number[];
  /** Images of a batch: those that lack weigh nothing. */
  batch: number;
  /** What a width predicts [batch, height, width, channels]; disposed of. */
  ask(width: Width): Promise<Tensor4D>;
}

/**
 * The sum of what the widths predict [batch, height, width, channels], each times its share of each image. Widths that no
 * image needs are not asked. The caller disposes.
 */
export async function mixNoise(mixture: Mixture, {images, batch, ask, ...place}: MixOptions): Promise<Tensor4D> {
  const shares = images.map((image) => sharesOf(mixture, {...place, image}));
  let sum: Tensor4D | undefined;
  for (const [level, width] of mixture.levels.entries()) {
    if (shares.every((one) => one[level] === 0)) continue;
    const weights = new Float32Array(batch);
    for (const [place, one] of shares.entries()) weights[place] = one[level]!;
    const [noise, before] = [await ask(width), sum];
    sum = tf.tidy(() => {
      const part = tf.mul(noise, tf.tensor4d(weights, [batch, 1, 1, 1])) as Tensor4D;
      return before ? (tf.add(before, part) as Tensor4D) : part;
    });
    tf.dispose(before ? [before, noise] : [noise]);
  }
  return sum!;
}
