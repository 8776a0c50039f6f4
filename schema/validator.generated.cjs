/* Generated from schema/experiment.schema.json by `npm run generate`. */
"use strict";
module.exports = validate20;
module.exports.default = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"experiment.schema.json","title":"Experiment","description":"One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.","type":"object","additionalProperties":false,"required":["dataset","model"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the run folder; the file's name by default."},"description":{"type":"string","default":"","description":"What this experiment is, in a sentence or two."},"extends":{"type":"string","description":"Another spec, relative to this file, to start from. Maps are merged; lists and values are replaced."},"folder":{"type":"string","description":"Folder at which relative paths and the experiments that `search.from` names are looked for, relative to this file; the file's own where it is left out. A run writes it into its folder's spec. Specs that extend this one do not inherit it."},"precision":{"enum":["float32","bfloat16"],"default":"float32","description":"What convolutions and matrix products are computed in, training and sampling alike; weights and everything else stay float32."},"tf32":{"type":"boolean","default":true,"description":"Let GPUs that have it compute float32 convolutions and products in TF32 (10 bits of mantissa)."},"dataset":{"type":"object","additionalProperties":false,"required":["kind","resolution"],"description":"Where the images come from.","properties":{"kind":{"enum":["digits","folder","cifar10","lsun","npz","idx"],"description":"`digits`: the embedded handwritten digits. `folder`: any folder of images, or a zip archive of one (folders inside it are classes). `cifar10`: CIFAR-10's batches, binary or of the Python version. `lsun`: LSUN's LMDB databases. `npz`: arrays of bytes in .npz files, such as the downsampled ImageNet's batches. `idx`: MNIST's format, gzipped or not (MNIST, Fashion-MNIST, KMNIST, EMNIST)."},"path":{"type":"string","description":"Folder of the data (or a zip archive, or .npz, or EMNIST's file of images that names one of its sets), relative to the spec's file. Without it, `../data/<dataset.name>`."},"split":{"enum":["train","test","all"],"default":"train","description":"Which of the data set's own parts is used: CIFAR-10's batches, MNIST's files, folders `train` and `test` or `val`, CelebA's `list_eval_partition.txt`, LSUN's databases. A folder without parts is of the part `train`; a part that is not there is refused."},"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the data set, shared by experiments on the same data; the experiment's where it is left out."},"resolution":{"type":"integer","minimum":4,"maximum":1024,"description":"Height and width in pixels at which the model sees images."},"channels":{"enum":[1,3],"description":"Channels of the images: 1 grey, 3 colour. The digits and IDX files have 1; all else has 3 where it is left out."},"crop":{"type":"integer","minimum":4,"maximum":8192,"description":"Side in pixels of the central square that is cut out of each image first (CelebA at 64×64: 140); the largest one where it is left out."},"resize":{"enum":["lanczos","area","pad"],"default":"lanczos","description":"How images are brought to the resolution: Lanczos with three lobes, the mean of the area that a pixel covers, or as they are in the middle of black."},"badFiles":{"enum":["skip","fail"],"default":"skip","description":"What happens to a file that cannot be used: `skip` leaves it out and reports it, `fail` ends the run."},"expected":{"type":"integer","minimum":1,"description":"Number of images in the published data set; a different count is reported."},"flips":{"type":"boolean","default":true,"description":"Mirror training images at random, left to right."},"limit":{"type":"integer","minimum":0,"default":0,"description":"Use only so many images, drawn evenly over the classes, the same ones every time; 0 for all."},"latent":{"type":"object","additionalProperties":false,"description":"Diffusion on the latents of an autoencoder instead of on pixels; FID and pictures are of decoded images.","properties":{"weights":{"type":"string","description":"Weights of diffusers' AutoencoderKL (.safetensors, .bin, .pt, or what `ddsm import` made of them), relative to the spec. Without it a small autoencoder is trained on the data."},"scale":{"type":"number","exclusiveMinimum":0,"default":0.18215,"description":"What latents are multiplied with before the network sees them (Stable Diffusion: 0.18215)."},"channels":{"type":"array","minItems":1,"maxItems":6,"items":{"type":"integer","minimum":1,"maximum":1024},"default":[128,256,512,512],"description":"Channels of each of the autoencoder's levels, finest first; each but the last halves the resolution."},"blocks":{"type":"integer","minimum":1,"maximum":8,"default":2,"description":"Residual blocks of a level of the encoder; the decoder has one more."},"latentChannels":{"type":"integer","minimum":1,"maximum":64,"default":4,"description":"Channels of a latent."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":32,"description":"Groups of every group norm in the autoencoder."},"iterations":{"type":"integer","minimum":1,"maximum":999999999,"default":2000,"description":"Optimizer steps, where it is trained here."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":64,"description":"Images per step."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.001,"description":"Adam's learning rate, which falls to zero along a cosine."},"divergence":{"type":"number","minimum":0,"default":0.0001,"description":"Weight of the latents' divergence from a standard normal in the loss."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of its weights, order and noise."}}},"source":{"type":"string","default":"","description":"Where to get the data and how to lay it out; shown when the data is missing."}}},"model":{"type":"object","additionalProperties":false,"required":["channels","multipliers"],"description":"The U-Net at full width (supplement, section F).","properties":{"channels":{"type":"integer","minimum":8,"maximum":1024,"multipleOf":2,"description":"Channels of the finest level."},"multipliers":{"type":"array","minItems":1,"maxItems":8,"items":{"type":"integer","minimum":1,"maximum":16},"description":"Channel multiplier of each level, finest first."},"attentionLevels":{"type":"array","uniqueItems":true,"items":{"type":"integer","minimum":0},"default":[],"description":"Levels with self-attention, 0 = finest."},"blocks":{"type":"integer","minimum":1,"maximum":8,"default":2,"description":"Residual blocks per level."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":16,"description":"Groups of every group norm in the supernet."},"dropout":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.1,"description":"Dropout in residual blocks while training."},"classes":{"type":"integer","minimum":0,"maximum":100000,"default":0,"description":"Classes of a class-conditional model; 0 for an unconditional one."},"labelDropout":{"type":"number","minimum":0,"maximum":1,"default":0,"description":"Share of training images whose class is withheld, so that the model also knows images without one: what `guidance` of a sampler needs."},"timeEmbedding":{"enum":["interleaved","sin-cos","cos-sin"],"default":"interleaved","description":"Order of the channels of the time step's sinusoid: sine and cosine in turn, all sines first, or all cosines first (`flip_sin_to_cos` of diffusers)."},"timeShift":{"type":"number","minimum":0,"maximum":1,"default":0,"description":"The sinusoid's frequencies are exp(−ln 10⁴ · i / (channels / 2 − timeShift)) (`freq_shift` of diffusers)."},"downsamplePadding":{"enum":[1,0],"default":1,"description":"Zeros around the input of a downsampling convolution: 1 pixel on each side, or (0) one row and one column after the last (`downsample_padding` of diffusers)."},"normEpsilon":{"type":"number","exclusiveMinimum":0,"maximum":0.1,"default":0.00001,"description":"Added to the variance in every group norm."},"headChannels":{"type":"integer","minimum":0,"maximum":1024,"default":0,"description":"Channels of an attention head, at every width (`attention_head_dim` of diffusers); 0 for one head of all channels."}}},"widths":{"type":"object","additionalProperties":false,"default":{},"description":"Widths at which the supernet runs, as eighths of the full network.","properties":{"options":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"],"description":"Widths that are trained."},"exclude":{"type":"array","uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":[],"description":"Widths that the search may not use (CIFAR-10: 7/8 and 8/8)."},"slices":{"enum":["aligned","prefix"],"default":"aligned","description":"How a width cuts an input axis that is a concatenation (a block's output and a skip connection). `aligned`: the first channels of each part, so a weight multiplies the same channel at every width. `prefix`: the first channels of the whole axis, as published."},"norms":{"enum":["constant-size","constant-count"],"default":"constant-size","description":"Groups of a group norm at a width. `constant-size`: a group keeps its number of channels, so a narrow width has fewer groups. `constant-count`: every width has `model.groups` groups, as published."}}},"diffusion":{"type":"object","additionalProperties":false,"default":{},"description":"The noising process.","properties":{"steps":{"type":"integer","minimum":2,"maximum":10000,"default":1000,"description":"Training time steps T."},"schedule":{"enum":["linear","scaled-linear","cosine","list"],"default":"linear","description":"How β rises over the steps: β, or √β, linearly between two `betas`; as the cosine schedule does (Nichol and Dhariwal 2021; `squaredcos_cap_v2` of diffusers); or as `betas` lists it."},"betas":{"type":"array","minItems":2,"maxItems":10000,"items":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1},"default":[0.0001,0.02],"description":"First and last β; with `schedule: list`, β of every step. The cosine schedule does not read it."},"prediction":{"enum":["noise","v","image"],"default":"noise","description":"Output of the network: the noise ε, v = √ᾱ·ε − √(1 − ᾱ)·x₀ (Salimans and Ho 2022), or the image x₀."}}},"train":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the supernet by the sandwich rule.","properties":{"iterations":{"type":"integer","minimum":1,"maximum":999999999,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":256,"description":"Images per step."},"accumulate":{"type":"integer","minimum":1,"default":1,"description":"Parts that each batch is computed in, one after the other, their gradients averaged: for batches that do not fit in memory. Divides `batch`, and `baseline.batch`."},"devices":{"enum":["auto",1,2,3,4,5,6,7,8,16],"default":"auto","description":"Devices that each step is spread over, their gradients summed. `auto`: every GPU of the machine that is of the first one's model, as far as they divide the batch; one with `--workers` above 1, and one on CPUs. The numbers are those of `accumulate` with as many parts, to rounding."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0004,"description":"Adam's learning rate after warm-up."},"warmup":{"type":"integer","minimum":0,"default":5000,"description":"Steps over which the learning rate rises linearly."},"decay":{"enum":["none","cosine"],"default":"none","description":"How the learning rate falls after warm-up: not at all (as in the paper), or to zero along a cosine."},"clip":{"type":"number","exclusiveMinimum":0,"default":1,"description":"Largest norm of the summed gradient."},"ema":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.9999,"description":"Decay of the weights' moving average, which is what is evaluated."},"emaWarmup":{"type":"boolean","default":false,"description":"Let the average forget its start faster, decay at step n at most (1 + n) / (10 + n): for short runs."},"sandwich":{"type":"integer","minimum":2,"maximum":7,"default":3,"description":"Widths per step: the largest, the smallest, the rest drawn at random."},"draws":{"type":"object","additionalProperties":false,"patternProperties":{"^[2-8]/8$":{"type":"integer","minimum":1,"maximum":64}},"description":"Times and noises that a step draws for each image at a width, whose gradients are summed: `{2/8: 4, 4/8: 2}`. One where a width is not named. Narrow widths are cheap and gain most from more draws."},"checkpointEvery":{"type":"integer","minimum":1,"default":5000,"description":"Steps between checkpoints."},"sampleEvery":{"type":"integer","minimum":0,"default":0,"description":"Steps between sample grids; 0 for none."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights, order, noise and dropout."},"weights":{"type":"string","description":"A .safetensors file, relative to the spec, of weights to use instead of training: what `ddsm import` or `ddsm export` made."},"from":{"type":"string","description":"Trained weights to start from instead of random ones. `baseline`: the run's own plain network, which is trained first. Else a file of weights of the plain network, relative to the spec, in a format that `ddsm import` reads. Channels are sorted by importance first, so that narrow widths get the best ones."}}},"baseline":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the plain network (row `adm`); what it does not name is as in `train`.","properties":{"iterations":{"type":"integer","minimum":1,"maximum":999999999,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate after warm-up."},"warmup":{"type":"integer","minimum":0,"description":"Steps over which the learning rate rises linearly; `train.warmup` where it is left out."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":32,"description":"Groups of every group norm in the plain network."},"weights":{"type":"string","description":"Weights of the plain network to use instead of training it."}}},"pruning":{"type":"object","additionalProperties":false,"default":{},"description":"Pruning of the plain network (row `diff-pruning`, Table B) and its fine-tuning; what it does not name is as in `train`, its batch as in `baseline`.","properties":{"method":{"enum":["diff-pruning","taylor","magnitude","random"],"default":"diff-pruning","description":"What makes a channel important. `diff-pruning`: weight times gradient over the first time steps. `taylor`: over all of them. `magnitude`: the weights alone. `random`: chance."},"ratio":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"default":0.3,"description":"Share of the channels to remove; with a coupled group norm, the same number in each of its groups, rounded down."},"threshold":{"type":"number","minimum":0,"maximum":1,"default":0.05,"description":"Time steps are looked at until the loss is below this share of its largest."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images whose gradients count (CelebA: 64)."},"iterations":{"type":"integer","minimum":1,"maximum":999999999,"default":100000,"description":"Optimizer steps of fine-tuning."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate in fine-tuning, from the first step on."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the images, the noise and the fine-tuning."}}},"search":{"type":"object","additionalProperties":false,"default":{},"description":"The search for a strategy.","properties":{"method":{"enum":["evolution","sensitivity","sensitivity+evolution","pareto","racing","stages","random"],"default":"evolution","description":"`evolution`: the paper's. `sensitivity`: what each segment of steps loses by each width, and the exact best of their sums. `sensitivity+evolution`: an evolution that begins with those. `pareto`: NSGA-II on distance and GFLOPs. `racing`: many random strategies on few images, the better half of them on twice as many. `stages`: few segments, evolved by mutations that keep the cost. `random`: `population` × `iterations` random ones."},"target":{"type":"object","additionalProperties":false,"description":"What to search for instead of a trade by `flopsWeight`: the nearest strategy of at most so many GFLOPs, or the cheapest that is no further than the full width. One of the two.","properties":{"gflops":{"type":"number","exclusiveMinimum":0,"description":"Most GFLOPs of an evaluation, in the mean over the steps."},"distance":{"enum":["full"],"description":"No further than the full width is on the same noise and images."}}},"sensitivity":{"type":"object","additionalProperties":false,"default":{},"description":"Options of the methods `sensitivity` and `sensitivity+evolution`.","properties":{"segments":{"type":"integer","minimum":1,"maximum":100,"description":"Segments of the steps, each of one width; they divide the steps. As many as do, at most 10, where it is left out."},"images":{"type":"integer","minimum":2,"maximum":999999999,"description":"Images of a measurement; `search.images` where it is left out."},"base":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"],"description":"Width around which segments are measured first; the widest allowed one where it is left out."},"rounds":{"type":"integer","minimum":1,"maximum":20,"default":2,"description":"Times that segments are measured: around the base, then around the best strategy so far, until it stays."},"tried":{"type":"integer","minimum":1,"maximum":1000,"default":4,"description":"Strategies that are scored after each round: the best as predicted, for as many shares of a change that may be damage."}}},"racing":{"type":"object","additionalProperties":false,"default":{},"description":"Options of the method `racing`.","properties":{"candidates":{"type":"integer","minimum":2,"maximum":100000,"default":64,"description":"Strategies that begin."},"rounds":{"type":"integer","minimum":1,"maximum":12,"default":3,"description":"Rounds, each on twice as many images; the last has `search.images`."}}},"stages":{"type":"object","additionalProperties":false,"default":{},"description":"Options of the method `stages`.","properties":{"segments":{"type":"integer","minimum":1,"maximum":100,"description":"Segments of the steps, each of one width; they divide the steps. As many as do, at most 10, where it is left out."}}},"population":{"type":"integer","minimum":2,"maximum":10000,"default":50,"description":"Individuals that survive a generation."},"iterations":{"type":"integer","minimum":1,"maximum":10000,"default":10,"description":"Generations, the first included."},"mutation":{"type":"number","minimum":0,"maximum":1,"default":0.001,"description":"Chance of a step's width to mutate."},"mutationMode":{"enum":["per-gene","reference"],"default":"per-gene","description":"`per-gene`: the paper's words. `reference`: what the authors' code does, whose rate applies once per individual and once more per gene."},"crossover":{"type":"number","minimum":0,"maximum":1,"default":0.9,"description":"Chance of a pair to cross over."},"flopsWeight":{"type":"number","minimum":0,"default":0.1,"description":"Weight of mean GFLOPs in the fitness, against the distance (CIFAR-10 0.1, CelebA 0.25)."},"images":{"type":"integer","minimum":2,"maximum":999999999,"default":4096,"description":"Images generated per candidate."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"sampler":{"$ref":"#/$defs/sampler","default":{}},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the evolution and of the candidates' common noise."},"rescore":{"type":"integer","minimum":0,"maximum":1000,"default":5,"description":"How many of the final best are scored again with fresh noise before the winner is named; 0 for none."},"strategy":{"type":"string","description":"A strategy file, relative to the spec, to use instead of searching."},"from":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$","description":"Another experiment, a spec beside this one, whose searched strategy is used instead of searching (Tables D and E): `celeba64`, or one of its variants, `celeba64-ddim/ddim-100`, which has to be named where they search differently. A run does that search first, where it has not been done."},"keep":{"type":"string","pattern":"^(0|\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB))$","default":"20 GB","description":"Disk that a search may use, while it runs, for states half way from noise to image: later candidates begin there instead of at the noise. `0` for none. Changes no number."},"seeds":{"type":"array","items":{"type":"string"},"default":[],"description":"Strategy files, relative to the spec, that the first generation contains."},"resample":{"type":"boolean","default":false,"description":"Stretch strategies of `strategy` and `seeds` whose number of steps is not the sampler's; otherwise they are refused."}}},"classifier":{"type":"object","additionalProperties":false,"default":{},"description":"The small classifier, trained on the data's own labels, whose features give the Fréchet distance `frechet`.","properties":{"iterations":{"type":"integer","minimum":1,"maximum":999999999,"default":2000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"features":{"type":"integer","minimum":2,"maximum":2048,"default":64,"description":"Dimensions of the features."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights and order."}}},"evaluate":{"type":"object","additionalProperties":false,"default":{},"description":"The rows of the result table.","properties":{"images":{"type":"integer","minimum":2,"maximum":999999999,"default":50000,"description":"Images generated per row."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"metric":{"enum":["fid","frechet"],"default":"fid","description":"`fid`: Inception features. `frechet`: the same distance in features of the classifier trained on the data's labels."},"resize":{"enum":["torch","tf"],"default":"torch","description":"How Inception's input is resized. `torch`: half-pixel bilinear on floats (pytorch-fid, the authors). `tf`: TensorFlow 1's bilinear on bytes (torch-fidelity)."},"scores":{"type":"array","uniqueItems":true,"items":{"enum":["kid","is","sfid","precision-recall"]},"default":[],"description":"More scores of the same features as FID: kernel distance, Inception score, the Fréchet distance of spatial features, precision and recall."},"repeats":{"type":"integer","minimum":1,"maximum":100,"default":1,"description":"How often each row is measured, with different noise each time: the distance is then the mean, beside its minimum and deviation."},"jackknife":{"type":"integer","minimum":0,"maximum":1000,"default":10,"description":"Parts of a row's images that are left out in turn, to estimate the deviation of its distance; 0 for none. Costs that many distances, and no images."},"inception":{"type":"string","default":"weights/pt_inception-2015-12-05-6726825d.pth","description":"Inception's weights for `fid`, relative to the spec: pytorch-fid's file, or what `ddsm import` made of it."},"rows":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["held-out","adm","uniform","ddsm","diff-pruning","uniform-mix","early-late","random","multilevel","cached"]},"default":["adm","uniform","ddsm"],"description":"`held-out`: real images of the split test, which nothing was trained on: the least distance to hope for. `adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy. `diff-pruning`: the plain network pruned and fine-tuned. Controls at the searched strategy's cost: `uniform-mix` (two neighbouring widths in turn), `early-late` (narrow while noisy, wide from one step on), `random` (three random strategies), `multilevel` (widths mixed at random inside each step, equal to the full width on average: ML-EM), `cached` (the full width at every n-th step, its outermost block alone between: DeepCache)."},"sampler":{"$ref":"#/$defs/sampler"},"resample":{"type":"boolean","default":false,"description":"Stretch the searched strategy if `evaluate.sampler` has another number of steps."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":1000,"description":"Seed of the images' noise."}}},"variants":{"type":"array","default":[],"description":"The same experiment several times, with differences. All are run and stand in one table; stages that do not differ run once.","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the variant, in folders and tables."},"widths":{"type":"object","description":"What differs from the spec's `widths`."},"train":{"type":"object","description":"What differs from the spec's `train`."},"baseline":{"type":"object","description":"What differs from the spec's `baseline`."},"pruning":{"type":"object","description":"What differs from the spec's `pruning`."},"search":{"type":"object","description":"What differs from the spec's `search`."},"classifier":{"type":"object","description":"What differs from the spec's `classifier`."},"evaluate":{"type":"object","description":"What differs from the spec's `evaluate`."}}}},"sweep":{"type":"object","default":{},"additionalProperties":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":["number","string","boolean"]}},"description":"A variant for every combination of values: `{search.flopsWeight: [0.1, 0.2], train.seed: [1, 2, 3]}` makes six. Keys of the sections that a variant may change. Where seeds are swept, tables also have the mean and the deviation over them."},"onEnd":{"type":"string","description":"A command for the shell, run in the spec's folder when a run ends, in whatever way: for a message, or for copying results. The environment says which run (DDSM_EXPERIMENT, DDSM_RUN), how it ended (DDSM_STATE: done, failed or stopped), after how many seconds (DDSM_SECONDS), and why it failed (DDSM_MESSAGE)."},"cluster":{"type":"object","additionalProperties":false,"default":{},"description":"How a stage is submitted to Slurm (`ddsm run --executor slurm`). Changes no result. What is left out is asked of `sinfo`, where it answers, or left to Slurm.","properties":{"partition":{"type":"string","pattern":"^[A-Za-z0-9_.,-]+$","description":"Partition, or several with commas; Slurm's default one where it is left out."},"account":{"type":"string","pattern":"^[A-Za-z0-9_.@-]+$","description":"Account that is charged."},"time":{"type":"string","pattern":"^([0-9]+-[0-9]+(:[0-9]+){0,2}|[0-9]+(:[0-9]+){0,2})$","description":"Time limit of a job, as Slurm writes it: `90` (minutes), `08:00:00`, `2-12:00:00`. A job that reaches it saves and goes back into the queue. The partition's own limit where it is left out."},"gpus":{"type":"integer","minimum":0,"maximum":64,"description":"GPUs of a job; 1 where the partition has any, else 0. A training is spread over them (train.devices), and a search scores a batch of images on each."},"gpuType":{"type":"string","pattern":"^[A-Za-z0-9_.-]+$","description":"Kind of GPU, as the cluster calls it."},"cpus":{"type":"integer","minimum":1,"maximum":4096,"description":"CPU cores of a job; a node's share of a GPU, or all cores of a node without any, where it is left out."},"memory":{"type":"string","pattern":"^[0-9]+[KMGT]?$","description":"Memory of a job: `32G`; megabytes without a letter."},"setup":{"type":"array","items":{"type":"string"},"default":[],"description":"Lines of shell that come before the work, as they stand here: `module load cuda`."},"environment":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*="},"default":[],"description":"Variables of a job, `NAME=value`; the value is taken as it stands, quotes and all."},"grace":{"type":"integer","minimum":1,"maximum":86400,"default":120,"description":"Seconds before the time limit at which a job is told to save. It has to finish its unit of work in them: a step, a candidate, a batch of images."},"poll":{"type":"number","minimum":0.1,"maximum":3600,"default":15,"description":"Seconds between two questions to Slurm while a run is followed."},"arrayTasks":{"type":"integer","minimum":0,"maximum":1000,"default":0,"description":"Most tasks at once of the array job that scores a search's candidates beside the search's own job: each has what a job has (a GPU, say) and takes a batch of images (`search.batch`) at a time. 0: a search is one job."},"options":{"type":"array","items":{"type":"string","pattern":"^--[a-z]"},"default":[],"description":"Further options of `sbatch`, one each: `--qos=long`, `--constraint=a100`. They win over what is above."}}},"tables":{"type":"object","additionalProperties":false,"default":{},"description":"What is shown beside our numbers.","properties":{"paper":{"type":"string","enum":["","cifar10","celeba","imagenet","lsun-bedroom","afhq","celebahq128"],"default":"","description":"The paper's row for this experiment; empty if there is none."}}}},"$defs":{"sampler":{"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"clipNoise":{"type":"boolean","description":"With `clip`, DDIM's noise is the one that belongs to the clipped image (default); `false`: the predicted noise, as in diffusers' pipelines."},"variance":{"enum":["large","small"],"description":"Variance of `ddpm`'s noise: β_t (`large`, default) or β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t) (`small`)."},"guidance":{"type":"number","minimum":0,"maximum":100,"description":"Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}}}};
const schema32 = {"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"clipNoise":{"type":"boolean","description":"With `clip`, DDIM's noise is the one that belongs to the clipped image (default); `false`: the predicted noise, as in diffusers' pipelines."},"variance":{"enum":["large","small"],"description":"Variance of `ddpm`'s noise: β_t (`large`, default) or β_t · (1 − ᾱ_{t−1}) / (1 − ᾱ_t) (`small`)."},"guidance":{"type":"number","minimum":0,"maximum":100,"description":"Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}};
const func1 = Object.prototype.hasOwnProperty;
const func0 = require("ajv/dist/runtime/equal").default;
const pattern4 = new RegExp("^[a-z0-9][a-z0-9._-]{0,63}$", "u");
const pattern6 = new RegExp("^[2-8]/8$", "u");
const pattern8 = new RegExp("^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$", "u");
const pattern9 = new RegExp("^(0|\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB))$", "u");
const pattern11 = new RegExp("^[A-Za-z0-9_.,-]+$", "u");
const pattern12 = new RegExp("^[A-Za-z0-9_.@-]+$", "u");
const pattern13 = new RegExp("^([0-9]+-[0-9]+(:[0-9]+){0,2}|[0-9]+(:[0-9]+){0,2})$", "u");
const pattern14 = new RegExp("^[A-Za-z0-9_.-]+$", "u");
const pattern15 = new RegExp("^[0-9]+[KMGT]?$", "u");
const pattern16 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*=", "u");
const pattern17 = new RegExp("^--[a-z]", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="experiment.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.description === undefined){
data.description = "";
}
if(data.precision === undefined){
data.precision = "float32";
}
if(data.tf32 === undefined){
data.tf32 = true;
}
if(data.widths === undefined){
data.widths = {};
}
if(data.diffusion === undefined){
data.diffusion = {};
}
if(data.train === undefined){
data.train = {};
}
if(data.baseline === undefined){
data.baseline = {};
}
if(data.pruning === undefined){
data.pruning = {};
}
if(data.search === undefined){
data.search = {};
}
if(data.classifier === undefined){
data.classifier = {};
}
if(data.evaluate === undefined){
data.evaluate = {};
}
if(data.variants === undefined){
data.variants = [];
}
if(data.sweep === undefined){
data.sweep = {};
}
if(data.cluster === undefined){
data.cluster = {};
}
if(data.tables === undefined){
data.tables = {};
}
if(data.dataset === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "dataset"},message:"must have required property '"+"dataset"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.model === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"},message:"must have required property '"+"model"+"'",schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.name.type,parentSchema:schema31.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.description;
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.description.type,parentSchema:schema31.properties.description,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.extends !== undefined){
let data2 = data.extends;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.extends.type,parentSchema:schema31.properties.extends,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.folder !== undefined){
let data3 = data.folder;
if(typeof data3 !== "string"){
const err7 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.folder.type,parentSchema:schema31.properties.folder,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let data4 = data.precision;
if(!((data4 === "float32") || (data4 === "bfloat16"))){
const err8 = {instancePath:instancePath+"/precision",schemaPath:"#/properties/precision/enum",keyword:"enum",params:{allowedValues: schema31.properties.precision.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.precision.enum,parentSchema:schema31.properties.precision,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
let data5 = data.tf32;
if(typeof data5 !== "boolean"){
const err9 = {instancePath:instancePath+"/tf32",schemaPath:"#/properties/tf32/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.tf32.type,parentSchema:schema31.properties.tf32,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.dataset !== undefined){
let data6 = data.dataset;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.split === undefined){
data6.split = "train";
}
if(data6.resize === undefined){
data6.resize = "lanczos";
}
if(data6.badFiles === undefined){
data6.badFiles = "skip";
}
if(data6.flips === undefined){
data6.flips = true;
}
if(data6.limit === undefined){
data6.limit = 0;
}
if(data6.source === undefined){
data6.source = "";
}
if(data6.kind === undefined){
const err10 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema31.properties.dataset.required,parentSchema:schema31.properties.dataset,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data6.resolution === undefined){
const err11 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/required",keyword:"required",params:{missingProperty: "resolution"},message:"must have required property '"+"resolution"+"'",schema:schema31.properties.dataset.required,parentSchema:schema31.properties.dataset,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data6){
if(!(func1.call(schema31.properties.dataset.properties, key1))){
const err12 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.dataset,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.kind !== undefined){
let data7 = data6.kind;
if(!((((((data7 === "digits") || (data7 === "folder")) || (data7 === "cifar10")) || (data7 === "lsun")) || (data7 === "npz")) || (data7 === "idx"))){
const err13 = {instancePath:instancePath+"/dataset/kind",schemaPath:"#/properties/dataset/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.kind.enum,parentSchema:schema31.properties.dataset.properties.kind,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data6.path !== undefined){
let data8 = data6.path;
if(typeof data8 !== "string"){
const err14 = {instancePath:instancePath+"/dataset/path",schemaPath:"#/properties/dataset/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.path.type,parentSchema:schema31.properties.dataset.properties.path,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
let data9 = data6.split;
if(!(((data9 === "train") || (data9 === "test")) || (data9 === "all"))){
const err15 = {instancePath:instancePath+"/dataset/split",schemaPath:"#/properties/dataset/properties/split/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.split.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.split.enum,parentSchema:schema31.properties.dataset.properties.split,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6.name !== undefined){
let data10 = data6.name;
if(typeof data10 === "string"){
if(!pattern4.test(data10)){
const err16 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.dataset.properties.name,data:data10};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.name.type,parentSchema:schema31.properties.dataset.properties.name,data:data10};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.resolution !== undefined){
let data11 = data6.resolution;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err18 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.resolution.type,parentSchema:schema31.properties.dataset.properties.resolution,data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 1024 || isNaN(data11)){
const err19 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.dataset.properties.resolution,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data11 < 4 || isNaN(data11)){
const err20 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.resolution,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data6.channels !== undefined){
let data12 = data6.channels;
if(!((data12 === 1) || (data12 === 3))){
const err21 = {instancePath:instancePath+"/dataset/channels",schemaPath:"#/properties/dataset/properties/channels/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.channels.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.channels.enum,parentSchema:schema31.properties.dataset.properties.channels,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data6.crop !== undefined){
let data13 = data6.crop;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err22 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.crop.type,parentSchema:schema31.properties.dataset.properties.crop,data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 8192 || isNaN(data13)){
const err23 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8192},message:"must be <= 8192",schema:8192,parentSchema:schema31.properties.dataset.properties.crop,data:data13};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data13 < 4 || isNaN(data13)){
const err24 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.crop,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
let data14 = data6.resize;
if(!(((data14 === "lanczos") || (data14 === "area")) || (data14 === "pad"))){
const err25 = {instancePath:instancePath+"/dataset/resize",schemaPath:"#/properties/dataset/properties/resize/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.resize.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.resize.enum,parentSchema:schema31.properties.dataset.properties.resize,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
let data15 = data6.badFiles;
if(!((data15 === "skip") || (data15 === "fail"))){
const err26 = {instancePath:instancePath+"/dataset/badFiles",schemaPath:"#/properties/dataset/properties/badFiles/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.badFiles.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.badFiles.enum,parentSchema:schema31.properties.dataset.properties.badFiles,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data6.expected !== undefined){
let data16 = data6.expected;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err27 = {instancePath:instancePath+"/dataset/expected",schemaPath:"#/properties/dataset/properties/expected/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.expected.type,parentSchema:schema31.properties.dataset.properties.expected,data:data16};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err28 = {instancePath:instancePath+"/dataset/expected",schemaPath:"#/properties/dataset/properties/expected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.expected,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
let data17 = data6.flips;
if(typeof data17 !== "boolean"){
const err29 = {instancePath:instancePath+"/dataset/flips",schemaPath:"#/properties/dataset/properties/flips/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.dataset.properties.flips.type,parentSchema:schema31.properties.dataset.properties.flips,data:data17};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
let data18 = data6.limit;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err30 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.limit.type,parentSchema:schema31.properties.dataset.properties.limit,data:data18};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err31 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.limit,data:data18};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data6.latent !== undefined){
let data19 = data6.latent;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.scale === undefined){
data19.scale = 0.18215;
}
if(data19.channels === undefined){
data19.channels = [128,256,512,512];
}
if(data19.blocks === undefined){
data19.blocks = 2;
}
if(data19.latentChannels === undefined){
data19.latentChannels = 4;
}
if(data19.groups === undefined){
data19.groups = 32;
}
if(data19.iterations === undefined){
data19.iterations = 2000;
}
if(data19.batch === undefined){
data19.batch = 64;
}
if(data19.learningRate === undefined){
data19.learningRate = 0.001;
}
if(data19.divergence === undefined){
data19.divergence = 0.0001;
}
if(data19.seed === undefined){
data19.seed = 0;
}
for(const key2 in data19){
if(!(func1.call(schema31.properties.dataset.properties.latent.properties, key2))){
const err32 = {instancePath:instancePath+"/dataset/latent",schemaPath:"#/properties/dataset/properties/latent/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.dataset.properties.latent,data:data19};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data19.weights !== undefined){
let data20 = data19.weights;
if(typeof data20 !== "string"){
const err33 = {instancePath:instancePath+"/dataset/latent/weights",schemaPath:"#/properties/dataset/properties/latent/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.latent.properties.weights.type,parentSchema:schema31.properties.dataset.properties.latent.properties.weights,data:data20};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
let data21 = data19.scale;
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 <= 0 || isNaN(data21)){
const err34 = {instancePath:instancePath+"/dataset/latent/scale",schemaPath:"#/properties/dataset/properties/latent/properties/scale/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.dataset.properties.latent.properties.scale,data:data21};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/dataset/latent/scale",schemaPath:"#/properties/dataset/properties/latent/properties/scale/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.dataset.properties.latent.properties.scale.type,parentSchema:schema31.properties.dataset.properties.latent.properties.scale,data:data21};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
let data22 = data19.channels;
if(Array.isArray(data22)){
if(data22.length > 6){
const err36 = {instancePath:instancePath+"/dataset/latent/channels",schemaPath:"#/properties/dataset/properties/latent/properties/channels/maxItems",keyword:"maxItems",params:{limit: 6},message:"must NOT have more than 6 items",schema:6,parentSchema:schema31.properties.dataset.properties.latent.properties.channels,data:data22};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data22.length < 1){
const err37 = {instancePath:instancePath+"/dataset/latent/channels",schemaPath:"#/properties/dataset/properties/latent/properties/channels/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.channels,data:data22};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
const len0 = data22.length;
for(let i0=0; i0<len0; i0++){
let data23 = data22[i0];
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err38 = {instancePath:instancePath+"/dataset/latent/channels/" + i0,schemaPath:"#/properties/dataset/properties/latent/properties/channels/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.channels.items.type,parentSchema:schema31.properties.dataset.properties.latent.properties.channels.items,data:data23};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 1024 || isNaN(data23)){
const err39 = {instancePath:instancePath+"/dataset/latent/channels/" + i0,schemaPath:"#/properties/dataset/properties/latent/properties/channels/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.dataset.properties.latent.properties.channels.items,data:data23};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data23 < 1 || isNaN(data23)){
const err40 = {instancePath:instancePath+"/dataset/latent/channels/" + i0,schemaPath:"#/properties/dataset/properties/latent/properties/channels/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.channels.items,data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
}
else {
const err41 = {instancePath:instancePath+"/dataset/latent/channels",schemaPath:"#/properties/dataset/properties/latent/properties/channels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.dataset.properties.latent.properties.channels.type,parentSchema:schema31.properties.dataset.properties.latent.properties.channels,data:data22};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
let data24 = data19.blocks;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err42 = {instancePath:instancePath+"/dataset/latent/blocks",schemaPath:"#/properties/dataset/properties/latent/properties/blocks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.blocks.type,parentSchema:schema31.properties.dataset.properties.latent.properties.blocks,data:data24};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 8 || isNaN(data24)){
const err43 = {instancePath:instancePath+"/dataset/latent/blocks",schemaPath:"#/properties/dataset/properties/latent/properties/blocks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8",schema:8,parentSchema:schema31.properties.dataset.properties.latent.properties.blocks,data:data24};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data24 < 1 || isNaN(data24)){
const err44 = {instancePath:instancePath+"/dataset/latent/blocks",schemaPath:"#/properties/dataset/properties/latent/properties/blocks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.blocks,data:data24};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
let data25 = data19.latentChannels;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err45 = {instancePath:instancePath+"/dataset/latent/latentChannels",schemaPath:"#/properties/dataset/properties/latent/properties/latentChannels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.latentChannels.type,parentSchema:schema31.properties.dataset.properties.latent.properties.latentChannels,data:data25};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 64 || isNaN(data25)){
const err46 = {instancePath:instancePath+"/dataset/latent/latentChannels",schemaPath:"#/properties/dataset/properties/latent/properties/latentChannels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema31.properties.dataset.properties.latent.properties.latentChannels,data:data25};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data25 < 1 || isNaN(data25)){
const err47 = {instancePath:instancePath+"/dataset/latent/latentChannels",schemaPath:"#/properties/dataset/properties/latent/properties/latentChannels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.latentChannels,data:data25};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
let data26 = data19.groups;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err48 = {instancePath:instancePath+"/dataset/latent/groups",schemaPath:"#/properties/dataset/properties/latent/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.groups.type,parentSchema:schema31.properties.dataset.properties.latent.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 256 || isNaN(data26)){
const err49 = {instancePath:instancePath+"/dataset/latent/groups",schemaPath:"#/properties/dataset/properties/latent/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.dataset.properties.latent.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err50 = {instancePath:instancePath+"/dataset/latent/groups",schemaPath:"#/properties/dataset/properties/latent/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
let data27 = data19.iterations;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err51 = {instancePath:instancePath+"/dataset/latent/iterations",schemaPath:"#/properties/dataset/properties/latent/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.iterations.type,parentSchema:schema31.properties.dataset.properties.latent.properties.iterations,data:data27};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 999999999 || isNaN(data27)){
const err52 = {instancePath:instancePath+"/dataset/latent/iterations",schemaPath:"#/properties/dataset/properties/latent/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.dataset.properties.latent.properties.iterations,data:data27};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data27 < 1 || isNaN(data27)){
const err53 = {instancePath:instancePath+"/dataset/latent/iterations",schemaPath:"#/properties/dataset/properties/latent/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.iterations,data:data27};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
let data28 = data19.batch;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err54 = {instancePath:instancePath+"/dataset/latent/batch",schemaPath:"#/properties/dataset/properties/latent/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.batch.type,parentSchema:schema31.properties.dataset.properties.latent.properties.batch,data:data28};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 4096 || isNaN(data28)){
const err55 = {instancePath:instancePath+"/dataset/latent/batch",schemaPath:"#/properties/dataset/properties/latent/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.dataset.properties.latent.properties.batch,data:data28};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data28 < 1 || isNaN(data28)){
const err56 = {instancePath:instancePath+"/dataset/latent/batch",schemaPath:"#/properties/dataset/properties/latent/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.batch,data:data28};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
let data29 = data19.learningRate;
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 1 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/dataset/latent/learningRate",schemaPath:"#/properties/dataset/properties/latent/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.dataset.properties.latent.properties.learningRate,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data29 <= 0 || isNaN(data29)){
const err58 = {instancePath:instancePath+"/dataset/latent/learningRate",schemaPath:"#/properties/dataset/properties/latent/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.dataset.properties.latent.properties.learningRate,data:data29};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/dataset/latent/learningRate",schemaPath:"#/properties/dataset/properties/latent/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.dataset.properties.latent.properties.learningRate.type,parentSchema:schema31.properties.dataset.properties.latent.properties.learningRate,data:data29};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
let data30 = data19.divergence;
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 < 0 || isNaN(data30)){
const err60 = {instancePath:instancePath+"/dataset/latent/divergence",schemaPath:"#/properties/dataset/properties/latent/properties/divergence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.latent.properties.divergence,data:data30};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/dataset/latent/divergence",schemaPath:"#/properties/dataset/properties/latent/properties/divergence/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.dataset.properties.latent.properties.divergence.type,parentSchema:schema31.properties.dataset.properties.latent.properties.divergence,data:data30};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
let data31 = data19.seed;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err62 = {instancePath:instancePath+"/dataset/latent/seed",schemaPath:"#/properties/dataset/properties/latent/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.latent.properties.seed.type,parentSchema:schema31.properties.dataset.properties.latent.properties.seed,data:data31};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 4294967295 || isNaN(data31)){
const err63 = {instancePath:instancePath+"/dataset/latent/seed",schemaPath:"#/properties/dataset/properties/latent/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.dataset.properties.latent.properties.seed,data:data31};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data31 < 0 || isNaN(data31)){
const err64 = {instancePath:instancePath+"/dataset/latent/seed",schemaPath:"#/properties/dataset/properties/latent/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.latent.properties.seed,data:data31};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/dataset/latent",schemaPath:"#/properties/dataset/properties/latent/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.dataset.properties.latent.type,parentSchema:schema31.properties.dataset.properties.latent,data:data19};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
let data32 = data6.source;
if(typeof data32 !== "string"){
const err66 = {instancePath:instancePath+"/dataset/source",schemaPath:"#/properties/dataset/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.source.type,parentSchema:schema31.properties.dataset.properties.source,data:data32};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.dataset.type,parentSchema:schema31.properties.dataset,data:data6};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.model !== undefined){
let data33 = data.model;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.attentionLevels === undefined){
data33.attentionLevels = [];
}
if(data33.blocks === undefined){
data33.blocks = 2;
}
if(data33.groups === undefined){
data33.groups = 16;
}
if(data33.dropout === undefined){
data33.dropout = 0.1;
}
if(data33.classes === undefined){
data33.classes = 0;
}
if(data33.labelDropout === undefined){
data33.labelDropout = 0;
}
if(data33.timeEmbedding === undefined){
data33.timeEmbedding = "interleaved";
}
if(data33.timeShift === undefined){
data33.timeShift = 0;
}
if(data33.downsamplePadding === undefined){
data33.downsamplePadding = 1;
}
if(data33.normEpsilon === undefined){
data33.normEpsilon = 0.00001;
}
if(data33.headChannels === undefined){
data33.headChannels = 0;
}
if(data33.channels === undefined){
const err68 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "channels"},message:"must have required property '"+"channels"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data33};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data33.multipliers === undefined){
const err69 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "multipliers"},message:"must have required property '"+"multipliers"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data33};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
for(const key3 in data33){
if(!(func1.call(schema31.properties.model.properties, key3))){
const err70 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.model,data:data33};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data33.channels !== undefined){
let data34 = data33.channels;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err71 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.channels.type,parentSchema:schema31.properties.model.properties.channels,data:data34};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 1024 || isNaN(data34)){
const err72 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.model.properties.channels,data:data34};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data34 < 8 || isNaN(data34)){
const err73 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 8},message:"must be >= 8",schema:8,parentSchema:schema31.properties.model.properties.channels,data:data34};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
let res0;
if((2 === 0 || (res0 = data34/2, res0 !== parseInt(res0)))){
const err74 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/multipleOf",keyword:"multipleOf",params:{multipleOf: 2},message:"must be multiple of 2",schema:2,parentSchema:schema31.properties.model.properties.channels,data:data34};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data33.multipliers !== undefined){
let data35 = data33.multipliers;
if(Array.isArray(data35)){
if(data35.length > 8){
const err75 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/maxItems",keyword:"maxItems",params:{limit: 8},message:"must NOT have more than 8 items",schema:8,parentSchema:schema31.properties.model.properties.multipliers,data:data35};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data35.length < 1){
const err76 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.model.properties.multipliers,data:data35};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
const len1 = data35.length;
for(let i1=0; i1<len1; i1++){
let data36 = data35[i1];
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err77 = {instancePath:instancePath+"/model/multipliers/" + i1,schemaPath:"#/properties/model/properties/multipliers/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.multipliers.items.type,parentSchema:schema31.properties.model.properties.multipliers.items,data:data36};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 16 || isNaN(data36)){
const err78 = {instancePath:instancePath+"/model/multipliers/" + i1,schemaPath:"#/properties/model/properties/multipliers/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16",schema:16,parentSchema:schema31.properties.model.properties.multipliers.items,data:data36};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data36 < 1 || isNaN(data36)){
const err79 = {instancePath:instancePath+"/model/multipliers/" + i1,schemaPath:"#/properties/model/properties/multipliers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.multipliers.items,data:data36};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
}
else {
const err80 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.multipliers.type,parentSchema:schema31.properties.model.properties.multipliers,data:data35};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
let data37 = data33.attentionLevels;
if(Array.isArray(data37)){
const len2 = data37.length;
for(let i2=0; i2<len2; i2++){
let data38 = data37[i2];
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err81 = {instancePath:instancePath+"/model/attentionLevels/" + i2,schemaPath:"#/properties/model/properties/attentionLevels/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.attentionLevels.items.type,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data38};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err82 = {instancePath:instancePath+"/model/attentionLevels/" + i2,schemaPath:"#/properties/model/properties/attentionLevels/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data38};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
let i3 = data37.length;
let j0;
if(i3 > 1){
const indices0 = {};
for(;i3--;){
let item0 = data37[i3];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err83 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i3+" are identical)",schema:true,parentSchema:schema31.properties.model.properties.attentionLevels,data:data37};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
break;
}
indices0[item0] = i3;
}
}
}
else {
const err84 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.attentionLevels.type,parentSchema:schema31.properties.model.properties.attentionLevels,data:data37};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
let data39 = data33.blocks;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err85 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.blocks.type,parentSchema:schema31.properties.model.properties.blocks,data:data39};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 8 || isNaN(data39)){
const err86 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8",schema:8,parentSchema:schema31.properties.model.properties.blocks,data:data39};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data39 < 1 || isNaN(data39)){
const err87 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.blocks,data:data39};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
let data40 = data33.groups;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err88 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.groups.type,parentSchema:schema31.properties.model.properties.groups,data:data40};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 256 || isNaN(data40)){
const err89 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.model.properties.groups,data:data40};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(data40 < 1 || isNaN(data40)){
const err90 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.groups,data:data40};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
let data41 = data33.dropout;
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err91 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.dropout,data:data41};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(data41 >= 1 || isNaN(data41)){
const err92 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.model.properties.dropout,data:data41};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.dropout.type,parentSchema:schema31.properties.model.properties.dropout,data:data41};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
let data42 = data33.classes;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err94 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.classes.type,parentSchema:schema31.properties.model.properties.classes,data:data42};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 100000 || isNaN(data42)){
const err95 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema31.properties.model.properties.classes,data:data42};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data42 < 0 || isNaN(data42)){
const err96 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.classes,data:data42};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
let data43 = data33.labelDropout;
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 1 || isNaN(data43)){
const err97 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.model.properties.labelDropout,data:data43};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(data43 < 0 || isNaN(data43)){
const err98 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.labelDropout,data:data43};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.labelDropout.type,parentSchema:schema31.properties.model.properties.labelDropout,data:data43};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
let data44 = data33.timeEmbedding;
if(!(((data44 === "interleaved") || (data44 === "sin-cos")) || (data44 === "cos-sin"))){
const err100 = {instancePath:instancePath+"/model/timeEmbedding",schemaPath:"#/properties/model/properties/timeEmbedding/enum",keyword:"enum",params:{allowedValues: schema31.properties.model.properties.timeEmbedding.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.model.properties.timeEmbedding.enum,parentSchema:schema31.properties.model.properties.timeEmbedding,data:data44};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
let data45 = data33.timeShift;
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 1 || isNaN(data45)){
const err101 = {instancePath:instancePath+"/model/timeShift",schemaPath:"#/properties/model/properties/timeShift/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.model.properties.timeShift,data:data45};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data45 < 0 || isNaN(data45)){
const err102 = {instancePath:instancePath+"/model/timeShift",schemaPath:"#/properties/model/properties/timeShift/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.timeShift,data:data45};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/model/timeShift",schemaPath:"#/properties/model/properties/timeShift/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.timeShift.type,parentSchema:schema31.properties.model.properties.timeShift,data:data45};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
let data46 = data33.downsamplePadding;
if(!((data46 === 1) || (data46 === 0))){
const err104 = {instancePath:instancePath+"/model/downsamplePadding",schemaPath:"#/properties/model/properties/downsamplePadding/enum",keyword:"enum",params:{allowedValues: schema31.properties.model.properties.downsamplePadding.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.model.properties.downsamplePadding.enum,parentSchema:schema31.properties.model.properties.downsamplePadding,data:data46};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
let data47 = data33.normEpsilon;
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 0.1 || isNaN(data47)){
const err105 = {instancePath:instancePath+"/model/normEpsilon",schemaPath:"#/properties/model/properties/normEpsilon/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0.1},message:"must be <= 0.1",schema:0.1,parentSchema:schema31.properties.model.properties.normEpsilon,data:data47};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if(data47 <= 0 || isNaN(data47)){
const err106 = {instancePath:instancePath+"/model/normEpsilon",schemaPath:"#/properties/model/properties/normEpsilon/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.model.properties.normEpsilon,data:data47};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
else {
const err107 = {instancePath:instancePath+"/model/normEpsilon",schemaPath:"#/properties/model/properties/normEpsilon/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.normEpsilon.type,parentSchema:schema31.properties.model.properties.normEpsilon,data:data47};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
let data48 = data33.headChannels;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err108 = {instancePath:instancePath+"/model/headChannels",schemaPath:"#/properties/model/properties/headChannels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.headChannels.type,parentSchema:schema31.properties.model.properties.headChannels,data:data48};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 1024 || isNaN(data48)){
const err109 = {instancePath:instancePath+"/model/headChannels",schemaPath:"#/properties/model/properties/headChannels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.model.properties.headChannels,data:data48};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(data48 < 0 || isNaN(data48)){
const err110 = {instancePath:instancePath+"/model/headChannels",schemaPath:"#/properties/model/properties/headChannels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.headChannels,data:data48};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
else {
const err111 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.model.type,parentSchema:schema31.properties.model,data:data33};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
let data49 = data.widths;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.options === undefined){
data49.options = ["2/8","3/8","4/8","5/8","6/8","7/8","8/8"];
}
if(data49.exclude === undefined){
data49.exclude = [];
}
if(data49.slices === undefined){
data49.slices = "aligned";
}
if(data49.norms === undefined){
data49.norms = "constant-size";
}
for(const key4 in data49){
if(!((((key4 === "options") || (key4 === "exclude")) || (key4 === "slices")) || (key4 === "norms"))){
const err112 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.widths,data:data49};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
let data50 = data49.options;
if(Array.isArray(data50)){
if(data50.length < 1){
const err113 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.widths.properties.options,data:data50};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
const len3 = data50.length;
for(let i4=0; i4<len3; i4++){
let data51 = data50[i4];
if(!(((((((data51 === "2/8") || (data51 === "3/8")) || (data51 === "4/8")) || (data51 === "5/8")) || (data51 === "6/8")) || (data51 === "7/8")) || (data51 === "8/8"))){
const err114 = {instancePath:instancePath+"/widths/options/" + i4,schemaPath:"#/properties/widths/properties/options/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.options.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.options.items.enum,parentSchema:schema31.properties.widths.properties.options.items,data:data51};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
let i5 = data50.length;
let j1;
if(i5 > 1){
outer0:
for(;i5--;){
for(j1 = i5; j1--;){
if(func0(data50[i5], data50[j1])){
const err115 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i5+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.options,data:data50};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err116 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.options.type,parentSchema:schema31.properties.widths.properties.options,data:data50};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
let data52 = data49.exclude;
if(Array.isArray(data52)){
const len4 = data52.length;
for(let i6=0; i6<len4; i6++){
let data53 = data52[i6];
if(!(((((((data53 === "2/8") || (data53 === "3/8")) || (data53 === "4/8")) || (data53 === "5/8")) || (data53 === "6/8")) || (data53 === "7/8")) || (data53 === "8/8"))){
const err117 = {instancePath:instancePath+"/widths/exclude/" + i6,schemaPath:"#/properties/widths/properties/exclude/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.exclude.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.exclude.items.enum,parentSchema:schema31.properties.widths.properties.exclude.items,data:data53};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
let i7 = data52.length;
let j2;
if(i7 > 1){
outer1:
for(;i7--;){
for(j2 = i7; j2--;){
if(func0(data52[i7], data52[j2])){
const err118 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i7+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.exclude,data:data52};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err119 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.exclude.type,parentSchema:schema31.properties.widths.properties.exclude,data:data52};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
let data54 = data49.slices;
if(!((data54 === "aligned") || (data54 === "prefix"))){
const err120 = {instancePath:instancePath+"/widths/slices",schemaPath:"#/properties/widths/properties/slices/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.slices.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.slices.enum,parentSchema:schema31.properties.widths.properties.slices,data:data54};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
let data55 = data49.norms;
if(!((data55 === "constant-size") || (data55 === "constant-count"))){
const err121 = {instancePath:instancePath+"/widths/norms",schemaPath:"#/properties/widths/properties/norms/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.norms.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.norms.enum,parentSchema:schema31.properties.widths.properties.norms,data:data55};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
else {
const err122 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.widths.type,parentSchema:schema31.properties.widths,data:data49};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
let data56 = data.diffusion;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.steps === undefined){
data56.steps = 1000;
}
if(data56.schedule === undefined){
data56.schedule = "linear";
}
if(data56.betas === undefined){
data56.betas = [0.0001,0.02];
}
if(data56.prediction === undefined){
data56.prediction = "noise";
}
for(const key5 in data56){
if(!((((key5 === "steps") || (key5 === "schedule")) || (key5 === "betas")) || (key5 === "prediction"))){
const err123 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.diffusion,data:data56};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
let data57 = data56.steps;
if(!(((typeof data57 == "number") && (!(data57 % 1) && !isNaN(data57))) && (isFinite(data57)))){
const err124 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.diffusion.properties.steps.type,parentSchema:schema31.properties.diffusion.properties.steps,data:data57};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if((typeof data57 == "number") && (isFinite(data57))){
if(data57 > 10000 || isNaN(data57)){
const err125 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.diffusion.properties.steps,data:data57};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(data57 < 2 || isNaN(data57)){
const err126 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.diffusion.properties.steps,data:data57};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
let data58 = data56.schedule;
if(!((((data58 === "linear") || (data58 === "scaled-linear")) || (data58 === "cosine")) || (data58 === "list"))){
const err127 = {instancePath:instancePath+"/diffusion/schedule",schemaPath:"#/properties/diffusion/properties/schedule/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.schedule.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.schedule.enum,parentSchema:schema31.properties.diffusion.properties.schedule,data:data58};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
let data59 = data56.betas;
if(Array.isArray(data59)){
if(data59.length > 10000){
const err128 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema31.properties.diffusion.properties.betas,data:data59};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if(data59.length < 2){
const err129 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data59};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
const len5 = data59.length;
for(let i8=0; i8<len5; i8++){
let data60 = data59[i8];
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 >= 1 || isNaN(data60)){
const err130 = {instancePath:instancePath+"/diffusion/betas/" + i8,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data60};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(data60 <= 0 || isNaN(data60)){
const err131 = {instancePath:instancePath+"/diffusion/betas/" + i8,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data60};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
else {
const err132 = {instancePath:instancePath+"/diffusion/betas/" + i8,schemaPath:"#/properties/diffusion/properties/betas/items/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.diffusion.properties.betas.items.type,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data60};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
}
else {
const err133 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.diffusion.properties.betas.type,parentSchema:schema31.properties.diffusion.properties.betas,data:data59};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
let data61 = data56.prediction;
if(!(((data61 === "noise") || (data61 === "v")) || (data61 === "image"))){
const err134 = {instancePath:instancePath+"/diffusion/prediction",schemaPath:"#/properties/diffusion/properties/prediction/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.prediction.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.prediction.enum,parentSchema:schema31.properties.diffusion.properties.prediction,data:data61};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
else {
const err135 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.diffusion.type,parentSchema:schema31.properties.diffusion,data:data56};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
let data62 = data.train;
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
if(data62.iterations === undefined){
data62.iterations = 450000;
}
if(data62.batch === undefined){
data62.batch = 256;
}
if(data62.accumulate === undefined){
data62.accumulate = 1;
}
if(data62.devices === undefined){
data62.devices = "auto";
}
if(data62.learningRate === undefined){
data62.learningRate = 0.0004;
}
if(data62.warmup === undefined){
data62.warmup = 5000;
}
if(data62.decay === undefined){
data62.decay = "none";
}
if(data62.clip === undefined){
data62.clip = 1;
}
if(data62.ema === undefined){
data62.ema = 0.9999;
}
if(data62.emaWarmup === undefined){
data62.emaWarmup = false;
}
if(data62.sandwich === undefined){
data62.sandwich = 3;
}
if(data62.checkpointEvery === undefined){
data62.checkpointEvery = 5000;
}
if(data62.sampleEvery === undefined){
data62.sampleEvery = 0;
}
if(data62.seed === undefined){
data62.seed = 0;
}
for(const key6 in data62){
if(!(func1.call(schema31.properties.train.properties, key6))){
const err136 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.train,data:data62};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
let data63 = data62.iterations;
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err137 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.iterations.type,parentSchema:schema31.properties.train.properties.iterations,data:data63};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 > 999999999 || isNaN(data63)){
const err138 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.train.properties.iterations,data:data63};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if(data63 < 1 || isNaN(data63)){
const err139 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.iterations,data:data63};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
let data64 = data62.batch;
if(!(((typeof data64 == "number") && (!(data64 % 1) && !isNaN(data64))) && (isFinite(data64)))){
const err140 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.batch.type,parentSchema:schema31.properties.train.properties.batch,data:data64};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if((typeof data64 == "number") && (isFinite(data64))){
if(data64 > 4096 || isNaN(data64)){
const err141 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.train.properties.batch,data:data64};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(data64 < 1 || isNaN(data64)){
const err142 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.batch,data:data64};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
let data65 = data62.accumulate;
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
const err143 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.accumulate.type,parentSchema:schema31.properties.train.properties.accumulate,data:data65};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 < 1 || isNaN(data65)){
const err144 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.accumulate,data:data65};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
let data66 = data62.devices;
if(!((((((((((data66 === "auto") || (data66 === 1)) || (data66 === 2)) || (data66 === 3)) || (data66 === 4)) || (data66 === 5)) || (data66 === 6)) || (data66 === 7)) || (data66 === 8)) || (data66 === 16))){
const err145 = {instancePath:instancePath+"/train/devices",schemaPath:"#/properties/train/properties/devices/enum",keyword:"enum",params:{allowedValues: schema31.properties.train.properties.devices.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.train.properties.devices.enum,parentSchema:schema31.properties.train.properties.devices,data:data66};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
let data67 = data62.learningRate;
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 > 1 || isNaN(data67)){
const err146 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.train.properties.learningRate,data:data67};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data67 <= 0 || isNaN(data67)){
const err147 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.learningRate,data:data67};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
else {
const err148 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.learningRate.type,parentSchema:schema31.properties.train.properties.learningRate,data:data67};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
let data68 = data62.warmup;
if(!(((typeof data68 == "number") && (!(data68 % 1) && !isNaN(data68))) && (isFinite(data68)))){
const err149 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.warmup.type,parentSchema:schema31.properties.train.properties.warmup,data:data68};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 < 0 || isNaN(data68)){
const err150 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.warmup,data:data68};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
let data69 = data62.decay;
if(!((data69 === "none") || (data69 === "cosine"))){
const err151 = {instancePath:instancePath+"/train/decay",schemaPath:"#/properties/train/properties/decay/enum",keyword:"enum",params:{allowedValues: schema31.properties.train.properties.decay.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.train.properties.decay.enum,parentSchema:schema31.properties.train.properties.decay,data:data69};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
let data70 = data62.clip;
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 <= 0 || isNaN(data70)){
const err152 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.clip,data:data70};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
else {
const err153 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.clip.type,parentSchema:schema31.properties.train.properties.clip,data:data70};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
let data71 = data62.ema;
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 < 0 || isNaN(data71)){
const err154 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.ema,data:data71};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
if(data71 >= 1 || isNaN(data71)){
const err155 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.train.properties.ema,data:data71};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
else {
const err156 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.ema.type,parentSchema:schema31.properties.train.properties.ema,data:data71};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
let data72 = data62.emaWarmup;
if(typeof data72 !== "boolean"){
const err157 = {instancePath:instancePath+"/train/emaWarmup",schemaPath:"#/properties/train/properties/emaWarmup/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.train.properties.emaWarmup.type,parentSchema:schema31.properties.train.properties.emaWarmup,data:data72};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
let data73 = data62.sandwich;
if(!(((typeof data73 == "number") && (!(data73 % 1) && !isNaN(data73))) && (isFinite(data73)))){
const err158 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sandwich.type,parentSchema:schema31.properties.train.properties.sandwich,data:data73};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 > 7 || isNaN(data73)){
const err159 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7",schema:7,parentSchema:schema31.properties.train.properties.sandwich,data:data73};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data73 < 2 || isNaN(data73)){
const err160 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.train.properties.sandwich,data:data73};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data62.draws !== undefined){
let data74 = data62.draws;
if(data74 && typeof data74 == "object" && !Array.isArray(data74)){
for(const key7 in data74){
if(!(pattern6.test(key7))){
const err161 = {instancePath:instancePath+"/train/draws",schemaPath:"#/properties/train/properties/draws/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.train.properties.draws,data:data74};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
for(const key8 in data74){
if(pattern6.test(key8)){
let data75 = data74[key8];
if(!(((typeof data75 == "number") && (!(data75 % 1) && !isNaN(data75))) && (isFinite(data75)))){
const err162 = {instancePath:instancePath+"/train/draws/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/train/properties/draws/patternProperties/%5E%5B2-8%5D~18%24/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.draws.patternProperties["^[2-8]/8$"].type,parentSchema:schema31.properties.train.properties.draws.patternProperties["^[2-8]/8$"],data:data75};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 > 64 || isNaN(data75)){
const err163 = {instancePath:instancePath+"/train/draws/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/train/properties/draws/patternProperties/%5E%5B2-8%5D~18%24/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema31.properties.train.properties.draws.patternProperties["^[2-8]/8$"],data:data75};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
if(data75 < 1 || isNaN(data75)){
const err164 = {instancePath:instancePath+"/train/draws/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/train/properties/draws/patternProperties/%5E%5B2-8%5D~18%24/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.draws.patternProperties["^[2-8]/8$"],data:data75};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
}
}
}
else {
const err165 = {instancePath:instancePath+"/train/draws",schemaPath:"#/properties/train/properties/draws/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.train.properties.draws.type,parentSchema:schema31.properties.train.properties.draws,data:data74};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
let data76 = data62.checkpointEvery;
if(!(((typeof data76 == "number") && (!(data76 % 1) && !isNaN(data76))) && (isFinite(data76)))){
const err166 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.checkpointEvery.type,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data76};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 1 || isNaN(data76)){
const err167 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data76};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
let data77 = data62.sampleEvery;
if(!(((typeof data77 == "number") && (!(data77 % 1) && !isNaN(data77))) && (isFinite(data77)))){
const err168 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sampleEvery.type,parentSchema:schema31.properties.train.properties.sampleEvery,data:data77};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 < 0 || isNaN(data77)){
const err169 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.sampleEvery,data:data77};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
let data78 = data62.seed;
if(!(((typeof data78 == "number") && (!(data78 % 1) && !isNaN(data78))) && (isFinite(data78)))){
const err170 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.seed.type,parentSchema:schema31.properties.train.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 > 4294967295 || isNaN(data78)){
const err171 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.train.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if(data78 < 0 || isNaN(data78)){
const err172 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
if(data62.weights !== undefined){
let data79 = data62.weights;
if(typeof data79 !== "string"){
const err173 = {instancePath:instancePath+"/train/weights",schemaPath:"#/properties/train/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.train.properties.weights.type,parentSchema:schema31.properties.train.properties.weights,data:data79};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data62.from !== undefined){
let data80 = data62.from;
if(typeof data80 !== "string"){
const err174 = {instancePath:instancePath+"/train/from",schemaPath:"#/properties/train/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.train.properties.from.type,parentSchema:schema31.properties.train.properties.from,data:data80};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
}
else {
const err175 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.train.type,parentSchema:schema31.properties.train,data:data62};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
let data81 = data.baseline;
if(data81 && typeof data81 == "object" && !Array.isArray(data81)){
if(data81.iterations === undefined){
data81.iterations = 450000;
}
if(data81.batch === undefined){
data81.batch = 128;
}
if(data81.learningRate === undefined){
data81.learningRate = 0.0002;
}
if(data81.groups === undefined){
data81.groups = 32;
}
for(const key9 in data81){
if(!((((((key9 === "iterations") || (key9 === "batch")) || (key9 === "learningRate")) || (key9 === "warmup")) || (key9 === "groups")) || (key9 === "weights"))){
const err176 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.baseline,data:data81};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
let data82 = data81.iterations;
if(!(((typeof data82 == "number") && (!(data82 % 1) && !isNaN(data82))) && (isFinite(data82)))){
const err177 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.iterations.type,parentSchema:schema31.properties.baseline.properties.iterations,data:data82};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if((typeof data82 == "number") && (isFinite(data82))){
if(data82 > 999999999 || isNaN(data82)){
const err178 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.baseline.properties.iterations,data:data82};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
if(data82 < 1 || isNaN(data82)){
const err179 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.iterations,data:data82};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
let data83 = data81.batch;
if(!(((typeof data83 == "number") && (!(data83 % 1) && !isNaN(data83))) && (isFinite(data83)))){
const err180 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.batch.type,parentSchema:schema31.properties.baseline.properties.batch,data:data83};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if((typeof data83 == "number") && (isFinite(data83))){
if(data83 > 4096 || isNaN(data83)){
const err181 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.baseline.properties.batch,data:data83};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
if(data83 < 1 || isNaN(data83)){
const err182 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.batch,data:data83};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
let data84 = data81.learningRate;
if((typeof data84 == "number") && (isFinite(data84))){
if(data84 > 1 || isNaN(data84)){
const err183 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.baseline.properties.learningRate,data:data84};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
if(data84 <= 0 || isNaN(data84)){
const err184 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.baseline.properties.learningRate,data:data84};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
else {
const err185 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.baseline.properties.learningRate.type,parentSchema:schema31.properties.baseline.properties.learningRate,data:data84};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if(data81.warmup !== undefined){
let data85 = data81.warmup;
if(!(((typeof data85 == "number") && (!(data85 % 1) && !isNaN(data85))) && (isFinite(data85)))){
const err186 = {instancePath:instancePath+"/baseline/warmup",schemaPath:"#/properties/baseline/properties/warmup/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.warmup.type,parentSchema:schema31.properties.baseline.properties.warmup,data:data85};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
if((typeof data85 == "number") && (isFinite(data85))){
if(data85 < 0 || isNaN(data85)){
const err187 = {instancePath:instancePath+"/baseline/warmup",schemaPath:"#/properties/baseline/properties/warmup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.baseline.properties.warmup,data:data85};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
let data86 = data81.groups;
if(!(((typeof data86 == "number") && (!(data86 % 1) && !isNaN(data86))) && (isFinite(data86)))){
const err188 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.groups.type,parentSchema:schema31.properties.baseline.properties.groups,data:data86};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if((typeof data86 == "number") && (isFinite(data86))){
if(data86 > 256 || isNaN(data86)){
const err189 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.baseline.properties.groups,data:data86};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(data86 < 1 || isNaN(data86)){
const err190 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.groups,data:data86};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
if(data81.weights !== undefined){
let data87 = data81.weights;
if(typeof data87 !== "string"){
const err191 = {instancePath:instancePath+"/baseline/weights",schemaPath:"#/properties/baseline/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.baseline.properties.weights.type,parentSchema:schema31.properties.baseline.properties.weights,data:data87};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
}
else {
const err192 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.baseline.type,parentSchema:schema31.properties.baseline,data:data81};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
let data88 = data.pruning;
if(data88 && typeof data88 == "object" && !Array.isArray(data88)){
if(data88.method === undefined){
data88.method = "diff-pruning";
}
if(data88.ratio === undefined){
data88.ratio = 0.3;
}
if(data88.threshold === undefined){
data88.threshold = 0.05;
}
if(data88.batch === undefined){
data88.batch = 128;
}
if(data88.iterations === undefined){
data88.iterations = 100000;
}
if(data88.learningRate === undefined){
data88.learningRate = 0.0002;
}
if(data88.seed === undefined){
data88.seed = 0;
}
for(const key10 in data88){
if(!(((((((key10 === "method") || (key10 === "ratio")) || (key10 === "threshold")) || (key10 === "batch")) || (key10 === "iterations")) || (key10 === "learningRate")) || (key10 === "seed"))){
const err193 = {instancePath:instancePath+"/pruning",schemaPath:"#/properties/pruning/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.pruning,data:data88};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
let data89 = data88.method;
if(!((((data89 === "diff-pruning") || (data89 === "taylor")) || (data89 === "magnitude")) || (data89 === "random"))){
const err194 = {instancePath:instancePath+"/pruning/method",schemaPath:"#/properties/pruning/properties/method/enum",keyword:"enum",params:{allowedValues: schema31.properties.pruning.properties.method.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.pruning.properties.method.enum,parentSchema:schema31.properties.pruning.properties.method,data:data89};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
let data90 = data88.ratio;
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 >= 1 || isNaN(data90)){
const err195 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.pruning.properties.ratio,data:data90};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
if(data90 <= 0 || isNaN(data90)){
const err196 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.pruning.properties.ratio,data:data90};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
else {
const err197 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.ratio.type,parentSchema:schema31.properties.pruning.properties.ratio,data:data90};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
let data91 = data88.threshold;
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 > 1 || isNaN(data91)){
const err198 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.pruning.properties.threshold,data:data91};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if(data91 < 0 || isNaN(data91)){
const err199 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.pruning.properties.threshold,data:data91};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
else {
const err200 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.threshold.type,parentSchema:schema31.properties.pruning.properties.threshold,data:data91};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
let data92 = data88.batch;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
const err201 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.batch.type,parentSchema:schema31.properties.pruning.properties.batch,data:data92};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 > 4096 || isNaN(data92)){
const err202 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.pruning.properties.batch,data:data92};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if(data92 < 1 || isNaN(data92)){
const err203 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.pruning.properties.batch,data:data92};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
let data93 = data88.iterations;
if(!(((typeof data93 == "number") && (!(data93 % 1) && !isNaN(data93))) && (isFinite(data93)))){
const err204 = {instancePath:instancePath+"/pruning/iterations",schemaPath:"#/properties/pruning/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.iterations.type,parentSchema:schema31.properties.pruning.properties.iterations,data:data93};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
if((typeof data93 == "number") && (isFinite(data93))){
if(data93 > 999999999 || isNaN(data93)){
const err205 = {instancePath:instancePath+"/pruning/iterations",schemaPath:"#/properties/pruning/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.pruning.properties.iterations,data:data93};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data93 < 1 || isNaN(data93)){
const err206 = {instancePath:instancePath+"/pruning/iterations",schemaPath:"#/properties/pruning/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.pruning.properties.iterations,data:data93};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
let data94 = data88.learningRate;
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 > 1 || isNaN(data94)){
const err207 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.pruning.properties.learningRate,data:data94};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
if(data94 <= 0 || isNaN(data94)){
const err208 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.pruning.properties.learningRate,data:data94};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
else {
const err209 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.learningRate.type,parentSchema:schema31.properties.pruning.properties.learningRate,data:data94};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
let data95 = data88.seed;
if(!(((typeof data95 == "number") && (!(data95 % 1) && !isNaN(data95))) && (isFinite(data95)))){
const err210 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.seed.type,parentSchema:schema31.properties.pruning.properties.seed,data:data95};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
if((typeof data95 == "number") && (isFinite(data95))){
if(data95 > 4294967295 || isNaN(data95)){
const err211 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.pruning.properties.seed,data:data95};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
if(data95 < 0 || isNaN(data95)){
const err212 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.pruning.properties.seed,data:data95};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
}
else {
const err213 = {instancePath:instancePath+"/pruning",schemaPath:"#/properties/pruning/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.pruning.type,parentSchema:schema31.properties.pruning,data:data88};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
let data96 = data.search;
if(data96 && typeof data96 == "object" && !Array.isArray(data96)){
if(data96.method === undefined){
data96.method = "evolution";
}
if(data96.sensitivity === undefined){
data96.sensitivity = {};
}
if(data96.racing === undefined){
data96.racing = {};
}
if(data96.stages === undefined){
data96.stages = {};
}
if(data96.population === undefined){
data96.population = 50;
}
if(data96.iterations === undefined){
data96.iterations = 10;
}
if(data96.mutation === undefined){
data96.mutation = 0.001;
}
if(data96.mutationMode === undefined){
data96.mutationMode = "per-gene";
}
if(data96.crossover === undefined){
data96.crossover = 0.9;
}
if(data96.flopsWeight === undefined){
data96.flopsWeight = 0.1;
}
if(data96.images === undefined){
data96.images = 4096;
}
if(data96.batch === undefined){
data96.batch = 256;
}
if(data96.sampler === undefined){
data96.sampler = {};
}
if(data96.seed === undefined){
data96.seed = 0;
}
if(data96.rescore === undefined){
data96.rescore = 5;
}
if(data96.keep === undefined){
data96.keep = "20 GB";
}
if(data96.seeds === undefined){
data96.seeds = [];
}
if(data96.resample === undefined){
data96.resample = false;
}
for(const key11 in data96){
if(!(func1.call(schema31.properties.search.properties, key11))){
const err214 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search,data:data96};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
let data97 = data96.method;
if(!(((((((data97 === "evolution") || (data97 === "sensitivity")) || (data97 === "sensitivity+evolution")) || (data97 === "pareto")) || (data97 === "racing")) || (data97 === "stages")) || (data97 === "random"))){
const err215 = {instancePath:instancePath+"/search/method",schemaPath:"#/properties/search/properties/method/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.method.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.method.enum,parentSchema:schema31.properties.search.properties.method,data:data97};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
if(data96.target !== undefined){
let data98 = data96.target;
if(data98 && typeof data98 == "object" && !Array.isArray(data98)){
for(const key12 in data98){
if(!((key12 === "gflops") || (key12 === "distance"))){
const err216 = {instancePath:instancePath+"/search/target",schemaPath:"#/properties/search/properties/target/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search.properties.target,data:data98};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data98.gflops !== undefined){
let data99 = data98.gflops;
if((typeof data99 == "number") && (isFinite(data99))){
if(data99 <= 0 || isNaN(data99)){
const err217 = {instancePath:instancePath+"/search/target/gflops",schemaPath:"#/properties/search/properties/target/properties/gflops/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.search.properties.target.properties.gflops,data:data99};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
else {
const err218 = {instancePath:instancePath+"/search/target/gflops",schemaPath:"#/properties/search/properties/target/properties/gflops/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.target.properties.gflops.type,parentSchema:schema31.properties.search.properties.target.properties.gflops,data:data99};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
if(data98.distance !== undefined){
let data100 = data98.distance;
if(!(data100 === "full")){
const err219 = {instancePath:instancePath+"/search/target/distance",schemaPath:"#/properties/search/properties/target/properties/distance/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.target.properties.distance.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.target.properties.distance.enum,parentSchema:schema31.properties.search.properties.target.properties.distance,data:data100};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
}
}
else {
const err220 = {instancePath:instancePath+"/search/target",schemaPath:"#/properties/search/properties/target/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.properties.target.type,parentSchema:schema31.properties.search.properties.target,data:data98};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
let data101 = data96.sensitivity;
if(data101 && typeof data101 == "object" && !Array.isArray(data101)){
if(data101.rounds === undefined){
data101.rounds = 2;
}
if(data101.tried === undefined){
data101.tried = 4;
}
for(const key13 in data101){
if(!(((((key13 === "segments") || (key13 === "images")) || (key13 === "base")) || (key13 === "rounds")) || (key13 === "tried"))){
const err221 = {instancePath:instancePath+"/search/sensitivity",schemaPath:"#/properties/search/properties/sensitivity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search.properties.sensitivity,data:data101};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
if(data101.segments !== undefined){
let data102 = data101.segments;
if(!(((typeof data102 == "number") && (!(data102 % 1) && !isNaN(data102))) && (isFinite(data102)))){
const err222 = {instancePath:instancePath+"/search/sensitivity/segments",schemaPath:"#/properties/search/properties/sensitivity/properties/segments/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.sensitivity.properties.segments.type,parentSchema:schema31.properties.search.properties.sensitivity.properties.segments,data:data102};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
if((typeof data102 == "number") && (isFinite(data102))){
if(data102 > 100 || isNaN(data102)){
const err223 = {instancePath:instancePath+"/search/sensitivity/segments",schemaPath:"#/properties/search/properties/sensitivity/properties/segments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema31.properties.search.properties.sensitivity.properties.segments,data:data102};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
if(data102 < 1 || isNaN(data102)){
const err224 = {instancePath:instancePath+"/search/sensitivity/segments",schemaPath:"#/properties/search/properties/sensitivity/properties/segments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.sensitivity.properties.segments,data:data102};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
}
if(data101.images !== undefined){
let data103 = data101.images;
if(!(((typeof data103 == "number") && (!(data103 % 1) && !isNaN(data103))) && (isFinite(data103)))){
const err225 = {instancePath:instancePath+"/search/sensitivity/images",schemaPath:"#/properties/search/properties/sensitivity/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.sensitivity.properties.images.type,parentSchema:schema31.properties.search.properties.sensitivity.properties.images,data:data103};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
if((typeof data103 == "number") && (isFinite(data103))){
if(data103 > 999999999 || isNaN(data103)){
const err226 = {instancePath:instancePath+"/search/sensitivity/images",schemaPath:"#/properties/search/properties/sensitivity/properties/images/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.search.properties.sensitivity.properties.images,data:data103};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if(data103 < 2 || isNaN(data103)){
const err227 = {instancePath:instancePath+"/search/sensitivity/images",schemaPath:"#/properties/search/properties/sensitivity/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.sensitivity.properties.images,data:data103};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
}
if(data101.base !== undefined){
let data104 = data101.base;
if(!(((((((data104 === "2/8") || (data104 === "3/8")) || (data104 === "4/8")) || (data104 === "5/8")) || (data104 === "6/8")) || (data104 === "7/8")) || (data104 === "8/8"))){
const err228 = {instancePath:instancePath+"/search/sensitivity/base",schemaPath:"#/properties/search/properties/sensitivity/properties/base/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.sensitivity.properties.base.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.sensitivity.properties.base.enum,parentSchema:schema31.properties.search.properties.sensitivity.properties.base,data:data104};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
let data105 = data101.rounds;
if(!(((typeof data105 == "number") && (!(data105 % 1) && !isNaN(data105))) && (isFinite(data105)))){
const err229 = {instancePath:instancePath+"/search/sensitivity/rounds",schemaPath:"#/properties/search/properties/sensitivity/properties/rounds/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.sensitivity.properties.rounds.type,parentSchema:schema31.properties.search.properties.sensitivity.properties.rounds,data:data105};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
if((typeof data105 == "number") && (isFinite(data105))){
if(data105 > 20 || isNaN(data105)){
const err230 = {instancePath:instancePath+"/search/sensitivity/rounds",schemaPath:"#/properties/search/properties/sensitivity/properties/rounds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20",schema:20,parentSchema:schema31.properties.search.properties.sensitivity.properties.rounds,data:data105};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
if(data105 < 1 || isNaN(data105)){
const err231 = {instancePath:instancePath+"/search/sensitivity/rounds",schemaPath:"#/properties/search/properties/sensitivity/properties/rounds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.sensitivity.properties.rounds,data:data105};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
let data106 = data101.tried;
if(!(((typeof data106 == "number") && (!(data106 % 1) && !isNaN(data106))) && (isFinite(data106)))){
const err232 = {instancePath:instancePath+"/search/sensitivity/tried",schemaPath:"#/properties/search/properties/sensitivity/properties/tried/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.sensitivity.properties.tried.type,parentSchema:schema31.properties.search.properties.sensitivity.properties.tried,data:data106};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
if((typeof data106 == "number") && (isFinite(data106))){
if(data106 > 1000 || isNaN(data106)){
const err233 = {instancePath:instancePath+"/search/sensitivity/tried",schemaPath:"#/properties/search/properties/sensitivity/properties/tried/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.search.properties.sensitivity.properties.tried,data:data106};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if(data106 < 1 || isNaN(data106)){
const err234 = {instancePath:instancePath+"/search/sensitivity/tried",schemaPath:"#/properties/search/properties/sensitivity/properties/tried/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.sensitivity.properties.tried,data:data106};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
}
else {
const err235 = {instancePath:instancePath+"/search/sensitivity",schemaPath:"#/properties/search/properties/sensitivity/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.properties.sensitivity.type,parentSchema:schema31.properties.search.properties.sensitivity,data:data101};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
let data107 = data96.racing;
if(data107 && typeof data107 == "object" && !Array.isArray(data107)){
if(data107.candidates === undefined){
data107.candidates = 64;
}
if(data107.rounds === undefined){
data107.rounds = 3;
}
for(const key14 in data107){
if(!((key14 === "candidates") || (key14 === "rounds"))){
const err236 = {instancePath:instancePath+"/search/racing",schemaPath:"#/properties/search/properties/racing/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search.properties.racing,data:data107};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
let data108 = data107.candidates;
if(!(((typeof data108 == "number") && (!(data108 % 1) && !isNaN(data108))) && (isFinite(data108)))){
const err237 = {instancePath:instancePath+"/search/racing/candidates",schemaPath:"#/properties/search/properties/racing/properties/candidates/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.racing.properties.candidates.type,parentSchema:schema31.properties.search.properties.racing.properties.candidates,data:data108};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 > 100000 || isNaN(data108)){
const err238 = {instancePath:instancePath+"/search/racing/candidates",schemaPath:"#/properties/search/properties/racing/properties/candidates/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema31.properties.search.properties.racing.properties.candidates,data:data108};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
if(data108 < 2 || isNaN(data108)){
const err239 = {instancePath:instancePath+"/search/racing/candidates",schemaPath:"#/properties/search/properties/racing/properties/candidates/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.racing.properties.candidates,data:data108};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
}
let data109 = data107.rounds;
if(!(((typeof data109 == "number") && (!(data109 % 1) && !isNaN(data109))) && (isFinite(data109)))){
const err240 = {instancePath:instancePath+"/search/racing/rounds",schemaPath:"#/properties/search/properties/racing/properties/rounds/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.racing.properties.rounds.type,parentSchema:schema31.properties.search.properties.racing.properties.rounds,data:data109};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
if((typeof data109 == "number") && (isFinite(data109))){
if(data109 > 12 || isNaN(data109)){
const err241 = {instancePath:instancePath+"/search/racing/rounds",schemaPath:"#/properties/search/properties/racing/properties/rounds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 12},message:"must be <= 12",schema:12,parentSchema:schema31.properties.search.properties.racing.properties.rounds,data:data109};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
if(data109 < 1 || isNaN(data109)){
const err242 = {instancePath:instancePath+"/search/racing/rounds",schemaPath:"#/properties/search/properties/racing/properties/rounds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.racing.properties.rounds,data:data109};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
}
else {
const err243 = {instancePath:instancePath+"/search/racing",schemaPath:"#/properties/search/properties/racing/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.properties.racing.type,parentSchema:schema31.properties.search.properties.racing,data:data107};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
let data110 = data96.stages;
if(data110 && typeof data110 == "object" && !Array.isArray(data110)){
for(const key15 in data110){
if(!(key15 === "segments")){
const err244 = {instancePath:instancePath+"/search/stages",schemaPath:"#/properties/search/properties/stages/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search.properties.stages,data:data110};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
if(data110.segments !== undefined){
let data111 = data110.segments;
if(!(((typeof data111 == "number") && (!(data111 % 1) && !isNaN(data111))) && (isFinite(data111)))){
const err245 = {instancePath:instancePath+"/search/stages/segments",schemaPath:"#/properties/search/properties/stages/properties/segments/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.stages.properties.segments.type,parentSchema:schema31.properties.search.properties.stages.properties.segments,data:data111};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
if((typeof data111 == "number") && (isFinite(data111))){
if(data111 > 100 || isNaN(data111)){
const err246 = {instancePath:instancePath+"/search/stages/segments",schemaPath:"#/properties/search/properties/stages/properties/segments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema31.properties.search.properties.stages.properties.segments,data:data111};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
if(data111 < 1 || isNaN(data111)){
const err247 = {instancePath:instancePath+"/search/stages/segments",schemaPath:"#/properties/search/properties/stages/properties/segments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.stages.properties.segments,data:data111};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
}
}
else {
const err248 = {instancePath:instancePath+"/search/stages",schemaPath:"#/properties/search/properties/stages/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.properties.stages.type,parentSchema:schema31.properties.search.properties.stages,data:data110};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
let data112 = data96.population;
if(!(((typeof data112 == "number") && (!(data112 % 1) && !isNaN(data112))) && (isFinite(data112)))){
const err249 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.population.type,parentSchema:schema31.properties.search.properties.population,data:data112};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
if((typeof data112 == "number") && (isFinite(data112))){
if(data112 > 10000 || isNaN(data112)){
const err250 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.population,data:data112};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
if(data112 < 2 || isNaN(data112)){
const err251 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.population,data:data112};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
let data113 = data96.iterations;
if(!(((typeof data113 == "number") && (!(data113 % 1) && !isNaN(data113))) && (isFinite(data113)))){
const err252 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.iterations.type,parentSchema:schema31.properties.search.properties.iterations,data:data113};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
if((typeof data113 == "number") && (isFinite(data113))){
if(data113 > 10000 || isNaN(data113)){
const err253 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.iterations,data:data113};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
if(data113 < 1 || isNaN(data113)){
const err254 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.iterations,data:data113};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
let data114 = data96.mutation;
if((typeof data114 == "number") && (isFinite(data114))){
if(data114 > 1 || isNaN(data114)){
const err255 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.mutation,data:data114};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
if(data114 < 0 || isNaN(data114)){
const err256 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.mutation,data:data114};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
}
else {
const err257 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.mutation.type,parentSchema:schema31.properties.search.properties.mutation,data:data114};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
let data115 = data96.mutationMode;
if(!((data115 === "per-gene") || (data115 === "reference"))){
const err258 = {instancePath:instancePath+"/search/mutationMode",schemaPath:"#/properties/search/properties/mutationMode/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.mutationMode.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.mutationMode.enum,parentSchema:schema31.properties.search.properties.mutationMode,data:data115};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
let data116 = data96.crossover;
if((typeof data116 == "number") && (isFinite(data116))){
if(data116 > 1 || isNaN(data116)){
const err259 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.crossover,data:data116};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
if(data116 < 0 || isNaN(data116)){
const err260 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.crossover,data:data116};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
}
else {
const err261 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.crossover.type,parentSchema:schema31.properties.search.properties.crossover,data:data116};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
let data117 = data96.flopsWeight;
if((typeof data117 == "number") && (isFinite(data117))){
if(data117 < 0 || isNaN(data117)){
const err262 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.flopsWeight,data:data117};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
else {
const err263 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.flopsWeight.type,parentSchema:schema31.properties.search.properties.flopsWeight,data:data117};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
let data118 = data96.images;
if(!(((typeof data118 == "number") && (!(data118 % 1) && !isNaN(data118))) && (isFinite(data118)))){
const err264 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.images.type,parentSchema:schema31.properties.search.properties.images,data:data118};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
if((typeof data118 == "number") && (isFinite(data118))){
if(data118 > 999999999 || isNaN(data118)){
const err265 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.search.properties.images,data:data118};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
if(data118 < 2 || isNaN(data118)){
const err266 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.images,data:data118};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
let data119 = data96.batch;
if(!(((typeof data119 == "number") && (!(data119 % 1) && !isNaN(data119))) && (isFinite(data119)))){
const err267 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.batch.type,parentSchema:schema31.properties.search.properties.batch,data:data119};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
if((typeof data119 == "number") && (isFinite(data119))){
if(data119 > 65536 || isNaN(data119)){
const err268 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.search.properties.batch,data:data119};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
if(data119 < 1 || isNaN(data119)){
const err269 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.batch,data:data119};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
}
let data120 = data96.sampler;
if(data120 && typeof data120 == "object" && !Array.isArray(data120)){
if(data120.kind === undefined){
data120.kind = "ddpm";
}
if(data120.steps === undefined){
data120.steps = 1000;
}
for(const key16 in data120){
if(!(func1.call(schema32.properties, key16))){
const err270 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key16},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data120};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
}
let data121 = data120.kind;
if(!(((((((data121 === "ddpm") || (data121 === "ddim")) || (data121 === "dpm-solver")) || (data121 === "dpm-solver++")) || (data121 === "unipc")) || (data121 === "heun")) || (data121 === "euler"))){
const err271 = {instancePath:instancePath+"/search/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data121};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
let data122 = data120.steps;
if(!(((typeof data122 == "number") && (!(data122 % 1) && !isNaN(data122))) && (isFinite(data122)))){
const err272 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data122};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
if((typeof data122 == "number") && (isFinite(data122))){
if(data122 > 10000 || isNaN(data122)){
const err273 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data122};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
if(data122 < 1 || isNaN(data122)){
const err274 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data122};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
if(data120.eta !== undefined){
let data123 = data120.eta;
if((typeof data123 == "number") && (isFinite(data123))){
if(data123 > 1 || isNaN(data123)){
const err275 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data123};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
if(data123 < 0 || isNaN(data123)){
const err276 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data123};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
}
else {
const err277 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data123};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
}
if(data120.clip !== undefined){
let data124 = data120.clip;
if(typeof data124 !== "boolean"){
const err278 = {instancePath:instancePath+"/search/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data124};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
}
if(data120.clipNoise !== undefined){
let data125 = data120.clipNoise;
if(typeof data125 !== "boolean"){
const err279 = {instancePath:instancePath+"/search/sampler/clipNoise",schemaPath:"#/$defs/sampler/properties/clipNoise/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clipNoise.type,parentSchema:schema32.properties.clipNoise,data:data125};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
}
if(data120.variance !== undefined){
let data126 = data120.variance;
if(!((data126 === "large") || (data126 === "small"))){
const err280 = {instancePath:instancePath+"/search/sampler/variance",schemaPath:"#/$defs/sampler/properties/variance/enum",keyword:"enum",params:{allowedValues: schema32.properties.variance.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.variance.enum,parentSchema:schema32.properties.variance,data:data126};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
}
if(data120.guidance !== undefined){
let data127 = data120.guidance;
if((typeof data127 == "number") && (isFinite(data127))){
if(data127 > 100 || isNaN(data127)){
const err281 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.guidance,data:data127};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
if(data127 < 0 || isNaN(data127)){
const err282 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.guidance,data:data127};
if(vErrors === null){
vErrors = [err282];
}
else {
vErrors.push(err282);
}
errors++;
}
}
else {
const err283 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.guidance.type,parentSchema:schema32.properties.guidance,data:data127};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
}
if(data120.spacing !== undefined){
let data128 = data120.spacing;
if(!(((((data128 === "uniform") || (data128 === "quadratic")) || (data128 === "trailing")) || (data128 === "linspace")) || (data128 === "karras"))){
const err284 = {instancePath:instancePath+"/search/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data128};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
}
if(data120.order !== undefined){
let data129 = data120.order;
if(!(((typeof data129 == "number") && (!(data129 % 1) && !isNaN(data129))) && (isFinite(data129)))){
const err285 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data129};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
if((typeof data129 == "number") && (isFinite(data129))){
if(data129 > 3 || isNaN(data129)){
const err286 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data129};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
if(data129 < 1 || isNaN(data129)){
const err287 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data129};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
}
}
if(data120.solver !== undefined){
let data130 = data120.solver;
if(!(((((data130 === "midpoint") || (data130 === "heun")) || (data130 === "taylor")) || (data130 === "bh1")) || (data130 === "bh2"))){
const err288 = {instancePath:instancePath+"/search/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data130};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
}
if(data120.lowerOrderFinal !== undefined){
let data131 = data120.lowerOrderFinal;
if(typeof data131 !== "boolean"){
const err289 = {instancePath:instancePath+"/search/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data131};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
}
if(data120.lastSigma !== undefined){
let data132 = data120.lastSigma;
if(!((data132 === "zero") || (data132 === "min"))){
const err290 = {instancePath:instancePath+"/search/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data132};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
}
if(data120.rho !== undefined){
let data133 = data120.rho;
if((typeof data133 == "number") && (isFinite(data133))){
if(data133 > 100 || isNaN(data133)){
const err291 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data133};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
if(data133 <= 0 || isNaN(data133)){
const err292 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data133};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
}
else {
const err293 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data133};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
}
if(data120.sigmaMin !== undefined){
let data134 = data120.sigmaMin;
if((typeof data134 == "number") && (isFinite(data134))){
if(data134 <= 0 || isNaN(data134)){
const err294 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data134};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
}
else {
const err295 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data134};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
}
if(data120.sigmaMax !== undefined){
let data135 = data120.sigmaMax;
if((typeof data135 == "number") && (isFinite(data135))){
if(data135 <= 0 || isNaN(data135)){
const err296 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data135};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
}
else {
const err297 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data135};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
}
if(data120.churn !== undefined){
let data136 = data120.churn;
if((typeof data136 == "number") && (isFinite(data136))){
if(data136 < 0 || isNaN(data136)){
const err298 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data136};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
}
else {
const err299 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data136};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
}
if(data120.churnMin !== undefined){
let data137 = data120.churnMin;
if((typeof data137 == "number") && (isFinite(data137))){
if(data137 < 0 || isNaN(data137)){
const err300 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data137};
if(vErrors === null){
vErrors = [err300];
}
else {
vErrors.push(err300);
}
errors++;
}
}
else {
const err301 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data137};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
}
if(data120.churnMax !== undefined){
let data138 = data120.churnMax;
if((typeof data138 == "number") && (isFinite(data138))){
if(data138 < 0 || isNaN(data138)){
const err302 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data138};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
else {
const err303 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data138};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
}
if(data120.churnNoise !== undefined){
let data139 = data120.churnNoise;
if((typeof data139 == "number") && (isFinite(data139))){
if(data139 <= 0 || isNaN(data139)){
const err304 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data139};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
}
else {
const err305 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data139};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
}
}
else {
const err306 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data120};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
let data140 = data96.seed;
if(!(((typeof data140 == "number") && (!(data140 % 1) && !isNaN(data140))) && (isFinite(data140)))){
const err307 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.seed.type,parentSchema:schema31.properties.search.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
if((typeof data140 == "number") && (isFinite(data140))){
if(data140 > 4294967295 || isNaN(data140)){
const err308 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.search.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
if(data140 < 0 || isNaN(data140)){
const err309 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
}
let data141 = data96.rescore;
if(!(((typeof data141 == "number") && (!(data141 % 1) && !isNaN(data141))) && (isFinite(data141)))){
const err310 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.rescore.type,parentSchema:schema31.properties.search.properties.rescore,data:data141};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
if((typeof data141 == "number") && (isFinite(data141))){
if(data141 > 1000 || isNaN(data141)){
const err311 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.search.properties.rescore,data:data141};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
if(data141 < 0 || isNaN(data141)){
const err312 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.rescore,data:data141};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
}
if(data96.strategy !== undefined){
let data142 = data96.strategy;
if(typeof data142 !== "string"){
const err313 = {instancePath:instancePath+"/search/strategy",schemaPath:"#/properties/search/properties/strategy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.strategy.type,parentSchema:schema31.properties.search.properties.strategy,data:data142};
if(vErrors === null){
vErrors = [err313];
}
else {
vErrors.push(err313);
}
errors++;
}
}
if(data96.from !== undefined){
let data143 = data96.from;
if(typeof data143 === "string"){
if(!pattern8.test(data143)){
const err314 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}(/[a-z0-9][a-z0-9._-]{0,63})?$",parentSchema:schema31.properties.search.properties.from,data:data143};
if(vErrors === null){
vErrors = [err314];
}
else {
vErrors.push(err314);
}
errors++;
}
}
else {
const err315 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.from.type,parentSchema:schema31.properties.search.properties.from,data:data143};
if(vErrors === null){
vErrors = [err315];
}
else {
vErrors.push(err315);
}
errors++;
}
}
let data144 = data96.keep;
if(typeof data144 === "string"){
if(!pattern9.test(data144)){
const err316 = {instancePath:instancePath+"/search/keep",schemaPath:"#/properties/search/properties/keep/pattern",keyword:"pattern",params:{pattern: "^(0|\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB))$"},message:"must match pattern \""+"^(0|\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB))$"+"\"",schema:"^(0|\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB))$",parentSchema:schema31.properties.search.properties.keep,data:data144};
if(vErrors === null){
vErrors = [err316];
}
else {
vErrors.push(err316);
}
errors++;
}
}
else {
const err317 = {instancePath:instancePath+"/search/keep",schemaPath:"#/properties/search/properties/keep/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.keep.type,parentSchema:schema31.properties.search.properties.keep,data:data144};
if(vErrors === null){
vErrors = [err317];
}
else {
vErrors.push(err317);
}
errors++;
}
let data145 = data96.seeds;
if(Array.isArray(data145)){
const len6 = data145.length;
for(let i9=0; i9<len6; i9++){
let data146 = data145[i9];
if(typeof data146 !== "string"){
const err318 = {instancePath:instancePath+"/search/seeds/" + i9,schemaPath:"#/properties/search/properties/seeds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.seeds.items.type,parentSchema:schema31.properties.search.properties.seeds.items,data:data146};
if(vErrors === null){
vErrors = [err318];
}
else {
vErrors.push(err318);
}
errors++;
}
}
}
else {
const err319 = {instancePath:instancePath+"/search/seeds",schemaPath:"#/properties/search/properties/seeds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.search.properties.seeds.type,parentSchema:schema31.properties.search.properties.seeds,data:data145};
if(vErrors === null){
vErrors = [err319];
}
else {
vErrors.push(err319);
}
errors++;
}
let data147 = data96.resample;
if(typeof data147 !== "boolean"){
const err320 = {instancePath:instancePath+"/search/resample",schemaPath:"#/properties/search/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.search.properties.resample.type,parentSchema:schema31.properties.search.properties.resample,data:data147};
if(vErrors === null){
vErrors = [err320];
}
else {
vErrors.push(err320);
}
errors++;
}
}
else {
const err321 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.type,parentSchema:schema31.properties.search,data:data96};
if(vErrors === null){
vErrors = [err321];
}
else {
vErrors.push(err321);
}
errors++;
}
let data148 = data.classifier;
if(data148 && typeof data148 == "object" && !Array.isArray(data148)){
if(data148.iterations === undefined){
data148.iterations = 2000;
}
if(data148.batch === undefined){
data148.batch = 128;
}
if(data148.features === undefined){
data148.features = 64;
}
if(data148.seed === undefined){
data148.seed = 0;
}
for(const key17 in data148){
if(!((((key17 === "iterations") || (key17 === "batch")) || (key17 === "features")) || (key17 === "seed"))){
const err322 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.classifier,data:data148};
if(vErrors === null){
vErrors = [err322];
}
else {
vErrors.push(err322);
}
errors++;
}
}
let data149 = data148.iterations;
if(!(((typeof data149 == "number") && (!(data149 % 1) && !isNaN(data149))) && (isFinite(data149)))){
const err323 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.iterations.type,parentSchema:schema31.properties.classifier.properties.iterations,data:data149};
if(vErrors === null){
vErrors = [err323];
}
else {
vErrors.push(err323);
}
errors++;
}
if((typeof data149 == "number") && (isFinite(data149))){
if(data149 > 999999999 || isNaN(data149)){
const err324 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.classifier.properties.iterations,data:data149};
if(vErrors === null){
vErrors = [err324];
}
else {
vErrors.push(err324);
}
errors++;
}
if(data149 < 1 || isNaN(data149)){
const err325 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.iterations,data:data149};
if(vErrors === null){
vErrors = [err325];
}
else {
vErrors.push(err325);
}
errors++;
}
}
let data150 = data148.batch;
if(!(((typeof data150 == "number") && (!(data150 % 1) && !isNaN(data150))) && (isFinite(data150)))){
const err326 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.batch.type,parentSchema:schema31.properties.classifier.properties.batch,data:data150};
if(vErrors === null){
vErrors = [err326];
}
else {
vErrors.push(err326);
}
errors++;
}
if((typeof data150 == "number") && (isFinite(data150))){
if(data150 > 4096 || isNaN(data150)){
const err327 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.classifier.properties.batch,data:data150};
if(vErrors === null){
vErrors = [err327];
}
else {
vErrors.push(err327);
}
errors++;
}
if(data150 < 1 || isNaN(data150)){
const err328 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.batch,data:data150};
if(vErrors === null){
vErrors = [err328];
}
else {
vErrors.push(err328);
}
errors++;
}
}
let data151 = data148.features;
if(!(((typeof data151 == "number") && (!(data151 % 1) && !isNaN(data151))) && (isFinite(data151)))){
const err329 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.features.type,parentSchema:schema31.properties.classifier.properties.features,data:data151};
if(vErrors === null){
vErrors = [err329];
}
else {
vErrors.push(err329);
}
errors++;
}
if((typeof data151 == "number") && (isFinite(data151))){
if(data151 > 2048 || isNaN(data151)){
const err330 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2048},message:"must be <= 2048",schema:2048,parentSchema:schema31.properties.classifier.properties.features,data:data151};
if(vErrors === null){
vErrors = [err330];
}
else {
vErrors.push(err330);
}
errors++;
}
if(data151 < 2 || isNaN(data151)){
const err331 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.classifier.properties.features,data:data151};
if(vErrors === null){
vErrors = [err331];
}
else {
vErrors.push(err331);
}
errors++;
}
}
let data152 = data148.seed;
if(!(((typeof data152 == "number") && (!(data152 % 1) && !isNaN(data152))) && (isFinite(data152)))){
const err332 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.seed.type,parentSchema:schema31.properties.classifier.properties.seed,data:data152};
if(vErrors === null){
vErrors = [err332];
}
else {
vErrors.push(err332);
}
errors++;
}
if((typeof data152 == "number") && (isFinite(data152))){
if(data152 > 4294967295 || isNaN(data152)){
const err333 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.classifier.properties.seed,data:data152};
if(vErrors === null){
vErrors = [err333];
}
else {
vErrors.push(err333);
}
errors++;
}
if(data152 < 0 || isNaN(data152)){
const err334 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.classifier.properties.seed,data:data152};
if(vErrors === null){
vErrors = [err334];
}
else {
vErrors.push(err334);
}
errors++;
}
}
}
else {
const err335 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.classifier.type,parentSchema:schema31.properties.classifier,data:data148};
if(vErrors === null){
vErrors = [err335];
}
else {
vErrors.push(err335);
}
errors++;
}
let data153 = data.evaluate;
if(data153 && typeof data153 == "object" && !Array.isArray(data153)){
if(data153.images === undefined){
data153.images = 50000;
}
if(data153.batch === undefined){
data153.batch = 256;
}
if(data153.metric === undefined){
data153.metric = "fid";
}
if(data153.resize === undefined){
data153.resize = "torch";
}
if(data153.scores === undefined){
data153.scores = [];
}
if(data153.repeats === undefined){
data153.repeats = 1;
}
if(data153.jackknife === undefined){
data153.jackknife = 10;
}
if(data153.inception === undefined){
data153.inception = "weights/pt_inception-2015-12-05-6726825d.pth";
}
if(data153.rows === undefined){
data153.rows = ["adm","uniform","ddsm"];
}
if(data153.resample === undefined){
data153.resample = false;
}
if(data153.seed === undefined){
data153.seed = 1000;
}
for(const key18 in data153){
if(!(func1.call(schema31.properties.evaluate.properties, key18))){
const err336 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.evaluate,data:data153};
if(vErrors === null){
vErrors = [err336];
}
else {
vErrors.push(err336);
}
errors++;
}
}
let data154 = data153.images;
if(!(((typeof data154 == "number") && (!(data154 % 1) && !isNaN(data154))) && (isFinite(data154)))){
const err337 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.images.type,parentSchema:schema31.properties.evaluate.properties.images,data:data154};
if(vErrors === null){
vErrors = [err337];
}
else {
vErrors.push(err337);
}
errors++;
}
if((typeof data154 == "number") && (isFinite(data154))){
if(data154 > 999999999 || isNaN(data154)){
const err338 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999999999},message:"must be <= 999999999",schema:999999999,parentSchema:schema31.properties.evaluate.properties.images,data:data154};
if(vErrors === null){
vErrors = [err338];
}
else {
vErrors.push(err338);
}
errors++;
}
if(data154 < 2 || isNaN(data154)){
const err339 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.evaluate.properties.images,data:data154};
if(vErrors === null){
vErrors = [err339];
}
else {
vErrors.push(err339);
}
errors++;
}
}
let data155 = data153.batch;
if(!(((typeof data155 == "number") && (!(data155 % 1) && !isNaN(data155))) && (isFinite(data155)))){
const err340 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.batch.type,parentSchema:schema31.properties.evaluate.properties.batch,data:data155};
if(vErrors === null){
vErrors = [err340];
}
else {
vErrors.push(err340);
}
errors++;
}
if((typeof data155 == "number") && (isFinite(data155))){
if(data155 > 65536 || isNaN(data155)){
const err341 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.evaluate.properties.batch,data:data155};
if(vErrors === null){
vErrors = [err341];
}
else {
vErrors.push(err341);
}
errors++;
}
if(data155 < 1 || isNaN(data155)){
const err342 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.batch,data:data155};
if(vErrors === null){
vErrors = [err342];
}
else {
vErrors.push(err342);
}
errors++;
}
}
let data156 = data153.metric;
if(!((data156 === "fid") || (data156 === "frechet"))){
const err343 = {instancePath:instancePath+"/evaluate/metric",schemaPath:"#/properties/evaluate/properties/metric/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.metric.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.metric.enum,parentSchema:schema31.properties.evaluate.properties.metric,data:data156};
if(vErrors === null){
vErrors = [err343];
}
else {
vErrors.push(err343);
}
errors++;
}
let data157 = data153.resize;
if(!((data157 === "torch") || (data157 === "tf"))){
const err344 = {instancePath:instancePath+"/evaluate/resize",schemaPath:"#/properties/evaluate/properties/resize/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.resize.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.resize.enum,parentSchema:schema31.properties.evaluate.properties.resize,data:data157};
if(vErrors === null){
vErrors = [err344];
}
else {
vErrors.push(err344);
}
errors++;
}
let data158 = data153.scores;
if(Array.isArray(data158)){
const len7 = data158.length;
for(let i10=0; i10<len7; i10++){
let data159 = data158[i10];
if(!((((data159 === "kid") || (data159 === "is")) || (data159 === "sfid")) || (data159 === "precision-recall"))){
const err345 = {instancePath:instancePath+"/evaluate/scores/" + i10,schemaPath:"#/properties/evaluate/properties/scores/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.scores.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.scores.items.enum,parentSchema:schema31.properties.evaluate.properties.scores.items,data:data159};
if(vErrors === null){
vErrors = [err345];
}
else {
vErrors.push(err345);
}
errors++;
}
}
let i11 = data158.length;
let j3;
if(i11 > 1){
outer2:
for(;i11--;){
for(j3 = i11; j3--;){
if(func0(data158[i11], data158[j3])){
const err346 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/uniqueItems",keyword:"uniqueItems",params:{i: i11, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i11+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.scores,data:data158};
if(vErrors === null){
vErrors = [err346];
}
else {
vErrors.push(err346);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err347 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.scores.type,parentSchema:schema31.properties.evaluate.properties.scores,data:data158};
if(vErrors === null){
vErrors = [err347];
}
else {
vErrors.push(err347);
}
errors++;
}
let data160 = data153.repeats;
if(!(((typeof data160 == "number") && (!(data160 % 1) && !isNaN(data160))) && (isFinite(data160)))){
const err348 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.repeats.type,parentSchema:schema31.properties.evaluate.properties.repeats,data:data160};
if(vErrors === null){
vErrors = [err348];
}
else {
vErrors.push(err348);
}
errors++;
}
if((typeof data160 == "number") && (isFinite(data160))){
if(data160 > 100 || isNaN(data160)){
const err349 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema31.properties.evaluate.properties.repeats,data:data160};
if(vErrors === null){
vErrors = [err349];
}
else {
vErrors.push(err349);
}
errors++;
}
if(data160 < 1 || isNaN(data160)){
const err350 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.repeats,data:data160};
if(vErrors === null){
vErrors = [err350];
}
else {
vErrors.push(err350);
}
errors++;
}
}
let data161 = data153.jackknife;
if(!(((typeof data161 == "number") && (!(data161 % 1) && !isNaN(data161))) && (isFinite(data161)))){
const err351 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.jackknife.type,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data161};
if(vErrors === null){
vErrors = [err351];
}
else {
vErrors.push(err351);
}
errors++;
}
if((typeof data161 == "number") && (isFinite(data161))){
if(data161 > 1000 || isNaN(data161)){
const err352 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data161};
if(vErrors === null){
vErrors = [err352];
}
else {
vErrors.push(err352);
}
errors++;
}
if(data161 < 0 || isNaN(data161)){
const err353 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data161};
if(vErrors === null){
vErrors = [err353];
}
else {
vErrors.push(err353);
}
errors++;
}
}
let data162 = data153.inception;
if(typeof data162 !== "string"){
const err354 = {instancePath:instancePath+"/evaluate/inception",schemaPath:"#/properties/evaluate/properties/inception/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.evaluate.properties.inception.type,parentSchema:schema31.properties.evaluate.properties.inception,data:data162};
if(vErrors === null){
vErrors = [err354];
}
else {
vErrors.push(err354);
}
errors++;
}
let data163 = data153.rows;
if(Array.isArray(data163)){
if(data163.length < 1){
const err355 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.evaluate.properties.rows,data:data163};
if(vErrors === null){
vErrors = [err355];
}
else {
vErrors.push(err355);
}
errors++;
}
const len8 = data163.length;
for(let i12=0; i12<len8; i12++){
let data164 = data163[i12];
if(!((((((((((data164 === "held-out") || (data164 === "adm")) || (data164 === "uniform")) || (data164 === "ddsm")) || (data164 === "diff-pruning")) || (data164 === "uniform-mix")) || (data164 === "early-late")) || (data164 === "random")) || (data164 === "multilevel")) || (data164 === "cached"))){
const err356 = {instancePath:instancePath+"/evaluate/rows/" + i12,schemaPath:"#/properties/evaluate/properties/rows/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.rows.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.rows.items.enum,parentSchema:schema31.properties.evaluate.properties.rows.items,data:data164};
if(vErrors === null){
vErrors = [err356];
}
else {
vErrors.push(err356);
}
errors++;
}
}
let i13 = data163.length;
let j4;
if(i13 > 1){
outer3:
for(;i13--;){
for(j4 = i13; j4--;){
if(func0(data163[i13], data163[j4])){
const err357 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/uniqueItems",keyword:"uniqueItems",params:{i: i13, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i13+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.rows,data:data163};
if(vErrors === null){
vErrors = [err357];
}
else {
vErrors.push(err357);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err358 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.rows.type,parentSchema:schema31.properties.evaluate.properties.rows,data:data163};
if(vErrors === null){
vErrors = [err358];
}
else {
vErrors.push(err358);
}
errors++;
}
if(data153.sampler !== undefined){
let data165 = data153.sampler;
if(data165 && typeof data165 == "object" && !Array.isArray(data165)){
if(data165.kind === undefined){
data165.kind = "ddpm";
}
if(data165.steps === undefined){
data165.steps = 1000;
}
for(const key19 in data165){
if(!(func1.call(schema32.properties, key19))){
const err359 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data165};
if(vErrors === null){
vErrors = [err359];
}
else {
vErrors.push(err359);
}
errors++;
}
}
let data166 = data165.kind;
if(!(((((((data166 === "ddpm") || (data166 === "ddim")) || (data166 === "dpm-solver")) || (data166 === "dpm-solver++")) || (data166 === "unipc")) || (data166 === "heun")) || (data166 === "euler"))){
const err360 = {instancePath:instancePath+"/evaluate/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data166};
if(vErrors === null){
vErrors = [err360];
}
else {
vErrors.push(err360);
}
errors++;
}
let data167 = data165.steps;
if(!(((typeof data167 == "number") && (!(data167 % 1) && !isNaN(data167))) && (isFinite(data167)))){
const err361 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data167};
if(vErrors === null){
vErrors = [err361];
}
else {
vErrors.push(err361);
}
errors++;
}
if((typeof data167 == "number") && (isFinite(data167))){
if(data167 > 10000 || isNaN(data167)){
const err362 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data167};
if(vErrors === null){
vErrors = [err362];
}
else {
vErrors.push(err362);
}
errors++;
}
if(data167 < 1 || isNaN(data167)){
const err363 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data167};
if(vErrors === null){
vErrors = [err363];
}
else {
vErrors.push(err363);
}
errors++;
}
}
if(data165.eta !== undefined){
let data168 = data165.eta;
if((typeof data168 == "number") && (isFinite(data168))){
if(data168 > 1 || isNaN(data168)){
const err364 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data168};
if(vErrors === null){
vErrors = [err364];
}
else {
vErrors.push(err364);
}
errors++;
}
if(data168 < 0 || isNaN(data168)){
const err365 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data168};
if(vErrors === null){
vErrors = [err365];
}
else {
vErrors.push(err365);
}
errors++;
}
}
else {
const err366 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data168};
if(vErrors === null){
vErrors = [err366];
}
else {
vErrors.push(err366);
}
errors++;
}
}
if(data165.clip !== undefined){
let data169 = data165.clip;
if(typeof data169 !== "boolean"){
const err367 = {instancePath:instancePath+"/evaluate/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data169};
if(vErrors === null){
vErrors = [err367];
}
else {
vErrors.push(err367);
}
errors++;
}
}
if(data165.clipNoise !== undefined){
let data170 = data165.clipNoise;
if(typeof data170 !== "boolean"){
const err368 = {instancePath:instancePath+"/evaluate/sampler/clipNoise",schemaPath:"#/$defs/sampler/properties/clipNoise/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clipNoise.type,parentSchema:schema32.properties.clipNoise,data:data170};
if(vErrors === null){
vErrors = [err368];
}
else {
vErrors.push(err368);
}
errors++;
}
}
if(data165.variance !== undefined){
let data171 = data165.variance;
if(!((data171 === "large") || (data171 === "small"))){
const err369 = {instancePath:instancePath+"/evaluate/sampler/variance",schemaPath:"#/$defs/sampler/properties/variance/enum",keyword:"enum",params:{allowedValues: schema32.properties.variance.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.variance.enum,parentSchema:schema32.properties.variance,data:data171};
if(vErrors === null){
vErrors = [err369];
}
else {
vErrors.push(err369);
}
errors++;
}
}
if(data165.guidance !== undefined){
let data172 = data165.guidance;
if((typeof data172 == "number") && (isFinite(data172))){
if(data172 > 100 || isNaN(data172)){
const err370 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.guidance,data:data172};
if(vErrors === null){
vErrors = [err370];
}
else {
vErrors.push(err370);
}
errors++;
}
if(data172 < 0 || isNaN(data172)){
const err371 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.guidance,data:data172};
if(vErrors === null){
vErrors = [err371];
}
else {
vErrors.push(err371);
}
errors++;
}
}
else {
const err372 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.guidance.type,parentSchema:schema32.properties.guidance,data:data172};
if(vErrors === null){
vErrors = [err372];
}
else {
vErrors.push(err372);
}
errors++;
}
}
if(data165.spacing !== undefined){
let data173 = data165.spacing;
if(!(((((data173 === "uniform") || (data173 === "quadratic")) || (data173 === "trailing")) || (data173 === "linspace")) || (data173 === "karras"))){
const err373 = {instancePath:instancePath+"/evaluate/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data173};
if(vErrors === null){
vErrors = [err373];
}
else {
vErrors.push(err373);
}
errors++;
}
}
if(data165.order !== undefined){
let data174 = data165.order;
if(!(((typeof data174 == "number") && (!(data174 % 1) && !isNaN(data174))) && (isFinite(data174)))){
const err374 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data174};
if(vErrors === null){
vErrors = [err374];
}
else {
vErrors.push(err374);
}
errors++;
}
if((typeof data174 == "number") && (isFinite(data174))){
if(data174 > 3 || isNaN(data174)){
const err375 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data174};
if(vErrors === null){
vErrors = [err375];
}
else {
vErrors.push(err375);
}
errors++;
}
if(data174 < 1 || isNaN(data174)){
const err376 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data174};
if(vErrors === null){
vErrors = [err376];
}
else {
vErrors.push(err376);
}
errors++;
}
}
}
if(data165.solver !== undefined){
let data175 = data165.solver;
if(!(((((data175 === "midpoint") || (data175 === "heun")) || (data175 === "taylor")) || (data175 === "bh1")) || (data175 === "bh2"))){
const err377 = {instancePath:instancePath+"/evaluate/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data175};
if(vErrors === null){
vErrors = [err377];
}
else {
vErrors.push(err377);
}
errors++;
}
}
if(data165.lowerOrderFinal !== undefined){
let data176 = data165.lowerOrderFinal;
if(typeof data176 !== "boolean"){
const err378 = {instancePath:instancePath+"/evaluate/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data176};
if(vErrors === null){
vErrors = [err378];
}
else {
vErrors.push(err378);
}
errors++;
}
}
if(data165.lastSigma !== undefined){
let data177 = data165.lastSigma;
if(!((data177 === "zero") || (data177 === "min"))){
const err379 = {instancePath:instancePath+"/evaluate/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data177};
if(vErrors === null){
vErrors = [err379];
}
else {
vErrors.push(err379);
}
errors++;
}
}
if(data165.rho !== undefined){
let data178 = data165.rho;
if((typeof data178 == "number") && (isFinite(data178))){
if(data178 > 100 || isNaN(data178)){
const err380 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data178};
if(vErrors === null){
vErrors = [err380];
}
else {
vErrors.push(err380);
}
errors++;
}
if(data178 <= 0 || isNaN(data178)){
const err381 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data178};
if(vErrors === null){
vErrors = [err381];
}
else {
vErrors.push(err381);
}
errors++;
}
}
else {
const err382 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data178};
if(vErrors === null){
vErrors = [err382];
}
else {
vErrors.push(err382);
}
errors++;
}
}
if(data165.sigmaMin !== undefined){
let data179 = data165.sigmaMin;
if((typeof data179 == "number") && (isFinite(data179))){
if(data179 <= 0 || isNaN(data179)){
const err383 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data179};
if(vErrors === null){
vErrors = [err383];
}
else {
vErrors.push(err383);
}
errors++;
}
}
else {
const err384 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data179};
if(vErrors === null){
vErrors = [err384];
}
else {
vErrors.push(err384);
}
errors++;
}
}
if(data165.sigmaMax !== undefined){
let data180 = data165.sigmaMax;
if((typeof data180 == "number") && (isFinite(data180))){
if(data180 <= 0 || isNaN(data180)){
const err385 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data180};
if(vErrors === null){
vErrors = [err385];
}
else {
vErrors.push(err385);
}
errors++;
}
}
else {
const err386 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data180};
if(vErrors === null){
vErrors = [err386];
}
else {
vErrors.push(err386);
}
errors++;
}
}
if(data165.churn !== undefined){
let data181 = data165.churn;
if((typeof data181 == "number") && (isFinite(data181))){
if(data181 < 0 || isNaN(data181)){
const err387 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data181};
if(vErrors === null){
vErrors = [err387];
}
else {
vErrors.push(err387);
}
errors++;
}
}
else {
const err388 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data181};
if(vErrors === null){
vErrors = [err388];
}
else {
vErrors.push(err388);
}
errors++;
}
}
if(data165.churnMin !== undefined){
let data182 = data165.churnMin;
if((typeof data182 == "number") && (isFinite(data182))){
if(data182 < 0 || isNaN(data182)){
const err389 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data182};
if(vErrors === null){
vErrors = [err389];
}
else {
vErrors.push(err389);
}
errors++;
}
}
else {
const err390 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data182};
if(vErrors === null){
vErrors = [err390];
}
else {
vErrors.push(err390);
}
errors++;
}
}
if(data165.churnMax !== undefined){
let data183 = data165.churnMax;
if((typeof data183 == "number") && (isFinite(data183))){
if(data183 < 0 || isNaN(data183)){
const err391 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data183};
if(vErrors === null){
vErrors = [err391];
}
else {
vErrors.push(err391);
}
errors++;
}
}
else {
const err392 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data183};
if(vErrors === null){
vErrors = [err392];
}
else {
vErrors.push(err392);
}
errors++;
}
}
if(data165.churnNoise !== undefined){
let data184 = data165.churnNoise;
if((typeof data184 == "number") && (isFinite(data184))){
if(data184 <= 0 || isNaN(data184)){
const err393 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data184};
if(vErrors === null){
vErrors = [err393];
}
else {
vErrors.push(err393);
}
errors++;
}
}
else {
const err394 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data184};
if(vErrors === null){
vErrors = [err394];
}
else {
vErrors.push(err394);
}
errors++;
}
}
}
else {
const err395 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data165};
if(vErrors === null){
vErrors = [err395];
}
else {
vErrors.push(err395);
}
errors++;
}
}
let data185 = data153.resample;
if(typeof data185 !== "boolean"){
const err396 = {instancePath:instancePath+"/evaluate/resample",schemaPath:"#/properties/evaluate/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.evaluate.properties.resample.type,parentSchema:schema31.properties.evaluate.properties.resample,data:data185};
if(vErrors === null){
vErrors = [err396];
}
else {
vErrors.push(err396);
}
errors++;
}
let data186 = data153.seed;
if(!(((typeof data186 == "number") && (!(data186 % 1) && !isNaN(data186))) && (isFinite(data186)))){
const err397 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.seed.type,parentSchema:schema31.properties.evaluate.properties.seed,data:data186};
if(vErrors === null){
vErrors = [err397];
}
else {
vErrors.push(err397);
}
errors++;
}
if((typeof data186 == "number") && (isFinite(data186))){
if(data186 > 4294967295 || isNaN(data186)){
const err398 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.evaluate.properties.seed,data:data186};
if(vErrors === null){
vErrors = [err398];
}
else {
vErrors.push(err398);
}
errors++;
}
if(data186 < 0 || isNaN(data186)){
const err399 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.seed,data:data186};
if(vErrors === null){
vErrors = [err399];
}
else {
vErrors.push(err399);
}
errors++;
}
}
}
else {
const err400 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.evaluate.type,parentSchema:schema31.properties.evaluate,data:data153};
if(vErrors === null){
vErrors = [err400];
}
else {
vErrors.push(err400);
}
errors++;
}
let data187 = data.variants;
if(Array.isArray(data187)){
const len9 = data187.length;
for(let i14=0; i14<len9; i14++){
let data188 = data187[i14];
if(data188 && typeof data188 == "object" && !Array.isArray(data188)){
if(data188.name === undefined){
const err401 = {instancePath:instancePath+"/variants/" + i14,schemaPath:"#/properties/variants/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.properties.variants.items.required,parentSchema:schema31.properties.variants.items,data:data188};
if(vErrors === null){
vErrors = [err401];
}
else {
vErrors.push(err401);
}
errors++;
}
for(const key20 in data188){
if(!((((((((key20 === "name") || (key20 === "widths")) || (key20 === "train")) || (key20 === "baseline")) || (key20 === "pruning")) || (key20 === "search")) || (key20 === "classifier")) || (key20 === "evaluate"))){
const err402 = {instancePath:instancePath+"/variants/" + i14,schemaPath:"#/properties/variants/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.variants.items,data:data188};
if(vErrors === null){
vErrors = [err402];
}
else {
vErrors.push(err402);
}
errors++;
}
}
if(data188.name !== undefined){
let data189 = data188.name;
if(typeof data189 === "string"){
if(!pattern4.test(data189)){
const err403 = {instancePath:instancePath+"/variants/" + i14+"/name",schemaPath:"#/properties/variants/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.variants.items.properties.name,data:data189};
if(vErrors === null){
vErrors = [err403];
}
else {
vErrors.push(err403);
}
errors++;
}
}
else {
const err404 = {instancePath:instancePath+"/variants/" + i14+"/name",schemaPath:"#/properties/variants/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.variants.items.properties.name.type,parentSchema:schema31.properties.variants.items.properties.name,data:data189};
if(vErrors === null){
vErrors = [err404];
}
else {
vErrors.push(err404);
}
errors++;
}
}
if(data188.widths !== undefined){
let data190 = data188.widths;
if(!(data190 && typeof data190 == "object" && !Array.isArray(data190))){
const err405 = {instancePath:instancePath+"/variants/" + i14+"/widths",schemaPath:"#/properties/variants/items/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.widths.type,parentSchema:schema31.properties.variants.items.properties.widths,data:data190};
if(vErrors === null){
vErrors = [err405];
}
else {
vErrors.push(err405);
}
errors++;
}
}
if(data188.train !== undefined){
let data191 = data188.train;
if(!(data191 && typeof data191 == "object" && !Array.isArray(data191))){
const err406 = {instancePath:instancePath+"/variants/" + i14+"/train",schemaPath:"#/properties/variants/items/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.train.type,parentSchema:schema31.properties.variants.items.properties.train,data:data191};
if(vErrors === null){
vErrors = [err406];
}
else {
vErrors.push(err406);
}
errors++;
}
}
if(data188.baseline !== undefined){
let data192 = data188.baseline;
if(!(data192 && typeof data192 == "object" && !Array.isArray(data192))){
const err407 = {instancePath:instancePath+"/variants/" + i14+"/baseline",schemaPath:"#/properties/variants/items/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.baseline.type,parentSchema:schema31.properties.variants.items.properties.baseline,data:data192};
if(vErrors === null){
vErrors = [err407];
}
else {
vErrors.push(err407);
}
errors++;
}
}
if(data188.pruning !== undefined){
let data193 = data188.pruning;
if(!(data193 && typeof data193 == "object" && !Array.isArray(data193))){
const err408 = {instancePath:instancePath+"/variants/" + i14+"/pruning",schemaPath:"#/properties/variants/items/properties/pruning/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.pruning.type,parentSchema:schema31.properties.variants.items.properties.pruning,data:data193};
if(vErrors === null){
vErrors = [err408];
}
else {
vErrors.push(err408);
}
errors++;
}
}
if(data188.search !== undefined){
let data194 = data188.search;
if(!(data194 && typeof data194 == "object" && !Array.isArray(data194))){
const err409 = {instancePath:instancePath+"/variants/" + i14+"/search",schemaPath:"#/properties/variants/items/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.search.type,parentSchema:schema31.properties.variants.items.properties.search,data:data194};
if(vErrors === null){
vErrors = [err409];
}
else {
vErrors.push(err409);
}
errors++;
}
}
if(data188.classifier !== undefined){
let data195 = data188.classifier;
if(!(data195 && typeof data195 == "object" && !Array.isArray(data195))){
const err410 = {instancePath:instancePath+"/variants/" + i14+"/classifier",schemaPath:"#/properties/variants/items/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.classifier.type,parentSchema:schema31.properties.variants.items.properties.classifier,data:data195};
if(vErrors === null){
vErrors = [err410];
}
else {
vErrors.push(err410);
}
errors++;
}
}
if(data188.evaluate !== undefined){
let data196 = data188.evaluate;
if(!(data196 && typeof data196 == "object" && !Array.isArray(data196))){
const err411 = {instancePath:instancePath+"/variants/" + i14+"/evaluate",schemaPath:"#/properties/variants/items/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.evaluate.type,parentSchema:schema31.properties.variants.items.properties.evaluate,data:data196};
if(vErrors === null){
vErrors = [err411];
}
else {
vErrors.push(err411);
}
errors++;
}
}
}
else {
const err412 = {instancePath:instancePath+"/variants/" + i14,schemaPath:"#/properties/variants/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.type,parentSchema:schema31.properties.variants.items,data:data188};
if(vErrors === null){
vErrors = [err412];
}
else {
vErrors.push(err412);
}
errors++;
}
}
}
else {
const err413 = {instancePath:instancePath+"/variants",schemaPath:"#/properties/variants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.variants.type,parentSchema:schema31.properties.variants,data:data187};
if(vErrors === null){
vErrors = [err413];
}
else {
vErrors.push(err413);
}
errors++;
}
let data197 = data.sweep;
if(data197 && typeof data197 == "object" && !Array.isArray(data197)){
for(const key21 in data197){
let data198 = data197[key21];
if(Array.isArray(data198)){
if(data198.length < 1){
const err414 = {instancePath:instancePath+"/sweep/" + key21.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/sweep/additionalProperties/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.sweep.additionalProperties,data:data198};
if(vErrors === null){
vErrors = [err414];
}
else {
vErrors.push(err414);
}
errors++;
}
const len10 = data198.length;
for(let i15=0; i15<len10; i15++){
let data199 = data198[i15];
if(((!((typeof data199 == "number") && (isFinite(data199)))) && (typeof data199 !== "string")) && (typeof data199 !== "boolean")){
const err415 = {instancePath:instancePath+"/sweep/" + key21.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i15,schemaPath:"#/properties/sweep/additionalProperties/items/type",keyword:"type",params:{type: schema31.properties.sweep.additionalProperties.items.type},message:"must be number,string,boolean",schema:schema31.properties.sweep.additionalProperties.items.type,parentSchema:schema31.properties.sweep.additionalProperties.items,data:data199};
if(vErrors === null){
vErrors = [err415];
}
else {
vErrors.push(err415);
}
errors++;
}
}
let i16 = data198.length;
let j5;
if(i16 > 1){
const indices1 = {};
for(;i16--;){
let item1 = data198[i16];
if(((!((typeof item1 == "number") && (isFinite(item1)))) && (typeof item1 !== "string")) && (typeof item1 !== "boolean")){
continue;
}
if(typeof item1 == "string"){
item1 += "_";
}
if(typeof indices1[item1] == "number"){
j5 = indices1[item1];
const err416 = {instancePath:instancePath+"/sweep/" + key21.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/sweep/additionalProperties/uniqueItems",keyword:"uniqueItems",params:{i: i16, j: j5},message:"must NOT have duplicate items (items ## "+j5+" and "+i16+" are identical)",schema:true,parentSchema:schema31.properties.sweep.additionalProperties,data:data198};
if(vErrors === null){
vErrors = [err416];
}
else {
vErrors.push(err416);
}
errors++;
break;
}
indices1[item1] = i16;
}
}
}
else {
const err417 = {instancePath:instancePath+"/sweep/" + key21.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/sweep/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.sweep.additionalProperties.type,parentSchema:schema31.properties.sweep.additionalProperties,data:data198};
if(vErrors === null){
vErrors = [err417];
}
else {
vErrors.push(err417);
}
errors++;
}
}
}
else {
const err418 = {instancePath:instancePath+"/sweep",schemaPath:"#/properties/sweep/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.sweep.type,parentSchema:schema31.properties.sweep,data:data197};
if(vErrors === null){
vErrors = [err418];
}
else {
vErrors.push(err418);
}
errors++;
}
if(data.onEnd !== undefined){
let data200 = data.onEnd;
if(typeof data200 !== "string"){
const err419 = {instancePath:instancePath+"/onEnd",schemaPath:"#/properties/onEnd/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.onEnd.type,parentSchema:schema31.properties.onEnd,data:data200};
if(vErrors === null){
vErrors = [err419];
}
else {
vErrors.push(err419);
}
errors++;
}
}
let data201 = data.cluster;
if(data201 && typeof data201 == "object" && !Array.isArray(data201)){
if(data201.setup === undefined){
data201.setup = [];
}
if(data201.environment === undefined){
data201.environment = [];
}
if(data201.grace === undefined){
data201.grace = 120;
}
if(data201.poll === undefined){
data201.poll = 15;
}
if(data201.arrayTasks === undefined){
data201.arrayTasks = 0;
}
if(data201.options === undefined){
data201.options = [];
}
for(const key22 in data201){
if(!(func1.call(schema31.properties.cluster.properties, key22))){
const err420 = {instancePath:instancePath+"/cluster",schemaPath:"#/properties/cluster/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key22},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.cluster,data:data201};
if(vErrors === null){
vErrors = [err420];
}
else {
vErrors.push(err420);
}
errors++;
}
}
if(data201.partition !== undefined){
let data202 = data201.partition;
if(typeof data202 === "string"){
if(!pattern11.test(data202)){
const err421 = {instancePath:instancePath+"/cluster/partition",schemaPath:"#/properties/cluster/properties/partition/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.,-]+$"},message:"must match pattern \""+"^[A-Za-z0-9_.,-]+$"+"\"",schema:"^[A-Za-z0-9_.,-]+$",parentSchema:schema31.properties.cluster.properties.partition,data:data202};
if(vErrors === null){
vErrors = [err421];
}
else {
vErrors.push(err421);
}
errors++;
}
}
else {
const err422 = {instancePath:instancePath+"/cluster/partition",schemaPath:"#/properties/cluster/properties/partition/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.partition.type,parentSchema:schema31.properties.cluster.properties.partition,data:data202};
if(vErrors === null){
vErrors = [err422];
}
else {
vErrors.push(err422);
}
errors++;
}
}
if(data201.account !== undefined){
let data203 = data201.account;
if(typeof data203 === "string"){
if(!pattern12.test(data203)){
const err423 = {instancePath:instancePath+"/cluster/account",schemaPath:"#/properties/cluster/properties/account/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.@-]+$"},message:"must match pattern \""+"^[A-Za-z0-9_.@-]+$"+"\"",schema:"^[A-Za-z0-9_.@-]+$",parentSchema:schema31.properties.cluster.properties.account,data:data203};
if(vErrors === null){
vErrors = [err423];
}
else {
vErrors.push(err423);
}
errors++;
}
}
else {
const err424 = {instancePath:instancePath+"/cluster/account",schemaPath:"#/properties/cluster/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.account.type,parentSchema:schema31.properties.cluster.properties.account,data:data203};
if(vErrors === null){
vErrors = [err424];
}
else {
vErrors.push(err424);
}
errors++;
}
}
if(data201.time !== undefined){
let data204 = data201.time;
if(typeof data204 === "string"){
if(!pattern13.test(data204)){
const err425 = {instancePath:instancePath+"/cluster/time",schemaPath:"#/properties/cluster/properties/time/pattern",keyword:"pattern",params:{pattern: "^([0-9]+-[0-9]+(:[0-9]+){0,2}|[0-9]+(:[0-9]+){0,2})$"},message:"must match pattern \""+"^([0-9]+-[0-9]+(:[0-9]+){0,2}|[0-9]+(:[0-9]+){0,2})$"+"\"",schema:"^([0-9]+-[0-9]+(:[0-9]+){0,2}|[0-9]+(:[0-9]+){0,2})$",parentSchema:schema31.properties.cluster.properties.time,data:data204};
if(vErrors === null){
vErrors = [err425];
}
else {
vErrors.push(err425);
}
errors++;
}
}
else {
const err426 = {instancePath:instancePath+"/cluster/time",schemaPath:"#/properties/cluster/properties/time/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.time.type,parentSchema:schema31.properties.cluster.properties.time,data:data204};
if(vErrors === null){
vErrors = [err426];
}
else {
vErrors.push(err426);
}
errors++;
}
}
if(data201.gpus !== undefined){
let data205 = data201.gpus;
if(!(((typeof data205 == "number") && (!(data205 % 1) && !isNaN(data205))) && (isFinite(data205)))){
const err427 = {instancePath:instancePath+"/cluster/gpus",schemaPath:"#/properties/cluster/properties/gpus/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.cluster.properties.gpus.type,parentSchema:schema31.properties.cluster.properties.gpus,data:data205};
if(vErrors === null){
vErrors = [err427];
}
else {
vErrors.push(err427);
}
errors++;
}
if((typeof data205 == "number") && (isFinite(data205))){
if(data205 > 64 || isNaN(data205)){
const err428 = {instancePath:instancePath+"/cluster/gpus",schemaPath:"#/properties/cluster/properties/gpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema31.properties.cluster.properties.gpus,data:data205};
if(vErrors === null){
vErrors = [err428];
}
else {
vErrors.push(err428);
}
errors++;
}
if(data205 < 0 || isNaN(data205)){
const err429 = {instancePath:instancePath+"/cluster/gpus",schemaPath:"#/properties/cluster/properties/gpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.cluster.properties.gpus,data:data205};
if(vErrors === null){
vErrors = [err429];
}
else {
vErrors.push(err429);
}
errors++;
}
}
}
if(data201.gpuType !== undefined){
let data206 = data201.gpuType;
if(typeof data206 === "string"){
if(!pattern14.test(data206)){
const err430 = {instancePath:instancePath+"/cluster/gpuType",schemaPath:"#/properties/cluster/properties/gpuType/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]+$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]+$"+"\"",schema:"^[A-Za-z0-9_.-]+$",parentSchema:schema31.properties.cluster.properties.gpuType,data:data206};
if(vErrors === null){
vErrors = [err430];
}
else {
vErrors.push(err430);
}
errors++;
}
}
else {
const err431 = {instancePath:instancePath+"/cluster/gpuType",schemaPath:"#/properties/cluster/properties/gpuType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.gpuType.type,parentSchema:schema31.properties.cluster.properties.gpuType,data:data206};
if(vErrors === null){
vErrors = [err431];
}
else {
vErrors.push(err431);
}
errors++;
}
}
if(data201.cpus !== undefined){
let data207 = data201.cpus;
if(!(((typeof data207 == "number") && (!(data207 % 1) && !isNaN(data207))) && (isFinite(data207)))){
const err432 = {instancePath:instancePath+"/cluster/cpus",schemaPath:"#/properties/cluster/properties/cpus/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.cluster.properties.cpus.type,parentSchema:schema31.properties.cluster.properties.cpus,data:data207};
if(vErrors === null){
vErrors = [err432];
}
else {
vErrors.push(err432);
}
errors++;
}
if((typeof data207 == "number") && (isFinite(data207))){
if(data207 > 4096 || isNaN(data207)){
const err433 = {instancePath:instancePath+"/cluster/cpus",schemaPath:"#/properties/cluster/properties/cpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.cluster.properties.cpus,data:data207};
if(vErrors === null){
vErrors = [err433];
}
else {
vErrors.push(err433);
}
errors++;
}
if(data207 < 1 || isNaN(data207)){
const err434 = {instancePath:instancePath+"/cluster/cpus",schemaPath:"#/properties/cluster/properties/cpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.cluster.properties.cpus,data:data207};
if(vErrors === null){
vErrors = [err434];
}
else {
vErrors.push(err434);
}
errors++;
}
}
}
if(data201.memory !== undefined){
let data208 = data201.memory;
if(typeof data208 === "string"){
if(!pattern15.test(data208)){
const err435 = {instancePath:instancePath+"/cluster/memory",schemaPath:"#/properties/cluster/properties/memory/pattern",keyword:"pattern",params:{pattern: "^[0-9]+[KMGT]?$"},message:"must match pattern \""+"^[0-9]+[KMGT]?$"+"\"",schema:"^[0-9]+[KMGT]?$",parentSchema:schema31.properties.cluster.properties.memory,data:data208};
if(vErrors === null){
vErrors = [err435];
}
else {
vErrors.push(err435);
}
errors++;
}
}
else {
const err436 = {instancePath:instancePath+"/cluster/memory",schemaPath:"#/properties/cluster/properties/memory/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.memory.type,parentSchema:schema31.properties.cluster.properties.memory,data:data208};
if(vErrors === null){
vErrors = [err436];
}
else {
vErrors.push(err436);
}
errors++;
}
}
let data209 = data201.setup;
if(Array.isArray(data209)){
const len11 = data209.length;
for(let i17=0; i17<len11; i17++){
let data210 = data209[i17];
if(typeof data210 !== "string"){
const err437 = {instancePath:instancePath+"/cluster/setup/" + i17,schemaPath:"#/properties/cluster/properties/setup/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.setup.items.type,parentSchema:schema31.properties.cluster.properties.setup.items,data:data210};
if(vErrors === null){
vErrors = [err437];
}
else {
vErrors.push(err437);
}
errors++;
}
}
}
else {
const err438 = {instancePath:instancePath+"/cluster/setup",schemaPath:"#/properties/cluster/properties/setup/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.cluster.properties.setup.type,parentSchema:schema31.properties.cluster.properties.setup,data:data209};
if(vErrors === null){
vErrors = [err438];
}
else {
vErrors.push(err438);
}
errors++;
}
let data211 = data201.environment;
if(Array.isArray(data211)){
const len12 = data211.length;
for(let i18=0; i18<len12; i18++){
let data212 = data211[i18];
if(typeof data212 === "string"){
if(!pattern16.test(data212)){
const err439 = {instancePath:instancePath+"/cluster/environment/" + i18,schemaPath:"#/properties/cluster/properties/environment/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*="},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*="+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*=",parentSchema:schema31.properties.cluster.properties.environment.items,data:data212};
if(vErrors === null){
vErrors = [err439];
}
else {
vErrors.push(err439);
}
errors++;
}
}
else {
const err440 = {instancePath:instancePath+"/cluster/environment/" + i18,schemaPath:"#/properties/cluster/properties/environment/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.environment.items.type,parentSchema:schema31.properties.cluster.properties.environment.items,data:data212};
if(vErrors === null){
vErrors = [err440];
}
else {
vErrors.push(err440);
}
errors++;
}
}
}
else {
const err441 = {instancePath:instancePath+"/cluster/environment",schemaPath:"#/properties/cluster/properties/environment/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.cluster.properties.environment.type,parentSchema:schema31.properties.cluster.properties.environment,data:data211};
if(vErrors === null){
vErrors = [err441];
}
else {
vErrors.push(err441);
}
errors++;
}
let data213 = data201.grace;
if(!(((typeof data213 == "number") && (!(data213 % 1) && !isNaN(data213))) && (isFinite(data213)))){
const err442 = {instancePath:instancePath+"/cluster/grace",schemaPath:"#/properties/cluster/properties/grace/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.cluster.properties.grace.type,parentSchema:schema31.properties.cluster.properties.grace,data:data213};
if(vErrors === null){
vErrors = [err442];
}
else {
vErrors.push(err442);
}
errors++;
}
if((typeof data213 == "number") && (isFinite(data213))){
if(data213 > 86400 || isNaN(data213)){
const err443 = {instancePath:instancePath+"/cluster/grace",schemaPath:"#/properties/cluster/properties/grace/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema31.properties.cluster.properties.grace,data:data213};
if(vErrors === null){
vErrors = [err443];
}
else {
vErrors.push(err443);
}
errors++;
}
if(data213 < 1 || isNaN(data213)){
const err444 = {instancePath:instancePath+"/cluster/grace",schemaPath:"#/properties/cluster/properties/grace/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.cluster.properties.grace,data:data213};
if(vErrors === null){
vErrors = [err444];
}
else {
vErrors.push(err444);
}
errors++;
}
}
let data214 = data201.poll;
if((typeof data214 == "number") && (isFinite(data214))){
if(data214 > 3600 || isNaN(data214)){
const err445 = {instancePath:instancePath+"/cluster/poll",schemaPath:"#/properties/cluster/properties/poll/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema31.properties.cluster.properties.poll,data:data214};
if(vErrors === null){
vErrors = [err445];
}
else {
vErrors.push(err445);
}
errors++;
}
if(data214 < 0.1 || isNaN(data214)){
const err446 = {instancePath:instancePath+"/cluster/poll",schemaPath:"#/properties/cluster/properties/poll/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1",schema:0.1,parentSchema:schema31.properties.cluster.properties.poll,data:data214};
if(vErrors === null){
vErrors = [err446];
}
else {
vErrors.push(err446);
}
errors++;
}
}
else {
const err447 = {instancePath:instancePath+"/cluster/poll",schemaPath:"#/properties/cluster/properties/poll/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.cluster.properties.poll.type,parentSchema:schema31.properties.cluster.properties.poll,data:data214};
if(vErrors === null){
vErrors = [err447];
}
else {
vErrors.push(err447);
}
errors++;
}
let data215 = data201.arrayTasks;
if(!(((typeof data215 == "number") && (!(data215 % 1) && !isNaN(data215))) && (isFinite(data215)))){
const err448 = {instancePath:instancePath+"/cluster/arrayTasks",schemaPath:"#/properties/cluster/properties/arrayTasks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.cluster.properties.arrayTasks.type,parentSchema:schema31.properties.cluster.properties.arrayTasks,data:data215};
if(vErrors === null){
vErrors = [err448];
}
else {
vErrors.push(err448);
}
errors++;
}
if((typeof data215 == "number") && (isFinite(data215))){
if(data215 > 1000 || isNaN(data215)){
const err449 = {instancePath:instancePath+"/cluster/arrayTasks",schemaPath:"#/properties/cluster/properties/arrayTasks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.cluster.properties.arrayTasks,data:data215};
if(vErrors === null){
vErrors = [err449];
}
else {
vErrors.push(err449);
}
errors++;
}
if(data215 < 0 || isNaN(data215)){
const err450 = {instancePath:instancePath+"/cluster/arrayTasks",schemaPath:"#/properties/cluster/properties/arrayTasks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.cluster.properties.arrayTasks,data:data215};
if(vErrors === null){
vErrors = [err450];
}
else {
vErrors.push(err450);
}
errors++;
}
}
let data216 = data201.options;
if(Array.isArray(data216)){
const len13 = data216.length;
for(let i19=0; i19<len13; i19++){
let data217 = data216[i19];
if(typeof data217 === "string"){
if(!pattern17.test(data217)){
const err451 = {instancePath:instancePath+"/cluster/options/" + i19,schemaPath:"#/properties/cluster/properties/options/items/pattern",keyword:"pattern",params:{pattern: "^--[a-z]"},message:"must match pattern \""+"^--[a-z]"+"\"",schema:"^--[a-z]",parentSchema:schema31.properties.cluster.properties.options.items,data:data217};
if(vErrors === null){
vErrors = [err451];
}
else {
vErrors.push(err451);
}
errors++;
}
}
else {
const err452 = {instancePath:instancePath+"/cluster/options/" + i19,schemaPath:"#/properties/cluster/properties/options/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.cluster.properties.options.items.type,parentSchema:schema31.properties.cluster.properties.options.items,data:data217};
if(vErrors === null){
vErrors = [err452];
}
else {
vErrors.push(err452);
}
errors++;
}
}
}
else {
const err453 = {instancePath:instancePath+"/cluster/options",schemaPath:"#/properties/cluster/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.cluster.properties.options.type,parentSchema:schema31.properties.cluster.properties.options,data:data216};
if(vErrors === null){
vErrors = [err453];
}
else {
vErrors.push(err453);
}
errors++;
}
}
else {
const err454 = {instancePath:instancePath+"/cluster",schemaPath:"#/properties/cluster/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.cluster.type,parentSchema:schema31.properties.cluster,data:data201};
if(vErrors === null){
vErrors = [err454];
}
else {
vErrors.push(err454);
}
errors++;
}
let data218 = data.tables;
if(data218 && typeof data218 == "object" && !Array.isArray(data218)){
if(data218.paper === undefined){
data218.paper = "";
}
for(const key23 in data218){
if(!(key23 === "paper")){
const err455 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key23},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.tables,data:data218};
if(vErrors === null){
vErrors = [err455];
}
else {
vErrors.push(err455);
}
errors++;
}
}
let data219 = data218.paper;
if(typeof data219 !== "string"){
const err456 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.tables.properties.paper.type,parentSchema:schema31.properties.tables.properties.paper,data:data219};
if(vErrors === null){
vErrors = [err456];
}
else {
vErrors.push(err456);
}
errors++;
}
if(!(((((((data219 === "") || (data219 === "cifar10")) || (data219 === "celeba")) || (data219 === "imagenet")) || (data219 === "lsun-bedroom")) || (data219 === "afhq")) || (data219 === "celebahq128"))){
const err457 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/enum",keyword:"enum",params:{allowedValues: schema31.properties.tables.properties.paper.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.tables.properties.paper.enum,parentSchema:schema31.properties.tables.properties.paper,data:data219};
if(vErrors === null){
vErrors = [err457];
}
else {
vErrors.push(err457);
}
errors++;
}
}
else {
const err458 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.tables.type,parentSchema:schema31.properties.tables,data:data218};
if(vErrors === null){
vErrors = [err458];
}
else {
vErrors.push(err458);
}
errors++;
}
}
else {
const err459 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err459];
}
else {
vErrors.push(err459);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

