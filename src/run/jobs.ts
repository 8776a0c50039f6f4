/** What a run has submitted to a cluster, on disk: written before and after each submission, read by runs, jobs and status. */
import {randomBytes} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {UNetConfig} from '../models/shape.js';
import {readJson, writeFileDurably} from '../store/files.js';
import {jobFiles, runFiles} from '../store/runFolder.js';
import type {ArrayPlan} from './helperArray.js';
import type {StageState} from './states.js';

/** What was asked of the scheduler for a stage with a key. */
export interface Submission {
  /** Name of its jobs, by which they are found again; the same for all attempts. */
  name: string;
  stage: string;
  key: string;
  /** When it was first meant to be submitted. */
  at: string;
  /** Oldest first. One whose answer was lost has no number yet. */
  attempts: Attempt[];
}

export interface Attempt {
  at: string;
  /** The scheduler's number of it. */
  job?: string;
  /** Numbers of the jobs that it waits for. */
  after: string[];
}

/** What a job reads. Plain data. */
export interface JobFile {
  /** The run's folder. */
  run: string;
  /** Folder of the prepared data set. */
  data: string;
  stage: StageState;
  /** By which the compute process chooses its threads. */
  network: UNetConfig;
  tf32: boolean;
  /** Of a stage whose units tasks of an array help to do. */
  array?: ArrayPlan;
}

/** Folders of all that was submitted, oldest name first. */
const submissionFolders = (run: string): string[] => {
  const {jobs} = runFiles(run);
  if (!existsSync(jobs)) return [];
  return readdirSync(jobs)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => join(jobs, name));
};

export const eventFiles = (run: string): string[] => submissionFolders(run).map((folder) => jobFiles(folder).events);

/** Whether jobs have ever worked on a run. */
export const hasJobs = (run: string): boolean => existsSync(runFiles(run).jobs);

export interface Submitted extends Submission {
  folder: string;
}

export const submissionsOf = (run: string): Submitted[] =>
  submissionFolders(run).flatMap((folder) => {
    const found = readJson<Submission>(jobFiles(folder).submission);
    return found ? [{...found, folder}] : [];
  });

/** The submission of a stage, or a new one, which is not written yet. */
export function submissionFor(run: string, {id, key}: Pick<StageState, 'id' | 'key'>, experiment: string): Submitted {
  const known = submissionsOf(run).find((one) => one.stage === id && one.key === key);
  if (known) return known;
  const called = `${id.replaceAll('/', '.')}-${randomBytes(6).toString('hex')}`;
  const folder = join(runFiles(run).jobs, called);
  // Slurm takes names apart at commas, and its answers are taken apart at bars.
  const name = `ddsm-${experiment}-${called}`.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return {name, stage: id, key, at: new Date().toISOString(), attempts: [], folder};
}

/** Name of the arrays that help a stage's job. */
export const arrayName = (name: string): string => `${name}.array`;

export const writeSubmission = ({folder, ...submission}: Submitted): void =>
  writeFileDurably(jobFiles(folder).submission, `${JSON.stringify(submission, undefined, 1)}\n`);

/** The last lines of what a job said; empty where it said nothing, or nobody knows its number. */
export function lastWords(folder: string, job: string | undefined, lines = 15): string[] {
  if (job === undefined) return [];
  try {
    return readFileSync(jobFiles(folder).output(job), 'utf8').trimEnd().split('\n').slice(-lines).filter(Boolean);
  } catch {
    return [];
  }
}
