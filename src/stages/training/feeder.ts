/**
 * Makes the next steps' arrays in a thread while TensorFlow computes the present one. The same file is the thread's
 * program; it loads no TensorFlow.
 */
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import {type ImageSet, openPrepared} from '../../data/dataset.js';
import {openLatents, type TrainingSet} from '../../data/latents.js';
import type {Schedule} from '../../diffusion/schedule.js';
import {type Problem, ProblemError, problemsOf} from '../../problem.js';
import {Feed, type FeedSettings, type StepArrays} from './feed.js';

/** A set as a thread can be given it: by the caches that it maps itself, or with its pixels in shared memory. */
type Handed = {prepared: string; latents?: string} | {inMemory: ImageSet};

interface ThreadData {
  set: Handed;
  schedule: Schedule;
  settings: FeedSettings;
  port: MessagePort;
  /** Counts the messages that the thread has sent, so that a blocked parent wakes. */
  sent: Int32Array;
}

/** What the thread sends: a step's arrays, or why there are none. */
type Sent = StepArrays | {problems: Problem[]};

/** Steps that are made ahead. */
const AHEAD = 3;
/** Longest wait for one step before the thread is taken for dead. */
const PATIENCE_MS = 60_000;

export class Feeder {
  /** Milliseconds that steps have waited for their arrays. */
  waitedMs = 0;
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly sent = new Int32Array(new SharedArrayBuffer(4));
  private asked: number;
  private readonly last: number;
  private failure: Error | undefined;

  /** Feeds the steps `first` … `last`, in order. */
  constructor(
    set: TrainingSet,
    schedule: Schedule,
    {first, last, ...settings}: FeedSettings & {first: number; last: number},
  ) {
    const {port1, port2} = new MessageChannel();
    this.port = port1;
    this.last = last;
    this.asked = first - 1;
    const data: ThreadData = {set: handed(set), schedule, settings, port: port2, sent: this.sent};
    this.worker = new Worker(new URL(import.meta.url), {workerData: data, transferList: [port2]});
    this.worker.on('error', (error) => {
      this.failure = error;
    });
    this.worker.unref();
    for (let ahead = 0; ahead < AHEAD; ahead++) this.ask();
  }

  /** The arrays of the next step; blocks until they are there. Throws a ProblemError with what the thread throws. */
  next(): StepArrays {
    const began = performance.now();
    for (;;) {
      const before = Atomics.load(this.sent, 0);
      const found = (receiveMessageOnPort(this.port) as {message: Sent} | undefined)?.message;
      if (found) {
        if ('problems' in found) throw new ProblemError(found.problems);
        this.waitedMs += performance.now() - began;
        this.ask();
        return found;
      }
      if (this.failure || Atomics.wait(this.sent, 0, before, PATIENCE_MS) === 'timed-out') {
        throw new Error('the thread that prepares training steps has died', {cause: this.failure});
      }
    }
  }

  async close(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }

  /** Asks for one more step, if there is one. */
  private ask(): void {
    if (this.asked >= this.last) return;
    this.asked += 1;
    this.port.postMessage(this.asked);
  }
}

function handed(set: TrainingSet): Handed {
  if ('latents' in set) return {prepared: set.images.folder!, latents: set.folder};
  if (set.folder !== undefined) return {prepared: set.folder};
  const segments = set.segments.map((pixels) => {
    const copy = new Uint8Array(new SharedArrayBuffer(pixels.length));
    copy.set(pixels);
    return copy;
  });
  return {inMemory: {...set, segments}};
}

function taken(set: Handed): TrainingSet {
  if ('inMemory' in set) return set.inMemory;
  const images = openPrepared(set.prepared);
  return set.latents === undefined ? images : openLatents(set.latents, images);
}

if (!isMainThread && workerData !== null && 'sent' in (workerData as object)) {
  const {set, schedule, settings, port, sent} = workerData as ThreadData;
  let feed: Feed | undefined;
  port.on('message', (step: number) => {
    // An error that leaves the thread reaches the parent's event loop, which waits meanwhile.
    try {
      feed ??= new Feed(taken(set), schedule, settings);
      const arrays = feed.arrays(step);
      const buffers = [arrays.x0.buffer, arrays.labels.buffer];
      for (const {noise, t, signal, spread} of arrays.places)
        buffers.push(noise.buffer, t.buffer, signal.buffer, spread.buffer);
      port.postMessage(arrays, buffers as ArrayBuffer[]);
    } catch (error) {
      port.postMessage({problems: problemsOf(error)} satisfies Sent);
    }
    Atomics.add(sent, 0, 1);
    Atomics.notify(sent, 0);
  });
}
