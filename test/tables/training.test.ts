import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';
import {planFor} from '../../src/run/plan.js';
import {requireSpec} from '../../src/spec/load.js';
import {trainingLines} from '../../src/tables/training.js';

const quickstart = join(packageRoot, 'experiments', 'quickstart.yaml');
const linesWith = (...set: string[]): string[] => trainingLines(planFor(requireSpec(quickstart, {set}), 'runs'));

test('trainingLines() says on how many images and with how much work the plain network was trained', () => {
  const [line, ...more] = linesWith();
  assert.deepEqual(more, []);
  assert.match(line!, /^adm: .* 41,600 images, as many as the supernet, with 0\.\d+ times its multiplications$/);
  const [half] = linesWith('baseline.iterations=650', 'train.iterations=1300');
  assert.match(half!, /20,800 images, 0\.500 times as many/);
});

test('trainingLines() says nothing of a network that no row has', () => {
  assert.deepEqual(linesWith('evaluate.rows=[uniform, ddsm]'), []);
});
