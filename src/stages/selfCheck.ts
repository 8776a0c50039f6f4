/**
 * Whether the device computes what it should: a small network at several widths, one sandwich step, a Fréchet distance and
 * a repetition, against numbers that were made in float64 elsewhere (data/self-check.json, by test/golden/selfCheck.py).
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {linearSchedule} from '../diffusion/schedule.js';
import {type Program, type Programs, recordPrograms} from '../engine/programs.js';
import {type Tensor, type Tensor1D, type Tensor4D, tf} from '../engine/tf.js';
import {Frechet} from '../metrics/frechet.js';
import {sliceWeights, splitFlat} from '../models/flat.js';
import {type FlatLayout, flatLayout} from '../models/flatLayout.js';
import {type UNetConfig, unetShape} from '../models/shape.js';
import {unet} from '../models/unet.js';
import type {Width} from '../models/width.js';
import {packageRoot} from '../paths.js';
import {accumulateStep, adamFactors, applyStep, BETA1, BETA2, trainingState} from '../training/step.js';
import {fromStored, storedShape, toStored} from '../weights/layout.js';
import {hashed} from './hashed.js';

/** How convolutions and products are computed in a network that is said to be float32. */
export type Arithmetic = 'float32' | 'tf32';

/** One quantity: its error relative to the largest of its kind, and what is still right. */
export interface Check {
  quantity: string;
  error: number;
  tolerance: number;
}

export interface SelfCheck {
  arithmetic: Arithmetic;
  /** What it was compared with. */
  against: string;
  checks: Check[];
  /** The first quantity that is off; absent on a device that is right. */
  wrong?: Check;
  seconds: number;
}

type Quantity = 'forward' | 'losses' | 'norm' | 'gradient';

interface Stored {
  made: string;
  config: Omit<UNetConfig, 'classes'>;
  batch: number;
  steps: number;
  clip: number;
  /** Predicted noise [batch, height, width, channels] at each width. */
  forward: Record<Width, number[]>;
  times: number[];
  /** Widths in their places, and the times of each place. */
  sandwich: {widths: Width[]; times: number[][]};
  losses: number[];
  norm: number;
  /** Norm, and product with the hash of the name, of each parameter's gradient in PyTorch's layout. */
  gradient: Record<string, [norm: number, projection: number]>;
  frechet: {rows: number; dimensions: number; distance: number};
  tolerances: Record<Arithmetic | 'bfloat16', Record<Quantity, number>>;
}

const RATE = 1e-3;
/** Float64 inside TensorFlow, whatever the device. */
const FRECHET_TOLERANCE = 1e-9;
/** Of Adam's update in float32 against the same arithmetic in float64. */
const UPDATE_TOLERANCE = 1e-5;
/** Gradients below this share of the whole are zero by symmetry, up to rounding. */
const LEAST_SHARE = 0.01;
/** Widths that are computed in bfloat16 as well. */
const ROUNDED: readonly Width[] = ['2/8'];

const readStored = (): Stored =>
  JSON.parse(readFileSync(join(packageRoot, 'data', 'self-check.json'), 'utf8')) as Stored;

/** Computes everything on the device at hand; one or a few seconds. */
export function selfCheck(arithmetic: Arithmetic): SelfCheck {
  const began = performance.now();
  const stored = readStored();
  const config: UNetConfig = {...stored.config, classes: 0};
  const layout = flatLayout(config);
  const weights = seededWeights(layout);
  const checks = [
    ...checkForward(stored, {config, layout, weights, arithmetic}),
    ...checkStep(stored, {config, layout, weights, arithmetic}),
    checkFrechet(stored),
  ];
  const wrong = checks.find(({error, tolerance}) => !(error <= tolerance));
  const seconds = (performance.now() - began) / 1000;
  return {arithmetic, against: stored.made, checks, seconds, ...(wrong ? {wrong} : {})};
}

interface Network {
  config: UNetConfig;
  layout: FlatLayout;
  weights: Float32Array;
  arithmetic: Arithmetic;
}

function checkForward(
  {batch, forward, times, tolerances}: Stored,
  {config, layout, weights, arithmetic}: Network,
): Check[] {
  const program = (width: Width): Program => ({
    inputs: {x: {shape: imageShape(config, batch)}, t: {shape: [batch]}},
    run: ({x, t}, state) => {
      const shape = unetShape(config, width);
      const slices = sliceWeights(splitFlat(state.read('weights') as Tensor1D, layout), layout, shape);
      return {y: unet(shape, slices, {x: x as Tensor4D, t: t as Tensor1D})};
    },
  });
  const all = Object.keys(forward) as Width[];
  const checks: Check[] = [];
  for (const [precision, widths] of [
    ['float32', all],
    ['bfloat16', ROUNDED],
  ] as const) {
    const programs = recordPrograms({
      state: {weights: {shape: [layout.size]}},
      programs: Object.fromEntries(widths.map((width) => [width, program(width)])),
      precision,
    });
    writeVector(programs, weights);
    const call = (width: Width): Float32Array =>
      callFor(programs, width, {x: image('check/x', {config, batch}), t: tf.tensor1d(times, 'float32')}).y!;
    const tolerance = tolerances[precision === 'float32' ? arithmetic : precision].forward;
    for (const width of widths) {
      const y = call(width);
      checks.push({quantity: `${precision} network at ${width}`, error: relative(y, forward[width]), tolerance});
      if (precision === 'bfloat16') continue;
      checks.push({quantity: `the same at ${width}, repeated`, error: relative(call(width), y), tolerance: 0});
    }
    programs.dispose();
  }
  return checks;
}

function checkStep(stored: Stored, {config, layout, weights, arithmetic}: Network): Check[] {
  const {batch, steps, clip, sandwich} = stored;
  const options = {config, layout, batch, clip};
  const programs = recordPrograms({
    state: trainingState(layout, {accumulated: true}),
    programs: {gradient: accumulateStep(sandwich.widths, options), apply: applyStep(clip)},
  });
  writeVector(programs, weights);
  const {alphaBars} = linearSchedule(steps, [1e-4, 0.02]);
  const accumulate = (share: number): Float32Array => {
    const inputs: Record<string, Tensor> = {x0: image('check/x0', {config, batch}), share: tf.scalar(share)};
    for (const [place, times] of sandwich.times.entries()) {
      inputs[`noise${place}`] = image(`check/noise${place}`, {config, batch});
      inputs[`t${place}`] = tf.tensor1d(times, 'float32');
      inputs[`signal${place}`] = tf.tensor1d(times.map((t) => Math.sqrt(alphaBars[t]!)));
      inputs[`spread${place}`] = tf.tensor1d(times.map((t) => Math.sqrt(1 - alphaBars[t]!)));
    }
    return callFor(programs, 'gradient', inputs).losses!;
  };
  const losses = accumulate(1);
  const gradient = readVector(programs, 'gradient');
  // Twice the same and its opposite is nothing, where it is the same to the last bit.
  accumulate(-1);
  const left = readVector(programs, 'gradient').reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  accumulate(1);
  const {rate, correction} = adamFactors(RATE, 1);
  const factors = {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(0.9)};
  const norm = callFor(programs, 'apply', factors).norm![0]!;
  const updated = readVector(programs, 'weights');
  programs.dispose();
  const tolerance = stored.tolerances[arithmetic];
  return [
    {quantity: 'losses of a sandwich step', error: relative(losses, stored.losses), tolerance: tolerance.losses},
    {quantity: 'norm of its gradient', error: Math.abs(norm / stored.norm - 1), tolerance: tolerance.norm},
    gradientCheck(stored, {gradient, layout, tolerance: tolerance.gradient}),
    {quantity: 'the same gradient, repeated', error: left, tolerance: 0},
    updateCheck({gradient, norm, clip, before: weights, after: updated}),
  ];
}

/** The parameter whose gradient is furthest off. */
function gradientCheck(
  stored: Stored,
  {gradient, layout, tolerance}: {gradient: Float32Array; layout: FlatLayout; tolerance: number},
): Check {
  let [error, worst] = [0, ''];
  for (const {name, shape, offset, size} of layout.parameters) {
    const values = toStored(name, gradient.subarray(offset, offset + size), shape);
    const hash = hashed(name, size);
    const [wantedNorm, wantedProjection] = stored.gradient[name]!;
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    const projection = values.reduce((sum, value, index) => sum + value * hash[index]!, 0);
    const scale = Math.max(wantedNorm, LEAST_SHARE * stored.norm);
    const off = Math.max(Math.abs(norm - wantedNorm), Math.abs(projection - wantedProjection)) / scale;
    if (!(off <= error)) [error, worst] = [Number.isNaN(off) ? Number.POSITIVE_INFINITY : off, name];
  }
  return {quantity: `gradient of ${worst}`, error, tolerance};
}

/** Adam's first step, computed again in float64 from the device's own gradient. */
function updateCheck({
  gradient,
  norm,
  clip,
  before,
  after,
}: {
  gradient: Float32Array;
  norm: number;
  clip: number;
  before: Float32Array;
  after: Float32Array;
}): Check {
  const {rate, correction} = adamFactors(RATE, 1);
  const share = Math.min(1, clip / (norm + 1e-6));
  const wanted = before.map((weight, index) => {
    const g = gradient[index]! * share;
    return weight - (rate * (1 - BETA1) * g) / (Math.sqrt((1 - BETA2) * g * g) / correction + 1e-8);
  });
  return {quantity: "weights after Adam's step", error: relative(after, wanted), tolerance: UPDATE_TOLERANCE};
}

function checkFrechet({frechet: {rows, dimensions, distance}}: Stored): Check {
  const features = (name: string): Float32Array => Float32Array.from(hashed(name, rows * dimensions));
  const frechet = new Frechet(dimensions);
  frechet.setReferenceFrom(features('check/a'));
  const found = frechet.distance(features('check/b'));
  frechet.dispose();
  return {quantity: 'Fréchet distance', error: Math.abs(found / distance - 1), tolerance: FRECHET_TOLERANCE};
}

const imageShape = ({resolution, imageChannels}: UNetConfig, batch: number): [number, number, number, number] => [
  batch,
  resolution,
  resolution,
  imageChannels,
];

/** Seeded noise of unit variance, hashed in PyTorch's order: [batch, height, width, channels]. */
function image(name: string, {config, batch}: {config: UNetConfig; batch: number}): Tensor {
  const [, side, , channels] = imageShape(config, batch);
  const values = Float32Array.from(hashed(name, batch * channels * side * side), (value) => Math.sqrt(12) * value);
  return tf.tidy(() => tf.transpose(tf.tensor4d(values, [batch, channels, side, side]), [0, 2, 3, 1]));
}

/** Weights as the script seeds them. */
function seededWeights(layout: FlatLayout): Float32Array {
  const flat = new Float32Array(layout.size);
  for (const {name, shape, offset, size} of layout.parameters) {
    const fanIn = size / storedShape(name, shape)[0]!;
    const of = (value: number): number => {
      if (name.endsWith('.bias')) return 0.2 * value;
      return shape.length === 1 ? 1 + 0.4 * value : value * Math.sqrt(12 / fanIn);
    };
    flat.set(fromStored(name, Float32Array.from(hashed(name, size), of), shape), offset);
  }
  return flat;
}

/** Largest difference, relative to the largest magnitude wanted; infinite where a number is none. */
function relative(actual: Float32Array, wanted: ArrayLike<number>): number {
  let [difference, magnitude] = [0, 0];
  for (let index = 0; index < wanted.length; index++) {
    const one = Math.abs(actual[index]! - wanted[index]!);
    difference = Number.isNaN(one) ? Number.POSITIVE_INFINITY : Math.max(difference, one);
    magnitude = Math.max(magnitude, Math.abs(wanted[index]!));
  }
  return difference / magnitude;
}

/** Calls a program, and disposes of what goes in and comes out. */
function callFor(programs: Programs, name: string, inputs: Record<string, Tensor>): Record<string, Float32Array> {
  const outputs = programs.call(name, inputs);
  const values = Object.fromEntries(
    Object.entries(outputs).map(([key, tensor]) => [key, tensor.dataSync() as Float32Array]),
  );
  tf.dispose([inputs, outputs] as never);
  return values;
}

function writeVector(programs: Programs, weights: Float32Array): void {
  const tensor = tf.tensor1d(weights);
  programs.write('weights', tensor);
  tensor.dispose();
}

function readVector(programs: Programs, name: string): Float32Array {
  const tensor = programs.read(name);
  const values = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return values;
}
