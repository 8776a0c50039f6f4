import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {test} from 'node:test';
import {Worker} from 'node:worker_threads';
import {GraphBuilder, shapeAttribute, stringAttribute, typeAttribute} from '../../src/engine/graph.js';
import {encodeConfig, openSession, type PreparedCall, type Session} from '../../src/engine/session.js';
import {packageRoot} from '../../src/paths.js';
import {addonPath} from '../../src/runtime/binding.js';

const T = {T: typeAttribute('float32')};

/** x [n] → y = 2x and s = Σx by a matrix product, and a counter that `count` raises by one and gives. */
function graphOf(n: number): Uint8Array {
  const graph = new GraphBuilder();
  const x = graph.placeholder('x', 'float32', [n]);
  graph.add('y', 'AddV2', [x, x], T);
  graph.placeholder('matrix', 'float32', [n, n]);
  graph.add('product', 'MatMul', ['matrix', 'matrix'], T);
  const one = graph.constant('float32', [], new Uint8Array(Float32Array.of(1).buffer));
  const dtype = {dtype: typeAttribute('float32')};
  const handle = graph.add('counter', 'VarHandleOp', [], {
    ...dtype,
    shape: shapeAttribute([]),
    shared_name: stringAttribute('counter'),
  });
  const set = graph.add('set', 'AssignVariableOp', [handle, graph.placeholder('start', 'float32', [])], dtype);
  graph.identity('began', one, 'float32', [set]);
  const read = graph.add('read', 'ReadVariableOp', [handle], dtype);
  const next = graph.add('next', 'AddV2', [read, one], T);
  graph.identity('count', next, 'float32', [graph.add('assign', 'AssignVariableOp', [handle, next], dtype)]);
  graph.add('wrong', 'Reshape', [x, graph.placeholder('shape', 'int32', [1])], {
    ...T,
    Tshape: typeAttribute('int32'),
  });
  return graph.encode();
}

const numbers = (n: number): Float32Array => Float32Array.from({length: n}, (_, i) => i);

test('a session runs prepared calls, at once and beside the thread', async () => {
  const session = openSession(graphOf(2000));
  const call = session.prepare(['x'], ['y', 'y:0'], false);
  const x = numbers(2000);
  const [y, again] = session.run(call, [x]) as [{shape: number[]; data: Float32Array}, {data: Float32Array}];
  assert.deepEqual(y.shape, [2000]);
  assert.ok(y.data instanceof Float32Array && y.data[1999] === 3998);
  y.data[1999] = 0;
  assert.equal(again.data[1999], 3998, 'two outputs of one node have memory of their own');
  const promise = session.start(call, [x]);
  x.fill(0); // the inputs were taken over
  assert.equal((await promise)[0]!.data[1999], 3998);
  session.close();
});

test('calls take effect in the order in which they were made', async () => {
  const session = openSession(graphOf(4));
  session.run(session.prepare(['start'], ['began'], true), [Float32Array.of(0)]);
  const count = session.prepare([], ['count'], true);
  const read = session.prepare([], ['read'], false);
  const results: Promise<number>[] = [];
  for (let i = 0; i < 200; i++) {
    results.push(session.start(count, []).then(([value]) => value!.data[0] as number));
    results.push(session.start(read, []).then(([value]) => value!.data[0] as number));
  }
  assert.equal(session.run(count, [])[0]!.data[0], 201, 'a blocking call waits for those before it');
  assert.deepEqual(
    await Promise.all(results),
    Array.from({length: 400}, (_, i) => 1 + Math.floor(i / 2)),
  );
  session.close();
});

test('a session refuses what does not fit, in words', async () => {
  assert.throws(() => openSession(new Uint8Array([1, 2, 3])), /GraphDef/);
  const session = openSession(graphOf(4));
  const call = session.prepare(['x'], ['y'], false);
  const wrong: [() => unknown, RegExp][] = [
    [() => session.prepare(['nothing'], [], false), /the graph has no output nothing/],
    [() => session.prepare([], ['y:1'], false), /the graph has no output y:1/],
    [() => session.prepare([], ['y:-1'], false), /the graph has no output y:-1/],
    [() => session.prepare([], ['counter'], false), /counter is of a type that cannot be handed out/],
    [() => session.prepare('x' as never, [], false), /prepare\(inputs/],
    [() => session.run(call, []), /wanted an array of 1 typed arrays/],
    [() => session.run(call, [new Float32Array(3)]), /x takes a Float32Array of 4/],
    [() => session.run(call, [new Int32Array(4)]), /x takes a Float32Array of 4/],
    [() => session.run(call, [[1, 2, 3, 4] as never]), /x takes a Float32Array of 4/],
    [() => session.run(7 as PreparedCall, []), /no such call was prepared/],
    [() => session.run(Number.NaN as PreparedCall, []), /no such call was prepared/],
    [() => session.run(0.5 as PreparedCall, []), /no such call was prepared/],
    [() => (session.run as (...all: unknown[]) => unknown).call({}, call, []), /Illegal invocation/],
    [() => (session.run as (...all: unknown[]) => unknown).call(session, call), /arguments are missing/],
  ];
  for (const [attempt, message] of wrong) assert.throws(attempt, message);
  const detached = new Float32Array(4);
  structuredClone(detached.buffer, {transfer: [detached.buffer]});
  assert.throws(() => session.run(call, [detached]), /x takes a Float32Array of 4/);
  const reshape = session.prepare(['x', 'shape'], ['wrong'], false);
  const bad = [numbers(4), Int32Array.of(3)];
  assert.throws(() => session.run(reshape, bad), /4 values, but the requested shape has 3/);
  await assert.rejects(session.start(reshape, bad), /4 values, but the requested shape has 3/);
  session.close();
  session.close();
  for (const attempt of [
    () => session.run(call, [numbers(4)]),
    () => session.start(call, [numbers(4)]),
    () => session.prepare(['x'], ['y'], false),
  ]) {
    assert.throws(attempt, /the session is closed/);
  }
  const {Session: Raw} = createRequire(import.meta.url)(addonPath('session')) as {
    Session: new (...a: unknown[]) => Session;
  };
  assert.throws(() => new Raw(), /new Session\(graph/);
  assert.throws(() => new Raw(graphOf(4), new Uint8Array([255, 255])), /ConfigProto|parse/i);
  assert.throws(() => (Raw as unknown as () => void)(), /new Session\(graph/);
});

test('a session may be closed, or forgotten, while calls are in flight', async () => {
  const n = 256;
  const calls: Promise<unknown>[] = [];
  for (let i = 0; i < 20; i++) {
    const session = openSession(graphOf(n));
    const product = session.prepare(['matrix'], ['product'], i % 2 === 0);
    for (let k = 0; k < 3; k++) calls.push(session.start(product, [new Float32Array(n * n).fill(1)]));
    if (i % 3 > 0) session.close();
  }
  for (const outputs of (await Promise.all(calls)) as {data: Float32Array}[][]) assert.equal(outputs[0]!.data[n], n);
});

test('thousands of calls leave memory where it was', async () => {
  const n = 1 << 16;
  const session = openSession(graphOf(n).subarray());
  const call = session.prepare(['x'], ['y'], false);
  const x = numbers(n);
  const some = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      session.run(call, [x]);
      await Promise.all([session.start(call, [x]), session.start(call, [x])]);
    }
  };
  await some(1500);
  const before = process.memoryUsage().rss;
  await some(3000); // 2.4 GB go in, and out again
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grown < 64, `resident memory grew by ${grown.toFixed(1)} MiB`);
  session.close();
});

test('blocking calls leave memory where it was, though the event loop never turns', () => {
  const n = 1 << 16;
  const session = openSession(graphOf(n));
  const call = session.prepare(['x'], ['y'], false);
  const x = numbers(n);
  const some = (count: number): void => {
    for (let i = 0; i < count; i++) session.run(call, [x]);
  };
  some(500);
  const before = process.memoryUsage().rss;
  some(2500); // 655 MB come out
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grown < 128, `resident memory grew by ${grown.toFixed(1)} MiB`);
  session.close();
});

test('sessions live in threads of Node, too, and end with them', async () => {
  const source = `
    const {parentPort, workerData} = require('node:worker_threads');
    const {Session} = require(workerData.addon);
    const session = new Session(workerData.graph, workerData.config);
    const call = session.prepare(['matrix'], ['product'], true);
    const matrix = new Float32Array(workerData.n ** 2).fill(1);
    const result = session.run(call, [matrix])[0].data[0];
    for (let i = 0; i < 50; i++) session.start(call, [matrix]).catch(() => {});
    parentPort.postMessage(result);
  `;
  const n = 512;
  const workerData = {addon: addonPath('session'), graph: graphOf(n), config: encodeConfig({}), n};
  for (let round = 0; round < 2; round++) {
    const workers = [0, 1].map(() => new Worker(source, {eval: true, workerData}));
    const results = await Promise.all(
      workers.map(
        (worker) => new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject)),
      ),
    );
    assert.deepEqual(results, [n, n]);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
});

test('a process waits for the calls that it started, and for nothing else', () => {
  const source = (rest: string): string => `
    import {openSession} from '${join(packageRoot, 'dist', 'src', 'engine', 'session.js')}';
    const session = openSession(Buffer.from('${Buffer.from(graphOf(4)).toString('base64')}', 'base64'));
    const call = session.prepare(['x'], ['y'], false);
    ${rest}
  `;
  const run = (rest: string) =>
    spawnSync(process.execPath, ['--input-type=module', '--eval', source(rest)], {encoding: 'utf8', timeout: 60_000});
  const waits = run('session.start(call, [new Float32Array(4).fill(2)]).then(([y]) => console.log(y.data.join()));');
  assert.deepEqual([waits.status, waits.stdout.trim()], [0, '4,4,4,4']);
  const leaves = run('for (let i = 0; i < 9; i++) session.start(call, [new Float32Array(4)]); process.exit(7);');
  assert.equal(leaves.status, 7);
  // Address space for the stack of no further thread.
  const limited = run(`
    const {spawnSync} = await import('node:child_process');
    const {readFileSync} = await import('node:fs');
    const pages = Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[0]);
    const limit = (bytes) => spawnSync('prlimit', ['--pid', process.pid, '--as=' + bytes + ':']).status;
    if (limit(4096 * pages + 2 ** 21) !== 0) throw new Error('prlimit failed');
    try { session.start(call, [new Float32Array(4)]); } catch ({message}) { console.log(message); }
  `);
  assert.deepEqual([limited.status, limited.stdout.trim()], [0, 'the system starts no more threads'], limited.stderr);
});
