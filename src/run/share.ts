/** Stages that another run has done already: the same key is the same result, so it is linked instead of computed. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {discard, linkInto, writeFolder, writeInto} from '../commit.js';
import {recordFile, variantsFolder} from '../store/runFolder.js';
import {damagedFiles, isAppended} from '../store/seal.js';
import {isDone, openingOf, openStage, readRecord} from '../store/stageRecord.js';
import {codeOf} from '../temporary.js';
import type {Journal} from './journal.js';
import {listRuns} from './past.js';
import type {StageState} from './states.js';

/** Folders of stages in a run: `train`, `variants/ddim-10/search`. */
function stageFolders(run: string): string[] {
  const inside = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder, {withFileTypes: true})
          .filter((entry) => entry.isDirectory())
          .map(({name}) => join(folder, name))
      : [];
  return [...inside(run), ...inside(variantsFolder(run)).flatMap(inside)]
    .filter((folder) => existsSync(recordFile(folder)))
    .map((folder) => relative(run, folder));
}

/**
 * Links every file of a folder; copies where links cannot be made, and what is appended to. Nothing is there under its name
 * before all of it is.
 */
function linkFolder(from: string, to: string): void {
  writeFolder(to, (scratch) => {
    for (const entry of readdirSync(from, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const source = join(entry.parentPath ?? entry.path, entry.name);
      const target = join(scratch, source.slice(from.length));
      if (isAppended(source) || !linkInto(source, target)) writeInto(target, readFileSync(source));
    }
  });
}

/** A stage of another run that is done. */
interface Donor {
  /** The other run's name and folder, and the stage in it. */
  name: string;
  run: string;
  id: string;
}

/**
 * Takes a stage over; false where the other run has taken it away or begun it anew in the meantime, or where the disk has
 * spoilt it: the other run works without a lock that this one holds.
 */
function takeOver({run: other, id}: Donor, {to, key}: {to: string; key: string}): boolean {
  const from = join(other, id);
  const seal = readRecord(other, id)?.files ?? {};
  try {
    if (!isDone(other, {id, key}) || damagedFiles(from, seal, {thorough: true}).length > 0) return false;
    linkFolder(from, to);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  // Another run says first that a stage is not done, then changes its files.
  if (isDone(other, {id, key})) return true;
  discard(to);
  return false;
}

/** A stage that may be done in another run. */
export type SharedStage = StageState & {donor?: Donor};

/**
 * The stages with what other runs in `runs` have done of them with the same keys: these are as good as done. A stage that this
 * run has begun itself is left to it. Reads only.
 */
export function withDonors(run: string, stages: readonly StageState[], runs: string): SharedStage[] {
  if (stages.every(({state}) => state === 'done')) return [...stages];
  const done = new Map<string, Donor>();
  for (const name of listRuns(runs)) {
    const other = join(runs, name);
    if (resolve(other) === resolve(run)) continue;
    for (const id of stageFolders(other)) {
      const record = readRecord(other, id);
      if (record?.done) done.set(record.key, {name, run: other, id});
    }
  }
  return stages.map((stage) => {
    const isOwn = stage.state !== 'run' && readRecord(run, stage.id)?.key === stage.key;
    const donor = isOwn ? undefined : done.get(stage.key);
    return donor ? {...stage, state: 'done' as const, why: `taken over from ${donor.name}`, donor} : stage;
  });
}

interface Sharing {
  /** Folder of the run folders. */
  runs: string;
  journal: Journal;
  log(line: string): void;
}

/** Takes over what other runs in `runs` have done with the same keys; returns the stages with their new state. */
export const shareStages = (run: string, stages: readonly StageState[], {runs, journal, log}: Sharing): StageState[] =>
  withDonors(run, stages, runs).map(({donor, ...stage}, place) => {
    if (!donor) return stage;
    // What was there before goes where superseded work goes.
    openStage(run, stage.id, openingOf({...stage, keepsPieces: false}));
    if (!takeOver(donor, {to: join(run, stage.id), key: stage.key})) return stages[place]!;
    journal.log({event: 'shared', stage: stage.id, key: stage.key, from: donor.name});
    log(`${stage.id}: taken over from ${donor.name}, which did the same`);
    return stage;
  });
