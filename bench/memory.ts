/** Peak memory of a training step of a spec's supernet, one batch size a process: `memory SPEC BATCH`. */
import {readFileSync} from 'node:fs';
import {recordPrograms} from '../src/engine/programs.js';
import {type Tensor, tf} from '../src/engine/tf.js';
import {flatLayout} from '../src/models/flat.js';
import {initialWeights} from '../src/models/initialise.js';
import {networkOf, trainedWidths} from '../src/spec/experiment.js';
import {requireSpec} from '../src/spec/load.js';
import {trainingState, trainingStep} from '../src/training/step.js';
import {report} from './peer.js';

const [spec = 'experiments/cifar10.yaml', given = '4'] = process.argv.slice(2);
const batch = Number(given);
const experiment = requireSpec(spec);
const config = networkOf(experiment);
const layout = flatLayout(config);
const all = trainedWidths(experiment);
const widths = [all.at(-1)!, all[0]!, all[Math.floor(all.length / 2)]!];
const programs = recordPrograms({
  state: trainingState(layout),
  programs: {step: trainingStep(widths, {config, layout, batch, clip: 1})},
});
programs.write('weights', tf.tensor1d(initialWeights(layout, 1)));
const image = (): Tensor => tf.randomNormal([batch, config.resolution, config.resolution, config.imageChannels]);
const inputs: Record<string, Tensor> = {x0: image()};
for (const name of ['rate', 'correction', 'decay']) inputs[name] = tf.scalar(0.5);
for (const place of widths.keys()) {
  inputs[`noise${place}`] = image();
  for (const name of ['t', 'signal', 'spread']) inputs[`${name}${place}`] = tf.fill([batch], 0.7);
}
if (config.dropout > 0) inputs.dropout = tf.tensor1d([1, 2], 'int32');
if (config.classes > 0) inputs.labels = tf.fill([batch], 1, 'int32');
for (let step = 0; step < 2; step++) tf.dispose(programs.call('step', inputs) as never);
const megabytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024;
report({bench: 'memory', experiment: experiment.name, batch, parameters: layout.size, megabytes});
