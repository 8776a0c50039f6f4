import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Stopped, watchOf} from '../../src/stages/context.js';

/** Turns of the event loop while `work` goes on. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  let going = true;
  const count = (): void => {
    turns += 1;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  await work();
  going = false;
  return turns;
}

test('breathe() lets the event loop turn by time, not at every call', async () => {
  const watch = watchOf({report: () => {}, warn: () => {}, isStopping: () => false});
  let calls = 0;
  const turns = await turnsDuring(async () => {
    const began = performance.now();
    while (performance.now() - began < 200) {
      await watch.breathe();
      calls += 1;
    }
  });
  assert.ok(turns >= 2, `the event loop turned ${turns} times in 200 ms`);
  assert.ok(turns < calls / 10, `the event loop turned ${turns} times in ${calls} calls`);
});

test('breathe() hears of a stop that a signal asks for while work goes on', async () => {
  let stopping = false;
  const watch = watchOf({report: () => {}, warn: () => {}, isStopping: () => stopping});
  setTimeout(() => {
    stopping = true;
  }, 30);
  await assert.rejects(async () => {
    const end = performance.now() + 10_000;
    while (performance.now() < end) await watch.breathe();
  }, Stopped);
});
