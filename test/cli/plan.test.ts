import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-plan-'));
const cache = join(folder, 'cache');
mkdirSync(cache);
const {DDSM_DEVICE: _, ...environment} = process.env;
const cifar = join(packageRoot, 'experiments', 'cifar10.yaml');
const plan = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), 'plan', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {...environment, XDG_CACHE_HOME: cache},
  });

interface Answer {
  stages: {name: string; state: string; estimate: {macs: number; seconds: number}}[];
  device: {name: string; source: string; arithmetic: string; peak?: number; efficiency: number};
  total: {macs: number; seconds: number; hours: number; price?: number};
}
const answer = (...args: string[]): Answer => JSON.parse(plan(...args, '--json').stdout) as Answer;

test('plan --device of a GPU that is not here gives hours, GPU hours and money, stage by stage and in all', () => {
  const {stages, device, total} = answer(cifar, '--device', 'a100', '--price', '2.10');
  assert.deepEqual([device.name, device.source, device.arithmetic], ['NVIDIA A100 40 GB', 'published', 'tf32']);
  const macs = stages.reduce((sum, {estimate}) => sum + estimate.macs, 0);
  assert.equal(total.macs, macs);
  assert.equal(total.seconds, Math.round((2 * macs) / (156e12 * device.efficiency)));
  assert.ok(Math.abs(total.price! - total.hours * 2.1) < 0.01);
  const {stdout, stderr} = plan(cifar, '--device', 'a100', '--price', '2.10', '--explain');
  assert.match(stdout, /\| GPU hours +\| +price/);
  assert.match(stdout, /left to do/);
  assert.ok(stdout.includes(total.price!.toFixed(2)));
  assert.match(
    stderr,
    /one NVIDIA A100 40 GB with 40 GiB of memory at 10 % of its published matrix peak, 156 TFLOP\/s in TF32/,
  );
  const slower = answer(cifar, '--device', 'v100').total.seconds;
  assert.ok(slower > 2 * total.seconds && slower < 20 * total.seconds);
});

test('plan says the memory of each stage, what does not fit, and the setting with which it fits', () => {
  const {memory, remedies} = JSON.parse(plan(cifar, '--device', 'a100', '--json').stdout) as {
    memory: {name: string; bytes: number; images: number; fits: boolean}[];
    remedies: {key: string; value: number; stages: string[]}[];
  };
  const of = (name: string) => memory.find((one) => one.name === name)!;
  assert.deepEqual([of('train').images, of('train').fits, of('search').fits], [256, false, true]);
  assert.ok(of('train').bytes > 30e9 && of('train').bytes < 60e9);
  assert.deepEqual(
    remedies.map(({key, value, stages}) => [key, value, stages]),
    [['train.accumulate', 2, ['train']]],
  );
  const {stderr} = plan(cifar, '--device', 'a100', '--set', 'train.accumulate=2');
  assert.ok(!stderr.includes('will not fit'), stderr);
  assert.match(plan(cifar, '--device', 'a100').stderr, /train will not fit .*--set train\.accumulate=2/);
});

test('plan says what an evaluation executes beside its rows alone, and which rows it cannot count yet', () => {
  const rows = 'evaluate.rows=[uniform, ddsm, early-late]';
  const strategy = `search.strategy=${join(packageRoot, 'test', 'fixtures', 'cifar10-strategy.json')}`;
  const evaluation = (...args: string[]) => {
    const {stdout} = plan(cifar, '--set', rows, ...args, '--json');
    const {evaluations} = JSON.parse(stdout) as {
      evaluations: {macs: number; macsAlone: number; states: number; bytes: number; unknown: string[]}[];
    };
    return evaluations[0]!;
  };
  const [before, after] = [evaluation(), evaluation('--set', strategy)];
  assert.deepEqual(before.unknown, ['ddsm', 'early-late']);
  assert.equal(before.macs, before.macsAlone);
  assert.deepEqual(after.unknown, []);
  assert.ok(after.macs < after.macsAlone && after.macs > 0.9 * after.macsAlone);
  assert.equal(after.bytes, after.states * 4 * 256 * 32 * 32 * 3);
  const {stderr} = plan(cifar, '--set', rows, '--set', strategy, '--explain');
  assert.match(
    stderr,
    /evaluate: rows walk together, .* TMACs executed of .* by each alone \(9\d %\); at most \d+ states/,
  );
  assert.match(
    plan(cifar, '--set', rows, '--explain').stderr,
    /not counted until the search is done: ddsm, early-late/,
  );
});

test('plan says where nothing was measured, and what measures', () => {
  const {status, stdout, stderr} = plan(cifar, '--device', 'cpu', '--price', '1');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /not measured/);
  assert.ok(!stdout.includes('price'));
  assert.match(stderr, /not measured yet; `npx ddsm doctor` measures/);
  const {device, stages} = answer(cifar, '--device', 'cpu');
  assert.deepEqual([device.source, device.peak], ['unknown', undefined]);
  assert.ok(stages.every(({estimate}) => estimate.seconds >= 0));
});

test("plan's hours on an RTX 3090 are within a factor of two of the paper's, training by training", () => {
  for (const [name, stage, published] of [
    ['cifar10', 'baseline', 278],
    ['cifar10', 'train', 502],
    ['cifar10', 'search', 320],
    ['celeba64', 'train', 1036],
  ] as const) {
    const {stages} = answer(join(packageRoot, 'experiments', `${name}.yaml`), '--device', 'rtx-3090');
    const hours = stages.find((one) => one.name === stage)!.estimate.seconds / 3600;
    assert.ok(hours > published / 2 && hours < published * 2, `${name} ${stage}: ${hours} h, published ${published}`);
  }
});

test('plan --explain gives the reasons below the table, which stays narrow enough for a terminal', () => {
  const {stdout} = plan(cifar, '--device', 'a100', '--explain');
  const [table, reasons] = stdout
    .trim()
    .split('\n\n')
    .map((part) => part.split('\n'));
  assert.ok(
    table!.every((line) => line.startsWith('|') && line.length <= 80),
    stdout,
  );
  assert.deepEqual(reasons![0], 'reference: it has not run yet');
  assert.equal(reasons!.length, 5);
});

test('plan says days or years and what shortens them, and how it counts only with --explain', () => {
  const {stdout, stderr} = plan(cifar, '--device', 't4');
  assert.match(stdout, /left to do .* about [\d.]+ (days|years) /);
  assert.match(
    stderr,
    /^(train|search) takes \d+ days of the time: --set (train\.iterations|search\.images)=… with a smaller number/m,
  );
  assert.match(stderr, /^times are estimates for NVIDIA T4; --explain says where they come from$/m);
  assert.doesNotMatch(stderr, /walk together|matrix peak|earlier runs/);
  // What is short needs no advice.
  assert.doesNotMatch(
    plan(
      cifar,
      '--device',
      't4',
      '--set',
      'train.iterations=1',
      '--set',
      'baseline.iterations=1',
      '--set',
      'search.images=100',
      '--set',
      'evaluate.images=100',
    ).stderr,
    /shortens it/,
  );
});

test('plan refuses a device and a price that are none', () => {
  for (const args of [
    ['--device', 'a1000'],
    ['--price', 'much'],
    ['--price', '-1'],
  ])
    assert.equal(plan(cifar, ...args).status, 2, args.join(' '));
});
