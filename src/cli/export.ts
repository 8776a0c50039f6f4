/** `ddsm export`: a run's weights as a checkpoint that the authors' PyTorch code loads and continues from. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {requireWritable} from '../commit.js';
import {UnsupportedSetting} from '../convert/diffusers.js';
import {type WeightSet, writeCheckpointFile} from '../convert/export.js';
import {writePipelineFolder} from '../convert/pipelineFolder.js';
import {flatLayout} from '../models/flatLayout.js';
import {prunedWeights} from '../models/pruning.js';
import type {UNetConfig} from '../models/shape.js';
import {FULL_WIDTH} from '../models/width.js';
import {type ProblemCode, type ProblemError, usageError} from '../problem.js';
import {refuseLinksOut} from '../run/links.js';
import {caseOf, currentRows, requireRun} from '../run/past.js';
import {evaluationSampler, networkOf, trainedWidths} from '../spec/experiment.js';
import {stretched} from '../spec/strategy.js';
import {newestCheckpoint} from '../store/checkpoints.js';
import {readJson} from '../store/files.js';
import {searchFiles, startOrderFile, trainingFiles} from '../store/runFolder.js';
import {readStrategyIfThere} from '../store/strategyFile.js';
import {fromStored, toStored} from '../weights/layout.js';
import {openSafetensors, writeSafetensors} from '../weights/safetensors.js';
import {modelCard} from './modelCard.js';
import {note, print} from './output.js';

interface Options {
  runs: string;
  out: string;
  weights: 'ema' | 'raw';
  network: 'supernet' | 'baseline';
  originalOrder?: boolean;
  format?: 'authors' | 'diffusers';
  variant?: string;
}

const refuse = (code: ProblemCode, message: string, suggestion?: string): ProblemError =>
  usageError({code, message, ...(suggestion ? {suggestion} : {})});

export function exportRun(from: string, options: Options): void {
  const {runs, out, weights, network, originalOrder = false, format, variant} = options;
  const run = requireRun(from, runs);
  refuseLinksOut(run);
  requireWritable(out, format === 'diffusers' ? 'folder' : 'file');
  const found = caseOf(run, variant);
  const {experiment, folders} = found;
  const stage = network === 'baseline' ? 'baseline' : 'train';
  const folder = folders[stage];
  const checkpoint = folder && newestCheckpoint(trainingFiles(join(run, folder)).checkpoints, note);
  if (!checkpoint)
    throw refuse('no-weights', `${run} has no trained ${network}`, `npx ddsm run --until ${stage} trains it`);
  // Weights that were given, not trained, have no others beside them.
  const trained = existsSync(join(checkpoint.folder, 'first.safetensors'));
  const config = networkOf(experiment, {plain: network === 'baseline' || originalOrder});
  const restore = originalOrder ? originalOrderOf(join(run, folder), config) : undefined;
  const open = (name: string): OpenSet => {
    const set = openSafetensors(join(checkpoint.folder, `${trained ? name : 'ema'}.safetensors`));
    return restore ? restore(set) : set;
  };
  const sets = {raw: open('weights'), average: open('ema'), first: open('first'), second: open('second')};
  try {
    if (format === 'diffusers') {
      const set = weights === 'ema' ? sets.average : sets.raw;
      exportPipeline(out, set, {run, config, search: network === 'supernet' ? folders.search : undefined, ...found});
    } else if (out.endsWith('.safetensors')) {
      const set = weights === 'ema' ? sets.average : sets.raw;
      writeSafetensors(out, {shapes: set.shapes, metadata: sets.average.metadata, read: set.read});
    } else if (/\.pth?$/.test(out)) {
      writeCheckpointFile(out, {
        raw: sets.raw,
        average: sets.average,
        moments: trained ? {first: sets.first, second: sets.second} : undefined,
        step: checkpoint.step,
        learningRate: network === 'baseline' ? experiment.baseline.learningRate : experiment.train.learningRate,
        timeSteps: experiment.diffusion.steps,
        slimming: slimmingOf(config),
      });
      if (slimmingOf(config))
        note(
          "the authors' code cuts the channels of narrower widths otherwise: of this supernet, its full width alone is right there",
        );
    } else
      throw refuse(
        'bad-output',
        `--out ${out}: weights are written as .pt or .safetensors`,
        '--format diffusers writes a folder',
      );
  } finally {
    for (const set of Object.values(sets)) set.close();
  }
  print(`${out}: ${sets.raw.shapes.size} tensors after ${checkpoint.step} steps`);
}

interface Exported extends ReturnType<typeof caseOf> {
  run: string;
  config: UNetConfig;
  /** Folder of the search whose strategy goes with the network. */
  search: string | undefined;
}

/** Writes a folder for diffusers. Throws a ProblemError that names what it cannot express. */
function exportPipeline(out: string, {metadata, ...weights}: OpenSet, exported: Exported): void {
  const {run, experiment, variant, plan, config: network, search} = exported;
  if (experiment.dataset.latent)
    throw refuse(
      'unsupported',
      'the network makes latents, which DDPMPipeline does not decode',
      'write the weights as .safetensors',
    );
  const sampler = evaluationSampler(experiment);
  const file = search === undefined ? undefined : searchFiles(join(run, search)).strategy;
  const found = file === undefined ? undefined : readStrategyIfThere(file);
  const strategy = found && stretched(found, sampler.steps, {file: file!, resample: true, option: 'evaluate.resample'});
  if (search !== undefined && !strategy)
    note(`${run} has no strategy yet: the folder has the full width alone, without pipeline.py`);
  const {diffusion} = experiment;
  const widths = trainedWidths(experiment);
  const rows = (currentRows(run, plan) ?? []).filter((row) => (row.variant ?? '') === variant);
  const {dataset, name, description = ''} = experiment;
  const model = {network, widths, sampler, strategy};
  const card = modelCard({...model, name, description, data: dataset.name ?? dataset.kind, rows});
  try {
    writePipelineFolder(out, {...model, diffusion, weights, metadata, card});
  } catch (error) {
    if (!(error instanceof UnsupportedSetting)) throw error;
    throw refuse(
      'unsupported',
      `diffusers cannot express the network: ${error.message}`,
      `allowed: ${error.allowed.join(', ')}`,
    );
  }
}

/** The kind of slimming of a supernet, where it is not the published one. */
const slimmingOf = ({slices, norms}: UNetConfig): Record<string, string> | undefined =>
  slices || norms ? {slices: slices ?? 'prefix', norms: norms ?? 'constant-count'} : undefined;

type OpenSet = WeightSet & {metadata: Record<string, string>; close(): void};

/** Puts the channels of a set of weights back into the order of the network that the training in `folder` started from. */
function originalOrderOf(folder: string, config: UNetConfig): (set: OpenSet) => OpenSet {
  const start = readJson<{order: Record<string, number[]>}>(startOrderFile(folder));
  if (!start)
    throw refuse(
      'channel-order',
      '--original-order: the channels of this network were not sorted, since it did not start from a plain network',
      'leave --original-order out',
    );
  const inverse = new Map(
    Object.entries(start.order).map(([group, order]) => {
      const places: number[] = [];
      for (const [place, channel] of order.entries()) places[channel] = place;
      return [group, places];
    }),
  );
  const layout = flatLayout(config);
  return ({shapes, metadata, read, close}) => {
    const flat = new Float32Array(layout.size);
    for (const {name, shape, offset} of layout.parameters)
      flat.set(fromStored(name, read(name).data as Float32Array, shape), offset);
    const original = prunedWeights(config, flat, inverse);
    return {
      shapes,
      metadata: {
        ...metadata,
        architecture: JSON.stringify(config),
        widths: JSON.stringify({options: [FULL_WIDTH]}),
      },
      read(name) {
        const {shape, offset, size} = layout.parameters[layout.offsets.get(name)!]!;
        return {shape: [...shapes.get(name)!], data: toStored(name, original.subarray(offset, offset + size), shape)};
      },
      close,
    };
  };
}
