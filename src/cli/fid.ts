/** `ddsm fid`: the Fréchet distance between image folders, .npz files and runs. */
import {existsSync, statSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {importWeights} from '../convert/import.js';
import {numpyChoice} from '../metrics/numpyRandom.js';
import {EXIT, type ProblemCode, type ProblemError, usageError} from '../problem.js';
import {Meter} from '../run/meter.js';
import {findRun} from '../run/past.js';
import {cacheRoot, requirePrivateCache} from '../runtime/cache.js';
import {openCompute} from '../runtime/compute.js';
import {contentsOf} from '../stages/metrics/statistics.js';
import {hashOfFile} from '../store/files.js';
import {referenceFiles, stageId} from '../store/runFolder.js';
import {isZip} from '../weights/archive.js';
import {readSafetensorsHeader} from '../weights/safetensors.js';
import {threadEnvironment} from '../workers/environment.js';
import type {DistanceJob, DistanceReport} from '../workers/messages.js';
import {Worker} from '../workers/worker.js';
import {displayIn, isTerminal} from './list.js';
import {note, print, printJson, showWarning} from './output.js';

interface Options {
  runs: string;
  weights: string;
  resize: 'torch' | 'tf';
  selfTest?: boolean;
  data: string;
  plain?: boolean;
  json?: boolean;
}

const refuse = (code: ProblemCode, message: string, suggestion?: string): ProblemError =>
  usageError({code, message, ...(suggestion ? {suggestion} : {})});

const SOURCE =
  'get pt_inception-2015-12-05-6726825d.pth from the releases of the pytorch-fid project and put it there, or name it with --weights';

export async function fid(sides: string[], options: Options): Promise<void> {
  if (options.selfTest) return selfTest(options);
  if (sides.length !== 2) throw refuse('usage', 'ddsm fid takes two sides: folders of images, .npz files or runs');
  const [a, b] = sides.map((side) => sideOf(side, options.runs)) as [string, string];
  const weights = existsSync(options.weights) ? await inceptionWeights(options.weights) : undefined;
  if (weights === undefined && (await Promise.all([a, b].map(hasImages))).includes(true))
    throw refuse('missing-weights', `images need Inception's weights, and there is no file ${options.weights}`, SOURCE);
  const report = await compute({sides: [a, b], weights, resize: options.resize}, options);
  show(report, options);
}

function sideOf(side: string, runs: string): string {
  const run = findRun(side, runs);
  if (run !== undefined) {
    const {statistics} = referenceFiles(join(run, stageId('reference')));
    if (existsSync(statistics)) return statistics;
    throw refuse('no-statistics', `${run} has no Inception statistics of its data: its metric is not fid`);
  }
  if (!existsSync(side)) throw refuse('missing', `there is no ${side}`);
  if (!statSync(side).isDirectory() && !side.endsWith('.npz') && !isZip(side))
    throw refuse('kind', `${side} is neither a folder of images, a zip archive of one, nor an .npz file`);
  return side;
}

async function hasImages(side: string): Promise<boolean> {
  return !side.endsWith('.npz') || !(await contentsOf(side)).statistics;
}

/** pytorch-fid's file is brought into our form once, in the cache. */
async function inceptionWeights(path: string): Promise<string> {
  if (path.endsWith('.safetensors')) return path;
  const hash = hashOfFile(path);
  const kept = join(cacheRoot(), `inception-${hash.slice(0, 16)}.safetensors`);
  requirePrivateCache();
  const isThere = existsSync(kept) && readSafetensorsHeader(kept).metadata.family === 'inception';
  if (!isThere) await importWeights(path, {out: kept, weights: 'ema', only: 'inception'});
  return kept;
}

async function compute(job: DistanceJob, {plain = false, json = false}: Options): Promise<DistanceReport> {
  // Distances are compared with published ones, which are of full float32.
  const environment = {...threadEnvironment(availableParallelism()), NVIDIA_TF32_OVERRIDE: '0'};
  const [device] = openCompute(environment, {note, warn: showWarning});
  const worker = new Worker(device!);
  const lines = plain || json || !isTerminal();
  let report: DistanceReport | undefined;
  try {
    await displayIn({title: 'Measure', plain: lines})(async (show) => {
      const meter = new Meter(show, {plain: lines});
      report = await worker.distance(job, {onProgress: (progress) => meter.update(progress), onWarning: note});
    });
  } finally {
    worker.close();
  }
  return report!;
}

function show({distance, dimensions, features, counts}: DistanceReport, {json = false}: Options): void {
  if (json) {
    printJson({distance, dimensions, features});
    return;
  }
  const known = counts.map((count) => count ?? 'unknown number of');
  print(`${distance}\n`);
  note(`Fréchet distance over ${dimensions} dimensions (${features}), ${known.join(' against ')} images`);
  for (const count of new Set(counts))
    if (count !== null && count < dimensions)
      note(`${count} images are fewer than ${dimensions} dimensions: the distance is biased upwards`);
}

/** torch-fidelity's published value for two subsets of CIFAR-10. */
const PUBLISHED = {distance: 10.3233274, tolerance: 1e-4, seed: 2020, size: 5000};

async function selfTest(options: Options): Promise<void> {
  const train = [1, 2, 3, 4, 5].map((batch) => join(options.data, `data_batch_${batch}.bin`));
  const test = join(options.data, 'test_batch.bin');
  const missing = [...train, test].find((file) => !existsSync(file));
  if (missing !== undefined || !existsSync(options.weights)) {
    throw refuse(
      'self-test',
      missing === undefined
        ? `the self-test needs Inception's weights, and there is no file ${options.weights}`
        : `the self-test needs CIFAR-10, and there is no file ${missing}`,
      missing === undefined
        ? SOURCE
        : 'get the binary version of CIFAR-10 (cifar-10-binary.tar.gz) from its home page at the University of Toronto and unpack it there, or name its folder with --data',
    );
  }
  const {seed, size, distance: published, tolerance} = PUBLISHED;
  const weights = await inceptionWeights(options.weights);
  const sides: DistanceJob['sides'] = [
    {files: train, images: [...numpyChoice(seed, 50_000, size)]},
    {files: [test], images: [...numpyChoice(seed, 10_000, size)]},
  ];
  const {distance} = await compute({sides, weights, resize: 'tf'}, options);
  const right = Math.abs(distance - published) <= tolerance;
  if (options.json) printJson({distance, published, tolerance, passed: right});
  else print(`${distance} (published ${published} ± ${tolerance}): ${right ? 'passed' : 'FAILED'}`);
  process.exitCode = right ? EXIT.done : EXIT.failed;
}
