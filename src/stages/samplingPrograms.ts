/** The recorded programs of sampling: one a width, two for each way of caching, and the one that takes new weights. */
import {branchesFor} from '../engine/device.js';
import {inBranchesEach} from '../engine/operations.js';
import {type Precision, type Program, type Programs, recordPrograms, type StateSpec} from '../engine/programs.js';
import type {Tensor, Tensor1D, Tensor4D, TensorSpec} from '../engine/tf.js';
import {sliceWeights, splitFlat} from '../models/flat.js';
import type {FlatLayout} from '../models/flatLayout.js';
import type {Weights} from '../models/layers.js';
import {type Cut, deepShape, outerShape} from '../models/outer.js';
import {parametersOf, type UNetConfig, unetShape} from '../models/shape.js';
import {type UNetInputs, unet, unetAndDeep} from '../models/unet.js';
import type {Width} from '../models/width.js';

export interface SamplingOptions {
  config: UNetConfig;
  widths: readonly Width[];
  /** Where networks of these widths are cut. */
  cuts: readonly Cut[];
  batch: number;
  precision: Precision;
}

/** The whole network, whose other output is `deep`: what enters its outermost blocks. */
export const keepingProgram = ({width, outer}: Cut): string => `keeping-${outer}/${width}`;
/** The outermost blocks alone, whose other input is `deep`. */
export const outerProgram = ({width, outer}: Cut): string => `outer-${outer}/${width}`;

/** Inputs x [batch, height, width, channels], t [batch] and, of a conditional model, labels [batch]; output `noise`. */
export function samplingPrograms(
  {config, widths, cuts, batch, precision}: SamplingOptions,
  layout: FlatLayout,
): Programs {
  const state: Record<string, StateSpec> = {};
  const programs: Record<string, Program> = {};
  const nameAt = (width: Width, name: string): string => `${width.replace('/', '_')}/${name}`;
  const inputs: Record<string, TensorSpec> = {
    x: {shape: [batch, config.resolution, config.resolution, config.imageChannels]},
    t: {shape: [batch]},
  };
  if (config.classes > 0) inputs.labels = {shape: [batch], dtype: 'int32'};
  const denoising = (
    width: Width,
    run: (weights: Weights, inputs: UNetInputs) => Record<string, Tensor>,
    more: Record<string, TensorSpec> = {},
  ): Program => ({
    inputs: {...inputs, ...more},
    run: ({x, t, labels, deep}, access) =>
      inBranchesEach(branchesFor(batch), {x, t, labels, deep}, (part) =>
        run((name) => access.read(nameAt(width, name)), {
          x: part.x as Tensor4D,
          t: part.t as Tensor1D,
          labels: part.labels as Tensor1D | undefined,
          deep: part.deep as Tensor4D | undefined,
        }),
      ),
  });
  for (const width of widths) {
    const shape = unetShape(config, width);
    for (const {name, shape: dims} of parametersOf(shape)) {
      // Kernels are kept rounded; what float32 ops read stays exact.
      const rounded = precision === 'bfloat16' && dims.length > 1;
      state[nameAt(width, name)] = {shape: dims, dtype: rounded ? 'bfloat16' : 'float32'};
    }
    programs[width] = denoising(width, (weights, given) => ({noise: unet(shape, weights, given)}));
  }
  for (const cut of cuts) {
    const {width, outer} = cut;
    const shape = unetShape(config, width);
    const blocks = outerShape(shape, outer);
    const deep = {shape: [batch, ...deepShape(shape, outer)]};
    programs[keepingProgram(cut)] = denoising(width, (weights, given) => ({
      ...unetAndDeep(shape, weights, {...given, outer}),
    }));
    programs[outerProgram(cut)] = denoising(width, (weights, given) => ({noise: unet(blocks, weights, given)}), {deep});
  }
  programs.load = {
    inputs: {flat: {shape: [layout.size]}},
    run: ({flat}, access) => {
      const full = splitFlat(flat as Tensor1D, layout);
      for (const width of widths) {
        const shape = unetShape(config, width);
        const slices = sliceWeights(full, layout, shape);
        for (const {name, shape: dims} of parametersOf(shape)) access.assign(nameAt(width, name), slices(name, dims));
      }
      return {};
    },
  };
  return recordPrograms({state, programs, precision, rewrite: 'fold-and-fuse'});
}
