import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {test} from 'node:test';
import {packageRoot} from '../../src/paths.js';

interface Answer {
  ready: boolean;
  facts: {what: string; found: string; remedy: string}[];
}

const doctor = (...args: string[]): {status: number | null; answer: Answer} => {
  const {status, stdout} = spawnSync(
    process.execPath,
    [join(packageRoot, 'bin', 'ddsm.js'), 'doctor', '--json', ...args],
    {
      encoding: 'utf8',
    },
  );
  return {status, answer: JSON.parse(stdout) as Answer};
};

test('doctor --device cpu says what computes there, and what its self-check found', () => {
  const {status, answer} = doctor('--device', 'cpu');
  const found = (what: string): string | undefined => answer.facts.find((fact) => fact.what === what)?.found;
  assert.equal(status, 0);
  assert.ok(answer.ready);
  assert.ok(found('device'));
  assert.match(found('build')!, /^(CPU|CUDA): ./);
  assert.equal(found('float32 convolutions'), 'full float32');
  assert.match(found('self-check')!, /^all \d+ quantities are right \(float32\)/);
});
