import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {allocationOf, hasEnded, isCancelled} from '../../src/cluster/allocation.js';
import {completed, nodesOf} from '../../src/cluster/defaults.js';
import {accounted} from '../../src/cluster/scheduler.js';
import {type ClusterSettings, jobScript, quote, submissionArguments} from '../../src/cluster/script.js';
import {submissionFor} from '../../src/run/jobs.js';

const NASTY = [
  'plain',
  '',
  ' a  b ',
  "it's",
  '"q"',
  '$(touch never) `touch never`',
  'line\nbreak',
  '\\ $HOME ; & | * ?',
  '-n',
  'é😀',
];
const settings: ClusterSettings = {setup: [], environment: [], grace: 60, poll: 1, arrayTasks: 0, options: []};

test('quote() gives a shell back exactly what it was given', () => {
  const said = execFileSync('bash', ['-c', `printf '%s\\0' ${NASTY.map(quote).join(' ')}`], {encoding: 'utf8'});
  assert.deepEqual(said.split('\0').slice(0, -1), NASTY);
});

test('jobScript() hands folder, variables and arguments on as data, and leaves the lines of the setup to the shell', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'ddsm-script-')), NASTY.slice(2, 8).join(' ').replaceAll('/', ''));
  mkdirSync(folder);
  const print =
    'process.stdout.write(JSON.stringify([process.cwd(), process.env.A, process.env.B, process.argv.slice(1)]))';
  const script = jobScript({
    setup: ['B="$((1 + 1))"', 'export B'],
    environment: [`A=first`, `A=${NASTY.join('=')}`],
    folder,
    command: [process.execPath, '-e', print, '--', ...NASTY],
  });
  const file = join(folder, 'script.sh');
  writeFileSync(file, script);
  const said = JSON.parse(execFileSync('bash', [file], {encoding: 'utf8'}));
  assert.deepEqual(said, [folder, NASTY.join('='), '2', NASTY]);
  assert.ok(!existsSync(join(folder, 'never')));
});

test('submissionArguments() has the spec last, so that its options win', () => {
  const {gpus, ...job} = {gpus: 2, name: 'n', folder: '/a b%j', script: '/a b%j/script.sh', after: ['3', '4']};
  const args = submissionArguments({...settings, gpus, gpuType: 'a100', options: ['--time=5']}, job);
  assert.ok(args.includes('--gres=gpu:a100:2'));
  assert.ok(args.includes('--chdir=/a b%j') && args.includes('--output=output-%j.log'));
  assert.ok(args.includes('--dependency=singleton,afterok:3:4'));
  assert.deepEqual(args.slice(-2), ['--time=5', '/a b%j/script.sh']);
});

test('completed() takes what the spec leaves out from the partition, and leaves alone what it says', () => {
  const nodes = nodesOf(
    'cpu*|infinite|64|(null)\ngpu|2-00:00:00|48|gpu:a100:4(S:0-1)\ngpu|2-00:00:00|32+|gpu:h100:8,lscratch:1\n',
  );
  assert.deepEqual(completed(settings, nodes), {...settings, partition: 'cpu', cpus: 64, gpus: 0});
  const gpu = completed({...settings, partition: 'gpu'}, nodes);
  assert.deepEqual(gpu, {...settings, partition: 'gpu', time: '2-00:00:00', cpus: 4, gpus: 1});
  const own = {...settings, partition: 'gpu', time: '90', cpus: 3, gpus: 0};
  assert.deepEqual(completed(own, nodes), own);
  assert.deepEqual(completed({...settings, partition: 'other'}, nodes), {...settings, partition: 'other'});
  assert.deepEqual(completed(settings, []), settings);
});

/** Puts a `scontrol` on PATH that says these words of a job and of a node. */
function controller(job: string, node: string): void {
  const bin = mkdtempSync(join(tmpdir(), 'ddsm-scontrol-'));
  const lines = `#!/bin/sh\nif [ "$2" = job ]; then ${job}; else ${node}; fi\n`;
  writeFileSync(join(bin, 'scontrol'), lines, {mode: 0o755});
  process.env.PATH = `${bin}:${process.env.PATH}`;
}

test('hasEnded() believes two answers together, of the job and of its node, and no silence', () => {
  const job = {job: '7', restarts: 1, node: 'node3'};
  const silent = 'echo Unable to contact slurm controller >&2; exit 1';
  const cases: [string, string, boolean][] = [
    ['echo JobState=CANCELLED Restarts=1', 'echo State=IDLE', true],
    ['echo JobState=RUNNING Restarts=1', 'echo State=MIXED', false],
    ['echo JobState=COMPLETING Restarts=1', 'echo State=IDLE', false],
    // It was put back into the queue since, and its node has answered.
    ['echo JobState=PENDING Restarts=2', 'echo State=IDLE', true],
    ['echo JobState=NODE_FAIL Restarts=1', 'echo State=DOWN*', false],
    ['echo JobState=PENDING Restarts=2', 'echo State=IDLE*', false],
    ['echo Invalid job id specified >&2; exit 1', 'echo State=ALLOCATED', true],
    ['echo Invalid job id specified >&2; exit 1', silent, false],
    [silent, 'echo State=IDLE', false],
  ];
  for (const [said, node, ended] of cases) {
    controller(said, node);
    assert.equal(hasEnded(job), ended, `${said} / ${node}`);
  }
});

test('isCancelled() tells the signal of a time limit from a cancellation, and from a requeue by somebody else', () => {
  const cases: [string, boolean | undefined][] = [
    ['echo JobState=RUNNING Restarts=1', false],
    ['echo JobState=COMPLETING Restarts=1', true],
    ['echo JobState=CANCELLED Restarts=1', true],
    ['echo JobState=PENDING Restarts=2', true],
    ['echo JobState=RUNNING Restarts=2', true],
    ['echo Invalid job id specified >&2; exit 1', true],
    ['echo Unable to contact slurm controller >&2; exit 1', undefined],
  ];
  for (const [said, cancelled] of cases) {
    controller(said, 'exit 1');
    assert.equal(isCancelled({job: '7', restarts: 1, node: 'a'}), cancelled, said);
  }
});

test('allocationOf() knows a job, a task of an array, and that there is none', () => {
  assert.equal(allocationOf({}), undefined);
  assert.deepEqual(allocationOf({SLURM_JOB_ID: '7', SLURMD_NODENAME: 'a'}), {job: '7', restarts: 0, node: 'a'});
  assert.deepEqual(
    allocationOf({SLURM_JOB_ID: '9', SLURM_ARRAY_JOB_ID: '7', SLURM_ARRAY_TASK_ID: '2', SLURM_RESTART_COUNT: '3'}),
    {job: '7_2', restarts: 3, node: ''},
  );
});

test('accounted() finds a job in every time zone: sacct reads local times', async () => {
  const bin = mkdtempSync(join(tmpdir(), 'ddsm-sacct-'));
  const since = '2026-03-08T09:30:00.123Z';
  // Knows of one job, which was submitted a second later.
  const script = `#!/bin/sh
for one in "$@"; do case $one in --starttime=*) start=\${one#*=};; esac; done
[ "$(date -d "$start" +%s)" -gt ${Math.ceil(Date.parse(since) / 1000) + 1} ] || echo '12|name|COMPLETED|node1'
`;
  writeFileSync(join(bin, 'sacct'), script, {mode: 0o755});
  const {PATH, TZ} = process.env;
  process.env.PATH = `${bin}:${PATH}`;
  try {
    for (const zone of ['UTC', 'WEST12', 'EAST-14']) {
      process.env.TZ = zone;
      assert.deepEqual(
        (await accounted(['name'], since))?.map(({id}) => id),
        ['12'],
        zone,
      );
    }
  } finally {
    process.env.PATH = PATH;
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
});

test('submissionFor() names jobs so that squeue and sacct can be asked for them, whatever the spec is called', () => {
  const run = mkdtempSync(join(tmpdir(), 'ddsm-names-'));
  const nameOf = (experiment: string): string =>
    submissionFor(run, {id: 'variants/a/train', key: 'k'}, experiment).name.replace(/[\da-f]{12}$/, '');
  assert.equal(nameOf('a,b|c d%x\n'), 'ddsm-a_b_c_d_x_-variants.a.train-');
  assert.equal(nameOf('größe-1.5_x'), 'ddsm-größe-1.5_x-variants.a.train-');
});
