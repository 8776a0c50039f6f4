import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {stringify} from 'yaml';
import {packageRoot} from '../../src/paths.js';
import {ProblemError} from '../../src/problem.js';
import {caseOf, openRun} from '../../src/run/past.js';
import {planFor} from '../../src/run/plan.js';
import {withTransfers} from '../../src/run/transfers.js';
import {settled} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';
import {runFiles} from '../../src/store/runFolder.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-past-'));
const runs = join(folder, 'runs');
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
  return file;
};
const base = `extends: ${join(packageRoot, 'experiments', 'quickstart.yaml')}\n`;

/** Plans a spec, and writes what its run would leave in its folder. */
function leave(text: string): {run: string; keys: string[]} {
  const {experiment} = withTransfers(requireSpec(write('taker.yaml', base + text)), runs);
  const run = join(runs, experiment.name);
  mkdirSync(run, {recursive: true});
  writeFileSync(runFiles(run).spec, stringify(settled(experiment)));
  return {run, keys: planFor(experiment, runs).stages.map(({key, id}) => `${id} ${key}`)};
}
const keysOf = (run: string): string[] => openRun(run).plan.stages.map(({key, id}) => `${id} ${key}`);

test('a run that is opened has the strategies that its variants and its sweep take from other experiments', () => {
  for (const [name, width] of [
    ['a', '2/8'],
    ['b', '4/8'],
  ]) {
    const spec = write(`${name}.yaml`, base);
    const {cases} = planFor(requireSpec(spec), runs);
    write(`runs/${name}/${cases[0]!.folders.search}/strategy.json`, JSON.stringify({widths: [[width, 10]]}));
  }
  for (const text of [
    'variants: [{name: one, search: {from: a}}, {name: two, search: {from: b}}, {name: three}]\n',
    'search: {from: a}\nvariants: [{name: one, search: {from: b}}, {name: two}]\n',
    'search: {from: a}\nsweep: {search.from: [b, a]}\n',
  ]) {
    const {run, keys} = leave(text);
    assert.deepEqual(keysOf(run), keys);
  }
  // What was taken is no longer needed where the spec itself took it; nothing else keeps a run from being opened.
  const {run, keys} = leave('search: {from: a}\n');
  rmSync(join(folder, 'a.yaml'));
  assert.deepEqual(keysOf(run), keys);
  leave('search: {strategy: runs/a/search/strategy.json}\nvariants: [{name: one, search: {from: b}}, {name: two}]\n');
  rmSync(join(folder, 'b.yaml'));
  assert.equal(openRun(run).cases.length, 2);
});

test('a variant that a sweep does not have is refused with those that it has', () => {
  const {run} = leave('sweep: {search.seed: [1, 2]}\n');
  assert.throws(
    () => caseOf(run, 'seed-3'),
    (error) => error instanceof ProblemError && error.problems[0]!.suggestion === 'its variants: seed-1, seed-2',
  );
});
