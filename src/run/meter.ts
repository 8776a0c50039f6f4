/** Rate and time left of what is under way. */
import type {Progress} from '../workers/messages.js';

/** Hours from which days are said, and days from which years are. */
const [MANY_HOURS, MANY_DAYS] = [48, 365];

/** 754 → '12 min 34 s', 300,000 → '3 days 11 h', 70,000,000 → '2.2 years'. */
export function formatSeconds(seconds: number): string {
  const inHours = Math.round(seconds / 3600);
  const inDays = Math.floor(inHours / 24);
  if (inDays >= MANY_DAYS) return `${(inDays / 365.25).toFixed(inDays < 3650 ? 1 : 0)} years`;
  if (inHours >= MANY_HOURS) return `${inDays} days${inDays < 14 ? ` ${inHours % 24} h` : ''}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** ' (loss 0.0834, 1.2 % waiting for data)': what is known beside the count. */
function factsOf({losses, best, detail}: Progress): string {
  const [loss] = Object.values(losses ?? {});
  const facts = [
    loss === undefined ? '' : `loss ${loss.toPrecision(4)}`,
    best === undefined ? '' : `best ${best.distance.toPrecision(4)} at ${best.gflops.toPrecision(4)} GFLOPs`,
    detail ?? '',
  ].filter(Boolean);
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

interface MeterOptions {
  /** Without a terminal: a line a minute instead of ten a second. */
  plain: boolean;
  /** Hears of every ten seconds. */
  log?(progress: Progress & {rate: number; etaSeconds: number | null}): void;
}

/** A line when it matters: live ten times a second, plain once a minute. */
export class Meter {
  /** What the rate counts from. */
  private from: {done: number; at: number} | undefined;
  private hasMoved = false;
  private shown = 0;
  private noted = 0;
  private readonly show: (line: string) => void;
  private readonly options: MeterOptions;

  constructor(show: (line: string) => void, options: MeterOptions) {
    this.show = show;
    this.options = options;
  }

  update(progress: Progress): void {
    const {done, total, unit} = progress;
    const now = performance.now();
    // The first of anything has a program recorded for it, which may take minutes and says nothing of the others.
    if (!this.hasMoved) {
      this.hasMoved = this.from !== undefined && done > this.from.done;
      this.from = {done, at: now};
    }
    const {from} = this;
    const rate = done > from!.done ? (done - from!.done) / ((now - from!.at) / 1000) : 0;
    const left = rate > 0 ? (total - done) / rate : undefined;
    if (now - this.shown > (this.options.plain ? 60_000 : 100)) {
      this.shown = now;
      const pace = left === undefined ? '' : `, ${rate.toPrecision(3)}/s, ${formatSeconds(left)} left`;
      this.show(`${Math.floor(done)} of ${total} ${unit}${pace}${factsOf(progress)}`);
    }
    if (now - this.noted > 10_000) {
      this.noted = now;
      this.options.log?.({...progress, rate, etaSeconds: left ?? null});
    }
  }
}
