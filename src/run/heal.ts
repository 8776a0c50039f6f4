/** What a disk has spoilt of a run, found before anything is built on it: taken away, said, and made again by its stage. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {discard, move} from '../commit.js';
import type {Plan, PlannedStage} from '../plan/plan.js';
import {runFiles} from '../store/runFolder.js';
import {damagedFiles} from '../store/seal.js';
import {openingOf, readRecord, writeRecord} from '../store/stageRecord.js';
import {isTemporary} from '../temporary.js';
import {readJournal} from './journal.js';
import {stageStates} from './states.js';

/**
 * Looks at what the stages of a plan have left. A file that is not what a finished stage made is removed, and the stage
 * continues: the same bytes come back. Only for the run's owner.
 */
export function healStages(run: string, plan: Plan, note: (line: string) => void): void {
  for (const stage of plan.stages) if (!readRecord(run, stage.id)) adopt(run, stage, note);
  // What nothing will be computed from is not read whole.
  const thorough = stageStates(run, plan).some(({state}) => state !== 'done');
  for (const {id, key} of plan.stages) {
    const record = readRecord(run, id);
    if (!record?.done || record.key !== key) continue;
    const folder = join(run, id);
    const damaged = damagedFiles(folder, record.files ?? {}, {thorough});
    if (damaged.length === 0) continue;
    note(`${id}: ${damaged.join(', ')} ${damaged.length > 1 ? 'have' : 'has'} changed since being written: made again`);
    writeRecord(run, id, {...record, done: false, files: undefined});
    for (const name of damaged) discard(join(folder, name));
  }
}

/** A folder whose record is lost: what it was made for is in the journal. What is of other settings is kept in the attic. */
function adopt(run: string, stage: PlannedStage, note: (line: string) => void): void {
  const {id, key} = stage;
  const folder = join(run, id);
  if (!existsSync(folder) || readdirSync(folder).every((name) => name === 'stage.json' || isTemporary(name))) return;
  const last = readJournal(run).findLast((event) => event.stage === id && event.key !== undefined);
  if (last?.key === key) {
    const {keepsPieces: _, ...opening} = openingOf(stage);
    writeRecord(run, id, {...opening, done: false, seconds: 0});
    note(`${id}: its record stage.json cannot be read; the journal says what it was made for, so it continues`);
    return;
  }
  const kept = freeName(join(runFiles(run).attic, `${id}-unknown`));
  move(folder, kept);
  note(`${id}: its record stage.json cannot be read; what was there is kept in ${kept}`);
}

function freeName(path: string): string {
  let name = path;
  for (let count = 2; existsSync(name); count++) name = `${path}-${count}`;
  return name;
}
