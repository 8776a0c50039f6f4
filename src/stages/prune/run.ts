/**
 * Runs the stage `prune`: importance of the plain network's channels, a smaller network without the least important ones,
 * and its fine-tuning. `channels.json` says what was chosen and why; the rest is a training like any other.
 */
import {join} from 'node:path';
import {copyExample, type TrainingSet} from '../../data/latents.js';
import {scheduleOf} from '../../diffusion/schedule.js';
import {costAt} from '../../models/cost.js';
import {flatLayout} from '../../models/flatLayout.js';
import {
  type GroupScores,
  groupsOf,
  importanceOf,
  keptChannels,
  prunedConfig,
  prunedWeights,
} from '../../models/pruning.js';
import type {UNetConfig} from '../../models/shape.js';
import {FULL_WIDTH} from '../../models/width.js';
import {Draws, fillNormals, STREAM} from '../../random.js';
import {readJson, writeJson} from '../../store/files.js';
import {GradientSum, stopsAt} from '../../training/diffPruning.js';
import {folderOf, type Watch} from '../context.js';
import type {TrainingMeans} from '../fragments.js';
import type {RunStage} from '../stage.js';
import {trainNetwork} from '../training/network.js';
import {trainedWeights} from '../weights.js';
import type {PruneSettings} from './stage.js';

/** What was chosen. */
interface Chosen {
  method: string;
  ratio: number;
  /** Loss at each time step that was looked at, and whether the last of them was too small to count. */
  losses: number[];
  stopped: boolean;
  macs: {full: number; pruned: number};
  /** Channels that stay, by group. */
  kept: Record<string, number[]>;
}

export const runPrune: RunStage<PruneSettings, TrainingMeans> = async (settings, inputs, context) => {
  const {network, training} = settings;
  const weights = trainedWeights(folderOf(inputs, 'baseline'), flatLayout(network));
  const path = join(context.folder, 'channels.json');
  let chosen = readJson<Chosen>(path);
  if (!chosen) {
    chosen = await choose(settings, {weights, set: context.examples(inputs), watch: context});
    writeJson(path, chosen);
  }
  const kept = new Map(Object.entries(chosen.kept));
  await trainNetwork(context, inputs, {
    network: prunedConfig(network, kept),
    sandwiches: [[FULL_WIDTH]],
    initial: () => prunedWeights(network, weights, kept),
    settings: training,
  });
};

/** What the choice of channels is made from. */
interface Choosing {
  weights: Float32Array;
  set: TrainingSet;
  watch: Watch;
}

async function choose(settings: PruneSettings, choosing: Choosing): Promise<Chosen> {
  const {network, choice} = settings;
  const {method, ratio, seed} = choice;
  const {scores, losses, stopped} =
    method === 'random'
      ? {scores: randomScores(network, seed), losses: [], stopped: false}
      : method === 'magnitude'
        ? {scores: importanceOf(network, choosing.weights, {kind: 'magnitude'}), losses: [], stopped: false}
        : await taylorScores(settings, choosing);
  const kept = keptChannels(network, scores, ratio);
  const macs = {full: costAt(network, FULL_WIDTH).macs, pruned: costAt(prunedConfig(network, kept), FULL_WIDTH).macs};
  return {method, ratio, losses, stopped, macs, kept: Object.fromEntries(kept)};
}

function randomScores(config: UNetConfig, seed: number): GroupScores {
  return new Map(
    [...groupsOf(config).values()].map(({name, count}, index) => {
      const draws = new Draws({seed, stream: STREAM.pruning, image: index, step: 2});
      return [name, Float64Array.from({length: count}, () => draws.uniform())];
    }),
  );
}

/** Gradients of one batch and one noise over the time steps: all of them, or as many as Diff-Pruning looks at. */
async function taylorScores(
  {network: config, choice, training}: PruneSettings,
  {weights, set, watch}: Choosing,
): Promise<{scores: GroupScores; losses: number[]; stopped: boolean}> {
  const {seed, threshold, method} = choice;
  const count = Math.min(choice.batch, set.count);
  const portions = count % training.accumulate === 0 ? training.accumulate : 1;
  const size = config.resolution ** 2 * config.imageChannels;
  const order = new Draws({seed, stream: STREAM.pruning, step: 0}).permutation(set.count);
  const batch = {
    x0: new Float32Array(count * size),
    noise: new Float32Array(count * size),
    labels: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    copyExample(set, order[i]!, {out: batch.x0, offset: i * size, mirror: false});
    batch.labels[i] = set.labels?.[order[i]!] ?? 0;
  }
  fillNormals(batch.noise, {seed, stream: STREAM.pruning, step: 1});
  const {alphaBars, steps} = scheduleOf(training.diffusion);
  const {prediction} = training.diffusion;
  const sum = new GradientSum({config, layout: flatLayout(config), batch: count / portions, prediction});
  try {
    sum.load(weights);
    const losses: number[] = [];
    let stopped = false;
    for (let t = 0; t < steps && !stopped; t++) {
      losses.push(sum.step(batch, {t, alphaBar: alphaBars[t]!}));
      stopped = method === 'diff-pruning' && stopsAt(losses, threshold);
      if (!stopped) sum.commit();
      watch.report({done: t + 1, total: steps, unit: 'time steps', losses: {loss: losses.at(-1)!}});
      await watch.breathe();
    }
    return {scores: importanceOf(config, weights, {kind: 'taylor', gradient: sum.gradient()}), losses, stopped};
  } finally {
    sum.dispose();
  }
}
