import assert from 'node:assert/strict';
import {appendFileSync, mkdtempSync, readFileSync, statSync, truncateSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {EventLog} from '../../src/stages/training/events.js';
import {fixture} from '../fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-events-'));
const clock = (): number => 1_700_000_000_250;
const LONG = 'a tag that is longer than the sixty-four bytes that are copied at once';

test('EventLog writes the bytes that TensorBoard itself writes, across a restart', () => {
  const path = join(folder, 'curve');
  const first = new EventLog(path, 1, clock);
  first.scalars(10, {'loss/8_8': 0.25, 'optimizer/learning_rate': 1e-4});
  first.scalars(300, {'loss/8_8': -1.5e-30});
  new EventLog(path, 11, clock).scalars(2 ** 40, {'loss/8_8': 3, [LONG]: 0});
  assert.deepEqual(readFileSync(path), readFileSync(fixture('curve.tfevents')));
});

test('EventLog cuts off what a killed writer left of a record, wherever it was cut', () => {
  const whole = (path: string): EventLog => {
    const log = new EventLog(path, 1, clock);
    log.scalars(10, {loss: 1});
    return log;
  };
  const path = join(folder, 'whole');
  whole(path);
  const kept = statSync(path).size;
  whole(path).scalars(20, {loss: 2});
  const start = statSync(path).size;
  for (const cut of [kept + 1, kept + 11, kept + 13, start - 1]) {
    const torn = join(folder, `torn-${cut}`);
    appendFileSync(torn, readFileSync(path));
    truncateSync(torn, cut);
    new EventLog(torn, 11, clock);
    const bytes = readFileSync(torn);
    assert.deepEqual(bytes.subarray(0, kept), readFileSync(path).subarray(0, kept));
    // What follows is whole again: opening it once more cuts nothing off.
    new EventLog(torn, 11, clock);
    assert.deepEqual(readFileSync(torn).subarray(0, bytes.length), bytes);
  }
});
