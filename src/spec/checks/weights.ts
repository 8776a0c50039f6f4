/** Given files of weights beside the network that they are for: names and shapes, as the files' headers say them. */
import {existsSync} from 'node:fs';
import {isDeepStrictEqual} from 'node:util';
import {match, otherArchitecture, statedOtherwise, unetTensors} from '../../convert/families.js';
import {statedProcess} from '../../diffusion/schedule.js';
import {type AutoencoderConfig, autoencoderParameters} from '../../models/autoencoderShape.js';
import type {UNetConfig} from '../../models/shape.js';
import {sortWidths} from '../../models/width.js';
import {messageOf, ProblemError} from '../../problem.js';
import {formatOf} from '../../weights/format.js';
import {storedShape} from '../../weights/layout.js';
import {objectIn, readSafetensorsHeader} from '../../weights/safetensors.js';
import {type Experiment, networkOf} from '../experiment.js';

/** What keeps a .safetensors file from being the autoencoder's, or undefined; checkpoints are looked at when they are read. */
export function autoencoderFault(file: string, config: AutoencoderConfig): string | undefined {
  if (isCheckpoint(file)) return undefined;
  return mismatch(
    file,
    new Map(autoencoderParameters(config).map(({name, shape}) => [name, storedShape(name, shape)])),
  );
}

/** The reason why a file of weights is not the network's, or undefined; of a network that runs at full width only with `plain`. */
export function weightsFault(file: string, config: UNetConfig, {plain = false} = {}): string | undefined {
  if (!existsSync(file)) return `there is no file of weights ${file}`;
  const fault = mismatch(file, unetTensors(config));
  if (fault !== undefined) return fault;
  // Neither groups nor the kind of slimming show in the shapes of tensors, and the wrong ones change every number.
  const stated = described<UNetConfig>(file, 'architecture');
  return stated && statedOtherwise(file, {stated, config, plain});
}

/**
 * The reason why a supernet cannot start from a file of weights of the plain network, or undefined. Checkpoints are checked when they
 * are read.
 */
export function startFault(file: string, experiment: Experiment): string | undefined {
  if (!existsSync(file)) return `there is no file of weights ${file}`;
  if (isCheckpoint(file)) return undefined;
  const config = networkOf(experiment);
  const process = described<Experiment['diffusion']>(file, 'diffusion');
  const {prediction} = experiment.diffusion;
  if (process?.prediction !== undefined && process.prediction !== prediction)
    return `the network in ${file} predicts ${process.prediction} (diffusion.prediction), and the spec's ${prediction}`;
  try {
    const other = otherArchitecture(readSafetensorsHeader(file).shapes, config);
    if (other !== undefined) return `${file}: ${other}`;
  } catch (error) {
    return faultOf(error);
  }
  return weightsFault(file, config, {plain: true});
}

/** How a spec uses given weights otherwise than they were trained, as far as their file says; in a sentence each. */
export function strangeUses(file: string, {diffusion, widths}: Experiment, {plain}: {plain: boolean}): string[] {
  const strange: string[] = [];
  const trained = described<Experiment['widths']>(file, 'widths')?.options;
  const others = trained ? sortWidths(widths.options.filter((width) => !trained.includes(width))) : [];
  if (others.length > 0 && !plain)
    strange.push(`${file} was not trained at ${others.join(', ')}, which widths.options has`);
  const process = described<Experiment['diffusion']>(file, 'diffusion');
  if (process && !isDeepStrictEqual(statedProcess(process), structuredClone(diffusion)))
    strange.push(`${file} was trained with another noising process than the spec's diffusion`);
  return strange;
}

/** What a file of weights says of itself; undefined where it says nothing, or cannot be read. */
function described<What>(file: string, key: string): Partial<What> | undefined {
  try {
    return objectIn(readSafetensorsHeader(file).metadata[key]);
  } catch {
    return undefined;
  }
}

function mismatch(file: string, wanted: ReadonlyMap<string, readonly number[]>): string | undefined {
  try {
    const {wrong, missing} = match(readSafetensorsHeader(file).shapes, wanted);
    if (wrong)
      return `${wrong.name} should be [${wrong.wanted.join(', ')}], but is [${wrong.found.join(', ')}] in ${file}`;
    return missing.length > 0
      ? `${file} lacks ${missing.length} tensors of the network, the first is ${missing[0]}`
      : undefined;
  } catch (error) {
    return faultOf(error);
  }
}

/** Whether a file is a checkpoint of PyTorch's, or a list of shards. */
const isCheckpoint = (file: string): boolean => ['pytorch', 'shards'].includes(formatOf(file) ?? '');

/** Why a file cannot be read, with the remedy. */
function faultOf(error: unknown): string {
  const [problem] = error instanceof ProblemError ? error.problems : [];
  return [messageOf(error), ...(problem?.suggestion === undefined ? [] : [problem.suggestion])].join('; ');
}
