/** The paper's tables (ICLR 2024, Tables 2 and 4, supplement Tables A to F): their values, and which run each cell is of. */

export type PaperKey = 'cifar10' | 'celeba' | 'imagenet' | 'lsun-bedroom' | 'afhq' | 'celebahq128';

/** Where our number for a cell comes from. */
export interface CellSource {
  /** Name of the experiment's run. */
  run: string;
  variant?: string;
  /** A row of its results; absent for hours. */
  row?: 'adm' | 'ddsm' | 'diff-pruning';
  value: 'fid' | 'gflops' | 'totalTflops' | 'seconds' | 'hours';
  /** For hours. */
  stage?: 'baseline' | 'train' | 'search';
}

export interface PaperCell {
  /** Absent for nested supernets, which the paper does not have. */
  paper?: number;
  source: CellSource;
}

export interface PaperTable {
  /** A to F, 2, 4. */
  name: string;
  title: string;
  columns: readonly string[];
  /** Cells in the order of the columns. */
  rows: Record<string, readonly PaperCell[]>;
}

type Numbers = readonly number[];
/** Cells of one row from its values and the sources of the columns. */
const cells = (values: Numbers, sources: readonly CellSource[]): PaperCell[] =>
  values.map((paper, index) => ({paper, source: sources[index]!}));
const both = (run: string, row: CellSource['row']): CellSource[] => [
  {run, row, value: 'fid'} as CellSource,
  {run, row, value: 'gflops'} as CellSource,
];
const admAndDdsm = (adm: Numbers, ddsm: Numbers, of: (row: 'adm' | 'ddsm') => CellSource[]): PaperTable['rows'] => ({
  ADM: cells(adm, of('adm')),
  DDSM: cells(ddsm, of('ddsm')),
});

const main = (row: 'adm' | 'ddsm'): CellSource[] =>
  ['cifar10', 'celeba64', 'imagenet64'].flatMap((run) => [...both(run, row), {run, row, value: 'seconds'}]);
const ddimSteps = [10, 50, 100, 1000];
const ddim = (row: 'adm' | 'ddsm'): CellSource[] =>
  (['fid', 'totalTflops'] as const).flatMap((value) =>
    ddimSteps.map((steps) => ({run: 'celeba64-ddim', variant: `ddim-${steps}`, row, value})),
  );
const edm = (variant: string, row: 'adm' | 'ddsm'): CellSource[] =>
  (['fid', 'totalTflops'] as const).map((value) => ({run: 'cifar10-edm', variant, row, value}));
const hours = (stage: NonNullable<CellSource['stage']>): CellSource[] =>
  ['cifar10', 'celeba64'].map((run) => ({run, stage, value: 'hours'}));

export const PAPER_TABLES: readonly PaperTable[] = [
  {
    name: '2',
    title: 'Main results',
    columns: ['CIFAR-10', 'CelebA', 'ImageNet'].flatMap((data) => [`${data} FID`, `${data} GFLOPs`, `${data} s/image`]),
    rows: admAndDdsm(
      [3.713, 12.14, 0.93, 6.755, 49.88, 2.25, 27.0, 82.06, 4.75],
      [3.552, 6.2, 0.59, 6.039, 19.58, 1.13, 24.714, 19.4, 3.22],
      main,
    ),
  },
  {
    name: '4',
    title: 'DDIM on CelebA',
    columns: ['FID', 'TFLOPs'].flatMap((what) => ddimSteps.map((steps) => `${what} ${steps}`)),
    rows: {
      DDIM: cells([28.72, 9.385, 7.912, 6.755, 0.498, 2.494, 4.988, 49.88], ddim('adm')),
      'DDIM+DDSM': cells([28.33, 8.826, 7.132, 6.039, 0.26, 1.376, 2.384, 19.58], ddim('ddsm')),
    },
  },
  {
    name: 'A',
    title: 'LSUN-bedroom and AFHQ',
    columns: ['LSUN-bedroom FID', 'LSUN-bedroom GFLOPs', 'AFHQ FID', 'AFHQ GFLOPs'],
    rows: admAndDdsm([5.027, 49.88, 7.244, 49.88], [5.289, 20.48, 6.249, 14.72], (row) => [
      ...both('lsun-bedroom', row),
      ...both('afhq', row),
    ]),
  },
  {
    name: 'B',
    title: 'Diff-Pruning, CelebA 64×64, 100 steps',
    columns: ['FID', 'GFLOPs'],
    rows: {
      Baseline: cells([6.48, 49.9], both('celeba64-table-b', 'adm')),
      'Diff-pruning': cells([6.24, 26.6], both('celeba64-table-b', 'diff-pruning')),
      DDSM: cells([6.04, 19.6], both('celeba64-table-b', 'ddsm')),
    },
  },
  {
    name: 'C',
    title: 'EDM sampler (Heun, discrete), unconditional CIFAR-10',
    columns: ['FID', 'Total TFLOPs'],
    rows: {
      EDM50: cells([3.65, 0.61], edm('edm50', 'adm')),
      'EDM50+DDSM': cells([3.61, 0.34], edm('edm50', 'ddsm')),
      EDM100: cells([3.41, 1.22], edm('edm100', 'adm')),
      'EDM100+DDSM': cells([3.49, 0.54], edm('edm100', 'ddsm')),
    },
  },
  {
    name: 'D',
    title: 'CelebA-HQ 128×128, strategy searched at 64×64',
    columns: ['FID', 'GFLOPs'],
    rows: admAndDdsm([7.53, 194.0], [7.71, 76.18], (row) => both('celebahq128', row)),
  },
  {
    name: 'E',
    title: 'Conditional CIFAR-10, strategy searched on unconditional CIFAR-10',
    columns: ['FID', 'GFLOPs'],
    rows: admAndDdsm([2.48, 12.14], [2.52, 6.2], (row) => both('cifar10-conditional', row)),
  },
  {
    name: 'F',
    title: 'Total hours (the paper: GPU hours of an RTX 3090)',
    columns: ['CIFAR-10', 'CelebA'],
    rows: {
      'DDPM-train': cells([278, 435], hours('baseline')),
      'DDSM-train': cells([502, 1036], hours('train')),
      'DDSM-search': cells([320, 524], hours('search')),
    },
  },
];

/** Runs whose strategies Figure A shows, and Figures B and C. */
export const FIGURE_A = ['lsun-bedroom', 'afhq'];
export const FIGURE_BC = ['cifar10', 'celeba64', 'imagenet64', ...FIGURE_A];

/** Runs of the paper's data sets that are not called what `tables.paper` calls them. */
const RUN_OF: Partial<Record<PaperKey, string>> = {celeba: 'celeba64', imagenet: 'imagenet64'};

/** The paper's FID or GFLOPs of an experiment's row, where it has one. */
export function paperValue(key: PaperKey, row: string, value: 'fid' | 'gflops'): number | undefined {
  const run = RUN_OF[key] ?? key;
  return PAPER_TABLES.flatMap(({rows}) => Object.values(rows).flat()).find(
    ({source}) => source.run === run && source.row === row && source.value === value,
  )?.paper;
}

/** What a run has to offer. */
export interface RunResults {
  rows: readonly {
    variant?: string;
    row: string;
    features: string;
    distance: number;
    gflops: number;
    totalTflops: number;
    latencyMs: number | null;
  }[];
  /** Seconds of each stage that is done. */
  seconds: Partial<Record<string, number>>;
}

/** Results of runs by their name. */
type Runs = ReadonlyMap<string, RunResults>;

/** The run of a published spec's nested counterpart. */
const nestedRun = (run: string): string => `${run}-nested`;

/** Whether a run has a place in the paper's tables: by its name alone. */
export const isOfPaper = (name: string): boolean =>
  PAPER_TABLES.flatMap(({rows}) => Object.values(rows).flat()).some(
    ({source: {run}}) => run === name || nestedRun(run) === name,
  );

/** Whether a cell is of the plain network, which does not depend on the kind of supernet. */
const isPlain = ({row, stage}: CellSource): boolean => row === 'adm' || row === 'diff-pruning' || stage === 'baseline';

/** A run's number for a cell, or undefined where it has none. A distance is FID only with Inception's features. */
function runValue(source: CellSource, run: RunResults | undefined): number | undefined {
  if (source.value === 'hours') {
    const seconds = run?.seconds[source.stage!];
    return seconds === undefined ? undefined : seconds / 3600;
  }
  const row = run?.rows.find((one) => one.row === source.row && (one.variant ?? '') === (source.variant ?? ''));
  if (!row) return undefined;
  if (source.value === 'fid') return row.features.startsWith('inception') ? row.distance : undefined;
  if (source.value === 'seconds') return row.latencyMs === null ? undefined : row.latencyMs / 1000;
  return row[source.value];
}

/** Our number for a cell, or undefined where no run has it. A nested run has the published run's plain network, too. */
const ourValue = (source: CellSource, runs: Runs): number | undefined =>
  runValue(source, runs.get(source.run)) ??
  (isPlain(source) ? runValue(source, runs.get(nestedRun(source.run))) : undefined);

/** The paper's rows, then a row for each supernet's nested counterpart that a run has a value of. */
function shownRows({rows}: PaperTable, runs: Runs): [string, readonly PaperCell[]][] {
  const paper = Object.entries(rows);
  const nested = paper
    .filter(([, line]) => !line.some(({source}) => isPlain(source)))
    .map(([row, line]): [string, PaperCell[]] => [
      `${row}, nested`,
      line.map(({source}) => ({source: {...source, run: nestedRun(source.run)}})),
    ]);
  return [...paper, ...nested.filter(([, line]) => line.some(({source}) => ourValue(source, runs) !== undefined))];
}

/** Our value and the paper's in turn, a line for each row: what a CSV and a Markdown table show. */
export function tableLines(
  table: PaperTable,
  runs: Runs,
): {columns: string[]; lines: Record<string, string | number>[]} {
  const {columns} = table;
  return {
    columns: ['row', ...columns.flatMap((column) => [column, `${column} (paper)`])],
    lines: shownRows(table, runs).map(([row, line]) => ({
      row,
      ...Object.fromEntries(
        line.flatMap(({paper, source}, index) => [
          [columns[index]!, ourValue(source, runs)?.toPrecision(4) ?? ''],
          [`${columns[index]!} (paper)`, paper ?? ''],
        ]),
      ),
    })),
  };
}

/** Runs that a table lacks something of. */
export const missingRuns = (table: PaperTable, runs: Runs): string[] => [
  ...new Set(
    shownRows(table, runs)
      .flatMap(([, line]) => line)
      .filter(({source}) => ourValue(source, runs) === undefined)
      .map(({source}) => source.run),
  ),
];
