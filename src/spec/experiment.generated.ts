/* Generated from schema/experiment.schema.json by `npm run generate`. */

/**
 * One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.
 */
export interface Experiment {
  /**
   * Name of the run folder; the file's name by default.
   */
  name?: string;
  /**
   * What this experiment is, in a sentence or two.
   */
  description: string;
  /**
   * Another spec, relative to this file, to start from. Maps are merged; lists and values are replaced.
   */
  extends?: string;
  /**
   * Folder at which relative paths and the experiments that `search.from` names are looked for, relative to this file; the file's own where it is left out. A run writes it into its folder's spec. Specs that extend this one do not inherit it.
   */
  folder?: string;
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
     * `digits`: the embedded handwritten digits. `folder`: any folder of images, or a zip archive of one (folders inside it are classes). `cifar10`: CIFAR-10's batches, binary or of the Python version. `lsun`: LSUN's LMDB databases. `npz`: arrays of bytes in .npz files, such as the downsampled ImageNet's batches. `idx`: MNIST's format, gzipped or not (MNIST, Fashion-MNIST, KMNIST, EMNIST).
     */
    kind: "digits" | "folder" | "cifar10" | "lsun" | "npz" | "idx";
    /**
     * Folder of the data (or a zip archive, or .npz, or EMNIST's file of images that names one of its sets), relative to the spec's file. Without it, `../data/<dataset.name>`.
     */
    path?: string;
    /**
     * Which of the data set's own parts is used: CIFAR-10's batches, MNIST's files, folders `train` and `test` or `val`, CelebA's `list_eval_partition.txt`, LSUN's databases. A folder without parts is of the part `train`; a part that is not there is refused.
     */
    split: "train" | "test" | "all";
    /**
     * Name of the data set, shared by experiments on the same data; the experiment's where it is left out.
     */
    name?: string;
    /**
     * Height and width in pixels at which the model sees images.
     */
    resolution: number;
    /**
     * Channels of the images: 1 grey, 3 colour. The digits and IDX files have 1; all else has 3 where it is left out.
     */
    channels?: 1 | 3;
    /**
     * Side in pixels of the central square that is cut out of each image first (CelebA at 64×64: 140); the largest one where it is left out.
     */
    crop?: number;
    /**
     * How images are brought to the resolution: Lanczos with three lobes, the mean of the area that a pixel covers, or as they are in the middle of black.
     */
    resize: "lanczos" | "area" | "pad";
    /**
     * What happens to a file that cannot be used: `skip` leaves it out and reports it, `fail` ends the run.
     */
    badFiles: "skip" | "fail";
    /**
     * Number of images in the published data set; a different count is reported.
     */
    expected?: number;
    /**
     * Mirror training images at random, left to right.
     */
    flips: boolean;
    /**
     * Use only so many images, drawn evenly over the classes, the same ones every time; 0 for all.
     */
    limit: number;
    /**
     * Diffusion on the latents of an autoencoder instead of on pixels; FID and pictures are of decoded images.
     */
    latent?: {
      /**
       * Weights of diffusers' AutoencoderKL (.safetensors, .bin, .pt, or what `ddsm import` made of them), relative to the spec. Without it a small autoencoder is trained on the data.
       */
      weights?: string;
      /**
       * What latents are multiplied with before the network sees them (Stable Diffusion: 0.18215).
       */
      scale: number;
      /**
       * Channels of each of the autoencoder's levels, finest first; each but the last halves the resolution.
       *
       * @minItems 1
       * @maxItems 6
       */
      channels:
        | [number]
        | [number, number]
        | [number, number, number]
        | [number, number, number, number]
        | [number, number, number, number, number]
        | [number, number, number, number, number, number];
      /**
       * Residual blocks of a level of the encoder; the decoder has one more.
       */
      blocks: number;
      /**
       * Channels of a latent.
       */
      latentChannels: number;
      /**
       * Groups of every group norm in the autoencoder.
       */
      groups: number;
      /**
       * Optimizer steps, where it is trained here.
       */
      iterations: number;
      /**
       * Images per step.
       */
      batch: number;
      /**
       * Adam's learning rate, which falls to zero along a cosine.
       */
      learningRate: number;
      /**
       * Weight of the latents' divergence from a standard normal in the loss.
       */
      divergence: number;
      /**
       * Seed of its weights, order and noise.
       */
      seed: number;
    };
    /**
     * Where to get the data and how to lay it out; shown when the data is missing.
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
    /**
     * Share of training images whose class is withheld, so that the model also knows images without one: what `guidance` of a sampler needs.
     */
    labelDropout: number;
    /**
     * Order of the channels of the time step's sinusoid: sine and cosine in turn, all sines first, or all cosines first (`flip_sin_to_cos` of diffusers).
     */
    timeEmbedding: "interleaved" | "sin-cos" | "cos-sin";
    /**
     * The sinusoid's frequencies are exp(−ln 10⁴ · i / (channels / 2 − timeShift)) (`freq_shift` of diffusers).
     */
    timeShift: number;
    /**
     * Zeros around the input of a downsampling convolution: 1 pixel on each side, or (0) one row and one column after the last (`downsample_padding` of diffusers).
     */
    downsamplePadding: 1 | 0;
    /**
     * Added to the variance in every group norm.
     */
    normEpsilon: number;
    /**
     * Channels of an attention head, at every width (`attention_head_dim` of diffusers); 0 for one head of all channels.
     */
    headChannels: number;
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
    /**
     * How a width cuts an input axis that is a concatenation (a block's output and a skip connection). `aligned`: the first channels of each part, so a weight multiplies the same channel at every width. `prefix`: the first channels of the whole axis, as published.
     */
    slices: "aligned" | "prefix";
    /**
     * Groups of a group norm at a width. `constant-size`: a group keeps its number of channels, so a narrow width has fewer groups. `constant-count`: every width has `model.groups` groups, as published.
     */
    norms: "constant-size" | "constant-count";
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
     * How β rises over the steps: β, or √β, linearly between two `betas`; as the cosine schedule does (Nichol and Dhariwal 2021; `squaredcos_cap_v2` of diffusers); or as `betas` lists it.
     */
    schedule: "linear" | "scaled-linear" | "cosine" | "list";
    /**
     * First and last β; with `schedule: list`, β of every step. The cosine schedule does not read it.
     *
     * @minItems 2
     * @maxItems 10000
     */
    betas: [number, number, ...number[]];
    /**
     * Output of the network: the noise ε, v = √ᾱ·ε − √(1 − ᾱ)·x₀ (Salimans and Ho 2022), or the image x₀.
     */
    prediction: "noise" | "v" | "image";
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
     * Devices that each step is spread over, their gradients summed. `auto`: every GPU of the machine that is of the first one's model, as far as they divide the batch; one with `--workers` above 1, and one on CPUs. The numbers are those of `accumulate` with as many parts, to rounding.
     */
    devices: "auto" | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 16;
    /**
     * Adam's learning rate after warm-up.
     */
    learningRate: number;
    /**
     * Steps over which the learning rate rises linearly.
     */
    warmup: number;
    /**
     * How the learning rate falls after warm-up: not at all (as in the paper), or to zero along a cosine.
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
     * Times and noises that a step draws for each image at a width, whose gradients are summed: `{2/8: 4, 4/8: 2}`. One where a width is not named. Narrow widths are cheap and gain most from more draws.
     */
    draws?: {
      /**
       * This interface was referenced by `undefined`'s JSON-Schema definition
       * via the `patternProperty` "^[2-8]/8$".
       */
      [k: string]: number;
    };
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
    /**
     * A .safetensors file, relative to the spec, of weights to use instead of training: what `ddsm import` or `ddsm export` made.
     */
    weights?: string;
    /**
     * Trained weights to start from instead of random ones. `baseline`: the run's own plain network, which is trained first. Else a file of weights of the plain network, relative to the spec, in a format that `ddsm import` reads. Channels are sorted by importance first, so that narrow widths get the best ones.
     */
    from?: string;
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
     * Steps over which the learning rate rises linearly; `train.warmup` where it is left out.
     */
    warmup?: number;
    /**
     * Groups of every group norm in the plain network.
     */
    groups: number;
    /**
     * Weights of the plain network to use instead of training it.
     */
    weights?: string;
  };
  /**
   * Pruning of the plain network (row `diff-pruning`, Table B) and its fine-tuning; what it does not name is as in `train`, its batch as in `baseline`.
   */
  pruning: {
    /**
     * What makes a channel important. `diff-pruning`: weight times gradient over the first time steps. `taylor`: over all of them. `magnitude`: the weights alone. `random`: chance.
     */
    method: "diff-pruning" | "taylor" | "magnitude" | "random";
    /**
     * Share of the channels to remove; with a coupled group norm, the same number in each of its groups, rounded down.
     */
    ratio: number;
    /**
     * Time steps are looked at until the loss is below this share of its largest.
     */
    threshold: number;
    /**
     * Images whose gradients count (CelebA: 64).
     */
    batch: number;
    /**
     * Optimizer steps of fine-tuning.
     */
    iterations: number;
    /**
     * Adam's learning rate in fine-tuning, from the first step on.
     */
    learningRate: number;
    /**
     * Seed of the images, the noise and the fine-tuning.
     */
    seed: number;
  };
  /**
   * The search for a strategy.
   */
  search: {
    /**
     * `evolution`: the paper's. `sensitivity`: what each segment of steps loses by each width, and the exact best of their sums. `sensitivity+evolution`: an evolution that begins with those. `pareto`: NSGA-II on distance and GFLOPs. `racing`: many random strategies on few images, the better half of them on twice as many. `stages`: few segments, evolved by mutations that keep the cost. `random`: `population` × `iterations` random ones.
     */
    method: "evolution" | "sensitivity" | "sensitivity+evolution" | "pareto" | "racing" | "stages" | "random";
    /**
     * What to search for instead of a trade by `flopsWeight`: the nearest strategy of at most so many GFLOPs, or the cheapest that is no further than the full width. One of the two.
     */
    target?: {
      /**
       * Most GFLOPs of an evaluation, in the mean over the steps.
       */
      gflops?: number;
      /**
       * No further than the full width is on the same noise and images.
       */
      distance?: "full";
    };
    /**
     * Options of the methods `sensitivity` and `sensitivity+evolution`.
     */
    sensitivity: {
      /**
       * Segments of the steps, each of one width; they divide the steps. As many as do, at most 10, where it is left out.
       */
      segments?: number;
      /**
       * Images of a measurement; `search.images` where it is left out.
       */
      images?: number;
      /**
       * Width around which segments are measured first; the widest allowed one where it is left out.
       */
      base?: "2/8" | "3/8" | "4/8" | "5/8" | "6/8" | "7/8" | "8/8";
      /**
       * Times that segments are measured: around the base, then around the best strategy so far, until it stays.
       */
      rounds: number;
      /**
       * Strategies that are scored after each round: the best as predicted, for as many shares of a change that may be damage.
       */
      tried: number;
    };
    /**
     * Options of the method `racing`.
     */
    racing: {
      /**
       * Strategies that begin.
       */
      candidates: number;
      /**
       * Rounds, each on twice as many images; the last has `search.images`.
       */
      rounds: number;
    };
    /**
     * Options of the method `stages`.
     */
    stages: {
      /**
       * Segments of the steps, each of one width; they divide the steps. As many as do, at most 10, where it is left out.
       */
      segments?: number;
    };
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
    /**
     * Another experiment, a spec beside this one, whose searched strategy is used instead of searching (Tables D and E): `celeba64`, or one of its variants, `celeba64-ddim/ddim-100`, which has to be named where they search differently. A run does that search first, where it has not been done.
     */
    from?: string;
    /**
     * Disk that a search may use, while it runs, for states half way from noise to image: later candidates begin there instead of at the noise. `0` for none. Changes no number.
     */
    keep: string;
    /**
     * Strategy files, relative to the spec, that the first generation contains.
     */
    seeds: string[];
    /**
     * Stretch strategies of `strategy` and `seeds` whose number of steps is not the sampler's; otherwise they are refused.
     */
    resample: boolean;
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
     * How Inception's input is resized. `torch`: half-pixel bilinear on floats (pytorch-fid, the authors). `tf`: TensorFlow 1's bilinear on bytes (torch-fidelity).
     */
    resize: "torch" | "tf";
    /**
     * More scores of the same features as FID: kernel distance, Inception score, the Fréchet distance of spatial features, precision and recall.
     */
    scores: ("kid" | "is" | "sfid" | "precision-recall")[];
    /**
     * How often each row is measured, with different noise each time: the distance is then the mean, beside its minimum and deviation.
     */
    repeats: number;
    /**
     * Parts of a row's images that are left out in turn, to estimate the deviation of its distance; 0 for none. Costs that many distances, and no images.
     */
    jackknife: number;
    /**
     * Inception's weights for `fid`, relative to the spec: pytorch-fid's file, or what `ddsm import` made of it.
     */
    inception: string;
    /**
     * `held-out`: real images of the split test, which nothing was trained on: the least distance to hope for. `adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy. `diff-pruning`: the plain network pruned and fine-tuned. Controls at the searched strategy's cost: `uniform-mix` (two neighbouring widths in turn), `early-late` (narrow while noisy, wide from one step on), `random` (three random strategies), `multilevel` (widths mixed at random inside each step, equal to the full width on average: ML-EM), `cached` (the full width at every n-th step, its outermost block alone between: DeepCache).
     *
     * @minItems 1
     */
    rows: [
      (
        | "held-out"
        | "adm"
        | "uniform"
        | "ddsm"
        | "diff-pruning"
        | "uniform-mix"
        | "early-late"
        | "random"
        | "multilevel"
        | "cached"
      ),
      ...(
        | "held-out"
        | "adm"
        | "uniform"
        | "ddsm"
        | "diff-pruning"
        | "uniform-mix"
        | "early-late"
        | "random"
        | "multilevel"
        | "cached"
      )[]
    ];
    sampler?: SamplerSettings1;
    /**
     * Stretch the searched strategy if `evaluate.sampler` has another number of steps.
     */
    resample: boolean;
    /**
     * Seed of the images' noise.
     */
    seed: number;
  };
  /**
   * The same experiment several times, with differences. All are run and stand in one table; stages that do not differ run once.
   */
  variants: {
    /**
     * Name of the variant, in folders and tables.
     */
    name: string;
    /**
     * What differs from the spec's `widths`.
     */
    widths?: {};
    /**
     * What differs from the spec's `train`.
     */
    train?: {};
    /**
     * What differs from the spec's `baseline`.
     */
    baseline?: {};
    /**
     * What differs from the spec's `pruning`.
     */
    pruning?: {};
    /**
     * What differs from the spec's `search`.
     */
    search?: {};
    /**
     * What differs from the spec's `classifier`.
     */
    classifier?: {};
    /**
     * What differs from the spec's `evaluate`.
     */
    evaluate?: {};
  }[];
  /**
   * A variant for every combination of values: `{search.flopsWeight: [0.1, 0.2], train.seed: [1, 2, 3]}` makes six. Keys of the sections that a variant may change. Where seeds are swept, tables also have the mean and the deviation over them.
   */
  sweep: {
    /**
     * @minItems 1
     */
    [k: string]: [number | string | boolean, ...(number | string | boolean)[]];
  };
  /**
   * A command for the shell, run in the spec's folder when a run ends, in whatever way: for a message, or for copying results. The environment says which run (DDSM_EXPERIMENT, DDSM_RUN), how it ended (DDSM_STATE: done, failed or stopped), after how many seconds (DDSM_SECONDS), and why it failed (DDSM_MESSAGE).
   */
  onEnd?: string;
  /**
   * How a stage is submitted to Slurm (`ddsm run --executor slurm`). Changes no result. What is left out is asked of `sinfo`, where it answers, or left to Slurm.
   */
  cluster: {
    /**
     * Partition, or several with commas; Slurm's default one where it is left out.
     */
    partition?: string;
    /**
     * Account that is charged.
     */
    account?: string;
    /**
     * Time limit of a job, as Slurm writes it: `90` (minutes), `08:00:00`, `2-12:00:00`. A job that reaches it saves and goes back into the queue. The partition's own limit where it is left out.
     */
    time?: string;
    /**
     * GPUs of a job; 1 where the partition has any, else 0. A training is spread over them (train.devices), and a search scores a batch of images on each.
     */
    gpus?: number;
    /**
     * Kind of GPU, as the cluster calls it.
     */
    gpuType?: string;
    /**
     * CPU cores of a job; a node's share of a GPU, or all cores of a node without any, where it is left out.
     */
    cpus?: number;
    /**
     * Memory of a job: `32G`; megabytes without a letter.
     */
    memory?: string;
    /**
     * Lines of shell that come before the work, as they stand here: `module load cuda`.
     */
    setup: string[];
    /**
     * Variables of a job, `NAME=value`; the value is taken as it stands, quotes and all.
     */
    environment: string[];
    /**
     * Seconds before the time limit at which a job is told to save. It has to finish its unit of work in them: a step, a candidate, a batch of images.
     */
    grace: number;
    /**
     * Seconds between two questions to Slurm while a run is followed.
     */
    poll: number;
    /**
     * Most tasks at once of the array job that scores a search's candidates beside the search's own job: each has what a job has (a GPU, say) and takes a batch of images (`search.batch`) at a time. 0: a search is one job.
     */
    arrayTasks: number;
    /**
     * Further options of `sbatch`, one each: `--qos=long`, `--constraint=a100`. They win over what is above.
     */
    options: string[];
  };
  /**
   * What is shown beside our numbers.
   */
  tables: {
    /**
     * The paper's row for this experiment; empty if there is none.
     */
    paper: "" | "cifar10" | "celeba" | "imagenet" | "lsun-bedroom" | "afhq" | "celebahq128";
  };
}
/**
 * How images are sampled. Options that the sampler does not have are refused.
 */
export interface SamplerSettings {
  /**
   * `ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last.
   */
  kind: "ddpm" | "ddim" | "dpm-solver" | "dpm-solver++" | "unipc" | "heun" | "euler";
  /**
   * Sampling steps; a strategy has one width for each.
   */
  steps: number;
  /**
   * DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral.
   */
  eta?: number;
  /**
   * Clip the predicted image to [−1, 1] at every step, not only at the end.
   */
  clip?: boolean;
  /**
   * With `clip`, DDIM's noise is the one that belongs to the clipped image (default); `false`: the predicted noise, as in diffusers' pipelines.
   */
  clipNoise?: boolean;
  /**
   * Variance of `ddpm`'s noise: β_t (`large`, default) or β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t) (`small`).
   */
  variance?: "large" | "small";
  /**
   * Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice.
   */
  guidance?: number;
  /**
   * Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root).
   */
  spacing?: "uniform" | "quadratic" | "trailing" | "linspace" | "karras";
  /**
   * Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out.
   */
  order?: number;
  /**
   * `dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default).
   */
  solver?: "midpoint" | "heun" | "taylor" | "bh1" | "bh2";
  /**
   * End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps.
   */
  lowerOrderFinal?: boolean;
  /**
   * Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends.
   */
  lastSigma?: "zero" | "min";
  /**
   * ρ of `karras`; 7 where it is left out.
   */
  rho?: number;
  /**
   * Least σ of `karras`; the schedule's where it is left out.
   */
  sigmaMin?: number;
  /**
   * Largest σ of `karras`; the schedule's where it is left out.
   */
  sigmaMax?: number;
  /**
   * Heun's S_churn: noise added over all steps; 0 is deterministic.
   */
  churn?: number;
  /**
   * σ below which Heun adds no noise (S_tmin).
   */
  churnMin?: number;
  /**
   * σ above which Heun adds no noise (S_tmax).
   */
  churnMax?: number;
  /**
   * Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out.
   */
  churnNoise?: number;
}
/**
 * How images are sampled. Options that the sampler does not have are refused.
 */
export interface SamplerSettings1 {
  /**
   * `ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last.
   */
  kind: "ddpm" | "ddim" | "dpm-solver" | "dpm-solver++" | "unipc" | "heun" | "euler";
  /**
   * Sampling steps; a strategy has one width for each.
   */
  steps: number;
  /**
   * DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral.
   */
  eta?: number;
  /**
   * Clip the predicted image to [−1, 1] at every step, not only at the end.
   */
  clip?: boolean;
  /**
   * With `clip`, DDIM's noise is the one that belongs to the clipped image (default); `false`: the predicted noise, as in diffusers' pipelines.
   */
  clipNoise?: boolean;
  /**
   * Variance of `ddpm`'s noise: β_t (`large`, default) or β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t) (`small`).
   */
  variance?: "large" | "small";
  /**
   * Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice.
   */
  guidance?: number;
  /**
   * Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root).
   */
  spacing?: "uniform" | "quadratic" | "trailing" | "linspace" | "karras";
  /**
   * Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out.
   */
  order?: number;
  /**
   * `dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default).
   */
  solver?: "midpoint" | "heun" | "taylor" | "bh1" | "bh2";
  /**
   * End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps.
   */
  lowerOrderFinal?: boolean;
  /**
   * Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends.
   */
  lastSigma?: "zero" | "min";
  /**
   * ρ of `karras`; 7 where it is left out.
   */
  rho?: number;
  /**
   * Least σ of `karras`; the schedule's where it is left out.
   */
  sigmaMin?: number;
  /**
   * Largest σ of `karras`; the schedule's where it is left out.
   */
  sigmaMax?: number;
  /**
   * Heun's S_churn: noise added over all steps; 0 is deterministic.
   */
  churn?: number;
  /**
   * σ below which Heun adds no noise (S_tmin).
   */
  churnMin?: number;
  /**
   * σ above which Heun adds no noise (S_tmax).
   */
  churnMax?: number;
  /**
   * Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out.
   */
  churnNoise?: number;
}
