/** What pages tell a reader to type, typed; and what they say is answered, answered. */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import sharp from 'sharp';
import {digitsSource} from '../../src/data/sources/digits.js';
import {packageRoot} from '../../src/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'ddsm-snippets-'));
const page = (name: string): string => readFileSync(join(packageRoot, name), 'utf8');
/** Fenced blocks of a language; '' for those that name none. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , body]) => body!);
const ddsm = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(packageRoot, 'bin', 'ddsm.js'), ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {...process.env, NO_COLOR: '1'},
  });

/** Digits as a reader's photographs: two classes, enlarged. */
async function photographs(): Promise<void> {
  let index = 0;
  for await (const image of digitsSource().images()) {
    if (!('raw' in image) || image.label! > 1) continue;
    const place = join(folder, 'photos', String(image.label), `${index}.png`);
    mkdirSync(dirname(place), {recursive: true});
    const {width, height, channels, pixels} = image.raw;
    await sharp(pixels, {raw: {width, height, channels}}).resize(16, 16).png().toFile(place);
    index += 1;
    if (index === 80) return;
  }
}

/** What makes a run of a spec from `init` short. */
const SHORT = [
  ...['train.iterations=12', 'train.batch=8', 'train.warmup=2', 'train.sampleEvery=0', 'baseline.iterations=6'],
  ...['baseline.batch=8', 'model.channels=16', 'model.multipliers=[1]', 'model.attentionLevels=[]', 'model.groups=4'],
  ...['baseline.groups=4', 'widths.options=[4/8, 8/8]', 'train.sandwich=2', 'classifier.iterations=6'],
  ...['search.images=8', 'search.sampler.steps=2', 'search.rescore=0'],
  ...['evaluate.images=16', 'evaluate.jackknife=0'],
].flatMap((setting) => ['--set', setting]);

const TABLES = 'runs/photos/tables/results.csv';

test('the tutorial can be followed, command by command, from a folder of images to weights for PyTorch', async () => {
  await photographs();
  const text = page('docs/tutorial.md');
  const commands = blocks(text, 'sh').flatMap((block) => block.trim().split('\n'));
  assert.ok(commands.length >= 10);
  const [prices] = blocks(text, 'yaml');
  // The prices are one that init could have written, half of it and a quarter.
  const written = Number(/wrote a price for your network, here (\d+)\./.exec(text)![1]);
  assert.ok(prices!.includes(`[${written / 4}, ${written / 2}, ${written}]`), prices);
  writeFileSync(join(folder, 'prices.yaml'), prices!);
  for (const command of commands) {
    const [, words] = /^npx ddsm (.*)$/.exec(command) ?? [];
    assert.ok(words, `${command} is no command of ddsm`);
    const args = words.split(' ');
    const before = existsSync(join(folder, TABLES)) ? readFileSync(join(folder, TABLES), 'utf8') : undefined;
    const {status, stderr} = ddsm(args[0] === 'run' ? [...args, ...SHORT, '--plain'] : args);
    assert.equal(status, 0, `${command}\n${stderr}`);
    if (before !== undefined) {
      assert.equal(readFileSync(join(folder, TABLES), 'utf8'), before, `${command} changed the first tables`);
      assert.doesNotMatch(stderr, /✔ Train the .*: done in/, command);
    }
  }
  for (const path of [
    'photos.yaml',
    'runs/photos/report.html',
    'runs/photos/search/strategy.json',
    'samples.png',
    'photos.pt',
    'runs/prices/figures/sweep.svg',
  ])
    assert.ok(existsSync(join(folder, path)), path);
});

const python = process.env.DDSM_PEER_PYTHON;
test("the tutorial's Python reads what it has exported", {
  skip: python ? false : 'DDSM_PEER_PYTHON names no Python with PyTorch',
}, () => {
  const [script] = blocks(page('docs/tutorial.md'), 'python');
  const {stdout, stderr, status} = spawnSync(python!, ['-c', script!], {encoding: 'utf8', cwd: folder});
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^12 steps, \d+ tensors\n\(16, 3, 3, 3\)\n$/);
});

test('the specs on the page about specs are valid', () => {
  const [cats, ...rest] = blocks(page('docs/writing-a-spec.md'), 'yaml');
  mkdirSync(join(folder, 'data', 'cats'), {recursive: true});
  mkdirSync(join(folder, 'specs'));
  writeFileSync(join(folder, 'data', 'cats', 'one.png'), '');
  writeFileSync(join(folder, 'specs', 'cats.yaml'), cats!);
  for (const [index, block] of rest.entries()) {
    const file = join('specs', `block-${index}.yaml`);
    writeFileSync(join(folder, file), block.includes('extends:') ? block : `extends: cats.yaml\n${block}`);
    const {status, stderr} = ddsm(['validate', file]);
    assert.equal(status, 0, `${block}\n${stderr}`);
  }
  assert.equal(ddsm(['validate', 'specs/cats.yaml']).status, 0);
});

test('validate answers as the page about specs says', () => {
  const transcript = blocks(page('docs/writing-a-spec.md'), '').find((block) =>
    block.startsWith('$ npx ddsm validate'),
  )!;
  const [command, ...answer] = transcript.trimEnd().split('\n');
  // The lines of the spec, as far as the answer quotes them.
  const quoted = new Map(
    [...transcript.matchAll(/^ {2}(\d+) \| (.*)$/gm)].map(([, line, text]) => [Number(line), text!]),
  );
  const lines = ['dataset: {kind: digits, resolution: 8}', ...[2, 3, 4].map((line) => quoted.get(line) ?? '')];
  writeFileSync(join(folder, 'my.yaml'), `${lines.join('\n')}\n`);
  const {stderr, status} = ddsm(command!.split(' ').slice(3));
  assert.equal(status, 2);
  assert.equal(stderr.trimEnd(), answer.join('\n'));
});

test('plan answers as the page about commands says', () => {
  const transcript = blocks(page('docs/commands.md'), '').find((block) => block.startsWith('$ npx ddsm plan'))!;
  const [command, ...answer] = transcript.trimEnd().split('\n');
  const args = command!.split(' ').slice(3);
  const spec = args.findIndex((arg) => arg.startsWith('experiments/'));
  args[spec] = join(packageRoot, args[spec]!);
  const {stdout, status, stderr} = ddsm(args);
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trimEnd(), answer.join('\n'));
});

test('every published spec names its schema for editors', () => {
  const specs = spawnSync('ls', [join(packageRoot, 'experiments')], {encoding: 'utf8'})
    .stdout.trim()
    .split('\n');
  for (const name of specs.filter((one) => one.endsWith('.yaml')))
    assert.match(
      page(`experiments/${name}`),
      /^# yaml-language-server: \$schema=\.\.\/schema\/experiment\.schema\.json\n/,
      name,
    );
});
