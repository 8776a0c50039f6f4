/** What every stage is given: its settings, its folder, and the way to report, to stop and to warn. */
import {join} from 'node:path';
import {type ImageSet, openPrepared} from '../data/dataset.js';
import {openLatents, type TrainingSet} from '../data/latents.js';
import type {StageName} from '../plan/plan.js';
import type {Experiment} from '../spec/experiment.js';

export interface Progress {
  done: number;
  total: number;
  /** What is counted: steps, candidates, images. */
  unit: string;
  detail?: string;
}

/** Where stages lie in the run folder. */
export type Folders = Partial<Record<StageName, string>>;

export interface StageContext {
  experiment: Experiment;
  /** The run folder. */
  run: string;
  folders: Folders;
  report(progress: Progress): void;
  warn(line: string): void;
  /** Lets signals in; throws Stopped when the run is to end. Call it between units of work, when all is saved or can be. */
  breathe(): Promise<void>;
  /** Whether a stop was asked for: save now, then call breathe(). */
  stopping(): Promise<boolean>;
  /** The training set. */
  images(): ImageSet;
  /** What the network is trained on: the training set, or its latents. */
  examples(): TrainingSet;
  /** What costs seconds to make and later stages of this process need, too: made once for a key. Not to be disposed of. */
  keep<Kept extends Disposable>(key: string, make: () => Kept): Kept;
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

export interface ContextOptions {
  experiment: Experiment;
  run: string;
  folders: Folders;
  /** Folder of the prepared data set. */
  data: string;
  report(progress: Progress): void;
  warn(line: string): void;
  isStopping(): boolean;
  /** The process's; a stage that stands alone has its own. */
  keeper?: Keeper;
}

/** Lets signals in; throws Stopped when the work is to end. */
export async function breathe(isStopping: () => boolean): Promise<void> {
  await tick();
  if (isStopping()) throw new Stopped('stopped');
}

const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

export function stageContext({
  experiment,
  run,
  folders,
  data,
  report,
  warn,
  isStopping,
  keeper = new Keeper(),
}: ContextOptions): StageContext {
  let images: ImageSet | undefined;
  const open = (): ImageSet => {
    images ??= openPrepared(data);
    return images;
  };
  return {
    experiment,
    run,
    folders,
    report,
    warn,
    breathe: () => breathe(isStopping),
    async stopping() {
      await tick();
      return isStopping();
    },
    keep: (key, make) => keeper.keep(key, make),
    images: open,
    examples: () => (experiment.dataset.latent ? openLatents(join(run, folders.latents!), open()) : open()),
  };
}

/** The folder of the stage that runs, or of one that it takes something from. */
export function folderOf({run, folders}: StageContext, stage: StageName): string {
  const folder = folders[stage];
  if (folder === undefined) throw new RangeError(`the stage takes nothing from ${stage}`);
  return join(run, folder);
}
