/** What stands for outputs while a program is recorded has the shapes that TensorFlow gives. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type ProgramSet, recordPrograms, runEagerly} from '../../src/engine/programs.js';
import {StandIns} from '../../src/engine/standIn.js';
import {backend, tf} from '../../src/engine/tf.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {inceptionPrograms} from '../../src/models/inception.js';
import {trainingState, trainingStep} from '../../src/training/step.js';
import {referenceConfig} from '../fixtures.js';

const training = (): ProgramSet => {
  const layout = flatLayout(referenceConfig);
  const step = trainingStep(['8/8', '2/8'], {config: referenceConfig, layout, batch: 2, clip: 1});
  return {state: trainingState(layout), programs: {step}};
};
const inception = (): ProgramSet => inceptionPrograms({batch: 1, size: [8, 8], resize: 'torch', branches: 1});

/** Runs a program on zeros op by op, and compares each output with what would stand for it; returns the ops that had one. */
function compared({state, programs}: ProgramSet, name: string): Set<string> {
  const engine = backend();
  const {executeSingleOutput} = engine;
  const standIns = new StandIns((...call) => executeSingleOutput.apply(engine, call));
  const met = new Set<string>();
  const eager = runEagerly({state, programs});
  engine.executeSingleOutput = (op, attributes, inputs) => {
    const output = executeSingleOutput.call(engine, op, attributes, inputs);
    const standing = standIns.of(op, {attributes, inputs});
    if (standing) {
      met.add(op);
      assert.deepEqual([standing.shape, standing.dtype], [output.shape, output.dtype], op);
      standing.dispose();
    }
    return output;
  };
  try {
    const inputs = Object.entries(programs[name]!.inputs).map(([key, spec]) => [key, tf.zeros([...spec.shape])]);
    tf.dispose(eager.call(name, Object.fromEntries(inputs)));
  } finally {
    engine.executeSingleOutput = executeSingleOutput;
    standIns.dispose();
    eager.dispose();
  }
  return met;
}

test('what stands for an output has its shape: a training step and Inception, op by op', () => {
  const met = [...compared(training(), 'step'), ...compared(inception(), 'features')];
  assert.deepEqual([...new Set(met)].sort(), [
    ...['Add', 'AvgPool', 'BatchMatMulV2', 'BiasAdd', 'BiasAddGrad', 'ConcatV2', 'Conv2D', 'Conv2DBackpropFilter'],
    ...['Conv2DBackpropInput', 'Cos', 'MatMul', 'MaxPool', 'Mean', 'Minimum', 'Mul', 'Neg', 'PadV2', 'RealDiv', 'Relu'],
    ...['Rsqrt', 'Sigmoid', 'Sin', 'Slice', 'Softmax', 'Sqrt', 'Square', 'Sub', 'Sum', 'Tile'],
  ]);
});

test('recording takes no memory for what programs compute', () => {
  const batch = 64;
  // Without stand-ins, the images at 299×299 and the first layers alone take 1.4 GB.
  const before = process.resourceUsage().maxRSS;
  recordPrograms(inceptionPrograms({batch, size: [8, 8], resize: 'torch', branches: 1})).dispose();
  const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
  assert.ok(megabytes < 300, `${megabytes} MB`);
});
