/**
 * Peak memory of a training step of a spec's supernet, or of sampling from it, one batch size a process, beside what a plan
 * says: `memory SPEC BATCH [train|sample]`.
 */
import {readFileSync} from 'node:fs';
import {ddim} from '../src/diffusion/samplers/ddim.js';
import {linearSchedule} from '../src/diffusion/schedule.js';
import {recordPrograms} from '../src/engine/programs.js';
import {type Tensor, tf} from '../src/engine/tf.js';
import {flatLayout} from '../src/models/flatLayout.js';
import {initialWeights} from '../src/models/initialise.js';
import {samplingMemory, trainingMemory} from '../src/models/memory.js';
import {networkOf, trainedWidths} from '../src/spec/experiment.js';
import {requireSpec} from '../src/spec/load.js';
import {Generator, imagesFrom} from '../src/stages/generate.js';
import {trainingState, trainingStep} from '../src/training/step.js';
import {report} from './peer.js';

const [spec = 'experiments/cifar10.yaml', given = '4', what = 'train'] = process.argv.slice(2);
const batch = Number(given);
const experiment = requireSpec(spec);
const config = networkOf(experiment);
const layout = flatLayout(config);
const all = trainedWidths(experiment);

/** The widths of a step that take most: the widest, the narrowest, and the widest but one. */
const widths = [all.at(-1)!, all[0]!, all.at(-2) ?? all[0]!].slice(0, experiment.train.sandwich);

function train(): void {
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
}

/** Two sampling steps at full width, with the weights of all widths at hand, as a search has them. */
async function sample(): Promise<void> {
  const generator = new Generator({config, widths: all, batch});
  generator.load(initialWeights(layout, 1));
  const sampler = ddim(linearSchedule(1000, [1e-4, 0.02]), {steps: 2});
  const widest = all.at(-1)!;
  await generator.sample({sampler, strategy: [widest, widest], images: imagesFrom(0, batch), seed: 0});
}

if (what === 'train') train();
else await sample();
const megabytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024;
const {fixed, perImage} = what === 'train' ? trainingMemory(config, widths) : samplingMemory(config, all);
const planned = (fixed + perImage * batch) / 2 ** 20;
report({bench: 'memory', what, experiment: experiment.name, batch, parameters: layout.size, megabytes, planned});
