/* Generated from schema/experiment.schema.json by `npm run generate`. */

/**
 * One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.
 */
export interface Experiment {
  /**
   * Name of the run folder; the file's name where it is left out.
   */
  name?: string;
  /**
   * What this experiment is, in a sentence or two.
   */
  description: string;
  /**
   * Another spec, relative to this file, whose keys hold where this one says nothing. Maps are merged, lists and values replaced.
   */
  extends?: string;
  /**
   * What convolutions and matrix products are computed in, training and sampling alike; weights and everything else stay float32.
   */
  precision: "float32" | "bfloat16";
  /**
   * Let GPUs that have it compute float32 convolutions and products in TF32 (10 bits of mantissa).
   */
  tf32: boolean;
  /**
   * Where the images come from.
   */
  dataset: {
    /**
     * `digits`: the embedded handwritten digits. `folder`: any folder of images (folders inside it are classes). `cifar10`: CIFAR-10's binary batches.
     */
    kind: "digits" | "folder" | "cifar10";
    /**
     * Folder of the data for `folder` and `cifar10`, relative to the spec's file. Without it, `../data/<name of the experiment>`.
     */
    path?: string;
    /**
     * Height and width in pixels at which the model sees images.
     */
    resolution: number;
    /**
     * Mirror training images at random, left to right.
     */
    flips: boolean;
    /**
     * Use only the first so many images; 0 for all.
     */
    limit: number;
    /**
     * Where to get the data and how to lay it out; said when it is missing.
     */
    source: string;
  };
  /**
   * The U-Net at full width (supplement, section F).
   */
  model: {
    /**
     * Channels of the finest level.
     */
    channels: number;
    /**
     * Channel multiplier of each level, finest first.
     *
     * @minItems 1
     * @maxItems 8
     */
    multipliers:
      | [number]
      | [number, number]
      | [number, number, number]
      | [number, number, number, number]
      | [number, number, number, number, number]
      | [number, number, number, number, number, number]
      | [number, number, number, number, number, number, number]
      | [number, number, number, number, number, number, number, number];
    /**
     * Levels with self-attention, 0 = finest.
     */
    attentionLevels: number[];
    /**
     * Residual blocks per level.
     */
    blocks: number;
    /**
     * Groups of every group norm in the supernet.
     */
    groups: number;
    /**
     * Dropout in residual blocks while training.
     */
    dropout: number;
    /**
     * Classes of a class-conditional model; 0 for an unconditional one.
     */
    classes: number;
  };
  /**
   * Widths at which the supernet runs, as eighths of the full network.
   */
  widths: {
    /**
     * Widths that are trained.
     *
     * @minItems 1
     */
    options: [
      "2/8" | "3/8" | "4/8" | "5/8" | "6/8" | "7/8" | "8/8",
      ...("2/8" | "3/8" | "4/8" | "5/8" | "6/8" | "7/8" | "8/8")[]
    ];
    /**
     * Widths that the search may not use (CIFAR-10: 7/8 and 8/8).
     */
    exclude: ("2/8" | "3/8" | "4/8" | "5/8" | "6/8" | "7/8" | "8/8")[];
  };
  /**
   * The noising process.
   */
  diffusion: {
    /**
     * Training time steps T.
     */
    steps: number;
    /**
     * How β rises over the steps.
     */
    schedule: "linear";
    /**
     * First and last β.
     *
     * @minItems 2
     * @maxItems 2
     */
    betas: [number, number];
    /**
     * What the network predicts.
     */
    prediction: "noise";
  };
  /**
   * Training of the supernet by the sandwich rule.
   */
  train: {
    /**
     * Optimizer steps.
     */
    iterations: number;
    /**
     * Images per step.
     */
    batch: number;
    /**
     * Parts that each batch is computed in, one after the other, their gradients averaged: for batches that do not fit in memory. Divides `batch`, and `baseline.batch`.
     */
    accumulate: number;
    /**
     * Adam's learning rate after warm-up.
     */
    learningRate: number;
    /**
     * Steps over which the learning rate rises linearly.
     */
    warmup: number;
    /**
     * How the learning rate falls after warm-up: not at all (the paper), or to zero along a cosine.
     */
    decay: "none" | "cosine";
    /**
     * Largest norm of the summed gradient.
     */
    clip: number;
    /**
     * Decay of the weights' moving average, which is what is evaluated.
     */
    ema: number;
    /**
     * Let the average forget its start faster, decay at step n at most (1 + n) / (10 + n): for short runs.
     */
    emaWarmup: boolean;
    /**
     * Widths per step: the largest, the smallest, the rest drawn at random.
     */
    sandwich: number;
    /**
     * Steps between checkpoints.
     */
    checkpointEvery: number;
    /**
     * Steps between sample grids; 0 for none.
     */
    sampleEvery: number;
    /**
     * Seed of weights, order, noise and dropout.
     */
    seed: number;
  };
  /**
   * Training of the plain network (row `adm`); what it does not name is as in `train`.
   */
  baseline: {
    /**
     * Optimizer steps.
     */
    iterations: number;
    /**
     * Images per step.
     */
    batch: number;
    /**
     * Adam's learning rate after warm-up.
     */
    learningRate: number;
    /**
     * Groups of every group norm in the plain network.
     */
    groups: number;
  };
  /**
   * The evolutionary search for a strategy.
   */
  search: {
    /**
     * Individuals that survive a generation.
     */
    population: number;
    /**
     * Generations, the first included.
     */
    iterations: number;
    /**
     * Chance of a step's width to mutate.
     */
    mutation: number;
    /**
     * `per-gene`: the paper's words. `reference`: what the authors' code does, whose rate applies once per individual and once more per gene.
     */
    mutationMode: "per-gene" | "reference";
    /**
     * Chance of a pair to cross over.
     */
    crossover: number;
    /**
     * Weight of mean GFLOPs in the fitness, against the distance (CIFAR-10 0.1, CelebA 0.25).
     */
    flopsWeight: number;
    /**
     * Images generated per candidate.
     */
    images: number;
    /**
     * Images per batch of generation.
     */
    batch: number;
    sampler: SamplerSettings;
    /**
     * Seed of the evolution and of the candidates' common noise.
     */
    seed: number;
    /**
     * How many of the final best are scored again with fresh noise before the winner is named; 0 for none.
     */
    rescore: number;
    /**
     * A strategy file, relative to the spec, to use instead of searching.
     */
    strategy?: string;
  };
  /**
   * The small classifier, trained on the data's own labels, whose features give the Fréchet distance `frechet`.
   */
  classifier: {
    /**
     * Optimizer steps.
     */
    iterations: number;
    /**
     * Images per step.
     */
    batch: number;
    /**
     * Dimensions of the features.
     */
    features: number;
    /**
     * Seed of weights and order.
     */
    seed: number;
  };
  /**
   * The rows of the result table.
   */
  evaluate: {
    /**
     * Images generated per row.
     */
    images: number;
    /**
     * Images per batch of generation.
     */
    batch: number;
    /**
     * `fid`: Inception features. `frechet`: the same distance in features of the classifier trained on the data's labels.
     */
    metric: "fid" | "frechet";
    /**
     * Inception's weights for `fid`, relative to the spec.
     */
    inception: string;
    /**
     * `adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy.
     *
     * @minItems 1
     */
    rows: ["adm" | "uniform" | "ddsm", ...("adm" | "uniform" | "ddsm")[]];
    /**
     * Seed of the images' noise.
     */
    seed: number;
  };
  /**
   * What stands beside our numbers.
   */
  tables: {
    /**
     * The paper's row for this experiment; empty where there is none.
     */
    paper: "" | "cifar10" | "celeba" | "imagenet" | "lsun-bedroom" | "afhq" | "celebahq128";
  };
}
/**
 * How images are sampled, in search and evaluation alike.
 */
export interface SamplerSettings {
  /**
   * `ddpm`: ancestral, all T steps. `ddim`: any number of steps.
   */
  kind: "ddpm" | "ddim";
  /**
   * Sampling steps; a strategy has one width for each.
   */
  steps: number;
  /**
   * DDIM's noise: 0 deterministic, 1 as ancestral.
   */
  eta: number;
  /**
   * Clip the predicted image to [−1, 1] at every step, not only at the end.
   */
  clip: boolean;
}
