import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  currentName,
  diffusersLayers,
  networkFrom,
  networkTo,
  processFrom,
  processTo,
  type Settings,
  UnsupportedSetting,
} from '../../src/convert/diffusers.js';
import type {State} from '../../src/diffusion/sampler.js';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {type DiffusionSettings, scheduleOf} from '../../src/diffusion/schedule.js';
import {type Programs, recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {type FlatLayout, flatLayout} from '../../src/models/flatLayout.js';
import {layersOf, type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import type {Width} from '../../src/models/width.js';
import {fromStored} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, relativeError, scaledHash, toChannelsLast} from '../fixtures.js';

const WIDTHS: readonly Width[] = ['2/8', '4/8', '6/8', '8/8'];

/** A stored UNet2DModel: its network at full width and the vector of its weights. */
function model(folder: string): {full: UNetConfig; layout: FlatLayout; flat: Float32Array} {
  const full = networkFrom(readJson<Settings>('diffusers', folder, 'config.json'));
  const {tensors} = readSafetensors(fixture('diffusers', folder, 'diffusion_pytorch_model.safetensors'));
  const layout = flatLayout(full);
  const names = diffusersLayers(full);
  const flat = new Float32Array(layout.size);
  for (const {name, layer, shape, offset} of layout.parameters) {
    const stored = tensors.get(`${names.get(layer.name)}${name.slice(layer.name.length)}`);
    assert.ok(stored, name);
    flat.set(fromStored(name, stored.data as Float32Array, shape), offset);
  }
  assert.equal(tensors.size, layout.parameters.length);
  return {full, layout, flat};
}

/** The network at each width as a program of x and t. */
function recorded(config: UNetConfig, widths: readonly Width[], batch: number): Programs {
  const layout = flatLayout(config);
  return recordPrograms({
    state: {weights: {shape: [layout.size]}},
    programs: Object.fromEntries(
      widths.map((width) => [
        width,
        {
          inputs: {x: {shape: [batch, 16, 16, 3]}, t: {shape: [batch]}},
          run: ({x, t}, state) => {
            const shape = unetShape(config, width);
            const weights = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
            return {y: unet(shape, weights, {x: x as Tensor4D, t: t as Tensor1D})};
          },
        },
      ]),
    ),
  });
}

for (const folder of ['ddpm', 'default']) {
  test(`a UNet2DModel, ${folder}, equals diffusers' at every width with both kinds of norms to 1e-4`, () => {
    const {full, flat} = model(folder);
    const golden = readSafetensors(fixture('diffusers', folder, 'forward.safetensors')).tensors;
    const image = (name: string): Float32Array => {
      const {data, shape} = golden.get(name)!;
      return toChannelsLast(data, shape);
    };
    const kinds: [string, UNetConfig][] = [
      ['y', {...full, slices: 'aligned'}],
      ['scaled', {...full, slices: 'aligned', norms: 'constant-size'}],
    ];
    for (const [prefix, config] of kinds) {
      const widths = WIDTHS.filter((width) => golden.has(`${prefix}_${width.replace('/', '_')}`));
      const programs = recorded(config, widths, 3);
      programs.write('weights', tf.tensor1d(flat));
      const x = tf.tensor4d(image('x'), [3, 16, 16, 3]);
      const t = tf.tensor1d(Float32Array.from(golden.get('t')!.data));
      for (const width of widths) {
        const {y} = programs.call(width, {x, t});
        const error = relativeError(y!.dataSync(), image(`${prefix}_${width.replace('/', '_')}`));
        assert.ok(error < 1e-4, `${prefix} ${width}: ${error}`);
      }
      programs.dispose();
    }
  });
}

test("DDPM and DDIM make the images of diffusers' pipelines from the same noise, to 1e-3", () => {
  const {full, flat} = model('ddpm');
  const programs = recorded(full, ['8/8'], 2);
  programs.write('weights', tf.tensor1d(flat));
  const noise = (name: string): Tensor4D =>
    tf.tensor4d(
      toChannelsLast(scaledHash(`pipeline/${name}`, 2 * 768, [Math.sqrt(12), 0]), [2, 3, 16, 16]),
      [2, 16, 16, 3],
    );
  const {tensors} = readSafetensors(fixture('diffusers', 'pipeline.safetensors'));
  assert.equal(tensors.size, 9);
  for (const [name, golden] of tensors) {
    const {diffusion, sampler} = processFrom({
      ...{num_train_timesteps: 20, beta_start: 0.001, beta_end: 0.3},
      _class_name: name.startsWith('ddpm') ? 'DDPMScheduler' : 'DDIMScheduler',
      ...(name.startsWith('ddpm') ? {variance_type: name.split(' ')[1]} : {}),
      prediction_type: name.includes('v_prediction') ? 'v_prediction' : 'epsilon',
      clip_sample: name.endsWith('clip'),
    });
    const made = makeSampler(scheduleOf(diffusion), {...sampler!, steps: name.startsWith('ddpm') ? 20 : 10});
    let state: State = [noise('start')];
    for (let index = made.levels.length - 1; index >= 0; index--)
      state = made.step(state, index, {
        noise: made.usesNoise(index) ? noise(String(index)) : undefined,
        predict: (x, {t}) => programs.call('8/8', {x, t: tf.fill([2], t)}).y as Tensor4D,
      });
    const error = relativeError(state[0].dataSync(), toChannelsLast(golden.data, golden.shape));
    assert.ok(error < 1e-3, `${name}: ${error}`);
  }
  programs.dispose();
});

const config = readJson<Settings>('diffusers', 'ddpm', 'config.json');

test('networkFrom() and networkTo() are inverse, and every layer has a name', () => {
  for (const folder of ['ddpm', 'default']) {
    const given = readJson<Settings>('diffusers', folder, 'config.json');
    const network = networkFrom(given);
    assert.deepEqual(networkFrom(networkTo(network)), network);
    assert.deepEqual(networkTo(network), given);
    const names = diffusersLayers(network);
    for (const {name} of layersOf(unetShape(network))) assert.ok(names.has(name), name);
  }
  const classes = networkFrom({...config, num_class_embeds: 10});
  assert.equal(classes.classes, 10);
  assert.equal(networkTo({...classes, unlabelled: true}).num_class_embeds, 11);
});

test('networkFrom() refuses a setting that the network lacks by its name and value', () => {
  const cases: [Settings, RegExp][] = [
    [{resnet_time_scale_shift: 'scale_shift'}, /^resnet_time_scale_shift is "scale_shift"$/],
    [{downsample_type: 'resnet'}, /^downsample_type is "resnet"$/],
    [{upsample_type: 'resnet'}, /upsample_type/],
    [{down_block_types: ['DownBlock2D', 'SkipDownBlock2D', 'DownBlock2D']}, /down_block_types/],
    [{up_block_types: ['UpBlock2D', 'UpBlock2D', 'UpBlock2D']}, /up_block_types/],
    [{center_input_sample: true}, /center_input_sample is true/],
    [{act_fn: 'gelu'}, /act_fn is "gelu"/],
    [{mid_block_scale_factor: 1.5}, /mid_block_scale_factor is 1.5/],
    [{mid_block_type: null}, /mid_block_type is null/],
    [{add_attention: false}, /add_attention is false/],
    [{out_channels: 6}, /out_channels is 6/],
    [{class_embed_type: 'timestep'}, /class_embed_type/],
    [{time_embedding_type: 'fourier'}, /time_embedding_type/],
    [{time_embedding_dim: 64}, /time_embedding_dim is 64/],
    [{attn_norm_num_groups: 4}, /attn_norm_num_groups is 4/],
    [{block_out_channels: [32, 48, 64]}, /block_out_channels/],
    [{block_out_channels: [32, 64]}, /block_types/],
    [{sample_size: [16, 32]}, /sample_size/],
    [{_class_name: 'UNet2DConditionModel'}, /_class_name is "UNet2DConditionModel"/],
    [{of_the_future: 2}, /of_the_future is 2/],
  ];
  for (const [setting, message] of cases)
    assert.throws(
      () => networkFrom({...config, ...setting}),
      (error: unknown) => error instanceof UnsupportedSetting && message.test(error.message),
      JSON.stringify(setting),
    );
  assert.throws(() => networkTo({...networkFrom(config), pruned: {head: 8}}), /pruned/);
});

test('processFrom() reads the process and the sampler of a scheduler, and refuses what it lacks', () => {
  const process: DiffusionSettings = {steps: 1000, schedule: 'linear', betas: [1e-4, 0.02], prediction: 'noise'};
  const ddpm = {_class_name: 'DDPMScheduler', clip_sample: true, variance_type: 'fixed_large'};
  assert.deepEqual(processFrom(ddpm), {
    diffusion: process,
    sampler: {kind: 'ddpm', steps: 1000, clip: true, variance: 'large'},
  });
  const cosine: DiffusionSettings = {...process, steps: 50, schedule: 'cosine', prediction: 'v'};
  const list: DiffusionSettings = {...process, steps: 3, schedule: 'list', betas: [0.1, 0.2, 0.3], prediction: 'image'};
  for (const one of [process, cosine, list]) assert.deepEqual(processFrom(processTo(one, {clip: true})).diffusion, one);
  assert.deepEqual(processFrom({_class_name: 'DDIMScheduler', clip_sample: false}).sampler, {
    ...{kind: 'ddim', steps: 50, clip: false, spacing: 'uniform'},
  });
  assert.equal(processFrom({_class_name: 'PNDMScheduler', skip_prk_steps: true}).sampler, undefined);
  assert.deepEqual(
    processFrom({_class_name: 'DPMSolverMultistepScheduler', use_karras_sigmas: true, solver_order: 3}).sampler,
    {
      ...{kind: 'dpm-solver++', steps: 20, spacing: 'karras', order: 3, lowerOrderFinal: true},
      ...{lastSigma: 'zero', solver: 'midpoint'},
    },
  );
  const cases: Settings[] = [
    {rescale_betas_zero_snr: true},
    {thresholding: true},
    {clip_sample_range: 2},
    {variance_type: 'learned_range'},
    {beta_schedule: 'sigmoid'},
    {prediction_type: 'flow_prediction'},
    {trained_betas: [0.1]},
    {num_train_timesteps: 0},
    {beta_start: 0},
    {use_flow_sigmas: true},
    {_class_name: 'DDIMScheduler', steps_offset: 1},
    {_class_name: 'DDIMScheduler', set_alpha_to_one: false},
    {_class_name: 'EulerDiscreteScheduler', timestep_spacing: 'leading'},
    {_class_name: 'DPMSolverMultistepScheduler', algorithm_type: 'sde-dpmsolver++'},
  ];
  for (const setting of cases) {
    const [name, value] = Object.entries(setting).at(-1)!;
    assert.throws(
      () => processFrom({...ddpm, ...setting}),
      (error: unknown) =>
        error instanceof UnsupportedSetting && error.message === `${name} is ${JSON.stringify(value)}`,
      JSON.stringify(setting),
    );
  }
});

test('currentName() knows the projections of older files', () => {
  assert.equal(currentName('mid_block.attentions.0.query.weight'), 'mid_block.attentions.0.to_q.weight');
  assert.equal(currentName('up_blocks.1.attentions.2.proj_attn.bias'), 'up_blocks.1.attentions.2.to_out.0.bias');
  assert.equal(currentName('conv_in.weight'), 'conv_in.weight');
});
