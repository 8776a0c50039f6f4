/* Generated from schema/experiment.schema.json by `npm run generate`. */
"use strict";
module.exports = validate20;
module.exports.default = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"experiment.schema.json","title":"Experiment","description":"One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.","type":"object","additionalProperties":false,"required":["dataset","model"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the run folder; the file's name where it is left out."},"description":{"type":"string","default":"","description":"What this experiment is, in a sentence or two."},"extends":{"type":"string","description":"Another spec, relative to this file, whose keys hold where this one says nothing. Maps are merged, lists and values replaced."},"precision":{"enum":["float32","bfloat16"],"default":"float32","description":"What convolutions and matrix products are computed in, training and sampling alike; weights and everything else stay float32."},"tf32":{"type":"boolean","default":true,"description":"Let GPUs that have it compute float32 convolutions and products in TF32 (10 bits of mantissa)."},"dataset":{"type":"object","additionalProperties":false,"required":["kind","resolution"],"description":"Where the images come from.","properties":{"kind":{"enum":["digits","folder","cifar10","lsun","npz"],"description":"`digits`: the embedded handwritten digits. `folder`: any folder of images, or a zip archive of one (folders inside it are classes). `cifar10`: CIFAR-10's batches, binary or of the Python version. `lsun`: LSUN's LMDB databases. `npz`: arrays of bytes in .npz files, such as the downsampled ImageNet's batches."},"path":{"type":"string","description":"Folder of the data (or .zip, or .npz), relative to the spec's file. Without it, `../data/<dataset.name>`."},"split":{"enum":["train","test","all"],"default":"train","description":"Which of the data set's own parts is used: CIFAR-10's batches, folders `train` and `test` or `val`, CelebA's `list_eval_partition.txt`, LSUN's databases. A folder without parts is used whole."},"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the data set, shared by experiments on the same data; the experiment's where it is left out."},"resolution":{"type":"integer","minimum":4,"maximum":1024,"description":"Height and width in pixels at which the model sees images."},"channels":{"enum":[1,3],"description":"Channels of the images: 1 grey, 3 colour. The digits have 1; all else has 3 where it is left out."},"crop":{"type":"integer","minimum":4,"maximum":8192,"description":"Side in pixels of the central square that is cut out of each image first (CelebA at 64×64: 140); the largest one where it is left out."},"resize":{"enum":["lanczos","area"],"default":"lanczos","description":"How images are brought to the resolution: Lanczos with three lobes, or the mean of the area that a pixel covers."},"badFiles":{"enum":["skip","fail"],"default":"skip","description":"What becomes of a file that cannot be used: it is left out and reported, or nothing goes on."},"expected":{"type":"integer","minimum":1,"description":"Images that the published data set has; another count is said aloud."},"flips":{"type":"boolean","default":true,"description":"Mirror training images at random, left to right."},"limit":{"type":"integer","minimum":0,"default":0,"description":"Use only the first so many images; 0 for all."},"source":{"type":"string","default":"","description":"Where to get the data and how to lay it out; said when it is missing."}}},"model":{"type":"object","additionalProperties":false,"required":["channels","multipliers"],"description":"The U-Net at full width (supplement, section F).","properties":{"channels":{"type":"integer","minimum":8,"maximum":1024,"multipleOf":2,"description":"Channels of the finest level."},"multipliers":{"type":"array","minItems":1,"maxItems":8,"items":{"type":"integer","minimum":1,"maximum":16},"description":"Channel multiplier of each level, finest first."},"attentionLevels":{"type":"array","uniqueItems":true,"items":{"type":"integer","minimum":0},"default":[],"description":"Levels with self-attention, 0 = finest."},"blocks":{"type":"integer","minimum":1,"maximum":8,"default":2,"description":"Residual blocks per level."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":16,"description":"Groups of every group norm in the supernet."},"dropout":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.1,"description":"Dropout in residual blocks while training."},"classes":{"type":"integer","minimum":0,"maximum":100000,"default":0,"description":"Classes of a class-conditional model; 0 for an unconditional one."},"labelDropout":{"type":"number","minimum":0,"maximum":1,"default":0,"description":"Share of training images whose class is withheld, so that the model also knows images without one: what `guidance` of a sampler needs."}}},"widths":{"type":"object","additionalProperties":false,"default":{},"description":"Widths at which the supernet runs, as eighths of the full network.","properties":{"options":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"],"description":"Widths that are trained."},"exclude":{"type":"array","uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":[],"description":"Widths that the search may not use (CIFAR-10: 7/8 and 8/8)."}}},"diffusion":{"type":"object","additionalProperties":false,"default":{},"description":"The noising process.","properties":{"steps":{"type":"integer","minimum":2,"maximum":10000,"default":1000,"description":"Training time steps T."},"schedule":{"enum":["linear"],"default":"linear","description":"How β rises over the steps."},"betas":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1},"default":[0.0001,0.02],"description":"First and last β."},"prediction":{"enum":["noise"],"default":"noise","description":"What the network predicts."}}},"train":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the supernet by the sandwich rule.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":256,"description":"Images per step."},"accumulate":{"type":"integer","minimum":1,"default":1,"description":"Parts that each batch is computed in, one after the other, their gradients averaged: for batches that do not fit in memory. Divides `batch`, and `baseline.batch`."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0004,"description":"Adam's learning rate after warm-up."},"warmup":{"type":"integer","minimum":0,"default":5000,"description":"Steps over which the learning rate rises linearly."},"decay":{"enum":["none","cosine"],"default":"none","description":"How the learning rate falls after warm-up: not at all (the paper), or to zero along a cosine."},"clip":{"type":"number","exclusiveMinimum":0,"default":1,"description":"Largest norm of the summed gradient."},"ema":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.9999,"description":"Decay of the weights' moving average, which is what is evaluated."},"emaWarmup":{"type":"boolean","default":false,"description":"Let the average forget its start faster, decay at step n at most (1 + n) / (10 + n): for short runs."},"sandwich":{"type":"integer","minimum":2,"maximum":7,"default":3,"description":"Widths per step: the largest, the smallest, the rest drawn at random."},"checkpointEvery":{"type":"integer","minimum":1,"default":5000,"description":"Steps between checkpoints."},"sampleEvery":{"type":"integer","minimum":0,"default":0,"description":"Steps between sample grids; 0 for none."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights, order, noise and dropout."},"weights":{"type":"string","description":"A .safetensors file, relative to the spec, of weights to use instead of training: what `ddsm import` or `ddsm export` made."}}},"baseline":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the plain network (row `adm`); what it does not name is as in `train`.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate after warm-up."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":32,"description":"Groups of every group norm in the plain network."},"weights":{"type":"string","description":"Weights of the plain network to use instead of training it."}}},"pruning":{"type":"object","additionalProperties":false,"default":{},"description":"Pruning of the plain network (row `diff-pruning`, Table B) and its fine-tuning; what it does not name is as in `train`, its batch as in `baseline`.","properties":{"method":{"enum":["diff-pruning","taylor","magnitude","random"],"default":"diff-pruning","description":"What makes a channel important. `diff-pruning`: weight times gradient over the first time steps. `taylor`: over all of them. `magnitude`: the weights alone. `random`: nothing."},"ratio":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"default":0.3,"description":"Share of the channels that goes; where a group norm is coupled, as many in each of its groups, rounded down."},"threshold":{"type":"number","minimum":0,"maximum":1,"default":0.05,"description":"Time steps are looked at until the loss is below this share of its largest."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images whose gradients count (CelebA: 64)."},"iterations":{"type":"integer","minimum":1,"default":100000,"description":"Optimizer steps of fine-tuning."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate in fine-tuning, from the first step on."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the images, the noise and the fine-tuning."}}},"search":{"type":"object","additionalProperties":false,"default":{},"description":"The evolutionary search for a strategy.","properties":{"population":{"type":"integer","minimum":2,"maximum":10000,"default":50,"description":"Individuals that survive a generation."},"iterations":{"type":"integer","minimum":1,"maximum":10000,"default":10,"description":"Generations, the first included."},"mutation":{"type":"number","minimum":0,"maximum":1,"default":0.001,"description":"Chance of a step's width to mutate."},"mutationMode":{"enum":["per-gene","reference"],"default":"per-gene","description":"`per-gene`: the paper's words. `reference`: what the authors' code does, whose rate applies once per individual and once more per gene."},"crossover":{"type":"number","minimum":0,"maximum":1,"default":0.9,"description":"Chance of a pair to cross over."},"flopsWeight":{"type":"number","minimum":0,"default":0.1,"description":"Weight of mean GFLOPs in the fitness, against the distance (CIFAR-10 0.1, CelebA 0.25)."},"images":{"type":"integer","minimum":2,"default":4096,"description":"Images generated per candidate."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"sampler":{"$ref":"#/$defs/sampler","default":{}},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the evolution and of the candidates' common noise."},"rescore":{"type":"integer","minimum":0,"maximum":1000,"default":5,"description":"How many of the final best are scored again with fresh noise before the winner is named; 0 for none."},"strategy":{"type":"string","description":"A strategy file, relative to the spec, to use instead of searching."},"from":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Another experiment, a spec beside this one, whose searched strategy is used instead of searching (Tables D and E). A run does that search first, where it has not been done."},"seeds":{"type":"array","items":{"type":"string"},"default":[],"description":"Strategy files, relative to the spec, that the first generation contains."},"resample":{"type":"boolean","default":false,"description":"Stretch the strategies of `strategy` and `seeds` that have another number of steps to the sampler's; otherwise they are refused."}}},"classifier":{"type":"object","additionalProperties":false,"default":{},"description":"The small classifier, trained on the data's own labels, whose features give the Fréchet distance `frechet`.","properties":{"iterations":{"type":"integer","minimum":1,"default":2000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"features":{"type":"integer","minimum":2,"maximum":2048,"default":64,"description":"Dimensions of the features."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights and order."}}},"evaluate":{"type":"object","additionalProperties":false,"default":{},"description":"The rows of the result table.","properties":{"images":{"type":"integer","minimum":2,"default":50000,"description":"Images generated per row."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"metric":{"enum":["fid","frechet"],"default":"fid","description":"`fid`: Inception features. `frechet`: the same distance in features of the classifier trained on the data's labels."},"resize":{"enum":["torch","tf"],"default":"torch","description":"How Inception's input is resized. `torch`: half-pixel bilinear on floats (pytorch-fid, the authors). `tf`: TensorFlow 1's bilinear on bytes (torch-fidelity)."},"scores":{"type":"array","uniqueItems":true,"items":{"enum":["kid","is","sfid","precision-recall"]},"default":[],"description":"Scores beside FID, of the same features: kernel distance, Inception score, the Fréchet distance of spatial features, precision and recall."},"repeats":{"type":"integer","minimum":1,"maximum":100,"default":1,"description":"How often each row is measured, with other noise each time: the distance is then the mean, beside its minimum and deviation."},"jackknife":{"type":"integer","minimum":0,"maximum":1000,"default":10,"description":"Parts of a row's images that are left out in turn to say how sure its distance is; 0 for none. Costs as many distances, no images."},"inception":{"type":"string","default":"weights/pt_inception-2015-12-05-6726825d.pth","description":"Inception's weights for `fid`, relative to the spec: pytorch-fid's file, or what `ddsm import` made of it."},"rows":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["adm","uniform","ddsm","diff-pruning","uniform-mix","early-late","random"]},"default":["adm","uniform","ddsm"],"description":"`adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy. `diff-pruning`: the plain network pruned and fine-tuned. Controls at the searched strategy's cost: `uniform-mix` (two neighbouring widths in turn), `early-late` (narrow while noisy, wide from one step on), `random` (three random strategies)."},"sampler":{"$ref":"#/$defs/sampler"},"resample":{"type":"boolean","default":false,"description":"Stretch the searched strategy to the steps of `evaluate.sampler`, where those are others."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":1000,"description":"Seed of the images' noise."}}},"variants":{"type":"array","default":[],"description":"The same experiment several times, with differences: all are run, stages that do not differ only once, and stand in one table.","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the variant, in folders and tables."},"widths":{"type":"object","description":"What differs from the spec's `widths`."},"train":{"type":"object","description":"What differs from the spec's `train`."},"baseline":{"type":"object","description":"What differs from the spec's `baseline`."},"pruning":{"type":"object","description":"What differs from the spec's `pruning`."},"search":{"type":"object","description":"What differs from the spec's `search`."},"classifier":{"type":"object","description":"What differs from the spec's `classifier`."},"evaluate":{"type":"object","description":"What differs from the spec's `evaluate`."}}}},"tables":{"type":"object","additionalProperties":false,"default":{},"description":"What stands beside our numbers.","properties":{"paper":{"type":"string","enum":["","cifar10","celeba","imagenet","lsun-bedroom","afhq","celebahq128"],"default":"","description":"The paper's row for this experiment; empty where there is none."}}}},"$defs":{"sampler":{"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"guidance":{"type":"number","minimum":0,"maximum":100,"description":"Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}}}};
const schema32 = {"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"guidance":{"type":"number","minimum":0,"maximum":100,"description":"Classifier-free guidance: noise(without class) + guidance · (noise(with class) − noise(without)). 1, as where it is left out, is the plain conditional model; anything else asks the network twice."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}};
const func1 = Object.prototype.hasOwnProperty;
const func0 = require("ajv/dist/runtime/equal").default;
const pattern4 = new RegExp("^[a-z0-9][a-z0-9._-]{0,63}$", "u");

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
let data3 = data.precision;
if(!((data3 === "float32") || (data3 === "bfloat16"))){
const err7 = {instancePath:instancePath+"/precision",schemaPath:"#/properties/precision/enum",keyword:"enum",params:{allowedValues: schema31.properties.precision.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.precision.enum,parentSchema:schema31.properties.precision,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
let data4 = data.tf32;
if(typeof data4 !== "boolean"){
const err8 = {instancePath:instancePath+"/tf32",schemaPath:"#/properties/tf32/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.tf32.type,parentSchema:schema31.properties.tf32,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.dataset !== undefined){
let data5 = data.dataset;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.split === undefined){
data5.split = "train";
}
if(data5.resize === undefined){
data5.resize = "lanczos";
}
if(data5.badFiles === undefined){
data5.badFiles = "skip";
}
if(data5.flips === undefined){
data5.flips = true;
}
if(data5.limit === undefined){
data5.limit = 0;
}
if(data5.source === undefined){
data5.source = "";
}
if(data5.kind === undefined){
const err9 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema31.properties.dataset.required,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data5.resolution === undefined){
const err10 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/required",keyword:"required",params:{missingProperty: "resolution"},message:"must have required property '"+"resolution"+"'",schema:schema31.properties.dataset.required,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data5){
if(!(func1.call(schema31.properties.dataset.properties, key1))){
const err11 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.kind !== undefined){
let data6 = data5.kind;
if(!(((((data6 === "digits") || (data6 === "folder")) || (data6 === "cifar10")) || (data6 === "lsun")) || (data6 === "npz"))){
const err12 = {instancePath:instancePath+"/dataset/kind",schemaPath:"#/properties/dataset/properties/kind/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.kind.enum,parentSchema:schema31.properties.dataset.properties.kind,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data5.path !== undefined){
let data7 = data5.path;
if(typeof data7 !== "string"){
const err13 = {instancePath:instancePath+"/dataset/path",schemaPath:"#/properties/dataset/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.path.type,parentSchema:schema31.properties.dataset.properties.path,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
let data8 = data5.split;
if(!(((data8 === "train") || (data8 === "test")) || (data8 === "all"))){
const err14 = {instancePath:instancePath+"/dataset/split",schemaPath:"#/properties/dataset/properties/split/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.split.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.split.enum,parentSchema:schema31.properties.dataset.properties.split,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data5.name !== undefined){
let data9 = data5.name;
if(typeof data9 === "string"){
if(!pattern4.test(data9)){
const err15 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.dataset.properties.name,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.name.type,parentSchema:schema31.properties.dataset.properties.name,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.resolution !== undefined){
let data10 = data5.resolution;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err17 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.resolution.type,parentSchema:schema31.properties.dataset.properties.resolution,data:data10};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1024 || isNaN(data10)){
const err18 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.dataset.properties.resolution,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data10 < 4 || isNaN(data10)){
const err19 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.resolution,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data5.channels !== undefined){
let data11 = data5.channels;
if(!((data11 === 1) || (data11 === 3))){
const err20 = {instancePath:instancePath+"/dataset/channels",schemaPath:"#/properties/dataset/properties/channels/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.channels.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.channels.enum,parentSchema:schema31.properties.dataset.properties.channels,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data5.crop !== undefined){
let data12 = data5.crop;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err21 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.crop.type,parentSchema:schema31.properties.dataset.properties.crop,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 8192 || isNaN(data12)){
const err22 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8192},message:"must be <= 8192",schema:8192,parentSchema:schema31.properties.dataset.properties.crop,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data12 < 4 || isNaN(data12)){
const err23 = {instancePath:instancePath+"/dataset/crop",schemaPath:"#/properties/dataset/properties/crop/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.crop,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
let data13 = data5.resize;
if(!((data13 === "lanczos") || (data13 === "area"))){
const err24 = {instancePath:instancePath+"/dataset/resize",schemaPath:"#/properties/dataset/properties/resize/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.resize.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.resize.enum,parentSchema:schema31.properties.dataset.properties.resize,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
let data14 = data5.badFiles;
if(!((data14 === "skip") || (data14 === "fail"))){
const err25 = {instancePath:instancePath+"/dataset/badFiles",schemaPath:"#/properties/dataset/properties/badFiles/enum",keyword:"enum",params:{allowedValues: schema31.properties.dataset.properties.badFiles.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.dataset.properties.badFiles.enum,parentSchema:schema31.properties.dataset.properties.badFiles,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data5.expected !== undefined){
let data15 = data5.expected;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err26 = {instancePath:instancePath+"/dataset/expected",schemaPath:"#/properties/dataset/properties/expected/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.expected.type,parentSchema:schema31.properties.dataset.properties.expected,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 1 || isNaN(data15)){
const err27 = {instancePath:instancePath+"/dataset/expected",schemaPath:"#/properties/dataset/properties/expected/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.dataset.properties.expected,data:data15};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
let data16 = data5.flips;
if(typeof data16 !== "boolean"){
const err28 = {instancePath:instancePath+"/dataset/flips",schemaPath:"#/properties/dataset/properties/flips/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.dataset.properties.flips.type,parentSchema:schema31.properties.dataset.properties.flips,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
let data17 = data5.limit;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err29 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.limit.type,parentSchema:schema31.properties.dataset.properties.limit,data:data17};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err30 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.limit,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
let data18 = data5.source;
if(typeof data18 !== "string"){
const err31 = {instancePath:instancePath+"/dataset/source",schemaPath:"#/properties/dataset/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.source.type,parentSchema:schema31.properties.dataset.properties.source,data:data18};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.dataset.type,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.model !== undefined){
let data19 = data.model;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.attentionLevels === undefined){
data19.attentionLevels = [];
}
if(data19.blocks === undefined){
data19.blocks = 2;
}
if(data19.groups === undefined){
data19.groups = 16;
}
if(data19.dropout === undefined){
data19.dropout = 0.1;
}
if(data19.classes === undefined){
data19.classes = 0;
}
if(data19.labelDropout === undefined){
data19.labelDropout = 0;
}
if(data19.channels === undefined){
const err33 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "channels"},message:"must have required property '"+"channels"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data19.multipliers === undefined){
const err34 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "multipliers"},message:"must have required property '"+"multipliers"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key2 in data19){
if(!((((((((key2 === "channels") || (key2 === "multipliers")) || (key2 === "attentionLevels")) || (key2 === "blocks")) || (key2 === "groups")) || (key2 === "dropout")) || (key2 === "classes")) || (key2 === "labelDropout"))){
const err35 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.model,data:data19};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data19.channels !== undefined){
let data20 = data19.channels;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err36 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.channels.type,parentSchema:schema31.properties.model.properties.channels,data:data20};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 1024 || isNaN(data20)){
const err37 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.model.properties.channels,data:data20};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data20 < 8 || isNaN(data20)){
const err38 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 8},message:"must be >= 8",schema:8,parentSchema:schema31.properties.model.properties.channels,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
let res0;
if((2 === 0 || (res0 = data20/2, res0 !== parseInt(res0)))){
const err39 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/multipleOf",keyword:"multipleOf",params:{multipleOf: 2},message:"must be multiple of 2",schema:2,parentSchema:schema31.properties.model.properties.channels,data:data20};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data19.multipliers !== undefined){
let data21 = data19.multipliers;
if(Array.isArray(data21)){
if(data21.length > 8){
const err40 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/maxItems",keyword:"maxItems",params:{limit: 8},message:"must NOT have more than 8 items",schema:8,parentSchema:schema31.properties.model.properties.multipliers,data:data21};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data21.length < 1){
const err41 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.model.properties.multipliers,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
let data22 = data21[i0];
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err42 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.multipliers.items.type,parentSchema:schema31.properties.model.properties.multipliers.items,data:data22};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 16 || isNaN(data22)){
const err43 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16",schema:16,parentSchema:schema31.properties.model.properties.multipliers.items,data:data22};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data22 < 1 || isNaN(data22)){
const err44 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.multipliers.items,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
}
else {
const err45 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.multipliers.type,parentSchema:schema31.properties.model.properties.multipliers,data:data21};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
let data23 = data19.attentionLevels;
if(Array.isArray(data23)){
const len1 = data23.length;
for(let i1=0; i1<len1; i1++){
let data24 = data23[i1];
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err46 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.attentionLevels.items.type,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data24};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err47 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data24};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
let i2 = data23.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data23[i2];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err48 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema31.properties.model.properties.attentionLevels,data:data23};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err49 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.attentionLevels.type,parentSchema:schema31.properties.model.properties.attentionLevels,data:data23};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
let data25 = data19.blocks;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err50 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.blocks.type,parentSchema:schema31.properties.model.properties.blocks,data:data25};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 8 || isNaN(data25)){
const err51 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8",schema:8,parentSchema:schema31.properties.model.properties.blocks,data:data25};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data25 < 1 || isNaN(data25)){
const err52 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.blocks,data:data25};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
let data26 = data19.groups;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err53 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.groups.type,parentSchema:schema31.properties.model.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 256 || isNaN(data26)){
const err54 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.model.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err55 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.groups,data:data26};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
let data27 = data19.dropout;
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
const err56 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.dropout,data:data27};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data27 >= 1 || isNaN(data27)){
const err57 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.model.properties.dropout,data:data27};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.dropout.type,parentSchema:schema31.properties.model.properties.dropout,data:data27};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
let data28 = data19.classes;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err59 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.classes.type,parentSchema:schema31.properties.model.properties.classes,data:data28};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 100000 || isNaN(data28)){
const err60 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema31.properties.model.properties.classes,data:data28};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data28 < 0 || isNaN(data28)){
const err61 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.classes,data:data28};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
let data29 = data19.labelDropout;
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 1 || isNaN(data29)){
const err62 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.model.properties.labelDropout,data:data29};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data29 < 0 || isNaN(data29)){
const err63 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.labelDropout,data:data29};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
else {
const err64 = {instancePath:instancePath+"/model/labelDropout",schemaPath:"#/properties/model/properties/labelDropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.labelDropout.type,parentSchema:schema31.properties.model.properties.labelDropout,data:data29};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.model.type,parentSchema:schema31.properties.model,data:data19};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
let data30 = data.widths;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.options === undefined){
data30.options = ["2/8","3/8","4/8","5/8","6/8","7/8","8/8"];
}
if(data30.exclude === undefined){
data30.exclude = [];
}
for(const key3 in data30){
if(!((key3 === "options") || (key3 === "exclude"))){
const err66 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.widths,data:data30};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
let data31 = data30.options;
if(Array.isArray(data31)){
if(data31.length < 1){
const err67 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.widths.properties.options,data:data31};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
const len2 = data31.length;
for(let i3=0; i3<len2; i3++){
let data32 = data31[i3];
if(!(((((((data32 === "2/8") || (data32 === "3/8")) || (data32 === "4/8")) || (data32 === "5/8")) || (data32 === "6/8")) || (data32 === "7/8")) || (data32 === "8/8"))){
const err68 = {instancePath:instancePath+"/widths/options/" + i3,schemaPath:"#/properties/widths/properties/options/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.options.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.options.items.enum,parentSchema:schema31.properties.widths.properties.options.items,data:data32};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
let i4 = data31.length;
let j1;
if(i4 > 1){
outer0:
for(;i4--;){
for(j1 = i4; j1--;){
if(func0(data31[i4], data31[j1])){
const err69 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.options,data:data31};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err70 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.options.type,parentSchema:schema31.properties.widths.properties.options,data:data31};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
let data33 = data30.exclude;
if(Array.isArray(data33)){
const len3 = data33.length;
for(let i5=0; i5<len3; i5++){
let data34 = data33[i5];
if(!(((((((data34 === "2/8") || (data34 === "3/8")) || (data34 === "4/8")) || (data34 === "5/8")) || (data34 === "6/8")) || (data34 === "7/8")) || (data34 === "8/8"))){
const err71 = {instancePath:instancePath+"/widths/exclude/" + i5,schemaPath:"#/properties/widths/properties/exclude/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.exclude.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.exclude.items.enum,parentSchema:schema31.properties.widths.properties.exclude.items,data:data34};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
let i6 = data33.length;
let j2;
if(i6 > 1){
outer1:
for(;i6--;){
for(j2 = i6; j2--;){
if(func0(data33[i6], data33[j2])){
const err72 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.exclude,data:data33};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err73 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.exclude.type,parentSchema:schema31.properties.widths.properties.exclude,data:data33};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.widths.type,parentSchema:schema31.properties.widths,data:data30};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
let data35 = data.diffusion;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.steps === undefined){
data35.steps = 1000;
}
if(data35.schedule === undefined){
data35.schedule = "linear";
}
if(data35.betas === undefined){
data35.betas = [0.0001,0.02];
}
if(data35.prediction === undefined){
data35.prediction = "noise";
}
for(const key4 in data35){
if(!((((key4 === "steps") || (key4 === "schedule")) || (key4 === "betas")) || (key4 === "prediction"))){
const err75 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.diffusion,data:data35};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
let data36 = data35.steps;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err76 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.diffusion.properties.steps.type,parentSchema:schema31.properties.diffusion.properties.steps,data:data36};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 10000 || isNaN(data36)){
const err77 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.diffusion.properties.steps,data:data36};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data36 < 2 || isNaN(data36)){
const err78 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.diffusion.properties.steps,data:data36};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
let data37 = data35.schedule;
if(!(data37 === "linear")){
const err79 = {instancePath:instancePath+"/diffusion/schedule",schemaPath:"#/properties/diffusion/properties/schedule/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.schedule.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.schedule.enum,parentSchema:schema31.properties.diffusion.properties.schedule,data:data37};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
let data38 = data35.betas;
if(Array.isArray(data38)){
if(data38.length > 2){
const err80 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data38};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data38.length < 2){
const err81 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data38};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
const len4 = data38.length;
for(let i7=0; i7<len4; i7++){
let data39 = data38[i7];
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 >= 1 || isNaN(data39)){
const err82 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data39};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data39 <= 0 || isNaN(data39)){
const err83 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data39};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.diffusion.properties.betas.items.type,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data39};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.diffusion.properties.betas.type,parentSchema:schema31.properties.diffusion.properties.betas,data:data38};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
let data40 = data35.prediction;
if(!(data40 === "noise")){
const err86 = {instancePath:instancePath+"/diffusion/prediction",schemaPath:"#/properties/diffusion/properties/prediction/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.prediction.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.prediction.enum,parentSchema:schema31.properties.diffusion.properties.prediction,data:data40};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.diffusion.type,parentSchema:schema31.properties.diffusion,data:data35};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
let data41 = data.train;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.iterations === undefined){
data41.iterations = 450000;
}
if(data41.batch === undefined){
data41.batch = 256;
}
if(data41.accumulate === undefined){
data41.accumulate = 1;
}
if(data41.learningRate === undefined){
data41.learningRate = 0.0004;
}
if(data41.warmup === undefined){
data41.warmup = 5000;
}
if(data41.decay === undefined){
data41.decay = "none";
}
if(data41.clip === undefined){
data41.clip = 1;
}
if(data41.ema === undefined){
data41.ema = 0.9999;
}
if(data41.emaWarmup === undefined){
data41.emaWarmup = false;
}
if(data41.sandwich === undefined){
data41.sandwich = 3;
}
if(data41.checkpointEvery === undefined){
data41.checkpointEvery = 5000;
}
if(data41.sampleEvery === undefined){
data41.sampleEvery = 0;
}
if(data41.seed === undefined){
data41.seed = 0;
}
for(const key5 in data41){
if(!(func1.call(schema31.properties.train.properties, key5))){
const err88 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.train,data:data41};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
let data42 = data41.iterations;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err89 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.iterations.type,parentSchema:schema31.properties.train.properties.iterations,data:data42};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 1 || isNaN(data42)){
const err90 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.iterations,data:data42};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
let data43 = data41.batch;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err91 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.batch.type,parentSchema:schema31.properties.train.properties.batch,data:data43};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 4096 || isNaN(data43)){
const err92 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.train.properties.batch,data:data43};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data43 < 1 || isNaN(data43)){
const err93 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.batch,data:data43};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
let data44 = data41.accumulate;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err94 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.accumulate.type,parentSchema:schema31.properties.train.properties.accumulate,data:data44};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 1 || isNaN(data44)){
const err95 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.accumulate,data:data44};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
let data45 = data41.learningRate;
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 1 || isNaN(data45)){
const err96 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.train.properties.learningRate,data:data45};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data45 <= 0 || isNaN(data45)){
const err97 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.learningRate,data:data45};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.learningRate.type,parentSchema:schema31.properties.train.properties.learningRate,data:data45};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
let data46 = data41.warmup;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err99 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.warmup.type,parentSchema:schema31.properties.train.properties.warmup,data:data46};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err100 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.warmup,data:data46};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
let data47 = data41.decay;
if(!((data47 === "none") || (data47 === "cosine"))){
const err101 = {instancePath:instancePath+"/train/decay",schemaPath:"#/properties/train/properties/decay/enum",keyword:"enum",params:{allowedValues: schema31.properties.train.properties.decay.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.train.properties.decay.enum,parentSchema:schema31.properties.train.properties.decay,data:data47};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
let data48 = data41.clip;
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 <= 0 || isNaN(data48)){
const err102 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.clip,data:data48};
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
const err103 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.clip.type,parentSchema:schema31.properties.train.properties.clip,data:data48};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
let data49 = data41.ema;
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 < 0 || isNaN(data49)){
const err104 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.ema,data:data49};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data49 >= 1 || isNaN(data49)){
const err105 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.train.properties.ema,data:data49};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.ema.type,parentSchema:schema31.properties.train.properties.ema,data:data49};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
let data50 = data41.emaWarmup;
if(typeof data50 !== "boolean"){
const err107 = {instancePath:instancePath+"/train/emaWarmup",schemaPath:"#/properties/train/properties/emaWarmup/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.train.properties.emaWarmup.type,parentSchema:schema31.properties.train.properties.emaWarmup,data:data50};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
let data51 = data41.sandwich;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err108 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sandwich.type,parentSchema:schema31.properties.train.properties.sandwich,data:data51};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 7 || isNaN(data51)){
const err109 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7",schema:7,parentSchema:schema31.properties.train.properties.sandwich,data:data51};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(data51 < 2 || isNaN(data51)){
const err110 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.train.properties.sandwich,data:data51};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
let data52 = data41.checkpointEvery;
if(!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))){
const err111 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.checkpointEvery.type,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data52};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 1 || isNaN(data52)){
const err112 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data52};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
let data53 = data41.sampleEvery;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err113 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sampleEvery.type,parentSchema:schema31.properties.train.properties.sampleEvery,data:data53};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 < 0 || isNaN(data53)){
const err114 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.sampleEvery,data:data53};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
let data54 = data41.seed;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err115 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.seed.type,parentSchema:schema31.properties.train.properties.seed,data:data54};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 > 4294967295 || isNaN(data54)){
const err116 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.train.properties.seed,data:data54};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(data54 < 0 || isNaN(data54)){
const err117 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.seed,data:data54};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data41.weights !== undefined){
let data55 = data41.weights;
if(typeof data55 !== "string"){
const err118 = {instancePath:instancePath+"/train/weights",schemaPath:"#/properties/train/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.train.properties.weights.type,parentSchema:schema31.properties.train.properties.weights,data:data55};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.train.type,parentSchema:schema31.properties.train,data:data41};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
let data56 = data.baseline;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
if(data56.iterations === undefined){
data56.iterations = 450000;
}
if(data56.batch === undefined){
data56.batch = 128;
}
if(data56.learningRate === undefined){
data56.learningRate = 0.0002;
}
if(data56.groups === undefined){
data56.groups = 32;
}
for(const key6 in data56){
if(!(((((key6 === "iterations") || (key6 === "batch")) || (key6 === "learningRate")) || (key6 === "groups")) || (key6 === "weights"))){
const err120 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.baseline,data:data56};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
let data57 = data56.iterations;
if(!(((typeof data57 == "number") && (!(data57 % 1) && !isNaN(data57))) && (isFinite(data57)))){
const err121 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.iterations.type,parentSchema:schema31.properties.baseline.properties.iterations,data:data57};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data57 == "number") && (isFinite(data57))){
if(data57 < 1 || isNaN(data57)){
const err122 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.iterations,data:data57};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
let data58 = data56.batch;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
const err123 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.batch.type,parentSchema:schema31.properties.baseline.properties.batch,data:data58};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 4096 || isNaN(data58)){
const err124 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.baseline.properties.batch,data:data58};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data58 < 1 || isNaN(data58)){
const err125 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.batch,data:data58};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
let data59 = data56.learningRate;
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 > 1 || isNaN(data59)){
const err126 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.baseline.properties.learningRate,data:data59};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if(data59 <= 0 || isNaN(data59)){
const err127 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.baseline.properties.learningRate,data:data59};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
else {
const err128 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.baseline.properties.learningRate.type,parentSchema:schema31.properties.baseline.properties.learningRate,data:data59};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
let data60 = data56.groups;
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err129 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.groups.type,parentSchema:schema31.properties.baseline.properties.groups,data:data60};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 256 || isNaN(data60)){
const err130 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.baseline.properties.groups,data:data60};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(data60 < 1 || isNaN(data60)){
const err131 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.groups,data:data60};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data56.weights !== undefined){
let data61 = data56.weights;
if(typeof data61 !== "string"){
const err132 = {instancePath:instancePath+"/baseline/weights",schemaPath:"#/properties/baseline/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.baseline.properties.weights.type,parentSchema:schema31.properties.baseline.properties.weights,data:data61};
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
const err133 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.baseline.type,parentSchema:schema31.properties.baseline,data:data56};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
let data62 = data.pruning;
if(data62 && typeof data62 == "object" && !Array.isArray(data62)){
if(data62.method === undefined){
data62.method = "diff-pruning";
}
if(data62.ratio === undefined){
data62.ratio = 0.3;
}
if(data62.threshold === undefined){
data62.threshold = 0.05;
}
if(data62.batch === undefined){
data62.batch = 128;
}
if(data62.iterations === undefined){
data62.iterations = 100000;
}
if(data62.learningRate === undefined){
data62.learningRate = 0.0002;
}
if(data62.seed === undefined){
data62.seed = 0;
}
for(const key7 in data62){
if(!(((((((key7 === "method") || (key7 === "ratio")) || (key7 === "threshold")) || (key7 === "batch")) || (key7 === "iterations")) || (key7 === "learningRate")) || (key7 === "seed"))){
const err134 = {instancePath:instancePath+"/pruning",schemaPath:"#/properties/pruning/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.pruning,data:data62};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
let data63 = data62.method;
if(!((((data63 === "diff-pruning") || (data63 === "taylor")) || (data63 === "magnitude")) || (data63 === "random"))){
const err135 = {instancePath:instancePath+"/pruning/method",schemaPath:"#/properties/pruning/properties/method/enum",keyword:"enum",params:{allowedValues: schema31.properties.pruning.properties.method.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.pruning.properties.method.enum,parentSchema:schema31.properties.pruning.properties.method,data:data63};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
let data64 = data62.ratio;
if((typeof data64 == "number") && (isFinite(data64))){
if(data64 >= 1 || isNaN(data64)){
const err136 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.pruning.properties.ratio,data:data64};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if(data64 <= 0 || isNaN(data64)){
const err137 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.pruning.properties.ratio,data:data64};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
}
else {
const err138 = {instancePath:instancePath+"/pruning/ratio",schemaPath:"#/properties/pruning/properties/ratio/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.ratio.type,parentSchema:schema31.properties.pruning.properties.ratio,data:data64};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
let data65 = data62.threshold;
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 > 1 || isNaN(data65)){
const err139 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.pruning.properties.threshold,data:data65};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
if(data65 < 0 || isNaN(data65)){
const err140 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.pruning.properties.threshold,data:data65};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
else {
const err141 = {instancePath:instancePath+"/pruning/threshold",schemaPath:"#/properties/pruning/properties/threshold/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.threshold.type,parentSchema:schema31.properties.pruning.properties.threshold,data:data65};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
let data66 = data62.batch;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err142 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.batch.type,parentSchema:schema31.properties.pruning.properties.batch,data:data66};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 > 4096 || isNaN(data66)){
const err143 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.pruning.properties.batch,data:data66};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
if(data66 < 1 || isNaN(data66)){
const err144 = {instancePath:instancePath+"/pruning/batch",schemaPath:"#/properties/pruning/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.pruning.properties.batch,data:data66};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
let data67 = data62.iterations;
if(!(((typeof data67 == "number") && (!(data67 % 1) && !isNaN(data67))) && (isFinite(data67)))){
const err145 = {instancePath:instancePath+"/pruning/iterations",schemaPath:"#/properties/pruning/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.iterations.type,parentSchema:schema31.properties.pruning.properties.iterations,data:data67};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 < 1 || isNaN(data67)){
const err146 = {instancePath:instancePath+"/pruning/iterations",schemaPath:"#/properties/pruning/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.pruning.properties.iterations,data:data67};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
let data68 = data62.learningRate;
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 > 1 || isNaN(data68)){
const err147 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.pruning.properties.learningRate,data:data68};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
if(data68 <= 0 || isNaN(data68)){
const err148 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.pruning.properties.learningRate,data:data68};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
else {
const err149 = {instancePath:instancePath+"/pruning/learningRate",schemaPath:"#/properties/pruning/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.pruning.properties.learningRate.type,parentSchema:schema31.properties.pruning.properties.learningRate,data:data68};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
let data69 = data62.seed;
if(!(((typeof data69 == "number") && (!(data69 % 1) && !isNaN(data69))) && (isFinite(data69)))){
const err150 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.pruning.properties.seed.type,parentSchema:schema31.properties.pruning.properties.seed,data:data69};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if((typeof data69 == "number") && (isFinite(data69))){
if(data69 > 4294967295 || isNaN(data69)){
const err151 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.pruning.properties.seed,data:data69};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(data69 < 0 || isNaN(data69)){
const err152 = {instancePath:instancePath+"/pruning/seed",schemaPath:"#/properties/pruning/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.pruning.properties.seed,data:data69};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
}
else {
const err153 = {instancePath:instancePath+"/pruning",schemaPath:"#/properties/pruning/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.pruning.type,parentSchema:schema31.properties.pruning,data:data62};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
let data70 = data.search;
if(data70 && typeof data70 == "object" && !Array.isArray(data70)){
if(data70.population === undefined){
data70.population = 50;
}
if(data70.iterations === undefined){
data70.iterations = 10;
}
if(data70.mutation === undefined){
data70.mutation = 0.001;
}
if(data70.mutationMode === undefined){
data70.mutationMode = "per-gene";
}
if(data70.crossover === undefined){
data70.crossover = 0.9;
}
if(data70.flopsWeight === undefined){
data70.flopsWeight = 0.1;
}
if(data70.images === undefined){
data70.images = 4096;
}
if(data70.batch === undefined){
data70.batch = 256;
}
if(data70.sampler === undefined){
data70.sampler = {};
}
if(data70.seed === undefined){
data70.seed = 0;
}
if(data70.rescore === undefined){
data70.rescore = 5;
}
if(data70.seeds === undefined){
data70.seeds = [];
}
if(data70.resample === undefined){
data70.resample = false;
}
for(const key8 in data70){
if(!(func1.call(schema31.properties.search.properties, key8))){
const err154 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search,data:data70};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
let data71 = data70.population;
if(!(((typeof data71 == "number") && (!(data71 % 1) && !isNaN(data71))) && (isFinite(data71)))){
const err155 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.population.type,parentSchema:schema31.properties.search.properties.population,data:data71};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 > 10000 || isNaN(data71)){
const err156 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.population,data:data71};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
if(data71 < 2 || isNaN(data71)){
const err157 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.population,data:data71};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
let data72 = data70.iterations;
if(!(((typeof data72 == "number") && (!(data72 % 1) && !isNaN(data72))) && (isFinite(data72)))){
const err158 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.iterations.type,parentSchema:schema31.properties.search.properties.iterations,data:data72};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if((typeof data72 == "number") && (isFinite(data72))){
if(data72 > 10000 || isNaN(data72)){
const err159 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.iterations,data:data72};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data72 < 1 || isNaN(data72)){
const err160 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.iterations,data:data72};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
let data73 = data70.mutation;
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 > 1 || isNaN(data73)){
const err161 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.mutation,data:data73};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
if(data73 < 0 || isNaN(data73)){
const err162 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.mutation,data:data73};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
else {
const err163 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.mutation.type,parentSchema:schema31.properties.search.properties.mutation,data:data73};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
let data74 = data70.mutationMode;
if(!((data74 === "per-gene") || (data74 === "reference"))){
const err164 = {instancePath:instancePath+"/search/mutationMode",schemaPath:"#/properties/search/properties/mutationMode/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.mutationMode.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.mutationMode.enum,parentSchema:schema31.properties.search.properties.mutationMode,data:data74};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
let data75 = data70.crossover;
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 > 1 || isNaN(data75)){
const err165 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.crossover,data:data75};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
if(data75 < 0 || isNaN(data75)){
const err166 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.crossover,data:data75};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
}
else {
const err167 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.crossover.type,parentSchema:schema31.properties.search.properties.crossover,data:data75};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
let data76 = data70.flopsWeight;
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 0 || isNaN(data76)){
const err168 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.flopsWeight,data:data76};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
}
else {
const err169 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.flopsWeight.type,parentSchema:schema31.properties.search.properties.flopsWeight,data:data76};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
let data77 = data70.images;
if(!(((typeof data77 == "number") && (!(data77 % 1) && !isNaN(data77))) && (isFinite(data77)))){
const err170 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.images.type,parentSchema:schema31.properties.search.properties.images,data:data77};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 < 2 || isNaN(data77)){
const err171 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.images,data:data77};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
let data78 = data70.batch;
if(!(((typeof data78 == "number") && (!(data78 % 1) && !isNaN(data78))) && (isFinite(data78)))){
const err172 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.batch.type,parentSchema:schema31.properties.search.properties.batch,data:data78};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 > 65536 || isNaN(data78)){
const err173 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.search.properties.batch,data:data78};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
if(data78 < 1 || isNaN(data78)){
const err174 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.batch,data:data78};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
}
let data79 = data70.sampler;
if(data79 && typeof data79 == "object" && !Array.isArray(data79)){
if(data79.kind === undefined){
data79.kind = "ddpm";
}
if(data79.steps === undefined){
data79.steps = 1000;
}
for(const key9 in data79){
if(!(func1.call(schema32.properties, key9))){
const err175 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data79};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
}
let data80 = data79.kind;
if(!(((((((data80 === "ddpm") || (data80 === "ddim")) || (data80 === "dpm-solver")) || (data80 === "dpm-solver++")) || (data80 === "unipc")) || (data80 === "heun")) || (data80 === "euler"))){
const err176 = {instancePath:instancePath+"/search/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data80};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
let data81 = data79.steps;
if(!(((typeof data81 == "number") && (!(data81 % 1) && !isNaN(data81))) && (isFinite(data81)))){
const err177 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data81};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if((typeof data81 == "number") && (isFinite(data81))){
if(data81 > 10000 || isNaN(data81)){
const err178 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data81};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
if(data81 < 1 || isNaN(data81)){
const err179 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data81};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
}
if(data79.eta !== undefined){
let data82 = data79.eta;
if((typeof data82 == "number") && (isFinite(data82))){
if(data82 > 1 || isNaN(data82)){
const err180 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data82};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(data82 < 0 || isNaN(data82)){
const err181 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data82};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
else {
const err182 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data82};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
if(data79.clip !== undefined){
let data83 = data79.clip;
if(typeof data83 !== "boolean"){
const err183 = {instancePath:instancePath+"/search/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data83};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
if(data79.guidance !== undefined){
let data84 = data79.guidance;
if((typeof data84 == "number") && (isFinite(data84))){
if(data84 > 100 || isNaN(data84)){
const err184 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.guidance,data:data84};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
if(data84 < 0 || isNaN(data84)){
const err185 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.guidance,data:data84};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
}
else {
const err186 = {instancePath:instancePath+"/search/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.guidance.type,parentSchema:schema32.properties.guidance,data:data84};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
if(data79.spacing !== undefined){
let data85 = data79.spacing;
if(!(((((data85 === "uniform") || (data85 === "quadratic")) || (data85 === "trailing")) || (data85 === "linspace")) || (data85 === "karras"))){
const err187 = {instancePath:instancePath+"/search/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data85};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
if(data79.order !== undefined){
let data86 = data79.order;
if(!(((typeof data86 == "number") && (!(data86 % 1) && !isNaN(data86))) && (isFinite(data86)))){
const err188 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data86};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if((typeof data86 == "number") && (isFinite(data86))){
if(data86 > 3 || isNaN(data86)){
const err189 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data86};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(data86 < 1 || isNaN(data86)){
const err190 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data86};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
}
if(data79.solver !== undefined){
let data87 = data79.solver;
if(!(((((data87 === "midpoint") || (data87 === "heun")) || (data87 === "taylor")) || (data87 === "bh1")) || (data87 === "bh2"))){
const err191 = {instancePath:instancePath+"/search/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data87};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
if(data79.lowerOrderFinal !== undefined){
let data88 = data79.lowerOrderFinal;
if(typeof data88 !== "boolean"){
const err192 = {instancePath:instancePath+"/search/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data88};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
}
if(data79.lastSigma !== undefined){
let data89 = data79.lastSigma;
if(!((data89 === "zero") || (data89 === "min"))){
const err193 = {instancePath:instancePath+"/search/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data89};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
if(data79.rho !== undefined){
let data90 = data79.rho;
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 > 100 || isNaN(data90)){
const err194 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data90};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
if(data90 <= 0 || isNaN(data90)){
const err195 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data90};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
else {
const err196 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data90};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
if(data79.sigmaMin !== undefined){
let data91 = data79.sigmaMin;
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 <= 0 || isNaN(data91)){
const err197 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data91};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
else {
const err198 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data91};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(data79.sigmaMax !== undefined){
let data92 = data79.sigmaMax;
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 <= 0 || isNaN(data92)){
const err199 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data92};
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
const err200 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data92};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
if(data79.churn !== undefined){
let data93 = data79.churn;
if((typeof data93 == "number") && (isFinite(data93))){
if(data93 < 0 || isNaN(data93)){
const err201 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data93};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
else {
const err202 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data93};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
}
if(data79.churnMin !== undefined){
let data94 = data79.churnMin;
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 < 0 || isNaN(data94)){
const err203 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data94};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
else {
const err204 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data94};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
if(data79.churnMax !== undefined){
let data95 = data79.churnMax;
if((typeof data95 == "number") && (isFinite(data95))){
if(data95 < 0 || isNaN(data95)){
const err205 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data95};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
}
else {
const err206 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data95};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
if(data79.churnNoise !== undefined){
let data96 = data79.churnNoise;
if((typeof data96 == "number") && (isFinite(data96))){
if(data96 <= 0 || isNaN(data96)){
const err207 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data96};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
else {
const err208 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data96};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
}
else {
const err209 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data79};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
let data97 = data70.seed;
if(!(((typeof data97 == "number") && (!(data97 % 1) && !isNaN(data97))) && (isFinite(data97)))){
const err210 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.seed.type,parentSchema:schema31.properties.search.properties.seed,data:data97};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
if((typeof data97 == "number") && (isFinite(data97))){
if(data97 > 4294967295 || isNaN(data97)){
const err211 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.search.properties.seed,data:data97};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
if(data97 < 0 || isNaN(data97)){
const err212 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.seed,data:data97};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
let data98 = data70.rescore;
if(!(((typeof data98 == "number") && (!(data98 % 1) && !isNaN(data98))) && (isFinite(data98)))){
const err213 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.rescore.type,parentSchema:schema31.properties.search.properties.rescore,data:data98};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if((typeof data98 == "number") && (isFinite(data98))){
if(data98 > 1000 || isNaN(data98)){
const err214 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.search.properties.rescore,data:data98};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
if(data98 < 0 || isNaN(data98)){
const err215 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.rescore,data:data98};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data70.strategy !== undefined){
let data99 = data70.strategy;
if(typeof data99 !== "string"){
const err216 = {instancePath:instancePath+"/search/strategy",schemaPath:"#/properties/search/properties/strategy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.strategy.type,parentSchema:schema31.properties.search.properties.strategy,data:data99};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data70.from !== undefined){
let data100 = data70.from;
if(typeof data100 === "string"){
if(!pattern4.test(data100)){
const err217 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.search.properties.from,data:data100};
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
const err218 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.from.type,parentSchema:schema31.properties.search.properties.from,data:data100};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
}
let data101 = data70.seeds;
if(Array.isArray(data101)){
const len5 = data101.length;
for(let i8=0; i8<len5; i8++){
let data102 = data101[i8];
if(typeof data102 !== "string"){
const err219 = {instancePath:instancePath+"/search/seeds/" + i8,schemaPath:"#/properties/search/properties/seeds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.seeds.items.type,parentSchema:schema31.properties.search.properties.seeds.items,data:data102};
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
const err220 = {instancePath:instancePath+"/search/seeds",schemaPath:"#/properties/search/properties/seeds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.search.properties.seeds.type,parentSchema:schema31.properties.search.properties.seeds,data:data101};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
let data103 = data70.resample;
if(typeof data103 !== "boolean"){
const err221 = {instancePath:instancePath+"/search/resample",schemaPath:"#/properties/search/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.search.properties.resample.type,parentSchema:schema31.properties.search.properties.resample,data:data103};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
else {
const err222 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.type,parentSchema:schema31.properties.search,data:data70};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
let data104 = data.classifier;
if(data104 && typeof data104 == "object" && !Array.isArray(data104)){
if(data104.iterations === undefined){
data104.iterations = 2000;
}
if(data104.batch === undefined){
data104.batch = 128;
}
if(data104.features === undefined){
data104.features = 64;
}
if(data104.seed === undefined){
data104.seed = 0;
}
for(const key10 in data104){
if(!((((key10 === "iterations") || (key10 === "batch")) || (key10 === "features")) || (key10 === "seed"))){
const err223 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.classifier,data:data104};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
let data105 = data104.iterations;
if(!(((typeof data105 == "number") && (!(data105 % 1) && !isNaN(data105))) && (isFinite(data105)))){
const err224 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.iterations.type,parentSchema:schema31.properties.classifier.properties.iterations,data:data105};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
if((typeof data105 == "number") && (isFinite(data105))){
if(data105 < 1 || isNaN(data105)){
const err225 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.iterations,data:data105};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
let data106 = data104.batch;
if(!(((typeof data106 == "number") && (!(data106 % 1) && !isNaN(data106))) && (isFinite(data106)))){
const err226 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.batch.type,parentSchema:schema31.properties.classifier.properties.batch,data:data106};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if((typeof data106 == "number") && (isFinite(data106))){
if(data106 > 4096 || isNaN(data106)){
const err227 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.classifier.properties.batch,data:data106};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
if(data106 < 1 || isNaN(data106)){
const err228 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.batch,data:data106};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
let data107 = data104.features;
if(!(((typeof data107 == "number") && (!(data107 % 1) && !isNaN(data107))) && (isFinite(data107)))){
const err229 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.features.type,parentSchema:schema31.properties.classifier.properties.features,data:data107};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
if((typeof data107 == "number") && (isFinite(data107))){
if(data107 > 2048 || isNaN(data107)){
const err230 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2048},message:"must be <= 2048",schema:2048,parentSchema:schema31.properties.classifier.properties.features,data:data107};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
if(data107 < 2 || isNaN(data107)){
const err231 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.classifier.properties.features,data:data107};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
let data108 = data104.seed;
if(!(((typeof data108 == "number") && (!(data108 % 1) && !isNaN(data108))) && (isFinite(data108)))){
const err232 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.seed.type,parentSchema:schema31.properties.classifier.properties.seed,data:data108};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 > 4294967295 || isNaN(data108)){
const err233 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.classifier.properties.seed,data:data108};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if(data108 < 0 || isNaN(data108)){
const err234 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.classifier.properties.seed,data:data108};
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
const err235 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.classifier.type,parentSchema:schema31.properties.classifier,data:data104};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
let data109 = data.evaluate;
if(data109 && typeof data109 == "object" && !Array.isArray(data109)){
if(data109.images === undefined){
data109.images = 50000;
}
if(data109.batch === undefined){
data109.batch = 256;
}
if(data109.metric === undefined){
data109.metric = "fid";
}
if(data109.resize === undefined){
data109.resize = "torch";
}
if(data109.scores === undefined){
data109.scores = [];
}
if(data109.repeats === undefined){
data109.repeats = 1;
}
if(data109.jackknife === undefined){
data109.jackknife = 10;
}
if(data109.inception === undefined){
data109.inception = "weights/pt_inception-2015-12-05-6726825d.pth";
}
if(data109.rows === undefined){
data109.rows = ["adm","uniform","ddsm"];
}
if(data109.resample === undefined){
data109.resample = false;
}
if(data109.seed === undefined){
data109.seed = 1000;
}
for(const key11 in data109){
if(!(func1.call(schema31.properties.evaluate.properties, key11))){
const err236 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.evaluate,data:data109};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
let data110 = data109.images;
if(!(((typeof data110 == "number") && (!(data110 % 1) && !isNaN(data110))) && (isFinite(data110)))){
const err237 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.images.type,parentSchema:schema31.properties.evaluate.properties.images,data:data110};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
if((typeof data110 == "number") && (isFinite(data110))){
if(data110 < 2 || isNaN(data110)){
const err238 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.evaluate.properties.images,data:data110};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
let data111 = data109.batch;
if(!(((typeof data111 == "number") && (!(data111 % 1) && !isNaN(data111))) && (isFinite(data111)))){
const err239 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.batch.type,parentSchema:schema31.properties.evaluate.properties.batch,data:data111};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
if((typeof data111 == "number") && (isFinite(data111))){
if(data111 > 65536 || isNaN(data111)){
const err240 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.evaluate.properties.batch,data:data111};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
if(data111 < 1 || isNaN(data111)){
const err241 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.batch,data:data111};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
let data112 = data109.metric;
if(!((data112 === "fid") || (data112 === "frechet"))){
const err242 = {instancePath:instancePath+"/evaluate/metric",schemaPath:"#/properties/evaluate/properties/metric/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.metric.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.metric.enum,parentSchema:schema31.properties.evaluate.properties.metric,data:data112};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
let data113 = data109.resize;
if(!((data113 === "torch") || (data113 === "tf"))){
const err243 = {instancePath:instancePath+"/evaluate/resize",schemaPath:"#/properties/evaluate/properties/resize/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.resize.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.resize.enum,parentSchema:schema31.properties.evaluate.properties.resize,data:data113};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
let data114 = data109.scores;
if(Array.isArray(data114)){
const len6 = data114.length;
for(let i9=0; i9<len6; i9++){
let data115 = data114[i9];
if(!((((data115 === "kid") || (data115 === "is")) || (data115 === "sfid")) || (data115 === "precision-recall"))){
const err244 = {instancePath:instancePath+"/evaluate/scores/" + i9,schemaPath:"#/properties/evaluate/properties/scores/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.scores.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.scores.items.enum,parentSchema:schema31.properties.evaluate.properties.scores.items,data:data115};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
let i10 = data114.length;
let j3;
if(i10 > 1){
outer2:
for(;i10--;){
for(j3 = i10; j3--;){
if(func0(data114[i10], data114[j3])){
const err245 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i10+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.scores,data:data114};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err246 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.scores.type,parentSchema:schema31.properties.evaluate.properties.scores,data:data114};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
let data116 = data109.repeats;
if(!(((typeof data116 == "number") && (!(data116 % 1) && !isNaN(data116))) && (isFinite(data116)))){
const err247 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.repeats.type,parentSchema:schema31.properties.evaluate.properties.repeats,data:data116};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
if((typeof data116 == "number") && (isFinite(data116))){
if(data116 > 100 || isNaN(data116)){
const err248 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema31.properties.evaluate.properties.repeats,data:data116};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
if(data116 < 1 || isNaN(data116)){
const err249 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.repeats,data:data116};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
let data117 = data109.jackknife;
if(!(((typeof data117 == "number") && (!(data117 % 1) && !isNaN(data117))) && (isFinite(data117)))){
const err250 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.jackknife.type,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data117};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
if((typeof data117 == "number") && (isFinite(data117))){
if(data117 > 1000 || isNaN(data117)){
const err251 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data117};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
if(data117 < 0 || isNaN(data117)){
const err252 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data117};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
let data118 = data109.inception;
if(typeof data118 !== "string"){
const err253 = {instancePath:instancePath+"/evaluate/inception",schemaPath:"#/properties/evaluate/properties/inception/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.evaluate.properties.inception.type,parentSchema:schema31.properties.evaluate.properties.inception,data:data118};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
let data119 = data109.rows;
if(Array.isArray(data119)){
if(data119.length < 1){
const err254 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.evaluate.properties.rows,data:data119};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
const len7 = data119.length;
for(let i11=0; i11<len7; i11++){
let data120 = data119[i11];
if(!(((((((data120 === "adm") || (data120 === "uniform")) || (data120 === "ddsm")) || (data120 === "diff-pruning")) || (data120 === "uniform-mix")) || (data120 === "early-late")) || (data120 === "random"))){
const err255 = {instancePath:instancePath+"/evaluate/rows/" + i11,schemaPath:"#/properties/evaluate/properties/rows/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.rows.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.rows.items.enum,parentSchema:schema31.properties.evaluate.properties.rows.items,data:data120};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
let i12 = data119.length;
let j4;
if(i12 > 1){
outer3:
for(;i12--;){
for(j4 = i12; j4--;){
if(func0(data119[i12], data119[j4])){
const err256 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/uniqueItems",keyword:"uniqueItems",params:{i: i12, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i12+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.rows,data:data119};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err257 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.rows.type,parentSchema:schema31.properties.evaluate.properties.rows,data:data119};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
if(data109.sampler !== undefined){
let data121 = data109.sampler;
if(data121 && typeof data121 == "object" && !Array.isArray(data121)){
if(data121.kind === undefined){
data121.kind = "ddpm";
}
if(data121.steps === undefined){
data121.steps = 1000;
}
for(const key12 in data121){
if(!(func1.call(schema32.properties, key12))){
const err258 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data121};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
let data122 = data121.kind;
if(!(((((((data122 === "ddpm") || (data122 === "ddim")) || (data122 === "dpm-solver")) || (data122 === "dpm-solver++")) || (data122 === "unipc")) || (data122 === "heun")) || (data122 === "euler"))){
const err259 = {instancePath:instancePath+"/evaluate/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data122};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
let data123 = data121.steps;
if(!(((typeof data123 == "number") && (!(data123 % 1) && !isNaN(data123))) && (isFinite(data123)))){
const err260 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data123};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
if((typeof data123 == "number") && (isFinite(data123))){
if(data123 > 10000 || isNaN(data123)){
const err261 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data123};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
if(data123 < 1 || isNaN(data123)){
const err262 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data123};
if(vErrors === null){
vErrors = [err262];
}
else {
vErrors.push(err262);
}
errors++;
}
}
if(data121.eta !== undefined){
let data124 = data121.eta;
if((typeof data124 == "number") && (isFinite(data124))){
if(data124 > 1 || isNaN(data124)){
const err263 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data124};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
if(data124 < 0 || isNaN(data124)){
const err264 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data124};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
}
else {
const err265 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data124};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
}
if(data121.clip !== undefined){
let data125 = data121.clip;
if(typeof data125 !== "boolean"){
const err266 = {instancePath:instancePath+"/evaluate/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data125};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
if(data121.guidance !== undefined){
let data126 = data121.guidance;
if((typeof data126 == "number") && (isFinite(data126))){
if(data126 > 100 || isNaN(data126)){
const err267 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.guidance,data:data126};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
if(data126 < 0 || isNaN(data126)){
const err268 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.guidance,data:data126};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
}
else {
const err269 = {instancePath:instancePath+"/evaluate/sampler/guidance",schemaPath:"#/$defs/sampler/properties/guidance/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.guidance.type,parentSchema:schema32.properties.guidance,data:data126};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
}
if(data121.spacing !== undefined){
let data127 = data121.spacing;
if(!(((((data127 === "uniform") || (data127 === "quadratic")) || (data127 === "trailing")) || (data127 === "linspace")) || (data127 === "karras"))){
const err270 = {instancePath:instancePath+"/evaluate/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data127};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
}
if(data121.order !== undefined){
let data128 = data121.order;
if(!(((typeof data128 == "number") && (!(data128 % 1) && !isNaN(data128))) && (isFinite(data128)))){
const err271 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data128};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
if((typeof data128 == "number") && (isFinite(data128))){
if(data128 > 3 || isNaN(data128)){
const err272 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data128};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
if(data128 < 1 || isNaN(data128)){
const err273 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data128};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
}
}
if(data121.solver !== undefined){
let data129 = data121.solver;
if(!(((((data129 === "midpoint") || (data129 === "heun")) || (data129 === "taylor")) || (data129 === "bh1")) || (data129 === "bh2"))){
const err274 = {instancePath:instancePath+"/evaluate/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data129};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
if(data121.lowerOrderFinal !== undefined){
let data130 = data121.lowerOrderFinal;
if(typeof data130 !== "boolean"){
const err275 = {instancePath:instancePath+"/evaluate/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data130};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
}
if(data121.lastSigma !== undefined){
let data131 = data121.lastSigma;
if(!((data131 === "zero") || (data131 === "min"))){
const err276 = {instancePath:instancePath+"/evaluate/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data131};
if(vErrors === null){
vErrors = [err276];
}
else {
vErrors.push(err276);
}
errors++;
}
}
if(data121.rho !== undefined){
let data132 = data121.rho;
if((typeof data132 == "number") && (isFinite(data132))){
if(data132 > 100 || isNaN(data132)){
const err277 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data132};
if(vErrors === null){
vErrors = [err277];
}
else {
vErrors.push(err277);
}
errors++;
}
if(data132 <= 0 || isNaN(data132)){
const err278 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data132};
if(vErrors === null){
vErrors = [err278];
}
else {
vErrors.push(err278);
}
errors++;
}
}
else {
const err279 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data132};
if(vErrors === null){
vErrors = [err279];
}
else {
vErrors.push(err279);
}
errors++;
}
}
if(data121.sigmaMin !== undefined){
let data133 = data121.sigmaMin;
if((typeof data133 == "number") && (isFinite(data133))){
if(data133 <= 0 || isNaN(data133)){
const err280 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data133};
if(vErrors === null){
vErrors = [err280];
}
else {
vErrors.push(err280);
}
errors++;
}
}
else {
const err281 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data133};
if(vErrors === null){
vErrors = [err281];
}
else {
vErrors.push(err281);
}
errors++;
}
}
if(data121.sigmaMax !== undefined){
let data134 = data121.sigmaMax;
if((typeof data134 == "number") && (isFinite(data134))){
if(data134 <= 0 || isNaN(data134)){
const err282 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data134};
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
const err283 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data134};
if(vErrors === null){
vErrors = [err283];
}
else {
vErrors.push(err283);
}
errors++;
}
}
if(data121.churn !== undefined){
let data135 = data121.churn;
if((typeof data135 == "number") && (isFinite(data135))){
if(data135 < 0 || isNaN(data135)){
const err284 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data135};
if(vErrors === null){
vErrors = [err284];
}
else {
vErrors.push(err284);
}
errors++;
}
}
else {
const err285 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data135};
if(vErrors === null){
vErrors = [err285];
}
else {
vErrors.push(err285);
}
errors++;
}
}
if(data121.churnMin !== undefined){
let data136 = data121.churnMin;
if((typeof data136 == "number") && (isFinite(data136))){
if(data136 < 0 || isNaN(data136)){
const err286 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data136};
if(vErrors === null){
vErrors = [err286];
}
else {
vErrors.push(err286);
}
errors++;
}
}
else {
const err287 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data136};
if(vErrors === null){
vErrors = [err287];
}
else {
vErrors.push(err287);
}
errors++;
}
}
if(data121.churnMax !== undefined){
let data137 = data121.churnMax;
if((typeof data137 == "number") && (isFinite(data137))){
if(data137 < 0 || isNaN(data137)){
const err288 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data137};
if(vErrors === null){
vErrors = [err288];
}
else {
vErrors.push(err288);
}
errors++;
}
}
else {
const err289 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data137};
if(vErrors === null){
vErrors = [err289];
}
else {
vErrors.push(err289);
}
errors++;
}
}
if(data121.churnNoise !== undefined){
let data138 = data121.churnNoise;
if((typeof data138 == "number") && (isFinite(data138))){
if(data138 <= 0 || isNaN(data138)){
const err290 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data138};
if(vErrors === null){
vErrors = [err290];
}
else {
vErrors.push(err290);
}
errors++;
}
}
else {
const err291 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data138};
if(vErrors === null){
vErrors = [err291];
}
else {
vErrors.push(err291);
}
errors++;
}
}
}
else {
const err292 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data121};
if(vErrors === null){
vErrors = [err292];
}
else {
vErrors.push(err292);
}
errors++;
}
}
let data139 = data109.resample;
if(typeof data139 !== "boolean"){
const err293 = {instancePath:instancePath+"/evaluate/resample",schemaPath:"#/properties/evaluate/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.evaluate.properties.resample.type,parentSchema:schema31.properties.evaluate.properties.resample,data:data139};
if(vErrors === null){
vErrors = [err293];
}
else {
vErrors.push(err293);
}
errors++;
}
let data140 = data109.seed;
if(!(((typeof data140 == "number") && (!(data140 % 1) && !isNaN(data140))) && (isFinite(data140)))){
const err294 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.seed.type,parentSchema:schema31.properties.evaluate.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err294];
}
else {
vErrors.push(err294);
}
errors++;
}
if((typeof data140 == "number") && (isFinite(data140))){
if(data140 > 4294967295 || isNaN(data140)){
const err295 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.evaluate.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err295];
}
else {
vErrors.push(err295);
}
errors++;
}
if(data140 < 0 || isNaN(data140)){
const err296 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.seed,data:data140};
if(vErrors === null){
vErrors = [err296];
}
else {
vErrors.push(err296);
}
errors++;
}
}
}
else {
const err297 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.evaluate.type,parentSchema:schema31.properties.evaluate,data:data109};
if(vErrors === null){
vErrors = [err297];
}
else {
vErrors.push(err297);
}
errors++;
}
let data141 = data.variants;
if(Array.isArray(data141)){
const len8 = data141.length;
for(let i13=0; i13<len8; i13++){
let data142 = data141[i13];
if(data142 && typeof data142 == "object" && !Array.isArray(data142)){
if(data142.name === undefined){
const err298 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.properties.variants.items.required,parentSchema:schema31.properties.variants.items,data:data142};
if(vErrors === null){
vErrors = [err298];
}
else {
vErrors.push(err298);
}
errors++;
}
for(const key13 in data142){
if(!((((((((key13 === "name") || (key13 === "widths")) || (key13 === "train")) || (key13 === "baseline")) || (key13 === "pruning")) || (key13 === "search")) || (key13 === "classifier")) || (key13 === "evaluate"))){
const err299 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.variants.items,data:data142};
if(vErrors === null){
vErrors = [err299];
}
else {
vErrors.push(err299);
}
errors++;
}
}
if(data142.name !== undefined){
let data143 = data142.name;
if(typeof data143 === "string"){
if(!pattern4.test(data143)){
const err300 = {instancePath:instancePath+"/variants/" + i13+"/name",schemaPath:"#/properties/variants/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.variants.items.properties.name,data:data143};
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
const err301 = {instancePath:instancePath+"/variants/" + i13+"/name",schemaPath:"#/properties/variants/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.variants.items.properties.name.type,parentSchema:schema31.properties.variants.items.properties.name,data:data143};
if(vErrors === null){
vErrors = [err301];
}
else {
vErrors.push(err301);
}
errors++;
}
}
if(data142.widths !== undefined){
let data144 = data142.widths;
if(!(data144 && typeof data144 == "object" && !Array.isArray(data144))){
const err302 = {instancePath:instancePath+"/variants/" + i13+"/widths",schemaPath:"#/properties/variants/items/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.widths.type,parentSchema:schema31.properties.variants.items.properties.widths,data:data144};
if(vErrors === null){
vErrors = [err302];
}
else {
vErrors.push(err302);
}
errors++;
}
}
if(data142.train !== undefined){
let data145 = data142.train;
if(!(data145 && typeof data145 == "object" && !Array.isArray(data145))){
const err303 = {instancePath:instancePath+"/variants/" + i13+"/train",schemaPath:"#/properties/variants/items/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.train.type,parentSchema:schema31.properties.variants.items.properties.train,data:data145};
if(vErrors === null){
vErrors = [err303];
}
else {
vErrors.push(err303);
}
errors++;
}
}
if(data142.baseline !== undefined){
let data146 = data142.baseline;
if(!(data146 && typeof data146 == "object" && !Array.isArray(data146))){
const err304 = {instancePath:instancePath+"/variants/" + i13+"/baseline",schemaPath:"#/properties/variants/items/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.baseline.type,parentSchema:schema31.properties.variants.items.properties.baseline,data:data146};
if(vErrors === null){
vErrors = [err304];
}
else {
vErrors.push(err304);
}
errors++;
}
}
if(data142.pruning !== undefined){
let data147 = data142.pruning;
if(!(data147 && typeof data147 == "object" && !Array.isArray(data147))){
const err305 = {instancePath:instancePath+"/variants/" + i13+"/pruning",schemaPath:"#/properties/variants/items/properties/pruning/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.pruning.type,parentSchema:schema31.properties.variants.items.properties.pruning,data:data147};
if(vErrors === null){
vErrors = [err305];
}
else {
vErrors.push(err305);
}
errors++;
}
}
if(data142.search !== undefined){
let data148 = data142.search;
if(!(data148 && typeof data148 == "object" && !Array.isArray(data148))){
const err306 = {instancePath:instancePath+"/variants/" + i13+"/search",schemaPath:"#/properties/variants/items/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.search.type,parentSchema:schema31.properties.variants.items.properties.search,data:data148};
if(vErrors === null){
vErrors = [err306];
}
else {
vErrors.push(err306);
}
errors++;
}
}
if(data142.classifier !== undefined){
let data149 = data142.classifier;
if(!(data149 && typeof data149 == "object" && !Array.isArray(data149))){
const err307 = {instancePath:instancePath+"/variants/" + i13+"/classifier",schemaPath:"#/properties/variants/items/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.classifier.type,parentSchema:schema31.properties.variants.items.properties.classifier,data:data149};
if(vErrors === null){
vErrors = [err307];
}
else {
vErrors.push(err307);
}
errors++;
}
}
if(data142.evaluate !== undefined){
let data150 = data142.evaluate;
if(!(data150 && typeof data150 == "object" && !Array.isArray(data150))){
const err308 = {instancePath:instancePath+"/variants/" + i13+"/evaluate",schemaPath:"#/properties/variants/items/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.evaluate.type,parentSchema:schema31.properties.variants.items.properties.evaluate,data:data150};
if(vErrors === null){
vErrors = [err308];
}
else {
vErrors.push(err308);
}
errors++;
}
}
}
else {
const err309 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.type,parentSchema:schema31.properties.variants.items,data:data142};
if(vErrors === null){
vErrors = [err309];
}
else {
vErrors.push(err309);
}
errors++;
}
}
}
else {
const err310 = {instancePath:instancePath+"/variants",schemaPath:"#/properties/variants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.variants.type,parentSchema:schema31.properties.variants,data:data141};
if(vErrors === null){
vErrors = [err310];
}
else {
vErrors.push(err310);
}
errors++;
}
let data151 = data.tables;
if(data151 && typeof data151 == "object" && !Array.isArray(data151)){
if(data151.paper === undefined){
data151.paper = "";
}
for(const key14 in data151){
if(!(key14 === "paper")){
const err311 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.tables,data:data151};
if(vErrors === null){
vErrors = [err311];
}
else {
vErrors.push(err311);
}
errors++;
}
}
let data152 = data151.paper;
if(typeof data152 !== "string"){
const err312 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.tables.properties.paper.type,parentSchema:schema31.properties.tables.properties.paper,data:data152};
if(vErrors === null){
vErrors = [err312];
}
else {
vErrors.push(err312);
}
errors++;
}
if(!(((((((data152 === "") || (data152 === "cifar10")) || (data152 === "celeba")) || (data152 === "imagenet")) || (data152 === "lsun-bedroom")) || (data152 === "afhq")) || (data152 === "celebahq128"))){
const err313 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/enum",keyword:"enum",params:{allowedValues: schema31.properties.tables.properties.paper.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.tables.properties.paper.enum,parentSchema:schema31.properties.tables.properties.paper,data:data152};
if(vErrors === null){
vErrors = [err313];
}
else {
vErrors.push(err313);
}
errors++;
}
}
else {
const err314 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.tables.type,parentSchema:schema31.properties.tables,data:data151};
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
const err315 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err315];
}
else {
vErrors.push(err315);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

