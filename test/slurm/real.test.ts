import assert from 'node:assert/strict';
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {type Submitted, submissionsOf} from '../../src/run/jobs.js';
import type {JournalEvent} from '../../src/run/journal.js';
import {readLines} from '../../src/store/files.js';
import {jobFiles} from '../../src/store/runFolder.js';
import {missingSlurm, RealSlurm} from './realSlurm.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const SPEC = `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4, dropout: 0.1}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 900, batch: 8, warmup: 5, emaWarmup: true, checkpointEvery: 10}
search: {population: 6, iterations: 4, mutation: 0.2, images: 64, batch: 32, sampler: {kind: ddim, steps: 8}, rescore: 0}
classifier: {iterations: 60, batch: 32, features: 8}
evaluate: {metric: frechet, images: 64, batch: 32, rows: [uniform, ddsm]}
cluster: {cpus: 1, poll: 0.5, grace: 60, environment: ["QUOTED=it's $(false)"], setup: ['true "$QUOTED"']}
`;

const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Results of a run: its tables and its strategy. */
const resultsOf = (run: string): object => [
  filesIn(join(run, 'tables')),
  readFileSync(join(run, 'search', 'strategy.json'), 'utf8'),
];

const why = missingSlurm();
test(
  'a run on the real Slurm equals the local one byte for byte, through a requeue, a killed run, a killed controller and scancel',
  why === undefined ? {} : {skip: `the real Slurm: ${why}`},
  async (t) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'ddsm-real-')), `it's a "folder" $(false)\n;`);
    mkdirSync(folder);
    const spec = join(folder, 'tiny.yaml');
    writeFileSync(spec, SPEC);
    const slurm = await RealSlurm.start();
    // A run that waits for its jobs would wait for ever once Slurm is gone.
    const runs: ChildProcess[] = [];
    t.after(() => {
      for (const one of runs) one.kill('SIGKILL');
      return slurm.stop();
    });
    const ddsm = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: slurm.environment,
        timeout: 600_000,
      });
    const begin = (): {child: ChildProcess; ended: Promise<[number | string | null, string]>} => {
      const args = [bin, 'run', spec, '--runs', 'slurm', '--executor', 'slurm', '--plain'];
      const child = spawn(process.execPath, args, {
        cwd: folder,
        env: slurm.environment,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      runs.push(child);
      let said = '';
      child.stderr!.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      return {child, ended: new Promise((done) => child.on('exit', (code, by) => done([by ?? code, said])))};
    };
    /** How a run ended, within ten minutes. */
    const endOf = async ({child, ended}: ReturnType<typeof begin>): typeof ended => {
      await slurm.until(() => child.exitCode !== null || child.signalCode !== null);
      return ended;
    };
    const run = join(folder, 'slurm', 'tiny');
    const submitted = (stage: string): Submitted | undefined => submissionsOf(run).find((one) => one.stage === stage);
    const job = (stage: string): string => submitted(stage)!.attempts.at(-1)!.job!;
    const events = (stage: string, event: string): number => {
      const one = submitted(stage);
      return one
        ? readLines<JournalEvent>(jobFiles(one.folder).events).filter((line) => line.event === event).length
        : 0;
    };

    const local = ddsm('run', spec, '--runs', 'local', '--plain');
    assert.equal(local.status, 0, local.stderr);

    const first = begin();
    await slurm.until(() => existsSync(join(run, 'train', 'checkpoints', 'step-000000010', 'manifest.json')));
    const status = ddsm('status', '--runs', 'slurm').stdout;
    assert.match(status, /train +\| +\d+ \| running/);
    assert.match(status, /search +\| +\d+ \| pending +\| waits for a job before it \(Dependency\)/);
    slurm.command('scontrol', 'requeue', job('train'));
    first.child.kill('SIGKILL');
    assert.equal((await first.ended)[0], 'SIGKILL');
    await slurm.until(() => events('train', 'start') >= 2);
    await slurm.killController();
    const second = begin();
    await new Promise((next) => setTimeout(next, 2000));
    slurm.startController();

    await slurm.until(() => existsSync(join(run, 'search', 'candidates.jsonl')));
    slurm.command('scancel', job('search'));
    const [code, said] = await endOf(second);
    assert.equal(code, 75, said);
    assert.match(said, /search: job \d+ was cancelled/);

    const third = begin();
    assert.deepEqual((await endOf(third))[0], 0);
    assert.deepEqual(resultsOf(run), resultsOf(join(folder, 'local', 'tiny')));
    assert.equal(ddsm('diff', 'local/tiny', 'slurm/tiny').status, 0);
    for (const stage of ['classifier', 'train', 'search', 'evaluate'])
      t.diagnostic(`${stage}: ${events(stage, 'start')} starts, ${events(stage, 'stopped')} stops`);
  },
);
