/** Runs that were made: which there are, what they were of, where their parts lie. */
import {existsSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {levelsOf} from '../diffusion/samplers/levels.js';
import {scheduleOf} from '../diffusion/schedule.js';
import {costAt} from '../models/cost.js';
import type {Plan, PlannedCase} from '../plan/plan.js';
import {ProblemError, usageError} from '../problem.js';
import {type Experiment, networkOf, trainedWidths} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {runFiles} from '../store/runFolder.js';
import {isDone} from '../store/stageRecord.js';
import {type CaseFolders, type MeasuredRow, measuredRows} from '../tables/read.js';
import {planFor} from './plan.js';
import {withTransfers} from './transfers.js';

const isRun = (folder: string): boolean => existsSync(runFiles(folder).spec);

/** The folder of a run that is named by its path, or by its name in `runs`. */
export const findRun = (name: string, runs: string): string | undefined => [name, join(runs, name)].find(isRun);

/** Names of all runs in a folder. */
export const listRuns = (runs: string): string[] =>
  existsSync(runs)
    ? readdirSync(runs)
        .filter((name) => isRun(join(runs, name)))
        .sort()
    : [];

/** As findRun; throws a ProblemError (exit 2) with the runs that there are. */
export function requireRun(name: string, runs: string): string {
  const run = findRun(name, runs);
  if (run !== undefined) return run;
  const known = listRuns(runs);
  throw usageError({
    code: 'unknown-run',
    message: `there is no run ${name} in ${runs}`,
    allowed: known,
    suggestion:
      known.length > 0 ? `runs there: ${known.join(', ')}` : 'start one with npx ddsm run experiments/quickstart.yaml',
  });
}

/** The experiment of a run as it was made, whatever has become of its data, and of experiments that it took strategies from. */
function experimentOf(run: string): Experiment {
  const experiment = requireSpec(runFiles(run).spec, {past: true});
  try {
    return withTransfers(experiment, dirname(run)).experiment;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return experiment;
  }
}

/** A run as it was made. */
export interface PastRun {
  run: string;
  experiment: Experiment;
  plan: Plan;
  cases: CaseFolders[];
}

export function openRun(run: string): PastRun {
  const experiment = experimentOf(run);
  const plan = planFor(experiment, dirname(run));
  return {run, experiment, plan, cases: caseFolders(plan)};
}

/** Where each case of an experiment has its results. */
export const caseFolders = ({cases}: Plan): CaseFolders[] =>
  cases.map(({variant, experiment, folders}) => ({
    variant,
    point: experiment.point,
    evaluate: folders.evaluate!,
    search: folders.search,
    sigmas: sigmasOf(experiment),
    macs: new Map(trainedWidths(experiment).map((width) => [width, costAt(networkOf(experiment), width).macs])),
  }));

/** The noise level σ at which each step of an experiment's search starts, index 0 the cleanest. */
const sigmasOf = ({diffusion, search}: Experiment): number[] =>
  levelsOf(scheduleOf(diffusion), search.sampler).map(({sigma}) => sigma);

/** Rows of all cases, if every evaluation is done for the plan's keys: results of other settings are not this plan's. */
export function currentRows(run: string, plan: Plan): MeasuredRow[] | undefined {
  const current = plan.cases.every(({folders}) => {
    const planned = plan.stages.find(({id}) => id === folders.evaluate);
    return planned !== undefined && isDone(run, planned);
  });
  return current ? measuredRows(run, caseFolders(plan)) : undefined;
}

/** One case of a run, its first where no variant is named, and where its stages lie. Throws a ProblemError (exit 2). */
export function caseOf(run: string, variant = ''): PlannedCase & {plan: Plan} {
  const {plan} = openRun(run);
  const found = variant === '' ? plan.cases[0] : plan.cases.find((one) => one.variant === variant);
  if (found) return {...found, plan};
  const names = plan.cases.map((one) => one.variant).filter((name) => name !== '');
  throw usageError({
    code: 'unknown-variant',
    message: `${run} has no variant ${variant}`,
    allowed: names,
    suggestion: names.length > 0 ? `its variants: ${names.join(', ')}` : 'it has no variants',
  });
}
