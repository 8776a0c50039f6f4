import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {loadSpec, transferOf} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-transfer-'));
const base = `dataset: {kind: digits, resolution: 8}
model: {channels: 32, multipliers: [1, 2], groups: 8}
widths: {options: [2/8, 4/8, 8/8]}
baseline: {groups: 8}
search: {sampler: {kind: ddim, steps: 10}}
evaluate: {rows: [ddsm]}
`;
const write = (name: string, text: string): string => {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
};
write('base', base);
write('plain', 'extends: base.yaml\nname: other-name\n');
write(
  'steps',
  `extends: base.yaml
variants:
  - {name: five, search: {sampler: {steps: 5}}}
  - {name: ten, search: {sampler: {steps: 10}}}
`,
);
write(
  'alike',
  `extends: base.yaml
variants:
  - {name: few, evaluate: {images: 10}}
  - {name: many, evaluate: {images: 20}, train: {checkpointEvery: 7}}
  - {name: none, evaluate: {rows: [uniform]}, search: {seed: 9}}
`,
);
write('unsearched', 'extends: base.yaml\nevaluate: {rows: [adm, uniform]}\n');
write('taker', 'extends: base.yaml\nsearch: {from: plain}\n');

write('other', 'extends: base.yaml\nname: taker\n');

const load = (from: string, set: string[] = []) =>
  loadSpec(join(folder, 'taker.yaml'), {set: [`search.from=${from}`, ...set]});
const problem = (from: string, set?: string[]) => load(from, set).problems[0]!;

test('transferOf() gives the spec, its name and its only case', () => {
  const {experiment, problems} = load('plain');
  assert.deepEqual(problems, []);
  const {spec, experiment: source, searched} = transferOf(experiment!.cases[0]!)!;
  // The run folder is called by the name, which is not always the file's.
  assert.deepEqual([spec, source.name, searched.variant], [join(folder, 'plain.yaml'), 'other-name', '']);
  assert.equal(transferOf(loadSpec(join(folder, 'base.yaml')).experiment!), undefined);
});

test('transferOf() gives the variant that is named', () => {
  const {experiment, problems} = load('steps/ten');
  assert.deepEqual(problems, []);
  const {searched} = transferOf(experiment!.cases[0]!)!;
  assert.deepEqual([searched.variant, searched.search.sampler.steps], ['ten', 10]);
});

test('transferOf() needs no name where all variants that search do it alike', () => {
  const {experiment, problems} = load('alike');
  assert.deepEqual(problems, []);
  assert.equal(transferOf(experiment!.cases[0]!)!.searched.variant, 'few');
});

test('loadSpec() refuses an experiment whose variants search differently, and lists them', () => {
  const {code, path, allowed, suggestion} = problem('steps');
  assert.deepEqual([code, path], ['transfer', 'search.from']);
  assert.deepEqual(allowed, ['steps/five', 'steps/ten']);
  assert.equal(suggestion, 'use search.from: steps/five (or steps/ten)');
});

const refused: [string, RegExp, string[]?][] = [
  ['steps/tne', /steps has no variant tne; it has five, ten/],
  ['plain/ten', /plain has no variants/],
  ['steps/five', /the strategy of steps\/five has 5 steps; the sampler takes 10/],
  ['alike/none', /alike\/none has no search/],
  ['unsearched', /unsearched has no search/],
  ['nowhere', /there is no experiment nowhere/],
  ['taker', /cannot take a strategy from itself/],
  ['other', /other\.yaml is called taker, too: both would have one run folder/],
  ['plain', /may choose width 4\/8, which is not among widths.options/, ['widths.options=[2/8, 8/8]']],
  ['plain/', /may hold only small letters/],
];
for (const [from, message, set] of refused) {
  test(`loadSpec() refuses search.from: ${from}${set ? `, ${set}` : ''}`, () =>
    assert.match(problem(from, set).message, message));
}

test('loadSpec() survives two experiments that take from each other', () => {
  write('one', 'extends: base.yaml\nsearch: {from: two}\n');
  write('two', 'extends: base.yaml\nsearch: {from: one}\n');
  const [found] = loadSpec(join(folder, 'one.yaml')).problems;
  assert.match(found!.message, /two has no search of its own: it takes its strategy from one/);
});

test('loadSpec() places what is wrong with search.from in the variant that has it', () => {
  const file = write('placed', 'extends: base.yaml\nvariants:\n  - {name: a}\n  - {name: b, search: {from: steps}}\n');
  const {problems} = loadSpec(file);
  assert.deepEqual(
    problems.map(({code, line, column}) => [code, line, column]),
    [['transfer', 4, 30]],
  );
});

test('a strategy of celeba64-ddim can be taken by the name of its variant', () => {
  const own = mkdtempSync(join(tmpdir(), 'ddsm-published-'));
  mkdirSync(join(own, 'weights'));
  const published = join(packageRoot, 'experiments');
  for (const name of ['celeba64', 'celeba64-ddim'])
    writeFileSync(join(own, `${name}.yaml`), `extends: ${join(published, `${name}.yaml`)}\n`);
  const file = join(own, 'larger.yaml');
  writeFileSync(
    file,
    `extends: ${join(published, 'celebahq128.yaml')}\nsearch: {from: celeba64-ddim/ddim-100, sampler: {kind: ddim, steps: 100}}\n`,
  );
  const {experiment, problems} = loadSpec(file);
  assert.deepEqual(problems, []);
  assert.equal(transferOf(experiment!)!.searched.variant, 'ddim-100');
});
