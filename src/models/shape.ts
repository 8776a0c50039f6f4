/**
 * The one description of the network: its blocks and layers with their channels at a width, as plain data. Building,
 * counting cost, checking groups and naming weights all read it. Knows no tensors.
 */
import {FULL_WIDTH, slimChannels, WIDTHS, type Width} from './width.js';

/** The U-Net of the paper ("ADM": DDPM's U-Net), before slimming. */
export interface UNetConfig {
  /** Height and width of the image in pixels. */
  resolution: number;
  imageChannels: number;
  channels: number;
  /** Channel multiplier of each level, finest first. */
  multipliers: readonly number[];
  /** Levels with attention, 0 = finest. */
  attentionLevels: readonly number[];
  /** Residual blocks per level. */
  blocks: number;
  /** Groups of every group norm at full width. */
  groups: number;
  /**
   * How a width cuts an input axis that is a concatenation. `aligned`: the first channels of each part, so that a weight
   * multiplies the same channel at every width. Absent: the first channels of the whole axis, as the authors do.
   */
  slices?: 'aligned';
  /**
   * Groups of a norm at a width. `constant-size`: as many as keep the channels of a group. Absent: `groups`, as the authors do.
   */
  norms?: 'constant-size';
  /** Added to the variance in every group norm. Absent: 1e-5. */
  normEpsilon?: number;
  /** Order of the sinusoid's channels: all sines, then all cosines, or the reverse. Absent: sines and cosines in turn. */
  timeEmbedding?: 'sin-cos' | 'cos-sin';
  /** The sinusoid's frequencies are exp(−ln 10⁴ · i / (channels / 2 − timeShift)). Absent: 0. */
  timeShift?: number;
  /** 0: downsampling pads one row and one column after the last. Absent: one on each side. */
  downsamplePadding?: 0;
  /** Channels of an attention head, at every width. Absent: one head of all channels. */
  headChannels?: number;
  dropout: number;
  /** Classes of a conditional model; 0 for none. */
  classes: number;
  /** Whether it also knows images without a class: number `classes`, the last row of the label embedding. */
  unlabelled?: boolean;
  /** Channels of channel groups that a pruned network has fewer of, by the group's name; it runs at full width only. */
  pruned?: Readonly<Record<string, number>>;
}

/** Settings that shapes of tensors do not show, as the published network has them: where a UNetConfig leaves them out. */
export const PUBLISHED = {
  timeEmbedding: 'interleaved',
  timeShift: 0,
  downsamplePadding: 1,
  normEpsilon: 1e-5,
  headChannels: 0,
} as const;

/**
 * Channels that stand and fall together: the same axis of all layers that share it by an addition, a norm or a product
 * (Fang et al. 2023, dependency graphs). `full` counts those of the network before slimming and pruning.
 */
export interface ChannelGroup {
  name: string;
  count: number;
  full: number;
}

/** Consecutive channels of an axis of the full-width weights. */
export interface AxisPart {
  start: number;
  count: number;
}

/** A layer with its channel counts at one width. Names are those of the authors' state dict. */
export interface Layer {
  name: string;
  kind: 'conv' | 'linear' | 'norm' | 'embedding';
  in: number;
  out: number;
  /** Side of the kernel; 1 for linears. */
  kernel: number;
  /** Height and width of the output in pixels; 1 for vectors. */
  resolution: number;
  /** Channel groups that arrive, concatenated in this order, and the one that leaves; none where channels are given. */
  inGroups?: readonly ChannelGroup[];
  outGroup?: ChannelGroup | undefined;
  /** Channels of the full-width input axis that this width has; all of them where it is left out. */
  inputs?: readonly AxisPart[];
}

/** A group norm; its scale and bias have one value for each input channel. */
export interface NormLayer extends Layer {
  kind: 'norm';
  /** Groups at this width; no integer where they do not divide the channels. */
  groups: number;
  epsilon?: number | undefined;
}

export interface AttentionShape {
  /** Heads at this width; no integer where the channels of a head do not divide the channels. */
  heads: number;
  norm: NormLayer;
  query: Layer;
  key: Layer;
  value: Layer;
  projection: Layer;
}

export interface ResidualShape {
  kind: 'residual';
  name: string;
  norm1: NormLayer;
  conv1: Layer;
  time: Layer;
  norm2: NormLayer;
  conv2: Layer;
  /** 1×1 convolution where the channel count changes at full width. */
  shortcut: Layer | undefined;
  attention: AttentionShape | undefined;
}

export interface ResampleShape {
  kind: 'down' | 'up';
  name: string;
  conv: Layer;
}

export interface UNetShape {
  config: UNetConfig;
  width: Width;
  time: {linear1: Layer; linear2: Layer; label: Layer | undefined};
  head: Layer;
  down: (ResidualShape | ResampleShape)[];
  middle: ResidualShape[];
  up: (ResidualShape | ResampleShape)[];
  tail: {norm: NormLayer; conv: Layer};
}

const CONV_DIVISOR = 8;
const LINEAR_DIVISOR = 16;

/** Channels of each level at a width, finest first: rounded to multiples of eight, as those of every convolution. */
export const levelChannels = ({channels, multipliers}: UNetConfig, width: Width): number[] =>
  multipliers.map((multiplier) => slimChannels(channels * multiplier, width, CONV_DIVISOR));

/** The network at a width: every layer with the channels that arrive and leave. */
export function unetShape(config: UNetConfig, width: Width = FULL_WIDTH): UNetShape {
  const group = (name: string, full: number, divisor: number): ChannelGroup => ({
    name,
    full,
    count: config.pruned?.[name] ?? slimChannels(full, width, divisor),
  });
  const sum = (groups: readonly ChannelGroup[]): number => groups.reduce((total, {count}) => total + count, 0);
  const sumFull = (groups: readonly ChannelGroup[]): number => groups.reduce((total, {full}) => total + full, 0);
  const inputsOf = (groups: readonly ChannelGroup[]): AxisPart[] => {
    if (config.slices !== 'aligned') return [{start: 0, count: sum(groups)}];
    return groups.map(({count}, index) => ({start: sumFull(groups.slice(0, index)), count}));
  };
  const normGroups = (groups: readonly ChannelGroup[]): number =>
    width !== FULL_WIDTH && config.norms === 'constant-size'
      ? (sum(groups) * config.groups) / sumFull(groups)
      : config.groups;
  const conv = (
    name: string,
    [inGroups, outGroup]: [readonly ChannelGroup[], ChannelGroup],
    {kernel, resolution}: {kernel: number; resolution: number},
  ): Layer => ({
    name,
    kind: 'conv',
    in: sum(inGroups),
    out: outGroup.count,
    kernel,
    resolution,
    inGroups,
    outGroup,
    inputs: inputsOf(inGroups),
  });
  const linear = (name: string, inGroup: ChannelGroup | number, outGroup: ChannelGroup): Layer => ({
    name,
    kind: 'linear',
    kernel: 1,
    resolution: 1,
    outGroup,
    out: outGroup.count,
    ...(typeof inGroup === 'number'
      ? {in: inGroup}
      : {in: inGroup.count, inGroups: [inGroup], inputs: inputsOf([inGroup])}),
  });
  const norm = (name: string, inGroups: readonly ChannelGroup[], resolution: number): NormLayer => ({
    name,
    kind: 'norm',
    in: sum(inGroups),
    out: sum(inGroups),
    kernel: 1,
    resolution,
    inGroups,
    inputs: inputsOf(inGroups),
    groups: normGroups(inGroups),
    epsilon: config.normEpsilon,
  });

  const hidden = group('time.hidden', config.channels * 4, LINEAR_DIVISOR);
  const embedding = group('time.embedding', config.channels * 4, LINEAR_DIVISOR);
  const time = {
    linear1: linear('time_embedding.timembedding.1', config.channels, hidden),
    linear2: linear('time_embedding.timembedding.3', hidden, embedding),
    label:
      config.classes === 0
        ? undefined
        : ({
            name: 'label_embedding',
            kind: 'embedding',
            in: config.classes + (config.unlabelled ? 1 : 0),
            out: embedding.count,
            kernel: 1,
            resolution: 1,
            outGroup: embedding,
          } satisfies Layer),
  };

  const attention = (name: string, channels: ChannelGroup, resolution: number): AttentionShape => {
    // Queries and keys meet in a product over their channels; values are on their own.
    const shared = group(`${name}.query`, channels.full, 1);
    const values = group(`${name}.value`, channels.full, 1);
    const at = {kernel: 1, resolution};
    return {
      heads: config.headChannels ? shared.count / config.headChannels : 1,
      norm: norm(`${name}.group_norm`, [channels], resolution),
      query: conv(`${name}.proj_q`, [[channels], shared], at),
      key: conv(`${name}.proj_k`, [[channels], shared], at),
      value: conv(`${name}.proj_v`, [[channels], values], at),
      projection: conv(`${name}.proj`, [[values], channels], at),
    };
  };
  const residual = (
    name: string,
    inputs: readonly ChannelGroup[],
    full: number,
    {resolution, attend}: {resolution: number; attend: boolean},
  ): {shape: ResidualShape; out: ChannelGroup} => {
    const inner = group(`${name}.block1`, full, CONV_DIVISOR);
    const [only] = inputs;
    // Without a shortcut the block adds to what arrives: the same channels leave.
    const plain = inputs.length === 1 && only!.full === full;
    const out = plain ? only! : group(name, full, CONV_DIVISOR);
    const at = {kernel: 3, resolution};
    const shape: ResidualShape = {
      kind: 'residual',
      name,
      norm1: norm(`${name}.block1.0`, inputs, resolution),
      conv1: conv(`${name}.block1.2`, [inputs, inner], at),
      time: linear(`${name}.temb_proj.1`, embedding, inner),
      norm2: norm(`${name}.block2.0`, [inner], resolution),
      conv2: conv(`${name}.block2.3`, [[inner], out], at),
      shortcut: plain ? undefined : conv(`${name}.shortcut`, [inputs, out], {kernel: 1, resolution}),
      attention: attend ? attention(`${name}.attn`, out, resolution) : undefined,
    };
    return {shape, out};
  };

  let resolution = config.resolution;
  let now = group('head', config.channels, CONV_DIVISOR);
  const head: Layer = {
    name: 'head',
    kind: 'conv',
    in: config.imageChannels,
    out: now.count,
    kernel: 3,
    resolution,
    outGroup: now,
  };
  const skips: ChannelGroup[] = [now];
  const down: UNetShape['down'] = [];
  const levels = config.multipliers.length;
  for (const [level, multiplier] of config.multipliers.entries()) {
    const full = config.channels * multiplier;
    for (let block = 0; block < config.blocks; block++) {
      const attend = config.attentionLevels.includes(level);
      const {shape, out} = residual(`downblocks.${down.length}`, [now], full, {resolution, attend});
      down.push(shape);
      now = out;
      skips.push(now);
    }
    if (level < levels - 1) {
      resolution /= 2;
      const name = `downblocks.${down.length}`;
      const out = group(name, full, CONV_DIVISOR);
      down.push({kind: 'down', name, conv: conv(`${name}.main`, [[now], out], {kernel: 3, resolution})});
      now = out;
      skips.push(now);
    }
  }

  const middle = [true, false].map((attend, index) => {
    const {shape, out} = residual(`middleblocks.${index}`, [now], now.full, {resolution, attend});
    now = out;
    return shape;
  });

  const up: UNetShape['up'] = [];
  for (let level = levels - 1; level >= 0; level--) {
    const full = config.channels * config.multipliers[level]!;
    for (let block = 0; block < config.blocks + 1; block++) {
      const attend = config.attentionLevels.includes(level);
      const {shape, out} = residual(`upblocks.${up.length}`, [now, skips.pop()!], full, {resolution, attend});
      up.push(shape);
      now = out;
    }
    if (level > 0) {
      resolution *= 2;
      const name = `upblocks.${up.length}`;
      const out = group(name, full, CONV_DIVISOR);
      up.push({kind: 'up', name, conv: conv(`${name}.main`, [[now], out], {kernel: 3, resolution})});
      now = out;
    }
  }

  const tail = {
    norm: norm('tail.0', [now], resolution),
    // The image keeps all its channels at every width.
    conv: {
      name: 'tail.2',
      kind: 'conv',
      in: now.count,
      out: config.imageChannels,
      kernel: 3,
      resolution,
      inGroups: [now],
      inputs: inputsOf([now]),
    } satisfies Layer,
  };
  return {config, width, time, head, down, middle, up, tail};
}

/** All layers of a network, in the order in which data passes them. */
export function layersOf(shape: UNetShape): Layer[] {
  const blockLayers = (block: ResidualShape | ResampleShape): Layer[] => {
    if (block.kind !== 'residual') return [block.conv];
    const {norm1, conv1, time, norm2, conv2, shortcut, attention} = block;
    const attentionLayers = attention
      ? [attention.norm, attention.query, attention.key, attention.value, attention.projection]
      : [];
    return [norm1, conv1, time, norm2, conv2, ...(shortcut ? [shortcut] : []), ...attentionLayers];
  };
  return [
    shape.time.linear1,
    shape.time.linear2,
    ...(shape.time.label ? [shape.time.label] : []),
    shape.head,
    ...[...shape.down, ...shape.middle, ...shape.up].flatMap(blockLayers),
    shape.tail.norm,
    shape.tail.conv,
  ];
}

/** A named weight tensor, in the layout in which ddsm computes. */
export interface Parameter {
  name: string;
  /** Convolutions [kernel, kernel, in, out], linears [in, out], embeddings [classes, out], the rest [channels]. */
  shape: number[];
  layer: Layer;
}

/** All parameters of a network at a width, in a fixed order. */
export const parametersOf = (shape: UNetShape): Parameter[] => parametersOfLayers(layersOf(shape));

/** The parameters of layers, in their order. */
export function parametersOfLayers(layers: readonly Layer[]): Parameter[] {
  return layers.flatMap((layer) => {
    const weight = `${layer.name}.weight`;
    if (layer.kind === 'embedding') return [{name: weight, shape: [layer.in, layer.out], layer}];
    const weightShape =
      layer.kind === 'conv'
        ? [layer.kernel, layer.kernel, layer.in, layer.out]
        : layer.kind === 'linear'
          ? [layer.in, layer.out]
          : [layer.out];
    return [
      {name: weight, shape: weightShape, layer},
      {name: `${layer.name}.bias`, shape: [layer.out], layer},
    ];
  });
}

/** A group norm whose groups, or an attention whose heads, do not divide its channels. */
export interface GroupFault {
  layer: string;
  width: Width;
  channels: number;
  /** Channels of a group, where norms keep them. */
  groupSize?: number;
  /** Channels of a head, where the layer is an attention. */
  headChannels?: number;
}

/** All attentions of a network. */
export const attentionsOf = ({down, middle, up}: UNetShape): AttentionShape[] =>
  [...down, ...middle, ...up].flatMap((block) =>
    block.kind === 'residual' && block.attention ? [block.attention] : [],
  );

/** The first group norm or attention at each width whose groups or heads do not divide its channels; empty for a sound network. */
export function groupFaults(config: UNetConfig, widths: readonly Width[]): GroupFault[] {
  return widths.flatMap((width): GroupFault[] => {
    const shape = unetShape(config, width);
    const norms = layersOf(shape).filter((layer) => layer.kind === 'norm') as NormLayer[];
    const fault = norms.find(({groups, out}) => !Number.isInteger(groups) || out % groups !== 0);
    if (!fault) {
      const uneven = attentionsOf(shape).find(({heads}) => !Number.isInteger(heads));
      if (!uneven) return [];
      const {name: layer, out: channels} = uneven.query;
      return [{layer, width, channels, headChannels: config.headChannels!}];
    }
    const {name: layer, out: channels, groups} = fault;
    const groupSize = channels / groups;
    return [{layer, width, channels, ...(config.norms && Number.isInteger(groupSize) ? {groupSize} : {})}];
  });
}

/** A plain network as a supernet with nested slices, and the widths that its groups and heads allow. */
export function nestedOf(config: UNetConfig): {network: UNetConfig; widths: Width[]} {
  const network: UNetConfig = {...config, slices: 'aligned', norms: 'constant-size'};
  return {network, widths: WIDTHS.filter((width) => groupFaults(network, [width]).length === 0)};
}

/** The fault in a sentence without a full stop; `groups` are those of the network at full width. */
export const describeGroupFault = (
  {layer, width, channels, groupSize, headChannels}: GroupFault,
  groups: number,
): string =>
  headChannels !== undefined
    ? `heads of ${headChannels} channels do not divide the ${channels} channels of ${layer} at width ${width}`
    : `${groupSize === undefined ? `${groups} groups` : `groups of ${groupSize} channels (${groups} groups at full width)`} do not divide the ${channels} channels of ${layer} at width ${width}`;
