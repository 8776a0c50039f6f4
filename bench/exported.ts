/**
 * A checkpoint that ddsm exports, read by PyTorch: the same outputs at three widths; and imported again: the same bits.
 * The checkpoint is that of a run, `npm run bench -- exported photos`, or one of the CIFAR-10 network with random weights.
 */
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {exportRun} from '../src/cli/export.js';
import {type WeightSet, writeCheckpointFile} from '../src/convert/export.js';
import {importWeights} from '../src/convert/import.js';
import {tf} from '../src/engine/tf.js';
import {type FlatLayout, flatLayout} from '../src/models/flatLayout.js';
import type {UNetConfig} from '../src/models/shape.js';
import type {Width} from '../src/models/width.js';
import {caseOf, requireRun} from '../src/run/past.js';
import {Generator} from '../src/stages/generate.js';
import {architectureOf, readFlat} from '../src/stages/weights.js';
import {averagedWeights} from '../src/store/checkpoints.js';
import {storedShape, toStored} from '../src/weights/layout.js';
import {cifar10, layout as cifar10Layout, weights} from './network.js';
import {Peer, report} from './peer.js';

const path = join(mkdtempSync(join(tmpdir(), 'ddsm-exported-')), 'exported.pt');

interface Exported {
  config: UNetConfig;
  layout: FlatLayout;
  values: Float32Array;
}

/** The averaged weights of a run's supernet, exported as `ddsm export` does. */
function ofRun(name: string): Exported {
  exportRun(name, {runs: 'runs', out: path, weights: 'ema', network: 'supernet'});
  const run = requireRun(name, 'runs');
  const file = averagedWeights(join(run, caseOf(run).folders.train!));
  const config = {...architectureOf(file), dropout: 0};
  const layout = flatLayout(config);
  return {config, layout, values: readFlat(layout, file)};
}

function ofRandomWeights(): Exported {
  const values = weights();
  const byName = new Map(cifar10Layout.parameters.map((parameter) => [parameter.name, parameter]));
  const set: WeightSet = {
    shapes: new Map(cifar10Layout.parameters.map(({name, shape}) => [name, storedShape(name, shape)])),
    read(name) {
      const {shape, offset, size} = byName.get(name)!;
      return {shape: storedShape(name, shape), data: toStored(name, values.subarray(offset, offset + size), shape)};
    },
  };
  writeCheckpointFile(path, {
    raw: set,
    average: set,
    moments: undefined,
    step: 1,
    learningRate: 4e-4,
    timeSteps: 1000,
    slimming: undefined,
  });
  return {config: cifar10, layout: cifar10Layout, values};
}

const [name] = process.argv.slice(2);
const {config, layout, values} = name === undefined ? ofRandomWeights() : ofRun(name);
const back = `${path}.safetensors`;
await importWeights(path, {out: back, weights: 'ema'});
const imported = readFlat(layout, back);
const bitExactRoundTrip = imported.every((value, i) => Object.is(value, values[i]));

const peer = new Peer();
const {torch} = await peer.ask<{torch: string}>({do: 'load', config, weights: path});
const widths: Width[] = ['8/8', '4/8', '2/8'];
const {resolution, imageChannels} = config;
const generator = new Generator({config, widths, batch: 8});
generator.load(imported);
const x = tf.randomNormal([8, resolution, resolution, imageChannels], 0, 1, 'float32', 2);
for (const width of widths) {
  const predicted = await generator.predict(x as never, tf.fill([8], 300) as never, {width});
  const ours = predicted.dataSync();
  const request = {do: 'forward', width: Number(width[0]), x: [...x.dataSync()], t: Array(8).fill(300)};
  const {y} = await peer.ask<{y: number[]}>(request);
  const most = y.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const difference = y.reduce((a, b, i) => Math.max(a, Math.abs(b - ours[i]!)), 0) / most;
  report({bench: 'exported', of: name ?? 'random weights', width, difference, bitExactRoundTrip, torch});
}
generator.dispose();
peer.close();
