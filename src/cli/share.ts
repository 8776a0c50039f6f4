/** Stages that another run has done already: the same key is the same result, so it is linked instead of computed. */
import {cpSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {appendLine} from '../store/files.js';
import {openStage, readRecord} from '../store/stageRecord.js';
import {findRun, type StageState} from './stages.js';

/** Folders of stages in a run: `train`, `variants/ddim-10/search`. */
function stageFolders(run: string): string[] {
  const inside = (folder: string): string[] =>
    existsSync(join(run, folder))
      ? readdirSync(join(run, folder), {withFileTypes: true})
          .filter((entry) => entry.isDirectory())
          .map(({name}) => (folder ? `${folder}/${name}` : name))
      : [];
  return [...inside(''), ...inside('variants').flatMap(inside)].filter((id) => existsSync(join(run, id, 'stage.json')));
}

/** Links every file of a folder; copies where links cannot be made. Nothing is there under its name before all of it is. */
function linkFolder(from: string, to: string): void {
  const scratch = `${to}.ddsm-tmp`;
  rmSync(scratch, {recursive: true, force: true});
  for (const entry of readdirSync(from, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    const target = join(scratch, source.slice(from.length));
    mkdirSync(dirname(target), {recursive: true});
    try {
      linkSync(source, target);
    } catch {
      cpSync(source, target);
    }
  }
  rmSync(to, {recursive: true, force: true});
  renameSync(scratch, to);
}

/**
 * Takes over what other runs in `runs` have done with the same keys; returns the stages with their new state. A stage that
 * this run has begun itself is left to it.
 */
export function shareStages(
  run: string,
  stages: readonly StageState[],
  {runs, log}: {runs: string; log(line: string): void},
): StageState[] {
  if (stages.every(({state}) => state === 'done')) return [...stages];
  const done = new Map<string, {name: string; folder: string}>();
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
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
    openStage(run, stage.id, stage);
    linkFolder(donor.folder, join(run, stage.id));
    appendLine(join(run, 'journal.jsonl'), {
      ...{at: new Date().toISOString(), event: 'shared', stage: stage.id, key: stage.key, from: donor.name},
    });
    log(`${stage.id}: taken over from ${donor.name}, which did the same`);
    return {...stage, state: 'done' as const, why: `taken over from ${donor.name}`};
  });
}
