/** What a run is doing: derived from its spec, its journal and who is alive. Writes nothing. */
import {existsSync} from 'node:fs';
import {basename, join} from 'node:path';
import {problemsOf} from '../problem.js';
import {readJson, readLines, spaceOf} from '../store/files.js';
import {describeOwner, isAlive, ownerOf} from '../store/lock.js';
import {runFiles, searchFiles, trainingFiles} from '../store/runFolder.js';
import {readRecord} from '../store/stageRecord.js';
import {type JournalEvent, progressOf, readJournal, secondsOf} from './journal.js';
import {openRun} from './past.js';
import {type StageState, savedOf, stageStates} from './states.js';

export interface StageView {
  id: string;
  state: 'done' | 'running' | 'failed' | 'half done' | 'waiting';
  /** Of computing so far, in all attempts; null where it has not begun. */
  seconds: number | null;
  /** The last that was heard of it; of one that is not at work, how far it is saved. */
  progress: JournalEvent | undefined;
}

export interface RunView {
  name: string;
  state: 'running' | 'stopped' | 'done' | 'failed';
  /** The stage that was last heard of. */
  stage: string | null;
  progress: JournalEvent | undefined;
  owner: string | null;
  /** Why it failed, or why its spec cannot be read. */
  message: string | null;
  bytes: number;
  /** Compute processes among which a stage's units are dealt out, while it runs. */
  workers: {pid: number; stage: string; unit: string; share: number}[];
  /** In the order of the plan; empty where the run's spec cannot be read any more. */
  stages: StageView[];
}

export function viewOf(run: string): RunView {
  const events = readJournal(run);
  const owner = ownerOf(run);
  const alive = owner !== undefined && isAlive(run, owner);
  const last = events.at(-1);
  const finished = existsSync(runFiles(run).results) && last?.event === 'done';
  const {stages: states, fault} = statesOf(run);
  const state = alive ? 'running' : last?.event === 'failed' ? 'failed' : finished ? 'done' : 'stopped';
  const stages = states.map((stage) => stageView(run, stage, {events, alive}));
  return {
    name: basename(run),
    state,
    stage: last?.stage ?? null,
    progress: stages.find(({id}) => id === last?.stage)?.progress ?? (last && progressOf(events, last.stage)),
    owner: alive && owner ? describeOwner(owner) : null,
    message: fault ?? (state === 'failed' ? (last?.message ?? null) : null),
    bytes: spaceOf(run),
    workers: alive ? workersOf(run) : [],
    stages,
  };
}

function workersOf(run: string): RunView['workers'] {
  const said = readJson<{stage: string; working: {pid: number; unit: string; share: number}[]}>(runFiles(run).workers);
  return (said?.working ?? []).map((one) => ({...one, stage: said!.stage}));
}

function statesOf(run: string): {stages: StageState[]; fault?: string} {
  try {
    return {stages: stageStates(run, openRun(run).plan)};
  } catch (error) {
    const [problem] = problemsOf(error);
    return {stages: [], fault: `its spec cannot be read: ${problem!.message}`};
  }
}

function stageView(
  run: string,
  stage: StageState,
  {events, alive}: {events: readonly JournalEvent[]; alive: boolean},
): StageView {
  const {id, key, state} = stage;
  const last = events.findLast((one) => one.stage === id)?.event;
  const computing = alive && (last === 'start' || last === 'progress');
  const record = readRecord(run, id);
  const rest = last === 'failed' ? 'failed' : state === 'resume' ? 'half done' : 'waiting';
  const progress = progressOf(events, id);
  const saved = savedOf(run, stage);
  // What is at work may have been begun with another key than the spec's files give now.
  const begun = events.findLast((one) => one.stage === id && one.event === 'start')?.key;
  const spent = secondsOf(events, computing && begun ? {stage: id, key: begun, now: Date.now()} : {stage: id, key});
  return {
    id,
    state: computing ? 'running' : state === 'done' ? 'done' : rest,
    seconds: record?.done && record.key === key ? record.seconds : spent || null,
    progress: computing || !saved || !progress ? progress : {...progress, ...saved},
  };
}

/** The first loss of every logged step of a training, oldest first. */
export const lossesOf = (run: string, stage: string): number[] =>
  readLines<{losses: Record<string, number>}>(trainingFiles(join(run, stage)).log).map(
    ({losses}) => Object.values(losses)[0]!,
  );

/** The best strategy of a search's last generation, run-length coded; undefined before the first. */
export const bestStrategy = (run: string, stage: string): [string, number][] | undefined =>
  readLines<{strategy: [string, number][]}>(searchFiles(join(run, stage)).generations).at(-1)?.strategy;
