import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {unetConfigOf} from '../../src/convert/families.js';
import {importWeights} from '../../src/convert/import.js';
import type {UNetConfig} from '../../src/models/shape.js';
import {packageRoot} from '../../src/paths.js';
import {ProblemError} from '../../src/problem.js';
import {loadSpec} from '../../src/spec/load.js';
import {readSafetensorsHeader} from '../../src/weights/safetensors.js';
import {fixture} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-import-'));
const at = (name: string): string => join(folder, name);
const made = (name: string): string => fixture('checkpoints', name);
const ddsm = (...args: string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {encoding: 'utf8', cwd: folder});

/** What the small checkpoints of test/golden/checkpoints.py are of. */
const config = unetConfigOf(readSafetensorsHeader(made('ema.safetensors')).shapes, {
  resolution: 8,
  groups: 4,
  dropout: 0.1,
});
const spec = at('small.yaml');
writeFileSync(
  spec,
  `dataset: {kind: digits, resolution: 8}
model: {channels: ${config.channels}, multipliers: [1], blocks: 1, groups: 4}
widths: {options: [4/8, 8/8], slices: prefix, norms: constant-count}
train: {sandwich: 2}
baseline: {groups: 4}
diffusion: {steps: 20}
search: {sampler: {steps: 20}}
`,
);
const architecture = (file: string): UNetConfig =>
  JSON.parse(readSafetensorsHeader(file).metadata.architecture!) as UNetConfig;

test("importWeights() refuses a spec's groups for a network that is published with others", async () => {
  const out = at('never.safetensors');
  const wanted = {config, diffusion: {}, widths: {options: []}};
  const file = made('pytorch-ddpm.pt');
  await assert.rejects(importWeights(file, {out, weights: 'ema', wanted}), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.problems[0]!.code, 'import-groups');
    assert.match(error.message, /the spec says 4, but pytorch-ddpm's networks have 32/);
    return true;
  });
  assert.ok(!existsSync(out));
});

test('importWeights() keeps the groups that somebody states', async () => {
  const out = at('stated.safetensors');
  const wanted = {config, diffusion: {}, widths: {options: []}};
  const {kept} = await importWeights(made('pytorch-ddpm.pt'), {out, weights: 'ema', wanted, groups: 2});
  assert.equal(kept?.config.groups, 2);
  assert.equal(architecture(out).groups, 2);
});

test('import says what it keeps with the weights that they do not show', () => {
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'kept.safetensors', '--spec', spec);
  assert.equal(status, 0, stderr);
  for (const part of ['4 groups', 'widths 4/8 8/8', 'dropout 0.1', '8×8 pixels', '20 steps of a linear schedule'])
    assert.ok(stderr.includes(part), `${part}: ${stderr}`);
  assert.equal(architecture(at('kept.safetensors')).groups, 4);
});

test("import refuses a spec of the nested kind for the authors' supernet", () => {
  const nested = at('nested.yaml');
  writeFileSync(nested, 'extends: small.yaml\nwidths: {slices: aligned, norms: constant-size}\n');
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'never.safetensors', '--spec', nested);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /was trained with widths\.slices: prefix, as all of the authors' code, and the spec has aligned\n {2}→ take a spec with widths\.slices: prefix/,
  );
  assert.equal(existsSync(at('never.safetensors')), false);
});

test('import without a spec asks for one, and names that of the network that the authors released', () => {
  const {status, stderr} = ddsm('import', made('authors.pt'), '--out', 'bare.safetensors');
  assert.equal(status, 0);
  assert.match(stderr, /weights do not show their groups, the widths they were trained at, dropout/);
  assert.match(stderr, /experiments\/cifar10-authors.yaml/);
});

test('import --groups needs a spec, and groups that divide the channels', () => {
  const importing = (...args: string[]) => ddsm('import', made('authors.pt'), '--out', 'never.safetensors', ...args);
  const alone = importing('--groups', '4');
  assert.equal(alone.status, 2);
  assert.match(alone.stderr, /add --spec SPEC/);
  const wrong = importing('--groups', '3', '--spec', spec);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /they do not divide the 8 channels/);
});

test('loadSpec() refuses given weights of other groups, and warns of untrained widths and another schedule', () => {
  const given = (...set: string[]) =>
    loadSpec(spec, {set: ['train.weights=kept.safetensors', ...set]}).problems.map(({code, severity, message}) => ({
      code,
      severity,
      message: message.replace(/^.*kept\.safetensors /, ''),
    }));
  assert.deepEqual(given(), []);
  assert.deepEqual(given('model.groups=2'), [
    {code: 'weights', severity: undefined, message: 'says that its network has 4 groups, not 2'},
  ]);
  assert.deepEqual(given('widths.options=[4/8, 6/8, 8/8]'), [
    {code: 'untrained', severity: 'warning', message: 'was not trained at 6/8, which widths.options has'},
  ]);
  assert.deepEqual(given('diffusion.betas=[0.0002, 0.02]'), [
    {
      code: 'untrained',
      severity: 'warning',
      message: "was trained with another noising process than the spec's diffusion",
    },
  ]);
});
