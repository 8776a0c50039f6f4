/**
 * The stage `prune`: importance of the plain network's channels, a smaller network without the least important ones, and
 * its fine-tuning. `channels.json` says what was chosen and why; the rest is a training like any other.
 */
import {join} from 'node:path';
import {copyExample} from '../../data/latents.js';
import {linearSchedule} from '../../diffusion/schedule.js';
import {costOf} from '../../models/cost.js';
import {flatLayout} from '../../models/flat.js';
import {
  type GroupScores,
  groupsOf,
  importanceOf,
  keptChannels,
  prunedConfig,
  prunedWeights,
} from '../../models/pruning.js';
import {type UNetConfig, unetShape} from '../../models/shape.js';
import {FULL_WIDTH} from '../../models/width.js';
import {Draws, fillNormals, STREAM} from '../../random.js';
import {networkOf} from '../../spec/experiment.js';
import {folderOf, type StageContext} from '../../stages/context.js';
import {training} from '../../stages/train.js';
import {trainedWeights} from '../../stages/weights.js';
import {readJson, writeFileDurably} from '../../store/files.js';
import {GradientSum, stopsAt} from '../../training/diffPruning.js';

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

export async function runPrune(context: StageContext): Promise<void> {
  const {experiment} = context;
  const {pruning, dataset, train} = experiment;
  const config = networkOf(experiment, {plain: true});
  const weights = trainedWeights(folderOf(context, 'baseline'), flatLayout(config), context.warn);
  const path = join(folderOf(context, 'prune'), 'channels.json');
  let chosen = readJson<Chosen>(path);
  if (!chosen) {
    chosen = await choose(context, config, weights);
    writeFileDurably(path, `${JSON.stringify(chosen)}\n`);
  }
  const kept = new Map(Object.entries(chosen.kept));
  const {iterations, learningRate, seed} = pruning;
  const {sandwich: _, weights: _given, ...settings} = train;
  const {batch} = experiment.baseline;
  await training(context, {
    stage: 'prune',
    config: prunedConfig(config, kept),
    sandwiches: [[FULL_WIDTH]],
    initial: prunedWeights(config, weights, kept),
    // Steps t and T − 1 − t in pairs, as pytorch-ddpm's descendants train.
    settings: {
      ...{...settings, iterations, batch, learningRate, seed, flips: dataset.flips},
      ...{warmup: 0, decay: 'none', sampleEvery: 0, pairs: true},
    },
  });
}

async function choose(context: StageContext, config: UNetConfig, weights: Float32Array): Promise<Chosen> {
  const {method, ratio, seed} = context.experiment.pruning;
  const {scores, losses, stopped} =
    method === 'random'
      ? {scores: randomScores(config, seed), losses: [], stopped: false}
      : method === 'magnitude'
        ? {scores: importanceOf(config, weights, {kind: 'magnitude'}), losses: [], stopped: false}
        : await taylorScores(context, config, weights);
  const kept = keptChannels(config, scores, ratio);
  const macs = [config, prunedConfig(config, kept)].map((one) => costOf(unetShape(one)).macs) as [number, number];
  return {...{method, ratio, losses, stopped, macs: {full: macs[0], pruned: macs[1]}}, kept: Object.fromEntries(kept)};
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
  context: StageContext,
  config: UNetConfig,
  weights: Float32Array,
): Promise<{scores: GroupScores; losses: number[]; stopped: boolean}> {
  const {pruning, diffusion, train} = context.experiment;
  const {seed, threshold, method} = pruning;
  const set = context.examples();
  const count = Math.min(pruning.batch, set.count);
  const parts = count % train.accumulate === 0 ? train.accumulate : 1;
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
  const {alphaBars, steps} = linearSchedule(diffusion.steps, diffusion.betas);
  const sum = new GradientSum({config, layout: flatLayout(config), batch: count / parts});
  try {
    sum.load(weights);
    const losses: number[] = [];
    let stopped = false;
    for (let t = 0; t < steps && !stopped; t++) {
      losses.push(sum.step(batch, {t, alphaBar: alphaBars[t]!}));
      stopped = method === 'diff-pruning' && stopsAt(losses, threshold);
      if (!stopped) sum.commit();
      context.report({done: t + 1, total: steps, unit: 'time steps', detail: `loss ${losses.at(-1)!.toFixed(1)}`});
      await context.breathe();
    }
    return {scores: importanceOf(config, weights, {kind: 'taylor', gradient: sum.gradient()}), losses, stopped};
  } finally {
    sum.dispose();
  }
}
