/**
 * Every key of the schema that holds a value, each with two specs that are valid and differ in nothing else: so that a
 * test can ask of every key what it changes, also of one that is added tomorrow. Knows no stages.
 */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {unetTensors} from '../src/convert/families.js';
import {autoencoderParameters} from '../src/models/autoencoderShape.js';
import {packageRoot} from '../src/paths.js';
import {autoencoderOf, type Experiment, networkOf} from '../src/spec/experiment.js';
import {loadSpec} from '../src/spec/load.js';
import {storedShape} from '../src/weights/layout.js';
import {encodeSafetensors} from '../src/weights/safetensors.js';

interface SchemaNode {
  type?: string;
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
}

/** A key that holds a value: `train.batch`, `search.sampler.kind`, `variants[].search`. */
export interface Leaf {
  path: string;
  node: SchemaNode;
}

/** Two specs that differ in one leaf. */
export interface Change {
  path: string;
  /** What the leaf is in each. The first is its default, or the spec's own, where there is one. */
  values: readonly [unknown, unknown];
  /** The settings, as of `--set`, that make each of the two of the spec of `writeLeafSpec()`. */
  set: readonly [readonly string[], readonly string[]];
}

const schema = JSON.parse(readFileSync(join(packageRoot, 'schema', 'experiment.schema.json'), 'utf8')) as SchemaNode & {
  $defs: Record<string, SchemaNode>;
};

/** All leaves, in the order of the schema. */
export function schemaLeaves(): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (prefix: string, node: SchemaNode): void => {
    for (const [key, given] of Object.entries(node.properties ?? {})) {
      const path = `${prefix}${key}`;
      const value = given.$ref ? schema.$defs[given.$ref.split('/').at(-1)!]! : given;
      if (value.properties) walk(`${path}.`, value);
      else {
        leaves.push({path, node: value});
        if (value.items?.properties) walk(`${path}[].`, value.items);
      }
    }
  };
  walk('', schema);
  return leaves;
}

/** Leaves that can have one value only, or cannot be set: there is nothing to change. */
export const isFixed = ({path, node}: Leaf): boolean => node.enum?.length === 1 || path === 'extends';

const ROWS = ['adm', 'uniform', 'ddsm', 'diff-pruning', 'uniform-mix', 'early-late', 'random', 'multilevel', 'cached'];
/** A small spec that has every stage but those that exclude each other: `classifier` comes with evaluate.metric=frechet. */
const SPEC = `dataset: {kind: folder, path: images-a, resolution: 16}
model: {channels: 32, multipliers: [1, 2], attentionLevels: [1], blocks: 1, groups: 8}
widths: {options: [2/8, 4/8, 8/8]}
baseline: {groups: 8}
search: {sampler: {kind: ddim, steps: 10}}
evaluate: {rows: [${ROWS.join(', ')}], inception: inception-a.pth}
`;
const LATENT = 'dataset.latent={channels: [16, 32], blocks: 1, groups: 8, latentChannels: 2}';
const OTHERS = ['a', 'b'] as const;

/** Writes the spec, and everything that a leaf of it can name, into `folder`; returns the spec's file. */
export function writeLeafSpec(folder: string): string {
  const write = (name: string, data: string | Uint8Array): void => writeFileSync(join(folder, name), data);
  const file = join(folder, 'leaves.yaml');
  write('leaves.yaml', SPEC);
  for (const which of OTHERS) mkdirSync(join(folder, `images-${which}`), {recursive: true});
  const tensors = unetTensors(networkOf(loadLeaf(file, [])));
  const autoencoder = autoencoderParameters(autoencoderOf(loadLeaf(file, [LATENT]))!);
  const encoded = new Map(autoencoder.map(({name, shape}) => [name, storedShape(name, shape)]));
  for (const [index, which] of OTHERS.entries()) {
    write(`inception-${which}.pth`, which);
    write(`other-${which}.yaml`, `extends: leaves.yaml\nsearch: {seed: ${index}}\n`);
    write(
      `strategy-${which}.json`,
      JSON.stringify({
        widths: [
          ['8/8', 8 + index],
          ['2/8', 2 - index],
        ],
      }),
    );
    write(`weights-${which}.safetensors`, filled(tensors, index));
    write(`autoencoder-${which}.safetensors`, filled(encoded, index));
  }
  return file;
}

/** A file of tensors whose numbers all are `value`. */
const filled = (shapes: ReadonlyMap<string, readonly number[]>, value: number): Uint8Array =>
  encodeSafetensors(
    new Map(
      [...shapes].map(([name, shape]) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [name, {shape: [...shape], data: new Float32Array(size).fill(value)}];
      }),
    ),
  );

/** The spec with settings; throws what is wrong with it, warnings included. */
export function loadLeaf(file: string, set: readonly string[]): Experiment {
  const {experiment, problems} = loadSpec(file, {set});
  if (!experiment || problems.length > 0)
    throw new Error(`${set.join(', ')}: ${problems.map(({message}) => message).join('; ')}`);
  return experiment;
}

/** What a leaf's two specs both need beside it, by the beginning of its path. */
const BESIDE: readonly (readonly [path: string, set: readonly string[]])[] = [
  ['dataset.latent.', [LATENT]],
  ['model.labelDropout', ['model.classes=10']],
  ['search.sensitivity.', ['search.method=sensitivity']],
  ['search.racing.', ['search.method=racing']],
  ['search.stages.', ['search.method=stages']],
  ['classifier.', ['evaluate.metric=frechet']],
  ['variants[].classifier', ['evaluate.metric=frechet']],
];

/** The sampler that has an option, and two values of it. */
const SAMPLER_OPTIONS: Record<string, readonly [sampler: string, ...values: [unknown, unknown]]> = {
  kind: ['{kind: ddim, steps: 10}', 'ddim', 'euler'],
  steps: ['{kind: ddim, steps: 10}', 10, 20],
  eta: ['{kind: ddim, steps: 10}', 0, 0.5],
  clip: ['{kind: ddim, steps: 10}', false, true],
  clipNoise: ['{kind: ddim, steps: 10}', true, false],
  variance: ['{kind: ddpm}', 'large', 'small'],
  guidance: ['{kind: ddim, steps: 10}', 1, 2],
  spacing: ['{kind: heun, steps: 10}', 'linspace', 'karras'],
  order: ['{kind: unipc, steps: 10}', 2, 3],
  solver: ['{kind: dpm-solver, steps: 10}', 'midpoint', 'heun'],
  lowerOrderFinal: ['{kind: unipc, steps: 10}', true, false],
  lastSigma: ['{kind: dpm-solver++, steps: 10}', 'zero', 'min'],
  rho: ['{kind: heun, steps: 10, spacing: karras}', 7, 5],
  sigmaMin: ['{kind: heun, steps: 10, spacing: karras}', 0.01, 0.02],
  sigmaMax: ['{kind: heun, steps: 10, spacing: karras}', 80, 50],
  churn: ['{kind: heun, steps: 10}', 0, 1],
  churnMin: ['{kind: heun, steps: 10}', 0, 0.1],
  churnMax: ['{kind: heun, steps: 10}', 50, 20],
  churnNoise: ['{kind: heun, steps: 10}', 1, 1.1],
};

/** Values of leaves whose own type does not say which fit the rest of the spec. */
const VALUES: Record<string, readonly [unknown, unknown]> = {
  name: ['leaves', 'renamed'],
  description: ['', 'Two words.'],
  folder: ['.', './'],
  'dataset.kind': ['folder', 'npz'],
  'dataset.path': ['images-a', 'images-b'],
  'dataset.name': ['leaves', 'shared'],
  'dataset.resolution': [16, 32],
  'dataset.channels': [3, 1],
  'dataset.crop': [16, 32],
  'dataset.expected': [10, 20],
  'dataset.source': ['', 'ask for it'],
  'dataset.latent.weights': ['autoencoder-a.safetensors', 'autoencoder-b.safetensors'],
  'dataset.latent.channels': [
    [16, 32],
    [16, 16],
  ],
  'dataset.latent.groups': [8, 4],
  'model.channels': [32, 64],
  'model.multipliers': [
    [1, 2],
    [1, 1],
  ],
  'model.attentionLevels': [[1], [0]],
  'model.groups': [8, 4],
  'search.keep': ['20 GB', '500 MB'],
  'widths.options': [
    ['2/8', '4/8', '8/8'],
    ['2/8', '6/8', '8/8'],
  ],
  'widths.exclude': [[], ['4/8']],
  'model.timeShift': [0, 1],
  'model.headChannels': [0, 8],
  'diffusion.schedule': ['linear', 'scaled-linear'],
  'diffusion.betas': [
    [0.0001, 0.02],
    [0.0001, 0.03],
  ],
  'train.accumulate': [1, 2],
  'train.sandwich': [3, 2],
  'train.weights': ['weights-a.safetensors', 'weights-b.safetensors'],
  'train.draws': [{'2/8': 1}, {'2/8': 3}],
  'train.from': ['weights-a.safetensors', 'weights-b.safetensors'],
  'baseline.warmup': [5000, 100],
  'baseline.groups': [8, 4],
  'baseline.weights': ['weights-a.safetensors', 'weights-b.safetensors'],
  'search.target.gflops': [1, 2],
  'search.sensitivity.segments': [5, 2],
  'search.sensitivity.images': [64, 128],
  'search.sensitivity.base': ['8/8', '4/8'],
  'search.stages.segments': [5, 2],
  'search.strategy': ['strategy-a.json', 'strategy-b.json'],
  'search.from': ['other-a', 'other-b'],
  'search.seeds': [[], ['strategy-a.json']],
  'evaluate.scores': [[], ['kid']],
  'evaluate.inception': ['inception-a.pth', 'inception-b.pth'],
  'evaluate.rows': [ROWS, ROWS.filter((row) => row !== 'random')],
  onEnd: ['echo a', 'echo b'],
  sweep: [{}, {'train.seed': [1, 2]}],
  'cluster.partition': ['long', 'short'],
  'cluster.account': ['group', 'other'],
  'cluster.time': ['90', '2-12:00:00'],
  'cluster.gpus': [0, 1],
  'cluster.gpuType': ['a100', 'h100'],
  'cluster.cpus': [4, 8],
  'cluster.memory': ['8G', '16G'],
  'cluster.setup': [[], ['module load cuda']],
  'cluster.environment': [[], ['NAME=value']],
  'cluster.options': [[], ['--qos=long']],
  variants: [[], [{name: 'a'}]],
  'variants[].name': ['a', 'b'],
  'variants[].widths': [{exclude: []}, {exclude: ['4/8']}],
};

/** Two specs for every leaf that can have two values. Throws for a leaf that nobody has said two values of. */
export function schemaChanges(): Change[] {
  return schemaLeaves()
    .filter((leaf) => !isFixed(leaf))
    .map((leaf) => {
      const {path} = leaf;
      const [, section, option] = /^(search|evaluate)\.sampler\.(.*)$/.exec(path) ?? [];
      if (option !== undefined) return samplerChange(path, section!, option);
      const beside = BESIDE.filter(([start]) => path.startsWith(start)).flatMap(([, set]) => set);
      const values = VALUES[path] ?? valuesOf(leaf);
      const settings = (value: unknown): string[] => [...beside, settingOf(path, value)];
      return {path, values, set: [settings(values[0]), settings(values[1])]};
    });
}

function samplerChange(path: string, section: string, option: string): Change {
  const known = SAMPLER_OPTIONS[option];
  if (!known) throw new Error(`SAMPLER_OPTIONS has no ${option}`);
  const [sampler, ...values] = known;
  const beside = [`${section}.sampler=${sampler}`];
  // The evaluation's own sampler may take another number of steps than the search's strategy has.
  if (section === 'evaluate') beside.push('evaluate.resample=true');
  if (option === 'guidance') beside.push('model.classes=10', 'model.labelDropout=0.1');
  const settings = (value: unknown): string[] => [...beside, settingOf(path, value)];
  return {path, values, set: [settings(values[0]), settings(values[1])]};
}

/** One `--set`; what stands in a variant is set with the list of variants, which has that one. */
function settingOf(path: string, value: unknown): string {
  const [, key] = /^variants\[\]\.(.*)$/.exec(path) ?? [];
  if (key === undefined) return `${path}=${JSON.stringify(value)}`;
  return `variants=${JSON.stringify([{name: 'a', [key]: value}])}`;
}

/** Two values that the type and the range of a leaf allow. */
function valuesOf({path, node}: Leaf): [unknown, unknown] {
  if (path.startsWith('variants[].')) {
    // A section of a variant: every one of them but the widths has a seed or a learning rate.
    const {properties} = schema.properties![path.slice('variants[].'.length)]!;
    const key = properties!.seed ? 'seed' : 'learningRate';
    return key === 'seed' ? [{seed: 11}, {seed: 12}] : [{learningRate: 0.1}, {learningRate: 0.2}];
  }
  if (node.enum) {
    const first = node.default ?? node.enum[0];
    return [first, node.enum.find((value) => value !== first)];
  }
  if (node.type === 'boolean') return [node.default ?? false, !(node.default ?? false)];
  if (typeof node.default === 'number') {
    const first = node.default;
    const others = node.type === 'integer' ? [first + 1, first - 1] : [first / 2, first + 0.125, first * 2];
    const second = others.find((value) => value !== first && isIn(value, node));
    if (second !== undefined) return [first, second];
  }
  throw new Error(`nobody has said two values of ${path}: see VALUES in test/schemaLeaves.ts`);
}

const isIn = (value: number, node: SchemaNode): boolean =>
  value >= (node.minimum ?? Number.NEGATIVE_INFINITY) &&
  value <= (node.maximum ?? Number.POSITIVE_INFINITY) &&
  value > (node.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
  value < (node.exclusiveMaximum ?? Number.POSITIVE_INFINITY) &&
  (node.multipleOf === undefined || value % node.multipleOf === 0);
