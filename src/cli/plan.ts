/** `ddsm plan`: what a run would do. Computes nothing, writes nothing. */
import {requireSpec} from '../spec/load.js';
import {toMarkdown} from '../tables/results.js';
import {formatSeconds, print, printJson, showWarning} from './output.js';
import {missingTransfers, planFor, runFolder, searchAlone, stageStates, withTransfers} from './stages.js';

/** Multiply-accumulates a second that two cores with AVX-512 reach on these networks: an order of magnitude, no more. */
const MACS_PER_SECOND = 4e10;

interface Options {
  set: string[];
  runs: string;
  explain?: boolean;
  json?: boolean;
}

export function plan(spec: string, {set, runs, explain = false, json = false}: Options): void {
  const experiment = withTransfers(requireSpec(spec, {set, onWarning: showWarning}), runs);
  const own = stageStates(runFolder(runs, experiment), planFor(experiment));
  const sources = missingTransfers(experiment, runs).flatMap((path) => {
    const source = requireSpec(path);
    const states = searchAlone(stageStates(runFolder(runs, source), planFor(source)));
    return states.map((stage) => ({...stage, id: `${source.name}: ${stage.id}`}));
  });
  const stages = [...sources, ...own].map(({id, key, state, why, estimate}) => ({
    name: id,
    key,
    state,
    why,
    estimate: {macs: estimate.macs, seconds: Math.round(estimate.macs / MACS_PER_SECOND), bytes: estimate.bytes},
  }));
  if (json) {
    printJson({stages});
    return;
  }
  const lines = stages.map(({name, state, why, estimate}) => ({
    stage: name,
    state,
    TMACs: (estimate.macs / 1e12).toPrecision(3),
    'time on 2 cores': `about ${formatSeconds(estimate.seconds)}`,
    ...(explain ? {why} : {}),
  }));
  print(toMarkdown(lines, ['stage', 'state', 'TMACs', 'time on 2 cores', ...(explain ? ['why'] : [])]));
}
