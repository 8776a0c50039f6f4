/**
 * Every published experiment, small: makes data in the true formats out of the embedded digits, runs every spec that names
 * a row of the paper with its networks and counts shrunk, and fills the paper's tables. What comes out says that the
 * path works from the files to the tables; its numbers say nothing of the paper's.
 * Of the nested specs only one runs, unless they are named.
 * Usage: published.js FOLDER [EXPERIMENT…]
 */
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import sharp from 'sharp';
import {parse, parseDocument} from 'yaml';
import {inceptionTensors} from '../src/convert/families.js';
import {digitsSource} from '../src/data/sources/digits.js';
import {autoencoderParameters, stableDiffusion} from '../src/models/autoencoderShape.js';
import {packageRoot} from '../src/paths.js';
import {pythonPackages} from '../src/runtime/python.js';
import {storedShape} from '../src/weights/layout.js';
import {encodeNpz} from '../src/weights/npz.js';
import {encodeSafetensors} from '../src/weights/safetensors.js';
import {hashed, inceptionWeight} from '../test/fixtures.js';

/**
 * Images of each data set, and of each measurement: few, since the real Inception network measures them, and one number,
 * since a process keeps the Inception that it has recorded for the next batch of that size.
 */
const IMAGES = 2;
/** Images of CelebA beside them, which are for testing. */
const TESTED = 2;

interface Picture {
  label: number;
  /** A square picture of `side` pixels: [side, side, 3]. */
  pixels(side: number): Promise<Buffer>;
}

/** Digits in colour, smooth and large. */
async function pictures(): Promise<Picture[]> {
  const all: Picture[] = [];
  for await (const image of digitsSource().images()) {
    if (!('raw' in image) || all.length === IMAGES + TESTED) break;
    const {pixels} = image.raw;
    const index = all.length;
    const tint = [255 - 9 * index, 120 + 5 * index, 60 + 7 * index];
    const coloured = Uint8Array.from({length: 192}, (_, i) => (pixels[Math.floor(i / 3)]! * tint[i % 3]!) / 255);
    all.push({
      label: image.label!,
      pixels: (side) =>
        sharp(coloured, {raw: {width: 8, height: 8, channels: 3}})
          .resize(side, side, {kernel: 'cubic'})
          .raw()
          .toBuffer(),
    });
  }
  return all;
}

const planes = (pixels: Uint8Array): Uint8Array => {
  const area = pixels.length / 3;
  return Uint8Array.from({length: pixels.length}, (_, i) => pixels[(i % area) * 3 + Math.floor(i / area)]!);
};
const write = (path: string, data: Uint8Array | string): void => {
  mkdirSync(join(path, '..'), {recursive: true});
  writeFileSync(path, data);
};
const number = (index: number): string => String(index + 1).padStart(6, '0');

/** LMDB's own library writes the database. */
const WRITE_LMDB = `
import base64, json, lmdb, sys
with lmdb.open(sys.argv[1], map_size=1 << 26) as environment:
    with environment.begin(write=True) as transaction:
        for key, value in json.load(sys.stdin).items():
            transaction.put(key.encode(), base64.b64decode(value))
`;

async function makeData(folder: string): Promise<void> {
  const faces = await pictures();
  const all = faces.slice(0, IMAGES);
  const picture = async (one: Picture, side: number) =>
    sharp(await one.pixels(side), {raw: {width: side, height: side, channels: 3}});
  const records = await Promise.all(all.map(async (one) => [one.label, ...planes(await one.pixels(32))]));
  write(join(folder, 'cifar10', 'data_batch_1.bin'), Uint8Array.from(records.flat()));
  for (const [index, one] of faces.entries()) {
    const face = (await picture(one, 140)).extend({top: 39, bottom: 39, left: 19, right: 19, background: '#445'});
    write(join(folder, 'celeba64', 'img_align_celeba', `${number(index)}.jpg`), await face.jpeg().toBuffer());
  }
  for (const [index, one] of all.entries()) {
    write(join(folder, 'celebahq128', `${number(index)}.png`), await (await picture(one, 128)).png().toBuffer());
    const kind = ['cat', 'dog', 'wild'][index % 3]!;
    write(
      join(folder, 'afhq', 'train', kind, `${number(index)}.jpg`),
      await (await picture(one, 96)).jpeg().toBuffer(),
    );
  }
  const list = faces.map((_, index) => `${number(index)}.jpg ${index < IMAGES ? 0 : 2}\n`);
  write(join(folder, 'celeba64', 'list_eval_partition.txt'), list.join(''));
  const small = await Promise.all(all.map(async (one) => planes(await one.pixels(64))));
  const data = Uint8Array.from(small.flatMap((pixels) => [...pixels]));
  const labels = Int32Array.from(all, ({label}) => label + 1);
  write(
    join(folder, 'imagenet64', 'train_data_batch_1.npz'),
    encodeNpz({data: {shape: [IMAGES, 3 * 64 * 64], data}, labels: {shape: [IMAGES], data: labels}}),
  );
  const rooms = await Promise.all(
    all.map(async (one, index) => {
      const room = (await picture(one, 256)).extend({left: 40, right: 45, background: '#876'});
      const encoded = index % 2 === 0 ? await room.jpeg().toBuffer() : await room.webp().toBuffer();
      return [(index * 7919).toString(16).padStart(40, '0'), encoded.toString('base64')] as const;
    }),
  );
  const database = join(folder, 'lsun-bedroom', 'bedroom_train_lmdb');
  mkdirSync(database, {recursive: true});
  const requirements = join(packageRoot, 'src', 'data', 'lmdb', 'requirements.txt');
  const packages = pythonPackages(requirements, {name: 'lmdb', log: console.error});
  const written = spawnSync('python3', ['-c', WRITE_LMDB, database], {
    input: JSON.stringify(Object.fromEntries(rooms)),
    env: {...process.env, PYTHONPATH: packages},
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  if (written.status !== 0) throw new Error('LMDB could not write the database');
}

/** The network of FID with seeded weights in the place of its own. */
const makeInception = (path: string): void =>
  write(path, encodeSafetensors(new Map([...inceptionTensors().keys()].map((name) => [name, inceptionWeight(name)]))));

/** An autoencoder of Stable Diffusion's design, smaller, with seeded weights under diffusers' names. */
const AUTOENCODER = {...stableDiffusion(64), channels: [16, 16, 32, 32], blocks: 1, groups: 8};
function makeAutoencoder(path: string): void {
  const tensors = autoencoderParameters(AUTOENCODER).map(({name, shape}) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const spread = name.endsWith('bias') ? 0.2 : Math.sqrt((24 * shape.at(-1)!) / size);
    const of = (value: number): number => (shape.length === 1 && !name.endsWith('bias') ? 1 : spread * value);
    return [name, {shape: storedShape(name, shape), data: Float32Array.from(hashed(name, size), of)}] as const;
  });
  write(path, encodeSafetensors(new Map(tensors)));
}

/** What makes every spec small, and what some need beside. Batches too small to be split make graphs of half the length. */
const SMALL = [
  ...['model.channels=16', 'model.multipliers=[1,2]', 'model.groups=4', 'model.blocks=1', 'baseline.groups=4'],
  // The middle has attention anyway; over all pixels of a large image it takes long.
  'model.attentionLevels=[]',
  ...['train.iterations=2', 'train.batch=2', 'train.sandwich=2', 'train.warmup=1', 'train.checkpointEvery=2'],
  ...['baseline.iterations=2', 'baseline.batch=2', 'diffusion.steps=4', 'search.sampler.steps=4'],
  ...['search.population=2', 'search.iterations=2', `search.images=${IMAGES}`, `search.batch=${IMAGES}`],
  ...['search.rescore=0', 'search.resample=true', 'evaluate.jackknife=0'],
  ...[`evaluate.images=${IMAGES}`, `evaluate.batch=${IMAGES}`],
  ...['evaluate.rows=[adm,ddsm]', 'widths.exclude=[3/8,4/8,5/8,7/8,8/8]'],
];
const steps = (counts: readonly number[]): string[] =>
  counts.map((count, index) => `variants.${index}.search.sampler.steps=${count}`);
const OWN: Record<string, string[]> = {
  // Of four widths two are left.
  'cifar10-authors': ['widths.exclude=[4/8,8/8]'],
  'celeba64-ddim': steps([1, 2, 3, 4]),
  'cifar10-edm': steps([2, 4]),
  'celeba-latent': [
    ...[`dataset.latent.channels=[${AUTOENCODER.channels}]`, `dataset.latent.groups=${AUTOENCODER.groups}`],
    `dataset.latent.blocks=${AUTOENCODER.blocks}`,
  ],
  // Fine-tuning of two steps, on the gradients of two images.
  'celeba64-table-b': [
    'pruning.batch=2',
    'pruning.iterations=2',
    'pruning.threshold=0.9999',
    'evaluate.rows=[adm,diff-pruning,ddsm]',
  ],
  celebahq128: ['model.multipliers=[1,1,2]'],
};
/** Without a row of the paper, or run by the others. */
const NOT_PUBLISHED = /^(quickstart|digits|fashion|study)/;
/** What a nested spec needs beside the published one that it extends: groups of a constant size divide so few channels at these widths. */
const SMALL_NESTED = ['model.groups=4', 'widths.options=[4/8,8/8]', 'widths.exclude=[]'];
const isNested = (name: string): boolean => name.endsWith('-nested');
/** The nested spec that runs unless others are named: each takes about as long as its published one. */
const NESTED = 'cifar10-nested';
/** Small networks go first, since those that compute alike share a process; `cifar10` and `celeba64` before what takes from them. */
const ORDER = ['cifar10', 'celeba-latent', 'celeba64', ''];
const rank = (name: string): number => ORDER.findIndex((start) => name.startsWith(start));

async function main(): Promise<number> {
  const [given = 'runs/published', ...names] = process.argv.slice(2);
  const folder = resolve(given);
  const data = join(folder, 'data');
  rmSync(join(folder, 'runs'), {recursive: true, force: true});
  rmSync(data, {recursive: true, force: true});
  await makeData(data);
  const inception = join(folder, 'inception.safetensors');
  if (!existsSync(inception)) makeInception(inception);
  const autoencoder = join(folder, 'autoencoder.safetensors');
  makeAutoencoder(autoencoder);
  const published = readdirSync(join(packageRoot, 'experiments'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .filter((name) => !NOT_PUBLISHED.test(name));
  const specs = published
    .filter((name) => (names.length > 0 ? names.includes(name) : !isNested(name) || name === NESTED))
    .sort()
    .sort((a, b) => rank(a) - rank(b));
  const experiments = join(folder, 'experiments');
  cpSync(join(packageRoot, 'experiments'), experiments, {recursive: true});
  for (const name of published) {
    if (isNested(name)) {
      shrink(join(experiments, `${name}.yaml`), SMALL_NESTED);
      continue;
    }
    const place = name.startsWith('cifar10') ? 'cifar10' : /^celeba(64|-latent)/.test(name) ? 'celeba64' : name;
    shrink(join(experiments, `${name}.yaml`), [
      ...SMALL,
      ...(OWN[name] ?? []),
      `dataset.path=${join(data, place)}`,
      `evaluate.inception=${inception}`,
      ...(name === 'celeba-latent' ? [`dataset.latent.weights=${autoencoder}`] : []),
    ]);
  }
  const ddsm = (...args: string[]): number =>
    spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      cwd: folder,
    }).status ?? 1;
  // One command: its compute process serves all of them.
  const status = ddsm('run', ...specs.map((name) => join('experiments', `${name}.yaml`)), '--plain', '--workers', '1');
  return status === 0 ? ddsm('tables', '--runs', 'runs', '--out', 'tables') : status;
}

/** Puts settings, as `--set` takes them, into a spec. */
function shrink(path: string, settings: readonly string[]): void {
  const document = parseDocument(readFileSync(path, 'utf8'));
  for (const setting of settings) {
    const [key = '', value = ''] = setting.split(/=(.*)/s);
    const keys = key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    document.setIn(keys, parse(value));
  }
  writeFileSync(path, document.toString());
}

process.exitCode = await main();
