/** A model of diffusers taken in, made step-aware and given back. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {recordPrograms} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {type UNetConfig, unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import type {Width} from '../../src/models/width.js';
import {packageRoot} from '../../src/paths.js';
import {fromStored} from '../../src/weights/layout.js';
import {encodeSafetensors, readSafetensors, readSafetensorsHeader} from '../../src/weights/safetensors.js';
import {fixture, relativeError, scaledHash, toChannelsLast} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-diffusers-cli-'));
const scratch = join(folder, 'scratch');
mkdirSync(scratch);
const at = (...names: string[]): string => join(folder, ...names);
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {...process.env, NO_COLOR: '1', TMPDIR: scratch},
  });
const done = (...args: string[]) => {
  const {status, stdout, stderr} = ddsm(...args);
  assert.equal(status, 0, `${args.join(' ')}\n${stderr}`);
  return {stdout, stderr};
};
const writeJson = (value: unknown, ...names: string[]): void => writeFileSync(at(...names), JSON.stringify(value));
const imagesOf = (name: string): Float32Array => readSafetensors(at(name)).tensors.get('images')!.data as Float32Array;

const scheduler = {
  ...{_class_name: 'DDIMScheduler', num_train_timesteps: 20, beta_start: 1e-3, beta_end: 0.3},
  ...{clip_sample: true, timestep_spacing: 'leading'},
};
mkdirSync(at('model', 'scheduler'), {recursive: true});
cpSync(fixture('diffusers', 'ddpm'), at('model', 'unet'), {recursive: true});
writeJson(scheduler, 'model', 'scheduler', 'scheduler_config.json');
writeJson(
  {_class_name: 'DDIMPipeline', unet: ['diffusers', 'UNet2DModel'], scheduler: ['diffusers', 'DDIMScheduler']},
  ...['model', 'model_index.json'],
);
/** Noise for two images, as `--start` and diffusers take it. */
const noise = {shape: [2, 3, 16, 16], data: scaledHash('start', 2 * 768, [Math.sqrt(12), 0])};
writeFileSync(at('noise.safetensors'), encodeSafetensors(new Map([['x_T', noise]])));
const START = ['--seeds', '0-1', '--start', 'noise.safetensors', '--plain', '--json'];

test('cost of a pipeline counts the widths that the groups of its network allow', () => {
  const {widths} = JSON.parse(done('cost', 'model', '--json').stdout);
  assert.deepEqual(Object.keys(widths), ['2/8', '4/8', '6/8', '8/8']);
  const macs = Object.values<{macs: number}>(widths).map((one) => one.macs);
  assert.ok(macs.every((one, place) => place === 0 || one > macs[place - 1]!));
  assert.match(done('cost', 'model/unet').stdout, /\| 6\/8 .*nested +\|\n\| 8\/8 .*as it is \|/);
  const {status, stderr} = ddsm('cost', 'model', '--set', 'widths.exclude=[2/8]');
  assert.equal(status, 2);
  assert.match(stderr, /--set is for a spec/);
});

test("sample makes images of a pipeline by the pipeline's sampler, and leaves nothing behind", () => {
  const {sampler, weights} = JSON.parse(done('sample', 'model', ...START, '--out', 'folder.safetensors').stdout);
  assert.deepEqual(sampler, {kind: 'ddim', steps: 20, clip: true, clipNoise: false, spacing: 'uniform'});
  assert.equal(weights, 'model');
  assert.deepEqual(readdirSync(scratch), []);
  done('import', 'model', '--out', 'imported.safetensors');
  done('sample', 'imported.safetensors', ...START, '--out', 'file.safetensors');
  assert.deepEqual(imagesOf('file.safetensors'), imagesOf('folder.safetensors'));
});

test('sample refuses a network without a noising process, and a pipeline with other parts', () => {
  cpSync(at('model', 'unet'), at('bare'), {recursive: true});
  const bare = ddsm('sample', 'bare');
  assert.equal(bare.status, 2);
  assert.match(bare.stderr, /bare has no scheduler\/scheduler_config.json/);
  mkdirSync(at('conditional'));
  writeJson(
    {_class_name: 'LDMPipeline', vqvae: ['diffusers', 'VQModel'], unet: ['diffusers', 'UNet2DModel']},
    ...['conditional', 'model_index.json'],
  );
  for (const command of ['sample', 'cost']) {
    const {status, stderr} = ddsm(command, 'conditional');
    assert.notEqual(status, 0);
    assert.match(stderr, /LDMPipeline has vqvae beside its network/);
  }
  assert.deepEqual(readdirSync(scratch), []);
});

test('sample refuses a file whose description of itself is not JSON', () => {
  writeFileSync(at('broken.safetensors'), encodeSafetensors(new Map([['x', noise]]), {architecture: '{'}));
  const {status, stderr} = ddsm('sample', 'broken.safetensors');
  assert.equal(status, 2);
  assert.match(stderr, /broken.safetensors does not say its architecture in JSON/);
});

/** What makes the run of the spec from `init --from` short. */
const SHORT = [
  ...['widths.options=[2/8, 4/8, 8/8]', 'train.iterations=4', 'train.batch=4', 'train.warmup=1', 'train.sandwich=2'],
  ...[
    'train.sampleEvery=0',
    'classifier.iterations=4',
    'search.sampler={kind: ddim, steps: 4, spacing: trailing, clip: true}',
  ],
  ...['search.images=8', 'search.rescore=0', 'evaluate.metric=frechet', 'evaluate.images=16', 'evaluate.jackknife=0'],
].flatMap((setting) => ['--set', setting]);

test('a model of diffusers goes through init, run and export, and comes back with the same bits', async () => {
  for (const name of ['light', 'dark']) {
    mkdirSync(at('images', name), {recursive: true});
    for (let image = 0; image < 10; image++) {
      const pixels = Uint8Array.from(scaledHash(`${name}/${image}`, 768, [120, name === 'light' ? 190 : 60]));
      await sharp(pixels, {raw: {width: 16, height: 16, channels: 3}})
        .png()
        .toFile(at('images', name, `${image}.png`));
    }
  }
  done('init', '--from', 'model', 'images', '--out', 'aware.yaml');
  done('run', 'aware.yaml', ...SHORT, '--plain');
  const {stdout} = done('export', 'model', '--format', 'diffusers', '--out', 'export');
  assert.match(stdout, /^export: 268 tensors after 4 steps\n$/);
  for (const name of ['README.md', 'pipeline.py', 'step_aware.json', 'unet/config.json'])
    assert.ok(existsSync(at('export', name)), name);
  // An export takes the place of an earlier one.
  done('export', 'model', '--format', 'diffusers', '--out', 'export');
  done('export', 'model', '--out', 'supernet.safetensors');
  done('import', 'export', '--out', 'again.safetensors');
  const [before, after] = ['supernet', 'again'].map((name) => readSafetensors(at(`${name}.safetensors`)).tensors);
  assert.deepEqual([...after!.keys()].sort(), [...before!.keys()].sort());
  for (const [name, tensor] of before!) assert.deepEqual(after!.get(name), tensor, name);
  // The export has the run's strategy and sampler with it.
  done('sample', 'runs/model', ...START, '--out', 'run.safetensors');
  const {strategy} = JSON.parse(done('sample', 'export', ...START, '--out', 'exported.safetensors').stdout);
  assert.equal(strategy.from, 'export/step_aware.json');
  assert.deepEqual(imagesOf('exported.safetensors'), imagesOf('run.safetensors'));
});

const PEER = `
import json, sys, torch
from diffusers import DDPMPipeline, DiffusionPipeline
from safetensors.torch import load_file, save_file
DIR = sys.argv[1]
start = load_file(sys.argv[2])["x_T"]
pipeline = DiffusionPipeline.from_pretrained(DIR, custom_pipeline=DIR, trust_remote_code=True)
results = {"images": pipeline(batch_size=2, latents=start, output_type="pt").images.clamp(-1, 1)}
with torch.no_grad():
    for width in json.load(open(DIR + "/step_aware.json"))["widths"].keys() | {"8/8"}:
        results[width] = pipeline._network(width)(start, torch.tensor([3, 17])).sample
    plain = DDPMPipeline.from_pretrained(DIR).unet
    results["plain"] = plain(start, torch.tensor([3, 17])).sample
save_file({name: value.contiguous() for name, value in results.items()}, sys.argv[3])
`;
const python = process.env.DDSM_PEER_PYTHON;

test("diffusers makes the run's images from an export to 1e-3, and its outputs at every width to 1e-5", {
  skip: python ? false : 'DDSM_PEER_PYTHON names no Python with PyTorch and diffusers',
}, (t) => {
  const args = ['-c', PEER, at('export'), at('noise.safetensors'), at('peer.safetensors')];
  const {status, stderr} = spawnSync(python!, args, {encoding: 'utf8', env: {...process.env, HF_HUB_OFFLINE: '1'}});
  assert.equal(status, 0, stderr);
  const peer = readSafetensors(at('peer.safetensors')).tensors;
  const images = peer.get('images')!.data as Float32Array;
  const difference = imagesOf('run.safetensors').reduce(
    (most, value, place) => Math.max(most, Math.abs(value - images[place]!)),
    0,
  );
  // Where both are clipped, nothing is compared.
  const inside = images.filter((value) => Math.abs(value) < 1).length / images.length;
  assert.ok(inside > 0.05, `${inside} of the pixels are not clipped`);
  t.diagnostic(`images: ${inside.toFixed(2)} of the pixels are not clipped, largest difference ${difference}`);
  assert.ok(difference < 1e-3, `images: ${difference}`);
  const config = JSON.parse(readSafetensorsHeader(at('supernet.safetensors')).metadata.architecture!) as UNetConfig;
  const layout = flatLayout(config);
  const {tensors} = readSafetensors(at('supernet.safetensors'));
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset} of layout.parameters)
    flat.set(fromStored(name, tensors.get(name)!.data as Float32Array, shape), offset);
  for (const [name, {data, shape}] of peer) {
    if (name === 'images') continue;
    const width = (name === 'plain' ? '8/8' : name) as Width;
    const programs = recordPrograms({
      state: {weights: {shape: [layout.size]}},
      programs: {
        forward: {
          inputs: {x: {shape: [2, 16, 16, 3]}, t: {shape: [2]}},
          run: ({x, t}, state) => {
            const network = unetShape(config, width);
            const weights = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, network);
            return {y: unet(network, weights, {x: x as Tensor4D, t: t as Tensor1D})};
          },
        },
      },
    });
    programs.write('weights', tf.tensor1d(flat));
    const x = tf.tensor4d(toChannelsLast(noise.data, noise.shape), [2, 16, 16, 3]);
    const {y} = programs.call('forward', {x, t: tf.tensor1d([3, 17])});
    const error = relativeError(y!.dataSync(), toChannelsLast(data as Float32Array, shape));
    programs.dispose();
    t.diagnostic(`${name}: ${error} of the largest output`);
    assert.ok(error < 1e-5, `${name}: ${error}`);
  }
});
