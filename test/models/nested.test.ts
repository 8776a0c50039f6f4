import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {type FlatLayout, flatLayout} from '../../src/models/flatLayout.js';
import {describeGroupFault, groupFaults, type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import {WIDTHS, type Width} from '../../src/models/width.js';
import {batchInputs, sandwichGradient} from '../../src/training/step.js';
import {fromStored, storedShape} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, relativeError, scaledHash, toChannelsLast} from '../fixtures.js';

const aligned = {slices: 'aligned'} as const;
const nested = {...aligned, norms: 'constant-size'} as const;

/** Outputs of the network at each width, on x [batch, resolution, resolution, channels]. */
function outputs(
  config: UNetConfig,
  weights: Float32Array,
  {x, t, widths, timeTable}: {x: Tensor4D; t: Tensor1D; widths: readonly Width[]; timeTable?: Tensor2D},
): Map<Width, Float32Array> {
  const layout = flatLayout(config);
  const full = splitFlat(tf.tensor1d(weights), layout);
  return new Map(
    widths.map((width) => {
      const shape = unetShape(config, width);
      const y = unet(shape, sliceWeights(full, layout, shape), {x, t, timeTable});
      return [width, y.dataSync() as Float32Array];
    }),
  );
}

// diffusers' UNet2DModel pads downsampling after the last row and column, ours before the first: mirrored networks are equal.
const mirrored = (data: Float32Array, [rows, columns, inner]: [number, number, number]): Float32Array => {
  const out = new Float32Array(data.length);
  const plane = rows * columns * inner;
  for (let start = 0; start < data.length; start += plane)
    for (let at = 0; at < rows * columns; at++)
      out.set(data.subarray(start + at * inner, start + (at + 1) * inner), start + (rows * columns - 1 - at) * inner);
  return out;
};

/** Name in UNet2DModel of a parameter of a network with `blocks` residual blocks on each of `levels` levels. */
function diffusersName(name: string, {blocks, levels}: {blocks: number; levels: number}): string {
  const inBlock = (part: string): string =>
    part
      .replace('block1.0', 'norm1')
      .replace('block1.2', 'conv1')
      .replace('temb_proj.1', 'time_emb_proj')
      .replace('block2.0', 'norm2')
      .replace('block2.3', 'conv2')
      .replace('shortcut', 'conv_shortcut');
  const attention = (part: string): string => part.replace(/proj_([qkv])/, 'to_$1').replace(/^proj\./, 'to_out.0.');
  const [, way, index, part] = /^(down|middle|up)blocks\.(\d+)\.(.*)$/.exec(name) ?? [];
  if (way === undefined)
    return name
      .replace('time_embedding.timembedding.1', 'time_embedding.linear_1')
      .replace('time_embedding.timembedding.3', 'time_embedding.linear_2')
      .replace('head', 'conv_in')
      .replace('tail.0', 'conv_norm_out')
      .replace('tail.2', 'conv_out');
  const each = blocks + (way === 'up' ? 2 : 1);
  const level = Math.floor(Number(index) / each);
  const block = Number(index) % each;
  const folder = way === 'middle' ? 'mid_block' : `${way}_blocks.${level}`;
  const number = way === 'middle' ? Number(index) : block;
  if (part!.startsWith('main.')) return `${folder}.${way}samplers.0.conv.${part!.slice(5)}`;
  assert.ok(level < levels);
  return part!.startsWith('attn.')
    ? `${folder}.attentions.${number}.${attention(part!.slice(5))}`
    : `${folder}.resnets.${number}.${inBlock(part!)}`;
}

const ddpm: UNetConfig = {
  resolution: 16,
  imageChannels: 3,
  channels: 32,
  multipliers: [1, 2, 2],
  attentionLevels: [1],
  blocks: 2,
  groups: 8,
  normEpsilon: 1e-6,
  dropout: 0,
  classes: 0,
};

test('unet() with aligned slices equals narrower UNet2DModels of diffusers, with both kinds of norms', () => {
  const {tensors} = readSafetensors(fixture('diffusers', 'ddpm', 'diffusion_pytorch_model.safetensors'));
  const golden = readSafetensors(fixture('diffusers', 'ddpm', 'forward.safetensors')).tensors;
  const layout = flatLayout(ddpm);
  const weights = new Float32Array(layout.size);
  for (const {name, shape, offset} of layout.parameters) {
    const stored = tensors.get(diffusersName(name, {blocks: 2, levels: 3}));
    assert.ok(stored, name);
    const values = fromStored(name, stored.data as Float32Array, shape);
    weights.set(shape.length === 4 ? mirrored(values, [shape[0]!, shape[1]!, shape[2]! * shape[3]!]) : values, offset);
  }
  const image = (name: string): Float32Array => {
    const {data, shape} = golden.get(name)!;
    return mirrored(toChannelsLast(data, shape), [16, 16, 3]);
  };
  const times = [...golden.get('t')!.data];
  // Sines, then cosines; exponents divided by half − 1 (flip_sin_to_cos: false, freq_shift: 1).
  const half = ddpm.channels / 2;
  const rows = times.map((t) => {
    const angles = Array.from({length: half}, (_, i) => t * Math.exp((-Math.log(10000) * i) / (half - 1)));
    return [...angles.map(Math.sin), ...angles.map(Math.cos)];
  });
  const inputs = {x: tf.tensor4d(image('x'), [3, 16, 16, 3]), t: tf.tensor1d([0, 1, 2]), timeTable: tf.tensor2d(rows)};
  for (const [config, prefix, widths] of [
    [{...ddpm, ...aligned}, 'y', ['2/8', '4/8', '6/8', '8/8']],
    [{...ddpm, ...nested}, 'scaled', ['2/8', '4/8', '6/8']],
  ] as const) {
    for (const [width, y] of outputs(config, weights, {...inputs, widths})) {
      const error = relativeError(y, image(`${prefix}_${width.replace('/', '_')}`));
      assert.ok(error < 1e-4, `${prefix} ${width}: ${error}`);
    }
  }
});

interface Golden {
  config: UNetConfig;
  batch: number;
  forward: {widths: Width[]; t: number[]};
  sandwich: {width: Width; t: number[]}[];
  losses: number[];
  gradientNorm: number;
  gradientNorms: Record<string, number>;
}
const golden = readJson<Golden>('unet', 'nested-step.json');
const tensors = readSafetensors(fixture('unet', 'nested-step.safetensors')).tensors;

/** Weights as test/golden/nested.py seeds them. */
function seeded(layout: FlatLayout): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset, size} of layout.parameters) {
    const stored = storedShape(name, shape);
    const fanIn = stored.slice(1).reduce((a, b) => a * b, 1);
    const scale: [number, number] = name.endsWith('.bias')
      ? [0.2, 0]
      : stored.length === 1
        ? [0.4, 1]
        : [Math.sqrt(12 / fanIn), 0];
    flat.set(fromStored(name, scaledHash(name, size, scale), shape), offset);
  }
  return flat;
}

test('a nested network and the gradient of its sandwich step equal PyTorch and its autograd', () => {
  const {config, batch} = golden;
  const layout = flatLayout(config);
  const shape: [number, number, number, number] = [batch, 8, 8, 1];
  const image = (name: string): Tensor4D => tf.tensor4d(scaledHash(name, batch * 64, [Math.sqrt(12), 0]), shape);
  const weights = seeded(layout);
  const {widths, t} = golden.forward;
  for (const [width, y] of outputs(config, weights, {x: image('nested/x'), t: tf.tensor1d(t), widths})) {
    const error = relativeError(y, tensors.get(`forward.${width}`)!.data);
    assert.ok(error < 1e-4, `${width}: ${error}`);
  }

  const sandwich = golden.sandwich.map(({width}) => width);
  const options = {config, layout, batch, clip: 1};
  const programs = recordPrograms({
    state: {weights: {shape: [layout.size]}},
    programs: {
      gradient: {
        inputs: batchInputs(sandwich, options),
        run: (feeds, state) => sandwichGradient(sandwich, options, {feeds, state}),
      },
    },
  });
  programs.write('weights', tf.tensor1d(weights));
  const {alphaBars} = linearSchedule(1000, [1e-4, 0.02]);
  const places = golden.sandwich.map(({t: times}, place) => ({
    [`noise${place}`]: image(`nested/noise${place}`),
    [`t${place}`]: tf.tensor1d(times, 'float32'),
    [`signal${place}`]: tf.tensor1d(times.map((time) => Math.sqrt(alphaBars[time]!))),
    [`spread${place}`]: tf.tensor1d(times.map((time) => Math.sqrt(1 - alphaBars[time]!))),
  }));
  const {losses, gradient} = programs.call('gradient', Object.assign({x0: image('nested/x0')}, ...places));
  assert.ok(relativeError(losses!.dataSync(), golden.losses) < 1e-5);
  const flat = gradient!.dataSync() as Float32Array;
  const normOf = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
  assert.ok(Math.abs(normOf(flat) / golden.gradientNorm - 1) < 1e-4);
  let compared = 0;
  for (const {name, shape: dims, offset, size} of layout.parameters) {
    const own = flat.subarray(offset, offset + size);
    const norm = golden.gradientNorms[name]!;
    assert.ok(Math.abs(normOf(own) - norm) < 1e-4 * Math.max(norm, 0.01 * golden.gradientNorm), name);
    const stored = tensors.get(`gradient.${name}`);
    if (!stored) continue;
    compared++;
    const error = relativeError(own, fromStored(name, stored.data as Float32Array, dims));
    assert.ok(error < 1e-4, `gradient of ${name}: ${error}`);
  }
  assert.equal(compared, 14);
  programs.dispose();
});

test('the full width is the same network for every kind of slimming', () => {
  const {config, batch} = golden;
  const weights = seeded(flatLayout(config));
  const x = tf.tensor4d(scaledHash('nested/x', batch * 64, [Math.sqrt(12), 0]), [batch, 8, 8, 1]);
  const of = (kind: UNetConfig): Float32Array =>
    outputs(kind, weights, {x, t: tf.tensor1d(golden.forward.t), widths: ['8/8']}).get('8/8')!;
  const {slices: _slices, norms: _norms, ...published} = config;
  for (const kind of [{...published, ...aligned}, {...published, norms: 'constant-size'} as const, config])
    assert.deepEqual(of(kind), of(published));
});

test('32 groups of constant size fit all seven widths of 128 channels, and a fixed number of them only four', () => {
  const cifar10: UNetConfig = {...ddpm, resolution: 32, channels: 128, multipliers: [1, 2, 2, 2], groups: 32};
  assert.deepEqual(groupFaults({...cifar10, ...nested}, WIDTHS), []);
  assert.deepEqual(
    groupFaults(cifar10, WIDTHS).map(({width}) => width),
    ['3/8', '5/8', '7/8'],
  );
  // 3/8 of 64 and of 32 channels make 24 and 16, which are no groups of 12.
  const [fault] = groupFaults({...ddpm, multipliers: [1, 2], blocks: 1, ...nested}, ['3/8']);
  assert.match(
    describeGroupFault(fault!, 8),
    /^groups of \d+ channels \(8 groups at full width\) do not divide the \d+ channels of \S+ at width 3\/8$/,
  );
});
