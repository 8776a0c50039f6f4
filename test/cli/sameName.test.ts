import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {run} from '../../src/cli/run.js';
import {tables} from '../../src/cli/tables.js';
import type {ProblemError} from '../../src/problem.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-names-'));
const runs = join(folder, 'runs');
const base = `dataset: {kind: digits, resolution: 8}
model: {channels: 16, multipliers: [1], groups: 4}
widths: {options: [4/8, 6/8, 8/8]}
baseline: {groups: 4}
search: {sampler: {kind: ddim, steps: 10}}
evaluate: {metric: frechet}
`;
const at = (name: string): string => join(folder, `${name}.yaml`);
const specs = {
  base,
  a: `${base}name: same\n`,
  b: `${base}name: same\nclassifier: {seed: 2}\n`,
  source: `${base}name: from\n`,
  rival: `${base}name: from\n`,
  taker: 'extends: base.yaml\nsearch: {from: source}\nevaluate: {rows: [ddsm]}\n',
};
for (const [name, text] of Object.entries(specs)) writeFileSync(at(name), text);

const refusals: [string, string[], string[], RegExp][] = [
  ['two specs of one name', ['a', 'b'], [], /a\.yaml are both called same/],
  ['one spec twice', ['a', 'a'], [], /a\.yaml is named twice/],
  ['two specs that --set gives one name', ['base', 'source'], ['name=other'], /both called other/],
  ['a spec with the name of one that another takes from', ['rival', 'taker'], [], /rival\.yaml are both called from/],
];
for (const [what, names, set, message] of refusals) {
  test(`run refuses ${what}, before anything is run`, async () => {
    await assert.rejects(
      run(names.map(at), {set, runs, plain: true, executor: 'local', until: 'classifier'}),
      (error: ProblemError) =>
        error.exitCode === 2 && error.problems[0]!.code === 'same-name' && message.test(error.message),
    );
    assert.ok(!existsSync(runs));
  });
}

test('tables refuses two runs of one name: one would show in the place of the other', async () => {
  const [first, second] = ['one', 'two'].map((name) => join(folder, name, 'same')) as [string, string];
  for (const place of [first, second]) {
    mkdirSync(place, {recursive: true});
    writeFileSync(join(place, 'experiment.yaml'), `${base}name: same\n`);
  }
  await assert.rejects(tables([first, second], {runs}), /two runs are called same/);
});
