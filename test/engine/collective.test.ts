import assert from 'node:assert/strict';
import {test} from 'node:test';
import {allReduce} from '../../src/engine/collective.js';
import {type ProgramSet, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {onDevice} from '../../src/engine/recorder.js';
import {type Tensor, tf} from '../../src/engine/tf.js';

const SIZE = 1001;

/** Each device squares its part of `x`; the sums are added to an entry on each device, twice over. */
function sums(devices: number): ProgramSet {
  const each = Array.from({length: devices}, (_, index) => index);
  return {
    devices,
    state: Object.fromEntries(each.map((device) => [`total${device}`, {shape: [SIZE], device}])),
    programs: {
      add: {
        inputs: {x: {shape: [devices, SIZE]}},
        run: ({x}, state) => {
          const parts = tf
            .split(x!, devices)
            .map((part, index) => onDevice(index, () => tf.square(tf.reshape(part, [SIZE]))));
          const first = allReduce(parts);
          const second = allReduce(first.map((sum, index) => onDevice(index, () => tf.mul(sum, 0.5))));
          return Object.fromEntries(
            each.map((index) => {
              const total = tf.add(first[index]!, second[index]!);
              state.assign(`total${index}`, total);
              return [`total${index}`, total];
            }),
          );
        },
      },
    },
  };
}

for (const devices of [1, 2, 4]) {
  test(`allReduce() sums over ${devices} devices, the same bits on each and each time`, async () => {
    const set = sums(devices);
    const [recorded, eager] = [recordPrograms(set), runEagerly(set)];
    const x = Float32Array.from({length: devices * SIZE}, (_, i) => Math.sin(i) * 3);
    const expected = [...eager.call('add', {x}).total0!.dataSync()];
    let first: ArrayLike<number> | undefined;
    for (let round = 0; round < 20; round++) {
      const outputs = round % 2 === 0 ? recorded.call('add', {x}) : await recorded.start('add', {x});
      for (let device = 0; device < devices; device++) {
        const values = (outputs[`total${device}`] as Tensor).dataSync();
        first ??= values;
        assert.deepEqual(values, first);
      }
      tf.dispose(outputs);
    }
    expected.forEach((value, index) => {
      assert.ok(Math.abs(value - first![index]!) <= 1e-6 * Math.abs(value), `${first![index]} instead of ${value}`);
    });
    assert.deepEqual(recorded.read(`total${devices - 1}`).dataSync(), first, 'state lies on its device');
    recorded.dispose();
    eager.dispose();
  });
}

test('started sums do not meet those of another call', async () => {
  const set = sums(2);
  const programs = recordPrograms({...set, programs: {add: set.programs.add!}});
  const calls = Array.from({length: 30}, (_, i) => programs.start('add', {x: new Float32Array(2 * SIZE).fill(i)}));
  for (const [i, outputs] of (await Promise.all(calls)).entries()) {
    // (i² + i²) + 2 · (i² + i²) / 2
    assert.equal(outputs.total1!.dataSync()[7], 4 * i * i);
  }
  programs.dispose();
});

test('devices that the programs were not given are named', () => {
  const program = {inputs: {}, run: () => ({y: onDevice(2, () => tf.add(tf.scalar(1), 1))})};
  assert.throws(
    () => recordPrograms({state: {}, programs: {program}, devices: 2}),
    /program: there is no device 2; the programs were given 2/,
  );
  assert.throws(
    () => recordPrograms({state: {a: {shape: [], device: 1}}, programs: {}}),
    /state a: there is no device 1; the programs were given 1/,
  );
  assert.throws(() => allReduce([tf.scalar(1), tf.tensor1d([1])]), /float32 \[1\] among float32 \[\]/);
});
