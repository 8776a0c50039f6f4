/**
 * Strategies of the study where they were not searched: on another seed's network, with another number of steps, and on
 * noise of their own with few and with many images.
 */
import {existsSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {packageRoot} from '../../src/paths.js';
import {openRun} from '../../src/run/past.js';
import {fitnessOf} from '../../src/search/goal.js';
import {resample} from '../../src/search/strategy.js';
import {allowedWidths, type Experiment} from '../../src/spec/experiment.js';
import {requireSpec} from '../../src/spec/load.js';
import {goalOf} from '../../src/spec/searchMethod.js';
import type {Candidate} from '../../src/stages/search/scoring.js';
import {readLines} from '../../src/store/files.js';
import {runFiles, searchFiles} from '../../src/store/runFolder.js';
import {readStrategy} from '../../src/store/strategyFile.js';

/** Methods whose strategies are moved. */
export const MOVED = ['evolution', 'sensitivity'];
/** The many images by which strategies are compared in the end, on noise that nothing was searched on. */
const MANY = 1024;
/** Images of a score, and how often that many are drawn anew. */
const FEW: readonly [number, number][] = [
  [40, 4],
  [80, 4],
  [160, 2],
  [320, 2],
  [640, 1],
];
/** Numbers of steps, beside those that were searched with. */
const STEPS = [5, 20];

/** A strategy of the study: where it was found, and its file. */
export interface Found {
  method: string;
  seed: number;
  file: string;
}

/** What one scoring says of strategies: `many`, `images-40-0`, `steps-20`. */
export interface Moved {
  set: string;
  /** Of the network. */
  seed: number;
  scoring: string;
  /** The found strategies and, where the number of steps is another, the one that was searched with it (`searched`). */
  scores: MovedScore[];
  uniform: Pick<MovedScore, 'distance' | 'gflops'>[];
}

/** A strategy's score, and where the strategy is from. */
export interface MovedScore extends Pick<Candidate, 'gflops' | 'fitness'> {
  distance: number;
  method: string;
  seed: number;
}

export interface MovedOptions {
  set: string;
  seed: number;
  runs: string;
  /** Strategies of all seeds, those of this seed among them. */
  found: readonly Found[];
}

const folderOf = ({runs, seed}: Pick<MovedOptions, 'runs' | 'seed'>): string => join(resolve(runs), `seed-${seed}`);
/** Specs of the study's networks, where these are not the set's own by now. */
const NETWORKS: Record<string, string> = {quickstart: 'study-quickstart'};
/** How strategies of other numbers of steps are searched, where the spec of the network searches otherwise. */
const SEARCHES: Record<string, object> = {
  quickstart: {method: 'sensitivity', sensitivity: {images: 160, rounds: 1, tried: 4}, flopsWeight: 400},
};
const baseOf = ({set}: Pick<MovedOptions, 'set'>): string =>
  join(packageRoot, 'experiments', `${NETWORKS[set] ?? set}.yaml`);
const runOf = (options: MovedOptions, name: string): string => join(folderOf(options), `${name}-${options.set}`);

/** Writes a spec beside the runs of its seed. */
function writeSpec(options: MovedOptions, name: string, spec: object): string {
  const path = `${runOf(options, name)}.yaml`;
  writeFileSync(
    path,
    `${JSON.stringify({extends: baseOf(options), name: `${name}-${options.set}`, evaluate: {rows: ['ddsm']}, ...spec})}\n`,
  );
  return path;
}

/** The spec of the searches with other numbers of steps; it is run first. */
export const stepsSpec = (options: MovedOptions): string =>
  writeSpec(options, 'steps', {
    search: {seed: options.seed, ...SEARCHES[options.set]},
    variants: STEPS.map((steps) => ({name: `steps-${steps}`, search: {sampler: {steps}}})),
  });

/** The spec that scores strategies as searches score their candidates: on common noise, steps shared. */
export function movedSpec(options: MovedOptions): string {
  const {seed, found} = options;
  const base = requireSpec(baseOf(options));
  // Uniform strategies are scored in any case, and nothing is drawn beside them.
  const uniform = allowedWidths(base).length;
  const scoring = (files: readonly string[], steps: number): object => {
    const seeds = distinct(files, steps);
    return {seeds, population: seeds.length + uniform, sampler: {steps}};
  };
  const few = FEW.flatMap(([images, draws]) =>
    Array.from({length: draws}, (_, draw) => ({
      name: `images-${images}-${draw}`,
      search: {images, seed: 8000 + 10 * draw + seed},
    })),
  );
  const own = found.filter((one) => one.seed === seed).map(({file}) => file);
  return writeSpec(options, 'moved', {
    search: {
      ...{method: 'random', iterations: 1, rescore: 0, images: MANY, resample: true, seed: 7000 + seed},
      ...scoring(
        found.map(({file}) => file),
        base.search.sampler.steps,
      ),
    },
    variants: [
      {name: 'many'},
      ...few,
      ...STEPS.map((steps) => ({
        name: `steps-${steps}`,
        search: scoring([...own, searchedWith(options, steps)], steps),
      })),
    ],
  });
}

/** Where the strategy lies that was searched with so many steps. */
const searchedWith = (options: MovedOptions, steps: number): string =>
  searchFiles(join(runOf(options, 'steps'), 'variants', `steps-${steps}`, 'search')).strategy;

/** Files of strategies that differ from each other and are not of one width. */
const distinct = (files: readonly string[], steps: number): string[] => {
  const all = files.map((file) => [resample(readStrategy(file), steps), file] as const);
  const mixed = all.filter(([widths]) => new Set(widths).size > 1);
  return [...new Map(mixed.map(([widths, file]) => [widths.join(' '), file])).values()];
};

/** What the runs of these specs have left. */
export function readMoved(options: MovedOptions): Moved[] {
  const run = runOf(options, 'moved');
  if (!existsSync(runFiles(run).spec)) return [];
  const {cases, experiment} = openRun(run);
  // What the strategies were searched for, which may be another price than the base spec's.
  const goal = goalOf(requireSpec(join(packageRoot, 'experiments', `study-${options.set}.yaml`)));
  return cases.flatMap(({variant, search}, index): Moved[] => {
    const scored: Experiment = experiment.cases[index]!;
    const {steps} = scored.search.sampler;
    const widths = allowedWidths(scored);
    const candidates = new Map(
      readLines<Candidate>(searchFiles(join(run, search!)).candidates).map((one) => [one.genes, one]),
    );
    const genesOf = (file: string): string =>
      resample(readStrategy(file), steps)
        .map((width) => widths.indexOf(width))
        .join('');
    const measured = (genes: string): {distance: number; gflops: number; fitness: number}[] => {
      const one = candidates.get(genes);
      if (one?.distance == null) return [];
      const {distance, gflops} = one;
      return [{distance, gflops, fitness: fitnessOf(goal, {distance, gflops}, Number.POSITIVE_INFINITY)}];
    };
    const moved =
      steps === experiment.search.sampler.steps
        ? options.found
        : [
            ...options.found.filter(({seed}) => seed === options.seed),
            {method: 'searched', seed: options.seed, file: searchedWith(options, steps)},
          ];
    return [
      {
        ...{set: options.set, seed: options.seed, scoring: variant},
        scores: moved.flatMap(({method, seed, file}) =>
          measured(genesOf(file)).map((score) => ({...score, method, seed})),
        ),
        uniform: widths.flatMap((_, choice) => measured(String(choice).repeat(steps))),
      },
    ];
  });
}
