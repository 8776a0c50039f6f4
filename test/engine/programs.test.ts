import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inBranches, upsample2} from '../../src/engine/operations.js';
import {type Program, type ProgramSet, type Programs, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {type Tensor4D, tf} from '../../src/engine/tf.js';

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
