/** What a stage's folder says of itself: the key it was made for, and whether it is done. */
import {existsSync, mkdirSync, renameSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readJson, writeFileDurably} from './files.js';

export interface StageRecord {
  key: string;
  /** Hash of each named part of the key. */
  parts: Record<string, string>;
  done: boolean;
  /** Seconds of computing, over all attempts. */
  seconds: number;
}

const recordPath = (run: string, stage: string): string => join(run, stage, 'stage.json');

export const readRecord = (run: string, stage: string): StageRecord | undefined =>
  readJson<StageRecord>(recordPath(run, stage));

export const writeRecord = (run: string, stage: string, record: StageRecord): void =>
  writeFileDurably(recordPath(run, stage), `${JSON.stringify(record, undefined, 1)}\n`);

/**
 * Makes the stage's folder the one for `key`: another key's work moves to the attic, and comes back from there when
 * its key does. Returns the record that holds afterwards.
 */
export function openStage(
  run: string,
  stage: string,
  {key, parts}: {key: string; parts: Record<string, string>},
): StageRecord {
  const folder = join(run, stage);
  const present = readRecord(run, stage);
  if (present?.key === key) return present;
  const attic = (of: string): string => join(run, 'attic', `${stage}-${of.slice(0, 12)}`);
  if (present) {
    mkdirSync(dirname(attic(present.key)), {recursive: true});
    rmSync(attic(present.key), {recursive: true, force: true});
    renameSync(folder, attic(present.key));
  } else rmSync(folder, {recursive: true, force: true});
  if (existsSync(attic(key))) {
    mkdirSync(dirname(folder), {recursive: true});
    renameSync(attic(key), folder);
    const back = readRecord(run, stage);
    if (back?.key === key) return back;
    rmSync(folder, {recursive: true, force: true});
  }
  const fresh = {key, parts, done: false, seconds: 0};
  writeRecord(run, stage, fresh);
  return fresh;
}
