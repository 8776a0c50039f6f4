/** What the check of a section is given. */
import type {Problem} from '../../problem.js';
import type {Experiment} from '../experiment.js';

/** A spec that satisfies the schema, and where to say what is wrong with it. */
export interface Checked {
  experiment: Experiment;
  /** The spec of a run that was made: whether the files that it names are still there does not matter. */
  past: boolean;
  /**
   * How late in the order of a spec, what it extends, its variants and the command line a key or anything under it was
   * written; undefined where it never was.
   */
  layerOf(pointer: string): number | undefined;
  /** Notes a problem at a JSON pointer; with `atKey` at the key there, not at its value. */
  add(pointer: string, problem: Problem, where?: {atKey?: boolean}): void;
}
