import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {slimChannels} from '../../src/models/width.js';
import {packageRoot} from '../../src/paths.js';
import {parseSampler} from '../../src/spec/givenSampler.js';
import {loadSpec} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-messages-'));
const file = join(folder, 'spec.yaml');
const quickstart = `extends: ${join(packageRoot, 'experiments', 'quickstart.yaml')}\n`;

/** Each problem of a spec: its place, its message and what to do. */
function messages(text: string, set: readonly string[] = []): string[] {
  writeFileSync(file, text);
  return loadSpec(file, {set}).problems.map(({file: where = '', line, column, severity, message, suggestion}) => {
    const place = [where.replace(`${folder}/`, ''), line, column].filter((one) => one !== undefined).join(':');
    return `${place}: ${severity ? `${severity}: ` : ''}${message}${suggestion ? ` → ${suggestion}` : ''}`;
  });
}
const child = (text: string, set: readonly string[] = []): string[] => messages(quickstart + text, set);

test('a spec that is empty, and one that is no map, are named', () => {
  for (const text of ['', '# nothing\n', '---\n', 'name: x\n'])
    assert.deepEqual(messages(text), [
      'spec.yaml: the spec needs the key dataset',
      'spec.yaml: the spec needs the key model',
    ]);
  assert.deepEqual(messages('- a\n', ['a.b=3']), ['spec.yaml:1:1: a spec is a map of keys, and this is a list']);
  writeFileSync(join(folder, 'list.yaml'), '- a\n');
  assert.deepEqual(messages('extends: list.yaml\n'), ['list.yaml:1:1: a spec is a map of keys, and this is a list']);
});

test('what is wrong with a setting is said of the setting, never of the file', () => {
  for (const [setting, wrong] of [
    ['foo', 'a setting has the form path.to.key=value'],
    ['foo.bar=1', 'unknown key foo'],
    ['train.x.y=1', 'unknown key x in train'],
    ['train.batch.y=1', 'batch is not a map'],
    ['train=null', 'train is null, but must be a map'],
    [
      'dataset.split=test',
      'the embedded digits are one set without files of its own: there is no split test → leave dataset.split out',
    ],
  ])
    assert.deepEqual(child('', [setting!]), [`--set ${setting}: ${wrong}`]);
});

test('a setting without a value is refused, whatever it is for; null is a value', () => {
  for (const rest of ['', ' ', '# x']) {
    const [message] = child('', [`train.iterations=${rest}`]);
    assert.match(message!, /: the setting has no value → write train\.iterations=null to go back to the default/);
  }
  writeFileSync(file, quickstart);
  assert.equal(loadSpec(file, {set: ['train.iterations=null']}).experiment!.train.iterations, 450_000);
  assert.equal(loadSpec(file, {set: ["description=''"]}).experiment!.description, '');
});

test('settings that would change nothing are refused, or said', () => {
  for (const setting of ['extends=nowhere.yaml', 'extends.x=1'])
    assert.match(child('', [setting])[0]!, /^--set extends.*: a spec is extended by a file/);
  assert.match(child('', ['dataset.path=nowhere'])[0]!, /dataset\.path nowhere would not be read → set dataset\.kind/);
  const set = ['search.flopsWeight=4', 'search.images=32'];
  assert.deepEqual(child('sweep: {search.flopsWeight: [100, 250]}\n', set), [
    '--set search.flopsWeight=4: warning: the setting changes nothing: every variant, or the sweep, has another value',
  ]);
  assert.deepEqual(child('variants: [{name: a, search: {images: 8}}, {name: b}]\n', ['search.images=32']), []);
});

/** Warnings and errors about a sampler: severity, option and what was said. */
const samplerSays = (sampler: string, set: readonly string[] = []): string[] => {
  writeFileSync(file, quickstart);
  const {problems} = loadSpec(file, {set: [`search.sampler=${sampler}`, 'search.sensitivity.segments=1', ...set]});
  return problems.map(({severity = 'error', path = '', message}) => `${severity} ${path.split('.').at(-1)} ${message}`);
};

test('a sampler that starts far from pure noise is warned of', () => {
  for (const [sampler, start] of [
    ['{kind: ddim, steps: 600, spacing: uniform}', "599 of 999, where the image's share is 0.161"],
    ['{kind: ddim, steps: 400}', '798 of 999'],
    ['{kind: ddim, steps: 900}', '899 of 999'],
    ['{kind: ddim, steps: 2}', '500 of 999'],
    ['{kind: ddim, steps: 1, spacing: quadratic}', '0 of 999'],
    ['{kind: euler, steps: 1, spacing: quadratic}', '0 of 999'],
  ]) {
    const [said, ...more] = samplerSays(sampler!);
    assert.deepEqual(more, []);
    assert.ok(said!.startsWith('warning steps ') && said!.includes(`start at t = ${start}`), said);
  }
  for (const sampler of [
    '{kind: ddim, steps: 7}',
    '{kind: ddim, steps: 333}',
    '{kind: ddim, steps: 999}',
    '{kind: heun, steps: 1}',
    '{kind: ddim, steps: 600, spacing: trailing}',
    '{kind: ddpm, steps: 1000}',
  ])
    assert.deepEqual(samplerSays(sampler), [], sampler);
  // A schedule that ends early, whatever the sampler.
  const [said] = samplerSays('{kind: unipc, steps: 10}', ['diffusion.betas=[0.0001, 0.002]']);
  assert.match(
    said!,
    /^warning steps 10 steps of spacing linspace start at t = 999 of 999, where the image's share is 0\.59/,
  );
});

test("limits of σ are checked against the schedule's, also where one is left out", () => {
  for (const [limits, says] of [
    ['sigmaMin: 9, sigmaMax: 1', /^error sigmaMin sigmaMin 9 is not below sigmaMax 1$/],
    ['sigmaMin: 200', /^error sigmaMin sigmaMin 200 is not below sigmaMax 157 \(the schedule's\)$/],
    ['sigmaMax: 0.005', /^error sigmaMax sigmaMin 0\.01 \(the schedule's\) is not below sigmaMax 0\.005$/],
    ['sigmaMax: 500', /^warning sigmaMax sigmaMax 500 is none .* σ = 0\.01 to 157$/],
    ['sigmaMin: 0.002', /^warning sigmaMin sigmaMin 0\.002 is none/],
    [
      'sigmaMax: 1',
      /^warning sigmaMax 10 steps of spacing karras start at sigmaMax 1 \(t = .*the image's share is 0\.707/,
    ],
  ] as const) {
    const found = samplerSays(`{kind: heun, steps: 10, spacing: karras, ${limits}}`);
    assert.equal(found.length, 1, found.join());
    assert.match(found[0]!, says);
  }
  for (const kind of ['heun', 'euler', 'dpm-solver++', 'unipc'])
    assert.deepEqual(samplerSays(`{kind: ${kind}, steps: 10, spacing: karras, sigmaMin: 0.01, sigmaMax: 80}`), []);
  // Sampling from the command line says the same.
  const warned: string[] = [];
  const settings = {steps: 1000, betas: [1e-4, 0.02] as [number, number]};
  parseSampler({kind: 'ddim', steps: 600}, settings, ({message}) => warned.push(message));
  assert.match(warned.join(), /^--sampler: 600 steps of spacing uniform start at t = 599/);
  const given = {kind: 'euler', steps: 5, spacing: 'karras', sigmaMin: 200};
  assert.throws(() => parseSampler(given, settings, () => {}), /sigmaMin 200 is not below/);
});

test('rounded channels and widths that coincide are said, with the counts that the network has', () => {
  const widths = 'widths: {options: [4/8, 6/8, 8/8], norms: constant-count}';
  assert.deepEqual(child(`model: {channels: 30}\n${widths}\n`), [
    'spec.yaml:2:19: warning: the levels have 32, 64 channels, not 30, 60: channel counts are multiples of 8 → model.channels: 32 is not rounded',
  ]);
  const equal = 'have the same channels at every level';
  const why = 'since counts are multiples of 8; only the queries of attention differ';
  const remedy = 'keep one of them in widths.options, or use more model.channels';
  assert.deepEqual(child(`model: {channels: 16, groups: 2}\n${widths.replace('[', '[2/8, 3/8, ')}\n`), [
    `spec.yaml:3:19: warning: 3/8, 4/8 ${equal} (8, 16), ${why} → ${remedy}`,
  ]);
  const own = 'dataset: {kind: digits, resolution: 8}\nmodel: {channels: 16, multipliers: [1], groups: 2}\n';
  assert.deepEqual(messages(own, ['evaluate.rows=[uniform]']), [
    `spec.yaml:2:19: warning: 2/8, 3/8, 4/8 ${equal} (8), ${why} → ${remedy}`,
    `spec.yaml:2:19: warning: 5/8, 6/8, 7/8, 8/8 ${equal} (16), ${why} → ${remedy}`,
  ]);
  // The rule (docs/supernets.md): the nearest multiple of eight, and never below nine tenths of the exact count.
  assert.deepEqual(
    [30, 36, 20, 76].map((channels) => slimChannels(channels, '8/8', 8)),
    [32, 40, 24, 80],
  );
});
