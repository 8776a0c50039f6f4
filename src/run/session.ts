/** The compute processes and the signals of one run. */
import {EXIT} from '../problem.js';
import type {ComputeDevice} from '../runtime/compute.js';
import {endRecorded, forgetProcesses, recordProcesses} from '../store/processes.js';
import {runFiles} from '../store/runFolder.js';
import type {Job} from '../workers/messages.js';
import {type Listeners, type Outcome, Worker} from '../workers/worker.js';

export interface SessionOptions {
  /** The run folder, which is locked. */
  run: string;
  /** Where notices go. */
  note(line: string): void;
  /** What is said at the first signal. */
  stopping?: string;
  /** What the second signal does; it leaves at once where this is left out. */
  onSecond?(): void;
}

export class Session {
  /** The signal that asked for an end. */
  signal: 'SIGINT' | 'SIGTERM' | undefined;
  /** What computes, in turn; to be set before anything does. */
  devices: readonly ComputeDevice[] = [];
  /** Compute processes, as many as stages run at the same time; idle ones wait here for the next stage. */
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly record: string;
  private readonly handlers: ['SIGINT' | 'SIGTERM', () => void][] = [];

  /** Ends what an earlier session's parent left running, then listens for signals: the first saves, the second leaves at once. */
  constructor({run, note, stopping, onSecond}: SessionOptions) {
    this.record = runFiles(run).processes;
    // A compute process whose parent was killed ends by itself, but only between two units of work.
    for (const one of endRecorded(this.record).elsewhere)
      note(`process ${one.pid} on ${one.host} may still compute for this run`);
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const handler = (): void => {
        if (this.signal) {
          if (onSecond) {
            onSecond();
            return;
          }
          this.close();
          process.exit(name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
        }
        this.signal = name;
        note(stopping ?? 'stopping after this unit of work; once more to leave at once');
        this.stop();
      };
      process.on(name, handler);
      this.handlers.push([name, handler]);
    }
  }

  /** Runs one stage on an idle compute process, or on a new one; `begin` hears on which device before it starts. */
  async compute(job: Job, listeners: Listeners & {begin(device: ComputeDevice): void}): Promise<Outcome> {
    let worker = this.idle.pop();
    if (!worker) {
      worker = new Worker(this.devices[this.workers.length % this.devices.length]!);
      this.workers.push(worker);
      recordProcesses(
        this.record,
        this.workers.flatMap(({pid}) => (pid === undefined ? [] : [pid])),
      );
    }
    listeners.begin(worker.device);
    const outcome = await worker.run(job, listeners);
    this.idle.push(worker);
    return outcome;
  }

  /** Asks every stage to save and end. */
  stop(): void {
    for (const worker of this.workers) worker.stop();
  }

  close(): void {
    for (const worker of this.workers) worker.close();
    for (const [name, handler] of this.handlers) process.removeListener(name, handler);
    forgetProcesses(this.record);
  }
}
