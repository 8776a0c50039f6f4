/** Images of a data set's test part as the model would see them, read straight from their files: they are used once. */
import {copyImage} from '../../data/dataset.js';
import {decode} from '../../data/decode.js';
import {openSource} from '../../data/prepare.js';
import {ProblemError} from '../../problem.js';
import type {ImageMaker} from './measure.js';
import type {HeldOutSettings} from './stage.js';

export interface HeldOutMeans {
  /** Where the data lies. */
  path: string;
  /** Images at once. */
  batch: number;
  warn(line: string): void;
}

/**
 * At most `most` images of the test part, in order; where it has more, they are spread over all of it, since files may be
 * in the order of their classes. Throws a ProblemError where there is no test part, or an image that cannot be read.
 */
export async function openHeldOut(
  {data, trainedOn, most}: HeldOutSettings & {most: number},
  {path, batch, warn}: HeldOutMeans,
): Promise<ImageMaker & {close(): void}> {
  if (data.files === undefined || data.files === '' || data.files === trainedOn)
    throw new ProblemError({
      code: 'no-test-images',
      message: `the row held-out needs images that are not trained on; ${path} has none of the split test`,
      suggestion: 'leave held-out out of evaluate.rows',
    });
  const {resolution, channels} = data;
  const size = resolution ** 2 * channels;
  const source = await openSource({...data, path, badFiles: 'fail'}, warn);
  const total = Math.min(most, source.count);
  const placeOf = (image: number): number => Math.floor((image * source.count) / total);
  return {
    images: total,
    shape: {resolution, imageChannels: channels},
    async *from(first) {
      let images = new Float32Array(batch * size);
      let [next, count, place] = [first, 0, placeOf(first)];
      for await (const image of source.images(place)) {
        if (place++ !== placeOf(next)) continue;
        const decoded = await decode(image, data);
        if ('fault' in decoded)
          throw new ProblemError({code: 'bad-data', file: path, message: `${image.name} in ${path}: ${decoded.fault}`});
        const set = {resolution, channels, segments: [decoded.pixels], perSegment: 1};
        copyImage(set, 0, {out: images, offset: count * size, mirror: false});
        next += 1;
        count += 1;
        if (count < batch && next < total) continue;
        yield {images: images.subarray(0, count * size), count};
        if (next >= total) return;
        images = new Float32Array(batch * size);
        count = 0;
      }
    },
    close: () => source.close(),
  };
}
