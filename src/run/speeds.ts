/** How fast stages were on this machine, kept in the user's cache: later plans learn from it. */
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {secondsOf, wallSeconds} from '../plan/hours.js';
import {ProblemError} from '../problem.js';
import {cacheRoot} from '../runtime/cache.js';
import {readJson, writeJson} from '../store/files.js';
import {readRecord} from '../store/stageRecord.js';
import {formatSeconds} from './meter.js';
import type {PlanDevice} from './planDevice.js';
import type {StageState} from './states.js';

/** One stage that was computed, from its beginning to its end. */
interface Speed {
  device: string;
  arithmetic: string;
  threads: number;
  /** Stages that were computed at the same time; left out by earlier versions, which computed one. */
  atOnce?: number;
  stage: string;
  /** Of the network at full width, an image. */
  networkMacs: number;
  macsPerSecond: number;
}

/** A time that a plan says. */
interface StageTime {
  seconds: number;
  /** What it follows from; a guess is an order of magnitude. */
  basis: 'earlier runs' | 'peak' | 'guess';
}

type Work = Pick<StageState, 'name' | 'estimate'>;

/** Stages shorter than this are mostly the recording of their programs. */
const LEAST_SECONDS = 60;
/** Networks of less than twice the size, or more than half, count as alike. */
const ALIKE = 2;
/** Of what is alike, the last ones: their median is what is planned with. */
const LAST = 5;
const MOST_KEPT = 500;
/** Of its speed alone, what a stage has on two cores beside another one (docs/performance.md). */
const BESIDE_ANOTHER = 0.72;

const speedsFile = (): string => join(cacheRoot(), 'speeds.json');

/** What was measured, oldest first. */
export function knownSpeeds(): Speed[] {
  const {speeds} = readJson<{speeds?: Speed[]}>(speedsFile()) ?? {};
  return Array.isArray(speeds) ? speeds.filter(({macsPerSecond}) => macsPerSecond > 0) : [];
}

/** The time of a stage on the device at hand, beside others where it computes several at the same time: by earlier runs on it, else by its measured peak. */
export function timeOf(
  {name, estimate: {macs}}: Work,
  {device, networkMacs, speeds}: {device: PlanDevice; networkMacs: number; speeds: readonly Speed[]},
): StageTime {
  const alike = speeds.filter(
    (one) =>
      one.stage === name &&
      one.device === device.name &&
      one.arithmetic === device.arithmetic &&
      one.threads === threadsOf(device) &&
      (one.atOnce ?? 1) === device.atOnce &&
      Math.abs(Math.log(one.networkMacs / networkMacs)) < Math.log(ALIKE),
  );
  if (alike.length === 0 || device.source === 'published')
    return {
      seconds: secondsOf(macs, device) / (device.atOnce > 1 ? BESIDE_ANOTHER : 1),
      basis: device.source === 'unknown' ? 'guess' : 'peak',
    };
  const last = alike.slice(-LAST).map(({macsPerSecond}) => macsPerSecond);
  const median = last.sort((a, b) => a - b)[Math.floor(last.length / 2)]!;
  return {seconds: macs / median, basis: 'earlier runs'};
}

/** How many threads share the work; a GPU's speed does not depend on them. */
const threadsOf = ({kind}: PlanDevice): number => (kind === 'cpu' ? availableParallelism() : 0);

interface Expectation {
  /** Stages that are to be computed whole: what is left of others tells nothing. */
  stages: StageState[];
  /** Stages whose time is told at the end: those, and of a run that goes on all others, in all sessions. */
  told: readonly StageState[];
  /** What the plan says of these; undefined where it cannot say. */
  seconds: number | undefined;
  device: PlanDevice;
  networkMacs: number;
}

/** What is expected of a run's stages before they are computed. */
export function expectationOf(
  run: string,
  stages: readonly StageState[],
  {device, networkMacs}: {device: PlanDevice; networkMacs: number},
): Expectation {
  const whole = stages.filter(({state, keepsPieces, id}) => state !== 'done' && !(keepsPieces && readRecord(run, id)));
  const speeds = knownSpeeds();
  const told = stages.some(({state}) => state === 'resume') ? stages : whole;
  const times = told.map((stage) => timeOf(stage, {device, networkMacs, speeds}));
  const isKnown = times.every(({basis}) => basis !== 'guess');
  const seconds = isKnown ? wallOf(told, times, device) : undefined;
  return {stages: whole, told, seconds, device, networkMacs};
}

const wallOf = (stages: readonly StageState[], times: readonly {seconds: number}[], {atOnce}: PlanDevice): number =>
  wallSeconds(
    stages.map((stage, index) => ({...stage, ...times[index]!})),
    atOnce,
  );

/**
 * Keeps how fast stages were, and says how far off the plan was; undefined where it said nothing, or a stage is not done.
 * Two runs that end at the same moment may lose one of them.
 */
export function learnFrom(run: string, {stages, told, seconds, device, networkMacs}: Expectation): string | undefined {
  const learned = stages.flatMap((stage): Speed[] => {
    const {name, estimate} = stage;
    const {macs} = estimate;
    const time = computedSeconds(run, stage) ?? 0;
    if (time < LEAST_SECONDS || macs === 0) return [];
    const {name: deviceName, arithmetic, atOnce} = device;
    const threads = threadsOf(device);
    return [{device: deviceName, arithmetic, threads, atOnce, stage: name, networkMacs, macsPerSecond: macs / time}];
  });
  if (learned.length > 0) keep([...knownSpeeds(), ...learned].slice(-MOST_KEPT));
  const took = told.map((stage) => computedSeconds(run, stage));
  const all = wallOf(
    told,
    took.map((time) => ({seconds: time ?? 0})),
    device,
  );
  if (seconds === undefined || all < LEAST_SECONDS || took.includes(undefined)) return undefined;
  const off = Math.round((seconds / all - 1) * 100);
  const error = off === 0 ? 'exact to one percent' : `${Math.abs(off)} % too ${off < 0 ? 'short' : 'long'}`;
  return `computing took ${formatSeconds(Math.round(all))}; the plan said ${formatSeconds(Math.round(seconds))} (${error})`;
}

function keep(speeds: readonly Speed[]): void {
  try {
    writeJson(speedsFile(), {speeds});
  } catch (error) {
    // The run has its results: a cache that cannot be written only teaches nothing.
    if (!(error instanceof ProblemError)) throw error;
  }
}

/** Seconds of computing that a stage took in all attempts; undefined where it is not done. */
function computedSeconds(run: string, {id, key}: Pick<StageState, 'id' | 'key'>): number | undefined {
  const record = readRecord(run, id);
  return record?.done && record.key === key ? record.seconds : undefined;
}
