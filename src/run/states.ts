/** A plan beside what a run folder already holds: what is done, what continues, how far it is, what runs, and why. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Saved} from '../plan/declaration.js';
import {changedParts} from '../plan/key.js';
import type {Plan, PlannedStage} from '../plan/plan.js';
import {STAGES, specKey} from '../stages/index.js';
import {recordFile} from '../store/runFolder.js';
import {atticFolder, readRecord, type StageRecord} from '../store/stageRecord.js';
import {progressOf, readJournal} from './journal.js';

export interface StageState extends PlannedStage {
  state: 'done' | 'resume' | 'run';
  why: string;
}

export function stageStates(run: string, plan: Plan): StageState[] {
  const states = new Map<string, StageState['state']>();
  return plan.stages.map((stage) => {
    const record = readRecord(run, stage.id);
    const attic = atticFolder(run, stage.id, stage.key);
    const found = isTakenBack(stage, record, attic)
      ? {state: 'resume' as const, why: `it goes on with what is kept in ${attic}`}
      : stateOf(stage, record, (input) => states.get(input) === 'done');
    states.set(stage.id, found.state);
    return {...stage, ...found};
  });
}

/** Whether opening the stage's folder takes back what was made for the same settings earlier. */
const isTakenBack = (
  {key, keepsPieces, version}: PlannedStage,
  record: StageRecord | undefined,
  attic: string,
): boolean => record?.key !== key && !(keepsPieces && record?.version === version) && existsSync(recordFile(attic));

function stateOf(
  stage: PlannedStage,
  record: StageRecord | undefined,
  isDone: (stage: string) => boolean,
): {state: StageState['state']; why: string} {
  if (!record) return {state: 'run', why: 'it has not run yet'};
  if (record.key === stage.key) {
    const ready = record.done && Object.values(stage.folders).every(isDone);
    return ready
      ? {state: 'done', why: 'nothing it depends on has changed'}
      : {state: 'resume', why: 'it was interrupted'};
  }
  const {version, settings, inputs} = record;
  if (version === undefined || !settings || !inputs)
    return {state: 'run', why: 'what is there was made by an earlier version'};
  return {
    state: 'run',
    why: `changed: ${changedParts({version, settings, inputs}, stage, (path) => specKey(stage, path)).join(', ')}`,
  };
}

/** What of a stage is saved and is not computed again; undefined where nothing says so. */
export function savedOf(run: string, stage: StageState): Saved | undefined {
  const {id, name, key, settings, state, keepsPieces} = stage;
  if (state !== 'resume') return undefined;
  const record = readRecord(run, id);
  const folder = record?.key === key ? join(run, id) : atticFolder(run, id, key);
  const saved = STAGES.find((one) => one.name === name)?.saved?.(settings, folder);
  if (saved || !keepsPieces) return saved;
  const events = readJournal(run);
  const begun = events.findLast((event) => event.stage === id && event.event === 'start');
  const {done, total, unit} = (begun?.key === key && progressOf(events, id)) || {};
  return done === undefined || total === undefined || unit === undefined ? undefined : {done, total, unit};
}

/** Some of the stages, and all that these take something from. */
export function withInputs<One extends StageState>(states: readonly One[], wanted: (stage: One) => boolean): One[] {
  const needed = new Set<string>();
  const add = (stage: One): void => {
    if (needed.has(stage.id)) return;
    needed.add(stage.id);
    for (const input of Object.values(stage.folders)) add(states.find(({id}) => id === input)!);
  };
  states.filter(wanted).forEach(add);
  return states.filter(({id}) => needed.has(id));
}
