import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-json-'));
const ddsm = (...args: string[]) => {
  const {status, stdout, stderr} = spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return {status, stdout, stderr};
};
const cifar = join(packageRoot, 'experiments', 'cifar10.yaml');

test('validate --json gives every problem with its place, and exits 2', () => {
  writeFileSync(join(folder, 'bad.yaml'), 'dataset: {kind: digits, resolution: 8}\nmodel: {chanels: 32}\n');
  const {status, stdout} = ddsm('validate', 'bad.yaml', '--json');
  assert.equal(status, 2);
  const {problems} = JSON.parse(stdout) as {problems: Record<string, unknown>[]};
  const unknown = problems.find(({code}) => code === 'unknown-key')!;
  assert.deepEqual(
    [unknown.file, unknown.line, unknown.column, unknown.path, unknown.suggestion],
    ['bad.yaml', 2, 9, 'model.chanels', 'did you mean channels?'],
  );
  assert.ok((unknown.allowed as string[]).includes('multipliers'));
  assert.ok(problems.every((problem) => !('excerpt' in problem)));
});

test('cost --json gives all seven widths with the paper’s rounding, and a strategy', () => {
  const strategy = join(packageRoot, 'test', 'fixtures', 'cifar10-strategy.json');
  const {stdout} = ddsm('cost', cifar, '--strategy', strategy, '--json');
  const cost = JSON.parse(stdout) as {
    experiment: string;
    widths: Record<string, Record<string, number>>;
    strategy: Record<string, number>;
  };
  assert.equal(cost.experiment, 'cifar10');
  assert.deepEqual(Object.keys(cost.widths), ['2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8']);
  assert.deepEqual(Object.keys(cost.widths['8/8']!), [
    ...['macs', 'gflops', 'paperGflops', 'attentionMacs', 'parameters', 'excluded'],
  ]);
  assert.equal(cost.widths['8/8']!.paperGflops, 12.14);
  assert.equal(cost.widths['8/8']!.excluded, true);
  assert.deepEqual(Object.keys(cost.strategy), ['macs', 'gflops', 'evaluations', 'totalTflops']);
  assert.equal(cost.strategy.gflops!.toFixed(2), '6.19');
});

test('cost shows the paper’s rounding of experiments of the paper alone', () => {
  assert.match(ddsm('cost', cifar).stdout, /paper GFLOPs/);
  assert.doesNotMatch(ddsm('cost', join(packageRoot, 'experiments', 'quickstart.yaml')).stdout, /paper/);
});

test('plan --json gives name, key, state, why, share done and estimate of every stage', () => {
  const {stages, ...rest} = JSON.parse(ddsm('plan', cifar, '--json').stdout) as {
    stages: Record<string, unknown>[];
    evaluations: Record<string, unknown>[];
  };
  assert.deepEqual(Object.keys(rest), ['device', 'total', 'memory', 'remedies', 'evaluations']);
  assert.deepEqual(Object.keys(rest.evaluations[0]!), [...['name', 'macs', 'macsAlone', 'states', 'bytes', 'unknown']]);
  for (const stage of stages) {
    assert.deepEqual(Object.keys(stage), ['name', 'key', 'state', 'why', 'done', 'estimate']);
    assert.deepEqual(Object.keys(stage.estimate as object), ['macs', 'seconds', 'basis', 'bytes']);
  }
});

test('status --json is empty without runs, and an unknown run is a usage error in the same form', () => {
  assert.deepEqual(JSON.parse(ddsm('status', '--json').stdout), {runs: []});
  const {status, stdout} = ddsm('status', 'nothing', '--json');
  assert.equal(status, 2);
  assert.equal((JSON.parse(stdout) as {problems: {code: string}[]}).problems[0]!.code, 'unknown-run');
});

test('run --json of a spec without its data gives the problems, exits 2 and writes nothing', () => {
  const {status, stdout} = ddsm('run', cifar, '--json');
  assert.equal(status, 2);
  const {problems} = JSON.parse(stdout) as {problems: {code: string}[]};
  assert.deepEqual(problems.map(({code}) => code).sort(), ['missing-data', 'missing-weights']);
  assert.ok(!existsSync(join(folder, 'runs')));
});

test('an unknown command or option exits 2', () => {
  assert.equal(ddsm('fly').status, 2);
  assert.equal(ddsm('run', cifar, '--workers', 'many').status, 2);
});
