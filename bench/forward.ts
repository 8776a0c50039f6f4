/** One forward pass of the CIFAR-10 network against PyTorch: widths 2/8, 4/8, 8/8, batch 8 and 64, both precisions. */
import {tf} from '../src/engine/tf.js';
import type {Width} from '../src/models/width.js';
import {Generator} from '../src/stages/generate.js';
import {cifar10, gflopsAt, layout, matrixPeak, weights} from './network.js';
import {alternate, Peer, report, withBest} from './peer.js';

const batches = (process.argv[2] ?? '8,64').split(',').map(Number);
const precisions = (process.argv[3] ?? 'float32,bfloat16').split(',') as ('float32' | 'bfloat16')[];
const widths: Width[] = ['8/8', '4/8', '2/8'];

const peer = new Peer();
const values = weights();
const {torch} = await peer.load(cifar10, layout, values);
const peak = {float32: matrixPeak('float32'), bfloat16: matrixPeak('bfloat16')};
for (const batch of batches) {
  for (const precision of precisions) {
    const generator = new Generator({config: cifar10, widths, batch, precision});
    generator.load(values);
    const x = tf.randomNormal([batch, 32, 32, 3], 0, 1, 'float32', 1) as never;
    const t = tf.fill([batch], 500) as never;
    for (const width of widths) {
      const run = async (): Promise<void> => {
        const y = await generator.predict(x, t, {width});
        y.dispose();
      };
      const line: Record<string, unknown> = {bench: 'forward', network: 'cifar10', batch, precision, width};
      for (const role of ['eager', 'best'] as const) {
        // The authors run eager float32; that is the measure for bfloat16, too.
        const theirs = role === 'eager' ? 'float32' : precision;
        const variant = await peer.prepare({what: 'forward', width: Number(width[0]), batch, precision: theirs, role});
        const ms = await alternate(run, () => peer.time());
        line.ms = ms.ours;
        line.gflopPerSecond = (gflopsAt(width) * batch * 1000) / ms.ours;
        line.ofPeak = (line.gflopPerSecond as number) / peak[precision];
        line[`${role}Ms`] = ms.theirs;
        line[`${role}Ratio`] = ms.theirs / ms.ours;
        if (role === 'best') line.bestIs = variant;
      }
      if (batch === 8 && precision === 'float32') line.difference = await difference(generator, width);
      report({...withBest(line), gflops: gflopsAt(width) * batch, peak: peak[precision], threads: peer.threads, torch});
    }
    generator.dispose();
  }
}
peer.close();

/** Largest difference of the two outputs for the same weights and input, relative to the largest output. */
async function difference(generator: Generator, width: Width): Promise<number> {
  const x = tf.randomNormal([8, 32, 32, 3], 0, 1, 'float32', 2);
  const predicted = await generator.predict(x as never, tf.fill([8], 300) as never, {width});
  const ours = predicted.dataSync();
  const {y} = await peer.ask<{y: number[]}>({
    do: 'forward',
    width: Number(width[0]),
    x: [...x.dataSync()],
    t: Array(8).fill(300),
  });
  const most = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return most(y.map((value, index) => value - ours[index]!)) / most(y);
}
