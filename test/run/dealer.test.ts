import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {type DealerOptions, deal, RETRIES} from '../../src/run/dealer.js';
import type {Job, Unit} from '../../src/workers/messages.js';
import {Died, type Helper} from '../../src/workers/worker.js';

const job = {stage: 'search', settings: {}, means: {}, inputs: {}, folder: '/run/search'} as Job;
const unitsNamed = (...names: string[]): Unit[] => names.map((name) => ({name, file: name}));
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const died = (): Died => new Died({code: 'worker-died', message: 'the compute process was ended by SIGKILL'});

interface Setting {
  units: Unit[];
  /** Helpers beside the stage's own process. */
  helpers: number;
  /** What becomes of a unit: by its name, who does it (0 = own) and how often it was begun. */
  does(name: string, who: number, times: number): Promise<'done' | 'stopped'>;
}

async function dealt({units, helpers, does}: Setting) {
  const begun: string[] = [];
  const done: string[] = [];
  const notes: string[] = [];
  const shares: number[] = [];
  let most = 0;
  let next = 1;
  let out = 0;
  const helper = (who: number): Helper => ({
    pid: who,
    async unit(_, {name}, progress) {
      begun.push(name);
      progress(0.5);
      const outcome = await does(name, who, begun.filter((one) => one === name).length);
      if (outcome === 'done') done.push(name);
      return outcome;
    },
  });
  const options: DealerOptions = {
    ...{job, units, own: helper(0)},
    more() {
      if (out >= helpers) return undefined;
      out += 1;
      return helper(next++);
    },
    back: () => {
      out -= 1;
    },
    progress: (share) => shares.push(share),
    working: (all) => {
      most = Math.max(most, all.length);
    },
    note: (line) => notes.push(line),
  };
  const outcome = await deal(options).catch((error: unknown) => error);
  assert.equal(out, 0, 'every helper is given back');
  return {outcome, begun, done: done.sort(), notes, shares, most};
}

test('deal() has every unit done once, by as many as there are', async () => {
  for (const helpers of [0, 1, 3, 9]) {
    const units = unitsNamed('a', 'b', 'c', 'd', 'e');
    const {outcome, done, begun, most, shares} = await dealt({
      ...{units, helpers},
      does: async () => {
        await later(5);
        return 'done';
      },
    });
    assert.equal(outcome, 'done');
    assert.deepEqual(done, ['a', 'b', 'c', 'd', 'e']);
    assert.equal(begun.length, 5);
    assert.equal(most, Math.min(5, helpers + 1));
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
  }
});

test('deal() gives what a dead helper had to another, with a note, a few times', async () => {
  const units = unitsNamed('a', 'b', 'c');
  const deadly = (deaths: number): Promise<Awaited<ReturnType<typeof dealt>>> => {
    let giveUp: () => void;
    const gaveUp = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    return dealt({
      ...{units, helpers: 1},
      async does(name, who, times) {
        // The stage's own process keeps its first unit until the helpers have had b as often as they may.
        if (who === 0) await gaveUp;
        if (name !== 'b' || who === 0) return 'done';
        if (times >= Math.min(deaths, RETRIES) + 1) giveUp();
        if (times <= deaths) throw died();
        return 'done';
      },
    });
  };
  const some = await deadly(2);
  assert.equal(some.outcome, 'done');
  assert.deepEqual(some.done, ['a', 'b', 'c']);
  assert.equal(some.notes.length, 2);
  assert.match(some.notes[0]!, /ended by SIGKILL; what it had, b of search, is done again/);
  const always = await deadly(1000);
  assert.ok(always.outcome instanceof Died);
  assert.equal(always.begun.filter((name) => name === 'b').length, RETRIES + 1);
});

test('deal() ends with the death of its own process, and with what a unit throws, when the others have ended', async () => {
  for (const error of [died(), new ProblemError({code: 'failed', message: 'no'})]) {
    const {outcome, begun, done} = await dealt({
      units: unitsNamed('a', 'b', 'c', 'd'),
      helpers: 1,
      async does(_, who) {
        await later(5);
        if (who === 0) throw error;
        return 'done';
      },
    });
    assert.equal(outcome, error);
    assert.deepEqual([begun.length, done.length], [2, 1]);
  }
});

test('deal() ends where a process was told to stop', async () => {
  const {outcome, begun} = await dealt({
    units: unitsNamed('a', 'b', 'c', 'd', 'e', 'f'),
    helpers: 1,
    does: async (name) => {
      await later(5);
      return name === 'c' || name === 'd' ? 'stopped' : 'done';
    },
  });
  assert.equal(outcome, 'stopped');
  assert.ok(begun.length <= 4);
});
