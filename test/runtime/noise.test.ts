import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {Worker} from 'node:worker_threads';
import {type NoiseAddon, noiseAddon} from '../../src/runtime/noise.js';

const addon = noiseAddon()!;
const DOOR = new URL('../../src/runtime/noise.js', import.meta.url).href;

/** Runs a module that knows `addon`, in a process of its own. */
const inProcess = (program: string): {status: number | null; stdout: string; stderr: string} =>
  spawnSync(
    process.execPath,
    [
      ...['--expose-gc', '--input-type=module', '-e'],
      `import {noiseAddon} from ${JSON.stringify(DOOR)}; const addon = noiseAddon(); ${program}`,
    ],
    {encoding: 'utf8', timeout: 60_000},
  );

test('the addon answers wrong arguments with a TypeError', () => {
  const [out, images, place] = [new Float32Array(6), new Uint32Array(2), new Uint32Array(4)];
  const junk: unknown[] = [
    undefined,
    null,
    1,
    'x',
    {},
    [],
    () => {},
    Symbol('x'),
    new Float64Array(4),
    new DataView(place.buffer),
  ];
  const {fill, words, start, finish} = addon as unknown as Record<string, (...values: unknown[]) => unknown>;
  const refused = (run: () => unknown) => assert.throws(run, TypeError);
  for (const wrong of junk) {
    refused(() => fill!(wrong, images, place));
    refused(() => fill!(out, wrong, place));
    refused(() => fill!(out, images, wrong));
    refused(() => words!(wrong, 0, place));
    refused(() => words!(new Uint32Array(4), 0, wrong));
    refused(() => start!(6, wrong, place));
    refused(() => start!(6, images, wrong));
    refused(() => finish!(wrong));
    if (wrong !== 1) refused(() => start!(wrong, images, place));
    if (wrong !== 1 && wrong !== undefined) refused(() => fill!(out, images, place, wrong));
    if (wrong !== 1) refused(() => words!(new Uint32Array(4), wrong, place));
  }
  for (const run of [fill!, words!, start!, finish!]) refused(() => run());
  refused(() => fill!(out, images, new Uint32Array(3)));
  refused(() => fill!(out, images, place, addon.paths.length));
  refused(() => fill!(out, images, place, -1));
  refused(() => fill!(new Float32Array(7), images, place));
  refused(() => fill!(out, new Uint32Array(0), place));
  for (const length of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, 7])
    refused(() => start!(length, images, place));
  assert.throws(() => start!(2 ** 50, images, place), RangeError);
  fill!(new Float32Array(0), new Uint32Array(0), place);
});

test('the addon leaves memory alone that was given away', () => {
  const out = new Float32Array(64);
  const place = new Uint32Array(4);
  structuredClone(out, {transfer: [out.buffer]});
  assert.equal(addon.fill(out, Uint32Array.of(1), place), undefined);
  structuredClone(place, {transfer: [place.buffer]});
  assert.throws(() => addon.fill(new Float32Array(4), Uint32Array.of(1), place), TypeError);
});

test('a job that nobody waits for is done, and its memory is freed', () => {
  const {status, stdout, stderr} = inProcess(`
    const place = Uint32Array.of(1, 2, 3, 4);
    for (let round = 0; round < 120; round++) {
      const jobs = Array.from({length: 4}, (_, image) => addon.start(2 ** 20, Uint32Array.of(image), place));
      if (round % 3 === 0) addon.finish(jobs[3][0]);
      if (round % 3 === 1) await Promise.all(jobs.map(([, promise]) => promise));
      if (round % 3 === 2) await jobs[0][1];
      gc();
      await new Promise(setImmediate);
    }
    console.log(Math.round(process.memoryUsage().rss / 2 ** 20));
  `);
  assert.equal(status, 0, stderr);
  // 1,920 MB in all.
  assert.ok(Number(stdout) > 0 && Number(stdout) < 400, stdout);
});

test('a process waits for what was started, and can leave before', () => {
  const begin = 'const [job, promise] = addon.start(2 ** 25, Uint32Array.of(1), Uint32Array.of(1, 2, 3, 4));';
  const waits = inProcess(`${begin} promise.then(() => console.log(addon.finish(job)[0].length));`);
  assert.deepEqual([waits.status, waits.stdout], [0, `${2 ** 25}\n`], waits.stderr);
  for (let round = 0; round < 3; round++) {
    const leaves = inProcess(`${begin} process.exit(7);`);
    assert.equal(leaves.status, 7, leaves.stderr);
  }
  const idle = inProcess(`console.log(addon.paths.length > 0);`);
  assert.deepEqual([idle.status, idle.stdout], [0, 'true\n'], idle.stderr);
});

test('threads of JavaScript load the addon side by side, and may end while it works', async () => {
  const program = `
    const {parentPort, workerData} = require('node:worker_threads');
    import(${JSON.stringify(DOOR)}).then(({noiseAddon}) => {
      const addon = noiseAddon();
      const place = Uint32Array.of(1, 2, 3, 4);
      const jobs = Array.from({length: 6}, (_, image) => addon.start(2 ** workerData, Uint32Array.of(image), place));
      if (workerData > 20) parentPort.postMessage('busy');
      else parentPort.postMessage(addon.finish(jobs[5][0])[0].slice(0, 9));
    });`;
  const wanted = new Float32Array(2 ** 16);
  addon.fill(wanted, Uint32Array.of(5), Uint32Array.of(1, 2, 3, 4));
  const one = async (exponent: number): Promise<void> => {
    const worker = new Worker(program, {eval: true, workerData: exponent});
    // Node may deliver a message and `exit` in one turn: both listeners are there from the start.
    const exit = new Promise((resolve) => worker.on('exit', resolve));
    const message = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
    if (exponent > 20) await worker.terminate();
    else {
      assert.deepEqual(message, wanted.slice(0, 9));
      assert.equal(await exit, 0);
    }
  };
  for (let round = 0; round < 3; round++) await Promise.all([16, 24, 16, 24, 23].map(one));
  // This thread's own still work.
  const [job] = (addon as NoiseAddon).start(2 ** 16, Uint32Array.of(5), Uint32Array.of(1, 2, 3, 4));
  assert.deepEqual(addon.finish(job)[0], wanted);
});
