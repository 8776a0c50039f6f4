/** Deals a stage's units out to compute processes as they become free; what a dead one had is dealt again. */
import {messageOf, ProblemError} from '../problem.js';
import type {Job, Unit} from '../workers/messages.js';
import {Died, type Helper} from '../workers/worker.js';

export interface DealerOptions {
  job: Job;
  units: readonly Unit[];
  /** The process that runs the stage. */
  own: Helper;
  /** Another process, where one may compute now. */
  more(): Helper | undefined;
  /** A helper that is not needed any more, or has died. */
  back(helper: Helper): void;
  /** Hears how much of all units is done. */
  progress(share: number): void;
  /** Hears who does what: called whenever that changes. */
  working(place: readonly Working[]): void;
  note(line: string): void;
}

/** A compute process and the unit that it is at. */
export interface Working {
  pid: number | undefined;
  unit: string;
  share: number;
}

/** How often a unit is dealt again whose process died. */
export const RETRIES = 3;

/** Ends when every unit is done; 'stopped' where a process was told to stop. Throws what a unit throws. */
export async function deal(options: DealerOptions): Promise<'done' | 'stopped'> {
  const {job, units, own, more, back, note} = options;
  const waiting = [...units];
  const deaths = new Map<string, number>();
  const working = new Map<Helper, Working>();
  const loops = new Set<Promise<void>>();
  let done = 0;
  let state: 'done' | 'stopped' = 'done';
  let failure: unknown;
  const tell = (): void => {
    const shares = [...working.values()].reduce((sum, {share}) => sum + share, 0);
    options.progress(Math.min(1, (done + shares) / units.length));
    options.working([...working.values()]);
  };
  /** One process takes units until there are none. */
  const serve = async (helper: Helper): Promise<void> => {
    for (let unit = waiting.shift(); unit; unit = waiting.shift()) {
      const at: Working = {pid: helper.pid, unit: unit.name, share: 0};
      working.set(helper, at);
      tell();
      try {
        const outcome = await helper.unit(job, unit, (share) => {
          at.share = share;
          tell();
        });
        working.delete(helper);
        if (outcome === 'stopped') {
          state = 'stopped';
          waiting.length = 0;
        } else done += 1;
        tell();
      } catch (error) {
        working.delete(helper);
        if (!(error instanceof Died)) throw error;
        const count = (deaths.get(unit.name) ?? 0) + 1;
        deaths.set(unit.name, count);
        // The stage's own process cannot be replaced here: who waits for it hears of its death.
        if (helper === own || count > RETRIES) throw error;
        note(`${messageOf(error)}; what it had, ${unit.name} of ${job.stage}, is done again`);
        waiting.unshift(unit);
        return;
      }
      invite();
    }
  };
  const begin = (helper: Helper): void => {
    const loop = serve(helper)
      .catch((error: unknown) => {
        failure ??= error;
        waiting.length = 0;
      })
      .finally(() => {
        loops.delete(loop);
        if (helper !== own) back(helper);
        if (state === 'done' && failure === undefined && waiting.length > 0) invite();
      });
    loops.add(loop);
  };
  /** More hands, as long as there are units for them. */
  const invite = (): void => {
    while (waiting.length > 0) {
      const helper = more();
      if (!helper) break;
      begin(helper);
    }
    // The own process comes back for what a helper has lost.
    if (waiting.length > 0 && loops.size === 0) begin(own);
  };
  begin(own);
  invite();
  while (loops.size > 0) await Promise.race(loops);
  options.working([]);
  if (failure !== undefined)
    throw failure instanceof Error ? failure : new ProblemError({code: 'failed', message: messageOf(failure)});
  return state;
}
