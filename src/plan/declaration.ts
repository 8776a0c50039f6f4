/** What a stage says of itself before anything computes: plain data and pure functions of a spec. */
import type {Memory} from '../models/memory.js';
import type {Width} from '../models/width.js';
import type {Experiment} from '../spec/experiment.js';

/** How much work a stage is, as an order of magnitude. */
export interface Estimate {
  macs: number;
  /** Of its largest state. */
  bytes: number;
  /** Of a device, while it computes; absent where it is small or nobody has counted it. */
  memory?: StageMemory;
}

/** What a stage takes of a device's memory, and what makes it take less. */
export interface StageMemory extends Memory {
  /** Images that are computed at the same time. */
  images: number;
  /** The key of the spec that says so: in how many parts `batch` is computed, or how many images at a time. */
  lever: {key: 'train.accumulate'; batch: number} | {key: 'search.batch' | 'evaluate.batch'};
}

/** Contents of the files that a spec names, as far as results depend on them. Paths are as the spec has them. */
export interface SpecFiles {
  /** One hash for all files of the data set; undefined for embedded data. */
  data: string | undefined;
  /** The same for the split `test` of the data set; empty where it has none. */
  heldOut(): string | undefined;
  /** What tells one file of weights from another; empty where there is no file. */
  fingerprint(path: string): string;
  /** How many images the data set has; of files that were not read, an order of magnitude. */
  images(): number;
  /** The strategy in a file, of any number of steps; undefined where there is no file yet. */
  strategy(path: string): Width[] | undefined;
}

/** What an estimate goes by beside what a stage receives. */
export interface Known {
  experiment: Experiment;
  /** Images of the data set, as far as files say. */
  images(): number;
}

/** How far a stage is. */
export interface Saved {
  done: number;
  total: number;
  /** What is counted: steps, candidates, images. */
  unit: string;
}

/**
 * A stage as a plan sees it. `settings` is all of the experiment that the stage ever receives: its key is their hash, so
 * what is read is in the key, and what is not in the key cannot be read.
 */
export interface Declaration<Settings extends object = object, Means extends object = object> {
  readonly name: string;
  /** What it is called while it runs. */
  readonly title: string;
  /** Raised by hand when other numbers come out of the same settings. */
  readonly version: number;
  /** Whether its folder holds pieces with keys of their own, so that other settings go on in the same folder. */
  readonly keepsPieces?: boolean;
  /** Whether it measures how fast a network is. */
  readonly isTimed?: boolean;
  /** Whether it reads the prepared data set. */
  readsData(settings: Settings): boolean;
  /** Everything that decides its numbers. Plain data. */
  settings(experiment: Experiment, files: SpecFiles): Settings;
  /** How it goes about it: paths, batch sizes, intervals. Nothing in here may change a number. */
  means(experiment: Experiment): Means;
  /** Names of the stages that it takes something from. */
  inputs(experiment: Experiment): readonly string[];
  estimate(settings: Settings, means: Means, known: Known): Estimate;
  /** What of its work its folder holds and need not be done again; only of a stage that saves it there. Reads files. */
  saved?(settings: Settings, folder: string): Saved;
}
