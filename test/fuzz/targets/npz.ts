/** NumPy's archives: as statistics, and as images. */
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {npzSource} from '../../../src/data/sources/npz.js';
import {readStatistics} from '../../../src/stages/metrics/statistics.js';
import {encodeNpz, type NumpySource, readNpz} from '../../../src/weights/npz.js';
import type {Random} from '../random.js';
import {holds, type Target} from '../target.js';
import {type Entries, LARGE_FORM, mutateEntries, pack, withFarEntry, withLargeDirectory} from './zip.js';

const WORDS = ['|u1', '<f8', '<f4', '<i8', '<i4', '>f8', '|O', "'descr'", "'shape': (", 'True', 'False', '()', '(0,)'];

/** An array by its header's own words. */
const npy = (type: string, shape: string, data: Uint8Array = new Uint8Array(), version = 1): Buffer => {
  const header = Buffer.from(`{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }\n`);
  const begin = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([begin, ...(version > 1 ? [Buffer.alloc(2)] : []), header, data]);
};

function arraysOf(random: Random, names: readonly string[]): Record<string, NumpySource> {
  return Object.fromEntries(
    names.map((name) => {
      const shape = Array.from({length: 1 + random.below(3)}, () => random.below(4));
      const count = shape.reduce((a, b) => a * b, 1);
      const words = Uint32Array.from({length: 2 * count}, () => random.word()).buffer;
      const data = random.pick([
        new Float64Array(words),
        new Int32Array(words, 0, count),
        new Uint8Array(words, 0, count),
      ]);
      return [name, {shape, data}];
    }),
  );
}

export const statistics: Target = {
  name: 'statistics',
  file: 'statistics.npz',
  words: [...WORDS, 'mu', 'sigma'],
  seeds: () => [
    pack({'mu.npy': npy('<f8', '2,', Buffer.alloc(16)), 'sigma.npy': npy('<f8', '2, 2', Buffer.alloc(32))}),
    pack({'mu.npy': npy('<f4', '1,', Buffer.alloc(4), 2), 'sigma.npy': npy('<i8', '1, 1', Buffer.alloc(8))}, 1),
    pack({'mu.npy': npy('<f8', '0,'), 'sigma.npy': npy('<f8', '0, 0')}),
    pack({'mu.npy': npy('<f8', '1,', Buffer.alloc(8, 255)), 'sigma.npy': npy('<f8', '1, 1', Buffer.alloc(8, 255))}),
    pack({'mu.npy': npy('<f8', '9007199254740992, 0'), 'sigma.npy': npy('<f8', ',')}),
  ],
  mutate: mutateEntries,
  make(random) {
    const entries: Entries = {};
    const side = random.below(4);
    entries['mu.npy'] = npy('<f8', `${side},`, Buffer.alloc(8 * side));
    entries['sigma.npy'] = npy('<f4', `${side}, ${side}`, random.bytes(4 * side * side));
    return pack(entries);
  },
  async roundTrip(random, path) {
    const arrays = arraysOf(random, ['a', 'b']);
    writeFileSync(path, encodeNpz(arrays));
    const read = await readNpz(path, ['a', 'b']);
    for (const name of ['a', 'b'] as const) {
      assert.deepEqual(read[name].shape, arrays[name]!.shape);
      assert.deepEqual(read[name].data, Float64Array.from(arrays[name]!.data));
    }
  },
  async read(path) {
    const {mean, covariance} = await readStatistics(path);
    holds(mean.length > 0 && covariance.length === mean.length ** 2, `${mean.length} and ${covariance.length} numbers`);
    holds([...mean, ...covariance].every(Number.isFinite), 'statistics that are no numbers');
  },
};

export const npzImages: Target = {
  name: 'npz-images',
  file: 'images.npz',
  words: [...WORDS, 'arr_0', 'images', 'data', 'labels', ...LARGE_FORM],
  seeds: () => [
    pack({'arr_0.npy': npy('|u1', '2, 2, 2, 3', Buffer.alloc(24)), 'arr_1.npy': npy('<i8', '2,', Buffer.alloc(16))}),
    pack({
      'data.npy': npy('|u1', '1, 12', Buffer.alloc(12)),
      'labels.npy': npy('<i4', '1,', Buffer.from([1, 0, 0, 0])),
    }),
    // Classes beside planes count from 1.
    pack({'data.npy': npy('|u1', '1, 12', Buffer.alloc(12)), 'labels.npy': npy('<i4', '1,', Buffer.alloc(4))}),
    pack({'images.npy': npy('|u1', '2, 2, 2', Buffer.alloc(8))}, 1),
    // Images without a pixel, more than there is time for.
    pack({'images.npy': npy('|u1', '9007199254740991, 0, 0, 3')}),
    pack({'images.npy': npy('|u1', '0, 2, 2, 3')}),
    withLargeDirectory(pack({'images.npy': npy('|u1', '1, 2, 2', Buffer.alloc(4))}), {}),
    withFarEntry(pack({'images.npy': npy('|u1', '1, 2, 2', Buffer.alloc(4))}), 0n),
    pack({'images.npy': npy('|u1', '1, 2, 2', Buffer.alloc(4)), 'labels.npy': npy('<f8', '1,', Buffer.alloc(8, 255))}),
    pack({
      'images.npy': npy('|u1', '1, 2, 2', Buffer.alloc(4)),
      'labels.npy': npy('<f8', '1,', Buffer.from('AAAAAAAA')),
    }),
  ],
  mutate: mutateEntries,
  async read(path) {
    const source = await npzSource(path, 'all');
    let count = 0;
    for await (const image of source.images()) {
      holds('raw' in image, 'an image without pixels');
      const {width, height, channels, pixels} = image.raw;
      holds(width > 0 && height > 0 && pixels.length === width * height * channels, `${pixels.length} pixels`);
      const {label} = image;
      holds(
        label === undefined || (Number.isInteger(label) && label >= 0 && label < source.classes.length),
        `the label ${label} of ${source.classes.length}`,
      );
      count += 1;
    }
    holds(count === source.count, `${count} images of ${source.count}`);
  },
};
