/** The recorded programs of one training of a U-Net, over one device or several, and how a step is put together from them. */
import {deviceCount} from '../../engine/device.js';
import {type ProgramSet, type Programs, recordPrograms} from '../../engine/programs.js';
import {type Tensor, tf} from '../../engine/tf.js';
import {costAt, isSmall} from '../../models/cost.js';
import type {FlatLayout} from '../../models/flatLayout.js';
import type {UNetConfig} from '../../models/shape.js';
import type {Width} from '../../models/width.js';
import {ProblemError} from '../../problem.js';
import {describeIndivisible, dividesAmong, partsOf} from '../../spec/parts.js';
import {
  onReplica,
  replicatedAccumulate,
  replicatedApply,
  replicatedState,
  replicatedStep,
  spreadReplicas,
} from '../../training/replicas.js';
import {
  accumulateStep,
  adamFactors,
  applyStep,
  averageDecay,
  trainingState,
  trainingStep,
} from '../../training/step.js';
import type {TrainingMeans, TrainingSettings} from '../fragments.js';
import type {StepArrays} from './feed.js';
import type {StepResult} from './loop.js';

export interface TrainerOptions {
  network: UNetConfig;
  layout: FlatLayout;
  sandwiches: Width[][];
  settings: Pick<
    TrainingSettings,
    'iterations' | 'batch' | 'accumulate' | 'clip' | 'precision' | 'ema' | 'emaWarmup'
  > & {
    diffusion?: Pick<TrainingSettings['diffusion'], 'prediction'>;
  };
  devices: number;
}

/**
 * How many devices a training uses here: as many as it asks for, or with `auto` as many of the process's GPUs as give
 * each the same number of parts. Throws a ProblemError where what it asks for does not divide the batch.
 */
export function trainingDevices(
  wanted: TrainingMeans['devices'],
  settings: {batch: number; accumulate: number},
  there = deviceCount(),
): number {
  if (wanted === 'auto') {
    let devices = there;
    while (!dividesAmong(devices, settings)) devices -= 1;
    return devices;
  }
  if (dividesAmong(wanted, settings)) return wanted;
  throw new ProblemError({
    code: 'devices',
    message: describeIndivisible(wanted, settings),
    suggestion: 'choose train.devices so that it divides train.accumulate, or the batch where nothing is accumulated',
  });
}

/**
 * Steps of a small network that do not earn what TensorFlow's passes take before the first: some six seconds on two cores,
 * where each saves some milliseconds of a step, if any.
 */
const FEW_STEPS = 1000;

export class Trainer {
  readonly programs: Programs;
  private readonly with: TrainerOptions;
  /** Parts that a device computes one after the other. */
  private readonly rounds: number;
  /** Images of a part. */
  private readonly size: number;
  /** Whether all devices have what was written to the first. */
  private spread: boolean;

  constructor(options: TrainerOptions) {
    this.with = options;
    const {devices, settings} = options;
    const parts = partsOf(settings.accumulate, devices);
    this.rounds = parts / devices;
    this.size = settings.batch / parts;
    this.spread = devices === 1;
    const programs = recordPrograms({
      ...this.programSet(),
      precision: settings.precision,
      // The last bits follow from it, so it follows from what is in the key.
      rewrite: isSmall(costAt(options.network, '8/8').macs) && settings.iterations < FEW_STEPS ? 'none' : 'all',
    });
    this.programs = {
      ...programs,
      write: (name, value) => {
        programs.write(name, value);
        this.spread = devices === 1;
      },
    };
  }

  /** One optimizer step; losses are means over the batch, one per width. */
  async step(widths: readonly Width[], arrays: StepArrays, learningRate: number): Promise<StepResult> {
    const {settings, devices} = this.with;
    // Sandwiches can have fewer places than the longest, for which arrays are drawn.
    const own = {...arrays, places: arrays.places.slice(0, widths.length)};
    const {rate, correction} = adamFactors(learningRate, arrays.step);
    const decay = averageDecay(settings.ema, arrays.step, settings.emaWarmup);
    const optimizer = {rate: tf.scalar(rate), correction: tf.scalar(correction), decay: tf.scalar(decay)};
    const name = widths.join('+');
    // The mean where a width has several places.
    const byWidth = (losses: readonly number[]): Record<string, number> =>
      Object.fromEntries(
        widths.map((width) => {
          const ofWidth = losses.filter((_, index) => widths[index] === width);
          return [width, ofWidth.reduce((sum, loss) => sum + loss, 0) / ofWidth.length];
        }),
      );
    if (!this.spread) await this.call('spread', {});
    this.spread = true;
    if (this.rounds === 1) {
      const {losses, norm} = await this.call(name, {...this.inputs(own, 0), ...optimizer});
      return {losses: byWidth(losses), norm};
    }
    const losses = widths.map(() => 0);
    const share = 1 / (this.rounds * devices);
    for (let round = 0; round < this.rounds; round++) {
      const found = await this.call(name, {...this.inputs(own, round), share: tf.scalar(share)});
      for (const [index, loss] of found.losses.entries()) losses[index]! += loss / this.rounds;
    }
    return {losses: byWidth(losses), norm: (await this.call('apply', optimizer)).norm};
  }

  private programSet(): Pick<ProgramSet, 'state' | 'programs' | 'devices'> {
    const {network, layout, sandwiches, devices} = this.with;
    const {clip, diffusion} = this.with.settings;
    const options = {config: network, layout, batch: this.size, clip, prediction: diffusion?.prediction};
    const accumulated = this.rounds > 1;
    if (devices === 1) {
      const make = accumulated ? accumulateStep : trainingStep;
      const programs = Object.fromEntries(sandwiches.map((widths) => [widths.join('+'), make(widths, options)]));
      return {
        state: trainingState(layout, {accumulated}),
        programs: accumulated ? {...programs, apply: applyStep(clip)} : programs,
      };
    }
    const make = accumulated ? replicatedAccumulate : replicatedStep;
    const programs = Object.fromEntries(
      sandwiches.map((widths) => [widths.join('+'), make(widths, {...options, devices})]),
    );
    programs.spread = spreadReplicas(devices);
    if (accumulated) programs.apply = replicatedApply({devices, clip});
    return {state: replicatedState(layout, {devices, accumulated}), programs, devices};
  }

  private async call(name: string, inputs: Record<string, Tensor>): Promise<{losses: number[]; norm: number}> {
    const outputs = await this.programs.start(name, inputs);
    const losses = [...(outputs.losses?.dataSync() ?? [])];
    const norm = outputs.norm?.dataSync()[0] ?? Number.NaN;
    tf.dispose([inputs, outputs] as never);
    return {losses, norm};
  }

  /** The tensors of one round: a part for each device. */
  private inputs(arrays: StepArrays, round: number): Record<string, Tensor> {
    const inputs: Record<string, Tensor> = {};
    for (let device = 0; device < this.with.devices; device++)
      for (const [name, tensor] of Object.entries(this.inputsOf(arrays, round * this.with.devices + device)))
        inputs[onReplica(name, device)] = tensor;
    return inputs;
  }

  /** The tensors of one part of the batch. */
  private inputsOf({x0, labels, places, dropout}: StepArrays, part: number): Record<string, Tensor> {
    const {resolution, imageChannels, classes, dropout: rate} = this.with.network;
    const batch = this.size;
    const shape = [batch, resolution, resolution, imageChannels];
    const ofPart = <T extends Float32Array | Int32Array>(values: T, size: number): T =>
      values.subarray(part * batch * size, (part + 1) * batch * size) as T;
    const size = resolution ** 2 * imageChannels;
    const inputs: Record<string, Tensor> = {x0: tf.tensor(ofPart(x0, size), shape)};
    for (const [place, {noise, t, signal, spread}] of places.entries()) {
      inputs[`noise${place}`] = tf.tensor(ofPart(noise, size), shape);
      for (const [name, values] of Object.entries({t, signal, spread}))
        inputs[`${name}${place}`] = tf.tensor1d(ofPart(values, 1));
    }
    if (classes > 0) inputs.labels = tf.tensor1d(ofPart(labels, 1), 'int32');
    if (rate > 0) inputs.dropout = tf.tensor1d([dropout[0], dropout[1] + (part << 16)], 'int32');
    return inputs;
  }
}
