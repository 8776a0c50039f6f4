/** Stages that another run has done already: the same key is the same result, so it is linked instead of computed. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {linkInto, writeFolder, writeInto} from '../commit.js';
import {recordFile, variantsFolder} from '../store/runFolder.js';
import {openingOf, openStage, readRecord} from '../store/stageRecord.js';
import type {Journal} from './journal.js';
import {findRun, listRuns} from './past.js';
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

/** Links every file of a folder; copies where links cannot be made. Nothing is there under its name before all of it is. */
function linkFolder(from: string, to: string): void {
  writeFolder(to, (scratch) => {
    for (const entry of readdirSync(from, {recursive: true, withFileTypes: true})) {
      if (!entry.isFile()) continue;
      const source = join(entry.parentPath ?? entry.path, entry.name);
      const target = join(scratch, source.slice(from.length));
      if (!linkInto(source, target)) writeInto(target, readFileSync(source));
    }
  });
}

interface Sharing {
  /** Folder of the run folders. */
  runs: string;
  journal: Journal;
  log(line: string): void;
}

/**
 * Takes over what other runs in `runs` have done with the same keys; returns the stages with their new state. A stage that
 * this run has begun itself is left to it.
 */
export function shareStages(run: string, stages: readonly StageState[], {runs, journal, log}: Sharing): StageState[] {
  if (stages.every(({state}) => state === 'done')) return [...stages];
  const done = new Map<string, {name: string; folder: string}>();
  for (const name of listRuns(runs)) {
    const other = findRun(name, runs);
    if (other === undefined || other === run) continue;
    for (const id of stageFolders(other)) {
      const record = readRecord(other, id);
      if (record?.done) done.set(record.key, {name, folder: join(other, id)});
    }
  }
  return stages.map((stage) => {
    const donor = stage.state === 'run' ? done.get(stage.key) : undefined;
    if (!donor) return stage;
    // What was there before goes where superseded work goes.
    openStage(run, stage.id, openingOf({...stage, keepsPieces: false}));
    linkFolder(donor.folder, join(run, stage.id));
    journal.log({event: 'shared', stage: stage.id, key: stage.key, from: donor.name});
    log(`${stage.id}: taken over from ${donor.name}, which did the same`);
    return {...stage, state: 'done' as const, why: `taken over from ${donor.name}`};
  });
}
