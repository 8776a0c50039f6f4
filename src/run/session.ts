/** The compute processes and the signals of one run. */
import {relative} from 'node:path';
import {remove} from '../commit.js';
import {EXIT, messageOf} from '../problem.js';
import type {ComputeDevice} from '../runtime/compute.js';
import {writeJson} from '../store/files.js';
import {endRecorded, forgetProcesses, recordProcesses} from '../store/processes.js';
import {runFiles} from '../store/runFolder.js';
import type {Job, Unit} from '../workers/messages.js';
import {Died, type Listeners, type Outcome, Worker} from '../workers/worker.js';
import {type DealerOptions, deal, RETRIES, type Working} from './dealer.js';
import {type Grouping, spreadOf} from './grouping.js';
import type {Pool} from './pool.js';

export interface SessionOptions {
  /** The run folder, which is locked. */
  run: string;
  /** Where notices go. */
  note(line: string): void;
  /** What is said at the first signal. */
  stopping?: string;
  /** What the second signal does; it leaves at once where this is left out. */
  onSecond?(): void;
  /** Where processes come from, and wait after this run; it ends them where this is left out. */
  pool?: Pool;
  /** Who has units done; compute processes of this machine where it is left out. */
  deal?(asked: Dealt): Promise<'done' | 'stopped'>;
}

/** Units that a stage asks for. */
export type Dealt = Pick<DealerOptions, 'job' | 'units' | 'own' | 'progress'>;

/** Milliseconds within which two signals of one kind are the same request. */
const SAME_MS = 500;
/** Milliseconds between two reports of who is how far. */
const SAY_MS = 3000;

export class Session {
  /** The signal that asked for an end. */
  signal: 'SIGINT' | 'SIGTERM' | undefined;
  /** Whether every stage was asked to save and end. */
  private stopped = false;
  /** What computes, in turn; to be set before anything does. */
  devices: readonly ComputeDevice[] = [];
  /** What a training is spread over, where that is not one of `devices`: several GPUs for one process. */
  together: ComputeDevice | undefined;
  /** Compute processes at the same time, those included that only help a stage. */
  atOnce = 1;
  /** Compute processes, as many as stages run at the same time; idle ones wait here for the next stage. */
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly options: SessionOptions;
  private said = {units: '', at: 0};
  private readonly record: string;
  private readonly handlers: ['SIGINT' | 'SIGTERM', () => void][] = [];

  /** Ends what an earlier session's parent left running, then listens for signals: the first saves, the second leaves at once. */
  constructor(options: SessionOptions) {
    const {run, note, stopping, onSecond} = options;
    this.options = options;
    this.record = runFiles(run).processes;
    // A compute process whose parent was killed ends by itself, but only between two units of work.
    for (const one of endRecorded(this.record).elsewhere)
      note(`process ${one.pid} on ${one.host} may still compute for this run`);
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      let heard = 0;
      const handler = (): void => {
        if (this.signal) {
          // `timeout` and npx pass on what the terminal or they themselves have sent to the whole group.
          if (performance.now() - heard < SAME_MS) return;
          if (onSecond) {
            onSecond();
            return;
          }
          this.close();
          process.exit(name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
        }
        this.signal = name;
        heard = performance.now();
        note(stopping ?? 'stopping after this unit of work; once more to leave at once');
        this.stop();
      };
      process.on(name, handler);
      this.handlers.push([name, handler]);
    }
  }

  /** Computes on what is there. */
  use({devices, together, processes}: Grouping): void {
    this.devices = devices;
    this.together = together;
    this.atOnce = processes;
  }

  /**
   * Runs one stage on an idle compute process, or on a new one; `begin` hears on which device before it starts. Units that
   * it asks for are dealt out to others, too, as far as `atOnce` goes. Where its own process dies meanwhile, it goes on in another.
   */
  async compute(job: Job, listeners: Listeners & {begin(device: ComputeDevice): void}): Promise<Outcome> {
    for (let deaths = 0; ; ) {
      const devices = this.together && spreadOf(job) !== undefined ? [this.together] : this.devices;
      await this.makeRoom(devices);
      const worker = this.free(devices);
      listeners.begin(worker.device);
      let dealt: Promise<unknown> | undefined;
      const onUnits: Listeners['onUnits'] = (units, progress) => {
        const asked = {job, units, own: worker, progress};
        const dealing = this.options.deal?.(asked) ?? this.deal(asked);
        dealt = dealing.catch(() => {});
        return dealing;
      };
      try {
        return await worker.run(job, {...listeners, onUnits});
      } catch (error) {
        // Only what is cut into units knows how to go on without having lost much.
        if (!(error instanceof Died) || !dealt || this.isStopping) throw error;
        deaths += 1;
        if (deaths > RETRIES) throw error;
        this.options.note(`${messageOf(error)}; ${job.stage} goes on in another process`);
        await dealt;
      } finally {
        this.leave(worker);
      }
    }
  }

  /** Does one unit of a stage that another process runs. Throws as a worker does. */
  async unit(job: Job, unit: Unit, progress: (share: number) => void): Promise<'done' | 'stopped'> {
    const worker = this.free();
    try {
      return await worker.unit(job, unit, progress);
    } finally {
      this.leave(worker);
    }
  }

  private deal(asked: Dealt): Promise<'done' | 'stopped'> {
    return deal({
      ...asked,
      more: () => (this.isStopping || this.busy() >= this.atOnce ? undefined : this.free()),
      back: (helper) => this.leave(helper as Worker),
      working: (all) => this.say(asked.job, all),
      note: this.options.note,
    });
  }

  private get isStopping(): boolean {
    return this.stopped || this.signal !== undefined;
  }

  /** Compute processes that are at work. */
  busy(): number {
    return this.workers.length - this.idle.length;
  }

  /** Ends idle processes on other devices than these: a process that waits keeps its GPU's memory. */
  private async makeRoom(devices: readonly ComputeDevice[]): Promise<void> {
    const others = this.idle.filter(({device}) => !devices.includes(device));
    for (const worker of others) {
      this.idle.splice(this.idle.indexOf(worker), 1);
      this.workers.splice(this.workers.indexOf(worker), 1);
    }
    await Promise.all([...others.map((worker) => worker.close()), this.options.pool?.keepFor(devices)]);
    if (others.length > 0) this.recordAll();
  }

  /** A process on one of these devices: one that waits, or a new one. */
  private free(devices = this.devices): Worker {
    const waiting = this.idle.findLastIndex(({device}) => devices.includes(device));
    if (waiting >= 0) return this.idle.splice(waiting, 1)[0]!;
    // The device that fewest use.
    const uses = (device: ComputeDevice): number => this.workers.filter((one) => one.device === device).length;
    const device = [...devices].sort((a, b) => uses(a) - uses(b))[0]!;
    const fresh = this.options.pool?.take(device) ?? new Worker(device);
    if (this.isStopping) fresh.stop();
    this.workers.push(fresh);
    this.recordAll();
    return fresh;
  }

  /** Its process is free again, or gone. */
  private leave(worker: Worker): void {
    if (!worker.hasEnded) {
      this.idle.push(worker);
      return;
    }
    this.workers.splice(this.workers.indexOf(worker), 1);
    this.recordAll();
  }

  private recordAll(): void {
    recordProcesses(
      this.record,
      this.workers.flatMap(({pid}) => (pid === undefined ? [] : [pid])),
    );
  }

  /** Writes down who does what, for those who look: at once where it changes, else every few seconds. */
  private say({folder}: Job, working: readonly Working[]): void {
    const units = working.map(({pid, unit}) => `${pid} ${unit}`).join();
    const now = performance.now();
    if (units === this.said.units && now - this.said.at < SAY_MS) return;
    this.said = {units, at: now};
    const line = {stage: relative(this.options.run, folder), working};
    writeJson(runFiles(this.options.run).workers, line);
  }

  /** Asks every stage to save and end. */
  stop(): void {
    this.stopped = true;
    for (const worker of this.workers) worker.stop();
  }

  /** Ends what computes, and what waits unless a pool takes it. */
  close(): void {
    const {pool} = this.options;
    for (const worker of this.workers)
      if (pool && !this.isStopping && this.idle.includes(worker)) pool.give(worker);
      else void worker.close();
    for (const [name, handler] of this.handlers) process.removeListener(name, handler);
    forgetProcesses(this.record);
    remove(runFiles(this.options.run).workers);
  }
}
