/** Experiment → Plan: a walk over the declarations of stages. Plain data, no I/O. */
import type {Experiment} from '../spec/experiment.js';
import type {Declaration, Estimate, SpecFiles} from './declaration.js';
import {type KeyParts, stageKey} from './key.js';

export interface PlannedStage extends KeyParts {
  name: string;
  /** Its folder in the run folder, which is also what it is called: `search`, `variants/ddim-10/search`. */
  id: string;
  title: string;
  key: string;
  settings: object;
  means: object;
  /** Keys of the stages that it takes something from, and where they lie. */
  inputs: Record<string, string>;
  folders: Record<string, string>;
  readsData: boolean;
  keepsPieces: boolean;
  isTimed: boolean;
  estimate: Estimate;
}

/** Where one case of an experiment has its stages. */
export interface PlannedCase {
  /** Name of its variant; empty where there is none. */
  variant: string;
  experiment: Experiment;
  folders: Record<string, string>;
}

export interface Plan {
  experiment: string;
  /** Inputs come before what takes them. */
  stages: PlannedStage[];
  cases: PlannedCase[];
}

export interface PlanOptions {
  /** Every stage that there is. */
  declarations: readonly Declaration[];
  /** The stage that a run is for; it and everything that it needs is planned. */
  goal: string;
  filesOf(experiment: Experiment): SpecFiles;
  /** The folder of a stage, by its name and variant. */
  idOf(name: string, variant?: string): string;
}

/**
 * All cases of an experiment in one plan: stages with the same key are one. A stage that is as it would be without
 * variants has its plain folder, another one stands in its variant's.
 */
export function planOf(experiment: Experiment, options: PlanOptions): Plan {
  const plain = new Map(stagesOf(experiment, options).map(({key, id}) => [key, id]));
  const stages = new Map<string, PlannedStage>();
  const cases: PlannedCase[] = [];
  for (const one of experiment.cases) {
    const folders: Record<string, string> = {};
    cases.push({variant: one.variant, experiment: one, folders});
    for (const stage of stagesOf(one, options)) {
      const id = stages.get(stage.key)?.id ?? plain.get(stage.key) ?? options.idOf(stage.name, one.variant);
      folders[stage.name] = id;
      if (stages.has(stage.key)) continue;
      const title = id === options.idOf(stage.name) ? stage.title : `${stage.title} (${one.variant})`;
      const own = Object.fromEntries(Object.keys(stage.inputs).map((input) => [input, folders[input]!]));
      stages.set(stage.key, {...stage, id, title, folders: own});
    }
  }
  return {experiment: experiment.name, stages: [...stages.values()], cases};
}

/** The stages of one case, in the order of the declarations, but each after its inputs. */
function stagesOf(experiment: Experiment, {declarations, goal, filesOf, idOf}: PlanOptions): PlannedStage[] {
  const declarationOf = (name: string): Declaration => {
    const declaration = declarations.find((one) => one.name === name);
    if (!declaration) throw new RangeError(`there is no stage ${name}`);
    return declaration;
  };
  const collect = (name: string, into: Set<string>): Set<string> => {
    if (into.has(name)) return into;
    for (const input of declarationOf(name).inputs(experiment)) collect(input, into);
    return into.add(name);
  };
  const needed = collect(goal, new Set());
  const inOrder = new Set<string>();
  for (const {name} of declarations) if (needed.has(name)) collect(name, inOrder);
  const files = filesOf(experiment);
  const keys = new Map<string, string>();
  return [...inOrder].map(declarationOf).map((declaration) => {
    const {name, title, version, keepsPieces = false, isTimed = false} = declaration;
    const settings = declaration.settings(experiment, files);
    const inputs = Object.fromEntries(declaration.inputs(experiment).map((input) => [input, keys.get(input)!]));
    const key = stageKey({version, settings, inputs});
    keys.set(name, key);
    const means = declaration.means(experiment);
    return {
      name,
      id: idOf(name),
      title,
      key,
      version,
      settings,
      means,
      inputs,
      folders: {},
      readsData: declaration.readsData(settings),
      keepsPieces,
      isTimed,
      estimate: declaration.estimate(settings, means, {experiment, images: () => files.images()}),
    };
  });
}
