/** The device that a plan is about: the one at hand, as far as it was measured, or one by its name. */
import {totalmem} from 'node:os';
import {KNOWN_GPUS} from '../plan/gpus.js';
import {efficiencyOf, type Rate} from '../plan/hours.js';
import {deviceHere, deviceName, type Settled, wantedDevice} from '../runtime/device.js';
import {arithmeticOf, knownVerdict} from '../runtime/verdict.js';
import {stagesAtOnce} from './grouping.js';

/** How the networks compute. */
type Arithmetic = 'float32' | 'tf32' | 'bfloat16';

export interface PlanDevice extends Rate {
  name: string;
  kind: 'cpu' | 'gpu';
  /** Where `peak` comes from. */
  source: 'measured' | 'published' | 'unknown';
  arithmetic: Arithmetic;
  /** Stages that a run computes at the same time. */
  atOnce: number;
  /** Undefined where nobody says. */
  memoryBytes: number | undefined;
}

export interface NetworkFacts {
  precision: 'float32' | 'bfloat16';
  tf32: boolean;
  /** Full-width MACs of an image. */
  macs: number;
}

/** A GPU by its short name, as its maker describes it. Throws a RangeError for a name that is not in the table. */
export function namedDevice(name: string, {precision, tf32, macs}: NetworkFacts): PlanDevice {
  const known = KNOWN_GPUS[name];
  if (!known) throw new RangeError(`no GPU is called ${name}`);
  const {teraflops, memoryGib} = known;
  const wanted = precision === 'float32' && tf32 ? 'tf32' : precision;
  // A card without units for a type computes it like float32.
  const units = teraflops[wanted] > teraflops.float32;
  const arithmetic = units || wanted === 'bfloat16' ? wanted : 'float32';
  return {
    name: known.name,
    kind: 'gpu',
    atOnce: 1,
    source: 'published',
    arithmetic,
    peak: teraflops[wanted] * 1e12,
    efficiency: efficiencyOf({kind: 'gpu', macs, units, peak: teraflops[wanted] * 1e12}),
    memoryBytes: memoryGib * 2 ** 30,
  };
}

/** The device at hand; milliseconds, since nothing is started. Throws as `deviceHere` does. */
export function deviceAtHand(
  {precision, tf32, macs}: NetworkFacts,
  settled: Settled = deviceHere(wantedDevice()),
): PlanDevice {
  const {kind} = settled.choice;
  const override = process.env.NVIDIA_TF32_OVERRIDE ?? (tf32 ? undefined : '0');
  const float32 = arithmeticOf(settled, override);
  const peak = knownVerdict(settled, float32)?.peaks[precision];
  const arithmetic: Arithmetic = precision === 'float32' ? float32 : precision;
  return {
    name: deviceName(settled),
    kind,
    arithmetic,
    atOnce: stagesAtOnce(kind, macs),
    peak,
    source: peak === undefined ? 'unknown' : 'measured',
    efficiency: efficiencyOf({kind, macs, units: arithmetic !== 'float32', peak}),
    memoryBytes: kind === 'cpu' ? totalmem() : settled.gpu?.memoryBytes,
  };
}
