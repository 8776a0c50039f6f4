/* Generated from schema/experiment.schema.json by `npm run generate`. */
"use strict";
module.exports = validate20;
module.exports.default = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"experiment.schema.json","title":"Experiment","description":"One DDSM experiment: data, network, widths, training, search and evaluation. Every optional key has a default.","type":"object","additionalProperties":false,"required":["dataset","model"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the run folder; the file's name where it is left out."},"description":{"type":"string","default":"","description":"What this experiment is, in a sentence or two."},"extends":{"type":"string","description":"Another spec, relative to this file, whose keys hold where this one says nothing. Maps are merged, lists and values replaced."},"precision":{"enum":["float32","bfloat16"],"default":"float32","description":"What convolutions and matrix products are computed in, training and sampling alike; weights and everything else stay float32."},"tf32":{"type":"boolean","default":true,"description":"Let GPUs that have it compute float32 convolutions and products in TF32 (10 bits of mantissa)."},"dataset":{"type":"object","additionalProperties":false,"required":["kind","resolution"],"description":"Where the images come from.","properties":{"kind":{"enum":["digits","folder","cifar10"],"description":"`digits`: the embedded handwritten digits. `folder`: any folder of images (folders inside it are classes). `cifar10`: CIFAR-10's binary batches."},"path":{"type":"string","description":"Folder of the data for `folder` and `cifar10`, relative to the spec's file. Without it, `../data/<name of the experiment>`."},"resolution":{"type":"integer","minimum":4,"maximum":1024,"description":"Height and width in pixels at which the model sees images."},"flips":{"type":"boolean","default":true,"description":"Mirror training images at random, left to right."},"limit":{"type":"integer","minimum":0,"default":0,"description":"Use only the first so many images; 0 for all."},"source":{"type":"string","default":"","description":"Where to get the data and how to lay it out; said when it is missing."}}},"model":{"type":"object","additionalProperties":false,"required":["channels","multipliers"],"description":"The U-Net at full width (supplement, section F).","properties":{"channels":{"type":"integer","minimum":8,"maximum":1024,"multipleOf":2,"description":"Channels of the finest level."},"multipliers":{"type":"array","minItems":1,"maxItems":8,"items":{"type":"integer","minimum":1,"maximum":16},"description":"Channel multiplier of each level, finest first."},"attentionLevels":{"type":"array","uniqueItems":true,"items":{"type":"integer","minimum":0},"default":[],"description":"Levels with self-attention, 0 = finest."},"blocks":{"type":"integer","minimum":1,"maximum":8,"default":2,"description":"Residual blocks per level."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":16,"description":"Groups of every group norm in the supernet."},"dropout":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.1,"description":"Dropout in residual blocks while training."},"classes":{"type":"integer","minimum":0,"maximum":100000,"default":0,"description":"Classes of a class-conditional model; 0 for an unconditional one."}}},"widths":{"type":"object","additionalProperties":false,"default":{},"description":"Widths at which the supernet runs, as eighths of the full network.","properties":{"options":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"],"description":"Widths that are trained."},"exclude":{"type":"array","uniqueItems":true,"items":{"enum":["2/8","3/8","4/8","5/8","6/8","7/8","8/8"]},"default":[],"description":"Widths that the search may not use (CIFAR-10: 7/8 and 8/8)."}}},"diffusion":{"type":"object","additionalProperties":false,"default":{},"description":"The noising process.","properties":{"steps":{"type":"integer","minimum":2,"maximum":10000,"default":1000,"description":"Training time steps T."},"schedule":{"enum":["linear"],"default":"linear","description":"How β rises over the steps."},"betas":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1},"default":[0.0001,0.02],"description":"First and last β."},"prediction":{"enum":["noise"],"default":"noise","description":"What the network predicts."}}},"train":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the supernet by the sandwich rule.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":256,"description":"Images per step."},"accumulate":{"type":"integer","minimum":1,"default":1,"description":"Parts that each batch is computed in, one after the other, their gradients averaged: for batches that do not fit in memory. Divides `batch`, and `baseline.batch`."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0004,"description":"Adam's learning rate after warm-up."},"warmup":{"type":"integer","minimum":0,"default":5000,"description":"Steps over which the learning rate rises linearly."},"decay":{"enum":["none","cosine"],"default":"none","description":"How the learning rate falls after warm-up: not at all (the paper), or to zero along a cosine."},"clip":{"type":"number","exclusiveMinimum":0,"default":1,"description":"Largest norm of the summed gradient."},"ema":{"type":"number","minimum":0,"exclusiveMaximum":1,"default":0.9999,"description":"Decay of the weights' moving average, which is what is evaluated."},"emaWarmup":{"type":"boolean","default":false,"description":"Let the average forget its start faster, decay at step n at most (1 + n) / (10 + n): for short runs."},"sandwich":{"type":"integer","minimum":2,"maximum":7,"default":3,"description":"Widths per step: the largest, the smallest, the rest drawn at random."},"checkpointEvery":{"type":"integer","minimum":1,"default":5000,"description":"Steps between checkpoints."},"sampleEvery":{"type":"integer","minimum":0,"default":0,"description":"Steps between sample grids; 0 for none."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights, order, noise and dropout."}}},"baseline":{"type":"object","additionalProperties":false,"default":{},"description":"Training of the plain network (row `adm`); what it does not name is as in `train`.","properties":{"iterations":{"type":"integer","minimum":1,"default":450000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"learningRate":{"type":"number","exclusiveMinimum":0,"maximum":1,"default":0.0002,"description":"Adam's learning rate after warm-up."},"groups":{"type":"integer","minimum":1,"maximum":256,"default":32,"description":"Groups of every group norm in the plain network."}}},"search":{"type":"object","additionalProperties":false,"default":{},"description":"The evolutionary search for a strategy.","properties":{"population":{"type":"integer","minimum":2,"maximum":10000,"default":50,"description":"Individuals that survive a generation."},"iterations":{"type":"integer","minimum":1,"maximum":10000,"default":10,"description":"Generations, the first included."},"mutation":{"type":"number","minimum":0,"maximum":1,"default":0.001,"description":"Chance of a step's width to mutate."},"mutationMode":{"enum":["per-gene","reference"],"default":"per-gene","description":"`per-gene`: the paper's words. `reference`: what the authors' code does, whose rate applies once per individual and once more per gene."},"crossover":{"type":"number","minimum":0,"maximum":1,"default":0.9,"description":"Chance of a pair to cross over."},"flopsWeight":{"type":"number","minimum":0,"default":0.1,"description":"Weight of mean GFLOPs in the fitness, against the distance (CIFAR-10 0.1, CelebA 0.25)."},"images":{"type":"integer","minimum":2,"default":4096,"description":"Images generated per candidate."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"sampler":{"$ref":"#/$defs/sampler","default":{}},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of the evolution and of the candidates' common noise."},"rescore":{"type":"integer","minimum":0,"maximum":1000,"default":5,"description":"How many of the final best are scored again with fresh noise before the winner is named; 0 for none."},"strategy":{"type":"string","description":"A strategy file, relative to the spec, to use instead of searching."},"seeds":{"type":"array","items":{"type":"string"},"default":[],"description":"Strategy files, relative to the spec, that the first generation contains."},"resample":{"type":"boolean","default":false,"description":"Stretch the strategies of `strategy` and `seeds` that have another number of steps to the sampler's; otherwise they are refused."}}},"classifier":{"type":"object","additionalProperties":false,"default":{},"description":"The small classifier, trained on the data's own labels, whose features give the Fréchet distance `frechet`.","properties":{"iterations":{"type":"integer","minimum":1,"default":2000,"description":"Optimizer steps."},"batch":{"type":"integer","minimum":1,"maximum":4096,"default":128,"description":"Images per step."},"features":{"type":"integer","minimum":2,"maximum":2048,"default":64,"description":"Dimensions of the features."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":0,"description":"Seed of weights and order."}}},"evaluate":{"type":"object","additionalProperties":false,"default":{},"description":"The rows of the result table.","properties":{"images":{"type":"integer","minimum":2,"default":50000,"description":"Images generated per row."},"batch":{"type":"integer","minimum":1,"maximum":65536,"default":256,"description":"Images per batch of generation."},"metric":{"enum":["fid","frechet"],"default":"fid","description":"`fid`: Inception features. `frechet`: the same distance in features of the classifier trained on the data's labels."},"inception":{"type":"string","default":"weights/pt_inception-2015-12-05-6726825d.pth","description":"Inception's weights for `fid`, relative to the spec."},"rows":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["adm","uniform","ddsm"]},"default":["adm","uniform","ddsm"],"description":"`adm`: a plain network trained on its own. `uniform`: the supernet at each width. `ddsm`: the searched strategy."},"sampler":{"$ref":"#/$defs/sampler"},"resample":{"type":"boolean","default":false,"description":"Stretch the searched strategy to the steps of `evaluate.sampler`, where those are others."},"seed":{"type":"integer","minimum":0,"maximum":4294967295,"default":1000,"description":"Seed of the images' noise."}}},"variants":{"type":"array","default":[],"description":"The same experiment several times, with differences: all are run, stages that do not differ only once, and stand in one table.","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","pattern":"^[a-z0-9][a-z0-9._-]{0,63}$","description":"Name of the variant, in folders and tables."},"widths":{"type":"object","description":"What differs from the spec's `widths`."},"train":{"type":"object","description":"What differs from the spec's `train`."},"baseline":{"type":"object","description":"What differs from the spec's `baseline`."},"search":{"type":"object","description":"What differs from the spec's `search`."},"evaluate":{"type":"object","description":"What differs from the spec's `evaluate`."}}}},"tables":{"type":"object","additionalProperties":false,"default":{},"description":"What stands beside our numbers.","properties":{"paper":{"type":"string","enum":["","cifar10","celeba","imagenet","lsun-bedroom","afhq","celebahq128"],"default":"","description":"The paper's row for this experiment; empty where there is none."}}}},"$defs":{"sampler":{"type":"object","title":"SamplerSettings","additionalProperties":false,"description":"How images are sampled. Options that the sampler does not have are refused.","properties":{"kind":{"enum":["ddpm","ddim","dpm-solver","dpm-solver++","unipc","heun","euler"],"default":"ddpm","description":"`ddpm`: ancestral, all T steps. `ddim`, `dpm-solver`, `dpm-solver++` (2M, 3M), `unipc`, `euler`: any number of steps, one evaluation each. `heun`: EDM's, two evaluations a step, one in the last."},"steps":{"type":"integer","minimum":1,"maximum":10000,"default":1000,"description":"Sampling steps; a strategy has one width for each."},"eta":{"type":"number","minimum":0,"maximum":1,"description":"DDIM's noise: 0 deterministic (as where it is left out), 1 as ancestral."},"clip":{"type":"boolean","description":"Clip the predicted image to [−1, 1] at every step, not only at the end."},"spacing":{"enum":["uniform","quadratic","trailing","linspace","karras"],"description":"Where on the noise schedule the steps are. `ddim`: `uniform` (0, T/n, 2T/n …), `quadratic` (closer together near the image), `trailing` (ending with T − 1). The solvers: `linspace` (from T − 1 down, evenly), `quadratic`, `trailing`, `karras` (evenly in σ's ρ-th root)."},"order":{"type":"integer","minimum":1,"maximum":3,"description":"Order of `dpm-solver`, `dpm-solver++` and `unipc`; 2 where it is left out."},"solver":{"enum":["midpoint","heun","taylor","bh1","bh2"],"description":"`dpm-solver`, `dpm-solver++`: `midpoint` (default) or `heun`, how order 2 takes its second term; order 3 is as published, whose error falls only with order 2, or with `taylor` truly of order 3. `unipc`: `bh1` or `bh2` (default)."},"lowerOrderFinal":{"type":"boolean","description":"End with lower orders (default): `unipc` always, `dpm-solver` and `dpm-solver++` with fewer than 15 steps."},"lastSigma":{"enum":["zero","min"],"description":"Noise left after the last step of `dpm-solver++` and `unipc`: none (default), or that of t = 0, where `dpm-solver` always ends."},"rho":{"type":"number","exclusiveMinimum":0,"maximum":100,"description":"ρ of `karras`; 7 where it is left out."},"sigmaMin":{"type":"number","exclusiveMinimum":0,"description":"Least σ of `karras`; the schedule's where it is left out."},"sigmaMax":{"type":"number","exclusiveMinimum":0,"description":"Largest σ of `karras`; the schedule's where it is left out."},"churn":{"type":"number","minimum":0,"description":"Heun's S_churn: noise added over all steps; 0 is deterministic."},"churnMin":{"type":"number","minimum":0,"description":"σ below which Heun adds no noise (S_tmin)."},"churnMax":{"type":"number","minimum":0,"description":"σ above which Heun adds no noise (S_tmax)."},"churnNoise":{"type":"number","exclusiveMinimum":0,"description":"Standard deviation of the noise that Heun adds (S_noise); 1 where it is left out."}}}}};
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
if(!((((((key1 === "kind") || (key1 === "path")) || (key1 === "resolution")) || (key1 === "flips")) || (key1 === "limit")) || (key1 === "source"))){
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
if(data5.resolution !== undefined){
let data8 = data5.resolution;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err14 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.resolution.type,parentSchema:schema31.properties.dataset.properties.resolution,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1024 || isNaN(data8)){
const err15 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.dataset.properties.resolution,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data8 < 4 || isNaN(data8)){
const err16 = {instancePath:instancePath+"/dataset/resolution",schemaPath:"#/properties/dataset/properties/resolution/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4},message:"must be >= 4",schema:4,parentSchema:schema31.properties.dataset.properties.resolution,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
let data9 = data5.flips;
if(typeof data9 !== "boolean"){
const err17 = {instancePath:instancePath+"/dataset/flips",schemaPath:"#/properties/dataset/properties/flips/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.dataset.properties.flips.type,parentSchema:schema31.properties.dataset.properties.flips,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
let data10 = data5.limit;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err18 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.dataset.properties.limit.type,parentSchema:schema31.properties.dataset.properties.limit,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 0 || isNaN(data10)){
const err19 = {instancePath:instancePath+"/dataset/limit",schemaPath:"#/properties/dataset/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.dataset.properties.limit,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let data11 = data5.source;
if(typeof data11 !== "string"){
const err20 = {instancePath:instancePath+"/dataset/source",schemaPath:"#/properties/dataset/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.dataset.properties.source.type,parentSchema:schema31.properties.dataset.properties.source,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/dataset",schemaPath:"#/properties/dataset/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.dataset.type,parentSchema:schema31.properties.dataset,data:data5};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.model !== undefined){
let data12 = data.model;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.attentionLevels === undefined){
data12.attentionLevels = [];
}
if(data12.blocks === undefined){
data12.blocks = 2;
}
if(data12.groups === undefined){
data12.groups = 16;
}
if(data12.dropout === undefined){
data12.dropout = 0.1;
}
if(data12.classes === undefined){
data12.classes = 0;
}
if(data12.channels === undefined){
const err22 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "channels"},message:"must have required property '"+"channels"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data12.multipliers === undefined){
const err23 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/required",keyword:"required",params:{missingProperty: "multipliers"},message:"must have required property '"+"multipliers"+"'",schema:schema31.properties.model.required,parentSchema:schema31.properties.model,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key2 in data12){
if(!(((((((key2 === "channels") || (key2 === "multipliers")) || (key2 === "attentionLevels")) || (key2 === "blocks")) || (key2 === "groups")) || (key2 === "dropout")) || (key2 === "classes"))){
const err24 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.model,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data12.channels !== undefined){
let data13 = data12.channels;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err25 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.channels.type,parentSchema:schema31.properties.model.properties.channels,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 1024 || isNaN(data13)){
const err26 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},message:"must be <= 1024",schema:1024,parentSchema:schema31.properties.model.properties.channels,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data13 < 8 || isNaN(data13)){
const err27 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/minimum",keyword:"minimum",params:{comparison: ">=", limit: 8},message:"must be >= 8",schema:8,parentSchema:schema31.properties.model.properties.channels,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
let res0;
if((2 === 0 || (res0 = data13/2, res0 !== parseInt(res0)))){
const err28 = {instancePath:instancePath+"/model/channels",schemaPath:"#/properties/model/properties/channels/multipleOf",keyword:"multipleOf",params:{multipleOf: 2},message:"must be multiple of 2",schema:2,parentSchema:schema31.properties.model.properties.channels,data:data13};
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
if(data12.multipliers !== undefined){
let data14 = data12.multipliers;
if(Array.isArray(data14)){
if(data14.length > 8){
const err29 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/maxItems",keyword:"maxItems",params:{limit: 8},message:"must NOT have more than 8 items",schema:8,parentSchema:schema31.properties.model.properties.multipliers,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data14.length < 1){
const err30 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.model.properties.multipliers,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err31 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.multipliers.items.type,parentSchema:schema31.properties.model.properties.multipliers.items,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 16 || isNaN(data15)){
const err32 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16",schema:16,parentSchema:schema31.properties.model.properties.multipliers.items,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data15 < 1 || isNaN(data15)){
const err33 = {instancePath:instancePath+"/model/multipliers/" + i0,schemaPath:"#/properties/model/properties/multipliers/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.multipliers.items,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/model/multipliers",schemaPath:"#/properties/model/properties/multipliers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.multipliers.type,parentSchema:schema31.properties.model.properties.multipliers,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
let data16 = data12.attentionLevels;
if(Array.isArray(data16)){
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
let data17 = data16[i1];
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err35 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.attentionLevels.items.type,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
const err36 = {instancePath:instancePath+"/model/attentionLevels/" + i1,schemaPath:"#/properties/model/properties/attentionLevels/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.attentionLevels.items,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
let i2 = data16.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data16[i2];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err37 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema31.properties.model.properties.attentionLevels,data:data16};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err38 = {instancePath:instancePath+"/model/attentionLevels",schemaPath:"#/properties/model/properties/attentionLevels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.model.properties.attentionLevels.type,parentSchema:schema31.properties.model.properties.attentionLevels,data:data16};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
let data18 = data12.blocks;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err39 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.blocks.type,parentSchema:schema31.properties.model.properties.blocks,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 8 || isNaN(data18)){
const err40 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8},message:"must be <= 8",schema:8,parentSchema:schema31.properties.model.properties.blocks,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err41 = {instancePath:instancePath+"/model/blocks",schemaPath:"#/properties/model/properties/blocks/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.blocks,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
let data19 = data12.groups;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err42 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.groups.type,parentSchema:schema31.properties.model.properties.groups,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 256 || isNaN(data19)){
const err43 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.model.properties.groups,data:data19};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data19 < 1 || isNaN(data19)){
const err44 = {instancePath:instancePath+"/model/groups",schemaPath:"#/properties/model/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.model.properties.groups,data:data19};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
let data20 = data12.dropout;
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 < 0 || isNaN(data20)){
const err45 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.dropout,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data20 >= 1 || isNaN(data20)){
const err46 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.model.properties.dropout,data:data20};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/model/dropout",schemaPath:"#/properties/model/properties/dropout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.model.properties.dropout.type,parentSchema:schema31.properties.model.properties.dropout,data:data20};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
let data21 = data12.classes;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err48 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.model.properties.classes.type,parentSchema:schema31.properties.model.properties.classes,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 100000 || isNaN(data21)){
const err49 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema31.properties.model.properties.classes,data:data21};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data21 < 0 || isNaN(data21)){
const err50 = {instancePath:instancePath+"/model/classes",schemaPath:"#/properties/model/properties/classes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.model.properties.classes,data:data21};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.model.type,parentSchema:schema31.properties.model,data:data12};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
let data22 = data.widths;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.options === undefined){
data22.options = ["2/8","3/8","4/8","5/8","6/8","7/8","8/8"];
}
if(data22.exclude === undefined){
data22.exclude = [];
}
for(const key3 in data22){
if(!((key3 === "options") || (key3 === "exclude"))){
const err52 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.widths,data:data22};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
let data23 = data22.options;
if(Array.isArray(data23)){
if(data23.length < 1){
const err53 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.widths.properties.options,data:data23};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
const len2 = data23.length;
for(let i3=0; i3<len2; i3++){
let data24 = data23[i3];
if(!(((((((data24 === "2/8") || (data24 === "3/8")) || (data24 === "4/8")) || (data24 === "5/8")) || (data24 === "6/8")) || (data24 === "7/8")) || (data24 === "8/8"))){
const err54 = {instancePath:instancePath+"/widths/options/" + i3,schemaPath:"#/properties/widths/properties/options/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.options.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.options.items.enum,parentSchema:schema31.properties.widths.properties.options.items,data:data24};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
let i4 = data23.length;
let j1;
if(i4 > 1){
outer0:
for(;i4--;){
for(j1 = i4; j1--;){
if(func0(data23[i4], data23[j1])){
const err55 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.options,data:data23};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err56 = {instancePath:instancePath+"/widths/options",schemaPath:"#/properties/widths/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.options.type,parentSchema:schema31.properties.widths.properties.options,data:data23};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
let data25 = data22.exclude;
if(Array.isArray(data25)){
const len3 = data25.length;
for(let i5=0; i5<len3; i5++){
let data26 = data25[i5];
if(!(((((((data26 === "2/8") || (data26 === "3/8")) || (data26 === "4/8")) || (data26 === "5/8")) || (data26 === "6/8")) || (data26 === "7/8")) || (data26 === "8/8"))){
const err57 = {instancePath:instancePath+"/widths/exclude/" + i5,schemaPath:"#/properties/widths/properties/exclude/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.widths.properties.exclude.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.widths.properties.exclude.items.enum,parentSchema:schema31.properties.widths.properties.exclude.items,data:data26};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
let i6 = data25.length;
let j2;
if(i6 > 1){
outer1:
for(;i6--;){
for(j2 = i6; j2--;){
if(func0(data25[i6], data25[j2])){
const err58 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)",schema:true,parentSchema:schema31.properties.widths.properties.exclude,data:data25};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err59 = {instancePath:instancePath+"/widths/exclude",schemaPath:"#/properties/widths/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.widths.properties.exclude.type,parentSchema:schema31.properties.widths.properties.exclude,data:data25};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/widths",schemaPath:"#/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.widths.type,parentSchema:schema31.properties.widths,data:data22};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
let data27 = data.diffusion;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.steps === undefined){
data27.steps = 1000;
}
if(data27.schedule === undefined){
data27.schedule = "linear";
}
if(data27.betas === undefined){
data27.betas = [0.0001,0.02];
}
if(data27.prediction === undefined){
data27.prediction = "noise";
}
for(const key4 in data27){
if(!((((key4 === "steps") || (key4 === "schedule")) || (key4 === "betas")) || (key4 === "prediction"))){
const err61 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.diffusion,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
let data28 = data27.steps;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err62 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.diffusion.properties.steps.type,parentSchema:schema31.properties.diffusion.properties.steps,data:data28};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 10000 || isNaN(data28)){
const err63 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.diffusion.properties.steps,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data28 < 2 || isNaN(data28)){
const err64 = {instancePath:instancePath+"/diffusion/steps",schemaPath:"#/properties/diffusion/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.diffusion.properties.steps,data:data28};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
let data29 = data27.schedule;
if(!(data29 === "linear")){
const err65 = {instancePath:instancePath+"/diffusion/schedule",schemaPath:"#/properties/diffusion/properties/schedule/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.schedule.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.schedule.enum,parentSchema:schema31.properties.diffusion.properties.schedule,data:data29};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
let data30 = data27.betas;
if(Array.isArray(data30)){
if(data30.length > 2){
const err66 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data30};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data30.length < 2){
const err67 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items",schema:2,parentSchema:schema31.properties.diffusion.properties.betas,data:data30};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
const len4 = data30.length;
for(let i7=0; i7<len4; i7++){
let data31 = data30[i7];
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 >= 1 || isNaN(data31)){
const err68 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data31};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data31 <= 0 || isNaN(data31)){
const err69 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data31};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/diffusion/betas/" + i7,schemaPath:"#/properties/diffusion/properties/betas/items/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.diffusion.properties.betas.items.type,parentSchema:schema31.properties.diffusion.properties.betas.items,data:data31};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
else {
const err71 = {instancePath:instancePath+"/diffusion/betas",schemaPath:"#/properties/diffusion/properties/betas/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.diffusion.properties.betas.type,parentSchema:schema31.properties.diffusion.properties.betas,data:data30};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
let data32 = data27.prediction;
if(!(data32 === "noise")){
const err72 = {instancePath:instancePath+"/diffusion/prediction",schemaPath:"#/properties/diffusion/properties/prediction/enum",keyword:"enum",params:{allowedValues: schema31.properties.diffusion.properties.prediction.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.diffusion.properties.prediction.enum,parentSchema:schema31.properties.diffusion.properties.prediction,data:data32};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/diffusion",schemaPath:"#/properties/diffusion/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.diffusion.type,parentSchema:schema31.properties.diffusion,data:data27};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
let data33 = data.train;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.iterations === undefined){
data33.iterations = 450000;
}
if(data33.batch === undefined){
data33.batch = 256;
}
if(data33.accumulate === undefined){
data33.accumulate = 1;
}
if(data33.learningRate === undefined){
data33.learningRate = 0.0004;
}
if(data33.warmup === undefined){
data33.warmup = 5000;
}
if(data33.decay === undefined){
data33.decay = "none";
}
if(data33.clip === undefined){
data33.clip = 1;
}
if(data33.ema === undefined){
data33.ema = 0.9999;
}
if(data33.emaWarmup === undefined){
data33.emaWarmup = false;
}
if(data33.sandwich === undefined){
data33.sandwich = 3;
}
if(data33.checkpointEvery === undefined){
data33.checkpointEvery = 5000;
}
if(data33.sampleEvery === undefined){
data33.sampleEvery = 0;
}
if(data33.seed === undefined){
data33.seed = 0;
}
for(const key5 in data33){
if(!(func1.call(schema31.properties.train.properties, key5))){
const err74 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.train,data:data33};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
let data34 = data33.iterations;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err75 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.iterations.type,parentSchema:schema31.properties.train.properties.iterations,data:data34};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 < 1 || isNaN(data34)){
const err76 = {instancePath:instancePath+"/train/iterations",schemaPath:"#/properties/train/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.iterations,data:data34};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
let data35 = data33.batch;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err77 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.batch.type,parentSchema:schema31.properties.train.properties.batch,data:data35};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 4096 || isNaN(data35)){
const err78 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.train.properties.batch,data:data35};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data35 < 1 || isNaN(data35)){
const err79 = {instancePath:instancePath+"/train/batch",schemaPath:"#/properties/train/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.batch,data:data35};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
let data36 = data33.accumulate;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err80 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.accumulate.type,parentSchema:schema31.properties.train.properties.accumulate,data:data36};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 < 1 || isNaN(data36)){
const err81 = {instancePath:instancePath+"/train/accumulate",schemaPath:"#/properties/train/properties/accumulate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.accumulate,data:data36};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
let data37 = data33.learningRate;
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 > 1 || isNaN(data37)){
const err82 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.train.properties.learningRate,data:data37};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data37 <= 0 || isNaN(data37)){
const err83 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.learningRate,data:data37};
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
const err84 = {instancePath:instancePath+"/train/learningRate",schemaPath:"#/properties/train/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.learningRate.type,parentSchema:schema31.properties.train.properties.learningRate,data:data37};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
let data38 = data33.warmup;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err85 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.warmup.type,parentSchema:schema31.properties.train.properties.warmup,data:data38};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
const err86 = {instancePath:instancePath+"/train/warmup",schemaPath:"#/properties/train/properties/warmup/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.warmup,data:data38};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
let data39 = data33.decay;
if(!((data39 === "none") || (data39 === "cosine"))){
const err87 = {instancePath:instancePath+"/train/decay",schemaPath:"#/properties/train/properties/decay/enum",keyword:"enum",params:{allowedValues: schema31.properties.train.properties.decay.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.train.properties.decay.enum,parentSchema:schema31.properties.train.properties.decay,data:data39};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
let data40 = data33.clip;
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 <= 0 || isNaN(data40)){
const err88 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.train.properties.clip,data:data40};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/train/clip",schemaPath:"#/properties/train/properties/clip/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.clip.type,parentSchema:schema31.properties.train.properties.clip,data:data40};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
let data41 = data33.ema;
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 < 0 || isNaN(data41)){
const err90 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.ema,data:data41};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(data41 >= 1 || isNaN(data41)){
const err91 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 1},message:"must be < 1",schema:1,parentSchema:schema31.properties.train.properties.ema,data:data41};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/train/ema",schemaPath:"#/properties/train/properties/ema/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.train.properties.ema.type,parentSchema:schema31.properties.train.properties.ema,data:data41};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
let data42 = data33.emaWarmup;
if(typeof data42 !== "boolean"){
const err93 = {instancePath:instancePath+"/train/emaWarmup",schemaPath:"#/properties/train/properties/emaWarmup/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.train.properties.emaWarmup.type,parentSchema:schema31.properties.train.properties.emaWarmup,data:data42};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
let data43 = data33.sandwich;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err94 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sandwich.type,parentSchema:schema31.properties.train.properties.sandwich,data:data43};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 7 || isNaN(data43)){
const err95 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},message:"must be <= 7",schema:7,parentSchema:schema31.properties.train.properties.sandwich,data:data43};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data43 < 2 || isNaN(data43)){
const err96 = {instancePath:instancePath+"/train/sandwich",schemaPath:"#/properties/train/properties/sandwich/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.train.properties.sandwich,data:data43};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
let data44 = data33.checkpointEvery;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err97 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.checkpointEvery.type,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data44};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 1 || isNaN(data44)){
const err98 = {instancePath:instancePath+"/train/checkpointEvery",schemaPath:"#/properties/train/properties/checkpointEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.train.properties.checkpointEvery,data:data44};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
let data45 = data33.sampleEvery;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err99 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.sampleEvery.type,parentSchema:schema31.properties.train.properties.sampleEvery,data:data45};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 0 || isNaN(data45)){
const err100 = {instancePath:instancePath+"/train/sampleEvery",schemaPath:"#/properties/train/properties/sampleEvery/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.sampleEvery,data:data45};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
let data46 = data33.seed;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err101 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.train.properties.seed.type,parentSchema:schema31.properties.train.properties.seed,data:data46};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 4294967295 || isNaN(data46)){
const err102 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.train.properties.seed,data:data46};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data46 < 0 || isNaN(data46)){
const err103 = {instancePath:instancePath+"/train/seed",schemaPath:"#/properties/train/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.train.properties.seed,data:data46};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/train",schemaPath:"#/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.train.type,parentSchema:schema31.properties.train,data:data33};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
let data47 = data.baseline;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.iterations === undefined){
data47.iterations = 450000;
}
if(data47.batch === undefined){
data47.batch = 128;
}
if(data47.learningRate === undefined){
data47.learningRate = 0.0002;
}
if(data47.groups === undefined){
data47.groups = 32;
}
for(const key6 in data47){
if(!((((key6 === "iterations") || (key6 === "batch")) || (key6 === "learningRate")) || (key6 === "groups"))){
const err105 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.baseline,data:data47};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
let data48 = data47.iterations;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err106 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.iterations.type,parentSchema:schema31.properties.baseline.properties.iterations,data:data48};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 1 || isNaN(data48)){
const err107 = {instancePath:instancePath+"/baseline/iterations",schemaPath:"#/properties/baseline/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.iterations,data:data48};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
let data49 = data47.batch;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err108 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.batch.type,parentSchema:schema31.properties.baseline.properties.batch,data:data49};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 > 4096 || isNaN(data49)){
const err109 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.baseline.properties.batch,data:data49};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(data49 < 1 || isNaN(data49)){
const err110 = {instancePath:instancePath+"/baseline/batch",schemaPath:"#/properties/baseline/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.batch,data:data49};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
let data50 = data47.learningRate;
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 > 1 || isNaN(data50)){
const err111 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.baseline.properties.learningRate,data:data50};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(data50 <= 0 || isNaN(data50)){
const err112 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema31.properties.baseline.properties.learningRate,data:data50};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/baseline/learningRate",schemaPath:"#/properties/baseline/properties/learningRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.baseline.properties.learningRate.type,parentSchema:schema31.properties.baseline.properties.learningRate,data:data50};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
let data51 = data47.groups;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err114 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.baseline.properties.groups.type,parentSchema:schema31.properties.baseline.properties.groups,data:data51};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 256 || isNaN(data51)){
const err115 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 256},message:"must be <= 256",schema:256,parentSchema:schema31.properties.baseline.properties.groups,data:data51};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(data51 < 1 || isNaN(data51)){
const err116 = {instancePath:instancePath+"/baseline/groups",schemaPath:"#/properties/baseline/properties/groups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.baseline.properties.groups,data:data51};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath:instancePath+"/baseline",schemaPath:"#/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.baseline.type,parentSchema:schema31.properties.baseline,data:data47};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
let data52 = data.search;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
if(data52.population === undefined){
data52.population = 50;
}
if(data52.iterations === undefined){
data52.iterations = 10;
}
if(data52.mutation === undefined){
data52.mutation = 0.001;
}
if(data52.mutationMode === undefined){
data52.mutationMode = "per-gene";
}
if(data52.crossover === undefined){
data52.crossover = 0.9;
}
if(data52.flopsWeight === undefined){
data52.flopsWeight = 0.1;
}
if(data52.images === undefined){
data52.images = 4096;
}
if(data52.batch === undefined){
data52.batch = 256;
}
if(data52.sampler === undefined){
data52.sampler = {};
}
if(data52.seed === undefined){
data52.seed = 0;
}
if(data52.rescore === undefined){
data52.rescore = 5;
}
if(data52.seeds === undefined){
data52.seeds = [];
}
if(data52.resample === undefined){
data52.resample = false;
}
for(const key7 in data52){
if(!(func1.call(schema31.properties.search.properties, key7))){
const err118 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.search,data:data52};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
let data53 = data52.population;
if(!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))){
const err119 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.population.type,parentSchema:schema31.properties.search.properties.population,data:data53};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 > 10000 || isNaN(data53)){
const err120 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.population,data:data53};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(data53 < 2 || isNaN(data53)){
const err121 = {instancePath:instancePath+"/search/population",schemaPath:"#/properties/search/properties/population/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.population,data:data53};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
let data54 = data52.iterations;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err122 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.iterations.type,parentSchema:schema31.properties.search.properties.iterations,data:data54};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 > 10000 || isNaN(data54)){
const err123 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema31.properties.search.properties.iterations,data:data54};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if(data54 < 1 || isNaN(data54)){
const err124 = {instancePath:instancePath+"/search/iterations",schemaPath:"#/properties/search/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.iterations,data:data54};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
let data55 = data52.mutation;
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 > 1 || isNaN(data55)){
const err125 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.mutation,data:data55};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(data55 < 0 || isNaN(data55)){
const err126 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.mutation,data:data55};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/search/mutation",schemaPath:"#/properties/search/properties/mutation/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.mutation.type,parentSchema:schema31.properties.search.properties.mutation,data:data55};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
let data56 = data52.mutationMode;
if(!((data56 === "per-gene") || (data56 === "reference"))){
const err128 = {instancePath:instancePath+"/search/mutationMode",schemaPath:"#/properties/search/properties/mutationMode/enum",keyword:"enum",params:{allowedValues: schema31.properties.search.properties.mutationMode.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.search.properties.mutationMode.enum,parentSchema:schema31.properties.search.properties.mutationMode,data:data56};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
let data57 = data52.crossover;
if((typeof data57 == "number") && (isFinite(data57))){
if(data57 > 1 || isNaN(data57)){
const err129 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema31.properties.search.properties.crossover,data:data57};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data57 < 0 || isNaN(data57)){
const err130 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.crossover,data:data57};
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
const err131 = {instancePath:instancePath+"/search/crossover",schemaPath:"#/properties/search/properties/crossover/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.crossover.type,parentSchema:schema31.properties.search.properties.crossover,data:data57};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
let data58 = data52.flopsWeight;
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 < 0 || isNaN(data58)){
const err132 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.flopsWeight,data:data58};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
else {
const err133 = {instancePath:instancePath+"/search/flopsWeight",schemaPath:"#/properties/search/properties/flopsWeight/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema31.properties.search.properties.flopsWeight.type,parentSchema:schema31.properties.search.properties.flopsWeight,data:data58};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
let data59 = data52.images;
if(!(((typeof data59 == "number") && (!(data59 % 1) && !isNaN(data59))) && (isFinite(data59)))){
const err134 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.images.type,parentSchema:schema31.properties.search.properties.images,data:data59};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if((typeof data59 == "number") && (isFinite(data59))){
if(data59 < 2 || isNaN(data59)){
const err135 = {instancePath:instancePath+"/search/images",schemaPath:"#/properties/search/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.search.properties.images,data:data59};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
let data60 = data52.batch;
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err136 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.batch.type,parentSchema:schema31.properties.search.properties.batch,data:data60};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 65536 || isNaN(data60)){
const err137 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.search.properties.batch,data:data60};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(data60 < 1 || isNaN(data60)){
const err138 = {instancePath:instancePath+"/search/batch",schemaPath:"#/properties/search/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.search.properties.batch,data:data60};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
let data61 = data52.sampler;
if(data61 && typeof data61 == "object" && !Array.isArray(data61)){
if(data61.kind === undefined){
data61.kind = "ddpm";
}
if(data61.steps === undefined){
data61.steps = 1000;
}
for(const key8 in data61){
if(!(func1.call(schema32.properties, key8))){
const err139 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data61};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
}
let data62 = data61.kind;
if(!(((((((data62 === "ddpm") || (data62 === "ddim")) || (data62 === "dpm-solver")) || (data62 === "dpm-solver++")) || (data62 === "unipc")) || (data62 === "heun")) || (data62 === "euler"))){
const err140 = {instancePath:instancePath+"/search/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data62};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
let data63 = data61.steps;
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err141 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data63};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 > 10000 || isNaN(data63)){
const err142 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data63};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(data63 < 1 || isNaN(data63)){
const err143 = {instancePath:instancePath+"/search/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data63};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
}
if(data61.eta !== undefined){
let data64 = data61.eta;
if((typeof data64 == "number") && (isFinite(data64))){
if(data64 > 1 || isNaN(data64)){
const err144 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data64};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
if(data64 < 0 || isNaN(data64)){
const err145 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data64};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
}
else {
const err146 = {instancePath:instancePath+"/search/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data64};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
if(data61.clip !== undefined){
let data65 = data61.clip;
if(typeof data65 !== "boolean"){
const err147 = {instancePath:instancePath+"/search/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data65};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
if(data61.spacing !== undefined){
let data66 = data61.spacing;
if(!(((((data66 === "uniform") || (data66 === "quadratic")) || (data66 === "trailing")) || (data66 === "linspace")) || (data66 === "karras"))){
const err148 = {instancePath:instancePath+"/search/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data66};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
}
if(data61.order !== undefined){
let data67 = data61.order;
if(!(((typeof data67 == "number") && (!(data67 % 1) && !isNaN(data67))) && (isFinite(data67)))){
const err149 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data67};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 > 3 || isNaN(data67)){
const err150 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data67};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
if(data67 < 1 || isNaN(data67)){
const err151 = {instancePath:instancePath+"/search/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data67};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
}
}
if(data61.solver !== undefined){
let data68 = data61.solver;
if(!(((((data68 === "midpoint") || (data68 === "heun")) || (data68 === "taylor")) || (data68 === "bh1")) || (data68 === "bh2"))){
const err152 = {instancePath:instancePath+"/search/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data68};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
}
if(data61.lowerOrderFinal !== undefined){
let data69 = data61.lowerOrderFinal;
if(typeof data69 !== "boolean"){
const err153 = {instancePath:instancePath+"/search/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data69};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
if(data61.lastSigma !== undefined){
let data70 = data61.lastSigma;
if(!((data70 === "zero") || (data70 === "min"))){
const err154 = {instancePath:instancePath+"/search/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data70};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
}
if(data61.rho !== undefined){
let data71 = data61.rho;
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 > 100 || isNaN(data71)){
const err155 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data71};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
if(data71 <= 0 || isNaN(data71)){
const err156 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data71};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
}
else {
const err157 = {instancePath:instancePath+"/search/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data71};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
}
if(data61.sigmaMin !== undefined){
let data72 = data61.sigmaMin;
if((typeof data72 == "number") && (isFinite(data72))){
if(data72 <= 0 || isNaN(data72)){
const err158 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data72};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
}
else {
const err159 = {instancePath:instancePath+"/search/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data72};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
}
if(data61.sigmaMax !== undefined){
let data73 = data61.sigmaMax;
if((typeof data73 == "number") && (isFinite(data73))){
if(data73 <= 0 || isNaN(data73)){
const err160 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data73};
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
const err161 = {instancePath:instancePath+"/search/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data73};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data61.churn !== undefined){
let data74 = data61.churn;
if((typeof data74 == "number") && (isFinite(data74))){
if(data74 < 0 || isNaN(data74)){
const err162 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data74};
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
const err163 = {instancePath:instancePath+"/search/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data74};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
if(data61.churnMin !== undefined){
let data75 = data61.churnMin;
if((typeof data75 == "number") && (isFinite(data75))){
if(data75 < 0 || isNaN(data75)){
const err164 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data75};
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
const err165 = {instancePath:instancePath+"/search/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data75};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
}
if(data61.churnMax !== undefined){
let data76 = data61.churnMax;
if((typeof data76 == "number") && (isFinite(data76))){
if(data76 < 0 || isNaN(data76)){
const err166 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data76};
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
const err167 = {instancePath:instancePath+"/search/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data76};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
}
if(data61.churnNoise !== undefined){
let data77 = data61.churnNoise;
if((typeof data77 == "number") && (isFinite(data77))){
if(data77 <= 0 || isNaN(data77)){
const err168 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data77};
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
const err169 = {instancePath:instancePath+"/search/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data77};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
}
else {
const err170 = {instancePath:instancePath+"/search/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data61};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
let data78 = data52.seed;
if(!(((typeof data78 == "number") && (!(data78 % 1) && !isNaN(data78))) && (isFinite(data78)))){
const err171 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.seed.type,parentSchema:schema31.properties.search.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
if((typeof data78 == "number") && (isFinite(data78))){
if(data78 > 4294967295 || isNaN(data78)){
const err172 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.search.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
if(data78 < 0 || isNaN(data78)){
const err173 = {instancePath:instancePath+"/search/seed",schemaPath:"#/properties/search/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.seed,data:data78};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
let data79 = data52.rescore;
if(!(((typeof data79 == "number") && (!(data79 % 1) && !isNaN(data79))) && (isFinite(data79)))){
const err174 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.search.properties.rescore.type,parentSchema:schema31.properties.search.properties.rescore,data:data79};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if((typeof data79 == "number") && (isFinite(data79))){
if(data79 > 1000 || isNaN(data79)){
const err175 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema31.properties.search.properties.rescore,data:data79};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data79 < 0 || isNaN(data79)){
const err176 = {instancePath:instancePath+"/search/rescore",schemaPath:"#/properties/search/properties/rescore/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.search.properties.rescore,data:data79};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
if(data52.strategy !== undefined){
let data80 = data52.strategy;
if(typeof data80 !== "string"){
const err177 = {instancePath:instancePath+"/search/strategy",schemaPath:"#/properties/search/properties/strategy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.strategy.type,parentSchema:schema31.properties.search.properties.strategy,data:data80};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
}
let data81 = data52.seeds;
if(Array.isArray(data81)){
const len5 = data81.length;
for(let i8=0; i8<len5; i8++){
let data82 = data81[i8];
if(typeof data82 !== "string"){
const err178 = {instancePath:instancePath+"/search/seeds/" + i8,schemaPath:"#/properties/search/properties/seeds/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.search.properties.seeds.items.type,parentSchema:schema31.properties.search.properties.seeds.items,data:data82};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
}
}
else {
const err179 = {instancePath:instancePath+"/search/seeds",schemaPath:"#/properties/search/properties/seeds/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.search.properties.seeds.type,parentSchema:schema31.properties.search.properties.seeds,data:data81};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
let data83 = data52.resample;
if(typeof data83 !== "boolean"){
const err180 = {instancePath:instancePath+"/search/resample",schemaPath:"#/properties/search/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.search.properties.resample.type,parentSchema:schema31.properties.search.properties.resample,data:data83};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
}
else {
const err181 = {instancePath:instancePath+"/search",schemaPath:"#/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.search.type,parentSchema:schema31.properties.search,data:data52};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
let data84 = data.classifier;
if(data84 && typeof data84 == "object" && !Array.isArray(data84)){
if(data84.iterations === undefined){
data84.iterations = 2000;
}
if(data84.batch === undefined){
data84.batch = 128;
}
if(data84.features === undefined){
data84.features = 64;
}
if(data84.seed === undefined){
data84.seed = 0;
}
for(const key9 in data84){
if(!((((key9 === "iterations") || (key9 === "batch")) || (key9 === "features")) || (key9 === "seed"))){
const err182 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.classifier,data:data84};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
}
let data85 = data84.iterations;
if(!(((typeof data85 == "number") && (!(data85 % 1) && !isNaN(data85))) && (isFinite(data85)))){
const err183 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.iterations.type,parentSchema:schema31.properties.classifier.properties.iterations,data:data85};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
if((typeof data85 == "number") && (isFinite(data85))){
if(data85 < 1 || isNaN(data85)){
const err184 = {instancePath:instancePath+"/classifier/iterations",schemaPath:"#/properties/classifier/properties/iterations/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.iterations,data:data85};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
let data86 = data84.batch;
if(!(((typeof data86 == "number") && (!(data86 % 1) && !isNaN(data86))) && (isFinite(data86)))){
const err185 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.batch.type,parentSchema:schema31.properties.classifier.properties.batch,data:data86};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if((typeof data86 == "number") && (isFinite(data86))){
if(data86 > 4096 || isNaN(data86)){
const err186 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4096},message:"must be <= 4096",schema:4096,parentSchema:schema31.properties.classifier.properties.batch,data:data86};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
if(data86 < 1 || isNaN(data86)){
const err187 = {instancePath:instancePath+"/classifier/batch",schemaPath:"#/properties/classifier/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.classifier.properties.batch,data:data86};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
let data87 = data84.features;
if(!(((typeof data87 == "number") && (!(data87 % 1) && !isNaN(data87))) && (isFinite(data87)))){
const err188 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.features.type,parentSchema:schema31.properties.classifier.properties.features,data:data87};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if((typeof data87 == "number") && (isFinite(data87))){
if(data87 > 2048 || isNaN(data87)){
const err189 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2048},message:"must be <= 2048",schema:2048,parentSchema:schema31.properties.classifier.properties.features,data:data87};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(data87 < 2 || isNaN(data87)){
const err190 = {instancePath:instancePath+"/classifier/features",schemaPath:"#/properties/classifier/properties/features/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.classifier.properties.features,data:data87};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
let data88 = data84.seed;
if(!(((typeof data88 == "number") && (!(data88 % 1) && !isNaN(data88))) && (isFinite(data88)))){
const err191 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.classifier.properties.seed.type,parentSchema:schema31.properties.classifier.properties.seed,data:data88};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
if((typeof data88 == "number") && (isFinite(data88))){
if(data88 > 4294967295 || isNaN(data88)){
const err192 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.classifier.properties.seed,data:data88};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(data88 < 0 || isNaN(data88)){
const err193 = {instancePath:instancePath+"/classifier/seed",schemaPath:"#/properties/classifier/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.classifier.properties.seed,data:data88};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
}
}
else {
const err194 = {instancePath:instancePath+"/classifier",schemaPath:"#/properties/classifier/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.classifier.type,parentSchema:schema31.properties.classifier,data:data84};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
let data89 = data.evaluate;
if(data89 && typeof data89 == "object" && !Array.isArray(data89)){
if(data89.images === undefined){
data89.images = 50000;
}
if(data89.batch === undefined){
data89.batch = 256;
}
if(data89.metric === undefined){
data89.metric = "fid";
}
if(data89.inception === undefined){
data89.inception = "weights/pt_inception-2015-12-05-6726825d.pth";
}
if(data89.rows === undefined){
data89.rows = ["adm","uniform","ddsm"];
}
if(data89.resample === undefined){
data89.resample = false;
}
if(data89.seed === undefined){
data89.seed = 1000;
}
for(const key10 in data89){
if(!((((((((key10 === "images") || (key10 === "batch")) || (key10 === "metric")) || (key10 === "inception")) || (key10 === "rows")) || (key10 === "sampler")) || (key10 === "resample")) || (key10 === "seed"))){
const err195 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.evaluate,data:data89};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
}
let data90 = data89.images;
if(!(((typeof data90 == "number") && (!(data90 % 1) && !isNaN(data90))) && (isFinite(data90)))){
const err196 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.images.type,parentSchema:schema31.properties.evaluate.properties.images,data:data90};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
if((typeof data90 == "number") && (isFinite(data90))){
if(data90 < 2 || isNaN(data90)){
const err197 = {instancePath:instancePath+"/evaluate/images",schemaPath:"#/properties/evaluate/properties/images/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema31.properties.evaluate.properties.images,data:data90};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
}
let data91 = data89.batch;
if(!(((typeof data91 == "number") && (!(data91 % 1) && !isNaN(data91))) && (isFinite(data91)))){
const err198 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.batch.type,parentSchema:schema31.properties.evaluate.properties.batch,data:data91};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
if((typeof data91 == "number") && (isFinite(data91))){
if(data91 > 65536 || isNaN(data91)){
const err199 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},message:"must be <= 65536",schema:65536,parentSchema:schema31.properties.evaluate.properties.batch,data:data91};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
if(data91 < 1 || isNaN(data91)){
const err200 = {instancePath:instancePath+"/evaluate/batch",schemaPath:"#/properties/evaluate/properties/batch/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema31.properties.evaluate.properties.batch,data:data91};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
let data92 = data89.metric;
if(!((data92 === "fid") || (data92 === "frechet"))){
const err201 = {instancePath:instancePath+"/evaluate/metric",schemaPath:"#/properties/evaluate/properties/metric/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.metric.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.metric.enum,parentSchema:schema31.properties.evaluate.properties.metric,data:data92};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
let data93 = data89.inception;
if(typeof data93 !== "string"){
const err202 = {instancePath:instancePath+"/evaluate/inception",schemaPath:"#/properties/evaluate/properties/inception/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.evaluate.properties.inception.type,parentSchema:schema31.properties.evaluate.properties.inception,data:data93};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
let data94 = data89.rows;
if(Array.isArray(data94)){
if(data94.length < 1){
const err203 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema31.properties.evaluate.properties.rows,data:data94};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
const len6 = data94.length;
for(let i9=0; i9<len6; i9++){
let data95 = data94[i9];
if(!(((data95 === "adm") || (data95 === "uniform")) || (data95 === "ddsm"))){
const err204 = {instancePath:instancePath+"/evaluate/rows/" + i9,schemaPath:"#/properties/evaluate/properties/rows/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.evaluate.properties.rows.items.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.evaluate.properties.rows.items.enum,parentSchema:schema31.properties.evaluate.properties.rows.items,data:data95};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
let i10 = data94.length;
let j3;
if(i10 > 1){
outer2:
for(;i10--;){
for(j3 = i10; j3--;){
if(func0(data94[i10], data94[j3])){
const err205 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i10+" are identical)",schema:true,parentSchema:schema31.properties.evaluate.properties.rows,data:data94};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err206 = {instancePath:instancePath+"/evaluate/rows",schemaPath:"#/properties/evaluate/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.evaluate.properties.rows.type,parentSchema:schema31.properties.evaluate.properties.rows,data:data94};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
if(data89.sampler !== undefined){
let data96 = data89.sampler;
if(data96 && typeof data96 == "object" && !Array.isArray(data96)){
if(data96.kind === undefined){
data96.kind = "ddpm";
}
if(data96.steps === undefined){
data96.steps = 1000;
}
for(const key11 in data96){
if(!(func1.call(schema32.properties, key11))){
const err207 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data:data96};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
let data97 = data96.kind;
if(!(((((((data97 === "ddpm") || (data97 === "ddim")) || (data97 === "dpm-solver")) || (data97 === "dpm-solver++")) || (data97 === "unipc")) || (data97 === "heun")) || (data97 === "euler"))){
const err208 = {instancePath:instancePath+"/evaluate/sampler/kind",schemaPath:"#/$defs/sampler/properties/kind/enum",keyword:"enum",params:{allowedValues: schema32.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.kind.enum,parentSchema:schema32.properties.kind,data:data97};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
let data98 = data96.steps;
if(!(((typeof data98 == "number") && (!(data98 % 1) && !isNaN(data98))) && (isFinite(data98)))){
const err209 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.steps.type,parentSchema:schema32.properties.steps,data:data98};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
if((typeof data98 == "number") && (isFinite(data98))){
if(data98 > 10000 || isNaN(data98)){
const err210 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000",schema:10000,parentSchema:schema32.properties.steps,data:data98};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
if(data98 < 1 || isNaN(data98)){
const err211 = {instancePath:instancePath+"/evaluate/sampler/steps",schemaPath:"#/$defs/sampler/properties/steps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.steps,data:data98};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
if(data96.eta !== undefined){
let data99 = data96.eta;
if((typeof data99 == "number") && (isFinite(data99))){
if(data99 > 1 || isNaN(data99)){
const err212 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema32.properties.eta,data:data99};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
if(data99 < 0 || isNaN(data99)){
const err213 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.eta,data:data99};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
}
else {
const err214 = {instancePath:instancePath+"/evaluate/sampler/eta",schemaPath:"#/$defs/sampler/properties/eta/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.eta.type,parentSchema:schema32.properties.eta,data:data99};
if(vErrors === null){
vErrors = [err214];
}
else {
vErrors.push(err214);
}
errors++;
}
}
if(data96.clip !== undefined){
let data100 = data96.clip;
if(typeof data100 !== "boolean"){
const err215 = {instancePath:instancePath+"/evaluate/sampler/clip",schemaPath:"#/$defs/sampler/properties/clip/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.clip.type,parentSchema:schema32.properties.clip,data:data100};
if(vErrors === null){
vErrors = [err215];
}
else {
vErrors.push(err215);
}
errors++;
}
}
if(data96.spacing !== undefined){
let data101 = data96.spacing;
if(!(((((data101 === "uniform") || (data101 === "quadratic")) || (data101 === "trailing")) || (data101 === "linspace")) || (data101 === "karras"))){
const err216 = {instancePath:instancePath+"/evaluate/sampler/spacing",schemaPath:"#/$defs/sampler/properties/spacing/enum",keyword:"enum",params:{allowedValues: schema32.properties.spacing.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.spacing.enum,parentSchema:schema32.properties.spacing,data:data101};
if(vErrors === null){
vErrors = [err216];
}
else {
vErrors.push(err216);
}
errors++;
}
}
if(data96.order !== undefined){
let data102 = data96.order;
if(!(((typeof data102 == "number") && (!(data102 % 1) && !isNaN(data102))) && (isFinite(data102)))){
const err217 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.order.type,parentSchema:schema32.properties.order,data:data102};
if(vErrors === null){
vErrors = [err217];
}
else {
vErrors.push(err217);
}
errors++;
}
if((typeof data102 == "number") && (isFinite(data102))){
if(data102 > 3 || isNaN(data102)){
const err218 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3},message:"must be <= 3",schema:3,parentSchema:schema32.properties.order,data:data102};
if(vErrors === null){
vErrors = [err218];
}
else {
vErrors.push(err218);
}
errors++;
}
if(data102 < 1 || isNaN(data102)){
const err219 = {instancePath:instancePath+"/evaluate/sampler/order",schemaPath:"#/$defs/sampler/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.order,data:data102};
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
if(data96.solver !== undefined){
let data103 = data96.solver;
if(!(((((data103 === "midpoint") || (data103 === "heun")) || (data103 === "taylor")) || (data103 === "bh1")) || (data103 === "bh2"))){
const err220 = {instancePath:instancePath+"/evaluate/sampler/solver",schemaPath:"#/$defs/sampler/properties/solver/enum",keyword:"enum",params:{allowedValues: schema32.properties.solver.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.solver.enum,parentSchema:schema32.properties.solver,data:data103};
if(vErrors === null){
vErrors = [err220];
}
else {
vErrors.push(err220);
}
errors++;
}
}
if(data96.lowerOrderFinal !== undefined){
let data104 = data96.lowerOrderFinal;
if(typeof data104 !== "boolean"){
const err221 = {instancePath:instancePath+"/evaluate/sampler/lowerOrderFinal",schemaPath:"#/$defs/sampler/properties/lowerOrderFinal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.lowerOrderFinal.type,parentSchema:schema32.properties.lowerOrderFinal,data:data104};
if(vErrors === null){
vErrors = [err221];
}
else {
vErrors.push(err221);
}
errors++;
}
}
if(data96.lastSigma !== undefined){
let data105 = data96.lastSigma;
if(!((data105 === "zero") || (data105 === "min"))){
const err222 = {instancePath:instancePath+"/evaluate/sampler/lastSigma",schemaPath:"#/$defs/sampler/properties/lastSigma/enum",keyword:"enum",params:{allowedValues: schema32.properties.lastSigma.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.lastSigma.enum,parentSchema:schema32.properties.lastSigma,data:data105};
if(vErrors === null){
vErrors = [err222];
}
else {
vErrors.push(err222);
}
errors++;
}
}
if(data96.rho !== undefined){
let data106 = data96.rho;
if((typeof data106 == "number") && (isFinite(data106))){
if(data106 > 100 || isNaN(data106)){
const err223 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema32.properties.rho,data:data106};
if(vErrors === null){
vErrors = [err223];
}
else {
vErrors.push(err223);
}
errors++;
}
if(data106 <= 0 || isNaN(data106)){
const err224 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.rho,data:data106};
if(vErrors === null){
vErrors = [err224];
}
else {
vErrors.push(err224);
}
errors++;
}
}
else {
const err225 = {instancePath:instancePath+"/evaluate/sampler/rho",schemaPath:"#/$defs/sampler/properties/rho/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.rho.type,parentSchema:schema32.properties.rho,data:data106};
if(vErrors === null){
vErrors = [err225];
}
else {
vErrors.push(err225);
}
errors++;
}
}
if(data96.sigmaMin !== undefined){
let data107 = data96.sigmaMin;
if((typeof data107 == "number") && (isFinite(data107))){
if(data107 <= 0 || isNaN(data107)){
const err226 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMin,data:data107};
if(vErrors === null){
vErrors = [err226];
}
else {
vErrors.push(err226);
}
errors++;
}
}
else {
const err227 = {instancePath:instancePath+"/evaluate/sampler/sigmaMin",schemaPath:"#/$defs/sampler/properties/sigmaMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMin.type,parentSchema:schema32.properties.sigmaMin,data:data107};
if(vErrors === null){
vErrors = [err227];
}
else {
vErrors.push(err227);
}
errors++;
}
}
if(data96.sigmaMax !== undefined){
let data108 = data96.sigmaMax;
if((typeof data108 == "number") && (isFinite(data108))){
if(data108 <= 0 || isNaN(data108)){
const err228 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.sigmaMax,data:data108};
if(vErrors === null){
vErrors = [err228];
}
else {
vErrors.push(err228);
}
errors++;
}
}
else {
const err229 = {instancePath:instancePath+"/evaluate/sampler/sigmaMax",schemaPath:"#/$defs/sampler/properties/sigmaMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.sigmaMax.type,parentSchema:schema32.properties.sigmaMax,data:data108};
if(vErrors === null){
vErrors = [err229];
}
else {
vErrors.push(err229);
}
errors++;
}
}
if(data96.churn !== undefined){
let data109 = data96.churn;
if((typeof data109 == "number") && (isFinite(data109))){
if(data109 < 0 || isNaN(data109)){
const err230 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churn,data:data109};
if(vErrors === null){
vErrors = [err230];
}
else {
vErrors.push(err230);
}
errors++;
}
}
else {
const err231 = {instancePath:instancePath+"/evaluate/sampler/churn",schemaPath:"#/$defs/sampler/properties/churn/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churn.type,parentSchema:schema32.properties.churn,data:data109};
if(vErrors === null){
vErrors = [err231];
}
else {
vErrors.push(err231);
}
errors++;
}
}
if(data96.churnMin !== undefined){
let data110 = data96.churnMin;
if((typeof data110 == "number") && (isFinite(data110))){
if(data110 < 0 || isNaN(data110)){
const err232 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMin,data:data110};
if(vErrors === null){
vErrors = [err232];
}
else {
vErrors.push(err232);
}
errors++;
}
}
else {
const err233 = {instancePath:instancePath+"/evaluate/sampler/churnMin",schemaPath:"#/$defs/sampler/properties/churnMin/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMin.type,parentSchema:schema32.properties.churnMin,data:data110};
if(vErrors === null){
vErrors = [err233];
}
else {
vErrors.push(err233);
}
errors++;
}
}
if(data96.churnMax !== undefined){
let data111 = data96.churnMax;
if((typeof data111 == "number") && (isFinite(data111))){
if(data111 < 0 || isNaN(data111)){
const err234 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.churnMax,data:data111};
if(vErrors === null){
vErrors = [err234];
}
else {
vErrors.push(err234);
}
errors++;
}
}
else {
const err235 = {instancePath:instancePath+"/evaluate/sampler/churnMax",schemaPath:"#/$defs/sampler/properties/churnMax/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnMax.type,parentSchema:schema32.properties.churnMax,data:data111};
if(vErrors === null){
vErrors = [err235];
}
else {
vErrors.push(err235);
}
errors++;
}
}
if(data96.churnNoise !== undefined){
let data112 = data96.churnNoise;
if((typeof data112 == "number") && (isFinite(data112))){
if(data112 <= 0 || isNaN(data112)){
const err236 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema32.properties.churnNoise,data:data112};
if(vErrors === null){
vErrors = [err236];
}
else {
vErrors.push(err236);
}
errors++;
}
}
else {
const err237 = {instancePath:instancePath+"/evaluate/sampler/churnNoise",schemaPath:"#/$defs/sampler/properties/churnNoise/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.churnNoise.type,parentSchema:schema32.properties.churnNoise,data:data112};
if(vErrors === null){
vErrors = [err237];
}
else {
vErrors.push(err237);
}
errors++;
}
}
}
else {
const err238 = {instancePath:instancePath+"/evaluate/sampler",schemaPath:"#/$defs/sampler/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data:data96};
if(vErrors === null){
vErrors = [err238];
}
else {
vErrors.push(err238);
}
errors++;
}
}
let data113 = data89.resample;
if(typeof data113 !== "boolean"){
const err239 = {instancePath:instancePath+"/evaluate/resample",schemaPath:"#/properties/evaluate/properties/resample/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema31.properties.evaluate.properties.resample.type,parentSchema:schema31.properties.evaluate.properties.resample,data:data113};
if(vErrors === null){
vErrors = [err239];
}
else {
vErrors.push(err239);
}
errors++;
}
let data114 = data89.seed;
if(!(((typeof data114 == "number") && (!(data114 % 1) && !isNaN(data114))) && (isFinite(data114)))){
const err240 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema31.properties.evaluate.properties.seed.type,parentSchema:schema31.properties.evaluate.properties.seed,data:data114};
if(vErrors === null){
vErrors = [err240];
}
else {
vErrors.push(err240);
}
errors++;
}
if((typeof data114 == "number") && (isFinite(data114))){
if(data114 > 4294967295 || isNaN(data114)){
const err241 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema31.properties.evaluate.properties.seed,data:data114};
if(vErrors === null){
vErrors = [err241];
}
else {
vErrors.push(err241);
}
errors++;
}
if(data114 < 0 || isNaN(data114)){
const err242 = {instancePath:instancePath+"/evaluate/seed",schemaPath:"#/properties/evaluate/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema31.properties.evaluate.properties.seed,data:data114};
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
const err243 = {instancePath:instancePath+"/evaluate",schemaPath:"#/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.evaluate.type,parentSchema:schema31.properties.evaluate,data:data89};
if(vErrors === null){
vErrors = [err243];
}
else {
vErrors.push(err243);
}
errors++;
}
let data115 = data.variants;
if(Array.isArray(data115)){
const len7 = data115.length;
for(let i11=0; i11<len7; i11++){
let data116 = data115[i11];
if(data116 && typeof data116 == "object" && !Array.isArray(data116)){
if(data116.name === undefined){
const err244 = {instancePath:instancePath+"/variants/" + i11,schemaPath:"#/properties/variants/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema31.properties.variants.items.required,parentSchema:schema31.properties.variants.items,data:data116};
if(vErrors === null){
vErrors = [err244];
}
else {
vErrors.push(err244);
}
errors++;
}
for(const key12 in data116){
if(!((((((key12 === "name") || (key12 === "widths")) || (key12 === "train")) || (key12 === "baseline")) || (key12 === "search")) || (key12 === "evaluate"))){
const err245 = {instancePath:instancePath+"/variants/" + i11,schemaPath:"#/properties/variants/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.variants.items,data:data116};
if(vErrors === null){
vErrors = [err245];
}
else {
vErrors.push(err245);
}
errors++;
}
}
if(data116.name !== undefined){
let data117 = data116.name;
if(typeof data117 === "string"){
if(!pattern4.test(data117)){
const err246 = {instancePath:instancePath+"/variants/" + i11+"/name",schemaPath:"#/properties/variants/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9._-]{0,63}$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9._-]{0,63}$"+"\"",schema:"^[a-z0-9][a-z0-9._-]{0,63}$",parentSchema:schema31.properties.variants.items.properties.name,data:data117};
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
const err247 = {instancePath:instancePath+"/variants/" + i11+"/name",schemaPath:"#/properties/variants/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.variants.items.properties.name.type,parentSchema:schema31.properties.variants.items.properties.name,data:data117};
if(vErrors === null){
vErrors = [err247];
}
else {
vErrors.push(err247);
}
errors++;
}
}
if(data116.widths !== undefined){
let data118 = data116.widths;
if(!(data118 && typeof data118 == "object" && !Array.isArray(data118))){
const err248 = {instancePath:instancePath+"/variants/" + i11+"/widths",schemaPath:"#/properties/variants/items/properties/widths/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.widths.type,parentSchema:schema31.properties.variants.items.properties.widths,data:data118};
if(vErrors === null){
vErrors = [err248];
}
else {
vErrors.push(err248);
}
errors++;
}
}
if(data116.train !== undefined){
let data119 = data116.train;
if(!(data119 && typeof data119 == "object" && !Array.isArray(data119))){
const err249 = {instancePath:instancePath+"/variants/" + i11+"/train",schemaPath:"#/properties/variants/items/properties/train/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.train.type,parentSchema:schema31.properties.variants.items.properties.train,data:data119};
if(vErrors === null){
vErrors = [err249];
}
else {
vErrors.push(err249);
}
errors++;
}
}
if(data116.baseline !== undefined){
let data120 = data116.baseline;
if(!(data120 && typeof data120 == "object" && !Array.isArray(data120))){
const err250 = {instancePath:instancePath+"/variants/" + i11+"/baseline",schemaPath:"#/properties/variants/items/properties/baseline/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.baseline.type,parentSchema:schema31.properties.variants.items.properties.baseline,data:data120};
if(vErrors === null){
vErrors = [err250];
}
else {
vErrors.push(err250);
}
errors++;
}
}
if(data116.search !== undefined){
let data121 = data116.search;
if(!(data121 && typeof data121 == "object" && !Array.isArray(data121))){
const err251 = {instancePath:instancePath+"/variants/" + i11+"/search",schemaPath:"#/properties/variants/items/properties/search/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.search.type,parentSchema:schema31.properties.variants.items.properties.search,data:data121};
if(vErrors === null){
vErrors = [err251];
}
else {
vErrors.push(err251);
}
errors++;
}
}
if(data116.evaluate !== undefined){
let data122 = data116.evaluate;
if(!(data122 && typeof data122 == "object" && !Array.isArray(data122))){
const err252 = {instancePath:instancePath+"/variants/" + i11+"/evaluate",schemaPath:"#/properties/variants/items/properties/evaluate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.properties.evaluate.type,parentSchema:schema31.properties.variants.items.properties.evaluate,data:data122};
if(vErrors === null){
vErrors = [err252];
}
else {
vErrors.push(err252);
}
errors++;
}
}
}
else {
const err253 = {instancePath:instancePath+"/variants/" + i11,schemaPath:"#/properties/variants/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.variants.items.type,parentSchema:schema31.properties.variants.items,data:data116};
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
const err254 = {instancePath:instancePath+"/variants",schemaPath:"#/properties/variants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.properties.variants.type,parentSchema:schema31.properties.variants,data:data115};
if(vErrors === null){
vErrors = [err254];
}
else {
vErrors.push(err254);
}
errors++;
}
let data123 = data.tables;
if(data123 && typeof data123 == "object" && !Array.isArray(data123)){
if(data123.paper === undefined){
data123.paper = "";
}
for(const key13 in data123){
if(!(key13 === "paper")){
const err255 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema31.properties.tables,data:data123};
if(vErrors === null){
vErrors = [err255];
}
else {
vErrors.push(err255);
}
errors++;
}
}
let data124 = data123.paper;
if(typeof data124 !== "string"){
const err256 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.properties.tables.properties.paper.type,parentSchema:schema31.properties.tables.properties.paper,data:data124};
if(vErrors === null){
vErrors = [err256];
}
else {
vErrors.push(err256);
}
errors++;
}
if(!(((((((data124 === "") || (data124 === "cifar10")) || (data124 === "celeba")) || (data124 === "imagenet")) || (data124 === "lsun-bedroom")) || (data124 === "afhq")) || (data124 === "celebahq128"))){
const err257 = {instancePath:instancePath+"/tables/paper",schemaPath:"#/properties/tables/properties/paper/enum",keyword:"enum",params:{allowedValues: schema31.properties.tables.properties.paper.enum},message:"must be equal to one of the allowed values",schema:schema31.properties.tables.properties.paper.enum,parentSchema:schema31.properties.tables.properties.paper,data:data124};
if(vErrors === null){
vErrors = [err257];
}
else {
vErrors.push(err257);
}
errors++;
}
}
else {
const err258 = {instancePath:instancePath+"/tables",schemaPath:"#/properties/tables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.properties.tables.type,parentSchema:schema31.properties.tables,data:data123};
if(vErrors === null){
vErrors = [err258];
}
else {
vErrors.push(err258);
}
errors++;
}
}
else {
const err259 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err259];
}
else {
vErrors.push(err259);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

