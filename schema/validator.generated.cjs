/* Generated from schema/experiment.schema.json by `npm run generate`. */
"use strict";
module.exports = validate20;
module.exports.default = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"experiment.schema.json","title":"Experiment","description":"One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.","type":"object","additionalProperties":false,"required":["dataset","model"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the run folder; the file's name where it is left out."},"description":{"type":"string","default":"","description":"What this experiment is, in a sentence or two."},"extends":{"type":"string","description":"Another spec, relative to this file, whose keys hold where this one says nothing. Maps are merged, lists and values replaced."},"precision":{"enum":["float32","bfloat16"],"default":"float32","description":"What convolutions and matrix products are computed in, training and sampling alike; weights and everything else stay float32."},"tf32":{"type":"boolean","default":true,"description":"Let GPUs that have it compute float32 convolutions and products in TF32 (10 bits of mantissa)."},"dataset":{"type":"object","additionalProperties":false,"required":["kind","resolution"],"description":"Where the images come from.","properties":{"kind":{"enum":["digits","folder","cifar10"],"description":"`digits`: the embedded handwritten digits. `folder`: any folder of images (folders inside it are classes). `cifar10`: CIFAR-10's binary batches."},"path":{"type":"string","description":"Folder of the data for `folder` and `cifar10`, relative to the spec's file. Without it, `../data/<dataset.name>`."},"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the data set, shared by experiments on the same data; the experiment's where it is left out."},"resolution":{"type":"integer","minimum":4,"maximum":1024,"description":"Height and width in pixels at which the model sees images."},"flips":{"type":"boolean","default":true,"description":"Mirror training images at random, left to right."},"limit":{"type":"integer","minimum":0,"default":0,"description":"Use only the first so many images; 0 for all."},"source":{"type":"string","default":"","description":"Where to get the data and how to lay it out; said when it is missing."}}},"model":{"type":"object","additionalProperties":false,"required":["channels","multipliers"],"description":"The U-Net at full width (supplement, section F).","properties":{"channels":{"type":"integer","minimum":8,"maximum":1024,"multipleOf":2,"description":"Channels of the finest level."},"multipliers":{"type":"array","minItems":1,"maxItems":8,"items":{"type":"integer","minimum":1,"maximum":16},"description":"Channel multiplier of each level, finest first."},"attentionLevels":{"type":"array","uniqueItems":true,"items":{"type":"integer","minimum":0},"default":[],"description":"Levels with self-attention, 0 = finest."},"blocks":{"type":"integer","minimum":1,"maximum":8,"default":2,"description":"Residual blocks per level."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":16,"description":"Groups of every group norm in the supernet."},"dropout":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.1,"description":"Dropout in residual blocks while training."},"classes":{"type":"integer","minimum":0,"maximum":100000,"default":0,"description":"Classes of a class-conditional model; 0 for an unconditional one."}}},"widths":{"type":"object","additionalProperties":false,"default":{},"description":"Widths at which the supernet runs, as eighths of the full network.","properties":{"options":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"],"description":"Widths that are trained."},"exclude":{"type":"array","uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":[],"description":"Widths that the search may not use (CIFAR-10: 7/8 and 8/8)."}}},"diffusion":{"type":"object","additionalProperties":false,"default":{},"description":"The noising process.","properties":{"steps":{"type":"integer","minimum":2,"maximum":10000,"default":1000,"description":"Training time steps T."},"schedule":{"enum":["linear"],"default":"linear","description":"How β rises over the steps."},"betas":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1},"default":[0.0001,0.02],"description":"First and last β."},"prediction":{"enum":["noise"],"default":"noise","description":"What the network predicts."}}},"train":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the supernet by the sandwich rule.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":256,"description":"Images per step."},"accumulate":{"type":"integer","minimum":1,"default":1,"description":"Parts that each batch is computed in, one after the other, their gradients averaged: for batches that do not fit in memory. Divides `batch`, and `baseline.batch`."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0004,"description":"Adam's learning rate after warm-up."},"warmup":{"type":"integer","minimum":0,"default":5000,"description":"Steps over which the learning rate rises linearly."},"decay":{"enum":["none","cosine"],"default":"none","description":"How the learning rate falls after warm-up: not at all (the paper), or to zero along a cosine."},"clip":{"type":"number","exclusiveMinimum":0,"default":1,"description":"Largest norm of the summed gradient."},"ema":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.9999,"description":"Decay of the weights' moving average, which is what is evaluated."},"emaWarmup":{"type":"boolean","default":false,"description":"Let the average forget its start faster, decay at step n at most (1 + n) / (10 + n): for short runs."},"sandwich":{"type":"integer","minimum":2,"maximum":7,"default":3,"description":"Widths per step: the largest, the smallest, the rest drawn at random."},"checkpointEvery":{"type":"integer","minimum":1,"default":5000,"description":"Steps between checkpoints."},"sampleEvery":{"type":"integer","minimum":0,"default":0,"description":"Steps between sample grids; 0 for none."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights, order, noise and dropout."},"weights":{"type":"string","description":"A .safetensors file, relative to the spec, of weights to use instead of training: what `ddsm import` or `ddsm export` made."}}},"baseline":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the plain network (row `adm`); what it does not name is as in `train`.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate after warm-up."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":32,"description":"Groups of every group norm in the plain network."},"weights":{"type":"string","description":"Weights of the plain network to use instead of training it."}}},"search":{"type":"object","additionalProperties":false,"default":{},"description":"The evolutionary search for a strategy.","properties":{"population":{"type":"integer","minimum":2,"maximum":10000,"default":50,"description":"Individuals that survive a generation."},"iterations":{"type":"integer","minimum":1,"maximum":10000,"default":10,"description":"Generations, the first included."},"mutation":{"type":"number","minimum":0,"maximum":1,"default":0.001,"description":"Chance of a step's width to mutate."},"mutationMode":{"enum":["per-gene","reference"],"default":"per-gene","description":"`per-gene`: the paper's words. `reference`: what the authors' code does, whose rate applies once per individual and once more per gene."},"crossover":{"type":"number","minimum":0,"maximum":1,"default":0.9,"description":"Chance of a pair to cross over."},"flopsWeight":{"type":"number","minimum":0,"default":0.1,"description":"Weight of mean GFLOPs in the fitness, against the distance (CIFAR-10 0.1, CelebA 0.25)."},"images":{"type":"integer","minimum":2,"default":4096,"description":"Images generated per candidate."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"sampler":{"$ref":"#/$defs/sampler","default":{}},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the evolution and of the candidates' common noise."},"rescore":{"type":"integer","minimum":0,"maximum":1000,"default":5,"description":"How many of the final best are scored again with fresh noise before the winner is named; 0 for none."},"strategy":{"type":"string","description":"A strategy file, relative to the spec, to use instead of searching."},"from":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Another experiment, a spec beside this one, whose searched strategy is used instead of searching (Tables D and E). A run does that search first, where it has not been done."},"seeds":{"type":"array","items":{"type":"string"},"default":[],"description":"Strategy files, relative to the spec, that the first generation contains."},"resample":{"type":"boolean","default":false,"description":"Stretch the strategies of `strategy` and `seeds` that have another number of steps to the sampler's; otherwise they are refused."}}},"classifier":{"type":"object","additionalProperties":false,"default":{},"description":"The small classifier, trained on the data's own labels, whose features give the Fréchet distance `frechet`.","properties":{"iterations":{"type":"integer","minimum":1,"default":2000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"features":{"type":"integer","minimum":2,"maximum":2048,"default":64,"description":"Dimensions of the features."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights and order."}}},"evaluate":{"type":"object","additionalProperties":false,"default":{},"description":"The rows of the result table.","properties":{"images":{"type":"integer","minimum":2,"default":50000,"description":"Images generated per row."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"metric":{"enum":["fid","frechet"],"default":"fid","description":"`fid`: Inception features. `frechet`: the same distance in features of the classifier trained on the data's labels."},"resize":{"enum":["torch","tf"],"default":"torch","description":"How Inception's input is resized. `torch`: half-pixel bilinear on floats (pytorch-fid, the authors). `tf`: TensorFlow 1's bilinear on bytes (torch-fidelity)."},"scores":{"type":"array","uniqueItems":true,"items":{"enum":["kid","is","sfid","precision-recall"]},"default":[],"description":"Scores beside FID, of the same features: kernel distance, Inception score, the Fréchet distance of spatial features, precision and recall."},"repeats":{"type":"integer","minimum":1,"maximum":100,"default":1,"description":"How often each row is measured, with other noise each time: the distance is then the mean, beside its minimum and deviation."},"jackknife":{"type":"integer","minimum":0,"maximum":1000,"default":10,"description":"Parts of a row's images that are left out in turn to say how sure its distance is; 0 for none. Costs as many distances, no images."},"inception":{"type":"string","default":"weights/pt_inception-2015-12-05-6726825d.pth","description":"Inception's weights for `fid`, relative to the spec: pytorch-fid's file, or what `ddsm import` made of it."},"rows":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["adm","uniform","ddsm"]},"default":["adm","uniform","ddsm"],"description":"`adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy."},"sampler":{"$ref":"#/$defs/sampler"},"resample":{"type":"boolean","default":false,"description":"Stretch the searched strategy to the steps of `evaluate.sampler`, where those are others."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":1000,"description":"Seed of the images' noise."}}},"variants":{"type":"array","default":[],"description":"The same experiment several times, with differences: all are run, stages that do not differ only once, and stand in one table.","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the variant, in folders and tables."},"widths":{"type":"object","description":"What differs from the spec's `widths`."},"train":{"type":"object","description":"What differs from the spec's `train`."},"baseline":{"type":"object","description":"What differs from the spec's `baseline`."},"search":{"type":"object","description":"What differs from the spec's `search`."},"evaluate":{"type":"object","description":"What differs from the spec's `evaluate`."}}}},"tables":{"type":"object","additionalProperties":false,"default":{},"description":"What stands beside our numbers.","properties":{"paper":{"type":"string","enum":["","cifar10","celeba","imagenet","lsun-bedroom","afhq","celebahq128"],"default":"","description":"The paper's row for this experiment; empty where there is none."}}}},"$defs":{"sampler":{"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}}}};
const schema32 = {"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}};
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
if(!(((((((key1 === "kind") || (key1 === "path")) || (key1 === "name")) || (key1 === "resolution")) || (key1 === "flips")) || (key1 === "limit")) || (key1 === "source"))){
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
if(!(((data6 === "digits") || (data6 === "folder")) || (data6 === "cifar10"))){
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
if(data5.name !== undefined){
let data8 = data5.name;
if(typeof data8 === "string"){
if(!pattern4.test(data8)){
const err14 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.dataset.properties.name,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/dataset/name",schemaPath:"#/properties/dataset/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.name.type,parentSchema:schema31.properties.dataset.properties.name,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.resolution !== undefined){
let data9 = data5.resolution;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err16 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.resolution.type,parentSchema:schema31.properties.dataset.properties.resolution,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 1024 || isNaN(data9)){
const err17 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.dataset.properties.resolution,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9 < 4 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.resolution,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
let data10 = data5.flips;
if(typeof data10 !== "boolean"){
const err19 = {instancePath:instancePath+"/dataset/flips",schemaPath:"#/properties/dataset/properties/flips/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.dataset.properties.flips.type,parentSchema:schema31.properties.dataset.properties.flips,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
let data11 = data5.limit;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err20 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.limit.type,parentSchema:schema31.properties.dataset.properties.limit,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
const err21 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.limit,data:data11};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let data12 = data5.source;
if(typeof data12 !== "string"){
const err22 = {instancePath:instancePath+"/dataset/source",schemaPath:"#/properties/dataset/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.source.type,parentSchema:schema31.properties.dataset.properties.source,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.dataset.type,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.model !== undefined){
let data13 = data.model;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.attentionLevels === undefined){
data13.attentionLevels = [];
}
if(data13.blocks === undefined){
data13.blocks = 2;
}
if(data13.groups === undefined){
data13.groups = 16;
}
if(data13.dropout === undefined){
data13.dropout = 0.1;
}
if(data13.classes === undefined){
data13.classes = 0;
}
if(data13.channels === undefined){
const err24 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "channels"},message:"must have required property '"+"channels"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data13.multipliers === undefined){
const err25 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "multipliers"},message:"must have required property '"+"multipliers"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key2 in data13){
if(!(((((((key2 === "channels") || (key2 === "multipliers")) || (key2 === "attentionLevels")) || (key2 === "blocks")) || (key2 === "groups")) || (key2 === "dropout")) || (key2 === "classes"))){
const err26 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.model,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data13.channels !== undefined){
let data14 = data13.channels;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err27 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.channels.type,parentSchema:schema31.properties.model.properties.channels,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 1024 || isNaN(data14)){
const err28 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.model.properties.channels,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data14 < 8 || isNaN(data14)){
const err29 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 8},message:"must be >= 8",schema:8,parentSchema:schema31.properties.model.properties.channels,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
let res0;
if((2 === 0 || (res0 = data14/2, res0 !== parseInt(res0)))){
const err30 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/multipleOf",keyword:"multipleOf",params:{multipleOf: 2},message:"must be multiple of 2",schema:2,parentSchema:schema31.properties.model.properties.channels,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data13.multipliers !== undefined){
let data15 = data13.multipliers;
if(Array.isArray(data15)){
if(data15.length > 8){
const err31 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/maxItems",keyword:"maxItems",params:{limit: 8},message:"must NOT have more than 8 items",schema:8,parentSchema:schema31.properties.model.properties.multipliers,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data15.length < 1){
const err32 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.model.properties.multipliers,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err33 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.multipliers.items.type,parentSchema:schema31.properties.model.properties.multipliers.items,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 16 || isNaN(data16)){
const err34 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16",schema:16,parentSchema:schema31.properties.model.properties.multipliers.items,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data16 < 1 || isNaN(data16)){
const err35 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.multipliers.items,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.multipliers.type,parentSchema:schema31.properties.model.properties.multipliers,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
let data17 = data13.attentionLevels;
if(Array.isArray(data17)){
const len1 = data17.length;
for(let i1=0; i1<len1; i1++){
let data18 = data17[i1];
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err37 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.attentionLevels.items.type,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
const err38 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data18};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
let i2 = data17.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data17[i2];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err39 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema31.properties.model.properties.attentionLevels,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err40 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.attentionLevels.type,parentSchema:schema31.properties.model.properties.attentionLevels,data:data17};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
let data19 = data13.blocks;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err41 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.blocks.type,parentSchema:schema31.properties.model.properties.blocks,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 8 || isNaN(data19)){
const err42 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8",schema:8,parentSchema:schema31.properties.model.properties.blocks,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data19 < 1 || isNaN(data19)){
const err43 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.blocks,data:data19};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
let data20 = data13.groups;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err44 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.groups.type,parentSchema:schema31.properties.model.properties.groups,data:data20};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 256 || isNaN(data20)){
const err45 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.model.properties.groups,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err46 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.groups,data:data20};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
let data21 = data13.dropout;
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 0 || isNaN(data21)){
const err47 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.dropout,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data21 >= 1 || isNaN(data21)){
const err48 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.model.properties.dropout,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.dropout.type,parentSchema:schema31.properties.model.properties.dropout,data:data21};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
let data22 = data13.classes;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err50 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.classes.type,parentSchema:schema31.properties.model.properties.classes,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 100000 || isNaN(data22)){
const err51 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema31.properties.model.properties.classes,data:data22};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data22 < 0 || isNaN(data22)){
const err52 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.classes,data:data22};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.model.type,parentSchema:schema31.properties.model,data:data13};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
let data23 = data.widths;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.options === undefined){
data23.options = ["2/8","3/8","4/8","5/8","6/8","7/8","8/8"];
}
if(data23.exclude === undefined){
data23.exclude = [];
}
for(const key3 in data23){
if(!((key3 === "options") || (key3 === "exclude"))){
const err54 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.widths,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
let data24 = data23.options;
if(Array.isArray(data24)){
if(data24.length < 1){
const err55 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.widths.properties.options,data:data24};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
const len2 = data24.length;
for(let i3=0; i3<len2; i3++){
let data25 = data24[i3];
if(!(((((((data25 === "2/8") || (data25 === "3/8")) || (data25 === "4/8")) || (data25 === "5/8")) || (data25 === "6/8")) || (data25 === "7/8")) || (data25 === "8/8"))){
const err56 = {instancePath:instancePath+"/widths/options/" + i3,schemaPath:"#/properties/widths/properties/options/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.options.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.options.items.enum,parentSchema:schema31.properties.widths.properties.options.items,data:data25};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
let i4 = data24.length;
let j1;
if(i4 > 1){
outer0:
for(;i4--;){
for(j1 = i4; j1--;){
if(func0(data24[i4], data24[j1])){
const err57 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.options,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err58 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.options.type,parentSchema:schema31.properties.widths.properties.options,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
let data26 = data23.exclude;
if(Array.isArray(data26)){
const len3 = data26.length;
for(let i5=0; i5<len3; i5++){
let data27 = data26[i5];
if(!(((((((data27 === "2/8") || (data27 === "3/8")) || (data27 === "4/8")) || (data27 === "5/8")) || (data27 === "6/8")) || (data27 === "7/8")) || (data27 === "8/8"))){
const err59 = {instancePath:instancePath+"/widths/exclude/" + i5,schemaPath:"#/properties/widths/properties/exclude/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.exclude.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.exclude.items.enum,parentSchema:schema31.properties.widths.properties.exclude.items,data:data27};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
let i6 = data26.length;
let j2;
if(i6 > 1){
outer1:
for(;i6--;){
for(j2 = i6; j2--;){
if(func0(data26[i6], data26[j2])){
const err60 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.exclude,data:data26};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err61 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.exclude.type,parentSchema:schema31.properties.widths.properties.exclude,data:data26};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.widths.type,parentSchema:schema31.properties.widths,data:data23};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
let data28 = data.diffusion;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.steps === undefined){
data28.steps = 1000;
}
if(data28.schedule === undefined){
data28.schedule = "linear";
}
if(data28.betas === undefined){
data28.betas = [0.0001,0.02];
}
if(data28.prediction === undefined){
data28.prediction = "noise";
}
for(const key4 in data28){
if(!((((key4 === "steps") || (key4 === "schedule")) || (key4 === "betas")) || (key4 === "prediction"))){
const err63 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.diffusion,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
let data29 = data28.steps;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err64 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.diffusion.properties.steps.type,parentSchema:schema31.properties.diffusion.properties.steps,data:data29};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 10000 || isNaN(data29)){
const err65 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.diffusion.properties.steps,data:data29};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data29 < 2 || isNaN(data29)){
const err66 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.diffusion.properties.steps,data:data29};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
let data30 = data28.schedule;
if(!(data30 === "linear")){
const err67 = {instancePath:instancePath+"/diffusion/schedule",schemaPath:"#/properties/diffusion/properties/schedule/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.schedule.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.schedule.enum,parentSchema:schema31.properties.diffusion.properties.schedule,data:data30};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
let data31 = data28.betas;
if(Array.isArray(data31)){
if(data31.length > 2){
const err68 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data31};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data31.length < 2){
const err69 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data31};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
const len4 = data31.length;
for(let i7=0; i7<len4; i7++){
let data32 = data31[i7];
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 >= 1 || isNaN(data32)){
const err70 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data32};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data32 <= 0 || isNaN(data32)){
const err71 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data32};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.diffusion.properties.betas.items.type,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data32};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.diffusion.properties.betas.type,parentSchema:schema31.properties.diffusion.properties.betas,data:data31};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
let data33 = data28.prediction;
if(!(data33 === "noise")){
const err74 = {instancePath:instancePath+"/diffusion/prediction",schemaPath:"#/properties/diffusion/properties/prediction/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.prediction.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.prediction.enum,parentSchema:schema31.properties.diffusion.properties.prediction,data:data33};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.diffusion.type,parentSchema:schema31.properties.diffusion,data:data28};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
let data34 = data.train;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.iterations === undefined){
data34.iterations = 450000;
}
if(data34.batch === undefined){
data34.batch = 256;
}
if(data34.accumulate === undefined){
data34.accumulate = 1;
}
if(data34.learningRate === undefined){
data34.learningRate = 0.0004;
}
if(data34.warmup === undefined){
data34.warmup = 5000;
}
if(data34.decay === undefined){
data34.decay = "none";
}
if(data34.clip === undefined){
data34.clip = 1;
}
if(data34.ema === undefined){
data34.ema = 0.9999;
}
if(data34.emaWarmup === undefined){
data34.emaWarmup = false;
}
if(data34.sandwich === undefined){
data34.sandwich = 3;
}
if(data34.checkpointEvery === undefined){
data34.checkpointEvery = 5000;
}
if(data34.sampleEvery === undefined){
data34.sampleEvery = 0;
}
if(data34.seed === undefined){
data34.seed = 0;
}
for(const key5 in data34){
if(!(func1.call(schema31.properties.train.properties, key5))){
const err76 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.train,data:data34};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
let data35 = data34.iterations;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err77 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.iterations.type,parentSchema:schema31.properties.train.properties.iterations,data:data35};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 < 1 || isNaN(data35)){
const err78 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.iterations,data:data35};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
let data36 = data34.batch;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err79 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.batch.type,parentSchema:schema31.properties.train.properties.batch,data:data36};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 4096 || isNaN(data36)){
const err80 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.train.properties.batch,data:data36};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data36 < 1 || isNaN(data36)){
const err81 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.batch,data:data36};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
let data37 = data34.accumulate;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
const err82 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.accumulate.type,parentSchema:schema31.properties.train.properties.accumulate,data:data37};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 1 || isNaN(data37)){
const err83 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.accumulate,data:data37};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
let data38 = data34.learningRate;
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 1 || isNaN(data38)){
const err84 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.train.properties.learningRate,data:data38};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data38 <= 0 || isNaN(data38)){
const err85 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.learningRate,data:data38};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
else {
const err86 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.learningRate.type,parentSchema:schema31.properties.train.properties.learningRate,data:data38};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
let data39 = data34.warmup;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err87 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.warmup.type,parentSchema:schema31.properties.train.properties.warmup,data:data39};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 0 || isNaN(data39)){
const err88 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.warmup,data:data39};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
let data40 = data34.decay;
if(!((data40 === "none") || (data40 === "cosine"))){
const err89 = {instancePath:instancePath+"/train/decay",schemaPath:"#/properties/train/properties/decay/enum",keyword:"enum",params:{allowedValues: schema31.properties.train.properties.decay.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.train.properties.decay.enum,parentSchema:schema31.properties.train.properties.decay,data:data40};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
let data41 = data34.clip;
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 <= 0 || isNaN(data41)){
const err90 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.clip,data:data41};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
else {
const err91 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.clip.type,parentSchema:schema31.properties.train.properties.clip,data:data41};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
let data42 = data34.ema;
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err92 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.ema,data:data42};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data42 >= 1 || isNaN(data42)){
const err93 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.train.properties.ema,data:data42};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.ema.type,parentSchema:schema31.properties.train.properties.ema,data:data42};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
let data43 = data34.emaWarmup;
if(typeof data43 !== "boolean"){
const err95 = {instancePath:instancePath+"/train/emaWarmup",schemaPath:"#/properties/train/properties/emaWarmup/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.train.properties.emaWarmup.type,parentSchema:schema31.properties.train.properties.emaWarmup,data:data43};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
let data44 = data34.sandwich;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err96 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sandwich.type,parentSchema:schema31.properties.train.properties.sandwich,data:data44};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 7 || isNaN(data44)){
const err97 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7",schema:7,parentSchema:schema31.properties.train.properties.sandwich,data:data44};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(data44 < 2 || isNaN(data44)){
const err98 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.train.properties.sandwich,data:data44};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
let data45 = data34.checkpointEvery;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err99 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.checkpointEvery.type,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data45};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 1 || isNaN(data45)){
const err100 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data45};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
let data46 = data34.sampleEvery;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err101 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sampleEvery.type,parentSchema:schema31.properties.train.properties.sampleEvery,data:data46};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 0 || isNaN(data46)){
const err102 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.sampleEvery,data:data46};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
let data47 = data34.seed;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err103 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.seed.type,parentSchema:schema31.properties.train.properties.seed,data:data47};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 4294967295 || isNaN(data47)){
const err104 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.train.properties.seed,data:data47};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
if(data47 < 0 || isNaN(data47)){
const err105 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.seed,data:data47};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data34.weights !== undefined){
let data48 = data34.weights;
if(typeof data48 !== "string"){
const err106 = {instancePath:instancePath+"/train/weights",schemaPath:"#/properties/train/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.train.properties.weights.type,parentSchema:schema31.properties.train.properties.weights,data:data48};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
else {
const err107 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.train.type,parentSchema:schema31.properties.train,data:data34};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
let data49 = data.baseline;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.iterations === undefined){
data49.iterations = 450000;
}
if(data49.batch === undefined){
data49.batch = 128;
}
if(data49.learningRate === undefined){
data49.learningRate = 0.0002;
}
if(data49.groups === undefined){
data49.groups = 32;
}
for(const key6 in data49){
if(!(((((key6 === "iterations") || (key6 === "batch")) || (key6 === "learningRate")) || (key6 === "groups")) || (key6 === "weights"))){
const err108 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.baseline,data:data49};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
let data50 = data49.iterations;
if(!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))){
const err109 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.iterations.type,parentSchema:schema31.properties.baseline.properties.iterations,data:data50};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 < 1 || isNaN(data50)){
const err110 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.iterations,data:data50};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
let data51 = data49.batch;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err111 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.batch.type,parentSchema:schema31.properties.baseline.properties.batch,data:data51};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 4096 || isNaN(data51)){
const err112 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.baseline.properties.batch,data:data51};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data51 < 1 || isNaN(data51)){
const err113 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.batch,data:data51};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
let data52 = data49.learningRate;
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 1 || isNaN(data52)){
const err114 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.baseline.properties.learningRate,data:data52};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(data52 <= 0 || isNaN(data52)){
const err115 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.baseline.properties.learningRate,data:data52};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.baseline.properties.learningRate.type,parentSchema:schema31.properties.baseline.properties.learningRate,data:data52};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
let data53 = data49.groups;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err117 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.groups.type,parentSchema:schema31.properties.baseline.properties.groups,data:data53};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 > 256 || isNaN(data53)){
const err118 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.baseline.properties.groups,data:data53};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(data53 < 1 || isNaN(data53)){
const err119 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.groups,data:data53};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data49.weights !== undefined){
let data54 = data49.weights;
if(typeof data54 !== "string"){
const err120 = {instancePath:instancePath+"/baseline/weights",schemaPath:"#/properties/baseline/properties/weights/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.baseline.properties.weights.type,parentSchema:schema31.properties.baseline.properties.weights,data:data54};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
}
else {
const err121 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.baseline.type,parentSchema:schema31.properties.baseline,data:data49};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
let data55 = data.search;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
if(data55.population === undefined){
data55.population = 50;
}
if(data55.iterations === undefined){
data55.iterations = 10;
}
if(data55.mutation === undefined){
data55.mutation = 0.001;
}
if(data55.mutationMode === undefined){
data55.mutationMode = "per-gene";
}
if(data55.crossover === undefined){
data55.crossover = 0.9;
}
if(data55.flopsWeight === undefined){
data55.flopsWeight = 0.1;
}
if(data55.images === undefined){
data55.images = 4096;
}
if(data55.batch === undefined){
data55.batch = 256;
}
if(data55.sampler === undefined){
data55.sampler = {};
}
if(data55.seed === undefined){
data55.seed = 0;
}
if(data55.rescore === undefined){
data55.rescore = 5;
}
if(data55.seeds === undefined){
data55.seeds = [];
}
if(data55.resample === undefined){
data55.resample = false;
}
for(const key7 in data55){
if(!(func1.call(schema31.properties.search.properties, key7))){
const err122 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search,data:data55};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
let data56 = data55.population;
if(!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))){
const err123 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.population.type,parentSchema:schema31.properties.search.properties.population,data:data56};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 > 10000 || isNaN(data56)){
const err124 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.population,data:data56};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data56 < 2 || isNaN(data56)){
const err125 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.population,data:data56};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
let data57 = data55.iterations;
if(!(((typeof data57 == "number") && (!(data57 % 1) && !isNaN(data57))) && (isFinite(data57)))){
const err126 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.iterations.type,parentSchema:schema31.properties.search.properties.iterations,data:data57};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
if((typeof data57 == "number") && (isFinite(data57))){
if(data57 > 10000 || isNaN(data57)){
const err127 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.iterations,data:data57};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
if(data57 < 1 || isNaN(data57)){
const err128 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.iterations,data:data57};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
let data58 = data55.mutation;
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 1 || isNaN(data58)){
const err129 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.mutation,data:data58};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data58 < 0 || isNaN(data58)){
const err130 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.mutation,data:data58};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
else {
const err131 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.mutation.type,parentSchema:schema31.properties.search.properties.mutation,data:data58};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
let data59 = data55.mutationMode;
if(!((data59 === "per-gene") || (data59 === "reference"))){
const err132 = {instancePath:instancePath+"/search/mutationMode",schemaPath:"#/properties/search/properties/mutationMode/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.mutationMode.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.mutationMode.enum,parentSchema:schema31.properties.search.properties.mutationMode,data:data59};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
let data60 = data55.crossover;
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 1 || isNaN(data60)){
const err133 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.crossover,data:data60};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
if(data60 < 0 || isNaN(data60)){
const err134 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.crossover,data:data60};
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
const err135 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.crossover.type,parentSchema:schema31.properties.search.properties.crossover,data:data60};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
let data61 = data55.flopsWeight;
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 < 0 || isNaN(data61)){
const err136 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.flopsWeight,data:data61};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
else {
const err137 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.flopsWeight.type,parentSchema:schema31.properties.search.properties.flopsWeight,data:data61};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
let data62 = data55.images;
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
const err138 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.images.type,parentSchema:schema31.properties.search.properties.images,data:data62};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 < 2 || isNaN(data62)){
const err139 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.images,data:data62};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
let data63 = data55.batch;
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err140 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.batch.type,parentSchema:schema31.properties.search.properties.batch,data:data63};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 > 65536 || isNaN(data63)){
const err141 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.search.properties.batch,data:data63};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(data63 < 1 || isNaN(data63)){
const err142 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.batch,data:data63};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
let data64 = data55.sampler;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
if(data64.kind === undefined){
data64.kind = "ddpm";
}
if(data64.steps === undefined){
data64.steps = 1000;
}
for(const key8 in data64){
if(!(func1.call(schema32.properties, key8))){
const err143 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data64};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
let data65 = data64.kind;
if(!(((((((data65 === "ddpm") || (data65 === "ddim")) || (data65 === "dpm-solver")) || (data65 === "dpm-solver++")) || (data65 === "unipc")) || (data65 === "heun")) || (data65 === "euler"))){
const err144 = {instancePath:instancePath+"/search/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data65};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
let data66 = data64.steps;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
const err145 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data66};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 > 10000 || isNaN(data66)){
const err146 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data66};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
if(data66 < 1 || isNaN(data66)){
const err147 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data66};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data64.eta !== undefined){
let data67 = data64.eta;
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 > 1 || isNaN(data67)){
const err148 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data67};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
if(data67 < 0 || isNaN(data67)){
const err149 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data67};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
}
else {
const err150 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data67};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
}
if(data64.clip !== undefined){
let data68 = data64.clip;
if(typeof data68 !== "boolean"){
const err151 = {instancePath:instancePath+"/search/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data68};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
if(data64.spacing !== undefined){
let data69 = data64.spacing;
if(!(((((data69 === "uniform") || (data69 === "quadratic")) || (data69 === "trailing")) || (data69 === "linspace")) || (data69 === "karras"))){
const err152 = {instancePath:instancePath+"/search/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data69};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data64.order !== undefined){
let data70 = data64.order;
if(!(((typeof data70 == "number") && (!(data70 % 1) && !isNaN(data70))) && (isFinite(data70)))){
const err153 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data70};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 > 3 || isNaN(data70)){
const err154 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data70};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
if(data70 < 1 || isNaN(data70)){
const err155 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data70};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
}
}
if(data64.solver !== undefined){
let data71 = data64.solver;
if(!(((((data71 === "midpoint") || (data71 === "heun")) || (data71 === "taylor")) || (data71 === "bh1")) || (data71 === "bh2"))){
const err156 = {instancePath:instancePath+"/search/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data71};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
if(data64.lowerOrderFinal !== undefined){
let data72 = data64.lowerOrderFinal;
if(typeof data72 !== "boolean"){
const err157 = {instancePath:instancePath+"/search/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data72};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data64.lastSigma !== undefined){
let data73 = data64.lastSigma;
if(!((data73 === "zero") || (data73 === "min"))){
const err158 = {instancePath:instancePath+"/search/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data73};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
if(data64.rho !== undefined){
let data74 = data64.rho;
if((typeof data74 == "number") && (isFinite(data74))){
if(data74 > 100 || isNaN(data74)){
const err159 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data74};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
if(data74 <= 0 || isNaN(data74)){
const err160 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data74};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
else {
const err161 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data74};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data64.sigmaMin !== undefined){
let data75 = data64.sigmaMin;
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 <= 0 || isNaN(data75)){
const err162 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data75};
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
const err163 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data75};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data64.sigmaMax !== undefined){
let data76 = data64.sigmaMax;
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 <= 0 || isNaN(data76)){
const err164 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data76};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
}
else {
const err165 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data76};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data64.churn !== undefined){
let data77 = data64.churn;
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 < 0 || isNaN(data77)){
const err166 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data77};
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
const err167 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data77};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data64.churnMin !== undefined){
let data78 = data64.churnMin;
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 < 0 || isNaN(data78)){
const err168 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data78};
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
const err169 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data78};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
if(data64.churnMax !== undefined){
let data79 = data64.churnMax;
if((typeof data79 == "number") && (isFinite(data79))){
if(data79 < 0 || isNaN(data79)){
const err170 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data79};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
else {
const err171 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data79};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data64.churnNoise !== undefined){
let data80 = data64.churnNoise;
if((typeof data80 == "number") && (isFinite(data80))){
if(data80 <= 0 || isNaN(data80)){
const err172 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data80};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
else {
const err173 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data80};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
}
else {
const err174 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data64};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
let data81 = data55.seed;
if(!(((typeof data81 == "number") && (!(data81 % 1) && !isNaN(data81))) && (isFinite(data81)))){
const err175 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.seed.type,parentSchema:schema31.properties.search.properties.seed,data:data81};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if((typeof data81 == "number") && (isFinite(data81))){
if(data81 > 4294967295 || isNaN(data81)){
const err176 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.search.properties.seed,data:data81};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
if(data81 < 0 || isNaN(data81)){
const err177 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.seed,data:data81};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
let data82 = data55.rescore;
if(!(((typeof data82 == "number") && (!(data82 % 1) && !isNaN(data82))) && (isFinite(data82)))){
const err178 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.rescore.type,parentSchema:schema31.properties.search.properties.rescore,data:data82};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
if((typeof data82 == "number") && (isFinite(data82))){
if(data82 > 1000 || isNaN(data82)){
const err179 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.search.properties.rescore,data:data82};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
if(data82 < 0 || isNaN(data82)){
const err180 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.rescore,data:data82};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
if(data55.strategy !== undefined){
let data83 = data55.strategy;
if(typeof data83 !== "string"){
const err181 = {instancePath:instancePath+"/search/strategy",schemaPath:"#/properties/search/properties/strategy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.strategy.type,parentSchema:schema31.properties.search.properties.strategy,data:data83};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
if(data55.from !== undefined){
let data84 = data55.from;
if(typeof data84 === "string"){
if(!pattern4.test(data84)){
const err182 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.search.properties.from,data:data84};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
else {
const err183 = {instancePath:instancePath+"/search/from",schemaPath:"#/properties/search/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.from.type,parentSchema:schema31.properties.search.properties.from,data:data84};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
}
let data85 = data55.seeds;
if(Array.isArray(data85)){
const len5 = data85.length;
for(let i8=0; i8<len5; i8++){
let data86 = data85[i8];
if(typeof data86 !== "string"){
const err184 = {instancePath:instancePath+"/search/seeds/" + i8,schemaPath:"#/properties/search/properties/seeds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.seeds.items.type,parentSchema:schema31.properties.search.properties.seeds.items,data:data86};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
}
else {
const err185 = {instancePath:instancePath+"/search/seeds",schemaPath:"#/properties/search/properties/seeds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.search.properties.seeds.type,parentSchema:schema31.properties.search.properties.seeds,data:data85};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
let data87 = data55.resample;
if(typeof data87 !== "boolean"){
const err186 = {instancePath:instancePath+"/search/resample",schemaPath:"#/properties/search/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.search.properties.resample.type,parentSchema:schema31.properties.search.properties.resample,data:data87};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
}
else {
const err187 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.type,parentSchema:schema31.properties.search,data:data55};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
let data88 = data.classifier;
if(data88 && typeof data88 == "object" && !Array.isArray(data88)){
if(data88.iterations === undefined){
data88.iterations = 2000;
}
if(data88.batch === undefined){
data88.batch = 128;
}
if(data88.features === undefined){
data88.features = 64;
}
if(data88.seed === undefined){
data88.seed = 0;
}
for(const key9 in data88){
if(!((((key9 === "iterations") || (key9 === "batch")) || (key9 === "features")) || (key9 === "seed"))){
const err188 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.classifier,data:data88};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
}
let data89 = data88.iterations;
if(!(((typeof data89 == "number") && (!(data89 % 1) && !isNaN(data89))) && (isFinite(data89)))){
const err189 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.iterations.type,parentSchema:schema31.properties.classifier.properties.iterations,data:data89};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if((typeof data89 == "number") && (isFinite(data89))){
if(data89 < 1 || isNaN(data89)){
const err190 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.iterations,data:data89};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
let data90 = data88.batch;
if(!(((typeof data90 == "number") && (!(data90 % 1) && !isNaN(data90))) && (isFinite(data90)))){
const err191 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.batch.type,parentSchema:schema31.properties.classifier.properties.batch,data:data90};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 > 4096 || isNaN(data90)){
const err192 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.classifier.properties.batch,data:data90};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(data90 < 1 || isNaN(data90)){
const err193 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.batch,data:data90};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
let data91 = data88.features;
if(!(((typeof data91 == "number") && (!(data91 % 1) && !isNaN(data91))) && (isFinite(data91)))){
const err194 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.features.type,parentSchema:schema31.properties.classifier.properties.features,data:data91};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 > 2048 || isNaN(data91)){
const err195 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2048},message:"must be <= 2048",schema:2048,parentSchema:schema31.properties.classifier.properties.features,data:data91};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
if(data91 < 2 || isNaN(data91)){
const err196 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.classifier.properties.features,data:data91};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
let data92 = data88.seed;
if(!(((typeof data92 == "number") && (!(data92 % 1) && !isNaN(data92))) && (isFinite(data92)))){
const err197 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.seed.type,parentSchema:schema31.properties.classifier.properties.seed,data:data92};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
if((typeof data92 == "number") && (isFinite(data92))){
if(data92 > 4294967295 || isNaN(data92)){
const err198 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.classifier.properties.seed,data:data92};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if(data92 < 0 || isNaN(data92)){
const err199 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.classifier.properties.seed,data:data92};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
}
}
else {
const err200 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.classifier.type,parentSchema:schema31.properties.classifier,data:data88};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
let data93 = data.evaluate;
if(data93 && typeof data93 == "object" && !Array.isArray(data93)){
if(data93.images === undefined){
data93.images = 50000;
}
if(data93.batch === undefined){
data93.batch = 256;
}
if(data93.metric === undefined){
data93.metric = "fid";
}
if(data93.resize === undefined){
data93.resize = "torch";
}
if(data93.scores === undefined){
data93.scores = [];
}
if(data93.repeats === undefined){
data93.repeats = 1;
}
if(data93.jackknife === undefined){
data93.jackknife = 10;
}
if(data93.inception === undefined){
data93.inception = "weights/pt_inception-2015-12-05-6726825d.pth";
}
if(data93.rows === undefined){
data93.rows = ["adm","uniform","ddsm"];
}
if(data93.resample === undefined){
data93.resample = false;
}
if(data93.seed === undefined){
data93.seed = 1000;
}
for(const key10 in data93){
if(!(func1.call(schema31.properties.evaluate.properties, key10))){
const err201 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.evaluate,data:data93};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
let data94 = data93.images;
if(!(((typeof data94 == "number") && (!(data94 % 1) && !isNaN(data94))) && (isFinite(data94)))){
const err202 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.images.type,parentSchema:schema31.properties.evaluate.properties.images,data:data94};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if((typeof data94 == "number") && (isFinite(data94))){
if(data94 < 2 || isNaN(data94)){
const err203 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.evaluate.properties.images,data:data94};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
let data95 = data93.batch;
if(!(((typeof data95 == "number") && (!(data95 % 1) && !isNaN(data95))) && (isFinite(data95)))){
const err204 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.batch.type,parentSchema:schema31.properties.evaluate.properties.batch,data:data95};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
if((typeof data95 == "number") && (isFinite(data95))){
if(data95 > 65536 || isNaN(data95)){
const err205 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.evaluate.properties.batch,data:data95};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data95 < 1 || isNaN(data95)){
const err206 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.batch,data:data95};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
let data96 = data93.metric;
if(!((data96 === "fid") || (data96 === "frechet"))){
const err207 = {instancePath:instancePath+"/evaluate/metric",schemaPath:"#/properties/evaluate/properties/metric/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.metric.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.metric.enum,parentSchema:schema31.properties.evaluate.properties.metric,data:data96};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
let data97 = data93.resize;
if(!((data97 === "torch") || (data97 === "tf"))){
const err208 = {instancePath:instancePath+"/evaluate/resize",schemaPath:"#/properties/evaluate/properties/resize/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.resize.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.resize.enum,parentSchema:schema31.properties.evaluate.properties.resize,data:data97};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
let data98 = data93.scores;
if(Array.isArray(data98)){
const len6 = data98.length;
for(let i9=0; i9<len6; i9++){
let data99 = data98[i9];
if(!((((data99 === "kid") || (data99 === "is")) || (data99 === "sfid")) || (data99 === "precision-recall"))){
const err209 = {instancePath:instancePath+"/evaluate/scores/" + i9,schemaPath:"#/properties/evaluate/properties/scores/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.scores.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.scores.items.enum,parentSchema:schema31.properties.evaluate.properties.scores.items,data:data99};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
let i10 = data98.length;
let j3;
if(i10 > 1){
outer2:
for(;i10--;){
for(j3 = i10; j3--;){
if(func0(data98[i10], data98[j3])){
const err210 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i10+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.scores,data:data98};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err211 = {instancePath:instancePath+"/evaluate/scores",schemaPath:"#/properties/evaluate/properties/scores/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.scores.type,parentSchema:schema31.properties.evaluate.properties.scores,data:data98};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
let data100 = data93.repeats;
if(!(((typeof data100 == "number") && (!(data100 % 1) && !isNaN(data100))) && (isFinite(data100)))){
const err212 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.repeats.type,parentSchema:schema31.properties.evaluate.properties.repeats,data:data100};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if((typeof data100 == "number") && (isFinite(data100))){
if(data100 > 100 || isNaN(data100)){
const err213 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema31.properties.evaluate.properties.repeats,data:data100};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
if(data100 < 1 || isNaN(data100)){
const err214 = {instancePath:instancePath+"/evaluate/repeats",schemaPath:"#/properties/evaluate/properties/repeats/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.repeats,data:data100};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
let data101 = data93.jackknife;
if(!(((typeof data101 == "number") && (!(data101 % 1) && !isNaN(data101))) && (isFinite(data101)))){
const err215 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.jackknife.type,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data101};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
if((typeof data101 == "number") && (isFinite(data101))){
if(data101 > 1000 || isNaN(data101)){
const err216 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data101};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
if(data101 < 0 || isNaN(data101)){
const err217 = {instancePath:instancePath+"/evaluate/jackknife",schemaPath:"#/properties/evaluate/properties/jackknife/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.jackknife,data:data101};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
}
let data102 = data93.inception;
if(typeof data102 !== "string"){
const err218 = {instancePath:instancePath+"/evaluate/inception",schemaPath:"#/properties/evaluate/properties/inception/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.evaluate.properties.inception.type,parentSchema:schema31.properties.evaluate.properties.inception,data:data102};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
let data103 = data93.rows;
if(Array.isArray(data103)){
if(data103.length < 1){
const err219 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.evaluate.properties.rows,data:data103};
if(vErrors === null){
vErrors = [err219];
}
else {
vErrors.push(err219);
}
errors++;
}
const len7 = data103.length;
for(let i11=0; i11<len7; i11++){
let data104 = data103[i11];
if(!(((data104 === "adm") || (data104 === "uniform")) || (data104 === "ddsm"))){
const err220 = {instancePath:instancePath+"/evaluate/rows/" + i11,schemaPath:"#/properties/evaluate/properties/rows/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.rows.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.rows.items.enum,parentSchema:schema31.properties.evaluate.properties.rows.items,data:data104};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
let i12 = data103.length;
let j4;
if(i12 > 1){
outer3:
for(;i12--;){
for(j4 = i12; j4--;){
if(func0(data103[i12], data103[j4])){
const err221 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/uniqueItems",keyword:"uniqueItems",params:{i: i12, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i12+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.rows,data:data103};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err222 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.rows.type,parentSchema:schema31.properties.evaluate.properties.rows,data:data103};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
if(data93.sampler !== undefined){
let data105 = data93.sampler;
if(data105 && typeof data105 == "object" && !Array.isArray(data105)){
if(data105.kind === undefined){
data105.kind = "ddpm";
}
if(data105.steps === undefined){
data105.steps = 1000;
}
for(const key11 in data105){
if(!(func1.call(schema32.properties, key11))){
const err223 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data105};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
}
let data106 = data105.kind;
if(!(((((((data106 === "ddpm") || (data106 === "ddim")) || (data106 === "dpm-solver")) || (data106 === "dpm-solver++")) || (data106 === "unipc")) || (data106 === "heun")) || (data106 === "euler"))){
const err224 = {instancePath:instancePath+"/evaluate/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data106};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
let data107 = data105.steps;
if(!(((typeof data107 == "number") && (!(data107 % 1) && !isNaN(data107))) && (isFinite(data107)))){
const err225 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data107};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
if((typeof data107 == "number") && (isFinite(data107))){
if(data107 > 10000 || isNaN(data107)){
const err226 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data107};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
if(data107 < 1 || isNaN(data107)){
const err227 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data107};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
if(data105.eta !== undefined){
let data108 = data105.eta;
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 > 1 || isNaN(data108)){
const err228 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data108};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
if(data108 < 0 || isNaN(data108)){
const err229 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data108};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
else {
const err230 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data108};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
if(data105.clip !== undefined){
let data109 = data105.clip;
if(typeof data109 !== "boolean"){
const err231 = {instancePath:instancePath+"/evaluate/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data109};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
if(data105.spacing !== undefined){
let data110 = data105.spacing;
if(!(((((data110 === "uniform") || (data110 === "quadratic")) || (data110 === "trailing")) || (data110 === "linspace")) || (data110 === "karras"))){
const err232 = {instancePath:instancePath+"/evaluate/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data110};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
if(data105.order !== undefined){
let data111 = data105.order;
if(!(((typeof data111 == "number") && (!(data111 % 1) && !isNaN(data111))) && (isFinite(data111)))){
const err233 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data111};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
if((typeof data111 == "number") && (isFinite(data111))){
if(data111 > 3 || isNaN(data111)){
const err234 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data111};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
if(data111 < 1 || isNaN(data111)){
const err235 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data111};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
}
if(data105.solver !== undefined){
let data112 = data105.solver;
if(!(((((data112 === "midpoint") || (data112 === "heun")) || (data112 === "taylor")) || (data112 === "bh1")) || (data112 === "bh2"))){
const err236 = {instancePath:instancePath+"/evaluate/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data112};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
if(data105.lowerOrderFinal !== undefined){
let data113 = data105.lowerOrderFinal;
if(typeof data113 !== "boolean"){
const err237 = {instancePath:instancePath+"/evaluate/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data113};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
if(data105.lastSigma !== undefined){
let data114 = data105.lastSigma;
if(!((data114 === "zero") || (data114 === "min"))){
const err238 = {instancePath:instancePath+"/evaluate/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data114};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
if(data105.rho !== undefined){
let data115 = data105.rho;
if((typeof data115 == "number") && (isFinite(data115))){
if(data115 > 100 || isNaN(data115)){
const err239 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data115};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
if(data115 <= 0 || isNaN(data115)){
const err240 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data115};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
}
else {
const err241 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data115};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
}
if(data105.sigmaMin !== undefined){
let data116 = data105.sigmaMin;
if((typeof data116 == "number") && (isFinite(data116))){
if(data116 <= 0 || isNaN(data116)){
const err242 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data116};
if(vErrors === null){
vErrors = [err242];
}
else {
vErrors.push(err242);
}
errors++;
}
}
else {
const err243 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data116};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
}
if(data105.sigmaMax !== undefined){
let data117 = data105.sigmaMax;
if((typeof data117 == "number") && (isFinite(data117))){
if(data117 <= 0 || isNaN(data117)){
const err244 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data117};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
}
else {
const err245 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data117};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
}
if(data105.churn !== undefined){
let data118 = data105.churn;
if((typeof data118 == "number") && (isFinite(data118))){
if(data118 < 0 || isNaN(data118)){
const err246 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data118};
if(vErrors === null){
vErrors = [err246];
}
else {
vErrors.push(err246);
}
errors++;
}
}
else {
const err247 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data118};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
if(data105.churnMin !== undefined){
let data119 = data105.churnMin;
if((typeof data119 == "number") && (isFinite(data119))){
if(data119 < 0 || isNaN(data119)){
const err248 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data119};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
else {
const err249 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data119};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data105.churnMax !== undefined){
let data120 = data105.churnMax;
if((typeof data120 == "number") && (isFinite(data120))){
if(data120 < 0 || isNaN(data120)){
const err250 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data120};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
else {
const err251 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data120};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
if(data105.churnNoise !== undefined){
let data121 = data105.churnNoise;
if((typeof data121 == "number") && (isFinite(data121))){
if(data121 <= 0 || isNaN(data121)){
const err252 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data121};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
else {
const err253 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data121};
if(vErrors === null){
vErrors = [err253];
}
else {
vErrors.push(err253);
}
errors++;
}
}
}
else {
const err254 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data105};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
}
let data122 = data93.resample;
if(typeof data122 !== "boolean"){
const err255 = {instancePath:instancePath+"/evaluate/resample",schemaPath:"#/properties/evaluate/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.evaluate.properties.resample.type,parentSchema:schema31.properties.evaluate.properties.resample,data:data122};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
let data123 = data93.seed;
if(!(((typeof data123 == "number") && (!(data123 % 1) && !isNaN(data123))) && (isFinite(data123)))){
const err256 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.seed.type,parentSchema:schema31.properties.evaluate.properties.seed,data:data123};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
if((typeof data123 == "number") && (isFinite(data123))){
if(data123 > 4294967295 || isNaN(data123)){
const err257 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.evaluate.properties.seed,data:data123};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
if(data123 < 0 || isNaN(data123)){
const err258 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.seed,data:data123};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
}
else {
const err259 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.evaluate.type,parentSchema:schema31.properties.evaluate,data:data93};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
let data124 = data.variants;
if(Array.isArray(data124)){
const len8 = data124.length;
for(let i13=0; i13<len8; i13++){
let data125 = data124[i13];
if(data125 && typeof data125 == "object" && !Array.isArray(data125)){
if(data125.name === undefined){
const err260 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.properties.variants.items.required,parentSchema:schema31.properties.variants.items,data:data125};
if(vErrors === null){
vErrors = [err260];
}
else {
vErrors.push(err260);
}
errors++;
}
for(const key12 in data125){
if(!((((((key12 === "name") || (key12 === "widths")) || (key12 === "train")) || (key12 === "baseline")) || (key12 === "search")) || (key12 === "evaluate"))){
const err261 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.variants.items,data:data125};
if(vErrors === null){
vErrors = [err261];
}
else {
vErrors.push(err261);
}
errors++;
}
}
if(data125.name !== undefined){
let data126 = data125.name;
if(typeof data126 === "string"){
if(!pattern4.test(data126)){
const err262 = {instancePath:instancePath+"/variants/" + i13+"/name",schemaPath:"#/properties/variants/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.variants.items.properties.name,data:data126};
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
const err263 = {instancePath:instancePath+"/variants/" + i13+"/name",schemaPath:"#/properties/variants/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.variants.items.properties.name.type,parentSchema:schema31.properties.variants.items.properties.name,data:data126};
if(vErrors === null){
vErrors = [err263];
}
else {
vErrors.push(err263);
}
errors++;
}
}
if(data125.widths !== undefined){
let data127 = data125.widths;
if(!(data127 && typeof data127 == "object" && !Array.isArray(data127))){
const err264 = {instancePath:instancePath+"/variants/" + i13+"/widths",schemaPath:"#/properties/variants/items/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.widths.type,parentSchema:schema31.properties.variants.items.properties.widths,data:data127};
if(vErrors === null){
vErrors = [err264];
}
else {
vErrors.push(err264);
}
errors++;
}
}
if(data125.train !== undefined){
let data128 = data125.train;
if(!(data128 && typeof data128 == "object" && !Array.isArray(data128))){
const err265 = {instancePath:instancePath+"/variants/" + i13+"/train",schemaPath:"#/properties/variants/items/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.train.type,parentSchema:schema31.properties.variants.items.properties.train,data:data128};
if(vErrors === null){
vErrors = [err265];
}
else {
vErrors.push(err265);
}
errors++;
}
}
if(data125.baseline !== undefined){
let data129 = data125.baseline;
if(!(data129 && typeof data129 == "object" && !Array.isArray(data129))){
const err266 = {instancePath:instancePath+"/variants/" + i13+"/baseline",schemaPath:"#/properties/variants/items/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.baseline.type,parentSchema:schema31.properties.variants.items.properties.baseline,data:data129};
if(vErrors === null){
vErrors = [err266];
}
else {
vErrors.push(err266);
}
errors++;
}
}
if(data125.search !== undefined){
let data130 = data125.search;
if(!(data130 && typeof data130 == "object" && !Array.isArray(data130))){
const err267 = {instancePath:instancePath+"/variants/" + i13+"/search",schemaPath:"#/properties/variants/items/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.search.type,parentSchema:schema31.properties.variants.items.properties.search,data:data130};
if(vErrors === null){
vErrors = [err267];
}
else {
vErrors.push(err267);
}
errors++;
}
}
if(data125.evaluate !== undefined){
let data131 = data125.evaluate;
if(!(data131 && typeof data131 == "object" && !Array.isArray(data131))){
const err268 = {instancePath:instancePath+"/variants/" + i13+"/evaluate",schemaPath:"#/properties/variants/items/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.evaluate.type,parentSchema:schema31.properties.variants.items.properties.evaluate,data:data131};
if(vErrors === null){
vErrors = [err268];
}
else {
vErrors.push(err268);
}
errors++;
}
}
}
else {
const err269 = {instancePath:instancePath+"/variants/" + i13,schemaPath:"#/properties/variants/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.type,parentSchema:schema31.properties.variants.items,data:data125};
if(vErrors === null){
vErrors = [err269];
}
else {
vErrors.push(err269);
}
errors++;
}
}
}
else {
const err270 = {instancePath:instancePath+"/variants",schemaPath:"#/properties/variants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.variants.type,parentSchema:schema31.properties.variants,data:data124};
if(vErrors === null){
vErrors = [err270];
}
else {
vErrors.push(err270);
}
errors++;
}
let data132 = data.tables;
if(data132 && typeof data132 == "object" && !Array.isArray(data132)){
if(data132.paper === undefined){
data132.paper = "";
}
for(const key13 in data132){
if(!(key13 === "paper")){
const err271 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.tables,data:data132};
if(vErrors === null){
vErrors = [err271];
}
else {
vErrors.push(err271);
}
errors++;
}
}
let data133 = data132.paper;
if(typeof data133 !== "string"){
const err272 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.tables.properties.paper.type,parentSchema:schema31.properties.tables.properties.paper,data:data133};
if(vErrors === null){
vErrors = [err272];
}
else {
vErrors.push(err272);
}
errors++;
}
if(!(((((((data133 === "") || (data133 === "cifar10")) || (data133 === "celeba")) || (data133 === "imagenet")) || (data133 === "lsun-bedroom")) || (data133 === "afhq")) || (data133 === "celebahq128"))){
const err273 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/enum",keyword:"enum",params:{allowedValues: schema31.properties.tables.properties.paper.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.tables.properties.paper.enum,parentSchema:schema31.properties.tables.properties.paper,data:data133};
if(vErrors === null){
vErrors = [err273];
}
else {
vErrors.push(err273);
}
errors++;
}
}
else {
const err274 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.tables.type,parentSchema:schema31.properties.tables,data:data132};
if(vErrors === null){
vErrors = [err274];
}
else {
vErrors.push(err274);
}
errors++;
}
}
else {
const err275 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err275];
}
else {
vErrors.push(err275);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

