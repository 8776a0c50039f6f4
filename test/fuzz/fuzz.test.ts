import assert from 'node:assert/strict';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fuzzApart, type Report} from './main.js';
import {TARGETS} from './targets/index.js';

test('every reader answers hostile input with a sound value or one message, quickly and in little memory', async () => {
  const names = TARGETS.filter(({slice}) => slice !== 0).map(({name}) => name);
  const reports: Report[] = [];
  const options = {executions: 'slice', seed: 1, out: join(tmpdir(), 'ddsm-fuzz-findings')} as const;
  await fuzzApart(names, options, (report) => reports.push(report));
  assert.deepEqual(
    reports.flatMap(({target, finding}) => (finding ? [`${target}: ${finding.why}`] : [])),
    [],
  );
  assert.deepEqual(
    reports.map(({target}) => target),
    names,
  );
  // A target that refuses everything, or nothing, tests little.
  for (const {target, executions, refused} of reports)
    assert.ok(refused < executions && executions > 100, `${target}: ${refused} of ${executions} refused`);
});
