/** Files that change under a run: what is said of them, stage by stage, and what keeps them out of its results. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {discard, makeFolder, move} from '../commit.js';
import {changedParts} from '../plan/key.js';
import type {Plan, PlannedStage} from '../plan/plan.js';
import {ProblemError} from '../problem.js';
import type {Experiment} from '../spec/experiment.js';
import {specKey} from '../stages/index.js';
import {runFiles} from '../store/runFolder.js';
import {atticFolder, readRecord} from '../store/stageRecord.js';
import {dataHash, settingsNow} from './plan.js';
import type {StageState} from './states.js';

/** Says of which stages something is there that was made from something else, and what becomes of it. */
export function sayWhatChanged(run: string, states: readonly StageState[], note: (line: string) => void): void {
  for (const {id, key, state, why, keepsPieces} of states) {
    const before = readRecord(run, id);
    if (state === 'resume' && before?.key !== key) note(`${id}: ${why}`);
    if (state !== 'run' || before?.version === undefined) continue;
    const rest = keepsPieces
      ? 'what of it is still of use is taken'
      : `what is there is kept in ${atticFolder(run, id, before.key)}`;
    note(`${id} is computed anew, ${why}; ${rest}`);
  }
}

/** A look at the files that a spec names: throws a ProblemError where a stage would read others than were planned. */
export type FileWatch = (stage: PlannedStage, when: 'before' | 'after') => void;

export interface WatchOptions {
  runs: string;
  /** Hash of the data set that the run was planned with. */
  data: string | undefined;
  note(line: string): void;
}

/**
 * Weights, strategies and held-out images are read where they lie: a stage is neither begun nor recorded with others than
 * its key is of. The data set itself was prepared before: the run goes on with that copy, and says so.
 */
export function watchFiles(experiment: Experiment, plan: Plan, {runs, data, note}: WatchOptions): FileWatch {
  return (stage, when) => {
    // What it takes from other stages is theirs to look at.
    const parts = changedParts(stage, {...stage, settings: settingsNow(plan, stage, {runs, data})}, (path) =>
      specKey(stage, path),
    );
    if (parts.length > 0)
      throw new ProblemError({
        code: 'files-changed',
        message: `${stage.id}: a file that the spec names has changed ${when === 'before' ? 'since the run began' : 'while it was read'}: ${parts.join(', ')}`,
        suggestion: 'the same command begins what depends on it anew; leave the file alone meanwhile',
      });
    if (when === 'before' && stage.readsData && dataHash(experiment, runs) !== data)
      note(
        `${stage.id}: the files of the data set have changed since the run began; it goes on with those that were prepared, and the next run begins anew`,
      );
  };
}

/** Takes away what a stage made of files that changed meanwhile: it is kept, and never taken for what it is not. */
export function setAside(run: string, id: string): string {
  const place = join(runFiles(run).attic, `${id}-mixed`);
  if (!existsSync(join(run, id))) return place;
  makeFolder(runFiles(run).attic);
  discard(place);
  move(join(run, id), place);
  return place;
}
