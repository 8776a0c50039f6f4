/** Files mapped into memory, by the addon that is built beside the binding. */
import {createRequire} from 'node:module';
import {addonPath} from './binding.js';

interface Addon {
  mapFile(path: string, offset: number, length: number): ArrayBuffer;
}

let addon: Addon | undefined;

/** `length` bytes of a file from `offset` (on a page) on. Not to be written to. Throws an Error with the system's reason. */
export function mapFile(path: string, offset: number, length: number): ArrayBuffer {
  addon ??= createRequire(import.meta.url)(addonPath('map')) as Addon;
  return addon.mapFile(path, offset, length);
}
