import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {ProblemError} from '../../src/problem.js';
import {deviceAtHand} from '../../src/run/planDevice.js';
import type {Settled} from '../../src/runtime/device.js';
import {readGpus} from '../../src/runtime/gpus.js';
import {
  arithmeticOf,
  describeVerdict,
  knownVerdict,
  measureAgain,
  requireVerdict,
  type Verdict,
} from '../../src/runtime/verdict.js';
import {fixture} from '../fixtures.js';

const kept = {...process.env};
const cache = mkdtempSync(join(tmpdir(), 'ddsm-cache-'));
process.env.XDG_CACHE_HOME = cache;
after(() => {
  if (kept.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = kept.XDG_CACHE_HOME;
});

const cpu: Settled = {choice: {kind: 'cpu'}, warnings: []};
const gpus = readGpus(readFileSync(fixture('device', 'nvidia-smi.txt'), 'utf8'));

test('requireVerdict() checks a device once, in its own process, and keeps what came out', () => {
  assert.equal(knownVerdict(cpu), undefined);
  const verdict = requireVerdict(cpu);
  assert.equal(verdict.wrong, undefined);
  assert.match(verdict.against, /PyTorch.*float64/);
  assert.match(
    describeVerdict(verdict),
    /^all \d+ quantities are right \(float32\); the largest error takes [\d.]+ % of its tolerance \(.+\)$/,
  );
  assert.deepEqual(requireVerdict(cpu), verdict);
  assert.equal(readdirSync(join(cache, 'ddsm', 'devices')).length, 1);
  // What was found of one device says nothing of another, nor of other arithmetic.
  assert.equal(knownVerdict(cpu, 'tf32'), undefined);
  assert.equal(knownVerdict({choice: {kind: 'gpu', uuid: gpus[0]!.uuid}, gpu: gpus[0]!, warnings: []}), undefined);
});

test('measureAgain() keeps the best peak that was ever measured, and the verdict', () => {
  const folder = join(cache, 'ddsm', 'devices');
  const file = join(folder, readdirSync(folder)[0]!);
  const verdict = knownVerdict(cpu)!;
  assert.ok(verdict.peaks.float32 > 1e8 && verdict.peaks.bfloat16 > 1e8, JSON.stringify(verdict.peaks));
  writeFileSync(file, JSON.stringify({...verdict, peaks: {float32: 1, bfloat16: 1e18}}));
  const {peaks, ...rest} = measureAgain(cpu);
  assert.ok(peaks.float32 > 1e8);
  assert.equal(peaks.bfloat16, 1e18);
  const {peaks: _, ...before} = verdict;
  assert.deepEqual(rest, before);
  assert.deepEqual(knownVerdict(cpu)!.peaks, peaks);
  const facts = {tf32: true, macs: 6e9};
  const planned = deviceAtHand({...facts, precision: 'bfloat16'}, cpu);
  assert.deepEqual([planned.source, planned.peak, planned.arithmetic], ['measured', 1e18, 'bfloat16']);
  assert.equal(deviceAtHand({...facts, precision: 'float32'}, cpu).peak, peaks.float32);
});

test('requireVerdict() refuses a device that was found to be wrong, with the quantity and by how much', () => {
  const folder = join(cache, 'ddsm', 'devices');
  const [file] = readdirSync(folder);
  const verdict = JSON.parse(readFileSync(join(folder, file!), 'utf8')) as Verdict;
  const wrong = {quantity: 'float32 network at 4/8', error: 0.0123, tolerance: 1e-4};
  writeFileSync(join(folder, file!), JSON.stringify({...verdict, wrong}));
  assert.throws(
    () => requireVerdict(cpu),
    (error) =>
      error instanceof ProblemError &&
      error.problems[0]!.code === 'device-wrong' &&
      /float32 network at 4\/8 is off by 0\.0123 \(relative\), where 0\.0001 is allowed/.test(error.message),
  );
});

test('arithmeticOf() is TF32 from Ampere on, unless it is switched off', () => {
  const on = (index: number): Settled => ({choice: {kind: 'gpu'}, gpu: gpus[index]!, warnings: []});
  assert.deepEqual(
    [
      arithmeticOf(on(0), undefined),
      arithmeticOf(on(0), '0'),
      arithmeticOf(on(2), undefined),
      arithmeticOf(cpu, undefined),
    ],
    ['tf32', 'float32', 'float32', 'float32'],
  );
});
