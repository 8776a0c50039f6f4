/**
 * How far the paper's experiments go: hours and GPU hours of each on 1, 8, 64 and 512 GPUs of a kind, by the real plan, the
 * real planner of searches, and who can share what: a training the devices of one machine, a search its batches of images,
 * an evaluation nothing. Nothing computes. `npm run bench -- scale [GPU] [--set …]`
 */
import {join} from 'node:path';
import {evaluationsOf, type SamplerSettings} from '../src/diffusion/settings.js';
import {costAt} from '../src/models/cost.js';
import {packageRoot} from '../src/paths.js';
import {secondsOf} from '../src/plan/hours.js';
import type {PlannedStage} from '../src/plan/plan.js';
import {planFor} from '../src/run/plan.js';
import {namedDevice} from '../src/run/planDevice.js';
import {networkOf} from '../src/spec/experiment.js';
import {requireSpec} from '../src/spec/load.js';
import type {EvaluateMeans, EvaluateSettings} from '../src/stages/evaluate/stage.js';
import {evaluationWork} from '../src/stages/evaluate/work.js';
import {stateBytes, type TrainingSettings} from '../src/stages/fragments.js';
import {type SearchMeans, type SearchSettings, searchedBy} from '../src/stages/search/stage.js';
import {WORTH_MACS} from '../src/stages/search/units.js';
import {report} from './peer.js';
import {type Simulated, simulate} from './searchSimulation.js';

const EXPERIMENTS = [
  ...['cifar10', 'cifar10-conditional', 'cifar10-edm', 'celeba64', 'celeba64-ddim', 'celeba64-table-b'],
  ...['celeba-latent', 'celebahq128', 'lsun-bedroom', 'afhq', 'imagenet64'],
];
const GPUS = [1, 8, 64, 512];
/** Devices of a machine, over which a training is spread. */
const MACHINE = 8;
/** Bytes a second in which devices of a machine add up gradients: PCIe 4.0, published, not measured. */
const SUM_RATE = 25e9;
/** Seconds until a process computes: recording CIFAR-10's network at seven widths, measured on a CPU (docs/performance.md). */
const START = 15;

const [card = 'a100', ...set] = process.argv.slice(2).filter((one) => one !== '--set');

/** A stage's work as a scheduler sees it. */
interface Work {
  id: string;
  inputs: string[];
  /** Most devices that it can use. */
  most: number;
  secondsOn(devices: number): number;
}

interface Scheduled {
  hours: number;
  gpuHours: number;
  /** Stages that the end waits for, one after the other, and how long each is at work: hours. */
  path: [id: string, hours: number][];
}

/** Starts what is ready on what is free, the longest first. */
function schedule(works: readonly Work[], gpus: number): Scheduled {
  const ended = new Map<string, {at: number; after: string | undefined; seconds: number}>();
  const running = new Map<
    string,
    {work: Work; ends: number; devices: number; seconds: number; after: string | undefined}
  >();
  let [now, free, busy] = [0, gpus, 0];
  let last: string | undefined;
  while (ended.size < works.length) {
    const ready = works
      .filter(({id, inputs}) => !ended.has(id) && !running.has(id) && inputs.every((input) => ended.has(input)))
      .sort((a, b) => b.secondsOn(1) - a.secondsOn(1));
    for (const work of ready) {
      if (free === 0) break;
      const devices = 2 ** Math.floor(Math.log2(Math.min(work.most, free)));
      const seconds = work.secondsOn(devices);
      running.set(work.id, {work, ends: now + seconds, devices, seconds, after: last});
      free -= devices;
      busy += devices * seconds;
    }
    const [id, next] = [...running].reduce((first, one) => (one[1].ends < first[1].ends ? one : first));
    running.delete(id);
    free += next.devices;
    now = next.ends;
    last = id;
    ended.set(id, {at: now, after: next.after, seconds: next.seconds});
  }
  const path: [string, number][] = [];
  for (let id = last; id !== undefined; id = ended.get(id)!.after) path.unshift([id, ended.get(id)!.seconds / 3600]);
  return {hours: now / 3600, gpuHours: busy / 3600, path};
}

/** Evaluations of a step, on the mean. */
const callsOf = (sampler: SamplerSettings): number =>
  evaluationsOf(sampler).reduce((sum, calls) => sum + calls, 0) / sampler.steps;

const simulated = new Map<string, Promise<Simulated>>();

/** MACs of one image that a search executes, as its planner counts them. */
function executedOf(settings: SearchSettings, {keep, batch}: SearchMeans): Promise<Simulated> {
  const {network, widths, sampler, images} = settings;
  const {method, seed, rescore} = searchedBy(settings);
  if (method.name !== 'evolution') throw new Error('only an evolution is simulated');
  const {name: _, ...options} = method;
  const bytes = stateBytes(network, sampler);
  const asked = {
    evolution: {...options, steps: sampler.steps, choices: widths.length, seed},
    macs: widths.map((width) => costAt(network, width).macs),
    ...{rescore, states: Math.floor(keep / (bytes * Math.ceil(images / batch) * batch)), least: WORTH_MACS * bytes},
  };
  const key = JSON.stringify(asked);
  const found = simulated.get(key) ?? simulate(asked);
  simulated.set(key, found);
  return found;
}

for (const name of EXPERIMENTS) {
  const experiment = requireSpec(join(packageRoot, 'experiments', `${name}.yaml`), {set, onWarning() {}});
  const network = networkOf(experiment);
  const device = namedDevice(card, {...experiment, macs: costAt(network, '8/8').macs});
  const workOf = async ({name: stage, id, settings, means, folders, estimate}: PlannedStage): Promise<Work> => {
    const inputs = Object.values(folders);
    const computing = secondsOf(estimate.macs, device);
    if (estimate.macs === 0) return {id, inputs, most: 1, secondsOn: () => 0};
    if (stage === 'train' || stage === 'baseline' || stage === 'prune') {
      // A state is weights, average and two moments; each device sends and receives the gradients nearly twice.
      const iterations = (settings as Partial<TrainingSettings>).iterations ?? 0;
      const sums = (devices: number): number => (iterations * 2 * (1 - 1 / devices) * (estimate.bytes / 4)) / SUM_RATE;
      return {id, inputs, most: MACHINE, secondsOn: (devices) => START + computing / devices + sums(devices)};
    }
    if (stage === 'search') {
      const search = settings as SearchSettings;
      const {batch} = means as SearchMeans;
      const {executed} = await executedOf(search, means as SearchMeans);
      const units = Math.ceil(search.images / batch);
      const perUnit = secondsOf(executed * callsOf(search.sampler) * batch, device);
      return {id, inputs, most: units, secondsOn: (devices) => START + Math.ceil(units / devices) * perUnit};
    }
    if (stage === 'evaluate') {
      const evaluation = settings as EvaluateSettings;
      const {sampler, images, repeats, trained} = evaluation;
      const {macs, unknown} = evaluationWork(evaluation, means as EvaluateMeans);
      const mean = trained.reduce((sum, width) => sum + costAt(network, width).macs, 0) / trained.length;
      const ofRow = repeats * images * callsOf(sampler) * sampler.steps * mean;
      const seconds = START + secondsOf(macs + unknown.length * ofRow, device);
      return {id, inputs, most: 1, secondsOn: () => seconds};
    }
    const alone = START + computing;
    return {id, inputs, most: 1, secondsOn: () => alone};
  };
  const works = await Promise.all(planFor(experiment, join(packageRoot, 'runs'), {data: ''}).stages.map(workOf));
  for (const gpus of GPUS) {
    const {hours, gpuHours, path} = schedule(works, gpus);
    report({bench: 'scale', experiment: name, device: device.name, gpus, hours, gpuHours, path});
  }
}
