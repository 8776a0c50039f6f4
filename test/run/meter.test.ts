import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatSeconds, Meter} from '../../src/run/meter.js';

test('formatSeconds() rounds before it divides: no minute has 60 seconds', () => {
  assert.deepEqual([59.4, 59.6, 119.7, 754, 3599.8].map(formatSeconds), [
    '59 s',
    '1 min 0 s',
    '2 min 0 s',
    '12 min 34 s',
    '1 h 0 min',
  ]);
  assert.deepEqual(
    [47.4 * 3600, 300_000, 20.4 * 86_400, 364 * 86_400, 39_134 * 3600, 171_720.3 * 3600].map(formatSeconds),
    [...['47 h 24 min', '3 days 11 h', '20 days', '364 days', '4.5 years', '20 years']],
  );
});

test('the time left does not count the recording of a program, which comes before the first of anything', (context) => {
  let clock = 0;
  context.mock.method(performance, 'now', () => clock);
  const lines: string[] = [];
  const meter = new Meter((line) => lines.push(line), {plain: false});
  const at = (seconds: number, done: number): string | undefined => {
    clock = seconds * 1000;
    meter.update({done, total: 100, unit: 'steps'});
    return lines.at(-1);
  };
  assert.equal(at(1, 0), '0 of 100 steps');
  assert.equal(at(241, 10), '10 of 100 steps');
  assert.equal(at(251, 20), '20 of 100 steps, 1.00/s, 1 min 20 s left');
  assert.equal(at(271, 60), '60 of 100 steps, 1.67/s, 24 s left');
});
