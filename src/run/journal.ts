/** A run's journal: what happened, when and where, a line an event. Times and rates are derived from it. */
import type {FoundDevice} from '../runtime/device.js';
import {appendLine, readLines} from '../store/files.js';
import {runFiles} from '../store/runFolder.js';

export interface JournalEvent {
  /** When, in ISO 8601. */
  at: string;
  event: 'start' | 'progress' | 'done' | 'stopped' | 'failed' | 'shared';
  stage: string;
  key?: string;
  /** What computes. */
  machine?: string;
  device?: FoundDevice;
  /** What the device's self-check said, when, and against what. */
  verdict?: {closest: string; against: string; at: string};
  /** Why a GPU that is there is not used. */
  warnings?: string[];
  /** Of computing, in this attempt. */
  seconds?: number;
  message?: string;
  /** Of a stage that was taken over: from which run. */
  from?: string;
  done?: number;
  total?: number;
  unit?: string;
  rate?: number;
  losses?: Record<string, number>;
  best?: {fitness: number; distance: number; gflops: number};
  etaSeconds?: number | null;
}

/** Writes a run's journal. Only for the run's owner. */
export class Journal {
  private readonly path: string;

  constructor(run: string) {
    this.path = runFiles(run).journal;
  }

  log(event: Omit<JournalEvent, 'at'>): void {
    appendLine(this.path, {at: new Date().toISOString(), ...event});
  }
}

export const readJournal = (run: string): JournalEvent[] => readLines<JournalEvent>(runFiles(run).journal);

/** The machines that stages were begun on. */
export const machinesOf = (events: readonly JournalEvent[]): string[] => [
  ...new Set(events.flatMap(({machine}) => (machine ? [machine] : []))),
];

/** Seconds of computing on a stage with a key, over all attempts. One that was killed counts up to its last sign of life. */
export function secondsOf(events: readonly JournalEvent[], {stage, key}: {stage: string; key: string}): number {
  const of = events.filter((one) => one.stage === stage);
  let total = 0;
  for (const [index, begin] of of.entries()) {
    if (begin.event !== 'start' || begin.key !== key) continue;
    const next = of.findIndex((one, later) => later > index && one.event === 'start');
    const last = of.slice(index, next === -1 ? undefined : next).at(-1)!;
    const alive = Math.max(0, (Date.parse(last.at) - Date.parse(begin.at)) / 1000);
    total += last.seconds ?? (Number.isFinite(alive) ? alive : 0);
  }
  return total;
}
