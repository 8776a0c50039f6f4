/** What is handed to `sbatch` for a run: for a stage, and for the tasks that help it. Writes nothing. */
import {join} from 'node:path';
import {type ClusterSettings, jobScript, submissionArguments} from '../cluster/script.js';
import {packageRoot} from '../paths.js';
import {STAGES} from '../stages/index.js';
import {jobFiles} from '../store/runFolder.js';
import type {ArrayPlan} from './helperArray.js';
import {arrayName} from './jobs.js';

/** Seconds that a task without work keeps what it was given: less than a wait in the queue costs. */
const LINGER = 300;

const ownEntry = (name: string): string => join(packageRoot, 'dist', 'src', 'run', name);

interface Named {
  name: string;
  folder: string;
}

/** What `sbatch` is given for a stage. */
export function jobOf(
  {settings, entry = ownEntry('jobMain.js')}: {settings: ClusterSettings; entry?: string | undefined},
  {name, folder, after}: Named & {after: readonly string[]},
): {args: string[]; script: string} {
  const {script: path} = jobFiles(folder);
  const args = submissionArguments(settings, {name, folder, script: path, after});
  return {args, script: scriptOf(settings, [entry, folder])};
}

/**
 * How tasks of an array help a stage's job, and their script; undefined where the spec wants none, or the stage's work is not
 * cut into units.
 */
export function arrayOf(
  settings: ClusterSettings,
  {stage, name, folder}: Named & {stage: string},
): {plan: ArrayPlan; script: string} | undefined {
  const {arrayTasks: tasks, poll} = settings;
  if (tasks === 0 || !STAGES.some((one) => one.name === stage && one.loadUnits)) return undefined;
  const {arrayScript: path} = jobFiles(folder);
  const own = arrayName(name);
  const args = submissionArguments(settings, {name: own, folder, script: path, after: 'array'});
  return {
    plan: {name: own, args, tasks, poll, linger: LINGER},
    script: scriptOf(settings, [ownEntry('taskMain.js'), folder]),
  };
}

const scriptOf = ({setup, environment}: ClusterSettings, command: readonly string[]): string =>
  jobScript({
    setup,
    environment: [...kept(), ...environment],
    folder: process.cwd(),
    command: [process.execPath, ...command],
  });

/** Variables of this process that say what computes and where its libraries are: a job finds them in its script. */
const kept = (): string[] =>
  Object.entries(process.env)
    .filter(([name, value]) => value !== undefined && /^(DDSM_.*|XDG_CACHE_HOME)$/.test(name))
    .map(([name, value]) => `${name}=${value}`);
