/** Inception features: images a second, the time for 10,000, and the share of the machine's matrix peak. */
import {Inception} from '../src/stages/metrics/inceptionNetwork.js';
import {inceptionFile} from './inceptionFile.js';
import {matrixPeak} from './network.js';
import {median, report, timedSoon} from './peer.js';

/** Multiply-accumulates of one image of 299 × 299: convolutions and the last layer. */
const MACS = 5.7e9;
const batch = Number(process.argv[2] ?? 32);
const peak = matrixPeak('float32');
const inception = new Inception({weights: inceptionFile(), batch, size: [32, 32], resize: 'torch'});
const images = new Float32Array(batch * 3072).fill(100);
const run = (): Promise<unknown> => inception.features(images, batch);
for (let warmup = 0; warmup < 3; warmup++) await run();
const times: number[] = [];
for (let repeat = 0; repeat < 7; repeat++) times.push(await timedSoon(run));
const ms = median(times);
const rate = (batch * 1000) / ms;
const gflopPerSecond = (rate * 2 * MACS) / 1e9;
report({
  ...{bench: 'features', batch, imagesPerSecond: rate, secondsFor10000: 10_000 / rate},
  ...{gflopPerSecond, peak, ofPeak: gflopPerSecond / peak},
});
inception.dispose();
