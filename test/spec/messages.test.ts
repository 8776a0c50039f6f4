import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {slimChannels} from '../../src/models/width.js';
import {packageRoot} from '../../src/paths.js';
import {parseSampler} from '../../src/spec/givenSampler.js';
import {loadSpec} from '../../src/spec/load.js';
import {bytesOf} from '../../src/spec/size.js';
import {FORMS} from '../../src/spec/validate.js';

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
    ['foo.bar=1', 'unknown key foo'],
    ['train.x.y=1', 'unknown key x in train'],
    ['train=[]', 'train is [], but must be a map'],
    [
      'dataset.split=test',
      'the embedded digits are one set without files of its own: there is no split test → leave dataset.split out',
    ],
  ])
    assert.deepEqual(child('', [setting!]), [`--set ${setting}: ${wrong}`]);
  assert.deepEqual(child('', ['foo', 'train.batch.y=1']), [
    ': --set foo is not of the form path.to.key=value',
    ': --set train.batch.y=1: batch is not a map',
  ]);
});

test('a setting without a value is refused, whatever it is for; null is a value', () => {
  for (const rest of ['', ' ', '# x']) {
    const [message] = child('', [`train.iterations=${rest}`]);
    assert.match(
      message!,
      /^: --set train\.iterations=.* has no value → write train\.iterations=null to go back to the default/,
    );
  }
  writeFileSync(file, quickstart);
  assert.equal(loadSpec(file, {set: ['train.iterations=null']}).experiment!.train.iterations, 450_000);
  assert.equal(loadSpec(file, {set: ["description=''"]}).experiment!.description, '');
});

test('settings that would change nothing are refused, or said', () => {
  for (const setting of ['extends=nowhere.yaml', 'extends.x=1'])
    assert.match(child('', [setting])[0]!, /^: --set extends.*: a spec is extended by a file/);
  assert.match(child('', ['dataset.path=nowhere'])[0]!, /dataset\.path nowhere would not be read → set dataset\.kind/);
  const set = ['search.flopsWeight=4', 'search.images=32'];
  assert.deepEqual(child('sweep: {search.flopsWeight: [100, 250]}\n', set), [
    ': warning: --set search.flopsWeight=4 changes nothing: every variant, or the sweep, has another value',
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
  assert.match(samplerSays('{kind: heun, steps: 10, spacing: karras, rho: 0.001}').join(), /overflow with rho 0.001/);
  // Sampling from the command line says the same.
  const warned: string[] = [];
  const settings = {steps: 1000, schedule: 'linear', betas: [1e-4, 0.02], prediction: 'noise'} as const;
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

test('numbers where text is wanted are taken as they were written, in files, variants and settings', () => {
  const cluster = 'cluster: {time: 90, memory: 64000, account: 0012, partition: 7}\n';
  writeFileSync(file, `${quickstart}name: 123\nsearch: {keep: 0}\nvariants: [{name: 10}, {name: 20}]\n${cluster}`);
  const {experiment, problems} = loadSpec(file, {set: ['cluster.gpuType=0100', 'cluster.environment=["A=1"]']});
  assert.deepEqual(problems, []);
  const {name, search, cases} = experiment!;
  const {time, memory, account, partition, gpuType} = experiment!.cluster;
  assert.deepEqual([time, memory, account, partition, gpuType], ['90', '64000', '0012', '7', '0100']);
  assert.deepEqual(
    [name, search.keep, bytesOf(search.keep), cases.map((one) => one.variant)],
    ['123', '0', 0, ['10', '20']],
  );
  assert.deepEqual(child('train: {weights: 12}\n'), [
    `spec.yaml:2:18: there is no file of weights ${join(folder, '12')}`,
  ]);
});

test('every pattern of the schema has its own words, with an example that it allows', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'schema', 'experiment.schema.json'), 'utf8')) as Node;
  type Node = {pattern?: string; properties?: Record<string, Node>; items?: Node};
  const patterns = new Map<string, string>();
  const walk = ({pattern, properties = {}, items}: Node, path: string): void => {
    if (pattern !== undefined) patterns.set(path, pattern);
    for (const [key, node] of Object.entries(properties)) walk(node, path ? `${path}.${key}` : key);
    if (items) walk(items, path);
  };
  walk(schema, '');
  assert.deepEqual([...patterns.keys()].sort(), Object.keys(FORMS).sort());
  for (const [path, pattern] of patterns)
    for (const example of FORMS[path]!.split('such as ')[1]!.split(/, or | or |, /))
      assert.match(example, new RegExp(pattern), path);
  for (const keep of ['20G', '20 GiX', '-1', '0.0', '20 gb'])
    assert.match(child(`search: {keep: ${keep}}\n`)[0]!, /keep is .*, but must be a number with B, .* such as 20 GB/);
  assert.match(child('cluster: {options: [-q]}\n')[0]!, /options\[0\] is "-q", but must be an option of sbatch/);
});

test('what is no finite number is shown as it is written in YAML', () => {
  assert.deepEqual(
    child('train: {learningRate: .nan, clip: -.inf}\nsearch: {sampler: {kind: heun, steps: 5, churnMax: .inf}}\n'),
    [
      'spec.yaml:2:23: learningRate is .nan, but must be a finite number',
      'spec.yaml:2:35: clip is -.inf, but must be a finite number',
      'spec.yaml:3:52: churnMax is .inf, but must be a finite number',
    ],
  );
  for (const [text, wrong] of [
    ['train: {batch: .inf}', 'batch is .inf, but must be a whole number'],
    ['sweep: {search.flopsWeight: [1, .nan]}', 'search.flopsWeight[1] is .nan, but must be a finite number'],
    [
      'sweep: {search.flopsWeight: [[1]]}',
      'search.flopsWeight[0] is [1], but must be a number or a string or a boolean',
    ],
    [
      'evaluate: {sampler: {kind: euler, steps: 10, spacing: ~}}',
      'spacing is null; allowed: uniform, quadratic, trailing, linspace, karras → write a value, or leave the key out: nothing and ~ are null',
    ],
    ['train: ~', 'train is null, but must be a map → write a value, or leave the key out: nothing and ~ are null'],
  ])
    assert.ok(child(`${text}\n`)[0]!.endsWith(`: ${wrong}`), child(`${text}\n`)[0]);
});

test('points of a sweep that would have one name are named, at their key', () => {
  for (const [list, values, name] of [
    ['[1, "1"]', '1 and "1"', 'seed-1'],
    ['[0.5, "0.5", 2]', '0.5 and "0.5"', 'seed-0.5'],
    ['[a/b, a b]', '"a/b" and "a b"', 'seed-a-b'],
  ])
    assert.deepEqual(child(`sweep: {train.seed: ${list}}\n`), [
      `spec.yaml:2:9: ${values} of train.seed would give two points one name, ${name} → leave one of them out`,
    ]);
});

test('a score at the place of the metric, and the other way round, is sent to its place', () => {
  assert.match(
    child('evaluate: {metric: kid}\n')[0]!,
    / → kid is a score .*: evaluate\.metric: fid with evaluate\.scores: \[kid\]$/,
  );
  assert.match(child('evaluate: {metric: precision}\n')[0]!, /evaluate\.scores: \[precision-recall\]$/);
  assert.match(child('evaluate: {scores: [fid]}\n')[0]!, / → fid is a metric: evaluate\.metric: fid$/);
  assert.match(child('evaluate: {metric: fidd}\n')[0]!, / → did you mean fid\?$/);
});

test('YAML that does not parse is one problem, with what to do about tabs and variables', () => {
  const tabs = child('train:\n\titerations: 5\n\tbatch: 3\nsearch:\n\timages: 4\n');
  assert.deepEqual(tabs, [
    'spec.yaml:3:1: not valid YAML: Tabs are not allowed as indentation → indent with spaces, here and in every line after it',
  ]);
  const [said, ...more] = child(`train: {batch: \${N}}\nsearch: {images: 4}\n`);
  assert.deepEqual(more, []);
  assert.match(said!, /→ a spec knows no variables of the shell: write the value out, or set it with --set$/);
  assert.deepEqual(child('train:\n  batch: 3\n  seed: 1\n  batch: 4\n'), [
    'spec.yaml:5:3: the key batch occurs twice in the same map, first in line 3',
  ]);
});

test('merge keys, and what only a shell replaces, get a remedy', () => {
  assert.match(child('train: {<<: {batch: 3}}\n')[0]!, /unknown key << in train → YAML 1\.2 has no merge keys/);
  const remedy = "a spec is read as it stands: ~ and $NAME are the shell's, so write the value out";
  for (const text of [
    'dataset: {kind: folder, path: ~/images}',
    'dataset: {kind: folder, path: $HOME/images}',
    'train: {iterations: $N}',
    `train: {weights: "\${HOME}/a.safetensors"}`,
    'search: {strategy: ~/strategy.json}',
    'name: run-$USER',
  ])
    assert.ok(child(`${text}\n`)[0]!.endsWith(` → ${remedy}`), child(`${text}\n`)[0]);
  assert.ok(messages('extends: ~/base.yaml\n')[0]!.endsWith(` → ${remedy}`));
});

test('a warm-up beyond the iterations is warned of, where the network is trained', () => {
  assert.deepEqual(child('train: {iterations: 50}\n').slice(0, 1), [
    'spec.yaml:2:21: warning: train has 50 iterations and a warm-up of 100: the learning rate ends at 50 % of its value → set train.warmup to 5 or so',
  ]);
  const places = (text: string, set: string[] = []) => child(text, set).map((one) => one.replace(/:.*/, ''));
  assert.deepEqual(places('train: {warmup: 5000}\n'), ['spec.yaml', 'spec.yaml']);
  assert.deepEqual(places('baseline: {warmup: 5000}\n'), ['spec.yaml']);
  assert.deepEqual(places('baseline: {warmup: 5000}\nevaluate: {rows: [uniform]}\n'), []);
  assert.deepEqual(places('train: {warmup: 1300}\n'), []);
});

test('a width that is excluded and not trained is left out of what is proposed', () => {
  assert.match(
    child('widths: {exclude: [7/8, 8/8]}\n')[0]!,
    /excluded width 7\/8 is not among the options → use widths\.exclude: \[8\/8\]$/,
  );
  assert.match(child('widths: {exclude: [7/8]}\n')[0]!, / → leave widths\.exclude out: that width is not trained$/);
});
