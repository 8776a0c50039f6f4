/** The compute process's half of handing out units: it asks its parent, and does those that it is given. */
import type {HandOut, Unit, UnitRunner} from '../stages/context.js';
import {type Keeper, Stopped, stageContext, type Watch} from '../stages/context.js';
import {STAGES} from '../stages/index.js';
import type {FromWorker, Job} from './messages.js';

/** What this process asked for and waits for. */
interface Deal {
  runner: UnitRunner;
  progress(share: number): void;
  end(outcome: 'done' | 'stopped' | Error): void;
}

export class Dealing {
  private deal: Deal | undefined;
  /** Of the stage that another process runs, whose units this one has done. */
  private helping: {key: string; runner: UnitRunner} | undefined;
  private readonly send: (message: FromWorker) => void;

  constructor(send: (message: FromWorker) => void) {
    this.send = send;
  }

  /** Has units done by whoever is free; ends when the parent says that all are there. */
  readonly handOut: HandOut = (units, runner, progress) => {
    if (units.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.deal = {
        runner: runner as unknown as UnitRunner,
        progress,
        end: (outcome) => {
          this.deal = undefined;
          if (outcome === 'done') resolve();
          else reject(outcome === 'stopped' ? new Stopped('stopped') : outcome);
        },
      };
      this.send({type: 'units', units: [...units]});
    });
  };

  progress(share: number): void {
    this.deal?.progress(share);
  }

  end(outcome: 'done' | 'stopped' | Error): void {
    this.deal?.end(outcome);
  }

  /** Does one unit, of this process's own stage or of another's. Throws what it throws. */
  async run(job: Job, unit: Unit, {watch, keeper}: {watch: Watch; keeper: Keeper}): Promise<void> {
    const runner = this.deal?.runner ?? (await this.helperFor(job, {watch, keeper}));
    let said = 0;
    await runner.run(unit, (share) => {
      const now = performance.now();
      if (now - said < 500) return;
      said = now;
      this.send({type: 'unit-progress', share});
    });
  }

  private async helperFor(job: Job, {watch, keeper}: {watch: Watch; keeper: Keeper}): Promise<UnitRunner> {
    const key = JSON.stringify([job.folder, job.settings, job.means]);
    if (this.helping?.key === key) return this.helping.runner;
    this.rest();
    const stage = STAGES.find(({name}) => name === job.stage);
    if (!stage?.loadUnits) throw new RangeError(`the stage ${job.stage} has no units`);
    const openUnits = await stage.loadUnits();
    const runner = await openUnits(job.settings, job.inputs, stageContext<object>(job, watch, {keeper}));
    this.helping = {key, runner};
    return runner;
  }

  /** Gives back what helping needed: this process is to do something else. */
  rest(): void {
    this.helping?.runner.dispose();
    this.helping = undefined;
  }
}
