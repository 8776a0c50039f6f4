/** Compute processes that wait between two runs of one command: what they have loaded and compiled serves the next. */
import {isDeepStrictEqual} from 'node:util';
import type {ComputeDevice} from '../runtime/compute.js';
import type {Worker} from '../workers/worker.js';

export class Pool {
  private waiting: Worker[] = [];

  /** Ends those that none of these devices is like: a process that waits keeps its memory. */
  async keepFor(devices: readonly ComputeDevice[]): Promise<void> {
    const others = this.waiting.filter(({device}) => !devices.some((one) => isAlike(one, device)));
    this.waiting = this.waiting.filter((worker) => !others.includes(worker));
    await Promise.all(others.map((worker) => worker.close()));
  }

  /** One that computes as a new one on this device would. */
  take(device: ComputeDevice): Worker | undefined {
    this.waiting = this.waiting.filter(({hasEnded}) => !hasEnded);
    const place = this.waiting.findIndex((worker) => isAlike(worker.device, device));
    if (place < 0) return undefined;
    const [worker] = this.waiting.splice(place, 1);
    worker!.device = device;
    return worker;
  }

  give(worker: Worker): void {
    this.waiting.push(worker);
  }

  close(): void {
    for (const worker of this.waiting) void worker.close();
    this.waiting = [];
  }
}

const isAlike = (one: ComputeDevice, other: ComputeDevice): boolean =>
  isDeepStrictEqual(one.environment, other.environment) && isDeepStrictEqual(one.settled, other.settled);
