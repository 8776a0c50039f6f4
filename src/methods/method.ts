/** What a method is: the rows that it puts into the result table, and the stages that they come from. Plain data. */
import type {NetworkMacs} from '../models/outer.js';
import type {Prediction} from '../models/prediction.js';
import type {Width} from '../models/width.js';
import type {Experiment} from '../spec/experiment.js';

/** Networks that an experiment may have, by the stage that leaves their weights. */
export type NetworkName = 'train' | 'baseline' | 'prune';

export type RowName = Experiment['evaluate']['rows'][number];

/** One row of the result table: a network, and how each sampling step asks it; or real images. */
export interface MethodRow {
  row: RowName;
  /** What tells it from other rows of the method: a width, `steps` where it differs from step to step, a number. */
  width: string;
  /** Whose weights are sampled; `none` for real images. */
  network: NetworkName | 'none';
  /** The width of each step, or what else predicts its noise; index 0 the cleanest. */
  strategy: Prediction[];
}

/** What a method is told; MACs are the supernet's. */
export interface Asked extends NetworkMacs {
  /** Sampling steps, and evaluations of each, index 0 the cleanest. */
  steps: number;
  evaluations: readonly number[];
  /** Widths of the supernet, and those of them that strategies may use; narrowest first. */
  trained: readonly Width[];
  allowed: readonly Width[];
  /** Seed of whatever the method draws. */
  seed: number;
  /** The searched strategy; only for a method that takes the stage `search`. */
  searched(): Width[];
}

export interface Method {
  /** Stages that its rows come from; what these take themselves need not be named. */
  stages: readonly ('search' | NetworkName)[];
  /** Makes the rows when all these stages are done. */
  rows(asked: Asked): MethodRow[];
  /** Whether a row's name always has its width in it. Methods of several rows have it anyway. */
  namedByWidth?: true;
}

/** A strategy of one width. */
export const uniformStrategy = (width: Width, steps: number): Width[] => Array<Width>(steps).fill(width);
