/** `ddsm import`: weights from PyTorch's checkpoints and other .safetensors files. */
import {requireWritable} from '../commit.js';
import {type ImportReport, importWeights} from '../convert/import.js';
import {groupFaults} from '../models/shape.js';
import {usageError} from '../problem.js';
import {type Experiment, networkOf, trainedWidths} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {note, print, printJson, showWarning} from './output.js';

interface Options {
  out: string;
  weights: 'ema' | 'raw';
  spec?: string;
  groups?: number;
  json?: boolean;
}

export async function importFile(file: string, {out, weights, spec, groups, json = false}: Options): Promise<void> {
  if (!out.endsWith('.safetensors'))
    throw usageError({code: 'bad-output', message: `--out ${out} should end in .safetensors`});
  requireWritable(out);
  const experiment = spec === undefined ? undefined : requireSpec(spec, {onWarning: showWarning});
  const wanted = experiment && {
    config: networkOf(experiment),
    diffusion: experiment.diffusion,
    widths: experiment.widths,
  };
  if (groups !== undefined) checkGroups(groups, experiment);
  const report = await importWeights(file, {out, weights, wanted, groups});
  if (json) {
    printJson(report);
    return;
  }
  const {family, matched, unused, entry, step, kept} = report;
  print(
    `${out}: ${matched.length} tensors of family ${family}${step === undefined ? '' : `, trained for ${step} steps`}`,
  );
  if (entry !== undefined) note(`taken from ${entry}`);
  if (unused.length > 0)
    note(`left over: ${unused.slice(0, 8).join(', ')}${unused.length > 8 ? ` and ${unused.length - 8} more` : ''}`);
  if (kept && experiment)
    note(`weights do not show it; kept with them, as ${spec} says: ${described(kept, experiment, groups)}`);
  else if (kept) note('kept with them, as the file says of itself: their architecture, widths and noise schedule');
  else if (family !== 'inception' && family !== 'autoencoder-kl') {
    const hint =
      family === 'ddsm' ? '; that of the network that the authors released is experiments/cifar10-authors.yaml' : '';
    note(
      `weights do not show their groups, the widths they were trained at, dropout, resolution and noise schedule: with --spec SPEC the file says them, too, and sample can use it${hint}`,
    );
  }
}

/** What weights do not show, in words. */
function described({config}: NonNullable<ImportReport['kept']>, experiment: Experiment, groups?: number): string {
  const {steps, schedule, betas} = experiment.diffusion;
  return [
    `${config.groups} groups${groups === undefined ? '' : ' (--groups)'}`,
    `trained at widths ${trainedWidths(experiment).join(' ')}`,
    `dropout ${config.dropout}`,
    `${config.resolution}×${config.resolution} pixels`,
    `${steps} steps of a ${schedule} schedule from ${betas[0]} to ${betas[1]}`,
  ].join(', ');
}

/** Stated groups are kept beside an architecture, and have to divide its channels. */
function checkGroups(groups: number, experiment: Experiment | undefined): void {
  if (!experiment)
    throw usageError({
      code: 'groups',
      message: '--groups is kept with the rest of the architecture, which only a spec says',
      suggestion: 'add --spec SPEC',
    });
  const [fault] = groupFaults({...networkOf(experiment), groups}, trainedWidths(experiment));
  if (!fault) return;
  throw usageError({
    code: 'groups',
    message: `--groups ${groups}: they do not divide the ${fault.channels} channels of ${fault.layer} at width ${fault.width}, at which ${experiment.name} trains`,
    suggestion: 'take the spec whose widths were trained',
  });
}
