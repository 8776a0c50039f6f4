/** A stage: what it declares, and where the code is that does it. */
import type {Declaration} from '../plan/declaration.js';
import type {Inputs, StageContext, UnitRunner} from './context.js';

/** Does the stage's work, from where it was left to its end, or until a stop is asked for (`Stopped`). */
export type RunStage<Settings, Means> = (
  settings: Settings,
  inputs: Inputs,
  context: StageContext<Means>,
) => Promise<void>;

/** Readies a process for units of a stage's work; the caller disposes. */
export type OpenUnits<Settings, Means> = (
  settings: Settings,
  inputs: Inputs,
  context: StageContext<Means>,
) => Promise<UnitRunner>;

export interface Stage<Settings extends object = object, Means extends object = object>
  extends Declaration<Settings, Means> {
  /** Loads what computes: only a compute process calls it. */
  load(): Promise<RunStage<Settings, Means>>;
  /** The same for a process that helps; only for a stage that hands out units. */
  loadUnits?(): Promise<OpenUnits<Settings, Means>>;
}

/** Checks a declaration against its types; the list of stages forgets them. */
export const declareStage = <const Name extends string, Settings extends object, Means extends object>(
  stage: Stage<Settings, Means> & {name: Name},
): Stage & {name: Name} => stage as unknown as Stage & {name: Name};
