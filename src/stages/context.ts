/** What a stage is given beside its settings: its folder, its means, and the way to report, to stop and to warn. */
import {type ImageSet, openPrepared} from '../data/dataset.js';
import {openLatents, type TrainingSet} from '../data/latents.js';

export interface Progress {
  done: number;
  total: number;
  /** What is counted: steps, candidates, images. */
  unit: string;
  /** Of a training's step: by width, or by what each is of. */
  losses?: Record<string, number>;
  /** Of a search: the best candidate so far. */
  best?: {fitness: number; distance: number; gflops: number};
  detail?: string;
}

/** A finished stage that something is taken from. */
export interface Input {
  folder: string;
  key: string;
}

/** Inputs by the names of their stages. */
export type Inputs = Readonly<Record<string, Input>>;

/** The folder of an input. Throws a RangeError for a stage that was not declared as one. */
export function folderOf(inputs: Inputs, stage: string): string {
  const input = inputs[stage];
  if (!input) throw new RangeError(`the stage takes nothing from ${stage}`);
  return input.folder;
}

/** A stage's work as plain data: the same for this process and another one. */
export interface Job {
  stage: string;
  settings: object;
  means: object;
  inputs: Inputs;
  /** The stage's own folder. */
  folder: string;
  /** Folder of the prepared data set, for a stage that reads it. */
  data?: string;
}

/** The way to report and to be stopped. */
export interface Watch {
  report(progress: Progress): void;
  warn(line: string): void;
  /** Lets signals in; throws Stopped when the run is to end. Call it between units of work, when all is saved or can be. */
  breathe(): Promise<void>;
  /** Whether a stop was asked for: save now, then call breathe(). */
  stopping(): Promise<boolean>;
}

/** A piece of a stage's work that any process with its settings and inputs can do. Plain data. */
export interface Unit {
  /** Its own among those that are handed out together. */
  name: string;
  /** The file, in the stage's folder, that says that it is done: written whole or not at all. */
  file: string;
}

export interface UnitRunner<One extends Unit = Unit> {
  /** Does a unit; what is done already is not done again. `progress` hears how much of it is done, up to 1. */
  run(unit: One, progress: (share: number) => void): Promise<void>;
  dispose(): void;
}

/** Hands out units; ends when the file of each is there. */
export type HandOut = <One extends Unit>(
  units: readonly One[],
  runner: UnitRunner<One>,
  progress: (share: number) => void,
) => Promise<void>;

/** All of them by this process. */
export const alone: HandOut = async (units, runner, progress) => {
  for (const [place, unit] of units.entries()) {
    await runner.run(unit, (share) => progress((place + share) / units.length));
    progress((place + 1) / units.length);
  }
};

export interface StageContext<Means = object> extends Watch {
  /** The stage's own folder. */
  folder: string;
  means: Means;
  /** The training set. Only for a stage that was declared to read it. */
  images(): ImageSet;
  /** What the network is trained on: the training set, or its latents where there is such an input. */
  examples(inputs: Inputs): TrainingSet;
  /** What costs seconds to make and later stages of this process need, too: made once for a key. Not to be disposed of. */
  keep<Kept extends Disposable>(key: string, make: () => Kept): Kept;
  /** Has units of this stage's work done, by this process with `runner` and by others that help. */
  units: HandOut;
}

interface Disposable {
  dispose(): void;
}

/** One thing that a process keeps between its stages; another key takes its place. */
export class Keeper {
  private kept: {key: string; value: Disposable} | undefined;

  keep<Kept extends Disposable>(key: string, make: () => Kept): Kept {
    if (this.kept?.key === key) return this.kept.value as Kept;
    this.kept?.value.dispose();
    const value = make();
    this.kept = {key, value};
    return value;
  }
}

/** The run was asked to stop; everything worth keeping is on disk. */
export class Stopped extends Error {}

export interface WatchOptions {
  report(progress: Progress): void;
  warn(line: string): void;
  isStopping(): boolean;
}

const tick = (): Promise<void> => new Promise((done) => setImmediate(done));
/** Milliseconds after which signals are let in: units of work may be shorter than the turn of an event loop. */
const BREATH_MS = 20;

export function watchOf({report, warn, isStopping}: WatchOptions): Watch {
  let last = Number.NEGATIVE_INFINITY;
  const stopping = async (): Promise<boolean> => {
    if (performance.now() - last >= BREATH_MS) {
      await tick();
      last = performance.now();
    }
    return isStopping();
  };
  return {
    report,
    warn,
    stopping,
    async breathe() {
      if (await stopping()) throw new Stopped('stopped');
    },
  };
}

export function stageContext<Means>(
  job: Job,
  watch: Watch,
  {keeper, units = alone}: {keeper: Keeper; units?: HandOut},
): StageContext<Means> {
  let images: ImageSet | undefined;
  const open = (): ImageSet => {
    if (job.data === undefined) throw new RangeError(`${job.stage} is not declared to read data`);
    images ??= openPrepared(job.data);
    return images;
  };
  return {
    ...watch,
    folder: job.folder,
    means: job.means as Means,
    keep: (key, make) => keeper.keep(key, make),
    units,
    images: open,
    examples: (inputs) => (inputs.latents ? openLatents(inputs.latents.folder, open()) : open()),
  };
}
