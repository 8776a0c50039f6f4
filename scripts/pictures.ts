/**
 * The pictures of the documents, drawn again: runs the experiments that they show, skipping what is done, and copies what
 * they left into docs/pictures, and what the quickstart printed into README. The study draws its own.
 * Usage: pictures.js [--runs FOLDER] [EXPERIMENT…]; without names all of them, about an hour on two cores.
 */
import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {packageRoot} from '../src/paths.js';
import {type NamedStrategy, strategiesSvg} from '../src/report/figures.js';
import {gridsPng} from '../src/report/pictures.js';
import {openRun} from '../src/run/past.js';
import {preparedFolder} from '../src/run/plan.js';
import {searchedStrategy} from '../src/tables/read.js';

const {values: options, positionals} = parseArgs({
  options: {runs: {type: 'string', default: 'runs'}},
  allowPositionals: true,
});
const runs = resolve(options.runs);
const pictures = join(packageRoot, 'docs', 'pictures');

/** By experiment: a file of its run, and the picture that it becomes. */
const COPIES: Record<string, Record<string, string>> = {
  quickstart: {
    'figures/tradeoff.svg': 'quickstart-tradeoff.svg',
    'figures/strategy.svg': 'quickstart-strategy.svg',
    'figures/strategy-noise.svg': 'quickstart-strategy-noise.svg',
    'figures/search.svg': 'search.svg',
    'evaluate/ddsm.png': 'quickstart-ddsm.png',
  },
  'quickstart-latent': {'evaluate/ddsm.png': 'quickstart-latent.png'},
  'quickstart-controls': {
    'figures/controls.svg': 'controls.svg',
    'figures/tradeoff-seed-0.svg': 'tradeoff-candidates.svg',
  },
  'quickstart-samplers': {'figures/evaluations.svg': 'samplers.svg'},
};

/** Searched strategies of a run, one for each variant. */
const strategiesOf = (name: string): NamedStrategy[] => {
  const run = join(runs, name);
  return openRun(run).cases.flatMap((one) => {
    const widths = searchedStrategy(run, one);
    return widths ? [{name: one.variant || name, widths}] : [];
  });
};

/** Figures A and B, of the digits instead of the paper's data sets; left as they are where a run of theirs is missing. */
async function drawStrategies(): Promise<void> {
  const names = ['quickstart-controls', 'quickstart-latent'];
  if (!names.every((name) => existsSync(join(runs, name, 'tables', 'results.csv')))) return;
  const strategies = names.flatMap(strategiesOf);
  const draw = async (name: string, title: string, together: boolean) =>
    writeFileSync(join(pictures, name), await strategiesSvg(strategies, {title, together}));
  await draw('strategies-together.svg', 'Strategies on the digits', true);
  await draw('strategies-apart.svg', 'Strategies on the digits, one graph each', false);
}

/** Figure C, of the digits. */
async function drawSamples(): Promise<void> {
  const grids = ['quickstart-ddsm', 'quickstart-latent'].map((name) => ({
    name: name.replace('-ddsm', ''),
    png: readFileSync(join(pictures, `${name}.png`)),
  }));
  writeFileSync(join(pictures, 'digits-figure-C.png'), await gridsPng(grids));
}

for (const name of positionals.length > 0 ? positionals : Object.keys(COPIES)) {
  const copies = COPIES[name];
  if (!copies)
    throw new RangeError(`no picture shows ${name}; those that are shown: ${Object.keys(COPIES).join(', ')}`);
  const spec = join(packageRoot, 'experiments', `${name}.yaml`);
  const {status, stdout} = spawnSync(
    process.execPath,
    [join(packageRoot, 'bin', 'ddsm.js'), 'run', spec, '--runs', runs, '--plain'],
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']},
  );
  if (status !== 0) process.exit(status ?? 1);
  for (const [from, to] of Object.entries(copies)) copyFileSync(join(runs, name, from), join(pictures, to));
  if (name === 'quickstart') {
    const readme = join(packageRoot, 'README.md');
    const printed = readFileSync(readme, 'utf8').replace(
      /^```\n## quickstart\n[\s\S]*?^```$/m,
      () => `\`\`\`\n${stdout.trim()}\n\`\`\``,
    );
    writeFileSync(readme, printed);
    const prepared = preparedFolder(openRun(join(runs, name)).experiment, runs);
    copyFileSync(join(prepared, 'preview.png'), join(pictures, 'preview-digits.png'));
  }
}
await drawStrategies();
await drawSamples();
