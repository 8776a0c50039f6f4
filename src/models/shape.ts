/**
 * The one description of the network: its blocks and layers with their channels at a width, as plain data. Building,
 * counting cost, checking groups and naming weights all read it. Knows no tensors.
 */
import {FULL_WIDTH, slimChannels, type Width} from './width.js';

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
  /** Groups of every group norm. */
  groups: number;
  dropout: number;
  /** Classes of a conditional model; 0 for none. */
  classes: number;
  /** Whether it also knows images without a class: number `classes`, the last row of the label embedding. */
  unlabelled?: boolean;
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
}

export interface AttentionShape {
  norm: Layer;
  query: Layer;
  key: Layer;
  value: Layer;
  projection: Layer;
}

export interface ResidualShape {
  kind: 'residual';
  name: string;
  norm1: Layer;
  conv1: Layer;
  time: Layer;
  norm2: Layer;
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
  tail: {norm: Layer; conv: Layer};
}

const CONV_DIVISOR = 8;
const LINEAR_DIVISOR = 16;

/** The network at a width: every layer with the channels that arrive and leave. */
export function unetShape(config: UNetConfig, width: Width = FULL_WIDTH): UNetShape {
  const slim = (channels: number, divisor: number): number => slimChannels(channels, width, divisor);
  const conv = (name: string, inputs: number, outputs: number, kernel: number, resolution: number): Layer => ({
    name,
    kind: 'conv',
    in: inputs,
    out: slim(outputs, CONV_DIVISOR),
    kernel,
    resolution,
  });
  const linear = (name: string, inputs: number, out: number): Layer => ({
    name,
    kind: 'linear',
    in: inputs,
    out,
    kernel: 1,
    resolution: 1,
  });
  const norm = (name: string, channels: number, resolution: number): Layer => ({
    name,
    kind: 'norm',
    in: channels,
    out: channels,
    kernel: 1,
    resolution,
  });

  const embedding = slim(config.channels * 4, LINEAR_DIVISOR);
  const time = {
    linear1: linear('time_embedding.timembedding.1', config.channels, embedding),
    linear2: linear('time_embedding.timembedding.3', embedding, embedding),
    label:
      config.classes === 0
        ? undefined
        : ({
            name: 'label_embedding',
            kind: 'embedding',
            in: config.classes + (config.unlabelled ? 1 : 0),
            out: embedding,
            kernel: 1,
            resolution: 1,
          } satisfies Layer),
  };

  const attention = (name: string, channels: number, full: number, resolution: number): AttentionShape => {
    const inner = slim(full, 1);
    const projection = (part: string): Layer => ({
      name: `${name}.${part}`,
      kind: 'conv',
      in: channels,
      out: inner,
      kernel: 1,
      resolution,
    });
    return {
      norm: norm(`${name}.group_norm`, channels, resolution),
      query: projection('proj_q'),
      key: projection('proj_k'),
      value: projection('proj_v'),
      projection: conv(`${name}.proj`, inner, full, 1, resolution),
    };
  };
  /** `inputs` arrive at this width; `fullInputs` and `full` are the counts at full width. */
  const residual = (
    name: string,
    inputs: number,
    [fullInputs, full]: [number, number],
    {resolution, attend}: {resolution: number; attend: boolean},
  ): ResidualShape => {
    const conv1 = conv(`${name}.block1.2`, inputs, full, 3, resolution);
    return {
      kind: 'residual',
      name,
      norm1: norm(`${name}.block1.0`, inputs, resolution),
      conv1,
      time: linear(`${name}.temb_proj.1`, embedding, conv1.out),
      norm2: norm(`${name}.block2.0`, conv1.out, resolution),
      conv2: conv(`${name}.block2.3`, conv1.out, full, 3, resolution),
      shortcut: fullInputs === full ? undefined : conv(`${name}.shortcut`, inputs, full, 1, resolution),
      attention: attend ? attention(`${name}.attn`, conv1.out, full, resolution) : undefined,
    };
  };

  let resolution = config.resolution;
  let fullNow = config.channels;
  const head = conv('head', config.imageChannels, config.channels, 3, resolution);
  let now = head.out;
  const skips: [number, number][] = [[now, fullNow]];
  const down: UNetShape['down'] = [];
  const levels = config.multipliers.length;
  for (const [level, multiplier] of config.multipliers.entries()) {
    const full = config.channels * multiplier;
    for (let block = 0; block < config.blocks; block++) {
      const attend = config.attentionLevels.includes(level);
      const shape = residual(`downblocks.${down.length}`, now, [fullNow, full], {resolution, attend});
      down.push(shape);
      now = shape.conv2.out;
      fullNow = full;
      skips.push([now, fullNow]);
    }
    if (level < levels - 1) {
      resolution /= 2;
      const name = `downblocks.${down.length}`;
      const shape: ResampleShape = {kind: 'down', name, conv: conv(`${name}.main`, now, fullNow, 3, resolution)};
      down.push(shape);
      now = shape.conv.out;
      skips.push([now, fullNow]);
    }
  }

  const middle = [true, false].map((attend, index) => {
    const shape = residual(`middleblocks.${index}`, now, [fullNow, fullNow], {resolution, attend});
    now = shape.conv2.out;
    return shape;
  });

  const up: UNetShape['up'] = [];
  for (let level = levels - 1; level >= 0; level--) {
    const full = config.channels * config.multipliers[level]!;
    for (let block = 0; block < config.blocks + 1; block++) {
      const [skip, fullSkip] = skips.pop()!;
      const attend = config.attentionLevels.includes(level);
      const shape = residual(`upblocks.${up.length}`, now + skip, [fullNow + fullSkip, full], {resolution, attend});
      up.push(shape);
      now = shape.conv2.out;
      fullNow = full;
    }
    if (level > 0) {
      resolution *= 2;
      const name = `upblocks.${up.length}`;
      const shape: ResampleShape = {kind: 'up', name, conv: conv(`${name}.main`, now, fullNow, 3, resolution)};
      up.push(shape);
      now = shape.conv.out;
    }
  }

  const tail = {
    norm: norm('tail.0', now, resolution),
    // The image keeps all its channels at every width.
    conv: {name: 'tail.2', kind: 'conv', in: now, out: config.imageChannels, kernel: 3, resolution} satisfies Layer,
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

/** A group norm whose channels the groups do not divide. */
export interface GroupFault {
  layer: string;
  width: Width;
  channels: number;
}

/** The first group norm at each width that the network's groups do not divide; empty for a sound network. */
export function groupFaults(config: UNetConfig, widths: readonly Width[]): GroupFault[] {
  return widths.flatMap((width) => {
    const fault = layersOf(unetShape(config, width)).find(
      (layer) => layer.kind === 'norm' && layer.out % config.groups !== 0,
    );
    return fault ? [{layer: fault.name, width, channels: fault.out}] : [];
  });
}
