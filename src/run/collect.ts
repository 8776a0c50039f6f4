/** What of a run nothing needs any more: work of superseded settings, and features whose measurements are done. */
import {existsSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {evaluationFiles, runFiles, variantsFolder} from '../store/runFolder.js';

/** Bytes of a file, or of all files in a folder. */
function bytesOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, {withFileTypes: true})
        .filter((entry) => entry.isDirectory())
        .map(({name}) => join(folder, name))
    : [];

/** Features of rows whose evaluation is done: another score of the same images would need them again. */
function spentFeatures(run: string): string[] {
  const evaluations = [run, ...foldersIn(variantsFolder(run))].map((folder) => join(folder, 'evaluate'));
  return evaluations
    .filter((folder) => existsSync(evaluationFiles(folder).results))
    .flatMap((folder) => foldersIn(evaluationFiles(folder).rows))
    .flatMap((row) => readdirSync(row).map((name) => join(row, name)))
    .filter((path) => path.endsWith('.features'));
}

/** Deletes it all; returns the bytes that are free now. Only for the run's owner. */
export function collectGarbage(run: string): number {
  const {attic} = runFiles(run);
  let bytes = 0;
  for (const path of [...(existsSync(attic) ? [attic] : []), ...spentFeatures(run)]) {
    bytes += bytesOf(path);
    rmSync(path, {recursive: true, force: true});
  }
  return bytes;
}
