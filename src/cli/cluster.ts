/** The cluster's half of `ddsm run`: what is submitted, shown beforehand, and what goes on when the run ends. */
import {resolve} from 'node:path';
import {withDefaults} from '../cluster/defaults.js';
import {type ClusterSettings, quote} from '../cluster/script.js';
import {ProblemError} from '../problem.js';
import {ClusterExecutor, type ClusterOptions} from '../run/cluster.js';
import {changedDevice} from '../run/devices.js';
import {submissionFor} from '../run/jobs.js';
import type {JobViews} from '../run/jobViews.js';
import {formatSeconds} from '../run/meter.js';
import {arrayOf, jobOf} from '../run/scripts.js';
import type {StageState} from '../run/states.js';
import {wantedDevice} from '../runtime/device.js';
import {type Experiment, networkOf} from '../spec/experiment.js';
import {toMarkdown} from '../tables/results.js';
import {note, print} from './output.js';

/**
 * The section `cluster` with what the cluster says of itself, and the device on which
 * its jobs are to compute. Throws a ProblemError where their devices are not of the kind on which the stages were begun.
 */
export async function clusterSettings(
  experiment: Experiment,
  {run, stages}: {run: string; stages: readonly StageState[]},
): Promise<ClusterSettings> {
  const settings = await withDefaults(experiment.cluster);
  const found = {kind: settings.gpus ? 'gpu' : 'cpu', name: "of Slurm's nodes"} as const;
  const problem = changedDevice(run, stages, {found, wanted: wantedDevice()});
  if (problem) throw new ProblemError(problem);
  // A job that was given a GPU is not to compute without one, whatever its node says.
  if (wantedDevice() !== 'auto') return settings;
  return {...settings, environment: [`DDSM_DEVICE=${found.kind}`, ...settings.environment]};
}

type Opening = Pick<ClusterOptions, 'settings' | 'run' | 'data' | 'session' | 'plain' | 'note'>;

export function clusterFor(experiment: Experiment, opening: Opening): ClusterExecutor {
  const {name, tf32} = experiment;
  // Jobs stand in folders of their own.
  const [run, data] = [resolve(opening.run), resolve(opening.data)];
  return new ClusterExecutor({...opening, run, data, experiment: name, network: networkOf(experiment), tf32});
}

/** Prints, for every stage that is not done, the call of `sbatch` and the script. */
export async function printScripts(experiment: Experiment, stages: readonly StageState[], run: string): Promise<void> {
  const settings = await withDefaults(experiment.cluster);
  const names = new Map<string, string>();
  for (const stage of stages.filter(({state}) => state !== 'done')) {
    const {folder, name} = submissionFor(resolve(run), stage, experiment.name);
    const after = Object.values(stage.folders).flatMap((input) => names.get(input) ?? []);
    names.set(stage.id, `<number of ${stage.id}>`);
    const {args, script} = jobOf({settings}, {name, folder, after});
    print(`# ${stage.title}\n${callOf(args)}\n\n${script}`);
    const array = arrayOf(settings, {stage: stage.name, name, folder});
    if (!array) continue;
    const title = `# ${stage.title}: tasks that help it, submitted by its job as far as there are batches for them`;
    print(`${title}\n${callOf([`--array=1-${array.plan.tasks}`, ...array.plan.args])}\n\n${array.script}`);
  }
  if (names.size === 0) print(`nothing to submit: ${experiment.name} is done`);
}

const callOf = (args: readonly string[]): string => `sbatch ${args.map(quote).join(' \\\n  ')}`;

/** Tells who ends the run what goes on without it. */
export function sayWhatGoesOn(executor: ClusterExecutor, stages: readonly StageState[], command: string): void {
  const {lines, jobs} = executor.underWay(stages);
  if (jobs.length === 0) return;
  note(
    [...lines, `they go on; follow them with:\n  ${command}\nor end them with:\n  scancel ${jobs.join(' ')}`].join(
      '\n',
    ),
  );
}

/** A run's jobs as a table; empty where there are none. */
export function jobTable(name: string, {jobs, silence}: JobViews): string {
  if (jobs.length === 0) return '';
  const rows = jobs.map(({stage, helpers, job, state, why, node, gpu, progress}) => ({
    stage: helpers === 0 ? stage : helpers === 1 ? `${stage}, a task` : `${stage}, ${helpers} tasks`,
    job: job ?? '',
    state: state ?? 'unknown',
    why: why ?? '',
    node: node ?? '',
    gpu: gpu ?? '',
    progress: progress?.done === undefined ? '' : `${progress.done} of ${progress.total} ${progress.unit}`,
    left: progress?.etaSeconds ? formatSeconds(progress.etaSeconds) : '',
  }));
  const columns = (['stage', 'job', 'state', 'why', 'node', 'gpu', 'progress', 'left'] as const).filter((column) =>
    rows.some((row) => row[column] !== ''),
  );
  const quiet = silence === null ? '' : `; Slurm does not answer (${silence}), so this is what the run's own files say`;
  return `\n${name} on Slurm${quiet}\n\n${toMarkdown(rows, columns)}`;
}
