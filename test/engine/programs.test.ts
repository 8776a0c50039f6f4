import assert from 'node:assert/strict';
import {test} from 'node:test';
import {add as add64, cast} from '../../src/engine/native.js';
import {inBranches, upsample2} from '../../src/engine/operations.js';
import {type Program, type ProgramSet, type Programs, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {backend, type Tensor4D, tf} from '../../src/engine/tf.js';

const kinds: [string, (set: ProgramSet) => Programs][] = [
  ['recordPrograms', recordPrograms],
  ['runEagerly', runEagerly],
];
const add: Program = {
  inputs: {x: {shape: [2]}},
  run: ({x}, state) => {
    const before = state.read('sum');
    state.assign('sum', tf.add(before, x!));
    return {before};
  },
};
const swap: Program = {
  inputs: {x: {shape: [2]}},
  run: ({x}, state) => {
    state.assign('sum', x!);
    return {before: state.read('sum')};
  },
};
const double: Program = {
  inputs: {},
  run: (_, state) => {
    state.assign('sum', tf.mul(state.read('sum'), 2));
    return {};
  },
};

for (const [name, make] of kinds) {
  test(`${name}() programs share state, which starts at zero and is read before it is assigned`, () => {
    const programs = make({state: {sum: {shape: [2]}}, programs: {add, double, swap}});
    const x = tf.tensor1d([1, 2]);
    assert.deepEqual([...programs.call('add', {x}).before!.dataSync()], [0, 0]);
    programs.call('double', {});
    assert.deepEqual([...programs.call('add', {x}).before!.dataSync()], [2, 4]);
    assert.deepEqual([...programs.read('sum').dataSync()], [3, 6]);
    programs.write('sum', x);
    assert.deepEqual([...programs.read('sum').dataSync()], [1, 2]);
    assert.deepEqual([...programs.call('swap', {x: tf.tensor1d([8, 9])}).before!.dataSync()], [1, 2]);
    assert.deepEqual([...programs.read('sum').dataSync()], [8, 9]);
    programs.dispose();
  });

  test(`${name}() refuses inputs that it was not made for, saying what is wanted`, () => {
    const programs = make({state: {sum: {shape: [2]}}, programs: {add}});
    assert.throws(
      () => programs.call('add', {x: tf.tensor1d([1, 2, 3])}),
      /input x of add is float32 \[3\]; recorded for float32 \[2\]/,
    );
    assert.throws(() => programs.call('add', {}), /input x of add is missing/);
    assert.throws(() => programs.call('sub', {}), /there is no program sub/);
    assert.throws(() => programs.call('add', {x: tf.tensor1d([1, 2]), y: tf.scalar(1)}), /add has no input y/);
    assert.throws(() => programs.read('product'), /there is no state product/);
    programs.dispose();
  });
}

test('recordPrograms() refuses random numbers drawn while recording', () => {
  const noisy: Program = {inputs: {}, run: () => ({y: tf.tensor1d([Math.random()])})};
  assert.throws(
    () => recordPrograms({state: {}, programs: {noisy}}),
    /random numbers were drawn while recording; pass them in as an input/,
  );
  assert.ok(Math.random() < 1, 'and gives Math.random back');
});

test('recordPrograms() names an op that a graph cannot hold', () => {
  const engine = backend();
  const genuine = engine.executeSingleOutput;
  engine.executeSingleOutput = () => tf.scalar(0);
  const strange: Program = {
    inputs: {},
    run: () => ({y: engine.executeSingleOutput('Strange', [{name: 'how', type: 12345, value: 1}], [])}),
  };
  try {
    assert.throws(
      () => recordPrograms({state: {}, programs: {strange}}),
      /the op Strange cannot be recorded: its attribute how has a kind \(12345\)/,
    );
  } finally {
    engine.executeSingleOutput = genuine;
  }
});

for (const [name, make] of kinds) {
  test(`${name}() keeps float64 state exact, and bfloat16 state to eight bits or better`, () => {
    const programs = make({
      state: {exact: {shape: [], dtype: 'float64'}, rounded: {shape: [2], dtype: 'bfloat16'}},
      programs: {
        count: {
          inputs: {by: {shape: []}},
          run: ({by}, state) => {
            state.assign('exact', add64(state.readDouble('exact'), cast(by!, 'float64')));
            return {};
          },
        },
      },
    });
    // 2²⁴ + 1 is no float32.
    for (const by of [2 ** 24, 1, 1]) programs.call('count', {by: tf.scalar(by)});
    assert.equal(programs.read('exact').dataSync()[0], 2 ** 24 + 2);
    programs.write('rounded', tf.tensor1d([1 + 2 ** -10, -3]));
    const [one, three] = programs.read('rounded').dataSync();
    assert.ok(Math.abs(one! - 1) <= 2 ** -8 && three === -3);
    assert.throws(() => programs.write('exact', tf.tensor1d([1])), /wanted float32 \[\]|recorded for float32 \[\]/);
    programs.dispose();
  });
}

test('native values are made inside nativeScope()', () => {
  assert.throws(() => cast(tf.scalar(1), 'float64'), /Cast: native values are made inside nativeScope\(\)/);
});

test('recorded programs keep no tensor: counts are steady over many calls', () => {
  const programs = recordPrograms({state: {sum: {shape: [2]}}, programs: {add}});
  const call = (): void => {
    const x = tf.tensor1d([1, 1]);
    const outputs = programs.call('add', {x});
    outputs.before!.dataSync();
    tf.dispose([x, outputs] as never);
  };
  call();
  const before = tf.memory().numTensors;
  for (let i = 0; i < 500; i++) call();
  assert.equal(tf.memory().numTensors, before);
  programs.dispose();
});

test('inBranches() gives what one branch gives', () => {
  const x = tf.randomNormal([6, 3], 0, 1, 'float32', 1);
  const f = (count: number): Float32Array =>
    inBranches(count, {x, none: undefined}, (part) => tf.neg(part.x)).dataSync() as Float32Array;
  assert.deepEqual(f(3), f(1));
});

test('upsample2() repeats each pixel twice in both directions', () => {
  const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]) as Tensor4D;
  assert.deepEqual([...upsample2(x).dataSync()], [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
});
