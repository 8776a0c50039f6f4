import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {zipSync} from 'fflate';
import {unetConfigOf} from '../../src/convert/families.js';
import {importWeights} from '../../src/convert/import.js';
import type {UNetConfig} from '../../src/models/shape.js';
import {packageRoot} from '../../src/paths.js';
import {ProblemError} from '../../src/problem.js';
import {loadSpec} from '../../src/spec/load.js';
import {
  encodeSafetensors,
  readSafetensors,
  readSafetensorsHeader,
  type StoredTensor,
} from '../../src/weights/safetensors.js';
import {fixture} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-import-'));
const at = (name: string): string => join(folder, name);
const made = (name: string): string => fixture('checkpoints', name);
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});

/** What the small checkpoints of test/golden/checkpoints.py are of. */
const config = unetConfigOf(readSafetensorsHeader(made('ema.safetensors')).shapes, {
  resolution: 8,
  groups: 4,
  dropout: 0.1,
});
const spec = at('small.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8}
model: {channels: ${config.channels}, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8], slices: prefix, norms: constant-count}
train: {sandwich: 2}
baseline: {groups: 4}
diffusion: {steps: 20}
search: {sampler: {steps: 20}}
`,
);
const architecture = (file: string): UNetConfig =>
  JSON.parse(readSafetensorsHeader(file).metadata.architecture!) as UNetConfig;

test('importWeights() writes nothing where the weights are of another network than the only one that is taken', async () => {
  const out = at('other.safetensors');
  for (const file of [made('legacy.pth'), made('ema.safetensors')])
    for (const [only, name] of [
      ['inception', "pytorch-fid's Inception"],
      ['autoencoder-kl', "diffusers' AutoencoderKL"],
    ] as const)
      await assert.rejects(importWeights(file, {out, weights: 'ema', only}), (error: unknown) => {
        assert.ok(error instanceof ProblemError);
        assert.equal(
          error.message,
          `${file} holds the weights of another network: they are of a U-Net, not of ${name}`,
        );
        return true;
      });
  assert.equal(existsSync(out), false);
});

test("importWeights() refuses a spec's groups for a network that is published with others", async () => {
  const out = at('never.safetensors');
  const wanted = {config, diffusion: {}, widths: {options: []}};
  const file = made('pytorch-ddpm.pt');
  await assert.rejects(importWeights(file, {out, weights: 'ema', wanted}), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problems[0]!.code, 'import-groups');
    assert.match(error.message, /the spec says 4, but pytorch-ddpm's networks have 32/);
    return true;
  });
  assert.ok(!existsSync(out));
});

test('importWeights() keeps the groups that somebody states', async () => {
  const out = at('stated.safetensors');
  const wanted = {config, diffusion: {}, widths: {options: []}};
  const {kept} = await importWeights(made('pytorch-ddpm.pt'), {out, weights: 'ema', wanted, groups: 2});
  assert.equal(kept?.config.groups, 2);
  assert.equal(architecture(out).groups, 2);
});

test('import says what it keeps with the weights that they do not show', () => {
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'kept.safetensors', '--spec', spec);
  assert.equal(status, 0, stderr);
  for (const part of ['4 groups', 'widths 4/8 8/8', 'dropout 0.1', '8×8 pixels', '20 steps of a linear schedule'])
    assert.ok(stderr.includes(part), `${part}: ${stderr}`);
  assert.equal(architecture(at('kept.safetensors')).groups, 4);
});

test("import refuses a spec of the nested kind for the authors' supernet", () => {
  const nested = at('nested.yaml');
  writeFileSync(nested, 'extends: small.yaml\nwidths: {slices: aligned, norms: constant-size}\n');
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'never.safetensors', '--spec', nested);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /was trained with widths\.slices: prefix, as all of the authors' code, and the spec has aligned\n {2}→ take a spec with widths\.slices: prefix/,
  );
  assert.equal(existsSync(at('never.safetensors')), false);
});

test('import without a spec asks for one, and names that of the network that the authors released', () => {
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'bare.safetensors');
  assert.equal(status, 0);
  assert.match(stderr, /weights do not show their groups, the widths they were trained at, dropout/);
  assert.match(stderr, /experiments\/cifar10-authors.yaml/);
});

test('import --groups needs a spec, and groups that divide the channels', () => {
  const importing = (...args: string[]) => ddsm('import', made('authors.pt'), '--out', 'never.safetensors', ...args);
  const alone = importing('--groups', '4');
  assert.equal(alone.status, 2);
  assert.match(alone.stderr, /add --spec SPEC/);
  const wrong = importing('--groups', '3', '--spec', spec);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /they do not divide the 8 channels/);
});

test('loadSpec() refuses given weights of other groups, and warns of untrained widths and another schedule', () => {
  const given = (...set: string[]) =>
    loadSpec(spec, {set: ['train.weights=kept.safetensors', ...set]}).problems.flatMap(({code, severity, message}) =>
      code === 'weights' || code === 'untrained'
        ? [{code, severity, message: message.replace(/^.*kept\.safetensors /, '')}]
        : [],
    );
  assert.deepEqual(given(), []);
  assert.deepEqual(given('model.groups=2'), [
    {code: 'weights', severity: undefined, message: 'says that its network has 4 groups, not 2'},
  ]);
  assert.deepEqual(given('widths.options=[4/8, 6/8, 8/8]'), [
    {code: 'untrained', severity: 'warning', message: 'was not trained at 6/8, which widths.options has'},
  ]);
  assert.deepEqual(given('diffusion.betas=[0.0002, 0.02]'), [
    {
      code: 'untrained',
      severity: 'warning',
      message: "was trained with another noising process than the spec's diffusion",
    },
  ]);
});

/** A value of a checkpoint: a dictionary, a set of weights by its file and what its names begin with, or pickled code. */
type Value = {[key: string]: Value} | {file: string; prefix?: string; skip?: string} | string;

/** A checkpoint as `torch.save` writes it, from the numbers of fixtures. */
function writeTorch(path: string, root: Value): void {
  const storages: Buffer[] = [];
  const text = (value: string): string => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(value.length);
    return `X${length.toString('latin1')}${value}`;
  };
  const whole = (value: number): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return `J${bytes.toString('latin1')}`;
  };
  const tensorOf = ({shape, data}: StoredTensor): string => {
    const key = storages.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength)) - 1;
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const list = (values: number[]): string => `(${values.map(whole).join('')}t`;
    const storage = `(${text('storage')}ctorch\nFloatStorage\n${text(String(key))}${text('cpu')}${whole(data.length)}tQ`;
    return `ctorch._utils\n_rebuild_tensor_v2\n(${storage}${whole(0)}${list(shape)}${list(strides)}\x89ccollections\nOrderedDict\n)RtR`;
  };
  const weights = (file: string, prefix: string, skip: string | undefined): string =>
    [...readSafetensors(made(file)).tensors]
      .filter(([name]) => name !== skip)
      .map(([name, tensor]) => `${text(`${prefix}${name}`)}${tensorOf(tensor)}`)
      .join('');
  const write = (value: Value): string => {
    if (typeof value === 'string') return value;
    if (typeof value.file === 'string') {
      const {file, prefix = '', skip} = value as {file: string; prefix?: string; skip?: string};
      return `ccollections\nOrderedDict\n)R(${weights(file, prefix, skip)}u`;
    }
    return `}(${Object.entries(value)
      .map(([key, member]) => `${text(key)}${write(member as Value)}`)
      .join('')}u`;
  };
  const pickle = Buffer.from(`\x80\x02${write(root)}.`, 'latin1');
  const data = Object.fromEntries(storages.map((bytes, key) => [`a/data/${key}`, bytes]));
  writeFileSync(path, zipSync({'a/data.pkl': pickle, ...data}, {level: 0}));
}

const ema = {file: 'ema.safetensors'};
const raw = {file: 'raw.safetensors'};
const WRAPPED: [
  what: string,
  root: Value,
  weights: 'ema' | 'raw',
  expected: 'ema' | 'raw',
  entry: string | undefined,
][] = [
  ['torch.compile', {file: 'ema.safetensors', prefix: '_orig_mod.'}, 'ema', 'ema', undefined],
  ['both wrappers', {file: 'ema.safetensors', prefix: 'module._orig_mod.'}, 'raw', 'ema', undefined],
  ['a dictionary under model', {model: ema, epoch: 'K\x03'}, 'ema', 'ema', 'model'],
  ['a dictionary under model_state_dict', {model_state_dict: ema}, 'ema', 'ema', 'model_state_dict'],
  ['model beside ema', {model: raw, ema}, 'ema', 'ema', 'ema'],
  ['model beside ema, raw', {model: raw, ema}, 'raw', 'raw', 'model'],
  ['an average with its rate', {model: raw, ema: {decay: 'K\x01', shadow: ema}}, 'ema', 'ema', 'ema.shadow'],
  [
    'two networks in one state dict',
    {state_dict: {...{online: raw}, ema_model: {file: 'ema.safetensors', prefix: 'net.'}}},
    'ema',
    'ema',
    'state_dict.ema_model.net',
  ],
  ['an object of any class', {model: ema, config: 'cconfigs\nConfig\n)\x81}b'}, 'ema', 'ema', 'model'],
];
for (const [what, root, weights, expected, entry] of WRAPPED) {
  test(`importWeights() finds the network in a checkpoint with ${what}`, async () => {
    writeTorch(at('wrapped.ckpt'), root);
    const report = await importWeights(at('wrapped.ckpt'), {out: at('wrapped.safetensors'), weights});
    assert.equal(report.entry, entry);
    assert.deepEqual(
      readSafetensors(at('wrapped.safetensors')).tensors,
      readSafetensors(made(`${expected}.safetensors`)).tensors,
    );
  });
}

test("importWeights() takes the average of PyTorch's AveragedModel, and a module that was saved whole", async () => {
  const {tensors} = readSafetensors(made('ema.safetensors'));
  const averaged = new Map([...tensors].map(([name, tensor]) => [`module.${name}`, tensor]));
  averaged.set('n_averaged', {shape: [1], data: Int32Array.of(5)});
  writeFileSync(at('averaged.SAFETENSORS'), encodeSafetensors(averaged));
  for (const [file, entry, unused] of [
    [at('averaged.SAFETENSORS'), undefined, ['n_averaged']],
    [made('module.pt'), 'ema', ['time_embedding.timembedding.0.weight']],
  ] as const) {
    const report = await importWeights(file, {out: at('averaged.safetensors'), weights: 'ema'});
    assert.deepEqual([report.entry, report.unused], [entry, unused]);
    assert.deepEqual(readSafetensors(at('averaged.safetensors')).tensors, tensors);
  }
});

test('importWeights() names what keeps a checkpoint from being taken', async () => {
  const list = `](${'K\x01'}e`;
  for (const [root, weights, message] of [
    [{file: 'ema.safetensors', skip: 'head.weight'}, 'ema', /lacks a tensor of the network: head\.weight$/],
    [
      {model: {file: 'ema.safetensors', skip: 'downblocks.0.block2.3.weight'}},
      'ema',
      /lacks a tensor of the network: downblocks\.0\.block2\.3\.weight$/,
    ],
    [{a: ema, b: raw}, 'ema', /holds 2 networks: a, b$/],
    [{ema}, 'raw', /has no raw weights$/],
    [{model: ema, mode: 'cconfigs\nMode\nK\x01\x85R'}, 'ema', /asks for configs\.Mode/],
    [{betas: list}, 'ema', /holds no network that is known: it has no tensors with names$/],
  ] as [Value, 'ema' | 'raw', RegExp][]) {
    writeTorch(at('refused.pt'), root);
    await assert.rejects(importWeights(at('refused.pt'), {out: at('never.safetensors'), weights}), message);
  }
  assert.ok(!existsSync(at('never.safetensors')));
});

test('importWeights() reads weights that are divided among several files', async () => {
  const {tensors} = readSafetensors(made('ema.safetensors'));
  const names = [...tensors.keys()];
  const shardOf = (index: number): string => `part-${index % 2}.safetensors`;
  for (const part of [0, 1])
    writeFileSync(at(shardOf(part)), encodeSafetensors(new Map([...tensors].filter((_, index) => index % 2 === part))));
  const index = (places: Record<string, string>): void =>
    writeFileSync(at('part.safetensors.index.json'), JSON.stringify({metadata: {total_size: 1}, weight_map: places}));
  const places = Object.fromEntries(names.map((name, at) => [name, shardOf(at)]));
  const importing = () =>
    importWeights(at('part.safetensors.index.json'), {out: at('joined.safetensors'), weights: 'ema'});
  index(places);
  await importing();
  assert.deepEqual(readSafetensors(at('joined.safetensors')).tensors, tensors);
  for (const [place, message] of [
    ['../part-0.safetensors', /does not lie beside it/],
    ['part-2.safetensors', /names part-2\.safetensors, which is not there/],
    [shardOf(1), /part-1\.safetensors lacks .*, which .* says it has/],
  ] as const) {
    index({...places, [names[0]!]: place});
    await assert.rejects(importing(), message);
  }
});

test('importWeights() of a file with a description keeps it, checks a spec against it, and never writes over the file', async () => {
  const wanted = {config, diffusion: {steps: 20}, widths: {options: ['4/8', '8/8']}};
  await importWeights(made('ema.safetensors'), {out: at('described.safetensors'), weights: 'ema', wanted});
  const {metadata} = readSafetensorsHeader(at('described.safetensors'));
  const again = await importWeights(at('described.safetensors'), {out: at('again.safetensors'), weights: 'ema'});
  assert.deepEqual(again.kept, wanted);
  assert.deepEqual(readSafetensorsHeader(at('again.safetensors')).metadata, metadata);
  await assert.rejects(
    importWeights(at('described.safetensors'), {
      out: at('never.safetensors'),
      weights: 'ema',
      wanted: {...wanted, config: {...config, groups: 2}},
    }),
    /says that its network has 4 groups, not 2/,
  );
  const before = readFileSync(at('described.safetensors'));
  symlinkSync(at('described.safetensors'), at('link.safetensors'));
  for (const out of ['described.safetensors', 'link.safetensors'])
    await assert.rejects(
      importWeights(at('described.safetensors'), {out: at(out), weights: 'ema'}),
      /is the file that is read/,
    );
  assert.deepEqual(readFileSync(at('described.safetensors')), before);
});

test('train.weights and sample name the command that a checkpoint needs first', () => {
  const [problem] = loadSpec(spec, {set: [`train.weights=${made('authors.pt')}`]}).problems;
  assert.equal(problem?.code, 'weights');
  assert.match(problem!.message, /is a PyTorch checkpoint.*; ddsm import .*authors\.pt --out X\.safetensors/);
  const sampled = ddsm('sample', made('authors.pt'), '--out', 'x.png');
  assert.match(sampled.stderr, /is a PyTorch checkpoint[\s\S]*→ ddsm import .*authors\.pt --out X\.safetensors/);
});
