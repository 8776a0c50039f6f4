/** A run's journal: what happened, when and where, a line an event. Times and rates are derived from it. */
import type {FoundDevice} from '../runtime/device.js';
import {appendLine, readLines} from '../store/files.js';
import {runFiles} from '../store/runFolder.js';
import {eventFiles} from './jobs.js';

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
  /** Of a job on a cluster. */
  job?: string;
  node?: string;
  gpu?: string;
}

interface JournalOptions {
  /** Another file than the run's: a job's. */
  path?: string;
  /** Part of every event. */
  beside?: Partial<JournalEvent>;
}

/** Writes a run's journal, or a job's part of it. Only for the run's owner, or the job's. */
export class Journal {
  private readonly path: string;
  private readonly beside: Partial<JournalEvent>;

  constructor(run: string, {path = runFiles(run).journal, beside = {}}: JournalOptions = {}) {
    this.path = path;
    this.beside = beside;
  }

  log(event: Omit<JournalEvent, 'at'>): void {
    appendLine(this.path, {at: new Date().toISOString(), ...event, ...this.beside});
  }
}

const COUNTS = ['seconds', 'done', 'total', 'rate', 'etaSeconds'] as const;

/** Whether a line is an event: a run may come from elsewhere, and what it says of itself is shown. */
function isEvent(line: unknown): line is JournalEvent {
  if (typeof line !== 'object' || line === null) return false;
  const {at, event, stage, key = '', machine = '', message = '', ...rest} = line as Partial<JournalEvent>;
  return (
    [at, event, stage, key, machine, message].every((one) => typeof one === 'string') &&
    COUNTS.every((name) => rest[name] === undefined || rest[name] === null || Number.isFinite(rest[name])) &&
    (rest.seconds ?? 0) >= 0
  );
}

/** The run's own events and those of its jobs, in the order of their clocks. */
export function readJournal(run: string): JournalEvent[] {
  const own = eventsIn(runFiles(run).journal);
  const files = eventFiles(run);
  if (files.length === 0) return own;
  const all = [...own, ...files.flatMap(eventsIn)];
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const eventsIn = (file: string): JournalEvent[] => readLines<unknown>(file).filter(isEvent);

/** The machines that stages were begun on. */
export const machinesOf = (events: readonly JournalEvent[]): string[] => [
  ...new Set(events.flatMap(({machine}) => (machine ? [machine] : []))),
];

/**
 * Seconds of computing on a stage with a key, over all attempts. One that was killed counts up to its last sign of life,
 * and one that is at work up to `now`, milliseconds of the clock.
 */
export function secondsOf(
  events: readonly JournalEvent[],
  {stage, key, now}: {stage: string; key: string; now?: number},
): number {
  const of = events.filter((one) => one.stage === stage);
  let total = 0;
  for (const [index, begin] of of.entries()) {
    if (begin.event !== 'start' || begin.key !== key) continue;
    const next = of.findIndex((one, later) => later > index && one.event === 'start');
    const last = of.slice(index, next === -1 ? undefined : next).at(-1)!;
    const end = next === -1 && now !== undefined ? now : Date.parse(last.at);
    const alive = Math.max(0, (end - Date.parse(begin.at)) / 1000);
    total += last.seconds ?? (Number.isFinite(alive) ? alive : 0);
  }
  return total;
}

/** What was last said of a stage in its present attempt. */
export function progressOf(events: readonly JournalEvent[], stage: string): JournalEvent | undefined {
  const own = events.filter((one) => one.stage === stage);
  const begin = own.findLastIndex(({event}) => event === 'start');
  return own.slice(Math.max(0, begin)).findLast(({event}) => event === 'progress');
}
