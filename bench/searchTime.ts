/**
 * The seconds of a search beside what its pieces say: the quickstart's search as `ddsm run` does it, and the wall clock
 * predicted from the seconds of one step at each width, of one candidate's features and distance, and of recording. Pieces
 * are measured between the search's own steps, so that whatever else the machine does falls on both. Steps are counted by the
 * real planner, blind (scores like a trained network's) and with the scores that were found.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {State} from '../src/diffusion/sampler.js';
import {makeSampler} from '../src/diffusion/samplers/index.js';
import {scheduleOf} from '../src/diffusion/schedule.js';
import {tf} from '../src/engine/tf.js';
import {costAt} from '../src/models/cost.js';
import {flatLayout} from '../src/models/flatLayout.js';
import {packageRoot} from '../src/paths.js';
import {planFor} from '../src/run/plan.js';
import type {Genes} from '../src/search/evolution.js';
import {requireSpec} from '../src/spec/load.js';
import {folderOf, Keeper, stageContext} from '../src/stages/context.js';
import {stateBytes} from '../src/stages/fragments.js';
import {Generator, imagesFrom} from '../src/stages/generate.js';
import {openMetric} from '../src/stages/metrics/open.js';
import {runSearch} from '../src/stages/search/run.js';
import type {Candidate} from '../src/stages/search/scoring.js';
import {type SearchMeans, type SearchSettings, searchedBy} from '../src/stages/search/stage.js';
import {WORTH_MACS} from '../src/stages/search/units.js';
import {trainedWeights} from '../src/stages/weights.js';
import {readLines} from '../src/store/files.js';
import {searchFiles} from '../src/store/runFolder.js';
import {median, report} from './peer.js';
import {simulate} from './searchSimulation.js';

/** Seconds by the clock, and of all threads together. */
interface Seconds {
  wall: number;
  cpu: number;
}

const now = (): Seconds => {
  const {user, system} = process.cpuUsage();
  return {wall: performance.now() / 1000, cpu: (user + system) / 1e6};
};
const since = (before: Seconds): Seconds => ({wall: now().wall - before.wall, cpu: now().cpu - before.cpu});
/** Steps of the search between two measurements of all pieces. */
const EVERY = 12;

const spec = join(packageRoot, 'experiments', 'quickstart.yaml');
const runs = mkdtempSync(join(tmpdir(), 'ddsm-search-time-'));
// The quickstart's network, searched as the paper does.
const paper = ['search.method=evolution', 'search.population=20', 'search.iterations=9', 'search.mutation=0.1'];
const set = ['train.iterations=200', 'train.sampleEvery=200', ...paper, ...process.argv.slice(2)];
const experiment = requireSpec(spec, {set});
const ran = spawnSync(
  process.execPath,
  [
    ...[join(packageRoot, 'bin', 'ddsm.js'), 'run', spec, '--runs', runs, '--until', 'train', '--workers', '1'],
    ...set.flatMap((one) => ['--set', one]),
  ],
  {stdio: ['ignore', 'ignore', 'inherit']},
);
if (ran.status !== 0) process.exit(1);
const run = join(runs, experiment.name);
const {stages} = planFor(experiment, runs);
const stage = stages.find(({name}) => name === 'search')!;
const settings = stage.settings as SearchSettings;
const means = stage.means as SearchMeans;
const folders = Object.entries(stage.folders);
const inputs = Object.fromEntries(
  folders.map(([name, id]) => [name, {folder: join(run, id), key: stage.inputs[name]!}]),
);
const folder = join(runs, 'search');
const {network, widths, sampler: samplerSettings, diffusion, images} = settings;
const {method, seed, rescore} = searchedBy(settings);
if (method.name !== 'evolution') throw new Error('only an evolution is simulated');
const batch = Math.min(means.batch, images);
const sampler = makeSampler(scheduleOf(diffusion), samplerSettings);
const keeper = new Keeper();

const pieces = {record: {wall: 0, cpu: 0}, candidate: [] as Seconds[], steps: widths.map((): Seconds[] => [])};
const opened = now();
const generator = new Generator({config: network, widths, batch, precision: settings.precision});
generator.load(trainedWeights(folderOf(inputs, 'train'), flatLayout(network)));
const noise = {images: imagesFrom(0, batch), seed};
const state: State = generator.start(noise);
const pixels = await generator.imagesOf(state[0]);
const metric = await openMetric(inputs, {keep: (key, make) => keeper.keep(key, make)}, {scores: [], count: images});
const stepAt = async (width: number): Promise<void> => {
  const strategy = Array(samplerSettings.steps).fill(widths[width]!);
  tf.dispose((await generator.step(state, samplerSettings.steps - 1, {sampler, strategy, ...noise})) as never);
};
const candidate = async (): Promise<void> => {
  metric.distance(metric.needed(await metric.features(pixels, batch), batch));
};
for (const width of widths.keys()) await stepAt(width);
await candidate();
pieces.record = since(opened);

async function measurePieces(): Promise<void> {
  for (const width of widths.keys()) {
    const before = now();
    await stepAt(width);
    pieces.steps[width]!.push(since(before));
  }
  const before = now();
  await candidate();
  pieces.candidate.push(since(before));
}

const measuring: Seconds = {wall: 0, cpu: 0};
let breaths = 0;
const watch = {
  ...{report() {}, stopping: async () => false},
  warn: (line: string) => console.error(line),
  async breathe() {
    breaths += 1;
    if (breaths % EVERY !== 0) return;
    const before = now();
    await measurePieces();
    const took = since(before);
    measuring.wall += took.wall;
    measuring.cpu += took.cpu;
  },
};
const began = now();
const job = {stage: 'search', settings, means, inputs, folder};
await runSearch(settings, inputs, stageContext<SearchMeans>(job, watch, {keeper: new Keeper()}));
const whole = since(began);
const took: Seconds = {wall: whole.wall - measuring.wall, cpu: whole.cpu - measuring.cpu};

const scores = new Map(
  readLines<Candidate>(searchFiles(folder).candidates)
    .filter(({replica}) => replica === 0)
    .map(({genes, fitness}) => [genes, fitness]),
);
const macs = widths.map((width) => costAt(network, width).macs);
const bytes = stateBytes(network, samplerSettings);
const batches = Math.ceil(images / batch);
const {name: _, ...options} = method;
const simulation = {
  evolution: {...options, steps: samplerSettings.steps, choices: widths.length, seed},
  ...{macs, rescore, states: Math.floor(means.keep / (bytes * batches * batch)), least: WORTH_MACS * bytes},
};
const line = (key: keyof Seconds): Record<string, unknown> => ({
  record: pieces.record[key],
  candidate: median(pieces.candidate.map((one) => one[key])),
  steps: pieces.steps.map((all) => median(all.map((one) => one[key]))),
});
for (const [scored, found] of [
  ['blind', await simulate(simulation)],
  ['known', await simulate({...simulation, fitness: (genes: Genes) => scores.get(genes.join(''))!})],
] as const) {
  const predicted = (key: keyof Seconds): number => {
    const mean = (all: readonly Seconds[]): number => all.reduce((sum, one) => sum + one[key], 0) / all.length;
    const perBatch = found.steps.reduce((sum, count, width) => sum + count * mean(pieces.steps[width]!), 0);
    return pieces.record[key] + batches * (perBatch + found.candidates * mean(pieces.candidate));
  };
  report({
    ...{bench: 'searchTime', scores: scored, candidates: found.candidates, steps: found.steps},
    seconds: {predicted: predicted('wall'), measured: took.wall, ratio: predicted('wall') / took.wall},
    cpuSeconds: {predicted: predicted('cpu'), measured: took.cpu, ratio: predicted('cpu') / took.cpu},
  });
}
const work = {candidates: 0, evaluations: 0, withoutSharing: 0, macs: 0};
for (const one of readLines<typeof work>(searchFiles(folder).work))
  for (const key of Object.keys(work) as (keyof typeof work)[]) work[key] += one[key];
report({bench: 'searchTime', pieces: {wall: line('wall'), cpu: line('cpu')}, samples: pieces.candidate.length, work});
generator.dispose();
metric.dispose();
