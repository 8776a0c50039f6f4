/** CIFAR-10's batches, binary and pickled. */
import {readFileSync} from 'node:fs';
import {cifarFiles} from '../../../src/data/sources/cifar10.js';
import {holds, type Target} from '../target.js';
import {fixture} from './fixture.js';
import {makePickle, pickleBomb} from './pickle.js';

const GLOBALS = [
  ...['numpy.core.multiarray._reconstruct', 'numpy.ndarray', 'numpy.dtype', '_codecs.encode', 'os.system'],
];

async function readAll(path: string): Promise<void> {
  const source = cifarFiles({files: [path], leftOut: []});
  let count = 0;
  for await (const image of source.images()) {
    holds('raw' in image && image.raw.pixels.length === 3 * 32 * 32, 'an image without its pixels');
    holds(Number.isInteger(image.label) && image.label! >= 0 && image.label! < 10, `the label ${image.label}`);
    count += 1;
  }
  holds(count === source.count, `${count} images of ${source.count}`);
}

/** A batch of one image with the label that `label` is the opcodes of. */
const batchOf = (label: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      '\x80\x02}(X\x04\0\0\0datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87R',
      'latin1',
    ),
    Buffer.from('(K\x01K\x01M\0\x0c\x86cnumpy\ndtype\nX\x02\0\0\0u1\x85R\x89B\0\x0c\0\0', 'latin1'),
    Buffer.alloc(3072),
    Buffer.from('tbX\x06\0\0\0labels](', 'latin1'),
    label,
    Buffer.from('eu.', 'latin1'),
  ]);

export const cifarBinary: Target = {
  name: 'cifar-binary',
  file: 'data_batch_1.bin',
  seeds: () => [Buffer.alloc(3073), Buffer.alloc(2 * 3073, 9), Buffer.alloc(3073, 10)],
  read: readAll,
};

export const cifarPickled: Target = {
  name: 'cifar-pickled',
  file: 'data_batch_1',
  words: GLOBALS,
  seeds: () => [
    readFileSync(fixture('data', 'cifar-python3', 'test_batch')),
    readFileSync(fixture('data', 'cifar-python2', 'data_batch_1')),
    batchOf(Buffer.from('K\x03', 'latin1')),
    // Labels that a byte does not hold, or that are no numbers.
    batchOf(Buffer.from('M\0\x01', 'latin1')),
    batchOf(Buffer.from('\x8a\x09\0\0\0\0\0\0\0\0\x01', 'latin1')),
    batchOf(Buffer.from('X\x01\0\0\x003', 'latin1')),
    // Spelled out, these would never end.
    Buffer.concat([pickleBomb(Buffer.from('}')), Buffer.from('K\x01s.', 'latin1')]),
    Buffer.concat([pickleBomb(Buffer.from('cnumpy\ndtype\n')), Buffer.from('\x85R.', 'latin1')]),
    Buffer.concat([pickleBomb(Buffer.from('c_codecs\nencode\n')), Buffer.from('\x85R.', 'latin1')]),
    Buffer.concat([pickleBomb(Buffer.from('N')), Buffer.from('\x93.', 'latin1')]),
  ],
  make: (random) => makePickle(random, GLOBALS),
  read: readAll,
};
