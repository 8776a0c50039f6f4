/** PyTorch's checkpoints: zip archives and the older form, pickles in both. */
import {readFileSync} from 'node:fs';
import {openPyTorch, PyTorchTensor} from '../../../src/weights/pytorch.js';
import type {Random} from '../random.js';
import {holds, type Target} from '../target.js';
import {fixture} from './fixture.js';
import {makePickle, pickleBomb} from './pickle.js';
import {LARGE_FORM, mutateEntries, pack, withLargeDirectory} from './zip.js';

const GLOBALS = [
  ...['torch._utils._rebuild_tensor_v2', 'torch._utils._rebuild_parameter', 'collections.OrderedDict'],
  ...['torch.FloatStorage', 'torch.LongStorage', 'torch.HalfStorage', 'torch.BoolStorage', 'builtins.eval'],
];

/** Reads every tensor that can be reached, each once. */
async function readAll(path: string): Promise<void> {
  const file = await openPyTorch(path);
  try {
    const seen = new Set<unknown>();
    const waiting: unknown[] = [file.root];
    while (waiting.length > 0) {
      const value = waiting.pop();
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      if (value instanceof PyTorchTensor) {
        const {shape, data} = file.read(value);
        const count = shape.reduce((a, b) => a * b, 1);
        holds(data.length === count, `[${shape}] has ${data.length} elements`);
      } else if (value instanceof Map) waiting.push(...value.keys(), ...value.values());
      else if (Array.isArray(value)) waiting.push(...value);
    }
  } finally {
    file.close();
  }
}

/** A dictionary with one tensor of `shape` in a storage of four float32. */
const tensorPickle = (shape: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('\x80\x02}X\x01\0\0\0wctorch._utils\n_rebuild_tensor_v2\n(', 'latin1'),
    Buffer.from('(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x04tQK\0', 'latin1'),
    shape,
    Buffer.from('\x89ccollections\nOrderedDict\n)RtRs.', 'latin1'),
  ]);
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const archive = (pickle: Buffer): Buffer =>
  pack({'a/data.pkl': pickle, 'a/byteorder': latin('little'), 'a/data/0': Buffer.alloc(16)});

/** An archive whose only storage claims more bytes than the file has. */
function claiming(): Buffer {
  const bytes = archive(tensorPickle(latin('K\x04\x85K\x01\x85')));
  const [pickled, claimed] = [latin('K\x04tQ'), latin('J\0\0\0\x70tQ')];
  const at = bytes.indexOf(pickled);
  const changed = Buffer.concat([bytes.subarray(0, at), claimed, bytes.subarray(at + pickled.length)]);
  return changed;
}

export const pytorchZip: Target = {
  name: 'pytorch-zip',
  file: 'input.pt',
  words: [...GLOBALS, ...LARGE_FORM],
  seeds: () => [
    archive(tensorPickle(latin('K\x04\x85K\x01\x85'))),
    archive(tensorPickle(latin('K\x02K\x02\x86K\x01K\x02\x86'))),
    archive(tensorPickle(latin('K\0\x85K\x01\x85'))),
    archive(Buffer.concat([pickleBomb(latin('}')), latin('K\x01s.')])),
    claiming(),
    withLargeDirectory(archive(tensorPickle(latin('K\x04\x85K\x01\x85'))), {}),
    readFileSync(fixture('checkpoints', 'types.pt')),
    readFileSync(fixture('checkpoints', 'hostile.pt')),
  ],
  mutate: mutateEntries,
  make: (random: Random) => archive(makePickle(random, GLOBALS)),
  read: readAll,
};

export const pytorchLegacy: Target = {
  name: 'pytorch-legacy',
  file: 'input.pth',
  words: GLOBALS,
  seeds: () => [readFileSync(fixture('checkpoints', 'legacy.pth'))],
  read: readAll,
};
