import assert from 'node:assert/strict';
import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {Settings} from '../../src/convert/diffusers.js';
import {unetTensors} from '../../src/convert/families.js';
import {importWeights} from '../../src/convert/import.js';
import {writePipelineFolder} from '../../src/convert/pipelineFolder.js';
import type {DiffusionSettings} from '../../src/diffusion/schedule.js';
import type {UNetConfig} from '../../src/models/shape.js';
import {ProblemError} from '../../src/problem.js';
import {encodeSafetensors, readSafetensors} from '../../src/weights/safetensors.js';
import {fixture, readJson, scaledHash} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-diffusers-'));
const out = join(folder, 'out.safetensors');
const scheduler = {_class_name: 'DDPMScheduler', clip_sample: true, num_train_timesteps: 50};
const index = {
  _class_name: 'DDPMPipeline',
  unet: ['diffusers', 'UNet2DModel'],
  scheduler: ['diffusers', 'DDPMScheduler'],
};

/** A pipeline's folder with the fixture's network; `unet` and `pipeline` change settings. */
function pipelineFolder(
  name: string,
  {unet = {}, schedule = scheduler as Settings, parts = index as Settings} = {},
): string {
  const path = join(folder, name);
  cpSync(fixture('diffusers', 'ddpm'), join(path, 'unet'), {recursive: true});
  mkdirSync(join(path, 'scheduler'));
  const config = {...readJson<Settings>('diffusers', 'ddpm', 'config.json'), ...unet};
  writeFileSync(join(path, 'unet', 'config.json'), JSON.stringify(config));
  writeFileSync(join(path, 'scheduler', 'scheduler_config.json'), JSON.stringify(schedule));
  writeFileSync(join(path, 'model_index.json'), JSON.stringify(parts));
  return path;
}

test('importWeights() takes a pipeline, its unet or the file in it, with what its settings say', async () => {
  const path = pipelineFolder('whole');
  const results: Buffer[] = [];
  for (const from of [path, join(path, 'unet'), join(path, 'unet', 'diffusion_pytorch_model.safetensors')]) {
    const {family, missing, unused, kept} = await importWeights(from, {out, weights: 'ema'});
    assert.deepEqual([family, missing, unused], ['diffusers', [], []]);
    assert.equal(kept!.config.normEpsilon, 1e-6);
    assert.deepEqual(kept!.diffusion, {steps: 50, schedule: 'linear', betas: [1e-4, 0.02], prediction: 'noise'});
    results.push(readFileSync(out));
  }
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
  const {tensors, metadata} = readSafetensors(out);
  assert.deepEqual(JSON.parse(metadata.widths!), {options: ['8/8']});
  assert.equal(JSON.parse(metadata.sampler!).kind, 'ddpm');
  const stored = readSafetensors(join(path, 'unet', 'diffusion_pytorch_model.safetensors')).tensors;
  const query = tensors.get('downblocks.3.attn.proj_q.weight')!;
  assert.equal(query.shape.length, 4);
  assert.deepEqual(query.data, stored.get('down_blocks.1.attentions.0.to_q.weight')!.data);
});

test('importWeights() reads weights in several files, under older names, and without a scheduler', async () => {
  const path = pipelineFolder('shards');
  const unet = join(path, 'unet');
  const whole = readSafetensors(join(unet, 'diffusion_pytorch_model.safetensors')).tensors;
  rmSync(join(unet, 'diffusion_pytorch_model.safetensors'));
  const old = (name: string): string =>
    name
      .replace('.to_q.', '.query.')
      .replace('.to_k.', '.key.')
      .replace('.to_v.', '.value.')
      .replace('.to_out.0.', '.proj_attn.');
  const names = [...whole.keys()];
  const places: Record<string, string> = {};
  for (const part of [0, 1]) {
    const own = names.filter((_, at) => at % 2 === part);
    const file = `diffusion_pytorch_model-0000${part + 1}-of-00002.safetensors`;
    for (const name of own) places[old(name)] = file;
    writeFileSync(join(unet, file), encodeSafetensors(new Map(own.map((name) => [old(name), whole.get(name)!]))));
  }
  const list = join(unet, 'diffusion_pytorch_model.safetensors.index.json');
  writeFileSync(list, JSON.stringify({metadata: {}, weight_map: places}));
  rmSync(join(path, 'scheduler'), {recursive: true});
  const {missing, unused} = await importWeights(path, {out, weights: 'ema'});
  assert.deepEqual([missing, unused], [[], []]);
  assert.equal(readSafetensors(out).metadata.diffusion, undefined);
});

test('an export is imported to the same bits, whatever its sinusoid', async () => {
  const network: UNetConfig = {
    ...{
      resolution: 16,
      imageChannels: 3,
      channels: 16,
      multipliers: [1, 2],
      attentionLevels: [1],
      blocks: 1,
      groups: 8,
    },
    ...{slices: 'aligned', norms: 'constant-size', dropout: 0, classes: 10, unlabelled: true},
  };
  const diffusion: DiffusionSettings = {steps: 100, schedule: 'cosine', betas: [1e-4, 0.02], prediction: 'v'};
  for (const config of [network, {...network, timeEmbedding: 'cos-sin', timeShift: 1} as const]) {
    const shapes = unetTensors(config);
    const read = (name: string) => {
      const shape = shapes.get(name)!;
      return {
        shape,
        data: scaledHash(
          name,
          shape.reduce((a, b) => a * b, 1),
          [1, 0],
        ),
      };
    };
    const path = join(folder, 'exported');
    writePipelineFolder(path, {
      ...{network: config, diffusion, weights: {shapes, read}, card: '# Card\n', widths: ['4/8', '8/8']},
      metadata: {
        architecture: JSON.stringify(config),
        diffusion: JSON.stringify(diffusion),
        widths: JSON.stringify({options: ['4/8', '8/8']}),
      },
      sampler: {kind: 'ddim', steps: 4, spacing: 'quadratic'},
      strategy: ['8/8', '8/8', '4/8', '4/8'],
    });
    const {kept, unused} = await importWeights(path, {out, weights: 'ema'});
    assert.deepEqual(unused, []);
    assert.deepEqual(kept, {config, diffusion, widths: {options: ['4/8', '8/8']}});
    const {tensors} = readSafetensors(out);
    assert.equal(tensors.size, shapes.size);
    for (const [name, {data}] of tensors) assert.deepEqual(data, read(name).data, name);
    const plan = JSON.parse(readFileSync(join(path, 'step_aware.json'), 'utf8'));
    assert.deepEqual(Object.keys(plan.widths), ['4/8']);
    assert.equal(plan.timesteps.length, 4);
    assert.deepEqual(plan.widths['4/8'].conv_in, {inputs: [[0, 3]], outputs: 8});
  }
});

test('a folder that ddsm cannot read is refused with the file, the setting and its value', async () => {
  const stray = join(folder, 'stray.safetensors');
  copyFileSync(fixture('diffusers', 'ddpm', 'diffusion_pytorch_model.safetensors'), stray);
  const bare = pipelineFolder('bare');
  rmSync(join(bare, 'unet', 'diffusion_pytorch_model.safetensors'));
  const other = pipelineFolder('other', {unet: {block_out_channels: [32, 64, 32]}});
  const text = pipelineFolder('text', {parts: {...index, text_encoder: ['transformers', 'CLIPTextModel']}});
  const cases: [string, RegExp][] = [
    [stray, /is a UNet2DModel of diffusers without its config.json/],
    [bare, /unet has no weights/],
    [other, /should be \[32, .*\], but is \[64, /],
    [text, /DDPMPipeline has text_encoder beside its network/],
    [
      pipelineFolder('vq', {parts: {_class_name: 'LDMPipeline', vqvae: ['diffusers', 'VQModel']}}),
      /LDMPipeline has vqvae/,
    ],
    [
      pipelineFolder('shift', {unet: {resnet_time_scale_shift: 'scale_shift'}}),
      /config.json: resnet_time_scale_shift is "scale_shift"/,
    ],
    [
      pipelineFolder('zero', {schedule: {...scheduler, rescale_betas_zero_snr: true}}),
      /rescale_betas_zero_snr is true/,
    ],
    [pipelineFolder('cut', {schedule: {...scheduler, thresholding: true}}), /thresholding is true/],
  ];
  for (const [path, message] of cases)
    await assert.rejects(
      importWeights(path, {out, weights: 'ema'}),
      (error: unknown) => error instanceof ProblemError && message.test(error.problems[0]!.message),
      path,
    );
});
