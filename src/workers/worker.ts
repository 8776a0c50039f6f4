/** The parent's half of the compute process: starts it, sends stages, hears of progress. Knows only the messages. */
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {messageOf, type Problem, ProblemError, remedyOf} from '../problem.js';
import type {ComputeDevice} from '../runtime/compute.js';
import {foundDevice} from '../runtime/device.js';
import {recogniseEnd} from '../runtime/symptoms.js';
import type {DistanceJob, DistanceReport, FromWorker, Job, Progress, SampleJob, ToWorker, Unit} from './messages.js';

/** Who hears of what a job does. */
export interface Listeners {
  onProgress(progress: Progress): void;
  onWarning(line: string): void;
  /** Has units done that the stage asks for; `progress` hears how much of them is. */
  onUnits?(units: readonly Unit[], progress: (share: number) => void): Promise<'done' | 'stopped'>;
}

type UnitMessage = Extract<FromWorker, {type: 'unit-progress' | 'unit-end'}> | {type: 'died'; problem: Problem};

export interface Outcome {
  state: 'done' | 'stopped';
  seconds: number;
  /** Of a distance. */
  report?: DistanceReport | undefined;
}

/** What times are known by that this session's compute processes measure: when it began. */
const SESSION = new Date().toISOString();

/** Lines of what a process printed that are kept: TensorFlow says much between a cause and the end. */
const KEPT_LINES = 60;
/** TensorFlow's greetings, which come before its logging is set up. */
const NOISE =
  /absl::InitializeLog|oneDNN custom operations|port\.cc|cpu_feature_guard|To enable the following instructions|^\s*$/;

/** A compute process has ended without being asked to. */
export class Died extends ProblemError {}

/** A compute process as far as units are concerned. */
export interface Helper {
  readonly pid: number | undefined;
  /** Does a unit of a job's work. Throws Died where the process ends, a ProblemError where the unit fails. */
  unit(job: Job, unit: Unit, progress: (share: number) => void): Promise<'done' | 'stopped'>;
}

export class Worker implements Helper {
  private readonly child: ChildProcess;
  private readonly errors: string[] = [];
  private readonly ready: Promise<void>;
  private listener: ((message: FromWorker) => void) | undefined;
  private ended: Problem | undefined;
  /** Hears of the unit that it is at. */
  private unitListener: ((message: UnitMessage) => void) | undefined;

  /** `device` changes to another that computes alike where another run takes the process over. */
  constructor(public device: ComputeDevice) {
    const file = join(dirname(fileURLToPath(import.meta.url)), 'compute.js');
    this.child = fork(file, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {...device.environment, DDSM_SESSION: SESSION},
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.errors.push(...text.split('\n').filter((line) => !NOISE.test(line)));
        this.errors.splice(0, Math.max(0, this.errors.length - KEPT_LINES));
      });
    }
    this.ready = new Promise((resolve, reject) => {
      this.listener = (message) => {
        if (message.type === 'failed') reject(new ProblemError(message.problems));
        if (message.type !== 'ready') return;
        try {
          foundDevice(device.settled, message.device, this.errors.join('\n'));
          resolve();
        } catch (error) {
          reject(error);
        }
      };
    });
    this.ready.catch(() => {});
    this.child.on('message', (message: FromWorker) => {
      if (message.type === 'unit-progress' || message.type === 'unit-end') this.unitListener?.(message);
      else this.listener?.(message);
    });
    this.child.on('error', (error) => {
      // Of a process that runs, it is a message that was not delivered: its end says more.
      if (this.child.pid !== undefined) return;
      const remedy = remedyOf(error);
      this.end({
        code: 'worker-died',
        message: `no compute process could be started: ${messageOf(error)}`,
        ...(remedy === undefined ? {} : {suggestion: remedy}),
      });
    });
    // Not 'exit': its last words may still be on their way then.
    this.child.on('close', (code, signal) => {
      if (this.ended) return;
      const why = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const last = this.errors.slice(-3).join(' ');
      const memory =
        signal === 'SIGKILL'
          ? 'perhaps the machine ran out of memory: lower the batch sizes'
          : 'run the same command again to continue from what was saved';
      const cause = this.causeIn(this.errors.join('\n'));
      this.end(
        cause
          ? {...cause, message: `${cause.message} (the compute process ${why})`}
          : {
              code: 'worker-died',
              message: `the compute process ${why}${last ? `: ${last}` : ''}`,
              suggestion: memory,
            },
      );
    });
  }

  /** The process is gone, or never was. */
  private end(problem: Problem): void {
    this.ended = problem;
    this.unitListener?.({type: 'died', problem});
    this.listener?.({type: 'failed', problems: [problem], seconds: 0});
  }

  get hasEnded(): boolean {
    return this.ended !== undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Runs one stage to its end, or until stop() was heard. Throws a ProblemError when it fails. */
  run(job: Job, listeners: Listeners): Promise<Outcome> {
    return this.work({type: 'stage', job}, listeners);
  }

  /** Makes images; throws as run() does. */
  sample(job: SampleJob, listeners: Listeners): Promise<Outcome> {
    return this.work({type: 'sample', job}, listeners);
  }

  /** Measures a distance; throws as run() does. */
  async distance(job: DistanceJob, listeners: Listeners): Promise<DistanceReport> {
    return (await this.work({type: 'distance', job}, listeners)).report!;
  }

  private async work(message: ToWorker, {onProgress, onWarning, onUnits}: Listeners): Promise<Outcome> {
    await this.ready;
    if (this.ended) throw new Died(this.ended);
    return new Promise((resolve, reject) => {
      const failures: unknown[] = [];
      // What a listener throws, on a full disk say, ends the job: it saves first.
      const hear = (work: () => void): void => {
        try {
          work();
        } catch (error) {
          if (failures.push(error) === 1) this.stop();
        }
      };
      this.listener = (answer) => {
        if (answer.type === 'progress') hear(() => onProgress(answer.progress));
        else if (answer.type === 'warning') hear(() => onWarning(answer.line));
        else if (failures.length > 0 && ['done', 'stopped', 'failed'].includes(answer.type)) {
          // It was told to stop, and would stop the next job, too.
          if (this.hasEnded) reject(failures[0]);
          this.endWith(() => reject(failures[0]));
        } else if (answer.type === 'units') void this.answerUnits(answer.units, onUnits);
        else if (answer.type === 'failed')
          reject(new (this.ended ? Died : ProblemError)(this.explained(answer.problems)));
        else if (answer.type === 'done') resolve({state: 'done', seconds: answer.seconds, report: answer.report});
        else if (answer.type === 'stopped') resolve({state: 'stopped', seconds: answer.seconds});
      };
      this.send(message);
    });
  }

  async unit(job: Job, unit: Unit, progress: (share: number) => void): Promise<'done' | 'stopped'> {
    await this.ready.catch((error: unknown) => {
      throw this.ended ? new Died(this.ended) : error;
    });
    if (this.ended) throw new Died(this.ended);
    return new Promise((resolve, reject) => {
      this.unitListener = (answer) => {
        if (answer.type === 'unit-progress') {
          try {
            return progress(answer.share);
          } catch (error) {
            this.unitListener = undefined;
            return this.endWith(() => reject(error));
          }
        }
        this.unitListener = undefined;
        if (answer.type === 'died') reject(new Died(answer.problem));
        else if (answer.state === 'failed') reject(new ProblemError(this.explained(answer.problems!)));
        else resolve(answer.state);
      };
      this.send({type: 'unit', job, unit});
    });
  }

  /** Has units done that the stage of this process asked for, and says how it went. */
  private async answerUnits(units: readonly Unit[], onUnits: Listeners['onUnits']): Promise<void> {
    try {
      if (!onUnits) throw new RangeError('nobody deals units out');
      const state = await onUnits(units, (share) => this.send({type: 'units-progress', share}));
      this.send({type: 'units-end', state});
    } catch (error) {
      const problems: Problem[] =
        error instanceof ProblemError ? error.problems : [{code: 'failed', message: messageOf(error)}];
      this.send({type: 'units-end', state: 'failed', problems});
    }
  }

  /** What nobody foresaw, explained where a GPU's failure is known by its words. */
  private explained(problems: Problem[]): Problem[] {
    return problems.map((problem) =>
      problem.code === 'failed' ? (this.causeIn(problem.message) ?? problem) : problem,
    );
  }

  private causeIn(words: string): Problem | undefined {
    return this.device.found.kind === 'gpu' ? recogniseEnd(words) : undefined;
  }

  stop(): void {
    this.send({type: 'stop'});
  }

  /** Ends the process; resolves when it is gone. */
  async close(): Promise<void> {
    this.listener = undefined;
    if (this.hasEnded || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Ends the process, then does something. */
  private endWith(done: () => void): void {
    this.child.once('close', done);
    this.child.kill('SIGKILL');
  }

  private send(message: ToWorker): void {
    if (this.child.connected) this.child.send(message);
  }
}
