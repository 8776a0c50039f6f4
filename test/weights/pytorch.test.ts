import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {type Zippable, zipSync} from 'fflate';
import {importWeights} from '../../src/convert/import.js';
import {ProblemError} from '../../src/problem.js';
import {Draws} from '../../src/random.js';
import {openPyTorch, type PyTorchTensor} from '../../src/weights/pytorch.js';
import {readSafetensors, type StoredTensor} from '../../src/weights/safetensors.js';
import {fixture} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-pytorch-'));
const at = (name: string): string => join(folder, name);
const made = (name: string): string => fixture('checkpoints', name);
const numbers = (tensors: ReadonlyMap<string, StoredTensor>): Record<string, unknown> =>
  Object.fromEntries([...tensors].map(([name, {shape, data}]) => [name, {shape, data: [...data]}]));

const CASES = [
  ['authors.pt', 'ema', 'ema.safetensors', 'ddsm', 1234],
  ['authors.pt', 'raw', 'raw.safetensors', 'ddsm', 1234],
  ['pytorch-ddpm.pt', 'ema', 'ema.safetensors', 'pytorch-ddpm', 7],
  ['legacy.pth', 'ema', 'ema.safetensors', 'state-dict', undefined],
] as const;
for (const [name, weights, expected, family, step] of CASES) {
  test(`importWeights() takes the ${weights} weights of ${name} bit for bit`, async () => {
    const report = await importWeights(made(name), {out: at('out.safetensors'), weights});
    assert.equal(report.family, family);
    assert.equal(report.step, step);
    assert.deepEqual(report.missing, []);
    assert.deepEqual(report.unused, ['time_embedding.timembedding.0.weight']);
    const wanted = readSafetensors(made(expected)).tensors;
    assert.equal(report.matched.length, wanted.size);
    assert.deepEqual(numbers(readSafetensors(at('out.safetensors')).tensors), numbers(wanted));
  });
}

test('openPyTorch() reads every type of number', async () => {
  const file = await openPyTorch(made('types.pt'));
  for (const [kind, tensor] of file.root as Map<string, PyTorchTensor>) {
    const {shape, data} = file.read(tensor);
    assert.deepEqual(shape, [2, 3], kind);
    assert.deepEqual([...data], kind === 'bool' ? [1, 0, 1, 1, 1, 1] : [1, 0, 3, 4, 5, 6], kind);
  }
  file.close();
});

/** A pickle from Latin-1 text. */
const pickle = (text: string): Buffer => Buffer.from(text, 'latin1');
const STORAGE = 'X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpu';
/** A dictionary {a: tensor} over a storage of `count` floats; the tensor's numbers as given. */
const tensor = (count: string, {offset = 'K\0', shape = 'K\x02\x85', strides = 'K\x01\x85'} = {}): string =>
  `\x80\x02}X\x01\0\0\0actorch._utils\n_rebuild_tensor_v2\n((${STORAGE}${count}tQ${offset}${shape}${strides}\x89ccollections\nOrderedDict\n)RtRs.`;
const data = new Uint8Array(8);
const zip = (files: Zippable): Uint8Array => zipSync(files, {level: 0});
const sound = zip({'a/data.pkl': pickle(tensor('K\x02')), 'a/data/0': data});
/** Changes bytes that occur in a file. */
const changed = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');

const HOSTILE: [string, Uint8Array, RegExp][] = [
  ['a call of the system', readFileSync(made('hostile.pt')), /it asks for posix\.system/],
  [
    'a call by protocol 4',
    zip({'a/data.pkl': pickle('\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02ls\x85R.')}),
    /asks for os\.system/,
  ],
  [
    'eval, as a builtin',
    zip({'a/data.pkl': pickle('\x80\x02cbuiltins\neval\n(X\x01\0\0\x001tR.')}),
    /asks for builtins\.eval/,
  ],
  [
    'an allowed name from another module',
    zip({'a/data.pkl': pickle('\x80\x02cos\nOrderedDict\n)R.')}),
    /asks for os\.OrderedDict/,
  ],
  ['the opcode INST', zip({'a/data.pkl': pickle('(ios\nsystem\n.')}), /opcode 0x69/],
  ['the opcode OBJ', zip({'a/data.pkl': pickle('(cos\nsystem\no.')}), /opcode 0x6f/],
  [
    'an object that is made of a call',
    zip({'a/data.pkl': pickle('\x80\x02cos\nsystem\n)R)\x81.')}),
    /asks for os\.system/,
  ],
  ['an object of what is no class', zip({'a/data.pkl': pickle('\x80\x02})\x81.')}), /no class/],
  ['the opcode EXT1', zip({'a/data.pkl': pickle('\x80\x02\x82\x01.')}), /opcode 0x82/],
  ['a text persistent id', zip({'a/data.pkl': pickle('Pname\n.')}), /opcode 0x50/],
  [
    'attributes set on a tensor',
    zip({'a/data.pkl': pickle(tensor('K\x02').replace('s.', '}bs.')), 'a/data/0': data}),
    /attributes of what is no dictionary/,
  ],
  [
    'a call of a dictionary with arguments',
    zip({'a/data.pkl': pickle('ccollections\nOrderedDict\nK\x01\x85R.')}),
    /in a way that tensors do not/,
  ],
  ['a stack that runs empty', zip({'a/data.pkl': pickle('\x80\x02s.')}), /stack runs empty/],
  ['a recall of nothing', zip({'a/data.pkl': pickle('\x80\x02h\x05.')}), /recalls 5/],
  ['a text longer than the file', zip({'a/data.pkl': pickle('\x80\x02X\xff\xff\xff\x7fabc.')}), /ends early/],
  ['text that is not UTF-8', zip({'a/data.pkl': pickle('\x80\x02X\x02\0\0\0\xff\xfe.')}), /not valid/],
  ['a pickle without an end', zip({'a/data.pkl': pickle('\x80\x02}')}), /ends early/],
  ['a key twice', zip({'a/data.pkl': pickle('\x80\x02}(X\x01\0\0\0aK\x01X\x01\0\0\0aK\x02u.')}), /key a occurs twice/],
  [
    'an integer of 200 bytes',
    zip({'a/data.pkl': pickle(`\x80\x02\x8a\xc8${'a'.repeat(200)}.`)}),
    /integer of 200 bytes/,
  ],
  [
    'a tensor beyond its storage',
    zip({'a/data.pkl': pickle(tensor('K\x02', {shape: 'K\x03\x85'})), 'a/data/0': data}),
    /reaches beyond its storage/,
  ],
  [
    'an offset beyond its storage',
    zip({'a/data.pkl': pickle(tensor('K\x02', {offset: 'K\x01'})), 'a/data/0': data}),
    /reaches beyond/,
  ],
  [
    'a negative offset',
    zip({'a/data.pkl': pickle(tensor('K\x02', {offset: 'J\xff\xff\xff\xff'})), 'a/data/0': data}),
    /sound shape/,
  ],
  [
    'a bomb of strides 0',
    zip({
      'a/data.pkl': pickle(tensor('K\x02', {shape: 'J\xff\xff\xff\x7f\x85', strides: 'K\0\x85'})),
      'a/data/0': data,
    }),
    /repeats its storage/,
  ],
  [
    'more strides than axes',
    zip({'a/data.pkl': pickle(tensor('K\x02', {strides: 'K\x01K\x01\x86'})), 'a/data/0': data}),
    /reaches beyond/,
  ],
  [
    'a storage of another size than its entry',
    zip({'a/data.pkl': pickle(tensor('K\x02')), 'a/data/0': new Uint8Array(4)}),
    /should have 8 bytes, but has 4/,
  ],
  ['a storage without an entry', zip({'a/data.pkl': pickle(tensor('K\x02'))}), /should have 8 bytes, but has none/],
  [
    'a storage that claims 2^62 bytes',
    zip({'a/data.pkl': pickle(tensor('\x8a\x08\0\0\0\0\0\0\0\x40')), 'a/data/0': data}),
    /no storage/,
  ],
  [
    'a key that is a path',
    zip({'a/data.pkl': pickle(tensor('K\x02').replace('\x01\0\0\x000X', '\x04\0\0\0../0X')), 'a/data/0': data}),
    /no storage/,
  ],
  [
    'compressed tensors',
    zipSync({'a/data.pkl': [pickle(tensor('K\x02')), {level: 0}], 'a/data/0': [data, {level: 9}]}),
    /is compressed/,
  ],
  ['an entry that leaves the archive', zip({'../data.pkl': pickle('}.')}), /invalid relative path/],
  ['an absolute entry', zip({'/a/data.pkl': pickle('}.')}), /absolute path/],
  ['an entry that leaves the archive by back slashes', zip({'..\\data.pkl': pickle('}.')}), /invalid relative path/],
  [
    'the same name twice',
    changed(zip({'a/data.pkl': pickle('}.'), 'a/data.pkm': data}), 'a/data.pkm', 'a/data.pkl'),
    /occurs twice/,
  ],
  ['no data.pkl', zip({'a/other': data}), /without data\.pkl/],
  [
    'a TorchScript program',
    zip({'a/data.pkl': pickle('}.'), 'a/constants.pkl': pickle('}.')}),
    /it is a TorchScript program/,
  ],
  [
    'numbers of another type',
    zip({'a/data.pkl': pickle(tensor('K\x02').replace('FloatStorage', 'ComplexFloatStorage'))}),
    /of the type torch\.ComplexFloatStorage/,
  ],
  [
    'big-endian numbers',
    zip({'a/data.pkl': pickle(tensor('K\x02')), 'a/data/0': data, 'a/byteorder': pickle('big')}),
    /byte order is big/,
  ],
  ['an archive cut short', sound.subarray(0, sound.length - 30), /not a sound/],
  [
    'a directory that claims 65,535 entries',
    changed(sound, 'PK\x05\x06\0\0\0\0\x02\0\x02\0', 'PK\x05\x06\0\0\0\0\xff\xfe\xff\xfe'),
    /not a sound/,
  ],
  ['an empty file', new Uint8Array(0), /not a sound/],
  ['a text', Buffer.from('hello, this is not a checkpoint at all\n'), /it is text/],
  ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), /a Git LFS pointer/],
  ['an HTML page', Buffer.from('\n<!DOCTYPE html><html></html>\n'), /an HTML page/],
  ['an old file cut in its pickles', readFileSync(made('legacy.pth')).subarray(0, 500), /ends early/],
  ['an old file cut in its numbers', readFileSync(made('legacy.pth')).subarray(0, 40_000), /ends early|end at byte/],
  ['an old file with more at its end', Buffer.concat([readFileSync(made('legacy.pth')), data]), /tensors end at byte/],
];
for (const [what, bytes, message] of HOSTILE) {
  test(`openPyTorch() refuses ${what}`, async () => {
    writeFileSync(at('hostile.pt'), bytes);
    await assert.rejects(openPyTorch(at('hostile.pt')), (error: Error) => {
      assert.ok(error instanceof ProblemError, error.stack);
      assert.equal(error.problems.length, 1);
      assert.match(error.message, message);
      return true;
    });
    assert.ok(!existsSync('pwned') && !existsSync(at('pwned')));
  });
}

test('the sound file that the hostile ones are made of is read', async () => {
  writeFileSync(at('sound.pt'), sound);
  const file = await openPyTorch(at('sound.pt'));
  assert.deepEqual([...file.read((file.root as Map<string, PyTorchTensor>).get('a')!).data], [0, 0]);
  file.close();
});

test('importWeights() writes nothing when it refuses', async () => {
  const out = at('never.safetensors');
  for (const [name, weights] of [
    ['hostile.pt', 'raw'],
    ['types.pt', 'ema'],
  ] as const)
    await assert.rejects(importWeights(made(name), {out, weights}), ProblemError);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('never')),
    [],
  );
});

test('importWeights() names the first tensor that does not fit the spec', async () => {
  const config = {
    ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1], attentionLevels: [], blocks: 1},
    ...{groups: 4, dropout: 0, classes: 0},
  };
  const wanted = {config, diffusion: {}, widths: {options: []}};
  await assert.rejects(
    importWeights(made('authors.pt'), {out: at('never.safetensors'), weights: 'ema', wanted}),
    /time_embedding\.timembedding\.1\.weight should be \[64, 16\], but is \[32, 8\]/,
  );
});

test('openPyTorch() reads a tensor of more than 2 GiB, which no single call does', {
  skip: process.env.DDSM_LARGE === undefined,
}, async () => {
  const count = 2 ** 29 + 2;
  const path = at('large.pt');
  // The older form: pickles, then for each storage its count and its numbers, of which the file system keeps only the last.
  const [magic, version, machine] = [
    '\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.',
    '\x80\x02M\xe9\x03.',
    '\x80\x02}X\x0d\0\0\0little_endian\x88s.',
  ];
  const places = {shape: '\x8a\x05\x02\0\0\x20\0\x85', strides: 'K\x01\x85'};
  const begin = pickle(
    `${magic}${version}${machine}${tensor('\x8a\x05\x02\0\0\x20\0', places)}\x80\x02]X\x01\0\0\x000a.`,
  );
  const length = Buffer.alloc(8);
  length.writeBigInt64LE(BigInt(count));
  writeFileSync(path, Buffer.concat([begin, length]));
  truncateSync(path, begin.length + 8 + 4 * count);
  const file = await openPyTorch(path);
  assert.equal(file.read((file.root as Map<string, PyTorchTensor>).get('a')!).data.length, count);
  file.close();
});

test('openPyTorch() survives a thousand random changes: it reads or refuses', async () => {
  const draws = new Draws({seed: 1, stream: 900});
  const sources = ['authors.pt', 'legacy.pth', 'types.pt'].map((name) => readFileSync(made(name)));
  for (let round = 0; round < 1000; round++) {
    const bytes = Buffer.from(sources[round % sources.length]!);
    for (let change = 0; change < 1 + (round % 5); change++) {
      // Mostly where the structure is: at the ends.
      const near = Math.min(bytes.length, 3000);
      const place = draws.below(2) === 0 ? draws.below(near) : bytes.length - 1 - draws.below(near);
      bytes[place] = draws.below(256);
    }
    writeFileSync(at('fuzz.pt'), round % 7 === 0 ? bytes.subarray(0, draws.below(bytes.length)) : bytes);
    try {
      const file = await openPyTorch(at('fuzz.pt'));
      file.close();
    } catch (error) {
      assert.ok(error instanceof ProblemError, `round ${round}: ${(error as Error).stack}`);
    }
  }
});
