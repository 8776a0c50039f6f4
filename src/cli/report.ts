/** `ddsm report`: one HTML page with everything that a run has to show. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {requireWritable} from '../commit.js';
import type {Plan} from '../plan/plan.js';
import {curveSvg, strategiesSvg} from '../report/figures.js';
import {type Block, page, type Section} from '../report/page.js';
import {describeDevice} from '../run/devices.js';
import {machinesOf, readJournal} from '../run/journal.js';
import {refuseLinksOut} from '../run/links.js';
import {formatSeconds} from '../run/meter.js';
import {viewOf} from '../run/overview.js';
import {caseFolders, openRun, type PastRun, requireRun} from '../run/past.js';
import {preparedFolder} from '../run/plan.js';
import {stageStates} from '../run/states.js';
import {evaluationSampler} from '../spec/experiment.js';
import {readLines, writeFileDurably} from '../store/files.js';
import {evaluationFiles, runFiles, trainingFiles} from '../store/runFolder.js';
import {readRecord} from '../store/stageRecord.js';
import {toLatex} from '../tables/latex.js';
import {type CaseFolders, type MeasuredRow, measuredRows, searchedStrategy, sweptRows} from '../tables/read.js';
import {imagesOfRows, RESULT_COLUMNS, type ResultLine, resultLines, toCsv, variantLabels} from '../tables/results.js';
import {ALIKE_COLUMNS, alikeLines, SPENDING_COLUMNS, spendingLines} from '../tables/strategies.js';
import {sweepTable} from '../tables/sweep.js';
import {trainingLines} from '../tables/training.js';
import {print} from './output.js';

interface Options {
  runs: string;
  out?: string;
}

export async function report(names: string[], {runs, out}: Options): Promise<void> {
  const found = names.map((name) => requireRun(name, runs));
  found.forEach(refuseLinksOut);
  const [only] = found;
  const path = out ?? (found.length === 1 ? runFiles(only!).report : runFiles(runs).report);
  requireWritable(path);
  writeFileDurably(path, found.length === 1 ? await reportOf(only!) : await reportOfAll(found));
  print(path);
}

/** One page of several runs: what they have in common first, then each. */
async function reportOfAll(runs: readonly string[]): Promise<string> {
  const all = await Promise.all(runs.map(async (run) => ({name: basename(run), ...(await contentsOf(run))})));
  const results = all.flatMap(({name, rows}) => distinctLines(rows).map((line) => ({run: name, ...line})));
  const columns = filled(['run', ...RESULT_COLUMNS], results);
  const strategies = all.flatMap(({name, strategy}) => (strategy ? [{name, widths: strategy}] : []));
  const together = strategies.length > 0 ? await strategiesSvg(strategies, {title: 'Strategies', together: true}) : '';
  const compared: Block[] =
    strategies.length > 1
      ? [
          {kind: 'text', text: 'How alike the strategies are: width by width along the way from the image to noise.'},
          {kind: 'table', columns: ALIKE_COLUMNS, lines: alikeLines(strategies)},
        ]
      : [];
  const overview: Section[] = [
    {title: 'Results', blocks: results.length > 0 ? [tableBlock(columns, results, 'Results')] : []},
    {
      title: 'Strategies',
      blocks: [...compared, ...(together ? [{kind: 'figure', caption: 'width by step', svg: together} as Block] : [])],
    },
  ];
  const own = all.flatMap(({name, sections}) =>
    sections.map((section) => ({...section, title: `${name}: ${section.title.toLowerCase()}`})),
  );
  return page({
    title: 'Experiments',
    subtitle: all.map(({name, subtitle}) => `${name}: ${subtitle}`).join('; '),
    sections: [...overview, ...own].filter(({blocks}) => blocks.length > 0),
  });
}

async function reportOf(run: string): Promise<string> {
  const {title, subtitle, sections} = await contentsOf(run);
  return page({title, subtitle, sections});
}

interface Contents {
  title: string;
  subtitle: string;
  rows: MeasuredRow[];
  strategy: string[] | undefined;
  sections: Section[];
}

async function contentsOf(run: string): Promise<Contents> {
  const past = openRun(run);
  const {experiment, plan, cases} = past;
  const rows = measuredRows(run, cases) ?? [];
  const lines = distinctLines(rows);
  const swept = sweepTable(sweptRows(rows, cases));
  // What is the same in all rows is said once, above the table.
  const columns = RESULT_COLUMNS.filter(
    (column) =>
      column === 'row' ||
      column === 'width' ||
      (lines.some((line) => line[column] !== lines[0]![column]) && !(column === 'distanceMin' && areSingle(lines))),
  );
  const {kind, steps} = evaluationSampler(experiment.cases[0]!);
  const made = rows[0]
    ? `${imagesOfRows(rows)}, features ${rows[0].features}; distances against the training set; GFLOPs of one evaluation of one image, as the paper counts them.`
    : '';
  const figures = filesIn(runFiles(run).figures, '.svg').map(
    (path): Block => ({
      kind: 'drawing',
      // The figure has its title; what is left of the name is the variant.
      alt: basename(path, '.svg'),
      caption: basename(path, '.svg').replace(/^(strategy-noise|[a-z]+)-?/, ''),
      svg: readFileSync(path, 'utf8'),
    }),
  );
  const grids = cases.flatMap(({variant, evaluate}) =>
    rows
      .filter((row) => (row.variant ?? '') === variant)
      .map((row) => ({
        path: evaluationFiles(join(run, evaluate)).grid(row.id),
        caption: `${variant ? `${variant}: ` : ''}${row.row} ${row.width}`,
      }))
      .filter(({path}) => existsSync(path))
      .map(({path, caption}): Block => ({kind: 'image', caption, png: readFileSync(path)})),
  );
  const sections: Section[] = [
    {
      title: 'Results',
      blocks: [
        ...unfinished(run, plan),
        ...(made ? [{kind: 'text', text: made} as Block] : []),
        ...(lines.length > 0 ? [tableBlock(columns, lines, `Results of ${experiment.name}`)] : []),
        ...(rows.length > 0 ? trainingLines(plan) : []).map((text): Block => ({kind: 'text', text})),
      ],
    },
    {
      title: 'Sweep',
      blocks:
        swept.lines.length === 0
          ? []
          : [
              {kind: 'text', text: SWEPT},
              tableBlock(filled(swept.columns, swept.lines), swept.lines, `Sweep of ${experiment.name}`),
            ],
    },
    {title: 'Figures', blocks: figures},
    {title: 'Where the strategy spends its widths', blocks: spending(run, cases)},
    {title: 'Images', blocks: grids.length > 0 ? [...realImages(run, experiment), ...grids] : []},
    {title: 'Training', blocks: await training(past)},
    {
      title: 'How it was made',
      blocks: [
        {kind: 'table', columns: ['stage', 'state', 'time', 'device'], lines: stageLines(run, plan.stages)},
        ...machine(run),
        {kind: 'code', summary: 'The spec, resolved', text: readFileSync(runFiles(run).spec, 'utf8')},
        {kind: 'code', summary: 'The journal', text: journal(run)},
      ],
    },
  ];
  return {
    title: experiment.name,
    subtitle: `${(experiment.description || 'An experiment').replace(/\.$/, '')}. Sampler: ${kind}, ${steps} steps.`,
    rows,
    strategy: searchedStrategy(run, cases[0]!),
    sections: sections.filter(({blocks}) => blocks.length > 0),
  };
}

/** The lines of results, equal ones of several variants once. */
function distinctLines(rows: readonly MeasuredRow[]): ResultLine[] {
  const labels = variantLabels(rows);
  return resultLines(rows).flatMap((line, index) => {
    const variant = labels[index];
    return variant === undefined ? [] : [{...line, variant}];
  });
}

const SWEPT =
  'Means over the seeds of a point, and their deviation; how far below the line of uniform widths a strategy is, in percent. A row on which a setting has no influence stands once, without it.';

/** The columns that some line fills. */
const filled = (columns: readonly string[], lines: readonly Record<string, string | number>[]): string[] =>
  columns.filter((column) => lines.some((line) => (line[column] ?? '') !== ''));

/** Whether every row was measured once, so that its least distance is its distance. */
const areSingle = (lines: readonly {distance: unknown; distanceMin: unknown}[]): boolean =>
  lines.every(({distance, distanceMin}) => distance === distanceMin);

/** A table that can be copied. */
const tableBlock = (
  columns: readonly string[],
  lines: readonly Record<string, string | number>[],
  caption: string,
): Block => ({
  kind: 'table',
  columns,
  lines,
  copies: {CSV: toCsv(lines, columns), LaTeX: toLatex(lines, columns, {caption, label: 'results'})},
});

/** What a run that is not finished still has to do. */
function unfinished(run: string, plan: Plan): Block[] {
  const left = stageStates(run, plan).filter(({state}) => state !== 'done');
  // Data that has gone gives stages other keys: what was measured says whether a run was finished.
  if (left.length === 0 || measuredRows(run, caseFolders(plan))) return [];
  const {state, owner} = viewOf(run);
  const now = state === 'running' ? `It is running (${owner}).` : `It is ${state}.`;
  const done = `Stages done: ${plan.stages.length - left.length} of ${plan.stages.length}.`;
  return [
    {kind: 'notice', text: `This run is not finished. ${now} ${done} Left: ${left.map(({id}) => id).join(', ')}.`},
  ];
}

/** Images of the prepared data, for comparison; nothing where the data has gone. */
function realImages(run: string, experiment: PastRun['experiment']): Block[] {
  const path = join(preparedFolder(experiment, dirname(run)), 'preview.png');
  return !existsSync(path) ? [] : [{kind: 'image', caption: 'real images', png: readFileSync(path)}];
}

/** Steps, mean width and share of the cost of each strategy by noise level. */
function spending(run: string, cases: readonly CaseFolders[]): Block[] {
  const lines = cases.flatMap((one) => {
    const widths = searchedStrategy(run, one);
    return widths ? spendingLines({...one, widths}, one.variant) : [];
  });
  if (lines.length === 0) return [];
  const columns = SPENDING_COLUMNS.filter((column) => column !== 'variant' || cases.length > 1);
  const text =
    'σ is the standard deviation of the noise; that of the images is about 0.5. Mean widths are in eighths of the full width.';
  return [
    {kind: 'text', text},
    {kind: 'table', columns, lines},
  ];
}

const filesIn = (folder: string, extension: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(extension))
        .sort()
        .map((name) => join(folder, name))
    : [];

/** What a stage trains. */
const TRAINED: Record<string, string> = {
  train: 'the supernet',
  baseline: 'the plain network',
  prune: 'the pruned network',
  classifier: 'the classifier',
  latents: 'the autoencoder',
};
/** Points of a curve: more are not seen. */
const MOST_POINTS = 150;

/** Loss curves of every training, variants' too, and the last previews that were made on the way. */
async function training({run, plan}: PastRun): Promise<Block[]> {
  const all: Block[] = [];
  for (const {name, id} of plan.stages) {
    const files = trainingFiles(join(run, id));
    const log = readLines<{step: number; losses: Record<string, number>}>(files.log);
    if (log.length === 0) continue;
    const stride = Math.ceil(log.length / MOST_POINTS);
    const points = log
      .filter((_, index) => index % stride === 0)
      .flatMap(({step, losses}) => Object.entries(losses).map(([series, y]) => ({x: step, y, series})));
    const trained = `${TRAINED[name] ?? name}${id === name ? '' : ` (${id})`}`;
    const title = `Loss of ${trained}${name === 'train' ? ', by width' : ''}`;
    all.push({kind: 'figure', caption: '', svg: await curveSvg(points, {x: 'step', y: 'loss', title})});
    const preview = filesIn(files.previews, '.png').at(-1);
    if (preview === undefined) continue;
    const step = Number(basename(preview, '.png').replace(/\D/g, ''));
    const caption = `samples of ${trained} after ${step.toLocaleString('en')} steps`;
    all.push({kind: 'image', caption, png: readFileSync(preview)});
  }
  return all;
}

function stageLines(run: string, stages: readonly {id: string}[]): Record<string, string>[] {
  const views = new Map(viewOf(run).stages.map((view) => [view.id, view]));
  return stages.map(({id}) => {
    const record = readRecord(run, id);
    const view = views.get(id);
    // Data that has gone gives stages other keys: what was done with the files that were there stays done.
    const unfinished = view?.state === 'waiting' ? 'unfinished' : (view?.state ?? 'unfinished');
    const seconds = record?.done ? record.seconds : (view?.seconds ?? record?.seconds ?? 0);
    return {
      stage: id,
      state: record === undefined ? 'not begun' : record.done ? 'done' : unfinished,
      time: record === undefined ? '' : `${formatSeconds(seconds)}${view?.state === 'running' ? ' so far' : ''}`,
      device: record?.devices?.map(describeDevice).join(', then ') ?? '',
    };
  });
}

/** The machines that the stages were begun on, as the journal has them, and what was found of their devices. */
function machine(run: string): Block[] {
  const events = readJournal(run);
  const checked = new Map(
    events.flatMap(({device, verdict}) =>
      device && verdict
        ? [
            [
              `${device.name} on ${String(verdict.at).slice(0, 10)}`,
              `${verdict.closest}. Reference: ${verdict.against}`,
            ] as const,
          ]
        : [],
    ),
  );
  return [
    ...machinesOf(events).map((text): Block => ({kind: 'text', text: `On ${text}.`})),
    ...[...checked].map(([name, text]): Block => ({kind: 'text', text: `Self-check of ${name}: ${text}.`})),
  ];
}

/** What happened, without the lines of progress. */
const journal = (run: string): string =>
  readJournal(run)
    .filter(({event}) => event !== 'progress')
    .map((line) => JSON.stringify(line))
    .join('\n');
