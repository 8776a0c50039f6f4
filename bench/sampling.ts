/** 64 images by the published CIFAR-10 strategy scaled to 50 DDIM steps against full width: seconds beside FLOPs. */
import {join} from 'node:path';
import {ddim} from '../src/diffusion/samplers/ddim.js';
import {linearSchedule} from '../src/diffusion/schedule.js';
import {FULL_WIDTH, sortWidths, type Width} from '../src/models/width.js';
import {packageRoot} from '../src/paths.js';
import {resample} from '../src/search/strategy.js';
import {Generator, imagesFrom} from '../src/stages/generate.js';
import {readStrategy} from '../src/store/strategyFile.js';
import {cifar10, gflopsAt, weights} from './network.js';
import {median, report} from './peer.js';

const STEPS = 50;
const repeats = Number(process.argv[2] ?? 5);
const published = readStrategy(join(packageRoot, 'test', 'fixtures', 'cifar10-strategy.json'));
const strategy = resample(published, STEPS);
const full = Array<Width>(STEPS).fill(FULL_WIDTH);
const sampler = ddim(linearSchedule(1000, [1e-4, 0.02]), {steps: STEPS});
const generator = new Generator({
  config: cifar10,
  widths: sortWidths([...new Set([...strategy, FULL_WIDTH])]),
  batch: 64,
});
generator.load(weights());
const seconds = async (widths: Width[]): Promise<number> => {
  const began = performance.now();
  await generator.sample({sampler, strategy: widths, images: imagesFrom(0, 64), seed: 0});
  return (performance.now() - began) / 1000;
};
for (const width of generator.widths)
  await generator.sample({
    sampler: ddim(linearSchedule(1000, [1e-4, 0.02]), {steps: 2}),
    strategy: [width, width],
    images: imagesFrom(0, 64),
    seed: 0,
  });
const [ours, theirs]: [number[], number[]] = [[], []];
for (let repeat = 0; repeat < repeats; repeat++) {
  ours.push(await seconds(strategy));
  theirs.push(await seconds(full));
}
const flops = (widths: Width[]): number => widths.reduce((sum, width) => sum + gflopsAt(width), 0);
const share = flops(strategy) / flops(full);
const took = median(ours) / median(theirs);
report({
  ...{
    bench: 'sampling',
    network: 'cifar10',
    images: 64,
    steps: STEPS,
    seconds: median(ours),
    fullSeconds: median(theirs),
  },
  ...{secondsRatio: took, flopsRatio: share, overhead: took / share, tflops: (flops(strategy) * 64) / 1000},
});
