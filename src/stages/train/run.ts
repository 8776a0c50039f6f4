/** Runs the stages `train` and `baseline`. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {importWeights} from '../../convert/import.js';
import {type Tensor1D, tf} from '../../engine/tf.js';
import {fullWeights, splitFlat} from '../../models/flat.js';
import {flatLayout} from '../../models/flatLayout.js';
import {importanceOf, importanceOrder, prunedWeights} from '../../models/pruning.js';
import {type UNetConfig, unetShape} from '../../models/shape.js';
import {unet} from '../../models/unet.js';
import {FULL_WIDTH, type Width} from '../../models/width.js';
import {fillNormals, STREAM} from '../../random.js';
import {averagedWeights, writeCheckpoint} from '../../store/checkpoints.js';
import {writeJson} from '../../store/files.js';
import {startOrderFile, trainingFiles} from '../../store/runFolder.js';
import type {PlainSettings} from '../baseline/stage.js';
import {folderOf, type Inputs, type StageContext} from '../context.js';
import type {GivenWeights, TrainingMeans} from '../fragments.js';
import type {RunStage} from '../stage.js';
import {describing, trainNetwork} from '../training/network.js';
import {encodeFlat, readFlat} from '../weights.js';
import {type SupernetSettings, withDraws} from './stage.js';

export const runTrain: RunStage<SupernetSettings | GivenWeights, TrainingMeans> = async (settings, inputs, context) => {
  if ('weights' in settings) return adopt(context, settings);
  const {network, widths, sandwich, draws} = settings;
  const sandwiches = sandwichesOf(widths, Math.min(sandwich, widths.length)).map((one) => withDraws(one, draws));
  if (settings.from === undefined) return trainNetwork(context, inputs, {network, sandwiches, settings});
  const file = await startFile(settings, inputs, context);
  const initial = (): Float32Array => orderedStart(file, network, context.folder);
  return trainNetwork(context, inputs, {network, sandwiches, settings, initial});
};

export const runBaseline: RunStage<PlainSettings | GivenWeights, TrainingMeans> = async (settings, inputs, context) => {
  if ('weights' in settings) return adopt(context, settings);
  return trainNetwork(context, inputs, {network: settings.network, sandwiches: [[FULL_WIDTH]], settings});
};

/** The order of channels in which a supernet started. */
interface StartOrder {
  /** Channel groups by name: for each place the channel of the given network that it has. */
  order: Record<string, number[]>;
  /** Largest difference of the full width's outputs from the given network's, relative to the largest output. */
  difference: number;
}

/** The file of plain weights that the supernet starts from; given ones are checked and kept as .safetensors. */
async function startFile(
  {from, network, diffusion}: SupernetSettings,
  inputs: Inputs,
  {folder, means}: StageContext<TrainingMeans>,
): Promise<string> {
  if (from === 'baseline') return averagedWeights(folderOf(inputs, 'baseline'));
  const file = join(folder, 'start.safetensors');
  if (existsSync(file)) return file;
  const wanted = {config: plainOf(network), diffusion, widths: {options: [FULL_WIDTH]}};
  await importWeights(means.weights!, {out: file, weights: 'ema', only: 'unet', wanted});
  return file;
}

/** The same network at full width only. */
const plainOf = ({slices: _slices, norms: _norms, ...network}: UNetConfig): UNetConfig => network;

/** The given weights with the important channels first; writes `channels.json`. */
function orderedStart(file: string, network: UNetConfig, folder: string): Float32Array {
  const layout = flatLayout(network);
  const given = readFlat(layout, file);
  const order = importanceOrder(network, importanceOf(network, given, {kind: 'magnitude'}));
  const start = prunedWeights(network, given, order);
  const difference = outputDifference(network, given, start);
  writeJson(startOrderFile(folder), {order: Object.fromEntries(order), difference} satisfies StartOrder);
  return start;
}

/** Images on which outputs are compared. */
const COMPARED = 4;

/** Largest difference of the full width's outputs by two sets of weights, relative to the largest output of the first. */
function outputDifference(network: UNetConfig, ...weights: [Float32Array, Float32Array]): number {
  const {resolution, imageChannels, classes} = network;
  const shape = unetShape(network);
  const layout = flatLayout(network);
  const noise = new Float32Array(COMPARED * resolution ** 2 * imageChannels);
  fillNormals(noise, {seed: 0, stream: STREAM.pruning, step: 3});
  return tf.tidy(() => {
    const x = tf.tensor4d(noise, [COMPARED, resolution, resolution, imageChannels]);
    const t = tf.tensor1d(Array.from({length: COMPARED}, (_, image) => 50 + 200 * image));
    const labels = classes > 0 ? tf.zeros([COMPARED], 'int32') : undefined;
    const [first, second] = weights.map((flat) =>
      unet(shape, fullWeights(splitFlat(tf.tensor1d(flat), layout), layout), {x, t, labels: labels as Tensor1D}),
    );
    const largest = tf.max(tf.abs(first!));
    return tf.div(tf.max(tf.abs(tf.sub(first!, second!))), largest).dataSync()[0]!;
  });
}

/** Takes given weights in the place of trained ones. */
async function adopt(
  {folder, means}: StageContext<TrainingMeans>,
  {network, diffusion, widths}: GivenWeights,
): Promise<void> {
  const layout = flatLayout(network);
  const average = encodeFlat(layout, readFlat(layout, means.weights!), describing(network, {diffusion, widths}));
  const {checkpoints} = trainingFiles(folder);
  writeCheckpoint(checkpoints, 0, {files: {'ema.safetensors': average}, facts: {}});
}

/** The largest width, the smallest, and every choice of `count` − 2 widths between them. */
function sandwichesOf(widths: readonly Width[], count: number): Width[][] {
  const ends = widths.length === 1 ? [widths[0]!] : [widths.at(-1)!, widths[0]!];
  const middle = widths.slice(1, -1);
  const choose = (from: readonly Width[], take: number): Width[][] =>
    take === 0
      ? [[]]
      : from.flatMap((width, index) => choose(from.slice(index + 1), take - 1).map((rest) => [width, ...rest]));
  return choose(middle, Math.max(0, count - 2)).map((chosen) => [...ends, ...chosen]);
}
