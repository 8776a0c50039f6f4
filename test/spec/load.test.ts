import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {loadSpec} from '../../src/spec/load.js';
import {fittedStrategy} from '../../src/spec/strategy.js';
import {readStrategy} from '../../src/store/strategyFile.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-spec-'));
const good = `dataset: {kind: digits, resolution: 8}
model: {channels: 32, multipliers: [1, 2], groups: 8}
widths: {options: [2/8, 4/8, 8/8]}
search: {sampler: {kind: ddim, steps: 10}}
baseline: {groups: 8}
`;
function problems(text: string, set: string[] = []) {
  const file = join(folder, 'spec.yaml');
  writeFileSync(file, text);
  return loadSpec(file, {set}).problems.map(({code, line, column, path}) => ({code, at: `${line}:${column}`, path}));
}
const codes = (text: string, set?: string[]): string[] => problems(text, set).map(({code}) => code);

test('loadSpec() accepts every published experiment', () => {
  for (const name of readdirSync(join(packageRoot, 'experiments')).filter((file) => file.endsWith('.yaml'))) {
    assert.deepEqual(loadSpec(join(packageRoot, 'experiments', name)).problems, [], name);
  }
});

test('loadSpec() fills in the defaults and freezes the spec', () => {
  const file = join(folder, 'good.yaml');
  writeFileSync(file, good);
  const {experiment} = loadSpec(file);
  assert.equal(experiment?.name, 'good');
  assert.equal(experiment?.train.iterations, 450000);
  assert.equal(experiment?.search.population, 50);
  assert.equal(experiment?.search.sampler.kind, 'ddim');
  assert.ok(Object.isFrozen(experiment?.train));
});

test('loadSpec() finds an unknown key at the key, and names the nearest', () => {
  const file = join(folder, 'spec.yaml');
  writeFileSync(file, `${good}train:\n  iteratons: 5\n`);
  const [problem] = loadSpec(file).problems;
  assert.equal(problem?.code, 'unknown-key');
  assert.deepEqual([problem?.line, problem?.column], [7, 3]);
  assert.equal(problem?.suggestion, 'did you mean iterations?');
});

test('loadSpec() reports all problems at once', () => {
  const found = problems(`${good}train: {batch: 0, clip: x}\nevaluate: {rows: [adn]}\n`);
  assert.deepEqual(found, [
    {code: 'out-of-range', at: '6:16', path: 'train.batch'},
    {code: 'wrong-type', at: '6:25', path: 'train.clip'},
    {code: 'unknown-value', at: '7:19', path: 'evaluate.rows.0'},
  ]);
});

const semantic: [string, string, string[]?][] = [
  ['groups', 'a channel count that the groups do not divide', ['widths.norms=constant-count', 'model.groups=16']],
  ['groups', 'a width that groups of constant size do not divide', ['widths.options=[3/8, 8/8]']],
  ['excluded-width', 'an excluded width that is no option', ['widths.exclude=[7/8]']],
  ['no-width', 'no width left', ['widths.exclude=[2/8, 4/8, 8/8]']],
  ['population', 'a population smaller than the uniform strategies', ['search.population=2']],
  ['attention-level', 'an attention level beyond the levels', ['model.attentionLevels=[2]']],
  ['resolution', 'a resolution that cannot be halved often enough', ['model.multipliers=[1,1,1,1,1]']],
  ['sampler-steps', 'ancestral sampling with other steps than the training', ['search.sampler.kind=ddpm']],
  ['sampler-steps', 'more steps than are trained', ['search.sampler.steps=2000']],
  [
    'sampler-steps',
    'as many steps as are trained of a solver that leaves t = 0 out',
    ['search.sampler.kind=unipc', 'search.sampler.steps=1000'],
  ],
  ['sampler-steps', 'fewer steps than the order', ['search.sampler={kind: dpm-solver, steps: 2, order: 3}']],
  ['sampler-option', 'an option that the sampler has not', ['search.sampler={kind: euler, steps: 5, eta: 0.5}']],
  ['sampler-option', 'a spacing that the sampler has not', ['search.sampler={kind: ddim, steps: 5, spacing: karras}']],
  ['sampler-option', 'ρ without its spacing', ['search.sampler={kind: heun, steps: 5, rho: 5}']],
  [
    'sampler-option',
    'σ the wrong way round',
    ['search.sampler={kind: heun, steps: 5, spacing: karras, sigmaMin: 9, sigmaMax: 1}'],
  ],
  ['strategy-steps', 'another number of steps in the evaluation', ['evaluate.sampler={kind: euler, steps: 5}']],
  ['unknown-value', 'an order beyond 3', ['search.sampler={kind: unipc, steps: 5, solver: bh3}']],
  ['strategy', 'a strategy that is not there', ['search.strategy=nowhere.json']],
  ['missing-data', 'a data folder that is not there', ['dataset.kind=folder', 'dataset.path=nowhere']],
  ['bad-setting', 'a setting without a value', ['nonsense']],
  ['images', 'two images in ten parts', ['evaluate.images=2']],
  ['images', 'parts whose absence leaves one image', ['evaluate.images=3', 'evaluate.jackknife=2']],
  [
    'images',
    'an Inception score of nine images',
    ['evaluate.images=9', 'evaluate.jackknife=0', 'evaluate.scores=[is]'],
  ],
  [
    'images',
    'precision of three images',
    ['evaluate.images=3', 'evaluate.repeats=2', 'evaluate.scores=[kid, precision-recall]'],
  ],
  ['images', 'a race that begins with one image', ['search={method: racing, images: 4, racing: {rounds: 3}}']],
];
for (const [code, what, set] of semantic) {
  test(`loadSpec() refuses ${what}`, () => assert.ok(codes(good, set).includes(code), codes(good, set).join()));
}

test('loadSpec() takes as few images as can be measured', () => {
  for (const set of [
    ['evaluate.images=2', 'evaluate.jackknife=0'],
    ['evaluate.images=2', 'evaluate.repeats=2', 'evaluate.scores=[kid, sfid]'],
    ['evaluate.images=3', 'evaluate.jackknife=3'],
    ['evaluate.images=10', 'evaluate.scores=[is, precision-recall]'],
    ['search={method: racing, images: 5, racing: {rounds: 3}}'],
  ])
    assert.deepEqual(
      problems(good, set).filter(({code}) => code === 'images'),
      [],
      set.join(' '),
    );
});

test('loadSpec() refuses a strategy of the wrong length', () => {
  writeFileSync(join(folder, 'short.json'), JSON.stringify({widths: [['2/8', 3]]}));
  assert.deepEqual(codes(good, ['search.strategy=short.json']), ['strategy']);
});

test('loadSpec() refuses duplicate keys and broken YAML at their place', () => {
  assert.deepEqual(problems('dataset: {kind: digits}\ndataset: {}\n')[0], {
    code: 'duplicate-key',
    at: '2:1',
    path: undefined,
  });
  assert.equal(problems('dataset: [1, 2\n')[0]?.code, 'yaml-syntax');
});

test('loadSpec() merges what a spec extends, and places problems in the file that has them', () => {
  writeFileSync(join(folder, 'base.yaml'), good.replace('channels: 32', 'channels: -1'));
  const file = join(folder, 'child.yaml');
  writeFileSync(file, 'extends: base.yaml\ntrain: {batch: 7}\n');
  const [problem] = loadSpec(file).problems;
  assert.equal(problem?.file, join(folder, 'base.yaml'));
  assert.equal(problem?.line, 2);
});

test('loadSpec() takes out an inherited option that is null, but no section', () => {
  writeFileSync(join(folder, 'base.yaml'), good.replace('steps: 10', 'steps: 10, spacing: quadratic'));
  const file = join(folder, 'child.yaml');
  const load = (own: string, set: string[] = []) => {
    writeFileSync(file, `extends: base.yaml\n${own}`);
    return loadSpec(file, {set});
  };
  const plain = {kind: 'ddim', steps: 10};
  assert.deepEqual({...load('search: {sampler: {spacing: null}}').experiment?.search.sampler}, plain);
  assert.deepEqual({...load('', ['search.sampler.spacing=null']).experiment?.search.sampler}, plain);
  for (const own of ['search:\n', 'search: {sampler: null}\n', 'search: {flopsWeight: null}\n'])
    assert.equal(load(own).problems.length, 1, own);
  // What was taken out was not written: it is no option of another method, and no weight beside a target.
  const inherited = 'search: {sampler: {kind: ddim, steps: 10}, mutation: 0.5, flopsWeight: 3}';
  writeFileSync(join(folder, 'base.yaml'), good.replace(/search: .*/, inherited));
  for (const own of ['{method: random, mutation: null}', '{target: {gflops: 1}, flopsWeight: null}'])
    assert.deepEqual(load(`search: ${own}\n`).problems, [], own);
});

test('loadSpec() names a folder that is given as a spec', () =>
  assert.deepEqual(
    loadSpec(folder).problems.map(({message}) => message),
    [`${folder} is a folder, and no spec`],
  ));

test('loadSpec() does not read an inherited target beside a later one of the other kind', () => {
  writeFileSync(join(folder, 'base.yaml'), good.replace(/search: .*/, 'search: {target: {gflops: 1}}'));
  const file = join(folder, 'child.yaml');
  writeFileSync(
    file,
    'extends: base.yaml\nsearch: {target: {distance: full}}\nvariants: [{name: a, search: {target: {gflops: 2}}}]\n',
  );
  const {experiment, problems: none} = loadSpec(file);
  assert.deepEqual(none, []);
  assert.deepEqual({...experiment?.search.target}, {distance: 'full'});
  assert.deepEqual({...experiment?.cases[0]?.search.target}, {gflops: 2});
  writeFileSync(file, 'extends: base.yaml\nsearch: {target: {distance: full, gflops: 2}}\n');
  assert.match(loadSpec(file).problems[0]?.message ?? '', /names one thing/);
});

test('loadSpec() makes an experiment of every variant, and places their problems in the variant', () => {
  const file = join(folder, 'spec.yaml');
  const variants = `${good}variants:
  - {name: few, search: {sampler: {steps: 5}}}
  - {name: heun, search: {sampler: {kind: heun, steps: 5}}, evaluate: {images: 10}}
`;
  writeFileSync(file, variants);
  const {experiment, problems: none} = loadSpec(file);
  assert.deepEqual(none, []);
  assert.deepEqual(
    experiment?.cases.map(({variant, name, search, evaluate}) => [variant, name, search.sampler, evaluate.images]),
    [
      ['few', 'spec', {kind: 'ddim', steps: 5}, 50000],
      ['heun', 'spec', {kind: 'heun', steps: 5}, 10],
    ],
  );
  const broken = `${variants}  - {name: few, search: {sampler: {kind: euler, order: 2}, poplation: 3}}\n`;
  assert.deepEqual(problems(broken), [
    {code: 'variant', at: '9:12', path: 'variants.2.name'},
    {code: 'unknown-key', at: '9:60', path: 'search.poplation'},
  ]);
  const wrong = `${variants}  - {name: euler, search: {sampler: {kind: euler, steps: 5, order: 2}}}\n`;
  assert.deepEqual(problems(wrong), [{code: 'sampler-option', at: '9:68', path: 'search.sampler.order'}]);
});

test('an experiment without variants has one case, itself', () => {
  const file = join(folder, 'good.yaml');
  writeFileSync(file, good);
  assert.deepEqual(
    loadSpec(file).experiment?.cases.map(({variant, name}) => [variant, name]),
    [['', 'good']],
  );
});

test('fittedStrategy() stretches a strategy on request', () => {
  writeFileSync(
    join(folder, 'short.json'),
    JSON.stringify({
      widths: [
        ['2/8', 1],
        ['8/8', 2],
      ],
    }),
  );
  const file = join(folder, 'good.yaml');
  writeFileSync(file, good);
  const set = ['search.strategy=short.json', 'search.resample=true', 'search.sampler.steps=6'];
  const {experiment, problems: none} = loadSpec(file, {set});
  assert.deepEqual(none, []);
  const short = join(folder, 'short.json');
  assert.deepEqual(fittedStrategy(readStrategy(short), experiment!, {file: short, seed: false}), [
    '2/8',
    '2/8',
    '8/8',
    '8/8',
    '8/8',
    '8/8',
  ]);
});

test('loadSpec() takes a run that was made before widths had a kind for the published one', () => {
  const file = join(folder, 'past.yaml');
  writeFileSync(file, `${good}\n`.replace(/^widths:.*$/m, 'widths: {options: [2/8, 4/8, 8/8], exclude: []}'));
  const kindOf = (past: boolean): unknown => {
    const {slices, norms} = loadSpec(file, {past}).experiment!.widths;
    return [slices, norms];
  };
  assert.deepEqual(kindOf(true), ['prefix', 'constant-count']);
  assert.deepEqual(kindOf(false), ['aligned', 'constant-size']);
});
