import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {isFixed, loadLeaf, schemaChanges, schemaLeaves, writeLeafSpec} from './schemaLeaves.js';

const file = writeLeafSpec(mkdtempSync(join(tmpdir(), 'ddsm-leaves-')));
const changes = schemaChanges();

test('schemaLeaves() are all keys that hold a value', () => {
  const paths = schemaLeaves().map(({path}) => path);
  assert.equal(new Set(paths).size, paths.length);
  for (const path of ['name', 'tf32', 'dataset.latent.scale', 'search.sampler.rho', 'evaluate.sampler.kind'])
    assert.ok(paths.includes(path), path);
  for (const path of ['dataset', 'dataset.latent', 'search.sampler', 'evaluate.sampler'])
    assert.ok(!paths.includes(path), path);
});

test('schemaChanges() has every leaf once, save those that can have one value only', () => {
  const leaves = schemaLeaves();
  assert.deepEqual(
    leaves.filter(isFixed).map(({path}) => path),
    ['extends', 'search.target.distance'],
  );
  assert.deepEqual(
    changes.map(({path}) => path),
    leaves.filter((leaf) => !isFixed(leaf)).map(({path}) => path),
  );
});

/** What an experiment has at a path. */
function valueAt(experiment: object, path: string): unknown {
  let value: unknown = experiment;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return value;
}

for (const {path, values, set} of changes) {
  test(`both specs for ${path} are valid, and differ in it alone`, () => {
    assert.notDeepEqual(values[0], values[1]);
    const [one, other] = set.map((settings) => loadLeaf(file, settings));
    if (path.startsWith('variants[]')) {
      assert.notDeepEqual(one!.cases[0], other!.cases[0]);
      return;
    }
    assert.deepEqual([valueAt(one!, path), valueAt(other!, path)], values);
    const changed = structuredClone({...other!, cases: []}) as object;
    const keys = path.split('.');
    const parent = keys.length > 1 ? valueAt(changed, keys.slice(0, -1).join('.')) : changed;
    (parent as Record<string, unknown>)[keys.at(-1)!] = values[0];
    assert.deepEqual(changed, structuredClone({...one!, cases: []}));
  });
}
