/** A walk of a population over one batch of images, with tensors: noise once for all, states on disk where there are some. */
import type {Sampler, State} from '../diffusion/sampler.js';
import {tf} from '../engine/tf.js';
import type {Prediction} from '../models/prediction.js';
import {NoiseAhead, type NoiseRequest} from '../noise.js';
import type {Path} from '../search/path.js';
import {takeWalk} from '../search/takeWalk.js';
import type {Walk} from '../search/walk.js';
import {type Generator, startRequest, stepRequest} from './generate.js';

export interface BatchOptions {
  generator: Generator;
  sampler: Sampler;
  /** What predicts the noise in each of a path's steps, index 0 the cleanest. */
  strategyOf(path: Path): readonly Prediction[];
  /** Numbers of the images, as many as the generator's batch holds. */
  images: readonly number[];
  seed: number;
  replica: number;
  guidance: number | undefined;
  /** States of this batch that are kept; only for a walk that begins with some or saves some. */
  states?: StateStore | undefined;
  /** Lets signals in between two steps, and hears how much of the walk is done. */
  breathe(share: number): Promise<void>;
  /** Takes the images [batch, height, width, channels] of the path at a place in the population. */
  finish(place: number, images: Float32Array, way: Way): void | Promise<void>;
}

/** Arrays by the names of states. */
export interface StateStore {
  read(name: string): readonly Float32Array[];
  write(name: string, arrays: readonly Float32Array[]): void;
}

/**
 * What was done for one path, from the start noise or the stored state that it begins with to its images: what paths share
 * counts in full for each, waiting for noise, too. So these are the seconds of the path by itself.
 */
export interface Way {
  evaluations: number;
  macs: number;
  seconds: number;
}

interface Reached {
  tensors: State;
  way: Way;
}

const secondsSince = (before: number): number => (performance.now() - before) / 1000;

/** Requests of a walk's noise, in the order of use: nothing that no step asks for. */
function* requestsOf(walk: Walk, options: BatchOptions): Iterable<NoiseRequest> {
  if (walk.segments.some(({from, begin}) => !from && begin === 0)) yield startRequest(options);
  for (let depth = 0; depth < walk.steps; depth++) {
    const step = walk.steps - 1 - depth;
    if (options.sampler.usesNoise(step) && walk.segments.some(({begin, end}) => begin <= depth && depth < end))
      yield stepRequest(step, options);
  }
}

/** Seconds of the walk, and of waiting for noise. */
export async function walkBatch(walk: Walk, options: BatchOptions): Promise<{seconds: number; noiseSeconds: number}> {
  const {generator, sampler, strategyOf, images, seed, replica, guidance, states, breathe, finish} = options;
  const {config, batch} = generator;
  const shape: [number, number, number, number] = [batch, config.resolution, config.resolution, config.imageChannels];
  const ahead = new NoiseAhead(requestsOf(walk, options), {size: generator.imageSize});
  const began = performance.now();
  let noiseSeconds = 0;
  /** The noise of the step that is being taken, and how long the first path waited for it: the same for every path. */
  let noise: {request: NoiseRequest; values: Float32Array; seconds: number} | undefined;
  const noiseFor = async (request: NoiseRequest): Promise<{values: Float32Array; waitedBefore: number}> => {
    if (noise && noise.request.step === request.step && noise.request.stream === request.stream)
      return {values: noise.values, waitedBefore: noise.seconds};
    const before = performance.now();
    const values = await ahead.takeSoon(request);
    noise = {request, values, seconds: secondsSince(before)};
    noiseSeconds += noise.seconds;
    return {values, waitedBefore: 0};
  };
  const total = walk.segments.reduce((sum, {begin, end}) => sum + end - begin, 0);
  let taken = 0;
  await takeWalk<Reached>(walk, {
    async start() {
      const before = performance.now();
      const {values} = await noiseFor(startRequest(options));
      const tensors: State = [generator.ofBatch(values)];
      return {tensors, way: {evaluations: 0, macs: 0, seconds: secondsSince(before)}};
    },
    async load(name) {
      const tensors = states!.read(name).map((array) => tf.tensor4d(array, shape)) as unknown as State;
      return {tensors, way: {evaluations: 0, macs: 0, seconds: 0}};
    },
    async step({tensors, way}, depth, path) {
      const {evaluations, macs} = generator;
      const before = performance.now();
      let waitedBefore = 0;
      const next = await generator.step(tensors, walk.steps - 1 - depth, {
        sampler,
        strategy: strategyOf(path),
        images,
        seed,
        replica,
        guidance,
        async noiseFor(request) {
          const found = await noiseFor(request);
          waitedBefore = found.waitedBefore;
          return found.values;
        },
      });
      const reached: Reached = {
        tensors: next,
        way: {
          evaluations: way.evaluations + generator.evaluations - evaluations,
          macs: way.macs + generator.macs - macs,
          seconds: way.seconds + secondsSince(before) + waitedBefore,
        },
      };
      taken += 1;
      try {
        await breathe(taken / total);
      } catch (error) {
        release(reached);
        throw error;
      }
      return reached;
    },
    async save(name, {tensors}) {
      states!.write(name, (await Promise.all(tensors.map((one) => one.data()))) as Float32Array[]);
    },
    async finish(place, {tensors, way}) {
      const before = performance.now();
      const pixels = await generator.imagesOf(tensors[0]);
      await finish(place, pixels, {...way, seconds: way.seconds + secondsSince(before)});
    },
    release,
  });
  return {seconds: secondsSince(began), noiseSeconds};
}

function release({tensors}: Reached): void {
  for (const tensor of tensors) tensor.dispose();
}
