import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {stringify} from 'yaml';
import {packageRoot} from '../../src/paths.js';
import {type Experiment, settled, specFolder} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-settled-'));
const quickstart = join(packageRoot, 'experiments', 'quickstart.yaml');
const run = join(folder, 'runs', 'one');
mkdirSync(run, {recursive: true});

/** What is run: every case, its paths absolute. */
const casesOf = ({cases}: Experiment): unknown[] =>
  structuredClone(cases.map((one) => ({...settled(one), variant: one.variant, point: one.point})));

function written(experiment: Experiment): string {
  const file = join(run, 'experiment.yaml');
  writeFileSync(file, stringify(settled(experiment)));
  return file;
}

writeFileSync(join(folder, 'a.pt'), 'PK\x03\x04');
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const HEUN = 'sampler: {kind: heun, steps: 10, spacing: null}';
const SPECS: readonly (readonly [what: string, text: string, set?: readonly string[]])[] = [
  ['a swept flopsWeight over an inherited target', 'sweep: {search.flopsWeight: [100, 250]}'],
  ["a variant's flopsWeight over an inherited target", 'variants: [{name: a, search: {flopsWeight: 100}}, {name: b}]'],
  [
    "a swept flopsWeight over a variant's target",
    'variants: [{name: a, search: {target: {distance: full, gflops: null}}}, {name: b}]\nsweep: {search.flopsWeight: [3, 5]}',
  ],
  ['a swept target over a flopsWeight', 'search: {flopsWeight: 3}\nsweep: {search.target.gflops: [0.01, 0.012]}'],
  ['a sweep that is set', '', ['sweep={search.flopsWeight: [100, 250]}']],
  ['variants that are set', '', ['variants=[{name: a, search: {flopsWeight: 7}}]']],
  ['a setting over an inherited target', '', ['search.flopsWeight=9']],
  ['a sweep of aliases', 'search: {flopsWeight: &w 100}\nsweep: {search.flopsWeight: [*w, 250]}'],
  [
    'options of another sampler',
    `variants: [{name: a, search: {${HEUN}}}, {name: b, search: {sampler: {eta: 0.5}}}]`,
    ['search.sampler.eta=0.25'],
  ],
  [
    'a swept kind of sampler that lacks an inherited option',
    'search: {sampler: {eta: 0.5, spacing: trailing}}\nsweep: {search.sampler.kind: [ddim, euler, dpm-solver]}',
  ],
  [
    "options of the evaluation's sampler",
    `evaluate: {sampler: {kind: ddim, steps: 10, eta: 1}}\nvariants: [{name: a, evaluate: {sampler: {kind: heun, churn: 2}}}, {name: b}]`,
  ],
  [
    'swept methods',
    'search: {population: 20, racing: {rounds: 2}}\nsweep: {search.method: [sensitivity, racing, evolution]}',
    ['search.method=racing'],
  ],
  [
    'variants of methods, swept',
    'variants: [{name: a, search: {method: stages, stages: {segments: 5}}}, {name: b}]\nsweep: {search.seed: [0, 1]}',
  ],
  [
    'an option that null takes out',
    'baseline: {warmup: 7}\nvariants: [{name: a, baseline: {warmup: null}}, {name: b}]',
  ],
  ['swept names of files', 'baseline: {groups: 8}\nsweep: {train.from: [baseline, a.pt], train.seed: [1, 2]}'],
];

for (const [what, text, set = []] of SPECS) {
  test(`the spec of a run's folder resolves to what was run: ${what}`, () => {
    const experiment = requireSpec(write('one.yaml', `extends: ${quickstart}\n${text}\n`), {set});
    const file = written(experiment);
    // As commands read it that open the run, and as a spec of its own.
    for (const past of [true, false]) assert.deepEqual(casesOf(requireSpec(file, {past})), casesOf(experiment));
  });
}

test("the spec of a run's folder resolves to what was run: every published spec with variants", () => {
  for (const name of readdirSync(join(packageRoot, 'experiments')).filter((one) => one.endsWith('.yaml'))) {
    const experiment = requireSpec(join(packageRoot, 'experiments', name));
    if (experiment.variants.length === 0) continue;
    assert.deepEqual(casesOf(requireSpec(written(experiment), {past: true})), casesOf(experiment), name);
  }
});

test('a spec that extends the spec of a run looks for its own files beside itself', () => {
  const file = written(requireSpec(write('one.yaml', `extends: ${quickstart}\n`)));
  const child = requireSpec(write('child.yaml', `extends: ${file}\n`));
  assert.equal(specFolder(child), folder);
});
