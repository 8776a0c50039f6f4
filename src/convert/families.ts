/** What kinds of weights are known, how each is recognised, and what its tensors should be. No tensors are read here. */
import {type AutoencoderConfig, autoencoderParameters} from '../models/autoencoderShape.js';
import {CLASSES, inceptionConvs, POOL_FEATURES} from '../models/inceptionShape.js';
import {PUBLISHED, parametersOf, type UNetConfig, unetShape} from '../models/shape.js';
import {storedShape} from '../weights/layout.js';

export type Family = 'ddsm' | 'pytorch-ddpm' | 'diffusers' | 'state-dict' | 'inception' | 'autoencoder-kl';

/** Shapes of tensors by name. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

export type Kind = 'unet' | 'unet-2d' | 'inception' | 'autoencoder-kl';

/** Names by which a network is recognised; half of them are enough, so that one that is missing can be named. */
const MARKS: readonly (readonly [kind: Kind, names: readonly string[]])[] = [
  [
    'unet',
    [
      ...['head.weight', 'head.bias', 'tail.2.weight', 'tail.2.bias', 'downblocks.0.block1.0.weight'],
      ...['time_embedding.timembedding.1.weight', 'time_embedding.timembedding.3.weight'],
      'middleblocks.0.block1.0.weight',
    ],
  ],
  [
    'unet-2d',
    // Time embeddings: the rest has the names of an AutoencoderKL's encoder.
    [
      ...['time_embedding.linear_1', 'time_embedding.linear_2', 'down_blocks.0.resnets.0.time_emb_proj'],
      ...['mid_block.resnets.0.time_emb_proj', 'up_blocks.0.resnets.0.time_emb_proj'],
    ].map((name) => `${name}.weight`),
  ],
  [
    'inception',
    [
      ...['Conv2d_1a_3x3', 'Conv2d_2a_3x3', 'Mixed_5b.branch1x1', 'Mixed_6a.branch3x3'],
      ...['Mixed_7a.branch3x3_1', 'Mixed_7c.branch_pool'],
    ].map((name) => `${name}.conv.weight`),
  ],
  [
    'autoencoder-kl',
    ['encoder.conv_in', 'encoder.conv_out', 'decoder.conv_in', 'decoder.conv_out'].map((name) => `${name}.weight`),
  ],
];

/** The networks among some tensors' names: what each is, and what its names begin with there. */
export function networksIn(names: Iterable<string>): {kind: Kind; prefix: string}[] {
  const all = [...names];
  return MARKS.flatMap(([kind, marks]) => {
    const counts = new Map<string, number>();
    for (const name of all) {
      const mark = marks.find((one) => name === one || name.endsWith(`.${one}`));
      if (mark === undefined) continue;
      const prefix = name.slice(0, -mark.length);
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
    return [...counts].flatMap(([prefix, count]) => (2 * count >= marks.length ? [{kind, prefix}] : []));
  });
}

/** The kind of network that a set of tensors is, by names that no other kind has. */
export const kindOf = (shapes: Shapes): Kind | undefined =>
  networksIn(shapes.keys()).find(({prefix}) => prefix === '')?.kind;

/** The length of a tensor's axis, or of the bias beside a weight that is missing; undefined where neither is there. */
const outputsOf = (shapes: Shapes, layer: string): number | undefined =>
  (shapes.get(`${layer}.weight`) ?? shapes.get(`${layer}.bias`))?.[0];

/** The wanted tensors of a U-Net, in their order in a PyTorch file. */
export const unetTensors = (config: UNetConfig): Map<string, number[]> =>
  new Map(parametersOf(unetShape(config)).map(({name, shape}) => [name, storedShape(name, shape)]));

/** The wanted tensors of pytorch-fid's Inception. */
export function inceptionTensors(): Map<string, number[]> {
  const tensors = new Map<string, number[]>();
  for (const {name, shape} of inceptionConvs()) {
    const [height, width, inputs, outputs] = shape;
    tensors.set(`${name}.conv.weight`, [outputs, inputs, height, width]);
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) tensors.set(`${name}.bn.${part}`, [outputs]);
  }
  tensors.set('fc.weight', [CLASSES, POOL_FEATURES]);
  tensors.set('fc.bias', [CLASSES]);
  return tensors;
}

/**
 * The architecture that an AutoencoderKL's tensors imply; its group norms have 32 groups unless it says otherwise.
 * What weights do not show, the resolution, is taken from `rest`.
 */
function autoencoderConfigOf(
  shapes: Shapes,
  {resolution, groups = 32}: {resolution: number; groups?: number},
): AutoencoderConfig {
  const channels: number[] = [];
  for (let level = 0; ; level++) {
    const count = outputsOf(shapes, `encoder.down_blocks.${level}.resnets.0.conv1`);
    if (count === undefined) break;
    channels.push(count);
  }
  const first = outputsOf(shapes, 'encoder.conv_in');
  const imageChannels = shapes.get('encoder.conv_in.weight')?.[1] ?? outputsOf(shapes, 'decoder.conv_out');
  if (first === undefined || imageChannels === undefined)
    throw new RangeError('it lacks the first convolution of the encoder, or the last of the decoder');
  let blocks = 0;
  while (outputsOf(shapes, `encoder.down_blocks.0.resnets.${blocks}.conv1`) !== undefined) blocks += 1;
  return {
    resolution,
    groups,
    blocks,
    channels: channels.length > 0 ? channels : [first],
    imageChannels,
    latentChannels: outputsOf(shapes, 'post_quant_conv') ?? 4,
  };
}

/** The wanted tensors of diffusers' AutoencoderKL, with as many levels and channels as the given ones show. */
export function autoencoderTensors(shapes: Shapes): Map<string, number[]> {
  const config = autoencoderConfigOf(shapes, {resolution: 8});
  return new Map(autoencoderParameters(config).map(({name, shape}) => [name, storedShape(name, shape)]));
}

/**
 * The architecture that a U-Net's tensors imply. What weights do not show (resolution, groups) is taken from `rest`. Of a
 * network that also knows images without a class, `classes` counts those as one more: its tensors have the same shapes.
 * Throws a RangeError where they imply none.
 */
export function unetConfigOf(shapes: Shapes, rest: Pick<UNetConfig, 'resolution' | 'groups' | 'dropout'>): UNetConfig {
  const channels = outputsOf(shapes, 'head');
  const imageChannels = shapes.get('head.weight')?.[1] ?? outputsOf(shapes, 'tail.2');
  if (channels === undefined || imageChannels === undefined)
    throw new RangeError('it lacks the first convolution (head), or the last (tail.2)');
  const levels: {channels: number; attention: boolean; blocks: number}[] = [];
  let current: (typeof levels)[number] | undefined;
  for (let block = 0; ; block++) {
    const name = `downblocks.${block}`;
    if (outputsOf(shapes, `${name}.main`) !== undefined) {
      current = undefined;
      continue;
    }
    const out = outputsOf(shapes, `${name}.block2.3`);
    if (out === undefined) break;
    if (!current) {
      current = {channels: out, attention: outputsOf(shapes, `${name}.attn.group_norm`) !== undefined, blocks: 0};
      levels.push(current);
    }
    current.blocks += 1;
  }
  const multipliers = levels.map((level) => level.channels / channels);
  const blocks = levels[0]?.blocks ?? 0;
  if (levels.length === 0 || !multipliers.every(Number.isInteger) || levels.some((level) => level.blocks !== blocks))
    throw new RangeError('its blocks do not make levels of equal length');
  return {
    ...rest,
    channels,
    imageChannels,
    multipliers,
    attentionLevels: levels.flatMap(({attention}, level) => (attention ? [level] : [])),
    blocks,
    classes: shapes.get('label_embedding.weight')?.[0] ?? 0,
  };
}

/**
 * The first setting of the architecture that a U-Net's tensors imply and that differs from `config`, in a sentence without a
 * full stop; undefined where they agree. Throws a RangeError where the tensors imply no architecture.
 */
export function otherArchitecture(shapes: Shapes, config: UNetConfig): string | undefined {
  if (kindOf(shapes) !== 'unet') return 'it holds no U-Net';
  const found = unetConfigOf(shapes, config);
  for (const [key, its, ours] of [
    ['image channels', found.imageChannels, config.imageChannels],
    ['model.channels', found.channels, config.channels],
    ['model.multipliers', found.multipliers.join(', '), config.multipliers.join(', ')],
    ['model.blocks', found.blocks, config.blocks],
    ['model.attentionLevels', found.attentionLevels.join(', '), config.attentionLevels.join(', ')],
    ['model.classes', found.classes, config.classes + (config.unlabelled ? 1 : 0)],
  ] as const) {
    if (its !== ours) return `its network has ${key}: ${its || 'none'}, and the spec's ${ours || 'none'}`;
  }
  return undefined;
}

/** Keys of a spec for settings that shapes do not show, with their values where an architecture does not state them. */
const UNSEEN = {
  ...Object.fromEntries(Object.entries(PUBLISHED).map(([name, value]) => [`model.${name}`, value])),
  'widths.slices': 'prefix',
  'widths.norms': 'constant-count',
};

/**
 * The first setting that shapes of tensors do not show and that a file states otherwise than `config`, in a sentence with
 * `file`; undefined where it states none. Of a network that runs at full width only with `plain`.
 */
export function statedOtherwise(
  file: string,
  {stated, config, plain}: {stated: Partial<UNetConfig>; config: UNetConfig; plain: boolean},
): string | undefined {
  if (stated.groups === undefined) return undefined;
  if (stated.groups !== config.groups)
    return `${file} says that its network has ${stated.groups} groups, not ${config.groups}`;
  for (const [key, published] of Object.entries(UNSEEN)) {
    if (plain && key.startsWith('widths.')) continue;
    const name = key.split('.')[1] as keyof UNetConfig;
    const [found, wanted] = [stated[name] ?? published, config[name] ?? published];
    if (found !== wanted) return `${file} was trained with ${key}: ${found}, and the spec has ${wanted}`;
  }
  return undefined;
}

/** Groups of every group norm in a published network, and the spec that is for it. */
export interface PublishedGroups {
  groups: number;
  whose: string;
  spec?: string;
}

/** Head, levels and blocks of the CIFAR-10 network that the authors released. */
const RELEASED = {
  channels: 128,
  imageChannels: 3,
  multipliers: [1, 2, 2, 2],
  attentionLevels: [1],
  blocks: 2,
  classes: 0,
};

/** How many groups a U-Net has that can only be one that somebody published; undefined for any other. */
export function publishedGroups(shapes: Shapes, family: Family | undefined): PublishedGroups | undefined {
  if (family === 'pytorch-ddpm') return {groups: 32, whose: "pytorch-ddpm's networks have"};
  if (family !== 'ddsm') return undefined;
  const released = unetTensors({...RELEASED, resolution: 32, groups: 32, dropout: 0});
  if (match(shapes, released).matched.length < released.size || shapes.has('label_embedding.weight')) return undefined;
  return {
    groups: 32,
    whose: 'the network that the authors released for CIFAR-10 has',
    spec: 'experiments/cifar10-authors.yaml',
  };
}

export interface Match {
  matched: string[];
  missing: string[];
  unused: string[];
  /** The first tensor that has another shape than is wanted. */
  wrong: {name: string; wanted: readonly number[]; found: readonly number[]} | undefined;
}

/** What was found beside what is wanted. */
export function match(found: Shapes, wanted: Shapes): Match {
  const result: Match = {matched: [], missing: [], unused: [], wrong: undefined};
  for (const [name, shape] of wanted) {
    const there = found.get(name);
    if (!there) result.missing.push(name);
    else if (there.join() === shape.join()) result.matched.push(name);
    else result.wrong ??= {name, wanted: shape, found: there};
  }
  result.unused = [...found.keys()].filter((name) => !wanted.has(name));
  return result;
}
