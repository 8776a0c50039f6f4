/** `ddsm init`: writes a first spec for a folder of images, or for a trained network of diffusers. */
import {existsSync} from 'node:fs';
import {availableParallelism, totalmem} from 'node:os';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {createInterface} from 'node:readline/promises';
import {requireWritable} from '../commit.js';
import {openPipelineFolder} from '../convert/diffusersFolder.js';
import {importWeights} from '../convert/import.js';
import {leftOutLines} from '../data/source.js';
import {type Survey, surveyImages} from '../data/survey.js';
import {packageRoot} from '../paths.js';
import {secondsOf} from '../plan/hours.js';
import {usageError} from '../problem.js';
import {deviceAtHand} from '../run/planDevice.js';
import {draftFrom, draftSpec, hoursText, resolutionFor, type Wish} from '../spec/draft.js';
import {requireSpec} from '../spec/load.js';
import {formatBytes, writeFileDurably} from '../store/files.js';
import {note, print, showWarning} from './output.js';
import {shellWord} from './terminal.js';

interface Options {
  out?: string;
  hours?: number;
  resolution?: number;
  from?: string;
  yes?: boolean;
}

const HOURS = 8;
/** Beyond so many times the hours that were asked for, init says so. */
const MOST_OVER = 1.2;
/** Resolutions whose halves are whole at every level of the networks that init proposes. */
const RESOLUTIONS = [16, 32, 64, 128, 256];

export async function init(folder: string | undefined, {from, ...options}: Options): Promise<void> {
  if (from !== undefined) await initFrom(from, folder, options);
  else if (folder !== undefined) await initImages(folder, options);
  else
    throw usageError({
      code: 'usage',
      message: 'init takes a folder of images, or with --from a folder of diffusers',
      suggestion: 'npx ddsm init IMAGES, or npx ddsm init --from FOLDER [IMAGES]',
    });
}

/** Imports a network of diffusers, and writes the spec that makes it step-aware. */
async function initFrom(from: string, images: string | undefined, {out}: Omit<Options, 'from'>): Promise<void> {
  const name = nameOf(from);
  const file = out ?? `${name}.yaml`;
  const weights = join(dirname(file), `${name}.safetensors`);
  for (const path of [file, weights])
    if (existsSync(path))
      throw usageError({
        code: 'bad-output',
        message: `${path} is there already`,
        suggestion:
          path === file
            ? 'remove it, or name another one with --out'
            : 'remove it, or write the spec elsewhere with --out',
      });
  if (images !== undefined && !existsSync(images))
    throw usageError({
      code: 'missing',
      message: `there is no ${images}`,
      suggestion: 'name a folder of images, or leave it out',
    });
  const {network, process} = openPipelineFolder(from);
  await importWeights(from, {out: weights, weights: 'ema'});
  const folder = dirname(resolve(file));
  writeFileDurably(
    file,
    draftFrom({
      ...{name, from, network, diffusion: process.diffusion, sampler: process.sampler},
      weights: basename(weights),
      path: images === undefined ? undefined : pathFrom(folder, resolve(images)),
      schema: pathFrom(folder, join(packageRoot, 'schema', 'experiment.schema.json')),
    }),
  );
  // Without images the spec is not whole yet.
  if (images !== undefined) requireSpec(file, {onWarning: showWarning});
  print(file);
  print(weights);
  const first = images === undefined ? 'Name the images in dataset.path, then:' : 'Read it, then:';
  note(`\n${first}\n  npx ddsm plan ${shellWord(file)}\n  npx ddsm run ${shellWord(file)}`);
}

async function initImages(folder: string, {out, hours, resolution, yes = false}: Omit<Options, 'from'>): Promise<void> {
  if (!existsSync(folder))
    throw usageError({
      code: 'missing',
      message: `there is no ${folder}`,
      suggestion: 'name a folder of images, or a .zip of one; folders inside it become classes',
    });
  const name = nameOf(folder);
  const file = out ?? `${name}.yaml`;
  if (existsSync(file))
    throw usageError({
      code: 'bad-output',
      message: `${file} is there already`,
      suggestion: 'remove it, or name another one with --out',
    });
  requireWritable(file);
  if (resolution !== undefined && !RESOLUTIONS.includes(resolution))
    throw usageError({
      code: 'out-of-range',
      message: `--resolution ${resolution} is none of ${RESOLUTIONS.join(', ')}`,
      suggestion: 'init proposes networks for these; others can be set in the spec',
    });
  const survey = await surveyImages(folder);
  note(described(survey));
  const device = thisDevice();
  const proposed = resolutionFor(survey.side.median, device);
  const asked = yes || !process.stdin.isTTY || !process.stderr.isTTY ? {} : await ask(proposed, {hours, resolution});
  const wish: Wish = {
    name,
    images: survey.count,
    classes: survey.classes.length,
    grey: survey.grey,
    device,
    path: pathFrom(dirname(resolve(file)), resolve(folder)),
    schema: pathFrom(dirname(resolve(file)), join(packageRoot, 'schema', 'experiment.schema.json')),
    resolution: resolution ?? asked.resolution ?? proposed,
    hours: hours ?? asked.hours ?? HOURS,
  };
  const draft = draftSpec(wish);
  writeFileDurably(file, draft.text);
  requireSpec(file, {onWarning: showWarning});
  print(file);
  if (draft.hours > MOST_OVER * wish.hours)
    showWarning({
      code: 'out-of-range',
      severity: 'warning',
      message: `the shortest run that makes sense at ${wish.resolution}×${wish.resolution} pixels takes about ${hoursText(draft.hours)} here, not ${hoursText(wish.hours)}`,
      suggestion:
        wish.resolution > RESOLUTIONS[0]!
          ? 'take a lower --resolution'
          : 'lower train.iterations and baseline.iterations in the spec; after so few steps samples are mostly noise',
    });
  note(`\nRead it, then:\n  npx ddsm plan ${shellWord(file)}\n  npx ddsm run ${shellWord(file)}`);
}

/** The device that the sizes are for. */
function thisDevice(): Wish['device'] {
  const deviceFor = (macs: number) => deviceAtHand({precision: 'float32', tf32: true, macs});
  const {kind, name, memoryBytes = totalmem()} = deviceFor(0);
  const cores = kind === 'cpu' ? `, ${availableParallelism()} cores` : '';
  return {
    gpu: kind === 'gpu',
    memoryBytes,
    name: `${name}${cores}, ${formatBytes(memoryBytes)} of memory`,
    macsPerSecond: (macs) => 1 / secondsOf(1, deviceFor(macs)),
  };
}

function described({count, classes, leftOut, opened, broken, side, grey, oblong}: Survey): string {
  const sizes = side.least === side.most ? `${side.least}` : `${side.least} to ${side.most} (median ${side.median})`;
  const facts = [
    `${count.toLocaleString('en')} images${classes.length > 1 ? ` in ${classes.length} folders, taken as classes` : ''}`,
    `shorter side ${sizes} pixels${oblong ? '; the central square is used' : ''}`,
    grey ? 'all grey' : '',
    broken > 0 ? `${broken} of ${opened} that were opened cannot be read, and would be left out` : '',
    ...leftOutLines(leftOut),
  ];
  return facts.filter(Boolean).join('\n');
}

async function ask(
  proposed: number,
  given: {hours: number | undefined; resolution: number | undefined},
): Promise<{hours?: number; resolution?: number}> {
  const terminal = createInterface({input: process.stdin, output: process.stderr});
  const number = async (question: string, fallback: number, allowed?: readonly number[]): Promise<number> => {
    for (;;) {
      const answer = (await terminal.question(`${question} [${fallback}] `)).trim();
      if (answer === '') return fallback;
      const value = Number(answer);
      if (allowed ? allowed.includes(value) : value > 0 && Number.isFinite(value)) return value;
      note(allowed ? `enter one of ${allowed.join(', ')}` : 'enter a number above 0');
    }
  };
  try {
    const resolution = given.resolution ?? (await number('Resolution of the model, in pixels?', proposed, RESOLUTIONS));
    return {resolution, hours: given.hours ?? (await number('How many hours may the run take?', HOURS))};
  } finally {
    terminal.close();
  }
}

/** A name that a run may have, made of the folder's. */
function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .replace(/\.zip$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);
  return name || 'images';
}

/** Relative where that is short, else absolute. */
function pathFrom(folder: string, path: string): string {
  const short = relative(folder, path);
  return short.startsWith('../../..') ? path : short;
}
