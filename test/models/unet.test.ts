import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {type Tensor1D, type Tensor2D, type Tensor4D, tf} from '../../src/engine/tf.js';
import {sliceWeights, splitFlat} from '../../src/models/flat.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {unetShape} from '../../src/models/shape.js';
import {unet} from '../../src/models/unet.js';
import type {Width} from '../../src/models/width.js';
import {readSafetensors} from '../../src/weights/safetensors.js';
import {
  fixture,
  referenceConfig,
  referenceTimeTable,
  referenceWeights,
  relativeError,
  toChannelsLast,
} from '../fixtures.js';

const layout = flatLayout(referenceConfig);
const golden = readSafetensors(fixture('unet', 'unet-forward.safetensors')).tensors;
const tensorOf = (name: string): Float32Array => {
  const {data, shape} = golden.get(name)!;
  return toChannelsLast(data, shape);
};
const WIDTHS: [Width, string][] = [
  ['2/8', 'y_0.25'],
  ['4/8', 'y_0.5'],
  ['6/8', 'y_0.75'],
  ['8/8', 'y_1.0'],
];

for (const [mode, build] of [
  ['eager', runEagerly],
  ['recorded', recordPrograms],
] as const) {
  test(`unet() ${mode} equals the authors' network at every width to 1e-4`, () => {
    const programs = build({
      state: {weights: {shape: [layout.size]}},
      programs: Object.fromEntries(
        WIDTHS.map(([width]) => [
          width,
          {
            inputs: {x: {shape: [3, 16, 16, 3]}, t: {shape: [3]}, timeTable: {shape: [100, 64]}},
            run: ({x, t, timeTable}, state) => {
              const shape = unetShape(referenceConfig, width);
              const weights = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
              return {
                y: unet(shape, weights, {
                  x: x as Tensor4D,
                  t: t as Tensor1D,
                  timeTable: timeTable as Tensor2D,
                }),
              };
            },
          },
        ]),
      ),
    });
    programs.write('weights', tf.tensor1d(referenceWeights(layout)));
    const x = tf.tensor4d(tensorOf('x'), [3, 16, 16, 3]);
    const t = tf.tensor1d(Float32Array.from(golden.get('t')!.data), 'float32');
    for (const [width, name] of WIDTHS) {
      const {y} = programs.call(width, {x, t, timeTable: referenceTimeTable()});
      const error = relativeError(y!.dataSync(), tensorOf(name));
      assert.ok(error < 1e-4, `${width}: ${error}`);
    }
    programs.dispose();
  });
}
