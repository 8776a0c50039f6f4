/**
 * The work of a search at the paper's scale, counted by the planner that searches use: executed MACs beside scoring each
 * candidate alone, and the states that are kept. No network computes.
 */
import {join} from 'node:path';
import {costAt} from '../src/models/cost.js';
import {packageRoot} from '../src/paths.js';
import type {EvolutionSettings} from '../src/search/evolution.js';
import {allowedWidths, networkOf} from '../src/spec/experiment.js';
import {requireSpec} from '../src/spec/load.js';
import {report} from './peer.js';
import {type Simulated, simulate} from './searchSimulation.js';

const experiment = requireSpec(join(packageRoot, 'experiments', 'cifar10.yaml'));
const network = networkOf(experiment);
const macs = allowedWidths(experiment).map((width) => costAt(network, width).macs);
const {population, images, batch, mutation, crossover, iterations, sampler} = experiment.search;
/** Bytes of the state of a batch: float32, the ancestral sampler remembers nothing. */
const STATE_BYTES = 4 * batch * network.resolution ** 2 * network.imageChannels;
const seeds = Number(process.argv[2] ?? 3);

for (const mutationMode of ['per-gene', 'reference'] as const) {
  for (const [policy, survivor] of [
    ['within a generation', 0],
    ['across generations', 4],
    ['across generations', 8],
    ['across generations', 16],
    ['across generations', 32],
    ['across generations', Number.POSITIVE_INFINITY],
  ] as const) {
    const runs: Simulated[] = [];
    const began = performance.now();
    for (let seed = 0; seed < seeds; seed++) {
      const evolution: EvolutionSettings = {
        steps: sampler.steps,
        choices: macs.length,
        ...{population, iterations, mutation, mutationMode, crossover, seed},
      };
      runs.push(await simulate({evolution, macs, states: survivor * population}));
    }
    const mean = (pick: (run: (typeof runs)[number]) => number): number =>
      runs.reduce((sum, run) => sum + pick(run), 0) / runs.length;
    const kept = mean((run) => run.kept);
    report({
      bench: 'search',
      mutationMode,
      policy,
      statesPerSurvivor: survivor,
      executed: mean((run) => run.executed / run.alone),
      worst: Math.max(...runs.map((run) => run.executed / run.alone)),
      states: kept,
      gigabytes: (kept * STATE_BYTES * images) / batch / 1e9,
      writtenGigabytes: (mean((run) => run.written) * STATE_BYTES * images) / batch / 1e9,
      inMemory: mean((run) => run.peak),
      seconds: (performance.now() - began) / 1000 / seeds,
    });
  }
}
