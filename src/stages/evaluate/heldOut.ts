/** Images of a data set's test part as the model would see them, read straight from their files: they are used once. */
import {statSync} from 'node:fs';
import {copyImage} from '../../data/dataset.js';
import {decode} from '../../data/decode.js';
import {openSource} from '../../data/prepare.js';
import {type ImageSource, leftOutLines} from '../../data/source.js';
import {ProblemError} from '../../problem.js';
import {tooFewImages} from '../../spec/checks/evaluate.js';
import type {ImageMaker} from './measure.js';
import type {EvaluateSettings, HeldOutSettings} from './stage.js';

export interface HeldOutMeans {
  /** Where the data lies. */
  path: string;
  measured: Pick<EvaluateSettings, 'images' | 'jackknife' | 'repeats' | 'scores'>;
  /** Images at once. */
  batch: number;
  warn(line: string): void;
}

/**
 * The test part of a data set. Throws a ProblemError where there is none, where it is what is trained on (the parts of an
 * archive are one file), or where it has too few images for what is measured.
 */
export async function heldOutSource(
  {data, trainedOn}: HeldOutSettings,
  {path, measured, warn}: Omit<HeldOutMeans, 'batch'>,
): Promise<ImageSource> {
  const isSame = data.files === trainedOn && isFolder(path);
  if (!data.files || isSame)
    throw new ProblemError({
      code: 'no-test-images',
      message: `the row held-out needs images that are not trained on; ${path} has none of the split test`,
      suggestion: 'leave held-out out of evaluate.rows',
    });
  const source = await openSource({...data, path, badFiles: 'skip'}, warn);
  try {
    requireEnough(Math.min(measured.images, source.count), {path, measured});
    return source;
  } catch (error) {
    source.close();
    throw error;
  }
}

/** Throws a ProblemError where so many images are too few for what is measured. */
function requireEnough(count: number, {path, measured}: Pick<HeldOutMeans, 'path' | 'measured'>): void {
  const few = tooFewImages(count, measured);
  if (!few) return;
  throw new ProblemError({
    ...few.problem,
    message: `the row held-out has ${count} images of ${path}: ${few.problem.message}`,
    suggestion: 'add images to the split test, or leave held-out out of evaluate.rows',
  });
}

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;

/**
 * At most `measured.images` images of the test part, in order; where it has more, they are spread over all of it, since files may be
 * in the order of their classes. Images that cannot be used are left out and named.
 */
export async function openHeldOut(
  held: HeldOutSettings,
  {path, measured, batch, warn}: HeldOutMeans,
): Promise<ImageMaker & {close(): void}> {
  const {data} = held;
  const {resolution, channels} = data;
  const size = resolution ** 2 * channels;
  const source = await heldOutSource(held, {path, measured, warn});
  for (const line of leftOutLines(source.leftOut)) warn(`held-out: ${line}`);
  const total = Math.min(measured.images, source.count);
  const numbers = Array.from({length: total}, (_, image) => Math.floor((image * source.count) / total));
  return {
    images: total,
    shape: {resolution, imageChannels: channels},
    async *from(first) {
      let images = new Float32Array(batch * size);
      let [usable, count] = [0, 0];
      const faults: string[] = [];
      for await (const image of source.images(numbers)) {
        const decoded = await decode(image, data);
        if ('fault' in decoded) faults.push(`${image.name} (${decoded.fault})`);
        if ('fault' in decoded || usable++ < first) continue;
        const set = {resolution, channels, segments: [decoded.pixels], perSegment: 1};
        copyImage(set, 0, {out: images, offset: count * size, mirror: false});
        count += 1;
        if (count < batch) continue;
        yield {images, count};
        images = new Float32Array(batch * size);
        count = 0;
      }
      if (count > 0) yield {images: images.subarray(0, count * size), count};
      if (faults.length > 0)
        warn(
          `held-out: ${faults.length} of ${total} images cannot be used and are left out: ${faults.slice(0, 3).join(', ')}`,
        );
      if (usable === 0)
        throw new ProblemError({code: 'no-images', message: `none of the ${total} held-out images can be used`});
      requireEnough(usable, {path, measured});
    },
    close: () => source.close(),
  };
}
