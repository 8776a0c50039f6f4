/** What tells that the files of a finished stage are those that it made. */
import {existsSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {newestCheckpoint} from './checkpoints.js';
import {hashOfFile, sizeOf} from './files.js';
import {trainingFiles} from './runFolder.js';

/** Files that are appended to: they end where their writer says, and are no other run's to share. */
export const isAppended = (name: string): boolean => /\.jsonl$|(^|\/)events\.[^/]*$/.test(name);

/** What says itself whether it is whole (checkpoints, lines with sums), may be collected, or is only looked at. */
const UNSEALED = /^(checkpoints|rows|samples)\/|\.(part|png|features)$|^(stage\.json|folded.*)$/;

/** Bytes of a file up to which looking at it costs nothing. */
const SMALL = 2 ** 24;

/** Hashes of the files in a stage's folder, by their paths in it; of a training, of its newest checkpoint's manifest. */
export function sealOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .filter((name) => !UNSEALED.test(name) && (!isAppended(name) || name === 'generations.jsonl'));
  const newest = newestCheckpoint(trainingFiles(folder).checkpoints, () => {});
  if (newest) names.push(join(newest.folder, 'manifest.json').slice(folder.length + 1));
  return Object.fromEntries(names.sort().map((name) => [name, hashOfFile(join(folder, name))]));
}

/**
 * The files that are not what was sealed: gone, or changed. Without `thorough`, large files and checkpoints are only looked
 * for. A checkpoint counts as one, by its folder.
 */
export function damagedFiles(
  folder: string,
  seal: Readonly<Record<string, string>>,
  {thorough}: {thorough: boolean},
): string[] {
  return Object.entries(seal).flatMap(([name, hash]) => {
    const path = join(folder, name);
    const isCheckpoint = name.startsWith('checkpoints/');
    const named = isCheckpoint ? dirname(name) : name;
    if (!existsSync(path)) return [named];
    if (!thorough && (isCheckpoint || sizeOf(path) > SMALL)) return [];
    if (hashOfFile(path) !== hash) return [named];
    const isNewest = (): boolean =>
      newestCheckpoint(trainingFiles(folder).checkpoints, () => {})?.folder === dirname(path);
    return isCheckpoint && !isNewest() ? [named] : [];
  });
}
