/** Scores of many strategies at once against those of each made alone. */
import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {linearSchedule} from '../../src/diffusion/schedule.js';
import {costAt} from '../../src/models/cost.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import type {Width} from '../../src/models/width.js';
import {fillNormals} from '../../src/random.js';
import type {Genes} from '../../src/search/evolution.js';
import {walkCost} from '../../src/search/method.js';
import {Keeper, stageContext, watchOf} from '../../src/stages/context.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import type {Metric} from '../../src/stages/metrics/metric.js';
import {type Answer, type Request, Scorer} from '../../src/stages/search/scorer.js';
import {walkMacs} from '../../src/stages/search/scoring.js';
import type {SearchMeans, SearchSettings} from '../../src/stages/search/stage.js';
import {SearchUnits} from '../../src/stages/search/units.js';
import {encodeFlat} from '../../src/stages/weights.js';
import {writeCheckpoint} from '../../src/store/checkpoints.js';
import {trainingFiles} from '../../src/store/runFolder.js';

const config = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1], attentionLevels: [], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 0},
};
const layout = flatLayout(config);
const flat = initialWeights(layout, 3);
const extra = new Float32Array(flat.length);
fillNormals(extra, {seed: 3, stream: 1000});
for (let i = 0; i < flat.length; i++) flat[i]! += 0.05 * extra[i]!;
const widths: Width[] = ['4/8', '6/8', '8/8'];
const generator = new Generator({config, widths, batch: 4});
generator.load(flat);
const diffusion = {steps: 50, schedule: 'linear', betas: [1e-3, 0.2] as [number, number], prediction: 'noise'} as const;
const samplerSettings = {kind: 'ddim', steps: 4} as const;
const sampler = makeSampler(linearSchedule(diffusion.steps, diffusion.betas), samplerSettings);

/** Features are the pixels; a distance is their mean square. */
const metric: Metric = {
  ...{name: 'pixels', dimensions: 64, fewest: 1},
  features: async (images, count) => images.slice(0, count * 64),
  needed: (features) => features,
  distance: (features) => features.reduce((sum, one) => sum + one * one, 0) / features.length,
  measure: () => assert.fail(),
  dispose() {},
};
const folder = mkdtempSync(join(tmpdir(), 'ddsm-scorer-'));
writeCheckpoint(trainingFiles(folder).checkpoints, 1, {
  files: {'ema.safetensors': encodeFlat(layout, flat)},
  facts: {},
});
const settings = {
  ...{
    network: config,
    widths,
    sampler: samplerSettings,
    diffusion,
    images: 6,
    seeds: [],
    precision: 'float32',
    tf32: true,
  },
  by: {method: {name: 'random'}, goal: {flopsWeight: 0}, seed: 7, rescore: 0},
} as unknown as SearchSettings;
const means: SearchMeans = {batch: 4, keep: 0, experiment: 'tiny'};
const inputs = {train: {folder, key: ''}};
const context = stageContext<SearchMeans>(
  {stage: 'search', settings, means, inputs, folder},
  watchOf({report() {}, warn() {}, isStopping: () => false}),
  {keeper: new Keeper()},
);
const runner = new SearchUnits(settings, inputs, {context, metric});
let heardMacs = 0;
const scorer = new Scorer({
  ...{context, runner, metric, batch: 4},
  worked({macs}) {
    heardMacs += macs;
  },
});

async function scores(request: Request): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  await scorer.run(request, (answer) => {
    assert.ok(!answers.has(answer.genes.join()), 'answered twice');
    answers.set(answer.genes.join(), answer);
  });
  return answers;
}

/** The images of one strategy made alone: [6, 64]. */
async function alone(genes: Genes, replica: number): Promise<Float32Array> {
  const strategy = genes.map((gene) => widths[gene]!);
  const of = (first: number) => generator.sample({sampler, strategy, images: imagesFrom(first, 4), seed: 7, replica});
  return Float32Array.from([...(await of(0)), ...(await of(4))].slice(0, 6 * 64));
}
const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) <= 1e-5 * Math.abs(b), `${a}, not ${b}`);

const genes: Genes[] = [
  [0, 0, 0, 0],
  [2, 2, 2, 2],
  [2, 0, 2, 2],
  [2, 2, 2, 0],
  [1, 2, 2, 2],
];

test('Scorer says the distance of each strategy, and how far its features are from the reference', async () => {
  for (const reference of [[2, 2, 2, 2], [1, 1, 2, 2], undefined] as (Genes | undefined)[]) {
    const answers = await scores({genes, replica: 1, images: 6, reference});
    assert.deepEqual(new Set(answers.keys()), new Set(genes.map(String)));
    const compared = reference && (await alone(reference, 1));
    for (const one of genes) {
      const features = await alone(one, 1);
      const {distance, paired} = answers.get(one.join())!;
      near(distance!, metric.distance(features));
      if (!compared) assert.equal(paired, undefined);
      else near(paired!, features.reduce((sum, value, index) => sum + (value - compared[index]!) ** 2, 0) / 6);
    }
  }
});

test('Scorer takes the steps in which strategies agree once, the reference among them', async () => {
  const costs = Array.from({length: 4}, () => widths.map((width) => costAt(config, width).macs));
  for (const reference of [undefined, [2, 2, 2, 2], [1, 1, 2, 2]] as (Genes | undefined)[]) {
    const before = scorer.work.macs;
    await scores({genes, replica: 0, images: 6, reference});
    const walked = reference && !genes.some((one) => one.join() === reference.join()) ? [...genes, reference] : genes;
    // Two batches of four.
    assert.equal(scorer.work.macs - before, 2 * walkCost(walked, {costs}));
    assert.equal(heardMacs, scorer.work.macs);
  }
});

test('walkMacs() is what scoring takes, with guidance as without', async () => {
  const guided = {...config, classes: 2, unlabelled: true};
  const weights = initialWeights(flatLayout(guided), 3);
  const trained = mkdtempSync(join(tmpdir(), 'ddsm-scorer-'));
  writeCheckpoint(trainingFiles(trained).checkpoints, 1, {
    files: {'ema.safetensors': encodeFlat(flatLayout(guided), weights)},
    facts: {},
  });
  for (const one of [
    {kind: 'ddim', steps: 4, guidance: 2},
    {kind: 'heun', steps: 4},
  ] as const) {
    const asked = {...settings, network: guided, sampler: one};
    const units = new SearchUnits(asked, {train: {folder: trained, key: ''}}, {context, metric});
    const scoring = new Scorer({context, runner: units, metric, batch: 4});
    await scoring.run({genes, replica: 0, images: 6}, () => {});
    assert.equal(scoring.work.macs, 2 * walkMacs(genes, asked));
    units.dispose();
  }
});
