/** A checkpoint that ddsm exports, read by PyTorch: the same outputs at three widths; and imported again: the same bits. */
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type WeightSet, writeCheckpointFile} from '../src/convert/export.js';
import {importWeights} from '../src/convert/import.js';
import {tf} from '../src/engine/tf.js';
import type {Width} from '../src/models/width.js';
import {Generator} from '../src/stages/generate.js';
import {readFlat} from '../src/stages/weights.js';
import {storedShape, toStored} from '../src/weights/layout.js';
import {cifar10, layout, weights} from './network.js';
import {Peer, report} from './peer.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-exported-'));
const values = weights();
const byName = new Map(layout.parameters.map((parameter) => [parameter.name, parameter]));
const set: WeightSet = {
  shapes: new Map(layout.parameters.map(({name, shape}) => [name, storedShape(name, shape)])),
  read(name) {
    const {shape, offset, size} = byName.get(name)!;
    return {shape: storedShape(name, shape), data: toStored(name, values.subarray(offset, offset + size), shape)};
  },
};
const path = join(folder, 'exported.pt');
writeCheckpointFile(path, {raw: set, average: set, moments: undefined, step: 1, learningRate: 4e-4, timeSteps: 1000});
await importWeights(path, {out: join(folder, 'back.safetensors'), weights: 'raw'});
const back = readFlat(layout, join(folder, 'back.safetensors'));
const equal = back.every((value, i) => Object.is(value, values[i]));

const peer = new Peer();
const {torch} = await peer.ask<{torch: string}>({do: 'load', config: cifar10, weights: path});
const widths: Width[] = ['8/8', '4/8', '2/8'];
const generator = new Generator({config: cifar10, widths, batch: 8});
generator.load(back);
const x = tf.randomNormal([8, 32, 32, 3], 0, 1, 'float32', 2);
for (const width of widths) {
  const predicted = await generator.predict(x as never, tf.fill([8], 300) as never, {width});
  const ours = predicted.dataSync();
  const request = {do: 'forward', width: Number(width[0]), x: [...x.dataSync()], t: Array(8).fill(300)};
  const {y} = await peer.ask<{y: number[]}>(request);
  const most = y.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const difference = y.reduce((a, b, i) => Math.max(a, Math.abs(b - ours[i]!)), 0) / most;
  report({bench: 'exported', width, difference, bitExactRoundTrip: equal, torch});
}
generator.dispose();
peer.close();
