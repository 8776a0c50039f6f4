/** The whole sandwich training step (8/8, 2/8, 4/8, clip, Adam, moving average) of the CIFAR-10 network against PyTorch. */
import {recordPrograms} from '../src/engine/programs.js';
import {type Tensor, tf} from '../src/engine/tf.js';
import type {Width} from '../src/models/width.js';
import {trainingState, trainingStep} from '../src/training/step.js';
import {cifar10, gflopsAt, layout, matrixPeak, weights} from './network.js';
import {alternate, Peer, report, withBest} from './peer.js';

const batch = Number(process.argv[2] ?? 8);
const precisions = (process.argv[3] ?? 'float32,bfloat16').split(',') as ('float32' | 'bfloat16')[];
const widths: Width[] = ['8/8', '2/8', '4/8'];

const peer = new Peer();
const values = weights();
const {torch} = await peer.load(cifar10, layout, values);
// A backward pass is about two forward passes.
const gflops = 3 * batch * widths.reduce((sum, width) => sum + gflopsAt(width), 0);
for (const precision of precisions) {
  const programs = recordPrograms({
    state: trainingState(layout),
    programs: {step: trainingStep(widths, {config: cifar10, layout, batch, clip: 1})},
    precision,
  });
  programs.write('weights', tf.tensor1d(values));
  const image = (): Tensor => tf.randomNormal([batch, 32, 32, 3]);
  const inputs: Record<string, Tensor> = {
    x0: image(),
    rate: tf.scalar(4e-4),
    correction: tf.scalar(1),
    decay: tf.scalar(0.9999),
  };
  for (const place of widths.keys()) {
    inputs[`noise${place}`] = image();
    for (const name of ['t', 'signal', 'spread']) inputs[`${name}${place}`] = tf.fill([batch], 0.7);
  }
  const run = async (): Promise<void> => {
    const outputs = await programs.start('step', inputs);
    outputs.losses!.dataSync();
    tf.dispose(outputs as never);
  };
  const peak = matrixPeak(precision);
  const line: Record<string, unknown> = {bench: 'step', network: 'cifar10', batch, precision, widths: widths.join('+')};
  for (const role of ['eager', 'best'] as const) {
    const theirs = role === 'eager' ? 'float32' : precision;
    const variant = await peer.prepare({
      what: 'step',
      widths: widths.map((width) => Number(width[0])),
      batch,
      precision: theirs,
      role,
    });
    const ms = await alternate(run, () => peer.time(), {repeats: 5});
    line.ms = ms.ours;
    line.gflopPerSecond = (gflops * 1000) / ms.ours;
    line.ofPeak = (line.gflopPerSecond as number) / peak;
    line[`${role}Ms`] = ms.theirs;
    line[`${role}Ratio`] = ms.theirs / ms.ours;
    if (role === 'best') line.bestIs = variant;
  }
  report({...withBest(line), gflops, peak, threads: peer.threads, torch});
  programs.dispose();
}
peer.close();
