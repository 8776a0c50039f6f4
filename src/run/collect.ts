/** What of a run nothing needs any more: work of superseded settings, and features whose measurements are done. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {discard} from '../commit.js';
import {spaceOf} from '../store/files.js';
import {evaluationFiles, runFiles, variantsFolder} from '../store/runFolder.js';

/** What could be deleted, and why nothing needs it. */
export interface Garbage {
  path: string;
  why: string;
  bytes: number;
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

/** One folder for each stage and key; those of variants lie deeper. */
const atticWork = (attic: string): string[] =>
  foldersIn(attic).flatMap((one) =>
    one === variantsFolder(attic) ? foldersIn(one).flatMap((variant) => foldersIn(variant)) : [one],
  );

export function garbageOf(run: string): Garbage[] {
  const measured = spentFeatures(run).map((path) => ({path, why: 'features that were measured'}));
  const superseded = atticWork(runFiles(run).attic).map((path) => ({path, why: 'superseded settings'}));
  return [...superseded, ...measured].map((one) => ({...one, bytes: spaceOf(one.path)}));
}

/** Deletes it all; returns the bytes that are free now. Only for the run's owner. */
export function collectGarbage(run: string): number {
  const found = garbageOf(run);
  for (const {path} of found) discard(path);
  discard(runFiles(run).attic);
  return found.reduce((sum, {bytes}) => sum + bytes, 0);
}
