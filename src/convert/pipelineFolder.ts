/**
 * A network as a folder that diffusers opens: `DDPMPipeline.from_pretrained` at full width, and with the folder's
 * `pipeline.py` by a strategy.
 */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {writeFolder, writeInto} from '../commit.js';
import type {DiffusionSettings} from '../diffusion/schedule.js';
import type {SamplerSettings} from '../diffusion/settings.js';
import {layersOf, type NormLayer, type UNetConfig, unetShape} from '../models/shape.js';
import {FULL_WIDTH, type Width} from '../models/width.js';
import {packageRoot} from '../paths.js';
import {usageError} from '../problem.js';
import {encodeSafetensors, type StoredTensor} from '../weights/safetensors.js';
import {diffusersLayers, networkTo, processTo, type SchedulerSettings, schedulerTo, sinesFirst} from './diffusers.js';
import type {WeightSet} from './export.js';

export interface PipelineFolder {
  network: UNetConfig;
  diffusion: DiffusionSettings;
  /** At full width, in PyTorch's layout. */
  weights: WeightSet;
  /** Metadata of the weights' file. */
  metadata: Record<string, string>;
  sampler: SamplerSettings;
  /** Width of each step of the sampler, index 0 the cleanest; undefined for a network that runs at full width only. */
  strategy: readonly Width[] | undefined;
  /** Widths that were trained. */
  widths: readonly Width[];
  /** The text of the model card. */
  card: string;
}

/** The file of an exported folder that has its strategy. */
export const STRATEGY_PLAN = 'step_aware.json';

const UNET = join('unet', 'diffusion_pytorch_model.safetensors');

/** Writes the folder. Throws an UnsupportedSetting, or a ProblemError where `folder` holds something else. */
export function writePipelineFolder(folder: string, {network, diffusion, sampler, ...model}: PipelineFolder): void {
  if (existsSync(folder) && !existsSync(join(folder, 'model_index.json')) && readdirSync(folder).length > 0)
    throw usageError({
      code: 'bad-output',
      message: `--out ${folder} holds other files`,
      suggestion: 'name a folder that is new, empty or an earlier export',
    });
  const config = networkTo(network);
  const scheduler = model.strategy && schedulerTo(sampler, diffusion.steps);
  const files: Record<string, unknown> = {
    'model_index.json': {
      _class_name: 'DDPMPipeline',
      _diffusers_version: '0.35.2',
      scheduler: ['diffusers', 'DDPMScheduler'],
      unet: ['diffusers', 'UNet2DModel'],
    },
    [join('unet', 'config.json')]: config,
    [join('scheduler', 'scheduler_config.json')]: processTo(diffusion, {clip: sampler.clip ?? false}),
    ...(scheduler ? {[STRATEGY_PLAN]: planOf(network, {scheduler, guidance: sampler.guidance ?? 1, ...model})} : {}),
  };
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of renamed(network, model.weights)) tensors.set(name, tensor);
  writeFolder(folder, (scratch) => {
    for (const [name, value] of Object.entries(files))
      writeInto(join(scratch, name), Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`));
    writeInto(
      join(scratch, UNET),
      encodeSafetensors(tensors, {...model.metadata, sampler: JSON.stringify(sampler), format: 'pt'}),
    );
    writeInto(join(scratch, 'README.md'), Buffer.from(model.card));
    if (scheduler)
      writeInto(join(scratch, 'pipeline.py'), readFileSync(join(packageRoot, 'src', 'convert', 'pipeline.py')));
  });
}

/** The tensors of a network under diffusers' names. */
function* renamed(network: UNetConfig, {shapes, read}: WeightSet): Generator<[string, StoredTensor]> {
  const names = diffusersLayers(network);
  for (const stored of shapes.keys()) {
    const layer = stored.slice(0, stored.lastIndexOf('.'));
    const {shape, data} = read(stored);
    // Projections of attention are 1 × 1 convolutions here, and matrices there.
    const flat = /\.attn\.proj/.test(layer) && shape.length === 4 ? shape.slice(0, 2) : shape;
    const sorted =
      layer === 'time_embedding.timembedding.1' && shape.length === 2 && !network.timeEmbedding
        ? columns(data as Float32Array, sinesFirst(network.channels))
        : data;
    yield [`${names.get(layer)}${stored.slice(layer.length)}`, {shape: [...flat], data: sorted}];
  }
}

/** A matrix [rows, columns] with its columns in another order. */
function columns(data: Float32Array, order: readonly number[]): Float32Array {
  const count = order.length;
  return data.map((_, at) => data[at - (at % count) + order[at % count]!]!);
}

/** The contents of `step_aware.json`, which `pipeline.py` reads. */
function planOf(
  network: UNetConfig,
  {
    scheduler,
    guidance,
    strategy,
    widths,
  }: Pick<PipelineFolder, 'strategy' | 'widths'> & {scheduler: SchedulerSettings; guidance: number},
) {
  const names = diffusersLayers(network);
  return {
    strategy,
    scheduler: {class: scheduler.class, settings: scheduler.settings},
    timesteps: scheduler.timesteps ?? null,
    step_options: scheduler.options,
    guidance,
    widths: Object.fromEntries(
      widths
        .filter((width) => width !== FULL_WIDTH)
        .map((width) => [
          width,
          Object.fromEntries(
            layersOf(unetShape(network, width)).map((layer) => [
              names.get(layer.name)!,
              {
                inputs: (layer.inputs ?? [{start: 0, count: layer.in}]).map(({start, count}) => [start, count]),
                outputs: layer.out,
                ...(layer.kind === 'norm' ? {groups: (layer as NormLayer).groups} : {}),
              },
            ]),
          ),
        ]),
    ),
  };
}
