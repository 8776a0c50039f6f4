/** The execution of a plan: each stage when its inputs are there, on a compute process, with its progress and its journal. */
import {availableParallelism, cpus} from 'node:os';
import {join} from 'node:path';
import {messageOf} from '../problem.js';
import type {FoundDevice} from '../runtime/device.js';
import {TENSORFLOW_VERSION} from '../runtime/release.js';
import {describeVerdict} from '../runtime/verdict.js';
import {takeLock} from '../store/lock.js';
import {claimFolder} from '../store/runFolder.js';
import {sealOf} from '../store/seal.js';
import {atticFolder, openingOf, openStage, readRecord, writeRecord} from '../store/stageRecord.js';
import type {Job} from '../workers/messages.js';
import type {Outcome} from '../workers/worker.js';
import {type FileWatch, setAside} from './changes.js';
import {withLessMemory} from './deaths.js';
import {deferred} from './deferred.js';
import {withDevice} from './devices.js';
import {hasJobs} from './jobs.js';
import {type Journal, readJournal, secondsOf} from './journal.js';
import {formatSeconds, Meter} from './meter.js';
import type {Session} from './session.js';
import type {StageState} from './states.js';
import {Turns} from './turns.js';

/** How a stage is shown while it runs. */
export interface Shown {
  output: string;
  title: string;
  skip(why: string): void;
}

/** One stage's work, to be started together with the others: it waits for its own inputs. */
export interface StageTask {
  /** The stage's. */
  id: string;
  title: string;
  work(shown: Shown): Promise<void>;
}

/** What computes stages: this machine, or a cluster. */
export interface Executor {
  /** The signal that asked for an end. */
  signal: NodeJS.Signals | undefined;
  /** Does a stage whose inputs are done, or follows it; returns early where an end was asked for. */
  runStage(stage: StageState, shown: Shown): Promise<void>;
  /** Resolves when a stage may be begun; to be called when it has ended. */
  turn?(stage: StageState): Promise<() => void>;
  /** Another stage has failed: those that are at work save and end. */
  stop(): void;
  /** What is said of stages that the run does not come to. */
  notBegun: string;
}

export interface Execution {
  /** The run folder. */
  run: string;
  /** Folder of the prepared data set. */
  data: string;
  session: Session;
  journal: Journal;
  /** Lines instead of a live display. */
  plain: boolean;
  note(line: string): void;
  /** Looks at the files that the spec names; absent where the spec is elsewhere. */
  watch?: FileWatch;
}

/** Computes stages in processes of this machine. */
export function localExecutor(execution: Execution): Executor {
  const turns = new Turns();
  return {
    get signal() {
      return execution.session.signal;
    },
    // Beside another stage, a network would have half a processor.
    turn: ({isTimed}) => turns.take({alone: isTimed && execution.session.devices[0]?.found.kind === 'cpu'}),
    stop() {
      if (execution.session.busy() > 0) execution.note('the stages beside it save what they have, then end');
      execution.session.stop();
    },
    notBegun: 'not started',
    async runStage(stage, shown) {
      // Where jobs have worked on the run, one whose submission was given up may still come.
      const {run, note} = execution;
      const release = hasJobs(run) ? takeLock(claimFolder(run, stage.id), note) : undefined;
      try {
        await runStage(stage, shown, execution);
      } finally {
        release?.();
      }
    },
  };
}

interface TaskOptions {
  /** Let stages that need nothing of a failed one go on: for points of a sweep. */
  keepGoing: boolean;
}

export function stageTasks(stages: readonly StageState[], executor: Executor, {keepGoing}: TaskOptions): StageTask[] {
  // Of stages that have not ended. They come after their inputs, so that one that waits never keeps its own inputs from running.
  const ends = new Map(stages.map(({id}) => [id, deferred()]));
  const broken = new Set<string>();
  /** Why a stage is not begun; undefined where it may be. */
  const obstacle = ({folders}: StageState): string | undefined => {
    if (executor.signal) return executor.notBegun;
    const [input] = keepGoing ? Object.values(folders).filter((one) => broken.has(one)) : broken;
    return input && `not started: ${input} failed`;
  };
  return stages.map((stage) => ({
    id: stage.id,
    title: stage.title,
    async work(shown) {
      const end = ends.get(stage.id)!;
      let release: (() => void) | undefined;
      try {
        if (stage.state === 'done') {
          shown.title = `${stage.title}: done before (${stage.why})`;
          return;
        }
        const inputs = Object.values(stage.folders).filter((input) => ends.has(input));
        if (inputs.length > 0) shown.output = `waits for ${inputs.join(', ')}`;
        await Promise.all(inputs.map((input) => ends.get(input)!.promise));
        release = await executor.turn?.(stage);
        const why = obstacle(stage);
        if (why === undefined) await executor.runStage(stage, shown);
        else {
          shown.skip(why);
          broken.add(stage.id);
        }
      } catch (error) {
        broken.add(stage.id);
        if (!keepGoing) executor.stop();
        throw error;
      } finally {
        release?.();
        ends.delete(stage.id);
        end.resolve();
      }
    },
  }));
}

/** Computes one stage on a process of this machine, and leaves its record. */
export async function runStage(
  stage: StageState,
  shown: Shown,
  {run, session, journal, ...execution}: Execution,
): Promise<void> {
  const {id, key, title} = stage;
  execution.watch?.(stage, 'before');
  const former = readRecord(run, id);
  if (former && former.version === undefined)
    execution.note(`${id}: what an earlier version made is kept in ${atticFolder(run, id, former.key)}`);
  let record = openStage(run, id, openingOf(stage));
  const meter = new Meter(
    (line) => {
      shown.output = line;
    },
    {
      plain: execution.plain,
      log: ({detail: _, ...progress}) => journal.log({event: 'progress', stage: id, ...progress}),
    },
  );
  let outcome: Outcome;
  try {
    outcome = await session.compute(jobOf(stage, {run, data: execution.data}), {
      begin(device) {
        const {found, verdict, settled} = device;
        const warnings = settled.warnings.map(({message}) => message);
        const {against, at} = verdict;
        journal.log({
          event: 'start',
          stage: id,
          key,
          machine: machineName(found),
          device: found,
          verdict: {closest: describeVerdict(verdict), against, at},
          ...(warnings.length > 0 ? {warnings} : {}),
        });
        record = withDevice(record, device);
        writeRecord(run, id, record);
      },
      onProgress: (progress) => meter.update(progress),
      onWarning: execution.note,
    });
    requireSame(stage, run, execution);
  } catch (error) {
    journal.log({event: 'failed', stage: id, message: messageOf(error)});
    throw withLessMemory(error, stage);
  }
  const {state, seconds} = outcome;
  journal.log({event: state, stage: id, seconds});
  const total = secondsOf(readJournal(run), {stage: id, key});
  const done = state === 'done';
  writeRecord(run, id, {...record, done, seconds: total, files: done ? sealOf(join(run, id)) : undefined});
  if (done) shown.title = `${title}: done in ${formatSeconds(total)}`;
  else shown.skip(`stopped after ${formatSeconds(total)}`);
}

/** Throws where files have changed that the stage has read, and leaves nothing of it in its place. */
function requireSame(stage: StageState, run: string, {watch, note}: Pick<Execution, 'watch' | 'note'>): void {
  try {
    watch?.(stage, 'after');
  } catch (error) {
    note(`${stage.id}: what was made of them is kept in ${setAside(run, stage.id)}, and not used`);
    throw error;
  }
}

/** The stage's work as plain data. */
function jobOf(stage: StageState, {run, data}: {run: string; data: string}): Job {
  const inputs = Object.fromEntries(
    Object.entries(stage.folders).map(([name, id]) => [name, {folder: join(run, id), key: stage.inputs[name]!}]),
  );
  const {name, settings, means, id} = stage;
  const job: Job = {stage: name, settings, means, inputs, folder: join(run, id)};
  return stage.readsData ? {...job, data} : job;
}

/** What computes, for the journal. */
const machineName = ({kind, name}: FoundDevice): string =>
  `${kind === 'gpu' ? `${name}, with ` : ''}${availableParallelism()} threads of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, TensorFlow ${TENSORFLOW_VERSION}, Node.js ${process.version}`;
