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
import type {DiffusionSettings} from '../../src/diffusion/schedule.js';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {layersOf, type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import type {Width} from '../../src/models/width.js';
import {fromStored} from '../../src/weights/layout.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, relativeError, toChannelsLast} from '../fixtures.js';

const WIDTHS: readonly Width[] = ['2/8', '4/8', '6/8', '8/8'];

for (const folder of ['ddpm', 'default']) {
  test(`a UNet2DModel, ${folder}, equals diffusers' at every width with both kinds of norms to 1e-4`, () => {
    const full = networkFrom(readJson<Settings>('diffusers', folder, 'config.json'));
    const {tensors} = readSafetensors(fixture('diffusers', folder, 'diffusion_pytorch_model.safetensors'));
    const golden = readSafetensors(fixture('diffusers', folder, 'forward.safetensors')).tensors;
    const layout = flatLayout(full);
    const names = diffusersLayers(full);
    const flat = new Float32Array(layout.size);
    for (const {name, layer, shape, offset} of layout.parameters) {
      const stored = tensors.get(`${names.get(layer.name)}${name.slice(layer.name.length)}`);
      assert.ok(stored, name);
      flat.set(fromStored(name, stored.data as Float32Array, shape), offset);
    }
    assert.equal(tensors.size, layout.parameters.length);
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
      const programs = recordPrograms({
        state: {weights: {shape: [layout.size]}},
        programs: Object.fromEntries(
          widths.map((width) => [
            width,
            {
              inputs: {x: {shape: [3, 16, 16, 3]}, t: {shape: [3]}},
              run: ({x, t}, state) => {
                const shape = unetShape(config, width);
                const weights = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
                return {y: unet(shape, weights, {x: x as Tensor4D, t: t as Tensor1D})};
              },
            },
          ]),
        ),
      });
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
  assert.throws(() => networkTo({...networkFrom(config), timeEmbedding: undefined} as never), /model.timeEmbedding/);
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
