import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {changedParts} from '../../src/plan/key.js';
import {type Plan, planOf} from '../../src/plan/plan.js';
import {type Experiment, resolvePath} from '../../src/spec/experiment.js';
import {GOAL, STAGES, specKey} from '../../src/stages/index.js';
import {stageId} from '../../src/store/runFolder.js';
import {readStrategyIfThere} from '../../src/store/strategyFile.js';
import {loadLeaf, schemaChanges, writeLeafSpec} from '../schemaLeaves.js';

const file = writeLeafSpec(mkdtempSync(join(tmpdir(), 'ddsm-keys-')));

const planOfLeaf = (experiment: Experiment): Plan =>
  planOf(experiment, {
    declarations: STAGES,
    goal: GOAL,
    idOf: stageId,
    filesOf: (one) => ({
      data: undefined,
      heldOut: () => undefined,
      images: () => 0,
      // Each file has contents of its own.
      fingerprint: (path) => path,
      strategy: (path) => readStrategyIfThere(resolvePath(one, path)),
    }),
  });

/** Keys of a spec that change no number: what it is called and says, where things lie, how much is done at once and how often it is saved. */
const IN_NO_KEY = new Set([
  'name',
  'description',
  'folder',
  'dataset.path',
  'dataset.name',
  'dataset.badFiles',
  'dataset.expected',
  'dataset.source',
  'train.checkpointEvery',
  'train.devices',
  'train.sampleEvery',
  'search.batch',
  'search.keep',
  'search.resample',
  'evaluate.batch',
  'evaluate.resample',
  // What variants change are leaves of their own.
  'variants',
  'variants[].name',
  'onEnd',
  'tables.paper',
  // How a stage is submitted.
  'cluster.arrayTasks',
  'cluster.partition',
  'cluster.account',
  'cluster.time',
  'cluster.gpus',
  'cluster.gpuType',
  'cluster.cpus',
  'cluster.memory',
  'cluster.setup',
  'cluster.environment',
  'cluster.grace',
  'cluster.poll',
  'cluster.options',
]);

const LEAVES = schemaChanges().map(({path}) => path.replaceAll('[]', ''));

for (const {path, set} of schemaChanges()) {
  test(`${path} ${IN_NO_KEY.has(path) ? 'reaches no stage' : 'changes the key of every stage that it reaches, and reaches one'}`, () => {
    const [before, after] = set.map((settings) => planOfLeaf(loadLeaf(file, settings)!)) as [Plan, Plan];
    const keysOf = ({stages}: Plan): Map<string, string> => new Map(stages.map(({id, key}) => [id, key]));
    const [one, other] = [keysOf(before), keysOf(after)];
    const changed = [...new Set([...one.keys(), ...other.keys()])].filter((id) => one.get(id) !== other.get(id));
    if (IN_NO_KEY.has(path)) assert.deepEqual(changed, []);
    else assert.notDeepEqual(changed, []);
    // What has changed is called as the spec calls it, or by what the key is a part of.
    for (const stage of before.stages) {
      const now = after.stages.find(({id}) => id === stage.id);
      if (!now) continue;
      for (const part of changedParts({...stage, inputs: {}}, {...now, inputs: {}}, (at) => specKey(stage, at))) {
        const [name] = part.split(' ');
        assert.ok(
          LEAVES.some((leaf) => leaf === name || leaf.startsWith(`${name}.`) || name!.startsWith(`${leaf}.`)),
          `${stage.id}: no key of a spec is called ${part}`,
        );
      }
    }
    // What a stage receives is what its key is made of: where the key is the same, so is all that it receives.
    for (const {id, key, settings, inputs} of before.stages) {
      const same = after.stages.find((stage) => stage.id === id && stage.key === key);
      if (same) assert.deepEqual([same.settings, same.inputs], [settings, inputs], id);
    }
  });
}
