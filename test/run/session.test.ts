import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {Session} from '../../src/run/session.js';
import type {ComputeDevice} from '../../src/runtime/compute.js';

const deviceOf = (name: string): ComputeDevice =>
  ({
    settled: {choice: {kind: 'cpu'}, warnings: []},
    found: {kind: 'cpu', name},
    environment: {...process.env, TF_CPP_MIN_LOG_LEVEL: '3'},
  }) as unknown as ComputeDevice;

test('stages at the same time get compute processes on different devices, in turn', async () => {
  const session = new Session({run: mkdtempSync(join(tmpdir(), 'ddsm-session-')), note() {}});
  session.devices = [deviceOf('first'), deviceOf('second')];
  const begun: string[] = [];
  const job = {stage: 'nothing', settings: {}, means: {}, inputs: {}, folder: ''};
  const listeners = {onProgress() {}, onWarning() {}, begin: ({found}: ComputeDevice) => begun.push(found.name)};
  try {
    const ends = await Promise.allSettled([session.compute(job, listeners), session.compute(job, listeners)]);
    for (const end of ends) assert.match(String((end as PromiseRejectedResult).reason), /there is no stage nothing/);
    assert.deepEqual(begun, ['first', 'second']);
  } finally {
    session.close();
  }
});
