/** `ddsm prepare`: a data set → the cache that training reads, and a report on what is in it. `run` does the same by itself. */
import {join} from 'node:path';
import {type Manifest, namedLabels, readManifest} from '../data/dataset.js';
import {openSource} from '../data/prepare.js';
import {LEFT_OUT} from '../data/source.js';
import {EXIT} from '../problem.js';
import {formatSeconds} from '../run/meter.js';
import {preparationOf, preparedFolder} from '../run/plan.js';
import {prepareData} from '../run/prepared.js';
import {dataFolder} from '../spec/experiment.js';
import {requireSpec} from '../spec/load.js';
import {toMarkdown} from '../tables/results.js';
import {displayIn, isTerminal} from './list.js';
import {note, print, printJson, showWarning} from './output.js';
import {shellWord} from './terminal.js';

interface Options {
  set: string[];
  runs: string;
  plain?: boolean;
  json?: boolean;
}

export async function prepareSpec(spec: string, {set, runs, plain = false, json = false}: Options): Promise<void> {
  const experiment = requireSpec(spec, {set, needs: ['data'], onWarning: showWarning});
  const folder = preparedFolder(experiment, runs);
  const isNew = readManifest(folder) === undefined;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    note('stopping after this chunk');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const began = performance.now();
  let manifest: Manifest | undefined;
  try {
    const lines = plain || json || !isTerminal();
    const display = displayIn({title: 'Prepare the data', plain: lines});
    manifest = await prepareData(experiment, folder, {runs, plain: lines, isStopping: () => stopped, note, display});
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  if (!manifest) {
    note(
      `stopped; everything is saved. Continue with:\n  npx ddsm prepare ${shellWord(spec)}${set.map((one) => ` --set ${shellWord(one)}`).join('')}`,
    );
    process.exitCode = EXIT.interrupted;
    return;
  }
  const {count, resolution, channels, classes, mean, deviation, source, odd, bad} = manifest;
  let {leftOut = []} = manifest;
  if (!isNew) {
    // Folders that hold the same images share what is prepared of them, and may leave out other files.
    const opened = await openSource(preparationOf(experiment), () => {});
    opened.close();
    leftOut = opened.leftOut;
  }
  const preview = join(folder, 'preview.png');
  if (json) {
    const {expected = null} = experiment.dataset;
    printJson({
      ...{folder, preview, count, source, expected, resolution, channels, classes, mean, deviation, odd, bad},
      leftOut,
    });
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
          ? `${classes.length} (${namedLabels(classes, classes.slice(0, 10).keys())}${classes.length > 10 ? ', …' : ''})`
          : 'none',
    },
    {what: 'mean of each channel', value: numbers(mean)},
    {what: 'deviation', value: numbers(deviation)},
    {what: 'size', value: `${(bytes / 1e6).toFixed(1)} MB`},
    ...Object.entries(odd).map(([kind, {count: number, examples}]) => ({
      what: kind,
      value: `${number}: ${examples.slice(0, 3).join(', ')}`,
    })),
    ...leftOut.map(({reason, count: number, examples}) => ({
      what: LEFT_OUT[reason],
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
