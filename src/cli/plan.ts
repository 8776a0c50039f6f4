/** `ddsm plan`: what a run would do, for how long, and what it would cost. Computes nothing, writes nothing. */
import {costAt} from '../models/cost.js';
import type {Saved} from '../plan/declaration.js';
import {describeRemedy, fits, gibibytes, needsOf, peakOf, remediesFor} from '../plan/fit.js';
import {secondsOf, wallSeconds} from '../plan/hours.js';
import {deviceNote} from '../run/devices.js';
import {evaluationsOf, type PlannedEvaluation} from '../run/evaluations.js';
import {formatSeconds} from '../run/meter.js';
import {planFor, runFolder} from '../run/plan.js';
import {deviceAtHand, namedDevice, type PlanDevice} from '../run/planDevice.js';
import {type SharedStage, withDonors} from '../run/share.js';
import {knownSpeeds, timeOf} from '../run/speeds.js';
import {type StageState, savedOf, stageStates, withInputs} from '../run/states.js';
import {withTransfers} from '../run/transfers.js';
import {deviceHere, deviceName, type FoundDevice, wantedDevice} from '../runtime/device.js';
import {type Experiment, networkOf} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {toMarkdown} from '../tables/results.js';
import {note, print, printJson, showWarning} from './output.js';
import {terminalWidth, wrapped} from './terminal.js';

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
  const {experiment, own, sources} = stagesOf(spec, options);
  const networkMacs = costAt(networkOf(experiment), '8/8').macs;
  const device = deviceOf({...experiment, macs: networkMacs}, options.device);
  const speeds = knownSpeeds();
  const planned = [...sources, ...own].map((stage) => ({...stage, ...timeOf(stage, {device, networkMacs, speeds})}));
  const left = planned.filter(({state}) => state !== 'done').map(restOf);
  const macs = macsOf(left);
  const seconds = wallSeconds(left, device.atOnce);
  const available = device.memoryBytes ?? Number.POSITIVE_INFINITY;
  // What is set is set for this spec, not for those whose searches come first.
  const remedies = remediesFor(needsOf(own.filter(({state}) => state !== 'done')), available);
  const evaluations = evaluationsOf(runFolder(options.runs, experiment), own);
  if (!options.json) {
    show(planned, {...options, device, left});
    if (options.explain) for (const evaluation of evaluations) note(describeEvaluation(evaluation));
    if (seconds > LONG && left.every(({basis}) => basis !== 'guess'))
      note(describeLength(left, device, {experiment, networkMacs}));
    for (const remedy of remedies) note(describeRemedy(remedy, {name: device.name, available}));
    const elsewhere = needsOf(sources).filter(({memory}) => !fits(memory, available));
    for (const {id} of elsewhere) note(`${id} will not fit, either: plan that spec by itself`);
    return;
  }
  printJson({
    stages: planned.map(({id, key, state, why, saved, estimate, seconds: time, basis}) => ({
      name: id,
      key,
      state,
      why,
      done: shareDone(state, saved),
      estimate: {
        macs: estimate.macs,
        seconds: Math.round(time),
        basis,
        bytes: estimate.bytes,
      },
    })),
    device,
    total: {macs, seconds: Math.round(seconds), hours: seconds / 3600, price: moneyOf(seconds, options)},
    memory: needsOf(planned).map(({id, memory}) => ({
      name: id,
      bytes: Math.round(peakOf(memory)),
      images: memory.images,
      fits: fits(memory, available),
    })),
    remedies,
    evaluations,
  });
}

/** What an evaluation executes beside each of its rows alone, and what it holds for that. */
function describeEvaluation({name, macs, macsAlone, states, bytes, unknown}: PlannedEvaluation): string {
  const share = macsAlone > 0 ? ` (${Math.round((100 * macs) / macsAlone)} %)` : '';
  const counted = `${name}: rows walk together, ${teraMacs(macs)} TMACs executed of ${teraMacs(macsAlone)} by each alone${share}; at most ${states} states of a batch at a time, ${mebibytes(bytes)}`;
  if (unknown.length === 0) return counted;
  return `${macsAlone > 0 ? counted : `${name}: nothing is known yet`}; not counted until the search is done: ${unknown.join(', ')}`;
}

const mebibytes = (bytes: number): string => `${Number((bytes / 2 ** 20).toPrecision(2))} MiB`;

/** The experiment's own stages, and those of others that have to come first. */
function stagesOf(spec: string, {set, runs}: Options): {experiment: Experiment; own: Stage[]; sources: Stage[]} {
  const {experiment, missing} = withTransfers(
    requireSpec(spec, {set, wants: ['weights'], onWarning: showWarning}),
    runs,
  );
  const folder = runFolder(runs, experiment);
  const asked = {here: foundHere, wanted: wantedDevice()};
  const statesOf = (run: string, one: Experiment): Stage[] =>
    withDonors(run, stageStates(run, planFor(one, runs)), runs).map((stage) => ({
      ...stage,
      saved: savedOf(run, stage),
    }));
  const own = statesOf(folder, experiment).map((stage) => ({
    ...stage,
    why: `${stage.why}${deviceNote(folder, stage, asked)}`,
  }));
  const sources = missing.flatMap(({spec: path, stage}) => {
    const source = requireSpec(path);
    const states = statesOf(runFolder(runs, source), source);
    return withInputs(states, ({id}) => id === stage).map((one) => ({...one, id: `${source.name}: ${one.id}`}));
  });
  return {experiment, own, sources};
}

/** Money for seconds of the device, in whatever --price is in; undefined without it. */
const moneyOf = (seconds: number, {price}: Pick<Options, 'price'>): number | undefined =>
  price === undefined ? undefined : Math.round((seconds / 36) * price) / 100;

/** A stage with how far it is saved. */
type Stage = SharedStage & {saved: Saved | undefined};

/** A stage with the time that it is planned to take. */
type TimedStage = Stage & ReturnType<typeof timeOf>;

/** How much of a stage is done, from 0 to 1. */
const shareDone = (state: StageState['state'], saved: Saved | undefined): number =>
  state === 'done' ? 1 : saved && saved.total > 0 ? saved.done / saved.total : 0;

/** A stage as far as it is left to do. */
function restOf<One extends TimedStage>(stage: One): One {
  const rest = 1 - shareDone(stage.state, stage.saved);
  const {estimate, seconds} = stage;
  return {...stage, seconds: rest * seconds, estimate: {...estimate, macs: rest * estimate.macs}};
}

/** `resume at 60 of 100 steps`. */
const stateText = ({state, saved}: Stage): string =>
  saved && saved.total > 0 ? `${state} at ${Math.floor(saved.done)} of ${saved.total} ${saved.unit}` : state;

const macsOf = (stages: readonly TimedStage[]): number => stages.reduce((sum, {estimate}) => sum + estimate.macs, 0);

/** Stages that are named in a line; of a sweep's many, the count says more. */
const MOST_NAMED = 5;

/** The plan as a table; `left` are the stages that are left to do. */
function show(
  stages: readonly TimedStage[],
  {
    device,
    left,
    explain = false,
    price,
  }: {device: PlanDevice; left: readonly TimedStage[]; explain?: boolean; price?: number},
): void {
  const hours = device.kind === 'gpu' ? 'GPU hours' : 'hours';
  const costOf = (works: readonly TimedStage[]): Record<string, string> => {
    if (works.some(({basis}) => basis === 'guess')) return {time: 'not measured'};
    const seconds = wallSeconds(works, device.atOnce);
    const money = price === undefined ? '' : moneyOf(seconds, {price})!.toFixed(2);
    return {time: `about ${formatSeconds(Math.round(seconds))}`, [hours]: hoursColumn(seconds), price: money};
  };
  const lines: Record<string, string>[] = stages.map((stage) => ({
    stage: stage.id,
    state: stateText(stage),
    TMACs: teraMacs(stage.estimate.macs),
    memory: stage.estimate.memory ? gibibytes(peakOf(stage.estimate.memory)) : '',
    ...costOf([stage]),
  }));
  lines.push({
    stage: 'left to do',
    state: '',
    TMACs: teraMacs(macsOf(left)),
    memory: '',
    ...costOf(left),
  });
  const columns = ['stage', 'state', 'TMACs', 'memory', 'time'];
  const isKnown = stages.some(({basis}) => basis !== 'guess');
  if (isKnown) columns.push(hours);
  if (isKnown && price !== undefined) columns.push('price');
  // The reasons are too long for a column of a terminal.
  const reasons = explain ? stages.flatMap(({id, why}) => wrapped(`${id}: ${why}`, terminalWidth())) : [];
  print([toMarkdown(lines, columns), ...(explain ? ['', ...reasons] : [])].join('\n'));
  if (device.peak === undefined || explain) explainTimes(stages, device);
  else note(`times are estimates for ${device.name}; --explain says where they come from`);
}

/** Seconds from which a plan says what shortens it: a week. */
const LONG = 7 * 86_400;
/** The GPU whose time is said beside that of a CPU. */
const USUAL_GPU = 'a100';
/** The key of a spec that shortens each stage most. */
const LEVERS: Record<string, string> = {
  classifier: 'classifier.iterations',
  reference: 'dataset.limit',
  latents: 'dataset.limit',
  train: 'train.iterations',
  baseline: 'baseline.iterations',
  prune: 'pruning.iterations',
  search: 'search.images',
  evaluate: 'evaluate.images',
};

/** Ways to shorten a long plan. */
function describeLength(
  left: readonly TimedStage[],
  device: PlanDevice,
  {experiment, networkMacs}: {experiment: Experiment; networkMacs: number},
): string {
  const longest = left.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const shorter = `${longest.id} takes ${formatSeconds(longest.seconds)} of the time: --set ${LEVERS[longest.name]}=… with a smaller number shortens it`;
  if (device.kind === 'gpu') return shorter;
  const gpu = namedDevice(USUAL_GPU, {...experiment, macs: networkMacs});
  const there = wallSeconds(
    left.map((stage) => ({...stage, seconds: secondsOf(stage.estimate.macs, gpu)})),
    gpu.atOnce,
  );
  return `${shorter}; on one ${gpu.name} all takes about ${formatSeconds(there)} (--device ${USUAL_GPU})`;
}

/** Where the times come from. */
function explainTimes(stages: readonly TimedStage[], device: PlanDevice): void {
  const learned = stages.filter(({basis}) => basis === 'earlier runs').map(({id}) => id);
  if (learned.length > 0) {
    const which = learned.length > MOST_NAMED ? `${learned.length} of ${stages.length} stages` : learned.join(', ');
    note(`as fast as in earlier runs on this machine: ${which}`);
  }
  if (learned.length < stages.length) note(describeRate(device, learned.length > 0));
}

const teraMacs = (macs: number): string => (macs / 1e12).toPrecision(3);

/** The device of this machine, unopened. */
function foundHere(): Pick<FoundDevice, 'kind' | 'name'> {
  const settled = deviceHere(wantedDevice() === 'cpu' ? 'cpu' : 'auto');
  return {kind: settled.choice.kind, name: deviceName(settled)};
}

/** The device that is asked for by its name, or the one at hand. */
function deviceOf(
  {precision, tf32, macs}: Pick<Experiment, 'precision' | 'tf32'> & {macs: number},
  name: string | undefined,
): PlanDevice {
  const facts = {precision, tf32, macs};
  return name === undefined || name === 'cpu' || name === 'gpu' ? deviceAtHand(facts) : namedDevice(name, facts);
}

/** Seconds as hours for a column that says so: 4.2, 113. */
const hoursColumn = (seconds: number): string => {
  const hours = seconds / 3600;
  return hours < 100 ? hours.toPrecision(2) : hours.toFixed(0);
};

const ARITHMETIC = {float32: 'float32', tf32: 'TF32', bfloat16: 'bfloat16'};

/** What the plan's device is, and where the hours come from, in a line; `others` where some come from elsewhere. */
function describeRate(
  {name, kind, source, peak, arithmetic, efficiency, memoryBytes}: PlanDevice,
  others: boolean,
): string {
  const memory = memoryBytes === undefined ? '' : ` with ${gibibytes(memoryBytes)} of memory`;
  if (peak === undefined) return `${name}${memory}: not measured yet; \`npx ddsm doctor\` measures what it can do`;
  const share = `${Number((efficiency * 100).toPrecision(2))} % of its ${source} matrix peak, ${(peak / 1e12).toPrecision(3)} TFLOP/s in ${ARITHMETIC[arithmetic]}`;
  const doubt =
    kind === 'gpu'
      ? "the authors' hours on an RTX 3090 show that share; half or twice the time is possible"
      : 'measured on two cores: docs/performance.md';
  return `${others ? 'the others' : 'times'}: one ${name}${memory} at ${share} (${doubt})`;
}
