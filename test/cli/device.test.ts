import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {appendFileSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import type {JournalEvent} from '../../src/run/journal.js';
import {readRecord, type StageRecord, writeRecord} from '../../src/store/stageRecord.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-device-'));
const spec = join(folder, 'tiny.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, flips: false, limit: 64}
model: {channels: 16, multipliers: [1], blocks: 1, groups: 4}
train: {iterations: 4, batch: 8}
baseline: {groups: 4}
classifier: {iterations: 4, batch: 16, features: 4}
evaluate: {metric: frechet}
`,
);
const {DDSM_DEVICE: _, ...environment} = process.env;
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {...environment, CUDA_VISIBLE_DEVICES: '-1'},
  });
const run = join(folder, 'runs', 'tiny');
const record = (): StageRecord => readRecord(run, 'classifier')!;
const processor = cpus()[0]!.model.trim();

test('a run notes what computed each stage, and what its self-check found', () => {
  const {status, stderr} = ddsm('run', spec, '--until', 'classifier', '--plain');
  assert.equal(status, 0, stderr);
  const journal = readFileSync(join(folder, 'runs', 'tiny', 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const start = journal.map((line) => JSON.parse(line) as JournalEvent).find(({event}) => event === 'start')!;
  assert.deepEqual(start.device, {kind: 'cpu', name: processor});
  assert.match(start.verdict!.closest, /^all \d+ quantities are right \(float32\)/);
  assert.match(start.verdict!.against, /PyTorch/);
  assert.ok(!start.machine!.includes('NVIDIA'));
  assert.deepEqual(record().devices, [{kind: 'cpu', name: processor, arithmetic: 'float32'}]);
});

test('what a GPU began is not continued on the CPU unless that is said; then both are named', () => {
  const gpu = {kind: 'gpu', name: 'NVIDIA H100 80GB HBM3, 80 GiB', arithmetic: 'tf32'} as const;
  writeRecord(run, 'classifier', {...record(), done: false, devices: [gpu]});
  const planned = ddsm('plan', spec, '--explain').stdout;
  assert.match(planned, /begun on NVIDIA H100 .*\(TF32\), would go on with the CPU \(.*\): needs --device cpu/);
  const refused = ddsm('run', spec, '--until', 'classifier', '--json');
  assert.equal(refused.status, 1);
  const {problems} = JSON.parse(refused.stdout) as {problems: {code: string; suggestion: string}[]};
  assert.deepEqual(
    problems.map(({code}) => code),
    ['device-changed'],
  );
  assert.match(problems[0]!.suggestion, /--device cpu/);
  assert.deepEqual(record().devices, [gpu]);
  const allowed = ddsm('run', spec, '--until', 'classifier', '--device', 'cpu', '--plain');
  assert.equal(allowed.status, 0, allowed.stderr);
  assert.match(allowed.stderr, /classifier was begun on NVIDIA H100/);
  assert.deepEqual(record().devices, [gpu, {kind: 'cpu', name: processor, arithmetic: 'float32'}]);
  assert.equal(ddsm('report', 'runs/tiny').status, 0);
  const html = readFileSync(join(folder, 'runs', 'tiny', 'report.html'), 'utf8');
  assert.ok(html.includes(`(TF32), then ${processor} (float32)`));
  assert.match(html, /Self-check of .*: all \d+ quantities are right/);
});

test('Table F names every machine that a run was computed on', () => {
  const journal = join(folder, 'runs', 'tiny', 'journal.jsonl');
  const start = {at: new Date().toISOString(), event: 'start', stage: 'train', key: 'k'};
  appendFileSync(journal, `${JSON.stringify({...start, machine: 'NVIDIA H100 80GB HBM3, 80 GiB, with 16 threads'})}\n`);
  const {status, stdout} = ddsm('tables', 'runs/tiny');
  assert.equal(status, 0);
  assert.match(stdout, /Ours on NVIDIA H100 80GB HBM3, 80 GiB, with 16 threads\./);
  assert.match(stdout, new RegExp(`Ours on \\d+ threads of ${processor.replace(/[^\w ]/g, '.')}`));
});

test('--gpu without a driver ends with the one cause, before anything is fetched or computed', () => {
  for (const args of [
    ['run', spec, '--runs', 'none', '--gpu', '--json'],
    ['doctor', '--gpu', '--json'],
  ]) {
    const {status, stdout} = ddsm(...args);
    assert.equal(status, 1);
    assert.match(stdout, /libcuda\.so\.1 cannot be opened/);
  }
});
