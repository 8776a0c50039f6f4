/** `ddsm plan`: what a run would do. Computes nothing, writes nothing. */
import {deviceNote} from '../run/devices.js';
import {formatSeconds} from '../run/meter.js';
import {planFor, runFolder} from '../run/plan.js';
import {stageStates, withInputs} from '../run/states.js';
import {withTransfers} from '../run/transfers.js';
import {deviceHere, deviceName, type FoundDevice, wantedDevice} from '../runtime/device.js';
import {requireSpec} from '../spec/load.js';
import {toMarkdown} from '../tables/results.js';
import {print, printJson, showWarning} from './output.js';

/** Multiply-accumulates a second that two cores with AVX-512 reach on these networks: an order of magnitude, no more. */
const MACS_PER_SECOND = 4e10;

/** The device of this machine, unopened. */
function foundHere(): Pick<FoundDevice, 'kind' | 'name'> {
  const settled = deviceHere(wantedDevice() === 'cpu' ? 'cpu' : 'auto');
  return {kind: settled.choice.kind, name: deviceName(settled)};
}

interface Options {
  set: string[];
  runs: string;
  explain?: boolean;
  json?: boolean;
}

export function plan(spec: string, {set, runs, explain = false, json = false}: Options): void {
  const {experiment, missing} = withTransfers(requireSpec(spec, {set, onWarning: showWarning}), runs);
  const folder = runFolder(runs, experiment);
  const asked = {here: foundHere, wanted: wantedDevice()};
  const own = stageStates(folder, planFor(experiment, runs)).map((stage) => ({
    ...stage,
    why: `${stage.why}${deviceNote(folder, stage, asked)}`,
  }));
  const sources = missing.flatMap(({spec: path, stage}) => {
    const source = requireSpec(path);
    const states = stageStates(runFolder(runs, source), planFor(source, runs));
    return withInputs(states, ({id}) => id === stage).map((one) => ({...one, id: `${source.name}: ${one.id}`}));
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
