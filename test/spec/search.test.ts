/** What a spec may say of its search, and what is refused with which words. */
import assert from 'node:assert/strict';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {stringify} from 'yaml';
import {settled} from '../../src/spec/experiment.js';
import {loadSpec} from '../../src/spec/load.js';
import {goalOf, methodSettings} from '../../src/spec/searchMethod.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-search-spec-'));
const base = `dataset: {kind: digits, resolution: 8}
model: {channels: 32, multipliers: [1, 2], attentionLevels: [1], blocks: 1, groups: 8}
widths: {options: [2/8, 4/8, 6/8, 8/8]}
baseline: {groups: 8}
`;
function load(search: string, set: readonly string[] = [], more = '') {
  const file = join(folder, 'spec.yaml');
  const sampler = search.includes('sampler:') ? '' : 'sampler: {kind: ddim, steps: 10}, ';
  writeFileSync(file, `${base}search: {${sampler}${search.replace(/^, /, '')}}\n${more}`);
  return loadSpec(file, {set});
}
const messages = (...asked: Parameters<typeof load>): string[] => load(...asked).problems.map(({message}) => message);
const experimentOf = (...asked: Parameters<typeof load>) =>
  load(...asked).experiment ?? assert.fail(messages(...asked)[0]);

test('a target that nothing meets is refused with what the narrowest strategy costs', () => {
  // 1,042,280 MACs at 2/8.
  assert.deepEqual(messages(', target: {gflops: 0.001}'), [
    'no strategy costs 0.001 GFLOPs: the narrowest costs 0.0021',
  ]);
  assert.deepEqual(goalOf(experimentOf(', target: {gflops: 0.0021}')), {gflops: 0.0021});
  assert.deepEqual(goalOf(experimentOf(', target: {distance: full}')), {distance: 'full'});
  assert.deepEqual(goalOf(experimentOf('')), {flopsWeight: 0.1});
  for (const target of ['{}', '{gflops: 1, distance: full}'])
    assert.deepEqual(messages(`, target: ${target}`), ['search.target names one thing: gflops or distance']);
});

test('a weight beside a target is refused; where one of them was written later, that one is meant', () => {
  const refusal = 'search.flopsWeight weighs cost against distance; search.target takes its place';
  assert.deepEqual(messages(', target: {gflops: 1}, flopsWeight: 3'), [refusal]);
  assert.deepEqual(messages(', flopsWeight: 3', ['search.target={gflops: 1}']), []);
  const goal = (...asked: Parameters<typeof load>) => goalOf(experimentOf(...asked));
  assert.deepEqual(goal(', flopsWeight: 3', ['search.target={gflops: 1}']), {gflops: 1});
  assert.deepEqual(goal(', target: {gflops: 1}', ['search.flopsWeight=3']), {flopsWeight: 3});
  const {cases} = experimentOf(
    ', target: {gflops: 1}',
    [],
    'variants: [{name: weighed, search: {flopsWeight: 3}}, {name: other, search: {seed: 1}}]\n',
  );
  assert.deepEqual(cases.map(goalOf), [{flopsWeight: 3}, {gflops: 1}]);
});

test('options of a sampler are inherited by a kind that has them, and not read by one that lacks them', () => {
  const sampler = (own: string, set: readonly string[]) => ({
    ...experimentOf(`, sampler: {kind: ddim, steps: 10, spacing: quadratic, ${own}}`, set).search.sampler,
  });
  assert.deepEqual(sampler('clip: true', ['search.sampler.kind=euler']), {
    ...{kind: 'euler', steps: 10, spacing: 'quadratic', clip: true},
  });
  assert.deepEqual(sampler('clip: true', ['search.sampler.kind=dpm-solver++', 'search.sampler.steps=5']), {
    ...{kind: 'dpm-solver++', steps: 5, spacing: 'quadratic', clip: true},
  });
  assert.deepEqual(sampler('eta: 0.5', ['search.sampler.kind=dpm-solver']), {kind: 'dpm-solver', steps: 10});
  assert.deepEqual(messages(', sampler: {kind: dpm-solver, steps: 10, spacing: quadratic}'), [
    'spacing of dpm-solver is quadratic; allowed: linspace, trailing',
  ]);
  assert.deepEqual(messages('', ['search.sampler.kind=dpm-solver', 'search.sampler.spacing=quadratic']).length, 1);
});

test('options of another method are refused where they are written beside the method or after it', () => {
  const refusal = 'search.racing is an option of racing; search.method is sensitivity';
  assert.deepEqual(messages(', method: sensitivity, racing: {rounds: 2}'), [refusal]);
  assert.deepEqual(messages(', method: sensitivity', ['search.racing.rounds=2']), [refusal]);
  assert.deepEqual(messages(', method: racing, racing: {rounds: 2}', ['search.method=sensitivity']), []);
  assert.deepEqual(messages(', stages: {segments: 5}'), [
    'search.stages is an option of stages; search.method is evolution',
  ]);
  assert.deepEqual(messages(', method: random, mutation: 0.5'), [
    'search.mutation is an option of evolution, sensitivity+evolution, pareto; search.method is random',
  ]);
  // What a variant says comes after the spec that it is of.
  const variants =
    'variants: [{name: one, search: {method: random}}, {name: two, search: {method: random, mutation: 0.5}}]\n';
  assert.equal(messages(', mutation: 0.5', [], variants).length, 1);
  const child = join(folder, 'child.yaml');
  writeFileSync(child, 'extends: spec.yaml\nsearch: {method: sensitivity}\n');
  load(', mutation: 0.5');
  assert.deepEqual(loadSpec(child).problems, []);
});

test('segments that do not divide the steps are refused with those that do', () => {
  const [problem] = load(', method: sensitivity, sensitivity: {segments: 3}').problems;
  assert.deepEqual(
    [problem!.message, problem!.allowed],
    ['3 segments do not divide 10 sampling steps', ['1', '2', '5', '10']],
  );
  assert.deepEqual(messages(', method: stages, stages: {segments: 4}'), ['4 segments do not divide 10 sampling steps']);
  const segments = (steps: number): unknown =>
    methodSettings(experimentOf(', method: stages', [`search.sampler.steps=${steps}`]));
  for (const [steps, wanted] of [
    [10, 10],
    [20, 10],
    [50, 10],
    [7, 7],
    [22, 2],
    [18, 9],
  ])
    assert.deepEqual(segments(steps!), {name: 'stages', segments: wanted, population: 50, iterations: 10});
  // By the earlier rule, a budget narrowed whole segments of children.
  const budgeted = methodSettings(experimentOf(', method: stages, target: {gflops: 0.02}'));
  assert.deepEqual(budgeted, {name: 'stages', segments: 10, population: 50, iterations: 10, version: 2});
});

test('a method is told its own options and no more', () => {
  assert.deepEqual(methodSettings(experimentOf(', method: sensitivity, sensitivity: {base: 6/8, images: 64}')), {
    ...{name: 'sensitivity', segments: 10, images: 64, rounds: 2, tried: 4, version: 2, base: 2},
  });
  assert.deepEqual(methodSettings(experimentOf(', method: racing, images: 100')), {
    ...{name: 'racing', candidates: 64, images: 100, rounds: 3},
  });
  assert.deepEqual(messages(', method: sensitivity, sensitivity: {base: 3/8}'), [
    'search.sensitivity.base is 3/8, which the search may not use',
  ]);
  assert.deepEqual(messages(', method: racing, racing: {candidates: 3}'), [
    '3 candidates cannot hold the 4 uniform strategies',
  ]);
});

test('the spec that a run writes, which names every option, is as valid as the one it was written from', () => {
  for (const search of [
    ', method: sensitivity, target: {gflops: 1}',
    ', mutation: 0.5',
    ', method: racing, racing: {rounds: 2}',
  ]) {
    const experiment = experimentOf(search, [], 'variants: [{name: one, search: {method: random}}]\n');
    const file = join(folder, 'written.yaml');
    writeFileSync(file, stringify(settled(experiment)));
    const written = loadSpec(file);
    assert.deepEqual(written.problems, []);
    assert.deepEqual(written.experiment!.search, experiment.search);
    const more = loadSpec(file, {set: ['search.stages.segments=2']});
    assert.deepEqual(more.problems.length > 0, true);
  }
});
