/** Zip archives of images: names, folders and sizes, not what the images hold. */
import {zipSource} from '../../../src/data/sources/folder.js';
import {holds, type Target} from '../target.js';
import {LARGE_FORM, mutateEntries, pack, withFarEntry, withLargeDirectory} from './zip.js';

const bytes = Buffer.from('an image');

/** An archive with a link in it, as `zip --symlinks` stores one. */
function withLink(): Buffer {
  const archive = pack({'link.png': Buffer.from('/etc/passwd')});
  const central = archive.indexOf('PK\x01\x02');
  archive[central + 5] = 3;
  archive.writeUInt32LE(0xa1ff0000, central + 38);
  return archive;
}

export const zipImages: Target = {
  name: 'zip-images',
  file: 'images.zip',
  words: [
    'train/',
    'test/',
    'val/',
    '.png',
    '.jpg',
    '../',
    '/',
    '\\',
    'PK\x01\x02',
    'PK\x03\x04',
    'PK\x05\x06',
    ...LARGE_FORM,
  ],
  seeds: () => [
    pack({'a.png': bytes, 'b.jpg': bytes}),
    pack({'top/train/cat/a.png': bytes, 'top/train/dog/b.png': bytes, 'top/test/cat/c.png': bytes}, 1),
    pack({'../a.png': bytes}),
    pack({'/a.png': bytes}),
    // Fewer bytes than they grow to by a factor of a thousand.
    pack({'a.png': Buffer.alloc(1 << 26)}, 1),
    withLink(),
    withLargeDirectory(pack({'a.png': bytes}), {}),
    withFarEntry(pack({'a.png': bytes}), 0n),
  ],
  mutate: mutateEntries,
  async read(path) {
    const source = await zipSource(path, 'train');
    try {
      let count = 0;
      for await (const image of source.images()) {
        holds(!('encoded' in image) || image.encoded.length <= 2 ** 28, 'more bytes than are read');
        holds(!/(^|\/)\.\.(\/|$)|^\//.test(image.name), `the name ${image.name}`);
        count += 1;
      }
      holds(count === source.count, `${count} images of ${source.count}`);
    } finally {
      source.close();
    }
  },
};
