/**
 * The study of search methods: runs the specs `experiments/study-*.yaml` for each seed, every variant of which searches
 * another way on the same trained network, and writes the tables and figures of docs/search.md from what they left. What is
 * done is not done again, so a study that was stopped goes on, and more seeds are added to it.
 * Usage: study.js [--seeds 0,1,2] [--sets quickstart,digits,fashion] [--runs FOLDER] [--set PATH=VALUE]… [--tables]
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {packageRoot} from '../../src/paths.js';
import {curveSvg} from '../../src/report/figures.js';
import {openRun} from '../../src/run/past.js';
import {fitnessOf} from '../../src/search/goal.js';
import {goalOf} from '../../src/spec/searchMethod.js';
import type {Candidate} from '../../src/stages/search/scoring.js';
import {readJson, readLines} from '../../src/store/files.js';
import {evaluationFiles, runFiles, searchFiles} from '../../src/store/runFolder.js';
import {readStrategy} from '../../src/store/strategyFile.js';
import type {MeasuredRow} from '../../src/tables/results.js';
import {type Found, MOVED, type MovedOptions, movedSpec, readMoved, stepsSpec} from './moved.js';
import {writeTables} from './page.js';
import {type Searched, tablesOf} from './tables.js';

const {values: options} = parseArgs({
  options: {
    seeds: {type: 'string', default: '0,1,2,3,4'},
    sets: {type: 'string', default: 'quickstart,digits,fashion'},
    runs: {type: 'string', default: join('runs', 'study')},
    set: {type: 'string', multiple: true, default: []},
    /** Only write what there is. */
    tables: {type: 'boolean', default: false},
  },
});
const sets = options.sets.split(',');
const seeds = options.seeds.split(',').map(Number);
const studyOf = (set: string, seed: number): string => join(resolve(options.runs), `seed-${seed}`, `study-${set}`);

/** Strategies of all seeds that are moved. */
const foundIn = (set: string): Found[] =>
  seeds.flatMap((seed) => {
    const run = studyOf(set, seed);
    if (!existsSync(runFiles(run).spec)) return [];
    return openRun(run)
      .cases.filter(({variant}) => MOVED.includes(variant))
      .map(({variant, search}) => ({method: variant, seed, file: searchFiles(join(run, search!)).strategy}));
  });

function searchedIn(set: string, seed: number): Searched[] {
  const run = studyOf(set, seed);
  if (!existsSync(runFiles(run).spec)) return [];
  const {cases, experiment} = openRun(run);
  return cases.flatMap(({variant, search, evaluate}, index): Searched[] => {
    const files = searchFiles(join(run, search!));
    const facts = readJson<{fitness: number; rescored: {fitness: number; before?: number}[]}>(files.strategy);
    const rounds = readLines<{macs: number; best: number}>(files.generations);
    const rows = readJson<{rows: MeasuredRow[]}>(evaluationFiles(join(run, evaluate)).results)?.rows ?? [];
    const row = rows.find((one) => one.row === 'ddsm');
    if (!facts || !row) return [];
    const winner = facts.rescored.find(({fitness}) => fitness === facts.fitness)!;
    return [
      {
        ...{set, seed, method: variant, macs: rounds.at(-1)!.macs, rounds},
        ...{chosen: winner.before ?? Number.NaN, fresh: facts.fitness, gflops: row.gflops, distance: row.distance},
        evaluated: fitnessOf(goalOf(experiment.cases[index]!), row, Number.POSITIVE_INFINITY),
        pairs: facts.rescored.map(({fitness, before}) => [before ?? Number.NaN, fitness]),
        candidates: readLines<Candidate>(files.candidates).filter(
          (one) => one.replica === 0 && one.images === undefined,
        ),
        probes: readLines<Candidate>(files.candidates).filter((one) => one.reference !== undefined),
        strategy: readStrategy(files.strategy)
          .map((width) => width[0])
          .join(''),
      },
    ];
  });
}

async function writeFigures(all: readonly Searched[]): Promise<void> {
  const folder = join(packageRoot, 'docs', 'pictures');
  mkdirSync(folder, {recursive: true});
  for (const set of new Set(all.map((one) => one.set))) {
    const seed = Math.min(...all.filter((one) => one.set === set).map((one) => one.seed));
    const points = all
      .filter((one) => one.set === set && one.seed === seed)
      .flatMap(({method, rounds}) => rounds.map(({macs, best}) => ({x: macs / 1e12, y: best, series: method})));
    const title = `Best fitness on the search's noise, ${set}, seed ${seed}`;
    writeFileSync(
      join(folder, `search-${set}.svg`),
      await curveSvg(points, {x: 'TMACs executed', y: 'fitness', title}),
    );
  }
}

const run = (spec: string, seed: number, args: readonly string[]): void => {
  const {status} = spawnSync(
    process.execPath,
    [
      ...[join(packageRoot, 'bin', 'ddsm.js'), 'run', spec],
      ...['--runs', join(options.runs, `seed-${seed}`), '--plain'],
      ...[...[`train.seed=${seed}`, ...options.set].flatMap((setting) => ['--set', setting]), ...args],
    ],
    {stdio: ['ignore', 'ignore', 'inherit']},
  );
  if (status !== 0) process.exit(status ?? 1);
};
const movedOf = (set: string, seed: number): MovedOptions => ({set, seed, runs: options.runs, found: foundIn(set)});
if (!options.tables) {
  for (const set of sets)
    for (const seed of seeds) {
      const noise = [`search.seed=${seed}`, `evaluate.seed=${1000 + seed}`];
      const spec = join(packageRoot, 'experiments', `study-${set}.yaml`);
      run(
        spec,
        seed,
        noise.flatMap((setting) => ['--set', setting]),
      );
    }
  for (const set of sets)
    for (const seed of seeds) {
      run(stepsSpec(movedOf(set, seed)), seed, ['--until', 'search']);
      run(movedSpec(movedOf(set, seed)), seed, ['--until', 'search']);
    }
}
const all = sets.flatMap((set) => seeds.flatMap((seed) => searchedIn(set, seed)));
if (all.length === 0) throw new Error(`no search of the study is done in ${options.runs}`);
const moved = sets.flatMap((set) => seeds.flatMap((seed) => readMoved(movedOf(set, seed))));
const tables = tablesOf(all, moved);
for (const [name, table] of Object.entries(tables)) process.stdout.write(`${name}\n\n${table}\n\n`);
writeTables(join(packageRoot, 'docs', 'search.md'), tables);
await writeFigures(all);
