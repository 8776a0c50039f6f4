/** What is handed to `sbatch`: a script whose only variable parts are quoted, and options that never meet a shell. */
import type {Experiment} from '../spec/experiment.js';

export type ClusterSettings = Experiment['cluster'];

/** A text as one word of a POSIX shell, whatever stands in it. */
export const quote = (text: string): string =>
  /^[A-Za-z0-9_/.,:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export interface ScriptParts {
  /** Lines of the spec, as they stand there. */
  setup: readonly string[];
  /** `NAME=value` each; later ones win. */
  environment: readonly string[];
  /** Where the setup is run: where the user stood. */
  folder: string;
  /** The program and its arguments. */
  command: readonly string[];
}

/** The script of a job. Its last command takes the place of the shell, so that Slurm's signals reach it. */
export function jobScript({setup, environment, folder, command}: ScriptParts): string {
  const variables = environment.map((one) => {
    const at = one.indexOf('=');
    return `export ${one.slice(0, at)}=${quote(one.slice(at + 1))}`;
  });
  const lines = ['#!/bin/bash', `cd -- ${quote(folder)} || exit`, ...variables, ...setup];
  return `${[...lines, `exec ${command.map(quote).join(' ')}`].join('\n')}\n`;
}

export interface Submission {
  /** Name of the job, which no other job has. */
  name: string;
  /** Where Slurm writes what the job says, `output-<job>.log` each; of a task of an array, `output-<job>_<task>.log`. */
  folder: string;
  /** The script's file. */
  script: string;
  /** Ids of the jobs that have to end well first; 'array' for the tasks of an array, which wait for nobody. */
  after: readonly string[] | 'array';
}

/**
 * Arguments of `sbatch`. All that says what the job is stands here and not in the script: as arguments, paths are data, and
 * variables such as SBATCH_PARTITION do not win over the spec.
 */
export function submissionArguments(settings: ClusterSettings, {name, folder, script, after}: Submission): string[] {
  const {partition, account, time, gpus, gpuType, cpus, memory, grace, options} = settings;
  // A job that was submitted twice, because an answer was lost, waits for the first of its name, and finds all done.
  // Tasks of an array share a name, and would wait for each other.
  const dependencies =
    after === 'array'
      ? []
      : [
          `--dependency=${['singleton', ...(after.length > 0 ? [`afterok:${after.join(':')}`] : [])].join(',')}`,
          '--kill-on-invalid-dep=yes',
        ];
  const found = [
    '--parsable',
    `--job-name=${name}`,
    `--chdir=${folder}`,
    // Relative to --chdir: no character of a path is taken for a pattern.
    `--output=output-${after === 'array' ? '%A_%a' : '%j'}.log`,
    '--open-mode=append',
    '--requeue',
    `--signal=B:TERM@${grace}`,
    ...dependencies,
  ];
  if (partition !== undefined) found.push(`--partition=${partition}`);
  if (account !== undefined) found.push(`--account=${account}`);
  if (time !== undefined) found.push(`--time=${time}`);
  if (gpus) found.push(`--gres=gpu:${gpuType === undefined ? '' : `${gpuType}:`}${gpus}`);
  if (cpus !== undefined) found.push(`--cpus-per-task=${cpus}`);
  if (memory !== undefined) found.push(`--mem=${memory}`);
  return [...found, ...options, script];
}
