/** What each training step is fed: plain arrays, a function of the seed and the step's number alone. Knows no tensors. */
import {copyExample, type TrainingSet} from '../../data/latents.js';
import type {Schedule} from '../../diffusion/schedule.js';
import {fillNoise} from '../../noise.js';
import {Draws, STREAM} from '../../random.js';

export interface FeedSettings {
  seed: number;
  batch: number;
  flips: boolean;
  /** Widths in the sandwich: each gets noise and times of its own. */
  places: number;
  /** Share of images whose class is withheld: they get the number after the last class. */
  labelDropout?: number;
  /** Times t and T − 1 − t in pairs, half a batch apart. */
  pairs?: boolean;
}

/** One step's numbers. Per place in the sandwich: `noise` [batch, …], `t`, `signal` = √ᾱ_t, `spread` = √(1 − ᾱ_t) [batch]. */
export interface StepArrays {
  step: number;
  x0: Float32Array;
  labels: Int32Array;
  places: {noise: Float32Array; t: Float32Array; signal: Float32Array; spread: Float32Array}[];
  /** Key of the dropout masks. */
  dropout: [number, number];
}

export class Feed {
  private order: {epoch: number; images: Uint32Array} = {epoch: -1, images: new Uint32Array()};
  private readonly set: TrainingSet;
  private readonly schedule: Schedule;
  private readonly settings: FeedSettings;

  constructor(set: TrainingSet, schedule: Schedule, settings: FeedSettings) {
    this.set = set;
    this.schedule = schedule;
    this.settings = settings;
  }

  /** The numbers of step 1, 2, … */
  arrays(step: number): StepArrays {
    const {batch, seed, flips, labelDropout = 0, pairs = false} = this.settings;
    const size = this.set.resolution ** 2 * this.set.channels;
    const x0 = new Float32Array(batch * size);
    const labels = new Int32Array(batch);
    const latent = 'latents' in this.set ? new Float32Array(size) : undefined;
    const mirrors = new Draws({seed, stream: STREAM.flip, image: step});
    const withheld = new Draws({seed, stream: STREAM.labels, image: step});
    for (let i = 0; i < batch; i++) {
      const image = this.imageAt((step - 1) * batch + i);
      const mirror = flips && mirrors.word() % 2 === 1;
      if (latent) fillNoise(latent, {seed, stream: STREAM.latent, images: [step], step: i});
      copyExample(this.set, image, {out: x0, offset: i * size, mirror, noise: latent});
      labels[i] = this.set.labels?.[image] ?? 0;
      if (labelDropout > 0 && withheld.uniform() < labelDropout) labels[i] = this.set.classes.length;
    }
    const places = Array.from({length: this.settings.places}, (_, place) => {
      const noise = new Float32Array(batch * size);
      fillNoise(noise, {seed, stream: STREAM.trainingNoise, images: [step], step: place});
      const draws = new Draws({seed, stream: STREAM.time, image: step, step: place});
      const t = Float32Array.from({length: batch}, () => draws.below(this.schedule.steps));
      const half = Math.floor(batch / 2);
      if (pairs) for (let i = 0; i < half; i++) t[half + i] = this.schedule.steps - 1 - t[i]!;
      return {
        noise,
        t,
        signal: t.map((one) => Math.sqrt(this.schedule.alphaBars[one]!)),
        spread: t.map((one) => Math.sqrt(1 - this.schedule.alphaBars[one]!)),
      };
    });
    const draws = new Draws({seed, stream: STREAM.dropout, image: step});
    return {step, x0, labels, places, dropout: [draws.word() >> 4, draws.word() >> 4]};
  }

  /** The image at a position in the endless sequence of shuffled epochs. */
  private imageAt(position: number): number {
    const epoch = Math.floor(position / this.set.count);
    if (this.order.epoch !== epoch) {
      const draws = new Draws({seed: this.settings.seed, stream: STREAM.order, image: epoch});
      this.order = {epoch, images: draws.permutation(this.set.count)};
    }
    return this.order.images[position % this.set.count]!;
  }
}
