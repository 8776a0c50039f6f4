/** What the evaluations of a plan execute, with the strategies that are there. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Width} from '../models/width.js';
import type {EvaluateMeans, EvaluateSettings} from '../stages/evaluate/stage.js';
import {type EvaluationWork, evaluationWork} from '../stages/evaluate/work.js';
import type {GivenStrategy} from '../stages/search/stage.js';
import {searchFiles} from '../store/runFolder.js';
import {readStrategy} from '../store/strategyFile.js';
import type {SharedStage} from './share.js';

export interface PlannedEvaluation extends EvaluationWork {
  name: string;
}

/** Of each evaluation that is not done. `run` is the run's folder. */
export const evaluationsOf = (run: string, stages: readonly SharedStage[]): PlannedEvaluation[] =>
  stages
    .filter(({name, state}) => name === 'evaluate' && state !== 'done')
    .map(({id, settings, means, folders}) => {
      const search = stages.find((stage) => stage.id === folders.search);
      const searched = search && strategyOf(run, search);
      return {name: id, ...evaluationWork(settings as EvaluateSettings, means as EvaluateMeans, searched)};
    });

/** The strategy that a search has found, or was given; undefined where there is none yet. */
function strategyOf(run: string, {id, state, settings, donor}: SharedStage): Width[] | undefined {
  const {given} = settings as Partial<GivenStrategy>;
  if (Array.isArray(given)) return given;
  const {strategy} = searchFiles(donor ? join(donor.run, donor.id) : join(run, id));
  return state === 'done' && existsSync(strategy) ? readStrategy(strategy) : undefined;
}
