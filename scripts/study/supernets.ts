/**
 * The study of supernets: trains both kinds of slimming on the same data with the same seeds, and writes the tables and the
 * figure of docs/supernets.md. Finished stages are reused, so a study that was stopped continues.
 * Usage: supernets.js [--parts digits,start,search,fashion] [--seeds 0,1,2,3,4] [--runs FOLDER] [--set PATH=VALUE]… [--tables]
 */
import {spawnSync} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {packageRoot} from '../../src/paths.js';
import {curveSvg} from '../../src/report/figures.js';
import {openRun} from '../../src/run/past.js';
import {readJson} from '../../src/store/files.js';
import {evaluationFiles, runFiles} from '../../src/store/runFolder.js';
import type {MeasuredRow} from '../../src/tables/results.js';
import {writeTables} from './page.js';

const {values: options} = parseArgs({
  options: {
    parts: {type: 'string', default: 'digits,start,search,fashion'},
    seeds: {type: 'string', default: '0,1,2,3,4'},
    runs: {type: 'string', default: join('runs', 'supernets')},
    set: {type: 'string', multiple: true, default: []},
    /** Only write what there is. */
    tables: {type: 'boolean', default: false},
  },
});
const runs = resolve(options.runs);
const seeds = options.seeds.split(',').map(Number);

/** One training and its evaluation, once for each seed. */
interface Configuration {
  /** Of its runs, and in the tables. */
  name: string;
  title: string;
  spec: 'quickstart' | 'fashion';
  set: readonly string[];
}

const published = ['widths.slices=prefix', 'widths.norms=constant-count'];
const fourGroups = ['model.groups=4', 'baseline.groups=4'];
const uniform = ['evaluate.rows=[uniform]', 'evaluate.jackknife=0', 'train.sampleEvery=0'];
const searched = ['evaluate.rows=[uniform,ddsm]', ...uniform.slice(1)];
const short = ['train.iterations=1500', 'train.learningRate=2.0e-3', 'precision=bfloat16', 'evaluate.images=512'];

const PARTS: Record<string, Configuration[]> = {
  digits: [
    {name: 'published', title: 'published', spec: 'quickstart', set: [...uniform, ...published]},
    {
      name: 'published-4',
      title: 'published, 4 groups',
      spec: 'quickstart',
      set: [...uniform, ...published, ...fourGroups],
    },
    {
      name: 'aligned',
      title: 'aligned slices alone',
      spec: 'quickstart',
      set: [...uniform, 'widths.norms=constant-count'],
    },
    {name: 'sized', title: 'constant-size norms alone', spec: 'quickstart', set: [...uniform, 'widths.slices=prefix']},
    {name: 'nested', title: '**nested**', spec: 'quickstart', set: uniform},
  ],
  start: [
    {
      name: 'scratch-390',
      title: 'random weights, 390',
      spec: 'quickstart',
      set: [...uniform, 'train.iterations=390'],
    },
    ...[260, 390].map(
      (steps): Configuration => ({
        name: `from-${steps}`,
        title: `plain network, ${steps}`,
        spec: 'quickstart',
        set: [
          ...['evaluate.rows=[adm,uniform]', ...uniform.slice(1)],
          ...[`train.iterations=${steps}`, 'train.from=baseline', 'train.sandwich=4', 'train.warmup=20'],
          'baseline.warmup=100',
          'train.draws={2/8: 6, 4/8: 2, 6/8: 2}',
        ],
      }),
    ),
  ],
  search: [
    ['0.0071', 'gflops=0.0071'],
    ['0.0122', 'gflops=0.0122'],
    ['full', 'distance=full'],
  ].flatMap(([name, target]): Configuration[] => {
    const set = [...searched, ...(name === 'full' ? ['search.target.gflops=null'] : []), `search.target.${target}`];
    return [
      {name: `published-${name}`, title: `published, \`${target}\``, spec: 'quickstart', set: [...set, ...published]},
      {name: `nested-${name}`, title: `**nested**, \`${target}\``, spec: 'quickstart', set},
    ];
  }),
  fashion: [
    {
      name: 'fashion-published-4',
      title: 'published, 4 groups',
      spec: 'fashion',
      set: [...uniform, ...short, ...published, ...fourGroups.slice(0, 1)],
    },
    {name: 'fashion-nested', title: '**nested**', spec: 'fashion', set: [...uniform, ...short]},
  ],
};

const runOf = (name: string, seed: number): string => join(runs, `${name}-s${seed}`);

function run({name, spec, set}: Configuration, seed: number): void {
  const settings = [
    `name=${name}-s${seed}`,
    ...[`train.seed=${seed}`, `search.seed=${seed}`, `evaluate.seed=${1000 + 100 * seed}`],
    ...set,
    ...options.set,
  ];
  const {status} = spawnSync(
    process.execPath,
    [
      ...[join(packageRoot, 'bin', 'ddsm.js'), 'run', join(packageRoot, 'experiments', `${spec}.yaml`)],
      ...['--runs', runs, '--plain', ...settings.flatMap((setting) => ['--set', setting])],
    ],
    {stdio: ['ignore', 'ignore', 'inherit']},
  );
  if (status !== 0) process.exit(status ?? 1);
}

/** Rows of a configuration, one list for each seed that is done. */
function rowsOf({name}: Configuration): MeasuredRow[][] {
  return seeds.flatMap((seed) => {
    const folder = runOf(name, seed);
    if (!existsSync(runFiles(folder).spec)) return [];
    const [found] = openRun(folder).cases;
    const results = readJson<{rows: MeasuredRow[]}>(evaluationFiles(join(folder, found!.evaluate)).results);
    return results ? [results.rows] : [];
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
};
const spread = (values: readonly number[]): string =>
  values.length > 1 ? `${mean(values).toFixed(2)} ± ${deviation(values).toFixed(2)}` : (values[0]?.toFixed(2) ?? '');

const valuesOf = (rows: MeasuredRow[][], row: string, width?: string): number[] =>
  rows.flatMap((one) =>
    one
      .filter((found) => found.row === row && (width === undefined || found.width === width))
      .map(({distance}) => distance),
  );

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  [
    `| ${columns.join(' | ')} |`,
    `|${columns.map((_, index) => (index === 0 ? '---' : '--:')).join('|')}|`,
    ...lines.map((line) => `| ${line.join(' | ')} |`),
  ].join('\n');

const WIDTHS = ['2/8', '4/8', '6/8', '8/8'];
const widthTable = (configurations: readonly Configuration[]): string =>
  table(
    ['', ...WIDTHS, 'seeds'],
    configurations.flatMap((one) => {
      const rows = rowsOf(one);
      if (rows.length === 0) return [];
      return [[one.title, ...WIDTHS.map((width) => spread(valuesOf(rows, 'uniform', width))), String(rows.length)]];
    }),
  );

function searchTable(): string {
  const lines = PARTS.search!.flatMap((one) => {
    const rows = rowsOf(one);
    if (rows.length === 0) return [];
    const [full] = rows[0]!.filter((row) => row.row === 'uniform' && row.width === '8/8');
    const share =
      mean(rows.flatMap((all) => all.filter(({row}) => row === 'ddsm').map(({gflops}) => gflops))) / full!.gflops;
    const found = valuesOf(rows, 'ddsm');
    return [
      [
        one.title,
        `${(100 * share).toFixed(0)} %`,
        spread(found),
        spread(valuesOf(rows, 'uniform', '8/8')),
        String(rows.length),
      ],
    ];
  });
  return table(['', 'cost of the strategy', 'strategy', 'full width', 'seeds'], lines);
}

const parts = options.parts.split(',');
if (!options.tables) for (const part of parts) for (const seed of seeds) for (const one of PARTS[part]!) run(one, seed);

const tables = {
  'supernets-digits': widthTable(PARTS.digits!),
  'supernets-start': widthTable([
    PARTS.start![0]!,
    {...PARTS.digits!.at(-1)!, title: 'random weights, 1300'},
    ...PARTS.start!.slice(1),
  ]),
  'supernets-search': searchTable(),
  'supernets-fashion': widthTable(PARTS.fashion!),
};
for (const [name, text] of Object.entries(tables)) process.stdout.write(`${name}\n\n${text}\n\n`);
writeTables(join(packageRoot, 'docs', 'supernets.md'), tables);
const points = PARTS.digits!.flatMap((one) => {
  const rows = rowsOf(one);
  return WIDTHS.map((width) => ({
    x: Number(width[0]),
    y: mean(valuesOf(rows, 'uniform', width)),
    series: one.title.replaceAll('*', ''),
  })).filter(({y}) => Number.isFinite(y));
});
writeFileSync(
  join(packageRoot, 'docs', 'pictures', 'supernets.svg'),
  await curveSvg(points, {x: 'width in eighths', y: 'Fréchet distance', title: 'Distance at every width, digits'}),
);
