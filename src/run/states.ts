/** A plan beside what a run folder already holds: what is done, what continues, what runs, and why. */
import {changedParts} from '../plan/key.js';
import type {Plan, PlannedStage} from '../plan/plan.js';
import {readRecord, type StageRecord} from '../store/stageRecord.js';

export interface StageState extends PlannedStage {
  state: 'done' | 'resume' | 'run';
  why: string;
}

export function stageStates(run: string, plan: Plan): StageState[] {
  const states = new Map<string, StageState['state']>();
  return plan.stages.map((stage) => {
    const record = readRecord(run, stage.id);
    const found = stateOf(stage, record, (input) => states.get(input) === 'done');
    states.set(stage.id, found.state);
    return {...stage, ...found};
  });
}

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
  return {state: 'run', why: `changed: ${changedParts({version, settings, inputs}, stage).join(', ')}`};
}

/** Some of the stages, and all that these take something from. */
export function withInputs(states: readonly StageState[], wanted: (stage: StageState) => boolean): StageState[] {
  const needed = new Set<string>();
  const add = (stage: StageState): void => {
    if (needed.has(stage.id)) return;
    needed.add(stage.id);
    for (const input of Object.values(stage.folders)) add(states.find(({id}) => id === input)!);
  };
  states.filter(wanted).forEach(add);
  return states.filter(({id}) => needed.has(id));
}
