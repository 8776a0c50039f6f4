import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {readSafetensors, readSafetensorsHeader} from '../../src/weights/safetensors.js';

const bin = join(packageRoot, 'bin', 'ddsm.js');
const folder = mkdtempSync(join(tmpdir(), 'ddsm-from-'));
const spec = join(folder, 'tiny.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8, flips: false, limit: 200}
model: {channels: 32, multipliers: [1, 2], blocks: 1, groups: 8, dropout: 0}
widths: {options: [4/8, 6/8, 8/8]}
train: {iterations: 12, batch: 8, warmup: 2, emaWarmup: true, checkpointEvery: 4, from: baseline}
baseline: {iterations: 20, batch: 8, groups: 8}
search: {method: random, population: 3, iterations: 1, images: 16, batch: 16, sampler: {kind: ddim, steps: 2}, rescore: 0}
classifier: {iterations: 20, batch: 32, features: 4}
evaluate: {metric: frechet, images: 32, batch: 32, rows: [adm, uniform]}
`,
);
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [bin, ...args], {encoding: 'utf8', cwd: folder, env: {...process.env, NO_COLOR: '1'}});
const run = (...args: string[]) => ddsm('run', spec, '--plain', '--workers', '1', ...args);
const inRuns = (...path: string[]): string => join(folder, 'runs', 'tiny', ...path);
const weightsOf = (file: string): object =>
  Object.fromEntries([...readSafetensors(file).tensors].map(([name, {data}]) => [name, [...data]]));
const set = (...settings: string[]): string[] => settings.flatMap((setting) => ['--set', setting]);

interface PlanJson {
  stages: {name: string; key: string}[];
}
const keyOf = (stage: string, ...settings: string[]): string => {
  const {stdout} = ddsm('plan', spec, '--json', ...set(...settings));
  return (JSON.parse(stdout) as PlanJson).stages.find(({name}) => name === stage)!.key;
};

test('train.from: baseline trains the plain network first, and the supernet from it with its channels sorted', () => {
  const names = (JSON.parse(ddsm('plan', spec, '--json').stdout) as PlanJson).stages.map(({name}) => name);
  assert.ok(names.indexOf('baseline') < names.indexOf('train'), names.join());
  const until = run('--until', 'train');
  assert.equal(until.status, 0, until.stderr);
  assert.ok(existsSync(inRuns('baseline', 'stage.json')) && !existsSync(inRuns('evaluate')));
  const {order, difference} = JSON.parse(readFileSync(inRuns('train', 'channels.json'), 'utf8')) as {
    order: Record<string, number[]>;
    difference: number;
  };
  assert.equal(order.head!.length, 32);
  assert.ok(difference > 0 && difference < 0.2, `${difference}`);
  const {status, stdout, stderr} = run();
  assert.equal(status, 0, stderr);
  assert.match(stdout, /supernet: trained on 96 images, from the plain network after its 160/);
});

test("Table F counts the plain network's hours into those of a supernet that started from it", () => {
  cpSync(inRuns(), join(folder, 'paper', 'cifar10-nested'), {recursive: true});
  const {stdout} = ddsm('tables', '--runs', 'paper', '--json');
  const {tables} = JSON.parse(stdout) as {tables: {name: string; rows: Record<string, string>[]}[]};
  const row = tables.find(({name}) => name === 'F')!.rows.find((one) => one.row === 'DDSM-train, nested')!;
  const secondsOf = (stage: string): number =>
    (JSON.parse(readFileSync(inRuns(stage, 'stage.json'), 'utf8')) as {seconds: number}).seconds;
  const hours = (secondsOf('train') + secondsOf('baseline')) / 3600;
  assert.equal(Object.values(row)[1], hours.toPrecision(4));
});

test('a training from the plain network that is killed goes on and ends in the same bytes', async () => {
  const final = ['train', 'checkpoints', 'step-000000012', 'ema.safetensors'];
  cpSync(inRuns(), join(folder, 'again', 'tiny'), {recursive: true});
  const stage = join(folder, 'again', 'tiny', 'train');
  rmSync(stage, {recursive: true});
  const args = [bin, 'run', spec, '--plain', '--workers', '1', '--runs', 'again', '--until', 'train'];
  const child = spawn(process.execPath, args, {cwd: folder, stdio: 'ignore'});
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (!existsSync(join(stage, 'channels.json')) && child.exitCode === null)
    await new Promise((next) => setTimeout(next, 2));
  child.kill('SIGKILL');
  await ended;
  const {status, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', cwd: folder});
  assert.equal(status, 0, stderr);
  assert.deepEqual(weightsOf(join(stage, ...final.slice(1))), weightsOf(inRuns(...final)));
});

test('export --original-order gives the channels back the order of the plain network', () => {
  const sorted = ddsm('export', 'tiny', '--out', 'sorted.safetensors');
  assert.equal(sorted.status, 0, sorted.stderr);
  const original = ddsm('export', 'tiny', '--out', 'original.safetensors', '--original-order');
  assert.equal(original.status, 0, original.stderr);
  const {order} = JSON.parse(readFileSync(inRuns('train', 'channels.json'), 'utf8')) as {
    order: Record<string, number[]>;
  };
  const bias = (file: string): number[] => [...readSafetensors(join(folder, file)).tensors.get('head.bias')!.data];
  const back = bias('original.safetensors');
  assert.deepEqual(
    order.head!.map((channel) => back[channel]),
    bias('sorted.safetensors'),
  );
  const {architecture, widths} = readSafetensorsHeader(join(folder, 'original.safetensors')).metadata;
  assert.ok(!architecture!.includes('slices') && widths!.includes('["8/8"]'), `${architecture} ${widths}`);
  const plain = ddsm('export', 'tiny', '--network', 'baseline', '--out', 'plain.safetensors', '--original-order');
  assert.equal(plain.status, 2);
  assert.match(plain.stderr, /the channels of this network were not sorted/);
});

test('train.from: FILE starts from weights that were exported or are in a PyTorch file', () => {
  assert.equal(ddsm('export', 'tiny', '--network', 'baseline', '--out', 'plain.safetensors').status, 0);
  assert.equal(ddsm('export', 'tiny', '--network', 'baseline', '--out', 'plain.pt').status, 0);
  const trained = weightsOf(inRuns('train', 'checkpoints', 'step-000000012', 'ema.safetensors'));
  for (const file of ['plain.safetensors', 'plain.pt']) {
    const runs = `from-${file}`;
    const {status, stderr} = run('--runs', runs, '--until', 'train', ...set(`train.from=${file}`));
    assert.equal(status, 0, stderr);
    const own = join(folder, runs, 'tiny', 'train', 'checkpoints', 'step-000000012', 'ema.safetensors');
    assert.deepEqual(weightsOf(own), trained, file);
  }
});

test('train.draws takes several times and noises of a width, and goes into the key', () => {
  assert.equal(keyOf('train'), keyOf('train', 'train.draws={4/8: 1}'));
  assert.notEqual(keyOf('train'), keyOf('train', 'train.draws={4/8: 2}'));
  const settings = set('train.draws={4/8: 3, 6/8: 2}', 'train.sandwich=2', 'train.from=null', 'train.iterations=4');
  const {status, stderr} = run('--runs', 'draws', '--until', 'train', ...settings);
  assert.equal(status, 0, stderr);
  const [line] = readFileSync(join(folder, 'draws', 'tiny', 'train', 'log.jsonl'), 'utf8').split('\n');
  assert.deepEqual(Object.keys((JSON.parse(line!) as {losses: object}).losses), ['8/8', '4/8']);
  const other = ddsm('validate', spec, ...set('train.draws={2/8: 3}'));
  assert.equal(other.status, 2);
  assert.match(other.stderr, /train\.draws names 2\/8, which is not trained/);
  const word = ddsm('validate', spec, ...set('train.draws={half: 2}'));
  assert.match(word.stderr, /unknown key half in train\.draws/);
  const none = ddsm('validate', spec, ...set('train.draws={4/8: 0}'));
  assert.match(none.stderr, /4\/8 is 0, but must be >= 1/);
});

test('train.from that cannot be is refused with both values', () => {
  const refused = (pattern: RegExp, ...settings: string[]): void => {
    const {status, stderr} = ddsm('validate', spec, ...set(...settings));
    assert.equal(status, 2, stderr);
    assert.match(stderr, pattern);
  };
  refused(/evaluate\.rows \(uniform\) has no row that trains one[\s\S]*add adm/, 'evaluate.rows=[uniform]');
  refused(/16 groups \(baseline\.groups\), and the supernet 8 \(model\.groups\)/, 'baseline.groups=16');
  refused(/there is no file of weights .*nowhere/, 'train.from=nowhere.safetensors');
  refused(/runs is not a sound \.safetensors file: it is a folder/, 'train.from=runs');
  refused(/model\.channels: 32, and the spec's 64/, 'train.from=plain.safetensors', 'model.channels=64');
  refused(/model\.classes: none, and the spec's 10/, 'train.from=plain.safetensors', 'model.classes=10');
  refused(/model\.multipliers: 1, 2, and the spec's 1, 4/, 'train.from=plain.safetensors', 'model.multipliers=[1,4]');
  refused(/8 groups, not 16/, 'train.from=plain.safetensors', 'model.groups=16', 'baseline.groups=16');
  refused(/train\.from has nothing to start/, 'train.weights=plain.safetensors');
  const other = ddsm('run', spec, '--plain', '--runs', 'other', ...set('train.from=plain.pt', 'model.channels=64'));
  assert.equal(other.status, 1, other.stderr);
  assert.match(other.stderr, /should be/);
});

test('the kind of slimming is in the key of a training, and in weights, which are refused by specs of another kind', () => {
  assert.notEqual(keyOf('train'), keyOf('train', 'widths.slices=prefix'));
  assert.notEqual(keyOf('train'), keyOf('train', 'widths.norms=constant-count'));
  assert.equal(keyOf('baseline'), keyOf('baseline', 'widths.slices=prefix', 'widths.norms=constant-count'));
  const {stderr, status} = ddsm(
    'validate',
    spec,
    ...set('train.from=null', 'train.weights=sorted.safetensors', 'widths.slices=prefix'),
  );
  assert.equal(status, 2, stderr);
  assert.match(stderr, /trained with widths\.slices: aligned, and the spec has prefix/);
  assert.equal(ddsm('export', 'tiny', '--out', 'nested.pt').status, 0);
  const back = ddsm('import', 'nested.pt', '--spec', spec, '--out', 'back.safetensors');
  assert.equal(back.status, 0, back.stderr);
  assert.deepEqual(weightsOf(join(folder, 'back.safetensors')), weightsOf(join(folder, 'sorted.safetensors')));
  writeFileSync(
    join(folder, 'published.yaml'),
    'extends: tiny.yaml\nwidths: {slices: prefix, norms: constant-count}\ntrain: {from: null}\n',
  );
  const published = ddsm('import', 'nested.pt', '--spec', 'published.yaml', '--out', 'never.safetensors');
  assert.notEqual(published.status, 0);
  assert.match(published.stderr, /was trained with widths\.slices: aligned, and the spec has prefix/);
});
