/** `ddsm run`: does what the plan says, stage by stage, under listr2; survives being stopped anywhere. */
import {readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {Listr, type ListrTaskWrapper} from 'listr2';
import {stringify} from 'yaml';
import {STAGES, type StageName, threadSettings} from '../plan/plan.js';
import {EXIT, ProblemError} from '../problem.js';
import {ensureRuntime} from '../runtime/binding.js';
import type {Experiment} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {appendLine, readJson, removeTemporaries, writeFileDurably} from '../store/files.js';
import {takeLock} from '../store/lock.js';
import {openStage, writeRecord} from '../store/stageRecord.js';
import {summary} from '../tables/results.js';
import {measuredRows, writeTables} from '../tables/write.js';
import type {Progress} from '../workers/messages.js';
import {type StageOutcome, Worker} from '../workers/worker.js';
import {formatSeconds, note, print, printJson} from './output.js';
import {planFor, runFolder, type StageState, stageStates, stageTitles} from './stages.js';

interface Options {
  set: string[];
  until?: string;
  runs: string;
  plain?: boolean;
  json?: boolean;
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
  const experiments = specs.map((spec) => requireSpec(spec, {set: options.set, runnable: true}));
  for (const experiment of experiments) await runOne(experiment, specs, options);
}

async function runOne(experiment: Experiment, specs: string[], options: Options): Promise<void> {
  const folder = runFolder(options.runs, experiment);
  const release = takeLock(folder, note);
  const session = new Session(folder, threadSettings(experiment));
  try {
    session.killOrphan();
    removeTemporaries(folder);
    const plan = planFor(experiment);
    const states = stageStates(folder, plan);
    const last = options.until === undefined ? states.length - 1 : states.findIndex(({name}) => name === options.until);
    const chosen = states.slice(0, last + 1);
    writeFileDurably(join(folder, 'experiment.yaml'), stringify({...experiment, file: undefined}));
    if (chosen.some(({state}) => state !== 'done')) ensureRuntime(note);
    session.watchSignals(
      () =>
        `npx ddsm run ${specs.join(' ')}${options.set.map((one) => ` --set ${one}`).join('')}${options.runs === 'runs' ? '' : ` --runs ${options.runs}`}`,
    );
    await execute(experiment, {
      folder,
      stages: chosen,
      session,
      plain: options.plain === true || options.json === true || !process.stderr.isTTY,
    });
    if (session.signal) {
      process.exitCode = session.signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
      note(`stopped; everything is saved. Continue with:\n  ${session.command}`);
      return;
    }
    await finish(experiment, folder, options);
  } finally {
    session.close();
    release();
  }
}

async function finish(experiment: Experiment, folder: string, {json = false}: Options): Promise<void> {
  const rows = measuredRows(folder);
  const written = rows ? await writeTables(folder) : [];
  if (json) {
    printJson({experiment: experiment.name, run: folder, rows: rows ?? [], files: written});
    return;
  }
  if (!rows) return;
  print(`\n## ${experiment.name}\n\n${summary(rows, experiment.tables.paper)}\n`);
  const work = readJson<{candidates: number; evaluations: number; withoutSharing: number}>(
    join(folder, 'search', 'work.json'),
  );
  if (work) print(`search: ${work.candidates} candidates`);
  print(
    `tables and figures: ${[...written, ...rows.map(({row, width}) => join(folder, 'evaluate', `${row}${row === 'uniform' ? `-${width.replace('/', '_')}` : ''}.png`))].map((path) => relative('.', path)).join(', ')}`,
  );
}

/** The compute process and the signals of one run. */
class Session {
  signal: 'SIGINT' | 'SIGTERM' | undefined;
  command = '';
  private worker: Worker | undefined;
  private readonly pidFile: string;
  private readonly environment: Record<string, string>;
  private readonly handlers: ['SIGINT' | 'SIGTERM', () => void][] = [];

  constructor(folder: string, environment: Record<string, string>) {
    this.environment = environment;
    this.pidFile = join(folder, 'compute.json');
  }

  get compute(): Worker {
    if (!this.worker) {
      this.worker = new Worker(this.environment);
      writeFileDurably(this.pidFile, JSON.stringify({pid: this.worker.pid}));
    }
    return this.worker;
  }

  /** A compute process whose parent was killed ends by itself, but only between two units of work. */
  killOrphan(): void {
    const pid = readJson<{pid: number}>(this.pidFile)?.pid;
    if (!pid) return;
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('workers', 'compute.js')))
        process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  watchSignals(command: () => string): void {
    this.command = command();
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const handler = (): void => {
        if (this.signal) {
          this.close();
          process.exit(name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
        }
        this.signal = name;
        note('stopping after this unit of work; once more to leave at once');
        this.worker?.stop();
      };
      process.on(name, handler);
      this.handlers.push([name, handler]);
    }
  }

  close(): void {
    this.worker?.close();
    for (const [name, handler] of this.handlers) process.removeListener(name, handler);
  }
}

interface Execution {
  folder: string;
  stages: StageState[];
  session: Session;
  plain: boolean;
}

async function execute(experiment: Experiment, {folder, stages, session, plain}: Execution): Promise<void> {
  const journal = join(folder, 'journal.jsonl');
  const tasks = stages.map((stage) => ({
    title: stageTitles[stage.name],
    skip: () =>
      stage.state === 'done'
        ? `${stageTitles[stage.name]}: done before`
        : session.signal
          ? `${stageTitles[stage.name]}: not started`
          : false,
    task: async (_: unknown, task: ListrTaskWrapper<unknown, never, never>) => {
      const record = openStage(folder, stage.name, stage);
      appendLine(journal, {at: new Date().toISOString(), event: 'start', stage: stage.name, key: stage.key});
      const meter = new Meter(
        stage.name,
        journal,
        (line) => {
          task.output = line;
        },
        plain,
      );
      let outcome: StageOutcome;
      try {
        outcome = await session.compute.run({
          name: stage.name,
          run: folder,
          experiment,
          onProgress: (progress) => meter.update(progress),
          onWarning: note,
        });
      } catch (error) {
        appendLine(journal, {
          at: new Date().toISOString(),
          event: 'failed',
          stage: stage.name,
          message: String((error as Error).message),
        });
        throw error;
      }
      writeRecord(folder, stage.name, {
        ...record,
        done: outcome.state === 'done',
        seconds: record.seconds + outcome.seconds,
      });
      appendLine(journal, {
        at: new Date().toISOString(),
        event: outcome.state,
        stage: stage.name,
        seconds: outcome.seconds,
      });
      task.title = `${stageTitles[stage.name]}: ${outcome.state} in ${formatSeconds(record.seconds + outcome.seconds)}`;
    },
  }));
  const list = new Listr(
    tasks as never,
    {
      concurrent: false,
      exitOnError: true,
      registerSignalListeners: false,
      renderer: plain ? 'simple' : 'default',
      rendererOptions: {collapseSkips: false, logger: undefined as never, output: process.stderr},
    } as never,
  );
  await list.run();
}

/** Rate and time left; a line when it matters: live ten times a second, plain once a minute, journal every ten seconds. */
class Meter {
  private readonly began = performance.now();
  private first: number | undefined;
  private shown = 0;
  private noted = 0;
  private readonly stage: StageName;
  private readonly journal: string;
  private readonly show: (line: string) => void;
  private readonly plain: boolean;

  constructor(stage: StageName, journal: string, show: (line: string) => void, plain: boolean) {
    this.stage = stage;
    this.journal = journal;
    this.show = show;
    this.plain = plain;
  }

  update({done, total, unit, detail}: Progress): void {
    const now = performance.now();
    this.first ??= done;
    const seconds = (now - this.began) / 1000;
    const rate = (done - this.first) / seconds;
    const left = rate > 0 ? (total - done) / rate : undefined;
    if (now - this.shown > (this.plain ? 60_000 : 100)) {
      this.shown = now;
      const pace = left === undefined ? '' : `, ${rate.toPrecision(3)}/s, ${formatSeconds(left)} left`;
      this.show(`${done} of ${total} ${unit}${pace}${detail ? ` (${detail})` : ''}`);
    }
    if (now - this.noted > 10_000) {
      this.noted = now;
      appendLine(this.journal, {
        at: new Date().toISOString(),
        event: 'progress',
        stage: this.stage,
        done,
        total,
        unit,
        rate,
        etaSeconds: left ?? null,
      });
    }
  }
}
