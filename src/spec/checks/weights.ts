/** Given files of weights beside the network that they are for: names and shapes, as the files' headers say them. */
import {existsSync} from 'node:fs';
import {match, unetTensors} from '../../convert/families.js';
import {type AutoencoderConfig, autoencoderParameters} from '../../models/autoencoderShape.js';
import type {UNetConfig} from '../../models/shape.js';
import {messageOf} from '../../problem.js';
import {storedShape} from '../../weights/layout.js';
import {readSafetensorsHeader} from '../../weights/safetensors.js';

/** What keeps a .safetensors file from being the autoencoder's, or undefined; other formats are looked at when they are read. */
export function autoencoderFault(file: string, config: AutoencoderConfig): string | undefined {
  if (!file.endsWith('.safetensors')) return undefined;
  return mismatch(
    file,
    new Map(autoencoderParameters(config).map(({name, shape}) => [name, storedShape(name, shape)])),
  );
}

/** What keeps a file of weights from being the network's, or undefined. */
export function weightsFault(file: string, config: UNetConfig): string | undefined {
  if (!existsSync(file)) return `there is no file of weights ${file}`;
  return mismatch(file, unetTensors(config));
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
