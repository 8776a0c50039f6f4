/**
 * First specs as commented YAML: for a folder of images, with sizes that fit the device and the time, and for a trained
 * network. Pure.
 */

import type {DiffusionSettings} from '../diffusion/schedule.js';
import type {SamplerSettings} from '../diffusion/settings.js';
import {costAt, gflopsOf, TRAINING_FACTOR} from '../models/cost.js';
import {INCEPTION_MACS} from '../models/inceptionShape.js';
import {nestedOf, type UNetConfig} from '../models/shape.js';

export interface Wish {
  name: string;
  /** The images, as the spec's file is to name them. */
  path: string;
  /** Where the spec's schema lies, for editors. */
  schema: string;
  images: number;
  classes: number;
  grey: boolean;
  /** Pixels, a power of two from 16 up. */
  resolution: number;
  /** How long the whole run may take. */
  hours: number;
  /** What computes; `macsPerSecond` of a network whose image takes so many MACs at full width. */
  device: {gpu: boolean; memoryBytes: number; name: string; macsPerSecond(macs: number): number};
}

interface Sizes {
  network: UNetConfig;
  widths: string;
  batch: number;
  accumulate: number;
  iterations: number;
  sampler: string;
  /** Images of a score, and of a measurement. */
  searched: number;
  evaluated: number;
  /** What the run takes on the device with these sizes. */
  hours: number;
}

/** Memory that a training step takes for each image and each multiplication of the network at full width; measured at 32×32 and 64×64. */
const BYTES_PER_MAC = 0.045;
/** Memory beside the images: weights, moments, averages, the library. */
const BYTES_BESIDE = 2.5e9;
/** The most of the time that the search gets; the trainings get what it and the evaluation leave. */
const SEARCH_SHARE = 0.22;
/** The search: segments that are measured at every width, strategies that are scored then, and those that are scored again. */
const [SEGMENTS, TRIED, RESCORED] = [10, 4, 4];
/** Mean cost of a random width, against the full one. */
const MEAN_WIDTH = 0.45;
/** Forward and backward of the widest, the narrowest and a random width, against one forward pass at full width. */
const SANDWICH_STEP = TRAINING_FACTOR * (1 + 1 / 16 + MEAN_WIDTH);
const LEAST_SEARCH_IMAGES = 64;
/** A network is proposed where the time allows so many steps of training; else a narrower one, whose steps are cheaper. */
const ENOUGH_ITERATIONS = 4000;
/** After fewer steps, samples are noise: the narrowest network is trained for so many, however little time was asked for. */
const LEAST_ITERATIONS = 1000;
const MOST_ITERATIONS = 450_000;

/** The resolution that the images allow and the device can train in reasonable time. */
export function resolutionFor(side: number, {gpu}: Wish['device']): number {
  const most = gpu ? 64 : 32;
  const fitting = 2 ** Math.floor(Math.log2(Math.max(16, side)));
  return Math.min(most, fitting);
}

/** The widest network that can be trained in the time, or the narrowest. */
function sizesFor(wish: Wish): Sizes {
  const {gpu} = wish.device;
  const all = (gpu ? [128, 64, 32] : wish.resolution <= 16 ? [32] : [64, 32]).map((channels) =>
    sizesOf(networkFor(wish, channels), wish),
  );
  return all.find(({iterations}) => iterations >= ENOUGH_ITERATIONS) ?? all.at(-1)!;
}

function networkFor({grey, resolution, device: {gpu}}: Wish, channels: number): UNetConfig {
  const levels = Math.round(Math.log2(resolution / 4));
  return {
    resolution,
    imageChannels: grey ? 1 : 3,
    channels,
    multipliers: [1, 2, 2, 2, 4].slice(0, gpu ? Math.min(5, levels + 1) : Math.min(3, levels)),
    attentionLevels: [1],
    blocks: gpu ? 2 : 1,
    groups: channels === 128 ? 16 : 8,
    dropout: 0.1,
    classes: 0,
  };
}

function sizesOf(network: UNetConfig, {hours, images, classes, device}: Wish): Sizes {
  const {macs} = costAt(network, '8/8');
  const batch = device.gpu ? 128 : 32;
  const room = Math.max(1, (0.7 * device.memoryBytes - BYTES_BESIDE) / (BYTES_PER_MAC * macs));
  let accumulate = 1;
  while (batch / accumulate > room && accumulate < batch) accumulate *= 2;
  // Eight groups divide every second width of 32 channels.
  const widths =
    network.channels === 32 ? ['2/8', '4/8', '6/8', '8/8'] : ['2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8'];
  const [steps, mostImages] = device.gpu ? [50, 4096] : [10, 512];
  const candidates = 1 + SEGMENTS * (widths.length - 1) + TRIED + RESCORED;
  const evaluated = Math.min(device.gpu ? 10_000 : 1024, Math.max(256, images));
  // Forward passes of one image at full width that the time allows.
  const passes = (hours * 3600 * device.macsPerSecond(macs)) / macs;
  const imagePasses = steps * MEAN_WIDTH;
  // FID measures with Inception, which is many times a small network; the classifier's features are next to nothing.
  const measuring = classes >= 2 ? 0 : INCEPTION_MACS / macs;
  const affordable = (SEARCH_SHARE * passes) / (candidates * (imagePasses + measuring));
  const searched = rounded(Math.min(mostImages, Math.max(LEAST_SEARCH_IMAGES, affordable)));
  // A row for every width, one for the plain network and one for the strategy.
  const measured = candidates * searched + (widths.length + 2) * evaluated;
  const sampling = imagePasses * measured + measuring * (images + measured);
  const trainingPasses = batch * (SANDWICH_STEP + TRAINING_FACTOR);
  const trained = (passes - sampling) / trainingPasses;
  const iterations = rounded(Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, trained)));
  return {
    network,
    widths: `[${widths.join(', ')}]`,
    batch,
    accumulate,
    iterations,
    sampler: `{kind: ddim, steps: ${steps}}`,
    searched,
    evaluated,
    hours: (hours * (sampling + trainingPasses * iterations)) / passes,
  };
}

/** 0.25 → '15 min', 7.34 → '7.3 h', 100 → '4.2 days'. */
export const hoursText = (hours: number): string => {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  const [count, unit] =
    hours < 48 ? [hours, 'h'] : hours < 24 * 365 ? [hours / 24, 'days'] : [hours / 24 / 365, 'years'];
  return `${Number(count.toPrecision(2))} ${unit}`;
};

export interface Given {
  name: string;
  /** The folder that the network is from. */
  from: string;
  /** Relative to the spec: the imported weights, the images where they are known, and the schema. */
  weights: string;
  path: string | undefined;
  schema: string;
  network: UNetConfig;
  diffusion: DiffusionSettings;
  /** How the network was sampled, where that is known. */
  sampler: SamplerSettings | undefined;
}

/** Settings that are given in a spec's flow style where they are not left out. */
const flow = (settings: Readonly<Record<string, unknown>>): string =>
  `{${Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`)
    .join(', ')}}`;

/** Steps of a strategy where the network's own sampler takes so many that a search of each is long. */
const STRATEGY_STEPS = 50;

/** The text of a spec that makes a trained network step-aware. */
export function draftFrom({name, from, weights, path, schema, network, diffusion, sampler}: Given): string {
  const {resolution, imageChannels, channels, multipliers, attentionLevels, blocks, groups, dropout, classes} = network;
  const {widths} = nestedOf(network);
  const own = sampler && sampler.steps <= 2 * STRATEGY_STEPS ? sampler : {kind: 'ddim', steps: STRATEGY_STEPS};
  const model = {
    ...{channels, multipliers, attentionLevels, blocks, groups, dropout},
    ...{classes: classes || undefined, timeEmbedding: network.timeEmbedding, timeShift: network.timeShift},
    ...{
      downsamplePadding: network.downsamplePadding,
      normEpsilon: network.normEpsilon?.toExponential().replace(/^(\d)e/, '$1.0e'),
    },
    headChannels: network.headChannels,
  };
  return `# yaml-language-server: $schema=${schema}
# ${name}: the network of ${from}, to be made step-aware. Made by \`ddsm init --from\`; docs/spec.md of ddsm explains every key.
name: ${name}

# ${path === undefined ? 'Name the images that the network was trained on, or others to fine-tune it on.' : 'The images that the network is fine-tuned on.'}
dataset:
  kind: folder
  path: ${JSON.stringify(path ?? 'images')}
  resolution: ${resolution}${imageChannels === 1 ? '\n  channels: 1' : ''}
  # Mirror images at random. Switch it off where left and right matter: letters, numbers, maps.
  flips: true

# Network and noising process, as its folder says. Weights fit no other ones.
model: ${flow(model)}
widths: {options: [${widths.join(', ')}]}
diffusion: ${flow({...diffusion})}

# The supernet starts from the given network. On handwritten digits, 30 % of the steps of a training from scratch then did.
train: {from: ${JSON.stringify(weights)}, iterations: 20000, batch: 128, learningRate: 1.0e-4, warmup: 500, sandwich: 4, ema: 0.999, emaWarmup: true, checkpointEvery: 1000}
# The given network as it is, for comparison.
baseline: {weights: ${JSON.stringify(weights)}, groups: ${groups}}

# The cheapest strategy that is as near to the data as the full width.
search: {method: sensitivity, target: {distance: full}, images: 1024, sampler: ${flow({...own})}, rescore: 4}

# FID needs Inception's weights in weights/ beside this file: pt_inception-2015-12-05-6726825d.pth, from pytorch-fid's releases.
evaluate: {metric: fid, images: 10000}
`;
}

/** To two digits. */
const rounded = (value: number): number => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
};

/** The text of the spec, and the hours that it takes on the device: more than were asked for where the least takes more. */
export function draftSpec(wish: Wish): {text: string; hours: number} {
  const {name, path, schema, images, classes, grey, resolution, device} = wish;
  const sizes = sizesFor(wish);
  const {network, batch, accumulate, iterations, searched, hours} = sizes;
  const {macs} = costAt(network, '8/8');
  const gflops = gflopsOf(macs);
  const labelled = classes >= 2;
  const warmup = Math.min(5000, Math.round(iterations / 10));
  const places = `${classes} folder${classes === 1 ? '' : 's'}, taken as classes`;
  const text = `# yaml-language-server: $schema=${schema}
# ${name}: ${images.toLocaleString('en')} images${labelled ? ` in ${places}` : ''}. Made by \`ddsm init\` for ${device.name}.
# With these sizes, the run takes about ${hoursText(hours)} there. \`npx ddsm plan\` says more; docs/spec.md of ddsm explains every key.
name: ${name}

dataset:
  kind: folder
  path: ${JSON.stringify(path)}
  resolution: ${resolution}${grey ? '\n  channels: 1   # every image that was looked at is grey' : ''}
  # Mirror images at random. Switch it off where left and right matter: letters, numbers, maps.
  flips: true

# ${gflops.toPrecision(3)} GFLOPs an evaluation at full width. Twice the channels cost four times as much.
model: {channels: ${network.channels}, multipliers: [${network.multipliers.join(', ')}], attentionLevels: [${network.attentionLevels.join(', ')}], blocks: ${network.blocks}, groups: ${network.groups}}
widths: {options: ${sizes.widths}}

# The supernet. Longer training is what improves images most.${accumulate > 1 ? ` Each batch is computed in ${accumulate} parts, to fit in memory.` : ''}
train: {iterations: ${iterations}, batch: ${batch}${accumulate > 1 ? `, accumulate: ${accumulate}` : ''}, learningRate: 2.0e-4, warmup: ${warmup}, ema: ${iterations < 20_000 ? 0.999 : 0.9999}, emaWarmup: true, checkpointEvery: ${Math.max(100, rounded(iterations / 20))}, sampleEvery: ${Math.max(500, rounded(iterations / 10))}}
# The plain network that the strategy is compared with: as many images as the supernet sees.
baseline: {iterations: ${iterations}, batch: ${batch}, groups: ${network.groups}}

# flopsWeight says how much distance a GFLOP is worth: a smaller one gives better images at more cost. Only the search and
# the evaluation run again after a change.
# method: sensitivity measures every step at every width, and solves for the strategy. On handwritten digits it found what the
# paper's evolution (method: evolution) found, at a sixth of its computation; docs/search.md of ddsm has the comparison.
search: {method: sensitivity, sensitivity: {rounds: 1, tried: ${TRIED}}, flopsWeight: ${Number((5 / gflops).toPrecision(1))}, images: ${searched}, sampler: ${sizes.sampler}, rescore: ${RESCORED}}

${
  labelled
    ? `# The distance is Fréchet over features of a small classifier, trained on the folders as classes; it is not FID.
classifier: {iterations: 1000, batch: 64}
evaluate: {metric: frechet, images: ${sizes.evaluated}}`
    : `# FID needs Inception's weights in weights/ beside this file: pt_inception-2015-12-05-6726825d.pth, from pytorch-fid's
# releases. With images in a folder for each class, metric: frechet needs no weights.
evaluate: {metric: fid, images: ${sizes.evaluated}}`
}
`;
  return {text, hours};
}
