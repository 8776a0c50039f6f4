/** `ddsm plan`: what a run would do, for how long, and what it would cost. Computes nothing, writes nothing. */
import {costAt} from '../models/cost.js';
import {secondsOf} from '../plan/hours.js';
import {deviceNote} from '../run/devices.js';
import {formatSeconds} from '../run/meter.js';
import {planFor, runFolder} from '../run/plan.js';
import {deviceAtHand, namedDevice, type PlanDevice} from '../run/planDevice.js';
import {stageStates, withInputs} from '../run/states.js';
import {withTransfers} from '../run/transfers.js';
import {deviceHere, deviceName, type FoundDevice, wantedDevice} from '../runtime/device.js';
import {type Experiment, networkOf} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {toMarkdown} from '../tables/results.js';
import {note, print, printJson, showWarning} from './output.js';

interface Options {
  set: string[];
  runs: string;
  explain?: boolean;
  json?: boolean;
  device?: string;
  /** Of an hour of the device. */
  price?: number;
}

export function plan(spec: string, options: Options): void {
  const {set, runs, explain = false, json = false, price} = options;
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
  const device = deviceOf(experiment, options.device);
  const stages = [...sources, ...own].map(({id, key, state, why, estimate: {macs, bytes}}) => ({
    ...{name: id, key, state, why},
    estimate: {macs, seconds: Math.round(secondsOf(macs, device)), bytes},
  }));
  const left = stages.filter(({state}) => state !== 'done');
  const total = left.reduce((sum, {estimate}) => sum + secondsOf(estimate.macs, device), 0);
  const moneyOf = (seconds: number): number | undefined =>
    price === undefined ? undefined : Math.round((seconds / 36) * price) / 100;
  if (json) {
    printJson({
      stages,
      device,
      total: {
        macs: left.reduce((sum, {estimate}) => sum + estimate.macs, 0),
        seconds: Math.round(total),
        hours: total / 3600,
        price: moneyOf(total),
      },
    });
    return;
  }
  const isKnown = device.source !== 'unknown';
  const timeOf = (seconds: number): string =>
    isKnown ? `about ${formatSeconds(Math.round(seconds))}` : 'not measured';
  const hours = device.kind === 'gpu' ? 'GPU hours' : 'hours';
  const costs = (seconds: number): Record<string, string> =>
    isKnown ? {[hours]: hoursText(seconds), price: moneyOf(seconds)?.toFixed(2) ?? ''} : {};
  const lines: Record<string, string>[] = stages.map(({name, state, why, estimate}) => ({
    ...{stage: name, state, TMACs: (estimate.macs / 1e12).toPrecision(3), why},
    time: timeOf(secondsOf(estimate.macs, device)),
    ...costs(secondsOf(estimate.macs, device)),
  }));
  if (isKnown) lines.push({stage: 'left to do', state: '', TMACs: '', why: '', time: timeOf(total), ...costs(total)});
  const columns = ['stage', 'state', 'TMACs', 'time', ...(isKnown ? [hours] : [])];
  if (isKnown && price !== undefined) columns.push('price');
  print(toMarkdown(lines, explain ? [...columns, 'why'] : columns));
  note(describeRate(device));
}

/** The device of this machine, unopened. */
function foundHere(): Pick<FoundDevice, 'kind' | 'name'> {
  const settled = deviceHere(wantedDevice() === 'cpu' ? 'cpu' : 'auto');
  return {kind: settled.choice.kind, name: deviceName(settled)};
}

/** The device that is asked for by its name, or the one at hand. */
function deviceOf(experiment: Experiment, name: string | undefined): PlanDevice {
  const {precision, tf32} = experiment;
  const facts = {precision, tf32, macs: costAt(networkOf(experiment), '8/8').macs};
  return name === undefined || name === 'cpu' || name === 'gpu' ? deviceAtHand(facts) : namedDevice(name, facts);
}

const hoursText = (seconds: number): string => {
  const hours = seconds / 3600;
  return hours < 100 ? hours.toPrecision(2) : hours.toFixed(0);
};

const ARITHMETIC = {float32: 'float32', tf32: 'TF32', bfloat16: 'bfloat16'};

/** Where the hours come from, in a line. */
function describeRate({name, kind, source, peak, arithmetic, efficiency}: PlanDevice): string {
  if (peak === undefined) return `${name}: not measured yet; \`npx ddsm doctor\` measures what it can do`;
  const share = `${Number((efficiency * 100).toPrecision(2))} % of the ${source} matrix peak, ${(peak / 1e12).toPrecision(3)} TFLOP/s in ${ARITHMETIC[arithmetic]}`;
  const doubt =
    kind === 'gpu'
      ? 'a share that is assumed: half or twice the time is possible'
      : 'as it was on the CPU of docs/performance.md';
  return `hours on ${name}, one of them: ${share} (${doubt})`;
}
