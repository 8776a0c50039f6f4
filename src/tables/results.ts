/** Results on disk → rows → CSV and Markdown. Deterministic: same results, same bytes; no times, no hosts. */
import {stringify} from 'csv-stringify/sync';
import {type PaperKey, paperValue} from './paper.js';

/** A measured row, as the stage `evaluate` leaves it. */
export interface MeasuredRow {
  /** Name of the variant; absent where the spec has none. */
  variant?: string;
  /** What its files are called: `adm`, `uniform-4_8`, `ddsm`. */
  id: string;
  /** Name of its method. */
  row: string;
  /** The width, `steps` where it differs from step to step, a number where there are several of a kind. */
  width: string;
  sampler: string;
  steps: number;
  images: number;
  features: string;
  /** Mean over the repeats. */
  distance: number;
  distanceMin: number;
  /** How sure the distance is: its standard deviation over repeats, or by the jackknife over parts of the images. */
  distanceDeviation?: number | undefined;
  repeats: number;
  /** Other scores of the same features. */
  scores: Record<string, number>;
  /** Mean of one evaluation. */
  gflops: number;
  /** Of one image, through all its evaluations. */
  totalTflops: number;
  /** Network evaluations of one image. */
  evaluations: number;
  latencyMs: number;
  /** The session of `ddsm` that timed it: when it began. */
  timedIn?: string | undefined;
  /** What decoding the image's latent costs beside that, where there is one. */
  decoderGflops?: number | undefined;
}

const SCORE_COLUMNS = [
  'kid',
  'kidDeviation',
  'inceptionScore',
  'inceptionScoreDeviation',
  'sfid',
  'precision',
  'recall',
] as const;
export const RESULT_COLUMNS = [
  'row',
  'width',
  'sampler',
  'steps',
  'images',
  'features',
  'distance',
  'gflops',
  'totalTflops',
  'uniformDistanceAtCost',
  'belowUniformPercent',
  'evaluations',
  'variant',
  'distanceDeviation',
  'distanceMin',
  'repeats',
  ...SCORE_COLUMNS,
  'decoderGflops',
] as const;
export type ResultLine = Record<(typeof RESULT_COLUMNS)[number], string | number>;

/** Rows of the supernet by a strategy of several widths, the searched one first. */
export const BY_STRATEGY: readonly MeasuredRow['row'][] = [
  'ddsm',
  'uniform-mix',
  'early-late',
  'random',
  'multilevel',
  'cached',
];

const fixed = (value: number, digits: number): string => value.toFixed(digits);

/** What uniform rows of its variant would give at a row's cost: interpolated in log distance over GFLOPs. */
export function uniformAt({gflops, variant}: MeasuredRow, rows: readonly MeasuredRow[]): number | undefined {
  const points = rows
    .filter((one) => one.row === 'uniform' && one.variant === variant)
    .sort((a, b) => a.gflops - b.gflops);
  for (const [index, right] of points.entries()) {
    const left = points[index - 1];
    if (!left || gflops < left.gflops || gflops > right.gflops) continue;
    const share = (gflops - left.gflops) / (right.gflops - left.gflops);
    return Math.exp(Math.log(left.distance) * (1 - share) + Math.log(right.distance) * share);
  }
  return undefined;
}

/** The lines of tables/results.csv. */
export function resultLines(rows: readonly MeasuredRow[]): ResultLine[] {
  return rows.map((one) => {
    const line = BY_STRATEGY.includes(one.row) ? uniformAt(one, rows) : undefined;
    return {
      row: one.row,
      width: one.width,
      sampler: one.sampler,
      steps: one.steps,
      images: one.images,
      features: one.features,
      distance: fixed(one.distance, 4),
      gflops: fixed(one.gflops, 6),
      totalTflops: fixed(one.totalTflops, 6),
      uniformDistanceAtCost: line === undefined ? '' : fixed(line, 4),
      belowUniformPercent: line === undefined ? '' : fixed(100 * (1 - one.distance / line), 1),
      evaluations: one.evaluations,
      variant: one.variant ?? '',
      distanceDeviation: one.distanceDeviation === undefined ? '' : fixed(one.distanceDeviation, 4),
      distanceMin: fixed(one.distanceMin, 4),
      repeats: one.repeats,
      decoderGflops: one.decoderGflops === undefined ? '' : fixed(one.decoderGflops, 6),
      ...(Object.fromEntries(
        SCORE_COLUMNS.map((name) => [name, one.scores[name] === undefined ? '' : fixed(one.scores[name], 6)]),
      ) as Record<(typeof SCORE_COLUMNS)[number], string>),
    };
  });
}

/**
 * For each row the variants that it stands for in a table, as text; undefined where an earlier row stands for it. Variants
 * that share a network share the rows that are no strategy's.
 */
export function variantLabels(rows: readonly MeasuredRow[]): (string | undefined)[] {
  const all = new Set(rows.map(({variant}) => variant)).size;
  const same = new Map<string, MeasuredRow[]>();
  const groups = rows.map((one) => {
    const {id, distance, gflops, evaluations, images, features, sampler, steps} = one;
    const own = BY_STRATEGY.includes(one.row) ? one.variant : '';
    const key = JSON.stringify([own, id, distance, gflops, evaluations, images, features, sampler, steps]);
    const group = same.get(key) ?? [];
    same.set(key, [...group, one]);
    return key;
  });
  return rows.map((one, index) => {
    const group = same.get(groups[index]!)!;
    if (group[0] !== one) return undefined;
    if (group.length > 1 && group.length === all) return 'all';
    return `${one.variant ?? ''}${group.length > 1 ? ` and ${group.length - 1} more` : ''}`;
  });
}

export const EVALUATION_COLUMNS = [
  'sampler',
  'steps',
  'evaluations',
  'variant',
  'fullDistance',
  'fullTotalTflops',
  'ddsmDistance',
  'ddsmTotalTflops',
  'savedPercent',
] as const;
export type EvaluationLine = Record<(typeof EVALUATION_COLUMNS)[number], string | number>;

/** The lines of tables/evaluations.csv: each variant at full width and with its strategy, as in the paper's Tables 4 and C. */
export function evaluationLines(rows: readonly MeasuredRow[]): EvaluationLine[] {
  return [...new Set(rows.map(({variant}) => variant))].flatMap((variant) => {
    const own = rows.filter((one) => one.variant === variant);
    const full = own.find(({row, width}) => row === 'uniform' && width === '8/8') ?? own.find(({row}) => row === 'adm');
    const ddsm = own.find(({row}) => row === 'ddsm');
    const any = ddsm ?? full;
    if (!any) return [];
    return [
      {
        sampler: any.sampler,
        steps: any.steps,
        evaluations: any.evaluations,
        variant: variant ?? '',
        fullDistance: full ? fixed(full.distance, 4) : '',
        fullTotalTflops: full ? fixed(full.totalTflops, 6) : '',
        ddsmDistance: ddsm ? fixed(ddsm.distance, 4) : '',
        ddsmTotalTflops: ddsm ? fixed(ddsm.totalTflops, 6) : '',
        savedPercent: full && ddsm ? fixed(100 * (1 - ddsm.totalTflops / full.totalTflops), 1) : '',
      },
    ];
  });
}

export const CONTROL_COLUMNS = [
  'row',
  'repeats',
  'gflops',
  'distance',
  'deviation',
  'aboveDdsmPercent',
  'worst',
] as const;

/**
 * The lines of tables/controls.csv: strategies of the searched one's cost beside it, over variants (seeds). Distances are
 * means over variants, several strategies of a kind averaged first; `aboveDdsmPercent` is the mean over variants of how
 * far above the searched strategy's distance it is, `worst` the least of those.
 */
export function controlLines(rows: readonly MeasuredRow[]): Record<string, string | number>[] {
  const variants = [...new Set(rows.map(({variant}) => variant))];
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const of = (row: MeasuredRow['row'], variant: string | undefined) => {
    const found = rows.filter((one) => one.row === row && one.variant === variant);
    return found.length === 0
      ? undefined
      : {distance: mean(found.map(({distance}) => distance)), gflops: mean(found.map(({gflops}) => gflops))};
  };
  return BY_STRATEGY.flatMap((row) => {
    const measured = variants.flatMap((variant) => {
      const [own, ddsm] = [of(row, variant), of('ddsm', variant)];
      return own && ddsm ? [{...own, above: 100 * (own.distance / ddsm.distance - 1)}] : [];
    });
    if (measured.length === 0) return [];
    const distances = measured.map(({distance}) => distance);
    const center = mean(distances);
    const spread = Math.sqrt(distances.reduce((sum, one) => sum + (one - center) ** 2, 0) / (distances.length - 1));
    return [
      {
        row,
        repeats: measured.length,
        gflops: fixed(mean(measured.map(({gflops}) => gflops)), 6),
        distance: fixed(center, 4),
        deviation: measured.length > 1 ? fixed(spread, 4) : '',
        aboveDdsmPercent: fixed(mean(measured.map(({above}) => above)), 1),
        worst: fixed(Math.min(...measured.map(({above}) => above)), 1),
      },
    ];
  });
}

export const toCsv = (lines: readonly object[], columns: readonly string[]): string =>
  stringify([...lines], {header: true, columns: [...columns]});

/** A Markdown table; numbers are aligned to the right. */
/** A cell stays one: line breaks and bars would make more of it. */
const cellOf = (value: string | number): string =>
  String(value)
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('|', '\\|');

export function toMarkdown(lines: readonly Record<string, string | number>[], columns: readonly string[]): string {
  const cells = lines.map((line) => columns.map((column) => cellOf(line[column] ?? '')));
  const widths = columns.map((column, index) => Math.max(3, column.length, ...cells.map((row) => row[index]!.length)));
  const numeric = columns.map(
    (_, index) =>
      cells.some((row) => row[index] !== '') &&
      cells.every((row) => /^-?[\d.]*%?( ± [\d.e-]+| \*)?$/.test(row[index]!)),
  );
  const format = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => (numeric[index] ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, index) => (numeric[index] ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [format(columns), rule, ...cells.map(format)].join('\n');
}

/** The number of images of most rows, and the rows that have others: held-out images may be fewer. */
export function imagesOfRows(rows: readonly Pick<MeasuredRow, 'row' | 'width' | 'variant' | 'images'>[]): string {
  const counts = new Map<number, number>();
  for (const {images} of rows) counts.set(images, (counts.get(images) ?? 0) + 1);
  const [usual] = [...counts].sort(([a, x], [b, y]) => y - x || b - a)[0] ?? [0];
  const others = rows
    .filter(({images}) => images !== usual)
    .map(({variant, row, width, images}) => `${[variant, row, width].filter(Boolean).join(' ')}: ${images}`);
  return `${usual} images${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
}

/**
 * The summary at the end of a run: every row, its saving, and the paper's values beside it where there are some; then
 * what the networks were `trained` on, a line each.
 */
export function summary(rows: readonly MeasuredRow[], paper: PaperKey | '', trained: readonly string[]): string {
  const varied = rows.some(({variant}) => variant !== undefined);
  const columns = [
    ...(varied ? ['variant', 'evaluations'] : []),
    'row',
    'width',
    'distance',
    'GFLOPs',
    'of full',
    'total TFLOPs',
    'ms/image',
    ...(paper ? ['paper FID', 'paper GFLOPs'] : []),
  ];
  const timed = rows.filter(({latencyMs}) => Number.isFinite(latencyMs));
  const last = timed.map(({timedIn = ''}) => timedIn).reduce((a, b) => (a > b ? a : b), '');
  const isTimedApart = ({timedIn = ''}: MeasuredRow): boolean => timedIn !== last;
  const full = Math.max(...rows.map(({gflops}) => gflops));
  const labels = variantLabels(rows);
  const lines = rows.map((one, index) => ({
    variant: labels[index],
    evaluations: one.evaluations,
    row: one.row,
    width: one.width,
    distance: `${one.distance.toPrecision(4)}${one.distanceDeviation === undefined ? '' : ` ± ${one.distanceDeviation.toPrecision(2)}`}`,
    GFLOPs: one.gflops.toPrecision(4),
    'of full': `${Math.round((100 * one.gflops) / full)}%`,
    'total TFLOPs': one.totalTflops.toPrecision(4),
    'ms/image': Number.isFinite(one.latencyMs) ? `${one.latencyMs.toPrecision(3)}${isTimedApart(one) ? ' *' : ''}` : '',
    'paper FID': (paper && paperValue(paper, one.row, 'fid')) ?? '',
    'paper GFLOPs': (paper && paperValue(paper, one.row, 'gflops')) ?? '',
  }));
  const shown = lines.flatMap(({variant, ...line}) => (variant === undefined ? [] : [{variant, ...line}]));
  const sampler = varied ? '' : `, sampler ${rows[0]?.sampler} ${rows[0]?.steps} steps`;
  const parts = [
    toMarkdown(shown, columns),
    '',
    `distance: Fréchet, features ${rows[0]?.features}, ${imagesOfRows(rows)}${sampler}`,
    ...(timed.some(isTimedApart)
      ? ['*: timed in an earlier session than the other rows, when the machine may have had other work']
      : []),
    ...trained,
  ];
  for (const ddsm of rows.filter(({row}) => row === 'ddsm')) {
    const line = uniformAt(ddsm, rows);
    if (line === undefined) continue;
    const percent = 100 * (1 - ddsm.distance / line);
    const comparison = percent >= 0 ? `${percent.toFixed(1)} % below` : `${(-percent).toFixed(1)} % above`;
    parts.push(
      `ddsm${ddsm.variant ? ` (${ddsm.variant})` : ''}: distance ${ddsm.distance.toPrecision(4)} at ${ddsm.gflops.toPrecision(4)} GFLOPs, ${comparison} a uniform width of equal cost (${line.toPrecision(4)})`,
    );
  }
  return parts.join('\n');
}
