/** Preparing images, and feeding training steps from what was prepared, beside the step that is fed. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import sharp from 'sharp';
import {openPrepared} from '../src/data/dataset.js';
import {type DatasetSettings, prepare} from '../src/data/prepare.js';
import {linearSchedule} from '../src/diffusion/schedule.js';
import {recordPrograms} from '../src/engine/programs.js';
import {type Tensor, tf} from '../src/engine/tf.js';
import type {Width} from '../src/models/width.js';
import {Feed} from '../src/stages/training/feed.js';
import {trainingState, trainingStep} from '../src/training/step.js';
import {cifar10, layout} from './network.js';
import {median, report, timed} from './peer.js';

const images = Number(process.argv[2] ?? 1024);
const folder = mkdtempSync(join(tmpdir(), 'ddsm-bench-'));
const files = join(folder, 'files');
mkdirSync(files);
// CelebA's size and format; noise upscaled, so that a file is about as large as a face.
for (let index = 0; index < images; index++) {
  const noise = Buffer.from(Array.from({length: 22 * 27 * 3}, (_, i) => ((i + 1) * (index + 7) * 2654435761) >>> 24));
  const picture = sharp(noise, {raw: {width: 22, height: 27, channels: 3}}).resize(178, 218, {kernel: 'cubic'});
  writeFileSync(join(files, `${index}.jpg`), await picture.jpeg({quality: 90}).toBuffer());
}
const settings: DatasetSettings = {
  ...{kind: 'folder', path: files, split: 'train', resolution: 64, channels: 3, crop: 140, resize: 'area'},
  ...{limit: 0, badFiles: 'fail'},
};
const began = performance.now();
await prepare(settings, join(folder, 'data'), {report: () => {}, log: () => {}, isStopping: () => false});
const seconds = (performance.now() - began) / 1000;
report({bench: 'data', what: 'prepare', images, bytes: images * 64 * 64 * 3, imagesPerSecond: images / seconds});

const batch = 64;
const set = openPrepared(join(folder, 'data'));
const feed = new Feed(set, linearSchedule(1000, [1e-4, 0.02]), {seed: 0, batch, flips: true, places: 3});
let step = 0;
const feeding = median(Array.from({length: 9}, () => timed(() => feed.arrays(++step))));
report({bench: 'data', what: 'feed 64×64', batch, imagesPerSecond: (1000 * batch) / feeding});

const [small, widths] = [8, ['8/8', '2/8', '4/8'] as Width[]];
const programs = recordPrograms({
  state: trainingState(layout),
  programs: {step: trainingStep(widths, {config: cifar10, layout, batch: small, clip: 1})},
});
const image = (): Tensor => tf.randomNormal([small, 32, 32, 3]);
const inputs: Record<string, Tensor> = {x0: image()};
for (const name of ['rate', 'correction', 'decay']) inputs[name] = tf.scalar(0.5);
for (const place of widths.keys()) {
  inputs[`noise${place}`] = image();
  for (const name of ['t', 'signal', 'spread']) inputs[`${name}${place}`] = tf.fill([small], 0.7);
}
const run = (): void => tf.dispose(programs.call('step', inputs) as never);
run();
const stepping = median(Array.from({length: 3}, () => timed(run)));
report({bench: 'data', what: 'the CIFAR-10 step', batch: small, imagesPerSecond: (1000 * small) / stepping});
rmSync(folder, {recursive: true});
