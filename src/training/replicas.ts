/**
 * One training step over several devices: each holds the weights and Adam's moments, takes its own parts of the batch, and
 * adds the others' gradients to its own by a sum that gives all of them the same bits. So the replicas stay equal, and the
 * numbers are those of the same parts on one device (`accumulate`), to rounding. The average lies on the first device.
 */
import {allReduce} from '../engine/collective.js';
import type {Program, StateAccess, StateSpec} from '../engine/programs.js';
import {onDevice} from '../engine/recorder.js';
import {type Tensor, type Tensor1D, type TensorSpec, tf} from '../engine/tf.js';
import type {FlatLayout} from '../models/flatLayout.js';
import type {Width} from '../models/width.js';
import {adamUpdate, batchInputs, OPTIMIZER_INPUTS, type StepOptions, sandwichGradient, trainingState} from './step.js';

export interface ReplicaOptions extends StepOptions {
  devices: number;
}

/** What an input or a state entry is called on a device; on the first one as if there were no others. */
export const onReplica = (name: string, device: number): string => (device === 0 ? name : `${name}@${device}`);

const each = <Result>(devices: number, work: (device: number) => Result): Result[] =>
  Array.from({length: devices}, (_, device) => onDevice(device, () => work(device)));

/** The vectors of every device. */
export function replicatedState(
  layout: Pick<FlatLayout, 'size'>,
  {devices, accumulated}: {devices: number; accumulated: boolean},
): Record<string, StateSpec> {
  const {average, ...replicated} = trainingState(layout, {accumulated});
  const state: Record<string, StateSpec> = {average: average!};
  for (let device = 0; device < devices; device++)
    for (const [name, spec] of Object.entries(replicated)) state[onReplica(name, device)] = {...spec, device};
  return state;
}

/** A device's own part of the state, under the plain names. */
const replicaOf = (state: StateAccess, device: number): StateAccess => ({
  read: (name) => state.read(onReplica(name, device)),
  readDouble: (name) => state.readDouble(onReplica(name, device)),
  assign: (name, value) => state.assign(onReplica(name, device), value),
  applyAdam: ({weights, first, second, ...step}) =>
    state.applyAdam({
      ...step,
      weights: onReplica(weights, device),
      first: onReplica(first, device),
      second: onReplica(second, device),
    }),
  moveTowards: (name, target, share) => state.moveTowards(onReplica(name, device), target, share),
});

/** A part of the batch for each device. */
function replicatedInputs(widths: readonly Width[], options: ReplicaOptions): Record<string, TensorSpec> {
  const inputs: Record<string, TensorSpec> = {};
  for (let device = 0; device < options.devices; device++)
    for (const [name, spec] of Object.entries(batchInputs(widths, options))) inputs[onReplica(name, device)] = spec;
  return inputs;
}

/** The feeds of a device, under the plain names. */
const feedsOf = (feeds: Record<string, Tensor>, names: Iterable<string>, device: number): Record<string, Tensor> =>
  Object.fromEntries([...names].map((name) => [name, feeds[onReplica(name, device)]!]));

/** Each device's share of the gradient, and the mean of their losses. */
function gradients(
  widths: readonly Width[],
  options: ReplicaOptions,
  {feeds, state, share}: {feeds: Record<string, Tensor>; state: StateAccess; share: Tensor},
): {losses: Tensor; shares: Tensor1D[]} {
  const {devices} = options;
  const names = Object.keys(batchInputs(widths, options));
  const found = each(devices, (device) => {
    const own = {feeds: feedsOf(feeds, names, device), state: replicaOf(state, device)};
    const {losses, gradient} = sandwichGradient(widths, options, own);
    return {losses, gradient: tf.mul(gradient, share) as Tensor1D};
  });
  return {
    losses: tf.div(tf.addN(found.map(({losses}) => losses)), devices),
    shares: found.map(({gradient}) => gradient),
  };
}

/** Sums the devices' gradients and takes the same step on each. */
function updateAll(
  state: StateAccess,
  shares: readonly Tensor[],
  {feeds, clip}: {feeds: Record<string, Tensor>; clip: number},
): Tensor {
  const sums = allReduce(shares);
  const norms = each(shares.length, (device) => {
    const {norm} = adamUpdate(replicaOf(state, device), sums[device] as Tensor1D, {feeds, clip, average: device === 0});
    return norm;
  });
  return norms[0]!;
}

/** `trainingStep`, its batch one part for each device: inputs of device d are called `x0@d` and so on, of the first `x0`. */
export function replicatedStep(widths: readonly Width[], options: ReplicaOptions): Program {
  return {
    inputs: {...replicatedInputs(widths, options), ...OPTIMIZER_INPUTS},
    run: (feeds, state) => {
      const share = tf.scalar(1 / options.devices);
      const {losses, shares} = gradients(widths, options, {feeds, state, share});
      return {losses, norm: updateAll(state, shares, {feeds, clip: options.clip})};
    },
  };
}

/** `accumulateStep` on every device; `share` is that of one part. Output: `losses` [widths], the mean over devices. */
export function replicatedAccumulate(widths: readonly Width[], options: ReplicaOptions): Program {
  return {
    inputs: {...replicatedInputs(widths, options), share: {shape: []}},
    run: (feeds, state) => {
      const {losses, shares} = gradients(widths, options, {feeds, state, share: feeds.share!});
      each(options.devices, (device) => {
        const own = replicaOf(state, device);
        own.assign('gradient', tf.add(own.read('gradient'), shares[device]!));
      });
      return {losses};
    },
  };
}

/** `applyStep` for gradients that were accumulated on every device. */
export function replicatedApply({devices, clip}: {devices: number; clip: number}): Program {
  return {
    inputs: OPTIMIZER_INPUTS,
    run: (feeds, state) => {
      const own = each(devices, (device) => replicaOf(state, device).read('gradient'));
      const norm = updateAll(state, own, {feeds, clip});
      each(devices, (device) => replicaOf(state, device).assign('gradient', tf.zerosLike(own[device]!)));
      return {norm};
    },
  };
}

/** Copies the first device's vectors, which alone are written and read from outside, to the others. */
export function spreadReplicas(devices: number): Program {
  return {
    inputs: {},
    run: (_, state) => {
      for (const name of ['weights', 'first', 'second']) {
        const value = state.read(name);
        for (let device = 1; device < devices; device++) state.assign(onReplica(name, device), tf.add(value, 0));
      }
      return {};
    },
  };
}
