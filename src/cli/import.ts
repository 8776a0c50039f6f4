/** `ddsm import`: weights from PyTorch's checkpoints and other .safetensors files. */
import {importWeights} from '../convert/import.js';
import {EXIT, ProblemError} from '../problem.js';
import {networkOf} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {note, print, printJson} from './output.js';

interface Options {
  out: string;
  weights: 'ema' | 'raw';
  spec?: string;
  plain?: boolean;
  json?: boolean;
}

export async function importFile(file: string, {out, weights, spec, json = false}: Options): Promise<void> {
  if (!out.endsWith('.safetensors'))
    throw new ProblemError(
      {code: 'bad-output', message: `--out ${out} should end in .safetensors`},
      {exitCode: EXIT.usage},
    );
  const experiment = spec === undefined ? undefined : requireSpec(spec);
  const wanted = experiment && {
    config: networkOf(experiment),
    diffusion: experiment.diffusion,
    widths: experiment.widths,
  };
  const report = await importWeights(file, {out, weights, wanted});
  if (json) {
    printJson(report);
    return;
  }
  const {family, matched, unused, step} = report;
  print(
    `${out}: ${matched.length} tensors of family ${family}${step === undefined ? '' : `, trained for ${step} steps`}`,
  );
  if (unused.length > 0)
    note(`left over: ${unused.slice(0, 8).join(', ')}${unused.length > 8 ? ` and ${unused.length - 8} more` : ''}`);
  if (family !== 'inception' && family !== 'autoencoder-kl' && !wanted)
    note(
      'weights do not show their resolution and groups: with --spec SPEC the file says them, too, and sample can use it',
    );
}
