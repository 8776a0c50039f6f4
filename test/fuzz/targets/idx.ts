/** MNIST's format: a file of images and a file of labels. */
import {writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {idxSource} from '../../../src/data/sources/idx.js';
import {holds, type Target} from '../target.js';

const [IMAGES, LABELS] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];

const sized = (magic: number, sizes: readonly number[], data: Uint8Array): Buffer => {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  for (const [index, word] of [magic, ...sizes].entries()) header.writeUInt32BE(word, 4 * index);
  return Buffer.concat([header, data]);
};
/** Both files in one input: the length of the first before it. */
const both = (images: Buffer, labels: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(images.length);
  return Buffer.concat([length, images, labels]);
};
const images = sized(0x803, [2, 2, 3], Buffer.alloc(12));
const labels = sized(0x801, [2], Buffer.from([0, 9]));

async function readBoth(folder: string, bytes: Buffer, ending: string): Promise<void> {
  if (bytes.length < 2) return;
  const length = bytes.readUInt16LE(0);
  writeFileSync(join(folder, `${IMAGES}${ending}`), bytes.subarray(2, 2 + length));
  writeFileSync(join(folder, `${LABELS}${ending}`), bytes.subarray(2 + length));
  const source = idxSource(folder, 'train');
  let count = 0;
  for await (const image of source.images()) {
    holds('raw' in image && image.raw.pixels.length === image.raw.width * image.raw.height, 'an image without pixels');
    holds(image.label! >= 0 && image.label! < source.classes.length, `the label ${image.label}`);
    count += 1;
  }
  holds(count === source.count, `${count} images of ${source.count}`);
}

const target = (name: string, ending: string, pack: (bytes: Buffer) => Buffer): Target => ({
  name,
  file: 'input',
  beside: [`${IMAGES}${ending}`, `${LABELS}${ending}`],
  seeds: () => [
    both(pack(images), pack(labels)),
    both(pack(sized(0x803, [0, 2, 3], Buffer.alloc(0))), pack(sized(0x801, [0], Buffer.alloc(0)))),
    both(pack(sized(0x803, [2 ** 32 - 1, 1, 1], Buffer.alloc(0))), pack(labels)),
    // Few bytes, which grow by a factor of a thousand.
    both(pack(sized(0x803, [2, 2, 3], Buffer.alloc(ending ? 1 << 24 : 12))), pack(labels)),
  ],
  read: (path, bytes) => readBoth(dirname(path), bytes, ending),
});

export const idx = target('idx', '', (bytes) => bytes);
export const idxPacked = target('idx-packed', '.gz', (bytes) => gzipSync(bytes));
