/** Runs the stages `train` and `baseline`. */
import {flatLayout} from '../../models/flat.js';
import {FULL_WIDTH, type Width} from '../../models/width.js';
import {writeCheckpoint} from '../../store/checkpoints.js';
import {trainingFiles} from '../../store/runFolder.js';
import type {PlainSettings} from '../baseline/stage.js';
import type {StageContext} from '../context.js';
import type {GivenWeights, TrainingMeans} from '../fragments.js';
import type {RunStage} from '../stage.js';
import {describing, trainNetwork} from '../training/network.js';
import {encodeFlat, readFlat} from '../weights.js';
import type {SupernetSettings} from './stage.js';

export const runTrain: RunStage<SupernetSettings | GivenWeights, TrainingMeans> = async (settings, inputs, context) => {
  if ('weights' in settings) return adopt(context, settings);
  const {network, widths, sandwich} = settings;
  const sandwiches = sandwichesOf(widths, Math.min(sandwich, widths.length));
  return trainNetwork(context, inputs, {network, sandwiches, settings});
};

export const runBaseline: RunStage<PlainSettings | GivenWeights, TrainingMeans> = async (settings, inputs, context) => {
  if ('weights' in settings) return adopt(context, settings);
  return trainNetwork(context, inputs, {network: settings.network, sandwiches: [[FULL_WIDTH]], settings});
};

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
