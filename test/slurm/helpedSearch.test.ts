import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {submissionsOf} from '../../src/run/jobs.js';
import type {JournalEvent} from '../../src/run/journal.js';
import {readJson, readLines} from '../../src/store/files.js';
import {jobFiles, runFiles, searchFiles, taskEvents} from '../../src/store/runFolder.js';
import {callsOf, installFake, jobsOf, numberOf} from './fake.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const SPEC = `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4, dropout: 0.1}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 20, batch: 8, warmup: 5, emaWarmup: true}
search: {population: 6, iterations: 3, mutation: 0.2, images: 40, batch: 8, sampler: {kind: ddim, steps: 8}, rescore: 2}
classifier: {iterations: 20, batch: 32, features: 8}
evaluate: {metric: frechet, images: 64, batch: 32, rows: [uniform, ddsm]}
cluster: {cpus: 1, poll: 0.3, arrayTasks: 2}
`;

/** All that a search leaves and that is to be the same. */
const resultsOf = (run: string): string[] => {
  const {candidates, generations, strategy} = searchFiles(join(run, 'search'));
  return [candidates, generations, strategy].map((file) => readFileSync(file, 'utf8'));
};

test('a search that tasks of an array help with equals the local one byte for byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-helped-'));
  const slurm = mkdtempSync(join(tmpdir(), 'ddsm-fake-'));
  const environment = {...process.env, ...installFake(slurm)};
  writeFileSync(join(folder, 'tiny.yaml'), SPEC);
  const args = (...more: string[]): string[] => [bin, 'run', 'tiny.yaml', '--until', 'search', '--plain', ...more];
  const local = spawnSync(process.execPath, args('--runs', 'local'), {cwd: folder, encoding: 'utf8'});
  assert.equal(local.status, 0, local.stderr);
  const run = join(folder, 'cluster', 'tiny');
  cpSync(join(folder, 'local'), join(folder, 'cluster'), {recursive: true});
  rmSync(join(run, 'search'), {recursive: true});

  const child = spawn(process.execPath, args('--runs', 'cluster', '--executor', 'slurm'), {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise((done) => child.on('exit', done));
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      assert.equal(child.exitCode, null, said);
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  await until(() => callsOf(slurm).some((call) => call.startsWith('sbatch --array=1-2 ')));
  // The search's own process waits until a task has done something.
  const [submission] = submissionsOf(run).filter(({stage}) => stage === 'search');
  const own = readJson<{processes: {pid: number}[]}>(runFiles(submission!.folder).processes)!.processes[0]!.pid;
  process.kill(own, 'SIGSTOP');
  const batches = (): number =>
    jobsOf(slurm)
      .filter(({task}) => task)
      .map((task) => readLines<JournalEvent>(taskEvents(submission!.folder, numberOf(task))).at(-1)?.done ?? 0)
      .reduce((sum, done) => sum + done, 0);
  await until(() => batches() > 0);
  const status = spawnSync(process.execPath, [bin, 'status', '--runs', 'cluster'], {
    ...{cwd: folder, env: environment, encoding: 'utf8'},
  });
  process.kill(own, 'SIGCONT');
  assert.match(status.stdout, /search, a task +\| 2_\d \| running +\| node1 \| \d of \d batches/);
  assert.equal(await ended, 0, said);
  assert.deepEqual(resultsOf(run), resultsOf(join(folder, 'local', 'tiny')));
  // What it was dealt from has gone with it.
  assert.deepEqual(readJson<{units: unknown[]}>(jobFiles(submission!.folder).board)?.units, []);
});
