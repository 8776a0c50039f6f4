/** `ddsm status`: what runs are doing, once or as a living view. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {hasJobs} from '../run/jobs.js';
import {type JobViews, jobViews} from '../run/jobViews.js';
import {formatSeconds} from '../run/meter.js';
import {type RunView, viewOf} from '../run/overview.js';
import {listRuns, requireRun} from '../run/past.js';
import {formatBytes} from '../store/files.js';
import {runFiles} from '../store/runFolder.js';
import {toMarkdown} from '../tables/results.js';
import {jobTable} from './cluster.js';
import {clearScreen, print, printJson, printPainted} from './output.js';
import {visible, visibleLines} from './terminal.js';
import {viewLines} from './view.js';

interface Options {
  runs: string;
  json?: boolean;
  watch?: boolean;
}

/** Milliseconds between two looks. */
const INTERVAL = 1000;

export async function status(names: string[], {runs, json = false, watch = false}: Options): Promise<void> {
  // Runs that begin while they are watched are seen, too.
  const folders = (): string[] =>
    names.length > 0
      ? names.map((name) => requireRun(name, runs))
      : listRuns(runs)
          .map((name) => join(runs, name))
          .filter((run) => existsSync(runFiles(run).journal) || hasJobs(run));
  if (watch && !json) return watchRuns(folders, runs);
  const all = await Promise.all(folders().map(seen));
  if (json) printJson({runs: all.map(({view, jobs}) => ({...asJson(view), ...(jobs.jobs.length > 0 ? jobs : {})}))});
  else if (all.length === 0) print(`no runs in ${runs}`);
  else {
    const tables = all.map(({view, jobs}) => jobTable(view.name, jobs)).filter((table) => table !== '');
    print([overview(all.map(({view}) => view)), ...tables].join('\n'));
  }
}

/** A run with its jobs on a cluster, if it has any: while one is there, the run goes on, whoever follows it. */
async function seen(run: string): Promise<{run: string; view: RunView; jobs: JobViews}> {
  const jobs = await jobViews(run);
  const view = viewOf(run);
  const goesOn = view.state === 'stopped' && jobs.jobs.some(({state}) => state === 'pending' || state === 'running');
  return {run, view: goesOn ? {...view, state: 'running'} : view, jobs};
}

const asJson = ({name, state, stage, progress, owner, message, bytes, workers, stages}: RunView) => ({
  name,
  state,
  stage,
  ...numbersOf(progress),
  etaSeconds: state === 'running' ? (progress?.etaSeconds ?? null) : null,
  owner,
  message,
  bytes,
  workers,
  stages: stages.map((one) => ({
    name: one.id,
    state: one.state,
    seconds: one.seconds,
    ...numbersOf(one.progress),
  })),
});

const numbersOf = (progress: RunView['progress']) => ({
  done: progress?.done ?? null,
  total: progress?.total ?? null,
  rate: progress?.rate ?? null,
  losses: progress?.losses ?? null,
  best: progress?.best ?? null,
});

function overview(all: readonly RunView[]): string {
  const lines = all.map(({name, state, stage, progress, bytes}) => ({
    run: name,
    state,
    stage: stage ?? '',
    progress:
      progress?.done === undefined || state === 'done' ? '' : `${Math.floor(progress.done)} of ${progress.total}`,
    rate: progress?.rate && state === 'running' ? `${progress.rate.toPrecision(3)}/s` : '',
    left: state === 'running' && progress?.etaSeconds ? formatSeconds(progress.etaSeconds) : '',
    disk: formatBytes(bytes),
  }));
  // Columns that say nothing of any run only make lines longer than a terminal.
  const columns = (['run', 'state', 'stage', 'progress', 'rate', 'left', 'disk'] as const).filter((column) =>
    lines.some((line) => line[column] !== ''),
  );
  const owners = all.flatMap(({name, owner}) => (owner ? [`${name}: ${owner}`] : []));
  const times = all.flatMap(({name, stages}) =>
    stages.flatMap(({id, state, seconds}) =>
      state === 'running' ? [`${name}: ${id} has been at work for ${formatSeconds(seconds ?? 0)}`] : [],
    ),
  );
  const messages = all.flatMap(({name, message}) => (message ? [`${name}: ${message}`] : []));
  const total = all.reduce((sum, {bytes}) => sum + bytes, 0);
  const sum = all.length > 1 ? [`${all.length} runs, ${formatBytes(total)}`] : [];
  const workers = all.flatMap((run) =>
    run.workers.map(
      ({pid, stage, unit, share}) =>
        `${run.name}: process ${pid}: unit ${unit} of ${stage}, ${Math.floor(100 * share)} %`,
    ),
  );
  const after = [...owners, ...messages, ...times, ...workers, ...sum];
  return [toMarkdown(lines, columns), ...(after.length > 0 ? ['', ...after] : [])].join('\n');
}

/** Until Ctrl-C on a terminal; elsewhere a view for each change, until nothing runs any more. */
async function watchRuns(folders: () => string[], runs: string): Promise<void> {
  const live = process.stdout.isTTY;
  let shown = '';
  for (;;) {
    const views = await Promise.all(folders().map(seen));
    const width = live ? process.stdout.columns : 80;
    const lines = views.flatMap(({run, view, jobs}) => [
      ...viewLines(run, view, width),
      ...visibleLines(jobTable(view.name, jobs)).split('\n'),
      '',
    ]);
    const text = views.length === 0 ? visible(`no runs in ${runs}`) : lines.join('\n').trimEnd();
    if (text !== shown) {
      const fitted = live
        ? text
            .split('\n')
            .slice(0, process.stdout.rows - 1)
            .join('\n')
        : text;
      if (live) clearScreen();
      printPainted(live ? fitted : `${shown ? '\n' : ''}${text}`);
      shown = text;
    }
    if (!live && views.every(({view}) => view.state !== 'running')) return;
    // Its reader has closed it.
    if (!process.stdout.writable) return;
    await new Promise((next) => setTimeout(next, INTERVAL));
  }
}
