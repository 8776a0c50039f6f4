/** `ddsm export`: a run's weights as a checkpoint that the authors' PyTorch code loads and continues from. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {type WeightSet, writeCheckpointFile} from '../convert/export.js';
import {type ProblemCode, type ProblemError, usageError} from '../problem.js';
import {refuseLinksOut} from '../run/links.js';
import {caseOf, requireRun} from '../run/past.js';
import {newestCheckpoint} from '../store/checkpoints.js';
import {trainingFiles} from '../store/runFolder.js';
import {openSafetensors, writeSafetensors} from '../weights/safetensors.js';
import {note, print} from './output.js';

interface Options {
  runs: string;
  out: string;
  weights: 'ema' | 'raw';
  network: 'supernet' | 'baseline';
  variant?: string;
}

const refuse = (code: ProblemCode, message: string, suggestion?: string): ProblemError =>
  usageError({code, message, ...(suggestion ? {suggestion} : {})});

export function exportRun(from: string, {runs, out, weights, network, variant}: Options): void {
  const run = requireRun(from, runs);
  refuseLinksOut(run);
  const {experiment, folders} = caseOf(run, variant);
  const stage = network === 'baseline' ? 'baseline' : 'train';
  const folder = folders[stage];
  const checkpoint = folder && newestCheckpoint(trainingFiles(join(run, folder)).checkpoints, note);
  if (!checkpoint)
    throw refuse('no-weights', `${run} has no trained ${network}`, `npx ddsm run --until ${stage} trains it`);
  // Weights that were given, not trained, have no others beside them.
  const trained = existsSync(join(checkpoint.folder, 'first.safetensors'));
  const open = (name: string): WeightSet & {metadata: Record<string, string>; close(): void} =>
    openSafetensors(join(checkpoint.folder, `${trained ? name : 'ema'}.safetensors`));
  const sets = {raw: open('weights'), average: open('ema'), first: open('first'), second: open('second')};
  try {
    if (out.endsWith('.safetensors')) {
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
      });
    } else throw refuse('bad-output', `--out ${out}: weights are written as .pt or .safetensors`);
  } finally {
    for (const set of Object.values(sets)) set.close();
  }
  print(`${out}: ${sets.raw.shapes.size} tensors after ${checkpoint.step} steps`);
}
