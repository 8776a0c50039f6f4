/** `ddsm run`: does what the plan says, stage by stage, under listr2; survives being stopped anywhere. */
import {readFileSync} from 'node:fs';
import {availableParallelism, cpus} from 'node:os';
import {basename, dirname, join, relative} from 'node:path';
import {stringify} from 'yaml';
import {computeEnvironment, type Plan, STAGES, type StageName} from '../plan/plan.js';
import {EXIT, messageOf, ProblemError} from '../problem.js';
import {ensureRuntime} from '../runtime/binding.js';
import {chooseVariant} from '../runtime/library.js';
import {TENSORFLOW_VERSION} from '../runtime/release.js';
import {type Experiment, networkOf, settled} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {appendLine, mendLines, readJson, readLines, removeTemporaries, writeFileDurably} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {openStage, readRecord, writeRecord} from '../store/stageRecord.js';
import {rowId, summary} from '../tables/results.js';
import {measuredRows, writeTables} from '../tables/write.js';
import {type StageJob, type StageOutcome, Worker} from '../workers/worker.js';
import {isTerminal, runTasks, type Task} from './list.js';
import {Meter} from './meter.js';
import {formatSeconds, note, print, printJson} from './output.js';
import {needsData, prepareData, preparedFolder} from './prepare.js';
import {shareStages} from './share.js';
import {
  missingTransfers,
  partFolders,
  planFor,
  runFolder,
  type StageState,
  searchAlone,
  stageStates,
  titleOf,
  withTransfers,
} from './stages.js';

interface Options {
  set: string[];
  until?: string;
  runs: string;
  plain?: boolean;
  json?: boolean;
  workers: number;
  /** Do no more than the search: another experiment's results are what was asked for. */
  searchAlone?: boolean;
}

export async function run(specs: string[], options: Options): Promise<void> {
  if (options.until !== undefined && !STAGES.includes(options.until as StageName)) {
    throw new ProblemError(
      {
        code: 'unknown-stage',
        message: `there is no stage ${options.until}`,
        allowed: [...STAGES],
        suggestion: `one of ${STAGES.join(', ')}`,
      },
      {exitCode: EXIT.usage},
    );
  }
  const experiments = specs.map((spec) => requireSpec(spec, {set: options.set, needs: ['data', 'weights']}));
  for (const experiment of experiments) {
    const last = options.until === undefined ? STAGES.length : STAGES.indexOf(options.until as StageName);
    // Searches that a strategy is taken from come first. What is set is set for this spec, not for theirs.
    for (const spec of last < STAGES.indexOf('search') ? [] : missingTransfers(experiment, options.runs)) {
      const source = requireSpec(spec, {needs: ['data', 'weights']});
      note(`${experiment.name} takes its strategy from ${source.name}, which has not been searched yet`);
      await runOne(source, specs, {...options, searchAlone: true});
      if (process.exitCode) return;
    }
    await runOne(withTransfers(experiment, options.runs), specs, options);
  }
}

async function runOne(experiment: Experiment, specs: string[], options: Options): Promise<void> {
  const folder = runFolder(options.runs, experiment);
  const release = takeLock(folder, note);
  const session = new Session(folder, computeEnvironment(networkOf(experiment), availableParallelism(), experiment));
  try {
    session.killOrphan();
    removeTemporaries(folder);
    mendLines(join(folder, 'journal.jsonl'));
    const plan = planFor(experiment);
    const states = stageStates(folder, plan);
    const last = options.until === undefined ? STAGES.length : STAGES.indexOf(options.until as StageName);
    const chosen = options.searchAlone ? searchAlone(states) : states.filter(({name}) => STAGES.indexOf(name) <= last);
    writeFileDurably(join(folder, 'experiment.yaml'), stringify(settled(experiment)));
    session.watchSignals(
      `npx ddsm run ${specs.join(' ')}${options.set.map((one) => ` --set ${one}`).join('')}${options.runs === 'runs' ? '' : ` --runs ${options.runs}`}`,
    );
    const data = preparedFolder(experiment, options.runs);
    const plain = options.plain === true || options.json === true || !isTerminal();
    const shared = shareStages(folder, chosen, {runs: options.runs, log: note});
    if (shared.some(({state}) => state !== 'done')) {
      ensureRuntime(note);
      noteTf32(experiment);
      if (shared.some(needsData))
        await prepareData(experiment, data, {plain, isStopping: () => session.signal !== undefined});
    }
    await execute({
      folder,
      data,
      workers: options.workers,
      stages: shared,
      session,
      plain,
    });
    if (session.signal) {
      process.exitCode = session.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
      note(`stopped; everything is saved. Continue with:\n  ${session.command}`);
      return;
    }
    if (!options.searchAlone) await finish(experiment, {folder, plan, options});
  } finally {
    session.close();
    release();
  }
}

async function finish(
  experiment: Experiment,
  {folder, plan, options}: {folder: string; plan: Plan; options: Options},
): Promise<void> {
  const parts = partFolders(plan);
  // Results of other settings, which a run until an earlier stage leaves behind, are not this run's.
  const current = plan.stages.every(({name, id, key}) => {
    const record = name === 'evaluate' ? readRecord(folder, id) : undefined;
    return name !== 'evaluate' || (record?.done === true && record.key === key);
  });
  const rows = current ? measuredRows(folder, parts) : undefined;
  const written = rows ? await writeTables(folder, parts) : [];
  if (options.json) {
    printJson({experiment: experiment.name, run: folder, rows: rows ?? [], files: written});
    return;
  }
  if (!rows) return;
  print(`\n## ${experiment.name}\n\n${summary(rows, experiment.tables.paper)}\n`);
  const work = parts.flatMap(({search}) => (search ? readLines<SearchWork>(join(folder, search, 'work.jsonl')) : []));
  const sum = (key: keyof SearchWork): number => work.reduce((total, one) => total + one[key], 0);
  if (work.length > 0) {
    print(
      `search: ${sum('candidates')} candidates scored with ${sum('evaluations')} network calls; without shared steps ${sum('withoutSharing')}`,
    );
  }
  print('');
  const grids = parts.flatMap(({variant, evaluate}) =>
    rows.filter((row) => (row.variant ?? '') === variant).map((row) => join(folder, evaluate, `${rowId(row)}.png`)),
  );
  for (const title of ['tables', 'figures', 'images'] as const) {
    const files = [...written, ...grids].filter((path) => kindOf(path) === title);
    const places = [...new Set(files.map((path) => dirname(path)))];
    for (const place of places.slice(0, MOST_PLACES)) {
      const names = files.filter((path) => dirname(path) === place).map((path) => basename(path));
      const shown = names.length > MOST_NAMES ? `${names.length} files` : names.join(' ');
      print(`${title.padEnd(8)}${shortPath(place)}/: ${shown}`);
    }
    if (places.length > MOST_PLACES) print(`${' '.repeat(8)}and ${places.length - MOST_PLACES} folders more`);
  }
}

/** Folders of one kind of files, and files of one folder, that are listed one by one. */
const MOST_PLACES = 3;
const MOST_NAMES = 12;

/** What one session of the search did. */
interface SearchWork {
  candidates: number;
  evaluations: number;
  withoutSharing: number;
}

/** What float32 means on a GPU that has TF32, which is not what it means elsewhere. */
function noteTf32({precision, tf32}: Experiment): void {
  if (chooseVariant() !== 'gpu' || precision !== 'float32') return;
  const [state, other] = tf32 ? ['TF32 (10 bits of mantissa)', 'tf32=false for all 23'] : ['full float32', 'tf32=true'];
  note(`convolutions and matrix products run in ${state} where the GPU has it; --set ${other}`);
}

const shortPath = (path: string): string => {
  const short = relative('.', path);
  return short.startsWith('..') ? path : short;
};
const kindOf = (path: string): string =>
  path.endsWith('.csv') ? 'tables' : dirname(path).endsWith('figures') ? 'figures' : 'images';

/** The compute process and the signals of one run. */
class Session {
  signal: 'SIGINT' | 'SIGTERM' | undefined;
  command = '';
  /** Compute processes, as many as stages run at the same time; idle ones wait here for the next stage. */
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly pidFile: string;
  private readonly environment: Record<string, string>;
  private readonly handlers: ['SIGINT' | 'SIGTERM', () => void][] = [];

  constructor(folder: string, environment: Record<string, string>) {
    this.environment = environment;
    this.pidFile = join(folder, 'compute.json');
  }

  /** Runs one stage on an idle compute process, or on a new one. */
  async compute(job: StageJob): Promise<StageOutcome> {
    let worker = this.idle.pop();
    if (!worker) {
      worker = new Worker(this.environment);
      this.workers.push(worker);
      writeFileDurably(this.pidFile, JSON.stringify({pids: this.workers.map(({pid}) => pid)}));
    }
    const outcome = await worker.run(job);
    this.idle.push(worker);
    return outcome;
  }

  /** Asks every stage to save and end. */
  stop(): void {
    for (const worker of this.workers) worker.stop();
  }

  /** A compute process whose parent was killed ends by itself, but only between two units of work. */
  killOrphan(): void {
    for (const pid of readJson<{pids: number[]}>(this.pidFile)?.pids ?? []) {
      try {
        if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('workers', 'compute.js')))
          process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
  }

  watchSignals(command: string): void {
    this.command = command;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const handler = (): void => {
        if (this.signal) {
          this.close();
          process.exit(name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
        }
        this.signal = name;
        note('stopping after this unit of work; once more to leave at once');
        this.stop();
      };
      process.on(name, handler);
      this.handlers.push([name, handler]);
    }
  }

  close(): void {
    for (const worker of this.workers) worker.close();
    for (const [name, handler] of this.handlers) process.removeListener(name, handler);
  }
}

interface Execution {
  folder: string;
  /** Folder of the prepared data set. */
  data: string;
  workers: number;
  stages: StageState[];
  session: Session;
  plain: boolean;
}

async function execute({folder, data, workers, stages, session, plain}: Execution): Promise<void> {
  const journal = join(folder, 'journal.jsonl');
  const log = (event: Record<string, unknown>): void => {
    appendLine(journal, {at: new Date().toISOString(), ...event});
  };
  // Stages come after their inputs, so that one that waits never keeps its own inputs from running.
  const ends = new Map(stages.map(({id}) => [id, deferred()]));
  let failed = false;
  const tasks = stages.map(
    (stage): Task => ({
      title: titleOf(stage),
      task: async (task) => {
        await Promise.all(Object.values(stage.inputs).map((input) => ends.get(input)?.promise));
        const end = ends.get(stage.id)!;
        if (stage.state === 'done' || session.signal || failed) {
          end.resolve();
          task.skip(stage.state === 'done' ? stage.why : 'not started');
          return;
        }
        const record = openStage(folder, stage.id, stage);
        log({event: 'start', stage: stage.id, key: stage.key, machine: machineName()});
        const show = (line: string): void => {
          task.output = line;
        };
        const meter = new Meter(show, {
          plain,
          log: ({detail: _, ...progress}) => log({event: 'progress', stage: stage.id, ...progress}),
        });
        let outcome: StageOutcome;
        try {
          outcome = await session.compute({
            name: stage.name,
            run: folder,
            folders: {...stage.inputs, [stage.name]: stage.id},
            data,
            experiment: stage.part,
            onProgress: (progress) => meter.update(progress),
            onWarning: note,
          });
        } catch (error) {
          log({event: 'failed', stage: stage.id, message: messageOf(error)});
          failed = true;
          session.stop();
          throw error;
        } finally {
          end.resolve();
        }
        writeRecord(folder, stage.id, {
          ...record,
          done: outcome.state === 'done',
          seconds: record.seconds + outcome.seconds,
        });
        log({event: outcome.state, stage: stage.id, seconds: outcome.seconds});
        task.title = `${titleOf(stage)}: ${outcome.state} in ${formatSeconds(record.seconds + outcome.seconds)}`;
      },
    }),
  );
  await runTasks(tasks, {plain, concurrent: workers});
}

/** What computes, for the journal. */
const machineName = (): string =>
  `${availableParallelism()} threads of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}${chooseVariant() === 'gpu' ? ' and an NVIDIA GPU' : ''}, TensorFlow ${TENSORFLOW_VERSION}, Node.js ${process.version}`;

function deferred(): {promise: Promise<void>; resolve(): void} {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return {promise, resolve};
}
