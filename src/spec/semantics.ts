/** What a schema cannot say: that the parts of a spec fit each other, and that the files it names are there. */
import type {Problem} from '../problem.js';
import type {Checked} from './checks/check.js';
import {checkDataset} from './checks/dataset.js';
import {checkEvaluate} from './checks/evaluate.js';
import {checkGroups, checkModel, checkWidths} from './checks/model.js';
import {checkSamplers, checkSchedule} from './checks/sampling.js';
import {checkSearch} from './checks/search.js';
import {checkTraining} from './checks/training.js';
import type {Experiment} from './experiment.js';
import {layerOf, locate, type Source} from './source.js';

const CHECKS = [
  checkDataset,
  checkModel,
  checkWidths,
  checkGroups,
  checkTraining,
  checkSamplers,
  checkSchedule,
  checkSearch,
  checkEvaluate,
];

/** Problems in a spec that already satisfies the schema. */
export function semanticProblems(source: Source, experiment: Experiment, {past = false} = {}): Problem[] {
  const problems: Problem[] = [];
  const checked: Checked = {
    experiment,
    past,
    layerOf: (pointer) => layerOf(source, pointer),
    add: (pointer, problem, where) => problems.push(locate(source, pointer, problem, where)),
  };
  for (const check of CHECKS) check(checked);
  return problems;
}
