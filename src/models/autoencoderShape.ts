/**
 * The one description of the autoencoder (diffusers' AutoencoderKL, as Stable Diffusion 1.4 has it): its layers as plain
 * data. Building, cost and the names of its weights all read it. Knows no tensors.
 */
import {type Layer, type Parameter, parametersOfLayers} from './shape.js';

export interface AutoencoderConfig {
  /** Height and width of the images in pixels. */
  resolution: number;
  imageChannels: number;
  /** Channels of each level, finest first; each level but the last halves the resolution. */
  channels: readonly number[];
  /** Residual blocks of a level in the encoder; the decoder has one more. */
  blocks: number;
  latentChannels: number;
  /** Groups of every group norm: 32 in Stable Diffusion. */
  groups: number;
}

/** The one published with Stable Diffusion 1.4, for images of that size. */
export const stableDiffusion = (resolution: number): AutoencoderConfig => ({
  resolution,
  imageChannels: 3,
  channels: [128, 256, 512, 512],
  blocks: 2,
  latentChannels: 4,
  groups: 32,
});

export interface ResnetShape {
  norm1: Layer;
  conv1: Layer;
  norm2: Layer;
  conv2: Layer;
  shortcut: Layer | undefined;
}

export interface MiddleShape {
  first: ResnetShape;
  attention: {norm: Layer; query: Layer; key: Layer; value: Layer; out: Layer};
  second: ResnetShape;
}

export interface LevelShape {
  resnets: ResnetShape[];
  /** Halves or doubles the resolution; the last level has none. */
  resample: Layer | undefined;
}

export interface AutoencoderShape {
  config: AutoencoderConfig;
  encoder: {head: Layer; levels: LevelShape[]; middle: MiddleShape; norm: Layer; tail: Layer; quantise: Layer};
  decoder: {quantise: Layer; head: Layer; middle: MiddleShape; levels: LevelShape[]; norm: Layer; tail: Layer};
}

/** How much smaller than the image the latent is: 8 in Stable Diffusion. */
export const latentFactor = ({channels}: Pick<AutoencoderConfig, 'channels'>): number => 2 ** (channels.length - 1);

export function autoencoderShape(config: AutoencoderConfig): AutoencoderShape {
  const {channels, blocks, latentChannels, imageChannels} = config;
  const conv = (name: string, [inputs, out]: [number, number], resolution: number, kernel = 3): Layer => ({
    name,
    kind: 'conv',
    in: inputs,
    out,
    kernel,
    resolution,
  });
  const norm = (name: string, size: number, resolution: number): Layer => ({
    name,
    kind: 'norm',
    in: size,
    out: size,
    kernel: 1,
    resolution,
  });
  const resnet = (name: string, [inputs, out]: [number, number], resolution: number): ResnetShape => ({
    norm1: norm(`${name}.norm1`, inputs, resolution),
    conv1: conv(`${name}.conv1`, [inputs, out], resolution),
    norm2: norm(`${name}.norm2`, out, resolution),
    conv2: conv(`${name}.conv2`, [out, out], resolution),
    shortcut: inputs === out ? undefined : conv(`${name}.conv_shortcut`, [inputs, out], resolution, 1),
  });
  const middle = (name: string, size: number, resolution: number): MiddleShape => {
    // A linear over pixels is applied at every pixel of its resolution.
    const linear = (part: string): Layer => ({
      name: `${name}.attentions.0.${part}`,
      kind: 'linear',
      in: size,
      out: size,
      kernel: 1,
      resolution,
    });
    return {
      first: resnet(`${name}.resnets.0`, [size, size], resolution),
      attention: {
        norm: norm(`${name}.attentions.0.group_norm`, size, resolution),
        query: linear('to_q'),
        key: linear('to_k'),
        value: linear('to_v'),
        out: linear('to_out.0'),
      },
      second: resnet(`${name}.resnets.1`, [size, size], resolution),
    };
  };
  const deepest = channels.at(-1)!;
  const [finest] = channels as [number];
  let resolution = config.resolution;
  const down = channels.map((width, level): LevelShape => {
    const before = channels[Math.max(0, level - 1)]!;
    const name = `encoder.down_blocks.${level}`;
    const resnets = Array.from({length: blocks}, (_, block) =>
      resnet(`${name}.resnets.${block}`, [block === 0 ? before : width, width], resolution),
    );
    if (level + 1 === channels.length) return {resnets, resample: undefined};
    resolution /= 2;
    return {resnets, resample: conv(`${name}.downsamplers.0.conv`, [width, width], resolution)};
  });
  const small = resolution;
  const up = [...channels].reverse().map((width, level, reversed): LevelShape => {
    const before = reversed[Math.max(0, level - 1)]!;
    const name = `decoder.up_blocks.${level}`;
    const resnets = Array.from({length: blocks + 1}, (_, block) =>
      resnet(`${name}.resnets.${block}`, [block === 0 ? before : width, width], resolution),
    );
    if (level + 1 === channels.length) return {resnets, resample: undefined};
    resolution *= 2;
    return {resnets, resample: conv(`${name}.upsamplers.0.conv`, [width, width], resolution)};
  });
  return {
    config,
    encoder: {
      head: conv('encoder.conv_in', [imageChannels, finest], config.resolution),
      levels: down,
      middle: middle('encoder.mid_block', deepest, small),
      norm: norm('encoder.conv_norm_out', deepest, small),
      tail: conv('encoder.conv_out', [deepest, 2 * latentChannels], small),
      quantise: conv('quant_conv', [2 * latentChannels, 2 * latentChannels], small, 1),
    },
    decoder: {
      quantise: conv('post_quant_conv', [latentChannels, latentChannels], small, 1),
      head: conv('decoder.conv_in', [latentChannels, deepest], small),
      middle: middle('decoder.mid_block', deepest, small),
      levels: up,
      norm: norm('decoder.conv_norm_out', finest, config.resolution),
      tail: conv('decoder.conv_out', [finest, imageChannels], config.resolution),
    },
  };
}

const resnetLayers = ({norm1, conv1, norm2, conv2, shortcut}: ResnetShape): Layer[] => [
  norm1,
  conv1,
  norm2,
  conv2,
  ...(shortcut ? [shortcut] : []),
];
const middleLayers = ({first, attention, second}: MiddleShape): Layer[] => [
  ...Object.values(attention),
  ...resnetLayers(first),
  ...resnetLayers(second),
];
const levelLayers = (levels: readonly LevelShape[]): Layer[] =>
  levels.flatMap(({resnets, resample}) => [...resnets.flatMap(resnetLayers), ...(resample ? [resample] : [])]);

export const encoderLayers = ({encoder}: AutoencoderShape): Layer[] => [
  encoder.head,
  ...levelLayers(encoder.levels),
  ...middleLayers(encoder.middle),
  encoder.norm,
  encoder.tail,
  encoder.quantise,
];
export const decoderLayers = ({decoder}: AutoencoderShape): Layer[] => [
  decoder.quantise,
  decoder.head,
  ...middleLayers(decoder.middle),
  ...levelLayers(decoder.levels),
  decoder.norm,
  decoder.tail,
];

/** All parameters, the encoder's first. */
export function autoencoderParameters(config: AutoencoderConfig): Parameter[] {
  const shape = autoencoderShape(config);
  return parametersOfLayers([...encoderLayers(shape), ...decoderLayers(shape)]);
}

/**
 * Multiply-accumulates of one image through some layers, as the paper counts them: convolutions and linears with their
 * biases, norms twice their elements; the two products of attention apart from that.
 */
export function autoencoderMacs(layers: readonly Layer[]): number {
  return layers.reduce((sum, {kind, in: inputs, out, kernel, resolution}) => {
    const pixels = resolution ** 2;
    return sum + (kind === 'norm' ? 2 * pixels * out : pixels * out * (inputs * kernel ** 2 + 1));
  }, 0);
}
