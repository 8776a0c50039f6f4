/** What a method is: the rows that it puts into the result table, and the stages that they come from. Plain data. */
import type {Width} from '../models/width.js';
import type {StageName} from '../plan/plan.js';
import type {Experiment} from '../spec/experiment.js';

/** Networks that an experiment may have, by the stage that leaves their weights. */
export type NetworkName = Extract<StageName, 'train' | 'baseline' | 'prune'>;

export type RowName = Experiment['evaluate']['rows'][number];

/** One row of the result table: a network, and the width of each sampling step. */
export interface MethodRow {
  row: RowName;
  /** What tells it from other rows of the method: a width, `steps` where it differs from step to step, a number. */
  width: string;
  network: NetworkName;
  /** Index 0 the cleanest. */
  strategy: Width[];
}

export interface Asked {
  experiment: Experiment;
  /** Sampling steps, and evaluations of each, index 0 the cleanest. */
  steps: number;
  evaluations: readonly number[];
  /** Of one image at each width of the supernet. */
  macs: ReadonlyMap<Width, number>;
  /** The searched strategy; only for a method that takes the stage `search`. */
  searched(): Width[];
}

/** Makes a method's rows when all its stages are done (`plan/plan` says which those are). */
export type Method = (asked: Asked) => MethodRow[];

/** A strategy of one width. */
export const uniformStrategy = (width: Width, steps: number): Width[] => Array<Width>(steps).fill(width);
