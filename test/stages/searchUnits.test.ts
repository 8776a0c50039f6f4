import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {makeSampler} from '../../src/diffusion/samplers/index.js';
import {scheduleOf} from '../../src/diffusion/schedule.js';
import {type SamplerSettings, stateTensors} from '../../src/diffusion/settings.js';
import {tf} from '../../src/engine/tf.js';
import {flatLayout} from '../../src/models/flatLayout.js';
import {initialWeights} from '../../src/models/initialise.js';
import type {UNetConfig} from '../../src/models/shape.js';
import type {Width} from '../../src/models/width.js';
import {fillNormals} from '../../src/random.js';
import {type EvolutionSettings, evolve, type Genes, type Individual} from '../../src/search/evolution.js';
import {likelyAncestors} from '../../src/search/path.js';
import {Keeper, Stopped, stageContext, watchOf} from '../../src/stages/context.js';
import {Generator, imagesFrom} from '../../src/stages/generate.js';
import type {Metric} from '../../src/stages/metrics/metric.js';
import {Scorer} from '../../src/stages/search/scorer.js';
import type {SearchMeans, SearchSettings} from '../../src/stages/search/stage.js';
import {SearchUnits} from '../../src/stages/search/units.js';
import {encodeFlat} from '../../src/stages/weights.js';
import {writeCheckpoint} from '../../src/store/checkpoints.js';
import {searchFiles, trainingFiles} from '../../src/store/runFolder.js';

const IMAGES = 6;
const widths: Width[] = ['4/8', '6/8', '8/8'];
const network: UNetConfig = {
  ...{resolution: 8, imageChannels: 1, channels: 16, multipliers: [1], attentionLevels: [], blocks: 1},
  ...{groups: 4, dropout: 0, classes: 3},
};
const layout = flatLayout(network);
const flat = initialWeights(layout, 3);
const extra = new Float32Array(flat.length);
fillNormals(extra, {seed: 3, stream: 1000});
for (let i = 0; i < flat.length; i++) flat[i]! += 0.05 * extra[i]!;
const train = mkdtempSync(join(tmpdir(), 'ddsm-units-'));
writeCheckpoint(trainingFiles(train).checkpoints, 1, {files: {'ema.safetensors': encodeFlat(layout, flat)}, facts: {}});

/** Pixels as features, and a distance that every bit of them changes. */
const metric: Metric = {
  ...{name: 'pixels', dimensions: 64, fewest: 1},
  features: async (images, count) => images.slice(0, count * 64),
  needed: (features) => features,
  distance: (needed) => needed.reduce((sum, value, place) => sum + value * Math.sin(place), 100),
  measure: () => assert.fail(),
  dispose: () => {},
};

const evolution: EvolutionSettings = {
  ...{steps: 7, choices: 3, population: 5, iterations: 2, mutation: 0.1, mutationMode: 'per-gene'},
  ...{crossover: 0.9, seed: 2},
};
const SAMPLERS: SamplerSettings[] = [
  {kind: 'ddpm', steps: 7},
  {kind: 'unipc', steps: 7, order: 3},
];
const settingsFor = (sampler: SamplerSettings): SearchSettings =>
  ({
    ...{network, widths, sampler, images: IMAGES, seeds: [], precision: 'float32'},
    diffusion: {
      ...{steps: sampler.kind === 'ddpm' ? 7 : 50, schedule: 'linear', betas: [1e-3, 0.2], prediction: 'noise'},
    },
    evolution,
  }) as unknown as SearchSettings;

interface Search {
  sampler: SamplerSettings;
  folder?: string;
  keep?: number;
  batch?: number;
  /** Stops the search after so many steps. */
  after?: number;
  /** What happens between two generations. */
  between?(folder: string): void;
}

/** A search by the real scorer: every candidate's distance, and the steps that were taken. */
async function search({sampler, keep = 0, batch = 4, after = Number.POSITIVE_INFINITY, ...rest}: Search) {
  const folder = rest.folder ?? mkdtempSync(join(tmpdir(), 'ddsm-units-'));
  const settings = settingsFor(sampler);
  let steps = 0;
  const watch = watchOf({report: () => {}, warn: assert.fail, isStopping: () => ++steps > after});
  const means: SearchMeans = {batch, keep, experiment: 'tiny'};
  const inputs = {train: {folder: train, key: ''}};
  const job = {stage: 'search', settings, means, inputs, folder};
  const context = stageContext<SearchMeans>(job, watch, {keeper: new Keeper()});
  const runner = new SearchUnits(settings, inputs, {context, metric});
  const scorer = new Scorer({context, runner, metric, batch});
  const known = new Map<string, number>();
  const scored: Individual[] = [];
  let kept = 0;
  try {
    const evaluate = async (genes: readonly Genes[]): Promise<number[]> => {
      rest.between?.(folder);
      const ancestors = likelyAncestors(scored, evolution.population);
      await scorer.run(
        {genes, replica: 0, images: IMAGES, ancestors},
        ({genes: one, distance}) => known.set(one.join(''), distance!),
        () => {},
      );
      const {states} = searchFiles(folder);
      const files = existsSync(states) ? readdirSync(states, {recursive: true, withFileTypes: true}) : [];
      kept = Math.max(kept, files.filter((one) => one.isFile()).length);
      const fitness = genes.map((one) => known.get(one.join(''))!);
      scored.push(...genes.map((one, place) => ({genes: one, fitness: fitness[place]!})));
      return fitness;
    };
    for await (const generation of evolve(evaluate, evolution)) void generation;
    scorer.close();
  } finally {
    runner.dispose();
  }
  return {folder, known, kept, work: scorer.work};
}

/** A candidate's distance when it is sampled alone. */
async function alone(genes: string, {sampler: settings, batch = 4}: Search, generator: Generator): Promise<number> {
  const features = new Float32Array(IMAGES * 64);
  const {diffusion} = settingsFor(settings);
  const sampler = makeSampler(scheduleOf(diffusion), settings);
  const strategy = Array.from(genes, (gene) => widths[Number(gene)]!);
  for (let first = 0; first < IMAGES; first += batch) {
    const images = await generator.sample({sampler, strategy, images: imagesFrom(first, batch), seed: evolution.seed});
    const count = Math.min(batch, IMAGES - first);
    features.set(await metric.features(images, count), first * 64);
  }
  return metric.distance(features);
}

const ENOUGH = 1e6;

for (const sampler of SAMPLERS) {
  test(`${sampler.kind}: scores are those of each candidate alone, bit for bit, whatever is kept`, async () => {
    const tensors = tf.memory().numTensors;
    const whole = await search({sampler});
    const generator = new Generator({config: network, widths, batch: 4});
    generator.load(flat);
    for (const [genes, distance] of whole.known)
      assert.equal(distance, await alone(genes, {sampler}, generator), genes);
    generator.dispose();
    assert.equal(tf.memory().numTensors, tensors);
    const some = await search({sampler, keep: 6 * 4 * 64 * 4 * stateTensors(sampler)});
    const most = await search({sampler, keep: ENOUGH});
    for (const {known} of [some, most]) assert.deepEqual(known, whole.known);
    assert.ok(some.kept > 0 && some.kept <= 6, `${some.kept} states`);
    const taken = [whole, some, most].map(({work}) => work.macs);
    assert.ok(taken[0]! > taken[1]! && taken[1]! >= taken[2]!, taken.join(' > '));
    assert.ok(!existsSync(searchFiles(most.folder).states) && !existsSync(searchFiles(most.folder).units));
  });
}

test('a search goes on where it was stopped, without the unit that was under way, to the same scores', async () => {
  const [sampler] = SAMPLERS as [SamplerSettings];
  const whole = await search({sampler});
  const folder = mkdtempSync(join(tmpdir(), 'ddsm-units-'));
  // In the second of the two batches of the first generation.
  const first = await search({sampler, folder, keep: ENOUGH, after: 50}).catch((error: unknown) => error);
  assert.ok(first instanceof Stopped);
  const [population] = readdirSync(searchFiles(folder).units);
  const files = readdirSync(join(searchFiles(folder).units, population!));
  assert.deepEqual(files.sort(), ['000000000-4.features', 'population.json']);
  const rest = await search({sampler, folder, keep: ENOUGH});
  assert.deepEqual(rest.known, whole.known);
});

test('states that are lost or damaged are computed again', async () => {
  const [sampler] = SAMPLERS as [SamplerSettings];
  const whole = await search({sampler, keep: ENOUGH});
  let harmed = 0;
  const harmedSearch = await search({
    sampler,
    keep: ENOUGH,
    between(folder) {
      const {states} = searchFiles(folder);
      for (const file of existsSync(states) ? readdirSync(states, {recursive: true}).map(String) : []) {
        if (!file.endsWith('.state')) continue;
        const path = join(states, file);
        harmed += 1;
        if (harmed % 3 === 0) rmSync(path);
        if (harmed % 3 !== 1) continue;
        const bytes = readFileSync(path);
        bytes[bytes.length - 1]! ^= 1;
        writeFileSync(path, bytes);
      }
    },
  });
  assert.ok(harmed > 10);
  assert.deepEqual(harmedSearch.known, whole.known);
  assert.ok(harmedSearch.work.macs > whole.work.macs);
});
