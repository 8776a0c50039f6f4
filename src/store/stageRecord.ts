/** What a stage's folder says of itself: what it was made for, and whether it is done. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {discard, move} from '../commit.js';
import {readJson, writeJson} from './files.js';
import {recordFile, runFiles} from './runFolder.js';

export interface StageRecord {
  key: string;
  /** What the key is the hash of. Absent in records of earlier versions, whose keys mean nothing any more. */
  version?: number;
  settings?: object;
  /** Keys of the stages that something was taken from. */
  inputs?: Record<string, string>;
  done: boolean;
  /** Seconds of computing, over all attempts. */
  seconds: number;
  /** What computed it, in order. Absent where that was not recorded. */
  devices?: RecordedDevice[];
  /** Of a stage that is done: hashes of the files that others take from it. */
  files?: Record<string, string> | undefined;
}

/** A device that something was computed on. */
export interface RecordedDevice {
  kind: 'cpu' | 'gpu';
  name: string;
  /** How float32 convolutions and products were computed. */
  arithmetic: 'float32' | 'tf32';
}

/** What a stage's folder is opened for. */
export interface Opening {
  key: string;
  version: number;
  settings: object;
  inputs: Record<string, string>;
  /** Whether the folder holds pieces with keys of their own: another key then goes on in it. */
  keepsPieces: boolean;
}

/** What of a planned stage its folder is opened for. */
export const openingOf = ({key, version, settings, inputs, keepsPieces}: Opening): Opening => ({
  key,
  version,
  settings,
  inputs,
  keepsPieces,
});

export const readRecord = (run: string, stage: string): StageRecord | undefined =>
  readJson<StageRecord>(recordFile(join(run, stage)));

/** Whether a stage's record says that it is done, for this key. */
export function isDone(run: string, {id, key}: {id: string; key: string}): boolean {
  const record = readRecord(run, id);
  return record?.key === key && record.done;
}

export const writeRecord = (run: string, stage: string, record: StageRecord): void =>
  writeJson(recordFile(join(run, stage)), record);

/** Where the work of a key that was superseded waits for it to come back. */
export const atticFolder = (run: string, stage: string, key: string): string =>
  join(runFiles(run).attic, `${stage}-${key.slice(0, 12)}`);

/**
 * Makes the stage's folder the one for `key`: another key's work moves to the attic, and comes back from there when
 * its key does. Returns the record that holds afterwards.
 */
export function openStage(run: string, stage: string, {keepsPieces, ...opening}: Opening): StageRecord {
  const {key} = opening;
  const folder = join(run, stage);
  const present = readRecord(run, stage);
  if (present?.key === key) return present;
  const fresh: StageRecord = {...opening, done: false, seconds: 0};
  if (keepsPieces && present?.version === opening.version) {
    writeRecord(run, stage, fresh);
    return fresh;
  }
  if (present) {
    const attic = atticFolder(run, stage, present.key);
    discard(attic);
    move(folder, attic);
  } else discard(folder);
  const kept = atticFolder(run, stage, key);
  if (existsSync(kept)) {
    move(kept, folder);
    const back = readRecord(run, stage);
    if (back?.key === key) return back;
    discard(folder);
  }
  writeRecord(run, stage, fresh);
  return fresh;
}
