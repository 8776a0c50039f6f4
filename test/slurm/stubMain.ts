/** A job that computes nothing: what it does stands in its stage's settings. Leaves the records that a real one leaves. */
import {spawnSync} from 'node:child_process';
import {appendFileSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import type {JobFile} from '../../src/run/jobs.js';
import {Journal} from '../../src/run/journal.js';
import {readJson} from '../../src/store/files.js';
import {takeLock} from '../../src/store/lock.js';
import {claimFolder, jobFiles} from '../../src/store/runFolder.js';
import {readRecord, writeRecord} from '../../src/store/stageRecord.js';

export interface StubSettings {
  milliseconds?: number;
  /** A file of the run: it goes on until that is there. */
  until?: string;
  /** What it fails with, the first time. */
  fail?: string;
  /** Ends without a word. */
  vanish?: boolean;
}

const folder = process.argv[2]!;
const {run, stage} = readJson<JobFile>(jobFiles(folder).job)!;
const job = process.env.SLURM_JOB_ID!;
const settings = stage.settings as StubSettings;
takeLock(claimFolder(run, stage.id), () => {});
const record = readRecord(run, stage.id)!;
if (record.done) process.exit(0);
const journal = new Journal(run, {path: jobFiles(folder).events, beside: {job, node: 'node1'}});
process.on('SIGTERM', () => {
  journal.log({event: 'stopped', stage: stage.id, seconds: 1});
  const {stdout} = spawnSync('scontrol', ['show', 'job', job], {encoding: 'utf8'});
  if (stdout.includes('RUNNING')) spawnSync('scontrol', ['requeue', job]);
  process.exit(75);
});
appendFileSync(join(run, 'computed.log'), `${stage.id} ${job}\n`);
journal.log({event: 'start', stage: stage.id, key: stage.key});
console.log(`hello from job ${job}`);
if (settings.vanish) process.exit(9);
if (settings.fail !== undefined) {
  journal.log({event: 'failed', stage: stage.id, message: settings.fail, seconds: 1});
  process.exit(1);
}
const finish = (): void => {
  if (settings.until !== undefined && !existsSync(join(run, settings.until))) {
    setTimeout(finish, 50);
    return;
  }
  writeRecord(run, stage.id, {...record, done: true, seconds: 1});
  journal.log({event: 'done', stage: stage.id, seconds: 1});
  process.exit(0);
};
setTimeout(finish, settings.milliseconds ?? 50);
