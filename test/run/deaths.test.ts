import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Estimate} from '../../src/plan/declaration.js';
import {ProblemError} from '../../src/problem.js';
import {withLessMemory} from '../../src/run/deaths.js';

const estimate = (lever: NonNullable<Estimate['memory']>['lever']): Estimate => ({
  ...({macs: 1, seconds: 1, bytes: 1} as unknown as Estimate),
  memory: {fixed: 100, perImage: 100, images: 64, lever},
});
const death = (how: string): ProblemError =>
  new ProblemError({code: 'worker-died', message: `the compute process was ended by ${how}`, suggestion: 'as it was'});

test('withLessMemory() names the setting and the batch that take less, of a process that was killed', () => {
  for (const [lever, words] of [
    [{key: 'train.accumulate', batch: 64}, /--set train\.accumulate=2 computes 32 images at a time instead of 64/],
    [{key: 'search.batch'}, /--set search\.batch=32 computes 32 images at a time instead of 64/],
  ] as const) {
    const error = withLessMemory(death('SIGKILL'), {id: 'train', estimate: estimate(lever)}) as ProblemError;
    assert.match(error.problems[0]!.suggestion!, words);
  }
});

test('withLessMemory() leaves alone what died otherwise, and stages whose memory is not known', () => {
  const lever = {key: 'search.batch'} as const;
  for (const [error, known] of [
    [death('SIGSEGV'), estimate(lever)],
    [death('SIGKILL'), {...estimate(lever), memory: undefined} as unknown as Estimate],
    [new RangeError('no'), estimate(lever)],
  ] as const)
    assert.equal(withLessMemory(error, {id: 'search', estimate: known}), error);
});
