/** `ddsm prepare`: a data set → the cache that training reads, and a report on what is in it. `run` does the same by itself. */
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Manifest} from '../data/dataset.js';
import {type DatasetSettings, prepare, preparedFault} from '../data/prepare.js';
import type {StageName} from '../plan/plan.js';
import {EXIT, ProblemError} from '../problem.js';
import {dataFolder, type Experiment, imageChannelsOf} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {takeLock} from '../store/lock.js';
import {toMarkdown} from '../tables/results.js';
import {isTerminal, runTasks} from './list.js';
import {Meter} from './meter.js';
import {formatSeconds, note, print, printJson} from './output.js';
import {filesHash, type StageState} from './stages.js';

const settingsOf = (experiment: Experiment): DatasetSettings => {
  const {kind, resolution, crop, resize, split, limit, badFiles} = experiment.dataset;
  const channels = imageChannelsOf(experiment);
  return {kind, resolution, channels, crop, resize, split, limit, badFiles, path: dataFolder(experiment)};
};

/** Where the prepared form of an experiment's data lies: one folder for all experiments that see the same. */
export function preparedFolder(experiment: Experiment, runs: string): string {
  const {badFiles: _, path: _path, ...settings} = settingsOf(experiment);
  const hash = createHash('sha256')
    .update(JSON.stringify([settings, filesHash(experiment)]))
    .digest('hex');
  const {name, kind, resolution} = experiment.dataset;
  return join(
    runs,
    '.data',
    `${kind === 'digits' ? kind : (name ?? experiment.name)}-${resolution}-${hash.slice(0, 12)}`,
  );
}

const FROM_DATA: readonly StageName[] = ['classifier', 'reference', 'latents', 'train', 'baseline', 'prune'];
/** Whether a stage is going to read the data. */
export const needsData = ({name, state}: StageState): boolean => state !== 'done' && FROM_DATA.includes(name);

interface Preparation {
  plain: boolean;
  isStopping(): boolean;
}

/**
 * Makes sure that the data is prepared and whole; says aloud what a user should know of it. Throws a ProblemError;
 * undefined when it was stopped.
 */
export async function prepareData(
  experiment: Experiment,
  folder: string,
  {plain, isStopping}: Preparation,
): Promise<Manifest | undefined> {
  const isNew = !existsSync(join(folder, 'manifest.json'));
  const release = takeLock(folder, note);
  try {
    let manifest: Manifest | undefined;
    const work = async (show: (line: string) => void): Promise<void> => {
      const meter = new Meter(show, {plain});
      manifest = await prepare(settingsOf(experiment), folder, {
        report: (done, total) => meter.update({done, total, unit: 'images'}),
        log: note,
        isStopping,
      });
      const fault = manifest && !isNew ? preparedFault(folder, manifest) : undefined;
      if (fault === undefined) return;
      const suggestion = `delete ${folder}; the next run prepares it again`;
      throw new ProblemError({code: 'prepared', file: folder, message: `${folder}: ${fault}`, suggestion});
    };
    if (isNew) {
      const task = {
        title: 'Prepare the data',
        task: (shown: {output: string}) =>
          work((line) => {
            shown.output = line;
          }),
      };
      await runTasks([task], {plain});
    } else await work(() => {});
    if (manifest && isNew) for (const line of remarks(manifest, experiment)) note(line);
    return manifest;
  } finally {
    release();
  }
}

/** What a user should know of a data set before training on it. */
function remarks({count, odd, bad, source}: Manifest, {dataset}: Experiment): string[] {
  const lines: string[] = [];
  const {expected, limit, split} = dataset;
  if (expected !== undefined && limit === 0 && source !== expected)
    lines.push(`${source} images were found; the published data set has ${expected} (split ${split})`);
  if (bad.length > 0) {
    const some = bad.slice(0, 3).map(({name, fault}) => `${name} (${fault})`);
    const more = bad.length > 3 ? ', …' : '';
    lines.push(
      `${bad.length} of ${count + bad.length} images cannot be used and are left out: ${some.join(', ')}${more}`,
    );
  }
  for (const [kind, {count: number, examples}] of Object.entries(odd))
    lines.push(`${kind}: ${number} of the images, like ${examples[0]}`);
  return lines;
}

interface Options {
  set: string[];
  runs: string;
  plain?: boolean;
  json?: boolean;
}

export async function prepareSpec(spec: string, {set, runs, plain = false, json = false}: Options): Promise<void> {
  const experiment = requireSpec(spec, {set, needs: ['data']});
  const folder = preparedFolder(experiment, runs);
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    note('stopping after this chunk');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const began = performance.now();
  let manifest: Manifest | undefined;
  try {
    manifest = await prepareData(experiment, folder, {
      plain: plain || json || !isTerminal(),
      isStopping: () => stopped,
    });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  if (!manifest) {
    note(
      `stopped; everything is saved. Continue with:\n  npx ddsm prepare ${spec}${set.map((one) => ` --set ${one}`).join('')}`,
    );
    process.exitCode = EXIT.interrupted;
    return;
  }
  const {count, resolution, channels, classes, mean, deviation, source, odd, bad} = manifest;
  const preview = join(folder, 'preview.png');
  if (json) {
    const {expected = null} = experiment.dataset;
    printJson({folder, preview, count, source, expected, resolution, channels, classes, mean, deviation, odd, bad});
    return;
  }
  const bytes = count * resolution ** 2 * channels;
  const numbers = (values: readonly number[]): string => values.map((value) => value.toFixed(4)).join(' ');
  const lines = [
    {what: 'images', value: count === source ? String(count) : `${count} of ${source}`},
    {what: 'as the model sees them', value: `${resolution}×${resolution}, ${channels === 1 ? 'grey' : 'colour'}`},
    {
      what: 'classes',
      value:
        classes.length > 0
          ? `${classes.length} (${classes.slice(0, 10).join(', ')}${classes.length > 10 ? ', …' : ''})`
          : 'none',
    },
    {what: 'mean of each channel', value: numbers(mean)},
    {what: 'deviation', value: numbers(deviation)},
    {what: 'size', value: `${(bytes / 1e6).toFixed(1)} MB`},
    ...Object.entries(odd).map(([kind, {count: number, examples}]) => ({
      what: kind,
      value: `${number}: ${examples.slice(0, 3).join(', ')}`,
    })),
    ...(bad.length > 0
      ? [
          {
            what: 'left out',
            value: `${bad.length}: ${bad
              .slice(0, 3)
              .map(({name, fault}) => `${name} (${fault})`)
              .join(', ')}`,
          },
        ]
      : []),
  ];
  print(
    `${experiment.name}: ${dataFolder(experiment) ?? 'the embedded digits'}, in ${formatSeconds((performance.now() - began) / 1000)}\n`,
  );
  print(toMarkdown(lines, ['what', 'value']));
  print(`\npreview ${preview}`);
}
