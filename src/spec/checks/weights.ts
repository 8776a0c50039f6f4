/** Given files of weights beside the network that they are for: names and shapes, as the files' headers say them. */
import {existsSync, statSync} from 'node:fs';
import {isDeepStrictEqual} from 'node:util';
import {match, otherArchitecture, unetTensors} from '../../convert/families.js';
import {type AutoencoderConfig, autoencoderParameters} from '../../models/autoencoderShape.js';
import type {UNetConfig} from '../../models/shape.js';
import {sortWidths} from '../../models/width.js';
import {messageOf} from '../../problem.js';
import {storedShape} from '../../weights/layout.js';
import {readSafetensorsHeader} from '../../weights/safetensors.js';
import {type Experiment, networkOf} from '../experiment.js';

/** What keeps a .safetensors file from being the autoencoder's, or undefined; other formats are looked at when they are read. */
export function autoencoderFault(file: string, config: AutoencoderConfig): string | undefined {
  if (!file.endsWith('.safetensors')) return undefined;
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
  if (stated?.groups === undefined) return undefined;
  if (stated.groups !== config.groups)
    return `${file} says that its network has ${stated.groups} groups, not ${config.groups}`;
  if (plain) return undefined;
  for (const [key, found, wanted] of [
    ['slices', stated.slices ?? 'prefix', config.slices ?? 'prefix'],
    ['norms', stated.norms ?? 'constant-count', config.norms ?? 'constant-count'],
  ]) {
    if (found !== wanted) return `${file} was trained with widths.${key}: ${found}, and the spec has ${wanted}`;
  }
  return undefined;
}

/**
 * The reason why a supernet cannot start from a file of weights of the plain network, or undefined. Files of other formats than
 * .safetensors are checked when they are read.
 */
export function startFault(file: string, experiment: Experiment): string | undefined {
  if (!existsSync(file)) return `there is no file of weights ${file}`;
  if (statSync(file).isDirectory()) return `${file} is a folder, not a file of weights`;
  if (!file.endsWith('.safetensors')) return undefined;
  const config = networkOf(experiment);
  const process = described<Experiment['diffusion']>(file, 'diffusion');
  const {prediction} = experiment.diffusion;
  if (process?.prediction !== undefined && process.prediction !== prediction)
    return `the network in ${file} predicts ${process.prediction} (diffusion.prediction), and the spec's ${prediction}`;
  try {
    const other = otherArchitecture(readSafetensorsHeader(file).shapes, config);
    if (other !== undefined) return `${file}: ${other}`;
  } catch (error) {
    return messageOf(error);
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
  if (process && !isDeepStrictEqual(process, structuredClone(diffusion)))
    strange.push(`${file} was trained with another noising process than the spec's diffusion`);
  return strange;
}

/** What a file of weights says of itself; undefined where it says nothing, or cannot be read. */
function described<What>(file: string, key: string): Partial<What> | undefined {
  try {
    const text = readSafetensorsHeader(file).metadata[key];
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
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
    return messageOf(error);
  }
}
