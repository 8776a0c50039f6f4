/**
 * diffusers' UNet2DModel and its schedulers, as of 0.35: names of tensors, and the settings of `config.json` and
 * `scheduler_config.json` in both directions. Plain data; reads no files.
 */
import {type DiffusionSettings, quadraticTimesteps} from '../diffusion/schedule.js';
import {SAMPLERS, type SamplerSettings} from '../diffusion/settings.js';
import {type ResampleShape, type ResidualShape, type UNetConfig, unetShape} from '../models/shape.js';

/** Settings as JSON holds them. */
export type Settings = Readonly<Record<string, unknown>>;

/** A setting that cannot be carried over; the message names it and its value. */
export class UnsupportedSetting extends Error {
  readonly allowed: readonly string[];

  constructor(
    readonly setting: string,
    value: unknown,
    allowed: readonly unknown[],
  ) {
    super(`${setting} is ${JSON.stringify(value)}`);
    this.allowed = allowed.map((one) => JSON.stringify(one));
  }
}

const RESIDUAL = [
  ['block1.0', 'norm1'],
  ['block1.2', 'conv1'],
  ['temb_proj.1', 'time_emb_proj'],
  ['block2.0', 'norm2'],
  ['block2.3', 'conv2'],
  ['shortcut', 'conv_shortcut'],
] as const;
const ATTENTION = [
  ['group_norm', 'group_norm'],
  ['proj_q', 'to_q'],
  ['proj_k', 'to_k'],
  ['proj_v', 'to_v'],
  ['proj', 'to_out.0'],
] as const;

/** Names of projections in files of diffusers before 0.12, after the attention's own name. */
const OLDER: Readonly<Record<string, string>> = {query: 'to_q', key: 'to_k', value: 'to_v', proj_attn: 'to_out.0'};

/** A tensor's name in today's files. */
export const currentName = (name: string): string =>
  name.replace(
    /(\.attentions\.\d+\.)(query|key|value|proj_attn)\./,
    (_, before: string, old: string) => `${before}${OLDER[old]!}.`,
  );

/** Names of a network's layers in a UNet2DModel, by ours; `.weight` and `.bias` follow in both. */
export function diffusersLayers(config: UNetConfig): Map<string, string> {
  const {down, middle, up} = unetShape(config);
  const names = new Map([
    ['time_embedding.timembedding.1', 'time_embedding.linear_1'],
    ['time_embedding.timembedding.3', 'time_embedding.linear_2'],
    ['label_embedding', 'class_embedding'],
    ['head', 'conv_in'],
    ['tail.0', 'conv_norm_out'],
    ['tail.2', 'conv_out'],
  ]);
  const residual = (name: string, block: string, index: number): void => {
    for (const [ours, theirs] of RESIDUAL) names.set(`${name}.${ours}`, `${block}.resnets.${index}.${theirs}`);
    for (const [ours, theirs] of ATTENTION) names.set(`${name}.attn.${ours}`, `${block}.attentions.${index}.${theirs}`);
  };
  const levels = (blocks: readonly (ResidualShape | ResampleShape)[], way: 'down' | 'up', length: number): void => {
    let level = 0;
    let index = 0;
    for (const {kind, name} of blocks) {
      if (kind === 'residual') {
        // The last level has no resampling after it.
        if (index === length) [level, index] = [level + 1, 0];
        residual(name, `${way}_blocks.${level}`, index++);
      } else {
        names.set(`${name}.main`, `${way}_blocks.${level}.${way}samplers.0.conv`);
        [level, index] = [level + 1, 0];
      }
    }
  };
  levels(down, 'down', config.blocks);
  for (const [index, {name}] of middle.entries()) residual(name, 'mid_block', index);
  levels(up, 'up', config.blocks + 1);
  return names;
}

/** Settings of a UNet2DModel whose only supported value this is; the first of each is the default of the class. */
const FIXED: Readonly<Record<string, readonly unknown[]>> = {
  _class_name: ['UNet2DModel'],
  center_input_sample: [false],
  time_embedding_type: ['positional'],
  mid_block_type: ['UNetMidBlock2D'],
  mid_block_scale_factor: [1],
  downsample_type: ['conv'],
  upsample_type: ['conv'],
  act_fn: ['silu', 'swish'],
  resnet_time_scale_shift: ['default'],
  class_embed_type: [null],
  add_attention: [true],
};

/** Values that the class has where `config.json` leaves a setting out. */
const UNET_DEFAULTS: Settings = {
  sample_size: null,
  in_channels: 3,
  out_channels: 3,
  time_embedding_dim: null,
  freq_shift: 0,
  flip_sin_to_cos: true,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D'],
  up_block_types: ['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [224, 448, 672, 896],
  layers_per_block: 2,
  downsample_padding: 1,
  dropout: 0,
  attention_head_dim: 8,
  norm_num_groups: 32,
  attn_norm_num_groups: null,
  norm_eps: 1e-5,
  num_class_embeds: null,
  // Read for learned embeddings of time steps only.
  num_train_timesteps: null,
};

const isWhole = (value: unknown, least = 1): value is number => Number.isInteger(value) && (value as number) >= least;

/** Throws an UnsupportedSetting for a setting that is neither fixed to what it has nor one of `known`. */
function requireKnown(given: Settings, fixed: Readonly<Record<string, readonly unknown[]>>, known: Settings): void {
  for (const [key, value] of Object.entries(given)) {
    const allowed = fixed[key];
    if (allowed && !allowed.includes(value)) throw new UnsupportedSetting(key, value, allowed);
    // Settings of later versions are off where they are null or false.
    if (!allowed && !(key in known) && !key.startsWith('_') && value !== null && value !== false)
      throw new UnsupportedSetting(key, value, [null]);
  }
}

/** The network that a UNet2DModel's `config.json` describes. Throws an UnsupportedSetting. */
export function networkFrom(config: Settings): UNetConfig {
  requireKnown(config, FIXED, UNET_DEFAULTS);
  const settings = {...UNET_DEFAULTS, ...config};
  /** The setting's value where it passes. */
  const take = <Value>(key: string, passes: (value: unknown) => value is Value, allowed: readonly unknown[]): Value => {
    const value = settings[key];
    if (!passes(value)) throw new UnsupportedSetting(key, value, allowed);
    return value;
  };
  const isOneOf =
    <Value>(...values: readonly Value[]) =>
    (value: unknown): value is Value =>
      values.includes(value as Value);
  const channels = take(
    'block_out_channels',
    (value): value is number[] =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((one) => isWhole(one) && one % (value[0] as number) === 0),
    ['multiples of the first'],
  );
  const levels = channels.length;
  const size = settings.sample_size;
  const resolution = Array.isArray(size) && size.length === 2 && size[0] === size[1] ? (size[0] as unknown) : size;
  if (!isWhole(resolution)) throw new UnsupportedSetting('sample_size', size, ['a whole number']);
  const imageChannels = take('in_channels', (value): value is number => isWhole(value), ['a whole number']);
  // Twice as many: variances are learned.
  take('out_channels', isOneOf(imageChannels), [imageChannels]);
  take('time_embedding_dim', isOneOf<unknown>(null, 4 * channels[0]!), [null, 4 * channels[0]!]);
  const down = take(
    'down_block_types',
    (value): value is string[] =>
      Array.isArray(value) && value.length === levels && value.every(isOneOf('DownBlock2D', 'AttnDownBlock2D')),
    [`${levels} of DownBlock2D, AttnDownBlock2D`],
  );
  const mirrored = [...down].reverse().map((type) => type.replace('Down', 'Up'));
  take('up_block_types', (value): value is string[] => JSON.stringify(value) === JSON.stringify(mirrored), [mirrored]);
  const groups = take('norm_num_groups', (value): value is number => isWhole(value), ['a whole number']);
  take('attn_norm_num_groups', isOneOf<unknown>(null, groups), [null, groups]);
  const isNumber = (value: unknown): value is number => typeof value === 'number' && value >= 0;
  const padding = take('downsample_padding', isOneOf(0 as const, 1 as const), [0, 1]);
  const flips = take('flip_sin_to_cos', isOneOf(true, false), [true, false]);
  const shift = take('freq_shift', isNumber, [0, 1]);
  const epsilon = take('norm_eps', isNumber, ['a number']);
  const heads = take('attention_head_dim', (value): value is number | null => value === null || isWhole(value), [
    null,
    'a whole number',
  ]);
  return {
    resolution,
    imageChannels,
    channels: channels[0]!,
    multipliers: channels.map((one) => one / channels[0]!),
    attentionLevels: down.flatMap((type, level) => (type === 'AttnDownBlock2D' ? [level] : [])),
    blocks: take('layers_per_block', (value): value is number => isWhole(value), ['a whole number']),
    groups,
    ...(epsilon === 1e-5 ? {} : {normEpsilon: epsilon}),
    timeEmbedding: flips ? 'cos-sin' : 'sin-cos',
    ...(shift === 0 ? {} : {timeShift: shift}),
    ...(padding === 1 ? {} : {downsamplePadding: padding}),
    ...(heads === null ? {} : {headChannels: heads}),
    dropout: take('dropout', isNumber, ['a number']),
    classes: take('num_class_embeds', (value): value is number | null => value === null || isWhole(value), [null]) ?? 0,
  };
}

/**
 * `config.json` of a UNet2DModel that equals a network at full width; where sines and cosines come in turn, after
 * `sinesFirst`. Throws an UnsupportedSetting.
 */
export function networkTo(network: UNetConfig): Settings {
  const {resolution, imageChannels, channels, multipliers, attentionLevels, blocks, groups} = network;
  if (network.pruned)
    throw new UnsupportedSetting('the number of pruned channel groups', Object.keys(network.pruned).length, [0]);
  const attends = multipliers.map((_, level) => attentionLevels.includes(level));
  return {
    ...Object.fromEntries(Object.entries(FIXED).map(([key, [value]]) => [key, value])),
    ...UNET_DEFAULTS,
    _diffusers_version: '0.35.2',
    sample_size: resolution,
    in_channels: imageChannels,
    out_channels: imageChannels,
    freq_shift: network.timeShift ?? 0,
    flip_sin_to_cos: network.timeEmbedding === 'cos-sin',
    down_block_types: attends.map((attend) => (attend ? 'AttnDownBlock2D' : 'DownBlock2D')),
    up_block_types: [...attends].reverse().map((attend) => (attend ? 'AttnUpBlock2D' : 'UpBlock2D')),
    block_out_channels: multipliers.map((one) => one * channels),
    layers_per_block: blocks,
    downsample_padding: network.downsamplePadding ?? 1,
    dropout: network.dropout,
    attention_head_dim: network.headChannels ?? null,
    norm_num_groups: groups,
    norm_eps: network.normEpsilon ?? 1e-5,
    num_class_embeds: network.classes === 0 ? null : network.classes + (network.unlabelled ? 1 : 0),
  };
}

const SCHEDULES = {linear: 'linear', scaled_linear: 'scaled-linear', squaredcos_cap_v2: 'cosine'} as const;
const PREDICTIONS = {epsilon: 'noise', v_prediction: 'v', sample: 'image'} as const;

/** Settings of schedulers whose other values change images in ways that ddsm does not have; null is always off. */
const SCHEDULER_FIXED: Readonly<Record<string, readonly unknown[]>> = {
  rescale_betas_zero_snr: [false],
  thresholding: [false],
};

/** Settings that `processFrom` reads, and those that have no effect without a setting that is refused. */
const SCHEDULER_KNOWN = [
  '_class_name',
  'num_train_timesteps',
  'beta_start',
  'beta_end',
  'beta_schedule',
  'trained_betas',
  'prediction_type',
  'clip_sample',
  'clip_sample_range',
  'variance_type',
  'timestep_spacing',
  'steps_offset',
  'set_alpha_to_one',
  'solver_order',
  'solver_type',
  'algorithm_type',
  'lower_order_final',
  'final_sigmas_type',
  'use_karras_sigmas',
  'predict_x0',
  'interpolation_type',
  'timestep_type',
  'skip_prk_steps',
  'euler_at_final',
  'disable_corrector',
  'lambda_min_clipped',
  'dynamic_thresholding_ratio',
  'sample_max_value',
  'flow_shift',
];

export interface ImportedProcess {
  diffusion: DiffusionSettings;
  /** The sampler that the pipeline samples with; undefined for schedulers that ddsm does not have. */
  sampler: SamplerSettings | undefined;
}

/** The noising process and the sampler of a `scheduler_config.json`. Throws an UnsupportedSetting. */
export function processFrom(config: Settings): ImportedProcess {
  requireKnown(config, SCHEDULER_FIXED, Object.fromEntries(SCHEDULER_KNOWN.map((key) => [key, null])));
  const {
    _class_name: name = 'DDPMScheduler',
    num_train_timesteps: steps = 1000,
    beta_start: first = 1e-4,
    beta_end: last = 0.02,
    beta_schedule: schedule = 'linear',
    trained_betas: listed = null,
    prediction_type: type = 'epsilon',
  } = config;
  if (!isWhole(steps, 2)) throw new UnsupportedSetting('num_train_timesteps', steps, ['a whole number above 1']);
  const isBeta = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 1;
  const prediction = PREDICTIONS[type as keyof typeof PREDICTIONS];
  if (!prediction) throw new UnsupportedSetting('prediction_type', type, Object.keys(PREDICTIONS));
  let process: Pick<DiffusionSettings, 'schedule' | 'betas'>;
  if (listed !== null) {
    if (!Array.isArray(listed) || listed.length !== steps || !listed.every(isBeta))
      throw new UnsupportedSetting('trained_betas', listed, [`${steps} numbers between 0 and 1`]);
    process = {schedule: 'list', betas: listed};
  } else {
    const known = SCHEDULES[schedule as keyof typeof SCHEDULES];
    if (!known) throw new UnsupportedSetting('beta_schedule', schedule, Object.keys(SCHEDULES));
    if (!isBeta(first)) throw new UnsupportedSetting('beta_start', first, ['a number between 0 and 1']);
    if (!isBeta(last)) throw new UnsupportedSetting('beta_end', last, ['a number between 0 and 1']);
    process = {schedule: known, betas: [first, last]};
  }
  return {diffusion: {steps, ...process, prediction}, sampler: samplerFrom(String(name), config, steps)};
}

/** Rows of the first layer after a sinusoid whose sines and cosines come in turn, in the order of sines, then cosines. */
export const sinesFirst = (channels: number): number[] =>
  Array.from({length: channels}, (_, row) => (row < channels / 2 ? 2 * row : 2 * row - channels + 1));

/** A scheduler of diffusers that samples as a sampler does. */
export interface SchedulerSettings {
  class: string;
  settings: Settings;
  /** Arguments of its `step`. */
  options: Settings;
  /** Time steps, the noisiest first, where the scheduler does not space them itself. */
  timesteps?: number[];
}

/** The scheduler of a sampler. Throws an UnsupportedSetting for an option that no scheduler has. */
export function schedulerTo(sampler: SamplerSettings, trained: number): SchedulerSettings {
  const {kind, clip = false, spacing = SAMPLERS[sampler.kind].spacing ?? 'linspace'} = sampler;
  const table = <Value>(name: string, value: unknown, values: Readonly<Record<string, Value>>): Value => {
    if (!(String(value) in values)) throw new UnsupportedSetting(`${name} of ${kind}`, value, Object.keys(values));
    return values[String(value)]!;
  };
  const even = {linspace: 'linspace', trailing: 'trailing'};
  const custom = spacing === 'quadratic' ? {timesteps: quadraticTimesteps(trained, sampler.steps).reverse()} : {};
  const multistep = (): Settings => {
    table('clip', clip, {false: false});
    return {
      timestep_spacing: table('spacing', spacing, {...even, quadratic: 'linspace'}),
      solver_order: sampler.order ?? 2,
      lower_order_final: sampler.lowerOrderFinal ?? true,
      final_sigmas_type:
        (sampler.lastSigma ?? (kind === 'dpm-solver' ? 'min' : 'zero')) === 'zero' ? 'zero' : 'sigma_min',
    };
  };
  switch (kind) {
    case 'ddpm': {
      const variance = `fixed_${sampler.variance ?? 'large'}`;
      return {class: 'DDPMScheduler', settings: {clip_sample: clip, variance_type: variance}, options: {}};
    }
    case 'ddim': {
      if (spacing === 'quadratic') {
        // Without noise and clipping, DDIM is the first order of DPM-Solver++, whose scheduler takes any time steps.
        table('eta with spacing: quadratic', sampler.eta ?? 0, {0: 0});
        table('clip with spacing: quadratic', clip, {false: false});
        const settings = {algorithm_type: 'dpmsolver++', solver_order: 1, final_sigmas_type: 'zero'};
        return {class: 'DPMSolverMultistepScheduler', settings, options: {}, ...custom};
      }
      const timestep_spacing = table('spacing', spacing, {uniform: 'leading', trailing: 'trailing'});
      const options = {eta: sampler.eta ?? 0, use_clipped_model_output: clip && (sampler.clipNoise ?? true)};
      return {class: 'DDIMScheduler', settings: {clip_sample: clip, timestep_spacing}, options};
    }
    case 'dpm-solver':
    case 'dpm-solver++': {
      const solver_type = table('solver', sampler.solver ?? 'midpoint', {midpoint: 'midpoint', heun: 'heun'});
      const settings = {...multistep(), algorithm_type: kind.replace('-', ''), solver_type};
      return {class: 'DPMSolverMultistepScheduler', settings, options: {}, ...custom};
    }
    case 'unipc': {
      const settings = {...multistep(), solver_type: sampler.solver ?? 'bh2'};
      return {class: 'UniPCMultistepScheduler', settings, options: {}};
    }
    case 'heun': {
      table('churn', sampler.churn ?? 0, {0: 0});
      const settings = {timestep_spacing: table('spacing', spacing, even), clip_sample: clip};
      return {class: 'HeunDiscreteScheduler', settings, options: {}};
    }
    case 'euler': {
      table('clip', clip, {false: false});
      return {
        class: 'EulerDiscreteScheduler',
        settings: {timestep_spacing: table('spacing', spacing, even)},
        options: {},
      };
    }
  }
}

/** The sampler of a scheduler; undefined where there is none like it. Throws an UnsupportedSetting. */
function samplerFrom(name: string, config: Settings, trained: number): SamplerSettings | undefined {
  const make = SCHEDULERS[name];
  if (!make) return undefined;
  /** The option that a setting's value stands for; the first value is the scheduler's default. */
  const option: Option = (setting, values) => {
    const given = setting in config ? config[setting] : JSON.parse(Object.keys(values)[0]!);
    const key = JSON.stringify(given);
    if (!(key in values))
      throw new UnsupportedSetting(
        setting,
        given,
        Object.keys(values).map((one) => JSON.parse(one)),
      );
    return values[key]!;
  };
  return make(option, trained);
}

/** A table from the JSON of a setting's values to what they stand for. */
type Option = <Value>(setting: string, values: Readonly<Record<string, Value>>) => Value;

const FLAG = {true: true, false: false} as const;
const fewSteps = (trained: number): number => Math.min(20, trained - 1);

/** The clipping of a scheduler that clips unless it is told otherwise. */
function clipOf(option: Option): boolean {
  const clip = option('clip_sample', FLAG);
  if (clip) option('clip_sample_range', {1: true});
  return clip;
}

/** The levels of a solver. */
const spacingOf = (option: Option): Pick<SamplerSettings, 'spacing'> =>
  option('use_karras_sigmas', {false: false, true: true})
    ? {spacing: 'karras'}
    : {spacing: option('timestep_spacing', {'"linspace"': 'linspace', '"trailing"': 'trailing'} as const)};

const multistepOf = (option: Option): Omit<SamplerSettings, 'kind' | 'steps'> => ({
  ...spacingOf(option),
  order: option('solver_order', {2: 2, 1: 1, 3: 3}),
  lowerOrderFinal: option('lower_order_final', FLAG),
  lastSigma: option('final_sigmas_type', {'"zero"': 'zero', '"sigma_min"': 'min'} as const),
});

/** The sampler of each scheduler class that ddsm has. */
const SCHEDULERS: Readonly<Record<string, (option: Option, trained: number) => SamplerSettings>> = {
  DDPMScheduler: (option, steps) => ({
    kind: 'ddpm',
    steps,
    clip: clipOf(option),
    variance: option('variance_type', {
      '"fixed_small"': 'small',
      '"fixed_small_log"': 'small',
      '"fixed_large"': 'large',
      '"fixed_large_log"': 'large',
    } as const),
  }),
  DDIMScheduler: (option, trained) => {
    option('steps_offset', {0: 0});
    option('set_alpha_to_one', {true: true});
    const clip = clipOf(option);
    return {
      kind: 'ddim',
      steps: Math.min(50, trained),
      clip,
      ...(clip ? {clipNoise: false} : {}),
      spacing: option('timestep_spacing', {'"leading"': 'uniform', '"trailing"': 'trailing'} as const),
    };
  },
  DPMSolverMultistepScheduler: (option, trained) => {
    option('euler_at_final', {false: false});
    const kind = option('algorithm_type', {'"dpmsolver++"': 'dpm-solver++', '"dpmsolver"': 'dpm-solver'} as const);
    const solver = option('solver_type', {'"midpoint"': 'midpoint', '"heun"': 'heun'} as const);
    return {kind, steps: fewSteps(trained), ...multistepOf(option), solver};
  },
  UniPCMultistepScheduler: (option, trained) => {
    option('predict_x0', {true: true});
    option('disable_corrector', {'[]': []});
    const solver = option('solver_type', {'"bh2"': 'bh2', '"bh1"': 'bh1'} as const);
    return {kind: 'unipc', steps: fewSteps(trained), ...multistepOf(option), solver};
  },
  HeunDiscreteScheduler: (option, trained) => {
    option('clip_sample', {false: false});
    return {kind: 'heun', steps: fewSteps(trained), ...spacingOf(option)};
  },
  EulerDiscreteScheduler: (option, trained) => {
    option('interpolation_type', {'"linear"': 'linear'});
    option('timestep_type', {'"discrete"': 'discrete'});
    option('final_sigmas_type', {'"zero"': 'zero'});
    return {kind: 'euler', steps: fewSteps(trained), ...spacingOf(option)};
  },
};

/** `scheduler_config.json` of the DDPM scheduler of a noising process, for which any scheduler's `from_config` works. */
export function processTo({steps, schedule, betas, prediction}: DiffusionSettings, {clip}: {clip: boolean}): Settings {
  const nameOf = <Name extends string>(names: Readonly<Record<Name, string>>, wanted: string): Name =>
    (Object.keys(names) as Name[]).find((name) => names[name] === wanted)!;
  return {
    _class_name: 'DDPMScheduler',
    _diffusers_version: '0.35.2',
    num_train_timesteps: steps,
    beta_start: schedule === 'list' ? 1e-4 : betas[0],
    beta_end: schedule === 'list' ? 0.02 : betas[1],
    beta_schedule: schedule === 'list' ? 'linear' : nameOf(SCHEDULES, schedule),
    trained_betas: schedule === 'list' ? betas : null,
    prediction_type: nameOf(PREDICTIONS, prediction),
    variance_type: 'fixed_large',
    clip_sample: clip,
    clip_sample_range: 1,
    thresholding: false,
    rescale_betas_zero_snr: false,
    steps_offset: 0,
    timestep_spacing: 'leading',
  };
}
